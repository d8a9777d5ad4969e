"""Files that the window itself writes: whole-old or whole-new, never half."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from app.errors import EnvironmentProblem


def write_whole(path: Path, data: bytes) -> None:
    """Puts the bytes in a temporary file beside `path` and then in its place. Raises EnvironmentProblem."""
    file = QSaveFile(str(path))
    done = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
    if not done:
        file.cancelWriting()
        raise EnvironmentProblem(
            f"Filen {path.name} kunde inte sparas: {file.errorString()}.",
            "Stäng filen om den är öppen i ett annat program, eller välj en annan mapp.",
        )
