"""The workspaces, their fixed numbers, and how each is built at its first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.session import Session
    from app.ui.views.base import Workspace


@dataclass(frozen=True, slots=True)
class WorkspaceInfo:
    key: str
    number: int  # Ctrl+number
    build: Callable[[Session], Workspace]


def _overview(session: Session) -> Workspace:
    from app.ui.views.overview import OverviewWorkspace

    return OverviewWorkspace(session)


def _plans(session: Session) -> Workspace:
    from app.ui.views.plans import PlansWorkspace

    return PlansWorkspace(session)


def _applications(session: Session) -> Workspace:
    from app.ui.views.applications import ApplicationsWorkspace

    return ApplicationsWorkspace(session)


def _risk_index(session: Session) -> Workspace:
    from app.ui.views.risk_index import RiskIndexWorkspace

    return RiskIndexWorkspace(session)


def _programme(session: Session) -> Workspace:
    from app.ui.views.programme import ProgrammeWorkspace

    return ProgrammeWorkspace(session)


WORKSPACES = (
    WorkspaceInfo("overview", 1, _overview),
    WorkspaceInfo("plans", 2, _plans),
    WorkspaceInfo("applications", 3, _applications),
    WorkspaceInfo("risk_index", 4, _risk_index),
    WorkspaceInfo("programme", 7, _programme),
)
