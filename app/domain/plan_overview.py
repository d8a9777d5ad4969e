"""The six boards' plans side by side: what each must hold, what is due, money and activities, and the risks answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain import swedish
from app.domain.drafts import FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.plans import complete_parts, objective_numbers
from app.domain.programme import Programme
from app.domain.riskindex.series import REFERENCE, Measure
from app.domain.rules.evidence import FieldRef
from app.domain.views import ActivityMoney, Coverage, DueObjective, MatrixCell, MatrixRow
from app.domain.vocabulary import ActivityState, Financing, PlanState, SubIndex
from app.domain.workflow import LOCKED_PLAN_STATES

COLUMNS = (
    ("analysis", "Analys av riskindexet"),
    ("priorities", "Prioriteringar"),
    ("objectives", "Mål"),
    ("activities", "Aktiviteter"),
    ("resources", "Resurser för mätbara mål"),
    ("police", "Brottsförebyggande arbete"),
    ("housing", "Bostadsbolagens del"),
    ("steering", "Lokal styrgrupp"),
    ("dialogues", "Boendedialoger"),
    ("approved", "Godkänd av nämnden"),
    ("reported", "Rapport till styrgruppen"),
)
IN_FORCE = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)
RISKS = (Measure.SOCIAL, Measure.HEALTH, Measure.SAFETY, Measure.LIVELIHOOD)
TARGET_PASSED = "Måldatum passerat"
LONG_SINCE = "Inget värde på ett år"
NEVER_MEASURED = "Inget värde registrerat"
NO_APPLICATION = "Projektmedel, men ingen ansökan"
NO_FINANCING = "Finansiering inte angiven"
GIVEN, PARTLY, ABSENT, NOT_YET = "Finns", "Delvis", "Saknas", "Inte än"
_MOST_NAMED = 3
_ENDED = (ActivityState.FINISHED, ActivityState.DISCONTINUED)


@dataclass(frozen=True, slots=True)
class PlanInHand:
    """One board's plan version as the overview reads it."""

    board: str
    board_name: str
    uid: UUID
    state: PlanState
    draft: PlanDraft
    has_index: bool = False  # a frozen copy of the index is kept with it


@dataclass(frozen=True, slots=True)
class Leaning:
    """Money that leans on an activity of a board, summed over applications, whichever version they name."""

    board: str
    number: str
    title: str
    applied: int
    granted: int


# --- what a plan must hold -----------------------------------------------------------------------


def matrix_row(plan: PlanInHand, dialogues: Collection[str], programme: Programme) -> MatrixRow:
    """What a version holds of everything a plan must hold (domain brief, section 5.1); `dialogues` are the registered numbers."""
    draft = plan.draft
    cells = {
        "analysis": _analysis(plan),
        "priorities": _rows(len(draft.priorities), "Prioriteringar saknas.", "priorities"),
        "objectives": _objectives(draft.objectives),
        "activities": _rows(len(draft.activities), "Aktiviteter saknas.", "activities"),
        "resources": _text(draft.resources_for_targets, "Resurser för mätbara mål är inte angivna (R15).", "resources_for_targets"),
        "police": _text(
            draft.police_agreement_ref or draft.crime_prevention_plan_ref,
            "Varken polisavtal eller brottsförebyggande planering är angiven. En av dem räcker (R16).",
            "police_agreement_ref",
        ),
        "housing": _housing(draft, programme),
        "steering": _text(
            draft.steering_members or draft.steering_group, "Lokala styrgruppens ledamöter är inte angivna.", "steering_members"
        ),
        "dialogues": _dialogues(draft, dialogues),
        "approved": _approved(plan),
        "reported": _reported(draft),
    }
    return MatrixRow(plan.board, plan.board_name, plan.uid, plan.state, cells, draft.plan_version)


def no_plan_row(board: str, board_name: str) -> MatrixRow:
    """A board without any registered plan."""
    return MatrixRow(
        board, board_name, None, None, {key: MatrixCell(False, "Ingen plan", "Ingen plan är registrerad.") for key, _ in COLUMNS}
    )


def _text(given: object, missing: str, key: str) -> MatrixCell:
    return MatrixCell(True, GIVEN, field=FieldRef(key)) if given else MatrixCell(False, ABSENT, missing, FieldRef(key))


def _rows(count: int, missing: str, key: str) -> MatrixCell:
    return MatrixCell(True, swedish.integer(count), field=FieldRef(key)) if count else MatrixCell(False, ABSENT, missing, FieldRef(key))


def _analysis(plan: PlanInHand) -> MatrixCell:
    draft = plan.draft
    parts = (
        (bool(draft.risk_analysis_text), "analysens text", "risk_analysis_text"),
        (draft.risk_analysis_date is not None, "analysens datum", "risk_analysis_date"),
        (plan.has_index, "en fryst kopia av indexet", "risk_analysis_text"),
    )
    absent = [(name, key) for is_given, name, key in parts if not is_given]
    if not absent:
        return MatrixCell(True, GIVEN, field=FieldRef("risk_analysis_text"))
    missing = f"Det saknas {swedish.join([name for name, _ in absent])} (R04)."
    text = ABSENT if len(absent) == len(parts) else PARTLY
    return MatrixCell(False, text, missing, FieldRef(absent[0][1]))


def _objectives(objectives: Sequence[PlanObjective]) -> MatrixCell:
    if not objectives:
        return MatrixCell(False, ABSENT, "Målsättningar saknas.", FieldRef("objectives"))
    gaps = [(number, row, parts) for number, row in enumerate(objectives, 1) if (parts := complete_parts(row))]
    text = f"{len(objectives) - len(gaps)} av {len(objectives)}"
    if not gaps:
        return MatrixCell(True, text, field=FieldRef("objectives"))
    told = [f"Mål {row.number or number} saknar {swedish.join([part.lower() for part in parts])}." for number, row, parts in gaps]
    if len(told) > _MOST_NAMED:
        told = [*told[:_MOST_NAMED], f"Ytterligare {len(told) - _MOST_NAMED} mål är ofullständiga."]
    return MatrixCell(False, text, " ".join(told), FieldRef("objectives.text", gaps[0][1].uid))


def _housing(draft: PlanDraft, programme: Programme) -> MatrixCell:
    if not draft.housing_companies and not draft.housing_shares:
        return MatrixCell(False, ABSENT, "Bostadsbolag med stora bestånd är inte angivna (R17).", FieldRef("housing_companies"))
    told = {row.company for row in draft.housing_shares if row.share}
    silent = [programme.organisation_name(key) for key in draft.housing_companies if key not in told]
    if not silent and told:
        return MatrixCell(True, GIVEN, field=FieldRef("housing_shares"))
    whose = f" för {swedish.join(silent)}" if silent else ""
    return MatrixCell(False, PARTLY, f"Bolagets del av arbetet är inte beskriven{whose} (R17).", FieldRef("housing_shares"))


def dialogue_numbers(text: str) -> tuple[str, ...]:
    """The numbers in 'BD-2015-01; BD-2015-02'."""
    return tuple(dict.fromkeys(part for part in (swedish.compact(one) for one in re.split(r"[;,\n]", text)) if part))


def _dialogues(draft: PlanDraft, known: Collection[str]) -> MatrixCell:
    numbers, field = dialogue_numbers(draft.dialogues), FieldRef("dialogues")
    if not numbers:
        return MatrixCell(False, ABSENT, "Planen hänvisar inte till någon registrerad boendedialog.", field)
    keys = {swedish.match_key(one) for one in known}
    unknown = [one for one in numbers if swedish.match_key(one) not in keys]
    if unknown:
        verb = "finns inte registrerad" if len(unknown) == 1 else "finns inte registrerade"
        return MatrixCell(False, f"{len(numbers) - len(unknown)} av {len(numbers)}", f"{swedish.join(unknown)} {verb}.", field)
    return MatrixCell(True, swedish.integer(len(numbers)), field=field)


def _approved(plan: PlanInHand) -> MatrixCell:
    draft = plan.draft
    if draft.approved_date is None:
        return MatrixCell(False, NOT_YET, "Nämndens godkännande är inte registrerat (R03).", FieldRef("approved_date"))
    text = swedish.iso_date(draft.approved_date)
    parts = (
        (draft.approval_paragraph, "paragraf", "approval_paragraph"),
        (draft.approval_registry_number, "diarienummer", "approval_registry_number"),
    )
    absent = [(name, key) for given, name, key in parts if not given]
    if plan.state not in LOCKED_PLAN_STATES:
        return MatrixCell(False, text, f"Datum finns, men planen är i läget ”{plan.state.label}”.", FieldRef("approved_date"))
    if absent:
        missing = f"Godkännandet saknar {swedish.join([name for name, _ in absent])}."
        return MatrixCell(False, text, missing, FieldRef(absent[0][1]))
    return MatrixCell(True, text, field=FieldRef("approved_date"))


def _reported(draft: PlanDraft) -> MatrixCell:
    if draft.reported_date is not None:
        return MatrixCell(True, swedish.iso_date(draft.reported_date), field=FieldRef("reported_date"))
    missing = "Planens mål är inte rapporterade till den stadsövergripande styrgruppen (R31)."
    return MatrixCell(False, NOT_YET, missing, FieldRef("reported_date"))


# --- objectives due ------------------------------------------------------------------------------


def due_objectives(plans: Iterable[PlanInHand], today: date) -> tuple[DueObjective, ...]:
    """Objectives of plans in force whose target date has passed unmeasured, or with no value for a year; the longest wait first."""
    found = []
    for plan in plans:
        if plan.state not in IN_FORCE:
            continue
        for place, row in enumerate(plan.draft.objectives, 1):
            last = _last_value(row, plan.draft.follow_up_values)
            reason = _due(row, last, plan.draft.approved_date, today)
            if reason:
                number = row.number or str(place)
                found.append(DueObjective(plan.uid, plan.board_name, number, row.text, row.target_date, last, row.uid, reason))
    return tuple(sorted(found, key=lambda one: (one.reason != TARGET_PASSED, one.target_date or date.max)))


def _last_value(objective: PlanObjective, values: Sequence[FollowUpValue]) -> date | None:
    key = swedish.match_key(objective.number)
    days = [one.day for one in values if key and swedish.match_key(one.objective) == key and one.day and one.value is not None]
    return max(days, default=None)


def _due(row: PlanObjective, last: date | None, approved: date | None, today: date) -> str:
    if row.target_date is not None and row.target_date < today and (last is None or last < row.target_date):
        return TARGET_PASSED
    known = last or row.baseline_date or approved
    if row.target_date is not None and last is not None and last >= row.target_date:
        return ""  # measured at the end: nothing more to wait for
    if known is None or _a_year_after(known) <= today:
        return LONG_SINCE if last is not None else NEVER_MEASURED
    return ""


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


# --- money ---------------------------------------------------------------------------------------


def without_money(plans: Iterable[PlanInHand], leaning: Iterable[Leaning]) -> tuple[ActivityMoney, ...]:
    """Activities that neither an application nor a regular budget pays for; ended ones are left out."""
    sums = _sums(leaning)
    found = []
    for plan in plans:
        for row in plan.draft.activities:
            if row.state in _ENDED or row.financing in (Financing.REGULAR, Financing.OTHER):
                continue
            applied, granted = _money_of(row, plan.board, sums)
            if not applied and not granted:
                reason = NO_APPLICATION if row.financing is Financing.PROGRAMME else NO_FINANCING
                name = f"{row.number} {row.title}".strip() or swedish.EMPTY
                found.append(ActivityMoney(plan.board_name, plan.uid, name, 0, 0, row=row.uid, reason=reason))
    return tuple(found)


_Sums = Mapping[tuple[str, str, str], tuple[int, int]]


def _sums(leaning: Iterable[Leaning]) -> _Sums:
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for one in leaning:
        keys = [("title", one.title)] if one.title else [("number", one.number)]
        for kind, text in keys:
            key = (one.board, kind, swedish.match_key(text))
            applied, granted = sums.get(key, (0, 0))
            sums[key] = (applied + one.applied, granted + one.granted)
    return sums


def _money_of(row: PlanActivity, board: str, sums: _Sums) -> tuple[int, int]:
    """An application may name an older version: the activity is known by its title, else by its number."""
    kind, text = ("title", row.title) if row.title else ("number", row.number)
    return sums.get((board, kind, swedish.match_key(text)), (0, 0))


def why_no_activity(version: int | None, activity: str, *, is_registered: bool) -> str:
    """Why an application leans on no registered activity (R02)."""
    if version is None:
        return "Ansökan anger ingen version av planen"
    if not is_registered:
        return f"Version {version} av planen är inte registrerad"
    return f"”{swedish.compact(activity)[:60]}” finns inte i version {version}" if activity.strip() else "Ansökan anger ingen aktivitet"


# --- coverage ------------------------------------------------------------------------------------


def coverage(
    programme: Programme,
    plans: Iterable[PlanInHand],
    values: Mapping[str, Mapping[Measure, float]],
    applications: Mapping[str, int],
) -> tuple[Coverage, ...]:
    """The districts of the local work, board by board: which risks above 100 an activity's objective answers."""
    by_board = {plan.board: plan for plan in plans}
    found = []
    for board in programme.programme_boards:
        plan = by_board.get(board.key)
        for district in programme.districts_of(board.key):
            if not district.named_for_local_work:
                continue
            activities = _activities_in(plan, district.key)
            answered = _areas_answered(plan, activities)
            known = values.get(district.key, {})
            found.append(
                Coverage(
                    district=district.key,
                    name=district.name,
                    board_name=board.short_name,
                    activities=len(activities),
                    applications=applications.get(district.key, 0),
                    risks=tuple(
                        (risk, known[risk], SubIndex.of(risk.value) in answered) for risk in RISKS if known.get(risk, 0.0) > REFERENCE
                    ),
                    values={risk: known[risk] for risk in RISKS if risk in known},
                    plan=plan.uid if plan else None,
                )
            )
    return tuple(found)


def _activities_in(plan: PlanInHand | None, district: str) -> list[PlanActivity]:
    rows = plan.draft.activities if plan else ()
    return [row for row in rows if district in row.districts and row.state is not ActivityState.DISCONTINUED]


def _areas_answered(plan: PlanInHand | None, activities: Sequence[PlanActivity]) -> set[SubIndex]:
    numbers = {swedish.match_key(one) for row in activities for one in objective_numbers(row.objectives)}
    rows = plan.draft.objectives if plan else ()
    return {row.area for row in rows if row.area is not None and swedish.match_key(row.number) in numbers}
