"""What has changed since an index was kept: data, weights and method, in parts that add up exactly (risk-index brief, section 2).

The kept values are C₀; C₁ is today's data by the kept recipe, C₂ that recipe with today's weights, C₃ today's recipe. The parts are
C₁ - C₀ (data), C₂ - C₁ (weights) and C₃ - C₂ (method), so that they sum to C₃ - C₀; places are split in the same way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from app.domain import swedish
from app.domain.riskindex.compute import Computed
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Recipe, as_data
from app.domain.vocabulary import Labelled

EXAMPLES = 3  # units named in a sentence
Number = TypeVar("Number", float, int)


class Cause(Labelled):
    DATA = "data", "Underlaget"
    WEIGHTS = "weights", "Vikterna"
    METHOD = "method", "Metoden"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a unit had when the index was kept; None where it had no index or no rank."""

    unit: str
    name: str
    index: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class UnitSince:
    """One unit then and now. `parts` are points by cause and `moves` steps in the ranking (negative is towards the top);
    None where an index or a rank was missing at some step."""

    unit: str
    name: str
    before: float | None
    after: float | None
    rank_before: int | None
    rank_after: int | None
    parts: Mapping[Cause, float] | None
    moves: Mapping[Cause, int] | None

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def has_moved(self) -> bool:
        return self.rank_before != self.rank_after


@dataclass(frozen=True, slots=True)
class Since:
    """A kept result against today, by unit, with what differs in the recipe and whether the data are the same."""

    units: tuple[UnitSince, ...]
    same_data: bool
    same_weights: bool
    same_method: bool

    @property
    def is_same(self) -> bool:
        return self.same_data and self.same_weights and self.same_method


def fingerprint(panel: Panel, base: Panel | None = None) -> str:
    """SHA-256 of all data that the index rests on: two results of one fingerprint rest on the same data (section 2).

    It covers units, indicators, every number, the whole city's rate, how each indicator is read, and the panel of a fixed base.
    """
    digest = hashlib.sha256(_numbers_hash(panel).encode())
    read = [(one.code, one.area.value, one.direction, one.multiplier, one.kind.value, one.weight) for one in panel.indicators]
    digest.update(repr(read).encode())
    if panel.city_rate is not None:
        digest.update(np.ascontiguousarray(np.where(np.isnan(panel.city_rate), -0.0, panel.city_rate)).tobytes())
        digest.update(np.isnan(panel.city_rate).tobytes())
    if base is not None:
        digest.update(fingerprint(base).encode())
        same = panel.is_same(base)
        if not same.all():
            digest.update(same.tobytes())  # what has been defined anew since has no base
    return digest.hexdigest()


def _numbers_hash(panel: Panel) -> str:
    digest = hashlib.sha256(repr((panel.units, [one.code for one in panel.indicators])).encode())
    for array in (panel.x, panel.numerator, panel.denominator, panel.population, panel.city):
        digest.update(np.ascontiguousarray(np.where(np.isnan(array), -0.0, array)).tobytes())
        digest.update(np.isnan(array).tobytes())
    return digest.hexdigest()


def with_weights(old: Recipe, new: Recipe) -> Recipe:
    """The old recipe with the new one's weights: of areas, of indicators, and which are held out by the user."""
    return replace(old, area_weights=new.area_weights, indicator_weights=new.indicator_weights, left_out=new.left_out)


def same_choices(first: Recipe, second: Recipe) -> bool:
    """Whether two recipes compute alike, whatever they are called."""
    return as_data(first) == as_data(second)


def since(kept: Sequence[Kept], *, same_data: bool, steps: tuple[Computed, Computed, Computed]) -> Since:
    """`steps` are today's data by the kept recipe, by that with today's weights, and by today's recipe."""
    by_data, by_weights, now = steps
    weights = same_choices(by_data.recipe, by_weights.recipe)
    method = same_choices(by_weights.recipe, now.recipe)
    values = [_by_unit(step) for step in steps]
    names = {one.unit: one.name for one in kept}
    old = {one.unit: (one.index, one.rank) for one in kept}
    units = [*old, *(unit for unit in now.panel.units if unit not in old)]
    found = []
    for unit in units:
        path = [old.get(unit, (None, None)), *(step.get(unit, (None, None)) for step in values)]
        found.append(
            UnitSince(
                unit, names.get(unit, unit), path[0][0], path[3][0], path[0][1], path[3][1],
                _parts([one[0] for one in path]), _parts([one[1] for one in path]),
            )
        )  # fmt: skip
    return Since(tuple(found), same_data, weights, method)


def _by_unit(computed: Computed) -> dict[str, tuple[float | None, int | None]]:
    return {
        unit: (None if np.isnan(index) else float(index), int(rank) or None)
        for unit, index, rank in zip(computed.panel.units, computed.index, computed.rank, strict=True)
    }


def _parts(path: Sequence[Number | None]) -> dict[Cause, Number] | None:
    """The steps between four values that all exist."""
    there = [one for one in path if one is not None]
    if len(there) < len(path):
        return None
    return {cause: after - before for cause, before, after in zip(Cause, there, there[1:], strict=False)}


# --- words ---------------------------------------------------------------------------------------


def shown_parts(parts: Mapping[Cause, float], before: float, after: float) -> dict[Cause, str]:
    """The parts with one decimal and sign, rounded so that they sum to the difference of the two values as shown."""
    tenths = {cause: part * 10 for cause, part in parts.items()}
    whole = {cause: int(np.floor(tenth)) for cause, tenth in tenths.items()}
    left = _tenths(after) - _tenths(before) - sum(whole.values())
    by_rest = sorted(tenths, key=lambda cause: whole[cause] - tenths[cause])
    for number in range(abs(left)):
        whole[by_rest[number % len(by_rest)] if left > 0 else by_rest[-1 - number % len(by_rest)]] += 1 if left > 0 else -1
    return {cause: swedish.signed(tenth / 10) for cause, tenth in whole.items()}


def _tenths(value: float) -> int:
    return int(swedish.decimal(value * 10, 0).replace(swedish.NBSP, "").replace(swedish.MINUS, "-"))


def sentence_of(one: UnitSince) -> str:
    """'Tensta: index 180,2 då och 175,1 nu. Underlaget −3,0, vikterna −2,1, metoden 0,0.'"""
    if one.before is None and one.after is None:
        return f"{one.name} hade inget index då och har inget nu."
    if one.before is None:
        return f"{one.name} hade inget index då. Nu är det {swedish.decimal(one.after or 0.0)}."
    if one.after is None:
        return f"{one.name} hade index {swedish.decimal(one.before)} då men har inget nu."
    told = f"{one.name}: index {swedish.decimal(one.before)} då och {swedish.decimal(one.after)} nu"
    if one.rank_before and one.rank_after:
        same = f"fortfarande plats {one.rank_after}"
        told += f", {same if not one.has_moved else f'från plats {one.rank_before} till {one.rank_after}'}"
    if one.parts is None:
        return f"{told}. Ändringen går inte att dela upp: indexet saknas i ett av stegen."
    parts = shown_parts(one.parts, one.before, one.after)
    return f"{told}. " + ", ".join(f"{cause.label if not n else cause.label.lower()} {parts[cause]}" for n, cause in enumerate(Cause)) + "."


def sentences(found: Since) -> tuple[str, ...]:
    """What has changed, and how much the ranking moved by each cause."""
    if found.is_same:
        return ("Ingenting har ändrats: underlaget, vikterna och metoden är de samma som då.",)
    moved = [one for one in found.units if one.has_moved]
    words = {Cause.DATA: found.same_data, Cause.WEIGHTS: found.same_weights, Cause.METHOD: found.same_method}
    other = [cause.label.lower() for cause, same in words.items() if not same]
    told = [f"{swedish.join(other).capitalize()} har ändrats sedan dess."]
    if not moved:
        return (*told, "Inget område har bytt plats.")
    told.append(f"{len(moved)} av {len(found.units)} områden har en annan plats.")
    for cause in Cause:
        own = sorted((one for one in moved if one.moves and one.moves[cause]), key=lambda one: -abs(_moves(one, cause)))
        if own:
            shown = [f"{one.name} {_places(_moves(one, cause))}" for one in own[:EXAMPLES]]
            told.append(f"{cause.label} flyttar {len(own)} av dem, mest {swedish.join(shown)}.")
    lost = sum(one.moves is None for one in moved)
    if lost:
        told.append(f"{lost} har fått eller förlorat sin plats, eller finns inte i alla steg, och delas inte upp.")
    return tuple(told)


def _moves(one: UnitSince, cause: Cause) -> int:
    return one.moves[cause] if one.moves else 0


def _places(steps: int) -> str:
    return f"{abs(steps)} steg {'upp' if steps < 0 else 'ned'}"
