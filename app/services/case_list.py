"""The list of applications: filtered, sorted, counted and summed in SQL, handed out as frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.case_list import ApplicationRow, FilterChoices, ListQuery, Missing, Page, Sums, Totals
from app.domain.programme import Programme
from app.domain.vocabulary import ApplicationState, AttachmentKind, PersonRole, RuleOutcome
from app.models.application import Application, ApplicationDistrict, ApplicationSubGoal
from app.models.assessment import Assignment, RoundCase, ScoringRound
from app.models.case import Attachment
from app.models.case import RuleRun as StoredRun
from app.models.ladder import Meeting, MeetingCase, SupplementRequest
from app.models.people import CheckSign, Person
from app.models.plan import LocalActionPlan
from app.models.programme import Organisation
from app.services import case_scores as scores
from app.services import full_text
from app.services.evidence import DECIDED_STATES, OPEN_STATES
from app.services.visibility import visible_to

WAITING_STATES = (
    ApplicationState.SUBMITTED, ApplicationState.FORMAL_CHECK, ApplicationState.EXPERT_REVIEW, ApplicationState.ASSESSED,
    ApplicationState.STEERING_GROUP_CONSULTATION, ApplicationState.MEMO_DRAFTED,
)  # fmt: skip
Condition = ColumnElement[bool]

VIEWS: Mapping[str, Callable[[], Condition | None]] = {
    "todo": lambda: Application.state.in_(WAITING_STATES),
    "supplement": lambda: (Application.rules_insufficient > 0) & Application.state.in_(OPEN_STATES),
    "proposed": lambda: Application.proposed_outcome.is_not(None) & Application.state.in_(OPEN_STATES),
    "decided": lambda: Application.state.in_(DECIDED_STATES),
    "all": lambda: None,
}
_COUNTERS: Mapping[RuleOutcome, Any] = {
    RuleOutcome.PASS: Application.rules_passed,
    RuleOutcome.FAIL: Application.rules_failed,
    RuleOutcome.INSUFFICIENT: Application.rules_insufficient,
    RuleOutcome.NEEDS_JUDGEMENT: Application.rules_to_judge,
}
UNMET = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT)
KEYS = 2  # the content check and the arithmetic check

# --- what a column reads -------------------------------------------------------------------------

ROW_COLUMNS = (
    Application.id, Application.uid, Application.case_number, Application.registry_number_city, Application.title,
    Organisation.short_name, Application.amount_applied, Application.rules_passed, Application.rules_failed,
    Application.rules_insufficient, Application.rules_to_judge, Application.state, Application.received_date,
    Application.least_amount, Application.proposed_amount, Application.amount_granted, Application.co_applicant,
)  # fmt: skip


def _joined(column: Any, owner: Any) -> Any:
    return select(func.aggregate_strings(column, ",")).where(owner == Application.id).scalar_subquery()


def _meeting(column: Any) -> Any:
    return (
        select(column).join(MeetingCase, MeetingCase.meeting_id == Meeting.id)
        .where(MeetingCase.application_id == Application.id).scalar_subquery()
    )  # fmt: skip


def _plan_version() -> Any:
    return select(LocalActionPlan.plan_version).where(LocalActionPlan.id == Application.plan_id).scalar_subquery()


def _signed() -> Any:
    return select(func.count()).select_from(CheckSign).where(CheckSign.application_id == Application.id).scalar_subquery()


EXTRAS: Mapping[str, Callable[[], Mapping[str, Any]]] = {  # by the column that shows them
    "districts": lambda: {"districts": _joined(ApplicationDistrict.key, ApplicationDistrict.application_id)},
    "sub_goals": lambda: {"sub_goals": _joined(ApplicationSubGoal.key, ApplicationSubGoal.application_id)},
    "meeting": lambda: {"meeting_day": _meeting(Meeting.day), "meeting_name": _meeting(Meeting.name)},
    "assessments": lambda: {"assigned": scores.assigned(), "submitted": scores.submitted()},
    "plan": lambda: {"plan_version": _plan_version()},
    "checks": lambda: {"checks": _signed()},
}
MEAN = "mean"

SORTS: Mapping[str, Callable[[str], Any]] = {  # by whoever reads: what is withheld sorts as nothing
    "case_number": lambda _who: Application.case_number,
    "registry_number": lambda _who: Application.registry_number_city,
    "title": lambda _who: Application.title_key,
    "applicant": lambda _who: Application.applicant,
    "co_applicant": lambda _who: Application.co_applicant,
    "amount": lambda _who: Application.amount_applied,
    "least_amount": lambda _who: Application.least_amount,
    "proposed": lambda _who: Application.proposed_amount,
    "granted": lambda _who: Application.amount_granted,
    "state": lambda _who: Application.state,
    "received": lambda _who: Application.received_date,
    "days": lambda _who: Application.received_date,
    "failed": lambda _who: Application.rules_failed,
    "meeting": lambda _who: _meeting(Meeting.day),
    "assessments": lambda _who: scores.submitted(),
    "mean": scores.mean_of_case,
    "plan": lambda _who: _plan_version(),
    "checks": lambda _who: _signed(),
}
UPSIDE_DOWN = ("days",)  # most days: longest since received

# --- conditions ----------------------------------------------------------------------------------


def conditions_of(session: Session, query: ListQuery, who: str) -> list[Condition]:
    """Everything the query asks for, and nothing that is hidden from whoever reads."""
    found = (
        visible_to(who),
        VIEWS[query.view](),
        full_text.condition(session, query.text),
        Application.applicant == query.board if query.board else None,
        Application.state.in_(query.states) if query.states else None,
        _names(ApplicationDistrict, query.district),
        _names(ApplicationSubGoal, query.sub_goal),
        Application.amount_applied >= query.amount_from if query.amount_from is not None else None,
        Application.amount_applied <= query.amount_to if query.amount_to is not None else None,
        _verdict(query.rule, query.verdict),
        _chosen(MeetingCase, MeetingCase.meeting_id, Meeting, query.meeting),
        _chosen(RoundCase, RoundCase.round_id, ScoringRound, query.round),
        _chosen(Assignment, Assignment.person_id, Person, query.assessor),
        *(LACKS[one]() for one in query.missing),
    )
    return [one for one in found if one is not None]


def _names(mapped: Any, key: str | None) -> Condition | None:
    return Application.id.in_(select(mapped.application_id).where(mapped.key == key)) if key else None


def _chosen(mapped: Any, link: Any, chosen: Any, uid: object) -> Condition | None:
    if uid is None:
        return None
    return Application.id.in_(select(mapped.application_id).join(chosen, chosen.id == link).where(chosen.uid == uid))


def _verdict(rule: str | None, verdict: RuleOutcome | None) -> Condition | None:
    if rule is None and verdict is None:
        return None
    if rule is None and verdict in _COUNTERS:
        return _COUNTERS[verdict] > 0  # type: ignore[index, no-any-return]
    wanted = select(StoredRun.application_id).where(StoredRun.is_current, StoredRun.outcome.in_((verdict,) if verdict else UNMET))
    return Application.id.in_(wanted if rule is None else wanted.where(StoredRun.rule_id == rule))


def _open() -> Condition:
    return Application.state.in_(OPEN_STATES)


def _no_afterwards() -> Condition:
    """R10, section 4.3: neither who takes over nor how it ends."""
    taken_over = or_(
        Application.implementation_receiver != "", Application.implementation_financing != "",
        Application.implementation_from.is_not(None), Application.implementation_yearly_cost.is_not(None),
        Application.implementation_decision != "",
    )  # fmt: skip
    return and_(_open(), ~or_(taken_over, Application.closure_what != "", Application.closure_lessons != ""))


def _no_attachment() -> Condition:
    """R06, section 4.3: the board's minutes, in the store or ticked as attached."""
    has = select(Attachment.application_id).where(Attachment.kind == AttachmentKind.BOARD_MINUTES)
    return and_(_open(), Application.board_minutes_attached.is_not(True), Application.id.not_in(has))


def _no_answer() -> Condition:
    waiting = select(SupplementRequest.application_id).where(
        SupplementRequest.sent_date.is_not(None), SupplementRequest.answered_date.is_(None)
    )
    return and_(_open(), Application.id.in_(waiting))


def _not_signed() -> Condition:
    signed = select(CheckSign.application_id).group_by(CheckSign.application_id).having(func.count() >= KEYS)
    return and_(_open(), Application.id.not_in(signed))


LACKS: Mapping[Missing, Callable[[], Condition]] = {
    Missing.CONFLICT: lambda: and_(_open(), scores.conflict_untried()),
    Missing.ASSESSMENT: lambda: and_(_open(), scores.assessment_short()),
    Missing.AFTERWARDS: _no_afterwards,
    Missing.ATTACHMENT: _no_attachment,
    Missing.SUPPLEMENT: _no_answer,
    Missing.MEETING: lambda: and_(_open(), Application.id.not_in(select(MeetingCase.application_id))),
    Missing.CHECKS: _not_signed,
}

# --- reading -------------------------------------------------------------------------------------


def order_of(query: ListQuery, who: str) -> tuple[Any, Any]:
    """The order asked for, what has no value last, and the newest case first among equals."""
    column = SORTS[query.sort](who)
    descending = query.descending != (query.sort in UPSIDE_DOWN)
    ordered, last = (column.desc(), Application.id.desc()) if descending else (column.asc(), Application.id.asc())
    return ordered.nulls_last(), last


def page_of(
    session: Session, programme: Programme, today: date, who: str, query: ListQuery, columns: Collection[str] | None = None
) -> Page:
    """One page with what its columns show (None: all there is), and how many there are in all."""
    conditions, order = conditions_of(session, query, who), order_of(query, who)
    total = session.scalar(select(func.count()).select_from(Application).where(*conditions)) or 0
    if query.offset >= total:
        return Page((), total)
    page = select(Application.id.label("id")).where(*conditions).order_by(*order).limit(query.limit).offset(query.offset).subquery()
    found = session.execute(row_select(columns).join(page, page.c.id == Application.id).order_by(*order)).all()
    return Page(to_rows(session, programme, today, who, found, columns), total)


def row_select(columns: Collection[str] | None = None) -> Select[Any]:
    selected: list[Any] = list(ROW_COLUMNS)
    for name, extra in EXTRAS.items():
        if columns is None or name in columns:
            selected += [value.label(label) for label, value in extra().items()]
    return select(*selected).join(Organisation, Organisation.key == Application.applicant, isouter=True)


def to_rows(
    session: Session, programme: Programme, today: date, who: str, found: Sequence[Any], columns: Collection[str] | None = None
) -> tuple[ApplicationRow, ...]:
    means = scores.means(session, [one.id for one in found], who) if found and (columns is None or MEAN in columns) else {}
    return tuple(_row(programme, today, one, one._mapping, means.get(one.id)) for one in found)


def _row(programme: Programme, today: date, one: Any, read: Mapping[str, Any], mean: float | None) -> ApplicationRow:
    other = programme.organisation_by_key.get(one.co_applicant) if one.co_applicant else None
    keys = (read.get("districts") or "").split(",") if read.get("districts") else []
    return ApplicationRow(
        uid=one.uid,
        case_number=one.case_number,
        registry_number=one.registry_number_city,
        title=one.title,
        applicant=one.short_name or "",
        districts=_districts(programme, keys),
        amount_applied=one.amount_applied,
        passed=one.rules_passed,
        failed=one.rules_failed,
        insufficient=one.rules_insufficient,
        to_judge=one.rules_to_judge,
        state=one.state,
        received=one.received_date,
        days=(today - one.received_date).days if one.received_date and one.state in OPEN_STATES else None,
        co_applicant=other.short_name if other else "",
        sub_goals=", ".join(sorted((read.get("sub_goals") or "").split(","))),
        least_amount=one.least_amount,
        proposed_amount=one.proposed_amount,
        amount_granted=one.amount_granted,
        meeting=" ".join(filter(None, (_day(read.get("meeting_day")), read.get("meeting_name")))),
        assigned=read.get("assigned") or 0,
        submitted=read.get("submitted") or 0,
        mean_score=mean,
        plan=read.get("plan_version"),
        checks=min(read.get("checks") or 0, KEYS),
    )


def _districts(programme: Programme, keys: Sequence[str]) -> str:
    if len(keys) == 1:
        return programme.district_name(keys[0])
    return ", ".join(sorted((programme.district_name(key) for key in keys), key=swedish.sort_key))


def _day(value: date | None) -> str:
    return swedish.iso_date(value) if value else ""


def application_rows(session: Session, programme: Programme, today: date, ids: Iterable[int], *, who: str) -> tuple[ApplicationRow, ...]:
    """The lines of certain cases, by number; those hidden from whoever reads are left out."""
    wanted = row_select(("districts",)).where(Application.id.in_(list(ids)), visible_to(who)).order_by(Application.case_number)
    return to_rows(session, programme, today, who, session.execute(wanted).all(), ())


def counts_of(session: Session, who: str) -> Mapping[str, int]:
    """How many applications each built-in view holds, in one statement."""
    found = session.execute(select(*_view_counts(who))).one()
    return _counted(found)


def totals_of(session: Session, query: ListQuery, who: str, *, with_views: bool) -> Totals:
    """The kronor of all that the query finds, proposals only where nothing is decided yet; and the views' counts. One statement."""
    undecided = case((Application.state.in_(OPEN_STATES), Application.proposed_amount), else_=None)
    columns = (Application.amount_applied, undecided, Application.amount_granted)
    found = session.execute(
        select(
            func.count().label("cases"),
            *(func.coalesce(func.sum(column), 0).label(f"sum_{number}") for number, column in enumerate(columns)),
            *(_view_counts(who) if with_views else ()),
        )
        .select_from(Application)
        .where(*conditions_of(session, query, who))
    ).one()
    return Totals(Sums(found.cases, int(found.sum_0), int(found.sum_1), int(found.sum_2)), _counted(found) if with_views else {})


def _view_counts(who: str) -> list[Any]:
    counted = []
    for name, in_view in VIEWS.items():
        conditions = [one for one in (visible_to(who), in_view()) if one is not None]
        query = select(func.count()).select_from(Application).where(*conditions).correlate(None)
        counted.append(query.scalar_subquery().label(f"view_{name}"))
    return counted


def _counted(found: Any) -> Mapping[str, int]:
    return {name: int(found._mapping[f"view_{name}"] or 0) for name in VIEWS}


def choices_of(session: Session) -> FilterChoices:
    """The meetings, rounds and assessors that can be filtered on."""
    meetings = session.execute(select(Meeting.uid, Meeting.day, Meeting.name).order_by(Meeting.day.desc(), Meeting.id)).all()
    rounds = session.execute(select(ScoringRound.uid, ScoringRound.name).order_by(ScoringRound.year.desc(), ScoringRound.name)).all()
    has_cases = Person.id.in_(select(Assignment.person_id))
    people = session.execute(select(Person.uid, Person.name).where(or_(Person.role == PersonRole.ASSESSOR, has_cases))).all()
    return FilterChoices(
        tuple((one.uid, " ".join(filter(None, (_day(one.day), one.name))) or "(utan namn)") for one in meetings),
        tuple((one.uid, one.name) for one in rounds),
        tuple(sorted(((one.uid, one.name or "(utan namn)") for one in people), key=lambda pair: swedish.sort_key(pair[1]))),
    )
