"""What the charts of a plan hold: points in time, round axes, bars within the plan's years, and the same said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.drafts import FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.plan_charts import NO_DATES, TURNED, Tick, objective_chart, timeline
from app.domain.vocabulary import ActivityState

OBJECTIVE = PlanObjective(
    number="1",
    text="Fler är trygga",
    indicator="Andel trygga",
    unit="%",
    baseline=Decimal(41),
    baseline_date=date(2014, 12, 31),
    target=Decimal(52),
    target_date=date(2017, 12, 31),
)
TODAY = date(2016, 3, 1)


def value(number: str, day: date | None, measured: str | None) -> FollowUpValue:
    return FollowUpValue(objective=number, day=day, value=None if measured is None else Decimal(measured))


def plan(*activities: PlanActivity, start: date | None = date(2015, 1, 1), end: date | None = date(2017, 12, 31)) -> PlanDraft:
    return PlanDraft(period_start=start, period_end=end, activities=activities)


def test_only_whole_values_of_the_objective_are_points_and_the_oldest_comes_first() -> None:
    values = [
        value("1", date(2016, 6, 30), "47.5"), value("2", date(2016, 6, 30), "9"), value("1", None, "50"),
        value("1", date(2015, 6, 30), None), value(" 1 ", date(2015, 12, 31), "44"),
    ]  # fmt: skip
    chart = objective_chart(OBJECTIVE, values)
    assert [(one.day, one.value) for one in chart.points] == [(date(2015, 12, 31), 44), (date(2016, 6, 30), Decimal("47.5"))]
    assert chart.span == (date(2014, 12, 31), date(2017, 12, 31))
    assert chart.title == "Mål 1. Andel trygga"


def test_values_without_a_number_belong_to_no_objective() -> None:
    assert objective_chart(replace(OBJECTIVE, number=""), [value("", TODAY, "5")]).points == ()


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "reached"),
    [("41", "52", "52", True), ("41", "52", "51.9", False), ("30", "20", "19", True), ("30", "20", "21", False), ("5", "5", "5", None)],
)
def test_a_target_is_reached_in_the_direction_it_lies(baseline: str, target: str, latest: str, reached: bool | None) -> None:
    objective = replace(OBJECTIVE, baseline=Decimal(baseline), target=Decimal(target))
    assert objective_chart(objective, [value("1", TODAY, latest)]).is_reached is reached


def test_the_sentence_says_what_is_drawn_and_what_is_missing() -> None:
    assert objective_chart(OBJECTIVE, [value("1", TODAY, "47.5")]).sentence == (
        "Utgångsvärde 41 (2014-12-31), mål 52 (2017-12-31); senaste värde 47,5 (2016-03-01), målet är inte nått."
    )
    assert objective_chart(PlanObjective(number="1"), []).sentence == (
        "Utgångsvärde saknas, målvärde saknas; inget uppföljningsvärde är registrerat."
    )


def test_there_is_nothing_to_draw_without_values_or_both_ends() -> None:
    assert objective_chart(OBJECTIVE, []).has_values
    assert not objective_chart(replace(OBJECTIVE, target=None), []).has_values
    assert objective_chart(replace(OBJECTIVE, target=None), [value("1", TODAY, "5")]).has_values
    assert objective_chart(PlanObjective(), []).ticks == ()


@given(st.lists(st.decimals(-(10**27), 10**27, allow_nan=False, places=3), min_size=1, max_size=6))
def test_the_axis_is_round_and_holds_every_value(values: list[Decimal]) -> None:
    rows = [FollowUpValue(objective="1", day=TODAY, value=one) for one in values]
    ticks = objective_chart(PlanObjective(number="1"), rows).ticks
    assert 2 <= len(ticks) <= 8
    assert all(low < high for low, high in pairwise(ticks))
    slack = 1e-9 * max(abs(tick) for tick in ticks)
    assert ticks[0] - slack <= float(min(values))
    assert float(max(values)) <= ticks[-1] + slack


def test_a_time_line_covers_the_whole_years_of_the_plan_and_of_its_activities() -> None:
    drawn = timeline(plan(PlanActivity(start=date(2014, 11, 3), end=date(2018, 2, 1))), TODAY)
    assert (drawn.start, drawn.end) == (date(2014, 1, 1), date(2018, 12, 31))
    assert drawn.ticks == tuple(Tick(date(year, 1, 1), str(year)) for year in range(2014, 2019))


def test_bars_lie_where_their_days_are() -> None:
    whole, half, open_end = (
        PlanActivity(start=date(2015, 1, 1), end=date(2017, 12, 31)),
        PlanActivity(start=date(2016, 7, 1), end=date(2016, 12, 31)),
        PlanActivity(start=date(2017, 1, 1)),
    )
    drawn = timeline(plan(whole, half, open_end), TODAY)
    first, second, third = (drawn.bar(row) for row in drawn.rows)
    assert first == (0.0, pytest.approx(1.0, abs=0.001))
    assert second == (pytest.approx(0.5, abs=0.01), pytest.approx(2 / 3, abs=0.01))
    assert third == (pytest.approx(2 / 3, abs=0.01), 1.0)
    assert drawn.today_position == pytest.approx(0.388, abs=0.001)


def test_what_cannot_be_drawn_is_said() -> None:
    drawn = timeline(plan(PlanActivity(title="Utan tid"), PlanActivity(start=date(2016, 2, 1), end=date(2016, 1, 1))), TODAY)
    assert [row.note for row in drawn.rows] == [NO_DATES, TURNED]
    assert [drawn.bar(row) for row in drawn.rows] == [None, None]


def test_rows_keep_the_order_of_the_plan_with_number_title_time_and_state() -> None:
    late = PlanActivity(number="2.1", title="Sent", start=date(2017, 1, 1), state=ActivityState.NOT_STARTED)
    early = PlanActivity(number="1.1", title="Tidigt", end=date(2015, 5, 1))
    drawn = timeline(plan(late, early), TODAY)
    assert [(row.label, row.time, row.state) for row in drawn.rows] == [
        ("2.1 Sent", "2017-01-01–…", ActivityState.NOT_STARTED),
        ("1.1 Tidigt", "…–2015-05-01", None),
    ]
    assert [row.activity for row in drawn.rows] == [late.uid, early.uid]


def test_today_outside_the_axis_is_not_marked() -> None:
    assert timeline(plan(), date(2018, 1, 1)).today_position is None


@given(st.dates(), st.dates())
def test_any_period_has_a_readable_number_of_years(one: date, other: date) -> None:
    drawn = timeline(plan(start=min(one, other), end=max(one, other)), TODAY)
    assert 1 <= len(drawn.ticks) <= 12
    assert all(0 <= drawn.position(tick.day) <= 1 for tick in drawn.ticks)
