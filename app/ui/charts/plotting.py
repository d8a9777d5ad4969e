"""The charts' drawing library, loaded with the first chart: it puts itself before the program's own exception hooks."""

from __future__ import annotations

import sys
import threading

_hooks = sys.excepthook, threading.excepthook
import pyqtgraph as pg  # noqa: E402

sys.excepthook, threading.excepthook = _hooks

__all__ = ["pg"]
