"""A form may look odd and still be sound: it is then read, and what was unusual is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.exchange.application_form import read_application_form
from app.exchange.programme_file import load_programme
from app.exchange.sheet_reader import read_workbook_here
from tests.files.example_draft import filled_draft
from tests.files.sound_workbooks import NOTED, sound_workbooks

PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
SOUND = sound_workbooks(PROGRAMME)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_form_is_read_as_the_draft_it_holds(name: str) -> None:
    reading = read_application_form(SOUND[name], PROGRAMME, reader=read_workbook_here)
    assert reading.problems == ()
    assert reading.draft == filled_draft(PROGRAMME)


@pytest.mark.parametrize("name", SOUND)
def test_what_is_unusual_is_noted_and_nothing_else(name: str) -> None:
    notes = read_application_form(SOUND[name], PROGRAMME, reader=read_workbook_here).notes
    if name in NOTED:
        assert len(notes) == 1
        assert NOTED[name].search(notes[0])
    else:
        assert notes == ()
