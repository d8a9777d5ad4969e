"""The memo's passages: kept beside what the case gives, logged, locked by the signature, written whole."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest

from app.domain.rules.evidence import FieldRef
from app.domain.texts.passage import Passage
from app.errors import EnvironmentProblem, NotFound, RuleViolation
from app.models.application import Application
from app.services.memos import SIGNED_STATES
from app.services.workbench import Workbench


def passage(bench: Workbench, case: UUID, key: str) -> Passage:
    return next(one for one in bench.memos.passages(case) if one.key == key)


def first_key(bench: Workbench, case: UUID) -> str:
    return next(one.key for one in bench.memos.passages(case) if one.text)


def test_text_written_by_hand_is_kept_logged_and_taken_back(bench: Workbench, case: UUID) -> None:
    key = first_key(bench, case)
    generated = passage(bench, case, key).text
    version = bench.cases.load(case).version
    bench.memos.edit_passage(case, key, "Skrivet för hand.")
    bench.cases.edit(case, FieldRef("title"), "Ett annat namn")
    assert passage(bench, case, key).text == "Skrivet för hand."
    entry = next(row for row in bench.queries.log(case) if row.what.startswith("Tjänsteutlåtande"))
    assert (entry.who, entry.before, entry.after) == ("Handläggare A", generated, "Skrivet för hand.")
    assert bench.cases.load(case).version > version
    bench.memos.edit_passage(case, key, None)
    assert passage(bench, case, key).edited is None


def test_same_text_again_leaves_no_trace(bench: Workbench, case: UUID) -> None:
    key = first_key(bench, case)
    bench.memos.edit_passage(case, key, "Skrivet för hand.")
    before = bench.cases.load(case), bench.queries.log(case)
    bench.memos.edit_passage(case, key, "Skrivet för hand.")
    assert (bench.cases.load(case), bench.queries.log(case)) == before


def test_optional_passage_is_left_out_and_logged(bench: Workbench, case: UUID) -> None:
    key = next(one.key for one in bench.memos.passages(case) if not one.mandatory)
    was = passage(bench, case, key).enabled
    bench.memos.set_optional(case, key, not was)
    assert passage(bench, case, key).enabled is not was
    entry = bench.queries.log(case)[0]
    assert {entry.before, entry.after} == {"Med", "Utelämnad"}


def test_passage_that_the_case_no_longer_has_is_told(bench: Workbench, case: UUID) -> None:
    with pytest.raises(NotFound, match="hör inte längre till"):
        bench.memos.edit_passage(case, "finns-inte", "Text")


def test_signed_memo_is_locked(bench: Workbench, case: UUID) -> None:
    key = first_key(bench, case)
    for state in SIGNED_STATES:
        with bench.store.writing() as unit:
            unit.session.query(Application).one().state = state
        with pytest.raises(RuleViolation, match="undertecknat"):
            bench.memos.edit_passage(case, key, "Ändrat efteråt")


def test_two_threads_that_write_take_turns(bench: Workbench, case: UUID) -> None:
    """A passage is written upon the case as it is when its turn has come."""
    key = first_key(bench, case)

    def rename() -> None:
        for number in range(10):
            bench.cases.edit(case, FieldRef("title"), f"Namn {number}")

    def write() -> None:
        for number in range(10):
            bench.memos.edit_passage(case, key, f"Text {number}")

    threads = [Thread(target=rename), Thread(target=write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bench.cases.load(case).draft.title == "Namn 9"
    assert passage(bench, case, key).text == "Text 9"
    numbers = sorted(row.sequence for row in bench.queries.log(case))
    assert len(set(numbers)) == len(numbers)
    assert bench.files.verify_digests() == ()


def test_signs_that_the_paper_cannot_show_are_named_wherever_they_stand(bench: Workbench, case: UUID) -> None:
    assert bench.memos.missing_signs([case]) == ""
    bench.cases.edit(case, FieldRef("title"), "Läxhjälp 申")
    bench.memos.edit_passage(case, first_key(bench, case), "Skrivet för hand 😀 av Łódź.")
    assert set(bench.memos.missing_signs([case])) == {"申", "😀"}


def test_paper_is_written_whole_or_the_old_one_stays(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    target = tmp_path / bench.memos.suggested_file_name([case])
    assert target.name.startswith("2015-001_")
    bench.memos.save_pdf([case], target)
    assert target.read_bytes().startswith(b"%PDF-1.4")
    with pytest.raises(EnvironmentProblem, match="finns inte"):
        bench.memos.save_pdf([case], tmp_path / "saknas" / "x.pdf")
