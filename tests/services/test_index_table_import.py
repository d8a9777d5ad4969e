"""Free tables: what the program proposes, what it asks for, and that nothing is averaged, dropped or guessed without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from app.domain.riskindex.free_series import SeriesTexts, lacks_of_series
from app.domain.riskindex.free_table import Form, Role, TableMapping, lacks, suggested
from app.domain.riskindex.series import EXAMPLE_MARK, SAME_YEAR, Level, Measure, SeriesKind
from app.errors import FileRefused
from app.exchange.sheet_reader import read_columns_here
from app.services.index_table_import import IndexTableImport, TableFile, held_series, held_values
from app.services.workbench import Workbench
from tests.files.editing import saved
from tests.files.indicator_books import content
from tests.services.index_builders import add_series

Look = Callable[[Sequence[Sequence[Any]]], TableFile]


@pytest.fixture
def importer(bench: Workbench, tmp_path: Path) -> IndexTableImport:
    """A store that has the small workbook's territories and indicators."""
    bench.index_import.reader = bench.table_import.reader = read_columns_here
    path = tmp_path / "bok.xlsx"
    path.write_bytes(content())
    bench.index_import.store(bench.index_import.read(path))
    return bench.table_import


@pytest.fixture
def look(importer: IndexTableImport, tmp_path: Path) -> Look:
    def work(rows: Sequence[Sequence[Any]]) -> TableFile:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        path = tmp_path / "tabell.xlsx"
        path.write_bytes(saved(book))
        return importer.look(path)

    return work


def test_a_long_table_is_recognised_and_read(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    rows = [
        ["Statistik från SCB"], [], ["Stadsdel", "Indikator", "År", "Värde"], ["Tensta", "Öppet arbetslösa", 2011, "9,5"],
        ["rinkeby", "arb", 2011, ".."], ["Stockholm", "arb", 2011, 3],
    ]  # fmt: skip
    file = look(rows)
    mapping, remembered = importer.propose(file, file.sheets[0])
    assert not remembered
    assert (mapping.form, mapping.header_row) == (Form.LONG, 3)
    assert mapping.roles == {1: Role.UNIT, 2: Role.INDICATOR, 3: Role.YEAR, 4: Role.VALUE}
    assert lacks(mapping) == ""
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert preview.problems == ()
    assert (preview.new, preview.years) == (2, (2011,))
    assert any("1 celler har tecken för saknad uppgift" in note for note in preview.notes)
    importer.store(preview, file.sheets[0], mapping)
    assert bench.risk_index.table(2011).panel(Level.DISTRICT).x[0][0] == 9.5


def test_one_column_a_year_is_recognised_and_needs_its_indicator(importer: IndexTableImport, look: Look) -> None:
    file = look([["Område", 2010, 2011, 2012], ["Tensta", 8, 8.5, 9], ["Rinkeby", "-", 7, 8.5]])
    mapping, _ = importer.propose(file, file.sheets[0])
    assert (mapping.form, mapping.columns) == (Form.BY_YEAR, {2: "2010", 3: "2011", 4: "2012"})
    assert lacks(mapping) == "Välj vilken kolumn som anger indikatorn, eller välj indikatorn om det är en och samma."
    preview = importer.read(file, file.sheets[0], replace(mapping, indicator="arb")).preview
    assert preview is not None
    assert (preview.new, preview.changed) == (3, 1)
    assert [(one.label, one.before, one.after) for one in preview.differences] == [
        ("Öppet arbetslösa, Tensta 2012", "900 av 10\u00a0000", "9")
    ]


def test_one_column_an_indicator_asks_about_the_new_ones(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    file = look([["Stadsdel", "Ohälsotal", "Trångbodda"], ["Tensta", 40, 35], ["Rinkeby", 41, 36]])
    mapping, _ = importer.propose(file, file.sheets[0])
    assert (mapping.form, mapping.columns) == (Form.BY_INDICATOR, {2: "ohalsa", 3: ""})
    assert lacks(mapping) == "Välj vilken kolumn som anger året, eller skriv året om det är ett och samma."
    new = suggested("Trångbodda", ["arb"])
    mapping = replace(mapping, year=2010, columns={2: "ohalsa", 3: new.code}, indicators=(new,))
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert [one.new for one in preview.counts] == [0, 0, 1, 4]
    importer.store(preview, file.sheets[0], mapping)
    assert bench.risk_index.dataset().indicator_by_code["trangbodda"].name == "Trångbodda"


def test_unknown_names_are_asked_for_then_matched_or_left_out(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    file = look(
        [["Område", "År", "Indikator", "Värde"], ["Gamla Tensta", 2011, "arb", 9], ["Summa", 2011, "arb", 99], ["D2", 2011, "arb", 8]]
    )
    mapping, _ = importer.propose(file, file.sheets[0])
    reading = importer.read(file, file.sheets[0], mapping)
    assert reading.preview is None
    assert reading.unknown_names == {"Gamla Tensta": 1, "Summa": 1}
    mapping = replace(mapping, names={"Gamla Tensta": "D1", "Summa": ""}, aliases=frozenset({"Gamla Tensta"}))
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert preview.problems == ()
    assert any("1 rader läses inte, eftersom deras område är utelämnat: ”Summa”." in note for note in preview.notes)
    importer.store(preview, file.sheets[0], mapping)
    assert bench.risk_index.dataset().by_code["D1"].aliases == ("Gamla Tensta",)
    assert bench.risk_index.table(2011).panel(Level.DISTRICT).x[0][0] == 9
    again, remembered = importer.propose(file, file.sheets[0])
    assert remembered
    assert again.names == {"Gamla Tensta": "D1", "Summa": ""}


def test_a_name_that_fits_two_territories_must_be_answered_for(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    with bench.store.writing() as unit:
        from app.domain.riskindex.dataset import Territory
        from app.services.index_store import add_territories, changed

        add_territories(unit.session, [Territory(code="BX", name="Tensta", level=Level.BASE_AREA, parent="D1")])
        changed(unit, "Ett till")
    file = look([["Område", "År", "Indikator", "Värde"], ["Tensta", 2011, "arb", 9]])
    mapping, _ = importer.propose(file, file.sheets[0])
    assert importer.read(file, file.sheets[0], mapping).unknown_names == {"Tensta": 1}


def test_unknown_indicators_of_a_long_table_are_asked_for(importer: IndexTableImport, look: Look) -> None:
    file = look([["Område", "År", "Indikator", "Värde"], ["D1", 2011, "Skolresultat", 9]])
    mapping, _ = importer.propose(file, file.sheets[0])
    assert importer.read(file, file.sheets[0], mapping).unknown_indicators == ("Skolresultat",)
    mapping = replace(mapping, indicators=(suggested("Skolresultat", []),))
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert preview.new == 2  # the indicator and its value


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["D1", 2011, "arb", 101], "större än 100 procent"),
        (["D1", 2011, "arb", -1], "negativ"),
        (["D1", 20_111, "arb", 9], "inget rimligt år"),
        (["D1", 2011, "arb", "cirka 9"], "går inte att läsa säkert som ett tal"),
        (["D1", 2011, "arb", "1.250"], "går inte att läsa säkert som ett tal"),
        (["D2", 2011, "arb", 8], "samma år, område och indikator"),
    ],
)
def test_the_same_checks_hold_as_in_the_workbook(importer: IndexTableImport, look: Look, row: list[Any], message: str) -> None:
    file = look([["Område", "År", "Indikator", "Värde"], row, ["D2", 2011, "arb", 8]])
    mapping, _ = importer.propose(file, file.sheets[0])
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert len(preview.problems) == 1
    assert message in preview.problems[0].message
    assert preview.problems[0].row in (2, 3)


def test_a_numerator_whose_denominator_is_marked_as_missing_is_missing_and_noted(
    importer: IndexTableImport, look: Look, bench: Workbench
) -> None:
    rows = [["D1", 2011, "arb", 12, ".."], ["D2", 2011, "arb", "..", 320], ["D1", 2010, "arb", 12, 320]]
    file = look([["Område", "År", "Indikator", "Täljare", "Nämnare"], *rows])
    mapping, _ = importer.propose(file, file.sheets[0])
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert preview.problems == ()
    assert "1 rad har en täljare men tecken för saknad nämnare. Uppgiften räknas som saknad." in preview.notes
    assert preview.new == 1
    importer.store(preview, file.sheets[0], mapping)
    assert 2011 not in bench.risk_index.dataset().years
    assert 2010 in bench.risk_index.dataset().years


def test_shares_of_one_are_remarked_on(importer: IndexTableImport, look: Look) -> None:
    file = look([["Område", "År", "Indikator", "Värde"], ["D1", 2011, "arb", 0.09], ["D2", 2011, "arb", 0.08], ["B1", 2011, "arb", 0.1]])
    mapping, _ = importer.propose(file, file.sheets[0])
    preview = importer.read(file, file.sheets[0], mapping).preview
    assert preview is not None
    assert any("mellan 0 och 1" in note for note in preview.notes)


def test_what_a_mapping_lacks_is_said() -> None:
    empty = TableMapping(header_row=1, form=Form.LONG, roles={})
    assert lacks(empty) == "Välj vilken kolumn som anger området."
    twice = replace(empty, roles={1: Role.UNIT, 2: Role.UNIT})
    assert lacks(twice) == "Två kolumner är valda som område. Välj en."
    counts = replace(empty, roles={1: Role.UNIT, 2: Role.YEAR, 3: Role.INDICATOR, 4: Role.NUMERATOR})
    assert lacks(counts) == "Välj vilken kolumn som är täljarens nämnare."
    same = TableMapping(header_row=1, form=Form.BY_INDICATOR, roles={1: Role.UNIT}, year=2012, columns={2: "arb", 3: "arb"})
    assert lacks(same) == "Två kolumner är valda som samma indikator eller år. Ändra den ena."


def test_an_empty_workbook_is_refused(look: Look) -> None:
    with pytest.raises(FileRefused, match="är tom"):
        look([])


# --- published index numbers ------------------------------------------------------------------------------

PUBLISHED = [
    ["Serie", "Område", "År", "Delindex", "Index", "Källa", "Referens"],
    ["Sweco 2014", "Tensta", 2012, "Totalt index", 180, "Sweco, bilaga 3", "staden samma år = 100"],
    ["Sweco 2014", "Rinkeby", 2012, "Hälsa", "171,5", "Sweco, bilaga 3", "staden samma år = 100"],
    ["Sweco 2014", "Hela staden", 2012, "Totalt index", 100, "Sweco, bilaga 3", "staden samma år = 100"],
]


def test_published_index_numbers_become_a_series_of_their_own(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    file = look(PUBLISHED)
    mapping, _ = importer.propose(file, file.sheets[0])
    assert mapping.form is Form.PUBLISHED
    assert lacks_of_series(mapping, SeriesTexts()) == ""
    preview = importer.read_series(file, file.sheets[0], mapping, SeriesTexts()).preview
    assert preview is not None
    assert preview.problems == ()
    assert [(one.sheet, one.new) for one in preview.counts] == [("Publicerade serier", 1), ("Indextal", 3)]
    before = bench.risk_index.dataset().year.size
    importer.store(preview, file.sheets[0], mapping)
    with bench.store.reading() as session:
        held = held_series(session)["sweco-2014"]
        values = held_values(session, ["sweco-2014"])
    assert (held.kind, held.level, held.source) == (SeriesKind.PUBLISHED, Level.DISTRICT, "Sweco, bilaga 3")
    assert values["sweco-2014", "rinkeby", Measure.HEALTH, 2012] == 171.5
    assert values["sweco-2014", "stockholm", Measure.TOTAL, 2012] == 100
    assert bench.risk_index.dataset().year.size == before  # nothing of it is computed
    again = importer.read_series(file, file.sheets[0], mapping, SeriesTexts()).preview
    assert again is not None
    assert not again.can_store
    changed = look([*PUBLISHED[:1], [*PUBLISHED[1][:4], 181, *PUBLISHED[1][5:]]])
    differing = importer.read_series(changed, changed.sheets[0], mapping, SeriesTexts()).preview
    assert differing is not None
    assert [(one.before, one.after) for one in differing.differences] == [("180", "181")]
    importer.store(differing, changed.sheets[0], mapping)


def test_a_short_table_of_index_numbers_gets_its_series_from_the_user(importer: IndexTableImport, look: Look) -> None:
    file = look([["Nämnd", "Index"], ["Farsta", 95], ["Okänd", 90]])
    mapping = TableMapping(header_row=1, form=Form.PUBLISHED, roles={1: Role.UNIT, 2: Role.VALUE}, year=2012)
    texts = SeriesTexts(level=Level.BOARD)
    assert lacks_of_series(mapping, texts) == "Skriv seriens namn, eller välj kolumnen som anger det."
    texts = replace(texts, name="Nämnder 2012", source="Sweco")
    assert importer.read_series(file, file.sheets[0], mapping, texts).unknown_names == {"Okänd": 1}
    preview = importer.read_series(file, file.sheets[0], replace(mapping, names={"Okänd": ""}), texts).preview
    assert preview is not None
    assert preview.series is not None
    assert [(one.unit, one.value) for one in preview.series.values] == [("farsta", 95)]
    assert any("1 rader läses inte" in note for note in preview.notes)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            ["Sweco 2014", "Tensta", 2012, "Totalt index", 190, "Sweco, bilaga 3", "staden samma år = 100"],
            "samma serie, område, mått och år",
        ),
        (["Sweco 2014", "Kista", 2012, "Trivsel", 190, "Sweco, bilaga 3", "staden samma år = 100"], "är inget mått som programmet känner"),
        (["Sweco 2014", "Kista", 2012, "Hälsa", 190, "En annan", "staden samma år = 100"], "annan källa eller referens"),
        (["", "Kista", 2012, "Hälsa", 190, "Sweco, bilaga 3", "staden samma år = 100"], "Seriens namn saknas"),
        (["Sweco 2014", "Kista", 2012, "Hälsa", "hög", "Sweco, bilaga 3", "staden samma år = 100"], "går inte att läsa säkert"),
        (["Sweco 2014", "Kista", 2012, "Hälsa", -1, "Sweco, bilaga 3", "staden samma år = 100"], "negativt"),
    ],
)
def test_broken_index_numbers_are_told(importer: IndexTableImport, look: Look, row: list[Any], message: str) -> None:
    file = look([*PUBLISHED, row])
    mapping, _ = importer.propose(file, file.sheets[0])
    preview = importer.read_series(file, file.sheets[0], mapping, SeriesTexts()).preview
    assert preview is not None
    assert [(one.row, message in one.message) for one in preview.problems] == [(5, True)]


def _index_rows(*values: float, year: int = 2014, mark: str = "") -> list[list[Any]]:
    """Rows for Tensta, Rinkeby and Farsta, as many as there are values, in a series of the name "Sweco"."""
    units = ("Tensta", "Rinkeby", "Farsta")
    source = f"Rapport {mark}".strip()
    rows = [["Sweco", name, year, "Totalt index", value, source, SAME_YEAR] for name, value in zip(units, values, strict=False)]
    return [PUBLISHED[0], *rows]


def _store_series(importer: IndexTableImport, file: TableFile) -> Any:
    mapping, _ = importer.propose(file, file.sheets[0])
    preview = importer.read_series(file, file.sheets[0], mapping, SeriesTexts()).preview
    assert preview is not None
    if not preview.problems:
        importer.store(preview, file.sheets[0], mapping)
    return preview


@pytest.mark.parametrize(("first", "second"), [(EXAMPLE_MARK, ""), ("", EXAMPLE_MARK)])
def test_a_part_of_a_series_cannot_change_the_mark_of_the_whole(
    importer: IndexTableImport, look: Look, bench: Workbench, first: str, second: str
) -> None:
    _store_series(importer, look(_index_rows(180, 190, mark=first)))
    refused = _store_series(importer, look(_index_rows(181, mark=second)))
    assert "De blandas inte: ge tabellens serie ett annat namn" in refused.problems[0].message
    with bench.store.reading() as session:
        assert held_series(session)["sweco"].illustrative is bool(first)
        assert set(held_values(session, ["sweco"]).values()) == {180.0, 190.0}


def test_a_series_whose_every_value_is_replaced_changes_its_mark(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    _store_series(importer, look(_index_rows(180, 190, mark=EXAMPLE_MARK)))
    assert _store_series(importer, look(_index_rows(181, 191, 95))).problems == ()
    with bench.store.reading() as session:
        assert not held_series(session)["sweco"].illustrative


@pytest.mark.parametrize("together", [True, False])
def test_names_that_differ_in_signs_alone_are_series_of_their_own(
    importer: IndexTableImport, look: Look, bench: Workbench, together: bool
) -> None:
    first, second = _index_rows(180, 190), _index_rows(95)
    first[1][0] = first[2][0] = "Index A"
    second[1][0] = "Index A!"
    for rows in [[*first, second[1]]] if together else [first, second]:
        assert _store_series(importer, look(rows)).problems == ()
    assert [(row.info.key, row.info.name, row.values) for row in bench.index_data.published()] == [
        ("index-a", "Index A", 2), ("index-a-2", "Index A!", 1),
    ]  # fmt: skip


def test_a_table_never_writes_into_the_offices_copy_of_a_computed_series(importer: IndexTableImport, look: Look, bench: Workbench) -> None:
    add_series(bench, "sweco", "Sweco", {("tensta", 2014): 1.0}, SeriesKind.COMPUTED)
    assert _store_series(importer, look(_index_rows(180, 190))).problems == ()
    with bench.store.reading() as session:
        assert held_values(session, ["sweco"]) == {("sweco", "tensta", Measure.TOTAL, 2014): 1.0}
        assert set(held_series(session)) == {"sweco-2"}


def test_open_cases_are_evaluated_anew_when_the_index_they_rest_on_is_read_in_or_removed(
    importer: IndexTableImport, look: Look, bench: Workbench, case: UUID
) -> None:
    def indexed() -> int:
        return len(bench.queries.rule_history(case, "R19"))

    numbers = [indexed()]
    _store_series(importer, look(_index_rows(180, 190)))  # the first series is the one in use
    numbers.append(indexed())
    other = _index_rows(180, 190)
    other[1][0] = other[2][0] = "Annan"
    _store_series(importer, look(other))  # in use only when the first has been removed
    numbers.append(indexed())
    _store_series(importer, look(_index_rows(185)))
    numbers.append(indexed())
    bench.index_data.remove_series("sweco")
    numbers.append(indexed())
    bench.index_data.remove_series("annan")
    numbers.append(indexed())
    assert numbers == [1, 2, 2, 3, 4, 5]
