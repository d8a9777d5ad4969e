"""Small panels for tests: two indicators an area, counts, and a parent for every unit."""

from __future__ import annotations

import numpy as np

from app.domain.riskindex.numeric import Array
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.series import Indicator, IndicatorKind
from app.domain.vocabulary import SubIndex


def indicators() -> tuple[Indicator, ...]:
    made = []
    for number, area in enumerate(SubIndex):
        for place in range(2):
            share = place == 0
            made.append(
                Indicator(
                    code=f"{area.value}{place}", name=f"{area.label} {place}", area=area, direction=-1 if (number, place) == (3, 0) else 1,
                    unit="procent" if share else "per 1 000", multiplier=100 if share else 1_000,
                    kind=IndicatorKind.PERCENTAGE if share else IndicatorKind.RATE, denominator="invånare", source="Provdata",
                )
            )  # fmt: skip
    return tuple(made)


def counts(units: int = 12, seed: int = 5, missing: float = 0.0) -> Panel:
    """Random counts; a share of them missing."""
    generator = np.random.default_rng(seed)
    listed = indicators()
    under = generator.integers(1_500, 20_000, (units, len(listed))).astype(float)
    share = generator.uniform(0.02, 0.6, (units, len(listed)))
    over = np.round(under * share)
    gone = generator.uniform(size=under.shape) < missing
    over[gone], under[gone] = np.nan, np.nan
    return from_counts(over, under, generator.integers(1_200, 20_000, units).astype(float))


def from_counts(over: Array, under: Array, people: Array) -> Panel:
    listed = indicators()
    x = np.array([one.multiplier for one in listed], dtype=float) * over / under
    units = tuple(f"u{number}" for number in range(len(people)))
    return Panel(units, listed, x, over, under, people, np.full(len(listed), np.nan), np.zeros(x.shape, dtype=bool))
