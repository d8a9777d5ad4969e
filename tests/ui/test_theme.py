"""Both colour tables reach the contrast that reading asks for, and every icon that is named exists."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from app.ui import theme
from app.ui.icons import icon, icon_names
from app.ui.theme import DARK, LIGHT, Colours, Theme
from app.ui.views.overview_model import URGENCY
from app.ui.widgets.badge import KIND_ICONS, OUTCOME_ICONS
from app.ui.widgets.plain_label import PlainLabel


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    colour = QColor(name)
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("table", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out(table: Colours) -> None:
    for ground in (table.window, table.panel, table.base, table.selection, table.hover):
        assert contrast(table.text, ground) >= 4.5
    for ground in (table.window, table.panel, table.base):
        assert contrast(table.muted, ground) >= 4.5
        assert contrast(table.accent, ground) >= 4.5
        assert contrast(table.edge, ground) >= 3
    for name in ("ok", "bad", "missing", "judge", "info", "plain"):
        mark = getattr(table, name)
        assert contrast(mark, getattr(table, f"{name}_soft")) >= 4.5, name
        assert contrast(mark, table.base) >= 4.5, name
    assert contrast(table.on_accent, table.accent_fill) >= 4.5


def test_both_tables_are_whole_colours() -> None:
    for table in (LIGHT, DARK):
        assert all(QColor(getattr(table, one.name)).isValid() for one in fields(Colours))


def test_the_style_sheet_takes_every_value() -> None:
    sheet = theme.style_sheet(LIGHT, 9.0, dark=False)
    assert "$" not in sheet
    assert LIGHT.accent in sheet


def test_changing_theme_and_size_reaches_the_application(qapp: QApplication) -> None:
    before = qapp.font().pointSizeF()
    looks = Theme(qapp, "light", 100)
    try:
        looks.set_mode("dark")
        assert qapp.palette().base().color().name() == DARK.base
        assert theme.is_dark()
        looks.set_text_size(140)
        assert qapp.font().pointSizeF() == pytest.approx(before * 1.4)
    finally:
        looks.set_text_size(100)
        looks.set_mode("light")
    assert qapp.font().pointSizeF() == pytest.approx(before)
    assert not theme.is_dark()


def test_open_windows_follow_at_once(qtbot, qapp: QApplication) -> None:
    looks = Theme(qapp, "light", 100)
    looks.apply()
    window = QMainWindow()
    qtbot.addWidget(window)
    label = PlainLabel("text", "muted")
    window.setCentralWidget(label)
    looks.dress(window)
    window.show()
    before = label.font().pointSizeF()
    try:
        looks.set_text_size(140)
        assert label.font().pointSizeF() == pytest.approx(before * 1.4)
        looks.set_mode("dark")
        label.ensurePolished()
        assert label.palette().windowText().color().name() == DARK.muted
        assert label.font().pointSizeF() == pytest.approx(before * 1.4)
    finally:
        looks.set_text_size(100)
        looks.set_mode("light")


def test_an_icon_is_drawn_in_the_colour_of_its_role(dressed: Theme) -> None:
    image = icon("circle-x", "fail").pixmap(32).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255}
    assert colours == {LIGHT.bad}
    disabled = icon("circle-x", "fail").pixmap(32, QIcon.Mode.Disabled).toImage()
    assert LIGHT.edge in {disabled.pixelColor(x, y).name() for x in range(32) for y in range(32)}


def test_every_icon_that_badges_name_is_shipped() -> None:
    names = set(icon_names())
    assert set(KIND_ICONS.values()) | set(OUTCOME_ICONS.values()) | {one[2] for one in URGENCY} <= names
