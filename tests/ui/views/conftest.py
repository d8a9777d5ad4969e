"""A store with published series and indicator data of its own, and the workspace Riskindex over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.series import Level, Observation
from app.sample import index_values
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed, save_series
from app.services.workbench import Workbench, open_workbench
from app.ui.session import Session
from app.ui.views.risk_index import RiskIndexWorkspace
from tests.domain.riskindex.panels import indicators

SMALL = "norrmalm"  # below the size that is ranked


def fill_index(bench: Workbench) -> None:
    """Published series as in the sample; counts for every district of the programme in 2011 and 2012, falling along the list."""
    boards = [one for one in bench.programme.organisations if one.key in {district.board for district in bench.programme.districts}]
    places = [Territory(code="stad", name="Stockholm", level=Level.CITY)]
    places += [Territory(code=f"sdn-{one.key}", name=one.short_name, level=Level.BOARD, parent="stad") for one in boards]
    seen: list[Observation] = []
    people: dict[tuple[str, int], int] = {}
    for row, district in enumerate(bench.programme.districts):
        places.append(Territory(code=district.key, name=district.name, level=Level.DISTRICT, parent=f"sdn-{district.board}"))
        for year in (2011, 2012):
            people[district.key, year] = 4_000 + 100 * row
            for column, one in enumerate(indicators()):
                count = 300 + (40 * ((column + 1) * row % 7)) + 10 * (year - 2011)
                seen.append(
                    Observation(
                        indicator=one.code,
                        unit=district.key,
                        level=Level.DISTRICT,
                        year=year,
                        numerator=count,
                        denominator=1_000 + 20 * row,
                    )
                )
    people[bench.programme.districts[0].key, 2012] = 700
    with bench.store.writing() as unit:
        save_series(unit.session, index_values.series(), index_values.values())
        add_territories(unit.session, places)
        add_population(unit.session, people)
        add_indicators(unit.session, indicators())
        add_observations(unit.session, seen, illustrative=True)
        changed(unit, "Provdata", "", "Provdata")


@pytest.fixture(scope="session")
def indexed_store(seeded_store: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("index") / "index.sqlite"
    path.write_bytes(seeded_store)
    bench = open_workbench(path, who="Test")
    fill_index(bench)
    bench.close()
    return path.read_bytes()


@pytest.fixture
def indexed_bench(indexed_store: bytes, tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "index.sqlite"
    path.write_bytes(indexed_store)
    bench = open_workbench(path, who="Handläggaren")
    yield bench
    bench.close()


@pytest.fixture
def indexed_session(session: Session, indexed_bench: Workbench) -> Session:
    """The session of the other fixtures over the store with an index; jobs run at once."""
    session.workbench = indexed_bench
    return session


@pytest.fixture
def make_workspace(qtbot: Any) -> Callable[[Session], RiskIndexWorkspace]:
    """The workspace in view, as wide as the smallest window has room for."""

    def build(session: Session) -> RiskIndexWorkspace:
        made = RiskIndexWorkspace(session)
        qtbot.addWidget(made)
        made.resize(906, 506)
        made.refresh()
        made.show()
        qtbot.waitExposed(made)
        return made

    return build
