"""Lists out of the program: to Excel from the window, to CSV from the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.domain.case_list import SHOWN_COLUMNS, ApplicationRow, ListQuery
from app.domain.fields import Kind
from app.domain.programme import Programme
from app.domain.views import CaseView, PlanRow
from app.exchange.files import write_bytes
from app.exchange.tables import Dialect, write_csv, write_table
from app.services.queries import Queries

PIECE = 30_000  # SQLite takes 32 766 values in a statement


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list of applications: Swedish title in the window's files, English on the command line."""

    key: str  # of the window's column that it belongs to
    title: str
    name: str
    kind: Kind
    value: Callable[[ApplicationRow], Any]


LIST_COLUMNS = (
    ListColumn("case_number", "Ärendenummer", "caseNumber", Kind.TEXT, lambda row: row.case_number),
    ListColumn("case_number", "Diarienummer", "registryNumber", Kind.TEXT, lambda row: row.registry_number),
    ListColumn("title", "Insats", "title", Kind.TEXT, lambda row: row.title),
    ListColumn("applicant", "Nämnd", "applicant", Kind.TEXT, lambda row: row.applicant),
    ListColumn("districts", "Stadsdelar", "districts", Kind.TEXT, lambda row: row.districts),
    ListColumn("amount", "Sökt, kr", "amountApplied", Kind.KRONOR, lambda row: row.amount_applied),
    ListColumn("rules", "Uppfyllda", "pass", Kind.INTEGER, lambda row: row.passed),
    ListColumn("rules", "Inte uppfyllda", "fail", Kind.INTEGER, lambda row: row.failed),
    ListColumn("rules", "Underlag saknas", "insufficient", Kind.INTEGER, lambda row: row.insufficient),
    ListColumn("rules", "Att bedöma", "needsJudgement", Kind.INTEGER, lambda row: row.to_judge),
    ListColumn("state", "Läge", "state", Kind.TEXT, lambda row: row.state.label),
    ListColumn("received", "Inkom", "receivedDate", Kind.DATE, lambda row: row.received),
    ListColumn("days", "Dagar", "days", Kind.INTEGER, lambda row: row.days),
    ListColumn("co_applicant", "Medsökande", "coApplicant", Kind.TEXT, lambda row: row.co_applicant),
    ListColumn("sub_goals", "Delmål", "relatedSubGoals", Kind.TEXT, lambda row: row.sub_goals),
    ListColumn("least_amount", "Minsta belopp, kr", "leastAmount", Kind.KRONOR, lambda row: row.least_amount),
    ListColumn("proposed", "Föreslaget, kr", "proposedAmount", Kind.KRONOR, lambda row: row.proposed_amount),
    ListColumn("granted", "Beviljat, kr", "amountGranted", Kind.KRONOR, lambda row: row.amount_granted),
    ListColumn("meeting", "Möte", "meeting", Kind.TEXT, lambda row: row.meeting),
    ListColumn("assessments", "Bedömningar inne", "assessments", Kind.INTEGER, lambda row: row.submitted),
    ListColumn("assessments", "Bedömare", "assessors", Kind.INTEGER, lambda row: row.assigned),
    ListColumn("mean", "Medelpoäng", "meanScore", Kind.NUMBER, lambda row: None if row.mean_score is None else round(row.mean_score, 2)),
    ListColumn("plan", "Planversion", "planVersion", Kind.INTEGER, lambda row: row.plan),
    ListColumn("checks", "Signerade kontroller", "checks", Kind.INTEGER, lambda row: row.checks),
)


def list_columns(keys: Sequence[str] = ()) -> tuple[ListColumn, ...]:
    """The columns that hold what the window's columns show, in their order; none named: those first at hand."""
    return tuple(column for key in keys or SHOWN_COLUMNS for column in LIST_COLUMNS if column.key == key)


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

    def rows(self, query: ListQuery, columns: Sequence[str] = ()) -> tuple[ApplicationRow, ...]:
        """Every row of a list, not only the page in view; read in pieces, since a statement takes only so many values."""
        found: list[ApplicationRow] = []
        while True:
            page = self.queries.applications(replace(query, offset=len(found), limit=PIECE), columns or SHOWN_COLUMNS)
            found += page.rows
            if len(page.rows) < PIECE:
                return tuple(found)

    def rows_workbook(self, title: str, columns: Sequence[tuple[str, Kind]], rows: Sequence[Sequence[object]], path: Path) -> None:
        """Any list of the window as a workbook with typed cells; the file is whole or not there."""
        write_bytes(path, write_table(columns, rows, title=title))

    def list_file(self, query: ListQuery, path: Path, columns: Sequence[str] = ()) -> None:
        """The list as the name says: .csv for a spreadsheet in Swedish, otherwise a workbook. The file is whole or not there."""
        wanted = list_columns(columns)
        heads = [(column.title, column.kind) for column in wanted]
        rows = ([column.value(row) for column in wanted] for row in self.rows(query, columns))
        is_csv = path.suffix.casefold() == ".csv"
        write_bytes(path, write_csv(heads, rows, Dialect.SPREADSHEET) if is_csv else write_table(heads, rows, title="Ansökningar"))

    def cases_csv(self, query: ListQuery, columns: Sequence[str] = ()) -> bytes:
        """The list for other programs; states by their identifiers."""
        wanted = list_columns(columns)
        heads = [(column.name, column.kind) for column in wanted]
        rows = (
            [row.state.value if column.name == "state" else column.value(row) for column in wanted] for row in self.rows(query, columns)
        )
        return write_csv(heads, rows, Dialect.PROGRAM)

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
