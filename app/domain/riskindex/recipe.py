"""How an index is computed: a named recipe with every choice written down (risk-index brief, sections 2, 3 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.vocabulary import Labelled, SubIndex


class Reference(Labelled):
    """What 100 stands for (section 3.1)."""

    CITY = "city", "stadens egen rad"
    POPULATION = "population", "befolkningsvägt medelvärde"
    SIMPLE = "simple", "enkelt medelvärde"


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

    name: str = "Grundrecept"
    version: int = 1
    reference: Reference = Reference.CITY
    base_year: int | None = None  # None: the same year
    treatment: Treatment = Treatment.COMPLEMENT
    normalisation: Normalisation = Normalisation.RATIO
    aggregation: Aggregation = Aggregation.ARITHMETIC
    area_weights: Mapping[SubIndex, float] = field(default_factory=lambda: dict.fromkeys(SubIndex, 1.0))
    indicator_weights: Mapping[str, float] = field(default_factory=dict)  # by code; others weigh as the indicator says
    area_coverage: float = 0.5  # least share of an area's weight that must be present
    index_coverage: float = 0.75  # least share of the areas' weight that must be present
    cap: float | None = None  # highest index of one indicator
    include_thin: bool = False  # thin indicators are computed but held out of the composite
    least_population: int = 1_000  # smaller units get no rank
    left_out: frozenset[str] = frozenset()  # indicators held out by the user

    @property
    def text(self) -> str:
        """One line for footers, Swedish."""
        year = f"staden {self.base_year} = 100" if self.base_year else "samma år = 100"
        parts = [f"{self.name} {self.version}", f"{self.reference.label}, {year}", self.treatment.label, self.aggregation.label]
        parts += [f"tak {self.cap:g}"] if self.cap is not None else []
        parts += ["tunna indikatorer medräknade"] if self.include_thin else []
        return " · ".join(parts)
