"""A case written into the form and read back is the same case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import fields
from app.domain.catalogues import APPLICATION
from app.domain.drafts import ApplicationDraft, BudgetLine, Milestone
from app.domain.fields import Choices, Field, Kind
from app.domain.personal_data import holds_personal_number
from app.domain.programme import Programme
from app.exchange.application_form import read_application_form
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_template import application_template
from app.exchange.programme_file import load_programme
from app.exchange.sheet_reader import read_workbook_here
from tests.files.example_draft import filled_draft

PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
AWKWARD = [
    "=1+1",
    "+46",
    "-x",
    "@x",
    "_x0041_",
    "_x000D_",
    "<b>&amp;",
    "Syfte",
    "Summa",
    "2015-017",
    "1/2",
    "#REF!",
    "å\u030a",
    "'x",
    "\u202ex",
]


def texts(field: Field, choices: Choices) -> st.SearchStrategy[str]:
    """Any text as the store would hold it."""
    raw = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=60))
    return raw.map(lambda text: str(fields.parse(field, text, choices))).filter(lambda text: not holds_personal_number(text))


def numbers() -> st.SearchStrategy[Decimal]:
    return st.decimals(-(10**11), 10**11, places=4).map(lambda one: one.normalize() if one % 1 else Decimal(int(one)))


def values(field: Field, choices: Choices) -> st.SearchStrategy[Any]:
    found = list(choices.items(field)) if field.choices is not None else []
    keys = found if isinstance(field.choices, str) or field.choices is None else [field.choices.of(key) for key in found]
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return texts(field, choices)
        case Kind.DATE:
            return st.none() | st.dates(fields.EARLIEST, fields.LATEST)
        case Kind.KRONOR:
            return st.none() | st.integers(0, 10**12)
        case Kind.INTEGER:
            return st.none() | st.integers(0, 10**9)
        case Kind.YEAR:
            return st.none() | st.integers(fields.FIRST_YEAR, fields.LAST_YEAR)
        case Kind.NUMBER:
            return st.none() | numbers()
        case Kind.YES_NO:
            return st.none() | st.booleans()
        case Kind.CHOICE:
            return st.none() | st.sampled_from(keys)
        case Kind.CHOICES:
            return st.lists(st.sampled_from(keys), unique=True, max_size=9).map(lambda some: tuple(one for one in keys if one in some))


@st.composite
def drafts(draw: st.DrawFn, choices: Choices) -> ApplicationDraft:
    """Some fields and some rows with any value; the rest are empty, which keeps an example small enough to understand."""
    parts: dict[str, Any] = {
        field.key: draw(values(field, choices)) for field in draw(st.lists(st.sampled_from(APPLICATION.fields), max_size=12, unique=True))
    }
    for table in draw(st.lists(st.sampled_from(APPLICATION.tables), max_size=3, unique=True)):
        rows = []
        for _ in range(draw(st.integers(0, 3))):
            row = APPLICATION_FORM.row_types[table.key](**{column.key: draw(values(column, choices)) for column in table.fields})
            rows.extend([row] if row != APPLICATION_FORM.row_types[table.key]() else [])
        parts[table.key] = tuple(rows)
    return ApplicationDraft(**parts)


@settings(max_examples=50)
@given(draft=drafts(PROGRAMME.choices))
def test_any_case_survives_the_way_out_and_in(draft: ApplicationDraft) -> None:
    reading = read_application_form(application_template(PROGRAMME, draft), PROGRAMME, reader=read_workbook_here)
    assert reading.draft == draft
    assert reading.notes == ()


def test_a_case_with_every_field_filled_survives_through_the_reading_process(programme: Programme) -> None:
    draft = filled_draft(programme)
    reading = read_application_form(application_template(programme, draft), programme)
    assert (reading.draft, reading.problems, reading.notes) == (draft, (), ())


def test_more_rows_than_the_form_usually_has_are_all_written(programme: Programme) -> None:
    lines = tuple(BudgetLine(year=2015, amount=number, note=f"post {number}") for number in range(1, 121))
    draft = ApplicationDraft(title="Läxhjälp", budget_lines=lines, milestones=(Milestone(text="Start", due=date(2015, 9, 1)),))
    reading = read_application_form(application_template(programme, draft), programme, reader=read_workbook_here)
    assert reading.draft == draft


def test_a_long_text_comes_back_whole(programme: Programme) -> None:
    draft = ApplicationDraft(title="Läxhjälp", purpose="Så här är det. " * 1300)
    stored = ApplicationDraft(title=draft.title, purpose=draft.purpose.strip())
    assert read_application_form(application_template(programme, draft), programme, reader=read_workbook_here).draft == stored
