"""The risk index's papers from the window: a unit's sheet and the list, to a file or to the printer."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.riskindex.series import Level, Ranking
from app.ui.jobs import Job
from app.ui.messages import PDFS
from app.ui.session import Session
from app.ui.views.index_page import Choice


def save_unit_sheet(session: Session, choice: Choice) -> Job | None:
    """The chosen unit of a computed series as PDF where the user says. None when nothing was chosen."""
    return _save(
        session, _unit_paper(session, choice), session.bench.index_papers.suggested_file_name(choice.level, choice.year, choice.unit)
    )


def print_unit_sheet(session: Session, choice: Choice) -> Job:
    """Makes the chosen unit's sheet, then asks how to print it."""
    name = session.bench.index_papers.suggested_file_name(choice.level, choice.year, choice.unit)
    return _print(session, _unit_paper(session, choice), name)


def save_list_sheet(session: Session, ranking: Ranking, level: Level, year: int) -> Job | None:
    """A list as PDF where the user says; its footer is the ranking's own. None when nothing was chosen."""
    papers = session.bench.index_papers
    return _save(session, lambda: papers.list_pdf(ranking), papers.suggested_file_name(level, year))


def print_list_sheet(session: Session, ranking: Ranking, level: Level, year: int) -> Job:
    """Makes the list, then asks how to print it."""
    papers = session.bench.index_papers
    return _print(session, lambda: papers.list_pdf(ranking), papers.suggested_file_name(level, year))


def _unit_paper(session: Session, choice: Choice) -> Callable[[], bytes]:
    papers, recipe = session.bench.index_papers, choice.recipe
    assert recipe is not None
    return lambda: papers.sheet_pdf(choice.level, choice.year, choice.unit, recipe, choice.measure)


def _save(session: Session, make: Callable[[], bytes], name: str) -> Job | None:
    path = session.messages.ask_save_file("Spara bladet som PDF", PDFS, name)
    if path is None:
        return None
    papers = session.bench.index_papers
    return session.run(
        lambda _progress: papers.save(make(), path),
        f"Sparar {path.name}",
        lambda _done: session.messages.notice(f"Bladet är sparat som {path}."),
    )


def _print(session: Session, make: Callable[[], bytes], name: str) -> Job:
    def printed(data: bytes) -> None:
        from app.ui.dialogs.print import print_pdf

        print_pdf(session, data, name.removesuffix(".pdf"))

    return session.run(lambda _progress: make(), "Gör bladet", printed)
