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
        make_data_folder(target.parent)
        copy_sample(target)
    return target


def make_data_folder(folder: Path) -> None:
    """The user's own folder, for nobody else to look into. Raises EnvironmentProblem."""
    from app.exchange.files import environment_problem

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise environment_problem(error, folder / NAME) from error


def copy_sample(target: Path) -> None:
    """Put a fresh copy of the shipped sample at a path."""
    from app.exchange.files import write_atomically

    with paths.sample_store().open("rb") as source:
        write_atomically(target, lambda file: shutil.copyfileobj(source, file), private=True)


def example_reason(rule_id: str) -> str:
    """What the sample's caseworker writes when a rule is judged as met."""
    from app.sample.judgements import reason

    return reason(rule_id)
