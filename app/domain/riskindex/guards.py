"""Guards before an index is used: what in the data makes its ranking weak, and by how much (risk-index brief, sections 3.10 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from app.domain import swedish
from app.domain.riskindex import numeric
from app.domain.riskindex.charts import reference_text
from app.domain.riskindex.compute import (
    AREAS,
    CAP,
    SMALL_DENOMINATOR,
    THIN,
    TOO_THIN,
    Computed,
    area_weights_of,
    expected_counts,
    weights_of,
)
from app.domain.riskindex.findings import Finding, GuardKind, Severity, consequence, try_variant, units_text
from app.domain.riskindex.numeric import Array, Mask
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Normalisation, Recipe, Reference
from app.domain.riskindex.robustness import influence
from app.domain.riskindex.series import Indicator, IndicatorKind, Level, compared_with
from app.domain.riskindex.uncertainty import SHAKY, is_hidden, relative_error, shown_count

NEAR_ZERO = 1_000.0  # a unit at ten times the city: the city's value is close to nothing
VISITED, ELSEWHERE = 200.0, 100.0  # an index by inhabitants this high where the rest of the index is not above the city
DOUBLE = 0.9
WEAK_AREA = 0.3
MISSING_SHARE, MANY_MISSING = 0.1, 0.25
DOMINATES, MORE_BY = 2.0, 0.1  # times its weight, and by so large a share of the differences
LEAST_UNITS = 8  # fewer say nothing of a correlation
SHOWN_NAMES = 5

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """What every check looks at."""

    computed: Computed
    level: Level
    base: Panel | None
    names: Mapping[str, str]  # of units
    missing_years: Mapping[str, Sequence[int]]  # by indicator code
    weights: Array
    weighed: Mask  # indicators that count in the index

    @property
    def panel(self) -> Panel:
        return self.computed.panel

    @property
    def recipe(self) -> Recipe:
        return self.computed.recipe

    def indicators(self) -> Iterator[tuple[int, Indicator]]:
        """Those that count in the index."""
        return ((number, one) for number, one in enumerate(self.panel.indicators) if self.weighed[number])

    def name(self, unit: str) -> str:
        return self.names.get(unit, unit)

    def listed(self, units: Sequence[str]) -> str:
        shown = swedish.join([self.name(one) for one in units[:SHOWN_NAMES]])
        return shown if len(units) <= SHOWN_NAMES else f"{', '.join(map(self.name, units[:SHOWN_NAMES]))} med flera"

    @property
    def reference(self) -> str:
        """What the indicators' values are set against: 'stadens värde', 'det enkla medelvärdet 2006'."""
        year = f" {self.recipe.base_year}" if self.recipe.base_year else ""
        return f"{self.recipe.reference.value_of}{year}"

    @property
    def compared_with(self) -> str:
        """'staden', 'det enkla medelvärdet 2006'."""
        return compared_with(reference_text(self.recipe))

    @property
    def all_units(self) -> str:
        return units_text(len(self.panel.units), self.level)

    @property
    def one_unit(self) -> str:
        word = self.level.one
        return f"ett typiskt {word}" if word.endswith("e") else f"en typisk {word}"


def guards(
    computed: Computed,
    level: Level,
    *,
    base: Panel | None = None,
    names: Mapping[str, str] | None = None,
    missing_years: Mapping[str, Sequence[int]] | None = None,
    step: Step | None = None,
) -> tuple[Finding, ...]:
    """Everything found, most severe first and then by how much its variant moves; `base` as in `compute`."""
    weights = weights_of(computed.panel, computed.recipe, computed.thin)
    case = _Case(computed, level, base, names or {}, missing_years or {}, weights, weights > 0)
    found: list[Finding] = []
    for number, check in enumerate(_CHECKS):
        found += check(case)
        if step:
            step(number + 1, len(_CHECKS))
    order = list(Severity)
    return tuple(sorted(found, key=lambda one: (order.index(one.severity), -_moved(one), one.title)))


def _moved(one: Finding) -> int:
    return (one.moves.moved * 1_000 + one.moves.largest) if one.moves else 0


def _with(case: _Case, finding: Finding, how: str, verb: str, **changes: object) -> Finding:
    """The finding with its variant and what that does to the ranking."""
    variant = case.recipe.with_changes(**changes)
    found = try_variant(case.computed, variant, case.base)
    told = consequence(how, found, case.level, case.name(found.who))
    return replace(finding, consequence=told, variant=variant, verb=verb, moves=found)


def _without(case: _Case, finding: Finding, code: str) -> Finding:
    return _with(case, finding, "Utan indikatorn", "Räkna utan indikatorn", left_out=case.recipe.left_out | {code})


# --- the city's value ----------------------------------------------------------------------------


def _no_city_row(case: _Case) -> Iterator[Finding]:
    """Rates without a value for the city: with the city's row as reference they cannot be compared with anything."""
    if case.recipe.reference is not Reference.CITY or case.recipe.normalisation not in (Normalisation.RATIO, Normalisation.CAPPED):
        return
    lacking = [one for number, one in case.indicators() if np.isnan(case.computed.reference[number]) and _has_values(case.panel, number)]
    if not lacking:
        return
    peopled = bool((~np.isnan(case.panel.population)).any())
    finding = Finding(
        GuardKind.NO_CITY_ROW,
        Severity.SERIOUS,
        "",
        f"{len(lacking)} indikatorer saknar värde för staden" if len(lacking) > 1 else f"{lacking[0].name}: staden saknar värde",
        swedish.join([one.name for one in lacking[:SHOWN_NAMES]]),
        "Utan stadens eget värde finns inget att jämföra med, så de räknas inte in för någon.",
    )
    reference = Reference.POPULATION if peopled else Reference.SIMPLE
    yield _with(case, finding, f"Med {reference.label} i stället", f"Räkna med {reference.label}", reference=reference)


def _has_values(panel: Panel, number: int) -> bool:
    return bool((~np.isnan(panel.x[:, number])).any())


def _no_reference(case: _Case) -> Iterator[Finding]:
    """R = 0, or 100 - R = 0 for what is turned by its complement: no ratio exists (section 3.2)."""
    for number, one in case.indicators():
        reference = case.computed.reference[number]
        if np.isnan(reference) or not _has_values(case.panel, number) or not np.isnan(case.computed.values[:, number]).all():
            continue
        is_whole = reference != 0
        finding = Finding(
            GuardKind.NO_REFERENCE,
            Severity.SERIOUS,
            one.code,
            f"{one.name}: {case.reference} är {'100 procent' if is_whole else '0'}",
            swedish.decimal(reference),
            f"Kvoten mot {case.compared_with} går inte att räkna. "
            "Indikatorn saknas därför för alla; den räknas varken som 0 eller som 100.",
        )
        yield _without(case, finding, one.code)


def _shaky(case: _Case) -> Iterator[Finding]:
    """The relative error of the city's value, 1/√ΣN (section 3.10)."""
    for number, one in case.indicators():
        column = case.panel.numerator[:, number]
        if np.isnan(column).all():
            continue
        cases = float(np.nansum(column))
        error = float(relative_error(np.array([cases]))[0])
        if cases == 0 or error <= SHAKY:
            continue
        said = "minst 50 procent" if is_hidden(one, cases) else f"omkring {swedish.percent(100 * error)}"
        finding = Finding(
            GuardKind.SHAKY,
            Severity.WARNING,
            one.code,
            f"{one.name}: {case.reference} är osäkert",
            f"Felet är {said}; antal fall i hela staden: {shown_count(one, cases)}.",
            f"Alla jämförs med {case.reference}, så dess slump finns i allas index.",
        )
        yield _without(case, finding, one.code)


def _near_zero(case: _Case) -> Iterator[Finding]:
    """A city's value so small that single units get an index of ten times the city's or more."""
    if case.recipe.normalisation is not Normalisation.RATIO or case.recipe.cap is not None:
        return
    for number, one in case.indicators():
        own = case.computed.values[:, number]
        column = np.where(np.isnan(own) | (case.computed.rank == 0), -np.inf, own)
        if not column.size:
            return
        highest = int(column.argmax())
        if column[highest] < NEAR_ZERO:
            continue
        finding = Finding(
            GuardKind.NEAR_ZERO,
            Severity.WARNING,
            one.code,
            f"{one.name}: {case.reference} är nära 0",
            f"Högsta index är {swedish.decimal(float(column[highest]), 0)} ({case.name(case.panel.units[highest])}).",
            "Små skillnader i antal blir då mycket stora index och väger tyngre än alla andra.",
        )
        yield _with(case, finding, "Med taket 300", "Räkna med tak 300", cap=CAP)


# --- thin and small ------------------------------------------------------------------------------


def _thin(case: _Case) -> Iterator[Finding]:
    """Expected count in the median unit below 5, or below 1 (section 3.10)."""
    expected = expected_counts(case.panel, case.computed.reference)
    for number, one in enumerate(case.panel.indicators):
        if not case.computed.thin[number] or one.code in case.recipe.left_out:
            continue
        is_too_thin = expected[number] < TOO_THIN
        limit = TOO_THIN if is_too_thin else THIN
        counted = case.recipe.include_thin
        severity = (Severity.SERIOUS if is_too_thin else Severity.WARNING) if counted else Severity.NOTE
        finding = Finding(
            GuardKind.THIN,
            severity,
            one.code,
            f"{one.name}: för få fall{' för att rangordna efter' if is_too_thin else ''}",
            f"{swedish.decimal(float(expected[number]))} väntade fall i {case.one_unit}; gränsen är {swedish.decimal(limit, 0)}.",
            "Så få fall att slumpen styr mer än läget." + ("" if counted else " Den visas men räknas inte in i indexet."),
        )
        if counted:
            yield _without(case, finding, one.code)
        else:
            yield _with(case, finding, "Med tunna indikatorer", "Räkna med tunna indikatorer", include_thin=True)


def _small(case: _Case) -> Iterator[Finding]:
    """Values whose own denominator is below 30 (section 3.7)."""
    small = case.computed.small & case.weighed
    rows = np.flatnonzero(small.any(axis=1))
    if not len(rows):
        return
    number = int(small.sum())
    yield Finding(
        GuardKind.SMALL,
        Severity.NOTE,
        "",
        "1 värde har en nämnare under 30" if number == 1 else f"{swedish.integer(number)} värden har en nämnare under 30",
        case.listed([case.panel.units[row] for row in rows]),
        f"Nämnaren är mindre än {SMALL_DENOMINATOR:.0f}. Värdena räknas men märks med *.",
    )


# --- what is counted -----------------------------------------------------------------------------


def _denominator(case: _Case) -> Iterator[Finding]:
    """Counts by inhabitants that stand out where nothing else does: perhaps few live there and many visit."""
    for row, unit in enumerate(case.panel.units):
        if case.computed.rank[row] == 0:
            continue
        raised = [
            number for number, one in case.indicators() if one.kind is IndicatorKind.RATE and case.computed.values[row, number] >= VISITED
        ]
        if not raised:
            continue
        areas = {case.panel.indicators[number].area for number in raised}
        rest = [place for place, area in enumerate(AREAS) if area not in areas and not np.isnan(case.computed.areas[row, place])]
        if not rest or (other := float(np.mean(case.computed.areas[row, rest]))) > ELSEWHERE:
            continue
        most = max(raised, key=lambda number: case.computed.values[row, number])
        one = case.panel.indicators[most]
        value = swedish.decimal(float(case.computed.values[row, most]), 0)
        shown = f"{VISITED:.0f} eller mer" if is_hidden(one, case.panel.numerator[row, most]) else value
        finding = Finding(
            GuardKind.DENOMINATOR,
            Severity.WARNING,
            unit,
            f"{case.name(unit)}: passar nämnaren?",
            f"{one.name}: index {shown}, men {swedish.decimal(other, 0)} i genomsnitt i övriga delindex.",
            f"Nämnaren räknar {one.denominator or 'boende'}. Där få bor men många vistas blir talet högt utan att de boende har det sämre.",
        )
        reason = "nämnaren räknar boende, men många fler kan vistas där"
        excluded = {**case.recipe.excluded, unit: reason}
        yield _with(case, finding, f"Utan plats för {case.name(unit)}", "Räkna utan plats för området", excluded=excluded)


def _direction(case: _Case) -> Iterator[Finding]:
    """An indicator that falls where the rest of its area rises."""
    limit = -min(0.5, 2.0 / np.sqrt(max(1, len(case.panel.units))))
    for number, one in case.indicators():
        others = [place for place, other in case.indicators() if other.area is one.area and place != number]
        if not others:
            continue
        rest = numeric.aggregate(case.computed.values[:, others], case.weights[others])
        found = correlation(case.computed.values[:, number], rest)
        if np.isnan(found) or found > limit:
            continue
        finding = Finding(
            GuardKind.DIRECTION,
            Severity.SERIOUS,
            one.code,
            f"{one.name}: går emot sitt delindex",
            f"Korrelation {swedish.decimal(found, 2)} med resten av {one.area.label.lower()}.",
            "Där resten är hög är den låg. Kontrollera riktningen under Underlag; är den rätt mäter indikatorn något annat.",
        )
        yield _without(case, finding, one.code)


def _double(case: _Case) -> Iterator[Finding]:
    """Indicators of an area that say almost the same: the thing they measure weighs twice or more."""
    for area in AREAS:
        own = [number for number, one in case.indicators() if one.area is area]
        for group, found in _alike(case.computed.values, own):
            listed = [case.panel.indicators[number] for number in group]
            kept = max(group, key=lambda number: (case.weights[number], -number))
            others = [case.panel.indicators[number] for number in group if number != kept]
            low, high = (swedish.decimal(one, 2) for one in (min(found), max(found)))
            finding = Finding(
                GuardKind.DOUBLE,
                Severity.WARNING,
                "+".join(one.code for one in listed),
                f"{swedish.join([one.name for one in listed])}: mäter nästan samma sak",
                f"Korrelation {low}." if low == high else f"Korrelation {low}–{high}.",
                f"Det de mäter väger {'dubbelt' if len(group) == 2 else f'{len(group)} gånger'} i {area.label.lower()}.",
            )
            only = case.panel.indicators[kept].name
            left_out = case.recipe.left_out | {one.code for one in others}
            yield _with(case, finding, f"Med bara {only} av dem", f"Räkna med bara {only} av dem", left_out=left_out)


def _alike(values: Array, columns: Sequence[int]) -> Iterator[tuple[list[int], list[float]]]:
    """Groups of columns held together by correlations above 0.9, each with those correlations."""
    pairs = {
        (first, second): found
        for first, second in combinations(columns, 2)
        if (found := correlation(values[:, first], values[:, second])) > DOUBLE
    }
    left = list(columns)
    while left:
        group, waiting = [], [left[0]]
        while waiting:
            here = waiting.pop()
            if here in left:
                left.remove(here)
                group.append(here)
                waiting += [other for pair in pairs if here in pair for other in pair if other in left]
        if len(group) > 1:
            yield sorted(group), [found for pair, found in pairs.items() if pair[0] in group]


# --- what is missing -----------------------------------------------------------------------------


def _coverage(case: _Case) -> Iterator[Finding]:
    units = len(case.panel.units)
    for number, one in case.indicators():
        missing = np.flatnonzero(np.isnan(case.panel.x[:, number]))
        if units == 0 or len(missing) < MISSING_SHARE * units:
            continue
        finding = Finding(
            GuardKind.COVERAGE,
            Severity.SERIOUS if len(missing) >= MANY_MISSING * units else Severity.WARNING,
            one.code,
            f"{one.name}: saknas för {swedish.integer(len(missing))} av {case.all_units}",
            case.listed([case.panel.units[row] for row in missing]),
            "Där den saknas väger delindexets andra indikatorer mer. Inget värde gissas.",
        )
        yield _without(case, finding, one.code)


def _no_index(case: _Case) -> Iterator[Finding]:
    """Units for which too much is missing (section 3.4)."""
    lost = np.flatnonzero(np.isnan(case.computed.index))
    if not len(lost) or not case.weighed.any():
        return
    finding = Finding(
        GuardKind.NO_INDEX,
        Severity.WARNING,
        "",
        f"{units_text(len(lost), case.level)} får inget index",
        case.listed([case.panel.units[row] for row in lost]),
        f"Minst {swedish.percent(100 * case.recipe.area_coverage)} av ett delindex och "
        f"{swedish.percent(100 * case.recipe.index_coverage)} av indexet måste finnas.",
    )
    lower = _with(case, finding, "Med lägre krav (25 och 50 procent)", "Räkna med lägre krav", area_coverage=0.25, index_coverage=0.5)
    yield lower if lower.moves is not None and lower.moves.joined else finding


def _years(case: _Case) -> Iterator[Finding]:
    for _number, one in case.indicators():
        years = case.missing_years.get(one.code)
        if not years:
            continue
        finding = Finding(
            GuardKind.YEARS,
            Severity.NOTE,
            one.code,
            f"{one.name}: saknas {'år' if len(years) == 1 else 'åren'} {swedish.join([str(year) for year in sorted(years)])}",
            "1 år saknas." if len(years) == 1 else f"{len(years)} år saknas.",
            "Vid jämförelse mellan år räknas bara indikatorer som finns båda åren.",
        )
        yield _without(case, finding, one.code)


# --- areas and influence -------------------------------------------------------------------------


def _areas(case: _Case) -> Iterator[Finding]:
    """An area that does not follow the whole it is a part of."""
    weights = area_weights_of(case.recipe)
    for place, area in enumerate(AREAS):
        if weights[place] <= 0:
            continue
        found = correlation(case.computed.areas[:, place], case.computed.index)
        if np.isnan(found) or found >= WEAK_AREA:
            continue
        finding = Finding(
            GuardKind.AREA,
            Severity.SERIOUS if found < 0 else Severity.WARNING,
            area.value,
            f"{area.label}: {'går emot' if found < 0 else 'följer knappt'} det totala indexet",
            f"Korrelation {swedish.decimal(found, 2)} med det totala indexet.",
            "Ett sammanvägt tal säger då lite om detta delindex. Visa det bredvid.",
        )
        changes = {**case.recipe.area_weights, area: 0.0}
        yield _with(case, finding, "Utan delindexet", "Räkna utan delindexet", area_weights=changes)


def _influence(case: _Case) -> Iterator[Finding]:
    """Nominal weight beside share of the ranking's variance (section 3.8.5)."""
    there = ~np.isnan(case.computed.index)
    if there.sum() < LEAST_UNITS:
        return
    nominal, real = influence(case.computed)
    for number, one in case.indicators():
        if not (nominal[number] > 0 and real[number] > DOMINATES * nominal[number] and real[number] - nominal[number] > MORE_BY):
            continue
        finding = Finding(
            GuardKind.INFLUENCE,
            Severity.WARNING,
            one.code,
            f"{one.name}: styr mer än vikten säger",
            f"{swedish.percent(100 * float(real[number]))} av skillnaderna mellan områdena, men "
            f"{swedish.percent(100 * float(nominal[number]))} av vikten.",
            "Den sprider mer än de andra och avgör därför ordningen oftare.",
        )
        lowered = float(case.weights[number] * nominal[number] / real[number])
        weights = {**case.recipe.indicator_weights, one.code: round(lowered, 3)}
        yield _with(case, finding, "Med vikten sänkt i samma mån", "Räkna med sänkt vikt", indicator_weights=weights)


def correlation(first: Array, second: Array) -> float:
    """Pearson's, over units where both exist; NaN for fewer than eight of them or where one does not vary."""
    both = ~np.isnan(first) & ~np.isnan(second)
    if both.sum() < LEAST_UNITS:
        return float("nan")
    one, other = first[both] - first[both].mean(), second[both] - second[both].mean()
    spread = float(np.sqrt((one**2).sum() * (other**2).sum()))
    scale = max(float(np.abs(first[both]).max()), float(np.abs(second[both]).max()), 1.0)
    return float((one * other).sum()) / spread if spread > 1e-12 * scale**2 else float("nan")


_CHECKS: tuple[Callable[[_Case], Iterator[Finding]], ...] = (
    _no_city_row, _no_reference, _thin, _shaky, _near_zero, _denominator, _direction, _double, _coverage, _no_index, _years, _areas,
    _influence, _small,
)  # fmt: skip
