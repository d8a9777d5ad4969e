"""The process that reads a workbook: bytes on standard input, JSON on standard output, nothing else.

It runs with limits on memory and processor time, so that a hostile file can only end this process. Run as
`python -m app.exchange.sheet_process`, or by the built program with its hidden argument; imports neither Qt nor openpyxl.
"""

from __future__ import annotations

import gc
import io
import json
import math
import sys
import threading
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

from app.errors import FileRefused
from app.exchange.sheet_columns import column_sheet, pack
from app.exchange.sheet_quick import is_plain, is_within, quick_facts
from app.exchange.sheet_scan import DATA, SheetFacts, parts_of, refuse_documents_types, refuse_too_much_text, scan, scan_sheet
from app.exchange.workbook import CellError, CellValue, Sheet, Workbook, pack_sheet

if TYPE_CHECKING:
    from app.domain.table_columns import ColumnSheet

ARGUMENT = "--read-sheets"
COLUMNS = "--columns"  # after ARGUMENT: long tables, answered as columns
MAX_MEMORY_BYTES = 800 * 1024 * 1024  # address space; the memory in use stays under half of it
MAX_COLUMNS_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
MAX_PROCESSOR_SECONDS = 10
MAX_COLUMNS_PROCESSOR_SECONDS = 60


def main(argv: Sequence[str] | None = None) -> int:
    """Read a workbook from standard input and answer on standard output: as rows, or with COLUMNS as columns."""
    gc.disable()  # a short life with millions of cells, none of which refers to another
    as_columns = COLUMNS in (argv or ())
    _limit_resources(*((MAX_COLUMNS_MEMORY_BYTES, MAX_COLUMNS_PROCESSOR_SECONDS) if as_columns else ()))
    source = sys.stdin.buffer if sys.stdin else open(0, "rb", closefd=False)  # noqa: SIM115 - a windowed build has no sys.stdin
    target = sys.stdout.buffer if sys.stdout else open(1, "wb", closefd=False)  # noqa: SIM115
    target.write(_answer_as_columns(source) if as_columns else _as_json(_answer(source)))
    target.flush()
    return 0


def _as_json(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=True, allow_nan=False).encode("ascii")


def _answer_as_columns(source: BinaryIO) -> bytes:
    """Columns, or JSON that says why there are none."""
    found: list[bytes] = []

    def work() -> dict[str, Any]:
        found.append(pack(read_columns(source.read())))
        return {}

    return _as_json(told) if (told := _told(work)) else found[0]


def _answer(source: BinaryIO) -> dict[str, Any]:
    return _told(lambda: {"sheets": [pack_sheet(sheet) for sheet in read_sheets(source.read()).sheets]})


def _told(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the work gives, or how it failed."""
    try:
        return work()
    except FileRefused as refused:
        return {"refused": {"message": refused.message.removesuffix(refused.advice).strip(), "advice": refused.advice}}
    except MemoryError:
        return {"failed": "MemoryError"}
    except Exception as error:  # noqa: BLE001 - the one boundary round the readers: any failure is a damaged file
        return {"failed": type(error).__name__}


def _limit_resources(memory: int = MAX_MEMORY_BYTES, seconds: int = MAX_PROCESSOR_SECONDS) -> None:
    """Memory and processor time end with this process; Windows has no such call and relies on the caller's time limit."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        try:
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (OSError, ValueError):  # a system that keeps the limit to itself
            continue


def _memory_is_limited() -> bool:
    try:
        import resource
    except ImportError:
        return False
    return resource.getrlimit(resource.RLIMIT_AS)[0] not in (-1, resource.RLIM_INFINITY)


def read_sheets(data: bytes) -> Workbook:
    """Every worksheet with its values. Raises FileRefused, or anything at all for a damaged file."""
    from python_calamine import CalamineWorkbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_documents_types(archive)
        facts = scan(archive)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return Workbook(tuple(_sheet(one, book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)) for one in facts))


def read_columns(data: bytes) -> tuple[ColumnSheet, ...]:
    """Every worksheet as columns, up to the limits of DATA. Raises FileRefused, or anything at all for a damaged file."""
    from python_calamine import CalamineWorkbook

    facts: list[SheetFacts] = []
    found: list[ColumnSheet] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_documents_types(archive)
        sheets, lengths = parts_of(archive, DATA)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name, hidden, path in sheets:
            xml = archive.read(path)
            may_read = is_within(xml, DATA) if _memory_is_limited() else is_plain(xml, DATA)
            known = None if may_read else _parsed(name, hidden, xml, lengths)  # refuses before the reader is let at it
            beside = _Beside(lambda: quick_facts(name, hidden, xml, DATA, lengths) if may_read else None)  # noqa: B023 - joined in the round
            values = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            facts.append(known or beside.result() or _parsed(name, hidden, xml, lengths))
            found.append(column_sheet(facts[-1], values))
    refuse_too_much_text(facts, DATA)
    return tuple(found)


class _Beside(threading.Thread):
    """Work done while the reader, which leaves Python alone, goes through the same sheet."""

    def __init__(self, work: Callable[[], SheetFacts | None]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._found: SheetFacts | None = None
        self.start()

    def run(self) -> None:
        try:
            self._found = self._work()
        except Exception:  # noqa: BLE001 - the full pass, which then follows, says what is wrong
            self._found = None

    def result(self) -> SheetFacts | None:
        self.join()
        return self._found


def _parsed(name: str, hidden: bool, xml: bytes, lengths: list[int]) -> SheetFacts:
    facts = SheetFacts(name, hidden)
    scan_sheet(io.BytesIO(xml), facts, lengths, DATA)
    return facts


def _sheet(facts: SheetFacts, values: list[list[Any]]) -> Sheet:
    rows = [[_value(value) for value in row] for row in values]
    for (row, column), text in facts.errors.items():
        while len(rows) < row:
            rows.append([])
        rows[row - 1].extend([None] * (column - len(rows[row - 1])))
        rows[row - 1][column - 1] = CellError(text)
    return Sheet(
        name=facts.name,
        hidden=facts.hidden,
        rows=tuple(tuple(row) for row in rows),
        merged=tuple(facts.merged),
        hidden_rows=frozenset(facts.hidden_rows),
        hidden_columns=frozenset(facts.hidden_columns),
        formulas=frozenset(facts.formulas),
        formulas_without_value=frozenset(facts.formulas_without_value),
    )


def _value(value: Any) -> CellValue:
    if value == "" or value is None:
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return CellError(str(value))
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, (bool, int, str, datetime, date)):
        return value
    if isinstance(value, (time, timedelta)):
        return str(value)
    return CellError(type(value).__name__)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
