from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text as sql

from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, AttachmentKind, RuleOutcome
from app.errors import NotFound, RuleViolation, StateConflict
from app.services.records import MAX_PASTED_ROWS
from app.services.workbench import Workbench


def test_left_field_is_stored_and_logged(bench: Workbench, case: UUID) -> None:
    edit = bench.cases.edit(case, FieldRef("board_date"), "den 13 mars 2015")
    assert (edit.before, edit.after, edit.problem) == ("2015-03-12", "2015-03-13", None)
    newest = bench.queries.log(case)[0]
    assert (newest.who, newest.what, newest.before, newest.after) == ("Handläggare A", "Nämndens beslut den", "2015-03-12", "2015-03-13")
    assert edit.changes.uids == {case}


def test_undo_is_an_edit_back_to_the_text_before(bench: Workbench, case: UUID) -> None:
    edit = bench.cases.edit(case, FieldRef("own_funding"), "75 000 kr")
    bench.cases.edit(case, FieldRef("own_funding"), edit.before, expected=edit.after)
    assert bench.cases.load(case).draft.own_funding == 50_000


def test_text_that_does_not_parse_is_kept_beside_the_value(bench: Workbench, case: UUID) -> None:
    edit = bench.cases.edit(case, FieldRef("start_date"), "03/01/2015")
    assert edit.problem is not None
    view = bench.cases.load(case)
    assert view.draft.start_date is not None  # the typed value stands
    assert view.unparsed[FieldRef("start_date")].text == "03/01/2015"
    mended = bench.cases.edit(case, FieldRef("start_date"), "2015-01-03")
    assert mended.before == "03/01/2015"
    assert not bench.cases.load(case).unparsed


def test_edit_of_a_field_that_moved_on_is_refused(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("title"), "Läxhjälp i Hjulsta")
    with pytest.raises(StateConflict, match="Läxhjälp i Hjulsta"):
        bench.cases.edit(case, FieldRef("title"), "Annat", expected="Läxhjälp i Tensta")


def test_contact_values_stay_out_of_the_log(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("contact_email"), "annan.funktion@example.se")
    newest = bench.queries.log(case)[0]
    assert newest.what == "Kontaktpersonens e-post"
    assert "example" not in newest.before + newest.after
    assert newest.after == "(kontaktuppgift)"


def test_version_grows_with_a_row_too(bench: Workbench, case: UUID) -> None:
    before = bench.cases.load(case).version
    bench.cases.add_row(case, "budget_lines", texts={"amount": "1"})
    assert bench.cases.load(case).version > before


def test_removed_row_comes_back_in_its_place(bench: Workbench, case: UUID) -> None:
    first = bench.cases.load(case).draft.budget_lines[0]
    gone = bench.cases.remove_row(case, "budget_lines", first.uid)
    assert [row.amount for row in bench.cases.load(case).draft.budget_lines] == [600_000, 50_000]
    bench.cases.add_row(case, "budget_lines", texts=gone.texts, position=gone.position, row=gone.row)
    rows = bench.cases.load(case).draft.budget_lines
    assert rows[0] == first
    assert rows[0].uid == first.uid


def test_pasted_block_fills_and_adds_rows(bench: Workbench, case: UUID) -> None:
    second = bench.cases.load(case).draft.budget_lines[1]
    grid = bench.cases.paste_rows(
        case, "budget_lines", second.uid, "amount", [["700 000", "Ny anteckning"], ["60 000"], ["1.250", "tvetydigt"]]
    )
    rows = bench.cases.load(case).draft.budget_lines
    assert [row.amount for row in rows] == [400_000, 700_000, 60_000, None]
    assert rows[3].note == "tvetydigt"
    assert len(grid.added) == 1
    assert [problem.message.split(":")[0] for problem in grid.problems] == ["Rad 4, Belopp"]


def test_row_of_another_case_is_not_found(bench: Workbench, case: UUID) -> None:
    other = bench.cases.create().uid
    row = bench.cases.load(case).draft.budget_lines[0].uid
    with pytest.raises(NotFound):
        bench.cases.edit(other, FieldRef("budget_lines.amount", row), "1")


def test_ended_case_cannot_be_edited(bench: Workbench, case: UUID) -> None:
    bench.cases.move(case, ApplicationState.WITHDRAWN)
    with pytest.raises(RuleViolation, match="Återkallad"):
        bench.cases.edit(case, FieldRef("title"), "Nytt namn")
    assert bench.cases.load(case).draft.title == "Läxhjälp i Tensta"


def test_ended_case_takes_no_row_no_document_no_judgement_and_nothing_that_does_not_parse(
    bench: Workbench, case: UUID, tmp_path: Path
) -> None:
    bench.cases.judge(case, "R11", RuleOutcome.PASS, "Skäl")
    document = tmp_path / "bilaga.txt"
    document.write_text("x")
    bench.attachments.add(case, AttachmentKind.OTHER, document)
    bench.cases.move(case, ApplicationState.WITHDRAWN)
    before = bench.cases.load(case)
    row = before.draft.budget_lines[0].uid
    for act in (
        lambda: bench.cases.add_row(case, "milestones"),
        lambda: bench.cases.remove_row(case, "budget_lines", row),
        lambda: bench.cases.paste_rows(case, "budget_lines", row, "note", [["x"]]),
        lambda: bench.cases.edit(case, FieldRef("received_date"), "snart"),
        lambda: bench.cases.judge(case, "R11", RuleOutcome.FAIL, "Nej"),
        lambda: bench.cases.withdraw_judgement(case, "R11"),
        lambda: bench.cases.depart(case, "R08", "Skäl"),
        lambda: bench.attachments.add(case, AttachmentKind.OTHER, document),
        lambda: bench.attachments.remove(before.attachments[0].uid),
    ):
        with pytest.raises(RuleViolation, match="Återkallad"):
            act()
    assert bench.cases.load(case) == before


def test_paste_says_what_it_left_out(bench: Workbench, case: UUID) -> None:
    edit = bench.cases.paste_rows(case, "milestones", None, "text", [["Start", "2016-01-01", "för mycket"]] * (MAX_PASTED_ROWS + 2))
    assert len(edit.added) == MAX_PASTED_ROWS
    told = " ".join(str(one) for one in edit.problems)
    assert "2 rader togs inte med" in told
    assert "bredare än tabellen" in told


def test_refused_write_stores_nothing(bench: Workbench, case: UUID) -> None:
    rows = len(bench.queries.log(case))
    with pytest.raises(KeyError):
        bench.cases.add_row(case, "budget_lines", texts={"amount": "1", "no_such_column": "x"})
    assert len(bench.cases.load(case).draft.budget_lines) == 3
    assert len(bench.queries.log(case)) == rows


def test_log_refuses_to_be_altered(bench: Workbench, case: UUID) -> None:
    for statement in ("UPDATE log_entry SET who = 'x'", "DELETE FROM log_entry"):
        with pytest.raises(Exception, match="append-only"), bench.store.writing() as unit:
            unit.session.execute(sql(statement))


def test_log_sequence_has_no_gap_or_double(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("title"), "Ett")
    bench.cases.edit(case, FieldRef("title"), "Två")
    with bench.store.reading() as session:
        found = session.execute(sql("SELECT sequence FROM log_entry ORDER BY sequence")).scalars().all()
    assert found == list(range(1, len(found) + 1))


def test_choices_come_back_in_the_order_of_their_list(bench: Workbench, case: UUID) -> None:
    """Were they in another order, a form that is only looked at would seem changed."""
    for key, shown in (("districts", "Vårberg; Vällingby; Östberga"), ("related_sub_goals", "SB-1.1; SB-3.4; SU-1.1")):
        labels = [part.strip() for part in shown.split(";")]
        bench.cases.edit(case, FieldRef(key), "; ".join(reversed(labels)))
        edit = bench.cases.edit(case, FieldRef(key), shown)
        assert edit.before == edit.after
        assert [one.split(" ")[0] for one in edit.after.split("; ")] == labels
        assert not edit.changes.uids - {case}
    rows = len(bench.queries.log(case))
    bench.cases.edit(case, FieldRef("districts"), "Östberga; Vällingby; Vårberg")
    assert len(bench.queries.log(case)) == rows
