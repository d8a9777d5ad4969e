"""The table model of every list: frozen rows in memory, columns as data, pages fetched as the view scrolls."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.ui.widgets.plain_label import tool_tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

RecordRole = Qt.ItemDataRole.UserRole + 1  # the frozen row itself
SortRole = Qt.ItemDataRole.UserRole + 2  # the cell's native value

FORMULA_STARTS = tuple("=+-@＝＋－＠")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def as_text(value: object) -> str:
    """The plain text of a value; nothing for None."""
    return "" if value is None else str(value)


def no_formula(text: str) -> str:
    """Text for the clipboard: a formula in it would run in the spreadsheet; an apostrophe makes it text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: what it shows, how it sorts, how it pastes into a spreadsheet."""

    title: str  # Swedish header
    value: Callable[[Row], Any]
    text: Callable[[Any], str] = as_text  # swedish.integer, swedish.iso_date, …
    sort_key: str | None = None  # column in the SQL ORDER BY
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    copy: Callable[[Any], str] | None = None  # plain text for the clipboard; None: str of the value
    tip: Callable[[Row], str] | None = None
    icon: Callable[[Row], Any] | None = None
    width: int = 120  # logical pixels at first sight
    stretch: bool = False  # takes the space that is left, at least `width`
    wide: int = 0  # a better width where there is room to spare
    header: str = ""  # the title as it is broken in lines over a narrow column; "" for the title itself
    drop: int = 0  # where the room is short, columns with 1 go first, then 2 …; 0 stays
    key: str = ""  # what a kept choice of columns calls it
    optional: bool = False  # shown when the user has chosen it

    def copied(self, row: Row) -> str:
        """What Ctrl+C puts on the clipboard: numbers as bare digits that a spreadsheet takes as numbers."""
        value = self.value(row)
        if self.copy is not None:
            return self.copy(value)
        if value is None:
            return ""
        plain = str(value).replace("\t", " ").replace("\r", " ").replace("\n", " ")
        return no_formula(plain) if isinstance(value, str) else plain


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one query. `data()` reads memory only; `page` is called by the view for what lies further down."""

    sort_requested = Signal(str, bool)  # sort key, descending
    counted = Signal(int)  # the true number of rows in the query

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        key: Callable[[Row], Hashable] = lambda row: getattr(row, "uid", row),
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[Row], ...] = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self._total = 0
        self._page: Callable[[int], Sequence[Row]] | None = None

    # --- rows --------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    @property
    def total(self) -> int:
        """All rows of the query, fetched or not."""
        return self._total

    def set_rows(self, rows: Sequence[Row], *, total: int | None = None, page: Callable[[int], Sequence[Row]] | None = None) -> None:
        """Show the answer to a new query; `page(offset)` gives the rows from there on."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = len(self._rows) if total is None else total
        self._page = page
        self.endResetModel()
        self.counted.emit(self._total)

    def refresh_rows(self, rows: Sequence[Row], *, total: int | None = None) -> None:
        """Show the same query asked again: only what differs is told to the views, so selection and scroll stay."""
        new, old = list(rows), self._rows
        head = 0
        while head < min(len(new), len(old)) and self._key(new[head]) == self._key(old[head]):
            head += 1
        tail = 0
        while tail < min(len(new), len(old)) - head and self._key(new[-1 - tail]) == self._key(old[-1 - tail]):
            tail += 1
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            del old[head : len(old) - tail]
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            old[head:head] = new[head : len(new) - tail]
            self.endInsertRows()
        for number, row in enumerate(new):
            if row != old[number]:
                old[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
        self._total = len(old) if total is None else total
        self.counted.emit(self._total)

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    def number_of(self, key: Hashable) -> int | None:
        """Where the row with this key stands among the fetched ones."""
        return next((number for number, row in enumerate(self._rows) if self._key(row) == key), None)

    def key_at(self, number: int) -> Hashable:
        return self._key(self._rows[number])

    # --- Qt ----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _SERVED or not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == RecordRole:
            return row
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(column.value(row))
        if role == SortRole:
            return column.value(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.align & Qt.AlignmentFlag.AlignRight else _LEFT
        if role == Qt.ItemDataRole.DecorationRole:
            return column.icon(row) if column.icon else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(column.value(row))}"
        return tool_tip(column.tip(row)) if column.tip else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header or self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].align & Qt.AlignmentFlag.AlignRight else _LEFT
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._page is not None and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent) or self._page is None:
            return
        more = list(self._page(len(self._rows)))
        if not more:  # rows went away since they were counted
            self._total = len(self._rows)
            self.counted.emit(self._total)
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self._rows.extend(more)
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorting is done where the rows come from; this only asks for it."""
        if 0 <= column < len(self.columns):
            sort_key = self.columns[column].sort_key
            if sort_key is not None:
                self.sort_requested.emit(sort_key, order is Qt.SortOrder.DescendingOrder)


_SERVED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.AccessibleTextRole,
        RecordRole,
        SortRole,
    }
)
