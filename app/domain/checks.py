"""The two keys: what each check signs, as a hash of it, and how the signatures stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.arithmetic import ArithmeticReport
from app.domain.catalogues import APPLICATION
from app.domain.drafts import ApplicationDraft
from app.domain.fields import Field, Kind
from app.domain.programme import Programme
from app.domain.rules.engine import input_hash
from app.domain.rules.evidence import RuleResult
from app.domain.texts.passage import source_hash
from app.domain.vocabulary import CheckKind, RuleOutcome

ALONE = "ensam handläggare"  # the mark under a second key turned by the same hand, when there is no other
MAX_NOTE = 2_000
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_OPEN = (RuleOutcome.FAIL, RuleOutcome.INSUFFICIENT, RuleOutcome.NEEDS_JUDGEMENT)


@dataclass(frozen=True, slots=True)
class CheckState:
    """One key: who has signed and on what, and whether whoever asks may sign."""

    kind: CheckKind
    person: str = ""  # "" while nobody has signed
    at: datetime | None = None
    note: str = ""
    is_stale: bool = False  # what was checked has changed since
    refusal: str = ""  # why whoever asks may not sign now, Swedish; "" when they may
    is_alone: bool = False  # signing now would put the same name under both keys, since there is nobody else

    @property
    def is_signed(self) -> bool:
        return bool(self.person)

    @property
    def is_valid(self) -> bool:
        """Signed, on the values as they are."""
        return self.is_signed and not self.is_stale


@dataclass(frozen=True, slots=True)
class ChecksView:
    """Both keys of a case, and what is open under each."""

    checks: tuple[CheckState, ...]
    open_results: tuple[RuleResult, ...]  # what the content check leaves open
    report: ArithmeticReport

    def of(self, kind: CheckKind) -> CheckState:
        return next(one for one in self.checks if one.kind is kind)

    def open_findings(self, kind: CheckKind) -> tuple[str, ...]:
        """What a signature now would leave open, in Swedish."""
        if kind is CheckKind.CONTENT:
            return tuple(f"{one.rule_id} {one.outcome.label.lower()}: {one.reason}" for one in self.open_results)
        return tuple(one.text for one in self.report.findings)


def content_hash(draft: ApplicationDraft, results: Sequence[RuleResult], programme: Programme) -> str:
    """What the content check signs: every text of the application, contacts apart, and the values under each verdict.

    Rules asked for in their own time (frame, consultation, experts, reporting) are left out: other cases and later steps
    move them, not the application.
    """
    texts = {field.key: getattr(draft, field.key) for field in _texts(APPLICATION.fields)}
    rows = {
        table.key: [[getattr(row, field.key) for field in _texts(table.fields)] for row in getattr(draft, table.key)]
        for table in APPLICATION.tables
    }
    return source_hash([texts, rows, sorted(input_hash(one) for one in own_results(results, programme))])


def arithmetic_hash(draft: ApplicationDraft) -> str:
    """What the arithmetic check signs: the budget, what is stated beside it, and the period it must keep within."""
    return source_hash(
        [
            draft.budget_lines,
            draft.amounts_applied,
            draft.least_amount,
            draft.own_funding,
            draft.co_funding,
            draft.start_date,
            draft.end_date,
        ]
    )


def own_results(results: Iterable[RuleResult], programme: Programme) -> tuple[RuleResult, ...]:
    """The verdicts on the application itself."""
    rules = programme.rule_by_id
    return tuple(one for one in results if one.rule_id in rules and not rules[one.rule_id].process)


def open_results(results: Iterable[RuleResult], programme: Programme) -> tuple[RuleResult, ...]:
    """The verdicts that still ask for something."""
    return tuple(one for one in own_results(results, programme) if one.outcome in _OPEN and one.judged_by is None)


def _texts(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(one for one in fields if one.kind in _TEXTS and not one.contact)
