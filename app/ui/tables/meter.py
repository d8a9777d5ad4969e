"""The meter of rules: how many are met, not met, lack data, wait for judgement – each a mark, a figure and, on asking, a word."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.views import ApplicationRow
from app.domain.vocabulary import RuleOutcome
from app.ui import theme
from app.ui.icons import icon
from app.ui.tables.model import Index, RecordRole
from app.ui.widgets.badge import OUTCOME_ICONS

GAP = 10
Counts = tuple[tuple[RuleOutcome, int], ...]


def counts_of(row: ApplicationRow) -> Counts:
    """What asks for something first, what is met last."""
    return (
        (RuleOutcome.FAIL, row.failed),
        (RuleOutcome.INSUFFICIENT, row.insufficient),
        (RuleOutcome.NEEDS_JUDGEMENT, row.to_judge),
        (RuleOutcome.PASS, row.passed),
    )


_WORDS = {
    RuleOutcome.FAIL: ("inte uppfylld", "inte uppfyllda"),
    RuleOutcome.INSUFFICIENT: ("saknar underlag", "saknar underlag"),
    RuleOutcome.NEEDS_JUDGEMENT: ("att bedöma", "att bedöma"),
    RuleOutcome.PASS: ("uppfylld", "uppfyllda"),
    RuleOutcome.NOT_APPLICABLE: ("ej tillämplig", "ej tillämpliga"),
}


def counted(outcome: RuleOutcome, count: int) -> str:
    """'1 inte uppfylld', '5 saknar underlag'."""
    one, many = _WORDS[outcome]
    return f"{count} {one if count == 1 else many}"


def spoken(counts: Counts) -> str:
    return ", ".join(counted(outcome, count) for outcome, count in counts if count) or "Inte prövad"


class MeterDelegate(QStyledItemDelegate):
    """Paints the counts of an ApplicationRow."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # PySide's stubs leave the option's fields untyped.
        bare: Any = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style() if bare.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        row = index.data(RecordRole)
        if row is None:
            return
        painter.save()
        painter.setPen(theme.colour("text"))
        side = round(bare.fontMetrics.height() * 0.9)
        x, middle = bare.rect.left() + 6, bare.rect.center().y()
        for outcome, count in counts_of(row):
            text = str(count)
            width = bare.fontMetrics.horizontalAdvance(text)
            if count and x + side + 3 + width <= bare.rect.right():
                icon(OUTCOME_ICONS[outcome], outcome.value).paint(painter, QRect(x, middle - side // 2, side, side))
                place = QRect(x + side + 3, bare.rect.top(), width + 2, bare.rect.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
                x += side + 3 + width + GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index | QPersistentModelIndex) -> QSize:
        return QSize(150, super().sizeHint(option, index).height())
