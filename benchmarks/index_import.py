"""100 000 observations from a workbook: reading with every check against calamine alone, storing against sqlite3 alone."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import time
from pathlib import Path

from benchmarks.common import Ratio, Timed, clocked, compare

ROWS = 100_000
UNITS, INDICATORS, FIRST_YEAR = 400, 40, 2006


def ratios(runs: int) -> list[Ratio]:
    """Runs beyond five tell no more: each takes seconds."""
    from app.services.workbench import create_store

    with tempfile.TemporaryDirectory() as folder:
        workbook, store = Path(folder) / "indikatorer.xlsx", Path(folder) / "tom.sqlite"
        workbook.write_bytes(_workbook())
        create_store(store, who="Mätning")
        rounds = min(runs, 5)
        return [
            compare(
                "read and check 100k observations (xlsx)", _reading(workbook, store), clocked(lambda: _bare_reading(workbook)),
                allowed=2.0, limit_is="calamine alone", runs=rounds,
            ),
            compare(
                "store 100k observations", _storing(workbook, store, Path(folder)), _bare_storing(workbook, store, Path(folder)),
                allowed=2.0, limit_is="sqlite3 into the same table", runs=rounds,
            ),
        ]  # fmt: skip


def _workbook() -> bytes:
    from app.domain.riskindex.dataset import Territory
    from app.domain.riskindex.series import Indicator, IndicatorKind, Level
    from app.domain.vocabulary import SubIndex
    from app.exchange.indicator_workbook import BookContent, indicator_workbook

    areas = tuple(SubIndex)
    indicators = [
        Indicator(
            code=f"I{number:02d}", name=f"Indikator {number}", area=areas[number % 4], direction=1, unit="procent", multiplier=100,
            kind=IndicatorKind.PERCENTAGE, denominator="invånare", source="Mätning",
        )
        for number in range(INDICATORS)
    ]  # fmt: skip
    territories = [Territory(code=f"B{number:04d}", name=f"Område {number}", level=Level.BASE_AREA) for number in range(UNITS)]
    observations = (
        (f"I{number % INDICATORS:02d}", f"B{number // INDICATORS % UNITS:04d}", FIRST_YEAR + number // (INDICATORS * UNITS), None,
         float(number * 7919 % 5_000), 5_000.0)
        for number in range(ROWS)
    )  # fmt: skip
    return indicator_workbook(BookContent(territories, {}, indicators, observations))


def _bare_reading(workbook: Path) -> object:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _reading(workbook: Path, store: Path) -> Timed:
    from app.services.workbench import open_workbench

    def once() -> float:
        bench = open_workbench(store, who="Mätning", view_only=True)
        try:
            start = time.perf_counter()
            preview = bench.index_import.read(workbook)
            took = (time.perf_counter() - start) * 1e3
        finally:
            bench.close()
        if preview.problems or preview.new < ROWS:
            raise RuntimeError("the workbook was not read")
        return took

    return once


def _storing(workbook: Path, store: Path, folder: Path) -> Timed:
    from app.services.workbench import open_workbench

    def once() -> float:
        path = folder / "app.sqlite"
        path.write_bytes(store.read_bytes())
        bench = open_workbench(path, who="Mätning")
        try:
            preview = bench.index_import.read(workbook)
            start = time.perf_counter()
            bench.index_import.store(preview)
            return (time.perf_counter() - start) * 1e3
        finally:
            bench.close()
            path.unlink()

    return once


def _bare_storing(workbook: Path, store: Path, folder: Path) -> Timed:
    """The same rows, ready as tuples, into the same table of a store that has the territories and indicators."""
    from app.models.database import WRITER_PRAGMAS
    from app.services.workbench import open_workbench

    ready = folder / "med områden.sqlite"
    ready.write_bytes(store.read_bytes())
    bench = open_workbench(ready, who="Mätning")
    bench.index_import.store(bench.index_import.read(workbook))
    bench.close()
    with sqlite3.connect(ready) as connection:
        rows = connection.execute("SELECT indicator, unit, year, value, numerator, denominator, illustrative FROM observation").fetchall()
        connection.execute("DELETE FROM observation")
    connection.execute("VACUUM")
    connection.close()

    def once() -> float:
        path = folder / "bare.sqlite"
        path.write_bytes(ready.read_bytes())
        held = sqlite3.connect(path, isolation_level=None)
        for pragma in ("foreign_keys=ON", *WRITER_PRAGMAS):
            held.execute(f"PRAGMA {pragma}")
        start = time.perf_counter()
        held.execute("BEGIN IMMEDIATE")
        held.executemany(
            "INSERT INTO observation (indicator, unit, year, value, numerator, denominator, illustrative) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        held.execute("COMMIT")
        took = (time.perf_counter() - start) * 1e3
        held.close()
        path.unlink()
        return took

    return once
