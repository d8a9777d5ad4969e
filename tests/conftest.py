"""What every test gets: no screen, no network, no settings or data of the person who runs it."""

from __future__ import annotations

import os
import socket
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# Set before Qt is first loaded: Qt reads its platform and its own settings folder once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"
_FOLDER = tempfile.TemporaryDirectory(prefix="sammanhallen-tests-", ignore_cleanup_errors=True)
for _name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"):
    os.environ[_name] = _FOLDER.name
os.environ["SAMMANHALLEN_HOME"] = str(Path(_FOLDER.name) / "start")

_numbers = count(1)

# The same examples on every run: a failure here is a failure there. CI only looks at more of them.
settings.register_profile("local", max_examples=60, deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("local"), max_examples=200)
settings.load_profile("ci" if os.environ.get("CI") else "local")


class NetworkUsed(AssertionError):
    """The program or a test tried to reach another computer."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection but a local pipe or Unix socket fails the test."""

    def guarded(real: object) -> object:
        def attempt(self: socket.socket, *arguments: object) -> object:
            if self.family == getattr(socket, "AF_UNIX", None):
                return real(self, *arguments)  # type: ignore[operator]
            raise NetworkUsed(f"network use: {arguments!r}")

        return attempt

    def refused(*arguments: object, **_named: object) -> object:
        raise NetworkUsed(f"name look-up: {arguments!r}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refused)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own; the program makes it when it first writes there."""
    folder = Path(_FOLDER.name) / f"home-{next(_numbers)}"
    monkeypatch.setenv("SAMMANHALLEN_HOME", str(folder))
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long kill loops run only when asked for by name: make torture."""
    if "torture" in config.getoption("-m"):
        return
    long_ones = [item for item in items if item.get_closest_marker("torture")]
    if long_ones:
        config.hook.pytest_deselected(items=long_ones)
        items[:] = [item for item in items if item not in long_ones]
