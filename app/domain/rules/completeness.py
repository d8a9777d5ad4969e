"""Whether the application is complete: R24, which rests on what the other rules found."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import swedish
from app.domain.rules.evidence import Evidence, RuleResult, ValueUsed
from app.domain.rules.finding import Finding, empty_keys, lacking, met, missing, refs, values
from app.domain.vocabulary import RuleOutcome

MANDATORY = ("title", "applicant", "instructions_version", "type", "purpose", "description", "target_group", "districts")
MOST_NAMED = 4  # more rules than this are named by number only
COUNTED_RULES = frozenset(f"R{number:02d}" for number in (*range(1, 24), 26, 27, 28))


def r24(evidence: Evidence, others: Sequence[RuleResult]) -> Finding:
    """R24, section 4.3: mandatory fields are filled and no rule on the application lacks its data; never a fail."""
    absent = tuple(key for key in empty_keys(evidence, *MANDATORY) if not (key == "districts" and evidence.application.whole_district_area))
    short = [one for one in others if one.rule_id in COUNTED_RULES and one.outcome is RuleOutcome.INSUFFICIENT]
    named = [_rule_name(evidence, one.rule_id) for one in short]
    used = (
        *values(evidence, "instructions_version"),
        *(ValueUsed("Uppgift saknas", missing([key])) for key in absent),
        *(ValueUsed("Underlag saknas", name) for name in named),
    )
    where = dict.fromkeys([*refs(*absent), *(ref for one in short for ref in one.fields)])
    if not absent and not short:
        return met("Ansökan är komplett: alla obligatoriska uppgifter finns.", used, refs("instructions_version"))
    texts = [missing(absent)] if absent else []
    if len(named) > MOST_NAMED:
        texts.append(f"Underlag saknas för {len(named)} regler: {swedish.join([one.rule_id for one in short])}.")
    elif named:
        texts.append(f"Underlag saknas för {swedish.join(named)}.")
    return lacking(" ".join(["Ansökan är inte komplett.", *texts]), used, where)


def _rule_name(evidence: Evidence, rule_id: str) -> str:
    info = evidence.programme.rule_by_id.get(rule_id)
    return f"{rule_id} {info.title}" if info else rule_id
