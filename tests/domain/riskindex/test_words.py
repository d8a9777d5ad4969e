from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.riskindex.charts import sources
from app.domain.riskindex.series import Indicator, Measure, compared_with
from app.domain.riskindex.words import in_words
from tests.domain.riskindex.panels import indicators


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        (Measure.TOTAL, 180.0, "Index 180 betyder 80 procent över staden i genomsnitt över fyra områden."),
        (Measure.TOTAL, 84.6, "Index 85 betyder 15 procent under staden i genomsnitt över fyra områden."),
        (Measure.HEALTH, 100.2, "Index 100 är som staden i fråga om hälsa."),
        (Measure.SAFETY, 1180.0, "Index 1\u00a0180 betyder 1\u00a0080 procent över staden i fråga om säkerhet och trygghet."),
    ],
)
def test_an_index_is_told_against_the_city(measure, value, text) -> None:
    assert in_words(measure, value) == text


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("staden samma år = 100", "staden"),
        ("staden 2006 = 100", "staden 2006"),
        ("befolkningsvägt medelvärde samma år = 100", "det befolkningsvägda medelvärdet"),
        ("enkelt medelvärde 2006 = 100", "det enkla medelvärdet 2006"),
    ],
)
def test_what_100_stands_for_fits_into_a_sentence(reference, text) -> None:
    assert compared_with(reference) == text


def test_a_fixed_base_is_named() -> None:
    assert in_words(Measure.TOTAL, 120.0, "staden 2006") == "Index 120 betyder 20 procent över staden 2006 i genomsnitt över fyra områden."


def test_every_source_is_named_once_or_counted_where_there_is_little_room() -> None:
    def of(*named: str) -> list[Indicator]:
        return [replace(indicators()[0], source=one) for one in named]

    assert sources(of("SCB", "BRÅ", "SCB", "")) == "Källa: BRÅ, SCB"
    assert sources(of("SCB", "BRÅ", "CSN"), 2) == "3 källor, se Underlag"
    assert sources(of("")) == ""
