"""Översikt: the most urgent first, each one key from where it is done."""

from __future__ import annotations

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure, SeriesInfo, SeriesKind, ranking
from app.domain.views import Changes, Frame, Overview, TodoItem
from app.domain.vocabulary import ApplicationState
from app.ui.session import Session
from app.ui.status_line import frame_words
from app.ui.views.overview import OverviewWorkspace
from app.ui.views.overview_model import RecordRole, TodoModel, urgency
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

FRAME = Frame(150_000_000, 61_200_000, 4_000_000, 9_000_000)


@pytest.fixture
def workspace(qtbot, session: Session) -> OverviewWorkspace:
    made = OverviewWorkspace(session)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def words(workspace: OverviewWorkspace) -> list[str]:
    return [label.text() for label in workspace.findChildren(PlainLabel) if not label.isHidden()]


def item(urgent: int, text: str = "Pröva reglerna: Läxhjälp") -> TodoItem:
    return TodoItem(urgent, text, "2015-001", "application", uuid4(), "rules")


def test_the_stores_own_to_do_is_shown(workspace: OverviewWorkspace) -> None:
    workspace.refresh()
    assert workspace.todo_model.rowCount() >= 3
    first = workspace.todo_model.index(0).data(RecordRole)
    assert first.urgency == min(workspace.todo_model.index(row).data(RecordRole).urgency for row in range(3))
    assert "150,0" in words(workspace)
    assert "Formell kontroll" in words(workspace)


def test_enter_opens_the_place_where_the_thing_is_done(qtbot, workspace: OverviewWorkspace, session: Session) -> None:
    todo = item(0)
    workspace._show((Overview((todo,), (), FRAME, 1), None, None))
    workspace.todo_list.setFocus()
    with qtbot.waitSignal(session.navigate) as heard:
        qtbot.keyClick(workspace.todo_list, Qt.Key.Key_Return)
    assert heard.args == ["application", (todo.uid, "rules")]


def test_one_click_opens_it_too(qtbot, workspace: OverviewWorkspace, session: Session) -> None:
    todo = item(1)
    workspace._show((Overview((todo,), (), FRAME, 1), None, None))
    place = workspace.todo_list.visualRect(workspace.todo_model.index(0)).center()
    with qtbot.waitSignal(session.navigate) as heard:
        qtbot.mouseClick(workspace.todo_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args[1][0] == todo.uid


def test_an_empty_store_invites_and_a_finished_one_says_so(workspace: OverviewWorkspace) -> None:
    workspace._show((Overview((), (), FRAME, 0), None, None))
    assert "Inga ansökningar än" in words(workspace)
    workspace._show((Overview((), ((ApplicationState.CLOSED, 2),), FRAME, 2), None, None))
    assert workspace._left.currentWidget() is workspace._nothing_to_do


def test_the_top_of_the_index_carries_its_mark_and_reference(workspace: OverviewWorkspace) -> None:
    info = SeriesInfo(
        key="a", name="A", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Exempel", reference="staden samma år = 100",
        illustrative=True,
    )  # fmt: skip
    values = [(f"d{number}", f"Stadsdel {number}", 200.0 - number) for number in range(9)]
    workspace._show((Overview((), (), FRAME, 1), ranking(info, Measure.TOTAL, 2012, values), None))
    found = words(workspace)
    assert "200,0" in found
    assert "196,0" in found
    assert "195,0" not in found
    assert EXAMPLE_MARK in found
    assert "Staden = 100" in found
    assert any("2012" in text for text in found)


def test_a_change_is_read_at_once_in_view_and_later_when_not(workspace: OverviewWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.refresh()
    calls: list[int] = []
    monkeypatch.setattr(workspace, "refresh", lambda: calls.append(1))
    workspace.changes_arrived(Changes())
    assert calls == [1]
    workspace.hide()
    workspace.changes_arrived(Changes())
    assert calls == [1]
    workspace.show()
    workspace.shown()
    assert calls == [1, 1]


def test_urgency_is_a_word_as_well_as_a_colour(workspace: OverviewWorkspace) -> None:
    assert [urgency(item(number))[0] for number in range(5)] == ["Försenat", "Väntat länge", "På tur", "Handlingsplan", "Handlingsplan"]
    model = TodoModel()
    model.set_items([item(0)])
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Försenat. Pröva reglerna")


def test_the_to_do_list_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = TodoModel()
    model.set_items([item(0), item(2)])
    qtmodeltester.check(model)


def test_states_are_badges_with_words(workspace: OverviewWorkspace) -> None:
    workspace._show((Overview((), ((ApplicationState.AWAITING_SUPPLEMENT, 4),), FRAME, 4), None, None))
    assert "Väntar på komplettering" in [badge.text for badge in workspace.findChildren(StateBadge) if not badge.isHidden()]


def test_the_frame_can_be_said_in_words() -> None:
    spoken = frame_words(FRAME).replace("\u00a0", " ")
    assert spoken == "Ram 150,0 mnkr: beviljat 61,2 mnkr, föreslaget i ej beslutade ärenden 4,0 mnkr, kvar 88,8 mnkr."
