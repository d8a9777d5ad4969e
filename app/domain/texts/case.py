"""What a memo is written from, and what a piece of text says it was written from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain import catalogues
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Catalogue
from app.domain.ladder import StepRow
from app.domain.programme import Programme, RuleInfo
from app.domain.riskindex.series import Ranking
from app.domain.rules.evidence import Departure, Evidence, Process, RuleResult
from app.domain.texts import language
from app.domain.texts.passage import source_hash
from app.domain.vocabulary import DecisionOutcome, RuleKind, RuleOutcome

MOST_TITLES = 3  # beyond these a sentence names rules by id alone
GRANTS = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY_GRANTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoEvidence:
    """One case with its verdicts, departures and annexes; `ranking` is the index chart to print, if any."""

    evidence: Evidence
    results: tuple[RuleResult, ...] = ()  # with recorded judgements laid in
    departures: tuple[Departure, ...] = ()
    annexes: tuple[str, ...] = ()
    ranking: Ranking | None = None
    remit: StepRow | None = None  # the executive's latest återremiss, with its reason

    @property
    def application(self) -> ApplicationDraft:
        return self.evidence.application

    @property
    def process(self) -> Process:
        return self.evidence.process

    @property
    def programme(self) -> Programme:
        return self.evidence.programme

    @property
    def applicant(self) -> str:
        """The full name of the board, or of both; '' when none is named."""
        keys = (self.application.applicant, self.application.co_applicant)
        return language.listed(self.programme.organisation_name(key) for key in keys if key)

    @property
    def outcome(self) -> DecisionOutcome | None:
        return self.process.proposed_outcome

    @property
    def proposes_grant(self) -> bool:
        return self.outcome in GRANTS

    @property
    def amount(self) -> int | None:
        """The amount that the proposal would grant; a full grant is what was applied for when no amount is written."""
        if self.process.proposed_amount is None and self.outcome is DecisionOutcome.GRANTED:
            return self.application.amount_applied
        return self.process.proposed_amount if self.proposes_grant else None

    @property
    def period(self) -> str:
        start, end = self.application.start_date, self.application.end_date
        return language.period(start, end) if start and end else ""

    def rule(self, rule_id: str) -> RuleInfo | None:
        return self.programme.rule_by_id.get(rule_id)

    def rule_name(self, rule_id: str) -> str:
        """'Ingen investering (R08)', to begin a line with."""
        rule = self.rule(rule_id)
        return f"{rule.title} ({rule_id})" if rule else rule_id

    def quoted_rules(self, results: Iterable[RuleResult]) -> str:
        """'”Ingen investering” (R08) och …', to stand inside a sentence; only the ids when there are many."""
        return self.quoted_ids([one.rule_id for one in results])

    def quoted_ids(self, ids: Sequence[str]) -> str:
        titles = [f"”{rule.title}” ({rule.id})" for rule in map(self.rule, ids) if rule]
        return language.listed(titles if len(titles) == len(ids) <= MOST_TITLES else ids)

    def is_formal(self, result: RuleResult) -> bool:
        """A hard rule, as far as the data decides it; what a person judges belongs to the assessment."""
        rule = self.rule(result.rule_id)
        judged = result.judged_by is not None or result.outcome is RuleOutcome.NEEDS_JUDGEMENT
        return rule is not None and (rule.kind is RuleKind.HARD or rule.hard) and not judged

    def with_outcome(self, outcome: RuleOutcome, formal: bool | None = None) -> tuple[RuleResult, ...]:
        found = [one for one in self.results if one.outcome is outcome]
        return tuple(one for one in found if formal is None or self.is_formal(one) is formal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A generated text with the keys of the data it used."""

    text: str
    application: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    other: tuple[tuple[str, object], ...] = ()  # Swedish label, value
    missing: str = ""  # Swedish: what the text cannot do without; "" when nothing

    def hash(self, case: MemoEvidence) -> str:
        evidence = case.evidence
        plan = evidence.plan
        return source_hash(
            (
                [(key, getattr(evidence.application, key)) for key in self.application],
                [(key, getattr(plan, key) if plan else None) for key in self.plan],
                [(key, getattr(evidence.process, key)) for key in self.process],
                [value for _, value in self.other],
            )
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """Which data the text came from, as the forms name it."""
        named = [f"Ansökan: {_label(catalogues.APPLICATION, key)}" for key in self.application]
        named += [f"Handlingsplan: {_label(catalogues.PLAN, key)}" for key in self.plan]
        named += [f"Handläggning: {_label(catalogues.PROCESS, key)}" for key in self.process]
        return (*named, *(label for label, _ in self.other))


def _label(catalogue: Catalogue, key: str) -> str:
    labels = {one.key: one.label for one in catalogue.fields} | {one.key: one.label for one in catalogue.tables}
    return labels[key]
