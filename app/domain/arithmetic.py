"""The arithmetic check: every budget line added again, parts and totals compared to the krona, lines that need a closer look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain import swedish
from app.domain.budget_words import DEFAULT_WORDS, WordKind, matches, says_rate_or_share
from app.domain.drafts import ApplicationDraft, BudgetLine, CoFunding, YearAmount
from app.domain.rules.evidence import FieldRef
from app.domain.rules.money import line_name
from app.domain.vocabulary import CostType, FundedBy, Labelled

Words = Mapping[WordKind, Sequence[str]]
RowKind = Literal["cost", "part", "total", "stated", "difference"]


class FindingKind(Labelled):
    """What a finding of the arithmetic check is about."""

    DIFFERENCE = "difference", "Skillnad"
    AMOUNT = "amount", "Orimligt belopp"
    YEAR = "year", "År utanför insatsen"
    MISSING = "missing", "Uppgift saknas"
    DUPLICATE = "duplicate", "Samma rad två gånger"
    INVESTMENT = "investment", "Kan vara investering"
    REGULAR = "regular", "Kan vara ordinarie verksamhet"
    STAFF = "staff", "Personal utan sats eller omfattning"

    @property
    def is_fault(self) -> bool:
        """Wrong as it stands: a signature then needs a note. The others are for a person to look at."""
        return self in (FindingKind.DIFFERENCE, FindingKind.AMOUNT, FindingKind.YEAR)


@dataclass(frozen=True, slots=True)
class BudgetFinding:
    """One thing that the check found, and where; the most useful place first."""

    kind: FindingKind
    text: str  # Swedish, whole sentences, with both figures
    fields: tuple[FieldRef, ...]


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of the computed table; an amount for each of the report's columns, None where nothing is said."""

    key: str  # "programme", "programme.staff", "total", "stated", "stated.difference" …
    label: str
    kind: RowKind
    amounts: tuple[int | None, ...]  # as `ArithmeticReport.columns`, last the sum

    @property
    def is_off(self) -> bool:
        """A difference that is not nought."""
        return self.kind == "difference" and any(self.amounts)


@dataclass(frozen=True, slots=True)
class ArithmeticReport:
    """The budget added again, by year, funder and cost type, and what was found."""

    years: tuple[int | None, ...]  # None last, when a line lacks its year
    rows: tuple[SumRow, ...]
    findings: tuple[BudgetFinding, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The years as headings, last the sum."""
        return (*("Utan år" if year is None else str(year) for year in self.years), "Summa")

    @property
    def faults(self) -> tuple[BudgetFinding, ...]:
        return tuple(one for one in self.findings if one.kind.is_fault)

    @property
    def marks(self) -> tuple[BudgetFinding, ...]:
        return tuple(one for one in self.findings if not one.kind.is_fault)


def arithmetic(draft: ApplicationDraft, words: Words = DEFAULT_WORDS) -> ArithmeticReport:
    """Add the budget again and compare it with what the application states elsewhere."""
    sheet = _Sheet(draft)
    findings = (
        *sheet.differences(),
        *_least(draft),
        *_odd_amounts(draft),
        *_years_outside(draft),
        *_missing(draft),
        *_duplicates(draft.budget_lines),
        *_marked(draft.budget_lines, words),
        *_staff(draft.budget_lines),
    )
    return ArithmeticReport(sheet.years, sheet.rows(), tuple(findings))


# --- sums ----------------------------------------------------------------------------------------


class _Sheet:
    """The sums of one budget by year, part and cost type."""

    def __init__(self, draft: ApplicationDraft) -> None:
        self._draft = draft
        self._lines = draft.budget_lines
        rows: tuple[BudgetLine | YearAmount, ...] = (*draft.budget_lines, *draft.amounts_applied)
        named = {row.year for row in rows if row.year is not None or row.amount is not None}
        self.years: tuple[int | None, ...] = (*sorted(year for year in named if year is not None), *([None] if None in named else []))

    def rows(self) -> tuple[SumRow, ...]:
        if not self.years:
            return ()
        rows: list[SumRow] = []
        for funder in (*FundedBy, None):
            lines = [line for line in self._lines if line.funded_by is funder]
            if not lines and funder is None:
                continue
            key, label = (funder.value, funder.label) if funder else ("nobody", "Utan finansiär")
            rows.append(self._row(key, label, "part", lines))
            rows += self._cost_rows(key, lines)
        rows.append(self._row("total", "Budgetens summa", "total", self._lines))
        rows += self._stated_rows()
        return tuple(rows)

    def _cost_rows(self, key: str, lines: Sequence[BudgetLine]) -> list[SumRow]:
        rows = []
        for cost in (*CostType, None):
            own = [line for line in lines if line.cost_type is cost]
            if own:
                name, label = (cost.value, cost.label) if cost else ("none", "Utan kostnadsslag")
                rows.append(self._row(f"{key}.{name}", label, "cost", own))
        return rows

    def _row(self, key: str, label: str, kind: RowKind, lines: Sequence[BudgetLine | YearAmount]) -> SumRow:
        by_year = [_sum(line for line in lines if line.year == year) for year in self.years]
        return SumRow(key, label, kind, (*by_year, _sum(lines)))

    def _stated_rows(self) -> list[SumRow]:
        """What the application states beside its budget, each with its difference from the lines."""
        draft, nothing = self._draft, (None,) * len(self.years)
        rows: list[SumRow] = []
        if draft.amounts_applied:
            stated = self._row("applied", "Sökt belopp", "stated", draft.amounts_applied)
            have = [self._paid(FundedBy.PROGRAMME, year) for year in self.years]
            pairs = zip(stated.amounts, (*have, self._paid(FundedBy.PROGRAMME)), strict=True)
            off = [(said or 0) - lines for said, lines in pairs]
            rows += [stated, SumRow("applied.difference", "Sökt belopp mot raderna", "difference", tuple(off))]
        for key, label, against, funder, said in (
            ("own_funding", "Egen finansiering totalt", "Egen finansiering mot raderna", FundedBy.OWN, draft.own_funding),
            ("co_funding", "Medfinansiärernas belopp", "Medfinansiering mot raderna", FundedBy.CO, self._co_stated),
        ):
            if said is not None:
                rows.append(SumRow(key, label, "stated", (*nothing, said)))
                off_by = said - self._paid(funder)
                rows.append(SumRow(f"{key}.difference", against, "difference", (*nothing, off_by)))
        return rows

    @property
    def _co_stated(self) -> int | None:
        return _sum(self._draft.co_funding) if self._draft.co_funding else None

    def _paid(self, funder: FundedBy, *year: int | None) -> int:
        return _sum(line for line in self._lines if line.funded_by is funder and (not year or line.year == year[0]))

    # --- differences -----------------------------------------------------------------------------

    def differences(self) -> list[BudgetFinding]:
        """Parts and totals that do not agree, each with both figures."""
        return [*self._applied(), *self._own(), *self._co(), *self._whole()]

    def _applied(self) -> list[BudgetFinding]:
        """Programme lines against the amount applied for, year by year and in all."""
        draft = self._draft
        if not draft.amounts_applied or not self._lines:
            return []
        found = []
        for year in self.years:
            have = self._paid(FundedBy.PROGRAMME, year)
            said = _sum(row for row in draft.amounts_applied if row.year == year)
            if have != said:
                name = f"År {year}" if year is not None else "Utan år"
                text = f"{name} är raderna med projektmedel {_kr(have)} men det sökta beloppet {_kr(said)}."
                found.append(_off(text, have, said, self._programme_refs(year)))
        have, said = self._paid(FundedBy.PROGRAMME), _sum(draft.amounts_applied)
        if have != said and len(found) > 1:
            text = f"Alla år tillsammans är raderna med projektmedel {_kr(have)} men det sökta beloppet {_kr(said)}."
            found.append(_off(text, have, said, (FieldRef("amounts_applied"), FieldRef("budget_lines"))))
        return found

    def _programme_refs(self, year: int | None) -> tuple[FieldRef, ...]:
        stated = [FieldRef("amounts_applied.amount", row.uid) for row in self._draft.amounts_applied if row.year == year]
        lines = [line for line in self._lines if line.year == year and line.funded_by is FundedBy.PROGRAMME]
        return (*stated, *(FieldRef("budget_lines.amount", line.uid) for line in lines)) or (FieldRef("amounts_applied"),)

    def _own(self) -> list[BudgetFinding]:
        have, said = self._paid(FundedBy.OWN), self._draft.own_funding
        if said is None or have == said or not self._lines:
            return []
        text = f"Raderna med egen finansiering är {_kr(have)} men den egna finansieringen totalt är {_kr(said)}."
        return [_off(text, have, said, (FieldRef("own_funding"), *self._line_refs(FundedBy.OWN)))]

    def _co(self) -> list[BudgetFinding]:
        have, said = self._paid(FundedBy.CO), self._co_stated
        if said is None or have == said or not self._lines:
            return []
        text = f"Raderna med medfinansiering är {_kr(have)} men medfinansiärernas belopp är {_kr(said)}."
        rows = tuple(FieldRef("co_funding.amount", row.uid) for row in self._draft.co_funding)
        return [_off(text, have, said, (*rows, *self._line_refs(FundedBy.CO)))]

    def _whole(self) -> list[BudgetFinding]:
        """The whole budget against everything stated, once all parts are stated."""
        draft = self._draft
        lacks_own = draft.own_funding is None and self._paid(FundedBy.OWN)
        lacks_co = not draft.co_funding and self._paid(FundedBy.CO)
        if not self._lines or not draft.amounts_applied or lacks_own or lacks_co:
            return []
        have, said = _sum(self._lines), _sum(draft.amounts_applied) + (draft.own_funding or 0) + (self._co_stated or 0)
        if have == said:
            return []
        text = f"Budgetens summa är {_kr(have)} men sökt belopp, egen finansiering och medfinansiering är tillsammans {_kr(said)}."
        return [_off(text, have, said, (FieldRef("budget_lines"), FieldRef("amounts_applied")))]

    def _line_refs(self, funder: FundedBy) -> tuple[FieldRef, ...]:
        return tuple(FieldRef("budget_lines.amount", line.uid) for line in self._lines if line.funded_by is funder)


def _sum(rows: Iterable[object]) -> int:
    return sum(getattr(row, "amount", None) or 0 for row in rows)


def _kr(amount: int) -> str:
    return swedish.kronor(amount)


def _off(text: str, have: int, said: int, where: tuple[FieldRef, ...]) -> BudgetFinding:
    return BudgetFinding(FindingKind.DIFFERENCE, f"{text} Skillnaden är {_kr(abs(have - said))}.", where)


# --- amounts and years ---------------------------------------------------------------------------


def _least(draft: ApplicationDraft) -> list[BudgetFinding]:
    """The least workable amount cannot be more than what is applied for."""
    least, applied = draft.least_amount, draft.amount_applied
    if least is None or applied is None or least <= applied:
        return []
    text = f"Det minsta beloppet, {_kr(least)}, är större än det sökta, {_kr(applied)}. Skillnaden är {_kr(least - applied)}."
    return [BudgetFinding(FindingKind.AMOUNT, text, (FieldRef("least_amount"),))]


def _odd_amounts(draft: ApplicationDraft) -> list[BudgetFinding]:
    """Negative amounts are faults; a line of nought says nothing."""
    found = []
    for number, line in enumerate(draft.budget_lines, 1):
        if line.amount is not None and line.amount <= 0:
            where = (FieldRef("budget_lines.amount", line.uid),)
            if line.amount < 0:
                found.append(
                    BudgetFinding(FindingKind.AMOUNT, f"{line_name(number, line)} har ett negativt belopp, {_kr(line.amount)}.", where)
                )
            else:
                found.append(BudgetFinding(FindingKind.MISSING, f"{line_name(number, line)} har beloppet 0 kr.", where))
    others: tuple[tuple[str, str, tuple[YearAmount | CoFunding, ...]], ...] = (
        ("amounts_applied.amount", "Sökt belopp", draft.amounts_applied),
        ("co_funding.amount", "Medfinansiär", draft.co_funding),
    )
    for key, name, rows in others:
        for number, row in enumerate(rows, 1):
            if row.amount is not None and row.amount < 0:
                text = f"{name}, rad {number}, har ett negativt belopp, {_kr(row.amount)}."
                found.append(BudgetFinding(FindingKind.AMOUNT, text, (FieldRef(key, row.uid),)))
    for key, label, amount in (
        ("own_funding", "Den egna finansieringen", draft.own_funding),
        ("least_amount", "Minsta beloppet", draft.least_amount),
    ):
        if amount is not None and amount < 0:
            found.append(BudgetFinding(FindingKind.AMOUNT, f"{label} är negativ, {_kr(amount)}.", (FieldRef(key),)))
    return found


def _years_outside(draft: ApplicationDraft) -> list[BudgetFinding]:
    start, end = draft.start_date, draft.end_date
    if start is None or end is None:
        return []
    if end < start:
        text = f"Slutdatum {swedish.iso_date(end)} ligger före startdatum {swedish.iso_date(start)}, så åren går inte att jämföra."
        return [BudgetFinding(FindingKind.YEAR, text, (FieldRef("end_date"), FieldRef("start_date")))]
    period = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    found = []
    tables: tuple[tuple[str, tuple[BudgetLine | YearAmount, ...]], ...] = (
        ("budget_lines", draft.budget_lines),
        ("amounts_applied", draft.amounts_applied),
    )
    for key, rows in tables:
        for number, row in enumerate(rows, 1):
            if row.year is not None and not start.year <= row.year <= end.year:
                name = line_name(number, row) if isinstance(row, BudgetLine) else f"Sökt belopp, rad {number},"
                text = f"{name} gäller {row.year}, men insatsen pågår {period}."
                found.append(BudgetFinding(FindingKind.YEAR, text, (FieldRef(f"{key}.year", row.uid),)))
    return found


# --- what is missing -----------------------------------------------------------------------------

_LINE_PARTS = {"year": "år", "cost_type": "kostnadsslag", "funded_by": "uppgift om vem som betalar", "amount": "belopp"}
_YEAR_PARTS = {"year": "år", "amount": "belopp"}


def _missing(draft: ApplicationDraft) -> list[BudgetFinding]:
    """What must be filled in before the sums say all."""
    found = []
    if not draft.budget_lines:
        found.append(_lack("Budgeten saknar rader.", "budget_lines"))
    for number, line in enumerate(draft.budget_lines, 1):
        found += _row_lacks(line_name(number, line), "budget_lines", line, _LINE_PARTS)
    if not draft.amounts_applied:
        found.append(_lack("Sökt belopp per år är inte ifyllt.", "amounts_applied"))
    for number, row in enumerate(draft.amounts_applied, 1):
        found += _row_lacks(f"Sökt belopp, rad {number},", "amounts_applied", row, _YEAR_PARTS)
    for number, co_row in enumerate(draft.co_funding, 1):
        found += _row_lacks(f"Medfinansiär {number}", "co_funding", co_row, {"amount": "belopp"})
    own, co = (_sum(line for line in draft.budget_lines if line.funded_by is one) for one in (FundedBy.OWN, FundedBy.CO))
    if own and draft.own_funding is None:
        found.append(
            _lack(f"Raderna med egen finansiering är {_kr(own)}, men den egna finansieringen totalt är inte ifylld.", "own_funding")
        )
    if co and not draft.co_funding:
        found.append(_lack(f"Raderna med medfinansiering är {_kr(co)}, men ingen medfinansiär är angiven.", "co_funding"))
    return found


def _lack(text: str, key: str) -> BudgetFinding:
    return BudgetFinding(FindingKind.MISSING, text, (FieldRef(key),))


def _row_lacks(name: str, table: str, row: object, parts: Mapping[str, str]) -> list[BudgetFinding]:
    absent = [key for key in parts if getattr(row, key) is None]
    if not absent:
        return []
    text = f"{name} saknar {swedish.join([parts[key] for key in absent])}."
    uid = getattr(row, "uid", None)
    return [BudgetFinding(FindingKind.MISSING, text, tuple(FieldRef(f"{table}.{key}", uid) for key in absent))]


# --- lines to look at ----------------------------------------------------------------------------


def _duplicates(lines: Sequence[BudgetLine]) -> list[BudgetFinding]:
    """Lines alike in year, cost type, funder, amount and note."""
    seen: dict[tuple[object, ...], int] = {}
    found = []
    for number, line in enumerate(lines, 1):
        if line.amount is None:
            continue
        key = (line.year, line.cost_type, line.funded_by, line.amount, swedish.match_key(line.note))
        first = seen.setdefault(key, number)
        if first != number:
            text = f"{line_name(number, line)} är likadan som rad {first}: samma år, kostnadsslag, finansiär, belopp och text."
            found.append(BudgetFinding(FindingKind.DUPLICATE, text, (FieldRef("budget_lines.amount", line.uid),)))
    return found


def _marked(lines: Sequence[BudgetLine], words: Words) -> list[BudgetFinding]:
    """R08 and R09, section 4.3: lines on the programme's money that look like investments or regular operations."""
    found = []
    for number, line in enumerate(lines, 1):
        if line.funded_by not in (None, FundedBy.PROGRAMME):
            continue
        name = line_name(number, line)
        if line.cost_type is CostType.INVESTMENT:
            where = (FieldRef("budget_lines.cost_type", line.uid),)
            found.append(BudgetFinding(FindingKind.INVESTMENT, f"{name} har kostnadsslaget Investering.", where))
        for kind, finding, hint in (
            (WordKind.INVESTMENT, FindingKind.INVESTMENT, "en investering"),
            (WordKind.REGULAR, FindingKind.REGULAR, "ordinarie verksamhet"),
        ):
            said = matches(line.note, words.get(kind, ()))
            if said and not (kind is WordKind.INVESTMENT and line.cost_type is CostType.INVESTMENT):
                quoted = swedish.join([f"”{one}”" for one in said])
                where = (FieldRef("budget_lines.note", line.uid),)
                found.append(BudgetFinding(finding, f"{name} innehåller {quoted}, som kan tyda på {hint}.", where))
    return found


def _staff(lines: Sequence[BudgetLine]) -> list[BudgetFinding]:
    found = []
    for number, line in enumerate(lines, 1):
        if line.cost_type is CostType.STAFF and not says_rate_or_share(line.note):
            text = f"{line_name(number, line)} avser personal men säger varken andel av tjänst, antal timmar eller pris per timme."
            found.append(BudgetFinding(FindingKind.STAFF, text, (FieldRef("budget_lines.note", line.uid),)))
    return found
