"""The plan is read back from the PDF: what stands on it, in which order, and that it will last."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.domain.drafts import FollowUpValue, PlanDraft
from app.domain.texts.plan import PlanContent
from app.domain.vocabulary import PlanState
from app.errors import EnvironmentProblem
from app.reports.plan import plan_pdf
from app.sample.plans import plan_of, plans
from tests.reports.memo_cases import RESOURCES, programme
from tests.reports.plan_cases import (
    ACTIVITIES,
    APPLICATIONS,
    DIALOGUE,
    INDEX,
    OBJECTIVES,
    PLAN,
    activities,
    content_of,
    empty_content,
)
from tests.reports.read_back import (
    assert_own_fonts_only,
    assert_packet_mirrors_information,
    assert_structure_of_pdf_a_1b,
    assert_within_margins,
    outline,
    pages,
    squeezed,
)

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "plan.txt"


def written(content: PlanContent) -> bytes:
    return plan_pdf(content, RESOURCES, invariant=True)


@lru_cache(maxsize=1)
def usual() -> bytes:
    return written(content_of())


# --- what stands on the paper --------------------------------------------------------------------


def test_every_line_of_the_golden_text_stands_in_the_pdf() -> None:
    whole = squeezed(" ".join(pages(usual())))
    whole = re.sub(r"Lokalhandlingsplan,Rinkeby-Kistastadsdelsnämnd,version2Sida\d\(\d\)", "", whole)
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        for part in line.split(" | "):
            shown = part.replace(".", ",") if re.fullmatch(r"\d+\.\d", part) else part
            assert squeezed(shown) in whole, part


def test_the_outline_is_the_chapters_with_objectives_and_activities_under_them() -> None:
    found = outline(usual())
    assert found[0] == (0, "Lokal handlingsplan för social hållbarhet")
    assert [text[:2] for level, text in found if level == 1] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert (2, "Mål 1. Fler föräldrar känner sig trygga i kontakten med skolan") in found
    assert (2, "Aktivitet 2.1 Trygga stråk till Rinkeby torg") in found
    text = squeezed(" ".join(pages(usual())))
    places = [text.index(squeezed(heading), 60 if level else 0) for level, heading in found]
    assert places == sorted(places)


def test_the_head_names_board_version_state_number_and_page() -> None:
    first, second, *_ = pages(usual())
    for part in ("Rinkeby-Kista stadsdelsnämnd", "Version 2 Godkänd av nämnd", "Dnr 1.2.1.-18/15", "2015-02-26, § 9"):
        assert part in first, part
    assert "Lokal handlingsplan, Rinkeby-Kista stadsdelsnämnd, version 2 " in second


@pytest.mark.parametrize("board", [one.key for one in programme().programme_boards])
def test_a_plan_that_is_not_in_force_says_so_on_every_page(board: str) -> None:
    for state, standing in ((PlanState.STEERED, "inte godkänd"), (PlanState.SUPERSEDED, "ersatt")):
        first, *others = pages(written(content_of(replace(PLAN, board=board), state)))
        assert f"Planen är {standing} av " in first
        assert others
        assert all(f"version 2, {standing} " in page for page in others)


def test_pages_are_numbered_of_their_total() -> None:
    found = pages(usual())
    for number, page in enumerate(found, 1):
        assert f"Sida {number} ({len(found)})" in page


def test_the_empty_plan_fits_two_pages() -> None:
    found = pages(written(empty_content()))
    assert len(found) == 2
    assert "Inga prioriteringar är registrerade." in " ".join(found)


def test_the_objectives_chart_names_target_baseline_and_the_latest_value() -> None:
    page = next(page for page in pages(usual()) if "Uppföljningsvärden, %" in page)
    for part in ("mål 70", "utgångsvärde 58", "61,5", "2014-11-15", "2017-05-31"):
        assert part in page, part


def test_the_time_line_shows_years_states_and_today() -> None:
    page = next(page for page in pages(usual()) if "Tidslinje för aktiviteterna" in page)
    for part in (
        "2015",
        "2016",
        "2017",
        "1.1 Föräldrastöd på fler språk",
        "Ej påbörjad",
        "Avbruten",
        "Start och slut saknas",
        "i dag 2016-03-01",
    ):
        assert part in page, part


@pytest.mark.parametrize("number", [36, 37, 38, 39, 90])
def test_any_number_of_activities_is_drawn_without_an_empty_page(number: int) -> None:
    found = pages(written(content_of(activities(number), applications={})))
    assert all(len(page) > 150 for page in found)
    drawn = [page for page in found if "Aktivitet Läge" in page or "Läge 2015" in page]
    assert sum(page.count(" Föräldrastöd på fler språk Pågår") for page in drawn) == number


def test_short_tables_of_facts_are_not_parted_by_a_page_turn() -> None:
    for lines in range(9, 22):
        found = pages(written(content_of(replace(PLAN, introduction="\n\n".join(["Rad"] * lines)))))
        for first, last in (
            ("Målet är inte komplett", "Ansvarig för målet –"),
            ("Riskanalysens datum 2014-12-09", "Riskindexets år 2012"),
            ("Resurser för mätbara mål", "Ansvarig för att ta fram mål"),
        ):
            assert any(first in page and last in page for page in found), (lines, first)


def test_nothing_is_drawn_outside_the_margins() -> None:
    assert_within_margins(usual())
    assert_within_margins(written(content_of(activities(40))))


@pytest.mark.parametrize("sample", plans(), ids=lambda one: f"{one.plan.board}-{one.plan.plan_version}")
def test_every_plan_of_the_sample_is_written(sample: Any) -> None:
    pdf = written(content_of(sample.plan, sample.state))
    assert_within_margins(pdf)
    text = squeezed(" ".join(pages(pdf)))
    for activity in sample.plan.activities:
        assert squeezed(activity.title) in text


def test_a_plan_of_the_sample_keeps_its_text_whole() -> None:
    plan = plan_of("skarholmen")
    assert squeezed(plan.risk_analysis_text) in squeezed(" ".join(pages(written(content_of(plan)))))


# --- hostile text --------------------------------------------------------------------------------

HOSTILE = (
    "<img src='file:///etc/passwd'/>",
    '<font color="red">röd</font> & ]]> &amp; &#65;',
    "<para><b>öppen",
    "{0} %s %(x)s ${y} =1+1",
)


def filled(row: Any, text: str) -> Any:
    """The row with this text in every place that takes text."""
    return replace(
        row, **{one.name: text for one in fields(row) if type(getattr(row, one.name)) is str and one.name not in ("board", "company")}
    )


def filled_with(text: str) -> PlanContent:
    tables = {one.name for one in fields(PlanDraft) if isinstance(getattr(PLAN, one.name), tuple)} - {"housing_companies"}
    rows = {name: tuple(filled(one, text) for one in getattr(PLAN, name)) for name in tables}
    index = replace(INDEX, name=text, source=text, reference=text, recipe=text)
    leaning = {uid: tuple(filled(one, text) for one in found) for uid, found in APPLICATIONS.items()}
    return content_of(replace(filled(PLAN, text), **rows), index=index, applications=leaning, dialogues=(filled(DIALOGUE, text),))


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_any_field_appears_letter_by_letter(text: str) -> None:
    assert squeezed(" ".join(pages(written(filled_with(text))))).count(squeezed(text.rstrip(" .;:,"))) > 30


def test_markup_in_the_number_of_a_priority_appears_letter_by_letter() -> None:
    plan = replace(PLAN, priorities=(replace(PLAN.priorities[0], number="<b>&1"),))
    assert "<b>&1. Egen försörjning." in " ".join(pages(written(content_of(plan))))


@pytest.mark.parametrize("text", ["x" * 20_000, "ord " * 5_000, "å\n\n" * 3_000, "W" * 300])
def test_text_of_any_length_is_laid_out_whole(text: str) -> None:
    pdf = written(content_of(replace(PLAN, introduction=text, activities=tuple(replace(one, description=text) for one in ACTIVITIES[:1]))))
    assert squeezed(" ".join(pages(pdf))).count(text[0]) >= 2 * squeezed(text).count(text[0])


@settings(max_examples=20)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_at_all_gives_a_pdf(text: str) -> None:
    assert len(pages(written(filled_with(text)))) >= 2


@settings(max_examples=20)
@given(st.lists(st.tuples(st.dates(), st.decimals(-(10**27), 10**27, allow_nan=False, places=3)), max_size=8), st.dates(), st.dates())
def test_any_values_and_days_can_be_drawn(values: list[tuple[date, Decimal]], start: date, end: date) -> None:
    rows = tuple(FollowUpValue(objective="1", day=day, value=value) for day, value in values)
    plan = replace(
        PLAN,
        objectives=(replace(OBJECTIVES[0], baseline_date=start, target_date=None),),
        activities=(replace(ACTIVITIES[0], start=start, end=end),),
        follow_up_values=rows,
    )
    pdf = written(content_of(plan))
    assert_within_margins(pdf)


# --- that it lasts -------------------------------------------------------------------------------


def test_equal_plans_give_equal_bytes() -> None:
    assert usual() == written(content_of())


def test_only_embedded_fonts_of_ours_are_referenced() -> None:
    assert_own_fonts_only(usual())


def test_the_structure_is_that_of_pdf_a_1b() -> None:
    assert_structure_of_pdf_a_1b(usual())


def test_the_xmp_packet_mirrors_the_information_dictionary() -> None:
    assert_packet_mirrors_information(plan_pdf(content_of(), RESOURCES))


def test_metadata_names_the_board_and_the_version() -> None:
    info = PdfReader(BytesIO(usual())).metadata
    assert info is not None
    assert info.title == "Lokal handlingsplan för social hållbarhet: Rinkeby-Kista stadsdelsnämnd, version 2"
    assert info.author == "Rinkeby-Kista stadsdelsnämnd"


def test_a_missing_font_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"Typsnittet LiberationSerif-Regular\.ttf saknas"):
        plan_pdf(content_of(), tmp_path)
