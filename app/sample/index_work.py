"""What the office has done with the example index: recipes, a result to lean on, and what it knows that the figures do not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.riskindex.recipe import DEFAULT
from app.domain.riskindex.series import Level
from app.domain.vocabulary import SubIndex
from app.sample.index_tables import YEARS
from app.sample.model import CASEWORKER
from app.sample.people import CONTROLLER

DAY = date(2016, 3, 7)


@dataclass(frozen=True, slots=True)
class SampleRecipe:
    name: str
    note: str
    area_weights: Mapping[SubIndex, float] = field(default_factory=dict)  # those that are not 1


@dataclass(frozen=True, slots=True)
class SampleResult:
    name: str
    level: Level
    year: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class SampleComment:
    """On a territory, or on one indicator there."""

    unit: str
    text: str
    indicator: str = ""
    who: str = CASEWORKER


RECIPES = (
    SampleRecipe(DEFAULT, "Lika vikter mellan och inom de fyra områdena."),
    SampleRecipe(
        "Fattigdom väger dubbelt",
        "Prövning: håller ordningen om försörjning väger dubbelt mot de tre andra områdena?",
        {SubIndex.LIVELIHOOD: 2.0},
    ),
)
RESULT = SampleResult("Stadsdelar 2012 inför våren 2016", Level.DISTRICT, YEARS[-1], draws=1_000, seed=2016)
COMMENTS = (
    SampleComment(
        "hasselby-villastad",
        "Smedshagen skiljer sig från resten av stadsdelen: ett högt index i ett litet område som inte syns i stadsdelens medeltal.",
    ),
    SampleComment(
        "kista",
        "Gallerian och arbetsplatserna drar många besökare. Anmälda brott per invånare säger mer om platsen än om dem som bor där.",
        "misshandel",
    ),
    SampleComment(
        "farsta-strand",
        "En serie klotter vid stationen anmäldes under 2012. Jämför med åren före innan något sägs om utvecklingen.",
        "skadegorelse",
        CONTROLLER,
    ),
)
