"""The local action plan as a paper."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from app.domain import swedish
from app.domain.texts.plan import plan_content
from app.exchange.files import write_bytes
from app.models.dialogue import ResidentDialogue
from app.services import mapping
from app.services.dialogue_refs import refers
from app.services.plans import Plans
from app.services.store import Store


class PlanPapers:
    def __init__(self, store: Store, plans: Plans, resources: Path) -> None:
        self.store = store
        self.plans = plans
        self.resources = resources

    def pdf(self, uid: UUID, *, invariant: bool = False) -> bytes:
        """One version of a plan in the city's chapter order."""
        from app.reports.plan import plan_pdf

        view = self.plans.load(uid)
        with self.store.reading() as session:
            held = session.scalars(select(ResidentDialogue).order_by(ResidentDialogue.number)).all()
            dialogues = [mapping.dialogue_draft(session, one) for one in held if refers(view.draft.dialogues, one.number)]
        content = plan_content(view.draft, self.store.programme, view.state, view.index, view.by_activity, dialogues, self.store.today)
        return plan_pdf(content, self.resources, invariant=invariant)

    def save_pdf(self, uid: UUID, path: Path) -> None:
        from app.reports.check import check_pdf

        write_bytes(path, self.pdf(uid), check_pdf)

    def suggested_file_name(self, uid: UUID) -> str:
        """'handlingsplan_Farsta_version_2.pdf'."""
        draft = self.plans.load(uid).draft
        held = self.store.programme.organisation_by_key.get(draft.board or "")
        return f"handlingsplan_{swedish.file_name(held.short_name if held else 'plan')}_version_{draft.plan_version or 0}.pdf"
