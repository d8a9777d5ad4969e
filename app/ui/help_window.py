"""The handbook in a window of its own: pages at the left, text at the right, search over all pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, QStringListModel, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QTextBlock
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from app.domain.views import Hit
from app.ui.handbook import Handbook, anchor_of
from app.ui.icons import icon
from app.ui.settings import HELP_GEOMETRY, Settings
from app.ui.theme import colours
from app.ui.widgets.search_field import SearchField

_MISSING = (
    "# Handboken saknas\n\nProgrammets handbok hittades inte. Programmet går att använda ändå. "
    "Be den som installerade det att installera om det."
)
_NO_HIT = "Inget hittades"


class HelpWindow(QWidget):
    """Stays open beside the main window. Links lead between pages only."""

    def __init__(self, folder: Path, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Handbok – Sammanhållen")
        self.setWindowIcon(icon("sammanhallen", "accent"))
        self._settings = settings
        self._book = Handbook(folder)
        self._hits: list[Hit] = []
        self._places: list[str] = []
        self._at = -1
        self.search_field = SearchField("Sök i handboken")
        self.list_model = QStringListModel(self)
        self.list_view = QListView()
        self.list_view.setModel(self.list_model)
        self.list_view.setAccessibleName("Sidor")
        self.list_view.setWordWrap(True)
        self.list_view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setAccessibleName("Handbokens text")
        self.back_button = self._button("arrow-left", "Bakåt", self.go_back)
        self.forward_button = self._button("arrow-right", "Framåt", self.go_forward)
        self._lay_out()
        self.search_field.searched.connect(self._on_searched)
        self.search_field.descended.connect(self.list_view.setFocus)
        self.list_view.clicked.connect(self._on_chosen)
        self.list_view.activated.connect(self._on_chosen)
        self.browser.anchorClicked.connect(self._on_link)
        for keys, slot in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("Ctrl+F", self.search_field.setFocus),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._list_pages()
        stored = settings.get(HELP_GEOMETRY)
        if not stored or not self.restoreGeometry(stored):
            self.resize(QSize(860, 640))

    @property
    def place(self) -> str:
        """The page and heading shown: "regler#r08"."""
        return self._places[self._at] if self._places else ""

    def open_page(self, target: str) -> None:
        """Show a page, by name and perhaps "#heading", and bring the window to the front."""
        self.show_place(target)
        self.show()
        self.raise_()
        self.activateWindow()
        QTimer.singleShot(0, self, self._to_heading)  # the text is only now as wide as the window

    def show_place(self, target: str) -> None:
        if target != self.place:
            self._places = [*self._places[: self._at + 1], target]
            self._at = len(self._places) - 1
        self._display()

    def go_back(self) -> None:
        if self._at > 0:
            self._at -= 1
            self._display()

    def go_forward(self) -> None:
        if self._at < len(self._places) - 1:
            self._at += 1
            self._display()

    # --- inside ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 6, 12)
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.forward_button)
        buttons.addWidget(self.search_field, 1)
        column.addLayout(buttons)
        column.addWidget(self.list_view, 1)
        right = QWidget()
        page = QVBoxLayout(right)
        page.setContentsMargins(6, 12, 12, 12)
        page.addWidget(self.browser)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 590])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.browser.document().setDocumentMargin(16)

    def _button(self, symbol: str, text: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "icon")
        button.setIcon(icon(symbol))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(slot)
        return button

    def _list_pages(self) -> None:
        self._hits = [Hit("help", page.title, "", page.name) for page in self._book.pages]
        self.list_model.setStringList([hit.title for hit in self._hits])

    def _on_searched(self, text: str) -> None:
        if not text.strip():
            self._list_pages()
            return
        self._hits = self._book.search(text)
        lines = [f"{hit.title}\n{hit.detail}" if hit.detail else hit.title for hit in self._hits]
        self.list_model.setStringList(lines or [_NO_HIT])

    def _on_chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._hits):
            self.show_place(self._hits[index.row()].key)

    def _on_link(self, url: QUrl) -> None:
        """Only pages of the handbook are followed: "regler.md#r08", "#avsnitt"."""
        if url.scheme() not in ("", "file"):
            return
        name = Path(url.path()).stem or self.place.partition("#")[0]
        if self._book.page(name) is not None:
            self.show_place(f"{name}#{url.fragment()}" if url.fragment() else name)

    def _display(self) -> None:
        name = self.place.partition("#")[0]
        page = self._book.page(name) or self._book.page("index")
        self.browser.document().setDefaultStyleSheet(f"a {{ color: {colours().accent}; }}")
        self.browser.setMarkdown(page.text if page is not None else _MISSING)
        self.back_button.setEnabled(self._at > 0)
        self.forward_button.setEnabled(self._at < len(self._places) - 1)
        self._to_heading()
        if page is not None and page.title in self.list_model.stringList():
            self.list_view.setCurrentIndex(self.list_model.index(self.list_model.stringList().index(page.title)))

    def _to_heading(self) -> None:
        """Bring the heading of the place to the top."""
        cursor = self.browser.textCursor()
        cursor.movePosition(cursor.MoveOperation.Start)
        self.browser.setTextCursor(cursor)
        block = self._heading_block(self.place.partition("#")[2])
        if block is not None:
            cursor.setPosition(block.position())
            self.browser.setTextCursor(cursor)
            top = self.browser.document().documentLayout().blockBoundingRect(block).top()
            self.browser.verticalScrollBar().setValue(round(top) - 8)

    def _heading_block(self, anchor: str) -> QTextBlock | None:
        block = self.browser.document().begin()
        while anchor and block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor_of(anchor):
                return block
            block = block.next()
        return None

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set(HELP_GEOMETRY, bytes(self.saveGeometry().data()))
        super().closeEvent(event)
