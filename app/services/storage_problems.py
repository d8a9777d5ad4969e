"""What SQLite says when the disk, the file or a lock stands in the way, in words that help. A fault of ours stays a fault."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from app.errors import EnvironmentProblem

MENU_COPY = "Arkiv ▸ Spara kopia som"
_UNREADABLE = "Could not decode to UTF-8"  # the driver's words for text that is none
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error speaks of the file's content, and not of what happens around it."""
    return _name(error).startswith(_DAMAGED)


def _name(error: object) -> str:
    return str(getattr(error, "sqlite_errorname", "")) or ("SQLITE_CORRUPT" if _UNREADABLE in str(error) else "")


def storage_problem(error: object, path: Path, *, saving: bool = False) -> EnvironmentProblem | None:
    """The refusal that a driver's error stands for; None when it is no matter of disk, file or lock."""
    name, kept = f"”{path.name}”", " Ändringen är inte sparad." if saving else ""
    kind = _name(error)
    if not kind or kind.startswith(("SQLITE_CONSTRAINT", "SQLITE_MISUSE")) or kind == "SQLITE_ERROR":
        return None
    if not path.exists():
        return EnvironmentProblem(
            f"{name} finns inte längre där den låg.{kept}",
            f"Spara det som är öppet på en annan plats ({MENU_COPY}), eller anslut enheten igen och öppna filen på nytt.",
        )
    if kind == "SQLITE_FULL":
        return EnvironmentProblem(
            f"Disken är full i mappen ”{path.parent.name or path.parent}”.{kept or f' {name} går inte att läsa.'}",
            "Frigör utrymme på disken och försök igen.",
        )
    if kind.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return EnvironmentProblem(f"{name} är upptagen av ett annat program.{kept}", "Försök igen om en stund.")
    if kind.startswith("SQLITE_READONLY"):
        return EnvironmentProblem(f"{name} är skrivskyddad.{kept}", f"Spara en kopia på en annan plats ({MENU_COPY}).")
    if kind.startswith(_DAMAGED):
        return EnvironmentProblem(
            f"{name} är skadad på disken.{kept}", "Stäng filen och öppna den senaste säkerhetskopian. Spara den skadade filen."
        )
    what = "Ändringen kunde inte sparas i" if saving else "Det går inte att läsa i"
    return EnvironmentProblem(f"{what} {name}. Det som var sparat tidigare är kvar.", "Kontrollera disken och försök igen.")
