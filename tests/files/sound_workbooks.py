"""Forms that look odd but are sound: every one must be read as the draft that it was made from."""

from __future__ import annotations

import io
import random
import re
import unicodedata
from datetime import date
from typing import Any

import openpyxl

from app.domain import swedish
from app.domain.drafts import ApplicationDraft
from app.domain.programme import Programme
from app.exchange.form_kinds import APPLICATION_FORM
from app.exchange.form_template import application_template
from tests.files.editing import answer, edited, label, patched, saved, under
from tests.files.example_draft import filled_draft


def sound_workbooks(programme: Programme) -> dict[str, bytes]:
    """Name → content; each holds `filled_draft(programme)`."""
    draft = filled_draft(programme)
    sound = application_template(programme, draft)
    return {
        "som-den-ar.xlsx": sound,
        "omkastad-ordning.xlsx": edited(sound, _shuffle_labels),
        "flyttade-kolumner.xlsx": edited(sound, lambda book: _move(book["Ansökan"], rows=4, columns=3)),
        "flyttad-tabell.xlsx": edited(sound, lambda book: _move(book["Mål"], rows=9, columns=2)),
        "omkastade-kolumner.xlsx": edited(sound, _reverse_columns),
        "tomma-rader.xlsx": edited(sound, _blank_rows),
        "bladen-omdopta.xlsx": edited(sound, _rename_sheets),
        "etiketter-i-nfd.xlsx": edited(sound, _decompose),
        "etiketter-med-kolon.xlsx": edited(sound, _dress_labels),
        "belopp-som-text.xlsx": edited(sound, lambda book: _amounts_as_text(book, draft)),
        "belopp-med-smala-mellanslag.xlsx": edited(sound, lambda book: _amounts_as_text(book, draft, space="\u202f", unit="")),
        "datum-som-text.xlsx": edited(sound, _dates_as_text),
        "datum-som-siffror.xlsx": edited(sound, _dates_as_digits),
        "semikolon-i-en-ruta.xlsx": edited(sound, lambda book: _districts_in_one_cell(book, programme, draft)),
        "sammanfogade-svar.xlsx": edited(sound, _merge_answers),
        "dolda-rader.xlsx": edited(sound, _hide_rows),
        "formel-med-varde.xlsx": _formula_with_value(sound),
        "summarad.xlsx": _sum_row(sound),
        "allt-pa-ett-blad.xlsx": _one_sheet(sound, tables_first=False),
        "tabellerna-forst.xlsx": _one_sheet(sound, tables_first=True),
        "utan-versionsmarke.xlsx": edited(sound, lambda book: setattr(book["Ansökan"]["C1"], "value", None)),
        "extra-uppgift.xlsx": edited(sound, _extra_label),
    }


def _rows(sheet: Any, first: int = 4) -> list[tuple[Any, Any]]:
    return [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=first, max_col=2) if row[0].value]


def _shuffle_labels(book: Any) -> None:
    sheet = book["Ansökan"]
    pairs = _rows(sheet)
    random.Random(7).shuffle(pairs)
    sheet.delete_rows(4, sheet.max_row)
    for number, (text, value) in enumerate(pairs, 4):
        sheet.cell(number, 1, text)
        sheet.cell(number, 2, value)


def _move(sheet: Any, *, rows: int, columns: int) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.move_range(sheet.calculate_dimension(), rows=rows, cols=columns)


def _reverse_columns(book: Any) -> None:
    sheet = book["Mål"]
    for row in sheet.iter_rows(min_row=6):
        for cell, value in zip(row, [cell.value for cell in reversed(row)], strict=True):
            cell.value = value


def _blank_rows(book: Any) -> None:
    book["Ansökan"].insert_rows(8, 3)
    book["Ekonomi"].insert_rows(8, 12)


def _rename_sheets(book: Any) -> None:
    for number, sheet in enumerate([one for one in book.worksheets if one.sheet_state == "visible"], 1):
        sheet.title = f"Blad{number}"


def _decompose(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = unicodedata.normalize("NFD", cell.value)


def _dress_labels(book: Any) -> None:
    sheet = book["Ansökan"]
    for row in sheet.iter_rows(min_row=4, max_col=1):
        if row[0].value:
            row[0].value = f"  {row[0].value.upper()} : "


def _amounts_as_text(book: Any, draft: ApplicationDraft, space: str = swedish.NBSP, unit: str = " kr") -> None:
    for number, line in enumerate(draft.budget_lines, 1):
        under(book, "Belopp", number).value = swedish.integer(line.amount or 0).replace(swedish.NBSP, space) + unit
    answer(book, "Egen finansiering totalt").value = f"1,25 mnkr{space}"


def _dates_as_text(book: Any) -> None:
    for cell in _date_cells(book):
        cell.value = swedish.long_date(cell.value)


def _dates_as_digits(book: Any) -> None:
    for cell in _date_cells(book):
        cell.value, cell.number_format = int(f"{cell.value:%Y%m%d}"), "General"


def _date_cells(book: Any) -> list[Any]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if isinstance(cell.value, date)]


def _districts_in_one_cell(book: Any, programme: Programme, draft: ApplicationDraft) -> None:
    for number in range(2, 7):
        answer(book, f"Stadsdelar ({number})").value = None
    answer(book, "Stadsdelar").value = "; ".join(programme.district_name(key) for key in draft.districts)


def _merge_answers(book: Any) -> None:
    sheet = book["Ansökan"]
    for text in ("Syfte", "Beskrivning", "Startdatum"):
        row = label(book, text).row
        sheet.cell(row, 3).value = None
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)


def _hide_rows(book: Any) -> None:
    book["Ansökan"].row_dimensions[label(book, "Syfte").row].hidden = True


def _formula_with_value(sound: bytes) -> bytes:
    return patched(sound, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"<v>1250000</v>", b"<f>1000000+250000</f><v>1250000</v>", 1))


def _sum_row(sound: bytes) -> bytes:
    def summed(book: Any) -> None:
        under(book, "Medfinansiär", 4).value = "Summa"
        under(book, "Medfinansierat belopp", 4).value = 987_654_321

    formula = b"<f>SUM(K7:K9)</f><v>987654321</v>"
    return patched(edited(sound, summed), "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"<v>987654321</v>", formula, 1))


def _one_sheet(sound: bytes, *, tables_first: bool) -> bytes:
    """Fields and tables below one another on a single sheet, with the tables' names above them."""
    source = openpyxl.load_workbook(io.BytesIO(sound))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ansökan 2015"
    sheet["H1"] = APPLICATION_FORM.version_mark()
    single = [[text, value] for text, value in _rows(source["Ansökan"])]
    tables = [block for name in ("Mål", "Samverkan", "Tider", "Ekonomi") for block in _blocks(source[name])]
    for block in [*tables, single] if tables_first else [single, *tables]:
        sheet.append([])
        for values in block:
            sheet.append(values)
    return saved(book)


def _blocks(sheet: Any) -> list[list[list[Any]]]:
    """The tables of a sheet: name, headers and filled rows of each."""
    headers = [cell.value for cell in sheet[6]]
    starts = [number for number, value in enumerate(headers) if value and (number == 0 or not headers[number - 1])]
    blocks = []
    for start in starts:
        end = next((number for number in range(start, len(headers)) if not headers[number]), len(headers))
        rows = [list(row[start:end]) for row in sheet.iter_rows(min_row=6, values_only=True)]
        blocks.append([[sheet.cell(2, start + 1).value], *(row for row in rows if any(value is not None for value in row))])
    return blocks


def _extra_label(book: Any) -> None:
    book["Ansökan"].cell(200, 1, "Vår egen uppgift")
    book["Ansökan"].cell(200, 2, "Ett svar")


NOTED = {
    "dolda-rader.xlsx": re.compile(r"rad \d+ är dold men har lästs in"),
    "formel-med-varde.xlsx": re.compile(r"D7 är formler"),
    "summarad.xlsx": re.compile(r"summaraden har inte lästs in"),
    "utan-versionsmarke.xlsx": re.compile(r"versionsmärke saknas"),
    "extra-uppgift.xlsx": re.compile(r"”Vår egen uppgift” hör inte till blanketten"),
}
