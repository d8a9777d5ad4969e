"""The decision points, in the wording of domain brief section 8.2."""

from __future__ import annotations

from datetime import date

from app.domain import swedish
from app.domain.drafts import ReportingDate
from app.domain.texts import language
from app.domain.texts.case import MemoEvidence, Written
from app.domain.vocabulary import DecisionOutcome, ReportKind

_EARLY = 4  # months in which the report for the year before is still being handed in
NO_PROPOSAL = "Förslag till beslut är inte angivet."

_APPLICATION = ("applicant", "co_applicant", "title", "start_date", "end_date", "amounts_applied", "budget_lines", "reporting_dates")
_PROCESS = ("proposed_outcome", "proposed_amount", "remit_reason", "report_in", "final_report_date")


def decision(case: MemoEvidence) -> Written:
    """One paragraph a point; a gap in the data stands in brackets."""
    points = decision_points(case)
    text = "\n".join(points) or NO_PROPOSAL
    gaps = language.listed(name for name in _GAPS if _gap(name) in text)
    missing = f"Beslutspunkterna saknar {gaps}." if gaps else ("" if points else NO_PROPOSAL)
    return Written(text=text, application=_APPLICATION, process=_PROCESS, missing=missing)


def decision_points(case: MemoEvidence) -> tuple[str, ...]:
    match case.outcome:
        case DecisionOutcome.GRANTED:
            return (_granted(case), _financing(case), _reporting(case))
        case DecisionOutcome.PARTLY_GRANTED:
            return (_partly_granted(case), _financing(case), _reporting(case))
        case DecisionOutcome.REJECTED:
            return (f"Kommunstyrelsen avslår {language.genitive(_applicant(case))} ansökan om medel för {_title(case)}.",)
        case DecisionOutcome.REMITTED:
            reason = language.clause(case.process.remit_reason) or _gap(_REASON)
            return (f"Ärendet återremitteras till stadsledningskontoret för komplettering i fråga om {reason}.",)
    return ()


def reports(case: MemoEvidence) -> str:
    """In which reports the grant is accounted for: as written in the proposal, else as the application plans."""
    if case.process.report_in.strip():
        return language.clause(case.process.report_in)
    planned = [row for row in case.application.reporting_dates if row.kind not in (None, ReportKind.FINAL)]
    named = [_report(row) for row in sorted(planned, key=lambda row: row.due or date.max)]
    return language.listed(dict.fromkeys(named))


def _report(row: ReportingDate) -> str:
    """'tertialrapport 2 2016', 'verksamhetsberättelsen för 2016': an annual report is due early in the year after."""
    if row.kind is ReportKind.ANNUAL:
        return f"verksamhetsberättelsen för {row.due.year - (row.due.month <= _EARLY)}" if row.due else "verksamhetsberättelsen"
    name = row.kind.label.lower() if row.kind else ""
    return f"{name} {row.due.year}" if row.due else name


def final_report(case: MemoEvidence) -> str:
    """The day of the final report in words, '' when none is set."""
    planned = [row.due for row in case.application.reporting_dates if row.kind is ReportKind.FINAL and row.due]
    due = case.process.final_report_date or max(planned, default=None)
    return language.day(due) if due else ""


_APPLICANT, _TITLE, _AMOUNT, _PERIOD = "sökande nämnd", "insatsens namn", "belopp", "period"
_REASON, _REPORTS, _FINAL = "skäl för återremiss", "rapporter", "datum för slutrapport"
_GAPS = (_APPLICANT, _TITLE, _AMOUNT, _PERIOD, _REASON, _REPORTS, _FINAL)


def _gap(name: str) -> str:
    """What stands in a point where data is missing: seen at once, and never taken for text."""
    return f"[{name} saknas]"


def _applicant(case: MemoEvidence) -> str:
    return case.applicant or _gap(_APPLICANT)


def _title(case: MemoEvidence) -> str:
    return language.clause(case.application.title) or _gap(_TITLE)


def _money(amount: int | None) -> str:
    return _gap(_AMOUNT) if amount is None else swedish.exact_amount(amount)


def _granted(case: MemoEvidence) -> str:
    period = case.period or _gap(_PERIOD)
    return f"Kommunstyrelsen beviljar {_applicant(case)} {_money(case.amount)} för {_title(case)} under perioden {period}."


def _partly_granted(case: MemoEvidence) -> str:
    applied = _money(case.application.amount_applied)
    granted = f"Kommunstyrelsen beviljar {_applicant(case)} {_money(case.amount)} av sökta {applied} för {_title(case)}."
    return f"{granted} Ansökan i övrigt avslås."


def _financing(case: MemoEvidence) -> str:
    return f"Finansiering sker inom de medel som disponeras för {case.programme.title}."


def _reporting(case: MemoEvidence) -> str:
    where, when = reports(case) or _gap(_REPORTS), final_report(case) or _gap(_FINAL)
    return f"{_applicant(case)} ska redovisa insatsen i {where} samt lämna slutrapport senast {when}."
