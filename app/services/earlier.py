"""Earlier cases and grants that resemble a case."""

from __future__ import annotations

from app.services.store import Store


class Earlier:
    """Nearest earlier cases, the imported list, and how a case stands to them."""

    def __init__(self, store: Store) -> None:
        self.store = store
