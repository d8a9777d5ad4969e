"""Ctrl+K: one field that searches everything and gives commands, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app import paths
from app.domain import swedish
from app.domain.views import Hit
from app.ui import theme
from app.ui.handbook import Handbook
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.widgets.action_button import plain_text
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.search_field import SearchField

Index = QModelIndex | QPersistentModelIndex
RecordRole = Qt.ItemDataRole.UserRole + 1

KIND_ICONS = {
    "application": "file-text", "plan": "clipboard-list", "district": "map-pin", "organisation": "building-2", "rule": "scale",
    "dialogue": "users", "help": "circle-help", "command": "keyboard", "list": "table",
}  # fmt: skip
KIND_WORDS = {
    "application": "Ansökan", "plan": "Handlingsplan", "district": "Stadsdel", "organisation": "Organisation", "rule": "Regel",
    "dialogue": "Boendedialog", "help": "Handbok", "command": "Kommando", "list": "Lista",
}  # fmt: skip
_COMMANDS_SHOWN = 6
_HELP_SHOWN = 5
_HINT = "Skriv för att söka. Pil upp och ned väljer, Enter öppnar, Esc stänger."


@dataclass(frozen=True)
class Entry:
    """A line of the list: something found, or a command."""

    kind: str
    title: str
    detail: str
    target: Any  # key, or the QAction of a command
    symbol: str = ""


def command_entries(actions: Sequence[QAction], text: str) -> list[Entry]:
    """Commands that can be given now and hold every word in text or tip; those with it in the text come first."""
    words = swedish.fold(text).split()
    found: list[tuple[int, Entry]] = []
    for action in actions:
        if not action.isEnabled() or action.objectName() == "command_palette":
            continue
        title = plain_text(action)
        name, tip = swedish.fold(title), swedish.fold(action.statusTip())
        if all(word in name or word in tip for word in words):
            rank = 0 if all(word in name for word in words) else 1
            found.append((rank, Entry("command", title, action.shortcut().toString(action.shortcut().SequenceFormat.NativeText), action)))
    found.sort(key=lambda pair: pair[0])
    return [entry for _rank, entry in found]


class EntryModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{KIND_WORDS.get(entry.kind, '')}: {entry.title}. {entry.detail}"
        return entry if role == RecordRole else None


class EntryDelegate(QStyledItemDelegate):
    """Icon, title, detail in grey, and what it is at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(RecordRole)
        room: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.colour("selection"))
            painter.fillRect(QRect(room.left(), room.top(), 3, room.height()), theme.colour("accent"))
        metrics = option.fontMetrics
        side = metrics.height()
        icon(KIND_ICONS.get(entry.kind, "circle"), "muted").paint(
            painter, QRect(room.left() + 12, room.center().y() - side // 2, side, side)
        )
        text = room.adjusted(12 + side + 10, 0, -12, 0)
        word = KIND_WORDS.get(entry.kind, "")
        painter.setFont(option.font)
        painter.setPen(theme.colour("muted"))
        middle_right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        middle_left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(text, middle_right, word)
        text.setRight(text.right() - metrics.horizontalAdvance(word) - 16)
        painter.setPen(theme.colour("text"))
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, middle_left, title)
        text.setLeft(text.left() + metrics.horizontalAdvance(title) + 12)
        painter.setPen(theme.colour("muted"))
        painter.drawText(text, middle_left, metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, text.width()))
        painter.restore()


class CommandPalette(QDialog):
    """Hangs under the menu bar; keeps the keys that move and choose, and gives the rest to the field."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self._session = session
        self._handbook = Handbook(paths.handbook_folder())
        self._question = 0
        self.setAccessibleName("Sök överallt")
        self.field = SearchField("Sök ärende, nämnd, stadsdel, regel eller kommando", rest_ms=80)
        self.model = EntryModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Träffar")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = PlainLabel(_HINT, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        self.field.installEventFilter(self)
        self.field.searched.connect(self.search)
        self.list.clicked.connect(lambda _index: self.choose())

    def open_palette(self) -> None:
        """Show it over the window's upper part, empty, with the commands that can be given."""
        window = self._window
        width = min(720, window.width() - 48)
        height = min(460, window.height() - 96)
        corner = window.mapToGlobal(QPoint((window.width() - width) // 2, 44))
        self.setGeometry(QRect(corner, QSize(width, height)))
        self.field.clear()
        self.search("")
        self.show()
        self.field.setFocus()

    def search(self, text: str) -> None:
        """Commands at once; cases, plans and the programme when the store has answered."""
        self._question += 1
        question = self._question
        actions = [action for _spec, action in self._session.actions.items()]
        commands = command_entries(actions, text)
        bench = self._session.workbench
        if not text.strip() or bench is None:
            self._show(commands if not text.strip() else [*commands, *self._help(text)])
            return

        def answered(hits: tuple[Hit, ...]) -> None:
            if question == self._question:
                found = [Entry(hit.kind, hit.title, hit.detail, hit.key) for hit in hits]
                self._show([*found, *commands[:_COMMANDS_SHOWN], *self._help(text)])

        self._session.jobs.start(lambda _progress: bench.queries.search(text)).then(answered, self._session.messages.show)

    def choose(self) -> None:
        """Close, then open what is chosen or give the command."""
        index = self.list.currentIndex()
        if not index.isValid():
            return
        entry: Entry = index.data(RecordRole)
        self.close()
        if isinstance(entry.target, QAction):
            entry.target.trigger()
        else:
            self._session.navigate.emit(entry.kind, entry.target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in steps:
                self._move(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.choose()
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _help(self, text: str) -> list[Entry]:
        return [Entry(hit.kind, hit.title, hit.detail, hit.key) for hit in self._handbook.search(text, _HELP_SHOWN)]

    def _show(self, entries: Sequence[Entry]) -> None:
        self.model.set_entries(entries)
        self.hint.setText(_HINT if entries else "Inget hittades. Pröva ett annat ord, ett diarienummer eller en del av ett namn.")
        if entries:
            self.list.setCurrentIndex(self.model.index(0))

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            row = min(max(self.list.currentIndex().row() + step, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(row))
