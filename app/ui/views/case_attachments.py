"""The tab Underlag: the case's documents; added as copies, opened as read-only copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain import swedish, workflow
from app.domain.views import AttachmentInfo, CaseView
from app.domain.vocabulary import AttachmentKind
from app.ui.tables.model import Column, RowTableModel
from app.ui.tables.view import RecordTable
from app.ui.widgets.action_button import ActionButton, icon_button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from pathlib import Path

    from app.ui.session import Session

# What the computer shows rather than runs. Other kinds are copied out, and the user decides.
SHOWN = {
    ".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".odp", ".txt", ".md",
    ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".eml", ".msg",
}  # fmt: skip
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
    Column("Storlek", lambda row: row.size, size_text, align=_RIGHT, width=90, drop=2),
    Column("Kontrollsumma", lambda row: row.sha256, lambda text: text[:12], tip=lambda row: f"SHA-256 {row.sha256}", width=130, drop=1),
)


class AttachmentsTab(QWidget):
    """Enter opens a copy, Delete removes after a question."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: CaseView | None = None
        self.model: RowTableModel[AttachmentInfo] = RowTableModel(COLUMNS, self)
        self.table = _Table(self.model, "Underlag")
        self.table.opened.connect(self.open_copy)
        self.table.deleting = self.remove
        self.table.row_selected.connect(lambda _row: self._follow())
        action = session.actions.add_attachment
        self.open_button = icon_button("external-link", "Öppna kopia")
        self.open_button.setToolTip("Öppna en skrivskyddad kopia i datorns program för filen (Enter)")
        self.open_button.clicked.connect(self.open_copy)
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
        self._follow()

    def focus_first(self) -> None:
        if self.model.rows:
            self.table.setFocus()
        else:
            self._empty.focus_first()

    def add(self) -> None:
        """Ask for a file and what it is, then store a copy."""
        if self._view is None or not self.can_write:
            return
        messages = self._session.messages
        path = messages.ask_open_file("Lägg till bilaga", "Alla filer (*)")
        if path is None:
            return
        kinds = [(kind.value, kind.label) for kind in AttachmentKind]
        kind = messages.ask_choice(
            "Lägg till bilaga", f"Vad är ”{path.name}” för handling?", "Lägg till", kinds, AttachmentKind.OTHER.value
        )
        if kind is not None:
            self.store(AttachmentKind.of(kind), path)

    def store(self, kind: AttachmentKind, path: Path) -> None:
        if self._view is None:
            return
        uid, attachments = self._view.uid, self._session.bench.attachments

        def done(_changes: object) -> None:
            self._session.messages.notice(f"”{path.name}” är tillagd bland underlagen.")

        self._session.messages.notice(f"Lägger till ”{path.name}” …")
        self._session.write(lambda: attachments.add(uid, kind, path), done)

    def open_copy(self, _row: object = None) -> None:
        row = self.table.current_row()
        if row is None:
            return
        attachments = self._session.bench.attachments
        self._session.run(lambda _progress: attachments.open_copy(row.uid), f"Öppnar ”{row.name}”", self._on_copied)

    def _on_copied(self, path: Path) -> None:
        if path.suffix.casefold() not in SHOWN:
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
        self.remove_button.setEnabled(has_row and self.can_write)


class _Table(RecordTable):
    deleting = staticmethod(lambda: None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleting()
            return
        super().keyPressEvent(event)
