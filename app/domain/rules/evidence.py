"""What the rules read and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from app.domain.drafts import ApplicationDraft, PlanActivity, PlanDraft
from app.domain.programme import Programme
from app.domain.vocabulary import (
    AttachmentKind,
    ConsultationOutcome,
    DecisionOutcome,
    PlanState,
    RelationKind,
    RuleOutcome,
    SubIndex,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertStatement:
    uid: UUID = field(default_factory=uuid4, compare=False)
    expert: str = ""  # function, never a private person
    date: date | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What SLK itself has done with the case, and the proposal in hand."""

    consultation_date: date | None = None
    consultation_outcome: ConsultationOutcome | None = None
    consultation_note: str = ""
    experts: tuple[ExpertStatement, ...] = ()
    memo_date: date | None = None
    proposed_outcome: DecisionOutcome | None = None
    proposed_amount: int | None = None
    remit_reason: str = ""  # what a remitted case is to be completed with
    report_in: str = ""  # in which reports the grant is to be accounted for
    final_report_date: date | None = None
    dialogues: str = ""  # numbers of registered resident dialogues
    caseworker: str = ""
    caseworker_phone: str = ""
    decision_date: date | None = None
    decision_paragraph: str = ""
    decision_outcome: DecisionOutcome | None = None
    amount_granted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictIndex:
    """Index values of one district, same year's city = 100. Evidence for R13 and R19, never a score."""

    district: str
    year: int
    total: float | None
    parts: tuple[tuple[SubIndex, float], ...] = ()
    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCase:
    """An earlier case or grant that a person has filed as standing in relation to this one."""

    kind: RelationKind
    name: str  # "ärende 2015-003", "bidrag 2012, dnr 123-45/2012"
    became: str  # "bifall, 900 000 kr", "återkallad": what is known of it
    is_funded: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything a rule may read about one case; pure data, so a verdict can be recomputed anywhere."""

    programme: Programme
    application: ApplicationDraft
    plan: PlanDraft | None = None  # the registered plan version that the application names; None: not registered
    activity: PlanActivity | None = None  # the plan's activity that the application names; None: not found
    plan_state: PlanState | None = None  # how far the registered version has come
    current_plan: PlanDraft | None = None  # the board's version in force where it has superseded the one named
    process: Process = field(default_factory=Process)
    attachments: frozenset[AttachmentKind] = frozenset()
    granted_before: int = 0  # kronor granted to all other cases
    pending_proposals: int = 0  # kronor proposed for other undecided cases
    index: tuple[DistrictIndex, ...] = ()  # of the districts the application names
    related: tuple[RelatedCase, ...] = ()  # filed earlier cases and grants, those without relation left out


@dataclass(frozen=True, slots=True)
class FieldRef:
    """Leads from a verdict to the field concerned: catalogue key, and the row's uid within a table."""

    key: str  # "board_date", or "budget_lines.cost_type" with row
    row: UUID | None = None


@dataclass(frozen=True, slots=True)
class ValueUsed:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleResult:
    rule_id: str
    version: str  # rule-set version
    outcome: RuleOutcome
    reason: str  # Swedish, whole sentences
    values_used: tuple[ValueUsed, ...] = ()
    fields: tuple[FieldRef, ...] = ()  # where to mend or look, most useful first
    judged_by: str | None = None  # set when the outcome rests on a person's judgement
    judgement_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict on a rule that asks for one, valid as long as the values it rested on stand."""

    rule_id: str
    outcome: RuleOutcome  # PASS or FAIL only
    reason: str
    person: str
    input_hash: str  # `input_hash` of the computed result it was given on


@dataclass(frozen=True, slots=True)
class Departure:
    """A recorded departure from a hard rule; printed in the memo in a section of its own."""

    rule_id: str
    reason: str
    person: str
