"""The tab Social risk: the same district in every series, the ranking below, and the way to Riskindex."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from app.domain.case_list import ListQuery
from app.ui.views.case_risk import RiskTab


def test_the_tab_lists_every_series_and_enter_leads_to_the_district(qtbot: Any, sample_session: Any) -> None:
    bench = sample_session.bench
    rows = bench.queries.applications(ListQuery(limit=200)).rows
    view = next(one for one in (bench.cases.load(row.uid) for row in rows) if one.draft.districts == ("tensta",))
    tab = RiskTab(sample_session)
    qtbot.addWidget(tab)
    tab.resize(900, 400)
    tab.load(view)
    assert tab.model.rowCount() == 0  # nothing is read before it is looked at
    tab.show()
    qtbot.waitExposed(tab)
    assert [tab.model.data(tab.model.index(row, 1), Qt.ItemDataRole.DisplayRole) for row in range(tab.model.rowCount())] == [
        "Publicerad 2012", "Planens kopia 2012", "Beräknad 2012",
    ]  # fmt: skip
    assert tab.mark_badge.isVisible()
    assert any(bar.unit == "tensta" for bar in tab.chart.ranking.bars)
    tab.table.setFocus()
    tab.table.selectRow(0)
    with qtbot.waitSignal(tab.district_wanted) as wanted:
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert wanted.args == ["tensta"]


def test_a_case_without_index_says_why(qtbot: Any, session: Any, bench: Any, case_uids: Any) -> None:
    tab = RiskTab(session)
    qtbot.addWidget(tab)
    tab.load(bench.cases.load(case_uids[0]))
    tab.show()
    qtbot.waitExposed(tab)
    assert tab.pages.currentWidget() is tab.none
