"""The programme's tree as an item model, and the filter over it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QBrush, QFont

from app.domain import swedish
from app.ui import theme
from app.ui.icons import icon
from app.ui.views.programme_nodes import Node, ProgrammeTree

Index = QModelIndex | QPersistentModelIndex
KeyRole = Qt.ItemDataRole.UserRole + 1
_COLUMNS = ("Innehåll", "Ansvar och läge")


class ProgrammeModel(QAbstractItemModel):
    """Two columns: the node's title and its hint (lead organisation, number, flag)."""

    def __init__(self, tree: ProgrammeTree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self._nodes = list(tree.root.walk())
        self._numbers = {id(node): number for number, node in enumerate(self._nodes)}
        self._folded = [swedish.fold(f"{node.title} {node.hint} {node.words}") for node in self._nodes]
        self._strong = QFont()
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._icons = {name: icon(name, "muted") for name in {node.icon for node in self._nodes if node.icon}}

    def node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._tree.root

    def index_of(self, key: str) -> QModelIndex:
        node = self._tree.by_key.get(key)
        if node is None or node.parent is None:
            return QModelIndex()
        return self.createIndex(node.row, 0, self._numbers[id(node)])

    def holds(self, index: Index, words: list[str]) -> bool:
        """Whether a node's own text has every folded word."""
        text = self._folded[index.internalId()]
        return all(word in text for word in words)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own default
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._numbers[id(self.node(parent).children[row])])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        held = self.node(index).parent if index.isValid() else None
        if held is None or held.parent is None:
            return QModelIndex()
        return self.createIndex(held.row, 0, self._numbers[id(held)])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.title if index.column() == 0 else node.hint
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return self._icons.get(node.icon)
        if role == Qt.ItemDataRole.ToolTipRole:
            return swedish.compact(node.title)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QBrush(theme.colour("muted"))
        if role == Qt.ItemDataRole.FontRole and node.parent is self._tree.root and index.column() == 0:
            return self._strong
        return node.key if role == KeyRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None


class ProgrammeFilter(QSortFilterProxyModel):
    """Shows nodes that hold every word typed, with the way down to them."""

    def __init__(self, source: ProgrammeModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = source
        self._words: list[str] = []
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(source)

    def set_text(self, text: str) -> None:
        self.beginFilterChange()
        self._words = swedish.fold(text).split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return not self._words or self._model.holds(self._model.index(source_row, 0, source_parent), self._words)
