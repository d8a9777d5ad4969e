"""What the application form's writer and reader agree on: version mark, sheets, and the texts that are the form's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain import swedish
from app.domain.catalogues import APPLICATION
from app.domain.fields import Field, Kind, Table
from app.domain.programme import Programme

form_version = 1

FORM_NAME = "Ansökningsblankett"
TITLE = "Ansökan om projektmedel"
FIELD_SHEET = "Ansökan"
LIST_SHEET = "Listor"
COLUMN_TITLES = ("Uppgift", "Svar", "Hjälp, och varför vi frågar")


@dataclass(frozen=True, slots=True)
class TableSheet:
    name: str
    title: str
    tables: tuple[str, ...]


TABLE_SHEETS = (
    TableSheet("Ekonomi", "Budget och finansiering", ("budget_lines", "amounts_applied", "co_funding")),
    TableSheet("Mål", "Mål och mätning", ("objectives",)),
    TableSheet("Tider", "Milstolpar och redovisning", ("milestones", "reporting_dates")),
    TableSheet("Samverkan", "Parter som samverkar", ("partners",)),
)
TABLE_ROWS = {
    "budget_lines": 40,
    "amounts_applied": 8,
    "co_funding": 12,
    "objectives": 12,
    "milestones": 15,
    "reporting_dates": 15,
    "partners": 15,
}
CHOICE_CELLS = {"districts": 6, "related_sub_goals": 6, "risk_sub_indexes": 4}  # cells with a list each, for fields with several answers

_MARK = re.compile(rf"^{FORM_NAME.casefold()} version (\d{{1,4}})$")
_NUMBERED = re.compile(r"^(.+) \((\d{1,3})\)$")


def version_mark(version: int = form_version) -> str:
    return f"{FORM_NAME} version {version}"


def marked_version(text: str) -> int | None:
    """The version that a cell's text names, None for any other text."""
    match = _MARK.match(swedish.match_key(text))
    return int(match[1]) if match else None


def choice_label(field: Field, number: int) -> str:
    """'Stadsdelar', 'Stadsdelar (2)', … for the cells of a field with several answers."""
    return field.label if number == 1 else f"{field.label} ({number})"


def field_of_label(key: str) -> tuple[Field, int] | None:
    """The field that a label's match key names, and which of its cells: 1 unless the label is numbered."""
    if key in _FIELDS:
        return _FIELDS[key], 1
    numbered = _NUMBERED.match(key)
    found = _FIELDS.get(numbered[1]) if numbered else None
    return (found, int(numbered[2])) if numbered and found and found.kind is Kind.CHOICES else None


_WHY = "Varför frågar vi?"


def help_text(field: Field | Table, programme: Programme) -> str:
    """Help and, when rules need the answer, why it is asked for, by the rules' names."""
    titles = [f"{programme.rule_by_id[rule].title} ({rule})" for rule in field.rules if rule in programme.rule_by_id]
    why = f"{_WHY} {swedish.join(titles)}." if titles else ""
    return f"{_about(field)} {why}".strip()


def _about(field: Field | Table) -> str:
    return f"{field.help} Hela kronor.".strip() if isinstance(field, Field) and field.kind is Kind.KRONOR else field.help


def is_help(field: Field, text: str) -> bool:
    """Whether a text is the form's own help beside an empty answer, in this wording or an earlier one."""
    plain = swedish.compact(text)
    return _WHY in plain or plain == _about(field)


def is_own_text(text: str) -> bool:
    """True for headings that the form itself holds."""
    return swedish.match_key(text) in _OWN_TEXTS


_FIELDS = {swedish.match_key(field.label): field for field in APPLICATION.fields}
_OWN_TEXTS = (
    {swedish.match_key(group.label) for group in APPLICATION.groups}
    | {swedish.match_key(table.label) for table in APPLICATION.tables}
    | {swedish.match_key(text) for text in (TITLE, *COLUMN_TITLES)}
)
