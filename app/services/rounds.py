"""Rounds and their criteria in versions."""

from __future__ import annotations

from app.services.store import Store


class Rounds:
    """Rounds of applications that are assessed together."""

    def __init__(self, store: Store) -> None:
        self.store = store
