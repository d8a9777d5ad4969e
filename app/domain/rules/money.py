"""Investments, frame, period and arithmetic: R08, R25, R26, R27. All amounts are whole kronor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from app.domain import swedish
from app.domain.drafts import ApplicationDraft, BudgetLine, YearAmount
from app.domain.rules.evidence import Evidence, FieldRef, ValueUsed
from app.domain.rules.finding import (
    Finding,
    empty_keys,
    found_words,
    lacking,
    met,
    missing,
    not_applicable,
    not_met,
    on,
    quoted,
    refs,
    to_judge,
    values,
)  # fmt: skip
from app.domain.vocabulary import CostType, DecisionOutcome, FundedBy

_INVESTMENT_WORDS = re.compile(r"\b\w*(?:ombygg|nybygg|tillbygg|byggnation|anlägg|inventarie|möbl|renover|upprust|invester)\w*")


def line_name(number: int, line: BudgetLine) -> str:
    """'Rad 4 ”Inköp av belysningsstolpar”', numbered as the user sees it."""
    about = line.note or (line.cost_type.label if line.cost_type else "")
    return f"Rad {number} {quoted(about, 80)}" if about else f"Rad {number}"


def line_values(lines: Iterable[BudgetLine]) -> tuple[ValueUsed, ...]:
    return tuple(ValueUsed("Budgetrad", _line_text(line)) for line in lines)


def _line_text(line: BudgetLine) -> str:
    return "; ".join(
        (
            str(line.year) if line.year is not None else "år –",
            line.cost_type.label if line.cost_type else "kostnadsslag –",
            line.funded_by.label if line.funded_by else "betalas av –",
            _kronor(line.amount),
            line.note,
        )
    ).removesuffix("; ")


def _kronor(amount: int | None) -> str:
    return swedish.EMPTY if amount is None else swedish.kronor(amount)


def r08(evidence: Evidence) -> Finding:
    """R08, section 4.3: no investment is paid with programme funds."""
    lines = tuple(enumerate(evidence.application.budget_lines, 1))
    if not lines:
        return lacking("Ansökan innehåller ingen budget.", (), refs("budget_lines"))
    used = line_values(line for _, line in lines)
    investments = [(number, line) for number, line in lines if line.cost_type is CostType.INVESTMENT]
    charged = [(n, line) for n, line in investments if line.funded_by is FundedBy.PROGRAMME and (line.amount or 0) > 0]
    if charged:
        reasons = [
            f"{line_name(number, line)} {_kronor(line.amount)} är en investering och ska betalas med projektmedel."
            for number, line in charged
        ]
        return not_met(" ".join(reasons), used, (FieldRef("budget_lines.cost_type", line.uid) for _, line in charged))
    gaps = [(number, line, gap) for number, line in lines if (gap := _investment_gap(line))]
    if gaps:
        labels = {"cost_type": "kostnadsslag", "funded_by": "uppgift om vem som betalar", "amount": "belopp"}
        reasons = [f"{line_name(number, line)} saknar {labels[gap]}." for number, line, gap in gaps]
        return lacking(" ".join(reasons), used, (FieldRef(f"budget_lines.{gap}", line.uid) for _, line, gap in gaps))
    remarks, where = _investment_flags(lines)
    if remarks:
        return to_judge(" ".join([*remarks, "Bedöm om projektmedel används till investering."]), used, where)
    return met("Ingen rad i budgeten är en investering.", used, refs("budget_lines.cost_type"))


def _investment_gap(line: BudgetLine) -> str:
    """The column that must be filled before the line can be told from an investment; '' when none."""
    if line.cost_type is None:
        return "cost_type"
    if line.cost_type is not CostType.INVESTMENT:
        return ""
    if line.funded_by is None:
        return "funded_by"
    return "amount" if line.amount is None else ""


def _investment_flags(lines: tuple[tuple[int, BudgetLine], ...]) -> tuple[list[str], list[FieldRef]]:
    remarks: list[str] = []
    where: list[FieldRef] = []
    for number, line in lines:
        if line.cost_type is CostType.INVESTMENT:
            payer = line.funded_by.label.lower() if line.funded_by else swedish.EMPTY
            remarks.append(f"{line_name(number, line)} {_kronor(line.amount)} är en investering som betalas av {payer}.")
            where.append(FieldRef("budget_lines.cost_type", line.uid))
        elif line.funded_by in (None, FundedBy.PROGRAMME) and (words := found_words(line.note, _INVESTMENT_WORDS)):
            said = swedish.join([f"”{word}”" for word in words])
            remarks.append(f"{line_name(number, line)} innehåller {said}, som kan tyda på en investering.")
            where.append(FieldRef("budget_lines.note", line.uid))
    return remarks, where


# --- the frame -----------------------------------------------------------------------------------


_APPLIED = "Sökt belopp"


def r25(evidence: Evidence) -> Finding:
    """R25, section 4.3: what is granted already and this proposal stay within the programme's frame."""
    programme, process, application = evidence.programme, evidence.process, evidence.application
    amount, label = _charge(evidence)
    outcome = process.decision_outcome or process.proposed_outcome
    used = (
        ValueUsed("Programmets ram", swedish.kronor(programme.frame)),
        ValueUsed("Beviljat i andra ärenden", swedish.kronor(evidence.granted_before)),
        ValueUsed(label, _kronor(amount)),
        ValueUsed("Andra förslag som väntar på beslut", swedish.kronor(evidence.pending_proposals)),
    )
    fields = refs("process.proposed_amount", "amounts_applied.amount")
    if outcome in (DecisionOutcome.REJECTED, DecisionOutcome.REMITTED):
        return not_applicable(f"Förslaget eller beslutet är {outcome.label.lower()} och tar inget av programmets ram.", used, fields)
    if amount is None:
        return lacking("Det finns varken ett föreslaget eller ett sökt belopp att ställa mot ramen.", used, fields)
    total = evidence.granted_before + amount
    left = programme.frame - total
    frame, sum_text = swedish.kronor(programme.frame), swedish.kronor(total)
    if left < 0:
        reason = f"Beviljat och det här förslaget blir tillsammans {sum_text}, {swedish.kronor(-left)} över ramen på {frame}."
        return not_met(reason, used, fields)
    if label == _APPLIED and _amount_incomplete(application):
        return lacking("Det sökta beloppet är ofullständigt: det finns rader som saknar belopp eller betalare.", used, fields)
    reason = f"Beviljat och det här förslaget blir tillsammans {sum_text}. Av ramen på {frame} återstår {swedish.kronor(left)}."
    if evidence.pending_proposals > left:
        reason += f" Andra förslag som väntar på beslut, {swedish.kronor(evidence.pending_proposals)}, ryms då inte alla."
    return met(reason, used, fields)


def _charge(evidence: Evidence) -> tuple[int | None, str]:
    """What this case takes of the frame: the amount granted, else proposed, else applied for, and what to call it."""
    if evidence.process.amount_granted is not None:
        return evidence.process.amount_granted, "Beviljat belopp"
    if evidence.process.proposed_amount is not None:
        return evidence.process.proposed_amount, "Föreslaget belopp"
    return evidence.application.amount_applied, _APPLIED


def _amount_incomplete(application: ApplicationDraft) -> bool:
    """Whether `amount_applied` leaves something out."""
    if application.amounts_applied:
        return any(row.amount is None for row in application.amounts_applied)
    return any(
        line.funded_by is None or (line.funded_by is FundedBy.PROGRAMME and line.amount is None) for line in application.budget_lines
    )


# --- the period ----------------------------------------------------------------------------------


def r26(evidence: Evidence) -> Finding:
    """R26, section 4.3: dates and budget years lie within the programme period, and in order."""
    application, programme = evidence.application, evidence.programme
    first, last = programme.period_start, programme.period_end
    years = sorted({row.year for row in _yearly(application) if row.year is not None})
    used = (
        *values(evidence, "start_date", "end_date"),
        ValueUsed("Budgetår", ", ".join(str(year) for year in years) or swedish.EMPTY),
        ValueUsed("Programperioden", f"{swedish.iso_date(first)}–{swedish.iso_date(last)}"),
    )
    start, end = application.start_date, application.end_date
    faults: list[str] = []
    where: list[FieldRef] = []
    if start and end and end < start:
        faults.append(f"Slutdatum {on(end)} ligger före startdatum {on(start)}.")
        where += refs("end_date", "start_date")
    for key, name, day in (("start_date", "Startdatum", start), ("end_date", "Slutdatum", end)):
        if day and not first <= day <= last:
            faults.append(f"{name} {on(day)} ligger utanför programperioden {first.year}–{last.year}.")
            where += refs(key)
    outside = [row for row in _yearly(application) if row.year is not None and not first.year <= row.year <= last.year]
    if outside:
        named = swedish.join([str(year) for year in sorted({row.year for row in outside if row.year is not None})])
        faults.append(f"Budgeten har belopp för {named}, utanför programperioden {first.year}–{last.year}.")
        where += [FieldRef(f"{_table_of(row)}.year", row.uid) for row in outside]
    if faults:
        return not_met(" ".join(faults), used, dict.fromkeys(where))
    absent = empty_keys(evidence, "start_date", "end_date")
    if start is None or end is None:
        return lacking(missing(absent), used, refs(*absent))
    return met(f"Insatsen pågår från {on(start)} till {on(end)}, inom programperioden.", used, refs("start_date", "end_date"))


def _yearly(application: ApplicationDraft) -> tuple[BudgetLine | YearAmount, ...]:
    return (*application.budget_lines, *application.amounts_applied)


def _table_of(row: BudgetLine | YearAmount) -> str:
    return "budget_lines" if isinstance(row, BudgetLine) else "amounts_applied"


# --- arithmetic ----------------------------------------------------------------------------------


def r27(evidence: Evidence) -> Finding:
    """R27, section 4.3: lines, amounts stated, own funding and co-funding agree to the krona, within the period's years."""
    sheet = _Sheet(evidence.application)
    faults = [*sheet.per_year(), *sheet.own(), *sheet.co(), *sheet.years()]
    gaps = sheet.gaps()
    used = sheet.values(evidence)
    if faults:
        where = dict.fromkeys(ref for _, fault_refs in faults for ref in fault_refs)
        texts = [text for text, _ in faults] + ([f"Dessutom saknas uppgifter. {' '.join(text for text, _ in gaps)}"] if gaps else [])
        return not_met(" ".join(texts), used, where)
    if gaps:
        return lacking(" ".join(text for text, _ in gaps), used, dict.fromkeys(ref for _, gap_refs in gaps for ref in gap_refs))
    total = swedish.kronor(sum(line.amount or 0 for line in evidence.application.budget_lines))
    return met(f"Budgeten på {total} stämmer med sökt belopp, egen finansiering och medfinansiering.", used, refs("budget_lines"))


_Note = tuple[str, tuple[FieldRef, ...]]


class _Sheet:
    """The sums of one application's budget; a check speaks only when all that it needs is there."""

    def __init__(self, application: ApplicationDraft) -> None:
        self._application = application
        self._lines = application.budget_lines
        self._stated = application.amounts_applied
        self._lines_whole = bool(self._lines) and all(
            line.year is not None and line.funded_by is not None and line.amount is not None for line in self._lines
        )
        self._stated_whole = bool(self._stated) and all(row.year is not None and row.amount is not None for row in self._stated)
        self._co_whole = all(row.amount is not None for row in application.co_funding)

    def _sum(self, funded_by: FundedBy) -> int:
        return sum(line.amount or 0 for line in self._lines if line.funded_by is funded_by)

    @property
    def _co_stated(self) -> int:
        return sum(row.amount or 0 for row in self._application.co_funding)

    def gaps(self) -> list[_Note]:
        """What must be filled in before every check can speak."""
        notes: list[_Note] = []
        if not self._lines:
            notes.append(("Budgeten saknar rader.", refs("budget_lines")))
        labels = {"year": "år", "funded_by": "uppgift om vem som betalar", "amount": "belopp"}
        for number, line in enumerate(self._lines, 1):
            notes += _row_gap(line_name(number, line), "budget_lines", line, labels)
        if not self._stated:
            notes.append(("Sökt belopp per år saknas.", refs("amounts_applied")))
        for number, row in enumerate(self._stated, 1):
            notes += _row_gap(f"Sökt belopp per år, rad {number},", "amounts_applied", row, {"year": "år", "amount": "belopp"})
        if self._lines_whole and self._application.own_funding is None and self._sum(FundedBy.OWN):
            notes.append((missing(["own_funding"]), refs("own_funding")))
        if self._lines_whole and not self._application.co_funding and self._sum(FundedBy.CO):
            notes.append(("Budgeten har rader med medfinansiering men ingen medfinansiär är angiven.", refs("co_funding")))
        for number, co_row in enumerate(self._application.co_funding, 1):
            if co_row.amount is None:
                name = f" {quoted(co_row.organisation, 80)}" if co_row.organisation else ""
                notes.append((f"Medfinansiär {number}{name} saknar belopp.", (FieldRef("co_funding.amount", co_row.uid),)))
        absent = [key for key in ("start_date", "end_date") if getattr(self._application, key) is None]
        if absent:
            notes.append((missing(absent), refs(*absent)))
        return notes

    def per_year(self) -> list[_Note]:
        """Programme lines against the amount stated, year by year."""
        if not (self._lines_whole and self._stated_whole):
            return []
        lines = _by_year(line for line in self._lines if line.funded_by is FundedBy.PROGRAMME)
        stated = _by_year(self._stated)
        notes: list[_Note] = []
        for year in sorted(lines.keys() | stated.keys()):
            have, said = lines.get(year, 0), stated.get(year, 0)
            if have != said:
                rows = [FieldRef("amounts_applied.amount", row.uid) for row in self._stated if row.year == year]
                rows += [
                    FieldRef("budget_lines.amount", line.uid)
                    for line in self._lines
                    if line.year == year and line.funded_by is FundedBy.PROGRAMME
                ]
                text = f"För {year} är raderna med projektmedel {_kronor(have)} men sökt belopp {_kronor(said)}, en skillnad på"
                notes.append((f"{text} {_kronor(abs(have - said))}.", tuple(rows)))
        return notes

    def own(self) -> list[_Note]:
        stated, have = self._application.own_funding, self._sum(FundedBy.OWN)
        if not self._lines_whole or stated is None or stated == have:
            return []
        text = f"Raderna med egen finansiering är {_kronor(have)} men egen finansiering totalt är {_kronor(stated)}"
        return [(f"{text}, en skillnad på {_kronor(abs(have - stated))}.", refs("own_funding", "budget_lines.amount"))]

    def co(self) -> list[_Note]:
        stated, have = self._co_stated, self._sum(FundedBy.CO)
        if not (self._lines_whole and self._co_whole and self._application.co_funding) or stated == have:
            return []
        text = f"Raderna med medfinansiering är {_kronor(have)} men medfinansiärernas belopp är {_kronor(stated)}"
        return [(f"{text}, en skillnad på {_kronor(abs(have - stated))}.", refs("co_funding.amount", "budget_lines.amount"))]

    def years(self) -> list[_Note]:
        """Budget years against the activity's own period."""
        start, end = self._application.start_date, self._application.end_date
        if start is None or end is None:
            return []
        if end < start:
            return [
                ("Budgetåren går inte att jämföra med perioden, eftersom slutdatum ligger före startdatum.", refs("end_date", "start_date"))
            ]
        rows = [row for row in _yearly(self._application) if row.year is not None and not start.year <= row.year <= end.year]
        if not rows:
            return []
        period = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        named = swedish.join([str(year) for year in sorted({row.year for row in rows if row.year is not None})])
        where = tuple(FieldRef(f"{_table_of(row)}.year", row.uid) for row in rows)
        return [(f"Budgeten har belopp för {named}, men insatsen pågår {period}.", where)]

    def values(self, evidence: Evidence) -> tuple[ValueUsed, ...]:
        sums = [ValueUsed(f"Rader med {kind.label.lower()}", _kronor(self._sum(kind))) for kind in FundedBy]
        stated = [
            ValueUsed("Sökt belopp per år", f"{row.year if row.year is not None else 'år –'}: {_kronor(row.amount)}")
            for row in self._stated
        ]
        co = [
            ValueUsed("Medfinansiär", f"{row.organisation or swedish.EMPTY}: {_kronor(row.amount)}") for row in self._application.co_funding
        ]
        dates_and_own = values(evidence, "own_funding", "start_date", "end_date")
        return (*sums, *stated, *co, *dates_and_own, *line_values(self._lines))


def _row_gap(name: str, table: str, row: BudgetLine | YearAmount, labels: Mapping[str, str]) -> list[_Note]:
    absent = [key for key in labels if getattr(row, key) is None]
    if not absent:
        return []
    where = tuple(FieldRef(f"{table}.{key}", row.uid) for key in absent)
    return [(f"{name} saknar {swedish.join([labels[key] for key in absent])}.", where)]


def _by_year(rows: Iterable[BudgetLine | YearAmount]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for row in rows:
        if row.year is not None:
            sums[row.year] = sums.get(row.year, 0) + (row.amount or 0)
    return sums
