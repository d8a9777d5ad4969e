"""Use cases on a local action plan: register, edit, freeze its index, take it through its states, compare its versions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain import catalogues, workflow
from app.domain.drafts import PlanDraft
from app.domain.plans import compare
from app.domain.views import ApplicationRow, Changes, Created, FrozenIndex, IndexChange, PlanDifference, PlanVersion, PlanView
from app.domain.vocabulary import PlanState
from app.models.application import Application
from app.models.plan import LocalActionPlan
from app.services import evidence, mapping, plan_index
from app.services.case_list import application_rows
from app.services.records import Part, Records, Target
from app.services.store import Unit, require
from app.services.uids import new_uid

IN_FORCE = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)
LOCKED_TEXT = "Planen är godkänd och låst. En ändring görs i en ny version."
FREE_FIELDS = {"reported_date"}
FREE_TABLES = {"follow_up_values"}


class Plans(Records):
    kind: ClassVar[str] = "plan"
    label: ClassVar[str] = "Handlingsplanen"
    mapped = LocalActionPlan
    parts = (Part("", catalogues.PLAN, mapping.PLAN_ROWS),)

    # --- reading ---------------------------------------------------------------------------------

    def load(self, uid: UUID) -> PlanView:
        with self.store.reading() as session:
            record = self.find(session, uid)
            query = select(Application.id, Application.uid, Application.plan_activity_id).where(Application.plan_id == record.id)
            leaning = session.execute(query).all()
            rows = application_rows(session, self.store.programme, self.store.today, [one.id for one in leaning], who=self.store.who)
            by_uid = {row.uid: row for row in rows}
            activities = {row.id: row.uid for row in mapping.rows_of(session, record, mapping.PLAN_ROWS["activities"])}
            by_activity: dict[UUID, list[ApplicationRow]] = defaultdict(list)
            for one in leaning:
                if one.plan_activity_id in activities and one.uid in by_uid:
                    by_activity[activities[one.plan_activity_id]].append(by_uid[one.uid])
            return PlanView(
                uid=record.uid,
                version=record.version,
                state=record.state,
                draft=mapping.plan_draft(session, record),
                unparsed=self.unparsed(session, record.uid),
                leaning=rows,
                by_activity={key: tuple(found) for key, found in by_activity.items()},
                index=plan_index.frozen(session, record.id),
                versions=versions_of(session, record.board),
            )

    def index_changes(self, uid: UUID) -> tuple[IndexChange, ...]:
        """How the frozen index stands against the newest series: what has changed since the plan was made."""
        with self.store.reading() as session:
            return plan_index.changes(session, self.find(session, uid).id)

    def compare(self, old: UUID, new: UUID) -> tuple[PlanDifference, ...]:
        """What differs between two versions, in the plan's reading order."""
        with self.store.reading() as session:
            before, after = (mapping.plan_draft(session, self.find(session, one)) for one in (old, new))
        return compare(before, after, self.choices)

    # --- making ----------------------------------------------------------------------------------

    def create(self, draft: PlanDraft, *, state: PlanState = PlanState.DRAFT, uid: UUID | None = None, source: str = "Ny plan") -> Created:
        """Register a plan version; a board's next free version number is taken when none is given."""
        with self.store.writing() as unit:
            record = self.insert(unit, draft, state, uid or new_uid(), source)
        return Created(record.uid, unit.changes)

    def new_version(self, uid: UUID) -> Created:
        """A new version that starts as a copy of this one, its index too, without approval and follow-up."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            old = mapping.plan_draft(unit.session, record)
            draft = replace(
                with_new_rows(old),
                plan_version=self.next_version(unit.session, old.board),
                steering_date=None,
                approved_date=None,
                approval_paragraph="",
                approval_registry_number="",
                reported_date=None,
            )
            made = self.insert(unit, draft, PlanState.DRAFT, new_uid(), f"Ny version från version {old.plan_version}")
            plan_index.copy(unit.session, record.id, made.id)
        return Created(made.uid, unit.changes)

    def insert(self, unit: Unit, draft: PlanDraft, state: PlanState, uid: UUID, source: str) -> LocalActionPlan:
        """Add a plan within a write that is under way; its state is set last, since an approved plan is locked."""
        version = draft.plan_version or self.next_version(unit.session, draft.board)
        self._require_free(unit.session, draft.board, version, None)
        filled = replace(draft, plan_version=version)
        record = LocalActionPlan(uid=uid, state=PlanState.DRAFT, board=filled.board, plan_version=version)
        unit.session.add(record)
        unit.session.flush()
        mapping.write_draft(unit.session, record, filled, catalogues.PLAN, mapping.PLAN_ROWS)
        unit.session.flush()
        name = f"{self.store.programme.organisation_name(filled.board)}, version {version}"
        unit.log("plan", record.uid, "created", source, "", name)
        if state is not PlanState.DRAFT:
            if state in workflow.LOCKED_PLAN_STATES:
                plan_index.freeze(unit.session, record, self.store.programme, filled.approved_date or self.store.today)
            record.state = state
            unit.session.flush()
        self.after_edit(unit, record, "board")
        return record

    def update(self, unit: Unit, record: LocalActionPlan, draft: PlanDraft, source: str) -> None:
        """Lay a whole draft over an open version within a write that is under way; each difference is logged."""
        require(record.state not in workflow.LOCKED_PLAN_STATES, LOCKED_TEXT)
        old = mapping.plan_draft(unit.session, record)
        filled = replace(draft, board=record.board, plan_version=record.plan_version)
        mapping.write_draft(unit.session, record, filled, catalogues.PLAN, mapping.PLAN_ROWS)
        for one in compare(old, filled, self.choices):
            unit.log("plan", record.uid, "imported", one.label, one.before, one.after)
        unit.log("plan", record.uid, "imported", source)
        self.bump(record)
        self.after_edit(unit, record, "board")

    def freeze_index(self, uid: UUID) -> Changes:
        """Keep a copy of the newest index with the plan. Raises RuleViolation on a locked version or without index."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            require(record.state not in workflow.LOCKED_PLAN_STATES, LOCKED_TEXT)
            frozen = plan_index.freeze(unit.session, record, self.store.programme, self.store.today, anew=True)
            if frozen is None:
                require(False, "Det finns inget riskindex i filen att frysa.")
            else:
                unit.log("plan", record.uid, "index", "Riskindex fryst", "", index_name(frozen))
            self.bump(record)
            unit.touch("plan", record.uid)
        return unit.changes

    # --- states ----------------------------------------------------------------------------------

    def move(self, uid: UUID, target: PlanState) -> Changes:
        """Take the plan to another state. Raises RuleViolation with what is missing."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            require(
                workflow.may_plan(record.state, target),
                f"En plan i läget ”{record.state.label}” kan inte föras till ”{target.label}”.",
            )
            lacks = workflow.missing_plan(target, mapping.plan_draft(unit.session, record))
            require(not lacks, f"Innan planen förs till ”{target.label}”: " + " ".join(one.text for one in lacks))
            if target is PlanState.APPROVED:
                plan_index.freeze(unit.session, record, self.store.programme, self.store.today)
                self._supersede_older(unit, record)
            self._set_state(unit, record, target)
            unit.session.flush()
            self.after_edit(unit, record, "state")
        return unit.changes

    def _supersede_older(self, unit: Unit, record: LocalActionPlan) -> None:
        older = select(LocalActionPlan).where(
            LocalActionPlan.board == record.board, LocalActionPlan.plan_version < record.plan_version, LocalActionPlan.state.in_(IN_FORCE)
        )
        for one in unit.session.scalars(older):
            self._set_state(unit, one, PlanState.SUPERSEDED)

    def _set_state(self, unit: Unit, record: LocalActionPlan, target: PlanState) -> None:
        unit.log("plan", record.uid, "state", "Läge", record.state.label, target.label)
        record.state = target

    # --- for editing -----------------------------------------------------------------------------

    def check_open(self, record: LocalActionPlan) -> None:
        require(record.state is not PlanState.SUPERSEDED, "Planen är ersatt av en nyare version och kan inte ändras.")

    def check_edit(self, unit: Unit, record: LocalActionPlan, target: Target, value: Any) -> None:
        key = f"{target.table}.{target.field.key}" if target.table else target.field.key
        free = key in FREE_FIELDS or target.table in FREE_TABLES or key == "activities.state"
        require(free or record.state not in workflow.LOCKED_PLAN_STATES, LOCKED_TEXT)
        if target.holder is record and target.field.key in ("board", "plan_version"):
            board = value if target.field.key == "board" else record.board
            version = value if target.field.key == "plan_version" else record.plan_version
            self._require_free(unit.session, board, version, record.id)

    def check_rows(self, unit: Unit, record: LocalActionPlan, table: str) -> None:
        require(table in FREE_TABLES or record.state not in workflow.LOCKED_PLAN_STATES, LOCKED_TEXT)

    def after_edit(self, unit: Unit, record: LocalActionPlan, key: str) -> None:
        """Undecided cases that lean on the plan, or on a version it supersedes, are evaluated anew."""
        named = select(LocalActionPlan.id).where(LocalActionPlan.board == record.board)
        leaning = select(Application.id).where(
            or_(
                Application.plan_id.in_(named),
                (Application.applicant == record.board) & (Application.plan_version == record.plan_version),
            ),
            Application.state.in_(evidence.OPEN_STATES),
        )
        unit.applications |= set(unit.session.scalars(leaning))

    def _require_free(self, session: Session, board: str | None, version: int | None, own_id: int | None) -> None:
        if board is None or version is None:
            return
        taken = session.scalars(
            select(LocalActionPlan.id).where(LocalActionPlan.board == board, LocalActionPlan.plan_version == version)
        ).first()
        require(
            taken is None or taken == own_id,
            f"{self.store.programme.organisation_name(board)} har redan en plan med version {version}.",
        )

    @staticmethod
    def next_version(session: Session, board: str | None) -> int:
        newest = session.scalar(select(func.max(LocalActionPlan.plan_version)).where(LocalActionPlan.board == board))
        return (newest or 0) + 1


def versions_of(session: Session, board: str | None) -> tuple[PlanVersion, ...]:
    """All versions of a board's plan, newest first."""
    rows = session.scalars(select(LocalActionPlan).where(LocalActionPlan.board == board).order_by(LocalActionPlan.plan_version.desc()))
    return tuple(PlanVersion(one.uid, one.plan_version, one.state, one.approved_date) for one in rows)


def with_new_rows(draft: PlanDraft) -> PlanDraft:
    """The draft with a new uid on every row; what was measured belongs to the version it was measured on."""
    tables: dict[str, Any] = {
        one.name: tuple(replace(row, uid=new_uid()) for row in rows)
        for one in dataclass_fields(draft)
        if isinstance(rows := getattr(draft, one.name), tuple) and rows and is_dataclass(rows[0])
    }
    return replace(draft, **tables)


def index_name(frozen: FrozenIndex) -> str:
    return f"{frozen.name}, {frozen.year}, {frozen.reference}"
