"""The full-text search over the cases: what it finds, in which order, and what it never does."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text

from app.domain.drafts import ApplicationDraft, Objective
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.services import full_text
from app.services.workbench import Workbench


def made(bench: Workbench, **fields: object) -> UUID:
    return bench.cases.create(ApplicationDraft(**fields)).uid  # type: ignore[arg-type]


def found(bench: Workbench, words: str) -> list[str]:
    return [hit.title for hit in bench.queries.search(words) if hit.kind == "application"]


def listed(bench: Workbench, words: str) -> set[str]:
    return {row.title for row in bench.queries.applications(ListQuery(text=words)).rows}


def test_exact_letters_come_before_letters_alike_and_those_before_parts_of_words(bench: Workbench) -> None:
    for title in ("Åkergården", "Akergardens vänner", "Storåkergården"):
        made(bench, title=title)
    assert found(bench, "åker") == ["Åkergården", "Akergardens vänner", "Storåkergården"]
    assert found(bench, "aker")[0] == "Akergardens vänner"
    assert listed(bench, "ÅKER") == {"Åkergården", "Akergardens vänner", "Storåkergården"}


def test_letters_alike_are_found(bench: Workbench) -> None:
    pairs = (("idé", "ide"), ("saker", "säker"), ("muller", "müller"), ("fore", "före"), ("HÅLLA", "halla"))
    for _typed, written in pairs:
        made(bench, title=written, purpose=f"Något {written} annat")
    for typed, written in pairs:
        assert found(bench, typed) == [written]


def test_the_end_of_a_compound_word_finds_it_in_a_name_and_in_a_place(bench: Workbench) -> None:
    made(bench, title="Trygghetsvärdar på torget", districts=("tensta",))
    assert found(bench, "värdar") == ["Trygghetsvärdar på torget"]
    assert found(bench, "vard torg ensta") == ["Trygghetsvärdar på torget"]
    assert found(bench, "hetsvä torget") == ["Trygghetsvärdar på torget"]


def test_every_text_of_the_case_is_searched(bench: Workbench) -> None:
    uid = made(bench, title="Fallet", closure_lessons="slutord", objectives=(Objective(text="målord", method="enkätord"),))
    bench.cases.edit(uid, FieldRef("process.consultation_note"), "samrådsord")
    row = bench.cases.add_row(uid, "process.experts").row
    bench.cases.edit(uid, FieldRef("process.experts.statement", row), "yttrandeord")
    for word in ("slutord", "målord", "enkätord", "samrådsord", "yttrandeord", bench.cases.load(uid).case_number):
        assert found(bench, word) == ["Fallet"], word
    bench.cases.edit(uid, FieldRef("closure_lessons"), "")
    assert found(bench, "slutord") == []


def test_how_to_reach_people_is_never_searched(bench: Workbench) -> None:
    uid = made(bench, title="Fallet", contact_name="Kontaktnamnet", contact_phone="0811223344", contact_email="adress@example.se")
    bench.cases.edit(uid, FieldRef("process.caseworker"), "Handläggarnamnet")
    for word in ("kontaktnamnet", "0811223344", "adress", "handläggarnamnet"):
        assert found(bench, word) == []
        assert listed(bench, word) == set()


HOSTILE = (
    '"', '""', '" OR "', "*", "a*", "NEAR(a b)", "NOT", "a AND", "(", ")", "exact : x", "^a", "-a", "a + b", "{exact folded} : a",
    "'; DROP TABLE application",
    "%", "_", "\\", "\x00", "\u202e", "\ue000", "\ud800", "🎉🎉🎉", "a" * 1_000_000, "ord " * 250_000, '"' * 100_000,
)  # fmt: skip


def test_whatever_is_typed_or_pasted_is_data(bench: Workbench) -> None:
    made(bench, title="Åkergården")
    for typed in HOSTILE:
        bench.queries.search(typed)
        bench.queries.applications(ListQuery(text=typed))
        bench.queries.totals(ListQuery(text=typed))
    assert found(bench, "åkergården") == ["Åkergården"]


ODD = (
    "<b>fet</b>",
    "=HYPERLINK(1)",
    'sagt "så"',
    "(parentes)",
    "🎉 fest",
    "A\u030angstro\u0308m",
    "rakt\u202eåt",
    "100 % säkert",
    "a_b",
    "C++ kurs",
)


def test_odd_text_is_found_again_as_it_was_written(bench: Workbench) -> None:
    for number, written in enumerate(ODD):
        made(bench, title=f"Fallet {number}", description=f"före {written} efter")
    for number, written in enumerate(ODD):
        assert found(bench, written) == [f"Fallet {number}"], written
        assert listed(bench, written) == {f"Fallet {number}"}, written


def test_more_than_can_be_shown_is_said_and_leads_to_the_list(bench: Workbench) -> None:
    for number in range(4):
        made(bench, title=f"Insats {number}")
    hits = bench.queries.search("insats", limit=3)
    assert [hit.kind for hit in hits] == ["application", "application", "application", "list"]
    assert hits[0].title == "Insats 3"
    assert (hits[-1].title, hits[-1].key) == ("Fler träffar …", "insats")
    assert "list" not in {hit.kind for hit in bench.queries.search("insats", limit=4)}


def test_the_index_has_one_row_a_case(bench: Workbench, case: UUID) -> None:
    for title in ("Ett", "Två", "Tre"):
        bench.cases.edit(case, FieldRef("title"), title)
    with bench.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM application_search")) == 1
    assert found(bench, "ett") == []


def test_without_the_index_the_texts_themselves_are_searched(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full_text, "is_indexed", lambda _session: False)
    made(bench, title="Trygghetsvärdar", closure_lessons="slutord 100 %")
    made(bench, title="Något annat")
    for words in ("vardar", "SLUTORD trygg", "100 %"):
        assert found(bench, words) == ["Trygghetsvärdar"]
        assert listed(bench, words) == {"Trygghetsvärdar"}
    assert found(bench, "slut_rd") == []
