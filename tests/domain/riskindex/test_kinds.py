from __future__ import annotations

import pytest

from app.domain.riskindex.kinds import multiplier_problem, usual_multiplier
from app.domain.riskindex.series import IndicatorKind


@pytest.mark.parametrize(
    ("kind", "multiplier", "told"),
    [
        (IndicatorKind.PERCENTAGE, 100, ""),
        (IndicatorKind.PERCENTAGE, 1_000, "ska vara 100"),
        (IndicatorKind.RATE, 1_000, ""),
        (IndicatorKind.OTHER, 1, ""),
        (None, 7, ""),
        (IndicatorKind.RATE, 0, "större än 0"),
        (IndicatorKind.RATE, 2.5, "ett helt tal"),
        (IndicatorKind.RATE, float("nan"), "ett helt tal"),
        (IndicatorKind.RATE, 1e30, "högst en miljard"),
        (None, None, "ett helt tal"),
    ],
)
def test_a_share_is_counted_in_per_cent_and_others_by_whole_numbers(
    kind: IndicatorKind | None, multiplier: float | None, told: str
) -> None:
    found = multiplier_problem(kind, multiplier)
    assert told in found
    assert bool(found) == bool(told)


@pytest.mark.parametrize("kind", [*IndicatorKind, None])
def test_what_is_usual_is_allowed(kind: IndicatorKind | None) -> None:
    assert multiplier_problem(kind, usual_multiplier(kind)) == ""
