from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import event

from app.domain.drafts import DialogueDraft
from app.domain.rules.evidence import FieldRef
from app.domain.views import ListQuery
from app.domain.vocabulary import ApplicationState
from app.services.workbench import Workbench
from tests.services.builders import a_good_application


def titles(bench: Workbench, **query: object) -> list[str]:
    return [row.title for row in bench.queries.applications(ListQuery(**query)).rows]  # type: ignore[arg-type]


@pytest.fixture
def three(bench: Workbench, plan: UUID) -> dict[str, UUID]:
    names = {"Ängsskolan 100%_klar": None, "Åkermyntans gård": None, "Zenit ungdom": None}
    return {name: bench.cases.create(a_good_application(title=name)).uid for name in names}


def test_titles_sort_in_swedish(bench: Workbench, three: dict[str, UUID]) -> None:
    assert titles(bench, sort="title", descending=False) == ["Zenit ungdom", "Åkermyntans gård", "Ängsskolan 100%_klar"]


def test_search_takes_exact_and_folded_letters_and_no_wildcards(bench: Workbench, three: dict[str, UUID]) -> None:
    assert titles(bench, text="akermyntan") == ["Åkermyntans gård"]
    assert titles(bench, text="ÅKER tensta") == ["Åkermyntans gård"]
    assert titles(bench, text="100%_") == ["Ängsskolan 100%_klar"]
    assert titles(bench, text="%") == ["Ängsskolan 100%_klar"]
    assert titles(bench, text="a_k") == []


def test_filters_meet(bench: Workbench, three: dict[str, UUID]) -> None:
    uid = three["Zenit ungdom"]
    bench.cases.edit(uid, FieldRef("board_result"), "Avslag i nämnden")
    assert titles(bench, rule="R06") == ["Zenit ungdom"]
    assert titles(bench, board="farsta") == []
    bench.cases.move(uid, ApplicationState.WITHDRAWN)
    assert titles(bench, states=(ApplicationState.WITHDRAWN,)) == ["Zenit ungdom"]
    assert bench.queries.counts() == {"todo": 2, "supplement": 2, "proposed": 0, "decided": 0, "all": 3}


def test_page_tells_the_true_count(bench: Workbench, three: dict[str, UUID]) -> None:
    page = bench.queries.applications(ListQuery(limit=2))
    assert (len(page.rows), page.total) == (2, 3)
    rest = bench.queries.applications(ListQuery(limit=2, offset=2))
    assert {row.uid for row in page.rows + rest.rows} == set(three.values())


def test_list_costs_the_same_number_of_statements_whatever_its_length(bench: Workbench, three: dict[str, UUID]) -> None:
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(bench.store._readers, "before_cursor_execute", note)
    bench.queries.applications(ListQuery(limit=2))
    few = len(sent)
    sent.clear()
    bench.queries.applications(ListQuery(limit=3))
    event.remove(bench.store._readers, "before_cursor_execute", note)
    assert len(sent) == few <= 4


def test_row_says_how_the_rules_fell_and_how_long_it_waited(bench: Workbench, case: UUID) -> None:
    (row,) = bench.queries.applications(ListQuery()).rows
    assert row.passed + row.failed + row.insufficient + row.to_judge <= 31
    assert row.passed > 8
    assert row.days == 360  # 2015-03-20 to the reference day 2016-03-14
    assert row.districts == "Tensta"


def test_search_finds_cases_places_rules_and_plans(bench: Workbench, case: UUID) -> None:
    hits = bench.queries.search("tensta")
    assert [hit.kind for hit in hits][:1] == ["application"]
    assert {"district", "organisation", "plan"} <= {hit.kind for hit in hits}
    assert [hit.key for hit in bench.queries.search("R08")] == ["R08"]
    assert bench.queries.search("  ") == ()


def test_overview_leads_to_what_is_to_be_done(bench: Workbench, case: UUID) -> None:
    overview = bench.queries.overview()
    assert overview.cases == 1
    assert overview.todo[0].uid == case
    assert overview.todo[0].tab == "rules"
    assert overview.frame.applied == 1_000_000
    assert overview.frame.left == 150_000_000


def test_search_finds_dialogues_by_number_area_and_board(bench: Workbench) -> None:
    uid = bench.dialogues.create(DialogueDraft(board="farsta", area="Fagersjö torg", number="BD-2015-07")).uid
    for text in ("bd-2015-07", "fagersjo torg", "boendedialog farsta"):
        assert [one.key for one in bench.queries.search(text) if one.kind == "dialogue"] == [str(uid)]
    assert not [one for one in bench.queries.search("boendedialog skärholmen") if one.kind == "dialogue"]
