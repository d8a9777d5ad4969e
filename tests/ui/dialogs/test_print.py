from __future__ import annotations

from io import BytesIO
from threading import Event
from types import SimpleNamespace
from uuid import uuid4

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from app.errors import EnvironmentProblem
from app.ui.actions import Actions
from app.ui.dialogs import print as printing
from app.ui.jobs import InlineJobRunner, JobCancelled, Progress
from app.ui.messages import Messages
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.whole_file import write_whole


def a_pdf(pages: int = 3) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595.28, 841.89))
    for page in range(1, pages + 1):
        canvas.drawString(70, 760, f"Sida {page}")
        canvas.rect(0, 0, 100 * page, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def progress(stop: Event | None = None) -> Progress:
    return Progress(stop or Event(), lambda *step: None)


@pytest.fixture
def printer(tmp_path, qapp) -> QPrinter:
    made = printing.make_printer("Tjänsteutlåtande")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "ut.pdf"))
    made.setResolution(300)
    return made


@pytest.fixture
def session(qapp, tmp_path):
    settings = Settings(tmp_path / "settings.ini")

    class Recorded(Messages):
        path = None

        def notice(self, text):
            self.said.append(text)

        def inform(self, title, text, detail=""):
            self.said.append(f"{title}: {text}")

        def ask_save_file(self, caption, file_filter, suggested=""):
            self.said.append(suggested)
            return self.path

    made = Session(InlineJobRunner(), settings, Recorded(settings), Actions())
    made.messages.said = []
    return made


def test_every_page_is_printed_on_a_full_a4_sheet_sharp_enough_to_read(printer, tmp_path) -> None:
    assert printing.paint(a_pdf(3), printer, 1, progress()) == 3
    reader = PdfReader(tmp_path / "ut.pdf")
    assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages] == [(595, 842)] * 3
    pictures = [one.get_object() for one in reader.pages[0]["/Resources"]["/XObject"].values()]
    assert max(one["/Width"] for one in pictures) >= 300 * 8.27 - 1
    assert all(one["/Filter"] != "/DCTDecode" for one in pictures), "lossy pictures smear the letters"


def test_the_pages_asked_for_are_printed_and_no_other(printer) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 9)
    assert printing.pages_asked(printer, 3, 1) == [2, 3]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert printing.pages_asked(printer, 3, 2) == [2]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.pages_asked(printer, 3, 1) == [3, 2, 1]


def test_copies_that_the_printer_does_not_make_are_made_in_order() -> None:
    order = QPrinter.PageOrder.FirstPageFirst
    asked = {"printRange": lambda: QPrinter.PrintRange.AllPages, "pageOrder": lambda: order, "supportsMultipleCopies": lambda: False}
    collated = SimpleNamespace(**asked, copyCount=lambda: 2, collateCopies=lambda: True)
    heaped = SimpleNamespace(**asked, copyCount=lambda: 2, collateCopies=lambda: False)
    assert printing.pages_asked(collated, 2, 1) == [1, 2, 1, 2]
    assert printing.pages_asked(heaped, 2, 1) == [1, 1, 2, 2]


def test_printing_stops_when_asked_to(printer) -> None:
    stop = Event()
    stop.set()
    with pytest.raises(JobCancelled):
        printing.paint(a_pdf(2), printer, 1, progress(stop))


def test_a_page_lies_where_it_lies_in_the_document(printer, tmp_path) -> None:
    document, buffer = printing._open(a_pdf(1))
    picture = printing.page_picture(document, 0, 300)
    assert picture.pixelColor(50, picture.height() - 50).name() == "#000000"
    assert picture.pixelColor(picture.width() - 50, 50).name() == "#ffffff"
    document.close()
    buffer.close()


def test_without_a_printer_a_clear_text_is_given(session, monkeypatch) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    assert printing.print_pdf(session, a_pdf(1), "Memo") is None
    assert session.messages.said == [f"Ingen skrivare: {printing.NO_PRINTER}"]


def test_leaving_the_print_dialogue_prints_nothing(session, monkeypatch, printer, tmp_path) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "make_printer", lambda title: printer)
    monkeypatch.setattr(printing, "ask_printer", lambda *_: False)
    assert printing.print_pdf(session, a_pdf(1), "Memo") is None
    assert not (tmp_path / "ut.pdf").exists()


def test_the_chosen_printer_gets_the_document(session, monkeypatch, printer, tmp_path) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "make_printer", lambda title: printer)
    monkeypatch.setattr(printing, "ask_printer", lambda *_: True)
    printing.print_pdf(session, a_pdf(2), "Memo")
    assert len(PdfReader(tmp_path / "ut.pdf").pages) == 2
    assert session.messages.said == ["2 sidor skickades till skrivaren."]


def test_the_memo_is_saved_where_the_user_says(session, tmp_path) -> None:
    saved, uid = [], uuid4()
    memos = SimpleNamespace(suggested_file_name=lambda uids: "Tjansteutlatande_2015-017.pdf", save_pdf=lambda *what: saved.append(what))
    session.workbench = SimpleNamespace(memos=memos, read_only=None)
    assert printing.save_memo(session, [uid]) is None
    session.messages.path = tmp_path / "memo.pdf"
    printing.save_memo(session, [uid])
    assert saved == [([uid], tmp_path / "memo.pdf")]
    assert session.messages.said[0] == "Tjansteutlatande_2015-017.pdf"


def test_what_is_no_document_is_not_printed(session) -> None:
    with pytest.raises(EnvironmentProblem, match="går inte att skriva ut"):
        printing.page_count(b"nothing")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path) -> None:
    target = tmp_path / "bild.png"
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    with pytest.raises(EnvironmentProblem, match="kunde inte sparas"):
        write_whole(tmp_path / "finns inte" / "bild.png", b"x")
