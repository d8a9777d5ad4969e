"""The index through the years out of a store: the sample falls everywhere on the fixed base and not on the same year's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.programme import Programme
from app.domain.riskindex.development import ReferenceKind
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure, SeriesKind
from app.errors import NotFound
from app.services.store import create_store, open_store
from app.services.workbench import Workbench, assemble
from tests.services.index_builders import add_series
from tests.services.index_sample import with_sample_index

FIXED, SAME_YEAR = ReferenceKind.FIXED, ReferenceKind.SAME_YEAR
YEARS = tuple(range(2006, 2013))


@pytest.fixture(scope="module")
def filled(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path: Path = tmp_path_factory.mktemp("historia") / "index.sqlite"
    create_store(path, programme, who="Test")
    bench = assemble(open_store(path, "Handläggare A"))
    with_sample_index(bench)
    yield bench
    bench.close()


def test_the_published_boards_fall_everywhere_on_the_fixed_base_and_not_against_the_same_year(filled: Workbench) -> None:
    history = filled.index_history
    assert history.published_references(Level.BOARD) == (FIXED, SAME_YEAR)
    fixed, same = (history.published(Level.BOARD, Measure.TOTAL, kind) for kind in (FIXED, SAME_YEAR))
    assert fixed is not None
    assert same is not None
    assert fixed.text.title == "Totalt index faller i alla 14 nämndområden 2006–2012, räknat mot staden 2006"
    assert same.counts[0] > 0
    assert "mot staden samma år" in same.text.title
    assert "kan inte alla falla" in same.explanation
    assert "Staden sjönk från 100,0 till 89,7" in fixed.explanation
    assert fixed.text.mark == same.text.mark == EXAMPLE_MARK


@pytest.mark.parametrize("whole_lines", [True, False])
def test_the_computed_boards_fall_everywhere_on_the_fixed_base_and_not_against_the_same_year(filled: Workbench, whole_lines: bool) -> None:
    fixed, same = (
        filled.index_history.computed(Level.BOARD, Measure.TOTAL, Recipe(), kind, whole_lines=whole_lines) for kind in (FIXED, SAME_YEAR)
    )
    assert fixed is not None
    assert same is not None
    assert fixed.counts == (0, 14, 0)
    assert same.counts[0] > 0
    assert same.counts[1] > 0
    assert fixed.years == YEARS
    assert fixed.text.mark == EXAMPLE_MARK
    assert np.isnan(same.per_cent).all()


def test_whole_lines_leave_out_what_is_missing_some_years_and_say_so(filled: Workbench) -> None:
    broken = filled.index_history.computed(Level.BOARD, Measure.TOTAL, Recipe())
    whole = filled.index_history.computed(Level.BOARD, Measure.TOTAL, Recipe(), whole_lines=True)
    assert broken is not None
    assert whole is not None
    assert broken.broken.any()
    assert not whole.broken.any()
    assert "Utanför står" in whole.explanation
    assert "Linjerna bryts" in broken.explanation


def test_without_whole_lines_the_last_year_is_the_value_of_the_ranking(filled: Workbench) -> None:
    found = filled.index_history.computed(Level.DISTRICT, Measure.TOTAL, Recipe(), SAME_YEAR)
    computed = filled.risk_index.computed(Level.DISTRICT, 2012, Recipe())
    assert found is not None
    assert np.array_equal(found.values[:, -1], computed.index, equal_nan=True)
    assert found.groups[found.units.index("tensta")] == "Spånga-Tensta"


def test_years_and_base_are_as_chosen(filled: Workbench) -> None:
    history = filled.index_history
    found = history.computed(Level.BOARD, Measure.SAFETY, Recipe(), FIXED, 2009, 2008, 2011)
    assert found is not None
    assert found.years == (2008, 2009, 2010, 2011)
    assert "räknat mot staden 2009" in found.text.title
    assert found.city[1] == pytest.approx(100.0)
    assert history.base_year(Level.BOARD, Recipe(base_year=2010)) == 2010
    assert history.base_year(Level.BOARD, Recipe(base_year=1999)) == 2006
    assert history.computed(Level.BOARD, Measure.TOTAL, Recipe(), FIXED, None, 2020, 2021) is None


def test_a_series_of_one_year_and_a_level_without_any_are_told_apart(filled: Workbench) -> None:
    found = filled.index_history.published(Level.DISTRICT, Measure.TOTAL)
    assert found is not None
    assert not found.is_drawable
    assert found.reference is SAME_YEAR
    assert filled.index_history.published(Level.BASE_AREA, Measure.TOTAL) is None
    assert filled.index_history.published_years(Level.BASE_AREA) == ()


def test_an_empty_store_has_no_development(bench: Workbench) -> None:
    assert bench.index_history.computed_years(Level.BOARD) == ()
    assert bench.index_history.computed(Level.BOARD, Measure.TOTAL) is None
    assert bench.index_history.published_references(Level.BOARD) == ()


def test_the_first_published_series_is_shown_unless_another_is_named(bench: Workbench) -> None:
    """However many years the others have, and never the office's copy of a computed one."""
    add_series(bench, "copy", "Beräknat index", {("kista", 2010): 1.0, ("kista", 2011): 1.0, ("kista", 2012): 1.0}, SeriesKind.COMPUTED)
    add_series(bench, "first", "Första", {("kista", 2012): 120.0})
    add_series(bench, "second", "Andra", {("kista", 2013): 130.0, ("kista", 2014): 140.0})
    history, district = bench.index_history, Level.DISTRICT
    assert history.published_years(district) == (2012,)
    assert history.published_years(district, "second") == (2013, 2014)
    assert history.published_years(district, "copy") == ()
    ranked = [bench.queries.ranking(district, Measure.TOTAL, year, series=key) for year, key in ((2012, ""), (2014, "second"))]
    assert [one.bars[0].value for one in ranked if one is not None] == [120.0, 140.0]
    assert bench.queries.unit_values(district, "kista", 2014, series="second") == {Measure.TOTAL: 140.0}
    assert bench.portfolios.published(district, 2014, series="second").points[0].index == 140.0
    heat = history.published_heat(district, 2014, "second")
    assert heat is not None
    assert heat.units == ("kista",)
    assert history.published_heat(district, 2010) is None or not history.published_heat(district, 2010).units  # type: ignore[union-attr]
    assert [row.info.key for row in bench.index_data.published()] == ["first", "second"]
    with pytest.raises(NotFound):
        bench.index_data.remove_series("copy")
