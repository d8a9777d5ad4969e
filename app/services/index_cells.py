"""Cells of observations and inhabitants: read as typed, checked all before anything is stored, written as one block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.domain.problems import Problem
from app.domain.riskindex.entry import Cells, Numbers, read_cells, read_people, shown
from app.domain.riskindex.limits import FIRST_YEAR, LAST_YEAR
from app.domain.riskindex.series import Indicator, IndicatorKind
from app.domain.swedish import ParseError
from app.errors import NotFound, StateConflict, ValidationProblems
from app.models import riskindex as mapped
from app.services.store import require

_PEOPLE = "inhabitants"


def cells_of(session: Session, indicator: str, year: int) -> dict[str, Cells]:
    """Own observations of one indicator and year by territory code, as a cell shows them."""
    kept = mapped.Observation
    query = select(kept.unit, kept.value, kept.numerator, kept.denominator, kept.illustrative)
    return {
        row.unit: Cells(shown(row.value), shown(row.numerator), shown(row.denominator), row.illustrative)
        for row in session.execute(query.where(kept.indicator == indicator, kept.year == year))
    }


def write_values(
    session: Session,
    indicator: Indicator,
    year: int,
    typed: Mapping[str, Cells],
    expected: Mapping[str, Cells] | None,
    names: Mapping[str, str],
) -> tuple[dict[str, Cells], dict[str, Cells]]:
    """What stood in the cells that differ, and what stands there now. Raises ValidationProblems, StateConflict, NotFound."""
    _require_year(year)
    _require_known(typed, names)
    before = cells_of(session, indicator.code, year)
    numbers: dict[str, Numbers] = {}
    problems: list[Problem] = []
    for code, cells in typed.items():
        numbers[code], wrong = read_cells(indicator, cells)
        problems += [Problem(f"{names[code]}: {message}", f"{code}.{column}") for column, message in wrong.items()]
    if problems:
        raise ValidationProblems(problems)
    for code, cells in (expected or {}).items():
        if before.get(code, Cells()) != cells:
            raise StateConflict(f"Värdet för {names.get(code, code)} har ändrats sedan du såg det. Skriv det igen om det ska gälla.")
    after = {code: _as_cells(numbers[code], typed[code].illustrative) for code in typed}
    moved = {code: cells for code, cells in after.items() if cells != before.get(code, Cells())}
    kept = mapped.Observation
    if moved:
        session.execute(delete(kept).where(kept.indicator == indicator.code, kept.year == year, kept.unit.in_(list(moved))))
    rows = [
        {
            "indicator": indicator.code, "unit": code, "year": year, "value": numbers[code].value, "numerator": numbers[code].numerator,
            "denominator": numbers[code].denominator, "illustrative": cells.illustrative,
        }
        for code, cells in moved.items()
        if not cells.is_empty
    ]  # fmt: skip
    if rows:
        session.execute(insert(kept), rows)
    return {code: before.get(code, Cells()) for code in moved}, moved


def _as_cells(numbers: Numbers, illustrative: bool) -> Cells:
    made = Cells(shown(numbers.value), shown(numbers.numerator), shown(numbers.denominator), illustrative)
    return Cells() if made.is_empty else made


def require_fits(session: Session, indicator: Indicator, kind: IndicatorKind) -> None:
    """Values already stored must hold for another kind as well. Raises RuleViolation."""
    kept = mapped.Observation
    own = kept.indicator == indicator.code
    if kind is IndicatorKind.PERCENTAGE:
        high = session.scalar(select(kept.value).where(own, kept.value > 100).limit(1))
        require(high is None, f"Indikatorn har värden över 100, till exempel {shown(high)}. Då kan den inte vara en andel i procent.")
    if kind is not IndicatorKind.OTHER:
        over = session.scalar(select(kept.numerator).where(own, kept.numerator > kept.denominator).limit(1))
        require(over is None, "Indikatorn har täljare som är större än nämnaren. Då är den varken en andel eller en kvot.")


def write_people(
    session: Session, year: int, typed: Mapping[str, str], expected: Mapping[str, str] | None, names: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """As `write_values`, for inhabitants."""
    _require_year(year)
    _require_known(typed, names)
    held = mapped.TerritoryPopulation
    query = select(held.territory, held.inhabitants).where(held.year == year)
    before = {row.territory: shown(row.inhabitants) for row in session.execute(query)}
    numbers: dict[str, int | None] = {}
    problems: list[Problem] = []
    for code, one in typed.items():
        try:
            numbers[code] = read_people(one)
        except ParseError as error:
            problems.append(Problem(f"{names[code]}: {error}", f"{code}.{_PEOPLE}"))
    if problems:
        raise ValidationProblems(problems)
    for code, one in (expected or {}).items():
        if before.get(code, "") != one:
            raise StateConflict(f"Invånarna i {names.get(code, code)} har ändrats sedan du såg dem. Skriv talet igen om det ska gälla.")
    after = {code: shown(number) for code, number in numbers.items() if shown(number) != before.get(code, "")}
    if after:
        session.execute(delete(held).where(held.year == year, held.territory.in_(list(after))))
    rows = [{"territory": code, "year": year, "inhabitants": numbers[code]} for code in after if numbers[code] is not None]
    if rows:
        session.execute(insert(held), rows)
    return {code: before.get(code, "") for code in after}, after


def _require_year(year: int) -> None:
    require(FIRST_YEAR <= year <= LAST_YEAR, f"Året ska ligga mellan {FIRST_YEAR} och {LAST_YEAR}.")


def _require_known(typed: Mapping[str, object], names: Mapping[str, str]) -> None:
    unknown: Sequence[str] = [code for code in typed if code not in names]
    if unknown:
        raise NotFound(f"Området {unknown[0]} finns inte längre i filen.")
