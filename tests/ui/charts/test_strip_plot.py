"""The strip of scores: said in words, drawn with the median, readable in light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from app.ui import theme
from app.ui.charts.strip_chart import StripChart
from app.ui.charts.strip_plot import StripLine, StripMark, paint_strip, spoken

MARKS = (StripMark(2.4, "Bedömare A"), StripMark(1.1, "Bedömare B"), StripMark(2.0, "Du", is_own=True))


def drawn(marks: tuple[StripMark, ...], palette: QPalette, width: int = 320) -> QImage:
    image = QImage(width, 30, QImage.Format.Format_RGB32)
    image.fill(palette.color(QPalette.ColorRole.Base))
    painter = QPainter(image)
    paint_strip(painter, QRectF(0, 0, width, 30), marks, palette)
    painter.end()
    return image


def columns_with(image: QImage, colour: QColor) -> set[int]:
    return {x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == colour}


def test_the_strip_says_each_value_and_the_median() -> None:
    assert spoken(MARKS) == "Bedömare A 2,40; Bedömare B 1,10; Du 2,00. Median 2,00."
    assert spoken(()) == "Ingen bedömning är inlämnad."


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_marks_stand_where_their_values_are(colours: theme.Colours) -> None:
    palette = theme.make_palette(colours)
    accent = palette.color(QPalette.ColorRole.Accent)
    low, high = (columns_with(drawn((StripMark(value, "A", is_own=True),), palette), accent) for value in (0.0, 3.0))
    assert max(low) < 20
    assert min(high) > 300


def test_equal_values_stand_above_each_other() -> None:
    palette = theme.make_palette(theme.LIGHT)
    one, two = (drawn((StripMark(1.5, "A"),) * number, palette) for number in (1, 2))
    assert one != two


def test_the_line_tells_itself_to_those_who_do_not_see_it(qtbot: Any) -> None:
    line = StripLine()
    qtbot.addWidget(line)
    line.show_marks(MARKS)
    assert line.accessibleName() == spoken(MARKS)


def test_the_chart_has_the_same_numbers_as_a_table_and_a_picture(qtbot: Any) -> None:
    chart = StripChart()
    qtbot.addWidget(chart)
    chart.show_marks("Skillnaden är 1,30", "0–3", MARKS)
    assert [chart.model.index(row, 1).data() for row in range(3)] == ["2,40", "1,10", "2,00"]
    chart.table_action.setChecked(True)
    assert chart.pages.currentWidget() is chart.table
    picture = chart.picture()
    assert picture.pixelColor(2, 2) == QColor("white")
    assert any(picture.pixelColor(x, y) != QColor("white") for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
