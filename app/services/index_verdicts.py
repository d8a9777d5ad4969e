"""Verdicts of open cases follow the index that cases rest on: whatever writes to a series says so here."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.riskindex.series import Level
from app.models.application import Application
from app.services.evidence import OPEN_STATES
from app.services.series_in_use import series_in_use
from app.services.store import Unit


def rested_on(session: Session) -> Mapping[Level, str]:
    """The key of the series in use by level, '' where there is none."""
    held = {level: series_in_use(session, level) for level in (Level.DISTRICT, Level.BOARD)}
    return {level: one.key if one is not None else "" for level, one in held.items()}


def evaluate_if_moved(unit: Unit, before: Mapping[Level, str], touched: Collection[str]) -> None:
    """Let open cases be evaluated anew when another series is in use than `before`, or one of the touched ones is."""
    after = rested_on(unit.session)
    if after != before or set(after.values()) & set(touched):
        evaluate_open_cases(unit)


def evaluate_open_cases(unit: Unit) -> None:
    """Verdicts and digests of open cases are made anew at the end of the write."""
    unit.applications |= set(unit.session.scalars(select(Application.id).where(Application.state.in_(OPEN_STATES))))
