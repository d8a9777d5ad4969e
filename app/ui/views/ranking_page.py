"""Rangordning: a round's cases by score, with spread, strictness and what a weight would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.scoring import RankedCase, RoundInfo, RoundRanking
from app.domain.views import Changes
from app.errors import SammanhallenError
from app.ui.forms.choice_editors import FlowLayout
from app.ui.messages import LISTS
from app.ui.views.assessment_head import ARRANGERS
from app.ui.views.ranking_cases import RoundCasesDialog
from app.ui.views.ranking_list import RankingList, moves_between
from app.ui.views.ranking_panels import StrictnessPanel, WeightPanel
from app.ui.views.round_choice import RoundChoice
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

NO_ROUNDS = (
    "Ingen omgång än",
    "Ärenden rangordnas inom en omgång. Skapa omgången och dess kriterier under Programmet, sidan Bedömningsgrunder.",
)
_MINE = {"round", "assessment", "application", "person", "conflict"}


class RankingPage(QWidget):
    """A page of its workspace: built at its first visit, read by `load`."""

    title = "Rangordning"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._base: RoundRanking | None = None
        self.ranking: RoundRanking | None = None
        self._weights: Mapping[str, Decimal] | None = None
        self.list = RankingList(session)
        self.list.opened.connect(self._on_opened)
        self.weights = WeightPanel()
        self.weights.tried.connect(self._on_tried)
        self.strictness = StrictnessPanel()
        self._lay_out()

    def _make_head(self) -> QHBoxLayout:
        self.round_choice = RoundChoice(16)
        self.round_choice.activated.connect(self._on_round)
        label = PlainLabel("Omgång", "label")
        label.setBuddy(self.round_choice)
        self.disputed_button = QPushButton("Mest omstridda först")
        self.disputed_button.clicked.connect(self.list.show_disputed_first)
        self.reset_button = icon_button("undo-2", "Återställ vikter")
        self.reset_button.setToolTip("Visa ordningen med omgångens egna vikter")
        self.reset_button.clicked.connect(self.weights.reset)
        self.reset_button.hide()
        self.weights_button, self.strictness_button = QPushButton("Vikter"), QPushButton("Stränghet")
        self.add_button = icon_button("plus", "Lägg till …")
        self.add_button.setToolTip("Lägg ärenden i omgången")
        self.add_button.setAccessibleName("Lägg ärenden i omgången")
        for button in (self.add_button, self.list.add_button):
            button.clicked.connect(self.add_cases)
        choice = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.round_choice)
        left = QWidget()
        flow = FlowLayout(left, 8)
        for widget in (choice, self.add_button, self.disputed_button, self.reset_button):
            flow.addWidget(widget)
        head = QHBoxLayout()
        head.setContentsMargins(24, 12, 24, 0)
        head.setSpacing(8)
        head.addWidget(left, 1)
        for button, panel in ((self.weights_button, self.weights), (self.strictness_button, self.strictness)):
            button.setCheckable(True)
            button.setProperty("role", "chip")
            button.clicked.connect(lambda on=False, panel=panel: self.show_panel(panel if on else None))
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _lay_out(self) -> None:
        head = self._make_head()
        self.side = QStackedWidget()
        self.side.addWidget(self.weights)
        self.side.addWidget(self.strictness)
        self.side.setMinimumWidth(230)
        self.side.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([700, 250])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.splitter, 1)
        self._content = content
        self._make_pages()

    def _make_pages(self) -> None:
        self.rubric_button = icon_button("list-checks", "Till Bedömningsgrunder")
        self.rubric_button.clicked.connect(lambda: self._session.navigate.emit("page", ("", "rubric")))
        self.no_rounds = EmptyState(*NO_ROUNDS, icon_name="layers", buttons=(self.rubric_button,))
        self.failed = EmptyState("Rangordningen går inte att visa", "", icon_name="circle-alert")
        self.pages = QStackedWidget()
        for page in (self._content, self.no_rounds, self.failed):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    # --- showing -----------------------------------------------------------------------------

    @property
    def round(self) -> UUID | None:
        """The round that is shown."""
        return self.round_choice.round

    def load(self) -> None:
        """Read everything anew; the round that was chosen stays."""
        try:
            rounds = self._session.bench.rounds.list()
            self._show_rounds(rounds)
            if self.round is None:
                self.pages.setCurrentWidget(self.no_rounds)
                return
            self._base = self._session.bench.assessments.ranking(self.round)
            self.weights.show_criteria([one for one in self._base.criteria if one.is_used])
            self._show()
        except SammanhallenError as error:
            self.failed.show_text("Rangordningen går inte att visa", error.message)
            self.pages.setCurrentWidget(self.failed)
            return
        self.pages.setCurrentWidget(self._content)

    def _show_rounds(self, rounds: tuple[RoundInfo, ...]) -> None:
        """Those of this session's choice, else the newest that has cases."""
        chosen = self.round
        if chosen not in [one.uid for one in rounds]:
            held = [one for one in rounds if one.cases] or list(rounds)
            chosen = max(held, key=lambda one: one.year).uid if held else None
            self._weights = None
        self.round_choice.show_rounds(rounds, chosen)

    def _show(self) -> None:
        """The ranking under the weights in force, or those being tried."""
        if self._base is None or self.round is None:
            return
        trial = self._weights if self.weights.is_trial else None
        self.ranking = self._base
        if trial is not None:
            self.ranking = self._session.bench.assessments.ranking(self.round, weights=trial)
        self.reset_button.setVisible(trial is not None)
        self.list.show_ranking(self.ranking, moves_between(self._base.rows, self.ranking.rows))
        self.strictness.show_strictness(self.ranking.strictness, self.ranking.groups)
        for button in (self.add_button, self.list.add_button):
            button.setVisible(self.can_arrange)
        for button in (self.disputed_button, self.weights_button):
            button.setEnabled(any(row.number for row in self._base.rows))

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""
        if changes.kinds & _MINE and self.isVisible():
            self.load()

    def select(self, uid: UUID | str) -> None:
        """Show a round."""
        if self.round_choice.choose(uid):
            self._on_round()

    def show_panel(self, panel: QWidget | None) -> None:
        """Open the weights or the strictness beside the list; None closes."""
        self.side.setVisible(panel is not None)
        for button, one in ((self.weights_button, self.weights), (self.strictness_button, self.strictness)):
            button.setChecked(panel is one)
        if panel is not None:
            self.side.setCurrentWidget(panel)
            first = next(iter(self.weights.rows.values())).slider if panel is self.weights and self.weights.rows else panel
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, EmptyState):
            page.focus_first()
        elif self._base is not None and not self._base.rows:
            self.list.empty.focus_first()
        else:
            self.list.focus_first()

    def commit(self) -> None:
        """Nothing is edited here: weights are only tried."""

    @property
    def can_arrange(self) -> bool:
        """Whether the person may choose cases: those who handle them, not those who score them."""
        person = self._session.bench.people.current()
        return self._session.is_writable and (person is None or person.role in ARRANGERS)

    def add_cases(self) -> None:
        """Choose cases that are not in the round, and put them there."""
        if self._base is None:
            return
        dialog = RoundCasesDialog(self._session, self._base.round, frozenset(row.case for row in self._base.rows), self.window())
        if dialog.exec():
            self.put_cases(dialog.chosen())

    def put_cases(self, cases: Sequence[UUID]) -> None:
        uid, rounds = self.round, self._session.bench.rounds
        if uid is None or not cases:
            return

        def done(_changes: object) -> None:
            self.load()
            self.focus_first()
            count = "Ärendet" if len(cases) == 1 else f"{swedish.integer(len(cases))} ärenden"
            self._session.messages.notice(f"{count} är med i omgången. Tilldela bedömare i ärendets flik Bedömning.")

        self._session.write(lambda: rounds.put_cases(uid, tuple(cases)), done)

    # --- following ---------------------------------------------------------------------------

    def _on_round(self) -> None:
        self._weights = None
        self.load()

    def _on_tried(self, weights: Mapping[str, Decimal] | None) -> None:
        self._weights = weights
        try:
            self._show()
        except SammanhallenError as error:
            self._session.messages.show(error)

    def _on_opened(self, row: RankedCase) -> None:
        self._session.navigate.emit("application", (row.case, "assessment"))

    # --- commands ----------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        return self.list.commands() | {"export_list": self.export}

    def export(self) -> None:
        """Save the ranking as a workbook with typed cells, or as CSV."""
        ranking = self.ranking
        if ranking is None:
            return
        name = swedish.file_name(f"rangordning-{ranking.round.name}".lower(), "rangordning")
        path = self._session.messages.ask_save_file("Exportera rangordningen", LISTS, f"{name}.xlsx")
        if path is None:
            return
        exports = self._session.bench.ranking_exports
        write = exports.csv if path.suffix.lower() == ".csv" else exports.xlsx

        def done(_result: object) -> None:
            self._session.messages.notice(f"Rangordningen är sparad som {path.name}.")

        self._session.run(lambda _progress: write(ranking, path), "Exporterar rangordningen", done)
