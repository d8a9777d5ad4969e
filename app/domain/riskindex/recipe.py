"""How an index is computed: a named recipe with every choice written down (risk-index brief, sections 2, 3 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain import swedish
from app.domain.vocabulary import Labelled, SubIndex

DEFAULT = "Grundrecept"
CHANGED = ", ändrat"
AREA_COVERAGE, INDEX_COVERAGE = 0.5, 0.75
LEAST_POPULATION = 1_000


def kept_name(name: str) -> str:
    """A recipe's name as it is kept: without the ending that says that its choices are not."""
    while name.endswith(CHANGED):
        name = name.removesuffix(CHANGED)
    return name


class Reference(Labelled):
    """What 100 stands for (section 3.1)."""

    CITY = "city", "stadens egen rad"
    POPULATION = "population", "befolkningsvägt medelvärde"
    SIMPLE = "simple", "enkelt medelvärde"

    @property
    def definite(self) -> str:
        """As it stands inside a sentence: 'över staden', 'över det enkla medelvärdet'."""
        named = {"city": "staden", "population": "det befolkningsvägda medelvärdet", "simple": "det enkla medelvärdet"}
        return named[self.value]

    @property
    def value_of(self) -> str:
        """What a single value is set against: 'stadens värde', 'det enkla medelvärdet'."""
        return "stadens värde" if self is Reference.CITY else self.definite


class Treatment(Labelled):
    """How an indicator where higher is better is turned (section 3.2)."""

    COMPLEMENT = "complement", "komplement"
    REFLECTION = "reflection", "spegling"


class Normalisation(Labelled):
    """How indicators are made comparable (sections 3.2 and 3.3)."""

    RATIO = "ratio", "kvot mot staden"
    CAPPED = "capped", "kvot, högst 300"
    MIN_MAX = "minMax", "minsta till största"
    Z_SCORE = "zScore", "standardavvikelser"
    PERCENTILE = "percentile", "percentilrang"


class Aggregation(Labelled):
    """How parts are put together (section 3.4); only the arithmetic mean gives contributions that sum."""

    ARITHMETIC = "arithmetic", "aritmetiskt medelvärde"
    GEOMETRIC = "geometric", "geometriskt medelvärde"
    POWER = "power", "kvadratiskt medelvärde"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices behind a computed index; the defaults are those of section 7."""

    name: str = DEFAULT
    version: int = 1
    reference: Reference = Reference.CITY
    base_year: int | None = None  # None: the same year
    treatment: Treatment = Treatment.COMPLEMENT
    normalisation: Normalisation = Normalisation.RATIO
    aggregation: Aggregation = Aggregation.ARITHMETIC
    area_weights: Mapping[SubIndex, float] = field(default_factory=lambda: dict.fromkeys(SubIndex, 1.0))
    indicator_weights: Mapping[str, float] = field(default_factory=dict)  # by code; others weigh as the indicator says
    area_coverage: float = AREA_COVERAGE  # least share of an area's weight that must be present
    index_coverage: float = INDEX_COVERAGE  # least share of the areas' weight that must be present
    cap: float | None = None  # highest index of one indicator
    include_thin: bool = False  # thin indicators are computed but held out of the composite
    least_population: int = LEAST_POPULATION  # smaller units get no rank
    left_out: frozenset[str] = frozenset()  # indicators held out by the user
    excluded: Mapping[str, str] = field(default_factory=dict)  # units without rank, by code, each with the reason

    def with_changes(self, **changes: Any) -> Recipe:
        """Another choice in hand, not saved: the name says that it differs until it is kept as a version of its own."""
        name = self.name if self.name.endswith(CHANGED) else f"{self.name}{CHANGED}"
        return replace(self, name=name, **changes)

    @property
    def text(self) -> str:
        """One line for footers, Swedish; indicators by code."""
        return self.told({})

    def told(self, names: Mapping[str, str]) -> str:
        """One line for footers, Swedish; `names` of indicators by code, as far as they are known."""
        who = "staden " if self.reference is Reference.CITY else ""
        year = f"{who}{self.base_year} = 100" if self.base_year else "samma år = 100"
        left_out = sorted((names.get(code, code) for code in self.left_out), key=swedish.sort_key)
        parts = [f"{self.name} {self.version}", f"{self.reference.label}, {year}", self.treatment.label, self.aggregation.label]
        parts += [f"tak {swedish.number(self.cap)}"] if self.cap is not None else []
        parts += [self.normalisation.label] if self.normalisation is not Normalisation.RATIO else []
        parts += ["tunna indikatorer medräknade"] if self.include_thin else []
        parts += [f"utan {', '.join(left_out)}"] if left_out else []
        parts += [f"egna vikter ({self._weights})"] if self._weights else []
        parts += [f"plats från {swedish.integer(self.least_population)} invånare"] if self.least_population != LEAST_POPULATION else []
        parts += [f"{len(self.excluded)} {'undantagna' if len(self.excluded) > 1 else 'undantaget'} från plats"] if self.excluded else []
        parts += [self._coverage] if (self.area_coverage, self.index_coverage) != (AREA_COVERAGE, INDEX_COVERAGE) else []
        return " · ".join(parts)

    @property
    def _coverage(self) -> str:
        area, index = (swedish.percent(100 * one) for one in (self.area_coverage, self.index_coverage))
        return f"minst {area} av ett delindex och {index} av indexet"

    @property
    def _weights(self) -> str:
        """Weights other than 1 between areas, and how many indicators have a weight of their own."""
        own = [f"{area.label.lower()} {swedish.number(round(weight, 4))}" for area, weight in self.area_weights.items() if weight != 1]
        if self.indicator_weights:
            own.append(f"{len(self.indicator_weights)} indikator{'er' if len(self.indicator_weights) > 1 else ''}")
        return ", ".join(own)


def as_data(recipe: Recipe) -> dict[str, Any]:
    """The choices as plain data, for a file; name and version stand beside it."""
    return {
        "reference": recipe.reference.value,
        "baseYear": recipe.base_year,
        "treatment": recipe.treatment.value,
        "normalisation": recipe.normalisation.value,
        "aggregation": recipe.aggregation.value,
        "areaWeights": {area.value: weight for area, weight in recipe.area_weights.items()},
        "indicatorWeights": dict(recipe.indicator_weights),
        "areaCoverage": recipe.area_coverage,
        "indexCoverage": recipe.index_coverage,
        "cap": recipe.cap,
        "includeThin": recipe.include_thin,
        "leastPopulation": recipe.least_population,
        "leftOut": sorted(recipe.left_out),
        "excluded": dict(recipe.excluded),
    }


def from_data(data: Mapping[str, Any], name: str, version: int) -> Recipe:
    """A recipe as it was kept. Raises KeyError, TypeError or ValueError for what no version of the program has written."""
    return Recipe(
        name=name,
        version=version,
        reference=Reference.of(data["reference"]),
        base_year=None if data["baseYear"] is None else int(data["baseYear"]),
        treatment=Treatment.of(data["treatment"]),
        normalisation=Normalisation.of(data["normalisation"]),
        aggregation=Aggregation.of(data["aggregation"]),
        area_weights={SubIndex.of(area): float(weight) for area, weight in data["areaWeights"].items()},
        indicator_weights={str(code): float(weight) for code, weight in data["indicatorWeights"].items()},
        area_coverage=float(data["areaCoverage"]),
        index_coverage=float(data["indexCoverage"]),
        cap=None if data["cap"] is None else float(data["cap"]),
        include_thin=bool(data["includeThin"]),
        least_population=int(data["leastPopulation"]),
        left_out=frozenset(map(str, data["leftOut"])),
        excluded={str(code): str(reason) for code, reason in data["excluded"].items()},
    )
