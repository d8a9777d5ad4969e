"""Which territory is which of the programme's boards and districts: by level and name, since codes are the files' own."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import swedish
from app.domain.programme import Programme
from app.domain.riskindex.dataset import Dataset
from app.domain.riskindex.series import Level


def codes_of(dataset: Dataset, programme: Programme) -> Mapping[tuple[Level, str], str]:
    """(level, the programme's key) → territory code, for every board and district that the data has."""
    known: dict[tuple[Level, str], str] = {}
    for district in programme.districts:
        for name in (district.name, *district.aliases):
            known[Level.DISTRICT, swedish.match_key(name)] = district.key
    for board in programme.district_boards:
        for name in (board.short_name, board.name, *board.aliases):
            known[Level.BOARD, swedish.match_key(name)] = board.key
    found: dict[tuple[Level, str], str] = {}
    for one in dataset.territories:
        for name in (one.name, *one.aliases):
            key = known.get((one.level, swedish.match_key(name)))
            if key is not None:
                found.setdefault((one.level, key), one.code)
    return found


def keys_of(dataset: Dataset, programme: Programme) -> Mapping[str, str]:
    """Territory code → the programme's key of that board or district."""
    return {code: key for (_level, key), code in codes_of(dataset, programme).items()}
