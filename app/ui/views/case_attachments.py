"""The tab Underlag: the case's documents; added as copies, opened as read-only copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.attachments import ACCEPTED, MissingAttachment, is_accepted, missing_attachments, suggested_kind
from app.domain.views import AttachmentInfo, CaseView
from app.domain.vocabulary import AttachmentKind
from app.ui.dialogs.attachment import AttachmentDialog
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.action_button import ActionButton, icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from app.ui.session import Session

FILES = f"Handlingar ({' '.join(f'*{suffix}' for suffix in sorted(ACCEPTED))});;Alla filer (*)"
_RIGHT = Qt.AlignmentFlag.AlignRight


def size_text(size: int) -> str:
    """'12 kB', '1,4 MB'."""
    if size < 1_000_000:
        return f"{swedish.integer(max(1, round(size / 1000)))}{swedish.NBSP}kB"
    return f"{swedish.decimal(size / 1_000_000, 1)}{swedish.NBSP}MB"


COLUMNS: tuple[Column[AttachmentInfo], ...] = (
    Column("Handling", lambda row: row.name, tip=lambda row: row.name, stretch=True),
    Column("Slag", lambda row: row.kind.label, tip=lambda row: row.kind.label, width=190, wide=230),
    Column("Datum", lambda row: row.date, swedish.iso_date, width=110),
    Column("Kommer från", lambda row: row.source, lambda text: text or "–", tip=lambda row: row.source, width=190, wide=240, drop=3),
    Column("Storlek", lambda row: row.size, size_text, align=_RIGHT, width=90, drop=2),
    Column("Kontrollsumma", lambda row: row.sha256, lambda text: text[:12], tip=lambda row: f"SHA-256 {row.sha256}", width=130, drop=1),
)


class AttachmentsTab(QWidget):
    """Enter opens a copy, Delete removes after a question."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self.missing: tuple[MissingAttachment, ...] = ()
        self.missing_buttons: list[QPushButton] = []
        self.model: RowTableModel[AttachmentInfo] = RowTableModel(COLUMNS, self)
        self.table = _Table(self.model, "Underlag")
        self.table.opened.connect(self.open_copy)
        self.table.deleting = self.remove
        self.table.describing = self.describe
        self.table.row_selected.connect(lambda _row: self._follow())
        action = session.actions.add_attachment
        self.open_button = icon_button("external-link", "Öppna kopia")
        self.open_button.setToolTip("Öppna en skrivskyddad kopia i datorns program för filen (Enter)")
        self.open_button.clicked.connect(self.open_copy)
        self.describe_button = icon_button("pencil", "Ändra uppgifter …")
        self.describe_button.setToolTip("Ändra handlingens slag, datum och varifrån den kom (F2)")
        self.describe_button.clicked.connect(self.describe)
        self.remove_button = icon_button("trash-2", "Ta bort")
        self.remove_button.setToolTip("Ta bort handlingen från ärendet (Delete)")
        self.remove_button.clicked.connect(self.remove)
        self._empty = EmptyState(
            "Inget underlag än",
            "Här samlas ansökningsblankett, protokollsutdrag, styrgruppens anteckningar och yttranden. "
            "En kopia av filen läggs i ärendefilen.",
            action,
            icon_name="paperclip",
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(ActionButton(action))
        foot.addWidget(self.open_button)
        foot.addWidget(self.describe_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        self._hint = PlainLabel("Originalen ligger kvar där de låg. Det som öppnas härifrån är skrivskyddade kopior.", "muted", wrap=True)
        self._filled = QWidget()
        column = QVBoxLayout(self._filled)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(foot)
        column.addWidget(self.table, 1)
        column.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.missing_strip = QWidget()
        self._missing_column = QVBoxLayout(self.missing_strip)
        self._missing_column.setContentsMargins(16, 12, 16, 0)
        self._missing_column.setSpacing(4)
        layout.addWidget(self.missing_strip)
        layout.addWidget(self._filled)
        layout.addWidget(self._empty)

    @property
    def can_write(self) -> bool:
        return self._view is not None and self._session.is_writable and workflow.is_open(self._view.state)

    def load(self, view: CaseView) -> None:
        self._view = view
        self.model.refresh_rows(view.attachments)
        self._filled.setVisible(bool(view.attachments))
        self._empty.setVisible(not view.attachments)
        self._show_missing(missing_attachments(view.evidence, view.state))
        self._follow()

    def _show_missing(self, missing: tuple[MissingAttachment, ...]) -> None:
        """A line for each document that is missing, with the way to add it."""
        self.missing_strip.setVisible(bool(missing))
        if missing == self.missing and len(self.missing_buttons) == len(missing):
            return
        self.missing = missing
        self.missing_buttons = []
        while self._missing_column.count():
            item = self._missing_column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in missing:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(IconLabel("circle-help", "warning"))
            rule = f" ({one.rule_id})" if one.rule_id else ""
            row.addWidget(PlainLabel(f"Bilaga saknas: {one.kind.label}{rule}. {one.text}", wrap=True), 1)
            button = QPushButton("Lägg till …")
            button.setAccessibleName(f"Lägg till {one.kind.label}")
            button.clicked.connect(lambda _on=False, kind=one.kind: self.add(kind))
            button.setVisible(self.can_write)
            row.addWidget(button)
            self.missing_buttons.append(button)
            self._missing_column.addWidget(line)

    def focus_first(self) -> None:
        if self.model.rows:
            self.table.setFocus()
        else:
            self._empty.focus_first()

    def add(self, kind: AttachmentKind | None = None) -> None:
        """Ask for a file and what it is, then store a copy."""
        if self._view is None or not self.can_write:
            return
        path = self._session.messages.ask_open_file("Lägg till bilaga", FILES)
        if path is None:
            return
        suggested = kind or suggested_kind(path.name, self.missing)
        dialog = AttachmentDialog("Lägg till bilaga", path.name, "Lägg till", suggested, self._session.bench.today, "", self)
        dialog.accepted.connect(lambda: self.store(path, *dialog.values()))
        dialog.open()

    def describe(self) -> None:
        """Ask anew what the marked document is."""
        row = self.table.current_row()
        if row is None or not self.can_write:
            return
        attachments = self._session.bench.attachments
        dialog = AttachmentDialog("Ändra uppgifter", row.name, "Ändra", row.kind, row.date, row.source, self)
        dialog.accepted.connect(lambda: self._session.write(lambda: attachments.describe(row.uid, *dialog.values())))
        dialog.open()

    def store(self, path: Path, kind: AttachmentKind, day: date, source: str) -> None:
        if self._view is None:
            return
        uid, attachments = self._view.uid, self._session.bench.attachments

        def done(_changes: object) -> None:
            self._session.messages.notice(f"”{path.name}” är tillagd bland underlagen.")

        self._session.messages.notice(f"Lägger till ”{path.name}” …")
        self._session.write(lambda: attachments.add(uid, kind, path, day=day, source=source), done)

    def open_copy(self, _row: object = None) -> None:
        row = self.table.current_row()
        if row is None:
            return
        attachments = self._session.bench.attachments
        self._session.run(lambda _progress: attachments.open_copy(row.uid), f"Öppnar ”{row.name}”", self._on_copied)

    def _on_copied(self, path: Path) -> None:
        if not is_accepted(path.suffix):  # an older file may hold kinds that are no longer taken
            text = f"Filer av slaget ”{path.suffix or 'utan ändelse'}” öppnas inte härifrån. En skrivskyddad kopia ligger i {path.parent}."
            self._session.messages.strip(text, "info")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._session.messages.strip(f"Datorn har inget program för ”{path.name}”. Kopian ligger i {path.parent}.", "warning")

    def remove(self) -> None:
        row = self.table.current_row()
        if row is None or not self.can_write:
            return
        text = f"”{row.name}” tas bort ur ärendet. Händelsen skrivs i historiken. Originalet, där filen hämtades, ligger kvar."
        if self._session.messages.confirm("Ta bort handlingen", text, "Ta bort handlingen"):
            attachments = self._session.bench.attachments
            self._session.write(lambda: attachments.remove(row.uid))

    def _follow(self) -> None:
        has_row = self.table.current_row() is not None
        self.open_button.setEnabled(has_row)
        self.describe_button.setEnabled(has_row and self.can_write)
        self.remove_button.setEnabled(has_row and self.can_write)


class _Table(RecordTable):
    deleting = staticmethod(lambda: None)
    describing = staticmethod(lambda: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleting()
            return
        if event.key() == Qt.Key.Key_F2:
            self.describing()
            return
        super().keyPressEvent(event)
