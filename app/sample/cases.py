"""All sample cases in the order they came in, and the application of the shipped example workbook."""

from __future__ import annotations

from app.sample import (
    cases_enskede,
    cases_hasselby_vallingby,
    cases_others,
    cases_rinkeby_kista,
    cases_skarholmen,
    cases_spanga_tensta,
)  # fmt: skip
from app.sample.cases_spanga_tensta import example_application, mended_example
from app.sample.model import SampleCase

__all__ = ["cases", "example_application", "mended_example"]

_PARTS = (cases_rinkeby_kista, cases_spanga_tensta, cases_skarholmen, cases_hasselby_vallingby, cases_enskede, cases_others)


def cases() -> tuple[SampleCase, ...]:
    found = [one for part in _PARTS for one in part.cases()]
    return tuple(sorted(found, key=lambda one: one.case_number))
