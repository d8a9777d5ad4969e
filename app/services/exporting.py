"""Lists out of the program: to Excel from the window, to CSV from the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.domain.fields import Kind
from app.domain.programme import Programme
from app.domain.views import ApplicationRow, CaseView, ListQuery, PlanRow
from app.exchange.files import write_bytes
from app.exchange.tables import Dialect, write_csv, write_table
from app.services.queries import Queries

PIECE = 30_000  # SQLite takes 32 766 values in a statement


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list of applications: Swedish title in the window's files, English on the command line."""

    title: str
    name: str
    kind: Kind
    value: Callable[[ApplicationRow], Any]


LIST_COLUMNS = (
    ListColumn("Ärendenummer", "caseNumber", Kind.TEXT, lambda row: row.case_number),
    ListColumn("Diarienummer", "registryNumber", Kind.TEXT, lambda row: row.registry_number),
    ListColumn("Insats", "title", Kind.TEXT, lambda row: row.title),
    ListColumn("Nämnd", "applicant", Kind.TEXT, lambda row: row.applicant),
    ListColumn("Stadsdelar", "districts", Kind.TEXT, lambda row: row.districts),
    ListColumn("Sökt, kr", "amountApplied", Kind.KRONOR, lambda row: row.amount_applied),
    ListColumn("Uppfyllda", "pass", Kind.INTEGER, lambda row: row.passed),
    ListColumn("Inte uppfyllda", "fail", Kind.INTEGER, lambda row: row.failed),
    ListColumn("Underlag saknas", "insufficient", Kind.INTEGER, lambda row: row.insufficient),
    ListColumn("Att bedöma", "needsJudgement", Kind.INTEGER, lambda row: row.to_judge),
    ListColumn("Läge", "state", Kind.TEXT, lambda row: row.state.label),
    ListColumn("Inkom", "receivedDate", Kind.DATE, lambda row: row.received),
    ListColumn("Dagar", "days", Kind.INTEGER, lambda row: row.days),
)
RULE_COLUMNS = (
    ("rule", Kind.TEXT), ("title", Kind.TEXT), ("outcome", Kind.TEXT), ("reason", Kind.TEXT), ("source", Kind.TEXT),
    ("ruleSetVersion", Kind.TEXT), ("judgedBy", Kind.TEXT),
)  # fmt: skip

PLAN_COLUMNS: tuple[tuple[str, Kind, Callable[[PlanRow], Any]], ...] = (
    ("board", Kind.TEXT, lambda row: row.board),
    ("boardName", Kind.TEXT, lambda row: row.board_name),
    ("version", Kind.INTEGER, lambda row: row.plan_version),
    ("state", Kind.TEXT, lambda row: row.state.value if row.state else ""),
    ("approvedDate", Kind.DATE, lambda row: row.approved_date),
    ("objectives", Kind.INTEGER, lambda row: row.objectives),
    ("activities", Kind.INTEGER, lambda row: row.activities),
    ("applications", Kind.INTEGER, lambda row: row.applications),
    ("missing", Kind.TEXT, lambda row: "; ".join(row.missing)),
)


class Exports:
    def __init__(self, queries: Queries, programme: Programme) -> None:
        self.queries = queries
        self.programme = programme

    def rows(self, query: ListQuery) -> tuple[ApplicationRow, ...]:
        """Every row of a list, not only the page in view; read in pieces, since a statement takes only so many values."""
        found: list[ApplicationRow] = []
        while True:
            page = self.queries.applications(replace(query, offset=len(found), limit=PIECE))
            found += page.rows
            if len(page.rows) < PIECE:
                return tuple(found)

    def list_workbook(self, query: ListQuery, path: Path) -> None:
        """The list as a workbook with typed cells; the file is whole or not there."""
        columns = [(column.title, column.kind) for column in LIST_COLUMNS]
        rows = ([column.value(row) for column in LIST_COLUMNS] for row in self.rows(query))
        write_bytes(path, write_table(columns, rows, title="Ansökningar"))

    def rows_workbook(self, title: str, columns: Sequence[tuple[str, Kind]], rows: Sequence[Sequence[object]], path: Path) -> None:
        """Any list of the window as a workbook with typed cells; the file is whole or not there."""
        write_bytes(path, write_table(columns, rows, title=title))

    def list_file(self, query: ListQuery, path: Path) -> None:
        """The list as the name says: .csv for a spreadsheet in Swedish, otherwise a workbook. The file is whole or not there."""
        if path.suffix.casefold() != ".csv":
            self.list_workbook(query, path)
            return
        columns = [(column.title, column.kind) for column in LIST_COLUMNS]
        rows = ([column.value(row) for column in LIST_COLUMNS] for row in self.rows(query))
        write_bytes(path, write_csv(columns, rows, Dialect.SPREADSHEET))

    def cases_csv(self, query: ListQuery) -> bytes:
        """The list for other programs; states by their identifiers."""
        columns = [(column.name, column.kind) for column in LIST_COLUMNS]
        rows = ([row.state.value if column.name == "state" else column.value(row) for column in LIST_COLUMNS] for row in self.rows(query))
        return write_csv(columns, rows, Dialect.PROGRAM)

    def plans_csv(self) -> bytes:
        """Every plan version for other programs; a board without a plan has a row too."""
        columns = [(name, kind) for name, kind, _ in PLAN_COLUMNS]
        rows = ([value(row) for *_, value in PLAN_COLUMNS] for row in self.queries.plans())
        return write_csv(columns, rows, Dialect.PROGRAM)

    def rules_csv(self, view: CaseView) -> bytes:
        """The verdicts of one case for other programs."""
        infos = self.programme.rule_by_id
        rows = (
            [
                one.rule_id, infos[one.rule_id].title, one.outcome.value, one.reason, infos[one.rule_id].source,
                one.version, one.judged_by or "",
            ]
            for one in view.results
        )  # fmt: skip
        return write_csv(RULE_COLUMNS, rows, Dialect.PROGRAM)


def save(path: Path, content: bytes) -> None:
    write_bytes(path, content)
