"""One table of cases for each rule, with at least one for every outcome the rule can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.drafts import CoFunding, Objective, ReportingDate, YearAmount
from app.domain.rules.engine import RULE_IDS
from app.domain.rules.evidence import DistrictIndex, Evidence, ExpertStatement
from app.domain.vocabulary import (
    ApplicationType,
    AttachmentKind,
    BoardResult,
    ConsultationOutcome,
    CostType,
    DecisionOutcome,
    FundedBy,
    ReportKind,
    RuleOutcome,
    SteeringResult,
    SubIndex,
)  # fmt: skip
from tests.domain.builders import (
    APPLICATION,
    FAIL,
    INSUFFICIENT,
    JUDGE,
    NOT_APPLICABLE,
    PASS,
    application,
    bare,
    evidence,
    line,
    plan,
    process,
    verdict,
)  # fmt: skip

Case = tuple[str, Evidence, RuleOutcome, str]  # what it is, evidence, outcome, words the reason must hold

_OBJECTIVE = APPLICATION.objectives[0]
_BUDGET = APPLICATION.budget_lines
_NO_AFTERWARDS = {
    "implementation_receiver": "", "implementation_financing": "", "implementation_yearly_cost": None,
    "closure_what": "", "closure_lessons": "",
}  # fmt: skip
_NO_FOLLOW_UP = {"follow_up_what": "", "follow_up_who": "", "follow_up_when": ""}
_NO_COMPANIES = {"housing_company_involvement": "", "steering_members": ""}


def _money(**changes: object) -> Evidence:
    return evidence(application(**changes))


CASES: Mapping[str, tuple[Case, ...]] = {
    "R01": (
        ("a programme board", evidence(), PASS, "Spånga-Tensta stadsdelsnämnd omfattas"),
        ("with another programme board", _money(co_applicant="rinkeby-kista"), PASS, "Rinkeby-Kista"),
        ("a board outside", _money(applicant="bromma"), FAIL, "Bromma stadsdelsnämnd är inte"),
        ("a specialist board", _money(applicant="kulturnamnden"), FAIL, "Söka kan Rinkeby-Kista, Spånga-Tensta och Hässelby-Vällingby"),
        ("a co-applicant outside", _money(co_applicant="bromma"), FAIL, "Bromma"),
        ("nobody", _money(applicant=None), INSUFFICIENT, "”Sökande nämnd” saknas"),
    ),
    "R02": (
        ("in the plan", evidence(), PASS, "finns i handlingsplanen för Spånga-Tensta stadsdelsnämnd (version 1)."),
        ("in the co-applicant's plan", evidence(application(co_applicant="rinkeby-kista"), plan=plan(board="rinkeby-kista")), PASS, ""),
        ("not in the plan", evidence(activity=None), FAIL, "innehåller inte aktiviteten ”3”"),
        ("another board's plan", evidence(plan=plan(board="rinkeby-kista")), FAIL, "inte sökandens plan"),
        ("plan not registered", evidence(plan=None), INSUFFICIENT, "version 1 och aktiviteten ”3”"),
        ("nothing stated", evidence(application(plan_version=None, plan_activity=""), plan=None), INSUFFICIENT, "hänvisar inte"),
        ("no activity stated", evidence(application(plan_activity=""), activity=None), INSUFFICIENT, "vilken aktivitet"),
        ("no applicant", _money(applicant=None), INSUFFICIENT, "Sökande nämnd saknas"),
        ("plan without board", evidence(plan=plan(board=None)), INSUFFICIENT, "saknar uppgift om stadsdelsnämnd"),
    ),
    "R03": (
        ("before the decision", evidence(), PASS, "den 20\u00a0maj 2015 enligt den registrerade planen"),
        ("same meeting", evidence(plan=plan(approved_date=date(2015, 8, 20))), PASS, ""),
        ("as stated, no plan", evidence(plan=None), PASS, "enligt ansökan"),
        ("a day late", evidence(plan=plan(approved_date=date(2015, 8, 21))), FAIL, "efter nämndens beslut"),
        (
            "the register wins over what is stated",
            evidence(plan=plan(approved_date=None)),
            INSUFFICIENT,
            "Ansökan anger den 20\u00a0maj 2015",
        ),
        ("nowhere", evidence(application(plan_approved_date=None), plan=None), INSUFFICIENT, "ingen uppgift"),
        ("no decision to compare with", _money(board_date=None), INSUFFICIENT, "saknar datum"),
    ),
    "R04": (
        ("stated", evidence(), JUDGE, "Ansökan hänvisar"),
        ("in the plan only", _money(risk_analysis_date=None, risk_analysis_year=None), JUDGE, "registrerade handlingsplanen innehåller"),
        ("nowhere", bare(), INSUFFICIENT, "Varken"),
        (
            "neither in a registered plan",
            evidence(
                application(risk_analysis_date=None, risk_analysis_year=None), plan=plan(risk_analysis_date=None, risk_analysis_year=None)
            ),
            INSUFFICIENT,
            "Varken",
        ),
    ),
    "R05": (
        ("ten days before", evidence(), PASS, "den 10\u00a0augusti 2015"),
        ("same day", _money(steering_date=date(2015, 8, 20)), PASS, "samma dag som nämndens beslut"),
        ("a day after", _money(steering_date=date(2015, 8, 21)), FAIL, "efter nämndens beslut den 20\u00a0augusti 2015"),
        ("not approved", _money(steering_result=SteeringResult.NOT_APPROVED, board_date=None), FAIL, "godkände inte"),
        ("after, without result", _money(steering_date=date(2015, 8, 21), steering_result=None), FAIL, "efter"),
        ("no date", _money(steering_date=None), INSUFFICIENT, "”Lokala styrgruppens datum” saknas"),
        ("no result", _money(steering_result=None), INSUFFICIENT, "besked"),
        ("no board date", _money(board_date=None), INSUFFICIENT, "”Nämndens beslut den”"),
    ),
    "R06": (
        ("decided", evidence(), PASS, "protokollsutdraget finns"),
        (
            "minutes among the attachments",
            evidence(application(board_minutes_attached=None), attachments=frozenset({AttachmentKind.BOARD_MINUTES})),
            PASS,
            "",
        ),
        ("no paragraph", _money(board_paragraph=""), PASS, "Paragrafen är inte angiven"),
        ("came in the same day", _money(received_date=date(2015, 8, 20)), PASS, ""),
        ("rejected", _money(board_result=BoardResult.REJECTED), FAIL, "avslog"),
        ("decided after it came in", _money(received_date=date(2015, 8, 19)), FAIL, "efter att ansökan kom in den 19\u00a0augusti 2015"),
        ("tabled", _money(board_result=BoardResult.TABLED), INSUFFICIENT, "bordlade"),
        ("remitted", _money(board_result=BoardResult.REMITTED), INSUFFICIENT, "återremitterade"),
        ("no decision", _money(board_result=None), INSUFFICIENT, "”Nämndens beslut” saknas"),
        ("no minutes", _money(board_minutes_attached=False), INSUFFICIENT, "protokollsutdraget saknas"),
    ),
    "R07": (
        ("explained", evidence(), JUDGE, "start och inte drift"),
        ("done before", _money(previous_activity=True, starts_something_new=False), JUDGE, "har bedrivits tidigare"),
        ("not explained", _money(starts_explanation=""), INSUFFICIENT, "”Vad är det som startar” saknas"),
    ),
    "R08": (
        ("no investment", evidence(), PASS, "Ingen rad"),
        (
            "an investment",
            _money(budget_lines=(*_BUDGET[:3], line(cost_type=CostType.INVESTMENT, amount=450_000, note="Inköp av belysningsstolpar"))),
            FAIL,
            "Rad 4 ”Inköp av belysningsstolpar” 450\u00a0000\u00a0kr är en investering och ska betalas med projektmedel.",
        ),
        ("fail wins over gaps", _money(budget_lines=(line(cost_type=CostType.INVESTMENT), line(cost_type=None))), FAIL, "Rad 1"),
        ("a telling word", _money(budget_lines=(line(note="Lokalrenovering och möbler"),)), JUDGE, "”lokalrenovering” och ”möbler”"),
        (
            "an investment by others",
            _money(budget_lines=(line(cost_type=CostType.INVESTMENT, funded_by=FundedBy.OWN),)),
            JUDGE,
            "egen finansiering",
        ),
        ("a telling word on own money", _money(budget_lines=(line(note="Renovering", funded_by=FundedBy.OWN),)), PASS, ""),
        ("no budget", _money(budget_lines=()), INSUFFICIENT, "ingen budget"),
        ("a line without type", _money(budget_lines=(line(), line(cost_type=None, note=""))), INSUFFICIENT, "Rad 2 saknar kostnadsslag"),
        ("an investment without amount", _money(budget_lines=(line(cost_type=CostType.INVESTMENT, amount=None),)), INSUFFICIENT, "belopp"),
        (
            "an investment without payer",
            _money(budget_lines=(line(cost_type=CostType.INVESTMENT, funded_by=None),)),
            INSUFFICIENT,
            "betalar",
        ),
    ),
    "R09": (
        ("declared", _money(fills_regular_gap=True, previous_activity=None), FAIL, "uppger själv"),
        ("answered", evidence(), JUDGE, "har inte bedrivits tidigare"),
        ("gap unanswered", _money(fills_regular_gap=None), INSUFFICIENT, "Frågan"),
        ("both unanswered", _money(fills_regular_gap=None, previous_activity=None), INSUFFICIENT, "Frågorna"),
    ),
    "R10": (
        ("taken over", evidence(), JUDGE, "tas över. Bedöm"),
        ("taken over at unknown cost", _money(implementation_yearly_cost=None), JUDGE, "”Kostnad per år efter projektet” saknas"),
        ("closed", _money(**{**_NO_AFTERWARDS, "closure_what": "Kaféet"}), JUDGE, "avslutas"),
        ("neither", _money(**_NO_AFTERWARDS), INSUFFICIENT, "ingen plan för tiden efter projektet"),
    ),
    "R11": (
        ("receiver known", evidence(), JUDGE, "200\u00a0000\u00a0kr per år"),
        ("closing", _money(**{**_NO_AFTERWARDS, "closure_what": "Kaféet"}), JUDGE, "ska avslutas"),
        ("no receiver", _money(implementation_receiver=""), INSUFFICIENT, "”Mottagare efter projektet”"),
    ),
    "R12": (
        ("follow-up", evidence(), JUDGE, "uppföljning. Bedöm"),
        ("evaluation", _money(**_NO_FOLLOW_UP, evaluation_kind="Extern"), JUDGE, "”Vem utvärderar” saknas"),
        ("neither", _money(**_NO_FOLLOW_UP), INSUFFICIENT, "varken uppföljning eller utvärdering"),
    ),
    "R13": (
        ("named", evidence(), PASS, "Tensta är utpekad"),
        ("both boards' own", _money(co_applicant="rinkeby-kista", districts=("tensta", "husby")), PASS, "Tensta och Husby är utpekade"),
        ("a neighbour's", _money(districts=("tensta", "husby")), JUDGE, "Husby ligger utanför"),
        ("an unnamed district of its own", _money(districts=("solhem",)), JUDGE, "Solhem är inte utpekad"),
        (
            "Vällingby",
            _money(applicant="hasselby-vallingby", districts=("vallingby",)),
            JUDGE,
            "Vällingby är inte utpekad för det lokala arbetet. Vällingby ligger ändå över stadens genomsnitt i riskindexet.",
        ),
        ("the whole area", _money(whole_district_area=True), JUDGE, "hela stadsdelsområdet"),
        ("the whole area, none named", _money(whole_district_area=True, districts=()), JUDGE, "hela stadsdelsområdet"),
        ("none of its own", _money(districts=("husby", "rinkeby")), FAIL, "Husby och Rinkeby hör inte till Spånga-Tensta"),
        ("co-applicant outside the programme", _money(co_applicant="bromma", districts=("akeshov",)), FAIL, "Åkeshov"),
        ("unknown district", _money(districts=("atlantis",)), FAIL, "atlantis"),
        ("none", _money(districts=()), INSUFFICIENT, "”Stadsdelar” saknas"),
        ("no applicant", _money(applicant=None), INSUFFICIENT, "Sökande nämnd saknas"),
    ),
    "R14": (
        ("complete", evidence(), JUDGE, "Ansökan har ett komplett mål. Bedöm"),
        (
            "one of two complete",
            _money(objectives=(_OBJECTIVE, replace(_OBJECTIVE, text="Trygghet", baseline=None, method=""))),
            JUDGE,
            "Mål 2 ”Trygghet” saknar utgångsvärde och hur målet mäts.",
        ),
        ("zero is a value", _money(objectives=(replace(_OBJECTIVE, target=Decimal(0)),)), JUDGE, "komplett mål"),
        (
            "incomplete",
            _money(objectives=(Objective(text="Bättre"),)),
            INSUFFICIENT,
            "Inget mål är komplett. Mål 1 ”Bättre” saknar indikator",
        ),
        ("none", _money(objectives=()), INSUFFICIENT, "inga mål"),
    ),
    "R15": (
        ("in both", evidence(), JUDGE, "både i ansökan och i handlingsplanen"),
        ("plan not registered", evidence(plan=None), JUDGE, "inte registrerad"),
        ("missing in the application", _money(resources_for_targets=""), INSUFFICIENT, "inte angivna i ansökan."),
        ("missing in the plan", evidence(plan=plan(resources_for_targets="")), INSUFFICIENT, "i den registrerade handlingsplanen."),
    ),
    "R16": (
        ("agreement", evidence(), JUDGE, "Ansökan hänvisar"),
        ("in the plan only", _money(police_agreement_ref=""), JUDGE, "registrerade handlingsplanen hänvisar"),
        (
            "planning only",
            evidence(application(police_agreement_ref="", crime_prevention_plan_ref="Plan 2014"), plan=None),
            JUDGE,
            "Ansökan",
        ),
        ("neither", evidence(application(police_agreement_ref=""), plan=None), INSUFFICIENT, "En av dem räcker"),
    ),
    "R17": (
        ("told", evidence(), JUDGE, "Bedöm om bolag"),
        (
            "known from the plan",
            evidence(application(**_NO_COMPANIES), plan=plan(housing_companies=("svenska-bostader",))),
            JUDGE,
            "AB Svenska Bostäder",
        ),
        ("nothing", _money(**_NO_COMPANIES), INSUFFICIENT, "ingen uppgift"),
    ),
    "R18": (
        ("in contact", evidence(), JUDGE, "rör kulturnämnden"),
        (
            "no contact with those concerned",
            _money(specialist_board_contact=""),
            INSUFFICIENT,
            "rör kulturnämnden. Uppgiften ”Kontakt med facknämnd” saknas",
        ),
        ("no board concerned", _money(specialist_board_contact="", related_sub_goals=("SB-3.1",)), JUDGE, "Inget valt delmål"),
        ("nothing", _money(specialist_board_contact="", related_sub_goals=()), INSUFFICIENT, "Varken"),
    ),
    "R19": (
        ("figures side by side", evidence(), JUDGE, "700\u00a0000\u00a0kr, vilket motsvarar 5\u00a0833\u00a0kr per person som nås"),
        (
            "a small sum per inhabitant",
            evidence(),
            JUDGE,
            "18\u00a0kr per invånare i stadsdelsområdet (2011) och 0,47\u00a0% av programmets ram",
        ),
        ("no districts", _money(districts=()), INSUFFICIENT, "stadsdelar"),
        ("no amount", _money(amounts_applied=(), budget_lines=()), INSUFFICIENT, "sökt belopp"),
    ),
    "R20": (
        ("described", evidence(), JUDGE, "beskriver samordningen"),
        ("chosen only", _money(coordination=""), JUDGE, "inte beskriven"),
        ("nothing", _money(coordination="", related_sub_goals=()), INSUFFICIENT, "Varken"),
    ),
    "R21": (
        ("described", evidence(), JUDGE, "nyskapande"),
        ("not described", _money(innovation=""), INSUFFICIENT, "”Vad är nytt” saknas"),
    ),
    "R22": (
        ("nothing alike", evidence(), JUDGE, "liknar ingen"),
        ("holiday jobs", _money(description="Vi ordnar sommarjobb åt unga"), JUDGE, "feriejobb (”sommarjobb”)"),
        ("social groups", _money(purpose="Starta en social insatsgrupp"), JUDGE, "sociala insatsgrupper (”social insatsgrupp”)"),
        ("hosts", _money(title="Trygghetsvärdar och medborgarvärdar"), JUDGE, "trygghetsvärdar (”trygghetsvärdar”) och medborgarvärdar"),
        ("field work", _money(plan_activity="Utökat fältarbete"), JUDGE, "fältarbete"),
        ("sports in Järva", _money(description="Idrottssatsning i Järva"), JUDGE, "idrottssatsningen i Järva"),
        ("unanswered", _money(previous_activity=None), INSUFFICIENT, "inte besvarad"),
    ),
    "R23": (
        ("not a pre-study", evidence(), NOT_APPLICABLE, "inte en förstudie"),
        ("type unknown", _money(type=None), INSUFFICIENT, "Slag av insats"),
        ("no running cost", _money(type=ApplicationType.PRE_STUDY, running_responsible="Nämnden"), INSUFFICIENT, "driftkostnad"),
        ("told", _money(type=ApplicationType.PRE_STUDY, running_responsible="Nämnden", running_yearly_cost=0), JUDGE, "Bedöm"),
    ),
    "R24": (
        ("complete", evidence(), PASS, "komplett"),
        ("a mandatory field missing", _money(target_group=""), INSUFFICIENT, "”Målgrupp” saknas"),
        ("a rule lacks data", _money(innovation=""), INSUFFICIENT, "Underlag saknas för R21 Regel R21"),
        ("a failed rule is not a gap", _money(applicant="bromma", co_applicant="spanga-tensta"), PASS, ""),
        ("nothing there", bare(), INSUFFICIENT, "Underlag saknas för 26 regler: R01, R02"),
        ("process rules do not count", evidence(plan=plan(reported_date=None)), PASS, ""),
        ("the whole area stands for its districts", _money(districts=(), whole_district_area=True), PASS, ""),
    ),
    "R25": (
        ("within", evidence(), PASS, "återstår 149\u00a0300\u00a0000\u00a0kr"),
        ("to the last krona", evidence(granted_before=149_300_000), PASS, "återstår 0\u00a0kr"),
        ("a krona over", evidence(granted_before=149_300_001), FAIL, "1\u00a0kr över ramen"),
        ("pending ones do not count", evidence(pending_proposals=150_000_000), PASS, "ryms då inte alla"),
        (
            "the proposed amount counts",
            evidence(granted_before=149_300_001, process=process(proposed_amount=500_000)),
            PASS,
            "149\u00a0800\u00a0001",
        ),
        ("the granted amount counts", evidence(process=process(proposed_amount=1, amount_granted=150_000_001)), FAIL, "över ramen"),
        (
            "refused",
            evidence(granted_before=150_000_000, process=process(proposed_outcome=DecisionOutcome.REJECTED)),
            NOT_APPLICABLE,
            "avslag",
        ),
        ("no amount", bare(), INSUFFICIENT, "varken ett föreslaget eller ett sökt"),
        ("half an amount", _money(amounts_applied=(YearAmount(year=2016, amount=1), YearAmount(year=2017))), INSUFFICIENT, "ofullständigt"),
    ),
    "R26": (
        ("within", evidence(), PASS, "från den 1\u00a0januari 2016 till den 31\u00a0december 2017"),
        ("first and last day", _money(start_date=date(2015, 1, 1), end_date=date(2020, 12, 31)), PASS, ""),
        ("a single day", _money(start_date=date(2016, 5, 2), end_date=date(2016, 5, 2)), PASS, ""),
        ("a day early", _money(start_date=date(2014, 12, 31)), FAIL, "Startdatum den 31\u00a0december 2014"),
        ("a day late", _money(end_date=date(2021, 1, 1)), FAIL, "Slutdatum den 1\u00a0januari 2021"),
        ("end before start", _money(end_date=date(2015, 12, 31)), FAIL, "ligger före startdatum"),
        ("a budget year outside", _money(budget_lines=(line(year=2021),)), FAIL, "Budgeten har belopp för 2021"),
        ("no end", _money(end_date=None), INSUFFICIENT, "”Slutdatum” saknas"),
    ),
    "R27": (
        ("agrees", evidence(), PASS, "Budgeten på 775\u00a0000\u00a0kr stämmer"),
        ("no own funding and none stated", _money(budget_lines=(*_BUDGET[:2], _BUDGET[3]), own_funding=None), PASS, ""),
        (
            "a single day",
            _money(
                start_date=date(2016, 5, 2),
                end_date=date(2016, 5, 2),
                budget_lines=(line(),),
                amounts_applied=(YearAmount(year=2016, amount=700_000),),
                own_funding=0,
                co_funding=(),
            ),
            PASS,
            "",
        ),
        (
            "a krona off in one year",
            _money(amounts_applied=(YearAmount(year=2016, amount=399_999), YearAmount(year=2017, amount=300_000))),
            FAIL,
            "skillnad på 1\u00a0kr",
        ),
        (
            "right sum, wrong years",
            _money(amounts_applied=(YearAmount(year=2016, amount=300_000), YearAmount(year=2017, amount=400_000))),
            FAIL,
            "För 2016",
        ),
        ("own funding off", _money(own_funding=50_001), FAIL, "egen finansiering totalt är 50\u00a0001\u00a0kr"),
        ("co-funding off", _money(co_funding=(CoFunding(organisation="X", amount=1),)), FAIL, "medfinansiärernas belopp"),
        ("a year outside the activity's period", _money(end_date=date(2016, 12, 31)), FAIL, "belopp för 2017, men insatsen pågår 2016"),
        ("end before start", _money(end_date=date(2015, 12, 31)), FAIL, "slutdatum ligger före startdatum"),
        ("no lines", _money(budget_lines=()), INSUFFICIENT, "saknar rader"),
        ("nothing stated", _money(amounts_applied=()), INSUFFICIENT, "Sökt belopp per år saknas"),
        (
            "a line without amount",
            _money(budget_lines=(*_BUDGET, line(amount=None, note="Resor"))),
            INSUFFICIENT,
            "Rad 5 ”Resor” saknar belopp",
        ),
        ("own funding not stated", _money(own_funding=None), INSUFFICIENT, "”Egen finansiering totalt” saknas"),
        ("co-funder not stated", _money(co_funding=()), INSUFFICIENT, "ingen medfinansiär"),
        ("co-funder without amount", _money(co_funding=(CoFunding(organisation="X"),)), INSUFFICIENT, "Medfinansiär 1 ”X” saknar belopp"),
        ("no dates", _money(start_date=None, end_date=None), INSUFFICIENT, "”Startdatum” och ”Slutdatum” saknas"),
        ("wrong and incomplete", _money(own_funding=1, start_date=None), FAIL, "Dessutom saknas uppgifter"),
    ),
    "R28": (
        ("planned", evidence(), JUDGE, "anger ett redovisningstillfälle"),
        ("nobody responsible", _money(reporting_responsible=""), JUDGE, "”Ansvarig för redovisning” saknas"),
        ("undated", _money(reporting_dates=(ReportingDate(kind=ReportKind.FINAL),)), JUDGE, "1 av 1 redovisningar saknar datum"),
        ("an empty row is nothing", _money(reporting_dates=(ReportingDate(),)), INSUFFICIENT, "Inga"),
        ("none", _money(reporting_dates=()), INSUFFICIENT, "Inga"),
    ),
    "R29": (
        ("held", evidence(process=process(consultation_date=date(2015, 10, 1))), PASS, "Utfallet är inte antecknat"),
        (
            "held the same day, advised against",
            evidence(
                process=process(
                    consultation_date=date(2015, 10, 1),
                    memo_date=date(2015, 10, 1),
                    consultation_outcome=ConsultationOutcome.ADVISED_AGAINST,
                )
            ),
            PASS,
            "avstyrker",
        ),
        (
            "after the memo",
            evidence(process=process(consultation_date=date(2015, 10, 2), memo_date=date(2015, 10, 1))),
            FAIL,
            "efter tjänsteutlåtandets datum",
        ),
        ("not held", evidence(), INSUFFICIENT, "inte registrerat"),
    ),
    "R30": (
        (
            "heard",
            evidence(process=process(experts=(ExpertStatement(expert="Folkhälsostrateg", statement="Tillstyrker."),))),
            JUDGE,
            "Folkhälsostrateg",
        ),
        (
            "heard without statement",
            evidence(process=process(experts=(ExpertStatement(expert="Jurist"),))),
            JUDGE,
            "1 av 1 saknar yttrande",
        ),
        ("nobody", evidence(process=process(experts=(ExpertStatement(),))), INSUFFICIENT, "Ingen sakkunnig"),
    ),
    "R31": (
        ("reported", evidence(), JUDGE, "den 10\u00a0juni 2015"),
        ("not reported", evidence(plan=plan(reported_date=None)), INSUFFICIENT, "ingen uppgift"),
        ("no plan", evidence(plan=None), INSUFFICIENT, "inte registrerad"),
    ),
}

POSSIBLE: Mapping[str, set[RuleOutcome]] = {
    "R01": {PASS, FAIL, INSUFFICIENT},
    "R02": {PASS, FAIL, INSUFFICIENT},
    "R03": {PASS, FAIL, INSUFFICIENT},
    "R05": {PASS, FAIL, INSUFFICIENT},
    "R06": {PASS, FAIL, INSUFFICIENT},
    "R08": {PASS, FAIL, INSUFFICIENT, JUDGE},
    "R09": {FAIL, INSUFFICIENT, JUDGE},
    "R13": {PASS, FAIL, INSUFFICIENT, JUDGE},
    "R23": {NOT_APPLICABLE, INSUFFICIENT, JUDGE},
    "R24": {PASS, INSUFFICIENT},
    "R25": {PASS, FAIL, INSUFFICIENT, NOT_APPLICABLE},
    "R26": {PASS, FAIL, INSUFFICIENT},
    "R27": {PASS, FAIL, INSUFFICIENT},
    "R29": {PASS, FAIL, INSUFFICIENT},
}


def _named() -> list[object]:
    return [pytest.param(rule, *case[1:], id=f"{rule} {case[0]}") for rule, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(("rule", "case", "outcome", "words"), _named())
def test_the_rule_answers_as_the_domain_brief_says(rule: str, case: Evidence, outcome: RuleOutcome, words: str) -> None:
    result = verdict(rule, case)
    assert result.outcome is outcome, result.reason
    assert words in result.reason


@pytest.mark.parametrize("rule", RULE_IDS)
def test_every_outcome_a_rule_can_have_has_a_case(rule: str) -> None:
    assert {case[2] for case in CASES[rule]} == POSSIBLE.get(rule, {INSUFFICIENT, JUDGE})


def test_index_levels_are_shown_with_year_source_and_mark() -> None:
    level = DistrictIndex(
        district="tensta", year=2014, total=153.24, parts=((SubIndex.HEALTH, 120.0),), source="Exempelserie", illustrative=True
    )
    shown = {value.label: value.text for value in verdict("R19", evidence(index=(level,))).values_used}
    assert shown["Riskindex 2014 på stadsdelsnivå, Tensta (staden = 100)"] == "totalt 153,2; hälsa 120,0; källa: Exempelserie; exempelvärde"


def test_a_budget_fault_leads_to_the_very_row() -> None:
    bad = line(cost_type=CostType.INVESTMENT, amount=1)
    where = verdict("R08", _money(budget_lines=(line(), bad))).fields
    assert [(ref.key, ref.row) for ref in where] == [("budget_lines.cost_type", bad.uid)]
