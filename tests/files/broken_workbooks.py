"""Workbooks that must be refused or sent back, each wrong in one way, made as code so that their content can be read.

`broken_workbooks` gives name → content; every one must end in a clear Swedish text and store nothing.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl

from app.domain.programme import Programme
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_template import application_template
from tests.files.editing import (
    FIELD_SHEET,
    answer,
    central_field,
    compound_file,
    edited,
    label,
    members,
    packed,
    patched,
    saved,
    under,
    with_central_field,
)
from tests.files.example_draft import filled_draft

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
LAUGHS = b'<!DOCTYPE lol [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %s "%s">' % (bytes([98 + n]), b"&%s;" % bytes([97 + n]) * 10) for n in range(9)
)  # fmt: skip
FILE_SIZE, HEADER_OFFSET, FLAGS = 24, 42, 6  # places in an entry of a zip's central directory


def broken_workbooks(programme: Programme) -> dict[str, bytes]:
    """Every broken workbook by its file name."""
    sound = application_template(programme, filled_draft(programme))
    made = not_workbooks(sound) | hostile_zips(sound) | hostile_sheets(sound) | wrong_forms(sound, programme) | wrong_answers(sound)
    return {f"{name}.xlsx": data for name, data in made.items()}


def not_workbooks(sound: bytes) -> dict[str, bytes]:
    """Files of another kind, or cut short."""
    return {
        "gammal-xls": compound_file("Workbook", "\x05SummaryInformation"),
        "losenordsskyddad": compound_file("EncryptionInfo", "EncryptedPackage"),
        "gammalt-word": compound_file("WordDocument", "1Table"),
        "tom-fil": b"",
        "avklippt": sound[: len(sound) // 2],
        "html": "<html><body><table><tr><td>Insatsens namn</td><td>Läxhjälp</td></tr></table></body></html>".encode(),
        "csv": "Uppgift;Svar\r\nInsatsens namn;Läxhjälp\r\n".encode("utf-8-sig"),
        "png": PNG,
        "pdf": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
        "slumpbytes": random.Random(2015).randbytes(20_000),
        "nollor": bytes(10_000),
        "word": packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}),
        "opendocument": packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<office/>"}),
        "binar-xlsb": packed({"xl/workbook.bin": b"\x00\x01"}),
        "vanlig-zip": packed({"bilder/semester.txt": b"sol"}),
        "tom-zip": packed({}),
    }


def hostile_zips(sound: bytes) -> dict[str, bytes]:
    """Sound on the face of it, but the zip is a trap or is damaged."""
    parts = members(sound)
    first, second = "docProps/app.xml", FIELD_SHEET
    return {
        "zipbomb": packed(parts, ("xl/media/image1.xml", bytes(30 * 1024 * 1024))),
        "zipbomb-i-delar": packed(parts, *((f"xl/media/image{n}.xml", bytes(9 * 1024 * 1024)) for n in range(12))),
        "storre-an-den-sager": with_central_field(sound, second, FILE_SIZE, central_field(sound, second, FILE_SIZE) - 100),
        "overlappande": with_central_field(sound, second, HEADER_OFFSET, central_field(sound, first, HEADER_OFFSET)),
        "dubbla-delar": packed(parts, (FIELD_SHEET, parts[FIELD_SHEET])),
        "dubbla-delar-versaler": packed(parts, (FIELD_SHEET.upper(), parts[FIELD_SHEET])),
        "utbrytare": packed(parts, ("../../utanfor.xml", b"<x/>")),
        "absolut-namn": packed(parts, ("/etc/utanfor.xml", b"<x/>")),
        "enhetsnamn": packed(parts, ("xl/CON.xml", b"<x/>")),
        "for-manga-delar": packed(parts, *((f"xl/media/{n}.xml", b"") for n in range(2001))),
        "lank": _with_link(parts),
        "krypterad-del": _with_flag(sound),
        "fel-kontrollsumma": _with_flipped_byte(sound),
        "makron": packed(parts, ("xl/vbaProject.bin", b"\x00" * 100)),
    }


def _with_link(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO(packed(parts))
    with zipfile.ZipFile(stream, "a") as archive:
        entry = zipfile.ZipInfo("xl/lank.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/annan/fil")
    return stream.getvalue()


def _with_flag(sound: bytes) -> bytes:
    place = sound.rindex(b"PK\x01\x02") + FLAGS + 2
    return sound[:place] + bytes([sound[place] | 1]) + sound[place + 1 :]


def _with_flipped_byte(sound: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members(sound).items():
            archive.writestr(name, content)
    return stream.getvalue().replace(b"Insatsens namn", b"Insatsens namm", 1)


def hostile_sheets(sound: bytes) -> dict[str, bytes]:
    """The zip is sound; the XML in it is a trap or is damaged."""
    entity = b'<!DOCTYPE x [<!ENTITY fil SYSTEM "file:///etc/passwd">]>'
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + entity.decode()).encode("utf-16")
    return {
        "miljarder-skratt": patched(sound, FIELD_SHEET, lambda xml: LAUGHS + b"]>" + xml),
        "extern-entitet": patched(sound, "xl/workbook.xml", lambda xml: entity + xml),
        "entitet-i-egenskaper": patched(sound, "docProps/core.xml", lambda xml: entity + xml),
        "entitet-i-utf16": patched(sound, "xl/styles.xml", lambda _: wide),
        "sammanfogat-hela-bladet": patched(sound, FIELD_SHEET, _merge_all),
        "cell-i-sista-hornet": edited(sound, lambda book: book["Ansökan"].cell(1_048_576, 16_384, "x")),
        "cell-langt-at-hoger": edited(sound, lambda book: book["Mål"].cell(3, 700, "x")),
        "hundratusen-rader": _many_rows(100_000),
        "trasig-xml": patched(sound, FIELD_SHEET, lambda xml: xml.replace(b"</row>", b"</rad>", 1)),
        "avklippt-blad": patched(sound, FIELD_SHEET, lambda xml: xml[: len(xml) // 2]),
        "djupt-nastlad": patched(sound, FIELD_SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b"<x>" * 50_000, 1)),
        "trasigt-tal": _budget_amount(sound, b"12tusen"),
        "delad-text-saknas": _budget_cell(sound, lambda cell: cell.replace(b't="n"', b't="s"').replace(b"1250000", b"99")),
        "text-utan-slut": _endless_text(sound),
        "utan-arbetsbok-xml": packed({name: content for name, content in members(sound).items() if "workbook.xml" not in name}),
        "utan-blad": packed({name: content for name, content in members(sound).items() if "worksheets" not in name}),
    }


def _merge_all(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>', 1)


def _many_rows(count: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Ansökan")
    for number in range(count):
        sheet.append(["Insatsens namn", f"rad {number}"])
    return saved(book)


def _endless_text(sound: bytes) -> bytes:
    """One long text in a small file, shown in so many cells that it would fill the memory."""
    parts = members(edited(sound, lambda book: book["Samverkan"].cell(1, 1, "x")))
    cells = b"".join(b'<row r="%d"><c r="H%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(100, 4900))
    parts["xl/worksheets/sheet5.xml"] = parts["xl/worksheets/sheet5.xml"].replace(b"</sheetData>", cells + b"</sheetData>")
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (space, b"x" * 30_000)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rIdText" Type="%s" Target="sharedStrings.xml"/>' % kind
    relations = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", relation + b"</Relationships>")
    return packed(parts)


def _budget_cell(sound: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the XML of the first amount in the budget."""

    def of_sheet(xml: bytes) -> bytes:
        start = xml.rindex(b"<c ", 0, xml.index(b"<v>1250000</v>"))
        end = xml.index(b"</c>", start)
        return xml[:start] + change(xml[start:end]) + xml[end:]

    return patched(sound, "xl/worksheets/sheet2.xml", of_sheet)


def _budget_amount(sound: bytes, value: bytes) -> bytes:
    return _budget_cell(sound, lambda cell: cell.replace(b"1250000", value))


def wrong_forms(sound: bytes, programme: Programme) -> dict[str, bytes]:
    """Workbooks that are not one whole application form."""
    return {
        "annan-arbetsbok": _budget_list(),
        "tom-arbetsbok": saved(openpyxl.Workbook()),
        "tom-blankett": application_template(programme),
        "nyare-mall": edited(sound, lambda book: setattr(book["Ansökan"]["C1"], "value", APPLICATION_FORM.version_mark(2))),
        "tva-blanketter": edited(sound, lambda book: book.copy_worksheet(book["Ansökan"])),
        "blad-saknas": edited(sound, lambda book: book.remove(book["Ekonomi"])),
        "huvudblad-saknas": edited(sound, lambda book: book.remove(book["Ansökan"])),
        "dolt-huvudblad": edited(sound, lambda book: setattr(book["Ansökan"], "sheet_state", "hidden")),
        "uppgifter-borttagna": edited(sound, _remove_labels),
        "uppgift-dubbel": edited(sound, lambda book: _copy_label(book, "Syfte")),
        "kolumn-saknas": edited(sound, lambda book: setattr(label(book, "Kostnadsslag"), "value", None)),
        "sammanfogade-rader": edited(sound, _merge_years),
    }


def _budget_list() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Internbudget"
    for row in (["Konto", "Benämning", "Belopp"], [5011, "Löner", 450_000], [6110, "Material", 12_500]):
        sheet.append(row)
    return saved(book)


def _remove_labels(book: Any) -> None:
    for text in ("Insatsens namn", "Syfte", "Startdatum"):
        label(book, text).value = None


def _copy_label(book: Any, text: str) -> None:
    book["Ansökan"].cell(200, 1, text)
    book["Ansökan"].cell(200, 2, "Ett annat svar")


def _merge_years(book: Any) -> None:
    first = under(book, "År")
    first.parent.merge_cells(start_row=first.row, end_row=first.row + 2, start_column=1, end_column=1)


def wrong_answers(sound: bytes) -> dict[str, bytes]:
    """The right form, with an answer that cannot be taken."""

    def budget(header: str, value: object) -> bytes:
        return edited(sound, lambda book: setattr(under(book, header), "value", value))

    def field(name: str, value: object) -> bytes:
        return edited(sound, lambda book: setattr(answer(book, name), "value", value))

    return {
        "belopp-tvetydigt": budget("Belopp", "1.250"),
        "belopp-negativt": budget("Belopp", -5000),
        "belopp-ore": budget("Belopp", 1250.5),
        "belopp-ord": budget("Belopp", "cirka en miljon"),
        "belopp-sant": budget("Belopp", True),
        "belopp-datum": budget("Belopp", "2015-01-01"),
        "belopp-nan": _budget_amount(sound, b"NaN"),
        "belopp-oandligt": _budget_amount(sound, b"1e999"),
        "ar-tva-siffror": budget("År", 15),
        "okant-kostnadsslag": budget("Kostnadsslag", "Markköp"),
        "datum-tvetydigt": field("Startdatum", "03/01/2015"),
        "datum-som-tal": edited(sound, _date_as_number),
        "datum-orimligt": field("Startdatum", "1815-01-01"),
        "datum-finns-inte": field("Slutdatum", "2015-02-30"),
        "okand-namnd": field("Sökande nämnd", "Skärholmens kommun"),
        "okand-stadsdel": field("Stadsdelar", "Husbby"),
        "varken-ja-eller-nej": field("Omedelbart justerat", "kanske"),
        "felvarde": edited(sound, _reference_error),
        "formel-utan-varde": field("Egen finansiering totalt", "=1000*12"),
        "formel-utan-varde-i-tabell": budget("Belopp", "=SUM(A1:A2)"),
        "text-en-megabyte": patched(sound, FIELD_SHEET, _long_text),
        "personnummer": field("Beskrivning", "Kontakt med en deltagare, 19800101-1234, togs i maj."),
    }


def _date_as_number(book: Any) -> None:
    cell = answer(book, "Startdatum")
    cell.value, cell.number_format = 42_000, "General"


def _reference_error(book: Any) -> None:
    cell = under(book, "Belopp")
    cell.value, cell.data_type = "#REF!", "e"


def _long_text(xml: bytes) -> bytes:
    start = xml.index(b"1 Insatsens namn")
    return xml[:start] + b"x" * 1_000_000 + xml[start:]
