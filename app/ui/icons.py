"""Lucide's icons, drawn in the colours of the theme at the size and scale that is asked for."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from shiboken6 import isValid

from app import paths
from app.ui import theme

ROLES = {"text": "text", "muted": "muted", "accent": "accent", "on-accent": "on_accent"}  # and every status kind


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """The icon `resources/icons/<name>.svg`; `role` is text, muted, accent, on-accent or a status ("pass", "fail" …).

    One for all places and for good: an icon that the garbage collector takes together with its engine crashes Qt.
    """
    return QIcon(_Engine(name, role))


def icon_names() -> list[str]:
    return sorted(path.stem for path in (paths.resources_folder() / "icons").glob("*.svg"))


def _colour_name(role: str, mode: QIcon.Mode) -> str:
    if mode == QIcon.Mode.Disabled:
        return theme.colours().edge
    if role in ROLES:
        return str(getattr(theme.colours(), ROLES[role]))
    return theme.status_colour(role).name()


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (paths.resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = min(width, height)
    renderer.render(painter, QRectF((width - side) / 2, (height - side) / 2, side, side))
    painter.end()
    return pixmap


_clones: list[QIconEngine] = []


class _Engine(QIconEngine):
    """Draws at paint time, so that a change of theme, size or screen needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        # Qt owns what is returned, but the binding does not know it: without a hold on it here the copy dies at once.
        made = _Engine(self._name, self._role)
        _clones[:] = [one for one in _clones if isValid(one)]
        _clones.append(made)
        return made

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _pixmap(self._name, _colour_name(self._role, mode), max(1, size.width()), max(1, size.height()))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self.pixmap(size, mode, state)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        # A widget rendered into a picture paints at the picture's scale, not at its screen's.
        ratio = max(painter.device().devicePixelRatioF(), abs(painter.deviceTransform().m11()))
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        painter.drawPixmap(rect, self.pixmap(size, mode, state))
