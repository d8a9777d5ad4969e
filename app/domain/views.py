"""What services hand to the window, the command line and the papers: frozen rows and results, no ORM objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.domain import case_list
from app.domain.drafts import ApplicationDraft, DialogueDraft, PlanDraft
from app.domain.ladder import StepRow
from app.domain.meetings import MeetingInfo
from app.domain.problems import Problem
from app.domain.riskindex.series import Level, Measure, SeriesInfo, SeriesKind
from app.domain.rules.evidence import Departure, Evidence, FieldRef, Judgement, RuleResult
from app.domain.vocabulary import ApplicationState, AttachmentKind, PlanState, RuleOutcome
from app.domain.workflow import LOCKED_PLAN_STATES

ApplicationRow = case_list.ApplicationRow  # handed out from here with the rest
ListQuery = case_list.ListQuery
Page = case_list.Page


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A rule's verdict on a case that turned because something the case leans on changed."""

    case: UUID
    case_number: str
    title: str
    rule_id: str
    before: RuleOutcome
    after: RuleOutcome


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched; each view asks "mine?" and refreshes itself."""

    kinds: frozenset[str] = frozenset()  # "application", "plan", "dialogue", "attachment", "memo", "log"
    uids: frozenset[UUID] = frozenset()  # of applications, plans and dialogues
    verdicts: tuple[VerdictChange, ...] = ()  # which verdicts turned

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.kinds | other.kinds, self.uids | other.uids, self.verdicts + other.verdicts)


@dataclass(frozen=True, slots=True)
class Edit:
    """A field after it was left; texts as the form shows them, so undo is an edit back to `before`."""

    changes: Changes
    before: str
    after: str
    problem: str | None = None  # set when the text did not parse and was kept beside the typed value


@dataclass(frozen=True, slots=True)
class RowEdit:
    changes: Changes
    row: UUID
    position: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GridEdit:
    changes: Changes
    edits: tuple[tuple[FieldRef, str, str], ...]  # field, before, after
    added: tuple[UUID, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Created:
    uid: UUID
    changes: Changes


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Text that a field did not take, kept until it is mended."""

    text: str
    message: str


@dataclass(frozen=True, slots=True)
class AttachmentInfo:
    uid: UUID
    kind: AttachmentKind
    name: str
    date: date
    size: int  # bytes
    sha256: str
    source: str = ""  # from whom it came


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One application with everything its tabs show."""

    uid: UUID
    version: int
    case_number: str
    state: ApplicationState
    evidence: Evidence  # evidence.application and evidence.process are the case's own data
    results: tuple[RuleResult, ...]
    judgements: tuple[Judgement, ...]
    departures: tuple[Departure, ...]
    attachments: tuple[AttachmentInfo, ...]
    unparsed: Mapping[FieldRef, Unparsed] = field(default_factory=dict)
    plan_uid: UUID | None = None
    steps: tuple[StepRow, ...] = ()  # the ladder, oldest first
    meeting: MeetingInfo | None = None  # the meeting it is chosen for

    @property
    def draft(self) -> ApplicationDraft:
        return self.evidence.application

    @property
    def name(self) -> str:
        """The registry number, else our own case number."""
        return self.draft.registry_number_city or self.case_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    uid: UUID
    version: int
    state: PlanState
    draft: PlanDraft
    unparsed: Mapping[FieldRef, Unparsed] = field(default_factory=dict)
    leaning: tuple[ApplicationRow, ...] = ()  # applications that name this plan version
    by_activity: Mapping[UUID, tuple[ApplicationRow, ...]] = field(default_factory=dict)  # activity row → applications
    index: FrozenIndex | None = None  # the frozen copy the plan rests on
    versions: tuple[PlanVersion, ...] = ()  # all versions of the board, newest first, this one included

    @property
    def is_locked(self) -> bool:
        """An approved version is not altered; a change makes a new version."""
        return self.state in LOCKED_PLAN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenIndex:
    """The index values a plan rests on, as they stood when it was frozen."""

    name: str
    kind: SeriesKind
    level: Level
    source: str
    reference: str
    recipe: str
    year: int
    frozen_date: date
    illustrative: bool
    values: Mapping[str, Mapping[Measure, float]]  # unit key → measure → value


@dataclass(frozen=True, slots=True)
class IndexChange:
    """How one frozen value stands against the newest series; `after` is None when the unit is gone."""

    unit: str
    measure: Measure
    before: float
    after: float | None


@dataclass(frozen=True, slots=True)
class PlanVersion:
    uid: UUID
    plan_version: int | None
    state: PlanState
    approved_date: date | None


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A run of words in a comparison: the same on both sides, only before, or only after."""

    kind: str  # "same", "removed", "added"
    text: str


@dataclass(frozen=True, slots=True)
class PlanDifference:
    """One field or row that differs between two versions, with its words compared."""

    group: str  # the group's Swedish label
    label: str  # "Mål 2, Målvärde"
    before: str
    after: str
    pieces: tuple[WordPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueView:
    uid: UUID
    version: int
    draft: DialogueDraft
    warnings: tuple[str, ...] = ()  # what looks like personal data, Swedish
    unparsed: Mapping[FieldRef, Unparsed] = field(default_factory=dict)
    plans: tuple[PlanVersion, ...] = ()  # plan versions that refer to it
    applications: tuple[ApplicationRow, ...] = ()  # cases that refer to it


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueRow:
    uid: UUID
    number: str
    board_name: str
    area: str
    day: date | None
    form: str
    has_feedback: bool


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one board's plan holds of one thing: state and, where something is missing, what."""

    is_met: bool
    text: str  # "3 av 4"
    missing: str = ""  # "Mål 2 saknar målvärde."
    field: FieldRef | None = None  # where to mend it


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A board's newest plan version, thing by thing."""

    board: str
    board_name: str
    plan: UUID | None
    state: PlanState | None
    cells: Mapping[str, MatrixCell]  # column key → cell
    plan_version: int | None = None


@dataclass(frozen=True, slots=True)
class DueObjective:
    """An objective of a plan in force that waits for a follow-up value."""

    plan: UUID
    board_name: str
    number: str
    text: str
    target_date: date | None
    last_value: date | None
    row: UUID
    reason: str  # "Måldatum passerat"


@dataclass(frozen=True, slots=True)
class ActivityMoney:
    """An activity beside the money that leans on it, in kronor; or an application that leans on no activity."""

    board_name: str
    plan: UUID | None
    activity: str
    applied: int  # in cases not yet decided
    granted: int
    application: UUID | None = None
    row: UUID | None = None  # the activity's
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A named district: which risks stand above 100 and which of them an activity answers."""

    district: str
    name: str
    board_name: str
    activities: int
    applications: int
    risks: tuple[tuple[Measure, float, bool], ...]  # sub-index above 100, value, answered by an activity's objective
    values: Mapping[Measure, float] = field(default_factory=dict)  # all four sub-indexes, as far as they are known
    plan: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlansOverview:
    columns: tuple[tuple[str, str], ...]  # key, Swedish header
    rows: tuple[MatrixRow, ...]
    due: tuple[DueObjective, ...]
    without_money: tuple[ActivityMoney, ...]
    money_without_activity: tuple[ActivityMoney, ...]
    coverage: tuple[Coverage, ...]
    illustrative: bool
    index: SeriesInfo | None = None  # what the values of the coverage are; None: the store has no district values
    index_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImportPreview:
    """What a plan workbook holds, before anything is stored."""

    file_name: str
    sha256: str
    draft: PlanDraft
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    existing: UUID | None = None  # the board's version that it would update; None: a new version
    existing_name: str = ""
    is_locked: bool = False  # the existing version is approved: reading in makes a new version
    differences: tuple[Difference, ...] = ()

    @property
    def can_store(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class TodoItem:
    """Something to do, one click from where it is done."""

    urgency: int  # 0 first
    text: str
    detail: str
    kind: str  # "application" or "plan"
    uid: UUID
    tab: str = ""  # which tab opens: "application", "rules", "economy", "memo", "attachments", "history"


@dataclass(frozen=True, slots=True)
class Frame:
    """The programme frame in kronor: granted, proposed in undecided cases, applied for in open cases."""

    total: int
    granted: int
    proposed: int
    applied: int

    @property
    def left(self) -> int:
        return self.total - self.granted


@dataclass(frozen=True, slots=True)
class Overview:
    todo: tuple[TodoItem, ...]
    by_state: tuple[tuple[ApplicationState, int], ...]
    frame: Frame
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    uid: UUID | None  # None: the board has no plan yet
    board: str  # organisation key
    board_name: str
    plan_version: int | None
    state: PlanState | None
    approved_date: date | None
    activities: int
    objectives: int
    applications: int
    missing: tuple[str, ...]  # what the plan lacks, Swedish


@dataclass(frozen=True, slots=True)
class LogRow:
    sequence: int
    at: datetime  # UTC
    who: str
    what: str  # Swedish label of the field or event
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RuleRun:
    at: datetime
    outcome: RuleOutcome
    reason: str
    version: str


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a workbook holds, before anything is stored."""

    file_name: str
    sha256: str
    content: bytes  # the workbook itself, stored as attachment when read in
    draft: ApplicationDraft
    problems: tuple[Problem, ...]  # any one stops "Läs in"
    notes: tuple[str, ...]
    results: tuple[RuleResult, ...]
    existing: UUID | None = None  # a case that this workbook, or its case, is already stored as
    existing_name: str = ""
    same_file: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def can_store(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result; `kind` is application, plan, dialogue, district, rule, organisation or help."""

    kind: str
    title: str
    detail: str
    key: str  # uid, district key, rule id or page


@dataclass(frozen=True, slots=True)
class ReadOnly:
    """Why a store is open for viewing only."""

    text: str
    who: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    findings: tuple[str, ...]
    schema_version: int
    cases: int

    @property
    def ok(self) -> bool:
        return not self.findings
