"""Odd and hostile text in every field: kept as data, printed, exported, found again, or refused in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from app.domain import fields, swedish
from app.domain.catalogues import APPLICATION, PROCESS
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Choices, Field, Kind
from app.domain.rules.evidence import FieldRef
from app.domain.swedish import ParseError
from app.domain.views import ListQuery
from app.domain.vocabulary import RuleOutcome
from app.errors import RuleViolation
from app.exchange.cells import FORMULA_STARTS
from app.exchange.sheet_reader import read_workbook_here
from app.reports.text import MARK
from app.services.forms import Forms
from app.services.mapping import APPLICATION_ROWS
from app.services.store import open_store
from app.services.workbench import Workbench, assemble
from tests.files.odd_texts import MEGABYTE, ODD_TEXTS
from tests.reports.read_back import pages, squeezed
from tests.services.builders import a_good_application

ON_PAPER = (
    "markup", "open_tag", "formula", "quoted_formula", "excel_escape", "controls", "returns", "override", "unclosed", "emoji", "nfd",
    "separators", "long_word",
)  # fmt: skip
EACH_ON_PAPER = pytest.mark.parametrize("name", ON_PAPER)
EACH_TEXT = pytest.mark.parametrize("name", list(ODD_TEXTS))


def is_text(field: Field) -> bool:
    return field.kind in (Kind.TEXT, Kind.LONG_TEXT)


TEXT_FIELDS = [
    *((field, field.key) for field in APPLICATION.fields if is_text(field)),
    *((field, f"process.{field.key}") for field in PROCESS.fields if is_text(field) and field.key != "dialogues"),
]
TEXT_COLUMNS = [
    (column, f"{prefix}{table.key}", column.key)
    for prefix, catalogue in (("", APPLICATION), ("process.", PROCESS))
    for table in catalogue.tables
    for column in table.fields
    if is_text(column)
]


def as_kept(field: Field, text: str, choices: Choices) -> str:
    """What a field keeps of a text that fits it."""
    return str(fields.parse(field, text[: field.limit], choices))


def filled(text: str, choices: Choices) -> ApplicationDraft:
    """A sound application with this text in every text field and column, as the form would keep it."""
    draft = a_good_application()
    given = {field.key: as_kept(field, text, choices) for field in APPLICATION.fields if is_text(field)}
    kept = {"plan_activity": draft.plan_activity, "registry_number_board": draft.registry_number_board}
    rows = {}
    for key, row_class in APPLICATION_ROWS.items():
        texts = {field.key: as_kept(field, text, choices) for field in row_class.table.fields if is_text(field)}
        rows[key] = tuple(replace(one, **texts) for one in (getattr(draft, key) or (row_class.row(),)))
    return replace(draft, **(given | kept | rows))


def word_of(name: str) -> str:
    """A word that only this case holds, to look for."""
    return f"Zebrafink{list(ODD_TEXTS).index(name):02}x"


def text_of(name: str) -> str:
    return f"{ODD_TEXTS[name]} {word_of(name)}"


@pytest.fixture(scope="module")
def odd_cases(empty_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workbench, dict[str, UUID]]]:
    """A store with one case for each odd text, the text in all its fields; each test keeps to its own case."""
    path = tmp_path_factory.mktemp("odd") / "ärenden.sqlite"
    path.write_bytes(empty_store)
    bench = assemble(open_store(path, "Handläggare A"))
    object.__setattr__(bench, "forms", Forms(bench.store, bench.cases, reader=read_workbook_here))
    made = {name: bench.cases.create(filled(text_of(name), bench.programme.choices)).uid for name in ODD_TEXTS}
    yield bench, made
    bench.close()


@pytest.fixture
def odd_bench(odd_cases: tuple[Workbench, dict[str, UUID]]) -> Workbench:
    return odd_cases[0]


@pytest.fixture
def odd_case(odd_cases: tuple[Workbench, dict[str, UUID]], name: str) -> UUID:
    return odd_cases[1][name]


# --- kept as data --------------------------------------------------------------------------------


@EACH_TEXT
def test_a_text_is_kept_found_again_and_among_the_versions(odd_bench: Workbench, odd_case: UUID, name: str) -> None:
    wanted = filled(text_of(name), odd_bench.programme.choices)
    assert odd_bench.cases.load(odd_case).draft == wanted
    (row,) = odd_bench.queries.applications(ListQuery(text=word_of(name))).rows
    assert (row.uid, row.title) == (odd_case, wanted.title)
    assert [hit.key for hit in odd_bench.queries.search(word_of(name)) if hit.kind == "application"] == [str(odd_case)]
    odd_bench.queries.applications(ListQuery(text=ODD_TEXTS[name]))  # whatever is searched for is data
    odd_bench.queries.search(ODD_TEXTS[name])
    assert [one.text for one in odd_bench.text_versions.of(odd_case, FieldRef("purpose"))] == [wanted.purpose]


def test_every_field_takes_odd_text_that_is_typed_and_gives_it_back(bench: Workbench, case: UUID) -> None:
    for field, key in TEXT_FIELDS:
        typed = "<b>&amp; =1+1 \u202e'; -- å\u030a"[: field.limit]
        edit = bench.cases.edit(case, FieldRef(key), typed)
        assert edit.problem is None, key
        assert edit.after == as_kept(field, typed, bench.programme.choices), key
        again = bench.cases.edit(case, FieldRef(key), edit.after)
        assert (again.before, again.after) == (edit.after, edit.after), key


def test_every_column_takes_odd_text_that_is_pasted(bench: Workbench, case: UUID) -> None:
    for field, table, column in TEXT_COLUMNS:
        pasted = "=1+1 <i>x</i> \u202eå\u030a"
        added = bench.cases.paste_rows(case, table, None, column, [[pasted]])
        assert added.problems == (), (table, column)
        assert added.edits[0][2] == as_kept(field, pasted, bench.programme.choices)


def test_swedish_letters_with_loose_dots_are_put_together(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("title"), "A\u030angbåt i o\u0308ster")
    assert bench.cases.load(case).draft.title == "Ångbåt i öster"
    assert [row.title for row in bench.queries.applications(ListQuery(text="angbat")).rows] == ["Ångbåt i öster"]


# --- refused in words ----------------------------------------------------------------------------


def test_a_pasted_megabyte_is_kept_beside_the_value_and_refused_with_the_limit(bench: Workbench, case: UUID) -> None:
    before = bench.cases.load(case).draft
    for field, key in TEXT_FIELDS[::4]:
        edit = bench.cases.edit(case, FieldRef(key), MEGABYTE)
        assert edit.problem is not None, key
        assert f"Högst {swedish.integer(field.limit or 0)} ryms" in edit.problem
    after = bench.cases.load(case)
    assert after.draft == before
    assert after.unparsed[FieldRef("title")].text == MEGABYTE


@pytest.mark.parametrize(("field", "key"), TEXT_FIELDS, ids=[key for _, key in TEXT_FIELDS])
def test_every_field_states_a_limit_far_under_a_megabyte(bench: Workbench, field: Field, key: str) -> None:
    with pytest.raises(ParseError, match=f"Högst {swedish.integer(field.limit or 0)} ryms; korta den"):
        fields.parse(field, MEGABYTE, bench.programme.choices)


def test_a_megabyte_in_a_passage_of_the_memo_is_refused_with_the_limit(bench: Workbench, case: UUID) -> None:
    key = bench.memos.passages(case)[0].key
    with pytest.raises(RuleViolation, match="40\u00a0000 tecken"):
        bench.memos.edit_passage(case, key, MEGABYTE)


def test_a_megabyte_as_the_reason_for_a_judgement_or_a_departure_is_refused_with_the_limit(bench: Workbench, case: UUID) -> None:
    with pytest.raises(RuleViolation, match="Högst 4\u00a0000 ryms"):
        bench.cases.judge(case, "R07", RuleOutcome.PASS, MEGABYTE)
    with pytest.raises(RuleViolation, match="Högst 4\u00a0000 ryms"):
        bench.cases.depart(case, "R05", MEGABYTE)


# --- printed -------------------------------------------------------------------------------------


@EACH_ON_PAPER
def test_a_memo_with_the_text_everywhere_is_printed_with_it(odd_bench: Workbench, odd_case: UUID, name: str) -> None:
    for key in ("process.consultation_note", "process.report_in", "process.remit_reason", "process.caseworker"):
        odd_bench.cases.edit(odd_case, FieldRef(key), text_of(name)[:120])
    passage = odd_bench.memos.passages(odd_case)[-1]
    odd_bench.memos.edit_passage(odd_case, passage.key, text_of(name))
    whole = squeezed(" ".join(pages(odd_bench.memos.pdf([odd_case]))))
    assert word_of(name) in whole
    title = squeezed(odd_bench.cases.load(odd_case).draft.title)
    if odd_bench.memos.missing_signs([odd_case]):
        assert MARK in whole
    elif "\u00ad" not in title:
        assert title[:60] in whole


# --- exported ------------------------------------------------------------------------------------


@EACH_ON_PAPER
def test_the_form_of_the_case_holds_text_cells_only_and_reads_back_alike(
    odd_bench: Workbench, odd_case: UUID, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "ut.xlsx"
    odd_bench.forms.export_case(odd_case, path)
    assert not list(formulas(path))
    read = odd_bench.forms.read(path)
    assert read.problems == ()
    assert read.draft == odd_bench.cases.load(odd_case).draft


def formulas(path: Path) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.data_type == "f" and not str(cell.value).startswith(("=IF(", "=SUM")))


def test_the_list_of_cases_is_exported_with_every_title_as_text(bench: Workbench, plan: UUID, tmp_path: Path) -> None:
    field = APPLICATION.field("title")
    titles = {name: as_kept(field, text, bench.programme.choices) for name, text in ODD_TEXTS.items()}
    for title in titles.values():
        bench.cases.create(ApplicationDraft(title=title))
    bench.exports.list_file(ListQuery(limit=1000), tmp_path / "lista.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "lista.xlsx").active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    in_sheet = {str(cell.value).replace("_x005F_", "_") for cell in cells}
    assert {title for title in titles.values() if title} <= in_sheet
    bench.exports.list_file(ListQuery(limit=1000), tmp_path / "lista.csv")
    content = (tmp_path / "lista.csv").read_text(encoding="utf-8-sig")
    in_csv = {cell for row in csv.reader(io.StringIO(content, newline=""), delimiter=";") for cell in row}
    for title in filter(None, titles.values()):
        disarmed = f"'{title}" if title.startswith(FORMULA_STARTS) else title
        assert disarmed in in_csv
    assert not [cell for cell in in_csv if cell.startswith(FORMULA_STARTS)]


# --- found again ---------------------------------------------------------------------------------


def test_a_search_for_signs_that_mean_something_to_databases_finds_only_them(bench: Workbench) -> None:
    hit = bench.cases.create(ApplicationDraft(title="Öka till 100%_ i år")).uid
    bench.cases.create(ApplicationDraft(title="Öka till 1000 i år"))
    assert [row.uid for row in bench.queries.applications(ListQuery(text="100%_")).rows] == [hit]
