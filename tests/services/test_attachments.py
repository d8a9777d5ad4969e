from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import event

from app.domain.vocabulary import AttachmentKind
from app.errors import EnvironmentProblem, RuleViolation
from app.models.case import CHUNK_BYTES
from app.services import attachments
from app.services.workbench import Workbench


@pytest.fixture
def statements(bench: Workbench) -> Iterator[list[str]]:
    """Every statement the readers send."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(bench.store._readers, "before_cursor_execute", note)
    yield sent
    event.remove(bench.store._readers, "before_cursor_execute", note)


def a_file(folder: Path, name: str, size: int) -> Path:
    path = folder / name
    path.write_bytes(os.urandom(size))
    return path


def test_document_comes_back_byte_for_byte_and_read_only(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    original = a_file(tmp_path, "Protokoll § 7 – utdrag.pdf", 2 * CHUNK_BYTES + 17)
    bench.attachments.add(case, AttachmentKind.BOARD_MINUTES, original)
    (held,) = bench.attachments.list(case)
    assert (held.name, held.size, held.kind) == (original.name, original.stat().st_size, AttachmentKind.BOARD_MINUTES)
    copy = bench.attachments.open_copy(held.uid)
    assert copy.read_bytes() == original.read_bytes()
    assert copy.suffix == ".pdf"
    assert copy.stat().st_mode & 0o777 == 0o400


def test_content_lies_in_pieces_of_one_mebibyte(bench: Workbench, case: UUID, tmp_path: Path, store_path: Path) -> None:
    bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.pdf", 2 * CHUNK_BYTES + 17))
    with sqlite3.connect(store_path) as connection:
        sizes = connection.execute("SELECT length(content) FROM attachment_chunk ORDER BY position").fetchall()
    connection.close()
    assert sizes == [(CHUNK_BYTES,), (CHUNK_BYTES,), (17,)]


def test_lists_never_load_the_content(bench: Workbench, case: UUID, tmp_path: Path, statements: list[str]) -> None:
    bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.pdf", 100))
    statements.clear()
    bench.attachments.list(case)
    bench.cases.load(case)
    assert statements
    assert not [one for one in statements if "attachment_chunk" in one]


def test_minutes_added_as_document_meet_r06(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    from app.domain.rules.evidence import FieldRef
    from app.domain.vocabulary import RuleOutcome

    bench.cases.edit(case, FieldRef("board_minutes_attached"), "Nej")
    r06 = {one.rule_id: one.outcome for one in bench.cases.load(case).results}["R06"]
    assert r06 is RuleOutcome.INSUFFICIENT
    bench.attachments.add(case, AttachmentKind.BOARD_MINUTES, a_file(tmp_path, "p.pdf", 10))
    assert {one.rule_id: one.outcome for one in bench.cases.load(case).results}["R06"] is RuleOutcome.PASS


def test_removed_document_leaves_its_name_in_the_log(bench: Workbench, case: UUID, tmp_path: Path, store_path: Path) -> None:
    bench.attachments.add(case, AttachmentKind.STATEMENT, a_file(tmp_path, "yttrande.pdf", 10))
    (held,) = bench.attachments.list(case)
    bench.attachments.remove(held.uid)
    assert bench.attachments.list(case) == ()
    assert bench.queries.log(case)[0].before == "Yttrande: yttrande.pdf"
    with sqlite3.connect(store_path) as connection:
        assert connection.execute("SELECT count(*) FROM attachment_chunk").fetchone() == (0,)
    connection.close()


def test_damaged_content_is_not_opened(bench: Workbench, case: UUID, tmp_path: Path, store_path: Path) -> None:
    bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.pdf", 100))
    (held,) = bench.attachments.list(case)
    with sqlite3.connect(store_path) as connection:
        connection.execute("UPDATE attachment_chunk SET content = x'00'")
    connection.close()
    with pytest.raises(EnvironmentProblem, match="skadats"):
        bench.attachments.open_copy(held.uid)


def test_too_large_or_missing_file_is_refused(bench: Workbench, case: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_BYTES", 50)
    with pytest.raises(RuleViolation, match="större än"):
        bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.pdf", 51))
    with pytest.raises(EnvironmentProblem, match="går inte att läsa"):
        bench.attachments.add(case, AttachmentKind.OTHER, tmp_path / "borta.pdf")
    assert bench.attachments.list(case) == ()


def test_cancelled_adding_leaves_nothing(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    class StopNow(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > CHUNK_BYTES:
            raise StopNow

    with pytest.raises(StopNow):
        bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.pdf", 3 * CHUNK_BYTES), stop)
    assert bench.attachments.list(case) == ()


def test_check_names_a_document_whose_content_is_another(bench: Workbench, case: UUID, tmp_path: Path, store_path: Path) -> None:
    bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "hel.pdf", CHUNK_BYTES + 1))
    bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "skadad.pdf", CHUNK_BYTES + 1))
    assert bench.files.check().ok
    with sqlite3.connect(store_path) as connection:
        connection.execute("UPDATE attachment_chunk SET content = x'00' WHERE attachment_id = 2 AND position = 1")
    connection.close()
    assert bench.files.check().findings == ("Handlingen ”skadad.pdf” i ärende 2015-001 har skadats.",)


def test_folder_and_file_that_cannot_be_read_are_told_as_such(
    bench: Workbench, case: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuleViolation, match="är en mapp"):
        bench.attachments.add(case, AttachmentKind.OTHER, tmp_path)
    held = a_file(tmp_path, "låst.pdf", 10)

    def refuse(*_given: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentProblem, match=r"låst\.pdf” går inte att läsa"):
        bench.attachments.add(case, AttachmentKind.OTHER, held)
    monkeypatch.undo()
    assert bench.attachments.list(case) == ()


def test_a_document_keeps_its_date_and_source_and_is_described_anew(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.pdf", 10), day=date(2015, 3, 12), source=" Farsta  förvaltning ")
    (held,) = bench.attachments.list(case)
    assert (held.date, held.source) == (date(2015, 3, 12), "Farsta förvaltning")
    bench.attachments.describe(held.uid, AttachmentKind.BUDGET, date(2015, 3, 13), "Registrator")
    (told,) = bench.attachments.list(case)
    assert (told.kind, told.date, told.source, told.sha256) == (AttachmentKind.BUDGET, date(2015, 3, 13), "Registrator", held.sha256)
    newest = bench.queries.log(case)[0]
    assert (newest.before, newest.after) == (
        "a.pdf: Annan handling · 2015-03-12 · Farsta förvaltning",
        "a.pdf: Budgetunderlag · 2015-03-13 · Registrator",
    )


def test_what_is_no_document_is_refused(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match=r"\.exe”.*tas inte emot"):
        bench.attachments.add(case, AttachmentKind.OTHER, a_file(tmp_path, "a.exe", 10))
    assert bench.attachments.list(case) == ()
