"""The look: one table of colours for light and dark, one style sheet made from it. Widgets name roles, never colours."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app import paths

TEXT_SIZES = (100, 115, 140)
MODES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Colours:
    """Text on its ground reaches 4,5:1, marks 3:1 (a test counts them)."""

    window: str  # the page
    panel: str  # navigation, heads, alternate ground
    base: str  # fields and lists
    border: str
    line: str  # thin rules
    edge: str  # outline of fields: 3:1
    text: str
    muted: str
    accent: str  # links, focus, marks
    accent_fill: str  # ground of the primary button
    on_accent: str
    selection: str
    hover: str
    ok: str
    ok_soft: str
    bad: str
    bad_soft: str
    missing: str
    missing_soft: str
    judge: str
    judge_soft: str
    info: str
    info_soft: str
    plain: str
    plain_soft: str


LIGHT = Colours(
    window="#ffffff", panel="#f4f6f8", base="#ffffff", border="#d5dae0", line="#e4e8ec", edge="#848d97", text="#1b2026", muted="#535d68",
    accent="#1a5aa6", accent_fill="#1a5aa6", on_accent="#ffffff", selection="#d9e7f7", hover="#edf1f5",
    ok="#17703a", ok_soft="#e3f4e8", bad="#b02318", bad_soft="#fdeae8", missing="#8a5200", missing_soft="#fdf1dc",
    judge="#6a3d9e", judge_soft="#f1eafa", info="#1a5aa6", info_soft="#e7f0fa", plain="#535d68", plain_soft="#eef0f3",
)  # fmt: skip
DARK = Colours(
    window="#1d2126", panel="#16191d", base="#23282e", border="#3a424b", line="#2e353d", edge="#7b8794", text="#e8ebee", muted="#a9b3bd",
    accent="#82b6f2", accent_fill="#2c68b4", on_accent="#ffffff", selection="#2b4768", hover="#2a3037",
    ok="#6fcf8e", ok_soft="#1f3a2a", bad="#ff9a90", bad_soft="#46241f", missing="#ecbb5c", missing_soft="#40331a",
    judge="#cbabf5", judge_soft="#362a49", info="#82b6f2", info_soft="#20344c", plain="#a9b3bd", plain_soft="#2e353d",
)  # fmt: skip

STATUS_KINDS = {
    "pass": "ok", "fail": "bad", "insufficient": "missing", "needsJudgement": "judge", "notApplicable": "plain",
    "ok": "ok", "error": "bad", "warning": "missing", "judge": "judge", "info": "info", "plain": "plain",
    "ok-soft": "ok_soft", "error-soft": "bad_soft", "warning-soft": "missing_soft", "info-soft": "info_soft",
}  # fmt: skip


class Theme(QObject):
    """Applies mode and text size to the application and follows the system while told to."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system", text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode if mode in MODES else "system"
        self._text_size = text_size if text_size in TEXT_SIZES else 100
        self._base_points = app.font().pointSizeF() if app.font().pointSizeF() > 0 else 9.0
        self._sheet = ""
        self._windows: list[QWidget] = []
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def mode(self) -> str:
        return self._mode

    @property
    def text_size(self) -> int:
        return self._text_size

    @property
    def is_dark(self) -> bool:
        if self._mode == "system":
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def set_mode(self, mode: str) -> None:
        self._mode = mode
        self.apply()

    def set_text_size(self, percent: int) -> None:
        self._text_size = percent
        self.apply()

    def dress(self, window: QWidget) -> None:
        """Give a top-level window the style sheet, now and at each change; dialogs that have it as parent follow.

        The sheet is the windows', not the application's: with an application's sheet Qt dresses every part of a view
        again each time it is put into a larger one, and a case took seconds to build. So build first, dress last.
        """
        self._windows.append(window)
        window.destroyed.connect(lambda: self._windows.remove(window))
        window.setStyleSheet(self._sheet)

    def apply(self) -> None:
        """Set font, palette and style sheet; every icon and chart follows on `changed`."""
        _active.dark = self.is_dark
        points = self._base_points * self._text_size / 100
        font = QFont(self._app.font())
        font.setPointSizeF(points)
        self._sheet = style_sheet(colours(), points, self.is_dark)
        for window in self._windows:
            window.setStyleSheet("")  # or Qt would visit every widget for each of the three that follow
        self._app.setFont(font)
        self._app.setPalette(make_palette(colours()))
        for window in self._windows:
            window.setFont(font)  # the application's reaches open windows later, when the sheet is in its way
            window.setPalette(self._app.palette())
            window.setStyleSheet(self._sheet)
        self.changed.emit()

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode == "system":
            self.apply()


class _Active:
    dark = False


_active = _Active()


def colours() -> Colours:
    """The table in force; charts and delegates that paint for themselves read it when they paint."""
    return DARK if _active.dark else LIGHT


def is_dark() -> bool:
    return _active.dark


def colour(name: str) -> QColor:
    """A colour by its name in `Colours`."""
    return QColor(getattr(colours(), name))


def status_colour(kind: str) -> QColor:
    """The mark of an outcome or state ("pass", "fail", "insufficient", "needsJudgement", "notApplicable", "info" …)."""
    return colour(STATUS_KINDS.get(kind, "plain"))


def status_ground(kind: str) -> QColor:
    """The soft ground that belongs to `status_colour`."""
    return colour(f"{STATUS_KINDS.get(kind, 'plain')}_soft")


def make_palette(of: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: of.window, role.WindowText: of.text, role.Base: of.base, role.AlternateBase: of.panel, role.Text: of.text,
        role.Button: of.panel, role.ButtonText: of.text, role.BrightText: of.bad, role.ToolTipBase: of.panel, role.ToolTipText: of.text,
        role.PlaceholderText: of.muted, role.Highlight: of.selection, role.HighlightedText: of.text, role.Link: of.accent,
        role.LinkVisited: of.accent, role.Accent: of.accent, role.Light: of.base, role.Midlight: of.line, role.Mid: of.border,
        role.Dark: of.edge, role.Shadow: of.border,
    }  # fmt: skip
    for name, value in pairs.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(of.muted))
    return palette


def style_sheet(of: Colours, points: float, dark: bool) -> str:
    """resources/style.qss with the colours and sizes put in."""
    icons = (paths.resources_folder() / "icons").as_posix()
    sizes = {"small": points * 0.92, "size": points, "large": points * 1.15, "heading": points * 1.6, "figure": points * 1.5}
    values: dict[str, str] = dict(asdict(of))
    values |= {key: f"{value:.2f}pt" for key, value in sizes.items()}
    values |= {"icons": icons, "tone": "dark" if dark else "light"}
    template = (paths.resources_folder() / "style.qss").read_text(encoding="utf-8")
    return Template(template).substitute(values)


def set_role(widget: QObject, role: str) -> None:
    """Give a widget its role in the style sheet, also after it has been shown."""
    widget.setProperty("role", role)
    style = getattr(widget, "style", None)
    if callable(style) and QGuiApplication.instance() is not None:
        style().unpolish(widget)
        style().polish(widget)
