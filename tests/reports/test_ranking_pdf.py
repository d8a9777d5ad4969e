"""The ranking sheet: one A4, values in Swedish, the line at 100, bands in words and the caution."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from app.domain.riskindex.series import Level, Measure, ranking
from app.reports.chart import chart_height
from app.reports.ranking import ranking_drawing, ranking_pdf
from tests.reports.memo_cases import RESOURCES, city_ranking, info


def text_of(pdf: bytes) -> str:
    [page] = PdfReader(BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


@pytest.mark.parametrize("number", [1, 14, 44, 130, 400])
def test_any_number_of_units_fits_one_a4_with_every_value(number: int) -> None:
    shown = city_ranking(number)
    reader = PdfReader(BytesIO(ranking_pdf(shown, RESOURCES)))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    text = reader.pages[0].extract_text()
    assert sum(f"{bar.value:.1f}".replace(".", ",") in text for bar in shown.bars) >= number * 0.95


def test_the_sheet_says_what_the_values_are() -> None:
    text = text_of(ranking_pdf(city_ranking(), RESOURCES))
    for part in (
        "Totalt index: 27 av 44 ligger över staden", "Publicerad serie · Stadsdel · 2012 · staden samma år = 100", "index 100", "192,0",
        "mycket över staden", "som staden", "under staden", "Indexet beskriver områden, inte människorna i dem.",
        "Exempelvärde – inte Swecos uppgift", "Sida 1 (1)",
    ):  # fmt: skip
        assert part in text, part


def test_real_values_carry_no_example_mark() -> None:
    real = ranking(replace(info(Level.BOARD), illustrative=False), Measure.HEALTH, 2012, [("farsta", "Farsta", 104.2)])
    text = text_of(ranking_pdf(real, RESOURCES))
    assert "Exempelvärde" not in text
    assert "Hälsa: 1 av 1" in text
    assert "Stadsdelsnämndsområde" in text


def test_highlighted_units_are_bold() -> None:
    with_marks = PdfReader(BytesIO(ranking_pdf(city_ranking(5), RESOURCES))).pages[0]
    found: dict[str, str] = {}

    def note(text: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float) -> None:
        if text.strip() and font:
            found[text.strip()] = font["/BaseFont"]

    with_marks.extract_text(visitor_text=note)
    names = {bar.label: bar.unit in ("d0", "d5", "d9") for bar in city_ranking(5).bars}
    for label, marked in names.items():
        assert ("Bold" in found[label]) is marked, label


def test_no_values_are_said_so() -> None:
    assert "Inga indexvärden att visa." in text_of(ranking_pdf(replace(city_ranking(), bars=()), RESOURCES))


def test_equal_rankings_give_equal_bytes_in_the_archive_form() -> None:
    first, second = (ranking_pdf(city_ranking(), RESOURCES, invariant=True) for _ in range(2))
    assert first == second
    with pikepdf.open(BytesIO(first)) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "B")
        assert meta["dc:title"] == "Socialt riskindex: Totalt index: 27 av 44 ligger över staden"


def test_the_drawing_takes_the_size_it_is_given() -> None:
    drawing = ranking_drawing(city_ranking(6), 300, 120, RESOURCES)
    assert drawing.wrap(1000, 1000) == (300, 120)


def test_the_chart_grows_with_its_bars_up_to_the_room_there_is() -> None:
    assert chart_height(city_ranking(3), 500) < chart_height(city_ranking(6), 500) <= chart_height(city_ranking(300), 500) == 500


def test_whiskers_and_marks_of_small_numbers_stand_on_paper_too() -> None:
    plain = city_ranking(5)
    bars = tuple(replace(bar, interval=(bar.value - 4, bar.value + 60), places=(1, 2), is_small=bar.rank == 1) for bar in plain.bars)
    text = text_of(ranking_pdf(replace(plain, bars=bars), RESOURCES))
    assert f"{bars[0].number}" in text
    assert bars[0].number.endswith("*")
    lines = [ranking_pdf(one, RESOURCES, invariant=True) for one in (plain, replace(plain, bars=bars))]
    assert len(lines[1]) > len(lines[0])


def test_the_mark_stands_even_under_a_long_recipe_and_nothing_of_it_is_cut() -> None:
    plain = city_ranking(44)
    footer = "Recept: " + " · ".join(f"val {number}" for number in range(60)) + ". Slut på receptet."
    text = text_of(ranking_pdf(replace(plain, footer=footer), RESOURCES))
    assert "Exempelvärde – inte Swecos uppgift" in text
    assert "Slut på receptet." in text
