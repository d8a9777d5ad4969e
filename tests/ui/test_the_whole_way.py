"""From an application workbook to a printed memo, by actions and keys in the real window over the sample store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app import paths
from app.domain.rules.evidence import FieldRef, Process, RuleResult
from app.domain.vocabulary import DecisionOutcome, RuleOutcome
from app.ui.dialogs.import_preview import ImportDialog
from app.ui.main_window import MainWindow
from app.ui.views.applications import ApplicationsWorkspace
from tests.ui.typing import type_into

EXAMPLE = paths.resources_folder() / "examples" / "ansokan-trygg-i-tensta.xlsx"
FLAWS = {"R05": RuleOutcome.FAIL, "R08": RuleOutcome.FAIL, "R10": RuleOutcome.INSUFFICIENT}


class Driver:
    """Presses keys, triggers actions, waits for what follows."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def place(self) -> ApplicationsWorkspace:
        found = self.window.current
        assert isinstance(found, ApplicationsWorkspace)
        return found

    @property
    def page(self) -> Any:
        return self.place.case

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifier)

    def come_forward(self) -> None:
        """Without a screen nobody brings the window to the front again when a dialog closes."""
        self.settle()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    @staticmethod
    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def write(self, text: str) -> None:
        """Replace what the focused field holds and leave it."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_into(self.focus(), text)
        self.press(Qt.Key.Key_Tab)
        self.settle()

    def settle(self) -> None:
        jobs = self.window.session.jobs
        self.qtbot.waitUntil(lambda: jobs.wait_idle(0) is not False and not jobs.is_saving, timeout=10_000)
        QApplication.processEvents()

    def result(self, rule_id: str) -> RuleResult:
        view = self.window.session.bench.cases.load(self.page.uid)
        return next(one for one in view.results if one.rule_id == rule_id)

    @property
    def process(self) -> Process:
        return self.window.session.bench.cases.load(self.page.uid).evidence.process

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=15_000)

    def lead_to_field(self, rule_id: str) -> None:
        """From the rule's page to the first field it points at, by its button and the space bar."""
        self.page.show_tab("rules")
        self.page.show_rule(rule_id)
        self.come_forward()
        button = self.page.rules.detail.place_buttons[0]
        button.setFocus()
        self.press(Qt.Key.Key_Space)
        self.until(lambda: self.page.tab != "rules")
        self.settle()


@pytest.fixture
def driver(make_main_window: Callable[[], MainWindow], qtbot: Any, tmp_path: Path) -> Driver:
    store = tmp_path / "exempel.sqlite"
    store.write_bytes(paths.sample_store().read_bytes())
    window = make_main_window()
    with qtbot.waitSignal(window.settled, timeout=15_000):
        window.start(store)
    driver = Driver(window, qtbot)
    driver.come_forward()
    return driver


def test_from_workbook_to_memo(driver: Driver, tmp_path: Path) -> None:
    window, messages = driver.window, driver.window.session.messages
    assert hasattr(messages, "answer_file")

    # The workbook is chosen in the menu, looked at, and read in with Enter.
    messages.answer_file = EXAMPLE
    window.session.actions.import_form.trigger()
    driver.until(lambda: window.findChild(ImportDialog))
    dialog = window.findChild(ImportDialog)
    assert {one.rule_id: one.outcome for one in dialog.preview.results if one.rule_id in FLAWS} == FLAWS
    driver.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    driver.until(lambda: isinstance(window.current, ApplicationsWorkspace) and driver.place.is_case_open)
    driver.come_forward()

    # The three planted flaws stand in the list of rules, each with reason and source.
    assert driver.page.tab == "rules"
    for rule_id, outcome in FLAWS.items():
        driver.page.show_rule(rule_id)
        detail = driver.page.rules.detail
        info = window.session.bench.programme.rule_by_id[rule_id]
        assert driver.result(rule_id).outcome is outcome
        assert detail.badge.text == outcome.label
        assert detail.reason.text() == driver.result(rule_id).reason
        assert info.source in detail.source.text()
    driver.page.show_rule("R08")
    assert "Rad 4 ”Inköp av belysningsstolpar”" in driver.page.rules.detail.reason.text()
    view = window.session.bench.cases.load(driver.page.uid)
    assert DecisionOutcome.GRANTED not in window.session.bench.cases.allowed_outcomes(view)

    # They are mended where the rules lead.
    driver.lead_to_field("R05")
    driver.write("2016-02-09")
    driver.until(lambda: driver.result("R05").outcome is RuleOutcome.PASS)
    driver.lead_to_field("R08")
    driver.press(Qt.Key.Key_F2)
    driver.until(lambda: isinstance(driver.focus(), QComboBox))
    driver.press(Qt.Key.Key_K)  # the one cost type that starts so: Köpta tjänster
    driver.press(Qt.Key.Key_Tab)
    driver.until(lambda: driver.result("R08").outcome is not RuleOutcome.FAIL)
    driver.lead_to_field("R10")
    driver.write("Spånga-Tensta stadsdelsförvaltning, enheten för trygghet")
    driver.until(lambda: driver.result("R10").outcome is RuleOutcome.NEEDS_JUDGEMENT)
    assert driver.result("R24").outcome is RuleOutcome.PASS

    # Bifall can now be proposed.
    view = window.session.bench.cases.load(driver.page.uid)
    assert DecisionOutcome.GRANTED in window.session.bench.cases.allowed_outcomes(view)
    driver.page.show_tab("economy")
    driver.page.economy.form.focus_field(FieldRef("process.proposed_outcome"))
    driver.press(Qt.Key.Key_B)  # Bifall
    driver.press(Qt.Key.Key_Tab)
    driver.settle()
    driver.page.economy.form.focus_field(FieldRef("process.proposed_amount"))
    driver.write("3 mnkr")
    driver.until(lambda: driver.process.proposed_amount == 3_000_000)
    assert driver.process.proposed_outcome is DecisionOutcome.GRANTED

    # The memo is previewed and saved.
    driver.page.show_tab("memo")
    driver.until(lambda: driver.page.memo.preview.page_count > 2)
    target = tmp_path / "utlåtande.pdf"
    messages.answer_file = target
    window.session.actions.save_memo.trigger()
    driver.until(target.exists)
    text = " ".join(page.extract_text() for page in PdfReader(target).pages).replace("\u00a0", " ")
    assert "Kommunstyrelsen beviljar Spånga-Tensta stadsdelsnämnd 3,0 mnkr för Trygg i Tensta" in " ".join(text.split())
    assert messages.problems == []
    assert messages.faults == []
