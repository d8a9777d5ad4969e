"""The views over the list of applications: the program's own and those the office has saved, each a chip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.domain import swedish
from app.domain.case_list import BUILT_IN_VIEWS, SavedViewInfo
from app.ui.forms.choice_editors import FlowLayout
from app.ui.icons import icon
from app.ui.widgets.plain_label import PlainLabel

LONGEST = 28  # letters of a saved view's name on its chip


class ViewBar(QWidget):
    """`built_in(key)` and `saved(SavedViewInfo)` when a view is chosen; `menu_wanted(SavedViewInfo, QPoint)` over a saved one."""

    built_in = Signal(str)
    saved = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[str, QPushButton] = {}
        self.saved_chips: dict[UUID, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.count_label = PlainLabel("", "muted")
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._flow = FlowLayout(holder, 8)
        for key, title in BUILT_IN_VIEWS:
            self.chips[key] = self._chip(title)
            self.chips[key].clicked.connect(lambda _on=False, key=key: self.built_in.emit(key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(holder, 1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for key, title in BUILT_IN_VIEWS:
            if key in counts:
                self.chips[key].setText(f"{title} {swedish.integer(counts[key])}")

    def show_saved(self, views: Sequence[SavedViewInfo]) -> None:
        for old in self.saved_chips.values():
            self._group.removeButton(old)
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.saved_chips = {view.uid: self._saved_chip(view) for view in views}
        self.updateGeometry()

    def mark(self, view: str, saved: UUID | None) -> None:
        """Show which view is chosen."""
        chip = self.saved_chips.get(saved) if saved is not None else None
        (chip or self.chips[view]).setChecked(True)

    def _saved_chip(self, view: SavedViewInfo) -> QPushButton:
        short = view.name if len(view.name) <= LONGEST else f"{view.name[: LONGEST - 1]}…"
        chip = self._chip(short.replace("&", "&&"))
        chip.setIcon(icon("bookmark", "muted"))
        chip.setAccessibleName(f"Sparad vy: {view.name}")
        chip.setToolTip(f"Sparad vy: {view.name}" if short == view.name else view.name)
        chip.clicked.connect(lambda _on=False: self.saved.emit(view))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(lambda point: self.menu_wanted.emit(view, chip.mapToGlobal(point)))
        chip.show()
        return chip

    def _chip(self, title: str) -> QPushButton:
        chip = QPushButton(title)
        chip.setCheckable(True)
        chip.setProperty("role", "chip")
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        return chip
