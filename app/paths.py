"""Where the program finds what it ships and keeps what it writes: source tree, installed wheel or frozen build."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APPLICATION = "Sammanhallen"
HOME_VARIABLE = "SAMMANHALLEN_HOME"


def shipped_folder() -> Path:
    """The folder that holds resources/, data/ and docs/handbok/ of the running program."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle)
    package = Path(__file__).resolve().parent
    installed = package / "_data"
    return installed if installed.is_dir() else package.parent


def resources_folder() -> Path:
    """Icons, fonts, programme data and other read-only files."""
    return shipped_folder() / "resources"


def sample_store() -> Path:
    """The shipped sample store; it is copied, never opened for writing."""
    return shipped_folder() / "data" / "sample.sqlite"


def handbook_folder() -> Path:
    """The Swedish handbook in Markdown, one page per workspace."""
    return shipped_folder() / "docs" / "handbok"


def data_folder() -> Path:
    """This user's own data on this computer: never a roaming or synced profile."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / APPLICATION
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / APPLICATION
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if Path(base).is_absolute() else home / ".local" / "share") / APPLICATION


def log_folder() -> Path:
    """The program's own log files; they hold ids, never names or free text."""
    return data_folder() / "logg"


def settings_file() -> Path:
    """Window sizes, recent files and choices; no case data."""
    return data_folder() / "settings.ini"
