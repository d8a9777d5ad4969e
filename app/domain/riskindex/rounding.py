"""Numbers as they are printed: missing ones as None, parts rounded so that their sum is the rounded whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")


def rounded(value: float) -> Decimal:
    """To one decimal as it is printed: halves away from zero."""
    return Decimal(str(value)).quantize(_TENTH, rounding=ROUND_HALF_UP)


def spread(parts: Sequence[float], total: Decimal) -> tuple[Decimal, ...]:
    """The parts to one decimal so that they add up to the printed total: what is left goes to the largest remainders."""
    exact = [Decimal(str(one)) for one in parts]
    floors = [one.quantize(_TENTH, rounding=ROUND_FLOOR) for one in exact]
    left = int((total - sum(floors, Decimal(0))) / _TENTH)
    order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
    moved = set(order[:left] if left >= 0 else order[left:])
    step = _TENTH if left >= 0 else -_TENTH
    return tuple(one + step if place in moved else one for place, one in enumerate(floors))


def known(value: float) -> float | None:
    """None for what is missing."""
    return None if math.isnan(value) else float(value)
