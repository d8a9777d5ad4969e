"""Faults are logged without words from cases, and brought to the window from any thread."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest

from app.ui.faults import FaultCatcher, start_log, trace_of


def fail(words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise RuntimeError(words) from error


def test_the_trace_names_kinds_and_places_but_no_words() -> None:
    words = "".join(["hemligt", "namn"])
    with pytest.raises(RuntimeError) as caught:
        fail(words)
    trace = trace_of(caught.value)
    assert trace.index("ValueError") < trace.index("RuntimeError")
    assert "in fail" in trace
    assert words not in trace


def test_the_log_file_holds_no_words_of_the_error(tmp_path: Path) -> None:
    words = "".join(["hemligt", "namn"])
    root = logging.getLogger()
    before = list(root.handlers), root.level
    start_log(tmp_path / "logg")
    try:
        with pytest.raises(RuntimeError) as caught:
            fail(words)
        logging.getLogger("app").error("fault %s", "in a job", exc_info=(caught.type, caught.value, caught.tb))
        for handler in root.handlers:
            handler.flush()
        text = (tmp_path / "logg" / "sammanhallen.log").read_text(encoding="utf-8")
    finally:
        for handler in [one for one in root.handlers if one not in before[0]]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(before[1])
    assert "fault in a job" in text
    assert "RuntimeError" in text
    assert words not in text


def test_a_folder_that_cannot_be_made_means_no_log(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    before = list(logging.getLogger().handlers)
    start_log(tmp_path / "fil" / "logg")
    assert logging.getLogger().handlers == before


def test_a_fault_in_a_thread_is_shown_in_the_window(qtbot, caplog: pytest.LogCaptureFixture) -> None:
    shown: list[BaseException] = []
    catcher = FaultCatcher(shown.append)
    hooks = sys.excepthook, threading.excepthook
    threading.excepthook = catcher._on_thread
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    finally:
        sys.excepthook, threading.excepthook = hooks
    qtbot.waitUntil(lambda: bool(shown))
    assert [type(one) for one in shown] == [ZeroDivisionError]
    caplog.clear()


def test_one_apology_at_a_time(qtbot, caplog: pytest.LogCaptureFixture) -> None:
    shown: list[BaseException] = []

    def show(error: BaseException) -> None:
        shown.append(error)
        catcher._on_caught(ValueError("meanwhile"))

    catcher = FaultCatcher(show)
    catcher._on_caught(KeyError("first"))
    assert [type(one) for one in shown] == [KeyError]
