"""Start-up: arguments in, exit status out. Qt is loaded only for the window, the store's libraries only for a command."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command or the window; the exit status is 0 done, 1 fault, 2 refused."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--read-sheets"]:  # the guarded child process that reads workbooks, in a frozen build
        from app.exchange.sheet_process import main as read_sheets

        return read_sheets(given[1:])
    from app.cli.main import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
