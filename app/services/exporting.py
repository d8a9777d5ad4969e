"""Lists out of the program: to Excel from the window, to CSV from window and command line."""

from __future__ import annotations

from dataclasses import replace

from app.domain.views import ApplicationRow, ListQuery
from app.services.queries import Queries

LIST_COLUMNS = (
    ("Ärendenummer", "case_number"), ("Diarienummer", "registry_number"), ("Insats", "title"), ("Nämnd", "applicant"),
    ("Stadsdelar", "districts"), ("Sökt, kr", "amount_applied"), ("Uppfyllda regler", "passed"), ("Inte uppfyllda", "failed"),
    ("Underlag saknas", "insufficient"), ("Att bedöma", "to_judge"), ("Läge", "state"), ("Inkom", "received"), ("Dagar", "days"),
)  # fmt: skip
EXPORT_LIMIT = 100_000


class Exports:
    def __init__(self, queries: Queries) -> None:
        self.queries = queries

    def rows(self, query: ListQuery) -> tuple[ApplicationRow, ...]:
        return self.queries.applications(replace(query, offset=0, limit=EXPORT_LIMIT)).rows
