"""The shipped programme data, once for all tests of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.programme import Programme
from app.exchange.programme_file import load_programme


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
