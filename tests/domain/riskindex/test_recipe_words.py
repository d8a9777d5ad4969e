"""A recipe line by line, and what differs between two."""

from __future__ import annotations

from dataclasses import fields, replace

from app.domain.riskindex.recipe import Aggregation, Recipe, Reference
from app.domain.riskindex.recipe_words import CONSEQUENCES, LABELS, differences, lines
from app.domain.vocabulary import SubIndex

NAMES, UNITS = {"ohalsa": "Ohälsotal"}, {"hansta": "Hansta"}


def test_every_choice_of_a_recipe_has_a_line_and_what_it_means() -> None:
    choices = {one.name for one in fields(Recipe)} - {"name", "version"}
    assert set(LABELS) == choices == set(lines(Recipe(), NAMES, UNITS))
    assert set(CONSEQUENCES) == choices - {"area_weights", "indicator_weights"}


def test_the_line_for_footers_is_swedish_and_names_what_is_left_out() -> None:
    recipe = Recipe(
        cap=250.5, left_out=frozenset({"ohalsa", "annat"}), excluded={"hansta": "naturreservat"}, indicator_weights={"ohalsa": 0.5},
        reference=Reference.SIMPLE, base_year=2006,
    )  # fmt: skip
    assert recipe.told(NAMES) == (
        "Grundrecept 1 · enkelt medelvärde, 2006 = 100 · komplement · aritmetiskt medelvärde · tak 250,5 · utan annat, Ohälsotal · "
        "egna vikter (1 indikator) · 1 undantaget från plats"
    )
    assert "utan annat, ohalsa" in recipe.text


def test_only_what_differs_is_told_with_names() -> None:
    weights = {**dict.fromkeys(SubIndex, 1.0), SubIndex.LIVELIHOOD: 2.0}
    other = replace(
        Recipe(), aggregation=Aggregation.POWER, area_weights=weights, left_out=frozenset({"ohalsa"}), excluded={"hansta": "naturreservat"},
        base_year=2006, cap=300.0, indicator_weights={"ohalsa": 0.5},
    )  # fmt: skip
    assert differences(Recipe(), Recipe(name="Annat", version=4), NAMES, UNITS) == ()
    assert differences(Recipe(), other, NAMES, UNITS) == (
        ("Basår", "samma år", "2006"),
        ("Sammanvägning", "aritmetiskt medelvärde", "kvadratiskt medelvärde"),
        ("Vikt mellan delindex", "lika", "sociala riskfaktorer 1, hälsa 1, säkerhet och trygghet 1, försörjning 2"),
        ("Egna vikter för indikatorer", "inga", "Ohälsotal 0,5"),
        ("Tak för en indikator", "inget", "300"),
        ("Uteslutna indikatorer", "inga", "Ohälsotal"),
        ("Områden utan plats", "inga", "Hansta – naturreservat"),
    )
