"""The overview reads the newest version for the matrix and the version in force for the rest, in few statements."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import event, select, update

from app.domain.drafts import FollowUpValue, PlanActivity, PlanDraft, PlanObjective
from app.domain.plan_overview import LONG_SINCE, NO_FINANCING
from app.domain.riskindex.series import Level, Measure, SeriesKind
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, DecisionOutcome, Financing, PlanState, SubIndex
from app.models.dialogue import ResidentDialogue
from app.models.plan import LocalActionPlan, PlanIndex
from app.models.riskindex import IndexSeries, IndexValue
from app.services.plan_overview import plans_overview
from app.services.workbench import Workbench
from tests.services.builders import a_good_application

BOARD = "rinkeby-kista"


def a_plan(bench: Workbench, *, version: int = 1, state: PlanState = PlanState.APPROVED, title: str = "Öppen lokal") -> UUID:
    draft = PlanDraft(
        board=BOARD,
        plan_version=version,
        approved_date=date(2014, 2, 1) if state is PlanState.APPROVED else None,
        objectives=(
            PlanObjective(number="1", text="Fler är trygga", area=SubIndex.SAFETY),
            PlanObjective(number="2", text="Fler mår bra", area=SubIndex.HEALTH),
        ),
        follow_up_values=(FollowUpValue(objective="1", day=date(2015, 1, 1), value=Decimal(45)),),
        activities=(
            PlanActivity(number="1.1", title=title, districts=("husby", "rinkeby"), objectives="1", financing=Financing.PROGRAMME),
            PlanActivity(number="1.2", title="Grannsamverkan", districts=("kista",)),
        ),
    )
    return bench.plans.create(draft, state=state).uid


def a_case(
    bench: Workbench, *, version: int | None = 1, activity: str = "1.1", state: ApplicationState = ApplicationState.SUBMITTED
) -> UUID:
    draft = a_good_application(applicant=BOARD, plan_version=version, plan_activity=activity, districts=("husby",))
    return bench.cases.create(draft, state=state).uid


def with_index(bench: Workbench) -> None:
    series = IndexSeries(
        key="s", position=0, name="S", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Exempel",
        reference="staden samma år = 100", illustrative=True,
    )  # fmt: skip
    values = (
        ("husby", Measure.SAFETY, 2012, 160.0), ("husby", Measure.HEALTH, 2012, 130.0), ("husby", Measure.HEALTH, 2011, 90.0),
        ("kista", Measure.SAFETY, 2012, 99.0),
    )  # fmt: skip
    with bench.store.writing() as unit:
        unit.session.add(series)
        unit.session.flush()
        unit.session.add_all(
            [IndexValue(series_key="s", unit=one, measure=what, year=year, value=value) for one, what, year, value in values]
        )


def test_the_matrix_has_every_board_and_its_newest_version(bench: Workbench) -> None:
    a_plan(bench)
    newer = a_plan(bench, version=2, state=PlanState.DRAFT)
    found = bench.queries.plans_overview()
    assert [row.board for row in found.rows] == [one.key for one in bench.programme.programme_boards]
    row = found.rows[0]
    assert (row.plan, row.plan_version, row.state) == (newer, 2, PlanState.DRAFT)
    assert row.cells["objectives"].text == "0 av 2"
    assert row.cells["activities"].text == "2"
    assert not row.cells["approved"].is_met
    assert found.rows[1].plan is None
    assert set(row.cells) == {key for key, _ in found.columns}


def test_a_frozen_index_and_a_registered_dialogue_are_seen(bench: Workbench) -> None:
    uid = a_plan(bench, state=PlanState.DRAFT)
    bench.plans.edit(uid, FieldRef("risk_analysis_text"), "Husby ligger högst.")
    bench.plans.edit(uid, FieldRef("risk_analysis_date"), "2015-01-20")
    with bench.store.writing() as unit:
        plan_id = unit.session.scalars(select(LocalActionPlan.id).where(LocalActionPlan.uid == uid)).one()
        unit.session.add(ResidentDialogue(uid=uuid4(), number="BD-2015-01"))
        unit.session.add(
            PlanIndex(
                plan_id=plan_id, name="S", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Exempel", reference="", recipe="",
                year=2012, frozen_date=date(2015, 1, 20), illustrative=True,
            )
        )  # fmt: skip
        unit.session.execute(update(LocalActionPlan).where(LocalActionPlan.id == plan_id).values(dialogues="BD-2015-01"))
    cells = bench.queries.plans_overview().rows[0].cells
    assert (cells["analysis"].is_met, cells["dialogues"].is_met) == (True, True)


def test_what_is_due_belongs_to_the_version_in_force(bench: Workbench) -> None:
    approved = a_plan(bench)
    a_plan(bench, version=2, state=PlanState.DRAFT)
    due = bench.queries.plans_overview().due
    assert {(one.plan, one.number) for one in due} == {(approved, "1"), (approved, "2")}
    first = next(one for one in due if one.number == "1")
    assert (first.last_value, first.reason, first.board_name) == (date(2015, 1, 1), LONG_SINCE, "Rinkeby-Kista")


def test_activities_without_money_and_money_without_activity(bench: Workbench) -> None:
    a_plan(bench)
    a_case(bench)
    lost, unstated = a_case(bench, activity="9.9"), a_case(bench, version=None)
    a_case(bench, activity="9.9", state=ApplicationState.WITHDRAWN)
    found = bench.queries.plans_overview()
    assert [(one.activity, one.reason) for one in found.without_money] == [("1.2 Grannsamverkan", NO_FINANCING)]
    money = {one.application: one for one in found.money_without_activity}
    assert set(money) == {lost, unstated}
    assert (money[lost].applied, money[lost].granted) == (1_000_000, 0)
    assert money[lost].reason == "”9.9” finns inte i version 1"
    assert money[unstated].reason == "Ansökan anger ingen version av planen"


def test_refused_money_is_no_money(bench: Workbench) -> None:
    a_plan(bench)
    case = a_case(bench, state=ApplicationState.DECIDED)
    bench.cases.edit(case, FieldRef("process.decision_outcome"), DecisionOutcome.REJECTED.label)
    assert [one.activity for one in bench.queries.plans_overview().without_money] == ["1.1 Öppen lokal", "1.2 Grannsamverkan"]


def test_coverage_reads_the_newest_values(bench: Workbench) -> None:
    with_index(bench)
    a_plan(bench)
    a_case(bench)
    found = bench.queries.plans_overview()
    rows = {one.district: one for one in found.coverage}
    assert len(rows) == 21
    assert rows["husby"].risks == ((Measure.HEALTH, 130.0, False), (Measure.SAFETY, 160.0, True))
    assert (rows["husby"].activities, rows["husby"].applications) == (1, 1)
    assert rows["kista"].risks == ()
    assert (found.illustrative, found.index_year) == (True, 2012)
    assert found.index is not None
    assert found.index.source == "Exempel"


def test_the_overview_asks_as_few_questions_of_many_versions_as_of_one(bench: Workbench) -> None:
    def questions() -> int:
        asked = []

        def note(*_args: object) -> None:
            asked.append(1)

        with bench.store.reading() as session:
            engine = session.get_bind()
            event.listen(engine, "before_cursor_execute", note)
            plans_overview(session, bench.programme, bench.today, bench.who)
            event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    a_plan(bench)
    one = questions()
    for version in range(2, 12):
        a_plan(bench, version=version, state=PlanState.DRAFT)
    assert questions() == one < 25
