"""Taking an index into use in cases: asked first, told, and shown beside the title."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level, SeriesKind
from app.errors import RuleViolation
from app.ui.views.index_page import Choice
from app.ui.views.index_use import told_in_use, use_in_cases

COMPUTED = Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, recipe=Recipe())


def test_nothing_happens_when_the_question_is_declined(sample_session: Any, monkeypatch: Any) -> None:
    before = told_in_use(sample_session, Level.DISTRICT)
    monkeypatch.setattr(sample_session.messages, "confirm", lambda *_texts: False)
    use_in_cases(sample_session, COMPUTED)
    assert told_in_use(sample_session, Level.DISTRICT) == before
    assert before.startswith("I ärenden används: Publicerad serie 2012, Stadsdelar 2012, Exempelserie")


def test_the_computed_index_is_used_and_the_published_one_again(sample_session: Any, monkeypatch: Any) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sample_session.messages, "confirm", lambda _title, text, _verb: asked.append(text) or True)
    use_in_cases(sample_session, COMPUTED)
    assert "Grundrecept 1" in asked[0]
    assert told_in_use(sample_session, Level.DISTRICT).startswith("I ärenden används: Beräknad serie 2012, egen beräkning")
    use_in_cases(sample_session, Choice(SeriesKind.PUBLISHED, Level.DISTRICT, 2012))
    assert told_in_use(sample_session, Level.DISTRICT).startswith("I ärenden används: Publicerad serie 2012")


def test_what_may_not_be_used_is_told_and_changes_nothing(sample_session: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sample_session.messages, "confirm", lambda *_texts: True)
    told: list[Exception] = []
    monkeypatch.setattr(sample_session.messages, "show", told.append)
    use_in_cases(sample_session, Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, recipe=Recipe(base_year=2006)))
    assert isinstance(told[0], RuleViolation)
    assert told_in_use(sample_session, Level.DISTRICT).startswith("I ärenden används: Publicerad")


def test_a_store_without_index_has_nothing_in_use(session: Any) -> None:
    assert told_in_use(session, Level.DISTRICT) == ""
    with pytest.raises(RuleViolation):
        session.bench.index_in_use.use_published(Level.DISTRICT)
