"""A streaming pass over a workbook's XML: what the value reader does not tell, and what it must be spared.

Document types and entities are refused, nothing outside is looked up, and cells outside the limits end the reading.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from app.domain import swedish
from app.errors import FileRefused
from app.exchange.workbook import Area, cell_name, cell_place

MAX_SHEETS = 40
MAX_DEPTH = 100

_CHUNK = 64 * 1024
_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
_CLEAN_UP = "Ta bort det som inte hör till blanketten, spara och läs in filen igen."
_SAVE_AGAIN = "Be avsändaren att spara arbetsboken på nytt i Excel och skicka den igen."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold. `characters`: text in all cells together, counted each time it is shown; `elements`: in one part."""

    rows: int
    columns: int
    characters: int
    elements: int  # a full sheet within the limits has fewer


FORM = Limits(rows=5_000, columns=60, characters=20_000_000, elements=1_200_000)
DATA = Limits(rows=200_000, columns=60, characters=100_000_000, elements=8_000_000)


@dataclass(slots=True)
class SheetFacts:
    """What the scan found out about one sheet; places are (row, column), 1-based."""

    name: str
    hidden: bool
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    formulas_without_value: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    characters: int = 0


def refuse_documents_types(archive: zipfile.ZipFile) -> None:
    """Read every XML part up to its first element; a document type (the way to entities) is refused."""
    for name in archive.namelist():
        if name.casefold().endswith((".xml", ".rels", ".vml")):
            with archive.open(name) as stream:
                _parse(stream, lambda tag, attributes: True, None, None)


def scan(archive: zipfile.ZipFile, limits: Limits = FORM) -> list[SheetFacts]:
    """Facts about every worksheet in workbook order. Raises FileRefused at the first thing that is out of bounds."""
    sheets, lengths = parts_of(archive, limits)
    found = []
    for name, hidden, path in sheets:
        facts = SheetFacts(name, hidden)
        with archive.open(path) as stream:
            scan_sheet(stream, facts, lengths, limits)
        found.append(facts)
    refuse_too_much_text(found, limits)
    return found


def parts_of(archive: zipfile.ZipFile, limits: Limits) -> tuple[list[tuple[str, bool, str]], list[int]]:
    """Every worksheet's name, whether it is hidden, and its part; and the length of each shared text."""
    parts = _parts(archive)
    sheets = [(name, state != "visible", path) for name, state, path in parts.sheets]
    return sheets, _shared_string_lengths(archive, parts.shared_strings, limits)


def scan_sheet(stream: Any, facts: SheetFacts, lengths: list[int], limits: Limits) -> None:
    """Fill in the facts of one sheet."""
    _SheetScanner(facts, lengths, limits).read(stream)


def refuse_too_much_text(found: list[SheetFacts], limits: Limits) -> None:
    if sum(facts.characters for facts in found) > limits.characters:
        raise FileRefused("Arbetsboken innehåller mer text än någon blankett gör och läses inte in.", _CLEAN_UP)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _parse(
    stream: Any,
    start: Callable[[str, Mapping[str, str]], bool | None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
    limits: Limits = FORM,
) -> None:
    """Run expat over a stream with local names; `start` may return True to end the reading."""
    parser = expat.ParserCreate(namespace_separator="}")
    stopped = False
    depth = elements = 0

    def on_start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal stopped, depth, elements
        depth += 1
        elements += 1
        if elements > limits.elements:
            raise FileRefused("Arbetsboken innehåller fler celler än någon blankett gör och läses inte in.", _CLEAN_UP)
        if depth > MAX_DEPTH:
            raise FileRefused("Arbetsboken är uppbyggd på ett sätt som Excel inte använder. Den läses inte in.", _SAVE_AGAIN)
        stopped = bool(start(_local(tag), attributes)) or stopped

    def on_end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_local(tag))

    def refuse(*_: object) -> None:
        raise FileRefused(
            "Arbetsboken innehåller en dokumenttyp eller entiteter, som kan dölja skadligt innehåll. Den läses inte in.", _SAVE_AGAIN
        )

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    while not stopped:
        piece = stream.read(_CHUNK)
        parser.Parse(piece, not piece)
        if not piece:
            return


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where a workbook keeps what we read: worksheets (name, state, part) in order, and its shared texts."""

    sheets: tuple[tuple[str, str, str], ...]
    shared_strings: str | None


def _parts(archive: zipfile.ZipFile) -> _Parts:
    targets: dict[str, tuple[str, str]] = {}

    def relation(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            path = attributes.get("Target", "")
            absolute = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join("xl", path))
            targets[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], absolute)

    sheets: list[tuple[str, str, str]] = []

    def sheet(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if _local(name) == "id"), "")
            kind, path = targets.get(key, ("", ""))
            if kind == "worksheet":
                sheets.append((attributes.get("name", ""), attributes.get("state", "visible"), path))

    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        _parse(stream, relation, None, None)
    with archive.open("xl/workbook.xml") as stream:
        _parse(stream, sheet, None, None)
    if len(sheets) > MAX_SHEETS:
        raise FileRefused(f"Arbetsboken har fler än {MAX_SHEETS} blad och läses inte in.", _CLEAN_UP)
    shared = next((path for kind, path in targets.values() if kind == "sharedStrings"), None)
    return _Parts(tuple(sheets), shared)


def _shared_string_lengths(archive: zipfile.ZipFile, name: str | None, limits: Limits) -> list[int]:
    if name is None:
        return []
    lengths: list[int] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            lengths.append(0)

    def text(content: str) -> None:
        if lengths:
            lengths[-1] += len(content)

    with archive.open(name) as stream:
        _parse(stream, start, None, text, limits)
    return lengths


class _SheetScanner:
    """Goes through one sheet; holds the row and cell it is in."""

    def __init__(self, facts: SheetFacts, shared_lengths: list[int], limits: Limits) -> None:
        self._facts = facts
        self._limits = limits
        self._shared_lengths = shared_lengths
        self._row = 0
        self._column = 0
        self._kind = "n"
        self._has_formula = False
        self._collecting = False
        self._value: list[str] = []
        self._inline = 0
        self._in_inline = False

    def read(self, stream: Any) -> None:
        _parse(stream, self._start, self._end, self._text, self._limits)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "c":
                self._start_cell(attributes)
            case "v":
                self._collecting = True
            case "is":
                self._in_inline = True
            case "f":
                self._has_formula = True
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                if attributes.get("hidden") in ("1", "true") and self._row <= self._limits.rows:
                    self._facts.hidden_rows.add(self._row)
            case "col":
                if attributes.get("hidden") in ("1", "true"):
                    last = min(int(attributes.get("max", 0)), self._limits.columns)
                    self._facts.hidden_columns.update(range(int(attributes.get("min", 1)), last + 1))
            case "mergeCell":
                self._merged(attributes.get("ref", ""))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            row, self._column = cell_place(attributes["r"])
            if row != self._row:
                raise ValueError("a cell lies in another row than its own")
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._has_formula, self._inline = False, 0
        self._value.clear()

    def _text(self, content: str) -> None:
        if self._collecting:
            self._value.append(content)
        elif self._in_inline:
            self._inline += len(content)

    def _end(self, tag: str) -> None:
        if tag == "v":
            self._collecting = False
        elif tag == "is":
            self._in_inline = False
        elif tag == "c":
            self._end_cell("".join(self._value).strip())

    def _end_cell(self, value: str) -> None:
        place = (self._row, self._column)
        if not value and not self._has_formula and not self._inline:
            return
        self._check_bounds(*place)
        if self._has_formula:
            empty = not value and not self._inline and self._kind != "str"
            (self._facts.formulas_without_value if empty else self._facts.formulas).add(place)
        if self._kind == "e":
            self._facts.errors[place] = value or "#FEL!"
        elif self._kind == "s":
            self._facts.characters += self._shared_length(value)
        elif self._kind in ("n", "d", "b"):
            self._check_number(value, place)
        self._facts.characters += self._inline + (len(value) if self._kind == "str" else 0)
        if self._facts.characters > self._limits.characters:
            raise FileRefused("Arbetsboken innehåller mer text än någon blankett gör och läses inte in.", _CLEAN_UP)

    def _check_number(self, value: str, place: tuple[int, int]) -> None:
        if self._kind != "n" or not value:
            return
        if value.casefold().lstrip("+-") in ("nan", "inf", "infinity") or (_NUMBER.match(value) and not math.isfinite(float(value))):
            self._facts.errors[place] = value[:20]
        elif not _NUMBER.match(value):
            raise FileRefused(
                f"Arbetsboken är skadad: cell {cell_name(*place)} på bladet ”{self._facts.name}” går inte att läsa.", _SAVE_AGAIN
            )

    def _shared_length(self, value: str) -> int:
        index = int(value)
        if not 0 <= index < len(self._shared_lengths):
            raise ValueError("a cell names a text that is not there")
        return self._shared_lengths[index]

    def _check_bounds(self, row: int, column: int) -> None:
        if row < 1:
            raise ValueError("a row has no number")
        if row > self._limits.rows:
            where = f"Bladet ”{self._facts.name}” har innehåll i cell {cell_name(row, column)}."
            raise FileRefused(f"{where} Högst {swedish.integer(self._limits.rows)} rader läses in.", _CLEAN_UP)
        if column > self._limits.columns:
            raise FileRefused(
                f"Bladet ”{self._facts.name}” har innehåll i cell {cell_name(row, column)}, långt utanför blanketten.", _CLEAN_UP
            )

    def _merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        first_row, first_column = cell_place(first)
        last_row, last_column = cell_place(last or first)
        if last_row > self._limits.rows or last_column > self._limits.columns:
            raise FileRefused(
                f"På bladet ”{self._facts.name}” är cellerna {reference} sammanfogade, långt utanför blanketten.",
                "Dela de sammanfogade cellerna i Excel, spara och läs in filen igen.",
            )
        if len(self._facts.merged) < self._limits.rows:
            self._facts.merged.append(Area(first_row, first_column, last_row, last_column))
