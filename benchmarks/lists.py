"""First page of the list of applications in a store of 100 000, against the same rows by sqlite3 alone."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from app.domain import swedish
from app.domain.drafts import ApplicationDraft
from app.domain.views import ListQuery
from app.domain.vocabulary import ApplicationState
from app.services.workbench import Workbench, create_store, open_workbench
from benchmarks.common import Ratio, clocked, compare

APPLICATIONS = 100_000
PAGE = 100
WORDS = ("Läxhjälp", "Trygghetsvandring", "Odling", "Språkcafé", "Nattvandring", "Ungdomsjobb", "Åkeriskola", "Ängsfest", "Öppen förskola")
STATES = (ApplicationState.SUBMITTED, ApplicationState.FORMAL_CHECK, ApplicationState.ASSESSED, ApplicationState.WITHDRAWN)

COLUMNS = """a.id, a.uid, a.case_number, a.registry_number_city, a.title, o.short_name, a.amount_applied, a.rules_passed, a.rules_failed,
    a.rules_insufficient, a.rules_to_judge, a.state, a.received_date"""
DISTRICTS = "SELECT application_id, key FROM application_district WHERE application_id IN ({})"


def fill(path: Path) -> None:
    """One application through the services, then copies of its row with other titles, sums, states and days."""
    create_store(path, who="Mätning", reference_day=date(2016, 3, 14))
    bench = open_workbench(path, who="Mätning")
    bench.cases.create(ApplicationDraft(title="Förlaga", applicant="spanga-tensta", received_date=date(2015, 3, 1), districts=("tensta",)))
    bench.close()
    with sqlite3.connect(path) as store:
        names = [row[1] for row in store.execute("PRAGMA table_info(application)")]
        pattern = dict(zip(names, store.execute("SELECT * FROM application").fetchone(), strict=True))
        store.executemany(
            f"INSERT INTO application ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})",
            (copy_of(pattern, number) for number in range(2, APPLICATIONS + 1)),
        )
        store.execute("INSERT INTO application_district (application_id, key) SELECT id, 'tensta' FROM application WHERE id > 1")
        store.execute("ANALYZE")
    store.close()


def copy_of(pattern: dict[str, object], number: int) -> dict[str, object]:
    title = f"{WORDS[number * 7 % len(WORDS)]} {number * 7919 % APPLICATIONS}"
    return pattern | {
        "id": number,
        "uid": uuid4().hex,
        "case_number": f"2015-{number:06}",
        "title": title,
        "title_key": swedish.sort_key(title),
        "search_text": title.casefold(),
        "amount_applied": number * 104_729 % 5_000_000,
        "rules_failed": number % 4,
        "state": STATES[number * 13 % len(STATES)].value,
        "received_date": (date(2015, 1, 1) + timedelta(days=number * 31 % 1400)).isoformat(),
    }


def raw_page(path: Path, where: str, order: str) -> list[tuple[object, ...]]:
    """Count, page and districts: what the list shows, by the shortest way, on a reading connection that is closed at once."""
    store = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        store.execute(f"SELECT count(*) FROM application a WHERE {where}").fetchone()
        rows = store.execute(
            f"SELECT {COLUMNS} FROM application a LEFT JOIN organisation o ON o.key = a.applicant"
            f" WHERE {where} ORDER BY {order} LIMIT {PAGE}"
        ).fetchall()
        store.execute(DISTRICTS.format(",".join("?" * len(rows))), [row[0] for row in rows]).fetchall()
        return rows
    finally:
        store.close()


CASES = (
    (
        "list: to do, latest first",
        ListQuery(view="todo", limit=PAGE),
        "a.state IN ('submitted','formalCheck','assessed')",
        "a.received_date DESC, a.id DESC",
    ),
    (
        "list: one state, by title",
        ListQuery(states=(ApplicationState.ASSESSED,), sort="title", descending=False, limit=PAGE),
        "+a.state = 'assessed'",
        "a.title_key, a.id DESC",
    ),
    ("list: all, largest sum first", ListQuery(sort="amount", limit=PAGE), "1", "a.amount_applied DESC, a.id DESC"),
    (
        "list: search in two words",
        ListQuery(text="språkcafé 7", limit=PAGE),
        "a.search_text LIKE '%språkcafé%' AND a.search_text LIKE '%7%'",
        "a.received_date DESC, a.id DESC",
    ),
)


def ratios(runs: int) -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "stor.sqlite"
        fill(path)
        bench = open_workbench(path, who="Mätning")
        try:
            for name, query, where, order in CASES:
                check_same(bench, path, query, where, order)
                yield compare(
                    name,
                    clocked(lambda query=query: bench.queries.applications(query)),
                    clocked(lambda where=where, order=order: raw_page(path, where, order)),
                    allowed=3,
                    limit_is="sqlite3, same rows",
                    runs=runs,
                )
        finally:
            bench.close()


def check_same(bench: Workbench, path: Path, query: ListQuery, where: str, order: str) -> None:
    """Both ways must show the same cases, or the comparison says nothing."""
    shown = [row.case_number for row in bench.queries.applications(query).rows]
    wanted = [row[2] for row in raw_page(path, where, order)]
    if shown != wanted or len(shown) != PAGE:
        raise RuntimeError(f"the two ways differ: {shown[:3]} and {wanted[:3]}, {len(shown)} rows")
