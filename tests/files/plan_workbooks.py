"""Plan forms: broken ones, each wrong in one way, and odd ones that are sound."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl

from app.domain import swedish
from app.domain.programme import Programme
from app.exchange.form_kinds import PLAN_FORM
from app.exchange.form_template import application_template
from app.exchange.plan_form import plan_template
from tests.files.broken_workbooks import hostile_zips, not_workbooks
from tests.files.editing import answer, edited, label, saved, under
from tests.files.example_draft import filled_draft, filled_plan

OTHER_FILES = ("gammal-xls", "losenordsskyddad", "tom-fil", "avklippt", "html", "pdf", "word")
TRAPS = ("zipbomb", "overlappande", "utbrytare", "makron", "krypterad-del")


def broken_plans(programme: Programme) -> dict[str, bytes]:
    """Name → content; every one must end in a clear Swedish text."""
    sound = plan_template(programme, filled_plan(programme))
    others, traps = not_workbooks(sound), hostile_zips(sound)
    made = {name: others[name] for name in OTHER_FILES} | {name: traps[name] for name in TRAPS}
    made |= _wrong_forms(sound, programme) | _wrong_answers(sound)
    return {f"{name}.xlsx": data for name, data in made.items()}


def _wrong_forms(sound: bytes, programme: Programme) -> dict[str, bytes]:
    return {
        "annan-arbetsbok": _decision_list(),
        "tom-arbetsbok": saved(openpyxl.Workbook()),
        "tom-blankett": plan_template(programme),
        "ansokan": application_template(programme, filled_draft(programme)),
        "nyare-mall": edited(sound, lambda book: setattr(book["Handlingsplan"]["C1"], "value", PLAN_FORM.version_mark(2))),
        "tva-planer": edited(sound, lambda book: book.copy_worksheet(book["Handlingsplan"])),
        "blad-saknas": edited(sound, lambda book: book.remove(book["Aktiviteter"])),
        "huvudblad-saknas": edited(sound, lambda book: book.remove(book["Handlingsplan"])),
        "dolt-huvudblad": edited(sound, lambda book: setattr(book["Handlingsplan"], "sheet_state", "hidden")),
        "kolumn-saknas": edited(sound, lambda book: setattr(label(book, "Delmål"), "value", None)),
        "sammanfogade-rader": edited(sound, _merge_numbers),
    }


def _decision_list() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Beslut"
    for row in (["Version", "Paragraf"], [1, "§ 4"], ["Diarienummer", "1.2.1/4-2015"]):
        sheet.append(row)
    return saved(book)


def _merge_numbers(book: Any) -> None:
    first = under(book, "Aktivitet nr")
    first.parent.merge_cells(start_row=first.row, end_row=first.row + 1, start_column=first.column, end_column=first.column)


def _wrong_answers(sound: bytes) -> dict[str, bytes]:
    def column(header: str, value: object, row: int = 1) -> bytes:
        return edited(sound, lambda book: setattr(under(book, header, row), "value", value))

    def field(name: str, value: object) -> bytes:
        return edited(sound, lambda book: setattr(answer(book, name), "value", value))

    return {
        "mal-finns-inte": column("Bidrar till mål nr", "1; 7"),
        "uppfoljning-utan-mal": column("Gäller mål nr", "4"),
        "mal-med-samma-nummer": column("Mål nr", "2"),
        "aktiviteter-med-samma-nummer": column("Aktivitet nr", "1.1", row=3),
        "planen-slutar-fore": field("Gäller till", date(2014, 12, 31)),
        "aktiviteten-slutar-fore": column("Slutar", date(2015, 2, 1), row=2),
        "personnummer": field("Inledning", "Kontakt: 19800101-1234."),
        "personnummer-i-tabell": column("Ledamotens funktion", "rektor 19800101-1234"),
        "okand-stadsdel": column("Stadsdelar", "Husby; Rinkbey"),
        "okant-delmal": column("Delmål", "SU-9.9 Något annat"),
        "okand-namnd": field("Stadsdelsnämnd", "Norrmalms stadsdelsnämnd"),
        "datum-tvetydigt": field("Riskanalysens datum", "03/01/2015"),
        "nummer-som-datum": edited(sound, _number_as_date),
        "formel-utan-varde": column("Uppmätt värde", "=1+1"),
        "felvarde": edited(sound, _reference_error),
        "for-lang-text": column("Målsättning", "För långt. " * 100),
    }


def _number_as_date(book: Any) -> None:
    cell = under(book, "Aktivitet nr")
    cell.value, cell.number_format = date(2015, 2, 1), "d.m"


def _reference_error(book: Any) -> None:
    cell = under(book, "Uppmätt värde")
    cell.value, cell.data_type = "#REF!", "e"


def sound_plans(programme: Programme) -> dict[str, bytes]:
    """Name → content; each holds `filled_plan(programme)`."""
    sound = plan_template(programme, filled_plan(programme))

    def changed(change: Callable[[Any], None]) -> bytes:
        return edited(sound, change)

    return {
        "som-den-ar.xlsx": sound,
        "omkastad-ordning.xlsx": changed(_shuffle_labels),
        "omkastade-kolumner.xlsx": changed(_reverse_columns),
        "tomma-rader.xlsx": changed(_blank_rows),
        "bladen-omdopta.xlsx": changed(_rename_sheets),
        "etiketter-i-nfd.xlsx": changed(_decompose),
        "datum-som-text.xlsx": changed(_dates_as_text),
        "varden-pa-egna-rader-i-rutan.xlsx": changed(_lines_in_cells),
        "nummer-med-blanksteg.xlsx": changed(_spaces_around_a_number),
        "nummer-som-tal.xlsx": changed(_numbers_as_numbers),
        "utan-versionsmarke.xlsx": changed(lambda book: setattr(book["Handlingsplan"]["C1"], "value", None)),
    }


def _shuffle_labels(book: Any) -> None:
    sheet = book["Handlingsplan"]
    pairs = [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=4, max_col=2) if row[0].value]
    random.Random(7).shuffle(pairs)
    sheet.delete_rows(4, sheet.max_row)
    for number, (text, value) in enumerate(pairs, 4):
        sheet.cell(number, 1, text)
        sheet.cell(number, 2, value)


def _reverse_columns(book: Any) -> None:
    sheet = book["Aktiviteter"]
    for row in sheet.iter_rows(min_row=6):
        for cell, value in zip(row, [cell.value for cell in reversed(row)], strict=True):
            cell.value = value


def _blank_rows(book: Any) -> None:
    book["Handlingsplan"].insert_rows(8, 3)
    book["Aktiviteter"].insert_rows(8, 12)


def _rename_sheets(book: Any) -> None:
    for number, sheet in enumerate([one for one in book.worksheets if one.sheet_state == "visible"], 1):
        sheet.title = f"Blad{number}"


def _cells(book: Any) -> list[Any]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def _decompose(book: Any) -> None:
    for cell in _cells(book):
        if isinstance(cell.value, str):
            cell.value = unicodedata.normalize("NFD", cell.value)


def _dates_as_text(book: Any) -> None:
    for cell in _cells(book):
        if isinstance(cell.value, date):
            cell.value = swedish.long_date(cell.value)


def _lines_in_cells(book: Any) -> None:
    for header in ("Stadsdelar", "Delmål"):
        for row in (1, 2, 3):
            cell = under(book, header, row)
            cell.value = str(cell.value).replace("; ", "\n")


def _spaces_around_a_number(book: Any) -> None:
    under(book, "Gäller mål nr", 2).value = " 2 "


def _numbers_as_numbers(book: Any) -> None:
    """1.1 as the number 1,1: what Excel makes of a list that was pasted in."""
    for header, values in {"Aktivitet nr": (1.1, 2.1, 3.1), "Mål nr": (1, 2, 3), "Gäller mål nr": (1.0, 2.0, 3.0)}.items():
        for row, value in enumerate(values, 1):
            cell = under(book, header, row)
            cell.value, cell.number_format = value, "General"
