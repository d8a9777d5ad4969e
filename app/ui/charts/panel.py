"""What every chart of a plan has around its drawing: heading, the same numbers as a table one key away, the value in words, copying."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.plain_label import PlainLabel


class ChartPanel(QWidget):
    """`plot` draws; `copied` makes the picture that goes on the clipboard."""

    def __init__(
        self,
        plot: QWidget,
        columns: Sequence[Column[Any]],
        name: str,
        copied: Callable[[], QImage],
        parent: QWidget | None = None,
        *,
        key: Callable[[Any], Hashable] = id,
    ) -> None:
        super().__init__(parent)
        self.drawing = plot
        self._copied = copied
        self.title_label = PlainLabel("", "subheading", wrap=True)
        self.subtitle_label = PlainLabel("", "muted", wrap=True)
        self.readout_label = PlainLabel("", "label", wrap=True)
        self.model: RowTableModel[Any] = RowTableModel(columns, self, key=key)
        self.table = RecordTable(self.model, name)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.pages = QStackedWidget()
        self.pages.addWidget(plot)
        self.pages.addWidget(self.table)
        self.table_button, self.copy_button = QToolButton(), QToolButton()
        self._make_actions()
        self._lay_out()

    def _make_actions(self) -> None:
        self.table_action = QAction(icon("table"), "Visa som &tabell", self)
        self.table_action.setCheckable(True)
        self.table_action.setShortcut(QKeySequence("Ctrl+T"))
        self.table_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table_action.toggled.connect(self._on_table)
        self.copy_action = QAction(icon("copy"), "&Kopiera bilden", self)
        self.copy_action.triggered.connect(lambda: QGuiApplication.clipboard().setImage(self._copied()))
        for action, button, tip in (
            (self.table_action, self.table_button, "Visa samma tal i en tabell (Ctrl+T)"),
            (self.copy_action, self.copy_button, "Kopiera diagrammet som bild"),
        ):
            action.setStatusTip(tip)
            self.addAction(action)
            button.setProperty("role", "icon")
            button.setDefaultAction(action)
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition(" (")[0])
        self.table.context_actions = self.menu_actions

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(4)
        self.head.addWidget(self.title_label, 1)
        for button in (self.table_button, self.copy_button):
            self.head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.head)
        column.addWidget(self.subtitle_label)
        column.addWidget(self.pages, 1)
        column.addWidget(self.readout_label)

    def show_heading(self, title: str, subtitle: str) -> None:
        self.title_label.setText(title)
        self.subtitle_label.setText(subtitle)
        self.subtitle_label.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def focus_first(self) -> None:
        (self.table if self.table_action.isChecked() else self.drawing).setFocus()

    def menu_actions(self) -> list[QAction]:
        return [self.table_action, self.copy_action]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        QMenu.exec(self.menu_actions(), event.globalPos(), None, self)

    def _on_table(self, shown: bool) -> None:
        self.pages.setCurrentIndex(int(shown))
        self.focus_first()
