"""The command line shows nothing of a case to whoever has declared jäv in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.__main__ import main
from app.services.store import create_store, open_store
from app.services.workbench import assemble, resources_programme
from tests.services.assessing import a_case, assessor, register, short_round

SECRET, SEEN = "Hemlig ateljé", "Öppen verksamhet"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("jav") / "store.sqlite"
    create_store(path, resources_programme(), who="Test")
    bench = assemble(open_store(path, "Handläggare A"))
    people = register(bench, "A")
    cases = [a_case(bench, title) for title in (SECRET, SEEN)]
    bench.rounds.put_cases(short_round(bench, "Våren"), cases)
    bench.conflicts.declare(cases[0], people["A"], "Närstående hos sökanden.")
    bench.close()
    return path.read_bytes()


@pytest.fixture
def store(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    path.write_bytes(made)
    return path


def number_of(store: Path) -> str:
    bench = assemble(open_store(store, "Handläggare A", view_only=True))
    try:
        return next(hit.detail.split(" · ")[0] for hit in bench.queries.search(SECRET) if hit.kind == "application")
    finally:
        bench.close()


@pytest.mark.parametrize("command", [["list"], ["list", "--csv"], ["ranking", "--round", "Våren", "--csv"]])
def test_lists_leave_the_case_out(store: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main(["--store", str(store), "--as", assessor("A"), *command]) == 0
    own = capsys.readouterr().out
    assert SECRET not in own
    assert SEEN in own
    assert main(["--store", str(store), "--as", "Handläggare A", *command]) == 0
    assert SECRET in capsys.readouterr().out


@pytest.mark.parametrize("command", [["rules"], ["memo", "--out", "ut.pdf"], ["supplement", "--out", "ut.pdf"], ["score"]])
def test_commands_on_the_case_do_not_find_it(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *more = command
    given = [name, number_of(store), *more]
    assert main(["--store", str(store), "--as", assessor("A"), *given]) == 2
    told = capsys.readouterr()
    assert SECRET not in told.out + told.err
    assert "Det finns inget ärende" in told.err
    assert not (tmp_path / "ut.pdf").exists()
