"""Bedömningsgrunder: the criteria of a round with levels and weights, version by version."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.scoring import Criterion, RoundInfo, RubricView
from app.domain.views import Changes, Created
from app.errors import SammanhallenError
from app.ui.forms.choice_editors import FlowLayout, QuietCombo
from app.ui.icons import icon
from app.ui.tables.list_panel import ListPanel
from app.ui.tables.model import Column
from app.ui.views.round_choice import RoundChoice
from app.ui.views.rubric_criterion import CriterionForm
from app.ui.views.rubric_round import RoundDialog
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

NO_ROUNDS = (
    "Ingen omgång än",
    "En omgång är de ansökningar som bedöms tillsammans, med samma kriterier. Den börjar med programmets tolv kriterier, lika vägda.",
)
OPEN = "Kriterierna kan ändras tills den första poängen är satt. Varje fält sparas när du lämnar det."
FROZEN = "Kriterierna är låsta, eftersom bedömningar har gjorts efter dem. Gör en ny version för att ändra."
OLD = "Det här är en äldre version. Den visas som den var."
_MINE = {"round", "assessment", "application"}
_RIGHT = Qt.AlignmentFlag.AlignRight


def _used_icon(row: Criterion) -> Any:
    return icon("circle-check", "ok") if row.is_used else icon("circle-minus", "plain")


COLUMNS: tuple[Column[Criterion], ...] = (
    Column("Nr", lambda row: row.key, width=52),
    Column("Används", lambda row: swedish.yes_no(row.is_used), icon=_used_icon, width=84),
    Column(
        "Vikt",
        lambda row: row.weight,
        swedish.number,
        align=_RIGHT,
        width=52,
        copy=lambda value: swedish.number(value).replace(swedish.NBSP, ""),
    ),
    Column("Namn", lambda row: row.title, tip=lambda row: row.title, width=160, stretch=True),
    Column("Vad man ser efter", lambda row: row.guidance, tip=lambda row: row.guidance, width=220, wide=420, drop=1),
)  # fmt: skip

Outdated = tuple[UUID, str, str]  # case, its name, assessor
OUTDATED_COLUMNS: tuple[Column[Outdated], ...] = (
    Column("Ärende", lambda row: row[1], tip=lambda row: row[1], width=160, wide=240),
    Column("Bedömare", lambda row: row[2], tip=lambda row: row[2], width=160, stretch=True),
)


class RubricPage(QWidget):
    """A page of its workspace: built at its first visit, read by `load`."""

    title = "Bedömningsgrunder"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rounds: tuple[RoundInfo, ...] = ()
        self.rubric: RubricView | None = None
        empty = EmptyState("Inga kriterier", "Versionen har inga kriterier.", icon_name="list-checks")
        self.list: ListPanel[Criterion] = ListPanel(session, "rubric", "Bedömningsgrunder", COLUMNS, empty, key=lambda row: row.key)
        self.list.selected.connect(self._on_chosen)
        self.form = CriterionForm(session)
        self.list.opened.connect(lambda _row: self.form.focus_first())
        self.form.edited.connect(self._on_edited)
        nothing = EmptyState("Inget att se över", "Alla bedömningar är gjorda efter den senaste versionen.", icon_name="list-checks")
        self.outdated: ListPanel[Outdated] = ListPanel(session, "outdated", "Bedömningar att se över", OUTDATED_COLUMNS, nothing)
        self.outdated.set_hint("Enter öppnar ärendet. Där väljer bedömaren ”Bedöm på nytt”.")
        self.outdated.opened.connect(lambda row: session.navigate.emit("application", (row[0], "assessment")))
        self._lay_out()
        session.closing.connect(self.commit)

    # --- building ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.round_choice, self.version_choice = RoundChoice(20), QuietCombo()
        self.version_choice.setAccessibleName("Version")
        self.version_choice.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.version_choice.setMinimumContentsLength(12)
        self.round_choice.activated.connect(self._on_round)
        self.version_choice.activated.connect(self._on_version)
        self.new_button = icon_button("plus", "Ny omgång …")
        self.new_button.clicked.connect(self.new_round)
        self.rename_button = QPushButton("Byt namn …")
        self.rename_button.clicked.connect(self.rename_round)
        self.version_button = QPushButton("Ny version …")
        self.version_button.clicked.connect(self.new_version)
        self.badge = StateBadge()
        head = QWidget()
        flow = FlowLayout(head, 8)
        for widget in (self.round_choice, self.rename_button, self.new_button, self.version_choice, self.version_button):
            flow.addWidget(widget)
        self.note_label = PlainLabel("", "muted", wrap=True)
        self._make_chips()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([520, 380])
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.setSpacing(8)
        top.addWidget(head)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.badge)
        told.addWidget(self.note_label, 1)
        top.addLayout(told)
        top.addWidget(self.chips)
        column.addLayout(top)
        self.lists = QStackedWidget()
        self.lists.addWidget(splitter)
        self.lists.addWidget(self.outdated)
        column.addWidget(self.lists, 1)
        self._make_pages()

    def _make_chips(self) -> None:
        """The criteria, or the assessments that need another look; shown only when there are such."""
        self.chips = QWidget()
        row = QHBoxLayout(self.chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._group = QButtonGroup(self)
        self.criteria_chip, self.outdated_chip = QPushButton("Kriterier"), QPushButton("Att se över")
        for number, chip in enumerate((self.criteria_chip, self.outdated_chip)):
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            chip.clicked.connect(lambda _on=False, number=number: self._on_chip(number))
            self._group.addButton(chip)
            row.addWidget(chip)
        self.outdated_label = PlainLabel("", "unparsed", wrap=True)
        row.addWidget(self.outdated_label, 1)
        self.criteria_chip.setChecked(True)

    def _make_pages(self) -> None:
        self.first_button = QPushButton("Ny omgång …")
        self.first_button.setProperty("role", "primary")
        self.first_button.clicked.connect(self.new_round)
        self.no_rounds = EmptyState(*NO_ROUNDS, icon_name="layers", buttons=(self.first_button,))
        self.failed = EmptyState("Bedömningsgrunderna går inte att visa", "", icon_name="circle-alert")
        self.pages = QStackedWidget()
        for page in (self._content, self.no_rounds, self.failed):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    # --- showing -----------------------------------------------------------------------------

    @property
    def round(self) -> UUID | None:
        return self.round_choice.round

    def load(self) -> None:
        """Read everything anew; round, version and criterion stay chosen."""
        try:
            self.rounds = self._session.bench.rounds.list()
            self._show_rounds()
            for button in (self.first_button, self.new_button, self.rename_button):
                button.setVisible(self._session.is_writable)
            if self.round is None:
                self.pages.setCurrentWidget(self.no_rounds)
                return
            self._show_version(self.version_choice.currentData())
        except SammanhallenError as error:
            self.failed.show_text("Bedömningsgrunderna går inte att visa", error.message)
            self.pages.setCurrentWidget(self.failed)
            return
        self.pages.setCurrentWidget(self._content)

    def _show_rounds(self) -> None:
        chosen = self.round
        if chosen not in [one.uid for one in self.rounds]:
            chosen = self.rounds[0].uid if self.rounds else None
        self.round_choice.show_rounds(self.rounds, chosen)

    def _show_version(self, wanted: int | None) -> None:
        assert self.round is not None
        rounds = self._session.bench.rounds
        numbers = rounds.numbers(self.round)
        was_newest = self.rubric is None or self.rubric.is_newest or self.rubric.round != self.round
        number = None if was_newest or wanted not in numbers else wanted
        self.rubric = rounds.rubric(self.round, number)
        self.version_choice.blockSignals(True)
        self.version_choice.clear()
        for one in numbers:
            self.version_choice.addItem(f"Version {one}{' (gäller)' if one == max(numbers) else ''}", one)
        self.version_choice.setCurrentIndex(max(0, self.version_choice.findData(self.rubric.number)))
        self.version_choice.blockSignals(False)
        self._show(self.rubric)

    def _show(self, rubric: RubricView) -> None:
        words = FROZEN if rubric.is_frozen else OPEN
        self.badge.show_state(*(("Låst", "plain", "lock") if self.is_locked else ("Kan ändras", "info", "pencil")))
        told = words if rubric.is_newest else OLD
        self.note_label.setText(f"{told} Skäl till versionen: {rubric.note}" if rubric.note else told)
        self.version_button.setVisible(self._session.is_writable and rubric.is_newest and rubric.is_frozen)
        used = [one for one in rubric.criteria if one.is_used]
        self.list.summary_label.setText(f"{len(used)} av {len(rubric.criteria)} kriterier används")
        self.list.set_rows(rubric.criteria)
        if self.list.table.current_row() is None and rubric.criteria:
            self.list.table.selectRow(0)
        self._on_chosen(self.list.table.current_row())
        self._show_outdated(rubric)

    def _show_outdated(self, rubric: RubricView) -> None:
        """The assessments given under earlier versions, each a way to its case."""
        count = len(rubric.outdated)
        words = "1 bedömning är gjord" if count == 1 else f"{swedish.integer(count)} bedömningar är gjorda"
        self.outdated_label.setText(f"{words} efter en tidigare version.")
        self.outdated_chip.setText(f"Att se över {swedish.integer(count)}")
        self.outdated.set_rows(rubric.outdated)
        self.outdated.summary_label.setText(f"{words} efter en tidigare version och behöver ses över")
        self.chips.setVisible(bool(count))
        if not count:
            self.criteria_chip.setChecked(True)
            self.lists.setCurrentIndex(0)

    def _on_chip(self, number: int) -> None:
        self.lists.setCurrentIndex(number)
        (self.outdated if number else self.list).focus_first()

    @property
    def is_locked(self) -> bool:
        return self.rubric is None or self.rubric.is_frozen or not self.rubric.is_newest

    def changes_arrived(self, changes: Changes) -> None:
        """Something was written while the page is built; read anew if it is shown here."""
        if changes.kinds & _MINE and self.isVisible():
            self.load()

    def select(self, uid: UUID | str) -> None:
        """Show a round."""
        if self.round_choice.choose(uid):
            self._on_round()

    def focus_first(self) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, EmptyState):
            page.focus_first()
        else:
            (self.outdated if self.lists.currentIndex() else self.list).focus_first()

    def commit(self) -> None:
        """Store what is being edited."""
        self.form.commit()

    def commands(self) -> dict[str, Callable[[], Any]]:
        return (self.outdated if self.lists.currentIndex() else self.list).commands()

    # --- acting ------------------------------------------------------------------------------

    def new_round(self) -> None:
        """Ask for name and year, then make the round."""
        dialog = RoundDialog("Ny omgång", "Skapa omgången", "", self._session.bench.today.year, parent=self.window())
        if dialog.exec():
            self.create_round(dialog.name, dialog.year)

    def create_round(self, name: str, year: int) -> None:
        rounds = self._session.bench.rounds

        def done(created: Created) -> None:
            self.load()
            self.select(created.uid)
            self.focus_first()
            self._session.messages.notice(f"Omgången {name} är skapad.")

        self._session.write(lambda: rounds.create(name, year), done)

    def rename_round(self) -> None:
        info = next((one for one in self.rounds if one.uid == self.round), None)
        if info is None:
            return
        dialog = RoundDialog("Byt namn på omgången", "Byt namn", info.name, info.year, parent=self.window())
        if dialog.exec():
            rounds, uid, name, year = self._session.bench.rounds, info.uid, dialog.name, dialog.year
            self._session.write(lambda: rounds.rename(uid, name, year), lambda _changes: self.load())

    def new_version(self) -> None:
        """A new version, with the reason why."""
        self.commit()
        hint = "De bedömningar som redan är gjorda listas, så att de kan ses över."
        note = self._session.messages.ask_text("Ny version", "Varför ändras kriterierna?", "Gör ny version", hint=hint, multiline=True)
        uid, rounds = self.round, self._session.bench.rounds
        if uid is not None and note is not None:
            self._session.write(lambda: rounds.new_version(uid, note), lambda _changes: self.load())

    def _on_edited(self, key: str, name: str, value: Any) -> None:
        rounds = self._session.bench.rounds
        if self.rubric is None:
            return
        uid = self.rubric.round

        def failed(error: Exception) -> None:
            self._session.messages.show(error)
            self.form.refused(name)

        def work() -> Changes:
            if name.startswith("level_"):
                held = next(one for one in rounds.rubric(uid).criteria if one.key == key)
                levels = list(held.levels)
                levels[int(name[-1])] = value
                return rounds.edit_criterion(uid, key, levels=levels)
            return rounds.edit_criterion(uid, key, **{name: value})

        self._session.write(work, lambda _changes: self.load(), failed)

    def _on_chosen(self, row: Criterion | None) -> None:
        self.form.load(row, read_only=self.is_locked or not self._session.is_writable)

    def _on_round(self) -> None:
        self.commit()
        self.rubric = None
        self.load()

    def _on_version(self) -> None:
        self.commit()
        number = self.version_choice.currentData()
        if self.round is None or number is None:
            return
        self.rubric = self._session.bench.rounds.rubric(self.round, number)
        self._show(self.rubric)
