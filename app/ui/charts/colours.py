"""Colours of charts, taken from the palette: bands differ in lightness as well as hue, so they hold without colour vision."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from app.domain.riskindex.series import Band

_LIGHT = {Band.FAR_ABOVE: "#8c2a13", Band.ABOVE: "#cf6a1f", Band.LIKE: "#7b8188", Band.BELOW: "#3f7fb5"}
_DARK = {Band.FAR_ABOVE: "#ffb199", Band.ABOVE: "#e0843a", Band.LIKE: "#8f979f", Band.BELOW: "#5b9bd0"}


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def band_colour(band: Band, palette: QPalette) -> QColor:
    """At least 3:1 against the base colour of a light or a dark palette."""
    return QColor((_DARK if is_dark(palette) else _LIGHT)[band])


def muted(palette: QPalette) -> QColor:
    """Secondary text and axis lines: between text and base, still readable."""
    text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    share = 0.68
    pairs = ((text.red(), base.red()), (text.green(), base.green()), (text.blue(), base.blue()))
    return QColor(*(round(one * share + other * (1 - share)) for one, other in pairs))
