"""Reading in the list of grants of 2007-2014: preview with all problems, then all rows or none."""

from __future__ import annotations

from app.ui.session import Session


def start_import(session: Session) -> None:
    """Ask for the workbook and show what it holds."""
