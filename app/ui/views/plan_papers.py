"""What leaves a plan: paper, PDF and filled form."""

from __future__ import annotations

from uuid import UUID

from app.domain import swedish
from app.ui.jobs import Job
from app.ui.messages import PDFS, WORKBOOKS
from app.ui.session import Session


def print_plan(session: Session, uid: UUID) -> Job:
    """Builds the plan as it stands now, then asks how to print it."""
    papers = session.bench.plan_papers

    def printed(data: bytes) -> None:
        from app.ui.dialogs.print import print_pdf

        print_pdf(session, data, papers.suggested_file_name(uid).removesuffix(".pdf"))

    return session.run(lambda _progress: papers.pdf(uid), "Gör handlingsplanen", printed)


def save_plan(session: Session, uid: UUID) -> Job | None:
    """Saves the plan as PDF where the user says. None when nothing was chosen."""
    papers = session.bench.plan_papers
    path = session.messages.ask_save_file("Spara handlingsplan som PDF", PDFS, papers.suggested_file_name(uid))
    if path is None:
        return None
    return session.run(
        lambda _progress: papers.save_pdf(uid, path),
        f"Sparar {path.name}",
        lambda _result: session.messages.notice(f"Handlingsplanen är sparad som {path}."),
    )


def export_plan(session: Session, uid: UUID, title: str) -> Job | None:
    """Saves the plan as a filled form. None when nothing was chosen."""
    forms = session.bench.plan_forms
    name = f"{swedish.file_name(f'handlingsplan {title}', 'handlingsplan')}.xlsx"
    path = session.messages.ask_save_file("Exportera planen som blankett", WORKBOOKS, name)
    if path is None:
        return None
    return session.run(
        lambda _progress: forms.export_plan(uid, path),
        "Exporterar planen",
        lambda _result: session.messages.notice(f"Planen är sparad som {path.name}."),
    )
