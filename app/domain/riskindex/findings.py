"""A finding on the data behind an index: what was seen, what it does to the ranking, and another way to compute (section 4)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np

from app.domain import swedish
from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Recipe, as_data
from app.domain.riskindex.series import Level
from app.domain.riskindex.since import fingerprint
from app.domain.vocabulary import Labelled

# How many places a unit moves before it is counted: by the number of ranked units.
_STEPS = ((15, 1), (30, 2), (80, 5), (200, 10), (400, 25))
_MOST = 50


class Severity(Labelled):
    SERIOUS = "serious", "Allvarlig"
    WARNING = "warning", "Att ta ställning till"
    NOTE = "note", "Upplysning"


class GuardKind(Labelled):
    NO_CITY_ROW = "noCityRow", "Staden saknar värde"
    NO_REFERENCE = "noReference", "Kvoten går inte att räkna"
    THIN = "thin", "För få fall"
    SHAKY = "shaky", "Osäkert värde för staden"
    NEAR_ZERO = "nearZero", "Stadens värde är nära 0"
    DENOMINATOR = "denominator", "Passar nämnaren?"
    DIRECTION = "direction", "Går emot sitt delindex"
    DOUBLE = "double", "Mäter samma sak"
    COVERAGE = "coverage", "Saknade värden"
    NO_INDEX = "noIndex", "Får inget index"
    YEARS = "years", "Saknas vissa år"
    AREA = "area", "Delindex utan samband"
    INFLUENCE = "influence", "Styr mer än vikten säger"
    SMALL = "small", "Små nämnare"


@dataclass(frozen=True, slots=True)
class Moves:
    """How the ranking changes: units that move more than `limit` places, and the one that moves most."""

    moved: int
    limit: int
    largest: int
    who: str  # unit code of the largest move, '' where none moves
    left: int  # units that lose their rank
    joined: int  # units that get one


@dataclass(frozen=True, slots=True)
class Finding:
    kind: GuardKind
    severity: Severity
    subject: str  # indicator code, area, unit code; '' for the whole
    title: str
    number: str
    meaning: str  # what the number means, one or two sentences
    consequence: str = ""  # what the variant does to the ranking, with counts
    variant: Recipe | None = None
    verb: str = ""  # what the variant does, in words: "utan indikatorn"
    moves: Moves | None = None

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.subject}"


def limit_of(ranked: int) -> int:
    """How many places are many among so many."""
    return next((limit for most, limit in _STEPS if ranked <= most), _MOST)


def moves(computed: Computed, other: Computed) -> Moves:
    """From one ranking to another of the same units."""
    both = (computed.rank > 0) & (other.rank > 0)
    shift = np.where(both, np.abs(other.rank - computed.rank), 0)
    limit = limit_of(int((computed.rank > 0).sum()))
    largest = int(shift.max()) if shift.size else 0
    return Moves(
        moved=int((shift > limit).sum()),
        limit=limit,
        largest=largest,
        who=computed.panel.units[int(shift.argmax())] if largest else "",
        left=int(((computed.rank > 0) & (other.rank == 0)).sum()),
        joined=int(((computed.rank == 0) & (other.rank > 0)).sum()),
    )


def try_variant(computed: Computed, variant: Recipe, base: Panel | None) -> Moves:
    return moves(computed, compute(computed.panel, variant, base))


def units_text(number: int, level: Level) -> str:
    """'1 stadsdel', '4 stadsdelar'."""
    return f"{swedish.integer(number)} {level.one if number == 1 else level.many}"


def consequence(how: str, found: Moves, level: Level, name: str) -> str:
    """'Utan den flyttas 4 stadsdelar mer än 5 platser, som mest 12 (Norrmalm).' `name` is that of the one that moves most."""
    places = "1 plats" if found.limit == 1 else f"{found.limit} platser"
    one = level.one
    if found.largest == 0:
        told = f"{how} flyttas {'inget' if one.endswith('e') else 'ingen'} {one} alls."
    elif found.moved == 0:
        told = f"{how} flyttas {'inget' if one.endswith('e') else 'ingen'} {one} mer än {places}; som mest {found.largest} ({name})."
    else:
        told = f"{how} flyttas {units_text(found.moved, level)} mer än {places}, som mest {found.largest} ({name})."
    if found.left:
        told += f" {units_text(found.left, level)} får ingen plats."
    if found.joined:
        told += f" {units_text(found.joined, level)} till får en plats."
    return told


def review_key(panel: Panel, recipe: Recipe, level: Level, year: int, base: Panel | None = None) -> str:
    """The same for the same data computed in the same way, whatever the recipe is called."""
    how = json.dumps(as_data(recipe), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{fingerprint(panel, base)}|{how}|{level.value}|{year}".encode()).hexdigest()[:32]
