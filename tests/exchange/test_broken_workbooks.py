"""Every broken workbook ends in a clear Swedish text, quickly, and in nothing else."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.exchange.application_form import read_application_form
from app.exchange.programme_file import load_programme
from tests.files.broken_workbooks import broken_workbooks

PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
BROKEN = broken_workbooks(PROGRAMME)
SECONDS = 5.0
ENGLISH = re.compile(r"Traceback|Error|Exception|None|\berror\b|\binvalid\b|/tmp|\bpython\b", re.IGNORECASE)


def texts_of(data: bytes) -> list[str]:
    """What the caseworker is told; empty when the workbook was taken."""
    try:
        reading = read_application_form(data, PROGRAMME)
    except FileRefused as refused:
        return [refused.message] if refused.advice else []
    return [str(problem) for problem in reading.problems]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workbook_is_refused_in_words_that_help(name: str) -> None:
    started = time.monotonic()
    told = texts_of(BROKEN[name])
    assert time.monotonic() - started < SECONDS
    assert told
    for text in told:
        assert text[0].isupper()
        assert text.endswith((".", "?"))
        assert not ENGLISH.search(text), text
        assert len(text) < 700


def test_there_are_many_kinds_and_their_texts_differ() -> None:
    assert len(BROKEN) >= 60
    assert len({texts_of(data)[0] for data in BROKEN.values()}) >= 40
