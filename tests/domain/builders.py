"""A small programme and a flawless application to bend: every test changes only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.drafts import (
    ApplicationDraft,
    BudgetLine,
    CoFunding,
    Objective,
    PlanActivity,
    PlanDraft,
    PlanObjective,
    ReportingDate,
    YearAmount,
)  # fmt: skip
from app.domain.programme import District, Goal, Organisation, Programme, RuleInfo, SubGoal, TargetArea
from app.domain.rules.engine import RULE_IDS, evaluate
from app.domain.rules.evidence import Evidence, Process, RuleResult
from app.domain.vocabulary import (
    ApplicationType,
    BoardResult,
    CostType,
    FundedBy,
    OrganisationKind,
    ReportKind,
    RuleKind,
    RuleOutcome,
    SteeringResult,
    SubIndex,
)  # fmt: skip

PASS, FAIL, INSUFFICIENT = RuleOutcome.PASS, RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT
JUDGE, NOT_APPLICABLE = RuleOutcome.NEEDS_JUDGEMENT, RuleOutcome.NOT_APPLICABLE

# The 22 districts in correct Swedish order (domain brief, section 11).
DISTRICTS_IN_ORDER = (
    "Akalla", "Bandhagen", "Bredäng", "Fagersjö", "Farsta", "Farsta Strand", "Grimsta", "Hagsätra", "Husby", "Hässelby Gård",
    "Hässelby Strand", "Högdalen", "Hökarängen", "Kista", "Rinkeby", "Rågsved", "Skärholmen", "Sätra", "Tensta", "Vårberg",
    "Vällingby", "Östberga",
)  # fmt: skip

_HARD = {"R01", "R02", "R03", "R05", "R06", "R08", "R09", "R13", "R24", "R25", "R26", "R27", "R29"}
_PROCESS = {"R25", "R29", "R30", "R31"}
_PRESENCE = {"R04", "R10", "R12", "R14", "R15", "R16", "R17", "R23", "R28", "R30", "R31"}


def _kind(rule_id: str) -> RuleKind:
    if rule_id in _PRESENCE:
        return RuleKind.PRESENCE
    return RuleKind.HARD if rule_id in _HARD - {"R08", "R09", "R13"} else RuleKind.JUDGEMENT


def _board(key: str, name: str, short_name: str, order: int | None = None, population: int | None = None) -> Organisation:
    kind = OrganisationKind.DISTRICT_BOARD
    return Organisation(key, name, short_name, kind, programme_order=order, population_2011=population)


PROGRAMME = Programme(
    title="Program för en sammanhållen stad 2015–2020",
    period_start=date(2015, 1, 1),
    period_end=date(2020, 12, 31),
    frame=150_000_000,
    rule_set_version="1",
    target_areas=(TargetArea("SB", "Stadsmiljö och boende", "", False), TargetArea("SH", "Lokalt arbete", "", True)),
    goals=(Goal("SB-2", "SB", "Variation"), Goal("SB-3", "SB", "Boende")),
    sub_goals=(
        SubGoal("SB-2.4", "SB-2", "Möjlighet till kultur", "", ("kulturnamnden",)),
        SubGoal("SB-3.1", "SB-3", "Upprustning", "", ("bostadsbolagen",)),
        SubGoal("SB-3.4", "SB-3", "Ren och trygg utemiljö", "", ("trafiknamnden", "bostadsbolagen")),
    ),
    organisations=(
        _board("rinkeby-kista", "Rinkeby-Kista stadsdelsnämnd", "Rinkeby-Kista", 1, 46_792),
        _board("spanga-tensta", "Spånga-Tensta stadsdelsnämnd", "Spånga-Tensta", 2, 38_115),
        _board("hasselby-vallingby", "Hässelby-Vällingby stadsdelsnämnd", "Hässelby-Vällingby", 4, 66_721),
        _board("bromma", "Bromma stadsdelsnämnd", "Bromma"),
        Organisation("kulturnamnden", "kulturnämnden", "kultur", OrganisationKind.SPECIALIST_BOARD),
        Organisation("trafiknamnden", "trafiknämnden", "trafik", OrganisationKind.SPECIALIST_BOARD),
        Organisation("svenska-bostader", "AB Svenska Bostäder", "Svenska Bostäder", OrganisationKind.HOUSING_COMPANY),
    ),
    groups={"bostadsbolagen": ("svenska-bostader",)},
    group_names={"bostadsbolagen": "bostadsbolagen"},
    districts=(
        District("rinkeby", "Rinkeby", "rinkeby-kista", True, True),
        District("husby", "Husby", "rinkeby-kista", True, True),
        District("hansta", "Hansta", "rinkeby-kista"),
        District("tensta", "Tensta", "spanga-tensta", True, True, ("Hjulsta",)),
        District("solhem", "Solhem", "spanga-tensta"),
        District("akeshov", "Åkeshov", "bromma"),
        District("grimsta", "Grimsta", "hasselby-vallingby", True, True),
        District("vallingby", "Vällingby", "hasselby-vallingby", True, False),
    ),
    criteria=(),
    rules=tuple(RuleInfo(rule, f"Regel {rule}", _kind(rule), "", "M/Finansiering", rule in _HARD, rule in _PROCESS) for rule in RULE_IDS),
    city_goals=(),
)

ACTIVITY = PlanActivity(number="3", title="Språkkafé på biblioteket", districts=("tensta",))
PLAN = PlanDraft(
    board="spanga-tensta",
    plan_version=1,
    risk_analysis_date=date(2015, 3, 1),
    risk_analysis_year=2014,
    resources_for_targets="En utvecklingsledare i 40 timmar",
    police_agreement_ref="Avtal den 10 april 2014",
    approved_date=date(2015, 5, 20),
    approval_paragraph="7",
    reported_date=date(2015, 6, 10),
    objectives=(
        PlanObjective(
            number="1",
            text="Fler deltar i språkträning",
            indicator="Deltagare per termin",
            baseline=Decimal(40),
            target=Decimal(90),
            target_date=date(2017, 12, 31),
            method="Räknas vid varje tillfälle",
        ),
    ),
    activities=(ACTIVITY,),
)
APPLICATION = ApplicationDraft(
    title="Språkkafé",
    applicant="spanga-tensta",
    contact_role="Utvecklingsledare",
    instructions_version="2015-1",
    received_date=date(2015, 9, 1),
    plan_version=1,
    plan_approved_date=date(2015, 5, 20),
    plan_activity="3",
    risk_analysis_date=date(2015, 3, 1),
    risk_analysis_year=2014,
    risk_sub_indexes=(SubIndex.LIVELIHOOD,),
    steering_date=date(2015, 8, 10),
    steering_result=SteeringResult.APPROVED,
    steering_members="Förvaltningen och AB Svenska Bostäder",
    board_date=date(2015, 8, 20),
    board_paragraph="12",
    board_result=BoardResult.APPLIED,
    board_minutes_attached=True,
    type=ApplicationType.START_UP,
    purpose="Fler ska kunna träna svenska i vardagen.",
    description="Två kvällar i veckan på biblioteket.",
    starts_something_new=True,
    starts_explanation="Ett nytt arbetssätt tillsammans med biblioteket.",
    previous_activity=False,
    fills_regular_gap=False,
    districts=("tensta",),
    target_group="Föräldrar till barn i förskolan",
    people_reached=120,
    related_sub_goals=("SB-2.4",),
    coordination="Sker tillsammans med bibliotekets program.",
    start_date=date(2016, 1, 1),
    end_date=date(2017, 12, 31),
    budget_lines=(
        BudgetLine(year=2016, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=400_000, note="Samordnare"),
        BudgetLine(year=2017, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=300_000, note="Samordnare"),
        BudgetLine(year=2016, cost_type=CostType.PREMISES, funded_by=FundedBy.OWN, amount=50_000, note="Lokal"),
        BudgetLine(year=2017, cost_type=CostType.MATERIAL, funded_by=FundedBy.CO, amount=25_000, note="Böcker"),
    ),
    amounts_applied=(YearAmount(year=2016, amount=400_000), YearAmount(year=2017, amount=300_000)),
    own_funding=50_000,
    co_funding=(CoFunding(organisation="Bibliotekets vänner", amount=25_000, confirmed=True),),
    objectives=(
        Objective(
            text="Fler tränar svenska",
            indicator="Antal deltagare per termin",
            baseline=Decimal(0),
            target=Decimal(120),
            target_date=date(2017, 12, 31),
            method="Räkning vid varje tillfälle",
        ),
    ),
    resources_for_targets="20 timmar",
    follow_up_what="Antal deltagare",
    follow_up_who="Utvecklingsledaren",
    follow_up_when="Varje termin",
    reporting_dates=(ReportingDate(kind=ReportKind.TERTIAL_2, due=date(2016, 9, 30)),),
    reporting_responsible="Utvecklingsledaren",
    implementation_receiver="Biblioteket",
    implementation_financing="Nämndens budget",
    implementation_yearly_cost=200_000,
    housing_company_involvement="AB Svenska Bostäder upplåter gårdslokal.",
    specialist_board_contact="Kulturförvaltningen har tillstyrkt.",
    police_agreement_ref="Avtal den 10 april 2014",
    innovation="Deltagarna leder själva samtalen.",
)


def application(**changes: Any) -> ApplicationDraft:
    """The flawless application with these fields changed."""
    return replace(APPLICATION, **changes)


def plan(**changes: Any) -> PlanDraft:
    return replace(PLAN, **changes)


def line(**changes: Any) -> BudgetLine:
    """A complete budget line, changed."""
    whole = BudgetLine(year=2016, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=700_000, note="Samordnare")
    return replace(whole, **changes)


_PLAN_KNOWN: Any = object()


def evidence(
    draft: ApplicationDraft = APPLICATION, *, plan: PlanDraft | None = _PLAN_KNOWN, activity: PlanActivity | None = _PLAN_KNOWN, **rest: Any
) -> Evidence:
    """A case whose plan is registered with the activity in it, unless told otherwise."""
    chosen = PLAN if plan is _PLAN_KNOWN else plan
    found = (ACTIVITY if chosen is not None else None) if activity is _PLAN_KNOWN else activity
    return Evidence(programme=PROGRAMME, application=draft, plan=chosen, activity=found, **rest)


def bare(**rest: Any) -> Evidence:
    """A case about which nothing is known."""
    return Evidence(programme=PROGRAMME, application=ApplicationDraft(), **rest)


def process(**changes: Any) -> Process:
    return Process(**changes)


def verdict(rule_id: str, case: Evidence) -> RuleResult:
    """One rule's result, from a run of them all."""
    return next(one for one in evaluate(case) if one.rule_id == rule_id)
