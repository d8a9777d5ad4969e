"""The way of a sample case through the city, as dated steps by function."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import Process
from app.domain.vocabulary import ApplicationState as State
from app.domain.vocabulary import BoardResult, SteeringResult
from app.sample.model import CASEWORKER, SampleStep

_REGISTRAR = "Registrator, stadsledningskontoret"
_DIRECTOR = "Stadsdirektören"
_EXECUTIVE = "Nämndsekreterare, kommunstyrelsen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The days on which SLK and the city executive took the case on; None where it has not come so far."""

    registered: date | None = None  # a draft that was sent in for advice
    check: date | None = None
    supplement: date | None = None
    supplement_note: str = ""
    resumed: date | None = None  # the supplement came in
    expert: date | None = None
    assessed: date | None = None
    consulted: date | None = None
    memo: date | None = None
    signed: date | None = None
    executive: date | None = None
    decided: date | None = None
    dispatched: date | None = None
    started: date | None = None
    final_report: date | None = None
    closed: date | None = None
    withdrawn: date | None = None
    written_off: date | None = None
    end_note: str = ""  # why it was withdrawn, written off or closed


def history(draft: ApplicationDraft, way: Way, process: Process) -> tuple[SampleStep, ...]:
    """Everything that happened, in order of time; steps before the application came in are notes only."""
    said = f"Kommunstyrelsens beslut: {process.decision_outcome.label.lower()}." if process.decision_outcome else ""
    steps = [
        *_local(draft),
        (way.registered, State.DRAFT, "Utkastet kom in för råd.", _REGISTRAR),
        (draft.received_date, State.SUBMITTED, "Ansökan kom in och diariefördes.", _REGISTRAR),
        (way.check, State.FORMAL_CHECK, "Formell kontroll påbörjad.", CASEWORKER),
        (way.supplement, State.AWAITING_SUPPLEMENT, way.supplement_note, CASEWORKER),
        (way.resumed, State.FORMAL_CHECK, "Kompletteringen kom in.", CASEWORKER),
        (way.expert, State.EXPERT_REVIEW, "Skickad till sakkunniga.", CASEWORKER),
        (way.assessed, State.ASSESSED, "Bedömningarna är klara.", CASEWORKER),
        (way.consulted, State.STEERING_GROUP_CONSULTATION, "Föredragen i den stadsövergripande styrgruppen.", CASEWORKER),
        (way.memo, State.MEMO_DRAFTED, "Tjänsteutlåtande upprättat.", CASEWORKER),
        (way.signed, State.MEMO_SIGNED, "Tjänsteutlåtandet undertecknat.", _DIRECTOR),
        (way.executive, State.BEFORE_EXECUTIVE, "Ärendet överlämnat till kommunstyrelsen.", CASEWORKER),
        (way.decided, State.DECIDED, said, _EXECUTIVE),
        (way.dispatched, State.DISPATCHED, "Beslutet expedierat till nämnden.", _REGISTRAR),
        (way.started, State.IN_PROGRESS, "Insatsen har startat.", draft.contact_name),
        (way.final_report, State.FINAL_REPORTED, "Slutrapporten kom in.", draft.contact_name),
        (way.closed, State.CLOSED, way.end_note, CASEWORKER),
        (way.withdrawn, State.WITHDRAWN, way.end_note, draft.contact_name),
        (way.written_off, State.WRITTEN_OFF, way.end_note, CASEWORKER),
    ]
    happened = [SampleStep(when, state, note, who) for when, state, note, who in steps if when is not None]
    return tuple(sorted(happened, key=lambda one: one.date))


def _local(draft: ApplicationDraft) -> list[tuple[date | None, State | None, str, str]]:
    group = {
        SteeringResult.APPROVED: "Lokala styrgruppen godkände ansökan.",
        SteeringResult.NOT_APPROVED: "Lokala styrgruppen godkände inte ansökan.",
    }
    board = {
        BoardResult.APPLIED: "Nämnden beslutade att ansöka.",
        BoardResult.REJECTED: "Nämnden avslog förslaget att ansöka.",
        BoardResult.REMITTED: "Nämnden återremitterade ärendet.",
        BoardResult.TABLED: "Nämnden bordlade ärendet.",
    }
    steps: list[tuple[date | None, State | None, str, str]] = []
    here = draft.received_date is None  # once the application has come in, what went before is told in notes only
    if draft.steering_result:
        state = State.LOCALLY_APPROVED if here and draft.steering_result is SteeringResult.APPROVED else None
        steps.append((draft.steering_date, state, group[draft.steering_result], "Lokala styrgruppens sekreterare"))
    if draft.board_result:
        steps.append(
            (
                draft.board_date,
                State.IN_DISTRICT_BOARD if here else None,
                board[draft.board_result],
                "Nämndsekreterare, stadsdelsförvaltningen",
            )
        )
    return steps
