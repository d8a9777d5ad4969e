"""Programmet: who is responsible for what, with the numbers the programme has."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.ui.session import Session
from app.ui.views.programme import ProgrammeWorkspace
from app.ui.views.programme_model import KeyRole, ProgrammeFilter, ProgrammeModel
from app.ui.views.programme_nodes import Block, Detail, Node, ProgrammeTree
from app.ui.widgets.link_button import LinkButton


@pytest.fixture
def tree(session: Session) -> ProgrammeTree:
    return ProgrammeTree(session.bench.programme)


@pytest.fixture
def workspace(qtbot, session: Session) -> ProgrammeWorkspace:
    made = ProgrammeWorkspace(session)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def block(detail: Detail, title: str) -> Block:
    return next(one for one in detail.blocks if one.title == title)


def count(tree: ProgrammeTree, kind: str) -> int:
    return sum(key.startswith(f"{kind}:") for key in tree.by_key)


def test_everything_in_the_programme_has_its_line(tree: ProgrammeTree) -> None:
    assert count(tree, "area") == 4
    assert count(tree, "goal") == 7
    commitments = [one for one in tree.programme.sub_goals if one.is_commitment]
    assert (count(tree, "sub_goal") - len(commitments), len(commitments)) == (13, 14)
    assert count(tree, "rule") == 31
    assert count(tree, "criterion") == 12
    assert count(tree, "organisation") == len(tree.programme.organisations)


def test_every_line_has_a_detail_and_every_link_leads_somewhere(tree: ProgrammeTree) -> None:
    for key in [key for key in tree.by_key if key]:
        detail = tree.detail(key)
        assert detail.title, key
        for one in detail.blocks:
            for link in one.links:
                assert link.key in tree.by_key or link.key.startswith("index:"), (key, link)


def test_the_first_organisation_leads_and_the_others_follow_in_order(tree: ProgrammeTree) -> None:
    detail = tree.detail("sub_goal:SB-3.4")
    assert [link.text for link in block(detail, "Huvudansvarig").links] == ["Trafiknämnden"]
    assert [link.text for link in block(detail, "Genomför tillsammans med").links] == ["Bostadsbolagen", "Stadsdelsnämnderna"]
    assert [link.text for link in block(detail, "Följs upp av").links] == ["Kommunstyrelsen"]


def test_the_gap_in_the_numbers_is_explained(tree: ProgrammeTree) -> None:
    assert block(tree.detail("goal:SB-3"), "Delmål").text.startswith("Numret 3.3 finns inte i programmet")
    assert block(tree.detail("goal:SB-2"), "Delmål").text == ""


def test_a_board_answers_what_it_is_responsible_for(tree: ProgrammeTree) -> None:
    detail = tree.detail("organisation:trafiknamnden")
    assert [link.key for link in block(detail, "Huvudansvarig för").links] == ["sub_goal:SB-1.2", "sub_goal:SB-3.4"]
    company = tree.detail("organisation:stockholmshem")
    assert "sub_goal:SB-3.1" in [link.key for link in block(company, "Genom gruppen Bostadsbolagen").links]
    executive = next(one for one in tree.programme.organisations if one.name == "Kommunstyrelsen")
    assert len(block(tree.detail(f"organisation:{executive.key}"), "Följer upp").links) == 7


def test_vallingby_has_one_flag_and_a_word_about_it(tree: ProgrammeTree) -> None:
    detail = tree.detail("district:vallingby")
    assert [text for text, _kind in detail.badges] == ["Index över staden"]
    assert "R13" in block(detail, "Att tänka på").text
    assert [text for text, _kind in tree.detail("district:tensta").badges] == ["Index över staden", "Namngiven för lokalt arbete"]
    text = tree.detail("part:districts").about
    assert text.startswith("22 stadsdelar")
    assert "21 av dem" in text


def test_a_rule_says_where_it_comes_from(tree: ProgrammeTree) -> None:
    detail = tree.detail("rule:R08")
    assert block(detail, "Källa").text
    assert detail.badges == (("Stoppar bifall", "error"),)


def test_the_tree_is_a_sound_model(tree: ProgrammeTree, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ProgrammeModel(tree))


def test_the_filter_is_a_sound_model_and_keeps_the_way_down(tree: ProgrammeTree, qtmodeltester: ModelTester) -> None:
    model = ProgrammeModel(tree)
    kept = ProgrammeFilter(model)
    kept.set_text("TRAFIKNAMNDEN utemiljo")
    qtmodeltester.check(kept)
    assert shown(kept) == ["part:goals", "area:SB", "goal:SB-3", "sub_goal:SB-3.4"]
    kept.set_text("")
    assert len(shown(kept)) == len(tree.by_key) - 1


def shown(kept: ProgrammeFilter) -> list[str]:
    found: list[str] = []

    def walk(parent) -> None:  # type: ignore[no-untyped-def]
        for row in range(kept.rowCount(parent)):
            index = kept.index(row, 0, parent)
            found.append(index.data(KeyRole))
            walk(index)

    from PySide6.QtCore import QModelIndex

    walk(QModelIndex())
    return found


def test_following_a_link_is_a_step_and_moves_the_tree(qtbot, workspace: ProgrammeWorkspace) -> None:
    workspace.open_record("SB-3.4")
    with qtbot.waitSignal(workspace.location_changed):
        button = next(one for one in workspace.pane.findChildren(LinkButton) if one.shown == "Trafiknämnden")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.current_key() == "organisation:trafiknamnden"


def test_a_place_comes_back_also_behind_a_filter(qtbot, workspace: ProgrammeWorkspace) -> None:
    workspace.open_record("R08")
    place = workspace.location()
    workspace._on_filter("kulturnämnden")
    workspace.go_to(place)
    assert workspace.location() == place
    workspace.go_to({"node": "rule:R99"})
    assert workspace.location() == place


def test_a_district_leads_to_the_index(qtbot, workspace: ProgrammeWorkspace, session: Session) -> None:
    with qtbot.waitSignal(session.navigate) as heard:
        workspace.follow("index:tensta")
    assert heard.args == ["district", "tensta"]


def test_typing_in_the_filter_and_arrow_down_leads_to_the_tree(qtbot, workspace: ProgrammeWorkspace) -> None:
    qtbot.keyClicks(workspace.filter_field, "kulturn")
    qtbot.keyClick(workspace.filter_field, Qt.Key.Key_Return)
    assert "organisation:kulturnamnden" in shown(workspace.filter)
    assert "rule:R08" not in shown(workspace.filter)
    qtbot.keyClick(workspace.filter_field, Qt.Key.Key_Escape)
    assert "rule:R08" in shown(workspace.filter)


def test_a_node_knows_its_place() -> None:
    top = Node("", "")
    top.add(Node("a", "A"))
    assert top.add(Node("b", "B")).row == 1
