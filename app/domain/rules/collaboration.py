"""Police, housing companies, specialist boards and the other target areas: R16, R17, R18, R20."""

from __future__ import annotations

from app.domain import swedish
from app.domain.drafts import Partner, PlanDraft
from app.domain.rules.evidence import Evidence, ValueUsed
from app.domain.rules.finding import Finding, any_given, lacking, missing, plan_values, refs, to_judge, values
from app.domain.vocabulary import OrganisationKind


def r16(evidence: Evidence) -> Finding:
    """R16, section 4.3: crime prevention planning or a police agreement is named; one of the two is enough to judge."""
    plan = evidence.plan
    keys = ("police_agreement_ref", "crime_prevention_plan_ref")
    used = (*values(evidence, *keys), *plan_values(evidence, *keys))
    fields = refs(*keys, "plan.police_agreement_ref", "plan.crime_prevention_plan_ref")
    if any_given(evidence, *keys):
        source = "Ansökan hänvisar"
    elif plan is not None and (plan.police_agreement_ref or plan.crime_prevention_plan_ref):
        source = "Den registrerade handlingsplanen hänvisar"
    else:
        reason = "Varken brottsförebyggande planering eller samverkansavtal med polisen är angivet. En av dem räcker."
        return lacking(reason, used, fields)
    reason = f"{source} till brottsförebyggande planering eller avtal med polisen. Bedöm om insatsens mål följer dem."
    return to_judge(reason, used, fields)


def r17(evidence: Evidence) -> Finding:
    """R17, section 4.3: housing companies take part where they are large."""
    plan = evidence.plan
    keys = ("housing_company_involvement", "steering_members")
    used = (*values(evidence, *keys), *plan_values(evidence, "housing_companies", "steering_group"), *_members(plan), *_partners(evidence))
    fields = refs(*keys, "plan.housing_companies", "plan.steering_members", "plan.housing_shares")
    in_plan = plan is not None and (plan.housing_companies or plan.steering_group or plan.steering_members or plan.housing_shares)
    if not any_given(evidence, *keys) and not in_plan:
        reason = "Det finns ingen uppgift om bostadsbolagens medverkan eller om vilka som deltar i lokala styrgruppen."
        return lacking(reason, used, fields)
    large = ""
    if plan is not None and plan.housing_companies:
        names = swedish.join([evidence.programme.organisation_name(key) for key in plan.housing_companies])
        large = f"Enligt handlingsplanen har {names} stora bestånd. "
        if plan.steering_members:
            absent = [key for key in plan.housing_companies if not _sits_in_group(evidence, plan, key)]
            outside = swedish.join([evidence.programme.organisation_name(key) for key in absent])
            large += f"{outside} finns inte bland ledamöterna i lokala styrgruppen. " if absent else "De sitter i lokala styrgruppen. "
    reason = f"{large}Bedöm om bolag med stora bestånd medverkar, och om det är förklarat ifall inget gör det."
    return to_judge(reason, used, fields)


def _members(plan: PlanDraft | None) -> tuple[ValueUsed, ...]:
    rows = plan.steering_members if plan is not None else ()
    return tuple(ValueUsed("Ledamot i lokala styrgruppen", "; ".join(filter(None, (row.organisation, row.role)))) for row in rows)


def _sits_in_group(evidence: Evidence, plan: PlanDraft, company: str) -> bool:
    held = evidence.programme.organisation_by_key.get(company)
    names = (held.name, held.short_name, *held.aliases) if held else (company,)
    seats = " ".join(swedish.fold(row.organisation) for row in plan.steering_members)
    return any(swedish.fold(name) in seats for name in names)


def _partners(evidence: Evidence) -> tuple[ValueUsed, ...]:
    return tuple(ValueUsed("Part", _partner(row)) for row in evidence.application.partners if row.organisation)


def _partner(row: Partner) -> str:
    confirmed = {True: "bekräftad", False: "inte bekräftad", None: ""}[row.confirmed]
    return "; ".join(filter(None, (row.organisation, row.role, row.mandate, row.contribution, confirmed)))


def r18(evidence: Evidence) -> Finding:
    """R18, section 4.3: a specialist board is spoken with when the matter is in its field."""
    application = evidence.application
    boards = _specialist_boards(evidence)
    concerned = ValueUsed("Facknämnder för valda delmål", "; ".join(boards) or swedish.EMPTY)
    used = (*values(evidence, "specialist_board_contact", "related_sub_goals"), concerned, *_partners(evidence))
    fields = refs("specialist_board_contact", "related_sub_goals")
    named = f"De valda delmålen rör {swedish.join(boards)}." if boards else "Inget valt delmål rör en facknämnd."
    if application.specialist_board_contact:
        return to_judge(f"Ansökan beskriver kontakt med facknämnd. {named} Bedöm om rätt nämnd är vidtalad.", used, fields)
    if not application.related_sub_goals:
        return lacking("Varken kontakt med facknämnd eller berörda delmål är angivna.", used, fields)
    if boards:
        return lacking(f"{named} {missing(['specialist_board_contact'])}", used, fields)
    return to_judge(f"{named} Bedöm om frågan ändå rör en facknämnds område.", used, fields)


def _specialist_boards(evidence: Evidence) -> list[str]:
    programme = evidence.programme
    found: dict[str, None] = {}
    for sub_goal_id in evidence.application.related_sub_goals:
        sub_goal = programme.sub_goal_by_id.get(sub_goal_id)
        for key in sub_goal.organisations if sub_goal else ():
            for member in programme.groups.get(key, (key,)):
                organisation = programme.organisation_by_key.get(member)
                if organisation is not None and organisation.kind is OrganisationKind.SPECIALIST_BOARD:
                    found[organisation.name] = None
    return list(found)


def r20(evidence: Evidence) -> Finding:
    """R20, section 4.3: the work is coordinated with measures in the other target areas."""
    used = values(evidence, "related_sub_goals", "coordination")
    fields = refs("coordination", "related_sub_goals")
    if not any_given(evidence, "related_sub_goals", "coordination"):
        return lacking("Varken berörda delmål eller samordning med övriga målområden är angivna.", used, fields)
    if not evidence.application.coordination:
        return to_judge("Delmål i övriga målområden är valda men samordningen är inte beskriven. Bedöm om den räcker.", used, fields)
    return to_judge("Ansökan beskriver samordningen med övriga målområden. Bedöm om den räcker.", used, fields)
