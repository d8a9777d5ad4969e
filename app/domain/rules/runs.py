"""A rule's runs on one case: what was found each time, and what differs between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.plans import word_pieces
from app.domain.rules.evidence import ValueUsed
from app.domain.views import PlanDifference
from app.domain.vocabulary import RuleOutcome

VERSION, OUTCOME, REASON, JUDGED_BY = "Regelverk", "Utfall", "Skäl", "Bedömt av"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One kept run: rule-set version, outcome, and the values it rested on."""

    number: int  # running within the store, newest greatest
    at: datetime
    version: str
    outcome: RuleOutcome
    reason: str
    values_used: tuple[ValueUsed, ...] = ()
    judged_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """A case on a rule's page."""

    uid: UUID
    number: str
    title: str
    board: str
    outcome: RuleOutcome
    reason: str
    departed: bool


@dataclass(frozen=True, slots=True)
class RuleCases:
    """How many cases have each outcome of a rule, and a page of those with the outcome wanted."""

    counts: dict[RuleOutcome, int]
    rows: tuple[RuleCase, ...]
    total: int  # of the outcome wanted


def changed_labels(old: Run, new: Run) -> tuple[str, ...]:
    """Which values differ, by label and in reading order, the rule set and the outcome first."""
    return tuple(dict.fromkeys(one.label for one in compare_runs(old, new) if one.label != REASON))


def compare_runs(old: Run, new: Run) -> tuple[PlanDifference, ...]:
    """What differs between two runs; values are matched by label, those with the same label as lines of a list."""
    found = [
        *_difference(VERSION, old.version, new.version),
        *_difference(OUTCOME, old.outcome.label, new.outcome.label),
        *_difference(JUDGED_BY, old.judged_by, new.judged_by),
        *_difference(REASON, old.reason, new.reason),
    ]
    labels = dict.fromkeys([one.label for one in (*new.values_used, *old.values_used)])
    for label in labels:
        before, after = _texts(old, label), _texts(new, label)
        if len(before) <= 1 and len(after) <= 1:
            found += _difference(label, "".join(before), "".join(after))
            continue
        left, come = _without(before, after), _without(after, before)
        found += [one for text in left for one in _difference(label, text, "")]
        found += [one for text in come for one in _difference(label, "", text)]
    return tuple(found)


def _texts(run: Run, label: str) -> list[str]:
    return [one.text for one in run.values_used if one.label == label]


def _without(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """The texts that have no match of their own among the others."""
    rest = list(others)
    kept = []
    for text in texts:
        if text in rest:
            rest.remove(text)
        else:
            kept.append(text)
    return kept


def _difference(label: str, before: str, after: str) -> list[PlanDifference]:
    return [] if before == after else [PlanDifference("", label, before, after, word_pieces(before, after))]
