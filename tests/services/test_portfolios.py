"""Money beside the index, of the cases that the person may see."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import paths
from app.domain.case_list import ListQuery
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure
from app.errors import RuleViolation
from app.services.store import open_store
from app.services.workbench import Workbench, assemble


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "exempel.sqlite"
    shutil.copyfile(paths.sample_store(), path)
    bench = assemble(open_store(path, "Handläggare, stadsledningskontoret"))
    yield bench
    bench.close()


@pytest.mark.parametrize("level", [Level.DISTRICT, Level.BOARD])
def test_all_that_is_granted_has_a_place_whatever_the_series(sample: Workbench, level: Level) -> None:
    granted = sample.queries.frame().granted
    for found in (sample.portfolios.published(level, 2012), sample.portfolios.computed(level, 2012, Recipe(), Measure.SAFETY)):
        assert sum(one.granted for one in found.points) + found.unplaced == granted > 0
        assert found.text.mark == EXAMPLE_MARK
        assert all(one.inhabitants for one in found.points if one.granted)


def test_a_case_hidden_from_somebody_is_not_counted_for_them(sample: Workbench) -> None:
    whole = sum(one.granted for one in sample.portfolios.published(Level.BOARD, 2012).points)
    listed = sample.queries.applications(ListQuery(limit=200)).rows
    granted = {one.uid: sample.cases.load(one.uid).evidence.process.amount_granted or 0 for one in listed}
    case = next(uid for uid, amount in granted.items() if amount)
    person = sample.people.current()
    assert person is not None
    sample.conflicts.declare(case, person.uid, "Provad i test")
    assert sum(one.granted for one in sample.portfolios.published(Level.BOARD, 2012).points) == whole - granted[case]


def test_base_areas_get_no_money_and_a_level_without_values_is_told(sample: Workbench) -> None:
    with pytest.raises(RuleViolation, match="Välj en av de nivåerna"):
        sample.portfolios.computed(Level.BASE_AREA, 2012, Recipe())
    with pytest.raises(RuleViolation, match="inga indexvärden"):
        sample.portfolios.published(Level.DISTRICT, 1999)
