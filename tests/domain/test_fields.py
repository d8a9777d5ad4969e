"""Reading and showing the value of every field in the catalogues."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import fields, swedish
from app.domain.catalogues import APPLICATION, PLAN, PROCESS
from app.domain.drafts import ApplicationDraft, PlanDraft, Row
from app.domain.fields import Catalogue, Field, Kind
from app.domain.rules.engine import RULE_IDS
from app.domain.rules.evidence import ExpertStatement, Process
from app.domain.swedish import ParseError
from app.domain.vocabulary import CostType, SubIndex
from tests.domain.builders import PROGRAMME
from tests.domain.strategies import PLAN_ROWS, ROWS, given_value

CHOICES = PROGRAMME.choices
CATALOGUES = {"application": (APPLICATION, ApplicationDraft, ROWS), "plan": (PLAN, PlanDraft, PLAN_ROWS),
              "process": (PROCESS, Process, {"experts": ExpertStatement})}  # fmt: skip


def _all_fields() -> list[Any]:
    found = []
    for catalogue, _, _ in CATALOGUES.values():
        found += [pytest.param(field, id=f"{catalogue.key} {field.key}") for field in catalogue.fields]
        found += [
            pytest.param(field, id=f"{catalogue.key} {table.key}.{field.key}") for table in catalogue.tables for field in table.fields
        ]
    return found


def _attributes(draft: Any) -> set[str]:
    return {one.name for one in dataclasses.fields(draft)} - {one.name for one in dataclasses.fields(Row)}


@pytest.mark.parametrize(("catalogue", "draft", "rows"), list(CATALOGUES.values()), ids=list(CATALOGUES))
def test_catalogue_and_draft_hold_the_same_fields(catalogue: Catalogue, draft: Any, rows: dict[str, Any]) -> None:
    assert {item.key for group in catalogue.groups for item in group.items} == _attributes(draft)
    assert {table.key for table in catalogue.tables} == set(rows)
    for table in catalogue.tables:
        assert {field.key for field in table.fields} == _attributes(rows[table.key])


@pytest.mark.parametrize(("catalogue", "draft", "rows"), list(CATALOGUES.values()), ids=list(CATALOGUES))
def test_a_new_draft_holds_the_empty_value_of_every_field(catalogue: Catalogue, draft: Any, rows: dict[str, Any]) -> None:
    made = draft()
    for field in catalogue.fields:
        assert getattr(made, field.key) == fields.empty_value(field)
        assert fields.is_empty(getattr(made, field.key))
    assert all(getattr(made, table.key) == () for table in catalogue.tables)


@pytest.mark.parametrize("catalogue", [APPLICATION, PLAN, PROCESS], ids=lambda one: one.key)
def test_labels_are_one_of_a_kind_and_rules_exist(catalogue: Catalogue) -> None:
    labels = [swedish.match_key(field.label) for field in catalogue.fields]
    assert len(labels) == len(set(labels))
    for table in catalogue.tables:
        columns = [swedish.match_key(field.label) for field in table.fields]
        assert len(columns) == len(set(columns))
        assert {rule for field in table.fields for rule in field.rules} <= set(RULE_IDS)
    assert {rule for field in catalogue.fields for rule in field.rules} <= set(RULE_IDS)


@pytest.mark.parametrize("field", _all_fields())
@given(data=st.data())
def test_a_value_survives_being_shown_and_read(field: Field, data: st.DataObject) -> None:
    value = data.draw(given_value(field))
    shown = fields.text(field, value, CHOICES)
    assert shown
    assert fields.parse(field, shown, CHOICES) == value


@pytest.mark.parametrize("field", _all_fields())
def test_nothing_is_read_as_nothing(field: Field) -> None:
    for nothing in (None, "", "  ", swedish.NBSP, "\n"):
        assert fields.parse(field, nothing, CHOICES) == fields.empty_value(field)
    assert fields.text(field, fields.empty_value(field), CHOICES) == ""


_CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(),
)  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
@given(raw=_CELLS)
def test_any_cell_is_read_or_refused_in_swedish(kind: Kind, raw: object) -> None:
    choices = {Kind.CHOICE: CostType, Kind.CHOICES: "districts"}.get(kind)
    field = Field("x", "X", kind, choices=choices)
    try:
        value = fields.parse(field, raw, CHOICES)
    except ParseError as refused:
        said = str(refused)
    else:
        said = "Läst."
        assert fields.parse(field, fields.text(field, value, CHOICES), CHOICES) == value
    assert said.endswith((".", "?"))


_KRONOR = Field("k", "Belopp", Kind.KRONOR)
_DATE = Field("d", "Dag", Kind.DATE)


@pytest.mark.parametrize(
    ("raw", "amount"), [(1250000, 1250000), (1250000.0, 1250000), (Decimal("1250000.00"), 1250000), ("1 250 000 kr", 1250000), (0, 0)]
)
def test_amounts_are_read_from_numbers_and_text(raw: object, amount: int) -> None:
    assert fields.parse(_KRONOR, raw, CHOICES) == amount


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (12.5, "inte hela kronor"),
        (-1, "negativt"),
        ("-1 kr", "negativt"),
        (10**13, "orimligt stort"),
        (True, "inte ett tal"),
        (date(2015, 1, 1), "inte ett tal"),
        (float("nan"), "inte ett tal"),
        (float("inf"), "inte ett tal"),
        ("1\n000", "inte ett belopp"),
        ("9" * 5000, "inte ett belopp"),
        ("1.250", "två sätt"),
    ],
)
def test_what_is_no_amount_says_why(raw: object, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        fields.parse(_KRONOR, raw, CHOICES)


@pytest.mark.parametrize("raw", [date(2014, 6, 12), datetime(2014, 6, 12, 0, 0), "2014-06-12", 20140612, 20140612.0, "den 12 juni 2014"])
def test_dates_are_read_from_cells_and_text(raw: object) -> None:
    assert fields.parse(_DATE, raw, CHOICES) == date(2014, 6, 12)


@pytest.mark.parametrize(
    ("raw", "words"), [(41802, "ett tal, inte ett datum"), ("1814-06-12", "orimligt datum"), (date(2999, 1, 1), "orimligt")]
)
def test_what_is_no_date_says_why(raw: object, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        fields.parse(_DATE, raw, CHOICES)


@pytest.mark.parametrize("raw", [2015, 2015.0, "2015", " 2015 "])
def test_years_are_read(raw: object) -> None:
    assert fields.parse(Field("y", "År", Kind.YEAR), raw, CHOICES) == 2015


@pytest.mark.parametrize("raw", [15, "15", 2015.5, date(2015, 1, 1), "2 015 kr", True])
def test_what_is_no_year_is_refused(raw: object) -> None:
    with pytest.raises(ParseError):
        fields.parse(Field("y", "År", Kind.YEAR), raw, CHOICES)


def test_a_long_text_is_refused_with_its_length() -> None:
    with pytest.raises(ParseError, match=r"Texten är 161 tecken. Högst 160 ryms"):
        fields.parse(APPLICATION.field("title"), "x" * 161, CHOICES)


def test_text_cells_may_hold_numbers_dates_and_answers() -> None:
    field = APPLICATION.field("plan_activity")
    assert [fields.parse(field, raw, CHOICES) for raw in (3, 3.0, date(2015, 5, 1), True)] == ["3", "3", "2015-05-01", "Ja"]


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("applicant", "Rinkeby – Kista stadsdelsnämnd", "rinkeby-kista"),
        ("applicant", "rinkeby-kista", "rinkeby-kista"),
        ("applicant", "Spånga-Tensta", "spanga-tensta"),
        ("districts", "Hjulsta", ("tensta",)),
        ("districts", "husby; Tensta,tensta\nRinkeby", ("husby", "rinkeby", "tensta")),
        ("risk_sub_indexes", "Hälsa; Sociala riskfaktorer", (SubIndex.SOCIAL, SubIndex.HEALTH)),
        ("budget_lines.cost_type", "köpta  tjänster", CostType.SERVICES),
        ("related_sub_goals", "SB-2.4 Möjlighet till kultur", ("SB-2.4",)),
    ],
)
def test_choices_are_found_by_label_alias_and_key(key: str, raw: str, value: object) -> None:
    assert fields.parse(APPLICATION.field(key), raw, CHOICES) == value


def test_an_unknown_choice_suggests_the_nearest() -> None:
    with pytest.raises(ParseError, match=r"”Tenstaa” finns inte bland alternativen. Menas ”Tensta”"):
        fields.parse(APPLICATION.field("districts"), "Tenstaa", CHOICES)
    with pytest.raises(ParseError, match="Välj bland: Personal, Köpta tjänster"):
        fields.parse(APPLICATION.field("budget_lines.cost_type"), "?", CHOICES)


def test_fields_are_found_by_key_and_unknown_keys_are_an_error() -> None:
    assert APPLICATION.field("budget_lines.amount").label == "Belopp"
    for key in ("nothing", "nothing.amount"):
        with pytest.raises(KeyError):
            APPLICATION.field(key)
    with pytest.raises(KeyError):
        APPLICATION.field("budget_lines.nothing")
