"""Tools for making workbooks that differ from a sound one in one thing."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl

FIELD_SHEET = "xl/worksheets/sheet1.xml"


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after `change` has worked on it in openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def answer(book: Any, label: str) -> Any:
    """The cell right of a label."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == label and sheet.sheet_state == "visible":
                    return sheet.cell(cell.row, cell.column + 1)
    raise KeyError(label)


def label(book: Any, text: str) -> Any:
    found = answer(book, text)
    return found.parent.cell(found.row, found.column - 1)


def under(book: Any, header: str, row: int = 1) -> Any:
    """A cell `row` rows below a column's header."""
    head = label(book, header)
    return head.parent.cell(head.row + row, head.column)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], *extra: tuple[str, bytes]) -> bytes:
    """A zip of the parts; `extra` may repeat a name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, content in (*parts.items(), *extra):
            archive.writestr(zipfile.ZipInfo(name, (2015, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def patched(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = members(data)
    parts[member] = change(parts[member])
    return packed(parts)


def with_central_field(data: bytes, member: str, offset: int, value: int) -> bytes:
    """A zip whose central directory claims `value` (four bytes) at `offset` in the entry of a member."""
    name = member.encode()
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: place + offset] + struct.pack("<I", value) + data[place + offset + 4 :]


def central_field(data: bytes, member: str, offset: int) -> int:
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(member.encode()))
    return int(struct.unpack_from("<I", data, place + offset)[0])


def compound_file(*streams: str) -> bytes:
    """An OLE2 file with a directory of empty streams: what old Office formats and protected workbooks begin as."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    table = struct.pack("<II", fat_sector, end) + struct.pack("<I", free) * 126
    entries = b"".join(_entry(name, kind) for name, kind in [("Root Entry", 5), *((name, 2) for name in streams)])
    return header + table + entries.ljust(512, b"\x00")


def _entry(name: str, kind: int) -> bytes:
    raw = name.encode("utf-16-le")
    none = 0xFFFFFFFF
    start = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, none, none, none)
    return start + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)
