"""An index through the years, in itself on a fixed base or against the city of the same year (risk-index brief, sections 1 and 3.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from app.domain import swedish
from app.domain.riskindex.charts import computed_text
from app.domain.riskindex.compute import (
    AREAS,
    Computed,
    area_weights_of,
    compose,
    indicator_values,
    membership,
    reference_of,
    weights_of,
)
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.recipe import Normalisation, Recipe
from app.domain.riskindex.series import EXAMPLE_MARK, REFERENCE, ChartText, Indicator, Level, Measure, SeriesInfo, SeriesKind
from app.domain.vocabulary import Labelled

SMALLEST = 0.05  # points: what is less is shown as 0,0
RESCALED = "Serien är publicerad med {reference}; här är varje områdes tal delat med stadens tal samma år, gånger 100."


class ReferenceKind(Labelled):
    """The two references, which must be told apart (section 1)."""

    FIXED = "fixed", "Fast bas"
    SAME_YEAR = "sameYear", "Samma år"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Development:
    """One measure of one level through the years, in rising order. NaN is a gap that is left open.

    `broken` says between which years a line is not drawn: what is counted is not the same. `first` and `last` are the values of the first
    and the last year over what counts in both, so that they can be compared; `ends` is the same of the city.
    """

    kind: SeriesKind
    level: Level
    measure: Measure
    reference: ReferenceKind
    base_year: int | None  # None on the same year's reference
    years: tuple[int, ...]
    units: tuple[str, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...]  # the board that each lies in; "" where the level is the board's
    values: Array  # units × years
    broken: Mask  # units × steps from year to year
    first: Array  # one number a unit
    last: Array
    city: Array  # one number a year
    city_broken: Mask
    city_ends: tuple[float, float]  # on a fixed base whatever the reference, for the explanation; NaN where it is not known
    city_base: int | None  # the year of that base
    who: str = "staden"  # what 100 stands for
    source: str = ""
    illustrative: bool = False
    recipe: Recipe | None = None
    indicators: tuple[Indicator, ...] = ()  # that the recipe may name
    notes: tuple[str, ...] = ()

    @property
    def reference_text(self) -> str:
        """'staden 2006 = 100', 'staden samma år = 100'."""
        return f"{self.who} {self.base_year} = 100" if self.base_year is not None else f"{self.who} samma år = 100"

    @property
    def span(self) -> str:
        return f"{self.years[0]}–{self.years[-1]}" if len(self.years) > 1 else str(self.years[0]) if self.years else ""

    @property
    def is_drawable(self) -> bool:
        """Whether there is any development to show."""
        return len(self.years) > 1 and bool((~np.isnan(self.values)).any())

    @property
    def points(self) -> Array:
        """Change from the first year to the last, one number a unit; NaN where either is missing."""
        return self.last - self.first

    @property
    def per_cent(self) -> Array:
        """The same in per cent of the first year: only on the fixed base (section 3.9), else NaN."""
        if self.reference is not ReferenceKind.FIXED:
            return np.full(len(self.units), np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.first > 0, 100.0 * self.points / np.where(self.first > 0, self.first, 1.0), np.nan)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many rise, fall and stand still from the first year to the last."""
        known = self.points[~np.isnan(self.points)]
        rise, fall = int((known >= SMALLEST).sum()), int((known <= -SMALLEST).sum())
        return rise, fall, len(known) - rise - fall

    @property
    def text(self) -> ChartText:
        note = RESCALED.format(reference=self._published_reference) if self.is_rescaled else ""
        if self.recipe is not None:
            recipe = replace(self.recipe, base_year=self.base_year)
            return computed_text(
                finding(self),
                recipe,
                self.level,
                self.span,
                illustrative=self.illustrative,
                source=self.source,
                note=note,
                indicators=self.indicators,
            )
        parts = [self.kind.label, self.level.label, self.span, self.reference_text, self.source]
        mark = EXAMPLE_MARK if self.illustrative else ""
        return ChartText(finding(self), " · ".join(part for part in parts if part), mark, f"{note} {ChartText('', '').footer}".strip())

    @property
    def is_rescaled(self) -> bool:
        """A published series whose values have been divided by the city's own of the same year."""
        return self.kind is SeriesKind.PUBLISHED and self.reference is ReferenceKind.SAME_YEAR and self.city_base is not None

    @property
    def _published_reference(self) -> str:
        return f"{self.who} {self.city_base} = 100"

    @property
    def explanation(self) -> str:
        """Why the two references tell different things, with the city's own change, and what else must be known."""
        return " ".join((_explained(self), *self.notes))

    def broken_between(self, unit: int, step_from: int, step_to: int) -> bool:
        return bool(self.broken[unit, step_from:step_to].any())

    def words(self, unit: int, year: int) -> str:
        """'Farsta 2012: index 97,2, −8,1 punkter (−7,7 procent) sedan 2006' with per cent on the fixed base only."""
        value = self.values[unit, year]
        head = f"{self.labels[unit]} {self.years[year]}"
        if np.isnan(value):
            return f"{head}: värde saknas"
        text = f"{head}: index {swedish.decimal(value)}"
        start = self.values[unit, 0]
        if year == 0 or np.isnan(start):
            return text
        if self.broken_between(unit, 0, year):
            return f"{text}. Linjen är bruten sedan {self.years[0]}: samma indikatorer räknas inte"
        change = value - start
        text += f", {swedish.signed(change)} punkter"
        if self.reference is ReferenceKind.FIXED and start > 0:
            text += f" ({swedish.signed(100.0 * change / start)} procent)"
        return f"{text} sedan {self.years[0]}"

    def city_words(self, year: int) -> str:
        who = f"{self.who[:1].upper()}{self.who[1:]}"
        value = self.city[year]
        return f"{who} {self.years[year]}: " + (f"index {swedish.decimal(value)}" if not np.isnan(value) else "värde saknas")


def finding(of: Development) -> str:
    """What the chart shows, as its title."""
    name, what = of.measure.label, of.level.many
    if not of.is_drawable:
        return f"{name}: ingen utveckling att visa"
    rise, fall, still = of.counts
    total = rise + fall + still
    against = f"räknat mot {of.who} {of.base_year}" if of.base_year is not None else f"räknat mot {of.who} samma år"
    if total == 0:
        return f"{name}: inga {what} har värden både {of.years[0]} och {of.years[-1]}"
    if total in (rise, fall):
        verb = "stiger" if rise else "faller"
        return f"{name} {verb} i alla {swedish.integer(total)} {what} {of.span}, {against}"
    parts = [f"stiger i {swedish.integer(rise)}", f"faller i {swedish.integer(fall)}"]
    parts += [f"är oförändrat i {swedish.integer(still)}"] if still else []
    return f"{name} {swedish.join(parts)} av {swedish.integer(total)} {what} {of.span}, {against}"


def references_of(recipe: Recipe) -> tuple[ReferenceKind, ...]:
    """What lines by the recipe can be shown against: only a ratio has a base that can be fixed (section 3.3)."""
    return tuple(ReferenceKind) if recipe.normalisation in (Normalisation.RATIO, Normalisation.CAPPED) else (ReferenceKind.SAME_YEAR,)


def _explained(of: Development) -> str:
    if of.recipe is not None and ReferenceKind.FIXED not in references_of(of.recipe):
        return f"Receptet jämför områdena med varandra varje år ({of.recipe.normalisation.label}). Därför finns ingen fast bas."
    before, after = of.city_ends
    who = f"{of.who[:1].upper()}{of.who[1:]}"
    own = ""
    if not np.isnan(before + after) and len(of.years) > 1:
        shown = (swedish.decimal(before), swedish.decimal(after))
        verb = "sjönk" if after - before <= -SMALLEST else "steg" if after - before >= SMALLEST else "stod still"
        own = f"{who} {verb} från {shown[0]} till {shown[1]} mellan {of.years[0]} och {of.years[-1]}, räknat mot {of.city_base}."
    if of.reference is ReferenceKind.FIXED:
        fall = "Eftersom hela staden rör sig kan alla områden falla eller stiga samtidigt."
        other = f"Räknas varje år om så att {of.who} är 100 kan inte alla falla på en gång: då syns bara vem som ändrats mer än {of.who}."
        return " ".join(part for part in (own, fall, other) if part)
    rule = (
        f"Varje år räknas om så att {of.who} är 100. Därför kan inte alla falla på en gång: här syns bara vem som ändrats mer än {of.who}."
    )
    seen = "Den ändringen syns bara med fast bas." if own else ""
    return " ".join(part for part in (rule, own, seen) if part)


# --- published ------------------------------------------------------------------------------------


def published(
    info: SeriesInfo,
    measure: Measure,
    reference: ReferenceKind,
    values: Mapping[tuple[str, int], float],
    labels: Mapping[str, str],
    groups: Mapping[str, str],
    city: str,
    years: Sequence[int],
) -> Development:
    """Lines of a published series; `values` by unit and year, the city's own row under `city`.

    The same year's reference of a series on a fixed base is the unit's value over the city's of that year, times 100.
    """
    base = base_year_of(info.reference)
    units = sorted({unit for unit, _year in values if unit != city}, key=lambda unit: swedish.sort_key(labels.get(unit, unit)))
    grid = np.array([[values.get((unit, year), np.nan) for year in years] for unit in units], dtype=float).reshape(len(units), len(years))
    own = np.array([values.get((city, year), np.nan) for year in years], dtype=float)
    ends = (float(own[0]), float(own[-1])) if base is not None and len(years) else (np.nan, np.nan)
    if reference is ReferenceKind.SAME_YEAR and base is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            grid = np.where(own > 0, 100.0 * grid / np.where(own > 0, own, 1.0), np.nan)
        own = np.where(np.isnan(own), np.nan, REFERENCE)
    return Development(
        kind=info.kind,
        level=info.level,
        measure=measure,
        reference=reference,
        base_year=base if reference is ReferenceKind.FIXED else None,
        years=tuple(years),
        units=tuple(units),
        labels=tuple(labels.get(unit, unit) for unit in units),
        groups=tuple(groups.get(unit, "") for unit in units),
        values=grid,
        broken=np.zeros((len(units), max(0, len(years) - 1)), dtype=bool),
        first=grid[:, 0] if len(years) else np.empty(0),
        last=grid[:, -1] if len(years) else np.empty(0),
        city=own,
        city_broken=np.zeros(max(0, len(years) - 1), dtype=bool),
        city_ends=ends,
        city_base=base,
        source=info.source,
        illustrative=info.illustrative,
    )


def base_year_of(reference: str) -> int | None:
    """2006 of 'staden 2006 = 100'; None of 'staden samma år = 100'."""
    found = [int(word) for word in reference.replace("=", " ").split() if word.isdigit() and len(word) == 4]
    return found[0] if found else None


# --- computed -------------------------------------------------------------------------------------


def picked(computed: Computed, measure: Measure) -> Array:
    """The measure of every unit."""
    return computed.index if measure is Measure.TOTAL else computed.areas[:, _column(measure)]


def has_any(computed: Computed) -> bool:
    """Whether any unit has an index."""
    return bool((~np.isnan(computed.index)).any())


def _column(measure: Measure) -> int:
    return next(number for number, area in enumerate(AREAS) if area.value == measure.value)


def computed(
    by_year: Mapping[int, Computed],
    fixed: Mapping[int, Computed],
    level: Level,
    measure: Measure,
    base_year: int | None,
    city_base: int,
    labels: Mapping[str, str],
    groups: Mapping[str, str],
    *,
    illustrative: bool,
) -> Development:
    """Lines of a computed series: `by_year` by the reference that is shown, `fixed` the same years on the base of `city_base`.

    Both have the same units in the same order.
    """
    years = tuple(sorted(by_year))
    held = [by_year[year] for year in years]
    first, last = _over_the_same(held[0], held[-1], measure)
    counting = [_counting(one, measure) for one in held]
    city, broken_city, city_ends = _city(by_year, fixed, years, measure, base_year)
    units = held[0].panel.units
    return Development(
        kind=SeriesKind.COMPUTED,
        level=level,
        measure=measure,
        reference=ReferenceKind.FIXED if base_year is not None else ReferenceKind.SAME_YEAR,
        base_year=base_year,
        years=years,
        units=units,
        labels=tuple(labels.get(unit, unit) for unit in units),
        groups=tuple(groups.get(unit, "") for unit in units),
        values=np.stack([picked(one, measure) for one in held], axis=1),
        broken=_steps(_differing(held, counting), len(units)),
        first=first,
        last=last,
        city=city,
        city_broken=broken_city,
        city_ends=city_ends,
        city_base=city_base,
        who=held[-1].recipe.reference.definite,
        illustrative=illustrative,
        recipe=held[-1].recipe,
        indicators=held[-1].panel.indicators,
        notes=_notes(held, years, measure),
    )


def _differing(held: Sequence[Computed], counting: Sequence[Mask]) -> list[Mask]:
    """For each step between years: units × indicators that weigh in on one side only, or are defined anew in between (section 3.9)."""
    steps = zip(pairwise(held), pairwise(counting), strict=True)
    return [(one != two) | (one & ~first.panel.is_same(second.panel)) for (first, second), (one, two) in steps]


def _steps(differing: Sequence[Mask], units: int) -> Mask:
    """Units × steps: whether anything that counts has changed."""
    if not differing:
        return np.zeros((units, 0), dtype=bool)
    return np.stack([one.any(axis=1) for one in differing], axis=1)


def _counting(one: Computed, measure: Measure) -> Mask:
    """Units × indicators: what weighs in, in the measure."""
    weights = weights_of(one.panel, one.recipe, one.thin)
    areas = area_weights_of(one.recipe)
    member = membership(one.panel)
    within = (member * areas).sum(axis=1) > 0 if measure is Measure.TOTAL else member[:, _column(measure)]
    found: Mask = ~np.isnan(one.values) & (weights > 0) & within
    return found


def _over_the_same(one: Computed, two: Computed, measure: Measure) -> tuple[Array, Array]:
    """The measure in both years over the indicators that count in both (section 3.4), with the weights of the later."""
    there = ~np.isnan(one.values) & ~np.isnan(two.values) & one.panel.is_same(two.panel)
    thin = one.thin | two.thin
    found = []
    for held in (one, two):
        values = np.where(there, held.values, np.nan)
        weights = weights_of(held.panel, two.recipe, thin)
        areas, index, _effective = compose(values, weights, area_weights_of(two.recipe), membership(held.panel), two.recipe)
        found.append(index if measure is Measure.TOTAL else areas[:, _column(measure)])
    return found[0], found[1]


def _city(
    by_year: Mapping[int, Computed], fixed: Mapping[int, Computed], years: Sequence[int], measure: Measure, base_year: int | None
) -> tuple[Array, Mask, tuple[float, float]]:
    """The city's line by the reference shown, where it breaks, and its first and last value on the fixed base."""
    rows = [_city_row(fixed[year]) for year in years]
    ends = tuple(float(part[0]) for part in _over_the_same(rows[0], rows[-1], measure))
    if ReferenceKind.FIXED not in references_of(by_year[years[-1]].recipe):
        return np.full(len(years), np.nan), np.zeros(max(0, len(years) - 1), dtype=bool), (np.nan, np.nan)
    if base_year is None:
        shown = np.array([REFERENCE if (~np.isnan(picked(by_year[year], measure))).any() else np.nan for year in years])
        return shown, np.zeros(max(0, len(years) - 1), dtype=bool), (ends[0], ends[1])
    counting = [_counting(row, measure) for row in rows]
    broken = _steps(_differing(rows, counting), 1)[0]
    return np.array([picked(row, measure)[0] for row in rows]), broken, (ends[0], ends[1])


def _city_row(one: Computed) -> Computed:
    """The reference of the year as a unit of its own against the reference that the year was computed with."""
    x = reference_of(one.panel, one.recipe)[None, :]
    lone = replace(one.panel, units=("",), x=x)
    weights = weights_of(lone, one.recipe, one.thin)
    values = indicator_values(lone, one.reference, one.recipe)
    areas, index, effective = compose(values, weights, area_weights_of(one.recipe), membership(lone), one.recipe)
    return replace(one, panel=lone, values=values, areas=areas, index=index, effective=effective)


def not_in_all(held: Sequence[tuple[int, Computed]]) -> tuple[frozenset[str], str]:
    """Codes of indicators that count in some of the years only, and a sentence that names them; '' when there are none."""
    counting: dict[int, Mask] = {}
    for year, one in held:
        there: Mask = np.any(_counting(one, Measure.TOTAL), axis=0)
        counting[year] = counting[year] & there if year in counting else there
    together = np.stack(list(counting.values()))
    panels = sorted((one.panel for _year, one in held), key=lambda panel: panel.year)
    redefined = ~panels[0].is_same(panels[-1])
    columns = np.flatnonzero(together.any(axis=0) & (~together.all(axis=0) | redefined))
    if not len(columns):
        return frozenset(), ""
    indicators = held[0][1].panel.indicators
    told = []
    for column in columns[:3]:
        years = [str(year) for year, there in counting.items() if not there[column]]
        why = f"ny definition från {indicators[column].redefined}" if redefined[column] else swedish.join(years)
        told.append(f"”{indicators[column].name}” ({why})")
    more = f" och {len(columns) - 3} till" if len(columns) > 3 else ""
    named = f"{', '.join(told)}{more}" if more else swedish.join(told)
    text = f"Utanför står det som inte kan räknas alla år: {named}. Därför kan talen skilja sig något från rangordningens."
    return frozenset(indicators[column].code for column in columns), text


def _notes(held: Sequence[Computed], years: Sequence[int], measure: Measure) -> tuple[str, ...]:
    """Where the lines break for all, and for which indicators; at most a few sentences."""
    anywhere = [_counting(one, measure).any(axis=0) for one in held]
    names = [one.name for one in held[0].panel.indicators]
    told: list[str] = []
    for place, (one, two) in enumerate(pairwise(anywhere)):
        differing = [names[column] for column in np.flatnonzero(one != two)]
        if differing:
            shown = swedish.join([f"”{name}”" for name in differing[:3]]) + (" med flera" if len(differing) > 3 else "")
            told.append(f"Linjerna bryts mellan {years[place]} och {years[place + 1]}: {shown} räknas bara det ena året.")
        anew = one & two & ~held[place].panel.is_same(held[place + 1].panel)
        if anew.any():
            shown = swedish.join([f"”{names[column]}”" for column in np.flatnonzero(anew)[:3]])
            told.append(f"Linjerna bryts mellan {years[place]} och {years[place + 1]}: {shown} har en ny definition.")
    if told:
        told = told[:3] + ([] if len(told) <= 3 else [f"Ytterligare {len(told) - 3} avbrott."])
        told.append(f"Förändringen {years[0]}–{years[-1]} räknas på de indikatorer som finns båda åren.")
    return tuple(told)
