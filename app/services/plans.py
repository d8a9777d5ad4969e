"""Use cases on a local action plan: register, edit, take through its states; the cases that lean on it follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain import catalogues, workflow
from app.domain.drafts import PlanDraft
from app.domain.views import Changes, Created, PlanView
from app.domain.vocabulary import PlanState
from app.models.application import Application
from app.models.plan import LocalActionPlan
from app.services import mapping
from app.services.queries import application_rows
from app.services.records import Part, Records, Target
from app.services.store import Unit, require


class Plans(Records):
    kind: ClassVar[str] = "plan"
    label: ClassVar[str] = "Handlingsplanen"
    mapped = LocalActionPlan
    parts = (Part("", catalogues.PLAN, mapping.PLAN_ROWS),)

    def load(self, uid: UUID) -> PlanView:
        with self.store.reading() as session:
            record = self.find(session, uid)
            ids = session.scalars(select(Application.id).where(Application.plan_id == record.id)).all()
            return PlanView(
                uid=record.uid,
                version=record.version,
                state=record.state,
                draft=mapping.plan_draft(session, record),
                unparsed=self.unparsed(session, record.uid),
                leaning=application_rows(session, self.store.programme, self.store.today, ids),
            )

    def create(self, draft: PlanDraft, *, state: PlanState = PlanState.DRAFT, uid: UUID | None = None, source: str = "Ny plan") -> Created:
        """Register a plan version; a board's next free version number is taken when none is given."""
        with self.store.writing() as unit:
            version = draft.plan_version or self._next_version(unit.session, draft.board)
            record = self._insert(unit, replace(draft, plan_version=version), state, uid or uuid4(), source)
        return Created(record.uid, unit.changes)

    def new_version(self, uid: UUID) -> Created:
        """A new version that starts as a copy of this one, without its approval."""
        with self.store.writing() as unit:
            record = self.find(unit.session, uid)
            old = mapping.plan_draft(unit.session, record)
            draft = replace(
                old,
                plan_version=self._next_version(unit.session, old.board),
                steering_date=None,
                approved_date=None,
                approval_paragraph="",
                approval_registry_number="",
                reported_date=None,
                objectives=tuple(replace(row, uid=uuid4()) for row in old.objectives),
                activities=tuple(replace(row, uid=uuid4()) for row in old.activities),
            )
            made = self._insert(unit, draft, PlanState.DRAFT, uuid4(), f"Ny version från version {old.plan_version}")
        return Created(made.uid, unit.changes)

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
            self._set_state(unit, record, target)
            if target is PlanState.APPROVED:
                for older in unit.session.scalars(
                    select(LocalActionPlan).where(
                        LocalActionPlan.board == record.board,
                        LocalActionPlan.plan_version < record.plan_version,
                        LocalActionPlan.state.in_((PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)),
                    )
                ):
                    self._set_state(unit, older, PlanState.SUPERSEDED)
            self.after_edit(unit, record, "state")
        return unit.changes

    def _set_state(self, unit: Unit, record: LocalActionPlan, target: PlanState) -> None:
        unit.log("plan", record.uid, "state", "Läge", record.state.label, target.label)
        record.state = target

    def _insert(self, unit: Unit, draft: PlanDraft, state: PlanState, uid: UUID, source: str) -> LocalActionPlan:
        self._require_free(unit.session, draft.board, draft.plan_version, None)
        record = LocalActionPlan(uid=uid, state=state, board=draft.board, plan_version=draft.plan_version)
        unit.session.add(record)
        unit.session.flush()
        mapping.write_draft(unit.session, record, draft, catalogues.PLAN, mapping.PLAN_ROWS)
        unit.session.flush()
        name = f"{self.store.programme.organisation_name(draft.board)}, version {draft.plan_version}"
        unit.log("plan", record.uid, "created", source, "", name)
        self.after_edit(unit, record, "board")
        return record

    def check_open(self, record: LocalActionPlan) -> None:
        require(record.state is not PlanState.SUPERSEDED, "Planen är ersatt av en nyare version och kan inte ändras.")

    def check_edit(self, unit: Unit, record: LocalActionPlan, target: Target, value: Any) -> None:
        if target.holder is record and target.field.key in ("board", "plan_version"):
            board = value if target.field.key == "board" else record.board
            version = value if target.field.key == "plan_version" else record.plan_version
            self._require_free(unit.session, board, version, record.id)

    def after_edit(self, unit: Unit, record: LocalActionPlan, key: str) -> None:
        """Cases that lean on the plan, or name its board and version, are evaluated anew."""
        leaning = select(Application.id).where(
            or_(
                Application.plan_id == record.id,
                (Application.applicant == record.board) & (Application.plan_version == record.plan_version),
            )
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
    def _next_version(session: Session, board: str | None) -> int:
        newest = session.scalar(select(func.max(LocalActionPlan.plan_version)).where(LocalActionPlan.board == board))
        return (newest or 0) + 1
