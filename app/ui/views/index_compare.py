"""The page Jämför of the risk index: two places side by side, and which indicators part them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.ui.charts.pair_chart import PairChart
from app.ui.forms.layout import scrolled
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_pair_choices import (
    HOW_MEASURED,
    LIKE,
    Other,
    Second,
    fill_search,
    others_of,
    pair_data,
    searchable,
    told_of,
)
from app.ui.views.index_saving import save_chart
from app.ui.views.index_why import ranked_units
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel, tool_tip
from app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from app.services.index_views import Pair

EMPTY_TITLE = "Vilket område ska jämföras?"
EMPTY_TEXT = "Välj ett område i listan ovanför. Du kan också välja en stapel på sidan Rangordning och sedan komma hit."
ALONE_TITLE = "Det finns inget att jämföra med"
ALONE_TEXT = "Nivån har bara ett område med index. Välj en annan nivå eller ett annat år."


@dataclass(frozen=True, slots=True)
class _Answer:
    order: tuple[tuple[str, str], ...]
    others: tuple[Other, ...]
    other: Other | None
    pair: Pair | None


class ComparePage(IndexPage):
    """The first place is the workspace's unit; the second is kept here, by how it was chosen."""

    key: ClassVar[str] = "compare"
    title: ClassVar[str] = "Jämför"
    help_anchor: ClassVar[str] = "jämför"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pair: Pair | None = None
        self._second = Second()
        self._other: Other | None = None
        self._is_turned = False
        self._turn = 0  # of the answer that is waited for
        self.unit_combo = searchable("Första området")
        self.other_combo = searchable("Jämfört med")
        self.swap_action = QAction(icon("refresh-cw"), "Byt plats på de två", self)
        self.rival_button = QPushButton("Närmast i rang")
        self.sentences_label = PlainLabel("", wrap=True, selectable=True)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self.chart = PairChart()
        self.empty = EmptyState(EMPTY_TITLE, EMPTY_TEXT, icon_name="scale")
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = ScrollPage()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 4, 24, 12)
        column.setSpacing(6)
        column.addWidget(self.sentences_label)
        column.addWidget(self.note_label)
        column.addWidget(self.chart, 1)
        self.body.addWidget(self.empty)
        self.area, self.holder = scrolled(page, self)
        self.body.addWidget(self.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.body, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 8, 24, 4)
        row.setSpacing(8)
        self.swap_action.setShortcut(QKeySequence("Alt+X"))
        self.swap_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.swap_action.setToolTip("Byt plats på de två (Alt+X)")
        self.addAction(self.swap_action)
        swap = QToolButton()
        swap.setProperty("role", "icon")
        swap.setDefaultAction(self.swap_action)
        swap.setAccessibleName(self.swap_action.text())
        self.rival_button.setToolTip("Jämför med området vars index ligger närmast")
        for text, combo in (("Område", self.unit_combo), ("med", self.other_combo)):
            label = PlainLabel(text, "label")
            label.setBuddy(combo)
            row.addWidget(label)
            row.addWidget(combo, 1)
            if combo is self.unit_combo:
                row.addWidget(swap)
        self.rival_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.rival_button)
        return head

    def _connect(self) -> None:
        self.unit_combo.activated.connect(lambda number: self._go_to_unit(str(self.unit_combo.itemData(number) or "")))
        self.other_combo.activated.connect(self._on_other)
        for combo in (self.unit_combo, self.other_combo):
            edit = combo.lineEdit()
            assert edit is not None
            edit.editingFinished.connect(self._show_names)
        self.swap_action.triggered.connect(self.swap)
        self.rival_button.clicked.connect(self.choose_rival)
        self.chart.save_requested.connect(self._save_picture)
        self.chart.plot.current_changed.connect(self._bring_into_view)
        self.chart.plot.opened.connect(self._open)
        self.chart.table.opened.connect(self._open)

    # --- what is shown ----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        super().load(choice)
        self._turn += 1
        turn, second, is_turned = self._turn, self._second, self._is_turned

        def work(_progress: object) -> _Answer:
            order = ranked_units(self.session, choice)
            if choice.unit not in {code for code, _text in order}:
                return _Answer(order, (), None, None)
            others = others_of(self.session, choice, order)
            other = second.among(others)
            pair = None if other is None else self._ask(choice, other, is_turned)
            return _Answer(order, others, other, pair)

        self.session.run(work, "Jämför områdena", lambda answer: self._arrived(turn, answer))

    def _ask(self, choice: Choice, other: Other, is_turned: bool) -> Pair:
        from app.services.index_views import Place

        both = Place(choice.level, choice.unit, choice.year), Place(other.level, other.code, other.year)
        return self.session.bench.index_views.pair(*(both[::-1] if is_turned else both), choice.recipe, choice.measure)

    def _arrived(self, turn: int, answer: _Answer) -> None:
        if turn != self._turn or self.choice is None:
            return  # something else has been chosen since
        self.pair, self._other = answer.pair, answer.other
        fill_search(self.unit_combo, [(text, code) for code, text in answer.order])
        fill_search(self.other_combo, [(one.text, one.second) for one in answer.others])
        self._show_names()
        has_unit = self.choice.unit in {code for code, _text in answer.order}
        self.empty.show_text(*((ALONE_TITLE, ALONE_TEXT) if has_unit else (EMPTY_TITLE, EMPTY_TEXT)))
        self.body.setCurrentIndex(int(answer.pair is not None))
        self.other_combo.setEnabled(bool(answer.others))
        self.rival_button.setEnabled(any(one.second.kind == "rival" for one in answer.others))
        self.swap_action.setEnabled(answer.pair is not None)
        if answer.pair is not None and answer.other is not None:
            self._show(answer.pair, answer.other)

    def _show(self, pair: Pair, other: Other) -> None:
        sentences, notes = told_of(pair, other)
        self.sentences_label.setText(" ".join(sentences))
        self.note_label.setText(" ".join(notes))
        self.note_label.setVisible(bool(notes))
        self.note_label.setToolTip(tool_tip(HOW_MEASURED) if other.second.kind == LIKE else "")
        self.chart.show_pair(pair_data(pair))

    def _bring_into_view(self, index: int) -> None:
        """A line of the drawing walked to by keys; the first ones with the heads over them."""
        plot = self.chart.plot
        top = 0 if index <= 1 else plot.head_height + index * plot.row_height
        bottom = plot.head_height + (index + 1) * plot.row_height
        for y in (bottom, top):
            self.area.ensureVisible(0, plot.mapTo(self.holder, QPoint(0, y)).y(), 0, 4)

    def _show_names(self) -> None:
        """What was typed and matches nothing goes back to what is compared."""
        unit = self.choice.unit if self.choice is not None else ""
        other = None if self._other is None else self._other.second
        for combo, data in ((self.unit_combo, unit), (self.other_combo, other)):
            found = next((number for number in range(combo.count()) if combo.itemData(number) == data), -1)
            combo.setCurrentIndex(found)
            combo.setEditText(combo.itemText(found) if found >= 0 else "")
            edit = combo.lineEdit()
            assert edit is not None
            edit.setCursorPosition(0)

    def focus_first(self) -> None:
        if self.pair is None:
            self.unit_combo.setFocus()
        else:
            self.chart.focus_first()

    # --- choices ----------------------------------------------------------------------------------

    def _on_other(self, number: int) -> None:
        held = self.other_combo.itemData(number)
        if isinstance(held, Second):
            self.compare_with(held)

    def compare_with(self, second: Second) -> None:
        """Another second place."""
        self._second, self._is_turned = second, False
        self._reload()

    def choose_rival(self) -> None:
        self.compare_with(Second("rival"))

    def swap(self) -> None:
        """The second first: another district takes the workspace's place, a board or a year only turns the comparison about."""
        if self.choice is None or self.pair is None or self._other is None:
            return
        other = self._other
        if other.level is self.choice.level and other.year == self.choice.year:
            self._second = Second("unit", self.choice.unit)
            self._go_to_unit(other.code)
            return
        self._is_turned = not self._is_turned
        self._reload()

    def _go_to_unit(self, unit: str) -> None:
        if self.choice is not None and unit and unit != self.choice.unit:
            self.unit_selected.emit(unit)
            self.load(self.choice.at(unit))

    def _reload(self) -> None:
        if self.choice is not None:
            self.load(self.choice)

    def _open(self, _row: object) -> None:
        if self.choice is not None and self.choice.unit:
            self.unit_opened.emit(self.choice.unit)

    def location(self) -> dict[str, Any]:
        return {"kind": self._second.kind, "value": self._second.value, "turned": self._is_turned}

    def go_to(self, location: dict[str, Any]) -> None:
        self._second = Second(str(location.get("kind") or "rival"), str(location.get("value") or ""))
        self._is_turned = bool(location.get("turned"))
        self._reload()

    # --- saving -----------------------------------------------------------------------------------

    def _save_picture(self, kind: str) -> None:
        if self.pair is not None:
            first, second = self.pair.first, self.pair.second
            years = str(first.year) if first.year == second.year else f"{first.year} {second.year}"
            save_chart(self.session, self.chart, swedish.compact(f"riskindex {first.name} {second.name} {years}"), kind)
