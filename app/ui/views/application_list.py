"""The list of applications: saved views with their counts, filters, and the table sorted and paged in SQL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.views import ApplicationRow, ListQuery
from app.domain.vocabulary import ApplicationState
from app.errors import SammanhallenError
from app.ui.forms.choice_editors import QuietCombo
from app.ui.icons import icon
from app.ui.messages import LISTS
from app.ui.tables.meter import MeterDelegate, counts_of, spoken
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.views.base import Location
from app.ui.widgets.badge import KIND_ICONS, application_kind
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.ui.session import Session

_RIGHT = Qt.AlignmentFlag.AlignRight
VIEWS = (("todo", "Att göra"), ("supplement", "Underlag saknas"), ("proposed", "Förslag finns"), ("decided", "Beslutade"), ("all", "Alla"))
METER_COLUMN = 5
TABLE_NAME = "applications"


def _amount(value: int | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(value)


def _title(text: str) -> str:
    return text or "(namn saknas)"


def _or_dash(text: str) -> str:
    return text or swedish.EMPTY


def _day(value: Any) -> str:
    return swedish.EMPTY if value is None else swedish.iso_date(value)


def _state_icon(row: ApplicationRow) -> Any:
    kind = application_kind(row.state)
    return icon(KIND_ICONS[kind], kind)


COLUMNS: tuple[Column[ApplicationRow], ...] = (
    Column("Dnr", lambda row: row.registry_number or row.case_number, sort_key="case_number", width=108),
    Column("Insats", lambda row: row.title, _title, "title", tip=lambda row: row.title, width=150, stretch=True),
    Column("Nämnd", lambda row: row.applicant, _or_dash, "applicant", tip=lambda row: row.applicant, width=116, wide=155),
    Column("Stadsdelar", lambda row: row.districts, _or_dash, tip=lambda row: row.districts, width=105, wide=170, drop=1),
    Column("Sökt (kr)", lambda row: row.amount_applied, _amount, "amount", _RIGHT, width=90),
    Column(
        "Regler",
        lambda row: spoken(counts_of(row)),
        sort_key="failed",
        tip=lambda row: spoken(counts_of(row)).capitalize(),
        width=150,
    ),
    Column("Läge", lambda row: row.state.label, sort_key="state", icon=_state_icon, tip=lambda row: row.state.label, width=152, wide=225),
    Column("Inkom", lambda row: row.received, _day, "received", width=90, drop=2),
    Column("Dagar", lambda row: row.days, _amount, "days", _RIGHT, width=56, drop=3),
)


class ApplicationList(QWidget):
    """`opened(ApplicationRow)` on Enter or double click."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.query = ListQuery(view="todo")
        self._is_stale = True
        self.chips: dict[str, QPushButton] = {}
        self.model: RowTableModel[ApplicationRow] = RowTableModel(COLUMNS, self)
        self.table = RecordTable(self.model, "Ansökningar")
        self.table.setItemDelegateForColumn(METER_COLUMN, MeterDelegate(self.table))
        self.table.enable_type_to_find()
        actions = session.actions
        self.table.context_actions = lambda: [actions.copy_rows, actions.export_list]
        self.count_label = PlainLabel("", "muted")
        self.filter = SearchField("Filtrera listan")
        self.filter.setMinimumWidth(160)
        self.filter.setMaximumWidth(280)
        self.board_combo = _filter_combo("Nämnd", "Alla nämnder")
        self.state_combo = _filter_combo("Läge", "Alla lägen")
        self.rule_combo = _filter_combo("Regel som inte är uppfylld", "Alla regler")
        self.reset_button = QPushButton("Visa alla")
        self.reset_button.setProperty("role", "link")
        self._build()
        self._connect()

    # --- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        programme = self._session.bench.programme
        for board in sorted(programme.district_boards, key=lambda one: swedish.sort_key(one.short_name)):
            self.board_combo.addItem(board.short_name, board.key)
        for state in ApplicationState:
            self.state_combo.addItem(state.label, state.value)
        for rule in programme.rules:
            self.rule_combo.addItem(f"{rule.id} {rule.title}", rule.id)
        self._views = QButtonGroup(self)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for key, title in VIEWS:
            chip = QPushButton(title)
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            self._views.addButton(chip)
            self.chips[key] = chip
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.count_label)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.filter, 3)
        for combo in (self.board_combo, self.state_combo, self.rule_combo):
            filters.addWidget(combo, 2)
        filters.addWidget(self.reset_button)
        filters.addStretch(1)
        actions = self._session.actions
        self.empty = EmptyState(
            "Inga ansökningar än",
            "Läs in en ansökningsblankett som nämnden har skickat, eller registrera en ansökan för hand.",
            actions.import_form,
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(chips)
        layout.addLayout(filters)
        layout.addWidget(self.pages, 1)

    def _connect(self) -> None:
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, key=key: self._ask(replace(self.query, view=key)))
        self.chips[self.query.view].setChecked(True)
        self.filter.searched.connect(lambda text: self._ask(replace(self.query, text=text)))
        self.filter.descended.connect(self.table.setFocus)
        for combo in (self.board_combo, self.state_combo, self.rule_combo):
            combo.activated.connect(self._on_filter)
        self.reset_button.clicked.connect(self.reset)
        self.model.sort_requested.connect(self._on_sort)
        self.model.counted.connect(self._show_count)
        self.table.opened.connect(self.opened)
        self.table.typed.connect(self._on_typed)
        self.table.layout_changed.connect(self._on_layout)
        state = self._session.settings.table(TABLE_NAME).get("header")
        if isinstance(state, str):
            self.table.restore_layout(bytes.fromhex(state))
        self.table.show_sorting(self.query.sort, self.query.descending)

    # --- asking ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the same again; rows that stand as they were keep their selection."""
        self._read(is_same=True)

    def mark_stale(self) -> None:
        """Something was written: read anew, now or when the list is next seen."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def show_again(self) -> None:
        if self._is_stale:
            self.refresh()

    def reset(self) -> None:
        """All applications, no filter."""
        self._show_query(ListQuery(view="all", sort=self.query.sort, descending=self.query.descending))
        self._read()
        self.focus_first()

    def export(self) -> None:
        """Save what the list shows as a workbook, or as text for a spreadsheet."""
        path = self._session.messages.ask_save_file("Exportera listan", LISTS, "ansokningar.xlsx")
        if path is None:
            return
        query, exports = self.query, self._session.bench.exports

        def done(_result: object) -> None:
            self._session.messages.notice(f"Listan är sparad som {path.name}.")

        self._session.run(lambda _progress: exports.list_file(query, path), "Exporterar listan", done)

    def _ask(self, query: ListQuery) -> None:
        if query != self.query:
            self.query = query
            self._follow_filters()
            self._read()

    def _read(self, *, is_same: bool = False) -> None:
        if not self._session.is_open:
            return
        queries = self._session.bench.queries
        self._is_stale = False
        try:
            counts = queries.counts()
            wanted = max(len(self.model.rows), self.query.limit) if is_same else self.query.limit
            page = queries.applications(replace(self.query, limit=wanted))
        except SammanhallenError as error:
            self.failed.show_text("Listan kunde inte läsas", error.message)
            self.pages.setCurrentWidget(self.failed)
            return
        for key, title in VIEWS:
            self.chips[key].setText(f"{title} {swedish.integer(counts.get(key, 0))}")
        if is_same and self.model.rows:
            self.model.refresh_rows(page.rows, total=page.total)
        else:
            self.model.set_rows(page.rows, total=page.total, page=self._more)
        nothing_stored = not counts.get("all", 0)
        self.pages.setCurrentWidget(self.table if page.total else self.empty if nothing_stored else self.no_match)

    def _more(self, offset: int) -> tuple[ApplicationRow, ...]:
        return self._session.bench.queries.applications(replace(self.query, offset=offset)).rows

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
        query = self.query
        row = self.table.current_row()
        return {
            "view": query.view, "text": query.text, "board": query.board or "", "state": query.states[0].value if query.states else "",
            "rule": query.rule or "", "sort": query.sort, "descending": query.descending, "row": str(row.uid) if row else "",
        }  # fmt: skip

    def go_to(self, location: Location) -> None:
        if not location:
            return
        states = {state.value: state for state in ApplicationState}
        view = str(location.get("view", ""))
        sort = str(location.get("sort", ""))
        query = ListQuery(
            view=view if view in self.chips else self.query.view,
            text=str(location.get("text", "")),
            board=str(location.get("board", "")) or None,
            states=tuple(filter(None, (states.get(str(location.get("state", ""))),))),
            rule=str(location.get("rule", "")) or None,
            sort=sort if sort in {column.sort_key for column in COLUMNS} else self.query.sort,
            descending=bool(location.get("descending", True)),
        )
        if query != self.query:
            self._show_query(query)
            self._read()
        number = next((n for n, row in enumerate(self.model.rows) if str(row.uid) == location.get("row")), None)
        if number is not None:
            self.table.select_key(self.model.key_at(number))

    def _show_query(self, query: ListQuery) -> None:
        """Let chips and filters show a query, without asking."""
        self.query = query
        self.chips[query.view].setChecked(True)
        if self.filter.text() != query.text:
            self.filter.blockSignals(True)
            self.filter.setText(query.text)
            self.filter.blockSignals(False)
        for combo, value in self._combos():
            combo.setCurrentIndex(max(0, combo.findData(value or "")))
        self.table.show_sorting(query.sort, query.descending)
        self._follow_filters()

    def _combos(self) -> list[tuple[QComboBox, str | None]]:
        query = self.query
        state = query.states[0].value if query.states else None
        return [(self.board_combo, query.board), (self.state_combo, state), (self.rule_combo, query.rule)]

    def _follow_filters(self) -> None:
        query = self.query
        self.reset_button.setVisible(bool(query.is_filtered))

    def _on_filter(self) -> None:
        state = self.state_combo.currentData()
        self._ask(
            replace(
                self.query,
                board=self.board_combo.currentData() or None,
                states=(ApplicationState.of(state),) if state else (),
                rule=self.rule_combo.currentData() or None,
            )
        )

    def _on_sort(self, sort_key: str, descending: bool) -> None:
        self._ask(replace(self.query, sort=sort_key, descending=descending))

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _on_layout(self, state: bytes) -> None:
        self._session.settings.set_table(TABLE_NAME, {"header": state.hex()})

    def _show_count(self, total: int) -> None:
        self.count_label.setText("1 ansökan" if total == 1 else f"{swedish.integer(total)} ansökningar")

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.show_again()
        self._follow_filters()


def _filter_combo(name: str, all_text: str) -> QuietCombo:
    combo = QuietCombo()
    combo.setAccessibleName(name)
    combo.addItem(all_text, "")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    combo.view().setMinimumWidth(260)
    return combo
