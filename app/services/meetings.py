"""Meetings of the steering group and the cases chosen for them."""

from __future__ import annotations

from app.services.store import Store


class Meetings:
    """Meetings with their cut-off days."""

    def __init__(self, store: Store) -> None:
        self.store = store
