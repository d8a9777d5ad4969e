"""Lists, counts, search and the log: read-only, filtered and sorted in SQL, handed out as frozen rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.case_list import FilterChoices, ListQuery, Page, Totals
from app.domain.programme import Organisation as Board
from app.domain.riskindex.series import Level, Measure, Ranking, ranking
from app.domain.views import ApplicationRow, Frame, Hit, LogRow, Overview, PlanRow, PlansOverview, RuleRun
from app.errors import RuleViolation
from app.models.application import Application, ApplicationDistrict
from app.models.case import RuleRun as StoredRun
from app.models.dialogue import ResidentDialogue
from app.models.log import LogEntry
from app.models.plan import LocalActionPlan, PlanActivity, PlanObjective
from app.models.programme import Organisation
from app.models.riskindex import IndexSeries, IndexValue
from app.services import case_list, evidence, full_text
from app.services.evidence import OPEN_STATES
from app.services.index_office import read_bands
from app.services.overview import overview
from app.services.plan_overview import plans_overview
from app.services.series_in_use import CITY_UNIT, info_of, published_series
from app.services.store import Store
from app.services.visibility import hidden_ids, require_visible_uid, told_to, visible_to

HIT_COLUMNS = select(  # what a case's line among the hits says
    Application.id, Application.uid, Application.title, Application.registry_number_city, Application.case_number, Organisation.short_name
).join(Organisation, Organisation.key == Application.applicant, isouter=True)
LISTED = (  # what the list of plans reads of a version
    "id", "uid", "board", "plan_version", "state", "approved_date", "reported_date", "risk_analysis_date", "resources_for_targets",
    "police_agreement_ref", "crime_prevention_plan_ref",
)  # fmt: skip


class Queries:
    def __init__(self, store: Store, resources: Path) -> None:
        self.store = store
        self.resources = resources

    # --- applications ----------------------------------------------------------------------------

    def applications(self, query: ListQuery, columns: Collection[str] | None = None) -> Page:
        """A page of the list with what its columns show (None: all there is), and how many there are in all."""
        with self.store.reading() as session:
            return case_list.page_of(session, self.store.programme, self.store.today, self.store.who, query, columns)

    def counts(self) -> Mapping[str, int]:
        """How many applications each built-in view holds."""
        with self.store.reading() as session:
            return case_list.counts_of(session, self.store.who)

    def totals(self, query: ListQuery, *, with_views: bool = True) -> Totals:
        """The kronor of everything that the query finds, whatever page it is on; and the views' counts."""
        with self.store.reading() as session:
            return case_list.totals_of(session, query, self.store.who, with_views=with_views)

    def is_empty(self) -> bool:
        """Whether there is no application to show at all."""
        with self.store.reading() as session:
            return session.scalar(select(Application.id).where(visible_to(self.store.who)).limit(1)) is None

    def filter_choices(self) -> FilterChoices:
        """The meetings, rounds and assessors that the list can be filtered on."""
        with self.store.reading() as session:
            return case_list.choices_of(session)

    def frame(self) -> Frame:
        """The programme frame: granted, proposed in undecided cases, applied for in open ones."""
        with self.store.reading() as session:
            applied = session.scalar(
                select(func.coalesce(func.sum(Application.amount_applied), 0)).where(Application.state.in_(OPEN_STATES))
            )
            return Frame(self.store.programme.frame, evidence.granted_total(session), evidence.proposed_total(session), int(applied or 0))

    def overview(self) -> Overview:
        """What must be done before the next meeting, the cases by state, and the frame."""
        with self.store.reading() as session:
            return overview(session, self.store, self.frame())

    def names_district(self, district: str) -> tuple[ApplicationRow, ...]:
        """The applications that name a district."""
        with self.store.reading() as session:
            ids = session.scalars(select(ApplicationDistrict.application_id).where(ApplicationDistrict.key == district)).all()
            return case_list.application_rows(session, self.store.programme, self.store.today, ids, who=self.store.who)

    # --- plans -----------------------------------------------------------------------------------

    def plans(self) -> tuple[PlanRow, ...]:
        """Every plan version of the six boards, newest first; a board without a plan has a row too."""
        programme = self.store.programme
        versions: dict[str | None, list[Any]] = defaultdict(list)
        columns = [getattr(LocalActionPlan, name) for name in LISTED]
        with self.store.reading() as session:
            for plan in session.execute(select(*columns).order_by(LocalActionPlan.plan_version.desc())):
                versions[plan.board].append(plan)
            counts: dict[Any, Mapping[int, int]] = {mapped: _count_by_plan(session, mapped) for mapped in (PlanActivity, PlanObjective)}
            counts[Application] = _count_by_plan(session, Application, visible_to(self.store.who))
        return tuple(_plan_row(board, plan, counts) for board in programme.programme_boards for plan in versions[board.key] or [None])

    def plans_overview(self) -> PlansOverview:
        """The six boards' plans side by side: what each must hold, what is due, money and activities, risks answered."""
        with self.store.reading() as session:
            return plans_overview(session, self.store.programme, self.store.today, self.store.who)

    # --- log and verdicts ------------------------------------------------------------------------

    def log(self, uid: UUID) -> tuple[LogRow, ...]:
        """What has happened to a record, newest first; ordered by store and sequence, not by clock."""
        with self.store.reading() as session:
            require_visible_uid(session, self.store.who, uid)
            found = session.scalars(
                select(LogEntry).where(LogEntry.record_uid == uid).order_by(LogEntry.store_id, LogEntry.sequence.desc())
            )
            told = told_to(session, self.store.who)
            return tuple(LogRow(one.sequence, one.at, one.who, one.label, *told(one.field, one.before, one.after)) for one in found)

    def rule_history(self, uid: UUID, rule_id: str) -> tuple[RuleRun, ...]:
        """The verdicts a rule has had on a case, newest first."""
        with self.store.reading() as session:
            require_visible_uid(session, self.store.who, uid)
            found = session.scalars(
                select(StoredRun)
                .join(Application, Application.id == StoredRun.application_id)
                .where(Application.uid == uid, StoredRun.rule_id == rule_id)
                .order_by(StoredRun.id.desc())
            )
            return tuple(RuleRun(one.at, one.outcome, one.reason, one.rule_set_version) for one in found)

    # --- index -----------------------------------------------------------------------------------

    def ranking(self, level: Level, measure: Measure, year: int, highlight: Iterable[str] = (), *, series: str = "") -> Ranking | None:
        """The ranking of one level, measure and year in a published series, the first unless told; None when the store has none."""
        with self.store.reading() as session:
            key = published_series(level, series).scalar_subquery()
            held = session.scalars(select(IndexSeries).where(IndexSeries.key == key)).first()
            if held is None:
                return None
            info, bands = info_of(held), read_bands(session)
            found = session.execute(
                select(IndexValue.unit, IndexValue.value).where(
                    IndexValue.series_key == held.key,
                    IndexValue.measure == measure,
                    IndexValue.year == year,
                    IndexValue.unit != CITY_UNIT,
                )
            ).all()
        if not found:
            return None
        return ranking(info, measure, year, [(unit, self._unit_label(level, unit), value) for unit, value in found], highlight, bands)

    def _unit_label(self, level: Level, unit: str) -> str:
        programme = self.store.programme
        if level is Level.DISTRICT:
            return programme.district_name(unit)
        held = programme.organisation_by_key.get(unit)
        return held.short_name if held else unit

    def ranking_pdf(self, level: Level, measure: Measure, year: int, shown: Ranking | None = None) -> bytes:
        """The ranking on one A4; `shown` when only some of its bars are wanted. Raises RuleViolation when there are no values."""
        from app.reports.ranking import ranking_pdf

        found = shown or self.ranking(level, measure, year)
        if found is None:
            raise RuleViolation("Det finns inga indexvärden för valet.")
        return ranking_pdf(found, self.resources)

    def unit_values(self, level: Level, unit: str, year: int, *, series: str = "") -> Mapping[Measure, float]:
        """Total and parts of one unit in one year of a published series, the first unless told."""
        key = published_series(level, series).scalar_subquery()
        with self.store.reading() as session:
            found = session.execute(
                select(IndexValue.measure, IndexValue.value).where(
                    IndexValue.series_key == key, IndexValue.unit == unit, IndexValue.year == year
                )
            ).all()
            return {row.measure: row.value for row in found}

    # --- search ----------------------------------------------------------------------------------

    def search(self, text: str, limit: int = 30) -> tuple[Hit, ...]:
        """Cases, plans, dialogues, districts, organisations and rules that hold every word; exact letters before folded ones."""
        if not swedish.compact(text):
            return ()
        return (*self.case_hits(text, limit), *self._programme_hits(text))[: limit + 1]

    def case_hits(self, text: str, limit: int = 30) -> list[Hit]:
        """The cases, and a way to all of them in the list where there are more."""
        with self.store.reading() as session:
            ids = full_text.ranked(session, text, hidden_ids(self.store.who), limit + 1)
            if not ids:
                return []
            rows = {one.id: one for one in session.execute(HIT_COLUMNS.where(Application.id.in_(ids[:limit])))}
        hits = [
            Hit(
                "application",
                one.title or "Namnlös ansökan",
                " · ".join(filter(None, (one.registry_number_city or one.case_number, one.short_name))),
                str(one.uid),
            )
            for one in (rows[number] for number in ids[:limit])
        ]
        return [*hits, Hit("list", "Fler träffar …", "Visa alla i listan över ansökningar", text)] if len(ids) > limit else hits

    def _programme_hits(self, text: str) -> list[Hit]:
        programme = self.store.programme
        words = swedish.fold(text).split()

        def matches(*texts: str) -> bool:
            folded = swedish.fold(" ".join(texts))
            return all(word in folded for word in words)

        hits = [
            Hit("district", one.name, programme.organisation_name(one.board), one.key)
            for one in programme.districts
            if matches(one.name, *one.aliases)
        ]
        hits += [
            Hit("organisation", one.name, one.kind.label, one.key)
            for one in programme.organisations
            if matches(one.name, one.short_name, *one.aliases)
        ]
        hits += [Hit("rule", f"{one.id} {one.title}", one.source, one.id) for one in programme.rules if matches(one.id, one.title)]
        with self.store.reading() as session:
            plans = session.execute(select(LocalActionPlan.uid, LocalActionPlan.board, LocalActionPlan.plan_version)).all()
            dialogues = session.execute(
                select(ResidentDialogue.uid, ResidentDialogue.number, ResidentDialogue.board, ResidentDialogue.area, ResidentDialogue.form)
                .order_by(ResidentDialogue.number.desc())
            ).all()  # fmt: skip
        hits += [
            Hit("plan", f"Handlingsplan {programme.organisation_name(board)}, version {version}", "Lokal handlingsplan", str(uid))
            for uid, board, version in plans
            if matches("handlingsplan", programme.organisation_name(board))
        ]
        hits += [
            Hit("dialogue", f"{number} {area}".strip(), f"Boendedialog · {programme.organisation_name(board)}", str(uid))
            for uid, number, board, area, form in dialogues
            if matches("boendedialog", number, programme.organisation_name(board), area, form)
        ]
        return hits


def _count_by_plan(session: Session, mapped: Any, *conditions: ColumnElement[bool]) -> Mapping[int, int]:
    query = select(mapped.plan_id, func.count().label("number")).where(mapped.plan_id.is_not(None), *conditions).group_by(mapped.plan_id)
    return {row.plan_id: row.number for row in session.execute(query)}


def _plan_row(board: Board, plan: Any | None, counts: Mapping[Any, Mapping[int, int]]) -> PlanRow:
    if plan is None:
        return PlanRow(
            uid=None, board=board.key, board_name=board.name, plan_version=None, state=None, approved_date=None,
            activities=0, objectives=0, applications=0, missing=("Ingen plan registrerad",),
        )  # fmt: skip
    activities, objectives, applications = (counts[mapped].get(plan.id, 0) for mapped in (PlanActivity, PlanObjective, Application))
    return PlanRow(
        uid=plan.uid,
        board=board.key,
        board_name=board.name,
        plan_version=plan.plan_version,
        state=plan.state,
        approved_date=plan.approved_date,
        activities=activities,
        objectives=objectives,
        applications=applications,
        missing=plan_lacks(plan, activities, objectives),
    )


def plan_lacks(plan: Any, activities: int, objectives: int) -> tuple[str, ...]:
    """What a plan must hold and does not, in Swedish (R03, R04, R14, R15, R16, R31)."""
    lacks = []
    if not plan.risk_analysis_date:
        lacks.append("riskanalys")
    if not objectives:
        lacks.append("målsättningar")
    if not activities:
        lacks.append("aktiviteter")
    if not plan.resources_for_targets:
        lacks.append("resurser för mål")
    if not (plan.police_agreement_ref or plan.crime_prevention_plan_ref):
        lacks.append("polisavtal eller brottsförebyggande planering")
    if not plan.approved_date:
        lacks.append("nämndens godkännande")
    if not plan.reported_date:
        lacks.append("rapport till styrgruppen")
    return tuple(lacks)
