"""The user's working copy of the shipped sample; imports nothing heavy, since the window starts with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from app import paths

NAME = "exempel.sqlite"


def sample_copy() -> Path:
    """Path of the working copy; made from the shipped sample when there is none, kept when there is."""
    target = paths.data_folder() / NAME
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        copy_sample(target)
    return target


def copy_sample(target: Path) -> None:
    """Put a fresh copy of the shipped sample at a path."""
    from app.exchange.files import write_atomically

    with paths.sample_store().open("rb") as source:
        write_atomically(target, lambda file: shutil.copyfileobj(source, file))
