"""The decision points, in the wording of domain brief section 8.2."""

from __future__ import annotations

from app.domain import swedish
from app.domain.texts import language
from app.domain.texts.case import MemoEvidence, Written
from app.domain.vocabulary import DecisionOutcome, ReportKind

NO_PROPOSAL = "Förslag till beslut är inte angivet."

_APPLICATION = ("applicant", "co_applicant", "title", "start_date", "end_date", "amounts_applied", "budget_lines", "reporting_dates")
_PROCESS = ("proposed_outcome", "proposed_amount", "remit_reason", "report_in", "final_report_date")


def decision(case: MemoEvidence) -> Written:
    """One paragraph a point; a gap in the data stands in brackets."""
    points = decision_points(case)
    text = "\n".join(points) or NO_PROPOSAL
    missing = not points or any(gap in text for gap in _GAPS)
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
            reason = language.clause(case.process.remit_reason) or _REASON
            return (f"Ärendet återremitteras till stadsledningskontoret för komplettering i fråga om {reason}.",)
    return ()


def reports(case: MemoEvidence) -> str:
    """In which reports the grant is accounted for: as written in the proposal, else as the application plans."""
    if case.process.report_in.strip():
        return language.clause(case.process.report_in)
    planned = {row.kind for row in case.application.reporting_dates if row.kind not in (None, ReportKind.FINAL)}
    return language.listed(kind.label.lower() for kind in ReportKind if kind in planned)


def final_report(case: MemoEvidence) -> str:
    """The day of the final report in words, '' when none is set."""
    planned = [row.due for row in case.application.reporting_dates if row.kind is ReportKind.FINAL and row.due]
    due = case.process.final_report_date or max(planned, default=None)
    return language.day(due) if due else ""


_APPLICANT, _TITLE, _AMOUNT = "[sökande nämnd saknas]", "[insatsens namn saknas]", "[belopp saknas]"
_PERIOD, _REASON, _REPORTS, _FINAL = "[period saknas]", "[skäl saknas]", "[rapporter saknas]", "[datum saknas]"
_GAPS = (_APPLICANT, _TITLE, _AMOUNT, _PERIOD, _REASON, _REPORTS, _FINAL)


def _applicant(case: MemoEvidence) -> str:
    return case.applicant or _APPLICANT


def _title(case: MemoEvidence) -> str:
    return language.clause(case.application.title) or _TITLE


def _money(amount: int | None) -> str:
    return _AMOUNT if amount is None else swedish.exact_amount(amount)


def _granted(case: MemoEvidence) -> str:
    return f"Kommunstyrelsen beviljar {_applicant(case)} {_money(case.amount)} för {_title(case)} under perioden {case.period or _PERIOD}."


def _partly_granted(case: MemoEvidence) -> str:
    applied = _money(case.application.amount_applied)
    granted = f"Kommunstyrelsen beviljar {_applicant(case)} {_money(case.amount)} av sökta {applied} för {_title(case)}."
    return f"{granted} Ansökan i övrigt avslås."


def _financing(case: MemoEvidence) -> str:
    return f"Finansiering sker inom de medel som disponeras för {case.programme.title}."


def _reporting(case: MemoEvidence) -> str:
    where, when = reports(case) or _REPORTS, final_report(case) or _FINAL
    return f"{_applicant(case)} ska redovisa insatsen i {where} samt lämna slutrapport senast {when}."
