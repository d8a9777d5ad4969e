"""A believable letter, fictional throughout, from the programme file and the real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.drafts import ApplicationDraft, BudgetLine
from app.domain.rules.engine import evaluate
from app.domain.rules.evidence import Evidence, FieldRef
from app.domain.supplements import Question, SupplementDraft, questions
from app.domain.texts.supplement import LetterContent, introduction, letter
from app.domain.views import Unparsed
from tests.reports.memo_cases import APPLICATION, evidence

DAY, DUE = date(2015, 6, 12), date(2015, 6, 26)
SHEETS = {"": "Ansökan", "budget_lines": "Ekonomi", "amounts_applied": "Ekonomi", "objectives": "Mål", "reporting_dates": "Tider"}
GAPPY = replace(
    APPLICATION,
    start_date=None,
    innovation="",
    target_group="",
    budget_lines=(*APPLICATION.budget_lines, BudgetLine(year=2016, note="Resor"), BudgetLine(year=2016)),
)
UNPARSED = {
    FieldRef("start_date"): Unparsed("till hösten", "”till hösten” är inte ett datum."),
    FieldRef("own_funding"): Unparsed("en del", "”en del” är inte ett belopp."),
}
OWN = Question(question="Bifoga tidplanen som nämns i beskrivningen.", reason="Den saknas bland handlingarna.")


def asked(case: Evidence, **options: Any) -> tuple[Question, ...]:
    return questions(case, evaluate(case), sheets=SHEETS, **options)


def draft_of(case: Evidence, items: tuple[Question, ...], text: str = "", due: date | None = DUE) -> SupplementDraft:
    return SupplementDraft(introduction=text or introduction(case), due_date=due, items=items)


def a_letter(application: ApplicationDraft = GAPPY) -> LetterContent:
    case = evidence(application)
    return letter(case, "328-1204/2015", draft_of(case, (*asked(case, unparsed=UNPARSED), OWN)), DAY)
