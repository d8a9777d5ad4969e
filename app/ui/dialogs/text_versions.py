"""All wordings of a text at the left; at the right the chosen one beside the present, word by word; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain import swedish
from app.domain.plans import word_pieces
from app.domain.rules.evidence import FieldRef
from app.domain.text_versions import TextVersion
from app.domain.views import WordPiece
from app.ui import theme
from app.ui.icons import icon
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.tables.words import NEW, OLD, side_of
from app.ui.views.case_rule_detail import local_time
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from app.ui.session import Session

LEGEND = "Struket står bara i den valda lydelsen, understruket bara i lydelsen nu."
ONE_WORDING = ("Texten har en enda lydelse", "När någon ändrar texten står den tidigare lydelsen kvar här och kan återställas.")
_LOOKS = {OLD: ("bad", "bad_soft"), NEW: ("ok", "ok_soft")}


def moment(version: TextVersion) -> str:
    return local_time(version.at) if version.at is not None else swedish.EMPTY


def how(version: TextVersion) -> str:
    """How the wording came there; the one that stands there now is named so."""
    return " · ".join(filter(None, ("Nu" if version.is_current else "", version.source))) or swedish.EMPTY


COLUMNS: tuple[Column[TextVersion], ...] = (
    Column("När", moment, copy=str, icon=lambda one: icon("circle-dot", "info") if one.is_current else None, width=150),
    Column("Vem", lambda one: one.who or swedish.EMPTY, tip=lambda one: one.who, width=80, stretch=True),
    Column("Hur", how, copy=str, tip=how, width=140, stretch=True),
)


def counted(pieces: Sequence[WordPiece]) -> str:
    """'3 ord borttagna och 12 ord tillagda sedan dess.'"""
    gone, come = (sum(len(one.text.split()) for one in pieces if one.kind == kind) for kind in (OLD, NEW))
    parts = [f"{swedish.integer(number)} ord {verb}" for number, verb in ((gone, "borttagna"), (come, "tillagda")) if number]
    if not parts:
        return "Lydelserna är lika." if all(one.kind == "same" for one in pieces) else "Bara mellanslag och radbrytningar skiljer."
    return f"{swedish.join(parts)} sedan dess."


class WordPane(QPlainTextEdit):
    """One side of a comparison, read by keyboard like any text."""

    def __init__(self, name: str, side: str) -> None:
        super().__init__()
        self._side = side
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setAccessibleName(name)

    def show_pieces(self, pieces: Sequence[WordPiece]) -> None:
        self.clear()
        cursor = self.textCursor()
        for one in side_of(pieces, self._side):
            look = QTextCharFormat()
            if one.kind in _LOOKS:
                ink, ground = _LOOKS[one.kind]
                look.setForeground(theme.colour(ink))
                look.setBackground(theme.colour(ground))
                look.setFontStrikeOut(one.kind == OLD)
                look.setFontUnderline(one.kind == NEW)
            cursor.insertText(one.text, look)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)


class TextVersionsDialog(QDialog):
    """`restore(text)` is called with the wording to put back; without it the dialog only shows."""

    def __init__(
        self,
        session: Session,
        case: UUID,
        ref: FieldRef,
        label: str,
        restore: Callable[[str], object] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent or session.messages.window)
        self._session = session
        self._case, self._ref = case, ref
        self._restore = restore
        self._wanted: TextVersion | None = None
        self.setWindowTitle("Textens versioner")
        self.resize(980, 520)
        self.heading = PlainLabel(label, "subheading", wrap=True)
        self.old_pane = WordPane("Den valda lydelsen", OLD)
        self.new_pane = WordPane("Lydelsen nu", NEW)
        self.model: RowTableModel[TextVersion] = RowTableModel(COLUMNS, self, key=lambda one: one.number)
        self.table = RecordTable(self.model, f"Lydelser av {label}")
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(lambda _row: self.old_pane.setFocus())
        self.summary_label = PlainLabel("", "label", wrap=True)
        self.legend_label = PlainLabel(LEGEND, "muted", wrap=True)
        self.restore_button = QPushButton("&Återställ den här lydelsen")
        self.restore_button.setProperty("role", "primary")
        self.restore_button.setAutoDefault(False)
        self.restore_button.clicked.connect(self.restore)
        self.copy_button = QPushButton("&Kopiera lydelsen")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy_chosen)
        self.pages = QStackedWidget()
        self._lay_out()
        self._follow()
        versions = session.bench.text_versions
        session.jobs.start(lambda _progress: versions.of(case, ref)).then(self._show, self._failed)

    def _lay_out(self) -> None:
        compared = QWidget()
        right = QVBoxLayout(compared)
        right.setContentsMargins(8, 0, 0, 0)
        right.setSpacing(4)
        right.addWidget(self.summary_label)
        right.addWidget(self.legend_label)
        right.addSpacing(4)
        panes = QHBoxLayout()
        panes.setSpacing(8)
        for title, pane in (("Den valda lydelsen", self.old_pane), ("Lydelsen nu", self.new_pane)):
            side = QVBoxLayout()
            side.setSpacing(2)
            name = PlainLabel(title, "label")
            name.setBuddy(pane)
            side.addWidget(name)
            side.addWidget(pane, 1)
            panes.addLayout(side, 1)
        right.addLayout(panes, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(compared)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([430, 530])
        self.pages.addWidget(splitter)
        self.pages.addWidget(EmptyState(*ONE_WORDING, icon_name="history"))
        close_button = QPushButton("Stäng")
        close_button.setAutoDefault(False)
        close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.restore_button)
        buttons.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.pages, 1)
        column.addLayout(buttons)

    # --- showing -----------------------------------------------------------------------------

    def _show(self, found: tuple[TextVersion, ...]) -> None:
        self.model.set_rows(found)
        self.pages.setCurrentIndex(0 if len(found) > 1 else 1)
        if len(found) > 1:
            self.table.select_key(found[1].number)
            self.table.setFocus()
        self._follow()

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._session.messages.show(error)

    def _on_selected(self, version: TextVersion | None) -> None:
        self._wanted = version
        self._follow()
        if version is None or not self.model.rowCount():
            return
        before, now = version.text, self.model.row_at(0).text
        self._session.jobs.start(lambda _progress: word_pieces(before, now)).then(
            lambda pieces: self._compare(version, pieces), self._session.messages.show
        )

    def _compare(self, version: TextVersion, pieces: tuple[WordPiece, ...]) -> None:
        if not isValid(self) or version != self._wanted:
            return  # closed, or another wording has been chosen meanwhile
        self.old_pane.show_pieces(pieces)
        self.new_pane.show_pieces(pieces)
        self.summary_label.setText("Det här är lydelsen som står där nu." if version.is_current else counted(pieces))

    def _follow(self) -> None:
        version = self._wanted
        now = self.model.row_at(0).text if self.model.rowCount() else ""
        self.restore_button.setVisible(self._restore is not None)
        self.restore_button.setEnabled(version is not None and version.text != now)
        self.copy_button.setEnabled(version is not None and bool(version.text))

    # --- acting ------------------------------------------------------------------------------

    def restore(self) -> None:
        """Put the chosen wording back; it is stored like any edit, and Ctrl+Z takes it back."""
        version = self._wanted
        if version is None or self._restore is None or not self.restore_button.isEnabled():
            return
        self._restore(version.text)
        self._session.messages.notice("Lydelsen är återställd. Ctrl+Z tar tillbaka den som stod där.")
        self.accept()

    def copy_chosen(self) -> None:
        if self._wanted is not None:
            QApplication.clipboard().setText(self._wanted.text)


def show_versions(session: Session, case: UUID, ref: FieldRef, label: str, restore: Callable[[str], object] | None) -> TextVersionsDialog:
    dialog = TextVersionsDialog(session, case, ref, label, restore)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
