"""A finished PDF on paper through the system's print dialogue, or as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument

from app.errors import EnvironmentProblem
from app.ui.jobs import Job, JobCancelled, Progress
from app.ui.messages import PDFS
from app.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEAST_DPI, MOST_DPI = 300, 600
NO_PRINTER = "Ingen skrivare är installerad på den här datorn. Dokumentet kan sparas som PDF och skrivas ut från en annan dator."


# --- what the rest of the window calls ---------------------------------------------------------------


def print_pdf(session: Session, data: bytes, title: str, current_page: int = 1) -> Job | None:
    """Asks for printer, pages, copies and sides, then prints in a job. None when nothing was chosen."""
    pages = page_count(data)
    if not has_printer():
        session.messages.inform("Ingen skrivare", NO_PRINTER)
        return None
    printer = make_printer(title)
    if not ask_printer(printer, pages, session):
        return None
    return session.run(
        lambda progress: paint(data, printer, current_page, progress),
        f"Skriver ut {title}",
        done=lambda printed: session.messages.notice(f"{_sheets(printed)} skickades till {printer.printerName() or 'skrivaren'}."),
    )


def save_memo(session: Session, uids: Sequence[UUID]) -> Job | None:
    """Saves one memo, or several in one document, as PDF where the user says. None when nothing was chosen."""
    bench = session.bench
    path = session.messages.ask_save_file("Spara tjänsteutlåtande som PDF", PDFS, bench.memos.suggested_file_name(uids))
    if path is None:
        return None
    return session.run(
        lambda _progress: bench.memos.save_pdf(uids, path),
        f"Sparar {path.name}",
        done=lambda _result: session.messages.notice(f"Tjänsteutlåtandet är sparat som {path}."),
    )


def print_memo(session: Session, uids: Sequence[UUID], current_page: int = 1) -> Job:
    """Builds the memo as it stands now, then asks how to print it."""
    bench = session.bench
    return session.run(
        lambda _progress: bench.memos.pdf(uids),
        "Gör tjänsteutlåtandet",
        done=lambda data: print_pdf(session, data, bench.memos.suggested_file_name(uids).removesuffix(".pdf"), current_page),
    )


# --- the printer -------------------------------------------------------------------------------------


def has_printer() -> bool:
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


def make_printer(title: str) -> QPrinter:
    """A4, whole sheet, at the printer's own resolution."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def ask_printer(printer: QPrinter, pages: int, session: Session) -> bool:
    """The system's own dialogue; tests put their answer in its place."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, session.messages.window)
    option = QAbstractPrintDialog.PrintDialogOption
    dialog.setOptions(option.PrintPageRange | option.PrintCollateCopies | option.PrintCurrentPage | option.PrintShowPageSize)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
    return bool(dialog.exec())


def pages_asked(printer: QPrinter, count: int, current_page: int) -> list[int]:
    """Page numbers from 1, in the order and number of copies that the printer does not see to itself."""
    from PySide6.QtPrintSupport import QPrinter

    chosen = range(1, count + 1)
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        first, last = printer.fromPage() or 1, printer.toPage() or count
        chosen = range(max(1, first), min(last, count) + 1)
    elif printer.printRange() is QPrinter.PrintRange.CurrentPage:
        chosen = range(current_page, current_page + 1)
    pages = list(chosen)
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _copy in range(copies)]


def _open(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.error() is not QPdfDocument.Error.None_ or document.pageCount() < 1:
        raise EnvironmentProblem("Dokumentet går inte att skriva ut.", "Gör om förhandsvisningen och försök igen.")
    return document, buffer


def page_count(data: bytes) -> int:
    document, buffer = _open(data)
    count = document.pageCount()
    document.close()
    buffer.close()
    return count


def paint(data: bytes, printer: QPrinter, current_page: int, progress: Progress) -> int:
    """Paints the pages asked for, one picture a page; runs in a job. Gives the number of pages painted."""
    document, buffer = _open(data)
    pages = pages_asked(printer, document.pageCount(), current_page)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem("Skrivaren svarar inte.", "Se efter att den är på och ansluten, eller spara som PDF.")
    try:
        for number, page in enumerate(pages):
            progress.step(number, len(pages), f"Sida {page}")
            if number and not printer.newPage():
                raise EnvironmentProblem("Skrivaren tog inte emot hela dokumentet.", "Se efter att den har papper och försök igen.")
            _paint_page(painter, printer, document, page - 1)
    except JobCancelled:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()
        buffer.close()
    return len(pages)


def _paint_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, index: int) -> None:
    points = document.pagePointSize(index)
    picture = page_picture(document, index, min(max(printer.resolution(), LEAST_DPI), MOST_DPI))
    dots = printer.resolution() / 72
    target = QRectF(0, 0, points.width() * dots, points.height() * dots)
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    if target.width() > sheet.width() + 1 or target.height() > sheet.height() + 1:  # smaller paper: the page is made to fit
        size = QSizeF(target.size()).scaled(QSizeF(sheet.size()), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF((sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2, size.width(), size.height())
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(target, picture)


def page_picture(document: QPdfDocument, index: int, dpi: int) -> QImage:
    """One page on white."""
    points = document.pagePointSize(index)
    size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(index, size))
    painter.end()
    return page


def _sheets(pages: int) -> str:
    return "En sida" if pages == 1 else f"{pages} sidor"
