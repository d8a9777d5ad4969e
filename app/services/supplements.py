"""Supplement requests: what is asked, why and by when."""

from __future__ import annotations

from app.services.store import Store


class Supplements:
    """Letters that ask the applicant for what is missing."""

    def __init__(self, store: Store) -> None:
        self.store = store
