"""The page of the tab Komplettering: the letters of a case, the one being written or awaited, and its paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.domain import swedish
from app.domain.rules.evidence import FieldRef
from app.domain.supplements import RequestState, RequestView, SupplementDraft
from app.domain.swedish import ParseError
from app.domain.views import CaseView, Created
from app.domain.vocabulary import ApplicationState
from app.errors import SammanhallenError
from app.ui.forms.choice_editors import FlowLayout
from app.ui.forms.recovery import Recovery
from app.ui.icons import icon
from app.ui.messages import PDFS
from app.ui.session import Session
from app.ui.tables.model import RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.undo import ServiceCommand
from app.ui.views.supplement_editor import INTRODUCTION, QUESTION, REASON, RequestEditor
from app.ui.views.supplement_paper import LetterPaper
from app.ui.views.supplement_words import COLUMNS, SENT_NOTICE, WITHDRAW, state_text
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.strip import Strip

NARROW = 720  # below this there is room for letter or paper, not both
WIDEST_TEXT = 760
MOST_ROWS = 3  # requests shown at once above the letter
SHOW_TEXT, HIDE_TEXT = "Visa förhandsvisning", "Dölj förhandsvisning"
EMPTY = (
    "Inget är begärt av sökanden",
    "Ett brev räknar upp det som saknas i ansökan, varför det behövs och när svaret ska ha kommit. "
    "Förslaget görs av de regler som saknar underlag; du ändrar, skriver till och skickar.",
)


class SupplementPage(QWidget):
    """Each text is stored when it is left; the paper follows a moment later."""

    def __init__(self, session: Session, recovery: Recovery | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._recovery = recovery
        self._view: CaseView | None = None
        self._read_only = False
        self._is_outdated = self._wants_focus = False
        self._put_away = False  # the paper, for want of room: it comes back with the room
        self._chosen: UUID | None = None
        self.requests: tuple[RequestView, ...] = ()
        self.model: RowTableModel[RequestView] = RowTableModel(COLUMNS, self)
        self.table = RecordTable(self.model, "Begäran om komplettering")
        self.strip = Strip(closable=False)
        self.editor = RequestEditor(session.bench.programme)
        self.paper = LetterPaper(session)
        self.preview = self.paper.preview
        self.preview_button = QPushButton(HIDE_TEXT)
        self.copy_button = icon_button("copy", "Kopiera text")
        self.print_button = icon_button("printer", "Skriv ut …")
        self.save_button = icon_button("file-down", "Spara som PDF …")
        self.send_button = self._act("send", "Registrera som skickad …", self.send, primary=True)
        self.answer_button = self._act("file-up", "Läs in svar …", self.read_answer, primary=True)
        self.back_button = self._act("arrow-right", "Återuppta den formella kontrollen", session.actions.next_step.trigger, primary=True)
        self.remind_button = self._act("clock", "Registrera påminnelse …", self.remind)
        self.other_button = self._act("circle-check", "Besvarad på annat sätt …", self.answer)
        self.new_button = self._act("plus", "Ny begäran", self.start)
        self.form_button = self._act("file-spreadsheet", "Spara blanketten …", session.actions.export_case.trigger)
        self.form_button.setToolTip("Spara ärendet som ifylld blankett, att skicka med brevet")
        self.withdraw_button = self._act("undo-2", "", self.withdraw)
        self.empty = EmptyState(*EMPTY, session.actions.request_supplement, icon_name="send")
        self.pages = QStackedWidget()
        self._reload_soon = QTimer(self)
        self._reload_soon.setSingleShot(True)
        self._reload_soon.timeout.connect(self._reload)
        self._lay_out()
        self._connect()

    def _act(self, symbol: str, text: str, work: Callable[[], object], *, primary: bool = False) -> QPushButton:
        button = icon_button(symbol, text)
        if primary:
            button.setProperty("role", "primary")
            button.setIcon(icon(symbol, "on-accent"))
        button.clicked.connect(work)
        return button

    # --- building ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._letter_pane())
        self.splitter.addWidget(self.paper)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 6)
        self.splitter.setSizes([500, 540])
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._button_row())
        column.addWidget(self.splitter, 1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(filled)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self.preview_button.setCheckable(True)
        self.preview_button.setChecked(True)
        self.preview_button.setToolTip("Visa eller dölj brevet bredvid texterna")
        self.copy_button.setToolTip("Kopiera brevet som text, att klistra in i e-post")
        self.print_button.setToolTip("Skriv ut brevet")
        self.save_button.setToolTip("Spara brevet som PDF")
        row.addWidget(self.preview_button)
        row.addStretch(1)
        for button in (self.copy_button, self.print_button, self.save_button):
            row.addWidget(button)
        return row

    def _letter_pane(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        page.setMaximumWidth(WIDEST_TEXT)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        acts = QWidget()
        self.flow = FlowLayout(acts, 8)
        self.acts = (
            self.send_button, self.form_button, self.answer_button, self.back_button, self.remind_button, self.other_button,
            self.new_button, self.withdraw_button,
        )  # fmt: skip
        for button in self.acts:
            button.setParent(acts)
        body = QVBoxLayout(page)
        body.setContentsMargins(24, 4, 16, 24)
        body.setSpacing(12)
        for widget in (self.table, self.strip, acts, self.editor):
            body.addWidget(widget)
        body.addStretch(1)
        self.text_scroll = QScrollArea()
        self.text_scroll.setWidgetResizable(True)
        self.text_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text_scroll.setMinimumWidth(340)
        self.text_scroll.setWidget(page)
        return self.text_scroll

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(lambda _row: self.editor.focus_first())
        self.editor.changed.connect(self._on_changed)
        self.editor.missing_wanted.connect(self.add_missing)
        self.editor.typing.connect(self._on_typing)
        self.preview_button.toggled.connect(self._show_panes)
        self.copy_button.clicked.connect(self.copy_text)
        self.print_button.clicked.connect(self.print_letter)
        self.save_button.clicked.connect(self.save_letter)
        self._session.closing.connect(self.commit)

    # --- the case ----------------------------------------------------------------------------

    @property
    def request(self) -> RequestView | None:
        """The letter in view."""
        return next((one for one in self.requests if one.uid == self._chosen), None)

    def load(self, view: CaseView, *, read_only: bool) -> None:
        """Shows a case, or the same case after a change: what is being typed stays."""
        if self._view is not None and self._view.uid != view.uid:
            self.commit()
            self._chosen, self.requests = None, ()
            self.paper.forget()
        self._view = view
        self._read_only = read_only or not self._session.is_writable
        self._is_outdated = True
        if self.isVisible():
            self._reload_soon.start()

    def _reload(self) -> None:
        if self._view is None or not self._session.is_open:
            return
        self._is_outdated = False
        self.requests = self._session.bench.supplements.list(self._view.uid)
        uids = [one.uid for one in self.requests]
        if self._chosen not in uids:
            self._chosen = uids[0] if uids else None
        self.model.refresh_rows(self.requests)
        rows = min(max(len(uids), 1), MOST_ROWS)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + head + 4)
        if self._chosen is not None:
            self.table.select_key(self._chosen)
        had_focus = self.empty.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.pages.setCurrentIndex(1 if uids else 0)
        self._show_request()
        if self._wants_focus or had_focus:
            self.focus_first()

    def _show_request(self) -> None:
        view = self.request
        if view is None or self._view is None:
            return
        is_draft = view.state is RequestState.DRAFT
        self.editor.show_request(view, read_only=self._read_only or not is_draft)
        if is_draft and not self._read_only:
            self._offer_rescued(self._view.uid)
        self.editor.show_missing(len(self._session.bench.supplements.missing_now(view.uid)) if is_draft and not self._read_only else 0)
        self._show_state(view, self._view)
        self.paper.show_letter(view.uid, (self._view, view))

    def _show_state(self, view: RequestView, case: CaseView) -> None:
        can_write = not self._read_only
        awaits = case.state is ApplicationState.AWAITING_SUPPLEMENT and not any(one.is_waiting for one in self.requests)
        is_answered = view.state is RequestState.ANSWERED
        self._show_acts({
            self.send_button: view.state is RequestState.DRAFT,
            self.form_button: view.state is RequestState.DRAFT,
            self.answer_button: view.is_waiting,
            self.back_button: is_answered and awaits,
            self.remind_button: view.is_waiting,
            self.other_button: view.is_waiting,
            self.new_button: view.state is not RequestState.DRAFT,
            self.withdraw_button: True,
        }, can_write)  # fmt: skip
        self.withdraw_button.setText(WITHDRAW[view.state][0])
        text, kind = state_text(view, self._session.bench.today)
        self.strip.show_text(text, kind)

    def _show_acts(self, wanted: dict[QPushButton, bool], can_write: bool) -> None:
        """Only what can be done now takes room."""
        while self.flow.takeAt(0) is not None:
            pass
        for button in self.acts:
            button.setVisible(can_write and wanted[button])
            if can_write and wanted[button]:
                self.flow.addWidget(button)

    def _on_row(self, row: RequestView | None) -> None:
        if row is not None and row.uid != self._chosen:
            self.editor.commit()
            self._chosen = row.uid
            self._show_request()

    def focus_first(self) -> None:
        """The letter's first field, at once or when it has been read."""
        self._wants_focus = self._is_outdated or (self._view is None)
        if self.requests:
            view = self.request
            is_open = view is not None and view.state is RequestState.DRAFT and not self._read_only
            (self.editor.focus_first if is_open else self.table.setFocus)()
        else:
            self.empty.focus_first()

    # --- storing -----------------------------------------------------------------------------

    def commit(self) -> None:
        """Store the text being edited, before the tab goes out of view."""
        if self.request is not None:
            self.editor.commit()

    def _on_changed(self, draft: SupplementDraft, what: str) -> None:
        view = self.request
        if view is None:
            return
        uid, before, supplements, case = view.uid, view.draft, self._session.bench.supplements, view.case
        stack = self._session.undo_group.activeStack()

        def stored(_changes: object) -> None:
            self._forget_typing(case, draft)
            if stack is not None:
                stack.push(ServiceCommand(what, partial(self._rewrite, uid, before), partial(self._rewrite, uid, draft)))
            self._refresh()

        def refused(error: Exception) -> None:
            if isinstance(error, SammanhallenError) and uid == self._chosen:
                self.editor.take_back(error.message)
            else:
                self._session.messages.show(error)

        self._session.write(lambda: supplements.edit(uid, draft), stored, refused)

    def _on_typing(self, ref: FieldRef, text: str) -> None:
        if self._recovery is not None and self._view is not None:
            self._recovery.note(self._view.uid, ref, text)

    def _forget_typing(self, case: UUID, draft: SupplementDraft) -> None:
        """What is stored, or gone with its letter, needs no rescue."""
        if self._recovery is not None:
            self._recovery.forget(case, FieldRef(INTRODUCTION))
            for one in draft.items:
                self._recovery.forget(case, FieldRef(QUESTION, one.uid))
                self._recovery.forget(case, FieldRef(REASON, one.uid))

    def _offer_rescued(self, case: UUID) -> None:
        """Text from an earlier run that was never stored is put back in its field."""
        if self._recovery is None:
            return
        for ref, rescued in self._recovery.rescued(case).items():
            if ref.key in (INTRODUCTION, QUESTION, REASON) and not self._recovery.is_typing(case, ref):
                if self.editor.put_back(ref, rescued):
                    self._recovery.note(case, ref, rescued.text)
                else:
                    self._recovery.forget(case, ref)

    def _rewrite(self, uid: UUID, draft: SupplementDraft, command: ServiceCommand) -> None:
        """Undo and redo are new, logged changes."""

        def failed(error: Exception) -> None:
            command.give_up()
            self._session.messages.show(error)

        supplements = self._session.bench.supplements
        self._session.write(lambda: supplements.edit(uid, draft), lambda _changes: self._refresh(), failed)

    def _refresh(self) -> None:
        self._is_outdated = True
        if self.isVisible():
            self._reload_soon.start()

    def add_missing(self) -> None:
        """Ask also for what the case has come to lack since the letter was begun."""
        view = self.request
        if view is not None:
            self.editor.add_questions(self._session.bench.supplements.missing_now(view.uid))

    # --- acting ------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin a letter from what the case lacks, or go to the one that is begun."""
        if self._view is None or self._read_only:
            return
        if self._is_outdated:
            self._reload()
        held = next((one for one in self.requests if one.state is RequestState.DRAFT), None)
        if held is not None:
            self._choose(held.uid)
            return
        case, supplements = self._view.uid, self._session.bench.supplements

        def made(created: Created) -> None:
            self._choose(created.uid)
            self._session.messages.notice("Ett utkast är gjort av det som saknas. Läs igenom det innan du skickar.")

        self._session.write(lambda: supplements.create(case), made)

    def _choose(self, uid: UUID) -> None:
        self._chosen = uid
        self._wants_focus = True
        self._reload()

    def send(self) -> None:
        self.commit()
        self._ask_day("Brevet är skickat", "Vilken dag skickades brevet?", self._session.bench.supplements.send, SENT_NOTICE)

    def remind(self) -> None:
        self._ask_day("Påminnelse", "Vilken dag påmindes sökanden?", self._session.bench.supplements.remind, "Påminnelsen är registrerad.")

    def answer(self) -> None:
        self._ask_day(
            "Besvarad på annat sätt",
            "Vilken dag kom svaret? Använd det här när svaret inte är en ifylld blankett; skriv in uppgifterna i ärendet själv.",
            self._session.bench.supplements.answer,
            "Svaret är registrerat.",
        )

    def _ask_day(self, title: str, label: str, act: Callable[[UUID, date], Any], notice: str) -> None:
        view, messages = self.request, self._session.messages
        if view is None:
            return
        typed = messages.ask_text(title, label, "Registrera", text=swedish.iso_date(self._session.bench.today))
        if typed is None:
            return
        try:
            day = swedish.parse_date(typed)
        except ParseError as error:
            messages.strip(str(error), "warning")
            return

        self._session.write(lambda: act(view.uid, day), lambda _changes: self._told(notice))

    def _told(self, notice: str) -> None:
        self._session.messages.clear_strip()
        self._session.messages.notice(notice)
        self._refresh()

    def withdraw(self) -> None:
        """Take the last step back, after a question."""
        view = self.request
        if view is None:
            return
        verb, text, notice = WITHDRAW[view.state]
        supplements, messages = self._session.bench.supplements, self._session.messages

        def done(_changes: object) -> None:
            self._forget_typing(view.case, view.draft)
            self._told(notice)

        if messages.confirm(verb, text, verb):
            self._session.write(lambda: supplements.withdraw(view.uid), done)

    def read_answer(self) -> None:
        from app.ui.dialogs.answer import start_answer

        if self.request is not None:
            start_answer(self._session, self.request.uid)

    # --- the paper ---------------------------------------------------------------------------

    def copy_text(self) -> None:
        """The letter on the clipboard, for an e-mail."""

        def copied(uid: UUID) -> None:
            QApplication.clipboard().setText(self._session.bench.supplements.text(uid))
            self._session.messages.notice("Brevets text är kopierad. Klistra in den i e-post.")

        self._when_stored(copied)

    def print_letter(self) -> None:
        from app.ui.dialogs.print import print_pdf

        supplements, page = self._session.bench.supplements, max(1, self.preview.current_page)

        def printed(uid: UUID) -> None:
            name = supplements.suggested_file_name(uid).removesuffix(".pdf")
            self._session.run(lambda _progress: supplements.pdf(uid), "Gör brevet", lambda data: print_pdf(self._session, data, name, page))

        self._when_stored(printed)

    def save_letter(self) -> None:
        supplements, messages = self._session.bench.supplements, self._session.messages

        def saved(uid: UUID) -> None:
            path = messages.ask_save_file("Spara brevet som PDF", PDFS, supplements.suggested_file_name(uid))
            if path is not None:
                self._session.run(
                    lambda _progress: supplements.save_pdf(uid, path),
                    f"Sparar {path.name}",
                    lambda _result: messages.notice(f"Brevet är sparat som {path}."),
                )

        self._when_stored(saved)

    def _when_stored(self, then: Callable[[UUID], object]) -> None:
        """Paper shows what is stored, so what is being typed is stored first."""
        self.commit()
        uid = self._chosen
        if uid is not None:
            self._session.when_stored(lambda: then(uid))

    # --- panes and commands ------------------------------------------------------------------

    def _show_panes(self) -> None:
        with_paper, narrow = self.preview_button.isChecked(), self.width() < NARROW
        self.paper.setVisible(with_paper)
        self.preview_button.setText(HIDE_TEXT if with_paper else SHOW_TEXT)
        self.text_scroll.setVisible(not (narrow and with_paper))
        if with_paper:
            self.paper.come_into_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        if is_narrow and self.preview_button.isChecked() and not 0 < event.oldSize().width() < NARROW:
            self._put_away = True
            self.preview_button.setChecked(False)
        elif not is_narrow and self._put_away:
            self._put_away = False
            self.preview_button.setChecked(True)
        self._show_panes()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._reload_soon.start()

    def commands(self) -> dict[str, Callable[[], Any]]:
        """Shared actions handled while the tab is in view."""
        return {"find": self.find_text, **self.paper.commands()}

    def is_command_enabled(self, name: str) -> bool:
        return self._chosen is not None and name in self.commands()

    def find_text(self) -> None:
        self.preview_button.setChecked(True)
        self.preview.focus_search()
