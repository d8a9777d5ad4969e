"""A filled application and a filled plan with something in every field, built from the catalogue; people are named by function."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.drafts import ApplicationDraft, PlanDraft
from app.domain.fields import Choices, Field, Kind
from app.domain.programme import Programme
from app.exchange.form_kinds import APPLICATION_FORM, PLAN_FORM
from app.exchange.form_layout import Draft, FormDescription


def filled_draft(programme: Programme, rows: int = 3) -> ApplicationDraft:
    """The same draft each time, with `rows` rows in every table."""
    return _filled(APPLICATION_FORM, programme, rows)


def filled_plan(programme: Programme, rows: int = 3) -> PlanDraft:
    """The same plan each time: objectives 1, 2 …, each measured once, and each served by an activity with the first."""
    plan = _filled(PLAN_FORM, programme, rows)
    numbers = [str(number) for number in range(1, rows + 1)]
    return replace(
        plan,
        objectives=tuple(replace(row, number=number) for row, number in zip(plan.objectives, numbers, strict=True)),
        follow_up_values=tuple(replace(row, objective=number) for row, number in zip(plan.follow_up_values, numbers, strict=True)),
        activities=tuple(
            replace(row, number=f"{number}.1", objectives=f"1; {number}") for row, number in zip(plan.activities, numbers, strict=True)
        ),
    )


def _filled(form: FormDescription[Draft], programme: Programme, rows: int) -> Draft:
    choices = programme.choices
    values: dict[str, Any] = {field.key: _value(field, choices, 0) for field in form.catalogue.fields}
    for table in form.catalogue.tables:
        lines = [{column.key: _value(column, choices, number) for column in table.fields} for number in range(rows)]
        values[table.key] = tuple(form.row_types[table.key](**line) for line in lines)
    return form.draft_type(**values)


def _value(field: Field, choices: Choices, number: int) -> Any:
    items = list(choices.items(field)) if field.choices is not None else []
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return f"{number + 1} {field.label}, på väg åt rätt håll"[: field.limit].strip()
        case Kind.DATE:
            return date(2015, 3, 1 + number)
        case Kind.KRONOR:
            return 1_250_000 + number
        case Kind.INTEGER:
            return 120 + number
        case Kind.YEAR:
            return 2015 + number
        case Kind.NUMBER:
            return Decimal("2.5") + number
        case Kind.YES_NO:
            return number % 2 == 0
        case Kind.CHOICE:
            return _choice(field, items[number % len(items)])
        case Kind.CHOICES:
            return tuple(_choice(field, item) for item in items[:3])


def _choice(field: Field, key: str) -> Any:
    if field.choices is None or isinstance(field.choices, str):
        return key
    return field.choices.of(key)
