"""The assistant for tables with headings of their own: it proposes a reading, asks what it cannot know, and shows what changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.riskindex.free_series import lacks_of_series
from app.domain.riskindex.free_table import Form, TableMapping, lacks
from app.domain.riskindex.intake_book import IndicatorPreview
from app.domain.riskindex.series import Indicator, Level
from app.domain.table_columns import ColumnSheet
from app.ui.dialogs.indicator_import import IndicatorDialog
from app.ui.dialogs.table_import_columns import ColumnsPage
from app.ui.dialogs.table_import_names import IndicatorsPage, NamesPage
from app.ui.dialogs.workbook_preview import opened, start_reading
from app.ui.jobs import Job, Progress
from app.ui.session import Session
from app.ui.widgets.plain_label import PlainLabel
from app.ui.widgets.strip import Strip

if TYPE_CHECKING:
    from app.services.index_table_import import TableFile, TableReading

READ_ONLY_TEXT = "Ärendefilen är öppen bara för läsning. En tabell kan inte läsas in förrän filen kan skrivas."
TITLE = "Läs in annan tabell"
NO_TERRITORIES = "Det finns inga områden att lägga värdena på än. Läs in områdena med indikatorboken, eller lägg till dem under Underlag."
_STEPS = ("Tabellen", "Nya indikatorer", "Okända namn")


def open_table_import(session: Session, path: Path | None = None) -> Job | None:
    """Ask for a workbook, unless it is given, and show the assistant. None when nothing was chosen."""
    return start_reading(
        session,
        path,
        TITLE,
        READ_ONLY_TEXT,
        lambda bench, chosen, progress: bench.table_import.look(chosen, progress),
        lambda file: show_assistant(session, file),
    )


def show_assistant(session: Session, file: TableFile) -> TableDialog:
    return opened(TableDialog(session, file, session.messages.window))


class TableDialog(QDialog):
    """Columns, then what new indicators are, then unknown names; at last the preview, from which one may come back."""

    def __init__(self, session: Session, file: TableFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._file = file
        self._new: dict[int, Indicator] = {}
        self._named: tuple[str, ...] = ()  # new indicators named in a column
        self._names_are_for: tuple[bool, Level] | None = None
        self._is_reading = False
        self.preview: TablePreview | None = None
        self.setWindowTitle(TITLE)
        self.resize(860, 560)
        self.setMinimumSize(600, 420)
        self.step_label = PlainLabel("", "muted", wrap=True)
        self.strip = Strip("", "info", closable=False)
        self.columns_page = ColumnsPage(file.known, file.sheets)
        self.indicators_page, self.names_page = IndicatorsPage(file.known), NamesPage(file.known)
        self.stack = QStackedWidget()
        self.back_button, self.next_button, self.cancel_button = QPushButton("Tillbaka"), QPushButton("Fortsätt"), QPushButton("Avbryt")
        self._lay_out()
        self.choose_sheet(0)
        self._show_page(0)

    def _lay_out(self) -> None:
        for page in (self.columns_page, self.indicators_page, self.names_page):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(self._file.name, "heading", wrap=True))
        column.addWidget(self.step_label)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addStretch(1)
        self.next_button.setProperty("role", "primary")
        self.next_button.setDefault(True)
        row.addWidget(self.next_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        for button in (self.back_button, self.cancel_button):
            button.setAutoDefault(False)
        self.next_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(lambda: self._show_page(0))
        self.cancel_button.clicked.connect(self.reject)
        self.columns_page.sheet_chosen.connect(self.choose_sheet)

    @property
    def sheet(self) -> ColumnSheet:
        return self.columns_page.sheet

    def choose_sheet(self, number: int) -> None:
        """Show the program's proposal for a sheet, or how a sheet with these headings was read last."""
        sheet = self._file.sheets[number]
        mapping, remembered = self._session.bench.table_import.propose(self._file, sheet)
        self._new, self._named = {}, ()
        self.columns_page.show_mapping(sheet, mapping)
        self._offer_places(mapping.form)
        self.names_page.show_names({}, mapping.names)
        told = (
            "Tabellen läses som förra gången en tabell hade de här rubrikerna." if remembered else "Så här ser tabellen ut att vara ordnad."
        )
        self.strip.show_text(f"{told} Kontrollera valen innan du fortsätter.", "info")

    def mapping(self) -> TableMapping:
        return self.columns_page.mapping(self._new, self.names_page.names(), self.names_page.aliases())

    def go_on(self) -> None:
        """Ask for what is missing on the page in view, else read the table."""
        if self._is_reading:
            return
        page = self.stack.currentIndex()
        problem = (self._columns_lack, self.indicators_page.lacks, self.names_page.lacks)[page]()
        if problem:
            self.strip.show_text(problem, "error")
            return
        if page == 1:
            self._new = self.indicators_page.indicators()
        if page == 0:
            self._forget_other_names()
            wanted = self.columns_page.wanted(self._new, self._named)
            is_described = wanted.keys() <= self._new.keys()
            self._new = {place: self._new.get(place, one) for place, one in wanted.items()}
            if not is_described:
                self._ask_for_indicators()
                return
        self._read()

    def _forget_other_names(self) -> None:
        """Names answered for another kind of table stand for other places."""
        kind = (self.columns_page.form is Form.PUBLISHED, self.columns_page.series_texts().level)
        if self._names_are_for not in (None, kind):
            self._offer_places(self.columns_page.form)
            self.names_page.show_names({}, {})
        self._names_are_for = kind

    def _columns_lack(self) -> str:
        page = self.columns_page
        if page.form is Form.PUBLISHED:
            return page.year_problem() or lacks_of_series(page.mapping({}, {}, frozenset()), page.series_texts())
        if not self._file.known.territories:
            return NO_TERRITORIES
        made = page.wanted(self._new, self._named)
        return page.year_problem() or lacks(page.mapping(made, {}, frozenset()))

    def _ask_for_indicators(self) -> None:
        self.indicators_page.show_indicators(self._new)
        self._show_page(1)
        self.strip.show_text("Säg vad de nya indikatorerna är. Riktningen avgör om ett högt värde är bra eller dåligt.", "info")

    def _read(self) -> None:
        service, sheet, mapping = self._session.bench.table_import, self.sheet, self.mapping()
        texts = self.columns_page.series_texts() if mapping.form is Form.PUBLISHED else None
        self._is_reading = True
        self.next_button.setEnabled(False)

        def work(progress: Progress) -> TableReading:
            if texts is not None:
                return service.read_series(self._file, sheet, mapping, texts, progress)
            return service.read(self._file, sheet, mapping, progress)

        self._session.run(
            work,
            f"Läser {self._file.name}",
            done=lambda reading: self._on_read(reading, mapping),
            failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self._ready()
        message = getattr(error, "message", "")
        if message:
            self.strip.show_text(message, "error")
        else:
            self._session.messages.show(error)

    def _ready(self) -> None:
        self._is_reading = False
        self.next_button.setEnabled(True)

    def _on_read(self, reading: TableReading, mapping: TableMapping) -> None:
        self._ready()
        if reading.unknown_indicators:
            self._named = (*self._named, *(one for one in reading.unknown_indicators if one not in self._named))
            self._new = self.columns_page.wanted(self._new, self._named)
            self._ask_for_indicators()
        elif reading.unknown_names:
            self._offer_places(mapping.form)
            self.names_page.show_names(reading.unknown_names, self.names_page.names())
            self._show_page(2)
            self.strip.show_text("Inga rader utelämnas utan att du har sagt det.", "info")
        elif reading.preview is not None:
            self.preview = opened(TablePreview(self._session, reading.preview, self.sheet, mapping, self))
            self.preview.accepted.connect(self.accept)

    def _offer_places(self, form: Form) -> None:
        """Published series have the programme's own districts and boards; computed ones have territories."""
        level = self.columns_page.series_texts().level
        units = self._session.bench.table_import.units(level) if form is Form.PUBLISHED else None
        self.names_page.choose_among(units, may_keep=units is None)

    def _show_page(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        self.back_button.setVisible(page > 0)
        self.step_label.setText(_STEPS[page])
        shown: Any = self.stack.currentWidget()
        shown.focus_first()


class TablePreview(IndicatorDialog):
    """What the table changes; stored together with how it was read."""

    title = TITLE

    def __init__(
        self, session: Session, preview: IndicatorPreview, sheet: ColumnSheet, mapping: TableMapping, parent: QWidget | None = None
    ) -> None:
        self._sheet, self._mapping = sheet, mapping
        super().__init__(session, preview, parent)
        self.cancel_button.setText("Tillbaka")

    def store_work(self) -> Callable[[], Any]:
        service, preview = self._session.bench.table_import, self.preview
        sheet, mapping = self._sheet, self._mapping
        return lambda: service.store(preview, sheet, mapping)
