"""What the office has set for itself: word lists and saved views."""

from __future__ import annotations

from app.services.store import Store


class Office:
    """Settings kept in the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
