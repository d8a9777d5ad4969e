"""A plan from blank workbook to approval, new version, comparison and PDF, by keys and actions alone in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.drafts import ApplicationDraft, PlanActivity, PlanDraft, PlanObjective
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, PlanState, RuleOutcome
from app.exchange.plan_form import plan_template
from app.ui.dialogs.plan_import import PlanImportDialog
from app.ui.main_window import MainWindow
from app.ui.views.plan_page import PlanPage
from app.ui.views.plans import PlansWorkspace
from tests.ui.test_the_whole_way import Driver

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FILLED = PlanDraft(
    board="skarholmen",
    period_start=date(2015, 1, 1),
    period_end=date(2017, 12, 31),
    risk_analysis_date=date(2014, 12, 1),
    risk_analysis_text="Vårberg har höga tal för trygghet.",
    objectives=(
        PlanObjective(
            number="1",
            text="Fler är trygga",
            indicator="Andel trygga",
            unit="procent",
            baseline=Decimal("47.5"),
            baseline_date=date(2014, 11, 1),
            target=Decimal(60),
            target_date=date(2017, 12, 31),
            method="Enkät",
        ),
    ),
    activities=(
        PlanActivity(number="1", title="Läxhjälp i Vårberg", districts=("varberg",)),
        PlanActivity(number="2", title="Trygga stråk i Bredäng", districts=("bredang",)),
    ),
)


class PlanDriver(Driver):
    @property
    def plan(self) -> PlanPage:
        found = self.window.current
        assert isinstance(found, PlansWorkspace)
        return found.plan

    @property
    def view(self) -> Any:
        return self.window.session.bench.plans.load(self.plan.uid)

    def chord(self, key: Qt.Key) -> None:
        self.press(key, CTRL | SHIFT)

    def read_in(self, path: Path) -> None:
        """Ctrl+Shift+I, the file, and Enter on the preview's own button."""
        self.window.session.messages.answer_file = path  # type: ignore[attr-defined]
        self.chord(Qt.Key.Key_I)
        self.until(lambda: self.window.findChild(PlanImportDialog))
        dialog = self.window.findChild(PlanImportDialog)
        assert dialog.preview.problems == ()
        self.qtbot.keyClick(dialog, Qt.Key.Key_Return)
        self.until(lambda: isinstance(self.window.current, PlansWorkspace) and self.window.current.is_plan_open)
        self.come_forward()

    def step(self, state: PlanState) -> None:
        """Ctrl+Enter until what it lacks is filled in and the state is reached."""
        self.press(Qt.Key.Key_Return, CTRL)
        self.until(lambda: self.view.state is state or not self.plan.needs_strip.isHidden())
        self.settle()


@pytest.fixture
def driver(make_main_window: Callable[[], MainWindow], store: Path, qtbot: Any) -> PlanDriver:
    window = make_main_window()
    with qtbot.waitSignal(window.settled, timeout=15_000):
        window.start(store)
    driver = PlanDriver(window, qtbot)
    driver.come_forward()
    return driver


def test_from_blank_workbook_to_comparison_and_paper(driver: PlanDriver, tmp_path: Path) -> None:
    window, bench = driver.window, driver.window.session.bench
    messages: Any = window.session.messages

    # A blank form is made, and a district administration fills it in.
    blank = tmp_path / "blank.xlsx"
    messages.answer_file = blank
    window.session.actions.plan_template.trigger()
    driver.until(blank.exists)
    assert load_workbook(blank, read_only=True).sheetnames
    filled = tmp_path / "Handlingsplan.xlsx"
    filled.write_bytes(plan_template(bench.programme, FILLED))

    # It is read in and becomes the board's first version.
    driver.press(Qt.Key.Key_2, CTRL)
    driver.read_in(filled)
    first = driver.plan.uid
    assert first is not None
    assert driver.plan.title == "Skärholmens stadsdelsnämnd, version 1"
    assert replace(driver.view.draft, plan_version=None) == FILLED

    # A field is changed, and the plan is taken to approval; each step leads to what it lacks.
    driver.plan.focus_field(FieldRef("risk_analysis_text"))
    driver.write("Vårberg har stadens högsta tal för trygghet.")
    driver.step(PlanState.STEERED)
    driver.write("2015-03-01")
    driver.step(PlanState.STEERED)
    driver.until(lambda: driver.view.state is PlanState.STEERED)
    driver.step(PlanState.APPROVED)
    driver.write("2015-03-12")
    driver.step(PlanState.APPROVED)
    driver.until(lambda: driver.view.state is PlanState.APPROVED)
    driver.until(lambda: not driver.plan.locked_strip.isHidden())
    assert driver.plan.form.is_read_only

    # A case leans on the second activity.
    draft = ApplicationDraft(title="Ljus i Bredäng", applicant="skarholmen", plan_version=1, plan_activity="2", districts=("bredang",))
    case = bench.cases.create(draft, state=ApplicationState.FORMAL_CHECK).uid
    assert verdict(bench, case) is RuleOutcome.PASS

    # A new version drops that activity and is approved: the case's verdict turns, and the change list says so.
    driver.chord(Qt.Key.Key_D)
    driver.until(lambda: driver.plan.uid != first)
    driver.settle()
    driver.plan.focus_field(FieldRef("activities.title", driver.view.draft.activities[1].uid))
    driver.press(Qt.Key.Key_Delete, CTRL)
    driver.until(lambda: len(driver.view.draft.activities) == 1)
    for target, day in ((PlanState.STEERED, "2016-02-01"), (PlanState.APPROVED, "2016-03-01")):
        driver.step(target)
        driver.write(day)
        driver.step(target)
        driver.until(lambda target=target: driver.view.state is target)
    driver.until(lambda: not window.verdict_changes.isHidden())
    assert verdict(bench, case) is RuleOutcome.FAIL
    told = [link.shown for link in window.verdict_changes.links]
    assert any("R02 uppfyllt → inte uppfyllt · Ljus i Bredäng" in line for line in told)
    assert bench.plans.load(first).state is PlanState.SUPERSEDED

    # The two versions side by side.
    driver.press(Qt.Key.Key_J, CTRL)
    driver.until(lambda: driver.plan.versions.differences.rowCount() == 1)
    (difference,) = driver.plan.versions.differences.rows
    assert difference.label == "Aktivitet 2"
    assert "Trygga stråk i Bredäng" in difference.before
    assert difference.after == ""

    # The paper.
    paper = tmp_path / "plan.pdf"
    messages.answer_file = paper
    driver.chord(Qt.Key.Key_H)
    driver.until(paper.exists)
    text = " ".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "Läxhjälp i Vårberg" in text
    assert "Trygga stråk i Bredäng" not in text

    # The line of the change list leads to the case's rules.
    link = next(one for one in window.verdict_changes.links if "R02" in one.shown)
    link.setFocus()
    driver.press(Qt.Key.Key_Space)
    driver.until(lambda: window.current is not None and window.current.key == "applications")
    assert window.current.case.uid == case  # type: ignore[union-attr]
    assert window.current.case.tab == "rules"  # type: ignore[union-attr]
    assert (messages.problems, messages.faults) == ([], [])


def verdict(bench: Any, case: Any) -> RuleOutcome:
    QApplication.processEvents()
    return next(one.outcome for one in bench.cases.load(case).results if one.rule_id == "R02")
