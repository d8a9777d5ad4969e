"""Start-up: arguments in, exit status out."""

from __future__ import annotations

import sys

from app import __version__, paths


def self_test() -> int:
    """Whether the shipped files are where the program looks for them."""
    missing = [folder for folder in (paths.resources_folder(),) if not folder.exists()]
    for folder in missing:
        sys.stderr.write(f"Saknas: {folder}\n")
    if not missing:
        sys.stdout.write(f"Sammanhållen {__version__}: självtestet gick bra.\n")
    return 1 if missing else 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 fault, 2 refused."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["self-test"]:
        return self_test()
    sys.stderr.write(f"Sammanhållen {__version__}\nsammanhallen self-test\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
