"""The columns of the list of applications: how each is shown, sorted and pasted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from app.domain import swedish
from app.domain.case_list import ApplicationRow
from app.ui.icons import icon
from app.ui.tables.meter import counts_of, spoken
from app.ui.tables.model import Column
from app.ui.widgets.badge import KIND_ICONS, application_kind

_RIGHT = Qt.AlignmentFlag.AlignRight
RULES = "rules"
KEYS_IN_ALL = 2


def _amount(value: int | None) -> str:
    return swedish.EMPTY if value is None else swedish.integer(value)


def _title(text: str) -> str:
    return text or "(namn saknas)"


def _or_dash(text: str) -> str:
    return text or swedish.EMPTY


def _day(value: Any) -> str:
    return swedish.EMPTY if value is None else swedish.iso_date(value)


def _score(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value, 2)


def _pasted_score(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")


def _state_icon(row: ApplicationRow) -> Any:
    kind = application_kind(row.state)
    return icon(KIND_ICONS[kind], kind)


def _assessments(row: ApplicationRow) -> str:
    return f"{row.submitted}/{row.assigned}" if row.assigned else ""


def _assessments_spoken(row: ApplicationRow) -> str:
    return f"{row.submitted} av {row.assigned} bedömningar är inne" if row.assigned else "Ingen bedömare är utsedd"


def _quoted_fraction(text: str) -> str:
    """3/4 pasted as it stands would become a date."""
    return f"'{text}" if text else ""


def _checks(row: ApplicationRow) -> str:
    return f"{row.checks}/{KEYS_IN_ALL}"


COLUMNS: tuple[Column[ApplicationRow], ...] = (
    Column("Dnr", lambda row: row.registry_number or row.case_number, sort_key="case_number", width=108, key="case_number"),
    Column("Insats", lambda row: row.title, _title, "title", tip=lambda row: row.title, width=150, stretch=True, key="title"),
    Column("Nämnd", lambda row: row.applicant, _or_dash, "applicant", tip=lambda row: row.applicant, width=116, wide=155, key="applicant"),
    Column(
        "Medsökande", lambda row: row.co_applicant, _or_dash, "co_applicant",
        tip=lambda row: row.co_applicant, width=116, optional=True, key="co_applicant",
    ),
    Column(
        "Stadsdelar", lambda row: row.districts, _or_dash, tip=lambda row: row.districts, width=105, wide=170, drop=1, key="districts"
    ),
    Column(
        "Delmål", lambda row: row.sub_goals, _or_dash, tip=lambda row: row.sub_goals, width=100, optional=True, key="sub_goals"
    ),
    Column("Sökt (kr)", lambda row: row.amount_applied, _amount, "amount", _RIGHT, width=90, key="amount"),
    Column("Minst (kr)", lambda row: row.least_amount, _amount, "least_amount", _RIGHT, width=90, optional=True, key="least_amount"),
    Column("Föreslaget (kr)", lambda row: row.proposed_amount, _amount, "proposed", _RIGHT, width=112, optional=True, key="proposed"),
    Column("Beviljat (kr)", lambda row: row.amount_granted, _amount, "granted", _RIGHT, width=96, optional=True, key="granted"),
    Column(
        "Regler",
        lambda row: spoken(counts_of(row)),
        sort_key="failed",
        tip=lambda row: spoken(counts_of(row)).capitalize(),
        width=150,
        key=RULES,
    ),
    Column(
        "Läge", lambda row: row.state.label, sort_key="state", icon=_state_icon, tip=lambda row: row.state.label,
        width=152, wide=225, key="state",
    ),
    Column("Inkom", lambda row: row.received, _day, "received", width=90, drop=2, key="received"),
    Column("Dagar", lambda row: row.days, _amount, "days", _RIGHT, width=56, drop=3, key="days"),
    Column("Möte", lambda row: row.meeting, _or_dash, "meeting", tip=lambda row: row.meeting, width=130, optional=True, key="meeting"),
    Column(
        "Bedömningar", _assessments, _or_dash, "assessments", _RIGHT,
        copy=_quoted_fraction, tip=_assessments_spoken, width=96, optional=True, key="assessments",
    ),
    Column(
        "Medelpoäng", lambda row: row.mean_score, _score, "mean", _RIGHT, copy=_pasted_score,
        tip=lambda _row: "Vägt medel av de inlämnade bedömningarna, 0–3. Poängen är ett stöd, aldrig ett beslut.",
        width=92, optional=True, key="mean",
    ),
    Column(
        "Plan", lambda row: row.plan, _amount, "plan", _RIGHT,
        tip=lambda _row: "Handlingsplanens version", width=56, optional=True, key="plan",
    ),
    Column(
        "Kontroller", _checks, _or_dash, "checks", _RIGHT, copy=_quoted_fraction,
        tip=lambda row: f"{row.checks} av {KEYS_IN_ALL} kontroller är signerade", width=84, optional=True, key="checks",
    ),
)  # fmt: skip
RULES_COLUMN = next(number for number, column in enumerate(COLUMNS) if column.key == RULES)
