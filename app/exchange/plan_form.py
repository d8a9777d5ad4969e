"""The plan form, Handlingsplan.xlsx: made for a district administration to fill in, and read back with what cannot hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from app.domain import swedish
from app.domain.drafts import PlanDraft
from app.domain.plans import objective_numbers
from app.domain.problems import Problem
from app.domain.programme import Programme
from app.exchange.form_kinds import PLAN_FORM
from app.exchange.form_places import Place
from app.exchange.form_reader import Answers, FormReading, problem_at, read_form
from app.exchange.form_template import form_workbook
from app.exchange.sheet_reader import SheetReader, read_workbook

FILE_NAME = PLAN_FORM.file_name

PlanReading = FormReading[PlanDraft]

_MAX_NAMED = 20  # objective numbers that a text lists


def plan_template(programme: Programme, draft: PlanDraft | None = None) -> bytes:
    """The plan form as .xlsx bytes, filled when a draft is given."""
    return form_workbook(PLAN_FORM, programme, draft or PlanDraft())


def read_plan_form(source: Path | bytes, programme: Programme, *, reader: SheetReader = read_workbook) -> PlanReading:
    """Read a filled plan form from a file or its bytes. Raises FileRefused when the file as a whole is not one."""
    return read_form(PLAN_FORM, source, programme, reader=reader, check=_check)


def _check(answers: Answers[PlanDraft]) -> Iterator[Problem]:
    """What no single answer shows: numbers that stand twice or name nothing, and times that end before they start."""
    yield from _same_number(answers, "objectives", "mål")
    yield from _same_number(answers, "activities", "aktiviteter")
    yield from _unknown_objectives(answers)
    yield from _ends_before_start(answers)


def _same_number(answers: Answers[PlanDraft], table: str, several: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for row, cells in answers.rows.get(table, ()):
        key = swedish.match_key(row.number)
        if not key:
            continue
        if key in first:
            message = f"Två {several} har numret ”{row.number}”: här och på rad {first[key].row}. Ge dem olika nummer."
            yield problem_at(message, f"{table}.number", cells["number"])
        first.setdefault(key, cells["number"])


def _unknown_objectives(answers: Answers[PlanDraft]) -> Iterator[Problem]:
    """Objectives that an activity or a measured value names but the plan does not hold.

    Nothing is said while the objectives themselves could not be read.
    """
    if "objectives" not in answers.rows or answers.troubled & {"objectives", "objectives.number"}:
        return
    numbers = [row.number for row, _ in answers.rows["objectives"] if row.number]
    known = {swedish.match_key(number) for number in numbers}
    for row, cells in answers.rows.get("follow_up_values", ()):
        if row.objective and swedish.match_key(row.objective) not in known:
            yield problem_at(_unknown([row.objective], numbers), "follow_up_values.objective", cells["objective"])
    for row, cells in answers.rows.get("activities", ()):
        stated = [number for part in row.objectives.split(";") for number in _numbers_in(part, known)]
        if unknown := [number for number in stated if swedish.match_key(number) not in known]:
            yield problem_at(_unknown(unknown, numbers), "activities.objectives", cells["objectives"])


def _numbers_in(part: str, known: set[str]) -> Sequence[str]:
    """A number may hold a space; else what stands between spaces and commas are several."""
    return [part.strip()] if swedish.match_key(part) in known else objective_numbers(part)


def _unknown(stated: Sequence[str], numbers: Sequence[str]) -> str:
    named = swedish.join([f"”{number}”" for number in stated])
    if not numbers:
        return f"Mål nr {named} finns inte: inga målsättningar har nummer. Numrera målsättningarna."
    shown = list(numbers[:_MAX_NAMED])
    listed = swedish.join(shown) if len(numbers) <= _MAX_NAMED else f"{', '.join(shown)} med flera"
    return f"Mål nr {named} finns inte bland målsättningarna. Numren där är {listed}."


def _ends_before_start(answers: Answers[PlanDraft]) -> Iterator[Problem]:
    draft = answers.draft
    if message := _turned(draft.period_start, draft.period_end, "Planen gäller till", "gäller från"):
        yield problem_at(message, "period_end", answers.cells["period_end"])
    for row, cells in answers.rows.get("activities", ()):
        if message := _turned(row.start, row.end, "Aktiviteten slutar", "börjar"):
            yield problem_at(message, "activities.end", cells["end"])


def _turned(start: date | None, end: date | None, ends: str, starts: str) -> str:
    if start is None or end is None or end >= start:
        return ""
    return f"{ends} {swedish.iso_date(end)} men {starts} {swedish.iso_date(start)}. Rätta det ena datumet."
