"""The plan's workbook: made, read with a preview before anything is stored, read in, exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.drafts import PlanDraft
from app.domain.plans import compare
from app.domain.problems import Problem
from app.domain.programme import Programme
from app.domain.views import Created, Difference, PlanImportPreview
from app.domain.vocabulary import PlanState
from app.domain.workflow import LOCKED_PLAN_STATES
from app.errors import ValidationProblems
from app.exchange.files import write_bytes
from app.exchange.sheet_reader import SheetReader, read_file, read_workbook
from app.models.plan import LocalActionPlan
from app.services import dialogue_refs, mapping
from app.services.plans import Plans
from app.services.store import Store
from app.services.uids import new_uid

Step = Callable[[int, int], None]


class PlanForms:
    def __init__(self, store: Store, plans: Plans, reader: SheetReader = read_workbook) -> None:
        self._store = store
        self.plans = plans
        self.reader = reader

    def template(self, path: Path) -> None:
        """Write an empty plan form, whole or not at all."""
        save_plan_template(self._store.programme, path)

    def export_plan(self, uid: UUID, path: Path) -> None:
        """Write a plan as a filled form that reads back to the same plan."""
        from app.exchange.plan_form import plan_template

        write_bytes(path, plan_template(self._store.programme, self.plans.load(uid).draft))

    def read(self, path: Path, step: Step | None = None) -> PlanImportPreview:
        """Look at a filled plan form: what it holds, every problem, and which version it would update.

        Nothing is stored. Raises FileRefused when the file as a whole is not a plan form.
        """
        from app.exchange.plan_form import read_plan_form

        if step:
            step(0, 2)
        content = read_file(path)
        reading = read_plan_form(content, self._store.programme, reader=self.reader)
        if step:
            step(1, 2)
        problems = [*reading.problems]
        if reading.draft.board is None and not problems:
            problems.append(Problem("Blanketten säger inte vilken stadsdelsnämnd planen gäller. Fyll i Stadsdelsnämnd."))
        with self._store.reading() as session:
            missing = dialogue_refs.unknown(session, reading.draft.dialogues)
            if missing:
                problems.append(Problem(f"Det finns ingen registrerad boendedialog med nummer {', '.join(missing)}.", "dialogues"))
            held = self._newest(session, reading.draft.board)
            differences: tuple[Difference, ...] = ()
            if held is not None:
                old = mapping.plan_draft(session, held)
                found = compare(old, self._as_version(reading.draft, held), self.plans.choices)
                differences = tuple(Difference(one.label, one.before, one.after) for one in found)
            return PlanImportPreview(
                file_name=path.name,
                sha256=reading.sha256,
                draft=reading.draft,
                problems=tuple(problems),
                notes=reading.notes,
                existing=held.uid if held is not None else None,
                existing_name=self._name(held) if held is not None else "",
                is_locked=held is not None and held.state in LOCKED_PLAN_STATES,
                differences=differences,
            )

    def store(self, preview: PlanImportPreview) -> Created:
        """Lay the form over the board's open version, or make the next version when the newest is approved or there is none.

        Raises ValidationProblems while the preview lists problems; nothing is stored by half.
        """
        if preview.problems:
            raise ValidationProblems(preview.problems)
        source = f"Läst ur ”{preview.file_name}”"
        with self._store.writing() as unit:
            held = self._newest(unit.session, preview.draft.board)
            draft = self._without_earlier_approval(unit.session, preview.draft)
            if held is not None and held.state not in LOCKED_PLAN_STATES:
                self.plans.update(unit, held, self._as_version(draft, held), source)
                record = held
            else:
                version = self.plans.next_version(unit.session, preview.draft.board)
                record = self.plans.insert(unit, replace(draft, plan_version=version), PlanState.DRAFT, new_uid(), source)
        return Created(record.uid, unit.changes)

    @staticmethod
    def _without_earlier_approval(session: Session, draft: PlanDraft) -> PlanDraft:
        """An approval that an approved version already carries is that version's, not the new one's."""
        query = select(LocalActionPlan).where(LocalActionPlan.board == draft.board, LocalActionPlan.state.in_(LOCKED_PLAN_STATES))
        for locked in session.scalars(query):
            if draft.approved_date is not None and draft.approved_date == locked.approved_date:
                return replace(
                    draft, steering_date=None, approved_date=None, approval_paragraph="", approval_registry_number="", reported_date=None
                )
        return draft

    def _as_version(self, draft: PlanDraft, held: LocalActionPlan) -> PlanDraft:
        return replace(draft, board=held.board, plan_version=held.plan_version)

    def _name(self, held: LocalActionPlan) -> str:
        return f"{self._store.programme.organisation_name(held.board)}, version {held.plan_version}"

    @staticmethod
    def _newest(session: Session, board: str | None) -> LocalActionPlan | None:
        query = select(LocalActionPlan).where(LocalActionPlan.board == board).order_by(LocalActionPlan.plan_version.desc())
        return session.scalars(query).first()


def save_plan_template(programme: Programme, path: Path) -> None:
    from app.exchange.plan_form import plan_template

    write_bytes(path, plan_template(programme))
