"""A heading with a thin rule, and the group that stands under it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.plain_label import PlainLabel


def rule_line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "rule")
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


class Section(QWidget):
    """A titled group: `add(widget)` or `body` to lay out in."""

    def __init__(self, title: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title_label = PlainLabel(title, "subheading")
        head.addWidget(self.title_label)
        head.addStretch(1)
        self._head = head
        self._column.addLayout(head)
        self._column.addWidget(rule_line())
        if about:
            self._column.addWidget(PlainLabel(about, "muted", wrap=True))
        self._column.addSpacing(4)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._column.addLayout(self.body)
        self.setAccessibleName(title)

    def add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def add_layout(self, layout: QLayout) -> None:
        self.body.addLayout(layout)

    def add_to_head(self, widget: QWidget) -> None:
        """Something small at the right end of the heading line."""
        self._head.addWidget(widget)
