"""Planer: every version of the six boards' plans as rows, and what the chosen one lacks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.views import PlanRow
from app.domain.vocabulary import PlanState
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.widgets.badge import KIND_ICONS, plan_kind
from app.ui.widgets.empty_state import EmptyState

NO_PLAN = "Ingen plan"
_APPROVED = (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP)
_RIGHT = Qt.AlignmentFlag.AlignRight


def count_text(number: int | None) -> str:
    return swedish.EMPTY if number is None else swedish.integer(number)


def day_text(day: Any) -> str:
    return swedish.EMPTY if day is None else swedish.iso_date(day)


def text_or_dash(text: str) -> str:
    return text or swedish.EMPTY


def _state_icon(row: PlanRow) -> Any:
    kind = plan_kind(row.state)
    return icon(KIND_ICONS[kind], kind)


def _state(row: PlanRow) -> str:
    return row.state.label if row.state else NO_PLAN


def _lacks(row: PlanRow) -> str:
    return swedish.join(row.missing) if row.uid is not None else ""


def columns(programme: Programme) -> tuple[Column[PlanRow], ...]:
    def name(row: PlanRow) -> str:
        board = programme.organisation_by_key.get(row.board)
        return board.short_name if board else row.board_name

    return (
        Column("Nämnd", name, tip=lambda row: row.board_name, width=160),
        Column("Version", lambda row: row.plan_version, count_text, align=_RIGHT, width=66),
        Column("Läge", _state, icon=_state_icon, tip=_state, width=168, wide=225),
        Column("Godkänd", lambda row: row.approved_date, day_text, width=90),
        Column("Aktiviteter", lambda row: row.activities if row.uid else None, count_text, align=_RIGHT, width=82, drop=1),
        Column("Mål", lambda row: row.objectives if row.uid else None, count_text, align=_RIGHT, width=46, drop=2),
        Column("Ansökningar", lambda row: row.applications if row.uid else None, count_text, align=_RIGHT, width=94, drop=3),
        Column("Saknas", _lacks, text_or_dash, tip=_lacks, width=160, stretch=True),
    )


class PlanList(ListPanel[PlanRow]):
    """The versions, in the programme's own order, the newest of a board first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        empty = EmptyState("Inga nämnder", "Programmet har inga nämnder att visa.", icon_name="clipboard-list")
        super().__init__(
            session,
            "plans",
            "Handlingsplaner",
            columns(session.bench.programme),
            empty,
            key=lambda row: row.uid or row.board,
            parent=parent,
        )
        self.set_hint("Enter öppnar planen. För en nämnd utan plan registreras en ny.")
        self.selected.connect(lambda row: self.set_detail("" if row is None else told(row)))

    def show_plans(self, rows: tuple[PlanRow, ...]) -> None:
        self.summary_label.setText(summary(rows))
        self.set_rows(rows)


def summary(rows: tuple[PlanRow, ...]) -> str:
    """The finding over the list: how many boards have an approved plan."""
    boards = {row.board for row in rows}
    approved = {row.board for row in rows if row.state in _APPROVED}
    return f"{len(approved)} av {len(boards)} nämnder har en godkänd handlingsplan" if boards else ""


def told(row: PlanRow) -> str:
    """What the chosen board's plan lacks, as a sentence."""
    if row.uid is None:
        return f"{row.board_name} har ingen registrerad plan. Tryck Enter eller välj Ny plan."
    lacks = f"saknar {swedish.join(row.missing)}" if row.missing else "saknar ingenting"
    return f"{row.board_name}, version {count_text(row.plan_version)}, {lacks}."
