"""The ways a case and a plan may go: one table of transitions each, and what a step needs (domain brief, 5.1 and 5.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.drafts import ApplicationDraft, PlanDraft
from app.domain.rules.evidence import Departure, Process
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import BoardResult, DecisionOutcome, SteeringResult
from app.domain.vocabulary import PlanState as P

# --- the tables ----------------------------------------------------------------------------------

_FORWARD: Mapping[S, tuple[S, ...]] = {
    S.DRAFT: (S.IN_LOCAL_STEERING_GROUP,),
    S.IN_LOCAL_STEERING_GROUP: (S.LOCALLY_APPROVED, S.DRAFT),
    S.LOCALLY_APPROVED: (S.IN_DISTRICT_BOARD,),
    S.IN_DISTRICT_BOARD: (S.SUBMITTED, S.DRAFT, S.CLOSED),  # draft on återremiss, closed on avslag, stays on bordläggning
    S.SUBMITTED: (S.FORMAL_CHECK,),
    S.FORMAL_CHECK: (S.EXPERT_REVIEW, S.AWAITING_SUPPLEMENT),
    S.AWAITING_SUPPLEMENT: (S.FORMAL_CHECK,),
    S.EXPERT_REVIEW: (S.ASSESSED, S.AWAITING_SUPPLEMENT),
    S.ASSESSED: (S.STEERING_GROUP_CONSULTATION,),
    S.STEERING_GROUP_CONSULTATION: (S.MEMO_DRAFTED, S.EXPERT_REVIEW),
    S.MEMO_DRAFTED: (S.MEMO_SIGNED,),
    S.MEMO_SIGNED: (S.BEFORE_EXECUTIVE,),
    S.BEFORE_EXECUTIVE: (S.DECIDED, S.EXPERT_REVIEW),  # expert review on återremiss, stays on bordläggning
    S.DECIDED: (S.DISPATCHED,),
    S.DISPATCHED: (S.IN_PROGRESS, S.CLOSED),  # closed on avslag
    S.IN_PROGRESS: (S.FINAL_REPORTED,),
    S.FINAL_REPORTED: (S.CLOSED,),
    S.CLOSED: (),
    S.WITHDRAWN: (),
    S.WRITTEN_OFF: (),
}
_ENDED = frozenset({S.CLOSED, S.WITHDRAWN, S.WRITTEN_OFF})
_DECIDED = frozenset({S.DECIDED, S.DISPATCHED, S.IN_PROGRESS, S.FINAL_REPORTED, S.CLOSED})
_WAYS_OUT = (S.WITHDRAWN, S.WRITTEN_OFF)  # from any state before the executive's decision

TRANSITIONS: Mapping[S, tuple[S, ...]] = {
    state: targets if state in _DECIDED or state in _ENDED else (*targets, *_WAYS_OUT) for state, targets in _FORWARD.items()
}
PLAN_TRANSITIONS: Mapping[P, tuple[P, ...]] = {
    P.PLANNED: (P.ANALYSIS,),
    P.ANALYSIS: (P.DRAFT,),
    P.DRAFT: (P.STEERED,),
    P.STEERED: (P.APPROVED, P.DRAFT),
    P.APPROVED: (P.REPORTED, P.SUPERSEDED),
    P.REPORTED: (P.FOLLOWED_UP, P.SUPERSEDED),
    P.FOLLOWED_UP: (P.SUPERSEDED,),
    P.SUPERSEDED: (),
}

LOCKED_PLAN_STATES = frozenset({P.APPROVED, P.REPORTED, P.FOLLOWED_UP, P.SUPERSEDED})

# Who takes a case into each state (domain brief, 5.2).
MOVED_BY: Mapping[S, str] = {
    S.DRAFT: "stadsdelsförvaltningen",
    S.IN_LOCAL_STEERING_GROUP: "stadsdelsförvaltningen",
    S.LOCALLY_APPROVED: "lokala styrgruppen",
    S.IN_DISTRICT_BOARD: "stadsdelsförvaltningen, med tjänsteutlåtande till nämnden",
    S.SUBMITTED: "registratorn vid stadsledningskontoret",
    S.FORMAL_CHECK: "handläggaren",
    S.AWAITING_SUPPLEMENT: "handläggaren",
    S.EXPERT_REVIEW: "handläggaren",
    S.ASSESSED: "handläggaren",
    S.STEERING_GROUP_CONSULTATION: "handläggaren, som föredrar ärendet för styrgruppen",
    S.MEMO_DRAFTED: "handläggaren",
    S.MEMO_SIGNED: "stadsdirektören och biträdande stadsdirektören",
    S.BEFORE_EXECUTIVE: "stadsledningskontoret",
    S.DECIDED: "kommunstyrelsen",
    S.DISPATCHED: "registratorn",
    S.IN_PROGRESS: "stadsdelsnämnden",
    S.FINAL_REPORTED: "stadsdelsnämnden",
    S.CLOSED: "handläggaren",
    S.WITHDRAWN: "sökanden",
    S.WRITTEN_OFF: "handläggaren",
}
# Where another than the usual one takes the step.
_MOVED_BY_FROM: Mapping[tuple[S, S], str] = {
    (S.IN_LOCAL_STEERING_GROUP, S.DRAFT): "lokala styrgruppen",
    (S.IN_DISTRICT_BOARD, S.DRAFT): "stadsdelsnämnden",
    (S.IN_DISTRICT_BOARD, S.CLOSED): "stadsdelsnämnden",
    (S.STEERING_GROUP_CONSULTATION, S.EXPERT_REVIEW): "styrgruppen",
    (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW): "kommunstyrelsen",
}
TABLED_BY: Mapping[S, str] = {S.IN_DISTRICT_BOARD: "stadsdelsnämnden", S.BEFORE_EXECUTIVE: "kommunstyrelsen"}  # stays where it is
REMITS = frozenset({(S.IN_DISTRICT_BOARD, S.DRAFT), (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW)})

_NEXT_STEP: Mapping[S, str] = {
    S.DRAFT: "Lämna till lokala styrgruppen",
    S.IN_LOCAL_STEERING_GROUP: "Registrera lokala styrgruppens besked",
    S.LOCALLY_APPROVED: "Lämna till stadsdelsnämnden",
    S.IN_DISTRICT_BOARD: "Registrera ansökan som inkommen",
    S.SUBMITTED: "Börja formell kontroll",
    S.FORMAL_CHECK: "Lämna till sakkunnigberedning",
    S.AWAITING_SUPPLEMENT: "Ta emot komplettering",
    S.EXPERT_REVIEW: "Slutför bedömningen",
    S.ASSESSED: "Lämna till samråd i styrgruppen",
    S.STEERING_GROUP_CONSULTATION: "Upprätta tjänsteutlåtande",
    S.MEMO_DRAFTED: "Registrera underskrift",
    S.MEMO_SIGNED: "Lämna till kommunstyrelsen",
    S.BEFORE_EXECUTIVE: "Registrera kommunstyrelsens beslut",
    S.DECIDED: "Expediera beslutet",
    S.DISPATCHED: "Börja uppföljningen",
    S.IN_PROGRESS: "Registrera slutredovisning",
    S.FINAL_REPORTED: "Avsluta ärendet",
    S.CLOSED: "Ärendet är avslutat",
    S.WITHDRAWN: "Ansökan är återkallad",
    S.WRITTEN_OFF: "Ärendet är avskrivet",
}


def next_states(state: S) -> tuple[S, ...]:
    """Where a case may go from here, the natural step first."""
    return TRANSITIONS[state]


def may(state: S, target: S) -> bool:
    return target in TRANSITIONS[state]


def may_table(state: S) -> bool:
    """Whether a case can be put off to a later meeting here."""
    return state in TABLED_BY


def mover(origin: S, target: S) -> str:
    """Who takes the step."""
    return _MOVED_BY_FROM.get((origin, target), MOVED_BY[target])


def has_paragraph(origin: S, target: S) -> bool:
    """Whether the step is a decision with a paragraph in a board's minutes; a tabled case stays where it is."""
    return origin in TABLED_BY and target not in _WAYS_OUT


def natural_next(state: S, decision: DecisionOutcome | None = None) -> S | None:
    """The step a case takes when all goes well; a refused application is closed once the decision is sent out."""
    if state is S.DISPATCHED and decision is DecisionOutcome.REJECTED:
        return S.CLOSED
    return next(iter(_FORWARD[state]), None)


def next_step(state: S, decision: DecisionOutcome | None = None) -> str:
    """The natural next step as a Swedish label; how the case ended when there is none."""
    return _NEXT_STEP[S.FINAL_REPORTED] if natural_next(state, decision) is S.CLOSED else _NEXT_STEP[state]


def is_open(state: S) -> bool:
    return state not in _ENDED


def refusal(state: S, target: S) -> str:
    """Why a step is not allowed, and which are."""
    ways = ", ".join(f"”{one.label}”" for one in TRANSITIONS[state])
    ahead = f" Härifrån kan det föras till {ways}." if ways else " Ärendet är avslutat och kan inte föras vidare."
    return f"Ett ärende i läget ”{state.label}” kan inte föras till ”{target.label}”.{ahead}"


def next_plan_states(state: P) -> tuple[P, ...]:
    return PLAN_TRANSITIONS[state]


def may_plan(state: P, target: P) -> bool:
    return target in PLAN_TRANSITIONS[state]


# --- what a step needs ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StepData:
    """What is known when a step is to be taken; `reason` is what the person wrote about the step itself."""

    application: ApplicationDraft
    process: Process = field(default_factory=Process)
    departures: tuple[Departure, ...] = ()
    reason: str = ""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a step needs: the field to lead to and what to do, in Swedish."""

    key: str  # a catalogue key, "process.…", or "reason" for the step's own reason
    text: str


_Check = tuple[Need, Callable[[T], bool]]

_GRANTS = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)


def _consulted(data: StepData) -> bool:
    departed = any(one.rule_id == "R29" and one.reason.strip() for one in data.departures)
    return departed or data.process.consultation_date is not None


def _is_part_told(data: StepData) -> bool:
    """Delvis bifall is a lower amount, a shorter time or some parts; where the amount is not lower, words must tell."""
    applied, granted = data.application.amount_applied, data.process.amount_granted
    is_lower = applied is None or granted is None or granted < applied
    return data.process.decision_outcome is not DecisionOutcome.PARTLY_GRANTED or is_lower or bool(data.reason.strip())


_REASON: _Check[StepData] = (Need("reason", "Skriv ett skäl."), lambda data: bool(data.reason.strip()))
_STEERING_APPROVED: tuple[_Check[StepData], ...] = (
    (Need("steering_date", "Ange lokala styrgruppens datum."), lambda data: data.application.steering_date is not None),
    (
        Need("steering_result", "Lokala styrgruppens besked ska vara ”Godkänd”."),
        lambda data: data.application.steering_result is SteeringResult.APPROVED,
    ),
)
_PROPOSAL: tuple[_Check[StepData], ...] = (
    (Need("process.memo_date", "Ange tjänsteutlåtandets datum."), lambda data: data.process.memo_date is not None),
    (Need("process.proposed_outcome", "Välj förslag till beslut."), lambda data: data.process.proposed_outcome is not None),
    (
        Need("process.proposed_amount", "Ange det belopp som föreslås."),
        lambda data: data.process.proposed_outcome not in _GRANTS or bool(data.process.proposed_amount),
    ),
    (
        Need("process.remit_reason", "Skriv vad ärendet ska kompletteras med."),
        lambda data: data.process.proposed_outcome is not DecisionOutcome.REMITTED or bool(data.process.remit_reason.strip()),
    ),
)
_DECISION: tuple[_Check[StepData], ...] = (
    (Need("process.decision_date", "Ange dag för kommunstyrelsens beslut."), lambda data: data.process.decision_date is not None),
    (Need("process.decision_paragraph", "Ange beslutets paragraf."), lambda data: bool(data.process.decision_paragraph.strip())),
    (
        Need("process.decision_outcome", "Ange beslutet: bifall, delvis bifall eller avslag."),
        lambda data: data.process.decision_outcome in (*_GRANTS, DecisionOutcome.REJECTED),
    ),
    (
        Need("process.amount_granted", "Ange beviljat belopp."),
        lambda data: data.process.decision_outcome not in _GRANTS or bool(data.process.amount_granted),
    ),
    (Need("reason", "Skriv vilka delar eller vilken tid det delvisa bifallet gäller."), _is_part_told),
)

# By target, or by origin and target where the origin matters; both apply.
_NEEDS: Mapping[S | tuple[S, S], tuple[_Check[StepData], ...]] = {
    S.LOCALLY_APPROVED: _STEERING_APPROVED,
    (S.IN_DISTRICT_BOARD, S.DRAFT): (
        (
            Need("board_result", "Nämndens beslut ska vara ”Återremiss”."),
            lambda data: data.application.board_result is BoardResult.REMITTED,
        ),
    ),
    (S.IN_DISTRICT_BOARD, S.CLOSED): (
        (
            Need("board_result", "Nämndens beslut ska vara ”Avslag i nämnden”."),
            lambda data: data.application.board_result is BoardResult.REJECTED,
        ),
    ),
    S.SUBMITTED: (
        (
            Need("received_date", "Ange dag då ansökan kom in till kommunstyrelsen."),
            lambda data: data.application.received_date is not None,
        ),
    ),
    S.MEMO_DRAFTED: ((Need("process.consultation_date", "Ange dag för samrådet i den stadsövergripande styrgruppen (R29)."), _consulted),),
    S.MEMO_SIGNED: _PROPOSAL,
    (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW): (_REASON,),
    S.DECIDED: _DECISION,
    S.IN_PROGRESS: (
        (
            Need("process.decision_outcome", "Bara en beviljad insats kan pågå; beslutet ska vara bifall eller delvis bifall."),
            lambda data: data.process.decision_outcome in _GRANTS,
        ),
    ),
    (S.DISPATCHED, S.CLOSED): (
        (
            Need("process.decision_outcome", "Ett ärende avslutas direkt efter expediering bara vid avslag."),
            lambda data: data.process.decision_outcome is DecisionOutcome.REJECTED,
        ),
    ),
    S.WRITTEN_OFF: (_REASON,),
}
_PLAN_NEEDS: Mapping[P, tuple[_Check[PlanDraft], ...]] = {
    P.STEERED: (
        (Need("steering_date", "Ange dag då planen förankrades i lokala styrgruppen."), lambda plan: plan.steering_date is not None),
    ),
    P.APPROVED: ((Need("approved_date", "Ange dag då nämnden godkände planen."), lambda plan: plan.approved_date is not None),),
    P.REPORTED: (
        (Need("reported_date", "Ange dag då planen rapporterades till styrgruppen."), lambda plan: plan.reported_date is not None),
    ),
}


def needs(state: S, target: S) -> tuple[Need, ...]:
    """All that a step asks for, met or not."""
    return tuple(need for need, _ in _checks(state, target))


def missing(state: S, target: S, data: StepData) -> tuple[Need, ...]:
    """What the step still lacks; empty when it can be taken."""
    return tuple(need for need, is_met in _checks(state, target) if not is_met(data))


def _checks(state: S, target: S) -> tuple[_Check[StepData], ...]:
    return (*_NEEDS.get(target, ()), *_NEEDS.get((state, target), ()))


def missing_plan(target: P, plan: PlanDraft) -> tuple[Need, ...]:
    return tuple(need for need, is_met in _PLAN_NEEDS.get(target, ()) if not is_met(plan))
