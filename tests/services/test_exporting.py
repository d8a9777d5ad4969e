"""Lists out of the program hold every row."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.domain.views import ListQuery
from app.services import exporting
from app.services.workbench import Workbench
from tests.services.builders import a_good_application


@pytest.mark.parametrize("piece", [1, 2, 3, 4, 100])
def test_every_row_is_exported_once_however_many_there_are(
    bench: Workbench, case: UUID, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        bench.cases.create(a_good_application(title=f"Insats {number}"))
    monkeypatch.setattr(exporting, "PIECE", piece)
    query = ListQuery(sort="case_number", descending=False)
    assert [row.case_number for row in bench.exports.rows(query)] == ["2015-001", "2015-002", "2015-003", "2015-004"]
    assert len(bench.exports.cases_csv(query).splitlines()) == 5
