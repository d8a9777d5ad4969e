from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from app.domain.riskindex.series import Band, Bands, Level, Measure, Ranking, SeriesInfo, SeriesKind, ranking
from app.ui.charts import pictures
from app.ui.charts.colours import band_colour
from app.ui.charts.ranking_chart import RankingChart

INFO = SeriesInfo(
    key="d",
    name="Riskindex",
    kind=SeriesKind.PUBLISHED,
    level=Level.DISTRICT,
    source="Sweco, 2013",
    reference="staden samma år = 100",
    illustrative=True,
)


def a_ranking(count: int = 30, names: str = "Område") -> Ranking:
    values = [(f"u{number}", f"{names} {number}", 180.0 - number * 4) for number in range(count)]
    return ranking(INFO, Measure.TOTAL, 2012, values)


@pytest.fixture
def chart(qtbot) -> RankingChart:
    shown = RankingChart()
    qtbot.addWidget(shown)
    shown.resize(760, 520)
    shown.set_ranking(a_ranking())
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def point_of(chart: RankingChart, row: int) -> QPointF:
    scene = chart.plot.getViewBox().mapViewToScene(QPointF(50, row + 0.5))
    return QPointF(chart.plot.mapFromScene(scene))


def test_one_bar_item_holds_every_value_and_is_never_rebuilt(chart) -> None:
    item = chart.plot.bar_item
    assert list(item.opts["width"]) == [bar.value for bar in a_ranking().bars]
    chart.set_ranking(a_ranking(14))
    assert chart.plot.bar_item is item
    assert len(item.opts["width"]) == 14


def test_no_bars_is_drawn_too(chart) -> None:
    chart.set_ranking(a_ranking(0))
    chart.grab()
    assert chart.model.rowCount() == 0


def test_title_source_mark_and_caution_always_stand_beside_the_bars(chart) -> None:
    shown = {label.text() for label in chart.findChildren(QLabel) if label.isVisible()}
    assert "Totalt index: 20 av 30 ligger över staden" in shown
    assert "Publicerad serie · Stadsdel · 2012 · staden samma år = 100 · Sweco, 2013" in shown
    assert "Exempelvärde – inte Swecos uppgift" in shown
    assert "Indexet beskriver områden, inte människorna i dem." in shown


def test_names_from_the_data_are_never_read_as_markup(chart) -> None:
    chart.set_ranking(a_ranking(3, names="<img src=x> & <b>"))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in chart.findChildren(QLabel) if label.text())
    assert b"&lt;img src=x&gt; &amp; &lt;b&gt; 0" in pictures.svg(chart.ranking)


def test_arrow_keys_move_and_enter_opens(chart, qtbot) -> None:
    chart.plot.setFocus()
    with qtbot.waitSignal(chart.unit_selected) as selected:
        qtbot.keyClick(chart.plot, Qt.Key.Key_Down)
    assert selected.args == ["u0"]
    qtbot.keyClick(chart.plot, Qt.Key.Key_Down)
    with qtbot.waitSignal(chart.unit_opened) as opened:
        qtbot.keyClick(chart.plot, Qt.Key.Key_Return)
    assert opened.args == ["u1"]
    assert chart.readout_label.text() == "Område 1: index 176,0, plats 2 av 30, mycket över staden"
    assert chart.plot.accessibleDescription() == chart.readout_label.text()


def test_the_last_bar_is_brought_into_view_at_a_readable_size(chart, qtbot) -> None:
    qtbot.keyClick(chart.plot, Qt.Key.Key_End)
    assert chart.plot.top + chart.plot.rows_seen == pytest.approx(30)
    assert chart.scroll_bar.isVisible()
    row = point_of(chart, 29).y() - point_of(chart, 28).y()
    assert row >= chart.plot.fontMetrics().height()


def test_a_click_on_a_row_selects_its_unit(chart, qtbot) -> None:
    with qtbot.waitSignal(chart.unit_selected) as selected:
        qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(chart, 4).toPoint())
    assert selected.args == ["u4"]


def test_the_pointer_reads_off_the_exact_value_and_rank(chart, qtbot) -> None:
    place, none = point_of(chart, 2), Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, place, chart.plot.viewport().mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(chart.plot.hovered):
        QGuiApplication.sendEvent(chart.plot.viewport(), moved)
    assert chart.readout_label.text() == "Område 2: index 172,0, plats 3 av 30, mycket över staden"


def test_the_table_shows_the_same_numbers_one_key_away(chart, qtbot, qtmodeltester) -> None:
    qtbot.keyClick(chart.plot, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert chart.table.isVisible()
    shown = [column for column in range(chart.model.columnCount()) if not chart.table.isColumnHidden(column)]
    first = [chart.model.index(0, column).data() for column in shown]
    assert first == ["1", "Område 0", "180,0", "mycket över staden"]
    qtmodeltester.check(chart.model)


def test_selection_follows_between_table_and_bars(chart, qtbot) -> None:
    chart.table_action.trigger()
    with qtbot.waitSignal(chart.unit_selected) as selected:
        chart.table.select_key("u7")
    assert selected.args == ["u7"]
    chart.set_ranking(a_ranking(9))
    assert chart.readout_label.text().startswith("Område 7")


def test_bands_keep_three_to_one_against_their_ground_in_light_and_dark() -> None:
    from app.domain.riskindex.series import Band
    from app.ui import theme

    for colours in (theme.LIGHT, theme.DARK):
        palette = theme.make_palette(colours)
        grounds = [palette.color(palette.ColorRole.Base), palette.color(palette.ColorRole.Window)]
        for band in Band:
            assert all(contrast(band_colour(band, palette), ground) >= 3 for ground in grounds), (band, colours)


def contrast(one, other) -> float:
    def luminance(colour) -> float:
        parts = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_pictures_hold_the_whole_list_with_its_mark(chart, qtbot) -> None:
    drawing = pictures.svg(chart.ranking)
    assert QSvgRenderer(drawing).isValid()
    text = drawing.decode()
    assert all(part in text for part in ("Område 29", "180,0", "Staden = 100", "Exempelvärde – inte Swecos uppgift", chart.ranking.title))
    picture = QImage.fromData(pictures.png(chart.ranking))
    assert picture.width() == 2000
    far, like = bar_colour_at(picture, chart.ranking, 0), bar_colour_at(picture, chart.ranking, 18)
    assert far != like


def bar_colour_at(picture: QImage, drawn: Ranking, row: int) -> str:
    """Colour in the middle of a row, a little right of where the bars begin."""
    sheet = pictures._Sheet(drawn.text, pictures._ranking_plot(drawn))
    above = sum(pictures._height(text, font) for text, font, _ in sheet.lines_above) + pictures.MARGIN + 12
    place = sheet.plot.getViewBox().mapViewToScene(QPointF(20, row + 0.5))
    return picture.pixelColor(round((place.x() + pictures.MARGIN) * 2), round((place.y() + above) * 2)).name()


def test_the_picture_goes_to_the_clipboard(chart) -> None:
    chart.copy_action.trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_hooks_of_the_program_stay_in_place() -> None:
    import sys

    import pyqtgraph  # noqa: F401 - loaded already by the chart

    assert "pyqtgraph" not in getattr(sys.excepthook, "__module__", "")


def test_whiskers_are_one_item_and_no_value_stands_under_them(chart) -> None:
    plain = a_ranking(3)
    bars = tuple(replace(bar, interval=(bar.value - 5, bar.value + 9), places=(1, 2)) for bar in plain.bars[:2])
    chart.set_ranking(replace(plain, bars=(*bars, plain.bars[2])))
    x, y = chart.plot.whiskers.getData()
    assert sorted(set(x)) == [171.0, 175.0, 185.0, 189.0]
    assert len(x) == len(y) == 12
    assert chart.plot.viewRange()[0][1] > 189
    assert chart.words(bars[0]) == "Område 0: index 180,0 (175,0–189,0), plats 1 (1–2) av 3, mycket över staden"
    chart.grab()
    chart.set_ranking(plain)
    assert np.size(chart.plot.whiskers.getData()[0]) == 0


def test_small_numbers_are_marked_beside_the_value_and_in_the_table(chart) -> None:
    plain = a_ranking(2)
    chart.set_ranking(replace(plain, bars=(replace(plain.bars[0], is_small=True), plain.bars[1])))
    assert chart.words(chart.ranking.bars[0]).startswith("Område 0: index 180,0*, ")
    assert [chart.model.index(row, 3).data() for row in range(2)] == ["*", ""]


def test_limits_of_ones_own_colour_the_bars(chart) -> None:
    values = [("a", "A", 130.0)]
    own = ranking(INFO, Measure.TOTAL, 2012, values, bands=Bands(125, 110, 90))
    chart.set_ranking(own)
    (brush,) = chart.plot.bar_item.opts["brushes"]
    assert brush.color() == band_colour(Band.FAR_ABOVE, chart.plot.colours())
