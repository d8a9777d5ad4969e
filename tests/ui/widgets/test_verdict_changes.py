"""The list of verdicts that turned: gathered, told in words, each line a way to its case."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from app.domain.views import VerdictChange
from app.domain.vocabulary import RuleOutcome as Outcome
from app.ui.widgets.verdict_changes import VerdictChanges


@pytest.fixture
def panel(qtbot: Any) -> VerdictChanges:
    made = VerdictChanges()
    qtbot.addWidget(made)
    return made


def turned(case: UUID, before: Outcome, after: Outcome, number: str = "2015-020", rule: str = "R02") -> VerdictChange:
    return VerdictChange(case, number, "Läxhjälp i Vårberg", rule, before, after)


def test_each_turn_is_told_with_case_rule_before_and_after(panel: VerdictChanges) -> None:
    assert panel.isHidden()
    panel.add((turned(uuid4(), Outcome.PASS, Outcome.FAIL, "2015-021"), turned(uuid4(), Outcome.PASS, Outcome.INSUFFICIENT)))
    assert not panel.isHidden()
    assert panel.heading.text() == "2 utfall ändrades i ansökningar som bygger på planen"
    assert [link.shown for link in panel.links] == [
        "2015-020 R02 uppfyllt → underlag saknas · Läxhjälp i Vårberg",
        "2015-021 R02 uppfyllt → inte uppfyllt · Läxhjälp i Vårberg",
    ]
    assert panel.property("role") == "strip-warning"
    panel.resize(600, panel.sizeHint().height())
    panel.show()
    assert all(link.visibleRegion().boundingRect().height() >= link.fontMetrics().height() for link in panel.links)


def test_a_long_list_scrolls_instead_of_filling_the_window(panel: VerdictChanges) -> None:
    panel.add(turned(uuid4(), Outcome.PASS, Outcome.FAIL, f"2015-{number:03}") for number in range(40))
    assert len(panel.links) == 40
    assert panel.sizeHint().height() < 10 * panel.fontMetrics().height()


def test_several_turns_of_one_verdict_are_told_as_one(panel: VerdictChanges) -> None:
    case = uuid4()
    panel.add((turned(case, Outcome.PASS, Outcome.INSUFFICIENT),))
    panel.add((turned(case, Outcome.INSUFFICIENT, Outcome.FAIL),))
    assert [link.shown.partition(" · ")[0] for link in panel.links] == ["2015-020 R02 uppfyllt → inte uppfyllt"]
    panel.add((turned(case, Outcome.FAIL, Outcome.PASS),))
    assert panel.isHidden()


def test_a_change_for_the_better_is_no_warning(panel: VerdictChanges) -> None:
    panel.add((turned(uuid4(), Outcome.FAIL, Outcome.PASS),))
    assert panel.heading.text() == "Ett utfall ändrades i ansökningar som bygger på planen"
    assert panel.property("role") == "strip-info"


def test_a_line_leads_to_its_case_and_the_list_can_be_put_away(panel: VerdictChanges, qtbot: Any) -> None:
    case = uuid4()
    panel.add((turned(case, Outcome.PASS, Outcome.FAIL),))
    with qtbot.waitSignal(panel.case_chosen) as chosen:
        panel.links[0].click()
    assert chosen.args == [case]
    panel.close_button.click()
    assert panel.isHidden()
    assert panel.changes == ()


def test_a_write_that_turned_nothing_leaves_the_list_as_it_is(panel: VerdictChanges) -> None:
    panel.add((turned(uuid4(), Outcome.PASS, Outcome.FAIL),))
    panel.add(())
    assert len(panel.links) == 1
