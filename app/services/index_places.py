"""Rows of territories: what they hold, what may be changed in them, and what stands in the way."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.dataset import Territory as Place
from app.domain.riskindex.entry import LEVELS, TerritoryRow, read_aliases
from app.domain.riskindex.series import Level
from app.errors import NotFound
from app.models import riskindex as mapped
from app.services.store import require
from app.services.uids import new_uid


def rows(session: Session) -> tuple[TerritoryRow, ...]:
    """Every territory with its aliases, newest inhabitants, parts and values."""
    held, people = mapped.Territory, mapped.TerritoryPopulation
    aliases: dict[str, list[str]] = {}
    for code, alias in session.execute(select(mapped.TerritoryAlias.territory, mapped.TerritoryAlias.alias)):
        aliases.setdefault(code, []).append(alias)
    newest = dict(session.execute(select(people.territory, people.inhabitants).order_by(people.year)).all())
    parts = dict(session.execute(select(held.parent, func.count()).group_by(held.parent)).all())
    values = dict(session.execute(select(mapped.Observation.unit, func.count()).group_by(mapped.Observation.unit)).all())
    return tuple(
        TerritoryRow(
            one.code, one.name, one.level, one.parent, tuple(sorted(aliases.get(one.code, ()), key=swedish.sort_key)),
            newest.get(one.code), parts.get(one.code, 0), values.get(one.code, 0),
        )
        for one in session.execute(select(held.code, held.name, held.level, held.parent).order_by(held.position, held.id))
    )  # fmt: skip


def names(session: Session) -> dict[str, str]:
    """Code → name."""
    return dict(session.execute(select(mapped.Territory.code, mapped.Territory.name)).all())


def find(session: Session, code: str) -> mapped.Territory:
    held = session.scalars(select(mapped.Territory).where(mapped.Territory.code == code)).first()
    if held is None:
        raise NotFound("Området finns inte längre i filen.")
    return held


def said(session: Session, code: str) -> str:
    """All that is known of a territory, for the log."""
    row = next(one for one in rows(session) if one.code == code)
    above = f"i {names(session)[row.parent]}" if row.parent else ""
    other = f"även {', '.join(row.aliases)}" if row.aliases else ""
    return " · ".join(filter(None, (row.name, row.code, row.level.label.lower(), above, other)))


def add(session: Session, place: Place) -> mapped.Territory:
    """Raises RuleViolation for a code, a name, an alias or a parent that does not fit."""
    code, name = swedish.compact(place.code), swedish.compact(place.name)
    _require_code(session, code, "")
    _require_name(session, name, place.level, "")
    _require_level(session, place.level, place.parent, "")
    last = session.scalar(select(func.max(mapped.Territory.position)))
    made = mapped.Territory(
        uid=new_uid(), code=code, position=0 if last is None else last + 1, name=name, level=place.level, parent=place.parent
    )
    session.add(made)
    session.flush()
    _write_aliases(session, made, place.aliases)
    return made


def write(session: Session, held: mapped.Territory, key: str, value: Any) -> None:
    """Change one field. Raises RuleViolation."""
    if key == "name":
        _require_name(session, value, held.level, held.code)
        held.name = value
    elif key == "code":
        _require_code(session, value, held.code)
        if value != held.code:
            why = recipes_naming(session, held.code)
            require(not why, f"Koden står i receptet {why} och ändras därför inte.")
            result = results_naming(session, held.code)
            require(
                not result,
                f"Koden står i det sparade resultatet ”{result}”, som jämförs med i dag efter koden. Den ändras därför inte. "
                "Ta bort resultatet först om koden måste bli en annan.",
            )
            held.code = value
    elif key == "level":
        require(value is not None, "Välj en nivå.")
        _require_level(session, value, held.parent, held.code)
        if value is not held.level:
            _require_name(session, held.name, value, held.code)
        held.level = value
    elif key == "parent":
        _require_level(session, held.level, value, held.code)
        held.parent = value
    else:
        _write_aliases(session, held, read_aliases(value or ""))
    session.flush()


def why_kept(session: Session, held: mapped.Territory) -> str:
    """Why a territory is not removed, '' for nothing."""
    parts = list(session.scalars(select(mapped.Territory.name).where(mapped.Territory.parent == held.code)))
    values = session.scalar(select(func.count()).where(mapped.Observation.unit == held.code)) or 0
    comments = session.scalar(select(func.count()).where(mapped.IndexComment.unit == held.code)) or 0
    if parts:
        shown = swedish.join(parts[:3]) if len(parts) <= 3 else f"{', '.join(parts[:3])} och {len(parts) - 3} till"
        return f"{held.name} tas inte bort: {shown} ligger där. Flytta eller ta bort delarna först."
    if values:
        return f"{held.name} tas inte bort: området har {swedish.integer(values)} värden. Ta bort dem under Värden först."
    if comments:
        return f"{held.name} tas inte bort: området har {swedish.integer(comments)} kommentarer. Ta bort dem på sidan Varför först."
    why = recipes_naming(session, held.code)
    return f"{held.name} tas inte bort: receptet {why} undantar området från rangordningen." if why else ""


def why_indicator_kept(session: Session, held: mapped.Indicator) -> str:
    """Why an indicator is not removed, '' for nothing; its values are asked about and go with it."""
    kept = mapped.IndexComment
    found = session.execute(
        select(mapped.Territory.name, func.count()).join(kept, kept.unit == mapped.Territory.code).where(kept.indicator == held.code)
        .group_by(mapped.Territory.name).order_by(mapped.Territory.name)
    ).all()  # fmt: skip
    if found:
        names, count = [row[0] for row in found], sum(row[1] for row in found)
        many = "en kommentar" if count == 1 else f"{swedish.integer(count)} kommentarer"
        shown = swedish.join(names[:3]) if len(names) <= 3 else f"{', '.join(names[:3])} och {len(names) - 3} områden till"
        return f"{held.name} tas inte bort: indikatorn har {many} om {shown}. Ta bort dem på sidan Varför först."
    why = recipes_naming(session, held.code)
    return f"{held.name} tas inte bort: receptet {why} nämner indikatorn. Uteslut den i stället i en ny version av receptet." if why else ""


def recipes_naming(session: Session, code: str) -> str:
    """'Grundrecept 2' for the first kept recipe whose choices name a territory or an indicator, '' for none."""
    kept = mapped.IndexRecipe
    for one in session.scalars(select(kept).order_by(kept.name, kept.number)):
        choices = json.loads(one.choices)
        if code in choices["excluded"] or code in choices["leftOut"] or code in choices["indicatorWeights"]:
            return f"{one.name} {one.number}"
    return ""


def results_naming(session: Session, code: str) -> str:
    """The first kept result that has a territory, '' for none: what has changed since is followed by code."""
    kept, value = mapped.IndexResult, mapped.IndexResultValue
    query = select(kept.name).join(value, value.result_id == kept.id).where(value.unit == code)
    return session.scalar(query.order_by(kept.made_at, kept.id).limit(1)) or ""


def _require_code(session: Session, code: str, own: str) -> None:
    require(code, "Området behöver en kod. Använd den som står i tabellerna.")
    for other in session.scalars(select(mapped.Territory.code).where(mapped.Territory.code != own)):
        require(swedish.match_key(other) != swedish.match_key(code), f"Koden ”{other}” är redan tagen av ett annat område.")


def _require_name(session: Session, name: str, level: Level, own: str) -> None:
    """A name, also as another name, means one territory of a level: a table that has it can then be read."""
    require(name, "Området behöver ett namn.")
    wanted = swedish.match_key(name)
    for other in _names_on(session, level, own):
        same = swedish.match_key(other) == wanted
        require(not same, f"Det finns redan ett område som heter eller kallas ”{other}” på samma nivå. Skriv ett namn som skiljer dem åt.")


def _require_level(session: Session, level: Level, parent: str | None, own: str) -> None:
    """Parents lie on a level above, so there are never circles; the city is one and lies in nothing."""
    held = mapped.Territory
    if level is Level.CITY:
        other = session.scalar(select(held.name).where(held.level == Level.CITY, held.code != own))
        require(other is None, f"{other} är redan hela staden. Det finns bara en.")
        require(parent is None, "Hela staden ligger inte i något annat område. Töm ”Ligger i” först.")
    if parent is not None:
        above = find(session, parent)
        require(
            LEVELS.index(above.level) > LEVELS.index(level),
            f"{above.name} är {above.level.label.lower()} och kan inte rymma ett område på nivån {level.label.lower()}. "
            "Ett område ligger i ett på en nivå över.",
        )
    for part in session.execute(select(held.name, held.level).where(held.parent == own)):
        require(
            LEVELS.index(part.level) < LEVELS.index(level),
            f"{part.name}, som är {part.level.label.lower()}, ligger i området. Det måste därför vara på en nivå över.",
        )


def _write_aliases(session: Session, held: mapped.Territory, aliases: tuple[str, ...]) -> None:
    taken = {swedish.match_key(name): name for name in _names_on(session, held.level, held.code)}
    for alias in aliases:
        other = taken.get(swedish.match_key(alias))
        require(other is None, f"”{alias}” betyder redan ett annat område ({other}). Ett namn kan bara betyda ett område på samma nivå.")
    session.execute(delete(mapped.TerritoryAlias).where(mapped.TerritoryAlias.territory == held.code))
    own = {swedish.match_key(held.name)}
    for alias in aliases:
        if swedish.match_key(alias) not in own:
            own.add(swedish.match_key(alias))
            session.add(mapped.TerritoryAlias(territory=held.code, alias=alias))
    session.flush()


def _names_on(session: Session, level: Level, but: str) -> list[str]:
    """Names and aliases of the other territories on a level."""
    place, alias = mapped.Territory, mapped.TerritoryAlias
    same = (place.level == level, place.code != but)
    named = list(session.scalars(select(place.name).where(*same)))
    return named + list(session.scalars(select(alias.alias).join(place, place.code == alias.territory).where(*same)))
