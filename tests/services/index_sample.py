"""The sample's index in a store of the test's own: seven years of base areas, districts and boards, and the published series."""

from __future__ import annotations

from app.sample import index_values
from app.services.index_store import add_indicators, add_observations, add_population, add_territories, changed, save_series
from app.services.workbench import Workbench


def with_sample_index(bench: Workbench) -> None:
    with bench.store.writing() as unit:
        save_series(unit.session, index_values.series(), index_values.values())
        add_territories(unit.session, index_values.territories(bench.programme))
        add_population(unit.session, index_values.population(bench.programme))
        add_indicators(unit.session, index_values.indicators())
        add_observations(unit.session, index_values.observations(bench.programme), illustrative=True)
        changed(unit, "Exempelvärden", "", "Exempelserier", source=index_values.SOURCE)
