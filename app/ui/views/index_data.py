"""Underlag: what the index rests on, as seven lists that are read and edited in the program."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import Level
from app.domain.views import Changes
from app.ui.icons import icon
from app.ui.messages import WORKBOOKS
from app.ui.views.index_page import Choice, IndexPage
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.later_page import LaterPage
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.ui.session import Session

# Key, title, icon, class and its file.
PARTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("places", "Områden", "map-pin", "PlacesPage", "index_data_places"),
    ("people", "Befolkning", "users", "PopulationPage", "index_data_figures"),
    ("indicators", "Indikatorer", "target", "IndicatorsPage", "index_data_indicators"),
    ("values", "Värden", "table", "ValuesPage", "index_data_figures"),
    ("recipes", "Recept", "bookmark", "RecipesPage", "index_data_recipes"),
    ("results", "Sparade resultat", "save", "ResultsPage", "index_data_results"),
    ("series", "Publicerade serier", "chart-column", "SeriesPage", "index_data_results"),
)
KEYS = tuple(part[0] for part in PARTS)
READ_ONLY = "Ärendefilen är öppen bara för läsning: allt visas, men inget går att ändra här."


class DataPage(IndexPage):
    """Works in an empty store as well: it reads for itself when it comes into view."""

    key: ClassVar[str] = "data"
    title: ClassVar[str] = "Underlag"
    help_anchor: ClassVar[str] = "underlaget"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.menu = QListWidget()
        self.menu.setAccessibleName("Underlagets delar")
        self.menu.setProperty("role", "sections")
        self.menu.setIconSize(QSize(16, 16))
        self.stack = QStackedWidget()
        self.strip = Strip(READ_ONLY, "info", closable=False)
        actions = session.actions
        self.import_menu = QMenu(self)
        self.import_menu.addActions([actions.import_indicators, actions.import_table])
        self.import_menu.addSeparator()
        self.import_menu.addAction(actions.indicator_template)
        self.export_action = self.import_menu.addAction(icon("sheet"), "Spara &underlaget som indikatorbok …")
        self.export_action.triggered.connect(self.export_all)
        self.import_button = icon_button("file-spreadsheet", "Arbetsböcker")
        self.import_button.setToolTip("Läs in en indikatorbok eller en annan tabell, eller spara en")
        self.import_button.setMenu(self.import_menu)
        self._lay_out()
        self._is_moving = False
        self.menu.setCurrentRow(0)
        self.menu.currentRowChanged.connect(self._on_row)
        self._is_read = False

    def _lay_out(self) -> None:
        for _key, title, symbol, name, file in PARTS:
            self.menu.addItem(QListWidgetItem(icon(symbol), title))
            self.stack.addWidget(LaterPage(lambda name=name, file=file: self._make(name, file)))  # type: ignore[misc]
        self.menu.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QWidget()
        left = QVBoxLayout(side)
        left.setContentsMargins(12, 8, 4, 8)
        left.setSpacing(6)
        left.addWidget(self.menu, 1)
        left.addWidget(self.import_button)
        self.side = side
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(side)
        body.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(body, 1)

    def _make(self, name: str, file: str) -> QWidget:
        made: QWidget = getattr(import_module(f"app.ui.views.{file}"), name)(self.session)
        wanted = getattr(made, "recipe_wanted", None)
        if wanted is not None:
            wanted.connect(self.recipe_changed)
        return made

    # --- parts -------------------------------------------------------------------------------

    @property
    def part_key(self) -> str:
        return KEYS[max(0, self.menu.currentRow())]

    @property
    def part(self) -> Any:
        """The part in view, made at its first visit."""
        holder = self.stack.widget(KEYS.index(self.part_key))
        assert isinstance(holder, LaterPage)
        return holder.page

    def _made(self) -> Any:
        holder = self.stack.currentWidget()
        return holder.made if isinstance(holder, LaterPage) else None

    def show_part(self, key: str) -> None:
        if key in KEYS:
            self.menu.setCurrentRow(KEYS.index(key))

    def _on_row(self, row: int) -> None:
        if self._is_moving or row < 0:
            return
        if not self._may_leave():
            self._is_moving = True
            self.menu.setCurrentRow(self.stack.currentIndex())
            self._is_moving = False
            return
        self.refresh()
        self.commands_changed.emit()

    def _may_leave(self) -> bool:
        made = self._made()
        may: Callable[[], bool] = getattr(made, "may_leave", lambda: True)
        return may()

    # --- showing -----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        super().load(choice)
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the part in view anew."""
        if not self.session.is_open:
            return
        self.strip.setVisible(not self.session.is_writable)
        bench = self.session.bench
        self.export_action.setEnabled(bench.risk_index.has_data() or bool(bench.index_data.territories()))
        self.side.setFixedWidth(max(self.menu.sizeHintForColumn(0) + 12, self.import_button.sizeHint().width()) + 16)
        part = self.part
        self._place(part)
        self.stack.setCurrentIndex(KEYS.index(self.part_key))
        part.load()

    def _place(self, part: Any) -> None:
        """Tell the part what the choices above say."""
        choice = self.choice
        recipe = choice.recipe if choice is not None and choice.recipe is not None else None
        level = choice.level if choice is not None else Level.DISTRICT
        year = choice.year if choice is not None else 0
        if self.part_key in ("people", "values"):
            part.start_at(year)
        elif self.part_key == "indicators":
            part.show_at(level, year)
        elif self.part_key == "results":
            part.show_at(recipe or self._default(), level, year)
        elif self.part_key == "recipes":
            part.show_in_hand(recipe or self._default())

    def _default(self) -> Recipe:
        return self.session.bench.risk_index.default_recipe()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def changes_arrived(self, changes: Changes) -> None:
        if "index" in changes.kinds and self.isVisible():
            self.refresh()

    def focus_first(self) -> None:
        made = self._made()
        if made is not None:
            made.focus_first()

    def left(self) -> bool:
        made = self._made()
        commit = getattr(made, "commit", None)
        if commit is not None:
            commit()
        return self._may_leave()

    def location(self) -> dict[str, Any]:
        return {"part": self.part_key}

    def go_to(self, location: dict[str, Any]) -> None:
        self.show_part(str(location.get("part", "")))

    # --- commands ----------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        own: dict[str, Callable[[], Any]] = {
            "import_indicators": self.import_indicators,
            "import_table": self.import_table,
            "indicator_template": self.indicator_template,
        }
        more: Callable[[], dict[str, Callable[[], Any]]] = getattr(self._made(), "commands", dict)
        return own | more()

    def import_indicators(self) -> None:
        """Read an indicator workbook through its preview."""
        _open("indicator_import", "open_indicator_import", self.session)

    def import_table(self) -> None:
        """Read a table with headings of its own through the assistant."""
        _open("table_import", "open_table_import", self.session)

    def indicator_template(self) -> None:
        """Save an empty workbook to fill in."""
        _open("indicator_import", "save_indicator_template", self.session)

    def export_all(self) -> None:
        """Save territories, inhabitants, indicators and values as a workbook that can be read in again."""
        path = self.session.messages.ask_save_file("Spara underlaget som indikatorbok", WORKBOOKS, "Indikatorbok med värden.xlsx")
        if path is None:
            return
        exports = self.session.bench.index_import

        def done(_result: object) -> None:
            self.session.messages.notice(f"Underlaget är sparat som {path.name}.")

        self.session.run(lambda _progress: exports.export(path), "Sparar underlaget", done)


def _open(file: str, name: str, session: Session) -> None:
    """A dialog of the import, loaded when it is first asked for."""
    getattr(import_module(f"app.ui.dialogs.{file}"), name)(session)
