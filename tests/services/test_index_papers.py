"""The sheet of a unit and the list of a computed series, read back."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain import swedish
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import CAUTION, Level, Measure, SeriesInfo, SeriesKind, ranking
from app.domain.riskindex.why import waterfall
from app.services.workbench import Workbench
from tests.reports.read_back import pages
from tests.services.index_builders import fill

DISTRICT = Level.DISTRICT


@pytest.fixture(autouse=True)
def city(bench: Workbench) -> None:
    fill(bench, illustrative=True)


def test_why_is_the_same_as_from_the_computation_itself(bench: Workbench) -> None:
    found = bench.index_papers.why(DISTRICT, 2012, "n0d0", Recipe())
    index = bench.risk_index
    computed = index.computed(DISTRICT, 2012, Recipe())
    assert found == waterfall(
        computed, "n0d0", "Stadsdel 00", DISTRICT, 2012, illustrative=True, source="Källa: Provdata", hidden=index.hidden(DISTRICT, 2012)
    )
    assert math.fsum(one.points for one in found.rows) == pytest.approx((found.index or 0) - 100, abs=1e-9)


def test_the_sheet_is_one_page_with_figures_recipe_hash_mark_and_comments(bench: Workbench) -> None:
    bench.index_comments.add("n0d0", "Nybyggt <b>sedan</b> 2010.", "HEALTH1")
    pdf = bench.index_papers.sheet_pdf(DISTRICT, 2012, "n0d0", Recipe())
    [text] = pages(pdf)
    found = bench.index_papers.why(DISTRICT, 2012, "n0d0", Recipe())
    kept = bench.index_results.keep("Till nämnden", DISTRICT, 2012, Recipe()).info
    assert bench.index_exports.book(DISTRICT, 2012, Recipe()).digest == kept.data_hash  # one mark for one set of data
    for part in (
        found.text.title, "Nämnd 0", "Beräknad serie · Stadsdel · 2012 · staden samma år = 100 · Källa: Provdata",
        "Exempelvärde – inte Swecos uppgift",
        f"{found.rank} av {found.out_of}", "slumpade viktningar", CAUTION, "Recept: Grundrecept 1", kept.data_hash[:12], "Frö 1.",
        f"Hälsa 1 · {bench.store.who}", "Nybyggt <b>sedan</b> 2010.", "Sida 1 (1)", *(one.name for one in found.rows),
    ):  # fmt: skip
        assert part in text, part
    assert all(swedish.decimal(abs(one.shown)) in text for one in found.rows)


def test_a_unit_without_index_still_has_a_sheet_that_says_why(bench: Workbench) -> None:
    recipe = Recipe(left_out=frozenset(f"{area}{number}" for area in ("SOCIAL", "HEALTH") for number in range(2)))
    [text] = pages(bench.index_papers.sheet_pdf(DISTRICT, 2012, "n0d0", recipe))
    assert "inget index 2012" in text
    assert "för få värden i fråga om" in text


def test_the_interval_holds_the_rank_and_a_unit_without_rank_has_none(bench: Workbench) -> None:
    found = bench.index_papers.interval(DISTRICT, 2012, "n0d0", Recipe())
    assert found is not None
    assert 1 <= found.low <= found.median <= found.high <= 9
    assert bench.index_papers.interval(DISTRICT, 2012, "n0d0", Recipe(excluded={"n0d0": "Nytt."})) is None


def test_the_list_takes_the_pages_it_needs_and_carries_its_recipe_on_each(bench: Workbench, tmp_path: Path) -> None:
    info = SeriesInfo(
        key="x", name="x",
        kind=SeriesKind.COMPUTED, level=Level.BASE_AREA, source="Provdata", reference="staden samma år = 100", illustrative=True
    )  # fmt: skip
    shown = ranking(info, Measure.TOTAL, 2012, [(f"b{number}", f"Basområde {number}", 200.0 - number) for number in range(147)])
    path = tmp_path / "lista.pdf"
    bench.index_papers.save(bench.index_papers.list_pdf(replace(shown, footer=f"Recept: {Recipe().text}. {CAUTION}")), path)
    texts = pages(path.read_bytes())
    assert len(texts) == 3
    assert all("Recept: Grundrecept 1" in text and CAUTION in text and shown.mark in text for text in texts)
    assert all(any(bar.label in text and swedish.decimal(bar.value) in text for text in texts) for bar in shown.bars)


def test_files_are_named_for_what_they_hold(bench: Workbench) -> None:
    names = bench.index_papers.suggested_file_name
    assert names(DISTRICT, 2012, "n0d0") == "riskindex_Stadsdel_00_2012.pdf"
    assert names(Level.BASE_AREA, 2012) == "riskindex_basomrade_2012.pdf"
