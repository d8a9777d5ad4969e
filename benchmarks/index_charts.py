"""Every chart of the risk index: data in hand to first paint against bare pyqtgraph, and a move of the pointer to painted."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.common import Ratio, compare

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from app.domain.riskindex import development
from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.computed_ranking import with_whiskers
from app.domain.riskindex.heat import computed_heat
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.portfolio import Point, Portfolio
from app.domain.riskindex.recipe import Recipe
from app.domain.riskindex.robustness import METHODS, crossed, vary_weights
from app.domain.riskindex.series import (
    ChartText,
    Indicator,
    IndicatorKind,
    Level,
    Measure,
    SeriesInfo,
    SeriesKind,
    ranking,
)
from app.domain.riskindex.statements import MethodRank
from app.domain.riskindex.why import compared, waterfall
from app.domain.vocabulary import SubIndex
from app.ui.charts.development_plot import DevelopmentPlot
from app.ui.charts.heat_plot import HeatPlot
from app.ui.charts.multiples_plot import MultiplesPlot
from app.ui.charts.pair_plot import PairPlot
from app.ui.charts.pair_rows import PairData, pair_rows
from app.ui.charts.plotting import pg
from app.ui.charts.portfolio_plot import PortfolioPlot
from app.ui.charts.rank_strip_plot import RankStripPlot
from app.ui.charts.ranking_plot import RankingPlot
from app.ui.charts.slope_plot import Slope, SlopeLine, SlopePlot
from app.ui.charts.waterfall_plot import WaterfallPlot
from app.ui.charts.weights_plot import SlidRow, WeightsPlot

WIDTH, HEIGHT = 1_100, 650
UNITS, INDICATORS, YEARS, BOARDS = 400, 40, 20, 14
PAINTED_MS = 16.0  # one frame: the 95th percentile of a move of the pointer
MOVES = 60
Make = Callable[[], QWidget]
_BLUE = "#336699"


# --- data ----------------------------------------------------------------------------------------


def indicators(count: int = INDICATORS) -> tuple[Indicator, ...]:
    areas = tuple(SubIndex)
    return tuple(
        Indicator(
            code=f"i{number}", name=f"Indikator nummer {number}", area=areas[number * len(areas) // count], direction=1, unit="procent",
            multiplier=100, kind=IndicatorKind.PERCENTAGE, denominator="invånare", source="Mätning",
        )
        for number in range(count)
    )  # fmt: skip


def panel(units: int, seed: int) -> Panel:
    """Random counts."""
    generator = np.random.default_rng(seed)
    listed = indicators()
    under = generator.integers(2_000, 9_000, (units, len(listed))).astype(float)
    over = np.round(under * generator.uniform(0.05, 0.3, under.shape))
    codes = tuple(f"u{number}" for number in range(units))
    people = under.max(axis=1)
    return Panel(codes, listed, 100 * over / under, over, under, people, np.full(len(listed), np.nan), np.zeros(under.shape, dtype=bool))


def computed(units: int = UNITS, seed: int = 1) -> Computed:
    return compute(panel(units, seed), Recipe())


def names(units: int = UNITS) -> dict[str, str]:
    return {f"u{number}": f"Stadsdel nummer {number}" for number in range(units)}


def lines(units: int, years: int, level: Level = Level.DISTRICT) -> development.Development:
    info = SeriesInfo(
        key="s", name="Serie", kind=SeriesKind.PUBLISHED, level=level, source="Mätning", reference="staden 2006 = 100", illustrative=True
    )
    walk = 100 + np.random.default_rng(2).normal(0, 4, (units, years)).cumsum(axis=1)
    values = {(f"u{row}", 2006 + year): float(walk[row, year]) for row in range(units) for year in range(years)}
    values |= {("stad", 2006 + year): 100.0 - year for year in range(years)}
    groups = {f"u{row}": f"Nämnd {row % BOARDS}" for row in range(units)} if level is not Level.BOARD else {}
    kind = development.ReferenceKind.FIXED
    return development.published(info, Measure.TOTAL, kind, values, names(units), groups, "stad", range(2006, 2006 + years))


# --- the program's charts -------------------------------------------------------------------------


def made(kind: Callable[[], Any], fill: Callable[[Any], object]) -> Make:
    def build() -> QWidget:
        widget: QWidget = kind()
        fill(widget)
        return widget

    return build


def charts() -> dict[str, tuple[Make, Make]]:
    """What is measured: the program's drawing and bare pyqtgraph's of the same marks."""
    info = SeriesInfo(
        key="s", name="Serie", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Mätning", reference="staden samma år = 100",
        illustrative=True,
    )  # fmt: skip
    index = computed()
    bars = ranking(
        info, Measure.TOTAL, 2012, [(unit, names()[unit], float(index.index[row])) for row, unit in enumerate(index.panel.units)]
    )
    whiskers = with_whiskers(bars, vary_weights(index, 100), index.panel.units)
    heat = computed_heat(index, names(), Level.DISTRICT, 2012, illustrative=True)
    many, boards = lines(UNITS, YEARS), lines(BOARDS, 7, Level.BOARD)
    falls = [waterfall(index, unit, names()[unit], Level.DISTRICT, 2012, illustrative=True) for unit in ("u0", "u1")]
    pair = PairData(("Första", "Andra"), "staden", pair_rows(falls[0], falls[1], compared(falls[0], falls[1])), ChartText("", ""))
    points = tuple(
        Point(unit, names()[unit], float(index.index[row]), 4_000 + 10 * row, 1_000_000 + 9_000 * row, 1)
        for row, unit in enumerate(index.panel.units[:60])
    )
    slope = Slope(
        tuple(f"Recept {number}" for number in range(6)),
        tuple(SlopeLine(f"u{row}", f"Stadsdel {row}", tuple((row * (number + 3)) % 57 + 1 for number in range(6))) for row in range(57)),
    )
    slid = [SlidRow(unit, names()[unit], float(index.index[row]), row + 1, row + 2) for row, unit in enumerate(index.panel.units)]
    return {
        "ranking of 400": (made(RankingPlot, lambda plot: plot.set_ranking(bars, -1)), bare_bars([bar.value for bar in bars.bars])),
        "ranking of 400 with whiskers": (
            made(RankingPlot, lambda plot: plot.set_ranking(whiskers, -1)),
            bare_whiskers([bar.value for bar in bars.bars]),
        ),
        "weights, 400 rows": (made(WeightsPlot, lambda plot: plot.set_rows(slid)), bare_bars([row.index for row in slid])),
        "heat table 400 x 45": (made(HeatPlot, lambda plot: plot.set_table(heat)), bare_image(heat.values)),
        "lines 400 x 20": (made(DevelopmentPlot, lambda plot: plot.set_lines(many, 3)), bare_lines(many.values)),
        "small charts, 14 boards": (made(MultiplesPlot, lambda plot: plot.set_lines(boards, 3)), bare_lines(boards.values)),
        "waterfall of 40": (
            made(WaterfallPlot, lambda plot: plot.set_waterfall(falls[0])),
            bare_bars([step.end for step in falls[0].steps]),
        ),
        "two units, 40 indicators": (made(PairPlot, lambda plot: plot.set_data(pair)), bare_bars([row.points for row in falls[0].rows])),
        "ranks of 72 methods": (made(RankStripPlot, strip(index)), bare_points(np.arange(72.0), np.arange(72.0))),
        "slope 57 x 6": (
            made(SlopePlot, lambda plot: plot.set_slope(slope)),
            bare_lines(np.array([one.ranks for one in slope.lines], float)),
        ),
        "money and index, 60": (
            made(PortfolioPlot, lambda plot: plot.set_portfolio(Portfolio(points, ChartText("", ""), ()))),
            bare_points(index.index[:60], np.arange(60.0)),
        ),
    }


def strip(index: Computed) -> Callable[[Any], object]:
    ranks = crossed(index.panel, replace(index.recipe)).rank[:, 0]
    marks = [MethodRank(number, *method, int(rank), None) for number, (method, rank) in enumerate(zip(METHODS, ranks, strict=True))]
    return lambda plot: plot.set_marks(marks, today=5, ranked=UNITS)


# --- bare pyqtgraph -------------------------------------------------------------------------------


def bare(add: Callable[[Any], object]) -> Make:
    """A plot with its axes, the marks, and the line and text that follow the pointer."""

    def build() -> QWidget:
        widget = pg.PlotWidget(background="w")
        add(widget)
        line, label = pg.InfiniteLine(angle=90, movable=False), pg.TextItem("Ängby 2014: 42,0", color="k")
        widget.addItem(line, ignoreBounds=True)
        widget.addItem(label, ignoreBounds=True)
        return widget  # type: ignore[no-any-return]

    return build


def bare_bars(values: list[float]) -> Make:
    numbers = np.array(values, dtype=float)
    return bare(lambda widget: widget.addItem(pg.BarGraphItem(x=np.arange(len(numbers)), height=numbers, width=0.8, brush=_BLUE, pen=None)))


def bare_whiskers(values: list[float]) -> Make:
    numbers = np.array(values, dtype=float)
    places = np.arange(len(numbers), dtype=float)

    def add(widget: Any) -> None:
        widget.addItem(pg.BarGraphItem(x=places, height=numbers, width=0.8, brush=_BLUE, pen=None))
        widget.addItem(pg.ErrorBarItem(x=places, y=numbers, height=numbers * 0.1, beam=0.3))

    return bare(add)


def bare_lines(values: Any) -> Make:
    """All lines as one item."""
    links = np.ones(values.size, dtype=np.int32)
    links[values.shape[1] - 1 :: values.shape[1]] = 0
    x = np.tile(np.arange(values.shape[1], dtype=float), len(values))
    return bare(lambda widget: widget.addItem(pg.PlotDataItem(x, values.ravel(), connect=links, pen=pg.mkPen(_BLUE), antialias=True)))


def bare_image(values: Any) -> Make:
    return bare(lambda widget: widget.addItem(pg.ImageItem(values.T, colorMap=pg.colormap.get("viridis"))))


def bare_points(x: Any, y: Any) -> Make:
    return bare(lambda widget: widget.addItem(pg.ScatterPlotItem(x, y, brush=_BLUE)))


# --- measuring ------------------------------------------------------------------------------------


class Painted(QObject):
    """Counts paint events."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def canvas(widget: QWidget) -> QWidget:
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def until_painted(app: QApplication, painted: Painted, before: int) -> bool:
    deadline = time.perf_counter() + 2.0
    while painted.count == before and time.perf_counter() < deadline:
        app.processEvents()
    app.processEvents()
    return painted.count > before


def first_paint(app: QApplication, make: Make) -> float:
    """Data in hand to the first paint done, in milliseconds."""
    painted = Painted()
    start = time.perf_counter()
    widget = make()
    canvas(widget).installEventFilter(painted)
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    until_painted(app, painted, 0)
    taken = (time.perf_counter() - start) * 1e3
    widget.hide()
    widget.deleteLater()
    app.processEvents()
    return taken


def hover(app: QApplication, make: Make) -> float:
    """The 95th percentile of a move of the pointer until it is painted, in milliseconds."""
    painted, widget = Painted(), make()
    target = canvas(widget)
    target.installEventFilter(painted)
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    until_painted(app, painted, 0)
    taken = []
    for number in range(MOVES):
        at = QPointF(180 + 61 * number % 700, 60 + 37 * number % 520)
        before, start = painted.count, time.perf_counter()
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            target.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        app.sendEvent(target, move)
        app.processEvents()
        if painted.count > before:
            taken.append((time.perf_counter() - start) * 1e3)
    widget.hide()
    widget.deleteLater()
    app.processEvents()
    return statistics.quantiles(taken, n=20)[-1] if len(taken) > 1 else 0.0


def ratios(runs: int = 9) -> list[Ratio]:
    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication([])
    found = []
    for name, (ours, limit) in charts().items():
        found.append(
            compare(
                f"first paint: {name}",
                lambda ours=ours: first_paint(app, ours),  # type: ignore[misc]
                lambda limit=limit: first_paint(app, limit),  # type: ignore[misc]
                allowed=2.0,
                limit_is="bare pyqtgraph",
                runs=runs,
            )
        )
        moves = min(hover(app, ours) for _ in range(5))  # the round that other work on the machine disturbed least
        if moves:  # some show nothing of their own under the pointer
            found.append(Ratio(f"pointer, 95th percentile: {name}", moves, PAINTED_MS, 1.0, "one frame, 16 ms"))
    return found
