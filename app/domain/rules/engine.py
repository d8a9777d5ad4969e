"""The registry of rules by rule-set version, their run over one case, and what stands in the way of a proposal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.domain.programme import Programme
from app.domain.rules import (
    afterwards,
    applicant_and_plan,
    approvals,
    collaboration,
    completeness,
    measurement,
    money,
    novelty,
    place,
    process,
)  # fmt: skip
from app.domain.rules.evidence import Departure, Evidence, Judgement, RuleResult
from app.domain.rules.finding import Finding
from app.domain.vocabulary import DecisionOutcome, RuleOutcome

Rule = Callable[[Evidence], Finding]

RULE_SET_VERSION = "1"
COMPLETENESS = "R24"  # needs the other rules' results, so it runs last and takes its place in the order
FRAME_RULE = "R25"
CONSULTATION_RULE = "R29"

RULE_SETS: Mapping[str, Mapping[str, Rule]] = {
    RULE_SET_VERSION: {
        "R01": applicant_and_plan.r01,
        "R02": applicant_and_plan.r02,
        "R03": applicant_and_plan.r03,
        "R04": applicant_and_plan.r04,
        "R05": approvals.r05,
        "R06": approvals.r06,
        "R07": novelty.r07,
        "R08": money.r08,
        "R09": novelty.r09,
        "R10": afterwards.r10,
        "R11": afterwards.r11,
        "R12": afterwards.r12,
        "R13": place.r13,
        "R14": measurement.r14,
        "R15": measurement.r15,
        "R16": collaboration.r16,
        "R17": collaboration.r17,
        "R18": collaboration.r18,
        "R19": place.r19,
        "R20": collaboration.r20,
        "R21": novelty.r21,
        "R22": novelty.r22,
        "R23": afterwards.r23,
        "R25": money.r25,
        "R26": money.r26,
        "R27": money.r27,
        "R28": afterwards.r28,
        "R29": process.r29,
        "R30": process.r30,
        "R31": process.r31,
    }
}
RULE_IDS: tuple[str, ...] = tuple(sorted((*RULE_SETS[RULE_SET_VERSION], COMPLETENESS)))


def evaluate(evidence: Evidence, judgements: Sequence[Judgement] = ()) -> tuple[RuleResult, ...]:
    """Every rule's verdict on one case, R01 to R31. Raises LookupError when the programme data has another rule set."""
    version = evidence.programme.rule_set_version
    if version not in RULE_SETS:
        raise LookupError(f"no rule set {version!r}")
    computed = [_result(rule_id, version, rule(evidence)) for rule_id, rule in RULE_SETS[version].items()]
    computed.append(_result(COMPLETENESS, version, completeness.r24(evidence, computed)))
    return tuple(_judged(one, judgements) for one in sorted(computed, key=lambda one: one.rule_id))


def evaluate_frame(evidence: Evidence) -> RuleResult:
    """R25 alone, when only the frame has moved: it reads amounts and outcomes, and no other rule reads it."""
    version = evidence.programme.rule_set_version
    return _result(FRAME_RULE, version, RULE_SETS[version][FRAME_RULE](evidence))


def _result(rule_id: str, version: str, finding: Finding) -> RuleResult:
    reason = finding.reason[:1].upper() + finding.reason[1:]  # boards and companies may start with a small letter
    return RuleResult(rule_id, version, finding.outcome, reason, finding.values, finding.fields)


def input_hash(result: RuleResult) -> str:
    """SHA-256 over rule, rule-set version and values used; the order of rows plays no part."""
    pairs = sorted((value.label, value.text) for value in result.values_used)
    content = json.dumps([result.rule_id, result.version, pairs], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _judged(result: RuleResult, judgements: Sequence[Judgement]) -> RuleResult:
    """The result with the latest judgement that rests on these very values; an overtaken one is only told of."""
    if result.outcome is not RuleOutcome.NEEDS_JUDGEMENT:
        return result
    given = [one for one in judgements if one.rule_id == result.rule_id and one.outcome in (RuleOutcome.PASS, RuleOutcome.FAIL)]
    if not given:
        return result
    current = input_hash(result)
    valid = [one for one in given if one.input_hash == current]
    if valid:
        last = valid[-1]
        reason = f"Bedömt som {last.outcome.label.lower()} av {last.person}. Motivering: {last.reason}"
        return replace(result, outcome=last.outcome, reason=reason, judged_by=last.person, judgement_reason=last.reason)
    earlier = given[-1]
    told = f"Underlaget har ändrats sedan den tidigare bedömningen ({earlier.outcome.label.lower()}, {earlier.person}: ”{earlier.reason}”)."
    return replace(result, reason=f"{result.reason} {told}")


def changed(old: RuleResult | None, new: RuleResult) -> bool:
    """Whether a new run is worth keeping: the outcome, or a value it rests on, is another."""
    return old is None or old.outcome is not new.outcome or old.values_used != new.values_used


# --- what stands in the way ----------------------------------------------------------------------

_UNMET = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT)


def blocking(results: Sequence[RuleResult], programme: Programme, departures: Sequence[Departure] = ()) -> tuple[RuleResult, ...]:
    """Why bifall or delvis bifall cannot be proposed now: computed hard results unmet and not departed from (section 4.1).

    A person's judgement "inte uppfyllt" never blocks; it is dealt with in the memo's reasons.
    """
    rules = programme.rule_by_id
    hard = {rule_id for rule_id, info in rules.items() if info.hard and not info.process}
    return tuple(one for one in _unmet(results, departures) if one.rule_id in hard)


def blocking_at_decision(
    results: Sequence[RuleResult], departures: Sequence[Departure] = (), outcome: DecisionOutcome | None = None
) -> tuple[RuleResult, ...]:
    """Why the executive's decision to grant cannot be recorded: the frame, R25. Avslag and återremiss take nothing of it."""
    if outcome in (DecisionOutcome.REJECTED, DecisionOutcome.REMITTED):
        return ()
    return tuple(one for one in _unmet(results, departures) if one.rule_id == FRAME_RULE)


def blocking_memo(results: Sequence[RuleResult], departures: Sequence[Departure] = ()) -> tuple[RuleResult, ...]:
    """Why the memo cannot be drawn up: consultation, R29, in its own time."""
    return tuple(one for one in _unmet(results, departures) if one.rule_id == CONSULTATION_RULE)


def _unmet(results: Sequence[RuleResult], departures: Sequence[Departure]) -> tuple[RuleResult, ...]:
    excused = {one.rule_id for one in departures if one.reason.strip()}
    return tuple(one for one in results if one.outcome in _UNMET and one.judged_by is None and one.rule_id not in excused)


def allowed_outcomes(
    results: Sequence[RuleResult], programme: Programme, departures: Sequence[Departure] = ()
) -> tuple[DecisionOutcome, ...]:
    """The outcomes that may be proposed now: avslag and återremiss always, the others when nothing blocks."""
    if blocking(results, programme, departures):
        return (DecisionOutcome.REJECTED, DecisionOutcome.REMITTED)
    return tuple(DecisionOutcome)
