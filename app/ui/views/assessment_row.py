"""One criterion in the tab Bedömning: what to look for, the choice, its reason, and what colleagues gave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.fields import MAX_LENGTH, Kind
from app.domain.scoring import Criterion, ScoreEntry
from app.domain.vocabulary import ScoreKind
from app.ui.charts.strip_plot import StripLine, StripMark
from app.ui.forms.editors import GrowingText
from app.ui.views.assessment_levels import Choice, LevelChoice, choice_of
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel

CHOOSE_FIRST = "Välj först en nivå, Avstår eller Ej tillämpligt."
ASK_REASON = {
    ScoreKind.SCORED: "Motivering: vad i ansökan talar för nivån?",
    ScoreKind.ABSTAINED: "Motivering: varför avstår du?",
    ScoreKind.NOT_APPLICABLE: "Motivering: varför passar kriteriet inte?",
}
MOST = MAX_LENGTH[Kind.LONG_TEXT]
TOO_LONG = "Motiveringen är {} tecken. Högst {} ryms; korta den."


def given_text(entry: ScoreEntry) -> str:
    """'2', 'Avstår', 'Ej tillämpligt'."""
    return str(entry.value) if entry.kind is ScoreKind.SCORED else entry.kind.label


class CriterionRow(QFrame):
    """`scored(key, kind, value, reason)` for what is to be stored, `cleared(key)`, `stepped(key, ±1)` to the next row."""

    scored = Signal(str, object, object, str)
    cleared = Signal(str)
    stepped = Signal(str, int)

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self.shown = ""  # the reason as stored, or given to be stored
        self._is_read_only = False
        self.setProperty("role", "card")
        self.mark = IconLabel("circle", "plain")
        self.title_label = PlainLabel("", "label", wrap=True)
        self.weight_label = PlainLabel("", "small")
        self.strip = StripLine()
        self.guidance_label = PlainLabel("", "muted", wrap=True)
        self.choice = LevelChoice(criterion.title)
        self.reason = GrowingText(lines=(2, 10))
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.problem_label.hide()
        self._others = QWidget()
        self._grid = QGridLayout(self._others)
        self._lay_out()
        self.choice.chosen.connect(self._on_chosen)
        self.choice.emptied.connect(lambda: self.cleared.emit(self.criterion.key))
        self.choice.stepped.connect(lambda step: self.stepped.emit(self.criterion.key, step))
        self.reason.left.connect(self.commit)
        self.reason.submitted.connect(self.commit)
        self.reason.submitted.connect(lambda: self.stepped.emit(self.criterion.key, 1))
        self.show_criterion(criterion)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.weight_label)
        head.addWidget(self.strip)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self.guidance_label, self.choice, self.reason, self.problem_label, self._others):
            column.addWidget(widget)
        self.strip.hide()
        self._others.hide()

    # --- showing -----------------------------------------------------------------------------

    def show_criterion(self, criterion: Criterion) -> None:
        self.criterion = criterion
        name = f"{criterion.key} {criterion.title}"
        self.title_label.setText(name)
        self.weight_label.setText("" if criterion.weight == 1 else f"vikt {swedish.number(criterion.weight)}")
        self.guidance_label.setText(criterion.guidance)
        self.guidance_label.setVisible(bool(criterion.guidance))
        self.choice.show_levels(name, criterion.levels)
        self.reason.setAccessibleName(f"Motivering för {name}")
        self.setAccessibleName(name)

    def show_entry(self, entry: ScoreEntry | None, *, read_only: bool, is_own: bool) -> None:
        """What is stored; a reason being written stays."""
        self._is_read_only = read_only
        for widget in (self.mark, self.choice, self.reason):
            widget.setVisible(is_own)
        was_dirty = self.is_dirty
        self.shown = entry.reason if entry is not None else ""
        if not was_dirty and self.reason.text() != self.shown:
            self.reason.show_text(self.shown)
        self.choice.show_choice(choice_of(entry))
        self.choice.set_read_only(read_only)
        self._follow()

    def show_others(self, others: Sequence[tuple[str, ScoreEntry]], own: ScoreEntry | None) -> None:
        """What colleagues gave this criterion, and the strip of all."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, entry) in enumerate(others):
            given = PlainLabel(given_text(entry), "label")
            who = PlainLabel(name, "muted", wrap=True)
            who.setFixedWidth(min(who.fontMetrics().horizontalAdvance(name) + 4, who.fontMetrics().averageCharWidth() * 22))
            for place, label in enumerate((who, given, PlainLabel(entry.reason, wrap=True, selectable=True))):
                self._grid.addWidget(label, number, place, Qt.AlignmentFlag.AlignTop)
        marks = [StripMark(float(entry.value), name) for name, entry in others if entry.value is not None]
        if own is not None and own.value is not None and others:
            marks.append(StripMark(float(own.value), "Du", is_own=True))
        self.strip.show_marks(marks)
        self.strip.setVisible(bool(marks))
        self._others.setVisible(bool(others))

    def show_problem(self, text: str) -> None:
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))

    def _follow(self) -> None:
        """The mark, and whether a reason can be written."""
        choice = self.choice.choice
        given, reasoned = choice is not None, bool(self.reason.text().strip())
        self.mark.show_icon(
            *(("circle-check", "ok") if given and reasoned else ("circle-dot", "warning") if given else ("circle", "plain"))
        )
        self.mark.setAccessibleName("Bedömt" if given and reasoned else "Motivering saknas" if given else "Inte bedömt")
        self.mark.setToolTip(self.mark.accessibleName())
        closed = self._is_read_only or not given
        self.reason.setReadOnly(closed)
        self.reason.setPlaceholderText("" if self._is_read_only else CHOOSE_FIRST if choice is None else ASK_REASON[choice[0]])

    # --- writing -----------------------------------------------------------------------------

    @property
    def is_dirty(self) -> bool:
        return not self._is_read_only and self.reason.text() != self.shown

    @property
    def is_complete(self) -> bool:
        return self.choice.choice is not None and bool(self.reason.text().strip())

    def commit(self) -> None:
        """Store the reason, if it has been changed."""
        choice = self.choice.choice
        if self.is_dirty and choice is not None:
            self._give(choice)

    def _on_chosen(self, kind: ScoreKind, value: int | None) -> None:
        self._follow()
        self._give((kind, value))

    def _give(self, choice: Choice) -> None:
        text = self.reason.text()
        if len(text) > MOST:
            self.show_problem(TOO_LONG.format(swedish.integer(len(text)), swedish.integer(MOST)))
            return
        self.show_problem("")
        self.shown = text
        self._follow()
        self.scored.emit(self.criterion.key, *choice, text.strip())

    def focus(self) -> None:
        """Where the work is: the choice, or the reason when only that is missing."""
        if self.choice.choice is not None and not self.is_complete and not self._is_read_only:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choice.focus()
