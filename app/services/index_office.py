"""What the office has decided about the index: the limits of the bands, and which findings on the data somebody has looked at."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain import swedish
from app.domain.riskindex.series import BANDS, REFERENCE, Band, Bands
from app.domain.views import Changes
from app.models.office import OfficeSetting
from app.services.index_store import KIND
from app.services.store import Store, Unit, require
from app.services.uids import new_uid

BANDS_KEY = "index.bands"
LOOKED_AT_KEY = "index.lookedAt"
HIGHEST = 1_000.0
MOST_KEPT = 400  # looked-at marks; the oldest go first


class IndexOffice:
    def __init__(self, store: Store) -> None:
        self.store = store

    # --- bands ------------------------------------------------------------------------------------

    def bands(self) -> Bands:
        """The office's own limits, or those of the program."""
        with self.store.reading() as session:
            return read_bands(session)

    def set_bands(self, bands: Bands) -> Changes:
        """Keep other limits; those of the program are kept as none. Raises RuleViolation."""
        for limit in astuple(bands):
            require(0 < limit <= HIGHEST, f"En gräns måste ligga mellan 0 och {swedish.integer(round(HIGHEST))}. Skriv ett indextal.")
        require(
            bands.far_above > bands.above > bands.like,
            "Gränserna ska falla: ”mycket över” högst, sedan ”över”, sedan ”som staden”. Ändra så att varje gräns är lägre än den förra.",
        )
        require(
            bands.above > REFERENCE >= bands.like,
            "Bandet ”som staden” måste rymma 100, som är staden själv. Sätt dess gränser på var sin sida om 100.",
        )
        with self.store.writing() as unit:
            before = read_bands(unit.session)
            if before != bands:
                _keep(unit, BANDS_KEY, dict(zip(("farAbove", "above", "like"), astuple(bands), strict=True)))
                _told(unit, BANDS_KEY, "Band i riskindex", in_words(before), in_words(bands))
        return unit.changes

    # --- findings looked at -----------------------------------------------------------------------

    def has_looked_at(self, key: str) -> bool:
        """Whether somebody has been through the findings on this data with this recipe; see `guards.review_key`."""
        with self.store.reading() as session:
            return any(one["key"] == key for one in _value(session, LOOKED_AT_KEY, []))

    def looked_at(self, key: str, number: int, what: str) -> Changes:
        """Mark the findings as looked at; `what` names series and recipe in the log."""
        with self.store.writing() as unit:
            kept = _value(unit.session, LOOKED_AT_KEY, [])
            if all(one["key"] != key for one in kept):
                mark = {"key": key, "at": unit.now.isoformat(), "by": unit.who}
                _keep(unit, LOOKED_AT_KEY, [*kept, mark][-MOST_KEPT:])
                _told(unit, LOOKED_AT_KEY, f"Iakttagelser om underlaget lästa, {what}", "", swedish.integer(number))
        return unit.changes


def read_bands(session: Session) -> Bands:
    """The limits in use, within a reading."""
    held = _value(session, BANDS_KEY, None)
    return BANDS if held is None else Bands(float(held["farAbove"]), float(held["above"]), float(held["like"]))


def in_words(bands: Bands) -> str:
    """'mycket över staden 150 och mer, över staden 115–150, …'."""
    return ", ".join(f"{band.label} {bands.limits(band)}" for band in Band)


def _row(session: Session, key: str) -> OfficeSetting | None:
    return session.scalars(select(OfficeSetting).where(OfficeSetting.key == key)).first()


def _value(session: Session, key: str, otherwise: Any) -> Any:
    held = session.scalar(select(OfficeSetting.value).where(OfficeSetting.key == key))
    return otherwise if held is None else json.loads(held)


def _keep(unit: Unit, key: str, value: Any) -> None:
    held = _row(unit.session, key)
    if held is None:
        held = OfficeSetting(uid=new_uid(), key=key)
        unit.session.add(held)
    held.value = json.dumps(value, ensure_ascii=False)


def _told(unit: Unit, key: str, label: str, before: str, after: str) -> None:
    held = _row(unit.session, key)
    assert held is not None
    unit.log(KIND, held.uid, key, label, before, after)
