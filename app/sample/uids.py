"""Fixed uids for everything in the sample, so that it is the same on every run."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar
from uuid import UUID, uuid5

_NAMESPACE = UUID("6f1c5c0e-2f0b-5c55-9d0e-0a1d2c3b4e5f")

D = TypeVar("D")


def uid(name: str) -> UUID:
    return uuid5(_NAMESPACE, name)


def keyed(draft: D, name: str) -> D:
    """The draft (or process) with a fixed uid on each row of its tables, made from the draft's name, the table and the row's place."""
    tables: dict[str, Any] = {}
    for one in fields(draft):  # type: ignore[arg-type]
        rows = getattr(draft, one.name)
        if isinstance(rows, tuple) and rows and is_dataclass(rows[0]):
            tables[one.name] = tuple(replace(row, uid=uid(f"{name}/{one.name}/{place}")) for place, row in enumerate(rows))
    return replace(draft, **tables)  # type: ignore[type-var]
