"""A plan's workbook before it is stored: what it holds, every problem, and which version it would become."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.drafts import PlanActivity, PlanDraft, PlanObjective
from app.domain.problems import Problem
from app.domain.views import PlanImportPreview
from app.domain.vocabulary import PlanState
from app.errors import StateConflict
from app.services.workbench import Workbench
from app.ui.dialogs import plan_import
from app.ui.dialogs.plan_import import PlanImportDialog, save_template, start_import
from app.ui.session import Session

DRAFT = PlanDraft(
    board="skarholmen",
    period_start=date(2015, 1, 1),
    period_end=date(2017, 12, 31),
    objectives=(
        PlanObjective(
            number="1",
            text="Fler är trygga",
            indicator="Andel",
            baseline=Decimal(1),
            target=Decimal(2),
            target_date=date(2016, 1, 1),
            method="Enkät",
        ),
        PlanObjective(number="2", text="Fler läser"),
    ),
    activities=(PlanActivity(number="1", title="Läxhjälp"),),
)


def a_preview(**changed: Any) -> PlanImportPreview:
    values: dict[str, Any] = {"file_name": "Handlingsplan.xlsx", "sha256": "0", "draft": DRAFT, "problems": (), "notes": ()}
    return PlanImportPreview(**(values | changed))


@pytest.fixture
def show(qtbot: Any, session: Session) -> Any:
    def make(preview: PlanImportPreview) -> PlanImportDialog:
        dialog = PlanImportDialog(session, preview)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def the_written(session: Session, tmp_path: Path, draft: PlanDraft) -> Path:
    from app.exchange.plan_form import plan_template

    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_template(session.bench.programme, draft))
    return path


def test_what_the_workbook_holds_is_told_before_anything_is_stored(show: Any, bench: Workbench) -> None:
    dialog = show(a_preview())
    facts = dict(plan_import.facts(dialog.preview, bench.programme))
    assert facts == {
        "Nämnd": "Skärholmens stadsdelsnämnd",
        "Mål": "2, varav 1 kompletta",
        "Gäller": "2015-01-01 till 2017-12-31",
        "Aktiviteter": "1",
    }
    assert dialog.strip.text == "Arbetsboken kan läsas in. Ingenting är lagrat än."
    assert dialog.store_button.text() == "Läs in planen"
    assert [row.board for row in bench.queries.plans() if row.uid] == ["spanga-tensta"]


def test_problems_are_listed_all_at_once_and_stop_the_reading_in(show: Any) -> None:
    problems = (Problem("Målvärdet går inte att läsa.", sheet="Mål", row=7, column="J"), Problem("Fyll i Stadsdelsnämnd."))
    dialog = show(a_preview(problems=problems))
    assert dialog.strip.text.startswith("2 problem måste rättas")
    assert not dialog.store_button.isEnabled()
    assert dialog.problem_table.model().rowCount() == 2
    dialog.copy_problems()
    assert "kopierad" in dialog.reason_label.text()


def test_a_locked_version_is_told_to_get_a_successor(show: Any, bench: Workbench) -> None:
    uid = next(row.uid for row in bench.queries.plans() if row.uid)
    dialog = show(a_preview(existing=uid, existing_name="Spånga-Tensta, version 1", is_locked=True))
    assert "är godkänd och låst" in dialog.strip.text
    assert dialog.store_button.text() == "Läs in som ny version"
    open_one = show(a_preview(existing=uid, existing_name="Spånga-Tensta, version 1"))
    assert open_one.store_button.text() == "Uppdatera version 1"


def test_a_workbook_is_read_shown_and_stored_then_the_plan_is_opened(session: Session, messages: Any, tmp_path: Path, qtbot: Any) -> None:
    messages.answer_file = the_written(session, tmp_path, DRAFT)
    shown: list[PlanImportDialog] = []
    original = plan_import.show_preview
    plan_import.show_preview = lambda *args: shown.append(original(*args))  # type: ignore[assignment]
    try:
        start_import(session)
    finally:
        plan_import.show_preview = original
    (dialog,) = shown
    with qtbot.waitSignal(session.navigate) as went:
        dialog.store()
    kind, uid = went.args
    view = session.bench.plans.load(uid)
    assert kind == "plan"
    assert (view.state, view.draft.plan_version) == (PlanState.DRAFT, 1)
    assert [one.text for one in view.draft.objectives] == ["Fler är trygga", "Fler läser"]
    assert messages.notices[-1] == "Planen är inläst från plan.xlsx."


def test_a_refusal_leaves_the_dialog_open_with_the_reason(show: Any, monkeypatch: pytest.MonkeyPatch, bench: Workbench) -> None:
    def refuse(_self: object, _preview: object) -> None:
        raise StateConflict("Planen har ändrats.")

    monkeypatch.setattr(type(bench.plan_forms), "store", refuse)
    dialog = show(a_preview())
    dialog.store()
    assert dialog.isVisible()
    assert dialog.strip.text == "Planen lästes inte in. Planen har ändrats."
    assert dialog.store_button.isEnabled()


def test_the_existing_version_can_be_looked_at_instead(show: Any, session: Session, bench: Workbench, qtbot: Any) -> None:
    uid = next(row.uid for row in bench.queries.plans() if row.uid)
    dialog = show(a_preview(existing=uid, existing_name="Spånga-Tensta, version 1"))
    with qtbot.waitSignal(session.navigate) as went:
        dialog.open_button.click()
    assert went.args == ["plan", uid]


def test_a_plan_without_a_board_still_has_a_heading(show: Any) -> None:
    dialog = show(a_preview(draft=replace(DRAFT, board=None), problems=(Problem("Fyll i Stadsdelsnämnd."),)))
    assert dialog.isVisible()


def test_an_empty_form_is_written_where_the_user_says(session: Session, messages: Any, tmp_path: Path) -> None:
    messages.answer_file = tmp_path / "tom.xlsx"
    save_template(session)
    assert (tmp_path / "tom.xlsx").read_bytes().startswith(b"PK")
    assert messages.notices == ["Planblanketten är sparad som tom.xlsx."]
    messages.answer_file = None
    assert save_template(session) is None
    assert start_import(session) is None
