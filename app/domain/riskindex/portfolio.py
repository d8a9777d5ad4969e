"""What has been granted per inhabitant beside the index: figures side by side, no threshold and no verdict (R13, R19; section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.series import BANDS, CAUTION, REFERENCE, Bands, ChartText, Level

_WORDS = (  # of districts and of boards: none of them, the only one, several
    ("Ingen av stadsdelarna", "Den enda stadsdelen", "stadsdelarna"),
    ("Inget av nämndområdena", "Det enda nämndområdet", "nämndområdena"),
)
NOT_A_RULE = "Index och belopp visas sida vid sida. Ingen gräns eller formel säger hur mycket ett område ska få (R13, R19)."


@dataclass(frozen=True, slots=True)
class Grant:
    """What one case was granted: the board that applied, the districts it names (none: the board's whole area), kronor."""

    board: str | None
    districts: tuple[str, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Point:
    """One board or district by the programme's key. Kronor; `shared` are the cases that name other districts as well."""

    unit: str
    name: str
    index: float | None
    inhabitants: int | None
    granted: int = 0
    cases: int = 0
    shared: int = 0

    @property
    def per_inhabitant(self) -> float | None:
        """Kronor per inhabitant; None where the inhabitants are not known."""
        return self.granted / self.inhabitants if self.inhabitants else None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Points by falling index, then those without; `unplaced` kronor belong to cases that no unit here can take."""

    points: tuple[Point, ...]
    text: ChartText
    sentences: tuple[str, ...]
    unplaced: int = 0
    compared_with: str = "staden"  # what index 100 stands for
    bands: Bands = BANDS

    @property
    def drawn(self) -> tuple[Point, ...]:
        """Those that have a place in the chart."""
        return tuple(one for one in self.points if one.index is not None and one.per_inhabitant is not None)


def portfolio(
    level: Level,
    grants: Sequence[Grant],
    units: Iterable[tuple[str, str, float | None]],
    inhabitants: Mapping[str, int],
    programme: Programme,
    text: ChartText,
    compared_with: str = "staden",
) -> Portfolio:
    """Put grants and index together; `units` are (key, name, index), `text` says what the index is and has no title yet."""
    listed = tuple(units)
    known = [key for key, _name, _index in listed]
    granted: dict[str, int] = dict.fromkeys(known, 0)
    cases: dict[str, int] = dict.fromkeys(known, 0)
    shared: dict[str, int] = dict.fromkeys(known, 0)
    unplaced = 0
    for grant in grants:
        places = _places(level, grant, programme)
        if not places:
            unplaced += grant.amount
            continue
        for place, amount in shares(grant.amount, places, inhabitants).items():
            if place not in granted:
                unplaced += amount
                continue
            granted[place] += amount
            cases[place] += 1
            shared[place] += len(places) > 1
    points = [Point(key, name, index, inhabitants.get(key), granted[key], cases[key], shared[key]) for key, name, index in listed]
    points.sort(key=lambda one: (one.index is None, -(one.index or 0.0), swedish.sort_key(one.name)))
    made = Portfolio(tuple(points), text, (), unplaced, compared_with)
    title = _finding(made, level)
    full = ChartText(title, text.subtitle, text.mark, f"{text.footer.removesuffix(CAUTION).strip()} {NOT_A_RULE} {CAUTION}".strip())
    return replace(made, text=full, sentences=tuple(_sentences(made, level)))


def shares(amount: int, places: Sequence[str], inhabitants: Mapping[str, int]) -> dict[str, int]:
    """An amount over places by their inhabitants, equally where those are not known for all; whole kronor that add up to the amount."""
    people = [inhabitants.get(place, 0) for place in places]
    weights = people if all(people) else [1] * len(places)
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    whole = [int(one) for one in exact]
    by_rest = sorted(range(len(places)), key=lambda number: (whole[number] - exact[number], number))
    for number in by_rest[: amount - sum(whole)]:
        whole[number] += 1
    return dict(zip(places, whole, strict=True))


def _places(level: Level, grant: Grant, programme: Programme) -> tuple[str, ...]:
    """What a case is for, also places that the series has no row for: their part must not fall on the others."""
    if level is Level.BOARD:
        return (grant.board,) if grant.board is not None else ()
    return grant.districts or tuple(one.key for one in programme.districts_of(grant.board or ""))


def _finding(made: Portfolio, level: Level) -> str:
    if not made.points:
        return "Inget av seriens områden känns igen som programmets"
    above = [one for one in made.points if one.index is not None and one.index > REFERENCE]
    given = sum(one.granted > 0 for one in above)
    none, one, what = _WORDS[level is Level.BOARD]
    if not above:
        return f"{none} har ett index över {made.compared_with}"
    if len(above) == 1:
        return f"{one} över {made.compared_with} har {'fått' if given else 'inte fått'} medel ur programmet"
    return f"{given} av de {len(above)} {what} över {made.compared_with} har fått medel ur programmet"


def _sentences(made: Portfolio, level: Level) -> Iterable[str]:
    total = sum(one.granted for one in made.points) + made.unplaced
    yield f"Sammanlagt är {swedish.kronor(total)} beviljade i de ärenden som visas."
    given = [one for one in made.points if one.granted and one.per_inhabitant is not None]
    if given:
        most = max(given, key=lambda one: one.per_inhabitant or 0.0)
        each = swedish.decimal(most.per_inhabitant or 0.0, 0)
        index = f", med index {swedish.decimal(most.index)}" if most.index is not None else ""
        yield f"Mest per invånare har {most.name} fått: {each}{swedish.NBSP}kr per invånare{index}."
    without = [one for one in made.points if one.index is not None and one.index > REFERENCE and not one.granted]
    if without:
        yield f"Högst index utan beviljade medel har {without[0].name}, {swedish.decimal(without[0].index or 0.0)}."
    if level is Level.DISTRICT and any(one.shared for one in made.points):
        how = "efter antalet invånare, eller lika där det inte är känt"
        yield f"Ärenden som gäller flera stadsdelar är fördelade på dem {how}; de beloppen är ungefärliga."
    if made.unplaced:
        yield f"{swedish.kronor(made.unplaced)} gäller områden som inte finns i serien."
