"""The arithmetic check as it is seen: the budget added again in a table, and what was found, each line a way to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.arithmetic import ArithmeticReport, BudgetFinding, FindingKind, SumRow
from app.domain.drafts import ApplicationDraft
from app.ui import theme
from app.ui.forms.field_row import RuleNote
from app.ui.icons import icon
from app.ui.tables.model import Column, Index, RowTableModel, no_formula
from app.ui.tables.view import RecordTable
from app.ui.tables.words import TopDelegate
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

_RIGHT = Qt.AlignmentFlag.AlignRight
_ICONS = {
    FindingKind.DIFFERENCE: ("circle-x", "fail"),
    FindingKind.AMOUNT: ("circle-x", "fail"),
    FindingKind.YEAR: ("circle-x", "fail"),
    FindingKind.MISSING: ("circle-help", "insufficient"),
    FindingKind.DUPLICATE: ("copy", "needsJudgement"),
    FindingKind.INVESTMENT: ("scale", "needsJudgement"),
    FindingKind.REGULAR: ("scale", "needsJudgement"),
    FindingKind.STAFF: ("scale", "needsJudgement"),
}
AROUND_AMOUNT = 16  # pixels
MOST_ROWS = 14  # findings seen at once; the rest by scrolling
EMPTY_TEXT = "Summorna räknas när budgeten har rader med belopp."


def summary(report: ArithmeticReport) -> tuple[str, str]:
    """What the check says in a few words, and the kind of badge it wears."""
    faults, marks = len(report.faults), len(report.marks)
    look = "1 sak att titta på" if marks == 1 else f"{swedish.integer(marks)} saker att titta på"
    if faults:
        wrong = "1 fel" if faults == 1 else f"{swedish.integer(faults)} fel"
        return (f"{wrong}, {look}" if marks else wrong), "error"
    return (f"Summorna stämmer, {look}", "warning") if marks else ("Summorna stämmer", "ok")


def row_label(row: SumRow) -> str:
    """The part's name; a difference says in words whether there is one, below what it belongs to."""
    if row.kind == "difference":
        return "Skiljer från raderna" if row.is_off else "Stämmer med raderna"
    return f"     {row.label}" if row.kind == "cost" else row.label


def full_label(row: SumRow) -> str:
    """The same where the row stands alone: 'Sökt belopp mot raderna: skiljer'."""
    return f"{row.label}: {'skiljer' if row.is_off else 'stämmer'}" if row.kind == "difference" else row.label


def _row_icon(row: SumRow) -> Any:
    if row.kind != "difference":
        return None
    return icon("circle-x", "fail") if row.is_off else icon("circle-check", "pass")


def _amount(value: int | None) -> str:
    return "" if value is None else swedish.integer(value)


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)


def sum_columns(titles: Sequence[str]) -> tuple[Column[SumRow], ...]:
    def amount(place: int) -> Column[SumRow]:
        return Column(titles[place], lambda row: row.amounts[place], _amount, align=_RIGHT, copy=_plain, width=64)

    return (
        Column("Del", row_label, copy=str.strip, tip=full_label, icon=_row_icon, width=176),
        *(amount(place) for place in range(len(titles))),
    )


class SumModel(RowTableModel[SumRow]):
    """Parts and totals in bold; a difference that is not nought in the colour of faults."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole):
            row = self.row_at(index.row())
            if role == Qt.ItemDataRole.FontRole:
                font = QFont(QApplication.font())
                font.setBold(row.kind in ("part", "total") or row.is_off)
                return font
            if row.kind == "difference":
                return theme.status_colour("fail" if row.is_off else "pass")
            return None
        return super().data(index, role)


class SumTable(RecordTable):
    """As tall as its rows; its columns are the years of the budget."""

    def __init__(self, model: SumModel) -> None:
        super().__init__(model, "Budgeten summerad per år, finansiär och kostnadsslag")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def renew_columns(self) -> None:
        self._set_widths()
        self._fit_columns()

    def _least_width(self, number: int) -> int:
        """An amount is never cut."""
        least = super()._least_width(number)
        if number == 0:
            return least
        font = QFont(self.font())
        font.setBold(True)
        amounts = (_amount(row.amounts[number - 1]) for row in self.rows.rows)
        return max(least, max((QFontMetrics(font).horizontalAdvance(one) for one in amounts), default=0) + AROUND_AMOUNT)

    def _fit_columns(self) -> None:
        """The names take the room that the amounts leave, and never less than they need; many years scroll sideways."""
        super()._fit_columns()
        amounts = sum(self.columnWidth(place) for place in range(1, self.rows.columnCount()))
        self._set_width(0, max(self._least_width(0), self.viewport().width() - amounts))

    def fit(self) -> None:
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 6 + (bar.sizeHint().height() if bar.maximum() else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


FINDING_COLUMNS: tuple[Column[BudgetFinding], ...] = (
    Column("Slag", lambda one: one.kind.label, icon=lambda one: icon(*_ICONS[one.kind]), tip=lambda one: one.kind.label, width=180),
    Column("Vad", lambda one: one.text, tip=lambda one: one.text, width=240, stretch=True),
)


class FindingDelegate(TopDelegate):
    """Icon and words level with the first line of the text beside them."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FindingTable(RecordTable):
    """Findings in full, each as tall as its text needs; Enter leads to the line."""

    _fitting: QTimer | None = None  # the base class is resized before it stands

    def __init__(self, model: RowTableModel[BudgetFinding]) -> None:
        super().__init__(model, "Det som räknekontrollen fann")
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.setItemDelegate(FindingDelegate(self))
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged, self.horizontalHeader().sectionResized):
            signal.connect(self.fit_soon)

    def fit_soon(self) -> None:
        if self._fitting is not None:
            self._fitting.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_soon()

    def _fit(self) -> None:
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(number) for number in range(min(self.rows.rowCount(), MOST_ROWS)))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 6)


class ArithmeticPanel(QWidget):
    """`finding_opened(BudgetFinding)` when a finding is to be shown in the budget."""

    finding_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: ArithmeticReport | None = None
        self._draft = ApplicationDraft()
        self.badge = StateBadge()
        self.copy_button = icon_button("copy", "Kopiera till Excel")
        self.copy_button.setToolTip("Kopiera budgeten, summorna och det som kontrollen fann")
        self.copy_button.clicked.connect(self.copy_all)
        self.model = SumModel(sum_columns(("Summa",)), self, key=lambda row: row.key)
        self.table = SumTable(self.model)
        self.empty_label = PlainLabel(EMPTY_TEXT, "muted", wrap=True)
        self.note = RuleNote(self)
        self.findings_label = PlainLabel("Att rätta eller titta på", "label")
        self.hint_label = PlainLabel("Enter leder till raden, F6 går mellan budgeten och listan.", "small", wrap=True)
        self.findings: RowTableModel[BudgetFinding] = RowTableModel(FINDING_COLUMNS, self, key=lambda one: (one.kind, one.fields, one.text))
        self.finding_table = FindingTable(self.findings)
        self.finding_table.opened.connect(self.finding_opened)
        self.findings_label.setBuddy(self.finding_table)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self.table, self.empty_label, self.note, self.findings_label, self.finding_table, self.hint_label):
            column.addWidget(widget)

    def show_report(self, draft: ApplicationDraft, report: ArithmeticReport) -> None:
        if report == self.report and draft == self._draft:
            return
        new_columns = self.report is None or report.columns != self.report.columns
        self.report, self._draft = report, draft
        self.badge.show_state(*summary(report))
        if new_columns:
            self.model.columns = sum_columns(report.columns)
            self.model.set_rows(report.rows)
        else:
            self.model.refresh_rows(report.rows)
        self.table.renew_columns()
        self.table.fit()
        self.table.setVisible(bool(report.rows))
        self.empty_label.setVisible(not report.rows)
        self.copy_button.setEnabled(bool(report.rows))
        self.findings.refresh_rows(report.findings)
        for widget in (self.findings_label, self.finding_table, self.hint_label):
            widget.setVisible(bool(report.findings))

    def copy_all(self) -> None:
        """The budget as entered, the sums and the findings on the clipboard, as a spreadsheet takes them."""
        if self.report is None:
            return
        lines = [["Budgeten"], ["Rad", "År", "Kostnadsslag", "Betalas av", "Belopp", "Vad posten avser"]]
        for number, line in enumerate(self._draft.budget_lines, 1):
            labels = [one.label if one else "" for one in (line.cost_type, line.funded_by)]
            lines.append([str(number), _plain(line.year), *labels, _plain(line.amount), no_formula(swedish.compact(line.note))])
        lines += [[], ["Summor"], ["Del", *self.report.columns]]
        lines += [[full_label(row), *(_plain(one) for one in row.amounts)] for row in self.report.rows]
        if self.report.findings:
            lines += [[], ["Att rätta eller titta på"]]
            lines += [[one.kind.label, no_formula(swedish.compact(one.text))] for one in self.report.findings]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def focus_findings(self) -> bool:
        """Put the caret among the findings; False when there are none."""
        if not self.findings.rowCount():
            return False
        self.finding_table.setFocus()
        return True
