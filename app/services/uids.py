"""Where every new record's uid comes from: random, or for the shipped sample always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

_make: list[Callable[[], UUID]] = [uuid4]


def new_uid() -> UUID:
    """A uid that no other record has."""
    return _make[-1]()


@contextmanager
def numbered_uids(name: str) -> Iterator[None]:
    """Until it ends, uids follow from a name and their order; only for what is written anew as a whole."""
    numbers = count(1)
    _make.append(lambda: uuid5(NAMESPACE_URL, f"{name}/{next(numbers)}"))
    try:
        yield
    finally:
        _make.pop()
