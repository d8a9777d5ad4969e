"""The plan's texts: chapters in the city's order, what is missing said plainly, and nothing that should not be there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from app.domain.drafts import FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.plan_charts import ObjectiveChart, Timeline
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure
from app.domain.texts.plan import PlanContent
from app.domain.texts.sections import Chart, DataTable, Facts, Remark, Section
from app.domain.vocabulary import PlanState
from tests.reports.plan_cases import ACTIVITIES, FIRST, INDEX, OBJECTIVES, PLAN, as_text, content_of, empty_content

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "plan.txt"
Kind = TypeVar("Kind")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def section(content: PlanContent, start: str) -> Section:
    return next(one for one in content.sections if one.heading.startswith(start))


def only(content: PlanContent, start: str, kind: type[Kind]) -> Kind:
    [found] = [part for part in section(content, start).parts if isinstance(part, kind)]
    return found


def facts(content: PlanContent, start: str) -> dict[str, str]:
    return {name: plain(text) for name, text in only(content, start, Facts).rows}


def changed(number: int, **changes: object) -> PlanDraft:
    """The plan with one objective changed."""
    rows = [replace(one, **changes) if place == number else one for place, one in enumerate(OBJECTIVES)]  # type: ignore[arg-type]
    return replace(PLAN, objectives=tuple(rows))


def test_the_whole_plan_reads_as_the_golden_text() -> None:
    assert plain(as_text(content_of())) == GOLDEN.read_text(encoding="utf-8")


def test_chapters_come_in_the_citys_order_also_when_they_are_empty() -> None:
    order = ["1. Inledning", "2. Nuläge", "3. Prioriteringar", "4. Mål", "5. Planerade insatser", "6. Genomförande", "7. Hur målen mäts"]
    for content in (content_of(), empty_content()):
        assert [one.heading for one in content.sections if one.level == 1] == order


def test_an_empty_plan_says_plainly_what_is_missing() -> None:
    text = as_text(empty_content())
    for sentence in (
        "Ingen inledning är registrerad.", "Ingen analys av riskindexet är registrerad.", "Planen har ingen fryst kopia av riskindexet.",
        "Inga boendedialoger är angivna.", "Inga prioriteringar är registrerade.", "Inga mål är registrerade.",
        "Inga aktiviteter är registrerade.", "Inget om genomförandet är registrerat.", "Ingen lokal styrgrupp är registrerad.",
        "Inga arbetsgrupper är registrerade.", "Inga uppgifter om bostadsbolagen är registrerade.",
        "Inga kontakter i facknämnderna är registrerade.", "Inget om hur målen mäts är registrerat.",
        "Samverkansavtal med polisen | Inget är registrerat.", "Brottsförebyggande planering | Inget är registrerat.",
    ):  # fmt: skip
        assert sentence in text, sentence


@pytest.mark.parametrize("state", list(PlanState))
def test_a_plan_that_does_not_apply_says_so_first(state: PlanState) -> None:
    remark = content_of(state=state).remark
    if state in (PlanState.APPROVED, PlanState.REPORTED, PlanState.FOLLOWED_UP):
        assert remark == ""
    elif state is PlanState.SUPERSEDED:
        assert remark == "Planen är ersatt av en senare version."
    else:
        assert remark == "Planen är inte godkänd av nämnden. Innehållet kan ändras."


def test_work_contacts_are_named_by_function_and_their_details_left_out() -> None:
    text = as_text(content_of())
    assert "Trafiknämnden | planeringsledare" in text
    assert "08-508" not in text


def test_an_incomplete_objective_names_its_missing_parts() -> None:
    assert only(content_of(), "Mål 2", Remark).text == (
        "Målet är inte komplett. Detta saknas: utgångsvärde, målvärde, måldatum och hur målet mäts."
    )
    assert not any(isinstance(part, Remark) for part in section(content_of(), "Mål 1").parts)


@pytest.mark.parametrize(
    ("objectives", "expected"),
    [
        (OBJECTIVES[:1], "Målet är komplett."),
        ((OBJECTIVES[0], replace(OBJECTIVES[0], number="2")), "Båda målen är kompletta."),
        (OBJECTIVES[1:], "Planens enda mål är inte komplett."),
    ],
)
def test_the_chapter_of_objectives_counts_the_complete_ones(objectives: tuple[PlanObjective, ...], expected: str) -> None:
    [text] = section(content_of(replace(PLAN, objectives=objectives)), "4. Mål").parts
    assert isinstance(text, str)
    assert text.startswith(expected)


def test_a_chart_is_drawn_only_where_there_is_something_to_draw() -> None:
    assert only(content_of(), "Mål 1", ObjectiveChart).latest is not None
    assert not any(isinstance(part, ObjectiveChart) for part in section(content_of(), "Mål 2").parts)


def test_a_long_objective_stands_under_its_heading() -> None:
    long = "Fler föräldrar " + "och fler barn " * 20
    found = section(content_of(changed(0, text=long)), "Mål 1")
    assert found.heading == "Mål 1"
    assert found.parts[0] == long.strip()


def test_values_of_no_objective_are_not_lost() -> None:
    table = only(content_of(), "7. Hur målen mäts", DataTable)
    assert table.rows == (("7", "2015-11-15", "12", "okänd"),)
    lost = replace(PLAN, objectives=(), follow_up_values=(FollowUpValue(value=Decimal(3)),))
    assert only(content_of(lost), "7. Hur målen mäts", DataTable).rows == (("–", "–", "3", "–"),)


def test_applications_that_lean_on_an_activity_stand_with_their_amounts() -> None:
    table = only(content_of(), "Aktivitet 1.1", DataTable)
    assert [plain(" | ".join(row)) for row in table.rows] == [
        "2015-004 | Språkstöd för föräldrar | Bedömd | 1 250 000",
        "2015-011 | Pappor i förskolan | Beslutad | 480 000",
        "Summa |  |  | 1 730 000",
    ]
    assert table.total
    assert facts(content_of(), "Aktivitet 1.2")["Ansökningar"] == "Ingen ansökan hänvisar till aktiviteten."
    assert "Ansökningar" not in facts(content_of(), "Aktivitet 1.1")


def test_objectives_served_that_do_not_exist_are_told() -> None:
    assert facts(content_of(), "Aktivitet 1.2")["Bidrar till mål"] == "2; 9 (finns inte bland planens mål)"


def test_every_activity_is_in_the_time_line() -> None:
    assert [row.activity for row in only(content_of(), "5. Planerade insatser", Timeline).rows] == [one.uid for one in ACTIVITIES]


def test_the_frozen_index_ranks_the_boards_own_districts_and_says_what_the_values_are() -> None:
    chart = only(content_of(), "Riskindexet", Chart)
    assert [bar.label for bar in chart.ranking.bars] == ["Rinkeby", "Husby", "Kista", "Akalla"]
    for part in ("Publicerad serie", "Stadsdel", "2012", "staden samma år = 100", "fiktiva värden", "fryst 2014-12-10"):
        assert part in chart.ranking.subtitle
    assert chart.ranking.mark == EXAMPLE_MARK
    assert chart.caution
    rows = only(content_of(), "Riskindexet", DataTable).rows
    assert rows[0] == ("Rinkeby", "188,6", "204,1", "139,5", "176,0", "231,7")


def test_real_index_values_carry_no_example_mark() -> None:
    assert EXAMPLE_MARK not in as_text(content_of(index=replace(INDEX, illustrative=False)))


def test_an_index_of_whole_boards_shows_them_all_with_the_own_one_marked() -> None:
    index = replace(INDEX, level=Level.BOARD, values={"rinkeby-kista": {Measure.TOTAL: 151.0}, "farsta": {Measure.TOTAL: 104.0}})
    chart = only(content_of(index=index), "Riskindexet", Chart)
    assert [bar.label for bar in chart.ranking.bars] == ["Rinkeby-Kista", "Farsta"]
    assert chart.ranking.highlight == {"rinkeby-kista"}
    assert only(content_of(index=index), "Riskindexet", DataTable).rows == (("Rinkeby-Kista", "151,0", "–", "–", "–", "–"),)


def test_an_index_without_the_boards_districts_says_so() -> None:
    parts = section(content_of(index=replace(INDEX, values={"farsta": {Measure.TOTAL: 104.0}})), "Riskindexet").parts
    assert "Den frysta kopian saknar värden för nämndens stadsdelar." in parts


def test_dialogues_are_told_in_the_order_the_plan_names_them_and_unknown_ones_named() -> None:
    assert only(content_of(), "Boendedialoger", Remark).text == "Dialogen BD-2014-07 är inte registrerad."
    known = facts(content_of(), "Boendedialoger")
    assert known["Hölls den"] == "2014-10-07"
    assert known["Återkoppling till de boende"] == "Svar lämnades i trapphusen (2014-11-20)"


def test_large_companies_without_a_share_are_named() -> None:
    rows = only(content_of(), "Bostadsbolagens", DataTable).rows
    assert rows[1] == ("AB Familjebostäder", "Bolagets del är inte angiven.")


def test_numbers_are_given_where_the_plan_has_none() -> None:
    plan = replace(PLAN, objectives=(PlanObjective(text="Ett mål"),), activities=(PlanActivity(uid=FIRST),), priorities=PLAN.priorities[:1])
    headings = [one.heading for one in content_of(plan).sections]
    assert "Mål 1. Ett mål" in headings
    assert "Aktivitet" in headings


def test_an_open_period_and_an_approval_in_part_are_shown_as_far_as_known() -> None:
    rows = dict(content_of(replace(PLAN, period_end=None, approved_date=None)).facts.rows)
    assert rows["Period"] == "2015-01-01–…"
    assert plain(rows["Godkänd av nämnden"]) == "§ 9"
    assert dict(content_of(replace(PLAN, approval_paragraph="", approved_date=date(2015, 2, 26))).facts.rows)["Godkänd av nämnden"] == (
        "2015-02-26"
    )
