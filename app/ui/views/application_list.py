"""The list of applications: views, filters, sums, and the table sorted and paged in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.case_list import BUILT_IN_VIEWS, ApplicationRow, ListQuery, SavedViewInfo, Totals, as_data, from_data
from app.errors import SammanhallenError
from app.ui.messages import LISTS
from app.ui.tables.meter import MeterDelegate
from app.ui.tables.model import RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.base import Location
from app.ui.views.list_columns import COLUMNS, RULES_COLUMN
from app.ui.views.list_filters import ChipRow, FilterPanel
from app.ui.views.list_sums import of_all, of_rows
from app.ui.views.list_views import ViewBar
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import ElidedLabel
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.session import Session

VIEWS = BUILT_IN_VIEWS
TABLE_NAME = "applications"
_KEYS = [column.key for column in COLUMNS]
_OWN_CHOICES = {"meeting", "round", "person", "assessment"}  # kinds of change after which the filters are read anew


class ApplicationList(QWidget):
    """`opened(ApplicationRow)` on Enter or double click."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.query = ListQuery(view="todo")
        self.saved: SavedViewInfo | None = None  # the saved view that the query came from
        self._is_stale = True
        self._views_stale = True
        self._choices_read = False
        self._question = 0
        self.model: RowTableModel[ApplicationRow] = RowTableModel(COLUMNS, self)
        self.table = RecordTable(self.model, "Ansökningar")
        self.table.setItemDelegateForColumn(RULES_COLUMN, MeterDelegate(self.table))
        self.table.enable_type_to_find()
        actions = session.actions
        self.table.context_actions = lambda: [actions.copy_rows, actions.export_list]
        self.views = ViewBar()
        self.chips = self.views.chips
        self.count_label = self.views.count_label
        self.filter = SearchField("Sök i alla texter")
        self.filter.setMinimumWidth(160)
        self.filter.setMaximumWidth(360)
        self.filter.setToolTip("Söker i ansökan, bedömningar av sakkunniga och tjänsteutlåtandets egna texter")
        self.panel = FilterPanel(session.bench.programme)
        self.active = ChipRow()
        self.sum_label = ElidedLabel("", "muted")
        self.chosen_label = ElidedLabel("", "label")
        self._make_buttons()
        self._make_pages()
        self._lay_out()
        self._connect()
        self._restore_columns()

    # --- building ----------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.filter_button = icon_button("filter", "Filter")
        self.filter_button.setCheckable(True)
        self.filter_button.setToolTip("Visa eller dölj filtren")
        self.columns_button = icon_button("columns-3", "Kolumner")
        self.columns_button.setToolTip("Välj vilka kolumner som visas")
        self.view_button = icon_button("bookmark", "Vyer")
        self.view_button.setToolTip("Spara det som visas som en egen vy")
        self.reset_button = QPushButton("Visa alla")
        self.reset_button.setProperty("role", "link")

    def _make_pages(self) -> None:
        self.empty = EmptyState(
            "Inga ansökningar än",
            "Läs in en ansökningsblankett som nämnden har skickat, eller registrera en ansökan för hand.",
            self._session.actions.import_form,
            icon_name="file-down",
        )
        show_all = QPushButton("Visa alla ansökningar")
        show_all.clicked.connect(self.reset)
        self.no_match = EmptyState(
            "Inget svarar mot urvalet", "Ändra filtret eller välj en annan vy.", icon_name="filter", buttons=(show_all,)
        )
        again = QPushButton("Försök igen")
        again.clicked.connect(self.refresh)
        self.failed = EmptyState("Listan kunde inte läsas", "", icon_name="triangle-alert", icon_role="error", buttons=(again,))
        self.loading = EmptyState("Läser ansökningar …", "", icon_name="clock")
        self.pages = QStackedWidget()
        for page in (self.loading, self.table, self.empty, self.no_match, self.failed):
            self.pages.addWidget(page)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.filter, 3)
        for button in (self.filter_button, self.columns_button, self.view_button, self.reset_button):
            tools.addWidget(button)
        tools.addStretch(1)
        tools.addWidget(self.count_label)
        sums = QHBoxLayout()
        sums.setSpacing(24)
        sums.addWidget(self.sum_label, 1)
        sums.addWidget(self.chosen_label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        layout.addWidget(self.views)
        layout.addLayout(tools)
        layout.addWidget(self.panel)
        layout.addWidget(self.active)
        layout.addWidget(self.pages, 1)
        layout.addLayout(sums)
        self.panel.hide()

    def _connect(self) -> None:
        self.views.built_in.connect(self._on_built_in)
        self.views.saved.connect(self.show_saved)
        self.views.menu_wanted.connect(self._on_chip_menu)
        self.views.mark(self.query.view, None)
        self.filter.searched.connect(lambda text: self._ask(replace(self.query, text=text)))
        self.filter.descended.connect(self.table.setFocus)
        self.filter_button.toggled.connect(self._on_panel)
        self.panel.changed.connect(lambda query: self._ask(replace(query, text=self.query.text)))
        self.active.chosen.connect(self._without)
        self.columns_button.clicked.connect(lambda: self._open_menu(self.table.column_menu(), self.columns_button))
        self.view_button.clicked.connect(lambda: self._open_menu(self.view_menu(), self.view_button))
        self.reset_button.clicked.connect(self.reset)
        self.model.sort_requested.connect(self._on_sort)
        self.model.counted.connect(self._show_count)
        self.table.opened.connect(self.opened)
        self.table.typed.connect(self._on_typed)
        self.table.layout_changed.connect(self._on_layout)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)

    def _restore_columns(self) -> None:
        kept = self._session.settings.table(TABLE_NAME)
        state = kept.get("header")
        if isinstance(state, str) and kept.get("columns") == _KEYS:  # columns as they were when it was kept
            self.table.restore_layout(bytes.fromhex(state))
        self._read_columns = set(self.table.shown_keys())
        self.table.show_sorting(self.query.sort, self.query.descending)

    # --- asking ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the same again; rows that stand as they were keep their selection."""
        self._read(is_same=True)

    def mark_stale(self, kinds: frozenset[str] = frozenset()) -> None:
        """Something was written: read anew, now or when the list is next seen."""
        self._is_stale = True
        self._views_stale = self._views_stale or "savedView" in kinds
        self._choices_read = self._choices_read and not kinds & _OWN_CHOICES
        if self.isVisible():
            self.refresh()

    def show_again(self) -> None:
        if self._is_stale:
            self.refresh()

    def reset(self) -> None:
        """All applications, no filter."""
        self.saved = None
        self._show_query(ListQuery(view="all", sort=self.query.sort, descending=self.query.descending))
        self._read()
        self.focus_first()

    def search(self, text: str) -> None:
        """All applications that hold a text."""
        self.saved = None
        self._show_query(ListQuery(view="all", text=text))
        self._read()
        self.focus_first()

    def show_saved(self, view: SavedViewInfo) -> None:
        """The query and the columns of a saved view."""
        self.saved = view
        self._show_query(view.query)
        if view.columns:
            self.table.show_keys(view.columns)
        self._read()

    def export(self) -> None:
        """Save what the list shows as a workbook, or as text for a spreadsheet."""
        path = self._session.messages.ask_save_file("Exportera listan", LISTS, "ansokningar.xlsx")
        if path is None:
            return
        query, exports, columns = self.query, self._session.bench.exports, self.table.shown_keys()

        def done(_result: object) -> None:
            self._session.messages.notice(f"Listan är sparad som {path.name}.")

        self._session.run(lambda _progress: exports.list_file(query, path, columns), "Exporterar listan", done)

    def _ask(self, query: ListQuery) -> None:
        if query != self.query:
            self.query = query
            self._follow_filters()
            self._read()

    def _read(self, *, is_same: bool = False) -> None:
        if not self._session.is_open:
            return
        queries = self._session.bench.queries
        try:
            if self._views_stale:
                self._read_views()
            wanted = max(len(self.model.rows), self.query.limit) if is_same else self.query.limit
            page = queries.applications(replace(self.query, limit=wanted), self._read_columns)
            nothing_stored = not page.total and queries.is_empty()
        except SammanhallenError as error:
            self.failed.show_text("Listan kunde inte läsas", error.message)
            self.pages.setCurrentWidget(self.failed)
            return
        if is_same and self.model.rows:
            self.model.refresh_rows(page.rows, total=page.total)
        else:
            self.model.set_rows(page.rows, total=page.total, page=self._more)
        self.pages.setCurrentWidget(self.table if page.total else self.empty if nothing_stored else self.no_match)
        self._read_totals(with_views=self._is_stale)
        self._is_stale = False

    def _read_totals(self, *, with_views: bool) -> None:
        """Sums and the views' counts are read beside the window: they go through every case."""
        self._question += 1
        question, query, bench = self._question, self.query, self._session.bench

        def answered(totals: Totals) -> None:
            if self._session.workbench is not bench:
                return
            self.views.show_counts(totals.views)
            if question == self._question:
                self.sum_label.setText(of_all(totals.sums))

        work = lambda _progress: bench.queries.totals(query, with_views=with_views)  # noqa: E731
        self._session.jobs.start(work).then(answered, lambda _error: self.sum_label.clear())

    def _more(self, offset: int) -> tuple[ApplicationRow, ...]:
        return self._session.bench.queries.applications(replace(self.query, offset=offset), self._read_columns).rows

    # --- stepping ----------------------------------------------------------------------------

    def place_of(self, uid: UUID | None) -> tuple[int, int] | None:
        """Which case of how many this is, in the order of the list; None when the list does not hold it."""
        number = self.model.number_of(uid) if uid is not None else None
        return None if number is None else (number + 1, self.model.total)

    def neighbour(self, uid: UUID | None, step: int) -> ApplicationRow | None:
        """The next case in the list as it stands, or the one before."""
        number = self.model.number_of(uid) if uid is not None else None
        if number is None:
            return None
        number += step
        if number == self.model.rowCount():
            self.model.fetchMore(self.table.rootIndex())
        return self.model.row_at(number) if 0 <= number < self.model.rowCount() else None

    # --- saved views -------------------------------------------------------------------------

    def view_menu(self, view: SavedViewInfo | None = None) -> QMenu:
        """What can be done with what is shown, and with a saved view: the one given, else the one chosen."""
        menu = QMenu("Vyer", self)
        wanted = view or self.saved
        can_write = self._session.is_writable

        def add(text: str, work: Any) -> QAction:
            action = menu.addAction(text)
            action.triggered.connect(lambda _on=False: work())
            action.setEnabled(can_write)
            return action

        add("Spara vyn som …", self.save_as)
        if wanted is not None:
            name = wanted.name.replace("&", "&&")
            menu.addSeparator()
            add(f"Spara det som visas i ”{name}”", lambda: self._save(wanted.name))
            add(f"Byt namn på ”{name}” …", lambda: self._rename(wanted))
            add(f"Ta bort ”{name}” …", lambda: self._remove(wanted))
        return menu

    def save_as(self) -> None:
        """Keep filters, order and columns under a name."""
        name = self._session.messages.ask_text(
            "Spara vyn", "Vad ska vyn heta?", "Spara", hint="Filter, ordning och kolumner sparas. Vyn syns för alla som öppnar filen."
        )
        if name is not None:
            self._save(name)

    def _save(self, name: str) -> None:
        views, query, columns = self._session.bench.saved_views, self.query, self.table.shown_keys()

        def done(_changes: object) -> None:
            kept = swedish.match_key(name)
            self.saved = next((one for one in views.list() if swedish.match_key(one.name) == kept), None)
            self._mark_view()
            self._session.messages.notice(f"Vyn ”{swedish.compact(name)}” är sparad.")

        self._session.write(lambda: views.save(name, query, columns), done)

    def _rename(self, view: SavedViewInfo) -> None:
        views = self._session.bench.saved_views
        name = self._session.messages.ask_text("Byt namn på vyn", "Vad ska vyn heta?", "Byt namn", text=view.name)
        if name is not None:
            self._session.write(lambda: views.rename(view.uid, name))

    def _remove(self, view: SavedViewInfo) -> None:
        views = self._session.bench.saved_views
        text = f"Vyn ”{view.name}” tas bort för alla som öppnar filen. Ärendena i den påverkas inte."
        if self._session.messages.confirm("Ta bort vyn", text, "Ta bort"):
            self._session.write(lambda: views.remove(view.uid))

    def _read_views(self) -> None:
        found = self._session.bench.saved_views.list()
        self._views_stale = False
        self.views.show_saved(found)
        wanted = self.saved.uid if self.saved else None
        self.saved = next((one for one in found if one.uid == wanted), None)
        self._mark_view()

    def _on_chip_menu(self, view: SavedViewInfo, point: QPoint) -> None:
        menu = self.view_menu(view)
        menu.popup(point)

    def _open_menu(self, menu: QMenu, button: QPushButton) -> None:
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # --- following ---------------------------------------------------------------------------

    def focus_first(self) -> None:
        if self.pages.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.filter.setFocus()

    def focus_filter(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    def location(self) -> Location:
        row = self.table.current_row()
        place: Location = as_data(self.query) | {"row": str(row.uid) if row else ""}
        return place | ({"saved": str(self.saved.uid)} if self.saved else {})

    def go_to(self, location: Location) -> None:
        if not location:
            return
        query = from_data(location)
        if query != self.query:
            self.saved = None
            self._show_query(query)
            self._read()
        self.select_uid(str(location.get("row", "")))

    def select_uid(self, uid: str) -> None:
        number = next((n for n, row in enumerate(self.model.rows) if str(row.uid) == uid), None)
        if number is not None:
            self.table.select_key(self.model.key_at(number))

    def _show_query(self, query: ListQuery) -> None:
        """Let chips and filters show a query, without asking."""
        self.query = query
        if self.filter.text() != query.text:
            self.filter.blockSignals(True)
            self.filter.setText(query.text)
            self.filter.blockSignals(False)
        self.table.show_sorting(query.sort, query.descending)
        self._follow_filters()

    def _follow_filters(self) -> None:
        if (self.query.meeting or self.query.round or self.query.assessor) and not self._choices_read:
            self._read_choices()
        self.panel.show_query(self.query)
        chips = self.panel.chips()
        self.active.show_chips(chips)
        self.filter_button.setText(f"Filter ({len(chips)})" if chips else "Filter")
        self.reset_button.setVisible(self.query.is_filtered)
        self._mark_view()

    def _mark_view(self) -> None:
        self.views.mark(self.query.view, self.saved.uid if self.saved else None)

    def _read_choices(self) -> None:
        self._choices_read = True
        try:
            self.panel.load_choices(self._session.bench.queries.filter_choices())
        except SammanhallenError as error:
            self._session.messages.show(error)

    def _on_panel(self, is_open: bool) -> None:
        if is_open and not self._choices_read:
            self._read_choices()
        self.panel.setVisible(is_open)
        if is_open:
            self.panel.board.setFocus()

    def _on_built_in(self, key: str) -> None:
        kept = self.query if self.saved is None else ListQuery(sort=self.query.sort, descending=self.query.descending)
        self.saved = None
        if replace(kept, view=key) != self.query:
            self._show_query(replace(kept, view=key))
            self._read()
        self._mark_view()

    def _without(self, query: ListQuery) -> None:
        self._ask(replace(query, text=self.query.text))
        (self.active.buttons[0] if self.active.buttons else self.filter_button).setFocus()

    def _on_sort(self, sort_key: str, descending: bool) -> None:
        self._ask(replace(self.query, sort=sort_key, descending=descending))

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _on_layout(self, state: bytes) -> None:
        self._session.settings.set_table(TABLE_NAME, {"header": state.hex(), "columns": _KEYS})
        shown = set(self.table.shown_keys())
        missing, self._read_columns = shown - self._read_columns, shown | self._read_columns
        if missing and self.model.rows:
            self.refresh()

    def _show_count(self, total: int) -> None:
        self.count_label.setText("1 ansökan" if total == 1 else f"{swedish.integer(total)} ansökningar")
        self._show_chosen()

    def _show_chosen(self) -> None:
        rows: Sequence[ApplicationRow] = self.table.selected_rows() if self.table.selectionModel().hasSelection() else ()
        self.chosen_label.setText(of_rows(rows) if len(rows) > 1 else "")

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.show_again()
        self._follow_filters()
