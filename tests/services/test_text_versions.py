"""Every wording of a text comes back from the log: edits, rows, passages, forms read in, and restored wordings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.drafts import ApplicationDraft, Objective
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState
from app.errors import NotFound, RuleViolation
from app.exchange.form_template import application_template
from app.services.workbench import Workbench
from tests.services.builders import a_good_application
from tests.services.test_checks import as_somebody_else, disqualify, register

PURPOSE = FieldRef("purpose")
FIRST = "Fler elever når målen."


def texts(bench: Workbench, case: UUID, ref: FieldRef) -> list[str]:
    return [one.text for one in bench.text_versions.of(case, ref)]


def test_a_text_never_changed_has_one_wording_from_when_the_case_was_made(bench: Workbench, case: UUID) -> None:
    (only,) = bench.text_versions.of(case, PURPOSE)
    assert (only.text, only.source, only.who, only.number, only.is_current) == (FIRST, "Ny ansökan", "Handläggare A", 1, True)


def test_every_wording_is_there_newest_first_whole_and_with_its_writer(bench: Workbench, case: UUID) -> None:
    long = "Ett mycket långt syfte. " * 800
    bench.cases.edit(case, PURPOSE, long)
    with as_somebody_else(bench, "Bedömare Söderort"):
        bench.cases.edit(case, PURPOSE, "Kort")
    found = bench.text_versions.of(case, PURPOSE)
    assert [one.text for one in found] == ["Kort", long.strip(), FIRST]
    assert [one.who for one in found] == ["Bedömare Söderort", "Handläggare A", "Handläggare A"]
    assert [(one.number, one.is_current) for one in found] == [(3, True), (2, False), (1, False)]


def test_a_restored_wording_is_a_new_one_and_can_be_taken_back(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, PURPOSE, "Nytt")
    first = bench.text_versions.of(case, PURPOSE)[-1]
    bench.text_versions.restore(case, PURPOSE, first)
    assert bench.cases.load(case).draft.purpose == FIRST
    assert texts(bench, case, PURPOSE) == [FIRST, "Nytt", FIRST]
    bench.text_versions.restore(case, PURPOSE, bench.text_versions.of(case, PURPOSE)[1])
    assert bench.cases.load(case).draft.purpose == "Nytt"


def test_an_emptied_text_is_a_wording_too(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, PURPOSE, "")
    assert texts(bench, case, PURPOSE) == ["", FIRST]


def test_the_same_column_of_two_rows_has_its_own_wordings(bench: Workbench, case: UUID) -> None:
    added = bench.cases.add_row(case, "objectives", texts={"text": "Mål två"})
    bench.cases.edit(case, FieldRef("objectives.text", added.row), "Mål två, bättre")
    first = bench.cases.load(case).draft.objectives[0]
    assert texts(bench, case, FieldRef("objectives.text", added.row)) == ["Mål två, bättre", "Mål två"]
    assert texts(bench, case, FieldRef("objectives.text", first.uid)) == ["Fler elever är behöriga"]
    assert bench.text_versions.of(case, FieldRef("objectives.text", added.row))[-1].source == "Skriven när raden lades till"


def test_the_case_works_own_texts_have_versions(bench: Workbench, case: UUID) -> None:
    ref = FieldRef("process.remit_reason")
    bench.cases.edit(case, ref, "Planen saknas")
    assert texts(bench, case, ref) == ["Planen saknas"]


# --- the memo ------------------------------------------------------------------------------------


def test_a_passage_keeps_the_generated_text_and_every_own_wording(bench: Workbench, case: UUID) -> None:
    passage = bench.memos.passages(case)[0]
    ref = FieldRef(f"memo.{passage.key}")
    bench.memos.edit_passage(case, passage.key, "Egna ord.")
    bench.memos.edit_passage(case, passage.key, "Andra ord.")
    found = bench.text_versions.of(case, ref)
    assert [one.text for one in found] == ["Andra ord.", "Egna ord.", passage.generated]
    assert found[-1].source == "Skriven av uppgifterna i ärendet"
    bench.text_versions.restore(case, ref, found[1])
    assert bench.memos.passages(case)[0].edited == "Egna ord."
    bench.text_versions.restore(case, ref, found[2])
    assert bench.memos.passages(case)[0].edited is None


def test_a_passage_left_out_and_taken_in_gets_no_wordings_by_that(bench: Workbench, case: UUID) -> None:
    key = next(one.key for one in bench.memos.passages(case) if not one.mandatory)
    bench.memos.set_optional(case, key, True)
    bench.memos.set_optional(case, key, False)
    assert len(bench.text_versions.of(case, FieldRef(f"memo.{key}"))) == 1


def test_a_passage_that_is_not_there_is_told(bench: Workbench, case: UUID) -> None:
    with pytest.raises(NotFound):
        bench.text_versions.of(case, FieldRef("memo.nothing"))


# --- forms read in -------------------------------------------------------------------------------


@pytest.fixture
def read_in(bench: Workbench, tmp_path: Path) -> Callable[[UUID, ApplicationDraft], None]:
    """Lay a form with this draft over a case."""

    def read(case: UUID, draft: ApplicationDraft) -> None:
        path = tmp_path / "svar.xlsx"
        path.write_bytes(application_template(bench.programme, draft))
        bench.forms.store(bench.forms.read(path), update=case)

    return read


def test_a_form_read_in_leaves_the_old_text_among_the_versions(
    bench: Workbench, case: UUID, read_in: Callable[[UUID, ApplicationDraft], None]
) -> None:
    read_in(case, a_good_application(purpose="Syftet som nämnden svarade."))
    newest, oldest = bench.text_versions.of(case, PURPOSE)
    assert (newest.text, newest.source) == ("Syftet som nämnden svarade.", "Läst ur ”svar.xlsx”")
    assert oldest.text == FIRST


def test_a_long_text_in_a_row_that_a_form_replaces_is_among_the_versions(
    bench: Workbench, case: UUID, read_in: Callable[[UUID, ApplicationDraft], None]
) -> None:
    draft = bench.cases.load(case).draft
    bench.cases.edit(case, FieldRef("objectives.text", draft.objectives[0].uid), "Målet som handläggaren skrev")
    answered = replace(draft.objectives[0], text="Målet som nämnden svarade")
    read_in(case, replace(draft, objectives=(answered, Objective(text="Ett nytt mål"))))
    first, second = bench.cases.load(case).draft.objectives
    assert texts(bench, case, FieldRef("objectives.text", first.uid)) == [
        "Målet som nämnden svarade", "Målet som handläggaren skrev", "Fler elever är behöriga"
    ]  # fmt: skip
    assert texts(bench, case, FieldRef("objectives.text", second.uid)) == ["Ett nytt mål"]


# --- who may --------------------------------------------------------------------------------------


def test_somebody_with_jav_reads_no_wordings(bench: Workbench, case: UUID) -> None:
    disqualify(bench, case, register(bench, "Bedömare Söderort"))
    first = bench.text_versions.of(case, PURPOSE)[0]
    with as_somebody_else(bench, "Bedömare Söderort"):
        with pytest.raises(NotFound):
            bench.text_versions.of(case, PURPOSE)
        with pytest.raises(NotFound):
            bench.text_versions.restore(case, PURPOSE, first)


def test_an_ended_case_shows_its_wordings_but_takes_none_back(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, PURPOSE, "Nytt")
    bench.cases.move(case, ApplicationState.WITHDRAWN, note="Återkallad av nämnden")
    found = bench.text_versions.of(case, PURPOSE)
    assert len(found) == 2
    with pytest.raises(RuleViolation):
        bench.text_versions.restore(case, PURPOSE, found[1])


def test_a_contact_has_no_versions_because_the_log_does_not_keep_them(bench: Workbench, case: UUID) -> None:
    bench.cases.edit(case, FieldRef("contact_role"), "Enhetschef")
    assert [(one.text, one.is_current) for one in bench.text_versions.of(case, FieldRef("contact_role"))] == [("Enhetschef", True)]
