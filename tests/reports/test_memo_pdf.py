"""The memo is read back from the PDF: what stands on it, in which order, and that it will last."""

from __future__ import annotations

import hashlib
import re
from dataclasses import fields, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.domain import catalogues
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Kind
from app.domain.riskindex.series import Bar
from app.domain.rules.evidence import Departure
from app.domain.texts.content import MemoContent, memo_content
from app.domain.texts.memo import MemoEvidence, memo_passages
from app.domain.vocabulary import DecisionOutcome
from app.errors import EnvironmentProblem
from app.reports import fonts
from app.reports.memo import memo_pdf
from app.reports.text import MARK, missing_glyphs
from tests.reports.memo_cases import APPLICATION, PROCESS, RESOURCES, fixed_case, memo_case, proposing
from tests.reports.read_back import (
    assert_own_fonts_only,
    assert_packet_mirrors_information,
    assert_structure_of_pdf_a_1b,
    assert_within_margins,
    outline,
    pages,
    squeezed,
)

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "memo.txt"


def content_of(case: MemoEvidence) -> MemoContent:
    return memo_content(case, memo_passages(case))


def written(case: MemoEvidence) -> bytes:
    return memo_pdf([content_of(case)], RESOURCES, invariant=True)


@lru_cache(maxsize=1)
def usual() -> bytes:
    return written(memo_case())


# --- what stands on the paper --------------------------------------------------------------------


def test_every_line_of_the_golden_text_stands_in_the_pdf() -> None:
    whole = squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(written(fixed_case()))).pages))
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        for part in line.split(" | "):
            shown = part.replace(".", ",") if re.fullmatch(r"\d+\.\d", part) else part
            shown = re.sub(r"^(\d)\. ", r"\1.", shown)
            assert squeezed(shown) in without_heads(whole), part


def without_heads(text: str) -> str:
    """Squeezed text with the running heads taken out, so that paragraphs join over page turns."""
    return re.sub(r"Tjänsteutlåtande,dnr328-1204/2015Sida\d\(\d\)", "", text)


def test_headings_come_in_the_fixed_order_and_are_the_outline() -> None:
    assert outline(usual()) == [
        (0, "Ansökan från Spånga-Tensta stadsdelsnämnd om medel för Läxhjälp på Tensta bibliotek"),
        (1, "Stadsledningskontorets förslag till beslut"),
        (1, "Sammanfattning"),
        (1, "Bakgrund"),
        (1, "Ärendet"),
        (1, "Ärendets beredning"),
        (1, "Stadsledningskontorets synpunkter och förslag"),
        (2, "Formella förutsättningar"),
        (2, "Bedömning"),
        (2, "Social risk"),
        (2, "Ekonomi"),
        (2, "Uppföljning och implementering"),
        (2, "Samlad bedömning"),
        (1, "Bilagor"),
        (1, "Bilaga 1. Regelprövning"),
    ]
    text = " ".join(pages(usual()))
    places = [text.index(heading) for _, heading in outline(usual())]
    assert places == sorted(places)


def test_signatures_stand_right_after_the_decision_points_and_before_the_summary() -> None:
    first = pages(usual())[0]
    order = ["senast den 31 mars 2018.", "Stadsdirektör", "Biträdande stadsdirektör", "Sammanfattning"]
    assert [first.index(one) for one in order] == sorted(first.index(one) for one in order)


def test_the_head_holds_sender_number_date_caseworker_and_addressee() -> None:
    first = pages(usual())[0]
    for text in (
        "Stadsledningskontoret", "Förnyelseavdelningen", "Tjänsteutlåtande", "Dnr 328-1204/2015", "2015-10-19", "Handläggare",
        "Telefon 08-508 00 00", "Till", "Kommunstyrelsen",
    ):  # fmt: skip
        assert text in first


def test_the_footer_stands_on_the_first_page_alone() -> None:
    first, *others = pages(usual())
    assert "Stadshuset, 105 35 Stockholm" in first
    assert not any("105 35" in page for page in others)


def test_pages_are_numbered_of_their_total() -> None:
    found = pages(usual())
    for number, page in enumerate(found, 1):
        assert f"Sida {number} ({len(found)})" in page


def test_several_memos_in_one_file_start_on_new_pages_and_count_their_own() -> None:
    short = replace(content_of(memo_case()), registry_number="1/2015")
    short = replace(short, cases=(replace(short.cases[0], sections=short.cases[0].sections[:1]),))
    found = pages(memo_pdf([content_of(memo_case()), short, short], RESOURCES))
    first = len(pages(usual()))
    assert f"Sida {first} ({first})" in found[first - 1]
    for page in found[first:]:
        assert "Dnr 1/2015" in page
        assert "Sida 1 (1)" in page
    assert len(found) == first + 2


def test_amounts_and_the_repeated_table_head_are_there() -> None:
    found = pages(usual())
    text = " ".join(found)
    assert "Kommunstyrelsen beviljar Spånga-Tensta stadsdelsnämnd 2 450 000 kr för Läxhjälp på Tensta bibliotek" in text
    assert "Summa 2 450 000 240 000 40 000 2 730 000" in text
    assert sum("Regel Utfall Skäl" in page for page in found) >= 2


def test_example_index_values_are_marked_beside_the_chart() -> None:
    page = next(page for page in pages(usual()) if "1 av 6 ligger över staden" in page)
    assert "Exempelvärde – inte Swecos uppgift" in page
    assert "Indexet beskriver områden, inte människorna i dem." in page
    assert "180,4" in page


@pytest.mark.parametrize("outcome", list(DecisionOutcome))
def test_every_outcome_gives_a_memo(outcome: DecisionOutcome) -> None:
    case = memo_case(process=proposing(outcome, 1_000_000, remit_reason="budgeten"))
    assert squeezed(memo_passages(case)[0].text.splitlines()[0]) in squeezed(pages(written(case))[0])


def test_nothing_is_drawn_outside_the_margins() -> None:
    assert_within_margins(usual())


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = (
    "<img src='file:///etc/passwd'/>",
    '<font color="red">röd</font> & ]]> &amp; &#65;',
    "<para><b>öppen",
    "{0} %s %(x)s ${y} =1+1",
    "O'Brien -- \\n \\x00",
)


def filled_with(text: str) -> MemoEvidence:
    """The usual case with this text in every place that takes text."""
    names = [one.name for one in fields(ApplicationDraft) if type(getattr(APPLICATION, one.name)) is str]
    strings = {name: text for name in names if name not in ("applicant", "co_applicant")}
    draft = replace(
        APPLICATION,
        **strings,
        objectives=tuple(replace(one, text=text, indicator=text, unit=text) for one in APPLICATION.objectives),
        milestones=tuple(replace(one, text=text) for one in APPLICATION.milestones),
        partners=tuple(replace(one, organisation=text, role=text) for one in APPLICATION.partners),
    )
    process = replace(PROCESS, caseworker=text, caseworker_phone=text, report_in=text, consultation_note=text)
    case = memo_case()
    assert case.ranking is not None
    return replace(
        case,
        evidence=replace(case.evidence, application=draft, process=process),
        results=tuple(replace(one, reason=text, judgement_reason=text) for one in case.results),
        departures=(Departure("R05", text, "x"),),
        annexes=(text,),
        ranking=replace(case.ranking, title=text, subtitle=text, bars=tuple(replace(one, label=text) for one in case.ranking.bars)),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_field_appears_letter_by_letter(text: str) -> None:
    whole = squeezed(" ".join(pages(written(filled_with(text)))))
    assert whole.count(squeezed(text.rstrip(" .;:,"))) > 20


@pytest.mark.parametrize("text", ["x" * 50_000, "ord " * 12_500, "å\n\n" * 5_000, "W" * 300])
def test_text_of_any_length_is_laid_out_whole(text: str) -> None:
    case = memo_case()
    title = text.strip()[:20_000]
    draft = replace(APPLICATION, title=title, description=text, registry_number_city=text)
    results = tuple(replace(one, reason=text, judgement_reason=None) for one in case.results[:2])
    pdf = written(replace(case, evidence=replace(case.evidence, application=draft), results=results, annexes=(text,)))
    letter = text[0]
    assert squeezed(" ".join(pages(pdf))).count(letter) >= 4 * squeezed(text).count(letter)


def test_the_fullest_case_that_can_be_stored_is_written() -> None:
    long_ones = {one.key: "ord, " * 4_000 for one in catalogues.APPLICATION.fields if one.kind is Kind.LONG_TEXT}
    case = memo_case()
    full = replace(case, evidence=replace(case.evidence, application=replace(APPLICATION, **long_ones)))
    assert len(PdfReader(BytesIO(written(full))).pages) > 50


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_at_all_gives_a_pdf(text: str) -> None:
    case = memo_case()
    draft = replace(APPLICATION, title=text, description=text, registry_number_city=text)
    pdf = written(replace(case, evidence=replace(case.evidence, application=draft), results=case.results[:1], annexes=(text,)))
    assert len(PdfReader(BytesIO(pdf)).pages) >= 3


def test_signs_without_a_glyph_are_marked_on_paper_and_named() -> None:
    text = "Łódź 申 😀 \u202egnol\u200d å ä ö"
    assert missing_glyphs(text, RESOURCES) == "申😀\u202e\u200d"
    assert f"Łódź {MARK} {MARK} {MARK}gnol{MARK} å ä ö" in " ".join(pages(written(memo_case(replace(APPLICATION, purpose=text)))))


def test_decomposed_letters_are_printed_as_one_sign() -> None:
    assert missing_glyphs("La\u0308xhja\u0308lp\u00ad", RESOURCES) == ""
    assert "Läxhjälp i vardagen" in " ".join(pages(written(memo_case(replace(APPLICATION, purpose="La\u0308xhja\u0308lp i vardagen")))))


def test_a_value_that_is_not_a_number_leaves_the_chart_standing() -> None:
    case = memo_case()
    assert case.ranking is not None
    bars = (Bar("a", "Ett", float("nan"), 1), Bar("b", "Två", float("inf"), 2), Bar("c", "Tre", -5.0, 3))
    assert "−5,0" in " ".join(pages(written(replace(case, ranking=replace(case.ranking, bars=bars)))))


# --- that it lasts -------------------------------------------------------------------------------


def test_equal_memos_give_equal_bytes() -> None:
    assert hashlib.sha256(usual()).digest() == hashlib.sha256(written(memo_case())).digest()


def test_only_embedded_fonts_of_ours_are_referenced() -> None:
    assert_own_fonts_only(usual())


def test_the_structure_is_that_of_pdf_a_1b() -> None:
    assert_structure_of_pdf_a_1b(usual())


def test_the_xmp_packet_mirrors_the_information_dictionary() -> None:
    assert_packet_mirrors_information(memo_pdf([content_of(memo_case())], RESOURCES))


def test_metadata_names_the_office_and_no_person_or_path() -> None:
    info = PdfReader(BytesIO(usual())).metadata
    assert info is not None
    assert info.title == "Tjänsteutlåtande: Ansökan från Spånga-Tensta stadsdelsnämnd om medel för Läxhjälp på Tensta bibliotek"
    assert info.author == "Stadsledningskontoret"
    assert b"/home/" not in usual()
    assert str(Path.home()).encode() not in usual()


def test_a_usual_memo_is_small() -> None:
    assert len(usual()) < 120_000


def test_a_missing_font_or_profile_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"Typsnittet LiberationSerif-Regular\.ttf saknas"):
        memo_pdf([content_of(memo_case())], tmp_path)
    (tmp_path / "fonts").mkdir()
    for file in fonts.FILES.values():
        (tmp_path / "fonts" / file).write_bytes((RESOURCES / "fonts" / file).read_bytes())
    with pytest.raises(EnvironmentProblem, match=r"Färgprofilen sRGB\.icc saknas"):
        memo_pdf([content_of(memo_case())], tmp_path)


def test_a_file_without_memos_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        memo_pdf([], RESOURCES)
