"""A tree of records at the left and the chosen one's form at the right: what territories and indicators have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent, QUndoStack
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel, tool_tip
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.session import Session

CODE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree: its code ('' for a heading), the line it stands under, its cells."""

    code: str
    parent: str
    cells: tuple[str, ...]
    tip: str = ""
    icon: QIcon | None = None


class DataTree(QTreeWidget):
    """Keeps choice and open branches when it is filled anew."""

    chosen = Signal(str)  # code, '' for none

    def __init__(self, name: str, headers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderLabels(list(headers))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for number in range(1, len(headers)):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
            self.headerItem().setTextAlignment(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._filling = False
        self.currentItemChanged.connect(self._on_current)

    @property
    def code(self) -> str:
        item = self.currentItem()
        return "" if item is None else str(item.data(0, CODE) or "")

    def show_branches(self, branches: Iterable[Branch], open_to: int) -> None:
        """Fill the tree; lines down to depth `open_to` stand open the first time."""
        kept, closed = self.code, {key for key, item in self._items.items() if item.childCount() and not item.isExpanded()}
        is_first, height = not self._items, self.verticalScrollBar().value()
        self._filling = True
        self.clear()
        self._items = {}
        for branch in branches:
            item = QTreeWidgetItem(list(branch.cells))
            for column in range(1, len(branch.cells)):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, CODE, branch.code)
            item.setToolTip(0, tool_tip(branch.tip))
            if branch.icon is not None:
                item.setIcon(len(branch.cells) - 1, branch.icon)
            above = self._items.get(branch.parent)
            depth = 0 if above is None else self._depth(above) + 1
            (self.invisibleRootItem() if above is None else above).addChild(item)
            key = branch.code or branch.cells[0]
            self._items[key] = item
            item.setExpanded(depth < open_to if is_first else key not in closed)
        if not self.choose(kept):
            self.choose(next((key for key, item in self._items.items() if item.data(0, CODE)), ""))
        if not is_first:
            self.verticalScrollBar().setValue(height)
        self._filling = False

    def choose(self, code: str) -> bool:
        item = self._items.get(code)
        if item is None:
            return False
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def filter(self, text: str) -> int:
        """Show only lines that hold every word, and what they lie in; how many lines are shown."""
        words = swedish.fold(text).split()
        return sum(self._filter(self.topLevelItem(number), words) for number in range(self.topLevelItemCount()))

    def _filter(self, item: QTreeWidgetItem | None, words: Sequence[str]) -> int:
        if item is None:
            return 0
        below = sum(self._filter(item.child(number), words) for number in range(item.childCount()))
        own = swedish.fold(f"{item.text(0)} {item.data(0, CODE)} {item.toolTip(0)}")
        is_hit = all(word in own for word in words)
        item.setHidden(not (is_hit or below))
        if words and below:
            item.setExpanded(True)
        return below + is_hit

    def _depth(self, item: QTreeWidgetItem) -> int:
        above = item.parent()
        return 0 if above is None else self._depth(above) + 1

    def _on_current(self) -> None:
        if not self._filling:
            self.chosen.emit(self.code)


class TreeFormPage(QWidget):
    """Base of the two pages: `read` fills the tree, `show_one(code)` the form."""

    def __init__(self, session: Session, name: str, headers: Sequence[str], none: EmptyState, empty: EmptyState) -> None:
        super().__init__()
        self._session = session
        self.stack = QUndoStack(self)
        session.undo_group.addStack(self.stack)
        self.tree = DataTree(name, headers)
        self.filter = SearchField("Filtrera")
        self.summary_label = PlainLabel("", "muted")
        self.none, self.empty = none, empty
        self.heading = ElidedLabel("", "subheading")
        self.new_button = icon_button("plus", "Nytt")
        self.remove_button = icon_button("trash-2", "Ta bort …")
        self.side = QStackedWidget()
        self.pages = QStackedWidget()

    def lay_out(self, form: QWidget, more: Sequence[QPushButton] = ()) -> None:
        self.form_page = QWidget()
        right = QVBoxLayout(self.form_page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 16, 4)
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        for button in (*more, self.remove_button):
            head.addWidget(button)
        right.addLayout(head)
        right.addWidget(form, 1)
        self.side.addWidget(self.none)
        self.side.addWidget(self.form_page)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 4, 6, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.filter, 1)
        row.addWidget(self.new_button)
        column.addLayout(row)
        column.addWidget(self.tree, 1)
        column.addWidget(self.summary_label)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([360, 420])
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.tree.chosen.connect(self._on_chosen)
        self.filter.searched.connect(self.tree.filter)
        self.filter.descended.connect(self.tree.setFocus)
        self.new_button.clicked.connect(self.new_record)
        self.remove_button.clicked.connect(self.remove_record)
        self.tree.itemActivated.connect(lambda *_: self.focus_form())

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 78
        self.splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._session.undo_group.setActiveStack(self.stack)

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.commit()
        self.stack.setActive(False)

    # --- what each does its own way ----------------------------------------------------------

    def branches(self) -> Sequence[Branch]:
        raise NotImplementedError

    def show_one(self, code: str) -> None:
        raise NotImplementedError

    def new_record(self) -> None:
        raise NotImplementedError

    def remove_record(self) -> None:
        raise NotImplementedError

    def focus_form(self) -> None:
        raise NotImplementedError

    def commit(self) -> None:
        raise NotImplementedError

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"add_row": self.new_record, "remove_row": self.remove_record, "find": self.filter.setFocus}

    def after_show(self) -> None:
        """More to read when the tree has been filled."""

    # --- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew."""
        branches = self.branches()
        self.pages.setCurrentWidget(self.splitter if any(one.code for one in branches) else self.empty)
        self.tree.show_branches(branches, 2)
        if self.filter.text():
            self.tree.filter(self.filter.text())
        for button in (self.new_button, self.remove_button):
            button.setVisible(self._session.is_writable)
        self._on_chosen(self.tree.code)
        self.after_show()

    def _on_chosen(self, code: str) -> None:
        self.side.setCurrentWidget(self.form_page if code else self.none)
        if code:
            self.show_one(code)

    def focus_first(self) -> None:
        if self.pages.currentWidget() is self.empty:
            self.empty.focus_first()
        else:
            self.tree.setFocus()
