"""One bit flipped in the file: it is seen, or no value of the case differs (a digest lies over each case's rows)."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.errors import SammanhallenError
from app.services.workbench import Workbench, create_store, open_workbench
from tests.services.builders import a_good_application


def judge(path: Path, good: tuple[object, ...]) -> str:
    """How the flip shows: refused at opening, by the digest, told when read; else whether every value is as it was."""
    try:
        bench = open_workbench(path, who="Test", view_only=True)
    except SammanhallenError:
        return "refused"
    try:
        if bench.files.verify_digests():
            return "digest"
        (row,) = bench.queries.applications(ListQuery(view="all")).rows
        return "harmless" if contents(bench, row.uid) == good else "silent"
    except SammanhallenError:
        return "told"
    finally:
        bench.close()


def contents(bench: Workbench, uid: UUID) -> tuple[object, ...]:
    view = bench.cases.load(uid)
    return (view.draft, view.evidence.process, view.state, view.case_number, view.results, view.judgements, view.unparsed, view.attachments)


def without_search(path: Path) -> None:
    """Leave out the full-text index: a copy of the texts that is made anew from them and lies under no digest."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("DELETE FROM application_search")
    connection.execute("INSERT INTO application_search (application_search) VALUES ('optimize')")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("flips", [60, pytest.param(2000, marks=pytest.mark.torture)])
def test_no_flipped_bit_changes_a_value_in_silence(tmp_path: Path, flips: int) -> None:
    path, flipped = tmp_path / "hel.sqlite", tmp_path / "skadad.sqlite"
    create_store(path, who="Test", reference_day=date(2016, 3, 14))
    empty = path.read_bytes()
    bench = open_workbench(path, who="Test")
    uid = bench.cases.create(a_good_application()).uid
    bench.cases.edit(uid, FieldRef("end_date"), "till hösten")
    good = contents(bench, uid)
    bench.close()
    without_search(path)
    content = path.read_bytes()
    written = [place for place, held in enumerate(content) if held and (place >= len(empty) or held != empty[place])]  # free room is zeros
    chance = random.Random(2016)
    seen: Counter[str] = Counter()
    for _ in range(flips):
        damaged = bytearray(content)
        damaged[chance.choice(written)] ^= 1 << chance.randrange(8)
        flipped.write_bytes(damaged)
        seen[judge(flipped, good)] += 1
    assert seen["silent"] == 0
    assert seen["digest"] > flips / 2  # what the file's own check would never have seen
