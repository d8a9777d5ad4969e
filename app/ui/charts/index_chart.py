"""The frame of every chart of the risk index: finding, source, mark, drawing or table, the value in words, footer, saving."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.domain.riskindex.series import ChartText
from app.ui.charts.panel import ChartPanel
from app.ui.icons import icon
from app.ui.tables.model import Column
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel

EMPTY = ChartText("", "")


class IndexChart(ChartPanel):
    """A subclass gives `picture_plot`, sets its plot and table from one data object, and calls `show_text`.

    Signals: `unit_selected(code)`, `unit_opened(code)`, `save_requested("png" | "svg")`.
    """

    unit_selected = Signal(str)
    unit_opened = Signal(str)
    save_requested = Signal(str)

    def __init__(
        self,
        plot: QWidget,
        columns: Sequence[Column[Any]],
        table_name: str,
        parent: QWidget | None = None,
        *,
        key: Callable[[Any], Hashable] = id,
    ) -> None:
        self.text = EMPTY
        super().__init__(plot, columns, table_name, self.image, parent, key=key)
        self.mark_badge = StateBadge("", "warning")
        self.footer_label = PlainLabel("", "small", wrap=True)
        self.save_button = QToolButton()
        self.png_action = self._save_action("Spara som &PNG …", "png", "Bild för dokument och presentation")
        self.svg_action = self._save_action("Spara som &SVG …", "svg", "Vektorbild som kan förstoras")
        self._frame()

    def _save_action(self, text: str, kind: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setStatusTip(tip)
        action.triggered.connect(lambda: self.save_requested.emit(kind))
        self.addAction(action)
        return action

    def _frame(self) -> None:
        menu = QMenu(self.save_button)
        menu.addActions([self.copy_action, self.png_action, self.svg_action])
        self.save_button.setMenu(menu)
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save_button.setProperty("role", "icon")
        self.save_button.setIcon(icon("download"))
        self.save_button.setToolTip("Kopiera eller spara diagrammet")
        self.save_button.setAccessibleName("Kopiera eller spara diagrammet")
        self.copy_button.hide()
        self.head.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(2, self.mark_badge, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.footer_label)

    def show_text(self, text: ChartText) -> None:
        self.text = text
        self.show_heading(text.title, text.subtitle)
        self.mark_badge.show_state(text.mark, "warning")
        self.mark_badge.setVisible(bool(text.mark))
        self.footer_label.setText(text.footer)
        self.drawing.setAccessibleName(text.title)

    def menu_actions(self) -> list[QAction]:
        return [*super().menu_actions(), self.png_action, self.svg_action]

    # --- pictures ---------------------------------------------------------------------------------

    def picture_plot(self) -> QWidget:
        """The same drawing of the same data on white, `pictures.plot_width()` wide, laid out and never shown."""
        raise NotImplementedError

    def image(self) -> QImage:
        from app.ui.charts.pictures import chart_image

        return chart_image(self.text, self.picture_plot())

    def saved_as(self, kind: str) -> bytes:
        """The picture as "png" or "svg"."""
        from app.ui.charts import pictures

        return pictures.as_png(self.image()) if kind == "png" else pictures.chart_svg(self.text, self.picture_plot())
