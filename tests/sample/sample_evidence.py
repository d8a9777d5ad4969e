"""Evidence for a sample case as the program would gather it: plan version, activity, index, other grants."""

from __future__ import annotations

from pathlib import Path

from app.domain import swedish
from app.domain.drafts import ApplicationDraft
from app.domain.programme import Programme
from app.domain.riskindex.series import Measure
from app.domain.rules.engine import evaluate, input_hash
from app.domain.rules.evidence import DistrictIndex, Evidence, Judgement, Process, RuleResult
from app.domain.vocabulary import SubIndex
from app.exchange.programme_file import load_programme
from app.sample import index_values
from app.sample.model import CASEWORKER, SampleCase
from app.sample.plans import plans

PROGRAMME: Programme = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
_INDEX = {(one.unit, one.measure): one.value for one in index_values.values() if one.series == index_values.DISTRICT_SERIES}


def evidence(draft: ApplicationDraft, sample: SampleCase | None = None) -> Evidence:
    found = [one.plan for one in plans() if (one.plan.board, one.plan.plan_version) == (draft.applicant, draft.plan_version)]
    plan = found[0] if found else None
    wanted = swedish.match_key(draft.plan_activity)
    activity = next((one for one in plan.activities if wanted in (one.number, swedish.match_key(one.title))), None) if plan else None
    return Evidence(
        programme=PROGRAMME, application=draft, plan=plan, activity=activity,
        process=sample.process if sample else Process(),
        attachments=frozenset(one.kind for one in sample.attachments) if sample else frozenset(),
        index=tuple(_district(key) for key in draft.districts if (key, Measure.TOTAL) in _INDEX),
    )  # fmt: skip


def _district(key: str) -> DistrictIndex:
    return DistrictIndex(
        district=key, year=index_values.DISTRICT_YEAR, total=_INDEX[key, Measure.TOTAL],
        parts=tuple((part, _INDEX[key, Measure(part.value)]) for part in SubIndex), source=index_values.SOURCE, illustrative=True,
    )  # fmt: skip


def results(sample: SampleCase) -> dict[str, RuleResult]:
    """Every rule's verdict with the sample's own judgements laid over."""
    computed = {one.rule_id: one for one in evaluate(evidence(sample.application, sample))}
    judgements = [
        Judgement(one.rule_id, one.outcome, one.reason, CASEWORKER, input_hash(computed[one.rule_id])) for one in sample.judgements
    ]
    return {one.rule_id: one for one in evaluate(evidence(sample.application, sample), judgements)}
