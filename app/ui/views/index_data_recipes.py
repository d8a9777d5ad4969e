"""Recept: every version of every recipe, what it says, and what differs between two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.riskindex.recipe import CHANGED, Recipe, as_data
from app.domain.riskindex.recipe_words import LABELS, differences, lines
from app.domain.riskindex.views import RecipeInfo
from app.ui.dialogs.recipe import RecipeDialog
from app.ui.forms.layout import scrolled
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.views.index_choices import choice_combo, refill
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.ui.session import Session

COLUMNS: tuple[Column[RecipeInfo], ...] = (
    Column("Recept", lambda row: row.recipe.name, tip=lambda row: row.recipe.text, width=140, stretch=True),
    Column("Version", lambda row: row.recipe.version, swedish.integer, align=Qt.AlignmentFlag.AlignRight, width=60),
    Column("Sparat", lambda row: row.made_at, swedish.iso_date, width=88),
    Column("Av", lambda row: row.made_by, width=90, wide=160, drop=1),
)


class RecipesPage(QWidget):
    """Reads recipes, makes new versions, and puts one in hand."""

    recipe_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.in_hand = Recipe()
        self.new_button = icon_button("plus", "Ny version …")
        self.first_button = icon_button("plus", "Spara grundreceptet som en första version …")
        empty = EmptyState(
            "Inga sparade recept",
            "Ett recept är alla val bakom ett index: vikter, jämförelse, sammanvägning. Tills något är sparat räknar programmet med sitt "
            "eget grundrecept. Spara ett för att kunna jämföra och gå tillbaka.",
            icon_name="bookmark",
            buttons=(self.first_button,),
        )
        self.list = ListPanel(session, "index_recipes", "Recept", COLUMNS, empty)
        self.list.column.setContentsMargins(12, 4, 8, 8)
        self.list.head.addWidget(self.new_button)
        self.heading = PlainLabel("", "subheading", wrap=True)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self.use_button = icon_button("check", "Använd")
        self.other_combo = choice_combo("Jämför med", [])
        self.choices, self.compared = QWidget(), QWidget()
        self._lay_out()
        self.list.selected.connect(self._show_one)
        self.list.opened.connect(lambda _row: self.use())
        self.new_button.clicked.connect(self.new_version)
        self.first_button.clicked.connect(self.new_version)
        self.use_button.clicked.connect(self.use)
        self.other_combo.activated.connect(lambda _number: self._show_one(self.list.table.current_row()))

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        page.setMaximumWidth(720)
        body = QVBoxLayout(page)
        body.setContentsMargins(16, 4, 16, 16)
        body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.use_button)
        body.addLayout(head)
        body.addWidget(self.note_label)
        own = Section("Valen")
        own.add(self.choices)
        differs = Section("Vad som skiljer")
        row = QHBoxLayout()
        label = PlainLabel("Jämfört med", "label")
        label.setBuddy(self.other_combo)
        row.addWidget(label)
        row.addWidget(self.other_combo, 1)
        differs.add_layout(row)
        differs.add(self.compared)
        body.addWidget(differs)
        body.addWidget(own)
        body.addStretch(1)
        self.area, _holder = scrolled(page, self)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.area)
        splitter.setSizes([300, 480])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    # --- showing -----------------------------------------------------------------------------

    def show_in_hand(self, recipe: Recipe) -> None:
        """Which recipe the other pages compute with now."""
        self.in_hand = recipe

    def load(self) -> None:
        rows = self._session.bench.risk_index.recipes()
        self.list.summary_label.setText(f"I bruk: {self.in_hand.name} {'' if self.is_changed else self.in_hand.version}".strip())
        self.new_button.setVisible(self._session.is_writable and bool(rows))
        self.first_button.setVisible(self._session.is_writable)
        self.list.filter.setVisible(len(rows) > 6)
        self.list.set_rows(rows)
        if rows and self.list.table.current_row() is None:
            used = next((row for row in rows if self._is_used(row)), rows[0])
            self.list.table.select_key(used.uid)
        others = [(f"{row.recipe.name} {row.recipe.version}", str(row.uid)) for row in rows]
        refill(self.other_combo, [("Grundreceptets förval", ""), ("Receptet i bruk", "hand"), *others])
        self.area.setVisible(bool(rows))
        self._show_one(self.list.table.current_row())

    @property
    def is_changed(self) -> bool:
        return self.in_hand.name.endswith(CHANGED)

    def _is_used(self, row: RecipeInfo) -> bool:
        return not self.is_changed and as_data(row.recipe) == as_data(self.in_hand) and row.recipe.name == self.in_hand.name

    def _names(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        data = self._session.bench.index_data
        return {one.code: one.name for one in data.indicators()}, {row.code: row.name for row in data.territories()}

    def _show_one(self, row: Any) -> None:
        if row is None:
            return
        names = self._names()
        used = self._is_used(row)
        self.heading.setText(f"{row.recipe.name} {row.recipe.version}")
        self.note_label.setText(f"{row.note or 'Ingen anmärkning.'} Sparat {swedish.iso_date(row.made_at)} av {row.made_by}.")
        self.use_button.setText("I bruk" if used else "Använd")
        self.use_button.setEnabled(not used)
        self.use_button.setToolTip("Sidorna räknar redan med receptet" if used else "Räkna med receptet på alla sidor")
        self.use_button.setIcon(icon("circle-check" if used else "check", "ok" if used else "text"))
        texts = lines(row.recipe, *names)
        _fill(self.choices, [(LABELS[key], texts[key]) for key in LABELS])
        self._show_differences(row.recipe, names)

    def _show_differences(self, recipe: Recipe, names: tuple[Mapping[str, str], Mapping[str, str]]) -> None:
        key = str(self.other_combo.currentData() or "")
        rows = {str(one.uid): one.recipe for one in self._session.bench.risk_index.recipes()}
        other = self.in_hand if key == "hand" else rows.get(key, Recipe())
        found = differences(other, recipe, *names)
        _fill(self.compared, [(label, f"{before} → {after}") for label, before, after in found] or [("Ingenting skiljer.", "")])

    # --- acting ------------------------------------------------------------------------------

    def use(self) -> None:
        """Let every page compute with the chosen version."""
        row = self.list.table.current_row()
        if row is not None:
            self.recipe_wanted.emit(row.recipe)
            self._session.messages.notice(f"Indexet räknas med {row.recipe.name} {row.recipe.version}.")

    def new_version(self) -> None:
        """Edit a copy of the chosen version, or of the recipe in hand when none is kept."""
        row = self.list.table.current_row()
        start = self.in_hand if self.is_changed or row is None else row.recipe
        dialog = RecipeDialog(self._session, start, self.window())
        if dialog.exec() and dialog.info is not None:
            info = dialog.info
            self.load()
            self.list.table.select_key(info.uid)
            self._session.messages.notice(f"{info.recipe.name} {info.recipe.version} är sparat. Välj Använd för att räkna med det.")

    def may_leave(self) -> bool:
        return True

    def commands(self) -> dict[str, Callable[[], Any]]:
        return self.list.commands()

    def focus_first(self) -> None:
        self.list.focus_first()
        if not self.list.model.rowCount():
            self.list.empty.focus_first()


def _fill(holder: QWidget, pairs: list[tuple[str, str]]) -> None:
    """Label and text in two columns; what stood there goes."""
    old = holder.layout()
    if old is not None:
        while (item := old.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
    grid = old if isinstance(old, QGridLayout) else QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for number, (label, text) in enumerate(pairs):
        name = PlainLabel(label, "muted", wrap=True)
        grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(text, wrap=True, selectable=bool(text)), number, 1)
