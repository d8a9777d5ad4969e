"""The letter is read back from the PDF: what stands on it, in which order, and that it will last."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.domain.texts.supplement import LetterContent, LetterGroup, LetterItem, letter_text
from app.errors import EnvironmentProblem
from app.reports.supplement import supplement_pdf
from tests.reports.memo_cases import RESOURCES, programme
from tests.reports.read_back import (
    assert_own_fonts_only,
    assert_packet_mirrors_information,
    assert_structure_of_pdf_a_1b,
    assert_within_margins,
    outline,
    pages,
    squeezed,
)
from tests.reports.supplement_cases import DAY, a_letter

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "supplement.txt"


def written(content: LetterContent) -> bytes:
    return supplement_pdf(content, RESOURCES, invariant=True)


@lru_cache(maxsize=1)
def usual() -> bytes:
    return written(a_letter())


def told(pdf: bytes) -> str:
    """All text with the running heads taken out, so that paragraphs join over page turns."""
    found = squeezed(" ".join(pages(pdf)))
    for number in range(1, len(pages(pdf)) + 1):
        found = found.replace(f"Begäranomkomplettering,dnr328-1204/2015Sida{number}({len(pages(pdf))})", "")
    return found


# --- what stands on the paper --------------------------------------------------------------------


def test_the_letter_as_text_is_the_golden_text() -> None:
    assert letter_text(a_letter()) == GOLDEN.read_text(encoding="utf-8")


def test_every_line_of_the_golden_text_stands_in_the_pdf() -> None:
    whole = told(usual()).casefold()
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        assert squeezed(line).casefold() in whole, line


def test_questions_stand_in_order_under_their_part_of_the_form() -> None:
    assert outline(usual()) == [
        (0, "Begäran om komplettering av ansökan: Läxhjälp på Tensta bibliotek"),
        (1, "Det här behöver vi"),
        (2, "Sökande och ärende"),
        (2, "Tid"),
        (2, "Ekonomi"),
        (2, "Delaktighet och lärande"),
        (2, "Övrigt"),
        (1, "Så svarar ni"),
    ]


def test_the_head_names_sender_receiver_number_and_page() -> None:
    first, second = pages(usual())
    for part in (
        "Begäran Dnr 328-1204/2015 2015-06-12", "Sida 1 (2)", "Stadsledningskontoret", "Spånga-Tensta stadsdelsnämnd", "Utvecklingsledare",
        "Ert dnr 1.2.1-240-2015", "Telefon 08-508 00 00",
    ):  # fmt: skip
        assert part in first, part
    assert second.startswith("Begäran om komplettering, dnr 328-1204/2015 ")
    assert "Sida 2 (2)" in second


def test_the_name_of_every_board_stands_whole_in_the_head() -> None:
    for board in programme().programme_boards:
        content = replace(a_letter(), recipient=(board.name, "Utvecklingsledare", "Ert dnr 1.2.1-240-2015"))
        assert f"Till {board.name} Utvecklingsledare Ert dnr" in pages(written(content))[0]


def test_nothing_is_drawn_outside_the_margins() -> None:
    assert_within_margins(usual())


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = (
    "<img src='file:///etc/passwd'/>",
    '<font color="red">röd</font> & ]]> &amp; &#65;',
    "<para><b>öppen",
    "{0} %s %(x)s ${y} =1+1",
)


def filled_with(text: str) -> LetterContent:
    """The letter with this text in every place that takes text from the case or its handler."""
    content = a_letter()
    group = LetterGroup(text, (LetterItem(1, text, text), LetterItem(2, text, "")))
    texts = {one.name: text for one in fields(content) if type(getattr(content, one.name)) is str}
    return replace(content, **texts, recipient=(text, text), introduction=(text,), groups=(group,), answer=(text,))


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_place_appears_letter_by_letter(text: str) -> None:
    assert squeezed(" ".join(pages(written(filled_with(text))))).count(squeezed(text)) >= 7


@pytest.mark.parametrize("text", ["x" * 20_000, "ord " * 5_000, "å\n\n" * 3_000, "W" * 300])
def test_text_of_any_length_is_laid_out_whole(text: str) -> None:
    content = replace(a_letter(), groups=(LetterGroup("Ekonomi", (LetterItem(1, text, text),)),))
    pdf = written(content)
    assert squeezed(" ".join(pages(pdf))).count(text[0]) >= 2 * squeezed(text).count(text[0])
    assert_within_margins(pdf)


@settings(max_examples=20)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_at_all_gives_a_pdf(text: str) -> None:
    assert len(pages(written(filled_with(text)))) >= 1


# --- that it lasts -------------------------------------------------------------------------------


def test_equal_letters_give_equal_bytes() -> None:
    assert usual() == written(a_letter())


def test_a_letter_kept_as_sent_bears_its_day_and_no_time_of_writing() -> None:
    kept = supplement_pdf(a_letter(), RESOURCES, day=DAY)
    assert kept == supplement_pdf(a_letter(), RESOURCES, day=DAY)
    info = PdfReader(BytesIO(kept)).metadata
    assert info is not None
    assert info.creation_date is not None
    assert info.creation_date.date() == DAY
    assert_packet_mirrors_information(kept)
    assert_structure_of_pdf_a_1b(kept)


def test_only_embedded_fonts_of_ours_are_referenced() -> None:
    assert_own_fonts_only(usual())


def test_the_structure_is_that_of_pdf_a_1b() -> None:
    assert_structure_of_pdf_a_1b(usual())


def test_the_xmp_packet_mirrors_the_information_dictionary() -> None:
    assert_packet_mirrors_information(supplement_pdf(a_letter(), RESOURCES))


def test_metadata_names_the_letter() -> None:
    info = PdfReader(BytesIO(usual())).metadata
    assert info is not None
    assert info.title == "Begäran om komplettering av ansökan: Läxhjälp på Tensta bibliotek"


def test_a_missing_font_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"Typsnittet LiberationSerif-Regular\.ttf saknas"):
        supplement_pdf(a_letter(), tmp_path)
