"""What a rule function answers, and the few helpers that let it show its grounds in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain import fields as catalogue_fields
from app.domain import swedish
from app.domain.catalogues import APPLICATION, PLAN
from app.domain.fields import Field, Kind
from app.domain.rules.evidence import Evidence, FieldRef, ValueUsed
from app.domain.vocabulary import RuleOutcome

_APPLICATION_FIELDS = {field.key: field for field in APPLICATION.fields}
_PLAN_FIELDS = {field.key: field for field in PLAN.fields}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's answer before id and rule-set version are put on it."""

    outcome: RuleOutcome
    reason: str
    values: tuple[ValueUsed, ...] = ()
    fields: tuple[FieldRef, ...] = ()


def met(reason: str, values: Iterable[ValueUsed] = (), fields: Iterable[FieldRef] = ()) -> Finding:
    return Finding(RuleOutcome.PASS, reason, tuple(values), tuple(fields))


def not_met(reason: str, values: Iterable[ValueUsed] = (), fields: Iterable[FieldRef] = ()) -> Finding:
    return Finding(RuleOutcome.FAIL, reason, tuple(values), tuple(fields))


def lacking(reason: str, values: Iterable[ValueUsed] = (), fields: Iterable[FieldRef] = ()) -> Finding:
    return Finding(RuleOutcome.INSUFFICIENT, reason, tuple(values), tuple(fields))


def to_judge(reason: str, values: Iterable[ValueUsed] = (), fields: Iterable[FieldRef] = ()) -> Finding:
    return Finding(RuleOutcome.NEEDS_JUDGEMENT, reason, tuple(values), tuple(fields))


def not_applicable(reason: str, values: Iterable[ValueUsed] = (), fields: Iterable[FieldRef] = ()) -> Finding:
    return Finding(RuleOutcome.NOT_APPLICABLE, reason, tuple(values), tuple(fields))


# --- values used ---------------------------------------------------------------------------------


def values(evidence: Evidence, *keys: str) -> tuple[ValueUsed, ...]:
    """The application's own values under these catalogue keys, as they are shown."""
    return tuple(_value(evidence, _APPLICATION_FIELDS[key], getattr(evidence.application, key)) for key in keys)


def plan_values(evidence: Evidence, *keys: str) -> tuple[ValueUsed, ...]:
    """The registered plan's values; nothing when no plan is registered."""
    plan = evidence.plan
    if plan is None:
        return ()
    return tuple(_value(evidence, _PLAN_FIELDS[key], getattr(plan, key), "Handlingsplanen: ") for key in keys)


def _value(evidence: Evidence, field: Field, value: Any, prefix: str = "") -> ValueUsed:
    return ValueUsed(f"{prefix}{field.label}", shown(evidence, field, value))


def shown(evidence: Evidence, field: Field, value: Any) -> str:
    """The value in Swedish format, with kr after amounts and an en dash for nothing."""
    if catalogue_fields.is_empty(value):
        return swedish.EMPTY
    if field.kind is Kind.KRONOR:
        return swedish.kronor(value)
    return catalogue_fields.text(field, value, evidence.programme.choices)


# --- fields --------------------------------------------------------------------------------------


def refs(*keys: str) -> tuple[FieldRef, ...]:
    return tuple(FieldRef(key) for key in keys)


def empty_keys(evidence: Evidence, *keys: str) -> tuple[str, ...]:
    """Those of the application's fields that hold nothing."""
    return tuple(key for key in keys if catalogue_fields.is_empty(getattr(evidence.application, key)))


def any_given(evidence: Evidence, *keys: str) -> bool:
    return len(empty_keys(evidence, *keys)) < len(keys)


# --- Swedish -------------------------------------------------------------------------------------


def on(day: date) -> str:
    """'den 12 juni 2014', for running text."""
    return f"den {swedish.long_date(day)}"


def quoted(text: str, longest: int = 120) -> str:
    """The text between quotation marks, in one line and shortened where it would swamp the sentence."""
    short = swedish.compact(text)
    return f"”{swedish.isolated(short if len(short) <= longest else short[: longest - 1].rstrip() + '…')}”"


def labels(keys: Sequence[str]) -> str:
    """'”Startdatum” och ”Slutdatum”'."""
    return swedish.join([f"”{_APPLICATION_FIELDS[key].label}”" for key in keys])


def missing(keys: Sequence[str]) -> str:
    """'Uppgiften ”Startdatum” saknas.'"""
    noun = "Uppgiften" if len(keys) == 1 else "Uppgifterna"
    return f"{noun} {labels(keys)} saknas."


def found_words(text: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The distinct words or phrases of the text that the pattern takes, in lower case and in order of appearance."""
    return tuple(dict.fromkeys(match.group(0) for match in pattern.finditer(swedish.compact(text).casefold())))
