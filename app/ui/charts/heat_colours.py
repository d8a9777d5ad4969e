"""The heat table's scale: blue below 100, brown above, neutral at 100; told apart by lightness and hue without red or green vision."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPalette

from app.domain.riskindex.heat import strength
from app.domain.riskindex.numeric import Array
from app.ui.charts.colours import is_dark

STEPS = 257  # odd: the middle one is 100
TICKS = (50.0, 75.0, 100.0, 150.0, 200.0)
# From half the reference over 100 to double.
_LIGHT = ("#1d5c99", "#8db9df", "#f4f4f1", "#eda767", "#93300f")
_DARK = ("#78bdfa", "#37678f", "#2b3036", "#9c5f36", "#ffa66b")
Colours = NDArray[np.uint8]


def parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@cache
def scale(dark: bool) -> Colours:
    """Red, green and blue of every step."""
    anchors = [np.array(parts(one), dtype=float) for one in (_DARK if dark else _LIGHT)]
    width = (STEPS - 1) // (len(anchors) - 1)
    pieces = [one + (two - one) * np.arange(width)[:, None] / width for one, two in pairwise(anchors)]
    return np.round(np.concatenate([*pieces, anchors[-1][None, :]])).astype(np.uint8)


def steps_of(values: Array) -> NDArray[np.int64]:
    """The step of each index number; -1 where it is missing."""
    found = np.round((strength(values) + 1.0) * (STEPS - 1) / 2.0)
    return np.where(np.isnan(found), -1, np.nan_to_num(found)).astype(np.int64)


def colour_of(value: float, palette: QPalette) -> QColor:
    red, green, blue = scale(is_dark(palette))[int(steps_of(np.array([value]))[0])].tolist()
    return QColor(red, green, blue)


def pixels(values: Array, palette: QPalette) -> NDArray[np.uint32]:
    """Every value as 0xffRRGGBB; the missing ones have the base colour."""
    table = scale(is_dark(palette)).astype(np.uint32)
    packed = np.append(
        (255 << 24) | (table[:, 0] << 16) | (table[:, 1] << 8) | table[:, 2], np.uint32(palette.color(QPalette.ColorRole.Base).rgb())
    )
    found: NDArray[np.uint32] = np.ascontiguousarray(packed[steps_of(values)], dtype=np.uint32)
    return found


@cache
def _needs_white(dark: bool) -> NDArray[np.bool_]:
    share = scale(dark) / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    found: NDArray[np.bool_] = linear @ np.array([0.2126, 0.7152, 0.0722]) < 0.179
    return found


def ink_is_white(values: Array, palette: QPalette) -> NDArray[np.bool_]:
    """Whether white is the better ink on each value's colour; at least 4.5:1 either way."""
    found: NDArray[np.bool_] = _needs_white(is_dark(palette))[steps_of(values)]
    return found
