"""Every number and every direction word of the generated sentences is that of the figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from app.domain import swedish
from app.domain.riskindex.compute import Computed, compute
from app.domain.riskindex.recipe import Aggregation, Normalisation, Recipe, Reference
from app.domain.riskindex.rounding import rounded
from app.domain.riskindex.sentences import changed_sentences, compared_sentences, unit_sentences
from app.domain.riskindex.series import Level
from app.domain.riskindex.why import Waterfall, compared, inside, waterfall
from app.domain.riskindex.why_years import changed
from app.domain.vocabulary import SubIndex
from tests.domain.riskindex.datasets import counted, panel_of
from tests.domain.riskindex.panels import counts

NUMBER = re.compile(r"\d[\d\N{NO-BREAK SPACE}]*(?:,\d+)?")
WORDS = ("alfa", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")  # names without digits, so that every number is a figure
DATASETS = range(25)


def named(computed: Computed) -> Computed:
    """The same with indicators called by words."""
    listed = tuple(replace(one, name=word.title()) for one, word in zip(computed.panel.indicators, WORDS, strict=True))
    return replace(computed, panel=replace(computed.panel, indicators=listed))


def shown(computed: Computed, unit: str, name: str = "Ettan", year: int = 2012) -> Waterfall:
    return waterfall(named(computed), unit, name, Level.DISTRICT, year, illustrative=False)


def numbers(text: str) -> list[Decimal]:
    return [Decimal(one.replace("\N{NO-BREAK SPACE}", "").replace(",", ".")) for one in NUMBER.findall(text)]


def only(text: str, allowed: Iterable[Decimal | int | float]) -> None:
    """Every number in the text is one of these."""
    known = {Decimal(str(one)) for one in allowed}
    assert set(numbers(text)) <= known, (text, known)


def claims(text: str, pattern: str) -> list[tuple[str, Decimal]]:
    """(indicator's name, number) for each place where the pattern, with those two groups, is found."""
    return [(name.title(), numbers(number)[0]) for name, number in re.findall(pattern, text)]


@pytest.mark.parametrize("seed", DATASETS)
def test_sentences_of_a_unit_say_what_the_figures_say(seed: int) -> None:
    computed = compute(counts(14, seed, missing=0.06), Recipe())
    for unit in computed.panel.units:
        found = shown(computed, unit)
        told = unit_sentences(found)
        text = " ".join(told)
        if found.index is None:
            assert told == (found.reason,)
            continue
        assert 2 <= len(told) <= 4
        assert "procent risk" not in text
        rows = {one.name: one for one in found.rows}
        people = [abs(one.people) for one in found.rows if one.people is not None]
        whole = int(Decimal(str(found.index)).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
        only(
            text, [rounded(found.index), 2012, found.rank, found.out_of, whole, abs(whole - 100), *people,
                   *(abs(one.shown) for one in found.rows)],
        )  # fmt: skip
        assert f"index {swedish.decimal(found.index)} 2012, plats {found.rank} av {found.out_of}." in told[0]
        pushes = {"bidrar med": 1, "höjer indexet med": 1, "drar ned med": -1, "drar ned indexet med": -1}
        said = re.findall(r"(\w+)(?:, som)? (bidrar med|höjer indexet med|drar ned med|drar ned indexet med) ([\d,]+)", told[2])
        assert said
        for name, verb, number in said:
            assert rows[name.title()].shown == pushes[verb] * numbers(number)[0], (text, name)
        for name, number in claims(told[2], r"(\w+) \(([\d,]+) punkt"):
            assert abs(rows[name].shown) == number
            assert (rows[name].shown > 0) == (found.difference >= 0)
        cause = max(one.shown for one in found.rows) if found.difference >= 0 else min(one.shown for one in found.rows)
        assert rows[said[0][0].title()].shown == cause
        for name, number, word in re.findall(r"i fråga om (\w+) skulle antalet behöva vara ([\d\xa0]+) (lägre|högre)", text):
            assert rows[name.title()].people == (1 if word == "lägre" else -1) * numbers(number)[0]
        gone = {inside(one.name) for one in found.missing}
        for part in re.findall(r"Värde saknas för (.+)\.", text):
            assert set(re.split(r", | och ", part)) <= gone


def test_above_and_below_are_told_by_the_whole_number_that_is_shown() -> None:
    computed = compute(counts(30, 4), Recipe())
    for unit in computed.panel.units:
        found = shown(computed, unit)
        text = " ".join(unit_sentences(found))
        assert found.index is not None
        words = re.findall(r"betyder \d+ procent (över|under) staden i genomsnitt över fyra områden", text)
        assert words == ([] if round(found.index) == 100 else ["över" if found.index > 100 else "under"])


def test_fewer_areas_and_weights_are_told_of() -> None:
    weights = {SubIndex.SOCIAL: 2.0, SubIndex.HEALTH: 1.0, SubIndex.SAFETY: 1.0, SubIndex.LIVELIHOOD: 0.0}
    text = " ".join(unit_sentences(shown(compute(counts(), Recipe(area_weights=weights)), "u0")))
    assert "i vägt genomsnitt över tre områden" in text


def test_one_area_alone_is_no_mean() -> None:
    only_health = {area: float(area is SubIndex.HEALTH) for area in SubIndex}
    text = " ".join(unit_sentences(shown(compute(counts(), Recipe(area_weights=only_health)), "u0")))
    assert "i genomsnitt" not in text
    assert re.search(r"betyder \d+ procent (över|under) staden i fråga om hälsa\.", text)


def test_a_mean_is_named_in_its_definite_form() -> None:
    text = " ".join(unit_sentences(shown(compute(counts(), Recipe(reference=Reference.POPULATION)), "u0")))
    assert re.search(r"procent (över|under) det befolkningsvägda medelvärdet i genomsnitt", text)


def test_how_many_fewer_is_said_of_the_number() -> None:
    computed = compute(counts(12, 5), Recipe())
    texts = [" ".join(unit_sentences(shown(computed, unit))) for unit in computed.panel.units]
    assert any(re.search(r"skulle antalet behöva vara [\d\xa0]+ (lägre|högre)\.", text) for text in texts)


def test_a_method_without_points_tells_of_the_areas_and_why() -> None:
    found = shown(compute(counts(), Recipe(aggregation=Aggregation.GEOMETRIC)), "u0")
    told = unit_sentences(found)
    assert told[-1] == found.note
    assert "punkter" not in " ".join(told[:-1])
    assert "procent" not in " ".join(told)
    values = {one.area.label.lower(): one.value for one in found.areas if one.value is not None}
    highest, high, lowest, low = re.findall(r"Högst är (.+) med ([\d,]+) och lägst (.+) med ([\d,]+)\.", told[1])[0]
    assert (highest, lowest) == (max(values, key=lambda one: values[one]), min(values, key=lambda one: values[one]))
    assert (high, low) == (swedish.decimal(values[highest]), swedish.decimal(values[lowest]))


def test_other_scales_are_never_called_per_cent() -> None:
    text = " ".join(unit_sentences(shown(compute(counts(), Recipe(normalisation=Normalisation.Z_SCORE)), "u0")))
    assert "procent" not in text
    assert "punkter" in text


def test_a_hidden_count_is_never_in_a_sentence() -> None:
    panel = counts(12, 5)
    marked = tuple(replace(one, sensitive=True) for one in panel.indicators)
    over = np.minimum(panel.numerator, 4.0)
    small = replace(panel, numerator=over, x=panel.multiplier * over / panel.denominator, indicators=marked)
    computed = compute(small, Recipe(include_thin=True))
    for unit in computed.panel.units:
        assert "skulle antalet" not in " ".join(unit_sentences(shown(computed, unit)))


@pytest.mark.parametrize("seed", DATASETS)
def test_sentences_of_two_units_say_what_the_figures_say(seed: int) -> None:
    computed = compute(counts(8, seed, missing=0.06), Recipe())
    held = [unit for unit in computed.panel.units if shown(computed, unit).sums]
    for one, other in itertools.pairwise(held):
        found = compared(shown(computed, one, "Ettan"), shown(computed, other, "Tvåan"))
        assert found is not None
        text = " ".join(compared_sentences(found))
        rows = {row.indicator.name: row for row in found.rows}
        only(
            text,
            [rounded(found.first.index or 0), rounded(found.second.index or 0), abs(found.shown), *(abs(row.shown) for row in found.rows)],
        )
        for number, word in re.findall(r"ligger ([\d,]+) punkte?r? (högre|lägre) än Tvåan", text):
            assert found.shown == (1 if word == "högre" else -1) * numbers(number)[0]
        for name, number, where in re.findall(r"(\w+), som ger ([\d,]+) punkte?r? mer i (Ettan|Tvåan)", text):
            assert rows[name.title()].shown == (1 if where == "Ettan" else -1) * numbers(number)[0]
        for name, number in claims(text, r"(\w+) \(([\d,]+) punkt"):
            assert abs(rows[name].shown) == number
        for part, where in re.findall(r"(?:skiljer sig: |; )([\w, ]+?) räknas bara i (Ettan|Tvåan)", text):
            lost = "second" if where == "Ettan" else "first"
            assert {name.title() for name in re.split(r", | och ", part)} == {
                row.indicator.name for row in found.rows if getattr(row, lost) is None
            }


def test_a_unit_beside_itself_is_told_by_year() -> None:
    computed = compute(counts(8, 1), Recipe())
    found = compared(shown(computed, "u0", year=2012), shown(computed, "u0", year=2006))
    assert found is not None
    assert compared_sentences(found)[0].startswith("Ettan 2012 och Ettan 2006 har båda index ")


@pytest.mark.parametrize("base", [None, 2006])
@pytest.mark.parametrize("seed", range(12))
def test_sentences_of_a_change_say_what_the_figures_say(seed: int, base: int | None) -> None:
    data = counted(seed, (2006, 2012), missing=0.2)
    panels = {year: panel_of(data, Level.DISTRICT, year) for year in (2006, 2012)}
    recipe = Recipe(base_year=base)
    first, second = (named(compute(panels[year], recipe, panels[2006] if base else None)) for year in (2006, 2012))
    for unit in second.panel.units:
        found = changed(first, second, unit, "Ettan", 2006, 2012)
        assert found is not None
        text = " ".join(changed_sentences(found))
        rows = {row.indicator.name: row.shown for row in found.rows}
        share = rounded(float(abs(found.shown) / rounded(found.before) * 100))
        figures: list[Decimal | int] = [
            rounded(found.before),
            rounded(found.after),
            abs(found.own_shown),
            abs(found.city_shown),
            2006,
            2012,
        ]
        only(text, [*figures, *(abs(one) for one in rows.values()), *([share] if base else [])])
        assert ("procent" in text) == (base is not None and found.shown != 0)
        for word, before, after in re.findall(r"(steg|föll) från ([\d,]+) till ([\d,]+)", text):
            assert (word == "steg") == (found.after > found.before)
            assert (before, after) == (swedish.decimal(found.before), swedish.decimal(found.after))
        for whose, word, number in re.findall(r"(Områdets egen|stadens) utveckling (höjde|sänkte) det med ([\d,]+)", text):
            part = found.own_shown if whose == "Områdets egen" else found.city_shown
            assert part == (1 if word == "höjde" else -1) * numbers(number)[0]
        for word, rest in re.findall(r"Mest (höjde|sänkte) (.+?)\.", text):
            for name, number in claims(rest, r"(\w+) med ([\d,]+)"):
                assert rows[name] == (1 if word == "höjde" else -1) * number
