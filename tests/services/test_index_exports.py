"""The index out of the program: the workbook and the ranking as CSV carry what must stand beside a value."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain import swedish
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Level
from app.errors import EnvironmentProblem
from app.services.workbench import Workbench
from tests.services.index_builders import fill


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_the_ranking_as_csv_names_kind_source_year_level_reference_recipe_and_mark(bench: Workbench) -> None:
    fill(bench, illustrative=True)
    recipe = Recipe(include_thin=True)
    rows = rows_of(bench.index_exports.ranking_csv(Level.DISTRICT, 2012, recipe))
    computed = bench.risk_index.computed(Level.DISTRICT, 2012, recipe)
    assert [int(row["Plats"]) for row in rows] == sorted(int(one) for one in computed.rank)
    first = rows[0]
    place = computed.panel.units.index(first["Kod"])
    assert float(first["Index"].replace(",", ".")) == pytest.approx(computed.index[place], abs=1e-9)
    assert float(first["Hälsa"].replace(",", ".")) == pytest.approx(computed.areas[place][1], abs=1e-9)
    assert (first["Nivå"], first["År"], first["Serie"]) == ("Stadsdel", "2012", "Beräknad serie")
    assert (first["100 står för"], first["Källa"], first["Recept"]) == ("staden samma år = 100", "Provdata", recipe.text)
    assert {row["Märkning"] for row in rows} == {EXAMPLE_MARK}


def test_units_too_small_to_rank_stand_last_without_a_place(bench: Workbench) -> None:
    fill(bench)
    rows = rows_of(bench.index_exports.ranking_csv(Level.BASE_AREA, 2012, Recipe(least_population=2_000)))
    small = [row for row in rows if not row["Plats"]]
    assert small
    assert rows[-len(small) :] == small
    assert {row["Anmärkning"] for row in small} == {f"färre än {swedish.integer(2_000)} invånare"}
    assert {row["Märkning"] for row in rows} == {""}


def test_the_file_is_what_its_ending_says(bench: Workbench, tmp_path: Path) -> None:
    fill(bench)
    bench.index_exports.write(Level.BOARD, 2012, None, tmp_path / "index.CSV")
    bench.index_exports.write(Level.BOARD, 2012, None, tmp_path / "index.xlsx")
    assert len(rows_of((tmp_path / "index.CSV").read_bytes())) == 3
    assert load_workbook(tmp_path / "index.xlsx").sheetnames[-2:] == ["Index", "Bidrag"]


def test_a_folder_that_is_not_there_is_told(bench: Workbench, tmp_path: Path) -> None:
    fill(bench)
    with pytest.raises(EnvironmentProblem):
        bench.index_exports.write(Level.BOARD, 2012, None, tmp_path / "saknas" / "index.xlsx")
