"""What the figures say, in two to four plain Swedish sentences; every number is one of the printed ones (sections 3.5, 3.9 and 6)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.domain import swedish
from app.domain.riskindex.recipe import Normalisation
from app.domain.riskindex.rounding import rounded
from app.domain.riskindex.series import Measure
from app.domain.riskindex.why import Compared, ComparedRow, Waterfall, WhyRow, inside
from app.domain.riskindex.why_years import Changed
from app.domain.riskindex.words import in_words

MOST_CAUSES = 3
MOST_SENTENCES = 4
LEAST_SHARE = Decimal("0.25")  # of the first cause: smaller ones are not named
_NUMBERS = {2: "två områden", 3: "tre områden", 4: "fyra områden"}
_MISSING = "värde saknas"


def points(value: Decimal) -> str:
    """'12,3 punkter', without a sign: a word says which way."""
    return f"{swedish.decimal(abs(value))} {'punkt' if abs(value) == 1 else 'punkter'}"


# --- one unit -------------------------------------------------------------------------------------


def unit_sentences(found: Waterfall) -> tuple[str, ...]:
    """Where the unit stands, what it depends on, what pulls the other way, and how many people it is about."""
    if found.index is None:
        return (found.reason,)
    told = [_place(found), _meaning(found)]
    told += [_causes(found), _people(found)] if found.sums else [_areas(found), found.note]
    told += [_missing(found)] if len([one for one in told if one]) < MOST_SENTENCES else []
    return tuple(one for one in told if one)


def _place(found: Waterfall) -> str:
    assert found.index is not None
    head = f"{found.name} har {found.of_what} {swedish.decimal(found.index)} {found.year}"
    if found.rank:
        return f"{head}, plats {found.rank} av {found.out_of}."
    return f"{head}. {found.reason}"


def _meaning(found: Waterfall) -> str:
    """'Index 180 betyder 80 procent över staden i genomsnitt över fyra områden.': only where the index is a mean of ratios."""
    if found.index is None or found.note or found.recipe.normalisation not in (Normalisation.RATIO, Normalisation.CAPPED):
        return ""
    if found.measure is not Measure.TOTAL:
        return in_words(found.measure, found.index, found.compared_with)
    held = [one.area for one in found.areas if one.value is not None and found.recipe.area_weights.get(one.area, 0.0) > 0]
    if len(held) == 1:
        return in_words(Measure(held[0].value), found.index, found.compared_with)
    weights = {weight for weight in found.recipe.area_weights.values() if weight > 0}
    text = in_words(Measure.TOTAL, found.index, found.compared_with).replace(_NUMBERS[4], _NUMBERS[len(held)])
    return text if len(weights) <= 1 else text.replace("i genomsnitt", "i vägt genomsnitt")


def _is_high(found: Waterfall) -> bool:
    return found.difference >= 0


def _pushing(found: Waterfall, *, up: bool) -> list[WhyRow]:
    """Rows that push one way, the largest first, by their printed points."""
    rows = found.by_size if up else found.by_size[::-1]
    return [one for one in rows if (one.shown > 0 if up else one.shown < 0)]


def _largest(rows: Sequence[WhyRow]) -> list[WhyRow]:
    return [one for one in rows[:MOST_CAUSES] if abs(one.shown) >= LEAST_SHARE * abs(rows[0].shown)]


def _causes(found: Waterfall) -> str:
    """'Det beror mest på a, som bidrar med 12,3 punkter, följt av b (8,1 punkter), medan c drar ned indexet med 2,0 punkter.'"""
    up = _is_high(found)
    rows = _largest(_pushing(found, up=up))
    if not rows:
        return ""
    verb = "bidrar med" if up else "drar ned med"
    told = f"Det beror mest på {rows[0].called}, som {verb} {points(rows[0].shown)}"
    rest = [f"{one.called} ({points(one.shown)})" for one in rows[1:]]
    told += f", följt av {swedish.join(rest)}" if rest else ""
    against = _pushing(found, up=not up)
    if against:
        told += f", medan {against[0].called} {'drar ned' if up else 'höjer'} indexet med {points(against[0].shown)}"
    return f"{told}."


def _people(found: Waterfall) -> str:
    """How many fewer, or more, would do for the indicator that pushes upwards most among those with counts that may be shown."""
    row = next((one for one in _pushing(found, up=True) if one.people and not one.hidden), None)
    if row is None or row.people is None:
        return ""
    how = f"{swedish.integer(abs(row.people))} {'lägre' if row.people > 0 else 'högre'}"
    return f"För att nå samma nivå som {found.compared_with} i fråga om {row.called} skulle antalet behöva vara {how}."


def _missing(found: Waterfall) -> str:
    names = [inside(one.name) for one in found.missing if one.reason == _MISSING]
    return f"Värde saknas för {swedish.join(names)}." if names else ""


def _areas(found: Waterfall) -> str:
    held = [(one.value, one.area.label) for one in found.areas if one.value is not None]
    if not held:
        return ""
    (high, highest), (low, lowest) = max(held), min(held)
    return f"Högst är {highest.lower()} med {swedish.decimal(high)} och lägst {lowest.lower()} med {swedish.decimal(low)}."


# --- two units ------------------------------------------------------------------------------------


def compared_sentences(found: Compared) -> tuple[str, ...]:
    """How far apart two units are, what parts them most, and what goes the other way."""
    names = _names(found)
    told = [_distance(found, names), *_parting(found, names), _uneven(found, names)]
    return tuple(one for one in told if one)


def _names(found: Compared) -> tuple[str, str]:
    """What the two are called: by year where it is one unit in two years."""
    first, second = found.first, found.second
    if first.unit == second.unit and first.level is second.level:
        return f"{first.name} {first.year}", f"{second.name} {second.year}"
    return first.name, second.name


def _distance(found: Compared, names: tuple[str, str]) -> str:
    first, second = (swedish.decimal(one.index or 0.0) for one in (found.first, found.second))
    if found.shown == 0:
        return f"{names[0]} och {names[1]} har båda {found.first.of_what} {first}."
    word = "högre" if found.shown > 0 else "lägre"
    what = found.first.of_what
    return f"{names[0]} ({what} {first}) ligger {points(found.shown)} {word} än {names[1]} ({what} {second})."


def _parting(found: Compared, names: tuple[str, str]) -> list[str]:
    more = [one for one in found.rows if one.shown > 0]
    less = [one for one in reversed(found.rows) if one.shown < 0]
    ahead, behind = (more, less) if found.shown >= 0 else (less, more)
    leader, other = names if found.shown >= 0 else names[::-1]
    told = []
    if ahead:
        told.append(f"Mest skiljer {_named(ahead, f'i {leader}')}.")
    if behind:
        told.append(f"Åt andra hållet går {_named(behind, f'i {other}')}.")
    return told


def _named(rows: Sequence[ComparedRow], where: str) -> str:
    """'a, som ger 8,1 punkter mer i Tensta, och b (5,0 punkter)'."""
    kept = [one for one in rows[:2] if abs(one.shown) >= LEAST_SHARE * abs(rows[0].shown)]
    first = f"{kept[0].called}, som ger {points(kept[0].shown)} mer {where}"
    return first if len(kept) == 1 else f"{first}, och {kept[1].called} ({points(kept[1].shown)})"


def _uneven(found: Compared, names: tuple[str, str]) -> str:
    told = []
    for name, lost in zip(names, ("second", "first"), strict=True):
        only = [one.called for one in found.rows if getattr(one, lost) is None]
        if only:
            told.append(f"{swedish.join(only)} räknas bara i {name}")
    text = "; ".join(told)
    return f"Underlagen skiljer sig: {text}." if text else ""


# --- two years ------------------------------------------------------------------------------------


def changed_sentences(found: Changed) -> tuple[str, ...]:
    """How the index moved, how much of it is the unit's own and how much the city's, and which indicators moved most."""
    told = [_movement(found), _split(found), _movers(found), _left_out(found)]
    return tuple(one for one in told if one)


def _movement(found: Changed) -> str:
    before, after = swedish.decimal(found.before), swedish.decimal(found.after)
    years = f"mellan {found.first_year} och {found.second_year}"
    if found.shown == 0:
        return f"Indexet för {found.name} var lika högt {found.first_year} och {found.second_year}: {after}."
    word = "steg" if found.shown > 0 else "föll"
    share = ""
    if found.base_year is not None and rounded(found.before) > 0:  # per cent only on the fixed base
        share = f", det vill säga {swedish.decimal(abs(found.shown) / rounded(found.before) * 100)} procent"
    return f"Indexet för {found.name} {word} från {before} till {after} {years}{share}."


def _split(found: Changed) -> str:
    if found.base_year is not None:
        return f"Det räknas mot staden {found.base_year} båda åren, så hela förändringen är områdets egen."
    own = f"Områdets egen utveckling {_moved(found.own_shown)}"
    return f"{own}, och stadens utveckling {_moved(found.city_shown)}."


def _moved(part: Decimal) -> str:
    if part == 0:
        return "gjorde ingen skillnad"
    return f"{'höjde' if part > 0 else 'sänkte'} det med {points(part)}"


def _movers(found: Changed) -> str:
    up = found.shown >= 0
    rows = [one for one in (found.rows if up else found.rows[::-1]) if (one.shown > 0 if up else one.shown < 0)][:2]
    if not rows:
        return ""
    named = [f"{one.called} med {points(one.shown)}" for one in rows]
    return f"Mest {'höjde' if up else 'sänkte'} {swedish.join(named)}."


def _left_out(found: Changed) -> str:
    if not found.left_out:
        return ""
    return f"Bara indikatorer som räknas båda åren är med; utanför står {swedish.join([inside(one.name) for one in found.left_out])}."
