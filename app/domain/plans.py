"""What a plan's parts are worth: complete objectives (R14), the same activity in two versions, and two versions compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from app.domain import fields, swedish
from app.domain.catalogues import PLAN
from app.domain.drafts import Objective, PlanActivity, PlanDraft, PlanObjective
from app.domain.fields import Choices, Field, Table
from app.domain.views import PlanDifference, WordPiece

COMPLETE_PARTS = ("indicator", "baseline", "target", "target_date", "method")
_OBJECTIVES = PLAN.table("objectives")
_WORDS = re.compile(r"(\S*)(\s*)")


def missing_parts(objective: PlanObjective | Objective) -> tuple[str, ...]:
    """Keys of what R14 misses in an objective."""
    return tuple(key for key in COMPLETE_PARTS if fields.is_empty(getattr(objective, key)))


def complete_parts(objective: PlanObjective | Objective) -> tuple[str, ...]:
    """What R14 misses in an objective, as Swedish labels; empty when it is complete."""
    return tuple(_OBJECTIVES.field(key).label for key in missing_parts(objective))


def is_complete(objective: PlanObjective | Objective) -> bool:
    return not missing_parts(objective)


def names_activity(activity: PlanActivity, stated: str) -> bool:
    """Whether a stated number or title means this activity."""
    wanted = swedish.match_key(stated)
    names = (activity.number, activity.title, f"{activity.number} {activity.title}")
    return bool(wanted) and wanted in {swedish.match_key(one) for one in names if one.strip()}


def activity_of(plan: PlanDraft, stated: str) -> PlanActivity | None:
    """The plan's activity that an application names by number or title."""
    return next((one for one in plan.activities if names_activity(one, stated)), None)


def same_activity(one: PlanActivity, other: PlanActivity) -> bool:
    """The same activity in two versions: the same title, or the same number where a title is missing."""
    if one.title and other.title:
        return swedish.match_key(one.title) == swedish.match_key(other.title)
    return bool(one.number) and swedish.match_key(one.number) == swedish.match_key(other.number)


def objective_numbers(text: str) -> tuple[str, ...]:
    """The objectives' numbers in '1; 2' or '1, 2 och 4'."""
    return tuple(part for part in re.split(r"[;,\s]+|\boch\b", text) if part)


# --- comparison ----------------------------------------------------------------------------------


def word_pieces(before: str, after: str) -> tuple[WordPiece, ...]:
    """Two texts word by word: runs that are the same, removed or added, in reading order.

    Words are matched without the space after them: a space stands after every word, and matching it as a word of its own
    took a minute for a long text.
    """
    old, new = _words(before), _words(after)
    pieces: list[WordPiece] = []
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            for (word, space), (_, new_space) in zip(old[start:end], new[new_start:new_end], strict=True):
                _put(pieces, "same", word)
                _put_spaces(pieces, space, new_space)
            continue
        gone, come = ("".join(word + space for word, space in run) for run in (old[start:end], new[new_start:new_end]))
        shared = old[end - 1][1] if gone and come and old[end - 1][1] == new[new_end - 1][1] else ""
        _put(pieces, "removed", gone.removesuffix(shared))
        _put(pieces, "added", come.removesuffix(shared))
        _put(pieces, "same", shared)
    return tuple(pieces)


def _words(text: str) -> list[tuple[str, str]]:
    """Each word with the space that follows it; a text that begins with space begins with an empty word."""
    return [(word, space) for word, space in _WORDS.findall(text) if word or space]


def _put(pieces: list[WordPiece], kind: Literal["same", "removed", "added"], text: str) -> None:
    """Add a run, or lengthen the one before it."""
    if not text:
        return
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = WordPiece(kind, pieces[-1].text + text)
    else:
        pieces.append(WordPiece(kind, text))


def _put_spaces(pieces: list[WordPiece], old: str, new: str) -> None:
    if old == new:
        _put(pieces, "same", old)
    else:
        _put(pieces, "removed", old)
        _put(pieces, "added", new)


def compare(old: PlanDraft, new: PlanDraft, choices: Choices) -> tuple[PlanDifference, ...]:
    """What differs between two versions of a plan, in the plan's reading order. Version, approval and report are not content."""
    found: list[PlanDifference] = []
    for group in PLAN.groups:
        if group.key == "approval":
            continue
        for item in group.items:
            if isinstance(item, Table):
                found += _compare_rows(group.label, item, getattr(old, item.key), getattr(new, item.key), choices)
            elif item.key != "plan_version":
                before, after = (fields.text(item, getattr(one, item.key), choices) for one in (old, new))
                found += _difference(group.label, item.label, before, after)
    return tuple(found)


def _difference(group: str, label: str, before: str, after: str) -> list[PlanDifference]:
    return [] if before == after else [PlanDifference(group, label, before, after, word_pieces(before, after))]


def _compare_rows(group: str, table: Table, old: Sequence[Any], new: Sequence[Any], choices: Choices) -> list[PlanDifference]:
    """Rows are matched by their own name (number, title, first text), so that a moved row is not a changed one."""
    found: list[PlanDifference] = []
    left = list(new)
    pairs: list[tuple[Any | None, Any | None]] = []
    for row in old:
        match = next((one for one in left if _row_key(table, one) == _row_key(table, row)), None)
        if match is not None:
            left.remove(match)
        pairs.append((row, match))
    pairs += [(None, row) for row in left]
    for before, after in pairs:
        name = _row_name(table, after if after is not None else before, choices)
        if before is None or after is None:
            texts = [_row_text(table, one, choices) if one is not None else "" for one in (before, after)]
            found += _difference(group, f"{table.row_label} {name}".strip(), texts[0], texts[1])
            continue
        for column in table.fields:
            if not column.contact:
                was, now = (fields.text(column, getattr(one, column.key), choices) for one in (before, after))
                found += _difference(group, f"{table.row_label} {name}, {column.label}", was, now)
    return found


def _row_key(table: Table, row: Any) -> str:
    for key in ("title", "number", "objective", "company", "name", "organisation", "board", "text"):
        if any(column.key == key for column in table.fields) and not fields.is_empty(getattr(row, key)):
            extra = f"|{row.day}" if key == "objective" else ""
            return swedish.match_key(f"{getattr(row, key)}{extra}")
    return ""


def _row_name(table: Table, row: Any, choices: Choices) -> str:
    """How a row is named in a comparison: its number, a measurement's objective and day, else its first answer."""
    keys = {column.key for column in table.fields}
    if "number" in keys and row.number:
        return str(row.number)
    if "day" in keys and row.day:
        return f"{row.objective} {swedish.iso_date(row.day)}".strip()
    first: Field = table.fields[0]
    shown = fields.text(first, getattr(row, first.key), choices)
    return f"”{swedish.compact(shown)[:40]}”" if shown else ""


def _row_text(table: Table, row: Any, choices: Choices) -> str:
    shown = [fields.text(column, getattr(row, column.key), choices) for column in table.fields if not column.contact]
    return " · ".join(one for one in shown if one) or "tom rad"
