"""Measuring two things turn about, and the one table that is printed."""

from __future__ import annotations

import json
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Timed = Callable[[], float]  # does the work once and answers in milliseconds


@dataclass(frozen=True, slots=True)
class Ratio:
    """The program's time, the limit's time, and how many times the limit is still good."""

    name: str
    app_ms: float
    limit_ms: float
    allowed: float
    limit_is: str

    @property
    def ratio(self) -> float:
        return self.app_ms / self.limit_ms

    @property
    def holds(self) -> bool:
        return self.ratio <= self.allowed


def clocked(work: Callable[[], object]) -> Timed:
    """A measurement of work done in this process."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1e3

    return once


def compare(name: str, app: Timed, limit: Timed, *, allowed: float, limit_is: str, runs: int = 9, warm_up: int = 1) -> Ratio:
    """Medians of both, measured turn about so that a noisy minute falls on both alike."""
    app_times, limit_times = [], []
    for number in range(warm_up + runs):
        pair = (app(), limit()) if number % 2 else tuple(reversed((limit(), app())))
        if number >= warm_up:
            app_times.append(pair[0])
            limit_times.append(pair[1])
    return Ratio(name, statistics.median(app_times), statistics.median(limit_times), allowed, limit_is)


def table(ratios: Sequence[Ratio]) -> str:
    """Text columns, one line for each ratio."""
    head = ("work", "app ms", "limit ms", "ratio", "goal", "", "limit")
    lines = [
        (
            ratio.name,
            f"{ratio.app_ms:.1f}",
            f"{ratio.limit_ms:.1f}",
            f"{ratio.ratio:.2f}",
            f"≤ {ratio.allowed:g}",
            "ok" if ratio.holds else "OVER",
            ratio.limit_is,
        )
        for ratio in ratios
    ]
    widths = [max(len(line[column]) for line in [head, *lines]) for column in range(len(head))]

    def aligned(line: Sequence[str]) -> str:
        cells = [
            cell.rjust(width) if 0 < place < 5 else cell.ljust(width) for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join(aligned(line) for line in [head, ["-" * width for width in widths], *lines])


def as_json(ratios: Sequence[Ratio]) -> str:
    host = {"python": platform.python_version(), "system": platform.platform(), "processor": platform.machine()}
    return json.dumps(
        {"host": host, "ratios": [{**asdict(ratio), "ratio": ratio.ratio, "holds": ratio.holds} for ratio in ratios]}, indent=1
    )
