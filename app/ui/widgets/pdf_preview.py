"""A PDF as it will be printed: pages below each other, zoom, page number, search. The earlier document stays until a new one is whole."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.ui.icons import icon
from app.ui.theme import set_role
from app.ui.widgets.plain_label import PlainLabel

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.25, 5.0
POINTS_PER_INCH = 72.0

EMPTY_TEXT = "Här visas dokumentet så som det skrivs ut."
BUILDING_TEXT = "Förhandsvisningen görs …"
BROKEN_TEXT = "Dokumentet kunde inte visas. Gör om förhandsvisningen; om felet kvarstår, spara som PDF och öppna filen i en PDF-läsare."


class PdfPreview(QWidget):
    """Shows PDF bytes. Signals: `page_changed(number, pages)` from 1, `retry_requested`."""

    page_changed = Signal(int, int)
    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_building = False
        self.data = b""  # the document in view, as it is saved and printed
        self._buffer: QBuffer | None = None  # the reader needs it as long as the document lives
        self._document: QPdfDocument | None = None
        self._nothing = QPdfDocument(self)
        self.search_model = QPdfSearchModel(self)
        self.view = QPdfView(self)
        self.pages = QStackedWidget()
        self.status_label = PlainLabel("", "muted", wrap=True)
        self.page_label = PlainLabel("", "muted")
        self.hits_label = PlainLabel("", "muted")
        self.message_label = PlainLabel("", "muted", wrap=True)
        self.retry_button = QPushButton("Försök igen")
        self.search_edit = QLineEdit()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.show_empty()

    # --- building ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.zoom_out_action = self._action("Förminska", "zoom-out")
        self.zoom_in_action = self._action("Förstora", "zoom-in")
        self.fit_width_action = self._action("Hela bredden", "maximize", checkable=True)
        self.fit_page_action = self._action("Hela sidan", "file-text", checkable=True)
        self.next_hit_action = self._action("Nästa träff", "chevron-down", "F3")
        self.previous_hit_action = self._action("Föregående träff", "chevron-up", "Shift+F3")

    def _action(self, text: str, symbol: str, shortcut: str = "", checkable: bool = False) -> QAction:
        action = QAction(icon(symbol), text, self)
        action.setToolTip(f"{text} ({shortcut})" if shortcut else text)
        action.setCheckable(checkable)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setSearchModel(self.search_model)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("Förhandsvisning")
        self.message_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message_label.setMargin(24)
        self.pages.addWidget(self.message_label)
        self.pages.addWidget(self.view)
        self.search_edit.setPlaceholderText("Sök i dokumentet")
        self.search_edit.setAccessibleName("Sök i dokumentet")
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.setMinimumWidth(110)
        self.search_edit.setMaximumWidth(220)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for action in (self.zoom_out_action, self.zoom_in_action, self.fit_width_action, self.fit_page_action):
            bar.addWidget(_button(action))
        bar.addSpacing(4)
        bar.addWidget(self.page_label)
        bar.addStretch(1)
        bar.addWidget(self.hits_label)
        bar.addWidget(self.search_edit)
        for action in (self.previous_hit_action, self.next_hit_action):
            bar.addWidget(_button(action))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        status = QHBoxLayout()
        status.addWidget(self.status_label, 1)
        status.addWidget(self.retry_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(status)
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.zoom_in_action.triggered.connect(self.zoom_in)
        self.zoom_out_action.triggered.connect(self.zoom_out)
        self.fit_width_action.triggered.connect(self.fit_width)
        self.fit_page_action.triggered.connect(self.fit_page)
        self.next_hit_action.triggered.connect(self.next_hit)
        self.previous_hit_action.triggered.connect(self.previous_hit)
        self.retry_button.clicked.connect(self.retry_requested)
        self.search_edit.textChanged.connect(self._on_search)
        self.search_edit.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.search_model.countChanged.connect(self._show_hits)
        self.view.currentSearchResultIndexChanged.connect(self._show_hits)
        self.view.pageNavigator().currentPageChanged.connect(self._show_page)
        self.view.zoomModeChanged.connect(self._show_zoom)

    # --- the document -----------------------------------------------------------------------------

    @property
    def document(self) -> QPdfDocument | None:
        """The document in view, for printing."""
        return self._document

    @property
    def page_count(self) -> int:
        return self._document.pageCount() if self._document is not None else 0

    @property
    def current_page(self) -> int:
        """From 1; 0 without a document."""
        return self.view.pageNavigator().currentPage() + 1 if self.page_count else 0

    def show_pdf(self, data: bytes) -> bool:
        """Shows a new document at the place where the earlier one stood; False when it cannot be read, and the earlier stays."""
        buffer = QBuffer(self)
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        if document.error() is not QPdfDocument.Error.None_ or document.pageCount() < 1:
            document.deleteLater()
            buffer.deleteLater()
            self.show_error(BROKEN_TEXT)
            return False
        self._replace(document, buffer, data)
        return True

    def _replace(self, document: QPdfDocument, buffer: QBuffer, data: bytes) -> None:
        earlier = self._document, self._buffer
        self.view.setDocument(document)
        self.search_model.setDocument(document)
        self._document, self._buffer, self.data = document, buffer, data
        self._is_building = False
        for old in earlier:
            if old is not None:
                old.deleteLater()
        self.pages.setCurrentWidget(self.view)
        self._say("", "muted")
        self._enable(True)
        self._show_page()
        self._show_zoom()

    def show_building(self) -> None:
        """A new document is on its way; the earlier one stays in view."""
        self._is_building = True
        if self._document is None:
            self._say(BUILDING_TEXT, "muted")
        self._show_page()

    def show_error(self, text: str) -> None:
        """Why there is no new document; the earlier one stays in view."""
        self._is_building = False
        self._show_page()
        self._say(text, "problem")

    def show_empty(self, text: str = EMPTY_TEXT) -> None:
        """No document at all, for instance of another case."""
        self.view.setDocument(self._nothing)
        self.search_model.setDocument(self._nothing)
        for old in (self._document, self._buffer):
            if old is not None:
                old.deleteLater()
        self._document = self._buffer = None
        self.data = b""
        self._is_building = False
        self.message_label.setText(text)
        self.pages.setCurrentWidget(self.message_label)
        self.status_label.hide()
        self.retry_button.hide()
        self._enable(False)
        self._show_page()

    def _say(self, text: str, role: str) -> None:
        label = self.status_label if self._document is not None else self.message_label
        set_role(label, role)
        label.setText(text)
        self.status_label.setVisible(self._document is not None and bool(text))
        self.retry_button.setVisible(role == "problem")

    def _enable(self, on: bool) -> None:
        for action in self.actions():
            action.setEnabled(on)
        self.search_edit.setEnabled(on)

    # --- zoom and pages ---------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How large the page is drawn, 1.0 being true size; also while it follows the width or the page."""
        mode = self.view.zoomMode()
        if mode is QPdfView.ZoomMode.Custom or self._document is None:
            return self.view.zoomFactor()
        page = self._document.pagePointSize(self.view.pageNavigator().currentPage())
        margins = self.view.documentMargins()
        dots = self.logicalDpiX() / POINTS_PER_INCH
        across = (self.view.viewport().width() - margins.left() - margins.right()) / (page.width() * dots)
        down = (self.view.viewport().height() - self.view.pageSpacing()) / (page.height() * dots)
        return across if mode is QPdfView.ZoomMode.FitToWidth else min(across, down)

    def zoom_in(self) -> None:
        self._set_zoom(self.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self._set_zoom(self.zoom / ZOOM_STEP)

    def _set_zoom(self, factor: float) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(factor, LEAST_ZOOM), MOST_ZOOM))

    def fit_width(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._show_zoom()

    def fit_page(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._show_zoom()

    def _show_zoom(self) -> None:
        mode = self.view.zoomMode()
        self.fit_width_action.setChecked(mode is QPdfView.ZoomMode.FitToWidth)
        self.fit_page_action.setChecked(mode is QPdfView.ZoomMode.FitInView)

    def _show_page(self) -> None:
        number, pages = self.current_page, self.page_count
        note = " · uppdateras …" if self._is_building else ""
        self.page_label.setText(f"Sida {number} av {pages}{note}" if pages else "")
        if pages:
            self.page_changed.emit(number, pages)

    # --- search -----------------------------------------------------------------------------------

    def focus_search(self) -> None:
        self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_edit.selectAll()

    @property
    def hit_count(self) -> int:
        return self.search_model.rowCount(QModelIndex())

    def next_hit(self) -> None:
        self._go_to_hit(1)

    def previous_hit(self) -> None:
        self._go_to_hit(-1)

    def _go_to_hit(self, step: int) -> None:
        count = self.hit_count
        if not count:
            return
        current = self.view.currentSearchResultIndex()
        index = (current + step) % count if current >= 0 else (0 if step > 0 else count - 1)
        self.view.setCurrentSearchResultIndex(index)
        link = self.search_model.resultAtIndex(index)
        self._reveal(link.page(), link.location().y())

    def _reveal(self, page: int, points_down: float) -> None:
        """Scrolls a place on a page to the upper third; the view itself only finds the page."""
        assert self._document is not None
        dots = self.zoom * self.logicalDpiX() / POINTS_PER_INCH
        above = sum(self._document.pagePointSize(number).height() * dots + self.view.pageSpacing() for number in range(page))
        place = self.view.documentMargins().top() + above + points_down * dots
        self.view.verticalScrollBar().setValue(round(place - self.view.viewport().height() / 3))

    def _on_search(self, text: str) -> None:
        self.view.setCurrentSearchResultIndex(-1)
        self.search_model.setSearchString(text.strip())
        self._show_hits()

    def _show_hits(self) -> None:
        if not self.search_edit.text().strip():
            self.hits_label.setText("")
            return
        count, current = self.hit_count, self.view.currentSearchResultIndex()
        if not count:
            self.hits_label.setText("Inga träffar")
        elif current >= 0:
            self.hits_label.setText(f"{current + 1} av {count}")
        else:
            self.hits_label.setText("1 träff" if count == 1 else f"{count} träffar")

    def event(self, event: QEvent) -> bool:
        """F3 goes through the paper's hits while something is searched for in it; otherwise the window has it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_own_key(event):
            self._go_to_hit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _is_own_key(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_F3 and bool(self.search_edit.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search_edit and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go_to_hit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search_edit.text():
                self.search_edit.clear()
                return True
        if watched is self.view.viewport() and isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._set_zoom(self.zoom * ZOOM_STEP ** (event.angleDelta().y() / 120))
            return True
        return super().eventFilter(watched, event)


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setProperty("role", "icon")
    button.setAccessibleName(action.text())
    return button
