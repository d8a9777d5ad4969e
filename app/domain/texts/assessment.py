"""What the office thinks: formal conditions, assessment, social risk, departures, overall view."""

from __future__ import annotations

from app.domain import swedish
from app.domain.riskindex.series import EXAMPLE_MARK
from app.domain.rules.evidence import DistrictIndex, RuleResult
from app.domain.texts import language
from app.domain.texts.account import proposal
from app.domain.texts.case import MemoEvidence, Written
from app.domain.texts.language import numeral, paragraphs, sentence, sentences
from app.domain.vocabulary import DecisionOutcome, RuleOutcome

NOT_TRIED = "Ansökan är inte prövad mot reglerna."

NO_GROUND = "Avslag föreslås, men inget villkor är underkänt. Skriv skälen för avslag."
NO_INDEX = "Underlaget innehåller inga indexvärden för de stadsdelar som ansökan gäller."

THEMES = (
    ("Start och nyskapande", ("R07", "R08", "R09", "R21", "R22")),
    ("Mål och uppföljning", ("R12", "R14", "R15", "R28")),
    ("Tiden efter projektet", ("R10", "R11", "R23")),
    ("Område och risk", ("R04", "R13", "R19")),
    ("Samverkan och samordning", ("R16", "R17", "R18", "R20")),
    ("Beredning", ("R30", "R31")),
)


def formal(case: MemoEvidence) -> Written:
    results = [one for one in case.results if case.is_formal(one) and one.outcome is not RuleOutcome.NOT_APPLICABLE]
    singled = [one for one in results if one.outcome is not RuleOutcome.PASS]
    text = paragraphs(_count(results), *(_singled(case, one) for one in singled), _departed(case)) if results else NOT_TRIED
    other = (("Regelprövningen", _verdicts(results)), ("Avsteg", _departures(case)))
    return Written(text=text, other=other, missing="" if results else NOT_TRIED)


def assessment(case: MemoEvidence) -> Written:
    """Judgements by theme, each under a line with the theme's name; what is not met is always named, with its reason."""
    results = [one for one in case.results if not case.is_formal(one) and one.outcome is not RuleOutcome.NOT_APPLICABLE]
    themed = {rule_id for _, rules in THEMES for rule_id in rules}
    rest = ("Övrigt", tuple(one.rule_id for one in results if one.rule_id not in themed))
    told = [_theme(case, title, [one for one in results if one.rule_id in rules]) for title, rules in (*THEMES, rest)]
    waiting = [one for one in results if one.outcome is RuleOutcome.NEEDS_JUDGEMENT]
    remains = f"Bedömning återstår av {case.quoted_rules(waiting)}." if waiting else ""
    return Written(
        text=paragraphs(*told, remains) or NOT_TRIED,
        process=("proposed_outcome",),
        other=(("Bedömningar och regelprövning", _verdicts(results)),),
        missing=(remains if case.proposes_grant else "") if results else NOT_TRIED,
    )


def social_risk(case: MemoEvidence) -> Written:
    index = case.evidence.index
    mark = f"{EXAMPLE_MARK}." if any(one.illustrative for one in index) else ""
    return Written(
        text=paragraphs(
            *(_index(case, one) for one in index[:-1]),
            sentences(_index(case, index[-1]), mark) if index else NO_INDEX,
            sentences(_outside(case), _proportion(case)),
        ),
        application=("applicant", "districts", "amounts_applied", "budget_lines"),
        process=("proposed_outcome", "proposed_amount"),
        other=(("Riskindexet", index), ("Programmets ram och folkmängd", (case.programme.frame, _population(case)))),
    )


def overall(case: MemoEvidence) -> Written:
    """Formal state, what the verdicts show, what is not met, and the proposal that follows."""
    failed = case.with_outcome(RuleOutcome.FAIL, formal=False)
    unmet = bool(failed or case.with_outcome(RuleOutcome.INSUFFICIENT) or case.with_outcome(RuleOutcome.FAIL))
    return Written(
        text=paragraphs(
            sentences(_strengths(case), _formal_state(case)),
            _weaknesses(case, failed),
            sentences(_ground(case), proposal(case, "Mot denna bakgrund föreslår stadsledningskontoret att")),
        ),
        application=("amounts_applied", "budget_lines"),
        process=("proposed_outcome", "proposed_amount", "remit_reason"),
        other=(("Regelprövningen", tuple((one.rule_id, one.outcome.value) for one in case.results)), ("Avsteg", _departures(case))),
        missing=NO_GROUND if case.outcome is DecisionOutcome.REJECTED and not unmet else "",
    )


def departure_texts(case: MemoEvidence) -> tuple[str, ...]:
    """One paragraph for each recorded departure: which rule, what was found, why it is departed from."""
    found = {one.rule_id: one for one in case.results}
    return tuple(
        sentences(
            f"Avsteg från {case.quoted_ids([one.rule_id])}.",
            sentence(found[one.rule_id].reason) if one.rule_id in found else "",
            f"Skäl för avsteg: {language.clause(one.reason)}.",
        )
        for one in case.departures
    )


# --- sentences -----------------------------------------------------------------------------------


def _departures(case: MemoEvidence) -> tuple[tuple[str, str], ...]:
    return tuple((one.rule_id, one.reason) for one in case.departures)


def _verdicts(results: list[RuleResult]) -> tuple[tuple[str, ...], ...]:
    """What a text uses of the verdicts: not who judged, nor where to mend."""
    return tuple(
        (one.rule_id, one.version, one.outcome.value, one.reason, one.judgement_reason or "", str(bool(one.judged_by))) for one in results
    )


def _count(results: list[RuleResult]) -> str:
    total, version = len(results), results[0].version
    passed = sum(one.outcome is RuleOutcome.PASS for one in results)
    tried = f"Ansökan har prövats mot {numeral(total)} formella villkor i programmets regelverk (version {version})."
    if passed == total:
        return f"{tried} Samtliga är uppfyllda."
    others = (
        (passed, "uppfyllt", "uppfyllda"),
        (sum(one.outcome is RuleOutcome.FAIL for one in results), "inte uppfyllt", "inte uppfyllda"),
    )
    counted = [f"{numeral(number)} är {one if number == 1 else many}" for number, one, many in others if number]
    lacking = sum(one.outcome is RuleOutcome.INSUFFICIENT for one in results)
    counted += [f"för {'samtliga' if lacking == total else numeral(lacking)} saknas underlag"] if lacking else []
    return f"{tried} {language.capital(language.listed(counted))}."


def _singled(case: MemoEvidence, one: RuleResult) -> str:
    """'Ingen investering (R08): inte uppfyllt. Rad 4 …' for what is not simply met."""
    return sentences(f"{case.rule_name(one.rule_id)}: {one.outcome.label.lower()}.", _reason(one))


def _reason(one: RuleResult) -> str:
    return sentence(one.judgement_reason or "") or sentence(one.reason)


def _departed(case: MemoEvidence) -> str:
    rules = language.listed(one.rule_id for one in case.departures)
    return f"Avsteg föreslås från {rules}. Skälen redovisas under rubriken Avsteg." if rules else ""


def _theme(case: MemoEvidence, title: str, results: list[RuleResult]) -> str:
    told = sentences(*(_told(case, one) for one in results))
    return f"{title}\n{told}" if told else ""


def _told(case: MemoEvidence, one: RuleResult) -> str:
    match one.outcome:
        case RuleOutcome.PASS:
            return (
                f"{_reason(one).rstrip('.')} ({one.rule_id}{swedish.NBSP}uppfyllt)."
                if _reason(one)
                else f"Villkoret {case.quoted_rules([one])} är uppfyllt."
            )
        case RuleOutcome.FAIL:
            verdict = "bedöms som inte uppfyllt" if one.judged_by else "är inte uppfyllt"
            return sentences(_reason(one), f"Villkoret {case.quoted_rules([one])} {verdict}.")
        case RuleOutcome.INSUFFICIENT:
            return sentences(f"Underlag saknas för {case.quoted_rules([one])}.", _reason(one))
    return ""


def _index(case: MemoEvidence, one: DistrictIndex) -> str:
    name = case.programme.district_name(one.district)
    source = f", källa: {language.clause(one.source)}" if one.source.strip() else ""
    if one.total is None:
        return f"För {name} saknas totalt index för {one.year}."
    reference = f"(stadsdelsnivå, staden samma år = 100{source})"
    head = f"{name} har index {swedish.decimal(one.total)} för {one.year} {reference}, {_compared(one.total)}."
    parts = language.listed(f"{part.label.lower()} {swedish.decimal(value)}" for part, value in one.parts)
    return sentences(head, f"Delindexen är {parts}." if parts else "")


def _compared(value: float) -> str:
    difference = round(value - 100)
    if difference == 0:
        return "alltså som staden"
    side = "över" if difference > 0 else "under"
    return f"alltså {swedish.integer(abs(difference))} procent {side} staden i genomsnitt över de fyra områdena"


def _outside(case: MemoEvidence) -> str:
    programme = case.programme
    known = [programme.district_by_key[key] for key in case.application.districts if key in programme.district_by_key]
    names = language.listed(one.name for one in known if not one.named_for_local_work)
    return f"{names} hör inte till de stadsdelar som programmet pekar ut för det lokala arbetet." if names else ""


def _population(case: MemoEvidence) -> int:
    keys = (case.application.applicant, case.application.co_applicant)
    found = [case.programme.organisation_by_key.get(key or "") for key in keys]
    return sum(one.population_2011 or 0 for one in found if one)


def _proportion(case: MemoEvidence) -> str:
    amount = case.amount if case.amount is not None else case.application.amount_applied
    if not amount:
        return ""
    which = "Det föreslagna beloppet" if case.amount is not None else "Det sökta beloppet"
    people, frame = _population(case), case.programme.frame
    each = f"{swedish.decimal(amount / people)}{swedish.NBSP}kr per invånare i nämndens område (folkmängd 2011)" if people else ""
    share = f"{swedish.percent(100 * amount / frame, 1)} av programmets ram" if frame else ""
    said = language.listed(part for part in (each, share) if part)
    return f"{which} motsvarar {said}." if said else ""


def _formal_state(case: MemoEvidence) -> str:
    results = [one for one in case.results if case.is_formal(one)]
    departed = {one.rule_id for one in case.departures}
    unmet = [one for one in results if one.outcome in (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT)]
    open_ones = [one for one in unmet if one.rule_id not in departed]
    if not results:
        return NOT_TRIED
    if open_ones:
        ids = language.listed(one.rule_id for one in open_ones)
        if len(open_ones) == 1:
            return f"Ett formellt villkor är inte uppfyllt eller saknar underlag ({ids})."
        return f"{language.capital(numeral(len(open_ones)))} formella villkor är inte uppfyllda eller saknar underlag ({ids})."
    if unmet:
        return "De formella förutsättningarna är uppfyllda utom i de delar där avsteg föreslås."
    return "De formella förutsättningarna är uppfyllda."


_STRENGTHS = (
    ("R02", "är beslutad i den lokala handlingsplanen"),
    ("R13", "gäller en utpekad stadsdel"),
    ("R14", "har mål som går att följa upp"),
    ("R12", "har en plan för uppföljning eller utvärdering"),
    ("R10", "har en plan för tiden efter projektet"),
)


def _strengths(case: MemoEvidence) -> str:
    """What may be said of the activity because a rule is met, and no more."""
    met = {one.rule_id for one in case.results if one.outcome is RuleOutcome.PASS}
    told = language.listed(text for rule_id, text in _STRENGTHS if rule_id in met)
    return f"Insatsen {told}." if told else ""


def _weaknesses(case: MemoEvidence, failed: tuple[RuleResult, ...]) -> str:
    if not failed:
        return ""
    weighed = " Stadsledningskontoret bedömer att detta inte hindrar att medel beviljas." if case.proposes_grant else ""
    named = case.quoted_rules(failed)
    one = len(failed) == 1
    return f"{'Villkoret' if one else 'Villkoren'} {named} bedöms som inte {'uppfyllt' if one else 'uppfyllda'}.{weighed}"


def _ground(case: MemoEvidence) -> str:
    if case.outcome is DecisionOutcome.REMITTED:
        return "Underlaget räcker inte för ett ställningstagande i sak."
    return ""
