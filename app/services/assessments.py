"""What each assessor gives each case, and the ranking that follows."""

from __future__ import annotations

from app.services.store import Store


class Assessments:
    """Assessments of the cases of a round."""

    def __init__(self, store: Store) -> None:
        self.store = store
