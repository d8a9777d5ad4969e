"""Supplement requests: which verdicts ask for what, in which words, and how far a request has come (domain brief, 4 and 5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from app.domain import fields as catalogue_fields
from app.domain import swedish
from app.domain.catalogues import APPLICATION, PLAN
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Group, Table
from app.domain.programme import Programme
from app.domain.rules.completeness import MANDATORY
from app.domain.rules.evidence import Departure, Evidence, FieldRef, RuleResult
from app.domain.views import ImportPreview, PlanDifference, Unparsed
from app.domain.vocabulary import BoardResult, Labelled, RuleOutcome, SteeringResult

USUAL_DAYS = 14
SOON_DAYS = 3
OTHER_SUBJECT = "Övrigt"
COMPLETENESS = "R24"
MENDABLE = frozenset({"R02", "R03", "R05", "R06", "R08", "R13", "R26", "R27"})  # failed, but other facts would turn them
EITHER = frozenset({"R04", "R10", "R12", "R16", "R17", "R20"})  # one of the fields is enough
MOST_ROWS = 12
MOST_TEXT, MOST_INTRODUCTION, MOST_ITEMS = 2_000, 5_000, 60
_PLAN_PREFIX, _PROCESS_PREFIX = "plan.", "process."
_FIELD_KEYS = frozenset(one.key for one in APPLICATION.fields)


class RequestState(Labelled):
    """How far a request has come."""

    DRAFT = "draft", "Utkast"
    SENT = "sent", "Skickad"
    REMINDED = "reminded", "Påmind"
    ANSWERED = "answered", "Besvarad"


class Standing(Labelled):
    """Whether what was asked has been given."""

    ANSWERED = "answered", "Besvarad"
    REMAINS = "remains", "Återstår"
    TO_READ = "toRead", "Läs svaret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing asked for; `rule_id` is the rule that asks, None for the caseworker's own question."""

    uid: UUID = field(default_factory=uuid4, compare=False)
    rule_id: str | None = None
    question: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementDraft:
    """What a request says: to whom and from whom follows from the case."""

    introduction: str = ""
    due_date: date | None = None
    items: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """One request of a case."""

    uid: UUID
    version: int
    case: UUID
    number: int
    draft: SupplementDraft
    sent_date: date | None = None
    reminded_date: date | None = None
    answered_date: date | None = None
    standings: Mapping[UUID, Standing] = field(default_factory=dict)  # by question

    @property
    def state(self) -> RequestState:
        if self.answered_date is not None:
            return RequestState.ANSWERED
        if self.reminded_date is not None:
            return RequestState.REMINDED
        return RequestState.SENT if self.sent_date is not None else RequestState.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state in (RequestState.SENT, RequestState.REMINDED)

    @property
    def remaining(self) -> int:
        return sum(one is Standing.REMAINS for one in self.standings.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPreview:
    """What an answer holds, before anything is stored: differences word by word, and what it would leave unanswered."""

    request: UUID
    number: int
    form: ImportPreview
    differences: tuple[PlanDifference, ...] = ()
    asked: tuple[tuple[Question, Standing], ...] = ()

    @property
    def can_store(self) -> bool:
        return self.form.can_store


# --- what is asked -------------------------------------------------------------------------------


def questions(
    evidence: Evidence,
    results: Sequence[RuleResult],
    departures: Sequence[Departure] = (),
    unparsed: Mapping[FieldRef, Unparsed] | None = None,
    sheets: Mapping[str, str] | None = None,
) -> tuple[Question, ...]:
    """Everything the applicant is asked for, by subject in the form's order; `sheets` names the sheet of each table, '' of fields."""
    asker = _Asker(evidence, dict(unparsed or {}), sheets or {})
    excused = {one.rule_id for one in departures if one.reason.strip()}
    last = sorted(results, key=lambda one: one.rule_id == COMPLETENESS)  # it asks for what no other rule has asked for
    found = [one for result in last if result.rule_id not in excused and (one := asker.question(result)) is not None]
    found += asker.unreadable()
    subjects = subject_order()
    return tuple(sorted(found, key=lambda one: (subjects.index(subject(one.rule_id)), one.rule_id or "")))


def subject(rule_id: str | None) -> str:
    """The part of the form that a rule is about."""
    return _SUBJECTS.get(rule_id or "", OTHER_SUBJECT)


def subject_order() -> tuple[str, ...]:
    return (*(group.label for group in APPLICATION.groups), OTHER_SUBJECT)


def _subjects() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in APPLICATION.groups:
        for item in group.items:
            for rule in item.rules:
                found.setdefault(rule, group.label)
    return found


_SUBJECTS = _subjects()


def is_asked(result: RuleResult, evidence: Evidence) -> bool:
    """Whether a verdict is something to ask the applicant about: evidence lacks, or other facts would turn a hard fail."""
    info = evidence.programme.rule_by_id.get(result.rule_id)
    if info is None or info.process or result.judged_by is not None:
        return False
    if result.rule_id == COMPLETENESS:
        return bool(_absent(evidence.application))
    if result.outcome is RuleOutcome.FAIL:
        return info.hard and result.rule_id in MENDABLE and not _settled(result.rule_id, evidence.application)
    return result.outcome is RuleOutcome.INSUFFICIENT


def _settled(rule_id: str, application: ApplicationDraft) -> bool:
    """A no from the steering group or the board is a decision, not a gap in the application."""
    refused = {"R05": application.steering_result is SteeringResult.NOT_APPROVED, "R06": application.board_result is BoardResult.REJECTED}
    return refused.get(rule_id, False)


def _absent(application: ApplicationDraft) -> tuple[str, ...]:
    """R24's own fields that hold nothing."""
    empty = [key for key in MANDATORY if catalogue_fields.is_empty(getattr(application, key))]
    return tuple(key for key in empty if not (key == "districts" and application.whole_district_area))


def standing(question: Question, results: Sequence[RuleResult], evidence: Evidence) -> Standing:
    """Whether the rule that asked still lacks its evidence; a person reads the answer to a person's question."""
    result = next((one for one in results if one.rule_id == question.rule_id), None)
    if result is None:
        return Standing.TO_READ
    return Standing.REMAINS if is_asked(result, evidence) else Standing.ANSWERED


class _Asker:
    """Words the questions of one case."""

    def __init__(self, evidence: Evidence, unparsed: dict[FieldRef, Unparsed], sheets: Mapping[str, str]) -> None:
        self._evidence = evidence
        self._sheets = sheets
        self._asked: set[FieldRef] = set()
        self._unparsed = {ref: one for ref, one in unparsed.items() if not ref.key.startswith((_PLAN_PREFIX, _PROCESS_PREFIX))}

    @property
    def programme(self) -> Programme:
        return self._evidence.programme

    def question(self, result: RuleResult) -> Question | None:
        if not is_asked(result, self._evidence):
            return None
        refs = self._asked_fields(result)
        if not refs and result.rule_id == COMPLETENESS:
            return None
        self._asked.update(refs)
        parts = [self._said(result, refs), self._wanted(result, refs)]
        for ref in [one for one in refs if one in self._unparsed]:
            parts.append(f"I {self._label(ref)} står {_quoted(self._unparsed.pop(ref).text)}, som inte går att läsa.")
        info = self.programme.rule_by_id[result.rule_id]
        reason = f"{info.about} Regel {info.id}, {info.title}. Källa: {info.source.rstrip('.')}."
        return Question(rule_id=result.rule_id, question=" ".join(filter(None, parts)), reason=reason)

    def unreadable(self) -> list[Question]:
        """What stands in the application but cannot be read, where no rule has asked already."""
        return [
            Question(
                question=f"I {self._label(ref)} står {_quoted(one.text)}, som inte går att läsa. "
                f"Skriv uppgiften på nytt ({self._place(ref.key)}).",
                reason=one.message,
            )
            for ref, one in self._unparsed.items()
        ]

    # --- which fields ------------------------------------------------------------------------

    def _asked_fields(self, result: RuleResult) -> tuple[FieldRef, ...]:
        """Those the verdict names, else those that hold nothing, else all it leads to."""
        if result.rule_id == COMPLETENESS:
            return tuple(FieldRef(key) for key in _absent(self._evidence.application) if FieldRef(key) not in self._asked)
        refs = [ref for ref in dict.fromkeys(result.fields) if not ref.key.startswith((_PLAN_PREFIX, _PROCESS_PREFIX))]
        if result.outcome is RuleOutcome.FAIL:
            return tuple(refs)
        if any(self._is_named(ref, result) for ref in refs):
            return tuple(ref for ref in refs if ref.key not in _FIELD_KEYS or self._is_named(ref, result))
        return tuple([ref for ref in refs if self._is_empty(ref)] or refs)

    def _is_named(self, ref: FieldRef, result: RuleResult) -> bool:
        return f"”{self._field_label(ref)}”" in result.reason

    def _is_empty(self, ref: FieldRef) -> bool:
        head, dot, column = ref.key.partition(".")
        value = getattr(self._evidence.application, head)
        if not dot or ref.row is None:
            return catalogue_fields.is_empty(value)
        row = next((one for one in value if one.uid == ref.row), None)
        return row is not None and catalogue_fields.is_empty(getattr(row, column))

    # --- in words ----------------------------------------------------------------------------

    def _said(self, result: RuleResult, refs: Sequence[FieldRef]) -> str:
        """The verdict's reason, unless the request itself says as much; what is for the office alone is left out."""
        is_said_anyway = all(self._is_named(ref, result) for ref in refs) and result.reason.count(".") == 1
        if result.rule_id == COMPLETENESS or (result.outcome is RuleOutcome.INSUFFICIENT and is_said_anyway):
            return ""
        return result.reason.replace(" Registrera den under Handlingsplaner.", "")

    def _wanted(self, result: RuleResult, refs: Sequence[FieldRef]) -> str:
        application = self._evidence.application
        if result.rule_id == "R02" and self._evidence.plan is None and (application.plan_version or application.plan_activity):
            return "Skicka in den lokala handlingsplan som nämnden har godkänt."
        in_plan = [ref for ref in result.fields if ref.key.startswith(_PLAN_PREFIX)]
        wanted = [self._fill_in(result, [ref for ref in refs if ref.key != "board_minutes_attached"])]
        if any(ref.key == "board_minutes_attached" for ref in refs):
            wanted.append("Skicka in protokollsutdraget från nämndens beslut.")
        if in_plan and result.outcome is RuleOutcome.INSUFFICIENT and result.rule_id not in (*EITHER, COMPLETENESS):
            names = list(dict.fromkeys(f"”{_plan_label(ref.key.removeprefix(_PLAN_PREFIX))}”" for ref in in_plan))
            wanted.append(f"I handlingsplanen behövs {swedish.join(names)}.")
        return " ".join(filter(None, wanted))

    def _fill_in(self, result: RuleResult, refs: Sequence[FieldRef]) -> str:
        if not refs:
            return ""
        by_place: dict[str, list[FieldRef]] = {}
        for ref in refs:
            by_place.setdefault(self._place(ref.key), []).append(ref)
        binder = " eller " if result.rule_id in EITHER else " och "
        shown = [f"{_bound(self._names(found), binder)} ({place})" for place, found in by_place.items()]
        verb = "Rätta eller förklara" if result.outcome is RuleOutcome.FAIL else "Fyll i"
        return f"{verb} {_bound(shown, binder)}."

    def _names(self, refs: Sequence[FieldRef]) -> list[str]:
        """Fields by label; cells gathered by what they lack: '”År” och ”Belopp” på rad 2 och 4 i ”Budget”'."""
        cells: dict[tuple[str, UUID], list[str]] = {}
        for ref in refs:
            if ref.row is not None:
                cells.setdefault((ref.key.partition(".")[0], ref.row), []).append(ref.key.partition(".")[2])
        rows: dict[tuple[str, tuple[str, ...]], list[UUID]] = {}
        for (table, row), columns in cells.items():
            rows.setdefault((table, tuple(columns)), []).append(row)
        shown = [self._cells(table, columns, found) for (table, columns), found in rows.items()]
        return [self._label(ref) for ref in refs if ref.row is None] + shown

    def _cells(self, table_key: str, columns: Sequence[str], rows: Sequence[UUID]) -> str:
        table = APPLICATION.table(table_key)
        named = swedish.join([f"”{table.field(column).label}”" for column in columns])
        numbers = [str(number) for number, one in enumerate(getattr(self._evidence.application, table_key), 1) if one.uid in rows]
        if len(numbers) > MOST_ROWS:
            numbers = [*numbers[:MOST_ROWS], f"{len(numbers) - MOST_ROWS} till"]
        return (
            f"{named} på {table.row_label.lower()} {swedish.join(numbers)} i ”{table.label}”" if numbers else f"{named} i ”{table.label}”"
        )

    def _label(self, ref: FieldRef) -> str:
        if ref.row is not None:
            table, _, column = ref.key.partition(".")
            return self._cells(table, [column], [ref.row])
        return f"”{self._field_label(ref)}”"

    @staticmethod
    def _field_label(ref: FieldRef) -> str:
        tables = {one.key: one.label for one in APPLICATION.tables}
        head, dot, column = ref.key.partition(".")
        if not dot:
            return tables.get(head) or APPLICATION.field(head).label
        return f"{tables[head]}: {APPLICATION.table(head).field(column).label}"

    def _place(self, key: str) -> str:
        """Where in the form a field stands."""
        head = key.partition(".")[0]
        for group in APPLICATION.groups:
            for item in group.items:
                if item.key == head:
                    return self._sheet(group, item if isinstance(item, Table) else None)
        return "blanketten"

    def _sheet(self, group: Group, table: Table | None) -> str:
        if table is not None:
            return f"bladet {self._sheets.get(table.key) or table.label}"
        return f"bladet {self._sheets.get('') or 'Ansökan'}, {group.label}"


def _plan_label(key: str) -> str:
    tables = {one.key: one.label for one in PLAN.tables}
    head, _, column = key.partition(".")
    return f"{tables[head]}: {PLAN.table(head).field(column).label}" if column else tables.get(head) or PLAN.field(head).label


def _bound(words: Sequence[str], binder: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{binder}{words[-1]}"


def _quoted(text: str) -> str:
    short = swedish.compact(text)
    return f"”{short if len(short) <= 80 else short[:79].rstrip() + '…'}”"


# --- when ----------------------------------------------------------------------------------------


def suggested_due(today: date, cutoff: date | None) -> date:
    """Two weeks, or the meeting's cut-off day where that comes first and has not passed."""
    usual = today + timedelta(days=USUAL_DAYS)
    return cutoff if cutoff is not None and today < cutoff < usual else usual


def day_and_month(day: date, today: date) -> str:
    """'12 juni', with the year where it is another."""
    shown = swedish.long_date(day)
    return shown if day.year != today.year else shown.rpartition(" ")[0]


def waiting_text(due: date, today: date) -> str:
    """'svar skulle ha kommit 12 juni, 3 dagar sedan' or 'svar senast 12 juni, om 2 dagar'."""
    named = day_and_month(due, today)
    days = (due - today).days
    if days < 0:
        return f"svar skulle ha kommit {named}, {_days(-days)} sedan"
    return f"svar senast {named}, {'i dag' if not days else 'i morgon' if days == 1 else f'om {_days(days)}'}"


def _days(number: int) -> str:
    return "en dag" if number == 1 else f"{swedish.integer(number)} dagar"


# --- what is wrong with it -----------------------------------------------------------------------


def cleaned(draft: SupplementDraft) -> SupplementDraft:
    """The draft as it is stored."""
    items = tuple(replace(one, question=_tidy(one.question), reason=_tidy(one.reason)) for one in draft.items)
    return replace(draft, introduction=_tidy(draft.introduction), items=items)


def _tidy(text: str) -> str:
    return swedish.clean(text).strip()


def faults(draft: SupplementDraft) -> Iterator[str]:
    """What keeps a draft from being stored, in Swedish."""
    if len(draft.introduction) > MOST_INTRODUCTION:
        yield f"Inledningen är för lång. Högst {swedish.integer(MOST_INTRODUCTION)} tecken ryms."
    if len(draft.items) > MOST_ITEMS:
        yield f"Brevet har {len(draft.items)} frågor. Högst {MOST_ITEMS} ryms; dela upp dem på två brev."
    for number, one in enumerate(draft.items, 1):
        if not one.question:
            yield f"Fråga {number} är tom. Skriv vad som ska kompletteras, eller ta bort frågan."
        if max(len(one.question), len(one.reason)) > MOST_TEXT:
            yield f"Fråga {number} är för lång. Högst {swedish.integer(MOST_TEXT)} tecken ryms i frågan och i skälet."


def open_questions(draft: SupplementDraft, fresh: Iterable[Question]) -> tuple[Question, ...]:
    """Those of the fresh questions that the draft does not ask yet."""
    rules = {one.rule_id for one in draft.items if one.rule_id}
    texts = {one.question for one in draft.items}
    return tuple(one for one in fresh if (one.rule_id not in rules if one.rule_id else one.question not in texts))
