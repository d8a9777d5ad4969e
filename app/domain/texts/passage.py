"""A passage of the memo: generated from the case, editable, and never overwritten once edited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of text; `missing` says what the generated text cannot do without, "" when nothing."""

    key: str
    heading: str
    generated: str
    source_hash: str
    sources: tuple[str, ...] = ()  # Swedish: which data it came from
    edited: str | None = None
    edited_on: str | None = None  # the source hash that the edited text was written on
    mandatory: bool = True
    enabled: bool = True
    missing: str = ""

    @property
    def text(self) -> str:
        return self.generated if self.edited is None else self.edited

    @property
    def is_stale(self) -> bool:
        """Edited by hand, and the data it rests on has changed since."""
        return self.edited is not None and self.edited_on != self.source_hash

    @property
    def is_blank(self) -> bool:
        """Not fit to sign: empty, or generated from data that lacks something."""
        return not self.text.strip() or (self.edited is None and bool(self.missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """What is kept of a passage between sessions."""

    key: str
    generated: str
    source_hash: str
    edited: str | None = None
    enabled: bool = True


def with_stored(passages: Iterable[Passage], stored: Iterable[StoredPassage]) -> tuple[Passage, ...]:
    """Fresh passages with the edited texts and choices that were kept laid over them."""
    kept = {one.key: one for one in stored}
    return tuple(_overlaid(passage, kept.get(passage.key)) for passage in passages)


def _overlaid(passage: Passage, kept: StoredPassage | None) -> Passage:
    if kept is None:
        return passage
    enabled = passage.mandatory or kept.enabled
    if kept.edited is None:
        return replace(passage, enabled=enabled)
    return replace(passage, edited=kept.edited, edited_on=kept.source_hash, enabled=enabled)


def edit(passage: Passage, text: str | None) -> Passage:
    """The passage with `text` written by hand on today's data; None, or the generated text itself, takes the edit back."""
    if text is None or text == passage.generated:
        return replace(passage, edited=None, edited_on=None)
    return replace(passage, edited=text, edited_on=passage.source_hash)


def to_store(passage: Passage) -> StoredPassage:
    """What to keep: an edited text keeps the hash of the data it was written on."""
    written_on = passage.edited_on if passage.edited is not None and passage.edited_on else passage.source_hash
    return StoredPassage(
        key=passage.key, generated=passage.generated, source_hash=written_on, edited=passage.edited, enabled=passage.enabled
    )


def source_hash(values: object) -> str:
    """SHA-256 over the data used, the same for equal data whatever its row ids."""
    text = json.dumps(_canonical(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _canonical(getattr(value, one.name)) for one in fields(value) if one.name != "uid"}
    if isinstance(value, dict):
        return {str(key): _canonical(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_canonical(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(_canonical(one)) for one in value)
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, (date, UUID)):
        return str(value)
    return value
