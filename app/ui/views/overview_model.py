"""The to-do list: its model and how a line of it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.views import TodoItem
from app.ui import theme
from app.ui.icons import icon

Index = QModelIndex | QPersistentModelIndex
RecordRole = Qt.ItemDataRole.UserRole + 1

# Urgency: word, status kind, icon.
URGENCY = (
    ("Försenat", "error", "circle-alert"),
    ("Väntat länge", "warning", "clock"),
    ("På tur", "info", "circle-dot"),
    ("Handlingsplan", "plain", "clipboard-list"),
)

_MIDDLE_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def urgency(item: TodoItem) -> tuple[str, str, str]:
    return URGENCY[min(item.urgency, len(URGENCY) - 1)]


class TodoModel(QAbstractListModel):
    """Things to do, most urgent first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[TodoItem, ...] = ()

    def set_items(self, items: Sequence[TodoItem]) -> None:
        if tuple(items) != self._items:
            self.beginResetModel()
            self._items = tuple(items)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{urgency(item)[0]}. {item.text}. {item.detail}"
        return item if role == RecordRole else None


class TodoDelegate(QStyledItemDelegate):
    """Two lines: what to do, and under it how urgent it is in words and the facts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, option.fontMetrics.height() * 2 + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: TodoItem = index.data(RecordRole)
        word, kind, symbol = urgency(item)
        room: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, theme.colour("hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        metrics = option.fontMetrics
        side = round(metrics.height() * 1.2)
        icon(symbol, kind).paint(painter, QRect(room.left() + 12, room.top() + (room.height() - side) // 2, side, side))
        text_room = room.adjusted(12 + side + 12, 8, -12, -9)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(theme.colour("text"))
        top_room = QRect(text_room.left(), text_room.top(), text_room.width(), metrics.height())
        painter.drawText(top_room, _MIDDLE_LEFT, QFontMetrics(strong).elidedText(item.text, Qt.TextElideMode.ElideRight, top_room.width()))
        painter.setFont(option.font)
        low_room = QRect(text_room.left(), text_room.bottom() - metrics.height() + 1, text_room.width(), metrics.height())
        painter.setPen(theme.status_colour(kind))
        painter.drawText(low_room, _MIDDLE_LEFT, word)
        low_room.setLeft(low_room.left() + metrics.horizontalAdvance(f"{word}  "))
        painter.setPen(theme.colour("muted"))
        painter.drawText(low_room, _MIDDLE_LEFT, metrics.elidedText(f"·  {item.detail}", Qt.TextElideMode.ElideRight, low_room.width()))
        painter.restore()
