"""The tab Tjänsteutlåtande: the passages to the left, the paper that they make to the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent, QUndoStack
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain import swedish
from app.domain.rules.evidence import FieldRef
from app.domain.texts.passage import Passage
from app.domain.views import CaseView
from app.errors import SammanhallenError
from app.ui.forms.recovery import Recovery
from app.ui.session import Session
from app.ui.theme import set_role
from app.ui.undo import ServiceCommand
from app.ui.views.memo_passage import PassageEditor
from app.ui.views.text_in_focus import offer_versions
from app.ui.widgets.action_button import icon_button
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.pdf_preview import PdfPreview
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

REST_MS = 350  # between the last change and a new paper
NARROW = 720  # below this there is room for text or paper, not both
WIDEST_TEXT = 720
LEAD_TEXT = "Texterna kommer ur ärendet och kan ändras. Det du skriver själv skrivs aldrig över."
SHOW_TEXT, HIDE_TEXT = "Visa förhandsvisning", "Dölj förhandsvisning"
FAILED_TEXT = "Förhandsvisningen kunde inte göras. Texterna är sparade."
SIGNED_TEXT = "Tjänsteutlåtandet är undertecknat. Texterna kan läsas och skrivas ut men inte ändras."


class MemoTab(QWidget):
    """Passages and preview of one case. Each text is stored when it is left; the paper follows a moment later."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, recovery: Recovery | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._recovery = recovery
        self._view: CaseView | None = None
        self._stack: QUndoStack | None = None
        self._read_only = False
        self._is_outdated = False  # passages are read anew when the tab is next seen
        self._wants_pdf = self._is_building = self._wants_focus = False
        self._built_for: UUID | None = None
        self._told_missing = ""
        self._pictured: object = None  # what the paper in view, or on its way, was asked for
        self.editors: dict[str, PassageEditor] = {}
        self.preview = PdfPreview()
        self.missing_frame = QFrame()
        self.signed_strip = Strip(SIGNED_TEXT, "info", closable=False)
        self.preview_button = QPushButton(HIDE_TEXT)
        self.print_button = icon_button("printer", "Skriv ut …")
        self.save_button = icon_button("file-down", "Spara som PDF …")
        self._rest = self._single_shot(REST_MS, self._build_pdf)
        self._reload_soon = self._single_shot(0, self._reload)
        self._lay_out()
        self.preview.retry_requested.connect(self._ask_for_pdf)
        session.closing.connect(self.commit)

    def _single_shot(self, rest_ms: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(rest_ms)
        timer.timeout.connect(slot)
        return timer

    # --- building ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._text_pane())
        self.splitter.addWidget(self._paper_pane())
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 6)
        self.splitter.setSizes([480, 560])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._button_row())
        column.addWidget(self.splitter, 1)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        actions = self._session.actions
        self.preview_button.setCheckable(True)
        self.preview_button.setChecked(True)
        self.preview_button.setToolTip("Visa eller dölj papperet bredvid texterna")
        self.print_button.setToolTip(actions.print_memo.toolTip())
        self.save_button.setToolTip(actions.save_memo.toolTip())
        row.addWidget(self.preview_button)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        self.preview_button.toggled.connect(self._show_panes)
        self.print_button.clicked.connect(self.print_memo)
        self.save_button.clicked.connect(self.save_memo)
        return row

    def _text_pane(self) -> QWidget:
        self.page = QWidget()
        self.page.setProperty("role", "page")
        self.page.setMaximumWidth(WIDEST_TEXT)
        self.body = QVBoxLayout(self.page)
        self.body.setContentsMargins(24, 8, 16, 24)
        self.body.setSpacing(16)
        self.missing_frame.setProperty("role", "strip-warning")
        self.missing_body = QVBoxLayout(self.missing_frame)
        self.missing_body.setContentsMargins(12, 8, 12, 8)
        self.missing_body.setSpacing(4)
        self.body.addWidget(PlainLabel(LEAD_TEXT, "muted", wrap=True))
        self.body.addWidget(self.signed_strip)
        self.body.addWidget(self.missing_frame)
        self.passages_body = QVBoxLayout()
        self.passages_body.setSpacing(16)
        self.body.addLayout(self.passages_body)
        self.body.addStretch(1)
        self.text_scroll = QScrollArea()
        self.text_scroll.setWidgetResizable(True)
        self.text_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text_scroll.setMinimumWidth(320)
        self.text_scroll.setWidget(self.page)
        return self.text_scroll

    def _paper_pane(self) -> QWidget:
        self.paper = QFrame()
        set_role(self.paper, "side")
        column = QVBoxLayout(self.paper)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.preview)
        self.paper.setMinimumWidth(320)
        return self.paper

    # --- the case ---------------------------------------------------------------------------------

    @property
    def uid(self) -> UUID | None:
        return self._view.uid if self._view is not None else None

    def load(self, view: CaseView, *, read_only: bool = False, stack: QUndoStack | None = None) -> None:
        """Shows a case, or the same case after a change: what is being typed stays."""
        if self._view is not None and self._view.uid != view.uid:
            self.commit()
            self._forget_case()
        self._view = view
        self._stack = stack or self._stack
        self._read_only = read_only or not self._session.is_writable or self._is_signed(view)
        self._is_outdated = True
        if self.isVisible():
            self._reload_soon.start()

    @staticmethod
    def _is_signed(view: CaseView) -> bool:
        from app.services.memos import SIGNED_STATES

        return view.state in SIGNED_STATES

    def _forget_case(self) -> None:
        for editor in self.editors.values():
            self.passages_body.removeWidget(editor)
            editor.deleteLater()
        self.editors.clear()
        self._pictured = None
        self.preview.show_empty("Förhandsvisningen görs …")
        self.text_scroll.verticalScrollBar().setValue(0)

    def _reload(self) -> None:
        if self.uid is None or not self._session.is_open:
            return
        memos = self._session.bench.memos
        passages = memos.passages(self.uid)
        self._show_passages(passages)
        self._show_missing(memos.missing_parts(self.uid))
        is_signed = self._view is not None and self._is_signed(self._view)
        self.signed_strip.setVisible(is_signed)
        self._is_outdated = False
        content = (self._view, passages)
        if content != self._pictured:
            self._pictured = content
            self._ask_for_pdf()
        if self._wants_focus and self.preview_button.hasFocus():
            self.focus_first()

    def focus_first(self) -> None:
        """The first text, at once or when the texts have been read."""
        first = next(iter(self.editors.values()), None)
        self._wants_focus = first is None
        (first.edit if first is not None else self.preview_button).setFocus()

    def _show_passages(self, passages: tuple[Passage, ...]) -> None:
        for passage in passages:
            editor = self.editors.get(passage.key)
            if editor is None:
                editor = self._new_editor(passage)
            else:
                editor.show_passage(passage)
            editor.set_read_only(self._read_only)

    def _new_editor(self, passage: Passage) -> PassageEditor:
        editor = PassageEditor(passage, self.page)
        editor.written.connect(self._on_written)
        editor.typing.connect(self._on_typing)
        editor.reverted.connect(self._on_reverted)
        editor.switched.connect(self._on_switched)
        offer_versions(editor.edit, self._session.actions.text_versions)
        self.editors[passage.key] = editor
        self.passages_body.addWidget(editor)
        self._offer_rescued(editor)
        return editor

    def _show_missing(self, parts: tuple[str, ...]) -> None:
        while (item := self.missing_body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.missing_frame.setVisible(bool(parts) and not self._read_only)
        if not parts:
            return
        self.missing_body.addWidget(PlainLabel(f"Kvar innan tjänsteutlåtandet kan undertecknas ({len(parts)})", "label", wrap=True))
        for part in parts:
            self.missing_body.addWidget(_bullet(part))
        self.missing_frame.setAccessibleName(f"Kvar innan undertecknande: {' '.join(parts)}")

    # --- storing ----------------------------------------------------------------------------------

    def commit(self) -> None:
        """Store the text being edited, before the tab goes out of view."""
        for editor in self.editors.values():
            editor.commit()

    def _on_written(self, key: str, text: str) -> None:
        passage = self.editors[key].passage
        self._store(key, passage.edited, text, f"ändring av ”{passage.heading}”")

    def _on_reverted(self, key: str) -> None:
        passage = self.editors[key].passage
        self._store(key, passage.edited, None, f"återgång i ”{passage.heading}”")

    def _store(self, key: str, before: str | None, after: str | None, what: str) -> None:
        uid = self.uid
        if uid is None:
            return
        memos, stack, recovery = self._session.bench.memos, self._stack, self._recovery

        def stored(_changes: object) -> None:
            if recovery is not None:
                recovery.forget(uid, _ref(key))
            if stack is not None and isValid(stack):  # the last text is stored while the window closes
                stack.push(ServiceCommand(what, self._writer(uid, key, before), self._writer(uid, key, after)))
            self._refresh(uid)

        self._session.write(lambda: memos.edit_passage(uid, key, after), stored, lambda error: self._on_refused(uid, key, error))

    @property
    def can_write(self) -> bool:
        return not self._read_only

    def put_back(self, key: str, text: str) -> None:
        """An earlier wording takes the place of the present one, as an edit."""
        passage = self.editors[key].passage
        self._store(key, passage.edited, text, f"återställd lydelse av ”{passage.heading}”")

    def _writer(self, uid: UUID, key: str, text: str | None) -> Callable[[ServiceCommand], None]:
        """Undo and redo are new, logged changes."""

        def start(command: ServiceCommand) -> None:
            def failed(error: Exception) -> None:
                command.give_up()
                self._session.messages.show(error)

            memos = self._session.bench.memos
            self._session.write(lambda: memos.edit_passage(uid, key, text), lambda _changes: self._refresh(uid), failed)

        return start

    def _on_refused(self, uid: UUID, key: str, error: Exception) -> None:
        if isinstance(error, SammanhallenError) and uid == self.uid and key in self.editors:
            self.editors[key].show_problem(error.message)
        else:
            self._session.messages.show(error)

    def _on_switched(self, key: str, on: bool) -> None:
        uid = self.uid
        if uid is None:
            return
        memos = self._session.bench.memos
        self._session.write(lambda: memos.set_optional(uid, key, on), lambda _changes: self._refresh(uid))

    def _refresh(self, uid: UUID) -> None:
        if uid == self.uid:
            self._is_outdated = True
            if self.isVisible():
                self._reload_soon.start()

    def _on_typing(self, key: str, text: str) -> None:
        if self._recovery is not None and self.uid is not None:
            self._recovery.note(self.uid, _ref(key), text)

    def _offer_rescued(self, editor: PassageEditor) -> None:
        """Text from an earlier run that was never stored is put back in the field, where leaving it stores it."""
        if self._recovery is None or self.uid is None or self._read_only:
            return
        rescued = self._recovery.rescued(self.uid).get(_ref(editor.passage.key))
        if rescued is None or rescued.text == editor.passage.text:
            return
        editor.edit.setPlainText(rescued.text)
        editor.show_problem(f"Texten skrevs {rescued.at} men hann inte sparas. Den är hämtad tillbaka och sparas när du lämnar fältet.")

    # --- the paper --------------------------------------------------------------------------------

    def _ask_for_pdf(self) -> None:
        self._wants_pdf = True
        if self.preview_button.isChecked():
            self.preview.show_building()
            self._rest.start()

    def _build_pdf(self) -> None:
        uid = self.uid
        if not self._wants_pdf or self._is_building or uid is None or not self._session.is_open:
            return
        self._wants_pdf, self._is_building, self._built_for = False, True, uid
        memos = self._session.bench.memos
        self._session.jobs.start(lambda _progress: (memos.pdf([uid]), memos.missing_signs([uid]))).then(
            self._on_built, self._on_build_failed
        )

    def _on_built(self, made: Any) -> None:
        self._is_building = False
        data, missing = made
        if self._built_for == self.uid and not self._wants_pdf:
            self.preview.show_pdf(data)
            if missing and missing != self._told_missing:
                self._session.messages.strip(swedish.no_glyph(missing), "warning")
            self._told_missing = missing
        self._build_again()

    def _on_build_failed(self, error: Exception) -> None:
        self._is_building = False
        self._pictured = None
        if self._built_for == self.uid and not self._wants_pdf:
            self.preview.show_error(f"{FAILED_TEXT} {getattr(error, 'message', '')}".strip())
            if not isinstance(error, SammanhallenError):
                self._session.messages.show(error)
        self._build_again()

    def _build_again(self) -> None:
        if self._wants_pdf:
            self._rest.start()

    # --- panes ------------------------------------------------------------------------------------

    def _show_panes(self) -> None:
        with_paper = self.preview_button.isChecked()
        narrow = self.width() < NARROW
        self.paper.setVisible(with_paper)
        self.preview_button.setText(HIDE_TEXT if with_paper else SHOW_TEXT)
        self.text_scroll.setVisible(not (narrow and with_paper))
        if with_paper and self._wants_pdf:
            self._ask_for_pdf()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_narrow = 0 < event.oldSize().width() < NARROW
        is_narrow = self.width() < NARROW
        if is_narrow and not was_narrow:
            self.preview_button.setChecked(False)
        self._show_panes()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._reload_soon.start()

    # --- commands of the window -------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], Any]]:
        """Shared actions handled while the tab is in view."""
        return {
            "print_memo": self.print_memo,
            "save_memo": self.save_memo,
            "find": self.find_text,
            "zoom_in": self.preview.zoom_in,
            "zoom_out": self.preview.zoom_out,
            "zoom_reset": self.preview.fit_width,
        }

    def is_command_enabled(self, name: str) -> bool:
        return self.uid is not None and name in self.commands()

    def find_text(self) -> None:
        self.preview_button.setChecked(True)
        self.preview.focus_search()

    def print_memo(self) -> None:
        from app.ui.dialogs.print import print_memo

        page = max(1, self.preview.current_page)
        self._when_stored(lambda uid: print_memo(self._session, [uid], page))

    def save_memo(self) -> None:
        from app.ui.dialogs.print import save_memo

        self._when_stored(lambda uid: save_memo(self._session, [uid]))

    def _when_stored(self, then: Callable[[UUID], object]) -> None:
        """Paper shows what is stored, so what is being typed is stored first."""
        self.commit()
        uid = self.uid
        if uid is not None:
            self._session.when_stored(lambda: then(uid))

    def focus_passage(self, key: str) -> bool:
        editor = self.editors.get(key)
        if editor is None:
            return False
        self.text_scroll.ensureWidgetVisible(editor)
        editor.edit.setFocus()
        return True


def _ref(key: str) -> FieldRef:
    return FieldRef(f"memo.{key}")


def _bullet(text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel("circle-dashed", "warning"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text, wrap=True), 1)
    return line
