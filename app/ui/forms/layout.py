"""How a form is laid out: sections in two columns, the list of sections at its left, the list of problems at its top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QListView, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.fields import Field, Kind
from app.domain.rules.evidence import FieldRef
from app.ui.forms.choice_editors import FlowLayout
from app.ui.forms.field_row import FieldRow
from app.ui.icons import icon
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel, tool_tip
from app.ui.widgets.section import rule_line

MOST_LISTED = 8
NARROW = 520  # pixels of form under which fields stand one below another


def scrolled(page: QWidget, parent: QWidget) -> tuple[QScrollArea, QWidget]:
    """A page at the left of an area that scrolls down, never sideways; with the widget that holds the page."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    holder.setProperty("role", "page")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(page, 1)
    row.addStretch(0)
    area.setWidget(holder)
    return area, holder


class FormSection(QWidget):
    """A heading and its fields; short fields stand two in a row, in reading order."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.title = title
        self._items: list[tuple[QWidget, bool]] = []
        self._is_narrow = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(title, "subheading"))
        layout.addWidget(rule_line())
        layout.addSpacing(4)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        layout.addLayout(self.grid)

    @staticmethod
    def is_wide(field: Field) -> bool:
        if field.kind in (Kind.LONG_TEXT, Kind.CHOICES):
            return True
        return field.kind is Kind.TEXT and (field.limit or 0) > 120

    def add(self, widget: QWidget, *, wide: bool) -> None:
        self._items.append((widget, wide))
        self._place()

    def insert(self, number: int, widget: QWidget, *, wide: bool) -> None:
        self._items.insert(number, (widget, wide))
        self._place()

    def focus_first(self) -> None:
        for widget, _ in self._items:
            if isinstance(widget, FieldRow):
                widget.focus()
                return
            view = getattr(widget, "view", None)
            if isinstance(view, QWidget):
                view.setFocus()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place()

    def _place(self) -> None:
        place = 0
        for widget, wide in self._items:
            whole = wide or self._is_narrow
            if whole and place % 2:
                place += 1
            self.grid.addWidget(widget, place // 2, 0 if whole else place % 2, 1, 2 if whole else 1, Qt.AlignmentFlag.AlignTop)
            place += 2 if whole else 1


class SectionList(QListView):
    """The sections of a form, with the number of problems in each; arrow keys choose, Enter goes there."""

    chosen = Signal(int)
    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Avsnitt")
        self.setProperty("role", "sections")
        self._titles: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Expanding)
        self.clicked.connect(lambda index: self._go(index.row()))

    def show_sections(self, titles: Sequence[str], links: Sequence[tuple[str, str]] = ()) -> None:
        """`links` are (key, title) of what lies elsewhere."""
        self._titles, self._links = list(titles), list(links)
        self._names.setStringList([*self._titles, *(f"{title} →" for _, title in self._links)])
        longest = max((self.fontMetrics().horizontalAdvance(title) for title in self._titles), default=100)
        self.setFixedWidth(min(max(longest + 56, 150), 230))

    def show_counts(self, counts: Sequence[int]) -> None:
        for number, count in enumerate(counts):
            title = f"{self._titles[number]} ({count})" if count else self._titles[number]
            index = self._names.index(number, 0)
            if index.data() != title:
                self._names.setData(index, title)

    def show_current(self, number: int) -> None:
        if self.currentIndex().row() != number and not self.hasFocus():
            self.setCurrentIndex(self._names.index(number, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and self.currentIndex().isValid():
            self._go(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        if number < len(self._titles):
            self.chosen.emit(number)
        else:
            self.link_chosen.emit(self._links[number - len(self._titles)][0])


class ProblemList(QFrame):
    """What remains to mend in the form, each a way to its field; hidden when there is nothing."""

    chosen = Signal(object)  # FieldRef

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip-warning")
        self.setAccessibleName("Att rätta")
        self._found: list[tuple[FieldRef, str, str]] = []
        self._heading = PlainLabel("", "label")
        self._area = QWidget(self)
        self._flow = FlowLayout(self._area, 4)
        head = FlowLayout(None, 8)
        head.addWidget(IconLabel("triangle-alert", "warning"))
        head.addWidget(self._heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._area)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_problems(self, found: list[tuple[FieldRef, str, str]]) -> None:
        if found == self._found:
            return
        self._found = found
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(*one) for one in found[:MOST_LISTED]]
        for button in self.buttons:
            self._flow.addWidget(button)
        count = len(found)
        words = "1 uppgift går inte att läsa" if count == 1 else f"{count} uppgifter går inte att läsa"
        more = f" (de första {MOST_LISTED} visas)" if count > MOST_LISTED else ""
        self._heading.setText(f"{words}{more}. Texten är sparad och räknas först när den är rättad.")
        self.setVisible(bool(found))

    def _button(self, ref: FieldRef, label: str, message: str) -> QPushButton:
        button = QPushButton(label.replace("&", "&&"), self._area)
        button.setProperty("role", "link")
        button.setAccessibleName(f"Gå till {label}: {message}")
        button.setToolTip(tool_tip(message))
        button.setIcon(icon("arrow-right", "accent"))
        button.clicked.connect(lambda: self.chosen.emit(ref))
        return button
