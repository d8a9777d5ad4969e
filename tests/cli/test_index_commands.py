"""The index on the command line, held against a computation in plain Python, from the workbook that is read in to the rows of the file."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.__main__ import main
from app.bootstrap import opened
from app.domain.riskindex.dataset import Territory
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, Indicator, IndicatorKind, Level, Observation
from app.domain.vocabulary import SubIndex
from app.services.index_store import add_indicators, add_observations, add_territories, changed
from tests.cli.conftest import content
from tests.cli.plain_index import AREAS, CITY, YEARS, PlainRecipe, PlainRow, plain_index

LEVELS = {"city": "stad", "board": "stadsdelsområde", "district": "stadsdel", "base": "basområde"}
KINDS = {"percentage": "Andel", "rate": "Kvot", "other": "Annat"}
BENEFIT = Indicator(
    code="bidrag", name="Bidrag", area=SubIndex.LIVELIHOOD, direction=1, unit="", multiplier=100, kind=IndicatorKind.PERCENTAGE,
    denominator="", source="",
)  # fmt: skip
HEAD = ["code", "name", *AREAS, "INDEX", "RANK"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has read in the small city as an indicator workbook."""
    folder = tmp_path_factory.mktemp("index")
    path, book = folder / "ärenden.sqlite", folder / "indikatorer.xlsx"
    _write_book(book)
    assert main(["new", str(path)]) == 0
    assert main(["--store", str(path), "import", "indicators", str(book)]) == 0
    return path


def _write_book(path: Path) -> None:
    book = Workbook()
    book.remove(book.active)

    def put(title: str, head: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> None:
        sheet = book.create_sheet(title)
        for line in (head, *lines):
            sheet.append(line)

    parent = CITY.parent
    put(
        "Områden", ("Kod", "Namn", "Nivå", "Överordnad"),
        ((code, f"Namn {code}", LEVELS[level], parent.get(code)) for code, level in CITY.level.items()),
    )  # fmt: skip
    put("Befolkning", ("År", "Kod", "Antal"), ((year, unit, number) for (unit, year), number in CITY.people.items()))
    put(
        "Indikatorer",
        ("Kod", "Namn", "Delindex", "Riktning", "Slag", "Enhet", "Multiplikator", "Nämnare", "Vikt", "Källa"),
        (
            (
                one.code, f"Indikator {one.code}", SubIndex.of(one.area).label,
                "Högre är sämre" if one.direction > 0 else "Högre är bättre", KINDS[one.kind], "enhet",
                one.k, "invånare" if one.code != "sjuktal" else None, one.weight, "Provuppgifter",
            )
            for one in CITY.indicators
        ),
    )  # fmt: skip
    counts = ((year, unit, code, None, over, under) for (code, unit, year), (over, under) in CITY.counts.items())
    values = ((year, unit, code, value, None, None) for (code, unit, year), value in CITY.values.items())
    put("Värden", ("År", "Kod", "Indikator", "Värde", "Täljare", "Nämnare"), (*counts, *values))
    book.save(path)


def rows(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    return list(csv.reader(data.decode("utf-8").splitlines()))


def expected(level: str, year: int, recipe: PlainRecipe) -> dict[str, PlainRow]:
    return plain_index(CITY, level, year, recipe)


def same(text: str, value: float | None) -> bool:
    return text == "" if value is None else text != "" and float(text) == pytest.approx(value, rel=1e-12, abs=1e-9)


@pytest.mark.parametrize("level", ["board", "district", "base"])
@pytest.mark.parametrize(
    ("options", "recipe"),
    [
        ([], PlainRecipe()),
        (["--base-year", "2011"], PlainRecipe(base_year=2011)),
        (["--reference", "population"], PlainRecipe(reference="population")),
        (["--reference", "simple", "--base-year", "2011"], PlainRecipe(reference="simple", base_year=2011)),
        (["--direction", "reflection"], PlainRecipe(direction="reflection")),
        (["--aggregation", "geometric"], PlainRecipe(aggregation="geometric")),
        (["--aggregation", "power", "--include-thin"], PlainRecipe(aggregation="power", include_thin=True)),
        (["--include-thin"], PlainRecipe(include_thin=True)),
    ],
    ids=lambda one: "-".join(one).replace("--", "") or "default" if isinstance(one, list) else "",
)
def test_the_index_is_what_plain_python_makes_of_the_same_data(
    store: Path, tmp_path: Path, level: str, options: list[str], recipe: PlainRecipe
) -> None:
    out = tmp_path / "index.csv"
    assert main(["--store", str(store), "index", "--level", level, "--year", "2012", *options, "--csv", str(out)]) == 0
    head, *found = rows(out)
    assert head == HEAD
    wanted = expected(level, 2012, recipe)
    assert sorted(row[0] for row in found) == sorted(wanted)
    for code, name, *areas, index, rank in found:
        one = wanted[code]
        assert name == f"Namn {code}"
        assert all(same(text, one.areas[area]) for text, area in zip(areas, AREAS, strict=True)), code
        assert same(index, one.index), code
        assert rank == ("" if one.rank is None else str(one.rank))


def test_the_small_city_holds_what_is_hard() -> None:
    """Missing areas, a unit without index, units too small to rank and a thin indicator: else the comparison says little."""
    base, districts = expected("base", 2012, PlainRecipe()), expected("district", 2012, PlainRecipe())
    assert base["v2a"].areas["LIVELIHOOD"] is None
    assert base["v2a"].index is not None
    assert base["ö1c"].index is None
    assert base["v1b"].index is not None
    assert base["v1b"].rank is None
    assert "ovanligt" not in base["v1a"].points
    assert "ovanligt" in expected("base", 2012, PlainRecipe(include_thin=True))["v1a"].points
    assert all(row.index is not None for row in districts.values())


def test_ranked_units_come_first_and_the_others_by_code(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "index.csv"
    assert main(["--store", str(store), "index", "--level", "base", "--year", "2012", "--csv", str(out)]) == 0
    ranks = [row[-1] for row in rows(out)[1:]]
    count = sum(one != "" for one in ranks)
    assert ranks[:count] == [str(number) for number in range(1, count + 1)]
    assert [row[0] for row in rows(out)[1 + count :]] == ["v1b", "ö1c"]


@pytest.mark.parametrize("level", ["board", "district", "base"])
@pytest.mark.parametrize("thin", [False, True])
def test_points_by_indicator_sum_to_the_index_less_100(store: Path, tmp_path: Path, level: str, thin: bool) -> None:
    out = tmp_path / "why.csv"
    options = ["--include-thin"] if thin else []
    assert main(["--store", str(store), "index-why", "--level", level, "--year", "2012", *options, "--csv", str(out)]) == 0
    head, *found = rows(out)
    assert head == ["code", "indicator", "points"]
    wanted = expected(level, 2012, PlainRecipe(include_thin=thin))
    got = {(code, indicator): float(points) for code, indicator, points in found}
    assert len(got) == len(found)
    assert set(got) == {(unit, code) for unit, row in wanted.items() for code in row.points}
    for unit, row in wanted.items():
        for code, points in row.points.items():
            assert got[unit, code] == pytest.approx(points, abs=1e-9)
        if row.index is not None:
            assert sum(points for (at, _), points in got.items() if at == unit) == pytest.approx(row.index - 100, abs=1e-9)


def test_ranks_under_other_weights_are_the_same_for_the_same_seed(store: Path, tmp_path: Path) -> None:
    command = ["--store", str(store), "index-robustness", "--level", "base", "--year", "2012", "--seed", "7", "--draws"]
    first, again, fewer = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    for path, draws in ((first, "400"), (again, "400"), (fewer, "3")):
        assert main([*command, draws, "--csv", str(path)]) == 0
    assert first.read_bytes() == again.read_bytes() != fewer.read_bytes()
    head, *found = rows(first)
    assert head == ["code", "rank", "median", "p05", "p95"]
    wanted = expected("base", 2012, PlainRecipe())
    assert {row[0] for row in found} == set(wanted)
    for code, rank, median, low, high in found:
        if wanted[code].rank is None:
            assert [rank, median, low, high] == [""] * 4
        else:
            assert rank == str(wanted[code].rank)
            assert 1 <= float(low) <= float(median) <= float(high) <= 7


def test_what_must_be_named_beside_the_figures_stands_in_a_file_of_its_own(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "index.csv"
    assert main(["--store", str(store), "index", "--level", "board", "--year", "2012", "--base-year", "2011", "--csv", str(out)]) == 0
    about = (tmp_path / "index.csv.txt").read_text(encoding="utf-8")
    for said in (
        "Beräknad serie",
        "Stadsdelsnämndsområde",
        "2012",
        "staden 2011 = 100",
        "Provuppgifter",
        "Recept: Grundrecept",
        "inte människorna",
    ):
        assert said in about
    assert EXAMPLE_MARK not in about
    told = capsys.readouterr()
    assert told.out == "Skrev index.csv (2 områden) och index.csv.txt.\n"
    assert told.err == ""


def test_example_values_are_marked_beside_the_file_and_on_the_screen_never_in_the_columns(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "index.csv"
    assert main(["--store", str(sample), "index", "--level", "district", "--year", "2012", "--csv", str(out)]) == 0
    assert rows(out)[0] == HEAD
    assert EXAMPLE_MARK not in out.read_text(encoding="utf-8")
    assert EXAMPLE_MARK in (tmp_path / "index.csv.txt").read_text(encoding="utf-8")
    assert EXAMPLE_MARK in capsys.readouterr().err


def test_a_table_on_standard_out_is_the_table_alone(store: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--store", str(store), "index", "--level", "board", "--year", "2012", "--csv"]) == 0
    told = capfdbinary.readouterr()
    assert told.out.startswith(",".join(HEAD).encode() + b"\n")
    assert len(told.out.splitlines()) == 3
    assert "Beräknad serie" in told.err.decode()


def test_without_a_file_the_ranking_is_read_on_the_screen(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(store), "index", "--level", "base", "--year", "2012"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Index"
    assert lines[3].split()[0] == "1"
    assert lines[-1].split() == ["–", "–", "Namn", "ö1c"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["index", "--level", "board", "--year", "2010"],
            "Året 2010 har inga värden för nivån stadsdelsnämndsområde. År med värden: 2011 och 2012.",
        ),
        (["index", "--level", "board", "--year", "2012", "--base-year", "1999"], "Basåret 1999 har inga värden"),
        (["index-why", "--level", "base", "--year", "2020"], "Året 2020 har inga värden"),
        (["index-robustness", "--level", "base", "--year", "2012", "--draws", "0", "--seed", "1"], "Antalet dragningar ska vara 1 till"),
        (
            ["index-robustness", "--level", "base", "--year", "2012", "--draws", "5", "--seed", "-1"],
            "Fröet ska vara ett heltal, 0 eller större.",
        ),
        (["index", "--level", "city", "--year", "2012"], "ogiltigt val: 'city'"),
        (["index", "--level", "base", "--year", "i fjol"], "ogiltigt heltal: 'i fjol'"),
        (["index", "--level", "base"], "det saknas: --year"),
        (["index", "--level", "base", "--year", "2012", "--reference", "best"], "ogiltigt val: 'best'"),
    ],
)
def test_a_level_or_year_without_data_is_refused_with_what_there_is(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    out = tmp_path / "ut.csv"
    assert main(["--store", str(store), *arguments, "--csv", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_level_that_no_value_reaches_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nämnder.sqlite"
    assert main(["new", str(path)]) == 0
    command = ["--store", str(path), "index", "--level", "district", "--year", "2012"]
    assert main(command) == 2
    assert "inga indikatorvärden" in capsys.readouterr().err
    with opened(path, "Test", writes=True) as bench, bench.store.writing() as unit:
        add_territories(unit.session, [Territory(code="n", name="Nämnden", level=Level.BOARD)])
        add_indicators(unit.session, [BENEFIT])
        add_observations(unit.session, [_benefit("n", Level.BOARD)], illustrative=False)
        changed(unit, "Provdata")
    assert main(command) == 2
    assert "inga värden för nivån stadsdel. Det finns: board (stadsdelsnämndsområde)." in capsys.readouterr().err


def test_values_of_the_city_alone_make_no_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "staden.sqlite"
    assert main(["new", str(path)]) == 0
    with opened(path, "Test", writes=True) as bench, bench.store.writing() as unit:
        add_territories(unit.session, [Territory(code="s", name="Staden", level=Level.CITY)])
        add_indicators(unit.session, [BENEFIT])
        add_observations(unit.session, [_benefit("s", Level.CITY)], illustrative=False)
        changed(unit, "Provdata")
    assert main(["--store", str(path), "index", "--level", "board", "--year", "2012"]) == 2
    assert "bara värden för hela staden" in capsys.readouterr().err


def test_the_programs_own_choices_count_and_not_a_recipe_in_the_file(store: Path, tmp_path: Path) -> None:
    own, kept = tmp_path / "egen.sqlite", tmp_path / "index.csv"
    _copy(store, own)
    with opened(own, "Test", writes=True) as bench:
        bench.risk_index.save_recipe(Recipe(area_weights={area: 1.0 if area is SubIndex.SAFETY else 0.0 for area in SubIndex}))
        assert bench.risk_index.default_recipe() != Recipe()
    assert main(["--store", str(own), "index", "--level", "board", "--year", "2012", "--csv", str(kept)]) == 0
    wanted = expected("board", 2012, PlainRecipe())
    assert all(same(row[-2], wanted[row[0]].index) for row in rows(kept)[1:])


def test_the_commands_read_a_file_that_cannot_be_written_and_leave_it_as_it_was(store: Path, tmp_path: Path) -> None:
    locked, out = tmp_path / "läs.sqlite", tmp_path / "ut.csv"
    _copy(store, locked)
    before = content(locked)
    locked.chmod(0o444)
    for command in (["index"], ["index-why"], ["index-robustness", "--draws", "20", "--seed", "1"]):
        assert main(["--store", str(locked), *command, "--level", "base", "--year", str(YEARS[-1]), "--csv", str(out)]) == 0
    assert content(locked) == before


def _benefit(unit: str, level: Level) -> Observation:
    return Observation(indicator=BENEFIT.code, unit=unit, level=level, year=2012, numerator=3, denominator=100)


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
        one.backup(other)
    one.close()
    other.close()
