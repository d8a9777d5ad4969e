"""A workbook is looked at before anything parses it: what kind of file it is, and whether its zip is sound.

Nothing here unpacks more than a small piece at a time, and no XML is read.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

from app.domain import swedish
from app.errors import FileRefused

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
RATIO_FROM_BYTES = 10 * 1024 * 1024
MAX_RATIO = 200
MAX_NAME_BYTES = 200

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CHUNK = 256 * 1024
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
_PATH_WORKBOOK = "xl/workbook.xml"

SAVE_AS_XLSX = "Öppna filen i Excel, välj Spara som och filtypen Excel-arbetsbok (.xlsx), och läs in den nya filen."
ASK_AGAIN = "Be avsändaren att spara arbetsboken på nytt i Excel och skicka den igen."
USE_OUR_FORM = "Be om uppgifterna i den blankett som programmet gör."


def check_workbook_file(data: bytes) -> None:
    """Refuse what is not a sound .xlsx file. Raises FileRefused with what it is instead and what to do."""
    if not data:
        raise FileRefused("Filen är tom.", ASK_AGAIN)
    if len(data) > MAX_FILE_BYTES:
        limit = f"{MAX_FILE_BYTES // 1024**2}{swedish.NBSP}MB"
        raise FileRefused(f"Filen är större än {limit} och läses inte in.", "Ta bort bilder och ark som inte hör till blanketten.")
    if data.startswith(_OLE2):
        raise _refuse_ole2(data)
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _refuse_other(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception as error:
        raise FileRefused("Filen är skadad eller avklippt och går inte att öppna.", ASK_AGAIN) from error
    _check_members(members)
    _check_extents(data, members)
    _check_kind([member.filename for member in members])
    for member in members:
        _check_content(data, member)


def _refuse_ole2(data: bytes) -> FileRefused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileRefused(
            "Arbetsboken är skyddad med lösenord och går inte att läsa.",
            "Öppna den i Excel, ta bort lösenordet under Arkiv, Info, Skydda arbetsbok, spara och läs in den igen.",
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return FileRefused("Filen är i det gamla Excelformatet .xls, som inte läses in.", SAVE_AS_XLSX)
    return FileRefused("Filen är i ett äldre Officeformat och är ingen Excel-arbetsbok.", USE_OUR_FORM)


def _refuse_other(data: bytes) -> FileRefused:
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table")) or b"<html" in start:
        return FileRefused("Filen är en webbsida (HTML), inte en Excel-arbetsbok, fast den heter som en.", SAVE_AS_XLSX)
    if start.startswith(b"%pdf"):
        return FileRefused("Filen är en PDF, inte en Excel-arbetsbok.", USE_OUR_FORM)
    if start.startswith((b"\x89png", b"gif8", b"\xff\xd8", b"bm")) and b"\x00" in data[:64]:
        return FileRefused("Filen är en bild, inte en Excel-arbetsbok.", USE_OUR_FORM)
    if b"\x00" not in data[:4096] and _is_text(data[:4096]):
        return FileRefused("Filen är en textfil (till exempel CSV), inte en Excel-arbetsbok, fast den heter som en.", SAVE_AS_XLSX)
    return FileRefused("Filen är inte en Excel-arbetsbok, eller så är den skadad.", ASK_AGAIN)


def _is_text(start: bytes) -> bool:
    printable = sum(byte >= 32 or byte in b"\r\n\t" for byte in start)
    return printable >= len(start) * 0.98


def _check_members(members: Sequence[zipfile.ZipInfo]) -> None:
    if not members:
        raise FileRefused("Filen är en tom zip-fil, inte en Excel-arbetsbok.", ASK_AGAIN)
    if len(members) > MAX_MEMBERS:
        limit = swedish.integer(MAX_MEMBERS)
        raise FileRefused(f"Filen innehåller fler än {limit} delar, vilket ingen blankett gör. Den läses inte in.", USE_OUR_FORM)
    seen: set[str] = set()
    for member in members:
        _check_name(member.orig_filename)
        key = unicodedata.normalize("NFC", member.filename).casefold()
        if key in seen:
            raise FileRefused("Filen innehåller samma del två gånger, och det går inte att veta vilken som gäller.", ASK_AGAIN)
        seen.add(key)
        if member.flag_bits & 0x1:
            raise FileRefused("Filen har en del som är krypterad.", "Ta bort lösenordet i Excel och läs in filen igen.")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileRefused("Filen är packad på ett sätt som Excel inte använder.", ASK_AGAIN)
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise FileRefused("Filen innehåller en länk till en annan fil och läses inte in.", ASK_AGAIN)
        if member.file_size > RATIO_FROM_BYTES and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise _bomb()
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise _bomb()


def _bomb() -> FileRefused:
    limit = f"{MAX_UNPACKED_BYTES // 1024**2}{swedish.NBSP}MB"
    return FileRefused(f"Filen sväller orimligt mycket när den packas upp (högst {limit} tillåts) och läses inte in.", USE_OUR_FORM)


def _check_name(name: str) -> None:
    parts = name.rstrip("/").split("/")
    sound = (
        0 < len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME_BYTES
        and not name.startswith("/")
        and not any(char in ":\\" or unicodedata.category(char).startswith("C") for char in name)
        and all(part and part != ".." and part == part.rstrip(". ") and part.split(".")[0].casefold() not in _DEVICES for part in parts)
    )
    if not sound:
        raise FileRefused(
            "Filen innehåller en del med ett otillåtet namn, som kunde hamna utanför sin plats. Den läses inte in.", USE_OUR_FORM
        )


def _check_extents(data: bytes, members: Sequence[zipfile.ZipInfo]) -> None:
    """No member may claim bytes that another holds, or more than the file has."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise FileRefused("Filen är uppbyggd så att delarna ligger över varandra. Den läses inte in.", USE_OUR_FORM)
        end = _content_start(data, member) + member.compress_size
        if end > len(data):
            raise FileRefused("Filen är skadad eller avklippt och går inte att öppna.", ASK_AGAIN)


def _content_start(data: bytes, member: zipfile.ZipInfo) -> int:
    header = data[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\x03\x04":
        raise FileRefused("Filen är skadad och går inte att öppna.", ASK_AGAIN)
    fields = _LOCAL_HEADER.unpack(header)
    name_length, extra_length = fields[-2:]
    name = data[member.header_offset + _LOCAL_HEADER.size :][:name_length]
    if name != member.orig_filename.encode("utf-8", "replace") and name != member.orig_filename.encode("cp437", "replace"):
        raise FileRefused("Filen är skadad: en del har två olika namn.", ASK_AGAIN)
    return member.header_offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length)


def _check_kind(names: Sequence[str]) -> None:
    lowered = [name.casefold() for name in names]
    if _PATH_WORKBOOK in lowered:
        if any(name.endswith("vbaproject.bin") for name in lowered):
            raise FileRefused("Arbetsboken innehåller makron och läses inte in.", SAVE_AS_XLSX)
        return
    if any(name.startswith("word/") for name in lowered):
        raise FileRefused("Filen är ett Word-dokument, inte en Excel-arbetsbok.", USE_OUR_FORM)
    if any(name.startswith("ppt/") for name in lowered):
        raise FileRefused("Filen är en PowerPoint-presentation, inte en Excel-arbetsbok.", USE_OUR_FORM)
    if "xl/workbook.bin" in lowered:
        raise FileRefused("Filen är en binär arbetsbok (.xlsb), som inte läses in.", SAVE_AS_XLSX)
    if "content.xml" in lowered:
        raise FileRefused("Filen är i OpenDocument-format (.ods), som inte läses in.", SAVE_AS_XLSX)
    raise FileRefused("Filen är en zip-fil men ingen Excel-arbetsbok.", USE_OUR_FORM)


def _check_content(data: bytes, member: zipfile.ZipInfo) -> None:
    """Unpack piece by piece: the size and the checksum must be those that the member claims."""
    start = _content_start(data, member)
    packed = memoryview(data)[start : start + member.compress_size]
    size, checksum = 0, 0
    for piece in _pieces(packed, member.compress_type):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > member.file_size:
            break
    if size != member.file_size or checksum != member.CRC:
        raise FileRefused("Filen är skadad: innehållet stämmer inte med sin kontrollsumma.", ASK_AGAIN)


def _pieces(packed: memoryview, method: int) -> Sequence[bytes] | _Unpacked:
    return [bytes(packed)] if method == zipfile.ZIP_STORED else _Unpacked(packed)


class _Unpacked:
    """Iterates over a deflated member in small pieces."""

    def __init__(self, packed: memoryview) -> None:
        self._engine = zlib.decompressobj(-zlib.MAX_WBITS)
        self._waiting: bytes | memoryview = packed

    def __iter__(self) -> _Unpacked:
        return self

    def __next__(self) -> bytes:
        try:
            piece = self._engine.decompress(self._waiting, _CHUNK)
        except zlib.error as error:
            raise FileRefused("Filen är skadad och går inte att packa upp.", ASK_AGAIN) from error
        self._waiting = self._engine.unconsumed_tail
        if not piece:
            raise StopIteration
        return piece
