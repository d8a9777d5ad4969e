"""Local comments: who and when, in the log, taken back as they were."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select

from app.domain.riskindex.comments import MAX_COMMENT
from app.errors import NotFound, RuleViolation
from app.models.log import LogEntry
from app.services.index_comments import KIND
from app.services.workbench import Workbench
from tests.services.assessing import acting_as
from tests.services.index_builders import fill

OTHER = "Handläggare B"


@pytest.fixture(autouse=True)
def city(bench: Workbench) -> None:
    fill(bench)


def logged(bench: Workbench) -> list[tuple[str, str, str, str]]:
    with bench.store.reading() as session:
        kept = session.scalars(select(LogEntry).where(LogEntry.record_kind == KIND).order_by(LogEntry.sequence))
        return [(one.who, one.label, one.before, one.after) for one in kept]


def test_a_comment_bears_its_writer_and_the_whole_unit_comes_before_its_indicators(bench: Workbench) -> None:
    later = bench.index_comments.add("n0d0", "Få svar i enkäten.", "HEALTH1")
    first = bench.index_comments.add("n0d0", "  Nybyggt\r\nsedan 2010. ")
    bench.index_comments.add("n0d1", "En annan stadsdel.")
    whole, one = bench.index_comments.of("n0d0")
    assert (whole.uid, whole.indicator, whole.text, whole.who) == (first.uid, "", "Nybyggt\nsedan 2010.", bench.store.who)
    assert (one.uid, one.indicator) == (later.uid, "HEALTH1")
    assert later.changes.kinds == {KIND}
    assert logged(bench)[0] == (bench.store.who, "Kommentar om Stadsdel 00, Hälsa 1", "", "Få svar i enkäten.")


def test_who_changes_a_comment_is_its_writer_from_then_on(bench: Workbench) -> None:
    uid = bench.index_comments.add("n0d0", "Nybyggt.").uid
    with acting_as(bench, OTHER):
        bench.index_comments.change(uid, "Nybyggt sedan 2010.")
        assert bench.index_comments.change(uid, " Nybyggt sedan 2010. ").kinds == frozenset()
    kept = bench.index_comments.load(uid)
    assert (kept.text, kept.who) == ("Nybyggt sedan 2010.", OTHER)
    assert logged(bench)[1:] == [(OTHER, "Kommentar om Stadsdel 00", "Nybyggt.", "Nybyggt sedan 2010.")]


def test_what_was_changed_or_removed_is_put_back_as_it_was_and_logged(bench: Workbench) -> None:
    uid = bench.index_comments.add("n0d0", "Nybyggt.", "SOCIAL0").uid
    before = bench.index_comments.load(uid)
    with acting_as(bench, OTHER):
        bench.index_comments.change(uid, "Gammalt.")
        bench.index_comments.put_back(before)
        kept = bench.index_comments.load(uid)
        assert (kept.text, kept.who, kept.at) == (before.text, before.who, before.at)
        bench.index_comments.remove(uid)
        assert bench.index_comments.of("n0d0") == ()
        bench.index_comments.put_back(before)
    [back] = bench.index_comments.of("n0d0")
    assert (back.uid, back.indicator, back.text, back.who, back.at) == (uid, "SOCIAL0", "Nybyggt.", before.who, before.at)
    assert len(logged(bench)) == 5


@pytest.mark.parametrize("text", ["", "  \n ", "a" * (MAX_COMMENT + 1)])
def test_an_empty_or_very_long_comment_is_refused(bench: Workbench, text: str) -> None:
    with pytest.raises(RuleViolation, match="Kommentaren"):
        bench.index_comments.add("n0d0", text)
    assert bench.index_comments.of("n0d0") == ()


def test_what_the_data_does_not_have_cannot_be_commented_on(bench: Workbench) -> None:
    with pytest.raises(NotFound, match="Området finns inte"):
        bench.index_comments.add("okänd", "Text.")
    with pytest.raises(NotFound, match="Indikatorn finns inte"):
        bench.index_comments.add("n0d0", "Text.", "OKÄND")
    for ask in (bench.index_comments.load, bench.index_comments.remove):
        with pytest.raises(NotFound, match="Kommentaren finns inte längre"):
            ask(uuid4())


def test_a_comment_changes_nothing_that_is_computed(bench: Workbench) -> None:
    before = bench.risk_index.dataset()
    bench.index_comments.add("n0d0", "Nybyggt.")
    assert bench.risk_index.dataset() is before
