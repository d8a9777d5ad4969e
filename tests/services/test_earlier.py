"""Earlier cases and grants: what stands nearest, how it is filed, and what that does to the rules."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.domain.drafts import ApplicationDraft, YearAmount
from app.domain.earlier import GrantRow
from app.domain.rules.evidence import FieldRef
from app.domain.vocabulary import ApplicationState, ConflictOutcome, PersonRole, RelationKind, RuleOutcome
from app.errors import FileRefused, NotFound, RuleViolation, StateConflict, ValidationProblems
from app.exchange.grants_list import grants_template
from app.exchange.sheet_reader import read_workbook_here
from app.models.application import Application
from app.models.earlier import EarlierGrant
from app.models.people import ConflictOfInterest, Person
from app.services.earlier import Earlier
from app.services.workbench import Workbench
from tests.services.builders import a_good_application

GRANTS = (
    GrantRow(
        row=2, year=2012, board_name="Spånga-Tensta stadsdelsnämnd", registry_number="101-12/2012", title="Läxhjälp på Tensta träff",
        purpose="Läxhjälp så att fler elever når målen.", districts="Tensta", amount=900_000,
    ),
    GrantRow(row=3, year=2009, board_name="Fritidsstiftelsen", title="Simskola", purpose="Barn lär sig simma.", amount=120_000),
)  # fmt: skip


@pytest.fixture
def earlier(bench: Workbench) -> Earlier:
    return Earlier(bench.store, reader=read_workbook_here)


@pytest.fixture
def grants(earlier: Earlier, tmp_path: Path) -> Earlier:
    path = tmp_path / "bidrag.xlsx"
    path.write_bytes(grants_template(GRANTS))
    earlier.store_grants(earlier.read_grants(path))
    return earlier


@pytest.fixture
def second(bench: Workbench, case: UUID) -> UUID:
    """The same board again, a year later."""
    draft = a_good_application(title="Läxhjälp i Tensta, fortsättning", received_date=date(2016, 3, 1), registry_number_board="9")
    return bench.cases.create(draft).uid


def outcome_of(bench: Workbench, uid: UUID, rule: str) -> tuple[RuleOutcome, str]:
    found = next(one for one in bench.cases.load(uid).results if one.rule_id == rule)
    return found.outcome, found.reason


def test_an_earlier_case_alike_is_found_and_says_why(earlier: Earlier, case: UUID, second: UUID) -> None:
    found = earlier.nearest(second)
    assert [hit.matter.uid for hit in found.hits] == [case]
    assert found.news == 1
    assert found.hits[0].likeness.explanation.startswith("Samma nämnd, 1 av 1 stadsdel, ordlikhet ")
    assert "samma belopp" in found.hits[0].likeness.explanation


def test_what_came_later_is_not_an_earlier_case(earlier: Earlier, case: UUID, second: UUID) -> None:
    assert earlier.nearest(case).hits == ()


def test_a_matter_of_another_board_and_other_words_does_not_resemble(earlier: Earlier, bench: Workbench, case: UUID) -> None:
    other = bench.cases.create(ApplicationDraft(title="Belysning längs gångvägen", applicant="farsta", districts=("farsta",))).uid
    assert earlier.nearest(other).news == 0


def test_the_profile_follows_an_edit(earlier: Earlier, bench: Workbench, case: UUID) -> None:
    new = bench.cases.create(ApplicationDraft()).uid
    assert earlier.nearest(new).news == 0
    for key, text in (("title", "Läxhjälp i Tensta"), ("applicant", "Spånga-Tensta"), ("purpose", "Fler elever når målen.")):
        _edit(bench, new, key, text)
    _edit(bench, new, "districts", "Tensta")
    assert earlier.nearest(new).news == 1


def _edit(bench: Workbench, uid: UUID, key: str, text: str) -> None:
    bench.cases.edit(uid, FieldRef(key), text)


def test_an_earlier_grant_is_found(grants: Earlier, case: UUID) -> None:
    found = grants.nearest(case)
    assert (found.cases, found.grants) == (0, 2)
    assert found.hits[0].matter.number == "101-12/2012"
    assert found.hits[0].matter.is_grant
    assert found.hits[0].is_news


def test_filing_a_relation_is_logged_and_feeds_the_rules(earlier: Earlier, bench: Workbench, case: UUID, second: UUID) -> None:
    before = outcome_of(bench, second, "R07")
    earlier.file(second, RelationKind.CONTINUATION, "Samma personal", other=case)
    outcome, reason = outcome_of(bench, second, "R07")
    assert outcome is before[0] is RuleOutcome.NEEDS_JUDGEMENT
    assert "registrerad som en fortsättning på ärende 2015-001" in reason
    assert any(one.label == "Samband: Fortsättning" for one in _values(bench, second, "R22"))
    assert bench.queries.log(second)[0].after.startswith("Fortsättning: 2015-001 Läxhjälp i Tensta (Samma personal)")
    assert [(kind.kind, kind.note) for _matter, kind in earlier.relations(second)] == [(RelationKind.CONTINUATION, "Samma personal")]
    assert [one.uid for one in earlier.nearest(case).later] == [second]


def _values(bench: Workbench, uid: UUID, rule: str) -> tuple[object, ...]:
    return next(one for one in bench.cases.load(uid).results if one.rule_id == rule).values_used


def test_filing_again_replaces_and_unfiling_restores_the_old_judgement(
    earlier: Earlier, bench: Workbench, case: UUID, second: UUID
) -> None:
    bench.cases.judge(second, "R07", RuleOutcome.PASS, "Det är en start.")
    earlier.file(second, RelationKind.DUPLICATE, other=case)
    earlier.file(second, RelationKind.DOUBLE_FUNDING, other=case)
    outcome, reason = outcome_of(bench, second, "R07")
    assert outcome is RuleOutcome.NEEDS_JUDGEMENT
    assert "dubbel finansiering tillsammans med ärende 2015-001" in reason
    assert len(earlier.relations(second)) == 1
    earlier.unfile(second, case)
    assert outcome_of(bench, second, "R07")[0] is RuleOutcome.PASS


def test_no_relation_changes_no_value_that_a_judgement_rests_on(earlier: Earlier, bench: Workbench, case: UUID, second: UUID) -> None:
    before = _values(bench, second, "R09")
    earlier.file(second, RelationKind.UNRELATED, "Andra elever", other=case)
    assert _values(bench, second, "R09") == before
    assert earlier.nearest(second).news == 0


def test_the_rules_hear_what_became_of_the_earlier_case(earlier: Earlier, bench: Workbench, case: UUID, second: UUID) -> None:
    earlier.file(second, RelationKind.CONTINUATION, other=case)
    bench.cases.move(case, ApplicationState.WITHDRAWN)
    assert "(återkallad)" in outcome_of(bench, second, "R22")[1]


def test_a_grant_that_was_paid_is_told_as_funding(grants: Earlier, bench: Workbench, case: UUID) -> None:
    grant = grants.nearest(case).hits[0].matter.uid
    grants.file(case, RelationKind.REAPPLICATION, grant=grant)
    reason = outcome_of(bench, case, "R07")[1]
    assert "bidrag 2012, dnr 101-12/2012 (900\u00a0000\u00a0kr)" in reason
    assert "har alltså fått medel förut" in reason


def test_an_ended_case_and_the_case_itself_are_refused(earlier: Earlier, bench: Workbench, case: UUID, second: UUID) -> None:
    with pytest.raises(RuleViolation, match="med sig självt"):
        earlier.file(second, RelationKind.DUPLICATE, other=second)
    with pytest.raises(NotFound):
        earlier.file(second, RelationKind.DUPLICATE, other=uuid4())
    with pytest.raises(NotFound):
        earlier.unfile(second, case)
    bench.cases.move(second, ApplicationState.WITHDRAWN)
    with pytest.raises(RuleViolation, match="kan inte ändras"):
        earlier.file(second, RelationKind.DUPLICATE, other=case)


def test_a_case_hidden_by_jav_is_neither_found_nor_filed(earlier: Earlier, bench: Workbench, case: UUID, second: UUID) -> None:
    earlier.file(second, RelationKind.CONTINUATION, other=case)
    _disqualify(bench, case)
    assert earlier.nearest(second).hits == ()
    assert earlier.relations(second) == ()
    with pytest.raises(NotFound):
        earlier.compare(second, case)
    with pytest.raises(NotFound):
        earlier.nearest(case)


def _disqualify(bench: Workbench, uid: UUID) -> None:
    """Whoever uses the store has declared jäv in the case."""
    with bench.store.writing() as unit:
        person = Person(uid=uuid4(), name=bench.who, role=PersonRole.CASEWORKER)
        unit.session.add(person)
        unit.session.flush()
        case_id = unit.session.scalars(select(Application.id).where(Application.uid == uid)).one()
        unit.session.add(
            ConflictOfInterest(
                uid=uuid4(), application_id=case_id, person_id=person.id, outcome=ConflictOutcome.DISQUALIFIED, reason="Anställd",
                recorded_by=bench.who, at=unit.now, facts_hash="",
            )
        )  # fmt: skip


def test_two_cases_are_compared_field_by_field(earlier: Earlier, case: UUID, second: UUID) -> None:
    compared = earlier.compare(second, case)
    title = next(row for row in compared.rows if row.label == "Insatsens namn")
    assert (title.before, title.after) == ("Läxhjälp i Tensta", "Läxhjälp i Tensta, fortsättning")
    assert {piece.kind for piece in title.pieces} == {"same", "removed", "added"}
    assert next(row for row in compared.rows if row.label == "Syfte").pieces[0].kind == "same"


def test_a_grant_is_compared_on_what_the_list_tells(grants: Earlier, case: UUID) -> None:
    compared = grants.compare(case, grants.nearest(case).hits[0].matter.uid)
    shown = {row.label: (row.before, row.after) for row in compared.rows}
    assert shown["År"] == ("2012", "2015")
    assert shown["Sökt belopp"] == ("900\u00a0000\u00a0kr", "1\u00a0000\u00a0000\u00a0kr")


# --- the list ------------------------------------------------------------------------------------


def test_a_list_read_twice_is_told_and_adds_nothing(grants: Earlier, tmp_path: Path) -> None:
    preview = grants.read_grants(tmp_path / "bidrag.xlsx")
    assert preview.same_file
    assert (preview.new, preview.changed, preview.known) == (0, 0, 2)
    assert not preview.can_store


def test_a_mended_list_updates_the_line_and_keeps_its_relation(grants: Earlier, bench: Workbench, case: UUID, tmp_path: Path) -> None:
    grant = grants.nearest(case).hits[0].matter.uid
    grants.file(case, RelationKind.CONTINUATION, grant=grant)
    path = tmp_path / "rättad.xlsx"
    path.write_bytes(grants_template((replace(GRANTS[0], amount=950_000), GRANTS[1])))
    preview = grants.read_grants(path)
    assert (preview.new, preview.changed, preview.same_file) == (0, 1, False)
    assert [(one.before, one.after) for one in preview.differences] == [("900\u00a0000", "950\u00a0000")]
    stored = grants.store_grants(preview)
    assert (stored.added, stored.updated) == (0, 1)
    assert grants.relations(case)[0][0].amount == 950_000
    assert "950\u00a0000" in outcome_of(bench, case, "R07")[1]


def test_a_list_with_a_problem_stores_nothing(earlier: Earlier, tmp_path: Path) -> None:
    path = tmp_path / "fel.xlsx"
    path.write_bytes(grants_template((*GRANTS, GrantRow(row=4, year=2016, board_name="Farsta", title="Kör", amount=5))))
    preview = earlier.read_grants(path)
    assert [str(one) for one in preview.problems] == [
        "Blad ”Tidigare bidrag”, rad 4, kolumn A: 2016 ligger utanför 2007–2014. Listan gäller bidrag från de åren."
    ]
    with pytest.raises(ValidationProblems):
        earlier.store_grants(preview)
    assert earlier.grants() == 0


def test_a_preview_that_has_aged_is_refused(grants: Earlier, tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    path.write_bytes(grants_template((replace(GRANTS[0], registry_number="7"),)))
    preview = grants.read_grants(path)
    grants.store_grants(preview)
    with pytest.raises(StateConflict):
        grants.store_grants(preview)
    assert grants.grants() == 3


def test_a_template_is_a_list_without_lines_and_an_application_form_is_none(earlier: Earlier, bench: Workbench, tmp_path: Path) -> None:
    empty, form = tmp_path / "tom.xlsx", tmp_path / "blankett.xlsx"
    earlier.template(empty)
    assert "inga rader" in str(earlier.read_grants(empty).problems[0])
    bench.forms.template(form)
    with pytest.raises(FileRefused, match="inte en lista över tidigare bidrag"):
        earlier.read_grants(form)


def test_five_thousand_grants_are_gone_through_in_a_moment(earlier: Earlier, bench: Workbench, case: UUID) -> None:
    with bench.store.writing() as unit:
        unit.session.add_all(
            EarlierGrant(
                uid=uuid4(), year=2007 + number % 8, board="spanga-tensta", board_name="", registry_number=str(number),
                title=f"Läxhjälp och mötesplats nummer {number}", purpose="Ungdomar möts och får stöd i skolarbetet om kvällarna.",
                districts="Tensta", amount=100_000 + number, source_file="x.xlsx", source_row=number,
            )
            for number in range(5_000)
        )  # fmt: skip
    earlier.nearest(case)
    started = perf_counter()
    found = earlier.nearest(case)
    assert len(found.hits) == 10
    assert perf_counter() - started < 1.0  # 0.05 s on a quiet machine; the benchmark measures, this only guards


def test_the_yearly_amounts_count_as_the_amount(bench: Workbench, earlier: Earlier, case: UUID) -> None:
    draft = a_good_application(amounts_applied=(YearAmount(year=2016, amount=500_000),), received_date=date(2016, 3, 1))
    other = bench.cases.create(draft).uid
    assert "belopp ±" in earlier.nearest(other).hits[0].likeness.explanation


def test_in_a_great_store_the_newest_of_the_same_board_or_district_are_looked_through(
    earlier: Earlier, bench: Workbench, case: UUID, second: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = bench.cases.create(ApplicationDraft(title="Läxhjälp i Farsta", applicant="farsta", received_date=date(2014, 1, 1))).uid
    assert far in [hit.matter.uid for hit in earlier.nearest(second).hits]
    monkeypatch.setattr("app.services.earlier_index.MOST", 2)
    assert [hit.matter.uid for hit in earlier.nearest(second).hits] == [case]
    earlier.file(second, RelationKind.REAPPLICATION, other=far)
    assert far in [hit.matter.uid for hit in earlier.nearest(second).hits]
    assert earlier.hit(second, far).relation is not None


def test_a_relation_changed_outside_the_program_is_found(earlier: Earlier, bench: Workbench, case: UUID, second: UUID) -> None:
    assert bench.files.check_contents() == ()
    earlier.file(second, RelationKind.DUPLICATE, "Samma", other=case)
    assert bench.files.check_contents() == ()
    connection = sqlite3.connect(bench.path)
    with connection:
        connection.execute("UPDATE case_relation SET note = 'Annat'")
    connection.close()
    assert len(bench.files.check_contents()) == 1
