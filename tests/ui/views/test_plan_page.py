"""The plan's page: states, lock, index, objectives, activities, versions and cases, by actions and keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.domain.drafts import ApplicationDraft, DialogueDraft, PlanActivity, PlanDraft, PlanObjective
from app.domain.riskindex.series import EXAMPLE_MARK, Level, Measure, SeriesKind
from app.domain.rules.evidence import FieldRef
from app.domain.views import FrozenIndex, IndexChange, PlanView
from app.domain.vocabulary import ActivityState, ApplicationState, PlanState
from app.services.workbench import Workbench
from app.ui.session import Session
from app.ui.tables.words import NEW, OLD, side_of, spoken
from app.ui.views.plan_page import LOCKED_TEXT, PlanPage
from app.ui.views.plan_situation import FrozenIndexPanel, frozen_ranking
from app.ui.widgets.link_button import LinkButton

DRAFT = PlanDraft(
    board="skarholmen",
    period_start=date(2015, 1, 1),
    period_end=date(2017, 12, 31),
    dialogues="BD-2015-01; BD-2015-77",
    objectives=(
        PlanObjective(number="1", text="Fler är trygga", indicator="Andel trygga", baseline=Decimal(40), target=Decimal(60)),
        PlanObjective(number="2", text="Fler läser"),
    ),
    activities=(
        PlanActivity(number="1", title="Läxhjälp i Vårberg", districts=("varberg",), start=date(2015, 3, 1), end=date(2016, 6, 30)),
        PlanActivity(number="2", title="Trygga stråk i Bredäng", state=ActivityState.IN_PROGRESS),
    ),
)
INDEX = FrozenIndex(
    name="Stadsdelar 2014",
    kind=SeriesKind.PUBLISHED,
    level=Level.DISTRICT,
    source="Exempelserie",
    reference="staden samma år = 100",
    recipe="medelvärde av fyra delindex",
    year=2014,
    frozen_date=date(2015, 2, 3),
    illustrative=True,
    values={"varberg": {Measure.TOTAL: 150.0, Measure.SAFETY: 90.0}, "bredang": {Measure.TOTAL: 120.0, Measure.SAFETY: 170.0}},
)


@pytest.fixture
def page(qtbot: Any, session: Session) -> PlanPage:
    made = PlanPage(session)
    qtbot.addWidget(made)
    session.changed.connect(lambda _changes: made.reload())
    made.created.connect(made.open)
    made.resize(1000, 560)
    made.show()
    return made


@pytest.fixture
def plan(bench: Workbench) -> UUID:
    return bench.plans.create(DRAFT).uid


def approved(bench: Workbench, uid: UUID) -> None:
    for key, value in (("steering_date", "2015-03-01"), ("approved_date", "2015-03-12"), ("approval_paragraph", "7")):
        bench.plans.edit(uid, FieldRef(key), value)
    bench.plans.move(uid, PlanState.STEERED)
    bench.plans.move(uid, PlanState.APPROVED)


def shown(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


# --- head, states and lock ------------------------------------------------------------------------


def test_a_step_that_lacks_something_names_it_with_a_way_to_the_field(page: PlanPage, plan: UUID, bench: Workbench, qtbot: Any) -> None:
    page.open(plan, "activities")
    page.next_step()
    (link,) = page.needs_strip.links
    assert page.needs_strip.heading.text() == "Innan planen förs till ”Förankrad i lokal styrgrupp”:"
    assert link.shown == "Ange dag då planen förankrades i lokala styrgruppen."
    assert page.tab == "plan"
    page.show_tab("objectives")
    link.click()
    assert page.tab == "plan"
    bench.plans.edit(plan, FieldRef("steering_date"), "2015-03-01")
    page.reload()
    assert page.needs_strip.isHidden()
    page.next_step()
    assert page.head.badge.text == "Förankrad i lokal styrgrupp"
    assert page.head.next_button.text() == "Registrera nämndens godkännande"


def test_approval_asks_first_then_locks_and_forgets_what_could_be_undone(
    page: PlanPage, plan: UUID, bench: Workbench, messages: Any
) -> None:
    bench.plans.edit(plan, FieldRef("steering_date"), "2015-03-01")
    bench.plans.move(plan, PlanState.STEERED)
    page.open(plan)
    page.form.rows["approved_date"].editor.set_text("2015-03-12")
    page.commit()
    assert page.stack is not None
    assert page.stack.canUndo()
    messages.answer_confirm = False
    page.next_step()
    assert bench.plans.load(plan).state is PlanState.STEERED
    messages.answer_confirm = True
    page.next_step()
    assert bench.plans.load(plan).state is PlanState.APPROVED
    assert messages.asked == ["Registrera nämndens godkännande"] * 2
    assert not page.stack.canUndo()
    assert page.locked_strip.text == LOCKED_TEXT
    assert page.form.is_read_only


def test_a_locked_plan_still_takes_report_day_follow_up_and_the_state_of_activities(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    approved(bench, plan)
    page.open(plan)
    page.form.rows["reported_date"].editor.set_text("2015-05-01")
    page.commit()
    page.objectives.add_value("1")
    model = page.activities.form.tables["activities"].model
    state = next(number for number, field in enumerate(model.columns) if field.key == "state")
    assert model.setData(model.index(0, state), "Pågår")
    assert not model.setData(model.index(0, 1), "Annat namn")
    draft = bench.plans.load(plan).draft
    assert draft.reported_date == date(2015, 5, 1)
    assert [one.objective for one in draft.follow_up_values] == ["1"]
    assert (draft.activities[0].title, draft.activities[0].state) == ("Läxhjälp i Vårberg", ActivityState.IN_PROGRESS)


def test_a_new_version_is_made_from_the_strip_and_one_begun_is_opened(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    approved(bench, plan)
    page.open(plan)
    assert page.version_button.text() == "Ny version"
    page.version_button.click()
    second = page.uid
    assert second != plan
    assert page.title == "Skärholmens stadsdelsnämnd, version 2"
    assert page.locked_strip.isHidden()
    page.open(plan)
    assert page.version_button.text() == "Öppna version 2"
    page.commands()["new_version"]()
    assert page.uid == second
    assert len(bench.plans.load(plan).versions) == 2


def test_a_superseded_version_is_read_and_nothing_else(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    approved(bench, plan)
    bench.plans.move(plan, PlanState.SUPERSEDED)
    page.open(plan)
    assert page.locked_strip.text.startswith("Planen är ersatt")
    assert not page.form.may_write("reported_date")
    assert not page.version_button.isVisibleTo(page)
    assert not page.head.next_button.isVisibleTo(page)


def test_a_field_is_found_in_the_tab_where_it_is_edited(page: PlanPage, plan: UUID) -> None:
    page.open(plan)
    places = {
        "risk_analysis_text": "situation",
        "resources_for_targets": "objectives",
        "activities.title": "activities",
        "police_agreement_ref": "plan",
    }
    for key, tab in places.items():
        page.focus_field(FieldRef(key))
        assert page.tab == tab


def test_tabs_count_what_they_hold_and_are_reached_by_keys(page: PlanPage, plan: UUID, qtbot: Any) -> None:
    page.open(plan)
    assert [page.tabs.tabText(number) for number in range(page.tabs.count())] == [
        "Planen", "Nuläge", "Mål 2", "Aktiviteter 2", "Versioner 1", "Ansökningar",
    ]  # fmt: skip
    qtbot.keyClick(page.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.tab == "situation"


def test_typing_is_stored_when_another_tab_is_chosen_and_can_be_taken_back(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    page.open(plan, "situation")
    page.situation.form.rows["risk_analysis_text"].editor.set_text("Höga tal i Vårberg")
    page.show_tab("objectives")
    assert bench.plans.load(plan).draft.risk_analysis_text == "Höga tal i Vårberg"
    assert page.stack is not None
    page.stack.undo()
    assert bench.plans.load(plan).draft.risk_analysis_text == ""


def test_buttons_say_what_they_do_in_words(page: PlanPage, plan: UUID) -> None:
    page.open(plan)
    for key in ("situation", "objectives", "activities", "versions", "cases"):
        page.show_tab(key)
    assert all(button.text() or button.accessibleName() for button in page.findChildren(QPushButton))


# --- Nuläge ---------------------------------------------------------------------------------------


@pytest.fixture
def frozen(qtbot: Any, session: Session, bench: Workbench, plan: UUID) -> FrozenIndexPanel:
    panel = FrozenIndexPanel(session)
    qtbot.addWidget(panel)
    panel.resize(480, 420)
    panel.load(PlanView(uid=plan, version=1, state=PlanState.DRAFT, draft=DRAFT, index=INDEX))
    panel.show()
    return panel


def test_the_frozen_index_is_ranked_with_source_year_recipe_and_mark(frozen: FrozenIndexPanel) -> None:
    assert [bar.label for bar in frozen.chart.ranking.bars] == ["Vårberg", "Bredäng"]
    assert "2014" in frozen.chart.subtitle_label.text()
    assert "Exempelserie" in frozen.chart.subtitle_label.text()
    assert frozen.chart.mark_badge.text == EXAMPLE_MARK
    assert frozen.facts_label.text() == "Stadsdelar 2014. Fryst 2015-02-03. Så är det räknat: medelvärde av fyra delindex."
    frozen.measure_combo.setCurrentIndex(frozen.measure_combo.findData(Measure.SAFETY.value))
    frozen.measure_combo.activated.emit(1)
    assert [bar.label for bar in frozen.chart.ranking.bars] == ["Bredäng", "Vårberg"]


def test_only_the_boards_own_districts_are_ranked(session: Session) -> None:
    from dataclasses import replace

    wide = replace(INDEX, values={**INDEX.values, "tensta": {Measure.TOTAL: 180.0}})
    ranked = frozen_ranking(session.bench.programme, wide, "skarholmen", Measure.TOTAL)
    assert [(bar.label, bar.rank) for bar in ranked.bars] == [("Vårberg", 2), ("Bredäng", 3)]


def test_what_has_changed_since_is_told_and_listed(frozen: FrozenIndexPanel, monkeypatch: pytest.MonkeyPatch, bench: Workbench) -> None:
    changes = (IndexChange("varberg", Measure.TOTAL, 150.0, 158.5), IndexChange("bredang", Measure.SAFETY, 170.0, None))
    monkeypatch.setattr(type(bench.plans), "index_changes", lambda _self, _uid: changes)
    frozen.since_button.click()
    assert frozen.since_label.text() == "2 värden av 4 har ändrats sedan indexet frystes 2015-02-03."
    rows = [[frozen.model.index(row, column).data() for column in range(5)] for row in range(2)]
    assert rows == [["Vårberg", "Totalt index", "150,0", "158,5", "+8,5"], ["Bredäng", "Säkerhet och trygghet", "170,0", "finns inte", "–"]]
    frozen.since_button.click()
    assert frozen.held_pages.currentWidget() is frozen.chart


def test_a_plan_without_index_offers_to_freeze_it(page: PlanPage, plan: UUID, messages: Any) -> None:
    page.open(plan, "situation")
    panel = page.situation.index
    assert panel.pages.currentWidget() is panel.empty
    page.commands()["freeze_index"]()
    assert messages.strips == [("Det finns inget riskindex i filen att frysa.", "warning")]


def test_dialogues_that_the_plan_rests_on_are_links_and_unknown_ones_are_told(
    page: PlanPage, plan: UUID, bench: Workbench, session: Session, qtbot: Any
) -> None:
    dialogue = bench.dialogues.create(DialogueDraft(number="BD-2015-01", board="skarholmen", area="Vårberg", day=date(2015, 2, 1))).uid
    page.open(plan, "situation")
    (link,) = page.situation.dialogues.findChildren(LinkButton)
    assert link.shown == "BD-2015-01 Vårberg · 2015-02-01"
    assert "BD-2015-77 finns inte bland nämndens registrerade dialoger." in shown(page.situation.dialogues)
    with qtbot.waitSignal(session.navigate) as went:
        link.click()
    assert went.args == ["dialogue", dialogue]


# --- Mål ------------------------------------------------------------------------------------------


def test_what_an_objective_lacks_is_named_and_leads_to_its_field(page: PlanPage, plan: UUID) -> None:
    page.open(plan, "objectives")
    panel = page.objectives.panel
    assert panel.badge.text == "Inte komplett"
    assert [link.shown for link in panel.missing_links] == ["Måldatum", "Hur målet mäts"]
    assert panel.chart.title_label.text() == "Mål 1. Andel trygga"
    panel.missing_links[1].click()
    detail = page.objectives.form.tables["objectives"].detail
    assert detail is not None
    assert detail.uid == page.view.draft.objectives[0].uid
    method = next(row for row in detail.rows if row.field.key == "method")
    assert page.window().focusWidget() is method.editor.target()


def test_the_chosen_objective_is_shown_and_its_follow_up_drawn(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    page.open(plan, "objectives")
    page.objectives.choose(page.view.draft.objectives[1].uid)
    assert page.objectives.panel.chart.title_label.text() == "Mål 2. Fler läser"
    page.objectives.choose(page.view.draft.objectives[0].uid)
    page.objectives.add_value("1")
    row = bench.plans.load(plan).draft.follow_up_values[0].uid
    bench.plans.edit(plan, FieldRef("follow_up_values.day", row), "2016-01-31")
    bench.plans.edit(plan, FieldRef("follow_up_values.value", row), "52")
    page.reload()
    assert page.objectives.panel.chart.plot.marks[1].words == "Uppföljning 52 (2016-01-31)"


# --- Aktiviteter and Ansökningar ------------------------------------------------------------------


def lean(bench: Workbench, title: str, activity: str, state: ApplicationState = ApplicationState.DRAFT) -> UUID:
    draft = ApplicationDraft(title=title, applicant="skarholmen", plan_version=1, plan_activity=activity)
    return bench.cases.create(draft, state=state).uid


def test_an_activity_shows_the_applications_that_lean_on_it_with_amounts(
    page: PlanPage, plan: UUID, bench: Workbench, session: Session, qtbot: Any
) -> None:
    case = lean(bench, "Läsa tillsammans", "Läxhjälp i Vårberg")
    page.open(plan, "activities")
    (link,) = page.activities.panel.links
    assert "Läsa tillsammans · belopp saknas" in link.shown
    with qtbot.waitSignal(session.navigate) as went:
        link.click()
    assert went.args == ["application", case]
    page.activities.form.focus_field(FieldRef("activities.title", page.view.draft.activities[1].uid))
    assert "Ingen ansökan bygger på aktiviteten." in shown(page.activities.panel)


def test_the_time_line_is_one_key_away_and_enter_leads_back_to_the_row(page: PlanPage, plan: UUID, qtbot: Any) -> None:
    page.open(plan, "activities")
    page.activities.line_button.click()
    plot = page.activities.chart.plot
    assert page.window().focusWidget() is plot
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert page.activities.chosen.title == "Trygga stråk i Bredäng"
    qtbot.keyClick(plot, Qt.Key.Key_Return)
    view = page.activities.form.tables["activities"].view
    assert page.activities.pages.currentWidget() is page.activities.form
    assert view.current_uid() == page.view.draft.activities[1].uid


def test_cases_are_listed_with_their_activity_and_opened_with_enter(
    page: PlanPage, plan: UUID, bench: Workbench, session: Session, qtbot: Any
) -> None:
    page.open(plan, "cases")
    assert page.cases.pages.currentIndex() == 1
    case = lean(bench, "Läsa tillsammans", "1")
    lean(bench, "Okänd aktivitet", "Bowling")
    page.reload()
    model = page.cases.model
    found = {model.index(row, 1).data(): model.index(row, 2).data() for row in range(model.rowCount())}
    assert found == {"Läsa tillsammans": "1 Läxhjälp i Vårberg", "Okänd aktivitet": "finns inte i planen"}
    page.cases.table.select_key(case)
    with qtbot.waitSignal(session.navigate) as went:
        qtbot.keyClick(page.cases.table, Qt.Key.Key_Return)
    assert went.args == ["application", case]


# --- Versioner ------------------------------------------------------------------------------------


def test_two_versions_stand_side_by_side_with_each_word_marked(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    approved(bench, plan)
    second = bench.plans.new_version(plan).uid
    row = bench.plans.load(second).draft.objectives[0].uid
    bench.plans.edit(second, FieldRef("objectives.text", row), "Fler unga är trygga")
    page.open(second)
    page.commands()["compare_versions"]()
    tab = page.versions
    assert tab.summary_label.text() == "En uppgift skiljer mellan version 1 och version 2"
    assert tab.legend_label.text() == "Struket står bara i version 1, understruket bara i version 2."
    difference = tab.differences.row_at(0)
    assert difference.label == "Mål 1, Målsättning"
    assert "".join(piece.text for piece in side_of(difference.pieces, OLD)) == "Fler är trygga"
    assert [piece.text.strip() for piece in side_of(difference.pieces, NEW) if piece.kind == NEW] == ["unga"]
    assert spoken(difference.pieces) == "Tillagt: ”unga”."
    tab.difference_table.setFocus()
    tab.difference_table.selectRow(0)
    assert tab.readout_label.text() == "Mål 1, Målsättning. Tillagt: ”unga”."


def test_the_same_version_twice_says_that_nothing_differs(page: PlanPage, plan: UUID, bench: Workbench) -> None:
    approved(bench, plan)
    page.open(bench.plans.new_version(plan).uid, "versions")
    tab = page.versions
    tab.old_combo.setCurrentIndex(tab.new_combo.currentIndex())
    tab.compare()
    assert tab.summary_label.text() == "Inget skiljer mellan version 2 och version 2."
    assert not tab.difference_table.isVisibleTo(tab)


def test_another_version_is_opened_from_the_list(page: PlanPage, plan: UUID, bench: Workbench, qtbot: Any) -> None:
    approved(bench, plan)
    second = bench.plans.new_version(plan).uid
    page.open(second, "versions")
    assert (page.versions.old_combo.currentData(), page.versions.new_combo.currentData()) == (plan, second)
    page.versions.table.select_key(plan)
    qtbot.keyClick(page.versions.table, Qt.Key.Key_Return)
    assert page.uid == plan
    assert (page.versions.old_combo.currentData(), page.versions.new_combo.currentData()) == (plan, second)


def test_a_single_version_tells_when_there_is_something_to_compare(page: PlanPage, plan: UUID) -> None:
    page.open(plan, "versions")
    assert page.versions.pages.currentIndex() == 1
    assert not page.is_command_enabled("compare_versions")


# --- papers ---------------------------------------------------------------------------------------


def test_the_plan_is_saved_as_pdf_and_as_a_form(page: PlanPage, plan: UUID, messages: Any, tmp_path: Path) -> None:
    page.open(plan)
    for command, name, mark in (("save_plan", "plan.pdf", b"%PDF"), ("export_plan", "plan.xlsx", b"PK")):
        messages.answer_file = tmp_path / name
        page.commands()[command]()
        assert (tmp_path / name).read_bytes().startswith(mark)
    assert messages.asked == ["Spara handlingsplan som PDF", "Exportera planen som blankett"]
    messages.answer_file = None
    page.commands()["save_plan"]()
    assert messages.problems == []
