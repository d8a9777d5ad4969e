"""What the matter is: summary, background, the application, and how it was prepared."""

from __future__ import annotations

from app.domain import swedish
from app.domain.drafts import Milestone, Partner
from app.domain.ladder import paragraph_text
from app.domain.rules.evidence import ExpertStatement, RuleResult
from app.domain.texts import language
from app.domain.texts.case import MemoEvidence, Written
from app.domain.texts.language import capital, day, paragraphs, sentence, sentences
from app.domain.vocabulary import BoardResult, ConsultationOutcome, DecisionOutcome, RuleOutcome, SteeringResult

NO_CONSULTATION = "Samråd i programmets stadsövergripande styrgrupp är inte registrerat."

_AMOUNTS = ("amounts_applied", "budget_lines")


def summary(case: MemoEvidence) -> Written:
    application = case.application
    return Written(
        text=paragraphs(
            sentences(_applies(case), _where(case), sentence(application.purpose)),
            sentences(_hindrances(case), _departed(case), proposal(case)),
        ),
        application=(
            "applicant",
            "co_applicant",
            "title",
            *_AMOUNTS,
            "start_date",
            "end_date",
            "districts",
            "whole_district_area",
            "purpose",
        ),
        process=("proposed_outcome", "proposed_amount", "remit_reason"),
        other=(("Regelprövningen", _outcomes(case)), ("Avsteg", tuple(one.rule_id for one in case.departures))),
        missing="" if case.applicant else "Sökande nämnd är inte angiven.",
    )


def proposal(case: MemoEvidence, lead: str = "Stadsledningskontoret föreslår att") -> str:
    """The proposal in one sentence, for running text."""
    amount = "medel" if case.amount is None else swedish.exact_amount(case.amount)
    match case.outcome:
        case DecisionOutcome.GRANTED:
            return f"{lead} kommunstyrelsen beviljar {amount}."
        case DecisionOutcome.PARTLY_GRANTED:
            applied = case.application.amount_applied
            of = "" if applied is None else f" av sökta {swedish.exact_amount(applied)}"
            return f"{lead} kommunstyrelsen beviljar {amount}{of} och i övrigt avslår ansökan."
        case DecisionOutcome.REJECTED:
            return f"{lead} kommunstyrelsen avslår ansökan."
        case DecisionOutcome.REMITTED:
            reason = language.clause(case.process.remit_reason)
            about = f" i fråga om {reason}" if reason else ""
            return f"{lead} ärendet återremitteras för komplettering{about}."
    return "Stadsledningskontorets förslag till beslut är inte angivet."


def background(case: MemoEvidence) -> Written:
    programme = case.programme
    boards = len(programme.programme_boards)
    about = (
        f"{programme.title} omfattar lokalt arbete med social hållbarhet i {language.numeral(boards)} stadsdelsnämnders områden. "
        "Nämnderna kan ansöka om medel för insatser som är beslutade i en lokal handlingsplan. Medlen är till för att starta "
        "aktiviteter och arbetssätt, inte för drift eller investeringar. Kommunstyrelsen beslutar om medlen efter samråd i "
        f"programmets stadsövergripande styrgrupp. Ramen för perioden är {swedish.exact_amount(programme.frame)}."
    )
    return Written(
        text=paragraphs(about, sentences(_plan(case), _risk_analysis(case)), _previous(case)),
        application=(
            "applicant", "plan_version", "plan_approved_date", "plan_paragraph", "plan_registry_number", "plan_activity",
            "risk_analysis_date", "risk_analysis_year", "risk_sub_indexes", "previous_activity", "previous_funding",
        ),
        plan=(
            "plan_version", "approved_date", "approval_paragraph", "approval_registry_number", "risk_analysis_date", "risk_analysis_year",
        ),
        other=(
            ("Aktiviteten i handlingsplanen", case.evidence.activity),
            ("Programmets uppgifter", (programme.title, boards, programme.frame)),
        ),
    )  # fmt: skip


def matter(case: MemoEvidence) -> Written:
    application = case.application
    return Written(
        text=paragraphs(
            sentences(_received(case), _applies(case), _per_year(case)),
            sentence(application.purpose),
            application.description.strip(),
            sentence(application.starts_explanation),
            sentences(_where(case), _target_group(case)),
            _milestones(application.milestones),
            sentences(_partners(application.partners), _dialogue(case)),
        ),
        application=(
            "applicant", "co_applicant", "title", "received_date", "type", *_AMOUNTS, "start_date", "end_date", "purpose", "description",
            "starts_explanation", "districts", "whole_district_area", "target_group", "people_reached", "milestones", "partners",
            "dialogue_form", "dialogue_when", "dialogue_reached", "dialogue_result",
        ),
        missing="" if (application.purpose + application.description).strip() else "Ansökans syfte och beskrivning är tomma.",
    )  # fmt: skip


def preparation(case: MemoEvidence) -> Written:
    return Written(
        text=paragraphs(
            sentences(_steering_group(case), _board(case)),
            sentences("Ärendet har beretts av stadsledningskontoret.", *map(_expert, case.process.experts), _no_experts(case)),
            _consultation(case),
            _remit(case),
        ),
        application=(
            "applicant", "steering_date", "steering_result", "board_date", "board_paragraph", "board_result", "board_immediate_approval",
        ),
        process=("experts", "consultation_date", "consultation_outcome", "consultation_note"),
        other=(("Beslutskedjan: återremiss", (case.remit.day, case.remit.paragraph, case.remit.note)),) if case.remit else (),
        missing=NO_CONSULTATION if case.process.consultation_date is None else "",
    )  # fmt: skip


# --- sentences -----------------------------------------------------------------------------------


def _outcomes(case: MemoEvidence) -> tuple[tuple[str, str], ...]:
    return tuple((one.rule_id, one.outcome.value) for one in case.results)


def _applies(case: MemoEvidence) -> str:
    application = case.application
    if not case.applicant:
        return "Ansökan anger ingen sökande nämnd."
    amount = application.amount_applied
    money = "medel" if amount is None else swedish.exact_amount(amount)
    title = language.clause(application.title)
    what = f" för insatsen {title}" if title else ""
    when = f" under perioden {case.period}" if case.period else ""
    return f"{case.applicant} ansöker om {money} ur {case.programme.title}{what}{when}."


def _where(case: MemoEvidence) -> str:
    names = [case.programme.district_name(key) for key in case.application.districts]
    if case.application.whole_district_area:
        return "Insatsen gäller hela stadsdelsområdet."
    if not names:
        return ""
    return f"Insatsen gäller {'stadsdelen' if len(names) == 1 else 'stadsdelarna'} {language.listed(names)}."


def _hindrances(case: MemoEvidence) -> str:
    """The formal conditions in one or two sentences, never more than the verdicts say."""
    if not any(case.is_formal(one) for one in case.results):
        return ""
    failed = case.with_outcome(RuleOutcome.FAIL, formal=True)
    lacking = case.with_outcome(RuleOutcome.INSUFFICIENT, formal=True)
    if not failed and not lacking:
        return "De formella förutsättningarna är uppfyllda."
    return sentences(
        _named(case, "De formella förutsättningarna är inte uppfyllda i fråga om", failed), _named(case, "Underlag saknas för", lacking)
    )


def _named(case: MemoEvidence, lead: str, results: tuple[RuleResult, ...]) -> str:
    names = case.quoted_rules(results)
    return f"{lead} {names}." if names else ""


def _departed(case: MemoEvidence) -> str:
    rules = language.listed(one.rule_id for one in case.departures)
    return f"Avsteg föreslås från {rules}." if rules else ""


def _plan(case: MemoEvidence) -> str:
    plan, application = case.evidence.plan, case.application
    if not application.applicant:
        return ""
    board = case.programme.organisation_name(application.applicant)
    if plan is None:
        return f"{language.genitive(board)} lokala handlingsplan är inte registrerad i underlaget."
    version = "" if plan.plan_version is None else f" (version {plan.plan_version})"
    if plan.approved_date is None:
        text = f"{language.genitive(board)} lokala handlingsplan{version} är registrerad utan uppgift om godkännande."
    else:
        marks = language.paragraph_sign(plan.approval_paragraph), _registry(plan.approval_registry_number)
        place = "".join(f", {mark}" for mark in marks if mark)
        text = language.sentence(f"{board} godkände sin lokala handlingsplan{version} {day(plan.approved_date)}{place}")
    return sentences(text, _activity(case))


def _activity(case: MemoEvidence) -> str:
    activity = case.evidence.activity
    if activity is None:
        stated = language.clause(case.application.plan_activity)
        return f"Den aktivitet som ansökan anger, {stated}, återfinns inte i planen." if stated else ""
    name = language.clause(activity.title)
    number = f"aktivitet {activity.number}" if activity.number else "en aktivitet"
    return f"Insatsen motsvarar {number}, {name}, i planen." if name else f"Insatsen motsvarar {number} i planen."


def _registry(number: str) -> str:
    return f"dnr {number.strip()}" if number.strip() else ""


def _risk_analysis(case: MemoEvidence) -> str:
    application, plan = case.application, case.evidence.plan
    year = application.risk_analysis_year or (plan.risk_analysis_year if plan else None)
    made = application.risk_analysis_date or (plan.risk_analysis_date if plan else None)
    if year is None and made is None:
        return ""
    which = f"{year} års riskindex" if year else "riskindexet"
    when = f" {day(made)}" if made else ""
    parts = language.listed(part.label for part in application.risk_sub_indexes)
    used = f" med delindexen {parts}" if len(application.risk_sub_indexes) > 1 else (f" med delindexet {parts}" if parts else "")
    return f"Planen bygger på en analys av {which}{used}{', gjord' if when else ''}{when}."


def _previous(case: MemoEvidence) -> str:
    if case.application.previous_activity is None:
        return ""
    if not case.application.previous_activity:
        return "Enligt ansökan har insatsen inte bedrivits tidigare."
    return sentences("Enligt ansökan har insatsen bedrivits tidigare.", sentence(case.application.previous_funding))


def _received(case: MemoEvidence) -> str:
    application = case.application
    if application.received_date is None:
        return ""
    return f"Ansökan kom in till kommunstyrelsen {day(application.received_date)}."


def _per_year(case: MemoEvidence) -> str:
    application = case.application
    years = [(row.year, row.amount) for row in application.amounts_applied if row.year and row.amount is not None]
    parts = [f"{swedish.kronor(amount)} för {year}" for year, amount in sorted(years)]
    kind = f"Ansökan avser {application.type.label.lower()}." if application.type else ""
    return sentences(f"Beloppet är fördelat på {language.listed(parts)}." if len(parts) > 1 else "", kind)


def _target_group(case: MemoEvidence) -> str:
    group = language.clause(case.application.target_group)
    reached = case.application.people_reached
    return sentences(
        f"Målgrupp: {group}." if group else "",
        f"Insatsen beräknas nå {swedish.integer(reached)} {'person' if reached == 1 else 'personer'}." if reached is not None else "",
    )


def _milestones(rows: tuple[Milestone, ...]) -> str:
    named = [f"{language.clause(row.text)}{f' ({swedish.iso_date(row.due)})' if row.due else ''}" for row in rows if row.text.strip()]
    return f"Milstolpar: {'; '.join(named)}." if named else ""


def _partners(rows: tuple[Partner, ...]) -> str:
    named = [_partner(row) for row in rows if row.organisation.strip()]
    return f"Samverkansparter: {'; '.join(named)}." if named else ""


def _partner(row: Partner) -> str:
    extra = [language.clause(row.role), "" if row.confirmed is None else ("bekräftad" if row.confirmed else "ännu inte bekräftad")]
    said = ", ".join(part for part in extra if part)
    return f"{language.clause(row.organisation)} ({said})" if said else language.clause(row.organisation)


def _dialogue(case: MemoEvidence) -> str:
    application = case.application
    parts = (application.dialogue_form, application.dialogue_when, application.dialogue_reached)
    about = ", ".join(language.clause(part) for part in parts if part.strip())
    return sentences(f"Dialog med boende: {about}." if about else "", sentence(application.dialogue_result))


def _steering_group(case: MemoEvidence) -> str:
    application = case.application
    if application.steering_result is None and application.steering_date is None:
        return "Den lokala styrgruppens behandling är inte registrerad."
    when = f" {day(application.steering_date)}" if application.steering_date else ""
    match application.steering_result:
        case SteeringResult.APPROVED:
            return f"Den lokala styrgruppen godkände ansökan{when}."
        case SteeringResult.NOT_APPROVED:
            return f"Den lokala styrgruppen godkände inte ansökan{f' vid behandlingen{when}' if when else ''}."
    return f"Den lokala styrgruppen behandlade ansökan{when}; beskedet är inte registrerat."


_BOARD_RESULTS = {
    BoardResult.APPLIED: "att ansöka om medlen",
    BoardResult.REJECTED: "att avslå förslaget om att ansöka",
    BoardResult.REMITTED: "att återremittera ärendet",
    BoardResult.TABLED: "att bordlägga ärendet",
}


def _board(case: MemoEvidence) -> str:
    application = case.application
    if application.board_result is None:
        return "Nämndens beslut är inte registrerat."
    board = case.programme.organisation_name(application.applicant) if application.applicant else "Nämnden"
    when = f" {day(application.board_date)}" if application.board_date else ""
    where = language.paragraph_sign(application.board_paragraph)
    text = f"{board} beslutade{when}{f' ({where})' if where else ''} {_BOARD_RESULTS[application.board_result]}."
    return sentences(text, "Beslutet justerades omedelbart." if application.board_immediate_approval else "")


def _expert(row: ExpertStatement) -> str:
    who = language.clause(row.expert)
    when = f" {day(row.date)}" if row.date else ""
    if not who and not row.statement.strip():
        return ""
    return sentences(f"{capital(who)} har hörts som sakkunnig{when}." if who else "", sentence(row.statement))


def _no_experts(case: MemoEvidence) -> str:
    return "" if any(row.expert.strip() for row in case.process.experts) else "Inga sakkunniga är registrerade i ärendet."


_CONSULTATION = {
    ConsultationOutcome.SUPPORTED: "tillstyrkte ansökan",
    ConsultationOutcome.SUPPORTED_WITH_REMARKS: "tillstyrkte ansökan med synpunkter",
    ConsultationOutcome.ADVISED_AGAINST: "avstyrkte ansökan",
}


def _remit(case: MemoEvidence) -> str:
    """That the executive sent the case back, and why."""
    if case.remit is None:
        return ""
    paragraph = paragraph_text(case.remit.paragraph)
    text = f"Kommunstyrelsen återremitterade ärendet {day(case.remit.day)}{f', {paragraph}' if paragraph else ''}."
    return sentences(text, f"Skäl: {sentence(case.remit.note)}" if case.remit.note else "")


def _consultation(case: MemoEvidence) -> str:
    process = case.process
    if process.consultation_date is None:
        return NO_CONSULTATION
    said = f" Styrgruppen {_CONSULTATION[process.consultation_outcome]}." if process.consultation_outcome else ""
    text = f"Samråd har hållits i programmets stadsövergripande styrgrupp {day(process.consultation_date)}.{said}"
    return sentences(text, sentence(process.consultation_note))
