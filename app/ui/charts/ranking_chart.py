"""The ranking as people see it: finding, source, mark, bars, and a table with the same numbers one key away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QCursor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollBar, QStackedWidget, QToolButton, QToolTip, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.series import CAUTION, Bar, Ranking
from app.ui.charts.ranking_plot import RankingPlot
from app.ui.charts.ranking_words import interval_text, places_text
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import ElidedLabel, PlainLabel, tool_tip

_SCROLL_STEPS = 100  # scroll bar units a row


def bar_columns(ranking: Ranking | None) -> tuple[Column[Bar], ...]:
    """The table with the same numbers as the chart; columns that this ranking has nothing for are not shown."""
    words = ranking.band_text if ranking is not None else (lambda band: band.label)
    bars = ranking.bars if ranking is not None else ()
    right = Qt.AlignmentFlag.AlignRight
    plain, sure = not any(bar.is_small for bar in bars), not any(bar.interval is not None for bar in bars)
    return (
        Column("Plats", lambda bar: bar.rank, swedish.integer, align=right, width=60),
        Column("Område", lambda bar: bar.label, width=130, stretch=True),
        Column("Index", lambda bar: bar.value, swedish.decimal, align=right, width=70, copy=swedish.decimal),
        Column("Små tal", lambda bar: "*" if bar.is_small else "", width=60, drop=1, optional=plain),
        Column("Index, 90 %", interval_text, align=right, width=105, optional=sure),
        Column("Plats, 90 %", places_text, align=right, width=85, drop=2, optional=sure),
        Column("Jämfört med staden", lambda bar: words(bar.band), width=150, drop=0 if sure else 3),
    )


class RankingChart(QWidget):
    """Shows a Ranking. Signals: `unit_selected(key)`, `unit_opened(key)`, `save_requested("png" | "svg" | "pdf")`."""

    unit_selected = Signal(str)
    unit_opened = Signal(str)
    save_requested = Signal(str)
    bands_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranking: Ranking | None = None
        self._unit = ""
        self.title_label = PlainLabel("", "subheading", wrap=True)
        self.subtitle_label = ElidedLabel("", "muted")
        self.mark_badge = StateBadge("", "warning")
        self.caution_label = ElidedLabel(CAUTION, "small")
        self.readout_label = PlainLabel("", "label", wrap=True)
        self.plot = RankingPlot()
        self.scroll_bar = QScrollBar(Qt.Orientation.Vertical)
        self.model: RowTableModel[Bar] = RowTableModel(bar_columns(None), self, key=lambda bar: bar.unit)
        self.table = RecordTable(self.model, "Rangordning som tabell")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.bands_button, self.table_button, self.save_button = QToolButton(), QToolButton(), QToolButton()
        self.pages = QStackedWidget()
        self._lay_out()
        self._make_actions()
        self._connect()

    def _lay_out(self) -> None:
        drawing = QWidget()
        row = QHBoxLayout(drawing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.plot, 1)
        row.addWidget(self.scroll_bar)
        self.pages.addWidget(drawing)
        self.pages.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title_label, 1)
        for button in (self.bands_button, self.table_button, self.save_button):
            button.setProperty("role", "icon")
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.subtitle_label)
        column.addWidget(self.pages, 1)
        column.addWidget(self.readout_label)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.caution_label, 1)
        foot.addWidget(self.mark_badge)
        column.addLayout(foot)

    def _make_actions(self) -> None:
        self.table_action = self._action("Visa som &tabell", "Samma tal i en tabell", "Ctrl+T", checkable=True)
        self.copy_action = self._action("&Kopiera bilden", "Lägger bilden på urklipp")
        self.png_action = self._action("Spara som &PNG …", "Bild för dokument och presentation")
        self.svg_action = self._action("Spara som &SVG …", "Vektorbild som kan förstoras")
        self.pdf_action = self._action("Spara som P&DF …", "Diagrammet på en A4-sida")

        self.bands_action = self._action("Ändra &banden …", "Ändra gränserna för banden i riskindex")
        self.bands_action.setIcon(icon("settings"))
        self.bands_button.setDefaultAction(self.bands_action)
        self.bands_button.setToolTip("Ändra gränserna för banden")
        self.bands_button.setAccessibleName("Ändra gränserna för banden")
        self.table_action.setIcon(icon("table"))
        self.table_button.setDefaultAction(self.table_action)
        self.table_button.setToolTip("Visa samma tal i en tabell (Ctrl+T)")
        self.table_button.setAccessibleName("Visa som tabell")
        menu = QMenu(self.save_button)
        menu.addActions([self.copy_action, self.png_action, self.svg_action, self.pdf_action])
        self.save_button.setMenu(menu)
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save_button.setIcon(icon("download"))
        self.save_button.setToolTip("Kopiera eller spara diagrammet")
        self.save_button.setAccessibleName("Kopiera eller spara diagrammet")

    def _action(self, text: str, tip: str, shortcut: str = "", checkable: bool = False) -> QAction:
        action = QAction(text, self)
        action.setStatusTip(tip)
        action.setCheckable(checkable)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.table_action.toggled.connect(self._on_table)
        self.copy_action.triggered.connect(self.copy_picture)
        for kind, action in (("png", self.png_action), ("svg", self.svg_action), ("pdf", self.pdf_action)):
            action.triggered.connect(lambda _checked=False, kind=kind: self.save_requested.emit(kind))
        self.plot.hovered.connect(self._on_hovered)
        self.plot.current_changed.connect(self._on_current)
        self.plot.opened.connect(self._on_opened)
        self.plot.window_changed.connect(self._show_window)
        self.scroll_bar.valueChanged.connect(lambda value: self.plot.set_top(value / _SCROLL_STEPS))
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(lambda bar: self.unit_opened.emit(bar.unit))
        self.table.context_actions = self.menu_actions
        self.bands_action.triggered.connect(self.bands_requested)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def ranking(self) -> Ranking | None:
        return self._ranking

    def set_ranking(self, ranking: Ranking) -> None:
        """Shows new numbers in the same drawing; the selected unit stays selected when it is still there."""
        self._ranking = ranking
        self.title_label.setText(ranking.title)
        self.subtitle_label.setText(ranking.subtitle)
        self.mark_badge.show_state(ranking.mark, "warning")
        self.mark_badge.setVisible(bool(ranking.mark))
        self.caution_label.setText(_caution_first(ranking.footer))
        if self._bar(self._unit) is None:
            self._unit = ""
        self.plot.set_ranking(ranking, self._index(self._unit))
        self.model.columns = bar_columns(ranking)
        self.table.blockSignals(True)
        self.model.set_rows(ranking.bars)
        self.table.fit_anew()
        self.table.blockSignals(False)
        self.setAccessibleName(ranking.title)
        self.plot.setAccessibleName(f"Stapeldiagram. {ranking.title}")
        self._describe(self._bar(self._unit))

    def select(self, unit: str) -> None:
        """Marks the unit, from code; `unit_selected` is not emitted."""
        self._unit = unit if self._bar(unit) is not None else ""
        self.plot.set_current(self._index(self._unit))
        self.table.blockSignals(True)
        if self._unit:
            self.table.select_key(self._unit)
        self.table.blockSignals(False)
        self._describe(self._bar(self._unit))

    def words(self, bar: Bar) -> str:
        """'Tensta: index 180,0 (171,2–188,4), plats 1 (1–2) av 22, mycket över staden'; without whiskers no brackets."""
        assert self._ranking is not None
        sure = bar.interval is None
        index = bar.number if sure else f"{bar.number} ({interval_text(bar)})"
        place = f"plats {bar.rank}{'' if sure else f' ({places_text(bar)})'} av {self._ranking.out_of}"
        return f"{bar.label}: index {index}, {place}, {self._ranking.band_text(bar.band)}"

    def _bar(self, unit: str) -> Bar | None:
        bars = self._ranking.bars if self._ranking else ()
        return next((bar for bar in bars if bar.unit == unit), None)

    def _index(self, unit: str) -> int:
        bars = self._ranking.bars if self._ranking else ()
        return next((index for index, bar in enumerate(bars) if bar.unit == unit), -1)

    def _describe(self, bar: Bar | None) -> None:
        text = self.words(bar) if bar is not None else ""
        self.readout_label.setText(text)
        self.plot.setAccessibleDescription(text or "Välj stapel med piltangenterna. Ctrl+T visar samma tal som tabell.")

    # --- events -----------------------------------------------------------------------------------

    def _on_hovered(self, index: int) -> None:
        if index < 0 or self._ranking is None:
            QToolTip.hideText()
            self._describe(self._bar(self._unit))
            return
        text = self.words(self._ranking.bars[index])
        self.readout_label.setText(text)
        QToolTip.showText(QCursor.pos() + QPoint(8, 8), tool_tip(text), self.plot)

    def _on_current(self, index: int) -> None:
        assert self._ranking is not None
        self.select(self._ranking.bars[index].unit)
        self.unit_selected.emit(self._unit)

    def _on_opened(self, index: int) -> None:
        assert self._ranking is not None
        self.unit_opened.emit(self._ranking.bars[index].unit)

    def _on_row(self, bar: Bar | None) -> None:
        if bar is not None and bar.unit != self._unit:
            self._unit = bar.unit
            self.plot.set_current(self._index(bar.unit))
            self._describe(bar)
            self.unit_selected.emit(bar.unit)

    def _on_table(self, shown: bool) -> None:
        self.pages.setCurrentIndex(int(shown))
        (self.table if shown else self.plot).setFocus()

    def _show_window(self) -> None:
        bars = len(self._ranking.bars) if self._ranking else 0
        hidden = max(0.0, bars - self.plot.rows_seen)
        self.scroll_bar.blockSignals(True)
        self.scroll_bar.setRange(0, round(hidden * _SCROLL_STEPS))
        self.scroll_bar.setPageStep(round(self.plot.rows_seen * _SCROLL_STEPS))
        self.scroll_bar.setSingleStep(_SCROLL_STEPS)
        self.scroll_bar.setValue(round(self.plot.top * _SCROLL_STEPS))
        self.scroll_bar.blockSignals(False)
        self.scroll_bar.setVisible(hidden > 0.01)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._ranking is not None:
            self.plot.restyle()
            self.plot.lay_out()

    # --- pictures ---------------------------------------------------------------------------------

    def menu_actions(self) -> list[QAction]:
        return [self.table_action, self.copy_action, self.png_action, self.svg_action, self.pdf_action, self.bands_action]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        QMenu.exec(self.menu_actions(), event.globalPos(), None, self)

    def copy_picture(self) -> None:
        from app.ui.charts import pictures

        if self._ranking is not None:
            QGuiApplication.clipboard().setImage(pictures.image(self._ranking))


def _caution_first(footer: str) -> str:
    """On one line that may be cut, the caution stands before the recipe."""
    rest = footer.replace(CAUTION, "").strip().replace("  ", " ")
    return f"{CAUTION} {rest}".strip()
