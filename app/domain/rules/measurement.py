"""Goals that can be followed up, and resources for working them out: R14 and R15."""

from __future__ import annotations

from app.domain import swedish
from app.domain.catalogues import APPLICATION
from app.domain.drafts import Objective
from app.domain.plans import COMPLETE_PARTS, complete_parts, is_complete, missing_parts
from app.domain.rules.evidence import Evidence, FieldRef, ValueUsed
from app.domain.rules.finding import Finding, lacking, plan_values, quoted, refs, shown, to_judge, values

_COLUMNS = APPLICATION.table("objectives")


def r14(evidence: Evidence) -> Finding:
    """R14, section 4.3: at least one goal has indicator, baseline, target, target date and method."""
    rows = evidence.application.objectives
    if not rows:
        return lacking("Ansökan innehåller inga mål.", (), refs("objectives"))
    used = (*(_value(evidence, row) for row in rows), *_plan_count(evidence))
    gaps = [(number, row, absent) for number, row in enumerate(rows, 1) if (absent := missing_parts(row))]
    fields = tuple(FieldRef(f"objectives.{key}", row.uid) for _, row, absent in gaps for key in absent)
    named = " ".join(_gap(number, row, absent) for number, row, absent in gaps)
    if len(gaps) == len(rows):
        return lacking(f"Inget mål är komplett. {named}", used, fields)
    plan_gaps, plan_fields = _plan_gaps(evidence)
    if evidence.plan is not None and not any(is_complete(row) for row in evidence.plan.objectives):
        return lacking(f"Handlingsplanen har inget komplett mål. {plan_gaps}".strip(), used, plan_fields or refs("plan.objectives"))
    complete = len(rows) - len(gaps)
    count = "Ansökan har ett komplett mål." if complete == 1 else f"Ansökan har {complete} kompletta mål."
    text = " ".join(filter(None, (count, named, plan_gaps, "Bedöm om målen går att följa upp.")))
    return to_judge(text, used, (*fields, *plan_fields) or refs("objectives"))


def _plan_gaps(evidence: Evidence) -> tuple[str, tuple[FieldRef, ...]]:
    """Which of the registered plan's objectives lack what, and where."""
    rows = evidence.plan.objectives if evidence.plan is not None else ()
    gaps = [(number, row, absent) for number, row in enumerate(rows, 1) if (absent := missing_parts(row))]
    names = [
        f"mål {row.number or number} {swedish.join([part[0].lower() + part[1:] for part in complete_parts(row)])}"
        for number, row, _ in gaps
    ]
    text = f"I handlingsplanen saknar {'; '.join(names)}." if names else ""
    return text, tuple(FieldRef(f"plan.objectives.{key}", row.uid) for _, row, absent in gaps for key in absent)


def _plan_count(evidence: Evidence) -> tuple[ValueUsed, ...]:
    if evidence.plan is None:
        return ()
    rows = evidence.plan.objectives
    return (ValueUsed("Handlingsplanen: Kompletta mål", f"{sum(is_complete(row) for row in rows)} av {len(rows)}"),)


def _gap(number: int, row: Objective, absent: tuple[str, ...]) -> str:
    name = f"Mål {number} {quoted(row.text, 80)}" if row.text else f"Mål {number}"
    return f"{name} saknar {swedish.join([_COLUMNS.field(key).label.lower() for key in absent])}."


def _value(evidence: Evidence, row: Objective) -> ValueUsed:
    parts = [f"{_COLUMNS.field(key).label.lower()}: {shown(evidence, _COLUMNS.field(key), getattr(row, key))}" for key in COMPLETE_PARTS]
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
