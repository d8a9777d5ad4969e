"""Saved views of the list: kept, found by name, renamed, removed, and told of in the log."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.domain.case_list import BUILT_IN_VIEWS, ListQuery, Missing
from app.errors import NotFound, RuleViolation
from app.services.workbench import Workbench

QUERY = ListQuery(view="todo", board="farsta", missing=(Missing.AFTERWARDS,), sort="amount")


def test_a_view_keeps_what_is_asked_for_and_which_columns_are_shown(bench: Workbench) -> None:
    bench.saved_views.save("  Farsta   utan plan ", QUERY, ("title", "amount", "okänd"))
    bench.saved_views.save("Åtta", ListQuery())
    bench.saved_views.save("Zeta", ListQuery())
    views = bench.saved_views.list()
    assert [one.name for one in views] == ["Farsta utan plan", "Zeta", "Åtta"]
    assert (views[0].query, views[0].columns) == (QUERY, ("title", "amount"))


def test_saving_under_a_known_name_replaces_the_view(bench: Workbench) -> None:
    bench.saved_views.save("Min vy", QUERY)
    bench.saved_views.save("MIN VY", ListQuery(text="läxhjälp"))
    (view,) = bench.saved_views.list()
    assert (view.name, view.query.text) == ("Min vy", "läxhjälp")


def test_the_log_tells_also_when_only_the_columns_are_others(bench: Workbench) -> None:
    bench.saved_views.save("Min vy", QUERY, ("title",))
    bench.saved_views.save("Min vy", QUERY, ("title", "amount"))
    (view,) = bench.saved_views.list()
    told = bench.queries.log(view.uid)[0]
    assert told.before != told.after
    assert '"amount"' in told.after


def test_a_view_is_renamed_and_removed_and_the_log_tells(bench: Workbench) -> None:
    bench.saved_views.save("Min vy", QUERY)
    (view,) = bench.saved_views.list()
    changes = bench.saved_views.rename(view.uid, "Din vy")
    assert changes.kinds == {"savedView"}
    assert [one.name for one in bench.saved_views.list()] == ["Din vy"]
    bench.saved_views.remove(view.uid)
    assert bench.saved_views.list() == ()
    told = [(row.what, row.before, row.after) for row in bench.queries.log(view.uid)]
    assert told == [("Sparad vy borttagen", "Din vy", ""), ("Sparad vy, namn", "Min vy", "Din vy"), ("Ny sparad vy", "", "Min vy")]
    for work in (lambda: bench.saved_views.remove(view.uid), lambda: bench.saved_views.rename(view.uid, "Annat")):
        with pytest.raises(NotFound):
            work()


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "Alla", "att GÖRA", "todo"])
def test_a_name_that_cannot_be_used_is_refused_in_words(bench: Workbench, name: str) -> None:
    with pytest.raises(RuleViolation):
        bench.saved_views.save(name, QUERY)
    assert bench.saved_views.list() == ()


def test_two_views_never_have_the_same_name(bench: Workbench) -> None:
    bench.saved_views.save("Ett", QUERY)
    bench.saved_views.save("Två", QUERY)
    other = bench.saved_views.list()[1]
    with pytest.raises(RuleViolation, match="redan en vy"):
        bench.saved_views.rename(other.uid, "ett")
    bench.saved_views.rename(other.uid, "TVÅ")  # its own name in other letters


def test_views_are_found_by_name_and_the_program_tells_which_there_are(bench: Workbench) -> None:
    bench.saved_views.save("Min vy", QUERY, ("title",))
    assert bench.saved_views.find("min vy") == (QUERY, ("title",))
    for key, title in BUILT_IN_VIEWS:
        assert bench.saved_views.find(key)[0].view == bench.saved_views.find(title)[0].view == key
    with pytest.raises(NotFound, match=r"”Underlag saknas”.*”Min vy”"):
        bench.saved_views.find("okänd")


def test_a_view_that_was_kept_by_another_version_opens_with_what_is_known(bench: Workbench, case: UUID) -> None:
    from app.models.office import SavedView

    bench.saved_views.save("Min vy", QUERY)
    with bench.store.writing() as unit:
        held = unit.session.query(SavedView).one()
        held.query, held.columns = '{"view": "framtida", "text": "läx"}', "inte json"
    (view,) = bench.saved_views.list()
    assert (view.query, view.columns) == (ListQuery(text="läx"), ())
    assert bench.queries.applications(view.query).total >= 0
