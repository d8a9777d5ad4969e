"""The index beside a case: in use, frozen with the plan, and computed; nobody sees it of a hidden case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import paths
from app.domain.case_list import ListQuery
from app.domain.riskindex.series import Level, Measure
from app.errors import NotFound
from app.services.store import open_store
from app.services.workbench import Workbench, assemble


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "exempel.sqlite"
    shutil.copyfile(paths.sample_store(), path)
    bench = assemble(open_store(path, "Handläggare, stadsledningskontoret"))
    yield bench
    bench.close()


def tensta(sample: Workbench) -> object:
    rows = sample.queries.applications(ListQuery(limit=200)).rows
    return next(one.uid for one in rows if sample.cases.load(one.uid).draft.districts == ("tensta",))


def test_each_series_has_its_line_and_its_own_value(sample: Workbench) -> None:
    uid = tensta(sample)
    lines = {line.series: line for line in sample.case_index.load(uid).lines}
    assert set(lines) == {"Publicerad 2012", "Planens kopia 2012", "Beräknad 2012"}
    computed = sample.risk_index.computed(Level.DISTRICT, 2012)
    row = computed.panel.units.index("tensta")
    assert lines["Publicerad 2012"].values[Measure.TOTAL] == 180.2
    assert (
        lines["Planens kopia 2012"].values[Measure.TOTAL]
        == sample.plans.load(sample.cases.load(uid).plan_uid).index.values["tensta"]["TOTAL"]
    )
    assert lines["Beräknad 2012"].values[Measure.TOTAL] == computed.index[row]
    assert lines["Beräknad 2012"].rank == computed.rank[row]
    assert all(line.illustrative for line in lines.values())


def test_a_computed_index_in_use_takes_the_first_place_and_is_not_shown_twice(sample: Workbench) -> None:
    recipe = sample.risk_index.default_recipe()
    sample.index_in_use.use_computed(Level.DISTRICT, 2012, recipe)
    found = sample.case_index.load(tensta(sample))
    assert [line.series for line in found.lines] == ["Beräknad 2012", "Planens kopia 2012"]
    assert found.ranking is not None
    assert "Beräknad serie" in found.ranking.subtitle


def test_places_in_cases_are_those_of_the_ranking_though_some_districts_are_too_small_for_a_place(sample: Workbench) -> None:
    recipe = sample.risk_index.default_recipe()
    sample.index_in_use.use_computed(Level.DISTRICT, 2012, recipe)
    computed, keys = sample.risk_index.computed(Level.DISTRICT, 2012, recipe), sample.risk_index.keys()
    ranked = {keys[code]: int(rank) for code, rank in zip(computed.panel.units, computed.rank, strict=True) if rank}
    assert len(ranked) < int((computed.index > 0).sum())  # some have an index and no place
    shown = sample.index_in_use.ranking()
    assert shown is not None
    assert {bar.unit: bar.rank for bar in shown.bars} == ranked
    assert shown.out_of == len(ranked)


def test_a_case_without_districts_gets_the_boards_own(sample: Workbench) -> None:
    rows = sample.queries.applications(ListQuery(limit=200)).rows
    views = [sample.cases.load(one.uid) for one in rows]
    view = next(one for one in views if not one.draft.districts and one.draft.applicant)
    own = {one.key for one in sample.programme.districts if one.board == view.draft.applicant}
    assert {line.district for line in sample.case_index.load(view.uid).lines} <= own


def test_the_index_beside_a_hidden_case_is_hidden_too(sample: Workbench) -> None:
    uid, person = tensta(sample), sample.people.current()
    assert person is not None
    sample.conflicts.declare(uid, person.uid, "Provad i test")
    with pytest.raises(NotFound):
        sample.case_index.load(uid)
