"""Use cases on resident dialogues: register, edit, see who refers to them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import catalogues, personal_data
from app.domain.drafts import DialogueDraft
from app.domain.views import Created, DialogueRow, DialogueView, PlanVersion
from app.models.application import Application
from app.models.dialogue import ResidentDialogue
from app.models.plan import LocalActionPlan
from app.services import mapping
from app.services.case_list import application_rows
from app.services.dialogue_refs import refers
from app.services.records import Part, Records, Target
from app.services.store import Unit, require
from app.services.uids import new_uid

TEXTS = ("area", "form", "organisers", "reached", "main_points", "feedback")


class Dialogues(Records):
    kind: ClassVar[str] = "dialogue"
    label: ClassVar[str] = "Boendedialogen"
    mapped = ResidentDialogue
    parts = (Part("", catalogues.DIALOGUE, {}),)

    def list(self, board: str | None = None) -> tuple[DialogueRow, ...]:
        """All dialogues, or one board's, newest first."""
        query = select(ResidentDialogue).order_by(ResidentDialogue.day.desc(), ResidentDialogue.number.desc())
        with self.store.reading() as session:
            found = session.scalars(query if board is None else query.where(ResidentDialogue.board == board)).all()
        names = self.store.programme
        return tuple(
            DialogueRow(
                uid=one.uid,
                number=one.number,
                board_name=names.organisation_name(one.board),
                area=one.area,
                day=one.day,
                form=one.form,
                has_feedback=bool(one.feedback),
            )
            for one in found
        )

    def load(self, uid: UUID) -> DialogueView:
        with self.store.reading() as session:
            record = self.find(session, uid)
            draft = mapping.dialogue_draft(session, record)
            plans = [one for one in session.scalars(select(LocalActionPlan)) if refers(one.dialogues, draft.number)]
            cases = [one.id for one in session.scalars(select(Application)) if refers(one.dialogues, draft.number)]
            return DialogueView(
                uid=record.uid,
                version=record.version,
                draft=draft,
                warnings=tuple(dict.fromkeys(warning for key in TEXTS for warning in personal_data.warnings(getattr(draft, key)))),
                unparsed=self.unparsed(session, record.uid),
                plans=tuple(PlanVersion(one.uid, one.plan_version, one.state, one.approved_date) for one in plans),
                applications=application_rows(session, self.store.programme, self.store.today, cases, who=self.store.who),
            )

    def create(self, draft: DialogueDraft | None = None, *, uid: UUID | None = None) -> Created:
        """Register a dialogue; the year's next free number is taken when none is given."""
        with self.store.writing() as unit:
            wanted = draft or DialogueDraft()
            number = wanted.number or self._next_number(unit.session, (wanted.day or self.store.today).year)
            self._require_free(unit.session, number, None)
            record = ResidentDialogue(uid=uid or new_uid())
            unit.session.add(record)
            unit.session.flush()
            mapping.write_draft(unit.session, record, replace(wanted, number=number), catalogues.DIALOGUE, {})
            unit.log("dialogue", record.uid, "created", "Ny boendedialog", "", f"{number} {wanted.area}".strip())
        return Created(record.uid, unit.changes)

    def check_edit(self, unit: Unit, record: ResidentDialogue, target: Target, value: Any) -> None:
        if target.field.key == "number":
            require(value, "Dialogen behöver ett nummer, till exempel BD-2015-01.")
            self._require_free(unit.session, str(value), record.id)

    def _require_free(self, session: Session, number: str, own_id: int | None) -> None:
        taken = session.scalars(select(ResidentDialogue.id).where(ResidentDialogue.number == number)).first()
        require(taken is None or taken == own_id, f"Det finns redan en boendedialog med nummer {number}.")

    @staticmethod
    def _next_number(session: Session, year: int) -> str:
        held = session.scalars(select(ResidentDialogue.number).where(ResidentDialogue.number.like(f"BD-{year}-%"))).all()
        taken = [int(found[1]) for one in held if (found := re.fullmatch(rf"BD-{year}-(\d+)", one))]
        return f"BD-{year}-{max(taken, default=0) + 1:02d}"
