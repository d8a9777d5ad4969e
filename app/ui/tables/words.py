"""Cells that show a text with its removed words struck through and its added words underlined, each in its colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.domain.views import WordPiece
from app.ui import theme
from app.ui.tables.model import Index, RecordRole

OLD, NEW = "removed", "added"
_EDGE = 7
_LOOKS = {OLD: ("bad", "bad_soft"), NEW: ("ok", "ok_soft")}


def side_of(pieces: Sequence[WordPiece], side: str) -> tuple[WordPiece, ...]:
    """The pieces that stand in the older text (OLD) or in the newer one (NEW)."""
    return tuple(one for one in pieces if one.kind in ("same", side))


def spoken(pieces: Sequence[WordPiece]) -> str:
    """'Borttaget: ”ett”. Tillagt: ”två”.' – the difference in words alone."""
    parts = []
    for kind, word in ((OLD, "Borttaget"), (NEW, "Tillagt")):
        found = [f"”{' '.join(one.text.split())}”" for one in pieces if one.kind == kind and one.text.strip()]
        if found:
            parts.append(f"{word}: {', '.join(found)}.")
    return " ".join(parts)


def _layout(pieces: Sequence[WordPiece], font: QFont, width: int) -> QTextLayout:
    text, formats = "", []
    for one in pieces:
        if one.kind in _LOOKS:
            ink, ground = _LOOKS[one.kind]
            look = QTextLayout.FormatRange()
            look.start, look.length = len(text.encode("utf-16-le")) // 2, len(one.text.encode("utf-16-le")) // 2
            look.format = QTextCharFormat()
            look.format.setForeground(theme.colour(ink))
            look.format.setBackground(theme.colour(ground))
            look.format.setFontStrikeOut(one.kind == OLD)
            look.format.setFontUnderline(one.kind == NEW)
            formats.append(look)
        text += one.text.replace("\n", "\u2028")
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(formats)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


class TopDelegate(QStyledItemDelegate):
    """A name that stands level with the first line of the texts beside it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class WordsDelegate(QStyledItemDelegate):
    """Paints one side of rows that hold `pieces`."""

    def __init__(self, side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side

    def _made(self, index: Index, font: QFont, width: int) -> QTextLayout:
        record = index.data(RecordRole)
        return _layout(side_of(record.pieces, self._side), font, width - 2 * _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        painter.setPen(option.palette.color(option.palette.ColorRole.Text))
        self._made(index, option.font, rect.width()).draw(painter, QPointF(rect.left() + _EDGE, rect.top() + 5))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        self.initStyleOption(option, index)
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else option.rect.width()
        height = self._made(index, option.font, width).boundingRect().height()
        return QSize(width, round(height) + 10)
