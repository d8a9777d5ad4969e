"""Opening a case in the window asks the store few questions; the tabs read their own when they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.domain.vocabulary import ApplicationState
from app.ui.main_window import MainWindow

MOST_QUERIES = 5


def test_a_case_opens_with_at_most_five_questions(window: MainWindow, case_uid_of: Callable[[str], UUID]) -> None:
    first, second = case_uid_of("stråk"), case_uid_of("Läxhjälp")
    window.session.bench.cases.move(second, ApplicationState.EXPERT_REVIEW)  # past registration: no look for earlier cases
    window.go("application", (first, "application"))
    assert window.session.jobs.wait_idle()
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(" ".join(statement.split())[:80])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        window.go("application", (second, "application"))
        assert window.session.jobs.wait_idle()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    questions = [one for one in asked if one.startswith("SELECT")]
    assert questions
    assert len(questions) <= MOST_QUERIES, questions
