"""Cells of a workbook that we write: user text is text, never a formula, and nothing is cut without a mark."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from app.domain import swedish
from app.errors import EnvironmentProblem
from app.exchange.sheet_reader import read_workbook_here

MAX_CELL_CHARACTERS = 32_767  # Excel's limit, counted in UTF-16 units
CUT_MARK = " […]"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

DATE_FORMAT = "yyyy-mm-dd"
KRONOR_FORMAT = "#,##0"  # stored so in the file; a Swedish Excel shows and calls it # ##0
NUMBER_FORMAT = "General"
TEXT_FORMAT = "@"

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def cell_text(text: str) -> str:
    """Text as a cell can hold it: cleaned, cut with a mark, and with Excel's own escapes escaped."""
    cleaned = swedish.clean(text)
    if _units(cleaned) > MAX_CELL_CHARACTERS:
        room = MAX_CELL_CHARACTERS - len(CUT_MARK)
        cleaned = cleaned.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + CUT_MARK
    return _ESCAPE.sub("_x005F_", cleaned)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def put_text(cell: Any, text: str) -> None:
    """Write text that stays text, whatever it starts with."""
    written = cell_text(text)
    cell.value = written
    cell.data_type = "s"
    if written.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def finish(workbook: Any, *, check: bool = True) -> bytes:
    """The workbook's bytes: the same for the same content, without times, and opened again before they are handed out.

    Without `check`, for lists longer than the reader takes, only the zip and its checksums are gone through.
    """
    raw = io.BytesIO()
    workbook.save(raw)
    done = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _DATES.sub(b"", content)
            entry = zipfile.ZipInfo(member.filename, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    data = done.getvalue()
    if check:
        read_workbook_here(data)
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.testzip() is not None:
                raise EnvironmentProblem("Arbetsboken blev inte hel och sparades inte.", "Försök igen.")
    return data
