"""Editors within the cells of a form's table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.fields import Choices, Field, Kind
from app.ui.forms.choice_editors import ChoicesPopup, QuietCombo
from app.ui.forms.editors import GrowingText
from app.ui.forms.table_model import FieldRole
from app.ui.tables.model import Index

LONG_EDITOR = QSize(360, 96)


class CellCombo(QuietCombo):
    """Opens its list at once; a choice ends the editing of the cell."""

    chosen = Signal()

    def __init__(self, labels: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem("–", "")
        for label in labels:
            self.addItem(label, label)
        self.setMaxVisibleItems(16)
        self.activated.connect(self.chosen)

    def show_text(self, text: str) -> None:
        number = self.findData(text)
        if number < 0 and text:
            self.addItem(text, text)
            number = self.count() - 1
        self.setCurrentIndex(max(number, 0))


class CellChoices(QLineEdit):
    """Shows what is ticked, with the list open beneath."""

    closed = Signal()

    def __init__(self, labels: list[str], title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.popup = ChoicesPopup(labels, title, self)
        self.popup.changed.connect(lambda: self.setText("; ".join(self.popup.chosen())))
        self.popup.closed.connect(self.closed)

    def open_list(self) -> None:
        self.popup.show_chosen([part.strip() for part in self.text().split(";")])
        self.popup.open_under(self)


class CellDelegate(QStyledItemDelegate):
    """Chooses the editor by the kind of field; `typed` while the user types in a cell."""

    typed = Signal(object, str)  # index, text

    def __init__(self, choices: Choices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field: Field = index.data(FieldRole)
        place = QPersistentModelIndex(index)
        editor = self._make(field, parent)
        editor.setAccessibleName(field.label)
        if isinstance(editor, CellChoices):
            editor.closed.connect(lambda: self._finish(editor))
        elif isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda text: self.typed.emit(place, text))
            if field.kind in (Kind.KRONOR, Kind.INTEGER, Kind.NUMBER):
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        elif isinstance(editor, GrowingText):
            editor.edited.connect(lambda: self.typed.emit(place, editor.text()))
        elif isinstance(editor, CellCombo):
            editor.chosen.connect(lambda: self._finish(editor))
        return editor

    def _make(self, field: Field, parent: QWidget) -> QWidget:
        if field.kind is Kind.CHOICE:
            return CellCombo(list(self._choices.items(field).values()), parent)
        if field.kind is Kind.YES_NO:
            return CellCombo(["Ja", "Nej"], parent)
        if field.kind is Kind.CHOICES:
            return CellChoices(list(self._choices.items(field).values()), field.label, parent)
        if field.kind is Kind.LONG_TEXT:
            return GrowingText(parent, (4, 8))
        line = QLineEdit(parent)
        line.setFrame(False)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, CellCombo):
            editor.show_text(text)
            editor.showPopup()
        elif isinstance(editor, CellChoices):
            editor.setText(text)
            editor.open_list()
        elif isinstance(editor, GrowingText):
            editor.show_text(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(index, _text_of(editor), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        parent = editor.parentWidget()
        if isinstance(editor, GrowingText) and parent is not None:
            room = parent.rect()
            width = min(max(rect.width(), LONG_EDITOR.width()), room.width())
            left = max(0, min(rect.left(), room.width() - width))
            editor.setFixedWidth(width)
            editor.move(left, rect.top())
            return
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, GrowingText) and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._finish(editor)
                return True
        return bool(super().eventFilter(editor, event))

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def _text_of(editor: Any) -> str:
    if isinstance(editor, CellCombo):
        return str(editor.currentData() or "")
    if isinstance(editor, GrowingText):
        return editor.text()
    return str(editor.text())
