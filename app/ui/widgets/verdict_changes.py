"""Which verdicts on cases turned because a plan they lean on was changed: one line each, leading to the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.theme import set_role
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.link_button import LinkButton
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:  # the domain is loaded after the first paint
    from app.domain.views import VerdictChange

MOST_ROWS = 4  # shown at once; the rest by scrolling


class VerdictChanges(QFrame):
    """Gathers changes until it is put away; one that turned back is dropped. `case_chosen(uid)` leads to the case's rules."""

    case_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: dict[tuple[UUID, str], VerdictChange] = {}
        self._icon = IconLabel("triangle-alert", "warning")
        self.heading = PlainLabel("", "label", wrap=True)
        self.links: list[LinkButton] = []
        self.close_button = QToolButton()
        self.close_button.setProperty("role", "icon")
        self.close_button.setIcon(icon("x"))
        self.close_button.setToolTip("Ta bort listan")
        self.close_button.setAccessibleName("Ta bort listan över ändrade utfall")
        self.close_button.clicked.connect(self.clear)
        self._area = _LowArea(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._area)
        self.hide()

    @property
    def changes(self) -> tuple[VerdictChange, ...]:
        return tuple(self._found.values())

    def add(self, changes: Iterable[VerdictChange]) -> None:
        """Add what a write turned; several turns of one verdict are told as one."""
        news = tuple(changes)
        for one in news:
            key = (one.case, one.rule_id)
            before = self._found.pop(key).before if key in self._found else one.before
            if before is not one.after:
                self._found[key] = replace(one, before=before)
        if news:
            self._show()

    def clear(self) -> None:
        self._found.clear()
        self._show()

    def _show(self) -> None:
        self.heading.setText(summary(len(self._found)))
        self.setAccessibleName(self.heading.text())
        from app.domain.vocabulary import RuleOutcome

        worse = any(one.after in (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT) for one in self._found.values())
        self._icon.show_icon("triangle-alert" if worse else "info", "warning" if worse else "info")
        set_role(self, "strip-warning" if worse else "strip-info")
        page, column = QWidget(), QVBoxLayout()
        page.setProperty("role", "page")
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(0)
        self.links = []
        for one in sorted(self._found.values(), key=lambda one: (one.case_number, one.rule_id)):
            link = LinkButton(sentence(one))
            link.clicked.connect(lambda _on=False, uid=one.case: self.case_chosen.emit(uid))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            self.links.append(link)
        page.setLayout(column)
        self._area.setWidget(page)
        self._area.updateGeometry()
        self.setVisible(bool(self._found))


class _LowArea(QScrollArea):
    """As tall as its page, up to some rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)

    def sizeHint(self) -> QSize:
        page: QWidget | None = self.widget()
        layout = page.layout() if page is not None else None
        wanted = layout.totalSizeHint().height() if layout is not None else 0
        return QSize(320, min(wanted, MOST_ROWS * (self.fontMetrics().height() + 6)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())


def summary(count: int) -> str:
    """'3 utfall ändrades i ansökningar som bygger på planen'."""
    what = "Ett utfall ändrades" if count == 1 else f"{count} utfall ändrades"
    return f"{what} i ansökningar som bygger på planen"


def sentence(one: VerdictChange) -> str:
    """'2015-020 R02 uppfyllt → inte uppfyllt · Läxhjälp i Vårberg'."""
    turn = f"{one.case_number} {one.rule_id} {one.before.label.lower()} → {one.after.label.lower()}"
    return f"{turn} · {one.title}" if one.title else turn
