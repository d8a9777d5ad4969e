"""The indicator workbook: every fault named with sheet, row and column, nothing stored by half, and the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.riskindex.intake_book import IndicatorPreview
from app.domain.riskindex.series import EXAMPLE_MARK, Level
from app.errors import FileRefused, StateConflict, ValidationProblems
from app.exchange.sheet_reader import read_columns_here
from app.services.index_import import IndexImport
from app.services.workbench import Workbench
from tests.files.indicator_books import add, content, put

Change = Callable[[Any], object]


@pytest.fixture
def importer(bench: Workbench) -> IndexImport:
    bench.index_import.reader = read_columns_here
    return bench.index_import


@pytest.fixture
def read(importer: IndexImport, tmp_path: Path) -> Callable[[Change | None], IndicatorPreview]:
    def work(change: Change | None = None) -> IndicatorPreview:
        path = tmp_path / "bok.xlsx"
        path.write_bytes(content(change))
        return importer.read(path)

    return work


def test_a_sound_workbook_becomes_territories_indicators_and_values(read: Any, importer: IndexImport, bench: Workbench) -> None:
    preview = read()
    assert preview.problems == ()
    assert [(one.sheet, one.new) for one in preview.counts] == [("Områden", 5), ("Befolkning", 3), ("Indikatorer", 3), ("Värden", 5)]
    assert preview.years == (2012,)
    assert preview.recipes == ("Grundrecept 1",)
    stored = importer.store(preview)
    data = bench.risk_index.dataset()
    assert [one.code for one in data.territories] == ["0180", "N1", "D1", "D2", "B1"]
    assert data.by_code["D2"].level is Level.DISTRICT
    assert data.by_code["B1"].parent == "D1"
    assert data.population["D1", 2012] == 18_000
    assert data.indicator_by_code["ohalsa"].multiplier == 1
    assert len(data.year) == 5
    assert not data.illustrative
    assert "index" in stored.changes.kinds
    assert bench.risk_index.table(2012).panel(Level.DISTRICT).x[0][0] == 9.0


def test_the_same_workbook_again_has_nothing_to_do(read: Any, importer: IndexImport) -> None:
    importer.store(read())
    again = read()
    assert (again.new, again.changed, again.can_store) == (0, 0, False)
    assert [one.same for one in again.counts] == [5, 3, 3, 5]


def test_what_differs_is_shown_and_what_is_not_mentioned_stays(read: Any, importer: IndexImport, bench: Workbench) -> None:
    importer.store(read())

    def change(book: Any) -> None:
        put("Värden", D3=9.5)(book)
        put("Områden", B5="Rinkeby centrum")(book)
        put("Befolkning", C2=18_100)(book)
        put("Indikatorer", I4=2)(book)
        book["Värden"].delete_rows(6)  # the crimes of D2 are not mentioned any more

    preview = read(change)
    told = {one.label: (one.before, one.after) for one in preview.differences}
    assert told == {
        "Område D2: Namn": ("Rinkeby", "Rinkeby centrum"),
        "Folkmängd D1 2012": ("18\u00a0000", "18\u00a0100"),
        "Indikator brott: Vikt": ("1", "2"),
        "Öppet arbetslösa, Rinkeby centrum 2012": ("8,5", "9,5"),
    }
    importer.store(preview)
    data = bench.risk_index.dataset()
    assert len(data.year) == 5
    assert data.by_code["D2"].name == "Rinkeby centrum"
    assert bench.risk_index.table(2012).panel(Level.DISTRICT).x[1][0] == 9.5


def test_a_number_as_code_is_the_same_as_its_text_and_leading_zeros_stay(read: Any, importer: IndexImport, bench: Workbench) -> None:
    def change(book: Any) -> None:
        add("Områden", [7, "Sju", "stadsdel", "N1"], ["07", "Noll sju", "stadsdel", "N1"])(book)
        add("Värden", [2012, "7", "arb", 5, None, None], [2012, "07", "arb", 6, None, None])(book)

    importer.store(read(change))
    codes = [one.code for one in bench.risk_index.dataset().territories]
    assert codes[-2:] == ["7", "07"]


def test_a_name_that_only_one_territory_has_stands_for_its_code_and_is_told(read: Any) -> None:
    preview = read(put("Värden", B2="tensta"))
    assert preview.problems == ()
    assert any("namn i stället för kod: ”tensta”" in note for note in preview.notes)


BROKEN: dict[str, tuple[Change, str, str]] = {
    "unknown area": (put("Värden", B3="D9"), "Blad ”Värden”, rad 3, kolumn B", "Området ”D9” finns varken"),
    "unknown indicator": (put("Värden", C3="okänd"), "Blad ”Värden”, rad 3, kolumn C", "Indikatorn ”okänd” finns varken"),
    "duplicate code": (add("Områden", ["D1", "Igen", "stadsdel", "N1"]), "Blad ”Områden”, rad 7, kolumn A", "står redan på rad 4"),
    "duplicate indicator": (
        add("Indikatorer", ["arb", "Igen", "Hälsa", "Högre är sämre", "Andel"]), "Blad ”Indikatorer”, rad 5, kolumn A",
        "står redan på rad 2",
    ),
    "duplicate inhabitants": (add("Befolkning", [2012, "D1", 1]), "Blad ”Befolkning”, rad 5, kolumn B", "samma år och område som ”rad 2”"),
    "duplicate value": (add("Värden", [2012, "D2", "arb", 1]), "Blad ”Värden”, rad 8, kolumn B", "samma år, område och indikator som"),
    "text in numbers": (put("Värden", D3="hög"), "Blad ”Värden”, rad 3, kolumn D", "”hög” är text, men här ska det stå ett tal."),
    "decimal comma": (put("Värden", D3="8,5"), "Blad ”Värden”, rad 3, kolumn D", "”8,5” är text med decimalkomma"),
    "number as text": (put("Värden", D3="8"), "Blad ”Värden”, rad 3, kolumn D", "”8” är ett tal som är sparat som text"),
    "two dots": (put("Värden", D3=".."), "Blad ”Värden”, rad 3, kolumn D", "”..” är inget tal. Lämna cellen tom"),
    "above 100": (put("Värden", D3=100.5), "Blad ”Värden”, rad 3, kolumn D", "större än 100 procent"),
    "n above d": (put("Värden", E2=10_001), "Blad ”Värden”, rad 2, kolumn E", "Täljaren är större än nämnaren, så andelen"),
    "n above d in a rate": (put("Värden", E6=16_001), "Blad ”Värden”, rad 6, kolumn E", "välj slaget Annat"),
    "negative": (put("Värden", D5=-1), "Blad ”Värden”, rad 5, kolumn D", "Värdet är negativt."),
    "negative count": (put("Värden", E2=-1), "Blad ”Värden”, rad 2, kolumn E", "Täljaren är negativ."),
    "both": (put("Värden", D2=9), "Blad ”Värden”, rad 2, kolumn D", "Både Värde och Täljare"),
    "no denominator": (put("Värden", F2=None), "Blad ”Värden”, rad 2, kolumn F", "Täljare utan Nämnare"),
    "only denominator": (put("Värden", D5=None), "Blad ”Värden”, rad 5, kolumn F", "Nämnare utan Värde eller Täljare"),
    "zero denominator": (put("Värden", F2=0), "Blad ”Värden”, rad 2, kolumn F", "Nämnaren är 0"),
    "missing sheet": (lambda book: book.remove(book["Befolkning"]), "Blad ”Befolkning”", "Bladet ”Befolkning” saknas."),
    "missing heading": (put("Värden", D1="Annat"), "Blad ”Värden”, rad 1", "Kolumnen ”Värde” saknas."),
    "no headings": (lambda book: book["Värden"].delete_rows(1), "Blad ”Värden”, rad 1", "Rubrikerna saknas."),
    "doubled heading": (put("Värden", G1="Värde"), "Blad ”Värden”, rad 1, kolumn G", "finns mer än en gång"),
    "circle": (put("Områden", D3="D1"), "Blad ”Områden”, rad 3, kolumn D", "i en cirkel: N1 → D1 → N1"),
    "unknown parent": (put("Områden", D4="N9"), "Blad ”Områden”, rad 4, kolumn D", "Det överordnade området ”N9” finns varken"),
    "parent not above": (put("Områden", D5="D1"), "Blad ”Områden”, rad 5, kolumn D", "Rinkeby (stadsdel) kan inte ligga i Tensta"),
    "two cities": (add("Områden", ["X", "Solna", "stad"]), "Blad ”Områden”, rad 7, kolumn C", "bara finnas ett område på nivån stad"),
    "same name twice": (add("Områden", ["D3", "tensta", "stadsdel"]), "Blad ”Områden”, rad 7, kolumn B", "passar på två områden"),
    "unknown level": (put("Områden", C4="kvarter"), "Blad ”Områden”, rad 4, kolumn C", "”kvarter” går inte att läsa som Nivå"),
    "unknown area of index": (put("Indikatorer", C2="Skola"), "Blad ”Indikatorer”, rad 2, kolumn C", "”Skola” går inte att läsa som"),
    "unknown direction": (put("Indikatorer", D2="uppåt"), "Blad ”Indikatorer”, rad 2, kolumn D", "”uppåt” går inte att läsa som Riktning"),
    "unknown kind": (put("Indikatorer", E2="procent"), "Blad ”Indikatorer”, rad 2, kolumn E", "”procent” går inte att läsa som Slag"),
    "odd year": (put("Värden", A2=20_012), "Blad ”Värden”, rad 2, kolumn A", "”20012” är inget rimligt år"),
    "year before the program's": (put("Värden", A2=1989), "Blad ”Värden”, rad 2, kolumn A", "Skriv ett helt år mellan 1990 och 2100"),
    "long name": (put("Indikatorer", B2="x" * 201), "Blad ”Indikatorer”, rad 2, kolumn B", "Namn är längre än 200 tecken"),
    "vast denominator": (put("Värden", F2=2 * 10**12), "Blad ”Värden”, rad 2, kolumn F", "orimligt stort"),
    "vast town": (put("Befolkning", C2=2 * 10**12), "Blad ”Befolkning”, rad 2, kolumn C", "orimligt stort"),
    "year with part": (put("Befolkning", A2=2012.5), "Blad ”Befolkning”, rad 2, kolumn A", "”2012.5” är inget rimligt år"),
    "no year": (put("Värden", A2=None), "Blad ”Värden”, rad 2, kolumn A", "År saknas."),
    "no code": (put("Värden", B2=None), "Blad ”Värden”, rad 2, kolumn B", "Områdets kod saknas."),
    "negative weight": (put("Indikatorer", I2=-1), "Blad ”Indikatorer”, rad 2, kolumn I", "Vikten är negativ"),
    "share by thousand": (put("Indikatorer", G2=1000), "Blad ”Indikatorer”, rad 2, kolumn G", "Multiplikator ska vara 100"),
    "rate without multiplier": (put("Indikatorer", G4=None), "Blad ”Indikatorer”, rad 4, kolumn G", "Kvoten brott har täljare"),
    "half a person": (put("Befolkning", C2=1.5), "Blad ”Befolkning”, rad 2, kolumn C", "helt tal"),
    "no inhabitants": (put("Befolkning", C2=None), "Blad ”Befolkning”, rad 2, kolumn C", "Antal saknas"),
    "error": (put("Värden", D3="#REF!"), "Blad ”Värden”, rad 3, kolumn D", "Cellen visar felet"),
    "formula": (put("Värden", D3="=1+1"), "Blad ”Värden”, rad 3, kolumn D", "formel utan sparat värde"),
    "merged": (lambda book: book["Värden"].merge_cells("B3:B4"), "Blad ”Värden”, rad 3, kolumn B", "sammanfogade"),
    "hidden row": (lambda book: setattr(book["Värden"].row_dimensions[3], "hidden", True), "Blad ”Värden”, rad 3", "Raden är dold"),
    "hidden column": (
        lambda book: setattr(book["Värden"].column_dimensions["E"], "hidden", True), "Blad ”Värden”, kolumn E", "Kolumnen är dold",
    ),
    "hidden sheet": (lambda book: setattr(book["Värden"], "sheet_state", "hidden"), "Blad ”Värden”", "Bladet är dolt"),
    "truth": (put("Värden", D3=True), "Blad ”Värden”, rad 3, kolumn D", "”SANT” är ett datum eller ett sanningsvärde"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workbook_is_told_with_sheet_row_and_column(read: Any, importer: IndexImport, bench: Workbench, name: str) -> None:
    change, place, message = BROKEN[name]
    preview = read(change)
    told = [str(one) for one in preview.problems]
    assert any(one.startswith(f"{place}:") and message in one for one in told), told
    assert not preview.can_store
    with pytest.raises(ValidationProblems):
        importer.store(preview)
    assert not bench.risk_index.has_data()


def test_each_single_fault_is_told_once(read: Any) -> None:
    many = {name: len(read(change).problems) for name, (change, _, _) in BROKEN.items()}
    follow_up = {"missing sheet", "circle", "unknown parent", "no headings", "missing heading", "unknown level", "negative count", "merged"}
    assert {name: count for name, count in many.items() if count != 1 and name not in follow_up} == {}


def test_faults_of_every_sheet_are_told_at_once(read: Any) -> None:
    def change(book: Any) -> None:
        for one in ("unknown level", "half a person", "unknown kind", "above 100", "two dots"):
            if one != "above 100":
                BROKEN[one][0](book)
        put("Värden", D4=101)(book)

    sheets = {one.sheet for one in read(change).problems}
    assert sheets == {"Områden", "Befolkning", "Indikatorer", "Värden"}


def test_thousands_of_equal_faults_are_one_line_that_names_the_rows(read: Any) -> None:
    rows = [[2012, f"X{number}", "arb", "..", None, None] for number in range(3_000)]
    problems = read(add("Värden", *rows)).problems
    assert len(problems) < 40
    dots = next(one for one in problems if "”..”" in one.message)
    assert (dots.row, "3\u00a0000 rader: 8–3007" in dots.message) == (8, True)
    unknown = [one for one in problems if "X0" in one.message]
    assert (unknown[0].row, unknown[0].column) == (8, "B")
    assert any("ytterligare 2\u00a0980 olika värden" in one.message for one in problems)


def test_a_workbook_of_another_kind_is_refused(importer: IndexImport, tmp_path: Path) -> None:
    import openpyxl

    from tests.files.editing import saved

    path = tmp_path / "annan.xlsx"
    path.write_bytes(saved(openpyxl.Workbook()))
    with pytest.raises(FileRefused, match="ingen indikatorbok"):
        importer.read(path)
    assert not importer.is_workbook(path)


def test_data_changed_since_the_preview_is_not_written_over(read: Any, importer: IndexImport) -> None:
    first, second = read(), read(put("Värden", D3=9))
    importer.store(first)
    with pytest.raises(StateConflict, match="ändrats sedan"):
        importer.store(second)


def test_a_stop_half_way_leaves_nothing(read: Any, importer: IndexImport, bench: Workbench) -> None:
    preview = read()

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importer.store(preview, stop)
    assert not bench.risk_index.has_data()
    assert bench.risk_index.dataset().territories == ()


def test_everything_that_is_written_reads_back_the_same(read: Any, importer: IndexImport, tmp_path: Path) -> None:
    importer.store(read())
    path = tmp_path / "allt.xlsx"
    importer.export(path)
    preview = importer.read(path)
    assert preview.problems == ()
    assert (preview.new, preview.changed) == (0, 0)
    assert [one.same for one in preview.counts] == [5, 3, 3, 5]
    assert importer.is_workbook(path)


def test_the_year_of_a_new_definition_is_read_where_its_column_is_and_named_where_it_is_no_year(read: Any, importer: IndexImport) -> None:
    def define(value: object) -> Any:
        def mark(book: Any) -> None:
            sheet = book["Indikatorer"]
            column = sheet.max_column + 1
            sheet.cell(1, column, "Ny definition från")
            sheet.cell(2, column, value)

        return mark

    (problem,) = read(define("snart")).problems
    assert "är inget år" in str(problem)
    assert "Indikatorer" in str(problem)
    importer.store(read(define(2010)))
    kept = read()
    assert kept.changed == 0  # without the column what is stored stays


def test_example_values_keep_their_mark_through_the_workbook(read: Any, importer: IndexImport, bench: Workbench) -> None:
    def mark(book: Any) -> None:
        book.create_sheet("Läs mig")["B1"] = EXAMPLE_MARK

    preview = read(mark)
    assert any(EXAMPLE_MARK in note for note in preview.notes)
    importer.store(preview)
    assert bench.risk_index.dataset().illustrative
    unmarked = read()
    assert unmarked.changed == 5
    importer.store(unmarked)
    assert not bench.risk_index.dataset().illustrative


def test_the_empty_template_has_the_headings_and_lists_and_nothing_to_read(importer: IndexImport, tmp_path: Path) -> None:
    import openpyxl

    from tests.files.indicator_books import HEADINGS

    path = tmp_path / "tom.xlsx"
    importer.template(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Läs mig", *HEADINGS]
    for name, heads in HEADINGS.items():
        assert [cell.value for cell in book[name][1]] == heads
        assert book[name].freeze_panes == "A2"
    assert {one.formula1 for one in book["Indikatorer"].data_validations.dataValidation} == {
        '"Sociala riskfaktorer,Hälsa,Säkerhet och trygghet,Försörjning"', '"Högre är sämre,Högre är bättre"', '"Andel,Kvot,Annat"'
    }  # fmt: skip
    assert "Arbetsboken är tom" in importer.read(path).problems[0].message


def test_reading_in_a_process_of_its_own_gives_the_same(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(content())
    preview = bench.index_import.read(path)
    assert [(one.sheet, one.new) for one in preview.counts] == [("Områden", 5), ("Befolkning", 3), ("Indikatorer", 3), ("Värden", 5)]


def test_kept_results_of_the_years_that_change_are_named(read: Any, importer: IndexImport, bench: Workbench) -> None:
    more = ([2012, "0180", "ohalsa", 30], [2012, "0180", "brott", None, 50_000, 880_000], [2012, "D1", "brott", None, 1_500, 18_000])
    importer.store(read(add("Värden", *(list(row) for row in more))))
    bench.index_results.keep("Mötet i maj", Level.DISTRICT, 2012)
    assert read(put("Värden", D3=9)).results == ("Mötet i maj (2012)",)
    assert read().results == ()
