"""A believable case, fictional throughout, from the programme file and the real rules; tests change what they are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from app.domain.drafts import (
    ApplicationDraft,
    BudgetLine,
    CoFunding,
    Milestone,
    Objective,
    Partner,
    PlanActivity,
    PlanDraft,
    PlanObjective,
    ReportingDate,
    YearAmount,
)
from app.domain.programme import Programme
from app.domain.riskindex.series import Level, Measure, Ranking, SeriesInfo, SeriesKind, ranking
from app.domain.rules.engine import evaluate, input_hash
from app.domain.rules.evidence import Departure, DistrictIndex, Evidence, ExpertStatement, Judgement, Process, RuleResult
from app.domain.texts.case import MemoEvidence
from app.domain.texts.content import MemoContent
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
)
from app.exchange.programme_file import load_programme
from tests.reports.read_back import part_lines

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

ACTIVITY = PlanActivity(number="4", title="Läxhjälp och studiemiljö på kvällstid", districts=("tensta",))
PLAN = PlanDraft(
    board="spanga-tensta",
    plan_version=1,
    risk_analysis_date=date(2015, 2, 12),
    risk_analysis_year=2012,
    resources_for_targets="En utredare i 60 timmar",
    police_agreement_ref="Avtal den 10 april 2014",
    crime_prevention_plan_ref="Brottsförebyggande plan 2015",
    steering_date=date(2015, 3, 3),
    approved_date=date(2015, 3, 26),
    approval_paragraph="7",
    approval_registry_number="1.2.1-112-2015",
    reported_date=date(2015, 4, 21),
    objectives=(
        PlanObjective(
            number="1",
            text="Fler elever når behörighet till gymnasiet",
            indicator="Andel behöriga i årskurs 9",
            unit="%",
            baseline=Decimal("67.5"),
            target=Decimal(75),
            target_date=date(2017, 6, 30),
            method="Skolornas betygsstatistik",
        ),
    ),
    activities=(ACTIVITY,),
)
APPLICATION = ApplicationDraft(
    title="Läxhjälp på Tensta bibliotek",
    applicant="spanga-tensta",
    contact_role="Utvecklingsledare",
    registry_number_board="1.2.1-240-2015",
    registry_number_city="328-1204/2015",
    instructions_version="2015-1",
    received_date=date(2015, 9, 1),
    plan_version=1,
    plan_approved_date=date(2015, 3, 26),
    plan_paragraph="7",
    plan_registry_number="1.2.1-112-2015",
    plan_activity="4",
    plan_objectives="Fler elever ska nå behörighet till gymnasiet.",
    risk_analysis_date=date(2015, 2, 12),
    risk_analysis_year=2012,
    risk_sub_indexes=(SubIndex.SOCIAL, SubIndex.LIVELIHOOD),
    steering_date=date(2015, 8, 11),
    steering_result=SteeringResult.APPROVED,
    steering_members="Förvaltningen, grundskolornas rektorer och AB Svenska Bostäder",
    board_date=date(2015, 8, 27),
    board_paragraph="12",
    board_result=BoardResult.APPLIED,
    board_immediate_approval=True,
    board_minutes_attached=True,
    type=ApplicationType.START_UP,
    purpose="Elever i årskurs 7–9 ska ha en lugn plats att studera på och få hjälp av lärare efter skoltid.",
    description=(
        "Biblioteket håller öppet för studier fyra kvällar i veckan under terminerna. Två lärare är på plats varje kväll och "
        "fyra studenter tjänstgör som studiecoacher. Eleverna kan komma utan anmälan.\n\n"
        "Under första terminen prövas arbetssättet två kvällar i veckan. Därefter utökas öppettiderna efter vad eleverna "
        "och skolorna säger. En samordnare håller kontakten med skolorna och för in närvaron varje vecka."
    ),
    starts_something_new=True,
    starts_explanation="Biblioteket och skolorna har inte tidigare haft gemensam bemanning på kvällstid.",
    previous_activity=False,
    fills_regular_gap=False,
    districts=("tensta",),
    whole_district_area=False,
    target_group="elever i årskurs 7–9 på skolorna i Tensta",
    people_reached=240,
    related_sub_goals=("SU-1.1",),
    coordination="Samordnas med utbildningsförvaltningens arbete med studiehandledning.",
    start_date=date(2016, 1, 1),
    end_date=date(2017, 12, 31),
    milestones=(
        Milestone(text="Samordnare anställd", due=date(2016, 1, 31)),
        Milestone(text="Öppet två kvällar i veckan", due=date(2016, 3, 1)),
        Milestone(text="Öppet fyra kvällar i veckan", due=date(2016, 9, 1)),
    ),
    budget_lines=(
        BudgetLine(year=2016, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=980_000, note="Samordnare och lärare"),
        BudgetLine(year=2016, cost_type=CostType.MATERIAL, funded_by=FundedBy.PROGRAMME, amount=60_000, note="Läromedel"),
        BudgetLine(year=2016, cost_type=CostType.PREMISES, funded_by=FundedBy.OWN, amount=120_000, note="Lokal"),
        BudgetLine(year=2017, cost_type=CostType.STAFF, funded_by=FundedBy.PROGRAMME, amount=1_180_000, note="Samordnare och lärare"),
        BudgetLine(year=2017, cost_type=CostType.EVALUATION, funded_by=FundedBy.PROGRAMME, amount=230_000, note="Utvärdering"),
        BudgetLine(year=2017, cost_type=CostType.PREMISES, funded_by=FundedBy.OWN, amount=120_000, note="Lokal"),
        BudgetLine(year=2017, cost_type=CostType.INFORMATION, funded_by=FundedBy.CO, amount=40_000, note="Information till hushållen"),
    ),
    amounts_applied=(YearAmount(year=2016, amount=1_040_000), YearAmount(year=2017, amount=1_410_000)),
    own_funding=240_000,
    co_funding=(CoFunding(organisation="AB Svenska Bostäder", amount=40_000, confirmed=True),),
    objectives=(
        Objective(
            text="Fler elever når behörighet till gymnasiet",
            indicator="Andel behöriga i årskurs 9",
            unit="%",
            baseline=Decimal("67.5"),
            baseline_date=date(2015, 6, 12),
            target=Decimal(75),
            target_date=date(2017, 6, 30),
            method="Skolornas betygsstatistik",
        ),
        Objective(
            text="Eleverna använder studiekvällarna",
            indicator="Antal besök per termin",
            baseline=Decimal(0),
            target=Decimal(2400),
            target_date=date(2017, 12, 31),
            method="Räkning varje kväll",
        ),
    ),
    resources_for_targets="40 timmar",
    resources_responsible="Utvecklingsledaren",
    follow_up_what="Närvaro, betyg och elevernas egna svar följs upp varje termin.",
    follow_up_who="utvecklingsledaren på stadsdelsförvaltningen",
    follow_up_when="i juni och december varje år",
    evaluation_kind="jämförelse med två skolor utan studiekvällar",
    evaluation_who="ett högskoleinstitut",
    evaluation_budget=230_000,
    reporting_dates=(
        ReportingDate(kind=ReportKind.TERTIAL_2, due=date(2016, 9, 30)),
        ReportingDate(kind=ReportKind.ANNUAL, due=date(2017, 1, 31)),
        ReportingDate(kind=ReportKind.FINAL, due=date(2018, 3, 31)),
    ),
    reporting_responsible="utvecklingsledaren",
    implementation_receiver="Spånga-Tensta stadsdelsförvaltning, enheten för bibliotek och fritid",
    implementation_from=date(2018, 1, 1),
    implementation_financing="Kostnaden tas in i nämndens ordinarie budget för 2018.",
    implementation_yearly_cost=850_000,
    implementation_decision="nämndens verksamhetsplan för 2018",
    partners=(
        Partner(organisation="Tensta bibliotek", role="lokal och öppethållande", confirmed=True),
        Partner(organisation="AB Svenska Bostäder", role="information till hushållen", confirmed=True),
    ),
    housing_company_involvement="AB Svenska Bostäder sitter i den lokala styrgruppen och bekostar information till hushållen.",
    specialist_board_contact="Utbildningsförvaltningen har hörts och deltar i samordningsgruppen.",
    police_agreement_ref="Avtal den 10 april 2014",
    crime_prevention_plan_ref="Brottsförebyggande plan 2015",
    dialogue_form="öppet möte på biblioteket",
    dialogue_when="maj 2015",
    dialogue_reached="elever och föräldrar",
    dialogue_result="Eleverna önskade fler kvällar och tystare rum, vilket har påverkat upplägget.",
    innovation="Skola och bibliotek bemannar studiekvällarna tillsammans.",
    spread_plan="Arbetssättet beskrivs för övriga stadsdelsnämnder under 2017.",
)
PROCESS = Process(
    consultation_date=date(2015, 10, 6),
    consultation_outcome=ConsultationOutcome.SUPPORTED_WITH_REMARKS,
    consultation_note="Styrgruppen vill att erfarenheterna sprids till övriga stadsdelsnämnder redan under det första året.",
    experts=(
        ExpertStatement(
            uid=UUID(int=1),
            expert="utredare på utbildningsförvaltningen",
            date=date(2015, 9, 22),
            statement="Upplägget bygger på beprövade former för studiestöd och är rimligt bemannat.",
        ),
    ),
    memo_date=date(2015, 10, 19),
    proposed_outcome=DecisionOutcome.GRANTED,
    proposed_amount=2_450_000,
    report_in="tertialrapport 2 2016 och verksamhetsberättelserna för 2016 och 2017",
    final_report_date=date(2018, 3, 31),
    caseworker="Handläggare vid förnyelseavdelningen",
    caseworker_phone="08-508 00 00",
)
REASONS = {
    "R04": "Planens analys lyfter fram skolresultat och försörjning, som insatsen riktar sig mot.",
    "R07": "Studiekvällarna startar våren 2016 och har inte bedrivits tidigare",
    "R08": "Raderna avser personal, läromedel och utvärdering; ingen investering ingår.",
    "R09": "Undervisning och ordinarie öppettider bekostas som hittills av respektive nämnd.",
    "R10": "Mottagande enhet, tidpunkt och årskostnad efter projektet är angivna.",
    "R11": "Årskostnaden efter projektet, 850 000 kr, ryms enligt nämnden i ordinarie budget.",
    "R12": "Uppföljningen har ansvarig, tidpunkter och en utvärdering med jämförelsegrupp.",
    "R13": "Tensta hör till de utpekade stadsdelarna.",
    "R14": "Båda målen har utgångsvärde, målvärde, datum och mätmetod.",
    "R15": "40 timmar är knappt tilltaget, men målen är redan framtagna.",
    "R16": "Insatsen stämmer med den brottsförebyggande planen.",
    "R17": "Bostadsbolaget sitter i den lokala styrgruppen.",
    "R18": "Utbildningsförvaltningen har hörts.",
    "R19": "Beloppet är rimligt i förhållande till risken och till antalet elever som nås.",
    "R20": "Samordningen med skolans studiehandledning är beskriven.",
    "R21": "Den gemensamma bemanningen är ny i staden.",
    "R22": "Insatsen hör inte till dem som väntas gå över i ordinarie budget.",
    "R28": "Redovisningstillfällen och ansvarig är angivna.",
    "R30": "En sakkunnig från utbildningsförvaltningen har yttrat sig.",
    "R31": "Planens mål rapporterades till styrgruppen den 21 april 2015.",
}
INDEX = (
    DistrictIndex(
        district="tensta",
        year=2012,
        total=180.4,
        parts=((SubIndex.SOCIAL, 214.0), (SubIndex.HEALTH, 131.5), (SubIndex.SAFETY, 158.2), (SubIndex.LIVELIHOOD, 217.9)),
        source="fiktiva värden till programmets exempel",
        illustrative=True,
    ),
)
ANNEXES = ("Ansökningsblankett, inkommen 2015-09-01", "Protokollsutdrag från nämnden, 2015-08-27", "Lokal handlingsplan, version 1")


@lru_cache(maxsize=1)
def programme() -> Programme:
    return load_programme(RESOURCES / "programme.toml")


def evidence(draft: ApplicationDraft = APPLICATION, process: Process = PROCESS, **changes: Any) -> Evidence:
    whole: dict[str, Any] = {
        "programme": programme(), "application": draft, "plan": PLAN, "activity": ACTIVITY, "process": process,
        "attachments": frozenset({AttachmentKind.BOARD_MINUTES}), "granted_before": 61_200_000, "pending_proposals": 4_300_000,
        "index": INDEX,
    }  # fmt: skip
    return Evidence(**(whole | changes))


def judgements(case: Evidence, failed: tuple[str, ...] = (), left_out: tuple[str, ...] = ()) -> tuple[Judgement, ...]:
    """A judgement on every rule that asks for one."""
    waiting = [one for one in evaluate(case) if one.outcome is RuleOutcome.NEEDS_JUDGEMENT and one.rule_id not in left_out]
    return tuple(
        Judgement(
            one.rule_id,
            RuleOutcome.FAIL if one.rule_id in failed else RuleOutcome.PASS,
            REASONS.get(one.rule_id, "Underlaget är tillräckligt."),
            "Handläggare",
            input_hash(one),
        )
        for one in waiting
    )


def memo_case(
    draft: ApplicationDraft = APPLICATION,
    process: Process = PROCESS,
    failed: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
    departures: tuple[Departure, ...] = (),
    **changes: Any,
) -> MemoEvidence:
    """The case with its verdicts; everything is judged as met unless named."""
    found = evidence(draft, process, **changes)
    results = evaluate(found, judgements(found, failed, left_out))
    return MemoEvidence(evidence=found, results=results, departures=departures, annexes=ANNEXES, ranking=board_ranking())


def proposing(outcome: DecisionOutcome, amount: int | None = None, **changes: Any) -> Process:
    return replace(PROCESS, proposed_outcome=outcome, proposed_amount=amount, **changes)


def info(level: Level = Level.DISTRICT) -> SeriesInfo:
    return SeriesInfo(
        key="exempel",
        name="Exempelserie",
        kind=SeriesKind.PUBLISHED,
        level=level,
        source="fiktiva värden till programmets exempel",
        reference="staden samma år = 100",
        illustrative=True,
    )


def board_ranking() -> Ranking:
    """The districts of one board, with the applicant's marked."""
    values = [("tensta", "Tensta", 180.4), ("lunda", "Lunda", 96.2), ("solhem", "Solhem", 81.0), ("bromsten", "Bromsten", 92.4)]
    values += [("flysta", "Flysta", 88.1), ("sundby", "Sundby", 74.3)]
    return ranking(info(), Measure.TOTAL, 2012, values, ["tensta"])


def city_ranking(number: int = 44) -> Ranking:
    """Many districts with falling values, the first board's marked."""
    names = [one.name for one in programme().districts]
    values = [(f"d{n}", names[n % len(names)], 192.0 - 150.0 * n / max(number - 1, 1)) for n in range(number)]
    return ranking(info(), Measure.TOTAL, 2012, values, ["d0", "d5", "d9"])


_FIXED = (
    ("R01", RuleOutcome.PASS, "Spånga-Tensta stadsdelsnämnd omfattas av programmet.", ""),
    ("R05", RuleOutcome.FAIL, "Styrgruppen behandlade ansökan den 11 augusti 2015, efter nämndens beslut.", ""),
    ("R08", RuleOutcome.PASS, "Ingen rad i budgeten är en investering.", ""),
    ("R10", RuleOutcome.PASS, "Bedömt.", "Mottagare och årskostnad är angivna."),
    ("R14", RuleOutcome.PASS, "Bedömt.", "Båda målen har utgångsvärde, målvärde, datum och mätmetod."),
    ("R15", RuleOutcome.FAIL, "Bedömt.", "40 timmar räcker inte för att mäta båda målen."),
    ("R16", RuleOutcome.INSUFFICIENT, "Varken planering eller avtal är angivet.", ""),
    ("R23", RuleOutcome.NOT_APPLICABLE, "Insatsen är inte en förstudie.", ""),
)


def fixed_case() -> MemoEvidence:
    """A case with a verdict of each kind written out here, so that its memo changes only when the memo's own texts do."""
    results = tuple(
        RuleResult(rule_id, "1", outcome, reason, judged_by="Handläggare" if judged else None, judgement_reason=judged or None)
        for rule_id, outcome, reason, judged in _FIXED
    )
    departures = (Departure("R05", "Styrgruppens möte i juni ställdes in, och ansökan godkändes vid nästa möte.", "Handläggare"),)
    process = proposing(DecisionOutcome.PARTLY_GRANTED, 2_000_000)
    return MemoEvidence(
        evidence=evidence(process=process), results=results, departures=departures, annexes=ANNEXES, ranking=board_ranking()
    )


def as_text(content: MemoContent) -> str:
    """Everything that stands on the paper, in order, one paragraph or table row a line."""
    lines = [content.title, content.decision_heading, content.lead]
    for case in content.cases:
        lines += [f"{number}. {point}" for number, point in enumerate(case.points, 1)]
        lines += content.signatures
        for section in case.sections:
            lines += ["", section.heading]
            for part in section.parts:
                lines += part_lines(part)
    return "\n".join(lines) + "\n"
