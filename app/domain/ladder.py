"""The decision ladder: the steps a case has taken, which of them stand, and whether its dates come in order (domain brief, 5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from app.domain import swedish
from app.domain.drafts import ApplicationDraft
from app.domain.rules.evidence import Departure, Process
from app.domain.vocabulary import ApplicationState as S
from app.domain.vocabulary import StepKind
from app.domain.workflow import REMITS, Need

STEP = "day"  # the key of the step's own day
MAX_NOTE = 4_000  # characters of what is written about a step
TABLED_TEXT = (
    "Ärendet är bordlagt sedan {day} och då får inget läggas till. Uppgifterna i ansökan kan ändras igen när ärendet har förts vidare."
)
# What the board itself says of the application, and its arrival: written down also while the case lies tabled.
OPEN_WHILE_TABLED = frozenset({
    "board_date", "board_paragraph", "board_result", "board_immediate_approval", "board_minutes_attached",
    "received_date", "registry_number_city",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A line of the ladder as it was taken; a correction names the step it takes back."""

    uid: UUID
    kind: StepKind
    origin: S
    target: S
    day: date
    who: str
    at: datetime  # UTC
    paragraph: str = ""
    note: str = ""
    extract: UUID | None = None  # the document of the case that shows it
    extract_name: str = ""
    corrects: UUID | None = None
    is_corrected: bool = False

    @property
    def is_tabling(self) -> bool:
        return self.kind is StepKind.TABLED and self.corrects is None

    @property
    def is_remit(self) -> bool:
        return self.corrects is None and (self.origin, self.target) in REMITS

    @property
    def label(self) -> str:
        """What was done, in words: 'Bordlagt', 'Återremiss', 'Rättelse', else the state that was reached."""
        if self.corrects is not None:
            return "Rättelse"
        if self.is_tabling:
            return "Bordlagt"
        return f"Återremiss till {self.target.label.lower()}" if self.is_remit else self.target.label


def correction_uid(step: UUID) -> UUID:
    """The uid of the one step that takes another back: it follows from the other's, so a step is taken back once at most."""
    return uuid5(step, "correction")


def standing(steps: Sequence[StepRow]) -> tuple[StepRow, ...]:
    """The steps that count: neither corrected nor corrections."""
    return tuple(one for one in steps if one.corrects is None and not one.is_corrected)


def tabled_since(steps: Sequence[StepRow]) -> date | None:
    """The day of the bordläggning, while it is the latest that has happened."""
    kept = standing(steps)
    return kept[-1].day if kept and kept[-1].is_tabling else None


def latest_remit(steps: Sequence[StepRow]) -> StepRow | None:
    """The latest återremiss, whose note says why and what is to be added."""
    return next((one for one in reversed(standing(steps)) if one.is_remit), None)


def executive_remit(steps: Sequence[StepRow]) -> StepRow | None:
    """The latest time kommunstyrelsen sent the case back; the memo tells of it."""
    return next((one for one in reversed(standing(steps)) if one.is_remit and one.origin is S.BEFORE_EXECUTIVE), None)


def latest_into(steps: Sequence[StepRow], target: S) -> StepRow | None:
    return next((one for one in reversed(standing(steps)) if one.target is target and not one.is_tabling), None)


def tablings(steps: Sequence[StepRow], state: S) -> tuple[StepRow, ...]:
    """The times a case has been put off where it lay."""
    return tuple(one for one in standing(steps) if one.is_tabling and one.target is state)


def paragraph_text(paragraph: str) -> str:
    """'§ 7', however it was written; nothing for nothing."""
    number = paragraph.strip().removeprefix("§").strip()
    return f"§{swedish.NBSP}{number}" if number else ""


# --- taking a step back --------------------------------------------------------------------------

_FINAL: Mapping[S, str] = {
    S.DECIDED: "Kommunstyrelsens beslut tas inte tillbaka. Rätta uppgifterna om beslutet under Förslag och beslut.",
    S.DISPATCHED: "Beslutet är expedierat och steget kan inte tas tillbaka.",
    S.IN_PROGRESS: "Uppföljningen har börjat och steget kan inte tas tillbaka.",
    S.FINAL_REPORTED: "Slutredovisningen är registrerad och steget kan inte tas tillbaka.",
    S.CLOSED: "Ärendet är avslutat och steget kan inte tas tillbaka.",
}


def correction_refusal(steps: Sequence[StepRow], step: UUID, *, has_open_letter: bool = False) -> str:
    """Why a step cannot be taken back; empty when it can: only the latest, and only while nothing rests on it."""
    kept = standing(steps)
    if not kept or kept[-1].uid != step:
        return "Steget kan inte tas tillbaka: ärendet har förts vidare sedan dess, eller så är steget redan rättat."
    last = kept[-1]
    if last.is_tabling:
        return ""
    if last.target is S.AWAITING_SUPPLEMENT and has_open_letter:
        return "Brevet om komplettering är skickat. Registrera svaret eller ta bort brevets datum innan steget tas tillbaka."
    return _FINAL.get(last.target, "")


# --- dates in order ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the ladder: where it is written and what it is called."""

    key: str
    name: str
    day: date
    rule: str = ""  # a departure from this rule lets the day stand out of order with the one before


_STEERING, _BOARD, _RECEIVED = "steering_date", "board_date", "received_date"
_CONSULTATION, _MEMO, _DECISION = "process.consultation_date", "process.memo_date", "process.decision_date"
_BOARD_TABLED, _SUPPLEMENT, _REMIT, _TABLED, _DISPATCH = "board tabled", "supplement", "remit", "tabled", "dispatch"
_ORDER = (
    _STEERING, _BOARD_TABLED, _BOARD, _RECEIVED, _SUPPLEMENT, _CONSULTATION, _REMIT, _MEMO, _TABLED, _DECISION, _DISPATCH, STEP,
)  # fmt: skip
_NAMES = {
    _STEERING: "lokala styrgruppens datum",
    _BOARD_TABLED: "bordläggningen i nämnden",
    _BOARD: "nämndens beslut",
    _RECEIVED: "dagen då ansökan kom in",
    _SUPPLEMENT: "dagen då kompletteringen kom in",
    _CONSULTATION: "samrådet i styrgruppen",
    _REMIT: "återremissen",
    _MEMO: "tjänsteutlåtandets datum",
    _TABLED: "bordläggningen i kommunstyrelsen",
    _DECISION: "kommunstyrelsens beslut",
    _DISPATCH: "expedieringen",
    STEP: "stegets dag",
}
_RULES = {_BOARD: "R05", _RECEIVED: "R06"}
_APART = frozenset({(_CONSULTATION, _REMIT), (_SUPPLEMENT, _REMIT)})  # either may come first
_FIELDS = frozenset({_STEERING, _BOARD, _RECEIVED, _CONSULTATION, _MEMO, _DECISION, STEP})
PROCESS_DATES = (_CONSULTATION, _MEMO, _DECISION)

_EARLY = (S.DRAFT, S.IN_LOCAL_STEERING_GROUP, S.LOCALLY_APPROVED, S.IN_DISTRICT_BOARD)
_HANDLED = (_RECEIVED,)
_MEMO_MARKS = (_RECEIVED, _SUPPLEMENT, _CONSULTATION, _REMIT, _MEMO)
# Which days must be in order, the step's own last, before a case is taken to a state.
_CHECKED: Mapping[S, tuple[str, ...]] = {
    S.LOCALLY_APPROVED: (_STEERING,),
    S.IN_DISTRICT_BOARD: (_STEERING,),
    S.SUBMITTED: (_STEERING, _BOARD_TABLED, _BOARD, _RECEIVED),
    S.MEMO_DRAFTED: (_RECEIVED, _SUPPLEMENT, _CONSULTATION),
    S.MEMO_SIGNED: _MEMO_MARKS,
    S.BEFORE_EXECUTIVE: _MEMO_MARKS,
    S.DECIDED: (*_MEMO_MARKS, _TABLED, _DECISION),
    S.DISPATCHED: (*_MEMO_MARKS, _TABLED, _DECISION),
}


def marks(draft: ApplicationDraft, process: Process, steps: Sequence[StepRow]) -> dict[str, Mark]:
    """Every day that is known on the ladder."""
    kept = standing(steps)
    back = next((one.day for one in reversed(kept) if (one.origin, one.target) == (S.AWAITING_SUPPLEMENT, S.FORMAL_CHECK)), None)
    remit = next((one.day for one in reversed(kept) if (one.origin, one.target) == (S.BEFORE_EXECUTIVE, S.EXPERT_REVIEW)), None)
    dispatched = latest_into(steps, S.DISPATCHED)
    days = {
        _STEERING: draft.steering_date,
        _BOARD_TABLED: _put_off(steps, S.IN_DISTRICT_BOARD),
        _BOARD: draft.board_date,
        _RECEIVED: draft.received_date,
        _SUPPLEMENT: back,
        _CONSULTATION: process.consultation_date,
        _REMIT: remit,
        _MEMO: process.memo_date,
        _TABLED: _put_off(steps, S.BEFORE_EXECUTIVE),
        _DECISION: process.decision_date,
        _DISPATCH: dispatched.day if dispatched else None,
    }
    return {key: Mark(key, _NAMES[key], day, _RULES.get(key, "")) for key, day in days.items() if day is not None}


def _put_off(steps: Sequence[StepRow], state: S) -> date | None:
    """The last time the case was tabled, since it last came before the board."""
    kept = standing(steps)
    came = max((number for number, one in enumerate(kept) if one.target is state and not one.is_tabling), default=-1)
    return max((one.day for one in kept[came + 1 :] if one.is_tabling and one.target is state), default=None)


def step_clashes(
    origin: S, target: S, day: date, known: Mapping[str, Mark], steps: Sequence[StepRow], today: date, departures: Iterable[Departure] = ()
) -> tuple[Need, ...]:
    """Which days forbid a step on this day, each with the two that clash and what to do."""
    found = []
    if day > today:
        found.append(Need(STEP, f"Stegets dag, {swedish.iso_date(day)}, har inte varit än. Ange dagens datum eller en tidigare dag."))
    kept = standing(steps)
    if kept and day < kept[-1].day:
        before = f"{kept[-1].label.lower()}, {swedish.iso_date(kept[-1].day)}"
        found.append(Need(STEP, f"Stegets dag, {swedish.iso_date(day)}, ligger före det förra steget ({before}). Ange en senare dag."))
    departed = {one.rule_id for one in departures if one.reason.strip()}
    checked = _CHECKED.get(target, () if origin in _EARLY else _HANDLED)
    chain = [known[key] for key in _ORDER if key in checked and key in known]
    chain.append(Mark(STEP, _NAMES[STEP], day))
    for number, later in enumerate(chain):
        if later.rule and later.rule in departed:
            continue
        earlier = next((one for one in reversed(chain[:number]) if one.day > later.day and (one.key, later.key) not in _APART), None)
        if earlier is not None:
            key = next((one.key for one in (later, earlier) if one.key in _FIELDS), STEP)
            found.append(Need(key, clash_text(earlier, later)))
    return tuple(found)


def field_clash(key: str, value: date | None, known: Mapping[str, Mark]) -> str | None:
    """Why a day cannot stand in one of the handling's own date fields, beside the days that are known."""
    if key not in PROCESS_DATES or value is None:
        return None
    own, place = Mark(key, _NAMES[key], value), _ORDER.index(key)
    others = [one for one in _ORDER if one in known and one not in (key, _STEERING, _BOARD, _BOARD_TABLED)]
    for other in (known[one] for one in sorted(others, key=lambda one: abs(_ORDER.index(one) - place))):
        is_later = _ORDER.index(other.key) > place
        pair = (own, other) if is_later else (other, own)
        if pair[0].day > pair[1].day and (pair[0].key, pair[1].key) not in _APART:
            return clash_text(*pair)
    return None


def clash_text(earlier: Mark, later: Mark) -> str:
    """The two days that are out of order, and what to do."""
    first = f"{later.name[:1].upper()}{later.name[1:]}, {swedish.iso_date(later.day)}"
    way = f" eller registrera ett avsteg från {later.rule} med skäl" if later.rule else ""
    return f"{first}, ligger före {earlier.name}, {swedish.iso_date(earlier.day)}. Rätta den dag som är fel{way}."
