"""Run a window until it has been painted once, then say when that was and what had been imported by then.

Run as a program of its own: `python first_paint.py [ARGUMENT …]` starts Sammanhållen with these arguments, and
`python first_paint.py --bare` an empty main window, the least that Qt can show. Prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer


class Watch(QObject):
    """Ends the program when a main window has handled its first paint event."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Paint
            and isinstance(watched, QtWidgets.QWidget)
            and isinstance(watched.window(), QtWidgets.QMainWindow)
        ):
            application = QtWidgets.QApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            QTimer.singleShot(0, self.report)
        return False

    def report(self) -> None:
        painted = (time.time() - float(os.environ.get("STARTED_AT", "nan"))) * 1e3
        modules = sorted({name.partition(".")[0] for name in sys.modules})
        sys.stdout.write(json.dumps({"painted_ms": painted, "modules": modules}) + "\n")
        sys.stdout.flush()
        os._exit(0)


class WatchedApplication(QtWidgets.QApplication):
    """Qt's application with the watch built in, put in the place of Qt's own before the program is loaded."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[call-overload]
        self._watch = Watch()
        self.installEventFilter(self._watch)


def main() -> int:
    if sys.argv[1:] == ["--bare"]:
        application = WatchedApplication([])
        window = QtWidgets.QMainWindow()
        window.resize(1200, 800)
        window.show()
        return application.exec()
    QtWidgets.QApplication = WatchedApplication  # type: ignore[misc]
    from app.__main__ import main as start

    sys.argv[0] = "sammanhallen"
    return start()


if __name__ == "__main__":
    sys.exit(main())
