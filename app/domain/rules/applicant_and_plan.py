"""Who may apply, and the local action plan behind the application: R01–R04."""

from __future__ import annotations

from app.domain import swedish
from app.domain.drafts import PlanDraft
from app.domain.plans import same_activity
from app.domain.rules.evidence import Evidence, ValueUsed
from app.domain.rules.finding import (
    Finding,
    any_given,
    lacking,
    met,
    missing,
    not_met,
    on,
    plan_values,
    quoted,
    refs,
    to_judge,
    values,
)  # fmt: skip
from app.domain.workflow import LOCKED_PLAN_STATES


def r01(evidence: Evidence) -> Finding:
    """R01, section 4.3: the applicant, and a co-applicant where there is one, is a board of the programme."""
    application, programme = evidence.application, evidence.programme
    keys = ("applicant", "co_applicant") if application.co_applicant else ("applicant",)
    used = values(evidence, *keys)
    boards = {board.key for board in programme.programme_boards}
    outside = [key for key in keys if getattr(application, key) and getattr(application, key) not in boards]
    if outside:
        names = swedish.join([programme.organisation_name(getattr(application, key)) for key in outside])
        verb = "är inte en av programmets stadsdelsnämnder" if len(outside) == 1 else "är inte stadsdelsnämnder i programmet"
        may_apply = swedish.join([board.short_name for board in programme.programme_boards])
        return not_met(f"{names} {verb}. Söka kan {may_apply}.", used, refs(*outside))
    if not application.applicant:
        return lacking(missing(["applicant"]), used, refs("applicant"))
    names = swedish.join([programme.organisation_name(getattr(application, key)) for key in keys])
    return met(f"{names} omfattas av programmet.", used, refs(*keys))


def r02(evidence: Evidence) -> Finding:
    """R02, section 4.3: the activity stands in a registered plan version of the same board."""
    application, plan, activity = evidence.application, evidence.plan, evidence.activity
    used = (*values(evidence, "applicant", "plan_version", "plan_activity"), *plan_values(evidence, "board", "plan_version"))
    if plan is None:
        return _plan_not_registered(evidence, used)
    if activity is None and not application.plan_activity:
        return lacking("Ansökan anger inte vilken aktivitet i handlingsplanen som den gäller.", used, refs("plan_activity"))
    if plan.board is None:
        return lacking("Den registrerade handlingsplanen saknar uppgift om stadsdelsnämnd.", used, refs("plan.board"))
    if not application.applicant:
        return lacking("Sökande nämnd saknas, så det går inte att se om planen är nämndens egen.", used, refs("applicant"))
    name = _plan_name(evidence, plan)
    if plan.board not in (application.applicant, application.co_applicant):
        applicant = evidence.programme.organisation_name(application.applicant)
        return not_met(f"{name} är inte sökandens plan. Sökande är {applicant}.", used, refs("applicant", "plan_version", "plan.board"))
    if activity is None:
        reason = f"{name} innehåller inte aktiviteten {quoted(application.plan_activity)}."
        return not_met(reason, used, refs("plan_activity", "plan.activities"))
    found = f"{activity.number} {activity.title}".strip()
    used = (*used, ValueUsed("Handlingsplanen: Aktivitet", found or swedish.EMPTY))
    current = evidence.current_plan
    if current is not None:
        used = (*used, ValueUsed("Gällande version", str(current.plan_version or swedish.EMPTY)))
        if not any(same_activity(activity, one) for one in current.activities):
            reason = (
                f"Aktiviteten {quoted(found)} finns i version {plan.plan_version} av handlingsplanen men inte i version "
                f"{current.plan_version}, som har ersatt den."
            )
            return not_met(reason, used, refs("plan_activity", "plan_version", "plan.activities"))
    return met(f"Aktiviteten {quoted(found)} finns i {name[0].lower()}{name[1:]}.", used, refs("plan_activity", "plan.activities"))


def _plan_not_registered(evidence: Evidence, used: tuple[ValueUsed, ...]) -> Finding:
    application = evidence.application
    stated = []
    if application.plan_version is not None:
        stated.append(f"version {application.plan_version}")
    if application.plan_activity:
        stated.append(f"aktiviteten {quoted(application.plan_activity)}")
    if not stated:
        reason = "Ansökan hänvisar inte till någon lokal handlingsplan: varken version eller aktivitet är angiven."
        return lacking(reason, used, refs("plan_version", "plan_activity"))
    reason = f"Ansökan hänvisar till {swedish.join(stated)} i den lokala handlingsplanen, men planen finns inte registrerad."
    return lacking(f"{reason} Registrera den under Handlingsplaner.", used, refs("plan_version", "plan_activity", "plan.activities"))


def _plan_name(evidence: Evidence, plan: PlanDraft) -> str:
    version = f" (version {plan.plan_version})" if plan.plan_version is not None else ""
    return f"Handlingsplanen för {evidence.programme.organisation_name(plan.board)}{version}"


def r03(evidence: Evidence) -> Finding:
    """R03, section 4.3: the board approved the plan no later than it decided to apply."""
    application, plan = evidence.application, evidence.plan
    stated_keys = ("plan_approved_date", "plan_paragraph", "board_date")
    used = (*values(evidence, *stated_keys), *plan_values(evidence, "approved_date", "approval_paragraph"))
    approved = plan.approved_date if plan is not None else application.plan_approved_date
    source = "enligt den registrerade planen" if plan is not None else "enligt ansökan"
    approved_key = "plan.approved_date" if plan is not None else "plan_approved_date"
    if approved is None:
        reason = "Det finns ingen uppgift om när nämnden godkände handlingsplanen."
        if plan is not None and application.plan_approved_date is not None:
            stated = on(application.plan_approved_date)
            reason = f"Den registrerade handlingsplanen saknar datum för nämndens godkännande. Ansökan anger {stated}."
        return lacking(reason, used, refs(approved_key))
    if evidence.plan_state is not None and evidence.plan_state not in LOCKED_PLAN_STATES:
        used = (*used, ValueUsed("Handlingsplanen: Läge", evidence.plan_state.label))
        reason = f"Den registrerade handlingsplanen är inte förd till godkänd; läget är ”{evidence.plan_state.label}”."
        return lacking(reason, used, refs(approved_key))
    if application.board_date is None:
        reason = f"Planen godkändes {on(approved)} {source}, men nämndens beslut om ansökan saknar datum att jämföra med."
        return lacking(reason, used, refs("board_date"))
    if approved > application.board_date:
        reason = f"Handlingsplanen godkändes {on(approved)} {source}, efter nämndens beslut om ansökan {on(application.board_date)}."
        return not_met(reason, used, refs(approved_key, "board_date"))
    order = "före" if approved < application.board_date else "samma dag som"
    reason = f"Handlingsplanen godkändes {on(approved)} {source}, {order} nämndens beslut om ansökan {on(application.board_date)}."
    return met(reason, used, refs(approved_key, "board_date"))


def r04(evidence: Evidence) -> Finding:
    """R04, section 4.3: the plan rests on an analysis of the risk index; whether the activity follows is judged."""
    plan = evidence.plan
    used = (
        *values(evidence, "risk_analysis_date", "risk_analysis_year", "risk_sub_indexes"),
        *plan_values(evidence, "risk_analysis_date", "risk_analysis_year", "risk_analysis_text"),
        *values(evidence, "plan_activity"),
    )
    fields = refs("risk_analysis_date", "risk_analysis_year", "risk_sub_indexes", "plan.risk_analysis_date")
    in_plan = plan is not None and bool(plan.risk_analysis_date or plan.risk_analysis_year or plan.risk_analysis_text)
    if any_given(evidence, "risk_analysis_date", "risk_analysis_year"):
        return to_judge("Ansökan hänvisar till en analys av riskindexet. Bedöm om insatsen följer av analysen.", used, fields)
    if in_plan:
        reason = "Den registrerade handlingsplanen innehåller en analys av riskindexet. Bedöm om insatsen följer av analysen."
        return to_judge(reason, used, fields)
    return lacking("Varken ansökan eller en registrerad handlingsplan hänvisar till en analys av riskindexet.", used, fields)
