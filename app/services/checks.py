"""The two keys: content check and arithmetic check."""

from __future__ import annotations

from app.services.store import Store


class Checks:
    """Signatures under the two checks of a case."""

    def __init__(self, store: Store) -> None:
        self.store = store
