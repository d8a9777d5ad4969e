"""The frozen copy of the risk index as a plan shows it: ranked districts, the four parts, and what the values are."""

from __future__ import annotations

from dataclasses import replace

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.series import CAUTION, EXAMPLE_MARK, Level, Measure, SeriesInfo, ranking
from app.domain.texts.sections import Chart, Column, DataTable, Facts, SectionPart
from app.domain.views import FrozenIndex


def index_parts(index: FrozenIndex | None, programme: Programme, board: str | None) -> tuple[SectionPart, ...]:
    """What the values are, the board's own units ranked among all in the copy, and every part of the index for them."""
    if index is None:
        return ("Planen har ingen fryst kopia av riskindexet.",)
    about = Facts((
        ("Serie", index.name or swedish.EMPTY),
        ("Slag", index.kind.label),
        ("Nivå", index.level.label),
        ("År", str(index.year)),
        ("Källa", index.source or swedish.EMPTY),
        ("Jämförelse", index.reference or swedish.EMPTY),
        ("Beräkning", index.recipe or swedish.EMPTY),
        ("Fryst den", swedish.iso_date(index.frozen_date)),
        *((("Observera", f"{EXAMPLE_MARK}."),) if index.illustrative else ()),
    ))  # fmt: skip
    own = _own_units(index, programme, board)
    shown = (_chart(index, programme, own), _parts_table(index, programme, own))
    found = tuple(part for part in shown if part is not None)
    return (about, *(found or ("Den frysta kopian saknar värden för nämndens stadsdelar.",)))


def _own_units(index: FrozenIndex, programme: Programme, board: str | None) -> tuple[str, ...]:
    if board is None:
        return ()
    own = (board,) if index.level is Level.BOARD else tuple(one.key for one in programme.districts_of(board))
    return tuple(unit for unit in own if unit in index.values)


def _name(programme: Programme, unit: str) -> str:
    held = programme.organisation_by_key.get(unit)
    return held.short_name if held else programme.district_name(unit)


def _chart(index: FrozenIndex, programme: Programme, own: tuple[str, ...]) -> Chart | None:
    info = SeriesInfo(
        key="plan",
        name=index.name,
        kind=index.kind,
        level=index.level,
        source=index.source or swedish.EMPTY,
        reference=index.reference,
        illustrative=index.illustrative,
    )
    totals = [(unit, _name(programme, unit), held[Measure.TOTAL]) for unit, held in index.values.items() if Measure.TOTAL in held]
    drawn = ranking(info, Measure.TOTAL, index.year, totals)
    drawn = replace(drawn, highlight=frozenset(own)) if index.level is Level.BOARD else drawn.only(own, "nämndens stadsdelar")
    drawn = replace(drawn, subtitle=f"{drawn.subtitle} · fryst {swedish.iso_date(index.frozen_date)}")
    return Chart(drawn, CAUTION) if any(bar.unit in own for bar in drawn.bars) else None


def _parts_table(index: FrozenIndex, programme: Programme, own: tuple[str, ...]) -> DataTable | None:
    """Total and sub-indexes together: they rank districts differently (section 7.4)."""
    if not own:
        return None
    ordered = sorted(own, key=lambda unit: (-index.values[unit].get(Measure.TOTAL, 0.0), swedish.sort_key(_name(programme, unit))))
    rows = tuple(
        (_name(programme, unit), *(_shown(index.values[unit].get(measure)) for measure in Measure))
        for unit in ordered
    )  # fmt: skip
    columns = (Column(index.level.label, 0.25), *(Column(measure.label, 0.15, numeric=True) for measure in Measure))
    mark = f". {EXAMPLE_MARK}" if index.illustrative else ""
    return DataTable(caption=f"Riskindexets delar {index.year}, {index.reference}{mark}", columns=columns, rows=rows)


def _shown(value: float | None) -> str:
    return swedish.EMPTY if value is None else swedish.decimal(value)
