"""Editors that choose from a list: one of few, one of many by typing, several with a tick each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QFrame,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain import swedish
from app.domain.fields import Choices, Field
from app.ui.forms.editors import _STAYS, SEARCHABLE_FROM, CaseUndoGate, Editor
from app.ui.widgets.plain_label import tool_tip

NOTHING = "–"


class QuietCombo(QComboBox):
    """A combo box that a scrolling hand cannot change by mistake, and that says when it is left."""

    left = Signal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()


class ChoiceEditor(Editor):
    """One of a closed list. Long lists are searched by typing any part of a name."""

    def __init__(self, field: Field, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        labels = list(choices.items(field).values())
        self.combo = QuietCombo(self)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(min(max(len(label) for label in labels), 24))
        self.combo.setMaxVisibleItems(16)
        self._searchable = len(labels) >= SEARCHABLE_FROM
        self.combo.addItem("" if self._searchable else NOTHING, "")
        for label in labels:
            self.combo.addItem(label, label)
        if self._searchable:
            self._make_searchable(labels)
        self.combo.activated.connect(self._on_activated)
        self.combo.left.connect(self.left)
        self._layout.addWidget(self.combo, 1)
        self.setFocusProxy(self.combo)

    def _make_searchable(self, labels: Sequence[str]) -> None:
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(QStringListModel(list(labels), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.activated.connect(self._on_completed)
        self.combo.setCompleter(completer)
        line = self._line()
        line.setPlaceholderText("Skriv för att söka i listan")
        line.textEdited.connect(self.edited)
        line.returnPressed.connect(self.left)
        self._gate = CaseUndoGate(self)
        self.combo.installEventFilter(self._gate)

    def _line(self) -> QLineEdit:
        line = self.combo.lineEdit()
        assert line is not None  # a searchable combo box is editable
        return line

    def text(self) -> str:
        return self.combo.currentText() if self._searchable else str(self.combo.currentData() or "")

    def set_text(self, text: str) -> None:
        number = self.combo.findData(text)
        if number < 0 and not self._searchable:  # text that did not parse: shown as it was typed
            self.combo.addItem(text, text)
            number = self.combo.count() - 1
        self.combo.setCurrentIndex(max(number, 0))
        if self._searchable:
            self.combo.setEditText(text)
            self._line().setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        self.combo.setEnabled(not read_only)

    def set_unavailable(self, reasons: Mapping[str, str]) -> None:
        """Alternatives that cannot be chosen now, by label, with the reason why."""
        items = self.combo.model()
        if not isinstance(items, QStandardItemModel):
            return
        for number in range(self.combo.count()):
            reason = reasons.get(str(self.combo.itemData(number) or ""), "")
            items.item(number).setEnabled(not reason)
            items.item(number).setToolTip(tool_tip(reason))

    def target(self) -> QWidget:
        return self.combo

    def is_being_edited(self) -> bool:
        return self._searchable and self.combo.hasFocus()

    def _on_completed(self) -> None:
        self.edited.emit()
        self.left.emit()

    def _on_activated(self) -> None:
        self.edited.emit()
        self.left.emit()


class FlowLayout(QLayout):
    """Places its widgets in rows, as words in a paragraph."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), dry=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, dry=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, dry: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():  # hidden: no gap is left for it
                continue
            size = item.sizeHint().boundedTo(QSize(rect.width(), 10_000)) if rect.width() > 0 else item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + self.spacing(), 0
            if not dry:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        return y + height - rect.y()


class ChoicesPopup(QFrame):
    """A list with a tick each and a line that filters it; Space ticks, Esc or Enter is done."""

    changed = Signal()
    closed = Signal()

    def __init__(self, labels: Sequence[str], title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Sök i listan")
        self.search.setAccessibleName(f"Sök bland {title}")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.items = QStandardItemModel(self)
        for label in labels:
            item = QStandardItem(label)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.items.appendRow(item)
        self.list = QListView(self)
        self.list.setModel(self.items)
        self.list.setAccessibleName(title)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        self.items.itemChanged.connect(self._on_item_changed)
        self._quiet = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.search.setVisible(len(labels) >= SEARCHABLE_FROM)
        self.setMinimumWidth(260)

    def chosen(self) -> list[str]:
        return [item.text() for item in self._all() if item.checkState() is Qt.CheckState.Checked]

    def show_chosen(self, chosen: Sequence[str]) -> None:
        self._quiet = True
        for item in self._all():
            item.setCheckState(Qt.CheckState.Checked if item.text() in chosen else Qt.CheckState.Unchecked)
        self._quiet = False

    def open_under(self, widget: QWidget) -> None:
        self.search.clear()
        rows = min(self.items.rowCount(), 12)
        self.list.setFixedHeight(rows * (self.list.sizeHintForRow(0) + 1) + 4)
        longest = max((self.list.fontMetrics().horizontalAdvance(item.text()) for item in self._all()), default=200)
        self.setFixedWidth(min(max(longest + 72, 260), 560))
        self.adjustSize()
        self.move(widget.mapToGlobal(widget.rect().bottomLeft()))
        self.show()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.items.index(0, 0))
        (self.list if self.search.isHidden() else self.search).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hide()
                return True
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.setFocus()
                return True
        return False

    def _all(self) -> list[QStandardItem]:
        return [self.items.item(number) for number in range(self.items.rowCount())]

    def _filter(self, text: str) -> None:
        wanted = swedish.fold(text)
        for number, item in enumerate(self._all()):
            self.list.setRowHidden(number, wanted not in swedish.fold(item.text()))

    def _on_clicked(self) -> None:
        # The tick box toggles itself; a click on the words beside it should do the same.
        item = self.items.itemFromIndex(self.list.currentIndex())
        mouse = self.list.viewport().mapFromGlobal(self.cursor().pos())
        if mouse.x() > self.list.visualRect(item.index()).left() + 24:
            checked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _on_item_changed(self) -> None:
        if not self._quiet:
            self.changed.emit()


class ChoicesEditor(Editor):
    """Several of a closed list: what is chosen as chips, and a button that opens the list."""

    def __init__(self, field: Field, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = list(choices.items(field).values())
        self._chosen: list[str] = []
        self._kept = ""  # text that named something outside the list
        self._read_only = False
        self._label = field.label
        area = QWidget(self)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(area)
        self.button = QPushButton("Välj …", area)
        self.button.setAccessibleName(f"Välj {field.label}")
        self.button.clicked.connect(self.open_list)
        self._chips: list[QToolButton] = []
        self._flow.addWidget(self.button)
        self._layout.addWidget(area, 1)
        self.setFocusProxy(self.button)
        self.popup = ChoicesPopup(self._labels, field.label, self)
        self.popup.changed.connect(self._on_changed)
        self.popup.closed.connect(self._on_closed)
        self._dirty = False

    def text(self) -> str:
        return self._kept or "; ".join(self._chosen)

    def set_text(self, text: str) -> None:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        known = all(part in self._labels for part in parts)
        self._kept = "" if known else text
        self._chosen = [label for label in self._labels if label in parts]
        self._dirty = False
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.button.setVisible(not read_only)
        self._show()

    def target(self) -> QWidget:
        return self.button

    def is_being_edited(self) -> bool:
        return self.popup.isVisible()

    def open_list(self) -> None:
        self.popup.show_chosen(self._chosen)
        self.popup.open_under(self.button)

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.button)
        self._chips = [self._chip(label) for label in ([self._kept] if self._kept else self._chosen)]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.button)
        before: QWidget = self.button
        for chip in reversed(self._chips):
            QWidget.setTabOrder(chip, before)
            before = chip
        self.button.setText("Ändra …" if self._chosen or self._kept else "Välj …")
        self.updateGeometry()

    def _chip(self, label: str) -> QToolButton:
        chip = QToolButton(self._flow.parentWidget())
        chip.setProperty("role", "chip")
        chip.setText(label.replace("&", "&&") if self._read_only else f"{label.replace('&', '&&')}  ✕")
        chip.setAccessibleName(label if self._read_only else f"Ta bort {label}")
        chip.setToolTip(label if self._read_only else f"Ta bort {label}")
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus if self._read_only else Qt.FocusPolicy.StrongFocus)
        if not self._read_only:
            chip.clicked.connect(lambda _=False, label=label: self._remove(label))
        return chip

    def _remove(self, label: str) -> None:
        self._kept = ""
        self._chosen = [one for one in self._chosen if one != label]
        self._show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        self.left.emit()

    def _on_changed(self) -> None:
        self._kept = ""
        self._chosen = self.popup.chosen()
        self._dirty = True
        self._show()
        self.edited.emit()

    def _on_closed(self) -> None:
        if self._dirty:
            self._dirty = False
            self.left.emit()
