"""The risk index of 400 units, 40 indicators and 20 years, and 10 000 weightings, against bare numpy; and a weight moved, to painted."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.numeric import Array
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.robustness import vary_weights
from app.domain.riskindex.series import BANDS, Indicator, IndicatorKind, Level, SeriesKind
from app.domain.vocabulary import SubIndex
from benchmarks.common import Ratio, Timed, clocked, compare

UNITS, INDICATORS, YEARS, DRAWS = 400, 40, 20, 10_000
MISSING, CHUNK = 0.02, 500
SLIDE_MS = 50.0
RECIPE = Recipe(include_thin=True)


def data() -> Array:
    """Years × units × indicators, two in a hundred missing."""
    generator = np.random.default_rng(11)
    values = generator.gamma(2.0, 10.0, (YEARS, UNITS, INDICATORS))
    values[generator.random(values.shape) < MISSING] = np.nan
    return values


def panel(x: Array) -> Panel:
    """The same numbers as counts among inhabitants."""
    areas = tuple(SubIndex)
    listed = tuple(
        Indicator(
            code=f"i{number:02}", name=f"Indikator {number}", area=areas[number % len(areas)], direction=1 if number % 5 else -1,
            unit="per 1 000", multiplier=1_000, kind=IndicatorKind.RATE, denominator="invånare", source="Mätning",
        )
        for number in range(INDICATORS)
    )  # fmt: skip
    people = np.random.default_rng(12).integers(1_200, 30_000, UNITS).astype(float)
    under = np.where(np.isnan(x), np.nan, people[:, None])
    nothing = np.full(INDICATORS, np.nan)
    return Panel(tuple(f"u{one}" for one in range(UNITS)), listed, x, x * under / 1_000.0, under, people, nothing, np.zeros(x.shape, bool))


def standardised(x: Array) -> Array:
    mean, spread = np.nanmean(x, axis=-2, keepdims=True), np.nanstd(x, axis=-2, keepdims=True)
    return np.asarray(np.nan_to_num((x - mean) / spread), dtype=float)


def bare_index(values: Array, weight: Array) -> object:
    """Standardise every indicator each year, weigh, sum, rank: the least there is."""
    composite = standardised(values) @ weight
    order = np.argsort(-composite, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(1, UNITS + 1)[None, :], axis=1)
    return rank


def bare_weights(z: Array, weights: Array) -> object:
    """Composites, ranks and their percentiles, a chunk at a time: one sort and a scatter, ranks counted instead of sorted."""
    counts, turned = np.zeros(UNITS * UNITS, dtype=np.int64), z.T
    offset = np.arange(UNITS, dtype=np.int64)[None, :] * UNITS - 1
    for start in range(0, len(weights), CHUNK):
        order = np.argsort(-(weights[start : start + CHUNK] @ turned), axis=1)
        rank = np.empty(order.shape, dtype=np.int16)
        np.put_along_axis(rank, order, np.arange(1, UNITS + 1, dtype=np.int16)[None, :], axis=1)
        counts += np.bincount((rank + offset).ravel(), minlength=UNITS * UNITS)
    below = counts.reshape(UNITS, UNITS).cumsum(axis=1)
    return [(below >= share * len(weights)).argmax(axis=1) + 1 for share in (0.05, 0.5, 0.95)]


def ratios(runs: int) -> Iterator[Ratio]:
    values = data()
    panels = [panel(year) for year in values]
    weight = np.random.default_rng(13).dirichlet(np.ones(INDICATORS))
    many = np.random.default_rng(14).dirichlet(np.ones(INDICATORS), DRAWS)
    z, found = standardised(values[-1]), compute(panels[-1], RECIPE)
    yield compare(
        "index: 400 × 40 × 20 years",
        clocked(lambda: [compute(one, RECIPE) for one in panels]),
        clocked(lambda: bare_index(values, weight)),
        allowed=3,
        limit_is="numpy, mean and spread",
        runs=runs,
    )
    yield compare(
        "index: 10 000 weightings",
        clocked(lambda: vary_weights(found, DRAWS, 1).interval()),
        clocked(lambda: bare_weights(z, many)),
        allowed=1.5,
        limit_is="numpy, chunks of 500",
        runs=runs,
    )
    yield Ratio("index: slider to redrawn list of 400", slid(found, runs), SLIDE_MS, 1.0, "50 ms")


def slid(found: Computed, runs: int) -> float:
    """Median milliseconds from a slider's move to the page painted anew, all of the page Vikter included."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.actions import Actions
    from app.ui.jobs import InlineJobRunner
    from app.ui.messages import Messages
    from app.ui.session import Session
    from app.ui.settings import Settings
    from app.ui.theme import Theme
    from app.ui.views.index_page import Choice
    from app.ui.views.index_weights import WeightsPage

    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    qt.setStyle("Fusion")
    Theme(qt, "light", 100).apply()
    data = SimpleNamespace(stamp=1, illustrative=True, indicators=found.panel.indicators, name=lambda code: f"Område {code}")
    index = SimpleNamespace(dataset=lambda: data, computed=lambda *_which: found, recipes=tuple)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "val.ini")
        session = Session(InlineJobRunner(), settings, Messages(settings), Actions())
        session.workbench = cast(Any, SimpleNamespace(risk_index=index, index_office=SimpleNamespace(bands=lambda: BANDS), read_only=None))
        page = WeightsPage(session)
        page.resize(906, 506)
        page.show()
        page.load(Choice(SeriesKind.COMPUTED, Level.DISTRICT, 2012, recipe=RECIPE))
        page.grab()
        slider = page.fields.areas[0].slider

        def move(step: int) -> Timed:
            def once() -> float:
                start = time.perf_counter()
                slider.setValue(step)
                qt.processEvents()
                page.grab()
                return (time.perf_counter() - start) * 1e3

            return once

        times = [move(5 + number % 30)() for number in range(3 * runs)]
        page.close()
    return float(np.median(times))
