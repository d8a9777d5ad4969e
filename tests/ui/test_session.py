"""The session: writes tell what changed, failures are shown, and closing waits for what is being stored."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from app.domain.views import Changes, Created
from app.errors import FileRefused, RuleViolation
from app.ui.jobs import Job, JobRunner
from app.ui.session import Session
from app.ui.settings import RECENT


def test_changes_are_told_before_the_caller_hears(session: Session) -> None:
    order: list[object] = []
    changes = Changes(frozenset({"application"}), frozenset({uuid4()}))
    session.changed.connect(order.append)
    session.write(lambda: Created(uuid4(), changes), lambda _result: order.append("done"))
    assert order == [changes, "done"]


def test_a_bare_changes_is_told_too(session: Session) -> None:
    heard: list[object] = []
    session.changed.connect(heard.append)
    session.write(lambda: Changes(frozenset({"plan"})))
    assert heard == [Changes(frozenset({"plan"}))]


def test_a_refused_write_is_shown_in_the_strip_and_changes_nothing(session: Session, messages) -> None:
    heard: list[object] = []
    session.changed.connect(heard.append)

    def work() -> Changes:
        raise RuleViolation("Bifall stoppas av R08.", ["R08"])

    session.write(work)
    assert messages.strips == [("Bifall stoppas av R08.", "warning")]
    assert heard == []


def test_a_caller_that_takes_care_of_failures_gets_them_instead(session: Session, messages) -> None:
    caught: list[Exception] = []

    def work() -> Changes:
        raise RuleViolation("Nej.")

    session.write(work, failed=caught.append)
    assert len(caught) == 1
    assert messages.strips == []


def test_a_fault_goes_to_the_apology_and_the_log(session: Session, messages, caplog: pytest.LogCaptureFixture) -> None:
    session.write(lambda: 1 / 0)
    assert [type(one) for one in messages.faults] == [ZeroDivisionError]
    assert "fault in a job" in caplog.text
    caplog.clear()


def test_opening_tells_and_remembers_the_file(qtbot, settings, messages, actions, jobs: JobRunner, store: Path) -> None:
    session = Session(jobs, settings, messages, actions)
    session.who = "Handläggaren"
    with qtbot.waitSignal(session.opened, timeout=10_000):
        session.open(store)
    assert session.is_writable
    assert session.bench.who == "Handläggaren"
    assert settings.get(RECENT) == (str(store),)
    session.close()
    assert not session.is_open


def test_a_file_that_is_not_ours_is_refused_and_left_alone(qtbot, settings, messages, actions, jobs: JobRunner, tmp_path: Path) -> None:
    other = tmp_path / "annat.sqlite"
    other.write_bytes(b"inte en databas")
    session = Session(jobs, settings, messages, actions)
    with qtbot.waitSignal(session.refused, timeout=10_000) as heard:
        session.open(other)
    assert heard.args[0] == other
    assert isinstance(heard.args[1], FileRefused)
    assert other.read_bytes() == b"inte en databas"
    assert settings.get(RECENT) == ()


def test_a_store_open_elsewhere_opens_for_viewing(qtbot, settings, messages, actions, jobs: JobRunner, bench) -> None:
    session = Session(jobs, settings, messages, actions)
    with qtbot.waitSignal(session.opened, timeout=10_000):
        session.open(bench.path)
    assert session.is_open
    assert not session.is_writable
    assert "Handläggaren" in session.bench.read_only.text
    session.close()


def test_closing_waits_until_everything_is_stored(qtbot, settings, messages, actions, jobs: JobRunner, store: Path) -> None:
    session = Session(jobs, settings, messages, actions)
    with qtbot.waitSignal(session.opened, timeout=10_000):
        session.open(store)
    done: list[int] = []
    for number in range(30):
        session.write(lambda number=number: done.append(number))
    session.close()
    assert done == list(range(30))
    assert session.workbench is None


def test_what_ends_after_its_store_was_closed_reaches_no_view(session: Session) -> None:
    reached: list[object] = []
    waiting, other = Job(1), Job(2)
    session.jobs.write = lambda _work: waiting  # type: ignore[method-assign, assignment]
    session.jobs.start = lambda _work: other  # type: ignore[method-assign, assignment]
    session.write(lambda: 7, reached.append)
    session.run(lambda _progress: 7, "Läser", reached.append, reached.append)
    bench, session.workbench = session.workbench, None
    waiting.conclude("succeeded", 7)
    other.conclude("failed", RuleViolation("Nej."))
    assert reached == []
    session.workbench = bench
    waiting.conclude("succeeded", 8)
    assert reached == [8]


def test_what_waits_for_the_fields_goes_on_after_what_was_written_before(qtbot, session: Session, jobs: JobRunner) -> None:
    session.jobs = jobs
    order: list[str] = []
    session.write(lambda: order.append("stored"))
    session.when_stored(lambda: order.append("then"))
    assert jobs.wait_idle()
    assert order == ["stored", "then"]


def test_what_waits_for_the_fields_is_dropped_with_the_store(session: Session) -> None:
    reached: list[object] = []
    waiting = Job(1)
    session.jobs.write = lambda _work: waiting  # type: ignore[method-assign, assignment]
    session.when_stored(lambda: reached.append(1))
    bench, session.workbench = session.workbench, None
    waiting.conclude("succeeded", None)
    session.workbench = bench
    assert reached == []
