"""What a sample plan and a sample case hold; whoever writes the sample store reads these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from app.domain.drafts import ApplicationDraft, DialogueDraft, PlanDraft
from app.domain.rules.evidence import Process
from app.domain.vocabulary import ApplicationState, AttachmentKind, DecisionOutcome, PlanState, RuleOutcome

REFERENCE_DAY = date(2016, 3, 14)  # stands for today wherever the sample is open
CASEWORKER = "Handläggare, stadsledningskontoret"


def at(day: date, hour: int = 9) -> datetime:
    """The moment of a sample event."""
    return datetime.combine(day, time(hour), UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    uid: UUID
    plan: PlanDraft
    state: PlanState


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDialogue:
    uid: UUID
    draft: DialogueDraft


@dataclass(frozen=True, slots=True)
class SampleStep:
    """One thing that happened: a new state, or only a note where `state` is None."""

    date: date
    state: ApplicationState | None
    note: str
    who: str  # function, never a person's name


@dataclass(frozen=True, slots=True)
class SampleJudgement:
    rule_id: str
    outcome: RuleOutcome  # PASS or FAIL
    reason: str


@dataclass(frozen=True, slots=True)
class SampleDeparture:
    rule_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SampleDecision:
    date: date
    paragraph: str
    outcome: DecisionOutcome
    amount: int | None  # kronor granted; None where nothing is


@dataclass(frozen=True, slots=True)
class SampleAttachment:
    uid: UUID
    kind: AttachmentKind
    name: str
    date: date
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCase:
    """`history` is in order of time; its last state is `state`. Judgements and departures were made by CASEWORKER."""

    uid: UUID
    case_number: str
    application: ApplicationDraft
    state: ApplicationState
    process: Process
    history: tuple[SampleStep, ...]
    judgements: tuple[SampleJudgement, ...] = ()
    departures: tuple[SampleDeparture, ...] = ()
    attachments: tuple[SampleAttachment, ...] = ()

    @property
    def decision(self) -> SampleDecision | None:
        """The city executive's decision, as kept in `process`."""
        process = self.process
        if process.decision_date is None or process.decision_outcome is None:
            return None
        return SampleDecision(process.decision_date, process.decision_paragraph, process.decision_outcome, process.amount_granted)
