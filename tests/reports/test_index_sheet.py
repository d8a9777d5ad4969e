"""The sheet of a unit: one A4 whatever it holds, sums that add up as printed, nothing outside the margins."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import numpy as np
import pytest

from app.domain import swedish
from app.domain.riskindex.comments import Comment
from app.domain.riskindex.compute import compute
from app.domain.riskindex.panel import Panel
from app.domain.riskindex.recipe import Aggregation, Recipe
from app.domain.riskindex.sentences import unit_sentences
from app.domain.riskindex.series import Level
from app.domain.riskindex.sheets import IndexSheet, RankInterval
from app.domain.riskindex.why import waterfall
from app.reports.index_sheet import index_sheet_pdf
from tests.domain.riskindex.panels import counts
from tests.reports.memo_cases import RESOURCES
from tests.reports.read_back import assert_own_fonts_only, assert_structure_of_pdf_a_1b, assert_within_margins, pages

NOW = datetime(2016, 3, 14, 9, 30, tzinfo=UTC)


def sheet(panel: Panel | None = None, recipe: Recipe | None = None, comments: int = 0, name: str = "Tensta", text: str = "") -> IndexSheet:
    computed = compute(panel if panel is not None else counts(), recipe or Recipe())
    why = waterfall(computed, "u0", name, Level.DISTRICT, 2012, illustrative=True, source="Provdata")
    return IndexSheet(
        why=why, sentences=unit_sentences(why), belongs="Spånga-Tensta",
        interval=RankInterval(median=2, low=1, high=4, draws=1000, seed=7),
        comments=tuple(Comment(uuid4(), 1, "u0", "", text or f"Kommentar {number}.", NOW, "Handläggare A") for number in range(comments)),
        data_hash="0123456789ab", day="2016-03-14",
    )  # fmt: skip


def many(times: int) -> Panel:
    """The same indicators again and again under other codes."""
    one = counts()
    x, over, under, marks = (np.tile(array, (1, times)) for array in (one.x, one.numerator, one.denominator, one.approximate))
    listed = tuple(
        replace(indicator, code=f"{indicator.code}-{turn}", name=f"{indicator.name} nr {turn}")
        for turn in range(times)
        for indicator in one.indicators
    )
    return replace(
        one, indicators=listed, city=np.tile(one.city, times), x=x, numerator=over, denominator=under, approximate=marks.astype(bool)
    )


def test_what_is_marked_has_its_interval_and_shrunk_value_and_small_rates_their_digits() -> None:
    panel = counts()
    over, under = panel.numerator.copy(), panel.denominator.copy()
    over[0, 0], under[0, 0] = 7, 28
    over[0, 1] = 1
    held = sheet(replace(panel, numerator=over, denominator=under, x=panel.multiplier * over / under))
    marked = next(one for one in held.why.rows if one.small)
    low = next(one for one in held.why.rows if one.x is not None and one.x < 1)
    [text] = pages(index_sheet_pdf(held, RESOURCES))
    assert marked.uncertain is not None
    assert low.x is not None
    assert f"{marked.name} {marked.uncertain.span} ({swedish.rate(marked.uncertain.shrunk)})" in text
    assert "95 procents intervall (utjämnat värde):" in text
    assert re.search(rf"(?<!\d){swedish.rate(low.x)}(?!\d)", text)
    assert "95 procents intervall" not in pages(index_sheet_pdf(sheet(), RESOURCES))[0]


def test_what_is_shown_only_together_is_named_below_and_sums() -> None:
    panel = counts()
    over = panel.numerator.copy()
    over[0, 0] = 3
    listed = tuple(replace(one, sensitive=number == 0) for number, one in enumerate(panel.indicators))
    held = sheet(replace(panel, numerator=over, x=panel.multiplier * over / panel.denominator, indicators=listed))
    [text] = pages(index_sheet_pdf(held, RESOURCES))
    assert "2 uppgifter, punkter sammanlagt*" in text
    assert "få fall visas inte; sociala riskfaktorer 0 och sociala riskfaktorer 1 sammanlagt" in text
    assert held.why.rows[0].name == "2 uppgifter, punkter sammanlagt"
    assert not any(f"\n{one.name}" in text for one in held.why.rows[0].members)


def test_printed_points_add_up_to_the_printed_index() -> None:
    shown = sheet()
    [text] = pages(index_sheet_pdf(shown, RESOURCES))
    points = [
        Decimal(one.replace("\N{MINUS SIGN}", "-").replace("+", "").replace(",", "."))
        for one in re.findall(r"[+\N{MINUS SIGN}]\d+,\d", text)
    ]
    rows = [one.shown for one in shown.why.rows if one.shown]
    areas = [one.shown for one in shown.why.areas if one.shown]
    assert sorted(points) == sorted([*rows, *areas, *areas])  # areas stand in their own table and as headings
    assert sum(rows) == shown.why.difference


@pytest.mark.parametrize("times", [1, 5, 12])
@pytest.mark.parametrize("comments", [0, 3, 60])
def test_it_is_one_page_within_the_margins_whatever_it_holds(times: int, comments: int) -> None:
    pdf = index_sheet_pdf(sheet(many(times), comments=comments), RESOURCES)
    [text] = pages(pdf)
    assert_within_margins(pdf)
    assert ("Kommentarer" in text) == bool(comments)
    assert ("Kommentarerna fortsätter i programmet." in text) == (comments == 60)
    if times != 5:  # 40 indicators just fit without comments
        assert ("Övriga" in text) == (times == 12)


def test_it_names_what_must_always_be_named() -> None:
    [text] = pages(index_sheet_pdf(sheet(), RESOURCES))
    for part in (
        "Socialt riskindex", "Exempelvärde – inte Swecos uppgift", "Recept: Grundrecept 1",
        "Indexet beskriver områden, inte människorna i dem.",
        "0123456789ab", "Frö 7.", "Utskrivet 2016-03-14", "Plats 1–4 i 90 procent av 1 000 slumpade viktningar", "Till samma nivå",
    ):  # fmt: skip
        assert part in text, part


def test_other_means_show_the_areas_and_say_why_nothing_sums() -> None:
    [text] = pages(index_sheet_pdf(sheet(recipe=Recipe(aggregation=Aggregation.POWER)), RESOURCES))
    assert "kvadratiskt medelvärde går indexet inte att dela upp" in text
    assert "Punkter" not in text


def test_user_text_is_data_however_long_or_odd() -> None:
    odd = "<font color=red>&amp;</font> " + "mycketlångtordutanmellanslag" * 30
    pdf = index_sheet_pdf(sheet(comments=2, name="<b>Tensta</b> & Co " * 9, text=odd), RESOURCES)
    [text] = pages(pdf)
    assert_within_margins(pdf)
    assert "<font color=red>&amp;</font>" in text
    assert "<b>Tensta</b> & Co" in text


def test_it_is_in_the_archive_form_and_the_same_for_the_same_figures() -> None:
    shown = sheet(comments=1)
    first, second = (index_sheet_pdf(shown, RESOURCES, invariant=True) for _ in range(2))
    assert first == second
    assert_own_fonts_only(first)
    assert_structure_of_pdf_a_1b(first)


def test_a_long_recipe_is_named_whole_and_the_page_is_still_one() -> None:
    recipe = Recipe(name="R" * 60, left_out=frozenset(f"kod-som-inte-finns-{number}" for number in range(20)))
    pdf = index_sheet_pdf(sheet(many(5), recipe=recipe, comments=3), RESOURCES)
    [text] = pages(pdf)
    assert_within_margins(pdf)
    assert "kod-som-inte-finns-19" in text
    assert "Indexet beskriver områden, inte människorna i dem." in text
    assert "0123456789ab" in text
