from __future__ import annotations

import pytest
from sqlalchemy import select

from app.domain.riskindex.series import BANDS, Band, Bands, IndexValue, Level, Measure, SeriesInfo, SeriesKind
from app.errors import RuleViolation
from app.models.log import LogEntry
from app.services.index_store import save_series
from app.services.workbench import Workbench


def logged(bench: Workbench, label: str) -> list[tuple[str | None, str | None]]:
    """What was before and after, of every line in the log whose label begins so."""
    with bench.store.reading() as session:
        found = session.execute(select(LogEntry.before, LogEntry.after).where(LogEntry.label.startswith(label)))
        return [(row.before, row.after) for row in found]


OWN = Bands(160.0, 120.5, 90.0)
INFO = SeriesInfo(
    key="s", name="S", kind=SeriesKind.PUBLISHED, level=Level.DISTRICT, source="Prov", reference="staden samma år = 100", illustrative=False
)  # fmt: skip


def test_the_programs_bands_hold_until_the_office_has_its_own(bench: Workbench) -> None:
    assert bench.index_office.bands() == BANDS
    changes = bench.index_office.set_bands(OWN)
    assert bench.index_office.bands() == OWN
    assert "index" in changes.kinds
    bench.index_office.set_bands(BANDS)
    assert bench.index_office.bands() == BANDS


def test_other_bands_are_logged_in_words_and_only_when_something_changed(bench: Workbench) -> None:
    bench.index_office.set_bands(BANDS)
    assert not logged(bench, "Band i riskindex")
    bench.index_office.set_bands(OWN)
    ((before, after),) = logged(bench, "Band i riskindex")
    assert "över staden 115–150" in (before or "")
    assert "mycket över staden 160 och mer, över staden 120,5–160" in (after or "")


@pytest.mark.parametrize(
    ("bands", "told"),
    [
        (Bands(120, 130, 85), "lägre än den förra"),
        (Bands(150, 99, 85), "rymma 100"),
        (Bands(150, 115, 101), "rymma 100"),
        (Bands(150, 115, -1), "mellan 0 och"),
        (Bands(float("nan"), 115, 85), "mellan 0 och"),
    ],
)
def test_bands_that_say_nothing_are_refused(bench: Workbench, bands: Bands, told: str) -> None:
    with pytest.raises(RuleViolation, match=told):
        bench.index_office.set_bands(bands)
    assert bench.index_office.bands() == BANDS


def test_rankings_follow_the_offices_bands(bench: Workbench) -> None:
    with bench.store.writing() as unit:
        save_series(unit.session, [INFO], [IndexValue(series="s", unit="tensta", measure=Measure.TOTAL, year=2012, value=155.0)])
    assert bench.queries.ranking(Level.DISTRICT, Measure.TOTAL, 2012).bars[0].band is Band.FAR_ABOVE  # type: ignore[union-attr]
    bench.index_office.set_bands(OWN)
    shown = bench.queries.ranking(Level.DISTRICT, Measure.TOTAL, 2012)
    assert shown is not None
    assert (shown.bars[0].band, shown.bands) == (Band.ABOVE, OWN)


def test_findings_are_looked_at_once_for_each_data_and_recipe(bench: Workbench) -> None:
    office = bench.index_office
    assert not office.has_looked_at("a")
    office.looked_at("a", 7, "stadsdelar 2012")
    office.looked_at("a", 7, "stadsdelar 2012")
    assert office.has_looked_at("a")
    assert not office.has_looked_at("b")
    assert len(logged(bench, "Iakttagelser")) == 1
