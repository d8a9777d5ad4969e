"""Reads the programme's own facts from `resources/programme.toml` and refuses a file that does not hold together."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from app.domain.programme import Criterion, District, Goal, Organisation, Programme, RuleInfo, SubGoal, TargetArea
from app.domain.vocabulary import Labelled, OrganisationKind, RuleKind, Sphere

T = TypeVar("T")
L = TypeVar("L", bound=Labelled)

_TYPE_NAMES: dict[type, str] = {
    str: "en text",
    int: "ett heltal",
    bool: "true eller false",
    list: "en lista",
    date: "ett datum",
    dict: "en tabell",
}


def load_programme(path: Path) -> Programme:
    """The programme data of a file. Raises ValueError, naming the place, when something is missing or does not fit."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: filen är inte sparad som UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: filen följer inte TOML-formatet ({error}).") from error
    programme = _programme(_Entry(raw, path.name))
    _check(programme, path.name)
    return programme


@dataclass
class _Entry:
    """One table of the file and its place; what is asked for is ticked off, so that a misspelt key is found."""

    values: dict[str, Any]
    place: str

    def __post_init__(self) -> None:
        self._unread = set(self.values)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        self._unread.discard(key)
        value: T | None = self.values.get(key, default)
        if value is None:
            raise ValueError(f"{self.place}: ”{key}” saknas.")
        fits = isinstance(value, kind) and not (kind is not bool and isinstance(value, bool)) and not isinstance(value, datetime)
        if not fits:
            raise ValueError(f"{self.place}: ”{key}” ska vara {_TYPE_NAMES[kind]}.")
        return value

    def text(self, key: str) -> str:
        value = self.get(key, str)
        if not value.strip():
            raise ValueError(f"{self.place}: ”{key}” är tom.")
        return value

    def texts(self, key: str, default: list[Any] | None = None) -> tuple[str, ...]:
        values = self.get(key, list, default)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise ValueError(f"{self.place}: ”{key}” ska vara en lista av texter.")
        return tuple(values)

    def optional(self, key: str, kind: type[T]) -> T | None:
        return self.get(key, kind) if key in self.values else None

    def member(self, key: str, kind: type[L]) -> L:
        value = self.text(key)
        try:
            return kind.of(value)
        except KeyError as error:
            allowed = ", ".join(f"”{one.value}”" for one in kind)
            raise ValueError(f"{self.place}: ”{key}” är ”{value}”. Tillåtet är {allowed}.") from error

    def entries(self, key: str) -> Iterator[_Entry]:
        yield from _entries(self.get(key, list), f"{self.place}, {key}")

    def tables(self, key: str) -> Iterator[tuple[str, _Entry]]:
        """Each entry of lists that are held under a name each: (name, entry)."""
        for name, rows in self.get(key, dict).items():
            if not isinstance(rows, list):
                raise ValueError(f"{self.place}, {key}: ”{name}” ska vara en lista.")
            for entry in _entries(rows, f"{self.place}, {key}, {name}"):
                yield name, entry

    def done(self) -> None:
        """Refuse what nobody asked for."""
        if self._unread:
            raise ValueError(f"{self.place}: ”{min(self._unread)}” är ett okänt namn.")


def _entries(rows: list[Any], place: str) -> Iterator[_Entry]:
    for number, row in enumerate(rows, 1):
        where = f"{place}, post {number}"
        if not isinstance(row, dict):
            raise ValueError(f"{where}: posten ska vara en tabell.")
        name = row.get("id", row.get("key"))
        entry = _Entry(row, f"{where} (”{name}”)" if isinstance(name, str) else where)
        yield entry
        entry.done()


def _programme(top: _Entry) -> Programme:
    groups = [(one.text("key"), one.text("name"), one.texts("members")) for one in top.entries("groups")]
    found = Programme(
        title=top.text("title"),
        period_start=top.get("period_start", date),
        period_end=top.get("period_end", date),
        frame=top.get("frame", int),
        rule_set_version=top.text("rule_set_version"),
        target_areas=tuple(_target_area(one) for one in top.entries("target_areas")),
        goals=tuple(_goal(one) for one in top.entries("goals")),
        sub_goals=tuple(_sub_goal(one) for one in top.entries("sub_goals")),
        organisations=tuple(_organisation(one) for one in top.entries("organisations")),
        groups={key: members for key, _, members in groups},
        group_names={key: name for key, name, _ in groups},
        districts=tuple(_district(board, one) for board, one in top.tables("districts")),
        criteria=tuple(_criterion(one) for one in top.entries("criteria")),
        rules=tuple(_rule(one) for one in top.entries("rules")),
        city_goals=top.texts("city_goals"),
    )
    top.done()
    _refuse_duplicates((key for key, _, _ in groups), f"{top.place}, groups")
    return found


def _target_area(entry: _Entry) -> TargetArea:
    grants = entry.get("grants_project_funds", bool, False)
    return TargetArea(entry.text("id"), entry.text("title"), entry.text("about"), grants)


def _goal(entry: _Entry) -> Goal:
    follow_up = entry.get("follow_up", str, "kommunstyrelsen")
    return Goal(entry.text("id"), entry.text("target_area"), entry.text("title"), follow_up)


def _sub_goal(entry: _Entry) -> SubGoal:
    return SubGoal(
        id=entry.text("id"),
        goal=entry.text("goal"),
        title=entry.text("title"),
        about=entry.text("about"),
        organisations=entry.texts("organisations"),
        is_commitment=entry.get("commitment", bool, False),
        applies_to_target_area=entry.optional("applies_to_target_area", str),
    )


def _organisation(entry: _Entry) -> Organisation:
    return Organisation(
        key=entry.text("key"),
        name=entry.text("name"),
        short_name=entry.text("short_name"),
        kind=entry.member("kind", OrganisationKind),
        sphere=entry.member("sphere", Sphere) if "sphere" in entry.values else None,
        population_2011=entry.optional("population_2011", int),
        programme_order=entry.optional("programme_order", int),
        aliases=entry.texts("aliases", []),
    )


def _district(board: str, entry: _Entry) -> District:
    return District(
        key=entry.text("key"),
        name=entry.text("name"),
        board=board,
        index_above_average=entry.get("above", bool, False),
        named_for_local_work=entry.get("named", bool, False),
        aliases=entry.texts("aliases", []),
    )


def _criterion(entry: _Entry) -> Criterion:
    return Criterion(entry.text("id"), entry.text("label"), entry.text("look_for"), entry.text("source"), entry.texts("rules", []))


def _rule(entry: _Entry) -> RuleInfo:
    return RuleInfo(
        id=entry.text("id"),
        title=entry.text("title"),
        kind=entry.member("kind", RuleKind),
        about=entry.text("about"),
        source=entry.text("source"),
        hard=entry.get("hard", bool, False),
        process=entry.get("process", bool, False),
    )


def _check(programme: Programme, name: str) -> None:
    """Keys are unique and everything referred to exists."""
    if programme.period_start > programme.period_end:
        raise ValueError(f"{name}: ”period_start” ligger efter ”period_end”.")
    if programme.frame <= 0:
        raise ValueError(f"{name}: ”frame” ska vara större än noll.")
    keyed: Mapping[str, Iterable[str]] = {
        "target_areas": (one.id for one in programme.target_areas),
        "goals": (one.id for one in programme.goals),
        "sub_goals": (one.id for one in programme.sub_goals),
        "organisations": (one.key for one in programme.organisations),
        "districts": (one.key for one in programme.districts),
        "criteria": (one.id for one in programme.criteria),
        "rules": (one.id for one in programme.rules),
    }
    for part, keys in keyed.items():
        _refuse_duplicates(keys, f"{name}, {part}")
    _check_references(programme, name)


def _refuse_duplicates(keys: Iterable[str], place: str) -> None:
    for key, count in Counter(keys).items():
        if count > 1:
            raise ValueError(f"{place}: ”{key}” finns {count} gånger.")


def _check_references(programme: Programme, name: str) -> None:
    organisations = set(programme.organisation_by_key)
    areas = {one.id for one in programme.target_areas}
    known: list[tuple[str, str, Iterable[str], set[str]]] = [
        *((f"groups (”{key}”)", "members", members, organisations) for key, members in programme.groups.items()),
        *((f"goals (”{one.id}”)", "target_area", (one.target_area,), areas) for one in programme.goals),
        *((f"goals (”{one.id}”)", "follow_up", (one.follow_up,), organisations) for one in programme.goals),
        *((f"sub_goals (”{one.id}”)", "goal", (one.goal,), {goal.id for goal in programme.goals}) for one in programme.sub_goals),
        *((f"districts (”{one.key}”)", "stadsdelsnämnd", (one.board,), organisations) for one in programme.districts),
        *((f"criteria (”{one.id}”)", "rules", one.rules, set(programme.rule_by_id)) for one in programme.criteria),
    ]
    for one in programme.sub_goals:
        place = f"sub_goals (”{one.id}”)"
        known.append((place, "organisations", one.organisations, organisations | set(programme.groups)))
        known.append((place, "applies_to_target_area", filter(None, [one.applies_to_target_area]), areas))
        if not one.organisations:
            raise ValueError(f"{name}, {place}: ”organisations” är tom. Den första är huvudansvarig.")
    for place, key, values, allowed in known:
        for value in values:
            if value not in allowed:
                raise ValueError(f"{name}, {place}: ”{value}” under ”{key}” finns inte.")
