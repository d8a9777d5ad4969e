"""Earlier wordings of a text, read from the log."""

from __future__ import annotations

from app.services.store import Store


class TextVersions:
    """The versions of each text of a case."""

    def __init__(self, store: Store) -> None:
        self.store = store
