from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.drafts import BudgetLine
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.domain.vocabulary import ApplicationState, AttachmentKind, RuleOutcome
from app.errors import FileRefused, RuleViolation, StateConflict, ValidationProblems
from app.exchange.form_template import application_template
from app.services.workbench import Workbench
from tests.services.builders import a_good_application


def a_form(bench: Workbench, folder: Path, name: str = "ansökan.xlsx", **changes: object) -> Path:
    path = folder / name
    path.write_bytes(application_template(bench.programme, a_good_application(**changes)))
    return path


def test_form_is_previewed_with_verdicts_before_anything_is_stored(bench: Workbench, plan: UUID, tmp_path: Path) -> None:
    preview = bench.forms.read(a_form(bench, tmp_path))
    assert preview.draft == a_good_application()
    assert preview.problems == ()
    outcomes = {one.rule_id: one.outcome for one in preview.results}
    assert outcomes["R02"] is RuleOutcome.PASS
    assert bench.queries.applications(ListQuery()).total == 0


def test_read_form_becomes_a_case_with_the_workbook_among_its_documents(bench: Workbench, plan: UUID, tmp_path: Path) -> None:
    path = a_form(bench, tmp_path)
    created = bench.forms.store(bench.forms.read(path))
    view = bench.cases.load(created.uid)
    assert view.draft == a_good_application()
    assert view.state is ApplicationState.FORMAL_CHECK
    (held,) = view.attachments
    assert (held.kind, held.name) == (AttachmentKind.APPLICATION_FORM, "ansökan.xlsx")
    assert bench.attachments.open_copy(held.uid).read_bytes() == path.read_bytes()


def test_same_workbook_twice_is_told(bench: Workbench, plan: UUID, tmp_path: Path) -> None:
    path = a_form(bench, tmp_path)
    first = bench.forms.store(bench.forms.read(path))
    bench.cases.edit(first.uid, FieldRef("board_paragraph"), "§ 8")
    again = bench.forms.read(path)
    assert again.same_file
    assert again.existing == first.uid
    assert [(one.label, one.before, one.after) for one in again.differences] == [("Nämndens beslut, paragraf", "§ 8", "§ 7")]


def test_new_form_for_a_stored_case_shows_what_differs_and_updates_it(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    lines = (BudgetLine(year=2015, amount=1),)
    preview = bench.forms.read(a_form(bench, tmp_path, purpose="Nytt syfte.", budget_lines=lines))
    assert preview.existing == case
    assert not preview.same_file
    assert [one.label for one in preview.differences] == ["Syfte", "Budget"]
    bench.forms.store(preview, update=case)
    view = bench.cases.load(case)
    assert view.draft == a_good_application(purpose="Nytt syfte.", budget_lines=lines)
    logged = [row.what for row in bench.queries.log(case)]
    assert "Syfte" in logged
    assert "Budget" in logged
    assert bench.queries.applications(ListQuery()).total == 1


def test_update_keeps_what_the_form_leaves_empty(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    preview = bench.forms.read(a_form(bench, tmp_path, innovation="", own_funding=None))
    bench.forms.store(preview, update=case)
    assert bench.cases.load(case).draft == a_good_application()


def test_update_takes_the_place_of_what_did_not_parse(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    row = bench.cases.load(case).draft.budget_lines[0].uid
    bench.cases.edit(case, FieldRef("start_date"), "till hösten")
    bench.cases.edit(case, FieldRef("own_funding"), "en del")
    bench.cases.edit(case, FieldRef("budget_lines.amount", row), "mycket")
    lines = (BudgetLine(year=2015, amount=1),)
    bench.forms.store(bench.forms.read(a_form(bench, tmp_path, own_funding=None, budget_lines=lines)), update=case)
    assert set(bench.cases.load(case).unparsed) == {FieldRef("own_funding")}  # the form says nothing of it


def test_update_of_an_ended_case_is_refused_wholly(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    bench.cases.move(case, ApplicationState.WITHDRAWN)
    before = bench.cases.load(case)
    preview = bench.forms.read(a_form(bench, tmp_path, budget_lines=(BudgetLine(year=2015, amount=1),)))
    with pytest.raises(RuleViolation, match="Återkallad"):
        bench.forms.store(preview, update=case)
    assert bench.cases.load(case) == before


def test_update_of_a_case_that_moved_on_since_the_preview_is_refused(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    preview = bench.forms.read(a_form(bench, tmp_path, purpose="Nytt syfte."))
    bench.cases.edit(case, FieldRef("purpose"), "Ändrat i fönstret.")
    with pytest.raises(StateConflict, match="sedan blanketten lästes"):
        bench.forms.store(preview, update=case)
    assert bench.cases.load(case).draft.purpose == "Ändrat i fönstret."


def test_one_preview_never_becomes_two_cases(bench: Workbench, plan: UUID, tmp_path: Path) -> None:
    preview = bench.forms.read(a_form(bench, tmp_path))
    bench.forms.store(preview)
    with pytest.raises(StateConflict, match="redan lästs in"):
        bench.forms.store(preview)
    assert bench.queries.applications(ListQuery()).total == 1


def test_form_with_problems_is_never_stored(bench: Workbench, plan: UUID, tmp_path: Path) -> None:
    preview = bench.forms.read(a_form(bench, tmp_path))
    from app.domain.problems import Problem

    with pytest.raises(ValidationProblems):
        bench.forms.store(replace(preview, problems=(Problem("fel"),)))
    assert bench.queries.applications(ListQuery()).total == 0


def test_exported_case_reads_back_to_the_same_case(bench: Workbench, case: UUID, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    bench.forms.export_case(case, path)
    preview = bench.forms.read(path)
    assert preview.draft == bench.cases.load(case).draft
    assert preview.differences == ()


def test_file_that_is_no_form_is_refused(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "brev.xlsx"
    path.write_text("Hej")
    with pytest.raises(FileRefused):
        bench.forms.read(path)


def test_empty_template_is_written_whole(bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "Ansökningsblankett.xlsx"
    bench.forms.template(path)
    assert path.read_bytes().startswith(b"PK")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".~")] == []
