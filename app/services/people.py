"""Registered people, their ties, and jäv case by case."""

from __future__ import annotations

from app.services.store import Store


class People:
    """People who take part in the work."""

    def __init__(self, store: Store) -> None:
        self.store = store


class Conflicts:
    """Jäv declared or tried, case by case."""

    def __init__(self, store: Store) -> None:
        self.store = store
