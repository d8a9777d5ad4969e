"""The process that reads a workbook: bytes on standard input, JSON on standard output, nothing else.

It runs with limits on memory and processor time, so that a hostile file can only end this process. Run as
`python -m app.exchange.sheet_process`, or by the built program with its hidden argument; imports neither Qt nor openpyxl.
"""

from __future__ import annotations

import io
import json
import math
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from app.errors import FileRefused
from app.exchange.sheet_scan import SheetFacts, refuse_documents_types, scan
from app.exchange.workbook import CellError, CellValue, Sheet, Workbook, pack_sheet

ARGUMENT = "--read-sheets"
MAX_MEMORY_BYTES = 800 * 1024 * 1024  # address space; the memory in use stays under half of it
MAX_PROCESSOR_SECONDS = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Read a workbook from standard input and answer on standard output; `argv` is not used."""
    _limit_resources()
    source = sys.stdin.buffer if sys.stdin else open(0, "rb", closefd=False)  # noqa: SIM115 - a windowed build has no sys.stdin
    target = sys.stdout.buffer if sys.stdout else open(1, "wb", closefd=False)  # noqa: SIM115
    answer = _answer(source)
    target.write(json.dumps(answer, ensure_ascii=True, allow_nan=False).encode("ascii"))
    target.flush()
    return 0


def _answer(source: BinaryIO) -> dict[str, Any]:
    try:
        workbook = read_sheets(source.read())
        return {"sheets": [pack_sheet(sheet) for sheet in workbook.sheets]}
    except FileRefused as refused:
        return {"refused": {"message": refused.message.removesuffix(refused.advice).strip(), "advice": refused.advice}}
    except MemoryError:
        return {"failed": "MemoryError"}
    except Exception as error:  # noqa: BLE001 - the one boundary round the readers: any failure is a damaged file
        return {"failed": type(error).__name__}


def _limit_resources() -> None:
    """Memory and processor time end with this process; Windows has no such call and relies on the caller's time limit."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, MAX_MEMORY_BYTES), (resource.RLIMIT_CPU, MAX_PROCESSOR_SECONDS)):
        try:
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (OSError, ValueError):  # a system that keeps the limit to itself
            continue


def read_sheets(data: bytes) -> Workbook:
    """Every worksheet with its values. Raises FileRefused, or anything at all for a damaged file."""
    from python_calamine import CalamineWorkbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_documents_types(archive)
        facts = scan(archive)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return Workbook(tuple(_sheet(one, book.get_sheet_by_name(one.name).to_python(skip_empty_area=False)) for one in facts))


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
