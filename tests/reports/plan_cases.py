"""A believable plan, fictional throughout, with all it rests on; tests change what they are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.domain.drafts import (
    BoardContact,
    DialogueDraft,
    FollowUpValue,
    HousingShare,
    PlanActivity,
    PlanDraft,
    PlanObjective,
    PlanPriority,
    SteeringMember,
    WorkingGroup,
)
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.texts.plan import PlanContent, plan_content
from app.domain.views import ApplicationRow, FrozenIndex
from app.domain.vocabulary import ActivityState, ApplicationState, Financing, PlanState, SubIndex
from tests.reports.memo_cases import programme
from tests.reports.read_back import part_lines

TODAY = date(2016, 3, 1)
FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
ACTIVITIES = (
    PlanActivity(
        uid=FIRST,
        number="1.1",
        title="Föräldrastöd på fler språk",
        description="Grupper och uppsökande stöd på de språk som talas i området.\n\nStödet ges tillsammans med öppna förskolan.",
        districts=("rinkeby", "husby"),
        target_area="SH",
        related_sub_goals=("SU-1.1",),
        objectives="1; 2",
        lead="enhetschefen för öppna förskolor",
        partners="AB Svenska Bostäder; två grundskolor",
        start=date(2015, 8, 17),
        end=date(2017, 6, 30),
        financing=Financing.PROGRAMME,
        state=ActivityState.IN_PROGRESS,
    ),
    PlanActivity(
        uid=SECOND,
        number="1.2",
        title="Öppen lokal kvällstid i Husby",
        districts=("husby",),
        objectives="2 och 9",
        start=date(2016, 9, 1),
        end=date(2017, 12, 31),
        state=ActivityState.NOT_STARTED,
    ),
    PlanActivity(uid=THIRD, number="2.1", title="Trygga stråk till Rinkeby torg", state=ActivityState.DISCONTINUED),
)
OBJECTIVES = (
    PlanObjective(
        number="1",
        text="Fler föräldrar känner sig trygga i kontakten med skolan",
        area=SubIndex.SOCIAL,
        indicator="Andel som svarar ganska eller mycket trygg",
        unit="%",
        baseline=Decimal(58),
        baseline_date=date(2014, 11, 15),
        baseline_source="Förvaltningens enkät 2014",
        target=Decimal(70),
        target_date=date(2017, 5, 31),
        method="Enkät varje höst",
        data_source="Förvaltningens enkät",
        responsible="avdelningschefen för barn och unga",
    ),
    PlanObjective(number="2", text="Fler unga har en meningsfull fritid", area=SubIndex.SAFETY, indicator="Besök per kväll"),
)
PLAN = PlanDraft(
    board="rinkeby-kista",
    plan_version=2,
    period_start=date(2015, 1, 1),
    period_end=date(2017, 12, 31),
    introduction="Planen samlar det som nämnden, bostadsbolaget, polisen och skolorna gör tillsammans.\n\nDen följs upp varje år.",
    implementation="Varje aktivitet har en ansvarig chef.",
    measuring="Utredaren samlar värdena två gånger om året.",
    risk_analysis_date=date(2014, 12, 9),
    risk_analysis_year=2012,
    risk_analysis_text="Alla fyra stadsdelar ligger över stadens index.",
    resources_for_targets="80 timmar under våren 2015",
    resources_responsible="utredaren på avdelningen för utveckling",
    police_agreement_date=date(2014, 11, 20),
    police_agreement_ref="Samverkansöverenskommelse, dnr 1.2.1.-41/14",
    housing_companies=("svenska-bostader", "familjebostader"),
    steering_group="Gruppen möts fyra gånger om året.",
    dialogues="BD-2014-02; BD-2014-07",
    steering_date=date(2015, 2, 10),
    approved_date=date(2015, 2, 26),
    approval_paragraph="9",
    approval_registry_number="1.2.1.-18/15",
    reported_date=date(2015, 3, 24),
    priorities=(PlanPriority(number="1", text="Egen försörjning."), PlanPriority(number="2", text="Trygga kvällar.")),
    objectives=OBJECTIVES,
    follow_up_values=(
        FollowUpValue(objective="1", day=date(2015, 11, 15), value=Decimal("61.5"), source="Förvaltningens enkät 2015"),
        FollowUpValue(objective="1", day=date(2015, 5, 15), value=Decimal(59), source="Förvaltningens enkät våren 2015"),
        FollowUpValue(objective="7", day=date(2015, 11, 15), value=Decimal(12), source="okänd"),
    ),
    activities=ACTIVITIES,
    housing_shares=(HousingShare(company="svenska-bostader", share="Upplåter lokal i Husby utan hyra."),),
    steering_members=(
        SteeringMember(organisation="Rinkeby-Kista stadsdelsförvaltning", role="stadsdelsdirektör", mandate="beslutar om genomförandet"),
        SteeringMember(organisation="AB Svenska Bostäder", role="biträdande områdeschef", mandate="bolagets insatser i området"),
    ),
    working_groups=(WorkingGroup(name="Trygga kvällar", task="Samordnar vuxna på plats", members="enhetschef, kommunpolis"),),
    contacts=(BoardContact(board="trafiknamnden", role="planeringsledare", contact="08-508 00 00"),),
)
DIALOGUE = DialogueDraft(
    number="BD-2014-02",
    board="rinkeby-kista",
    area="Husby centrum",
    districts=("husby",),
    day=date(2014, 10, 7),
    form="möte på torget",
    organisers="AB Svenska Bostäder och förvaltningen",
    reached="unga, föräldrar och butiker",
    main_points="Boende vill ha fler vuxna på plats kvällstid.",
    feedback="Svar lämnades i trapphusen.",
    feedback_date=date(2014, 11, 20),
)
_VALUES = {
    "akalla": (121.4, 118.0, 126.3, 109.7, 131.2),
    "husby": (164.9, 171.0, 133.8, 158.4, 195.1),
    "kista": (128.3, 130.2, 112.7, 141.6, 127.9),
    "rinkeby": (188.6, 204.1, 139.5, 176.0, 231.7),
    "farsta": (104.2, 101.0, 112.0, 108.8, 95.0),
}
INDEX = FrozenIndex(
    name="Exempelserie",
    kind=SeriesKind.PUBLISHED,
    level=Level.DISTRICT,
    source="fiktiva värden till programmets exempel",
    reference="staden samma år = 100",
    recipe="medelvärde av fyra delindex",
    year=2012,
    frozen_date=date(2014, 12, 10),
    illustrative=True,
    values={unit: dict(zip(Measure, values, strict=True)) for unit, values in _VALUES.items()},
)


def leaning(case_number: str, title: str, amount: int | None, state: ApplicationState) -> ApplicationRow:
    return ApplicationRow(
        uid=UUID(int=100),
        case_number=case_number,
        registry_number="",
        title=title,
        applicant="Rinkeby-Kista",
        districts="Rinkeby",
        amount_applied=amount,
        passed=0,
        failed=0,
        insufficient=0,
        to_judge=0,
        state=state,
        received=None,
        days=None,
    )


APPLICATIONS = {
    FIRST: (
        leaning("2015-004", "Språkstöd för föräldrar", 1_250_000, ApplicationState.ASSESSED),
        leaning("2015-011", "Pappor i förskolan", 480_000, ApplicationState.DECIDED),
    )
}


def content_of(plan: PlanDraft = PLAN, state: PlanState = PlanState.APPROVED, **changes: Any) -> PlanContent:
    rests_on: dict[str, Any] = {"index": INDEX, "applications": APPLICATIONS, "dialogues": (DIALOGUE,)}
    return plan_content(plan, programme(), state, today=TODAY, **(rests_on | changes))


def empty_content() -> PlanContent:
    """A plan of which only the board is known."""
    return content_of(PlanDraft(board="farsta"), PlanState.PLANNED, index=None, applications={}, dialogues=())


def activities(number: int) -> PlanDraft:
    """The plan with this many activities, each a month after the one before."""
    rows = [
        replace(ACTIVITIES[0], uid=UUID(int=1000 + n), number=str(n + 1), start=date(2015 + n // 12 % 3, n % 12 + 1, 1))
        for n in range(number)
    ]
    return replace(PLAN, activities=tuple(rows))


def as_text(content: PlanContent) -> str:
    """Everything that stands on the paper, in order, one paragraph or table row a line."""
    lines = [content.title, content.subtitle, *([content.remark] if content.remark else []), *part_lines(content.facts)]
    for section in content.sections:
        lines += ["", section.heading]
        for part in section.parts:
            lines += part_lines(part)
    return "\n".join(lines) + "\n"
