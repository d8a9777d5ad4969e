"""A recipe's choices line by line in Swedish, and what differs between two of them (risk-index brief, sections 2 and 7)."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import swedish
from app.domain.riskindex.recipe import Recipe
from app.domain.vocabulary import SubIndex

# What each choice means for the ranking, for forms.
CONSEQUENCES: Mapping[str, str] = {
    "reference": "Vad 100 står för. Stadens egen rad räknar alla invånare, också i områden som är för små för en plats.",
    "base_year": "Samma år passar rangordning. Ett fast basår passar utveckling: då kan alla områden sjunka samtidigt.",
    "treatment": "Hur mått där högre är bättre vänds. Komplement gäller andelar: 60 procent behöriga blir 40 procent obehöriga.",
    "normalisation": "Hur mått med olika enheter görs jämförbara. Kvot mot staden är den enda som går att säga i procent.",
    "aggregation": "Aritmetiskt medelvärde ger bidrag som summerar. Geometriskt döljer ett enstaka högt delindex, kvadratiskt lyfter fram.",
    "area_coverage": "Minsta del av ett delindex vikt som måste ha värden. Annars saknas delindexet för området.",
    "index_coverage": "Minsta del av delindexens vikt som måste finnas. Annars saknas indexet för området.",
    "cap": "Högsta index för en enskild indikator. Tomt: inget tak. 300 hindrar att ett enda mått avgör.",
    "include_thin": "Indikatorer där ett vanligt område har färre än fem väntade fall. De hoppar av slump från år till år.",
    "least_population": "Mindre områden får ingen plats i rangordningen men räknas med i staden.",
    "left_out": "Indikatorer som inte räknas med alls.",
    "excluded": "Områden utan plats i rangordningen, vart och ett med sitt skäl. De räknas ändå med i staden.",
}
LABELS: Mapping[str, str] = {
    "reference": "100 står för",
    "base_year": "Basår",
    "treatment": "Mått där högre är bättre",
    "normalisation": "Jämförbarhet",
    "aggregation": "Sammanvägning",
    "area_weights": "Vikt mellan delindex",
    "indicator_weights": "Egna vikter för indikatorer",
    "area_coverage": "Minsta täckning i ett delindex",
    "index_coverage": "Minsta täckning i indexet",
    "cap": "Tak för en indikator",
    "include_thin": "Tunna indikatorer",
    "least_population": "Minsta antal invånare för plats",
    "left_out": "Uteslutna indikatorer",
    "excluded": "Områden utan plats",
}


def lines(recipe: Recipe, indicators: Mapping[str, str], units: Mapping[str, str]) -> dict[str, str]:
    """Every choice by key, as a person reads it; names of indicators and units by code."""
    return {
        "reference": recipe.reference.label,
        "base_year": "samma år" if recipe.base_year is None else str(recipe.base_year),
        "treatment": recipe.treatment.label,
        "normalisation": recipe.normalisation.label,
        "aggregation": recipe.aggregation.label,
        "area_weights": _areas(recipe),
        "indicator_weights": _pairs({code: _plain(weight) for code, weight in recipe.indicator_weights.items()}, indicators) or "inga",
        "area_coverage": swedish.percent(recipe.area_coverage * 100),
        "index_coverage": swedish.percent(recipe.index_coverage * 100),
        "cap": "inget" if recipe.cap is None else _plain(recipe.cap),
        "include_thin": "räknas med" if recipe.include_thin else "hålls utanför",
        "least_population": swedish.integer(recipe.least_population),
        "left_out": ", ".join(_sorted(dict.fromkeys(recipe.left_out, ""), indicators)) or "inga",
        "excluded": _pairs(recipe.excluded, units, " – ") or "inga",
    }


def differences(first: Recipe, second: Recipe, indicators: Mapping[str, str], units: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """(label, in the first, in the second) of every choice that differs."""
    before, after = lines(first, indicators, units), lines(second, indicators, units)
    return tuple((LABELS[key], before[key], after[key]) for key in LABELS if before[key] != after[key])


def _areas(recipe: Recipe) -> str:
    weights = {area: recipe.area_weights.get(area, 0.0) for area in SubIndex}
    if len(set(weights.values())) == 1:
        return "lika"
    return ", ".join(f"{area.label.lower()} {_plain(weight)}" for area, weight in weights.items())


def _plain(number: float) -> str:
    return swedish.number(round(number, 4))


def _sorted(held: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    return sorted((names.get(code, code) for code in held), key=swedish.sort_key)


def _pairs(held: Mapping[str, str], names: Mapping[str, str], between: str = " ") -> str:
    found = {names.get(code, code): text for code, text in held.items()}
    return ", ".join(f"{name}{between}{found[name]}" for name in sorted(found, key=swedish.sort_key))
