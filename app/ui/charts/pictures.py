"""A chart as a picture on white, with all the text around it, for the clipboard, PNG and SVG."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QImage, QImageWriter, QPainter, QPalette
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

from app.domain.riskindex.series import ChartText, Ranking
from app.ui.charts.ranking_plot import RankingPlot

WIDTH, MARGIN, SCALE = 1000, 24, 2
_INK, _GREY, _WARNING = "#1c2126", "#565d64", "#8a4b00"


def paper_palette() -> QPalette:
    """Dark on white, whatever the window uses."""
    palette = QPalette(QColor("#f0f0f0"), QColor("#ffffff"))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        palette.setColor(role, QColor(_INK))
    palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    return palette


class _Sheet:
    """Measures and paints heading, plot and foot."""

    def __init__(self, text: ChartText, plot: QWidget) -> None:
        self.lines_above = [(text.title, paper_font(15, bold=True), _INK), (text.subtitle, paper_font(10), _GREY)]
        if text.mark:
            self.lines_above.append((text.mark, paper_font(10, bold=True), _WARNING))
        self.line_below = (text.footer, paper_font(10), _GREY)
        self.plot = plot

    @property
    def size(self) -> QSize:
        above = sum(_height(text, font) for text, font, _ in self.lines_above)
        return QSize(WIDTH, 2 * MARGIN + above + 12 + self.plot.height() + 12 + _height(*self.line_below[:2]))

    def paint(self, painter: QPainter) -> None:
        painter.fillRect(QRect(0, 0, self.size.width(), self.size.height()), QColor("#ffffff"))
        top = self._lines(painter, MARGIN, self.lines_above) + 12
        target = QRectF(MARGIN, top, self.plot.width(), self.plot.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(self.plot, QGraphicsView):
            self.plot.render(painter, target, self.plot.rect())
        else:
            painter.save()
            painter.translate(target.topLeft())
            self.plot.render(painter, QPoint())
            painter.restore()
        self._lines(painter, top + self.plot.height() + 12, [self.line_below])

    def _lines(self, painter: QPainter, top: int, lines: list[tuple[str, QFont, str]]) -> int:
        for text, font, colour in lines:
            height = _height(text, font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(QRect(MARGIN, top, WIDTH - 2 * MARGIN, height), _WRAP, text)
            top += height
        return top


_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def paper_font(points: int, bold: bool = False) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(points * 4 / 3))
    font.setBold(bold)
    return font


def _height(text: str, font: QFont) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, WIDTH - 2 * MARGIN, 10_000), int(_WRAP), text).height() + 4


def plot_width() -> int:
    """The width a plot is to have in a picture; its height is its own."""
    return WIDTH - 2 * MARGIN


def chart_image(text: ChartText, plot: QWidget) -> QImage:
    """The picture at twice the screen's size, so that it stays sharp in a document; `plot` is laid out on white and never shown."""
    sheet = _Sheet(text, plot)
    drawn = QImage(sheet.size * SCALE, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    painter.scale(SCALE, SCALE)
    sheet.paint(painter)
    painter.end()
    dots = round(96 * SCALE / 0.0254)  # set last: recorded drawings are scaled by the ratio of resolutions
    drawn.setDotsPerMeterX(dots)
    drawn.setDotsPerMeterY(dots)
    drawn.setText("Title", text.title)
    drawn.setText("Description", " ".join(filter(None, (text.subtitle, text.mark, text.footer))))
    return drawn


def as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def chart_svg(text: ChartText, plot: QWidget) -> bytes:
    """Vector drawing with text as text."""
    sheet, buffer, generator = _Sheet(text, plot), QBuffer(), QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(sheet.plot.logicalDpiX())  # as the screen's, for the same reason as above
    generator.setSize(sheet.size)
    generator.setViewBox(QRect(0, 0, sheet.size.width(), sheet.size.height()))
    generator.setTitle(text.title)
    generator.setDescription(text.subtitle)
    painter = QPainter(generator)
    sheet.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


# --- the ranking ---------------------------------------------------------------------------------


def _ranking_plot(ranking: Ranking) -> RankingPlot:
    plot = RankingPlot(paper_palette())
    plot.setFont(paper_font(10))
    plot.set_ranking(ranking, -1)
    plot.resize(plot_width(), plot.height_for_all())
    plot.grab()  # lays out a widget that is never shown
    plot.lay_out()
    return plot


def image(ranking: Ranking) -> QImage:
    """The whole list, however much of it the window shows."""
    return chart_image(ranking.text, _ranking_plot(ranking))


def png(ranking: Ranking) -> bytes:
    return as_png(image(ranking))


def svg(ranking: Ranking) -> bytes:
    return chart_svg(ranking.text, _ranking_plot(ranking))
