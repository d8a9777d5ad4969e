"""Reads a workbook safely: looked at first, then read in a process of its own with a time limit."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.domain.table_columns import ColumnSheet
from app.errors import EnvironmentProblem, FileRefused
from app.exchange.sheet_columns import MARK, unpack
from app.exchange.sheet_process import ARGUMENT, COLUMNS
from app.exchange.workbook import Workbook, unpack_sheet
from app.exchange.zip_gate import ASK_AGAIN, MAX_FILE_BYTES, USE_OUR_FORM, check_workbook_file

TIME_LIMIT_SECONDS = 20.0
COLUMNS_TIME_LIMIT_SECONDS = 90.0

SheetReader = Callable[[bytes], Workbook]
ColumnReader = Callable[[bytes], tuple[ColumnSheet, ...]]
_log = logging.getLogger(__name__)


def read_file(path: Path) -> bytes:
    """The file's content in one reading, so that everything after speaks of the same bytes."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise FileRefused(f"Filen ”{path.name}” finns inte.", "Kontrollera namnet och mappen.") from error
    except IsADirectoryError as error:
        raise FileRefused(f"”{path.name}” är en mapp, inte en fil.", "Välj arbetsboken i mappen.") from error
    except PermissionError as error:
        raise FileRefused(
            f"Filen ”{path.name}” går inte att öppna. Den är kanske öppen i Excel eller skyddad.",
            "Stäng den i andra program och försök igen.",
        ) from error
    except OSError as error:
        raise FileRefused(f"Filen ”{path.name}” går inte att läsa.", "Kopiera den till datorn och försök igen.") from error
    return data


def read_workbook(data: bytes) -> Workbook:
    """All sheets of a workbook. Raises FileRefused with a Swedish text for anything that is not sound."""
    check_workbook_file(data)
    return _read_in_child(data)


def read_workbook_here(data: bytes) -> Workbook:
    """As `read_workbook` but in this process, without limits on memory and time: for files that we made ourselves."""
    from app.exchange.sheet_process import read_sheets

    check_workbook_file(data)
    try:
        return read_sheets(data)
    except FileRefused:
        raise
    except Exception as error:
        raise _damaged() from error


def read_columns(data: bytes) -> tuple[ColumnSheet, ...]:
    """All sheets of a long table as columns. Raises FileRefused with a Swedish text for anything that is not sound."""
    with _child((COLUMNS,)) as process:  # it starts while the file is looked at, and is given nothing before that is done
        check_workbook_file(data)
        done = _ended(process, data, COLUMNS_TIME_LIMIT_SECONDS)
    if done.returncode == 0 and done.stdout.startswith(MARK):
        return unpack(done.stdout)
    _unpack(done)
    raise _damaged()  # an answer that is neither


def read_columns_here(data: bytes) -> tuple[ColumnSheet, ...]:
    """As `read_columns` but in this process, without limits on memory and time: for files that we made ourselves."""
    from app.exchange import sheet_process

    check_workbook_file(data)
    try:
        return sheet_process.read_columns(data)
    except FileRefused:
        raise
    except Exception as error:
        raise _damaged() from error


def command() -> Sequence[str]:
    """How the reading process is started, from source and from the built program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    return [sys.executable, "-m", "app.exchange.sheet_process"]


def _read_in_child(data: bytes, *, time_limit: float = TIME_LIMIT_SECONDS) -> Workbook:
    with _child(()) as process:
        return _unpack(_ended(process, data, time_limit))


@contextmanager
def _child(arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The reading process, gone afterwards whatever happens."""
    root = str(Path(__file__).resolve().parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(
            [*command(), *arguments],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        _log.info("workbook reading could not start: %s", type(error).__name__)
        raise EnvironmentProblem("Läsningen av arbetsboken kunde inte startas.", "Starta om programmet och försök igen.") from error
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def _ended(process: subprocess.Popen[bytes], data: bytes, time_limit: float) -> subprocess.CompletedProcess[bytes]:
    """Give the process the file and wait for its answer."""
    try:
        answer, said = process.communicate(data, timeout=time_limit)
    except subprocess.TimeoutExpired as error:
        _log.info("workbook reading stopped: time limit")
        raise FileRefused("Arbetsboken tar orimligt lång tid att läsa, och läsningen har avbrutits.", USE_OUR_FORM) from error
    return subprocess.CompletedProcess(process.args, process.returncode, answer, said)


def _unpack(done: subprocess.CompletedProcess[bytes]) -> Workbook:
    if done.returncode != 0 or not done.stdout:
        _log.info("workbook reading ended with status %s", done.returncode)
        raise FileRefused("Arbetsboken är skadad eller kräver orimligt mycket minne, och läses inte in.", ASK_AGAIN)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise FileRefused(str(answer["refused"]["message"]), str(answer["refused"]["advice"]))
    if "failed" in answer:
        _log.info("workbook reading failed: %s", answer["failed"])
        raise _damaged()
    return Workbook(tuple(unpack_sheet(sheet) for sheet in answer.get("sheets", ())))


def _damaged() -> FileRefused:
    return FileRefused("Arbetsboken är skadad och går inte att läsa.", ASK_AGAIN)
