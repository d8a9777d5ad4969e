"""The page Fördjupning of the risk index: from the city down to the base area, in figures that add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.series import Level
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.model import RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.index_choices import refill
from app.ui.views.index_drill_lines import (
    COUNT_COLUMNS,
    PART_COLUMNS,
    POCKET_COLUMNS,
    DrillTable,
    LineModel,
    count_lines,
    finding,
    line_key,
    part_lines,
    pocket_finding,
)
from app.ui.views.index_page import Choice, IndexPage
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.domain.riskindex.drilldown import Counts, Drill, Part, Pocket
    from app.domain.riskindex.series import ChartText

LIMIT, LOWEST, HIGHEST, STEP = 150, 100, 500, 5
INDEXES, POCKETS = "", "?pockets"  # in the list of what is shown, beside the codes of indicators
NO_POCKETS = "Ingen del når gränsen i ett område som ligger under 100."
POCKETS_TEXT = "Enter går till området som delen ligger i. Områdets eget index säger inte att en del av det ligger så högt."


@dataclass(frozen=True, slots=True)
class _Answer:
    drill: Drill
    counts: Counts | None
    pockets: tuple[Pocket, ...]
    indicators: tuple[tuple[str, str], ...]
    text: ChartText


class DrillPage(IndexPage):
    """Where it stands in the tree is its own; a district or board chosen here is the workspace's unit where the level is the same."""

    key: ClassVar[str] = "drill"
    title: ClassVar[str] = "Fördjupning"
    help_anchor: ClassVar[str] = "fördjupning"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.drill: Drill | None = None
        self.pockets: tuple[Pocket, ...] = ()
        self._code = ""  # the place in view, '' for the city
        self._followed = ""  # the workspace's unit when it was last followed
        self._wanted = ""  # the part to stand on when the answer has arrived
        self._turn = 0  # of the answer that is waited for
        self.shown_combo = QComboBox()
        self.limit_spin = QDoubleSpinBox()
        self.up_action = QAction(icon("arrow-up"), "Upp en nivå", self)
        self.title_label = PlainLabel("", "subheading", wrap=True)
        self.subtitle_label = PlainLabel("", "muted", wrap=True)
        self.mark_badge = StateBadge("", "warning")
        self.note_label = PlainLabel("", "muted", wrap=True)
        self.footer_label = PlainLabel("", "small", wrap=True)
        self.part_model, self.count_model = LineModel(PART_COLUMNS, key=line_key), LineModel(COUNT_COLUMNS, key=line_key)
        self.part_table = DrillTable(self.part_model, "Index och delindex för helheten och dess delar")
        self.count_table = DrillTable(self.count_model, "Täljare, nämnare och värde för helheten och dess delar")
        self.pocket_model: RowTableModel[Any] = RowTableModel(POCKET_COLUMNS, key=lambda one: (one.whole.code, one.part.code))
        self.pocket_table = RecordTable(self.pocket_model, "Dolda fickor i hela staden")
        self.tables = QStackedWidget()
        self.pocket_link = LinkButton("")
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for table in (self.part_table, self.count_table, self.pocket_table):
            self.tables.addWidget(table)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 4, 24, 12)
        column.setSpacing(4)
        column.addWidget(self.title_label)
        column.addWidget(self.subtitle_label)
        column.addWidget(self.mark_badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tables, 1)
        column.addWidget(self.note_label)
        column.addWidget(self.footer_label)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(body, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 8, 24, 4)
        row.setSpacing(8)
        self.up_action.setShortcut(QKeySequence("Alt+Up"))
        self.up_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.up_action.setToolTip("Upp en nivå (Alt+uppil eller Backsteg)")
        self.addAction(self.up_action)
        self.up_button = up = QToolButton()
        up.setProperty("role", "icon")
        up.setDefaultAction(self.up_action)
        up.setAccessibleName(self.up_action.text())
        row.addWidget(up)
        self.path_row = QHBoxLayout()
        self.path_row.setSpacing(2)
        row.addLayout(self.path_row)
        row.addStretch(1)
        row.addWidget(self.pocket_link)
        row.addSpacing(8)
        self._set_up_choices()
        for text, widget in (("Visa", self.shown_combo), ("Gräns", self.limit_spin)):
            label = PlainLabel(text, "label")
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
        return head

    def _set_up_choices(self) -> None:
        self.shown_combo.setAccessibleName("Vad tabellen visar")
        self.shown_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.shown_combo.setMinimumContentsLength(18)
        self.limit_spin.setAccessibleName("Gräns för högt index")
        self.limit_spin.setToolTip("Delar med minst det här indexet räknas som höga")
        self.limit_spin.setDecimals(0)
        self.limit_spin.setRange(LOWEST, HIGHEST)
        self.limit_spin.setSingleStep(STEP)
        self.limit_spin.setValue(LIMIT)
        self.limit_spin.setKeyboardTracking(False)

    def _connect(self) -> None:
        self.shown_combo.activated.connect(lambda _number: self._reload())
        self.limit_spin.valueChanged.connect(lambda _value: self._reload())
        self.up_action.triggered.connect(self.go_up)
        for table in (self.part_table, self.count_table):
            table.opened.connect(self._open)
            table.row_selected.connect(self._on_row)
            table.gone_up.connect(self.go_up)
        self.pocket_table.opened.connect(self._open_pocket)
        self.pocket_link.clicked.connect(self.show_pockets)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def table(self) -> RecordTable:
        """The table in view."""
        return (self.part_table, self.count_table, self.pocket_table)[self.tables.currentIndex()]

    @property
    def shows(self) -> str:
        """INDEXES, POCKETS or an indicator's code."""
        return str(self.shown_combo.currentData() or INDEXES)

    def load(self, choice: Choice) -> None:
        super().load(choice)
        if choice.unit != self._followed:
            self._followed, self._code, self._wanted = choice.unit, choice.unit, choice.unit
        self._turn += 1
        turn, code, shows = self._turn, self._code, self.shows
        limit = self.limit_spin.value()
        self.session.run(
            lambda _progress: self._ask(choice, code, shows, limit), "Räknar områdets delar", lambda answer: self._arrived(turn, answer)
        )

    def _ask(self, choice: Choice, code: str, shows: str, limit: float) -> _Answer:
        from app.domain.riskindex.charts import computed_text, sources

        tree = self.session.bench.index_views.tree(choice.year, choice.recipe, limit)
        data = tree.dataset
        code = code if code in data.place else ""
        if code and not tree.children(code):  # what has no parts is shown among those it lies with
            code = tree.parent(code) or ""
        drill = tree.drill(code)
        counts = tree.counts(drill.whole.code, shows) if shows in data.indicator_by_code else None
        assert choice.recipe is not None
        source = sources([counts.indicator] if counts is not None else data.indicators)
        pockets = tree.pockets()
        title, level = finding(drill, counts), drill.whole.level
        if shows == POCKETS:
            title, level = pocket_finding(pockets, limit), Level.CITY
        text = computed_text(
            title, choice.recipe, level, str(choice.year), illustrative=data.illustrative, source=source, indicators=data.indicators
        )
        return _Answer(drill, counts, pockets, tuple((one.name, one.code) for one in data.indicators), text)

    def _arrived(self, turn: int, answer: _Answer) -> None:
        if turn != self._turn:
            return  # something else has been chosen since
        self.drill, self.pockets = answer.drill, answer.pockets
        self._code = answer.drill.whole.code
        refill(self.shown_combo, [("Index och delindex", INDEXES), ("Dolda fickor i hela staden", POCKETS), *answer.indicators])
        self._show_text(answer.text)
        self._show_path(answer.drill.path)
        self._show_tables(answer)
        self._show_pockets()
        self.up_action.setEnabled(len(answer.drill.path) > 1)

    def _show_text(self, text: ChartText) -> None:
        self.title_label.setText(text.title)
        self.subtitle_label.setText(text.subtitle)
        self.mark_badge.show_state(text.mark, "warning")
        self.mark_badge.setVisible(bool(text.mark))
        self.footer_label.setText(text.footer)

    def _show_path(self, path: tuple[Part, ...]) -> None:
        while (item := self.path_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        before: QWidget = self.up_button
        for number, part in enumerate(path):
            if number == len(path) - 1:
                self.path_row.addWidget(PlainLabel(part.name, "label"))
                continue
            link = LinkButton(part.name)
            link.setAccessibleDescription(f"Gå upp till {part.name}")
            below = path[number + 1].code
            link.clicked.connect(lambda _on=False, code=part.code, part=below: self.go_down(code, part))
            self.path_row.addWidget(link)
            QWidget.setTabOrder(before, link)
            before = link
            self.path_row.addWidget(PlainLabel("›", "muted"))

    def _show_tables(self, answer: _Answer) -> None:
        notes = answer.drill.notes if answer.counts is None else answer.counts.notes
        notes = (POCKETS_TEXT if answer.pockets else NO_POCKETS,) if self.shows == POCKETS else notes
        self.note_label.setText("\n".join(notes))
        self.note_label.setVisible(bool(notes))
        self.tables.setCurrentIndex(2 if self.shows == POCKETS else int(answer.counts is not None))
        shown: tuple[tuple[RecordTable, LineModel, list[Any]], ...] = (
            (self.part_table, self.part_model, [*part_lines(answer.drill)]),
            (self.count_table, self.count_model, [] if answer.counts is None else [*count_lines(answer.counts)]),
        )
        for table, model, lines in shown:
            table.blockSignals(True)
            model.set_rows(lines)
            wanted = next((number for number, one in enumerate(lines) if one.code and one.code == self._wanted), min(1, len(lines) - 1))
            if lines:
                table.setCurrentIndex(model.index(wanted, 0))
            table.blockSignals(False)

    def _show_pockets(self) -> None:
        count = len(self.pockets)
        self.pocket_link.show_text(f"{swedish.integer(count)} {'dold ficka' if count == 1 else 'dolda fickor'}")
        self.pocket_link.setVisible(bool(count) and self.shows != POCKETS)
        self.pocket_model.set_rows(self.pockets)
        if count:
            self.pocket_table.setCurrentIndex(self.pocket_model.index(0, 0))

    def focus_first(self) -> None:
        self.table.setFocus()

    # --- choices ----------------------------------------------------------------------------------

    def _reload(self) -> None:
        if self.choice is not None:
            self._wanted = getattr(self.table.current_row(), "code", "")
            self.load(self.choice)

    def show_only(self, what: str) -> None:
        """INDEXES, POCKETS or an indicator's code."""
        self.shown_combo.setCurrentIndex(max(0, self.shown_combo.findData(what)))
        self._reload()

    def show_pockets(self) -> None:
        self.show_only(POCKETS)
        self.focus_first()

    def _open_pocket(self, pocket: Pocket) -> None:
        """To the whole that the pocket lies in, standing on the pocket."""
        self.shown_combo.setCurrentIndex(0)
        self.go_down(pocket.whole.code, pocket.part.code)

    def go_down(self, code: str, part: str = "") -> None:
        """To a place in the tree, standing on one of its parts."""
        if self.choice is None:
            return
        self._code, self._wanted = code, part
        self.load(self.choice)
        self.focus_first()

    def go_up(self) -> None:
        """To what the place in view lies in, standing on the place."""
        if self.drill is not None and len(self.drill.path) > 1:
            self.go_down(self.drill.path[-2].code, self.drill.whole.code)

    def _open(self, line: Any) -> None:
        """Down into a part; from the whole or a part without parts of its own to the page Varför."""
        if self.drill is None or not line.code:
            return
        part = next((one for one in self.drill.parts if one.code == line.code), None)
        if part is not None and part.parts:
            self.go_down(part.code)
        elif self._is_at_level(part or self.drill.whole):
            self.unit_opened.emit(line.code)

    def _is_at_level(self, part: Part) -> bool:
        return self.choice is not None and part.level is self.choice.level

    def _on_row(self, line: Any) -> None:
        """Other pages follow where the row is of their level."""
        if line is None or self.drill is None or self.choice is None or not line.code:
            return
        part = next((one for one in self.drill.parts if one.code == line.code), self.drill.whole)
        if self._is_at_level(part) and part.code != self._followed:
            self._followed, self.choice = part.code, self.choice.at(part.code)
            self.unit_selected.emit(part.code)

    def location(self) -> dict[str, Any]:
        return {"code": self._code, "shown": self.shows, "limit": round(self.limit_spin.value())}

    def go_to(self, location: dict[str, Any]) -> None:
        self._code = str(location.get("code") or "")
        for widget in (self.limit_spin, self.shown_combo):
            widget.blockSignals(True)
        self.limit_spin.setValue(int(location.get("limit") or LIMIT))
        self.shown_combo.setCurrentIndex(max(0, self.shown_combo.findData(location.get("shown"))))
        for widget in (self.limit_spin, self.shown_combo):
            widget.blockSignals(False)
        if self.choice is not None:
            self.load(self.choice)
