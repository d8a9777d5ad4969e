"""Översikt over the plans: what a plan must hold, board by board; each cell leads to the field where it is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget

from app.domain import swedish
from app.domain.fields import Kind
from app.domain.programme import Programme
from app.domain.views import MatrixCell, MatrixRow, PlansOverview
from app.domain.vocabulary import PlanState
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.list_panel import Cells, ListPanel
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.badge import KIND_ICONS, plan_kind
from app.ui.widgets.empty_state import EmptyState

STATE = "state"
SHORT_STATES = {PlanState.STEERED: "Förankrad", PlanState.APPROVED: "Godkänd", PlanState.REPORTED: "Rapporterad"}
_FIRST_WIDTH, _BOARD_WIDTH = 174, 100
_ROW_PADDING = 8


@dataclass(frozen=True, slots=True)
class Requirement:
    """A line of the matrix: one thing that a plan must hold, with every board's cell."""

    key: str
    title: str
    cells: Mapping[str, MatrixCell]
    icons: Mapping[str, str]  # board → status kind

    @property
    def lacking(self) -> int:
        return sum(not cell.is_met for cell in self.cells.values())


def requirements(overview: PlansOverview) -> tuple[Requirement, ...]:
    """The matrix turned so that the boards are columns: six fit a small screen, eleven do not."""
    states = {row.board: _state_cell(row) for row in overview.rows}
    kinds = {row.board: plan_kind(row.state) for row in overview.rows}
    lines = [Requirement(STATE, "Nyaste versionens läge", states, kinds)]
    for key, title in overview.columns:
        cells = {row.board: row.cells[key] for row in overview.rows}
        icons = {board: "ok" if cell.is_met else "warning" for board, cell in cells.items()}
        lines.append(Requirement(key, title, cells, icons))
    return tuple(lines)


def _state_cell(row: MatrixRow) -> MatrixCell:
    if row.plan is None or row.state is None:
        return MatrixCell(False, "Ingen plan", "Ingen plan är registrerad.")
    version = swedish.EMPTY if row.plan_version is None else str(row.plan_version)
    return MatrixCell(
        True, SHORT_STATES.get(row.state, row.state.label), f"version {version}, {row.state.label[:1].lower()}{row.state.label[1:]}."
    )


class MatrixTable(RecordTable):
    """Cells are chosen one by one; Ctrl+C copies the whole rows of what is chosen."""

    def __init__(self, model: RowTableModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._set_heights()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_heights()

    def _set_heights(self) -> None:
        """A little lower than in other lists, so that the whole matrix is in view on a small screen."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)

    def selected_rows(self) -> list[Any]:
        numbers = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self.rows.row_at(number) for number in numbers]


class PlanMatrix(ListPanel[Requirement]):
    """`cell_opened(board key, FieldRef | None)` on Enter or double click."""

    cell_opened = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._programme = session.bench.programme
        self.rows: tuple[MatrixRow, ...] = ()
        empty = EmptyState("Inga nämnder", "Programmet har inga nämnder att visa.", icon_name="clipboard-list")
        super().__init__(
            session,
            "plans_matrix",
            "Handlingsplaner översikt",
            columns(self._programme),
            empty,
            key=lambda row: row.key,
            table=MatrixTable,
            parent=parent,
        )
        self._boards = [board.key for board in self._programme.programme_boards]
        self._lines: tuple[Requirement, ...] = ()
        self.missing_chip = QPushButton("Bara det som saknas")
        self.missing_chip.setCheckable(True)
        self.missing_chip.setProperty("role", "chip")
        self.missing_chip.toggled.connect(self._on_chip)
        self.head.insertWidget(1, self.missing_chip)
        self.set_hint("Varje nämnds nyaste version. Enter öppnar planen vid fältet.")
        self.export_cells = self._matrix_cells
        self.table.selectionModel().currentChanged.connect(self._on_cell)
        self.opened.connect(self._on_opened)

    def show_overview(self, overview: PlansOverview) -> None:
        self.rows = overview.rows
        self._lines = requirements(overview)
        whole = sum(all(cell.is_met for cell in row.cells.values()) for row in overview.rows)
        self.summary_label.setText(f"{whole} av {len(overview.rows)} nämnder har allt som en plan ska hålla")
        self._show_lines()

    def _show_lines(self) -> None:
        is_short = self.missing_chip.isChecked()
        self.set_rows([one for one in self._lines if not is_short or one.lacking])
        self._on_cell()

    def _on_chip(self) -> None:
        self._show_lines()
        self.moved.emit()

    # --- the cell in hand --------------------------------------------------------------------

    def current_board(self) -> str:
        """The board whose cell is current; '' in the first column."""
        column = self.table.currentIndex().column()
        return self._boards[column - 1] if 0 < column <= len(self._boards) else ""

    def _on_cell(self) -> None:
        row, board = self.table.current_row(), self.current_board()
        if not isinstance(row, Requirement):
            self.set_detail("")
        elif not board:
            self.set_detail(about(row, self._programme))
        else:
            cell = row.cells[board]
            name = self._programme.organisation_by_key[board].short_name
            self.set_detail(f"{name}, {row.title[:1].lower()}{row.title[1:]}: {cell.missing or f'{cell.text}.'}")

    def _on_opened(self, row: Requirement) -> None:
        board = self.current_board()
        if board:
            self.cell_opened.emit(board, row.cells[board].field)

    # --- out ---------------------------------------------------------------------------------

    def _matrix_cells(self, rows: Sequence[Requirement]) -> Cells:
        """As the brief has it in a workbook: a board a row, with what is missing beside each thing."""
        headers = [("Nämnd", Kind.TEXT)]
        for row in rows:
            headers += [(row.title, Kind.TEXT), (f"{row.title}, saknas", Kind.TEXT)]
        lines = []
        for board in self._boards:
            line: list[object] = [self._programme.organisation_name(board)]
            for row in rows:
                line += [row.cells[board].text, row.cells[board].missing]
            lines.append(line)
        return headers, lines

    def location(self) -> dict[str, Any]:
        return super().location() | {"column": self.table.currentIndex().column(), "missing": self.missing_chip.isChecked()}

    def go_to(self, location: dict[str, Any]) -> None:
        self.missing_chip.setChecked(bool(location.get("missing")))
        super().go_to(location)
        column, index = location.get("column"), self.table.currentIndex()
        if isinstance(column, int) and index.isValid() and 0 <= column < len(self.columns):
            self.table.setCurrentIndex(self.model.index(index.row(), column))


def about(row: Requirement, programme: Programme) -> str:
    """Which boards lack a thing."""
    lacking = [programme.organisation_by_key[board].short_name for board, cell in row.cells.items() if not cell.is_met]
    return f"{row.title}: saknas eller är ofullständigt hos {swedish.join(lacking)}." if lacking else f"{row.title}: finns hos alla."


def columns(programme: Programme) -> tuple[Column[Requirement], ...]:
    boards = [
        Column(
            board.short_name,
            _text_of(board.key),
            header=_broken(board.short_name),
            icon=_icon_of(board.key),
            tip=_tip_of(board.key, board.name),
            width=_BOARD_WIDTH,
            stretch=True,
        )
        for board in programme.programme_boards
    ]
    return (Column("Planen ska hålla", lambda row: row.title, tip=lambda row: row.title, width=_FIRST_WIDTH), *boards)


def _broken(name: str) -> str:
    """'Hässelby-Vällingby' in two lines, so that six columns fit a small screen also with large text."""
    return name.replace("-", "-\n")


def _text_of(board: str) -> Any:
    return lambda row: row.cells[board].text


def _icon_of(board: str) -> Any:
    return lambda row: icon(KIND_ICONS[row.icons[board]], row.icons[board])


def _tip_of(board: str, name: str) -> Any:
    return lambda row: f"{name}: {row.cells[board].missing or row.cells[board].text}"
