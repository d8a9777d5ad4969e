from __future__ import annotations

import sqlite3
from pathlib import Path

from app import paths
from app.services.sample_store import write_example, write_example_plan, write_sample
from app.services.store_files import check_file


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        statements = [_in_order(statement) for statement in connection.iterdump()]
        made = [one for one in statements if "CREATE " in one]
        return sorted(made) + [one for one in statements if "CREATE " not in one]
    finally:
        connection.close()


def _in_order(statement: str) -> str:
    """A rebuilt table's constraints and indexes come in any order, which says nothing; the order of rows does."""
    if not statement.startswith("CREATE"):
        return statement
    return "\n".join(sorted(line.strip().rstrip(",") for line in statement.splitlines()))


def test_shipped_sample_is_what_the_script_writes(tmp_path: Path) -> None:
    made = tmp_path / "sample.sqlite"
    write_sample(made)
    assert dump(made) == dump(paths.sample_store())
    report = check_file(made)
    assert report.ok
    assert report.cases >= 24


def test_shipped_example_form_is_what_the_script_writes(tmp_path: Path) -> None:
    made = tmp_path / "form.xlsx"
    write_example(made)
    assert made.read_bytes() == (paths.resources_folder() / "examples" / "ansokan-trygg-i-tensta.xlsx").read_bytes()


def test_shipped_example_plan_is_what_the_script_writes(tmp_path: Path) -> None:
    made = tmp_path / "plan.xlsx"
    write_example_plan(made)
    assert made.read_bytes() == (paths.resources_folder() / "examples" / "handlingsplan-farsta.xlsx").read_bytes()


def test_what_happened_to_a_case_stands_in_the_order_of_time() -> None:
    connection = sqlite3.connect(paths.sample_store())
    rows = connection.execute("SELECT record_uid, at FROM log_entry WHERE record_kind = 'application' ORDER BY sequence").fetchall()
    connection.close()
    by_case: dict[str, list[str]] = {}
    for case, moment in rows:
        by_case.setdefault(case, []).append(moment)
    assert len(by_case) == 33
    assert all(moments == sorted(moments) for moments in by_case.values())
