"""The page Varför of the risk index: why one unit of a computed series stands where it does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.riskindex.comments import MAX_COMMENT
from app.domain.riskindex.series import Level
from app.domain.views import ApplicationRow, Changes, ListQuery
from app.errors import NotFound
from app.ui.charts.waterfall_chart import WaterfallChart
from app.ui.forms.layout import scrolled
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.undo import ServiceCommand
from app.ui.views.index_page import Choice, IndexPage
from app.ui.views.index_saving import save_chart
from app.ui.views.index_sheets import print_unit_sheet, save_unit_sheet
from app.ui.views.index_why_comments import CommentsSection
from app.ui.views.index_why_drafts import Draft, Drafts
from app.ui.views.index_why_panel import WhyPanel
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from app.domain.riskindex.comments import Comment
    from app.domain.riskindex.sheets import RankInterval
    from app.domain.riskindex.why import Waterfall
    from app.ui.jobs import Progress

CHOOSE = "Sök område …"
EMPTY_TITLE = "Vilket område gäller det?"
EMPTY_TEXT = "Välj ett område i listan ovanför, eller dubbelklicka på en stapel på sidan Rangordning."
COMMENT_KIND = "index_comment"
_MOST_CASES = 200


class WhyPage(IndexPage):
    key: ClassVar[str] = "why"
    title: ClassVar[str] = "Varför"
    help_anchor: ClassVar[str] = "varfor-ligger-omradet-har"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.found: Waterfall | None = None
        self._turn = 0  # of the answer that is waited for
        self._order: tuple[str, ...] = ()
        self.drafts = Drafts(session, self)
        self.stack = QUndoStack(self)
        session.undo_group.addStack(self.stack)
        self.unit_combo = QComboBox()
        self.up_action = self._step_action("chevron-up", "Närmast högre risk", "Alt+Up", -1)
        self.down_action = self._step_action("chevron-down", "Närmast lägre risk", "Alt+Down", 1)
        self.sentences_label = PlainLabel("", wrap=True, selectable=True)
        self.chart = WaterfallChart()
        self.comments = CommentsSection()
        self.panel = WhyPanel(session.bench.programme)
        self.first_button = QPushButton("Visa området med högst risk")
        self.empty = EmptyState(EMPTY_TITLE, EMPTY_TEXT, icon_name="circle-help", buttons=(self.first_button,))
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _step_action(self, symbol: str, text: str, key: str, step: int) -> QAction:
        action = QAction(icon(symbol), text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(f"{text} ({QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)})")
        action.triggered.connect(lambda: self._step(step))
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        page = ScrollPage()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 8, 16, 24)
        column.setSpacing(16)
        for widget in (self.sentences_label, self.chart, self.comments):
            column.addWidget(widget)
        column.addStretch(1)
        self.area, _holder = scrolled(page, self)
        side = QFrame()
        side.setProperty("role", "side")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(0, 0, 0, 0)
        side_column.addWidget(self.panel)
        side.setMinimumWidth(270)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.area)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([680, 280])
        self.body.addWidget(self.empty)
        self.body.addWidget(self.splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.body, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 8, 16, 4)
        row.setSpacing(8)
        label = PlainLabel("Område", "label")
        label.setBuddy(self.unit_combo)
        self._set_up_chooser()
        row.addWidget(label)
        row.addWidget(self.unit_combo, 1)
        for action in (self.up_action, self.down_action):
            button = QToolButton()
            button.setProperty("role", "icon")
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            row.addWidget(button)
        row.addStretch(1)
        for action in (self.session.actions.save_index_sheet, self.session.actions.print_index_sheet):
            row.addWidget(ActionButton(action))
        return head

    def _set_up_chooser(self) -> None:
        combo = self.unit_combo
        combo.setAccessibleName("Område")
        combo.setAccessibleDescription("Skriv en del av namnet, eller välj i listan. Alt+uppil och Alt+nedpil går i rangordningen.")
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setMaxVisibleItems(20)
        combo.setMinimumContentsLength(24)
        combo.setMaximumWidth(420)
        edit = combo.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(CHOOSE)
        completer = QCompleter(combo.model(), combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        combo.setCompleter(completer)

    def _connect(self) -> None:
        self.unit_combo.activated.connect(self._on_chosen)
        edit = self.unit_combo.lineEdit()
        assert edit is not None
        edit.returnPressed.connect(self._on_return)
        edit.editingFinished.connect(lambda: QTimer.singleShot(0, self, self._show_chosen_name))  # once the list has had its say
        self.first_button.clicked.connect(lambda: self._go_to_unit(self._order[0] if self._order else ""))
        self.chart.save_requested.connect(self._save_picture)
        self.chart.indicator_opened.connect(self._write_of)
        self.comments.added.connect(self._add_comment)
        self.comments.change_asked.connect(self._ask_change)
        self.comments.removal_asked.connect(self._remove_comment)
        self.panel.application_chosen.connect(lambda uid: self.session.navigate.emit("application", uid))
        self.comments.edited.connect(self._keep_draft)
        self.session.closing.connect(self._close_drafts)

    # --- what is shown ----------------------------------------------------------------------------

    def load(self, choice: Choice) -> None:
        self._keep_draft()
        super().load(choice)
        self.session.undo_group.setActiveStack(self.stack)
        self._turn += 1
        turn, bench, recipe = self._turn, self.session.bench, choice.recipe
        assert recipe is not None

        def work(_progress: object) -> tuple[tuple[tuple[str, str], ...], Waterfall | None]:
            order = ranked_units(self.session, choice)
            if choice.unit not in bench.risk_index.computed(choice.level, choice.year, recipe).panel.units:
                return order, None
            return order, bench.index_papers.why(choice.level, choice.year, choice.unit, recipe, choice.measure)

        self.session.run(work, "Räknar indexet", lambda answer: self._arrived(turn, *answer))

    def _arrived(self, turn: int, order: tuple[tuple[str, str], ...], found: Waterfall | None) -> None:
        if turn != self._turn or self.choice is None:
            return  # something else has been chosen since
        self._fill_chooser(order)
        self.found = found
        self.body.setCurrentWidget(self.empty if found is None else self.splitter)
        if found is not None:
            self._show(found)
            self._ask_interval(turn)
        self._enable()

    def _fill_chooser(self, order: tuple[tuple[str, str], ...]) -> None:
        codes = tuple(code for code, _text in order)
        texts = [text for _code, text in order]
        combo = self.unit_combo
        if codes != self._order or texts != [combo.itemText(number) for number in range(combo.count())]:
            self._order = codes
            combo.clear()
            for code, text in order:
                combo.addItem(text, code)
        combo.setCurrentIndex(combo.findData(self.choice.unit if self.choice is not None else ""))
        self._show_chosen_name()

    def _show_chosen_name(self) -> None:
        """What was typed and matches nothing goes back to the unit in view."""
        unit = self.choice.unit if self.choice is not None else ""
        self.unit_combo.setCurrentIndex(self.unit_combo.findData(unit))
        self.unit_combo.setEditText(self.unit_combo.currentText() if self.unit_combo.currentIndex() >= 0 else "")

    def _show(self, found: Waterfall) -> None:
        from app.domain.riskindex.sentences import unit_sentences

        self.sentences_label.setText(" ".join(unit_sentences(found)))
        self.chart.show_waterfall(found)
        self.chart.setVisible(found.index is not None or bool(found.missing))
        key = self.session.bench.risk_index.keys().get(found.unit, "")
        self.panel.show_why(found, self._belongs(found.unit), key, self._cases_of(found.level, key))
        self.comments.show_unit(found)
        self.comments.show_draft(*self._draft_of(found.unit))
        self._show_comments()

    def _belongs(self, unit: str) -> str:
        data = self.session.bench.risk_index.dataset()
        held = data.by_code.get(unit)
        return f"{held.level.label} i {data.name(held.parent)}" if held is not None and held.parent else ""

    def _cases_of(self, level: Level, key: str) -> tuple[ApplicationRow, ...]:
        queries = self.session.bench.queries
        if not key:
            return ()
        if level is Level.DISTRICT:
            return tuple(queries.names_district(key))
        return tuple(queries.applications(ListQuery(board=key, limit=_MOST_CASES)).rows) if level is Level.BOARD else ()

    def _show_comments(self) -> None:
        if self.found is not None:
            comments = self.session.bench.index_comments.of(self.found.unit)
            self.comments.show_comments(comments, may_write=self.session.is_writable)

    def _ask_interval(self, turn: int) -> None:
        choice, papers = self.choice, self.session.bench.index_papers
        if choice is None or choice.recipe is None or self.found is None or not self.found.rank:
            return
        recipe = choice.recipe

        def work(progress: Progress) -> RankInterval | None:
            return papers.interval(choice.level, choice.year, choice.unit, recipe, choice.measure, progress)

        def show(interval: RankInterval | None) -> None:
            if turn == self._turn:
                self.panel.show_interval(interval)

        self.session.run(work, "Prövar hur säker platsen är", show)

    def changes_arrived(self, changes: Changes) -> None:
        if COMMENT_KIND in changes.kinds:
            self._show_comments()
        if "application" in changes.kinds and self.choice is not None and self.isVisible():
            self.load(self.choice)

    def focus_first(self) -> None:
        if self.found is None:
            self.unit_combo.setFocus()
        else:
            self.chart.focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stack.setActive(False)  # nothing is undone where it cannot be seen

    # --- choices ----------------------------------------------------------------------------------

    def _on_chosen(self, number: int) -> None:
        self._go_to_unit(str(self.unit_combo.itemData(number) or ""))

    def _on_return(self) -> None:
        """Enter takes what is written, or the first in the list that holds it."""
        combo = self.unit_combo
        text = combo.currentText().strip()
        number = combo.findText(text)
        if number < 0 and text:
            completer = combo.completer()
            assert completer is not None
            completer.setCompletionPrefix(text)
            number = combo.findText(completer.currentCompletion()) if completer.completionCount() else -1
        if number >= 0:
            self._on_chosen(number)

    def _step(self, step: int) -> None:
        unit = self.choice.unit if self.choice is not None else ""
        if not self._order:
            return
        place = self._order.index(unit) + step if unit in self._order else 0
        if 0 <= place < len(self._order):
            self._go_to_unit(self._order[place])

    def _go_to_unit(self, unit: str) -> None:
        if self.choice is not None and unit and unit != self.choice.unit:
            self.unit_selected.emit(unit)
            self.load(self.choice.at(unit))
            self.area.verticalScrollBar().setValue(0)

    def _enable(self) -> None:
        place = self._order.index(self.choice.unit) if self.choice is not None and self.choice.unit in self._order else -1
        self.up_action.setEnabled(place != 0 and bool(self._order))
        self.down_action.setEnabled(place < len(self._order) - 1)
        self.commands_changed.emit()

    # --- commands ---------------------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        return {"save_index_sheet": lambda: self._paper(save_unit_sheet), "print_index_sheet": lambda: self._paper(print_unit_sheet)}

    def is_command_enabled(self, name: str) -> bool:
        return self.found is not None and name in self.commands()

    def _paper(self, make: Callable[[Session, Choice], object]) -> None:
        if self.choice is not None and self.found is not None:
            make(self.session, self.choice)

    def _save_picture(self, kind: str) -> None:
        if self.found is not None:
            save_chart(self.session, self.chart, f"riskindex {self.found.name} {self.found.year}", kind)

    # --- comments ---------------------------------------------------------------------------------

    def _write_of(self, indicator: str) -> None:
        if self.session.is_writable:
            self.comments.write_of(indicator)
            self.area.ensureWidgetVisible(self.comments.edit)

    def _keep_draft(self) -> None:
        if self.found is not None and self.session.is_writable:
            self.drafts.keep(self.found.unit, Draft(self.comments.edit.text(), self.comments.indicator))

    def _draft_of(self, unit: str) -> tuple[str, str, str]:
        """Text, indicator and its name; the indicator '' where it is gone from the data."""
        draft = self.drafts.of(unit)
        if draft is None:
            return "", "", ""
        held = self.session.bench.risk_index.dataset().indicator_by_code.get(draft.indicator)
        return (draft.text, held.code, held.name) if held is not None else (draft.text, "", "")

    def _close_drafts(self) -> None:
        """When the file is closed: ask whether what was being written becomes comments; what does not is there next time."""
        self._keep_draft()
        held = self.drafts.held() if self.session.is_writable else {}
        fit = {unit: one for unit, one in held.items() if len(swedish.clean(one.text).strip()) <= MAX_COMMENT}
        if fit and self._may_store(tuple(fit)):
            for unit, one in fit.items():
                add = partial(self.session.bench.index_comments.add, unit, one.text, one.indicator)
                self.session.write(add, partial(self._forget_draft, unit))
        self.drafts.close()

    def _forget_draft(self, unit: str, _stored: object = None) -> None:
        self.drafts.forget(unit)

    def _may_store(self, units: tuple[str, ...]) -> bool:
        data = self.session.bench.risk_index.dataset()
        where = swedish.join([data.name(one) for one in units])
        what = "en kommentar" if len(units) == 1 else "kommentarer"
        text = (
            f"Du har börjat skriva {what} om {where}. Spara för att visa för alla som läser filen och på bladet. "
            "Annars ligger texten kvar på den här datorn till nästa gång du öppnar filen."
        )
        return self.session.messages.confirm("Spara det du har börjat skriva?", text, "Spara")

    def _add_comment(self, indicator: str, text: str) -> None:
        if self.found is None:
            return
        comments, unit = self.session.bench.index_comments, self.found.unit

        def stored(created: Any) -> None:
            self.drafts.forget(unit)
            if self.found is not None and self.found.unit == unit:
                self.comments.edit.show_text("")
            kept = self._loaded(created.uid)
            if kept is not None:
                self._push("kommentar", self._remover(kept.uid), self._restorer(kept))

        self.session.write(lambda: comments.add(unit, text, indicator), stored)

    def _loaded(self, uid: UUID) -> Comment | None:
        """A comment as it is now; None, said and no longer shown, when somebody else has taken it away."""
        try:
            return self.session.bench.index_comments.load(uid)
        except NotFound as error:
            self.session.messages.show(error)
            self._show_comments()
            return None

    def _ask_change(self, uid: UUID) -> None:
        comments, before = self.session.bench.index_comments, self._loaded(uid)
        if before is None:
            return
        text = self.session.messages.ask_text("Ändra kommentaren", "Kommentar", "Spara", text=before.text, multiline=True)
        if text is None or swedish.clean(text).strip() == before.text:
            return

        def stored(_changes: object) -> None:
            after = self._loaded(uid)
            if after is not None:
                self._push("ändring av kommentar", self._restorer(before), self._restorer(after))

        self.session.write(lambda: comments.change(uid, text), stored)

    def _remove_comment(self, uid: UUID) -> None:
        comments, before = self.session.bench.index_comments, self._loaded(uid)
        if before is not None:
            self.session.write(
                lambda: comments.remove(uid),
                lambda _changes: self._push("borttagen kommentar", self._restorer(before), self._remover(uid)),
            )

    def _push(self, what: str, undo: Callable[[ServiceCommand], None], redo: Callable[[ServiceCommand], None]) -> None:
        self.stack.push(ServiceCommand(what, undo, redo))

    def _restorer(self, comment: Comment) -> Callable[[ServiceCommand], None]:
        return self._writer(lambda: self.session.bench.index_comments.put_back(comment))

    def _remover(self, uid: UUID) -> Callable[[ServiceCommand], None]:
        return self._writer(lambda: self.session.bench.index_comments.remove(uid))

    def _writer(self, work: Callable[[], Changes]) -> Callable[[ServiceCommand], None]:
        """Undo and redo are new, logged changes."""

        def start(command: ServiceCommand) -> None:
            def failed(error: Exception) -> None:
                command.give_up()
                self.session.messages.show(error)

            self.session.write(work, None, failed)

        return start


def ranked_units(session: Session, choice: Choice) -> tuple[tuple[str, str], ...]:
    """(code, 'Tensta, plats 2') from the highest risk; those without rank last, by name."""
    from app.domain.riskindex.computed_ranking import measured

    index = session.bench.risk_index
    data = index.dataset()
    assert choice.recipe is not None
    computed = index.computed(choice.level, choice.year, measured(choice.recipe, choice.measure))
    pairs = [(int(rank), code, data.name(code)) for rank, code in zip(computed.rank, computed.panel.units, strict=True)]
    pairs.sort(key=lambda one: (one[0] == 0, one[0], swedish.sort_key(one[2])))
    return tuple((code, f"{name}, plats {rank}" if rank else f"{name}, utan plats") for rank, code, name in pairs)
