"""What SLK does with the case before a proposal: R29, R30, R31."""

from __future__ import annotations

from app.domain import swedish
from app.domain.rules.evidence import Evidence, ExpertStatement, ValueUsed
from app.domain.rules.finding import Finding, lacking, met, not_met, on, plan_values, refs, to_judge


def r29(evidence: Evidence) -> Finding:
    """R29, section 4.3: the city-wide steering group was consulted no later than the memo; it does not decide."""
    process = evidence.process
    day, memo, outcome = process.consultation_date, process.memo_date, process.consultation_outcome
    used = (
        ValueUsed("Samråd i styrgruppen", swedish.iso_date(day) if day else swedish.EMPTY),
        ValueUsed("Samrådets utfall", outcome.label if outcome else swedish.EMPTY),
        ValueUsed("Tjänsteutlåtandets datum", swedish.iso_date(memo) if memo else swedish.EMPTY),
    )
    fields = refs("process.consultation_date")
    if day is None:
        return lacking("Samråd i den stadsövergripande styrgruppen är inte registrerat.", used, fields)
    if memo is not None and day > memo:
        return not_met(f"Samrådet hölls {on(day)}, efter tjänsteutlåtandets datum {on(memo)}.", used, fields)
    said = f" Utfall: {outcome.label.lower()}." if outcome else " Utfallet är inte antecknat."
    return met(f"Samråd hölls {on(day)}.{said}", used, fields)


def r30(evidence: Evidence) -> Finding:
    """R30, section 4.3: experts have been consulted; how many is not stated anywhere."""
    statements = [one for one in evidence.process.experts if one.expert or one.statement]
    used = tuple(ValueUsed("Sakkunnig", _statement(one)) for one in statements)
    fields = refs("process.experts")
    if not statements:
        return lacking("Ingen sakkunnig är registrerad.", used, fields)
    without = [one for one in statements if not one.statement]
    names = swedish.join([one.expert or "sakkunnig utan angiven funktion" for one in statements])
    remark = f" {len(without)} av {len(statements)} saknar yttrande." if without else ""
    return to_judge(f"Registrerade sakkunniga: {names}.{remark} Bedöm om beredningen räcker.", used, fields)


def _statement(one: ExpertStatement) -> str:
    day = swedish.iso_date(one.date) if one.date else ""
    return "; ".join(filter(None, (one.expert, day, one.statement)))


def r31(evidence: Evidence) -> Finding:
    """R31, section 4.3: the plan's objectives have been reported to the city-wide steering group; warns, never blocks."""
    plan = evidence.plan
    used = plan_values(evidence, "plan_version", "reported_date")
    fields = refs("plan.reported_date")
    if plan is None:
        reason = "Handlingsplanen finns inte registrerad, så det går inte att se om målen är rapporterade till styrgruppen."
        return lacking(reason, used, fields)
    if plan.reported_date is None:
        return lacking("Det finns ingen uppgift om att handlingsplanens mål är rapporterade till styrgruppen.", used, fields)
    reason = f"Handlingsplanen rapporterades till styrgruppen {on(plan.reported_date)}. Bedöm om mål, mätning och aktiviteter framgår."
    return to_judge(reason, used, fields)
