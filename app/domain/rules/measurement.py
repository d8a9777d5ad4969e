"""Goals that can be followed up, and resources for working them out: R14 and R15."""

from __future__ import annotations

from app.domain import fields as catalogue_fields
from app.domain import swedish
from app.domain.catalogues import APPLICATION
from app.domain.drafts import Objective
from app.domain.rules.evidence import Evidence, FieldRef, ValueUsed
from app.domain.rules.finding import Finding, lacking, plan_values, quoted, refs, shown, to_judge, values

_PARTS = ("indicator", "baseline", "target", "target_date", "method")
_COLUMNS = APPLICATION.table("objectives")


def r14(evidence: Evidence) -> Finding:
    """R14, section 4.3: at least one goal has indicator, baseline, target, target date and method."""
    rows = evidence.application.objectives
    if not rows:
        return lacking("Ansökan innehåller inga mål.", (), refs("objectives"))
    used = tuple(_value(evidence, row) for row in rows)
    gaps = [(number, row, absent) for number, row in enumerate(rows, 1) if (absent := _absent(row))]
    fields = tuple(FieldRef(f"objectives.{key}", row.uid) for _, row, absent in gaps for key in absent)
    named = " ".join(_gap(number, row, absent) for number, row, absent in gaps)
    if len(gaps) == len(rows):
        return lacking(f"Inget mål är komplett. {named}", used, fields)
    complete = len(rows) - len(gaps)
    count = "Ansökan har ett komplett mål." if complete == 1 else f"Ansökan har {complete} kompletta mål."
    text = " ".join(filter(None, (count, named, "Bedöm om målen går att följa upp.")))
    return to_judge(text, used, fields or refs("objectives"))


def _absent(row: Objective) -> tuple[str, ...]:
    return tuple(key for key in _PARTS if catalogue_fields.is_empty(getattr(row, key)))


def _gap(number: int, row: Objective, absent: tuple[str, ...]) -> str:
    name = f"Mål {number} {quoted(row.text, 80)}" if row.text else f"Mål {number}"
    return f"{name} saknar {swedish.join([_COLUMNS.field(key).label.lower() for key in absent])}."


def _value(evidence: Evidence, row: Objective) -> ValueUsed:
    parts = [f"{_COLUMNS.field(key).label.lower()}: {shown(evidence, _COLUMNS.field(key), getattr(row, key))}" for key in _PARTS]
    return ValueUsed("Mål", f"{row.text or swedish.EMPTY} ({'; '.join(parts)})")


def r15(evidence: Evidence) -> Finding:
    """R15, section 4.3: resources for measurable goals are set aside, in the application and in a registered plan."""
    application, plan = evidence.application, evidence.plan
    used = (*values(evidence, "resources_for_targets", "resources_responsible"), *plan_values(evidence, "resources_for_targets"))
    places = []
    if not application.resources_for_targets:
        places.append(("i ansökan", "resources_for_targets"))
    if plan is not None and not plan.resources_for_targets:
        places.append(("i den registrerade handlingsplanen", "plan.resources_for_targets"))
    if places:
        where = swedish.join([place for place, _ in places])
        return lacking(f"Resurser för att ta fram uppföljningsbara mål är inte angivna {where}.", used, refs(*(key for _, key in places)))
    both = "både i ansökan och i handlingsplanen" if plan is not None else "i ansökan; handlingsplanen är inte registrerad"
    reason = f"Resurser för att ta fram uppföljningsbara mål är angivna {both}. Bedöm om de räcker."
    return to_judge(reason, used, refs("resources_for_targets", "resources_responsible", "plan.resources_for_targets"))
