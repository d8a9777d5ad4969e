"""python -m benchmarks [NAME …] [--runs N] [--json FILE] [--strict]: measure and print one table."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from benchmarks.common import Ratio, as_json, table

FILES = {
    "startup": "startup",
    "lists": "lists",
    "memo": "memo",
    "index": "index_compute",
    "charts": "index_charts",
    "import": "index_import",
}  # name → module
ALL = tuple(FILES)


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(ALL)} (default: all)")
    parser.add_argument("--runs", type=int, default=9, help="measured rounds (default 9)")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--strict", action="store_true", help="end with status 1 when a ratio is over its goal")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(ALL)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    found: list[Ratio] = []
    for name in arguments.names or ALL:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        found += importlib.import_module(f"benchmarks.{FILES[name]}").ratios(arguments.runs)
    print(table(found))
    if arguments.json:
        arguments.json.write_text(as_json(found), encoding="utf-8")
    return int(arguments.strict and not all(ratio.holds for ratio in found))


if __name__ == "__main__":
    sys.exit(main())
