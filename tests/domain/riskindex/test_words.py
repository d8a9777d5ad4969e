from __future__ import annotations

import pytest

from app.domain.riskindex.series import Measure
from app.domain.riskindex.words import in_words


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


def test_a_fixed_base_is_named() -> None:
    assert in_words(Measure.TOTAL, 120.0, "staden 2006") == "Index 120 betyder 20 procent över staden 2006 i genomsnitt över fyra områden."
