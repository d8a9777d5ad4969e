"""The tab Nuläge: the analysis beside the frozen index it rests on, and what has changed in the index since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QComboBox, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.catalogues import PLAN
from app.domain.programme import Programme
from app.domain.riskindex.series import Level, Measure, Ranking, SeriesInfo, ranking
from app.domain.views import DialogueRow, FrozenIndex, IndexChange, PlanView
from app.ui.charts.ranking_chart import RankingChart
from app.ui.forms.binding import Part
from app.ui.forms.choice_editors import FlowLayout
from app.ui.forms.form import RecordForm
from app.ui.forms.layout import FormSection
from app.ui.forms.recovery import Recovery
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
SINCE_THEN = "Vad har ändrats sedan dess?"
SHOW_CHART = "Visa planens index"
NOT_FROZEN = (
    "Inget index är fryst än",
    "Planen får en egen kopia av riskindexet, så att ett senare index inte ändrar vad den bygger på. "
    "Frys indexet när analysen skrivs; annars fryses det när nämnden godkänner planen.",
)


def change_columns(programme: Programme) -> tuple[Column[IndexChange], ...]:
    def copied(value: float | None) -> str:
        return "" if value is None else swedish.decimal(value)

    def told(value: float | None) -> str:
        return "finns inte" if value is None else swedish.decimal(value)

    def difference(change: IndexChange) -> float | None:
        return None if change.after is None else change.after - change.before

    def signed(value: float | None) -> str:
        return swedish.EMPTY if value is None else swedish.signed(value)

    return (
        Column("Område", lambda one: unit_name(programme, one.unit), width=130, stretch=True),
        Column("Mått", lambda one: one.measure.label, width=150),
        Column("I planen", lambda one: one.before, swedish.decimal, align=_RIGHT, width=72, copy=swedish.decimal),
        Column("Nu", lambda one: one.after, told, align=_RIGHT, width=72, copy=copied),
        Column("Skillnad", difference, signed, align=_RIGHT, width=72, copy=copied),
    )


def unit_name(programme: Programme, unit: str) -> str:
    return programme.district_name(unit) if unit in programme.district_by_key else programme.organisation_name(unit)


def frozen_ranking(programme: Programme, index: FrozenIndex, board: str | None, measure: Measure) -> Ranking:
    """The board's own districts ranked by the frozen values; at board level all boards, with this one marked."""
    info = SeriesInfo(
        key="frozen",
        name=index.name,
        kind=index.kind,
        level=index.level,
        source=index.source,
        reference=index.reference,
        illustrative=index.illustrative,
    )
    values = [(unit, unit_name(programme, unit), held[measure]) for unit, held in index.values.items() if measure in held]
    if index.level is not Level.DISTRICT or board is None:
        return ranking(info, measure, index.year, values, (board,) if board else ())
    own = {one.key for one in programme.districts if one.board == board}
    drawn = ranking(info, measure, index.year, values)
    return drawn.only(own, "nämndens stadsdelar") if {unit for unit, *_ in values} - own else drawn


def frozen_text(index: FrozenIndex) -> str:
    """What must stand beside the frozen values besides the chart's own lines."""
    recipe = f" Så är det räknat: {index.recipe.rstrip('.')}." if index.recipe else ""
    return f"{index.name}. Fryst {swedish.iso_date(index.frozen_date)}.{recipe}"


def changed_text(changed: int, held: int, since: str) -> str:
    if not changed:
        return f"Inget värde har ändrats sedan {since}."
    what = "Ett värde" if changed == 1 else f"{swedish.integer(changed)} värden"
    return f"{what} av {swedish.integer(held)} har ändrats sedan indexet frystes {since}."


class FrozenIndexPanel(QWidget):
    """The frozen index as a chart, with where it comes from, and the list of what has changed since."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._programme = session.bench.programme
        self._view: PlanView | None = None
        self.measure_combo = QComboBox()
        self.measure_combo.setAccessibleName("Del av riskindexet")
        self.measure_combo.activated.connect(self._show_chart)
        self.chart = RankingChart()
        self.chart.save_button.hide()
        self.facts_label = PlainLabel("", "muted", wrap=True, selectable=True)
        self.freeze_button = ActionButton(session.actions.freeze_index)
        self.since_button = QPushButton(SINCE_THEN)
        self.since_button.setCheckable(True)
        self.since_button.toggled.connect(self._on_since)
        self.since_label = PlainLabel("", "label", wrap=True)
        self.model: RowTableModel[IndexChange] = RowTableModel(
            change_columns(self._programme), self, key=lambda one: (one.unit, one.measure.value)
        )
        self.table = RecordTable(self.model, "Vad som har ändrats i indexet sedan det frystes")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.empty = EmptyState(*NOT_FROZEN, session.actions.freeze_index, icon_name="chart-column")
        self.pages = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        since = QWidget()
        column = QVBoxLayout(since)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.since_label)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.held_pages = QStackedWidget()
        self.held_pages.addWidget(self.chart)
        self.held_pages.addWidget(since)
        row = QWidget()
        buttons = FlowLayout(row, 8)
        for widget in (self.measure_combo, self.since_button, self.freeze_button):
            buttons.addWidget(widget)
        held = QWidget()
        body = QVBoxLayout(held)
        body.setContentsMargins(16, 12, 24, 12)
        body.setSpacing(8)
        body.addWidget(row)
        body.addWidget(self.held_pages, 1)
        body.addWidget(self.facts_label)
        self.pages.addWidget(held)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def load(self, view: PlanView) -> None:
        is_other = self._view is None or self._view.uid != view.uid or self._view.index != view.index
        self._view = view
        self.pages.setCurrentIndex(0 if view.index is not None else 1)
        self.freeze_button.setVisible(not view.is_locked)
        if view.index is None:
            return
        if is_other:
            self._fill_measures(view.index)
            self.since_button.setChecked(False)
        self.facts_label.setText(frozen_text(view.index))
        self._show_chart()

    def _fill_measures(self, index: FrozenIndex) -> None:
        kept = self.measure_combo.currentData()
        held = {measure for values in index.values.values() for measure in values}
        self.measure_combo.clear()
        for measure in Measure:
            if measure in held:
                self.measure_combo.addItem(measure.label, measure.value)
        self.measure_combo.setCurrentIndex(max(0, self.measure_combo.findData(kept)))

    def _show_chart(self) -> None:
        view, data = self._view, self.measure_combo.currentData()
        if view is not None and view.index is not None and data is not None:
            self.chart.set_ranking(frozen_ranking(self._programme, view.index, view.draft.board, Measure(str(data))))

    def _on_since(self, shown: bool) -> None:
        self.held_pages.setCurrentIndex(int(shown))
        self.measure_combo.setVisible(not shown)
        self.since_button.setText(SHOW_CHART if shown else SINCE_THEN)
        view = self._view
        if not shown or view is None:
            return
        plans, uid = self._session.bench.plans, view.uid
        self._session.jobs.start(lambda _progress: plans.index_changes(uid)).then(self._show_changes, self._session.messages.show)

    def _show_changes(self, changes: Sequence[IndexChange]) -> None:
        view = self._view
        if view is None or view.index is None:
            return
        changed = [one for one in changes if one.after is None or abs(one.after - one.before) > 1e-9]
        held = sum(len(values) for values in view.index.values.values())
        self.model.set_rows(changed)
        self.table.setVisible(bool(changed))
        self.since_label.setText(changed_text(len(changed), held, swedish.iso_date(view.index.frozen_date)))
        if changed:
            self.table.setFocus()


class SituationTab(QWidget):
    """The form of the analysis at the left, the frozen index at the right."""

    def __init__(self, session: Session, recovery: Recovery | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        parts = (Part(PLAN, ("analysis",)),)
        self.form = RecordForm(session, None, session.bench.plans, parts=parts, recovery=recovery, has_sections=False)
        self.dialogues = QWidget()
        self._column = QVBoxLayout(self.dialogues)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        section = FormSection("Boendedialoger")
        section.add(self.dialogues, wide=True)
        self.form.add_section("dialogues", section)
        self.index = FrozenIndexPanel(session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.form)
        self.splitter.addWidget(self.index)
        self.splitter.setSizes([480, 520])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def load(self, view: PlanView, *, read_only: bool, still_open: frozenset[str], stack: QUndoStack) -> None:
        self.form.load(view, read_only=read_only, still_open=still_open, stack=stack)
        self.index.load(view)
        self._show_dialogues(view)

    def focus_first(self) -> None:
        self.form.show_section(0)

    def _show_dialogues(self, view: PlanView) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        numbers = [one.strip() for one in view.draft.dialogues.replace(",", ";").split(";") if one.strip()]
        if not numbers:
            text = "Planen hänvisar inte till någon boendedialog än. Skriv dialogens nummer i fältet ovan."
            self._column.addWidget(PlainLabel(text, "muted", wrap=True))
            return
        known = {row.number.casefold(): row for row in self._session.bench.dialogues.list(view.draft.board)}
        for number in numbers:
            row = known.get(number.casefold())
            self._column.addWidget(self._dialogue(row) if row is not None else _unknown(number))

    def _dialogue(self, row: DialogueRow) -> LinkButton:
        parts = (row.area, swedish.iso_date(row.day) if row.day else "", row.form)
        link = LinkButton(f"{row.number} {' · '.join(part for part in parts if part)}".rstrip())
        link.clicked.connect(lambda: self._session.navigate.emit("dialogue", row.uid))
        return link


def _unknown(number: str) -> PlainLabel:
    return PlainLabel(f"{number} finns inte bland nämndens registrerade dialoger.", "unparsed", wrap=True)
