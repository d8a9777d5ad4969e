"""An assessor with jäv cannot see the case in any list, search, export, package or paper, nor lay a hand on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotFound, RuleViolation
from app.exchange.sheet_reader import read_workbook_here
from app.services.forms import Forms
from app.services.store import open_store
from app.services.workbench import Workbench, assemble
from tests.services import hidden_case
from tests.services.assessing import acting_as, assessor
from tests.services.hidden_case import COUNTED, LEFT_OUT, NUMBER, OFFICE, REFUSED, SEEN, SILENT, TITLE, World, make, public_ways, shown

TELLS = ("visas inte för dig", "du har anmält jäv", "Det finns inget ärende", "finns inte längre i filen")
IN_WORDS = (TITLE, NUMBER)


@pytest.fixture(scope="module")
def made(empty_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, World]:
    """The store and what is in it, made once: every test opens a copy."""
    folder = tmp_path_factory.mktemp("hidden")
    path = folder / "store.sqlite"
    path.write_bytes(empty_store)
    bench = assemble(open_store(path, OFFICE))
    world = make(bench, folder)
    bench.close()
    return path.read_bytes(), world


@pytest.fixture
def bench(made: tuple[bytes, World], tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "store.sqlite"
    path.write_bytes(made[0])
    bench = assemble(open_store(path, OFFICE))
    object.__setattr__(bench, "forms", Forms(bench.store, bench.cases, reader=read_workbook_here))
    object.__setattr__(bench.supplements, "forms", bench.forms)
    yield bench
    bench.close()


@pytest.fixture
def world(made: tuple[bytes, World]) -> World:
    return made[1]


def refusal_of(way: hidden_case.Way, bench: Workbench, world: World) -> str:
    try:
        way(bench, world)
    except (NotFound, RuleViolation) as error:
        return error.message
    return ""


def is_refused(message: str) -> bool:
    return any(one in message for one in TELLS)


def log_of(bench: Workbench, world: World) -> int:
    with acting_as(bench, OFFICE):
        return len(bench.queries.log(world.secret))


def test_every_public_way_of_the_services_stands_in_one_table() -> None:
    tables = [set(REFUSED), set(LEFT_OUT), set(COUNTED), *SILENT.values()]
    named = [one for table in tables for one in table]
    assert len(named) == len(set(named))
    assert set(named) == set(public_ways())


@pytest.mark.parametrize("name", REFUSED)
def test_whoever_has_declared_jav_is_refused_the_case(bench: Workbench, world: World, name: str) -> None:
    before = log_of(bench, world)
    with acting_as(bench, assessor("A")):
        told = refusal_of(REFUSED[name], bench, world)
    assert is_refused(told), told
    assert TITLE not in told
    assert log_of(bench, world) == before
    assert not is_refused(refusal_of(REFUSED[name], bench, world))


@pytest.mark.parametrize("name", LEFT_OUT)
def test_lists_searches_exports_and_papers_leave_the_case_out(bench: Workbench, world: World, name: str) -> None:
    way = LEFT_OUT[name]
    with acting_as(bench, assessor("A")):
        own = shown(way(bench, world))
    assert not [one for one in (*IN_WORDS, str(world.secret)) if one in own]
    if name == "plans.edit":  # the verdicts turn once
        bench.plans.edit(world.plan, hidden_case.FieldRef("reported_date"), "")
    assert any(one in shown(way(bench, world)) for one in (*IN_WORDS, str(world.secret)))


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_counted_is_counted_without_the_case(bench: Workbench, world: World, name: str) -> None:
    way, colleagues, own = COUNTED[name]
    assert way(bench, world) == colleagues
    with acting_as(bench, assessor("A")):
        assert way(bench, world) == own


def test_the_plan_on_paper_leaves_the_case_out(bench: Workbench, world: World) -> None:
    bench.cases.edit(world.secret, hidden_case.FieldRef("plan_activity"), "1")
    assert "Månskäran" in shown(bench.plan_papers.pdf(world.plan))
    with acting_as(bench, assessor("A")):
        paper = shown(bench.plan_papers.pdf(world.plan))
    assert "Månskäran" not in paper
    assert SEEN in paper


def test_the_history_of_another_case_does_not_name_it(bench: Workbench, world: World) -> None:
    def history() -> str:
        return shown(bench.queries.log(world.seen))

    assert any(one in history() for one in IN_WORDS)
    with acting_as(bench, assessor("A")):
        assert not any(one in history() for one in IN_WORDS)
        assert "Ett ärende som inte visas för dig." in history()


def test_the_verdicts_of_another_case_carry_no_more_than_its_number(bench: Workbench, world: World) -> None:
    with acting_as(bench, assessor("A")):
        told = shown(bench.cases.load(world.seen))
    assert f"ärende {NUMBER}" in told  # a verdict is the same for everybody
    assert TITLE not in told


def test_the_file_opened_anew_by_that_person_still_hides_the_case(bench: Workbench, world: World) -> None:
    bench.close()
    again = assemble(open_store(bench.path, assessor("A")))
    try:
        with pytest.raises(NotFound, match="jäv är anmält"):
            again.cases.load(world.secret)
        assert again.queries.counts()["all"] == 1
    finally:
        again.close()
