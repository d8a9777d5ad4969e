"""Beside the ranking: weights to try, and how strict each assessor is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QSlider, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.scoring import Criterion, Strictness
from app.ui import theme
from app.ui.forms.editors import FieldLine
from app.ui.widgets.plain_label import PlainLabel, tool_tip

STEP = Decimal("0.5")
MOST = Decimal(5)  # of the slider
HIGHEST_WEIGHT = 100
REST_MS = 120
TRIES = "Flytta en vikt och se vad som ändras i ordningen. Pilarna visar hur platserna flyttas. Ingenting sparas."
STRICT = (
    "Hur mycket högre eller lägre en bedömare sätter än de andra på samma ärenden. Under noll är strängare. "
    "Med få ärenden bakom säger talet lite. Medelvärdet ändras aldrig; den justerade platsen står bredvid."
)


APART = "Alla bedömare hänger inte ihop genom gemensamma ärenden. Talen går bara att jämföra inom samma grupp."


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the panel scrolls


class WeightField(FieldLine):
    """A weight as a figure; `given(Decimal)` when another has been written. What cannot be read stays, with the reason as its tip."""

    given = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weight = Decimal(0)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("000,00") + 18)
        self.left.connect(self._on_left)

    def show_weight(self, weight: Decimal) -> None:
        self.weight = weight
        self.setText(swedish.number(weight))
        self._complain("")

    def _on_left(self) -> None:
        try:
            weight = swedish.parse_number(self.text())
        except swedish.ParseError as error:
            self._complain(str(error))
            return
        if not 0 <= weight <= HIGHEST_WEIGHT or weight != round(weight, 2):
            self._complain("Ange en vikt mellan 0 och 100 med högst två decimaler, till exempel 1,5.")
        elif weight != self.weight:
            self.given.emit(weight)
        else:
            self.show_weight(weight)

    def _complain(self, text: str) -> None:
        self.setProperty("problem", bool(text))
        self.setToolTip(tool_tip(text))
        self.setAccessibleDescription(text)
        self.style().unpolish(self)
        self.style().polish(self)


class WeightRow:
    """A criterion's weight as slider and figure, kept alike."""

    def __init__(self, criterion: Criterion, panel: WeightPanel) -> None:
        self.criterion = criterion
        name = f"{criterion.key} {criterion.title}"
        self.label = PlainLabel(name, wrap=True)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, int(MOST / STEP))
        self.slider.setPageStep(2)
        self.slider.setAccessibleName(f"Vikt för {name}, reglage")
        self.field = WeightField(f"Vikt för {name}")
        self._is_following = False
        self._panel = panel
        self.show_weight(criterion.weight)
        self.slider.valueChanged.connect(self._on_slider)
        self.field.given.connect(self._on_given)

    @property
    def weight(self) -> Decimal:
        return self.field.weight

    def show_weight(self, weight: Decimal) -> None:
        self._is_following = True
        self.field.show_weight(weight)
        self.slider.setValue(round(weight / STEP))
        self._is_following = False

    def _on_slider(self, value: int) -> None:
        if not self._is_following:
            self.show_weight(value * STEP)
            self._panel.rest.start()

    def _on_given(self, weight: Decimal) -> None:
        self.show_weight(weight)
        self._panel.rest.start()


class WeightPanel(QScrollArea):
    """`tried(weights)` when a weight has moved and rested, with every weight; None when they are the round's own again."""

    tried = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, WeightRow] = {}
        self._own: dict[str, Decimal] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pröva andra vikter")
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(self._tell)
        self.reset_button = QPushButton("Återställ vikter")
        self.reset_button.clicked.connect(self.reset)
        page = QWidget()
        page.setProperty("role", "page")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Pröva andra vikter", "subheading", wrap=True))
        column.addWidget(PlainLabel(TRIES, "muted", wrap=True))
        column.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(page)

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        """The round's own weights; what is being tried stays while the criteria are the same."""
        own = {one.key: one.weight for one in criteria}
        if own == self._own:
            return
        self._own = own
        for row in self.rows.values():
            for widget in (row.label, row.slider, row.field):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.rows = {one.key: WeightRow(one, self) for one in criteria}
        for number, row in enumerate(self.rows.values()):
            self._grid.addWidget(row.label, 2 * number, 0, 1, 2)
            self._grid.addWidget(row.slider, 2 * number + 1, 0)
            self._grid.addWidget(row.field, 2 * number + 1, 1)
        self.reset_button.setEnabled(False)

    def weights(self) -> Mapping[str, Decimal]:
        return {key: row.weight for key, row in self.rows.items()}

    @property
    def is_trial(self) -> bool:
        return self.weights() != self._own

    def reset(self) -> None:
        """Back to the round's own weights."""
        for key, row in self.rows.items():
            row.show_weight(self._own[key])
        self.rest.stop()
        self._tell()

    def _tell(self) -> None:
        self.reset_button.setEnabled(self.is_trial)
        self.tried.emit(self.weights() if self.is_trial else None)


def offset_text(offset: float) -> str:
    """'+0,25', '−0,50'."""
    return swedish.signed(offset, 2)


def cases_text(row: Strictness, groups: int) -> str:
    """'5 ärenden', with the group where there are several."""
    cases = "1 ärende" if row.cases == 1 else f"{swedish.integer(row.cases)} ärenden"
    return f"{cases}, grupp {row.group}" if groups > 1 else cases


class OffsetBar(QWidget):
    """An offset as a bar to the left (stricter) or to the right of a line in the middle; a whole level fills its side."""

    FULL = 1.0

    def __init__(self, offset: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offset = offset
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(90, max(16, self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle, half = self.width() / 2, self.height() / 2
        length = max(-1.0, min(1.0, self.offset / self.FULL)) * (middle - 2)
        painter.fillRect(QRectF(0, half - 0.5, self.width(), 1), theme.colour("line"))
        painter.fillRect(QRectF(min(middle, middle + length), half - 4, abs(length), 8), theme.colour("accent"))
        painter.fillRect(QRectF(middle - 1, 1, 2, self.height() - 2), theme.colour("muted"))


class StrictnessPanel(QScrollArea):
    """Each assessor's offset, with the number of cases it rests on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[Strictness, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Bedömarnas stränghet")
        self.groups_label = PlainLabel(APART, "unparsed", wrap=True)
        self.empty_label = PlainLabel("Visas när någon har lämnat in en bedömning.", "muted", wrap=True)
        self._page = QWidget()
        self._page.setProperty("role", "page")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Bedömarnas stränghet", "subheading", wrap=True))
        column.addWidget(PlainLabel(STRICT, "muted", wrap=True))
        column.addWidget(self.groups_label)
        column.addWidget(self.empty_label)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(self._page)

    def show_strictness(self, rows: Sequence[Strictness], groups: int) -> None:
        self.groups_label.setVisible(groups > 1)
        self.empty_label.setVisible(not rows)
        if tuple(rows) == self.shown:
            return
        self.shown = tuple(rows)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, row in enumerate(rows):
            figure = PlainLabel(offset_text(row.offset), "label", selectable=True)
            figure.setAccessibleName(f"{row.person_name}: avvikelse {offset_text(row.offset)}, {cases_text(row, groups)}")
            self._grid.addWidget(PlainLabel(row.person_name, wrap=True), 3 * number, 0, 1, 2)
            self._grid.addWidget(figure, 3 * number + 1, 0)
            self._grid.addWidget(OffsetBar(row.offset), 3 * number + 1, 1)
            about = PlainLabel(cases_text(row, groups), "small")
            about.setContentsMargins(0, 0, 0, 6)
            self._grid.addWidget(about, 3 * number + 2, 0, 1, 2)
