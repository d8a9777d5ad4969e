"""One letter as it is written: introduction, last day and questions; read only once it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.rules.evidence import FieldRef
from app.domain.supplements import Question, RequestState, RequestView, Standing, SupplementDraft
from app.domain.swedish import ParseError
from app.ui.forms.editors import DateEditor, LongTextEditor
from app.ui.forms.recovery import Rescued
from app.ui.icons import icon
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.badge import StateBadge
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.section import Section

STANDINGS = {
    Standing.ANSWERED: ("ok", "circle-check"),
    Standing.REMAINS: ("warning", "circle-help"),
    Standing.TO_READ: ("judge", "eye"),
}
GIVEN_TEXT = "Finns nu i ärendet"
INTRODUCTION, QUESTION, REASON = "supplement.introduction", "supplement.question", "supplement.reason"  # as text on its way is known
RESCUED_TEXT = "Text från {at} hann inte sparas. Den är hämtad tillbaka och sparas när du lämnar fältet."
NO_QUESTIONS = "Brevet frågar inte efter något än."


class QuestionCard(QFrame):
    """`written()` when a text is left, `typing(part, text)` before that, `moved(step)`, `removed()`."""

    written = Signal()
    typing = Signal(str, str)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, question: Question, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.question = question
        info = programme.rule_by_id.get(question.rule_id or "")
        self._title = f"{info.id} {info.title}" if info else "Egen fråga"
        self.title_label = PlainLabel("", "label", wrap=True)
        self.badge = StateBadge()
        self.what = LongTextEditor(self, (2, 12))
        self.why = LongTextEditor(self, (1, 8))
        self.why_label = PlainLabel("Varför", "small")
        self.up_button = self._tool("arrow-up", "Flytta upp frågan (Alt+Uppil)", lambda: self.moved.emit(-1))
        self.down_button = self._tool("arrow-down", "Flytta ned frågan (Alt+Nedpil)", lambda: self.moved.emit(1))
        self.remove_button = self._tool("trash-2", "Ta bort frågan ur brevet", self.removed.emit)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self.up_button, self.down_button, self.remove_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for widget in (self.what, self.why_label, self.why):
            column.addWidget(widget)
        self.why_label.setBuddy(self.why.target())
        for part, editor in self.parts.items():
            editor.left.connect(self._on_left)
            editor.edited.connect(partial(self._on_typed, part))
        self.what.set_text(question.question)
        self.why.set_text(question.reason)

    def _tool(self, symbol: str, text: str, work: object) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "icon")
        button.setIcon(icon(symbol))
        button.setToolTip(text)
        button.setAccessibleName(text.partition(" (")[0])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(work)
        return button

    @property
    def parts(self) -> dict[str, LongTextEditor]:
        return {QUESTION: self.what, REASON: self.why}

    @property
    def given(self) -> Question:
        """The question as it is typed."""
        return replace(self.question, question=self.what.text(), reason=self.why.text())

    @property
    def is_dirty(self) -> bool:
        return self.given != self.question

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab visits, in order."""
        return (self.what.target(), self.why.target(), self.up_button, self.down_button, self.remove_button)

    def show_question(
        self, question: Question, place: tuple[int, int], standing: Standing | None, state: RequestState, read_only: bool
    ) -> None:
        """`place` is the question's number and how many there are."""
        if not self.is_dirty:
            for editor, text in ((self.what, question.question), (self.why, question.reason)):
                if editor.text() != text:
                    editor.set_text(text)
            self.question = question
        number, count = place
        self.title_label.setText(f"{number}. {self._title}")
        self.setAccessibleName(f"Fråga {number} av {count}: {self._title}")
        self.what.target().setAccessibleName(f"Fråga {number}, vad som ska kompletteras")
        self.why.target().setAccessibleName(f"Fråga {number}, varför")
        for editor in (self.what, self.why):
            editor.set_read_only(read_only)
        self.why_label.setVisible(not read_only or bool(question.reason))
        self.why.setVisible(not read_only or bool(question.reason))
        for button in (self.up_button, self.down_button, self.remove_button):
            button.setVisible(not read_only)
        self.up_button.setEnabled(number > 1)
        self.down_button.setEnabled(number < count)
        self._show_standing(standing, state)

    def _show_standing(self, standing: Standing | None, state: RequestState) -> None:
        if standing is not None and state is not RequestState.DRAFT:
            self.badge.show_state(standing.label, *STANDINGS[standing])
        elif standing is Standing.ANSWERED:
            self.badge.show_state(GIVEN_TEXT, "ok")
        self.badge.setVisible(standing is not None and (state is not RequestState.DRAFT or standing is Standing.ANSWERED))

    def _on_typed(self, part: str) -> None:
        self.typing.emit(part, self.parts[part].text())

    def _on_left(self) -> None:
        if self.is_dirty:
            self.written.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = -1 if event.key() == Qt.Key.Key_Up else 1 if event.key() == Qt.Key.Key_Down else 0
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and not self.up_button.isHidden():
            self.moved.emit(step)
            return
        super().keyPressEvent(event)


class RequestEditor(QWidget):
    """`changed(SupplementDraft, what)` with the whole letter as it then reads and what was done; `missing_wanted()`.

    `typing(FieldRef, text)` while a text is written.
    """

    changed = Signal(object, str)
    missing_wanted = Signal()
    typing = Signal(object, str)

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self._stored = SupplementDraft()  # as stored, or given to be stored
        self._fresh: list[UUID] = []  # questions that are not stored yet
        self._before: tuple[SupplementDraft, list[UUID], dict[UUID, Question]] | None = None
        self._request: UUID | None = None
        self._read_only = False
        self.cards: dict[UUID, QuestionCard] = {}
        self.introduction = LongTextEditor(self, (2, 10))
        self.introduction.target().setAccessibleName("Inledning")
        self.due = DateEditor(self)
        self.due.button.setIcon(icon("calendar", "muted"))
        self.due.target().setAccessibleName("Svar senast")
        self.due_problem = PlainLabel("", "problem", wrap=True)
        self.problem_label = PlainLabel("", "problem", wrap=True)
        self.no_questions = PlainLabel(NO_QUESTIONS, "muted", wrap=True)
        self.add_button = icon_button("plus", "Lägg till egen fråga")
        self.missing_button = icon_button("list-checks", "")
        self._lay_out()
        self.introduction.left.connect(self._on_introduction)
        self.introduction.edited.connect(lambda: self.typing.emit(FieldRef(INTRODUCTION), self.introduction.text()))
        self.due.left.connect(self._on_due)
        self.add_button.clicked.connect(self.add_question)
        self.missing_button.clicked.connect(self.missing_wanted)

    def _lay_out(self) -> None:
        self.questions = Section("Frågor")
        self._card_column = QVBoxLayout()
        self._card_column.setSpacing(8)
        self.questions.add(self.no_questions)
        self.questions.add_layout(self._card_column)
        more = QHBoxLayout()
        more.setSpacing(8)
        more.addWidget(self.add_button)
        more.addWidget(self.missing_button)
        more.addStretch(1)
        self.questions.add_layout(more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for text, editor in (("Inledning", self.introduction), ("Svar senast", self.due)):
            label = PlainLabel(text, "label")
            label.setBuddy(editor.target())
            column.addWidget(label)
            column.addWidget(editor)
            column.addSpacing(8)
        column.insertWidget(column.count() - 1, self.due_problem)
        column.addWidget(self.questions)
        column.addWidget(self.problem_label)
        self.due_problem.hide()
        self.problem_label.hide()

    # --- showing -----------------------------------------------------------------------------

    def show_request(self, view: RequestView, *, read_only: bool) -> None:
        """The letter as stored; what is being typed stays."""
        if view.uid != self._request:
            self._forget_cards()
            self._stored = view.draft
            self._put(self.introduction, view.draft.introduction)
            self._put(self.due, _day(view.draft.due_date))
            self._show_due_problem("")
            self.show_problem("")
        self._request, self._read_only = view.uid, read_only
        if self.introduction.text() == self._stored.introduction:
            self._put(self.introduction, view.draft.introduction)
        if self.due.text() == _day(self._stored.due_date):
            self._put(self.due, _day(view.draft.due_date))
        self._stored = view.draft
        self.introduction.set_read_only(read_only)
        self.due.set_read_only(read_only)
        self._show_cards(view)
        self.add_button.setVisible(not read_only)

    @staticmethod
    def _put(editor: LongTextEditor | DateEditor, text: str) -> None:
        if editor.text() != text:
            editor.set_text(text)

    def _forget_cards(self) -> None:
        for card in self.cards.values():
            self._drop(card)
        self.cards.clear()
        self._fresh.clear()

    def _drop(self, card: QuestionCard) -> None:
        self._card_column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _show_cards(self, view: RequestView) -> None:
        stored = [one.uid for one in view.draft.items]
        self._fresh = [uid for uid in self._fresh if uid not in stored]
        wanted = [*stored, *self._fresh]
        for uid in [uid for uid in self.cards if uid not in wanted]:
            self._drop(self.cards.pop(uid))
        by_uid = {one.uid: one for one in view.draft.items}
        for number, uid in enumerate(wanted):
            question = by_uid.get(uid) or self.cards[uid].question
            card = self.cards.get(uid) or self._new_card(question)
            if self._card_column.indexOf(card) != number:
                self._card_column.removeWidget(card)
                self._card_column.insertWidget(number, card)
                card.show()  # at once, so that Tab finds it
            card.show_question(question, (number + 1, len(wanted)), view.standings.get(uid), view.state, self._read_only)
        self.no_questions.setVisible(not wanted)
        self._order_stops(wanted)

    def _new_card(self, one: Question) -> QuestionCard:
        card = QuestionCard(one, self._programme, self)
        card.written.connect(lambda: self._tell("ändring av en fråga", self.given))
        card.typing.connect(lambda part, text, uid=one.uid: self.typing.emit(FieldRef(part, uid), text))
        card.moved.connect(lambda step, uid=one.uid: self._move(uid, step))
        card.removed.connect(lambda uid=one.uid: self._remove(uid))
        self.cards[one.uid] = card
        return card

    def _order_stops(self, order: list[UUID]) -> None:
        stops = [self.introduction.target(), self.due.target()]
        for uid in order:
            stops += self.cards[uid].stops
        stops += [self.add_button, self.missing_button]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def show_missing(self, count: int) -> None:
        """How many gaps of the case the draft does not ask for."""
        self.missing_button.setVisible(bool(count) and not self._read_only)
        self.missing_button.setText(f"Lägg till det som saknas nu ({count})")

    def show_problem(self, text: str) -> None:
        """Why the letter could not be stored; what is typed stays."""
        self.problem_label.setText(text)
        self.problem_label.setVisible(bool(text))

    def focus_first(self) -> None:
        self.introduction.target().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- editing -----------------------------------------------------------------------------

    @property
    def given(self) -> SupplementDraft:
        """The letter as it is typed; a day that cannot be read is left as it was, and a question not begun is no part of it."""
        items = [self.cards[one.uid].given if one.uid in self.cards else one for one in self._stored.items]
        fresh = [self.cards[uid].given for uid in self._fresh]
        items += [one for one in fresh if one.question.strip() or one.reason.strip()]
        return SupplementDraft(introduction=self.introduction.text(), due_date=self._due(), items=tuple(items))

    def _due(self) -> date | None:
        text = self.due.text().strip()
        try:
            return swedish.parse_date(text) if text else None
        except ParseError:
            return self._stored.due_date

    def commit(self) -> None:
        """Send what is typed to be stored."""
        if self._request is not None and not self._read_only:
            self._tell("ändring av brevet", self.given)

    def put_back(self, ref: FieldRef, rescued: Rescued) -> bool:
        """Text that an earlier run did not store, in the field where leaving it stores it; False when nothing is lost."""
        if ref.key == INTRODUCTION:
            editor = self.introduction
        elif ref.row is not None and ref.key in (QUESTION, REASON):
            if ref.row not in self.cards:
                self._begin(Question(uid=ref.row))
            editor = self.cards[ref.row].parts[ref.key]
        else:
            return False
        if editor.text() == rescued.text:
            return False
        editor.area.setPlainText(rescued.text)
        self.show_problem(RESCUED_TEXT.format(at=rescued.at))
        return True

    def add_question(self) -> None:
        """An empty question of one's own, ready to be written; it is stored with its first words."""
        self._begin(Question()).what.target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, one: Question) -> QuestionCard:
        self._fresh.append(one.uid)
        card = self._new_card(one)
        self._card_column.addWidget(card)
        card.show()
        count = self._card_column.count()
        card.show_question(one, (count, count), None, RequestState.DRAFT, False)
        self.no_questions.hide()
        self._order_stops([*(item.uid for item in self._stored.items), *self._fresh])
        return card

    def add_questions(self, questions: tuple[Question, ...]) -> None:
        """More to ask, after what is asked already."""
        if questions:
            self._tell("tillägg av frågor", replace(self.given, items=(*self.given.items, *questions)))

    def _on_introduction(self) -> None:
        self._tell("ändring av inledningen", self.given)

    def _on_due(self) -> None:
        text = self.due.text().strip()
        try:
            shown = _day(swedish.parse_date(text)) if text else ""
        except ParseError as error:
            self._show_due_problem(str(error))
            return
        self._show_due_problem("")
        self._put(self.due, shown)
        self._tell("ändring av svarsdagen", self.given)

    def _show_due_problem(self, text: str) -> None:
        self.due_problem.setText(text)
        self.due_problem.setVisible(bool(text))
        self.due.target().setAccessibleDescription(text)

    def _move(self, uid: UUID, step: int) -> None:
        items = list(self.given.items)
        place = next((number for number, one in enumerate(items) if one.uid == uid), None)
        if self._read_only or place is None or not 0 <= place + step < len(items):
            return
        items[place], items[place + step] = items[place + step], items[place]
        self._tell("flytt av en fråga", replace(self.given, items=tuple(items)))

    def _remove(self, uid: UUID) -> None:
        items = tuple(one for one in self.given.items if one.uid != uid)
        draft = replace(self.given, items=items)
        if uid in self.cards:
            self._drop(self.cards.pop(uid))
        if uid in self._fresh:
            self._fresh.remove(uid)
        self.focus_first()
        self._tell("borttagning av en fråga", draft)

    def _tell(self, what: str, draft: SupplementDraft) -> None:
        if draft == self._stored and [one.uid for one in draft.items] == [one.uid for one in self._stored.items]:
            return
        self._before = self._stored, list(self._fresh), {uid: card.question for uid, card in self.cards.items()}
        self._stored = draft
        held = {one.uid: one for one in draft.items}
        self._fresh = [uid for uid in self._fresh if uid not in held]
        for uid, card in self.cards.items():
            card.question = held.get(uid, card.question)
        self.show_problem("")
        self.changed.emit(draft, what)

    def take_back(self, problem: str) -> None:
        """The letter was not stored: what is typed stays, and the next change gives it to be stored again."""
        if self._before is not None:
            self._stored, self._fresh, questions = self._before
            for uid, question in questions.items():
                if uid in self.cards:
                    self.cards[uid].question = question
        self.show_problem(problem)


def _day(day: date | None) -> str:
    return swedish.iso_date(day) if day else ""
