"""Kill -9 while the window is saving: what was acknowledged is there, nothing is half there."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sqlite3
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.rules.evidence import FieldRef
from app.services.store import open_store
from app.services.store_files import check_file
from app.services.workbench import Workbench, assemble


def save_for_ever(path: Path, case: UUID, wire: Connection) -> None:
    """What the window does: edits go to its writer thread; each is told on the wire once it is acknowledged."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.ui.jobs import JobRunner

    application = QApplication([])
    bench = assemble(open_store(path, "Test"))
    jobs = JobRunner()

    def save(number: int) -> None:
        def work() -> int:
            bench.cases.edit(case, FieldRef("own_funding"), str(number))
            bench.cases.add_row(case, "milestones", texts={"text": f"Steg {number}"})
            return number

        job = jobs.write(work)
        job.succeeded.connect(acknowledged)
        job.failed.connect(lambda error: wire.send(repr(error)))

    def acknowledged(number: int) -> None:
        wire.send(number)
        save(number + 1)

    save(1)
    application.exec()


@pytest.mark.parametrize("kills", [100, pytest.param(1000, marks=pytest.mark.torture)])
def test_kill_while_saving_loses_nothing_acknowledged(bench: Workbench, case: UUID, store_path: Path, tmp_path: Path, kills: int) -> None:
    import app.ui.jobs  # noqa: F401 - loaded before the fork, so that a child costs little

    bench.close()
    context = multiprocessing.get_context("fork")
    chance = random.Random(11)
    in_the_middle = 0
    for _ in range(kills):
        path = tmp_path / "killed.sqlite"
        shutil.copyfile(store_path, path)
        reader, writer = context.Pipe(duplex=False)
        child = context.Process(target=save_for_ever, args=(path, case, writer))
        child.start()
        writer.close()
        acknowledged = [reader.recv()]  # the first save has come through
        reader.poll(chance.uniform(0.0, 0.06))
        child.kill()
        child.join()
        while True:
            try:
                acknowledged.append(reader.recv())
            except (EOFError, OSError):
                break
        reader.close()
        assert all(isinstance(one, int) for one in acknowledged), acknowledged
        journal = path.with_name(path.name + "-journal")
        in_the_middle += journal.exists()
        store = open_store(path, "Test")
        again = assemble(store)
        draft = again.cases.load(case).draft
        steps = [row.text for row in draft.milestones]
        assert draft.own_funding is not None
        assert draft.own_funding >= max(acknowledged)
        assert steps in ([f"Steg {n}" for n in range(1, draft.own_funding + 1)], [f"Steg {n}" for n in range(1, draft.own_funding)])
        assert again.files.verify_digests() == ()
        again.close()
        assert check_file(path).ok
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for name in (path.name, journal.name, path.name + ".lock"):
            path.with_name(name).unlink(missing_ok=True)
    assert in_the_middle > 0  # some kills came while a save was on its way
