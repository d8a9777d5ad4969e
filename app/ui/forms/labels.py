"""What a field is called when it is spoken of outside its form: 'Budget, rad 4: Belopp'."""

from __future__ import annotations

from app.domain.catalogues import APPLICATION, PLAN, PROCESS
from app.domain.fields import Catalogue
from app.domain.rules.evidence import FieldRef
from app.domain.views import CaseView

PROCESS_PREFIX = "process."
PLAN_PREFIX = "plan."  # of the registered plan that the application names; it is edited in its own workspace


def field_label(view: CaseView, ref: FieldRef) -> str:
    """The Swedish label of a field, table or cell of a case or its plan."""
    if ref.key.startswith(PLAN_PREFIX):
        return _plan_label(view, ref.key.removeprefix(PLAN_PREFIX))
    is_process = ref.key.startswith(PROCESS_PREFIX)
    catalogue: Catalogue = PROCESS if is_process else APPLICATION
    key = ref.key.removeprefix(PROCESS_PREFIX) if is_process else ref.key
    head, dot, _ = key.partition(".")
    try:
        if not dot:
            known = {table.key: table.label for table in catalogue.tables}
            return f"”{known.get(key) or catalogue.field(key).label}”"
        table, field = catalogue.table(head), catalogue.field(key)
    except KeyError:
        return "underlagen"
    record = view.evidence.process if is_process else view.draft
    number = next((place for place, row in enumerate(getattr(record, head), 1) if row.uid == ref.row), None)
    place = f", {table.row_label.casefold()} {number}" if number else ""
    return f"”{table.label}{place}: {field.label}”"


def _plan_label(view: CaseView, key: str) -> str:
    if view.plan_uid is None:
        return "Handlingsplaner"
    tables = {table.key: table.label for table in PLAN.tables}
    try:
        return f"”Handlingsplanen: {tables.get(key.partition('.')[0]) or PLAN.field(key).label}”"
    except KeyError:
        return "handlingsplanen"
