"""What filed relations to earlier cases and grants add to R07, R09 and R22. Without relations, nothing: no value, no word."""

from __future__ import annotations

from app.domain.rules.evidence import Evidence, RelatedCase, ValueUsed
from app.domain.vocabulary import RelationKind

_STANDS_AS = {
    RelationKind.CONTINUATION: "en fortsättning på",
    RelationKind.REAPPLICATION: "en förnyad ansökan efter",
    RelationKind.DUPLICATE: "en dubblett av",
    RelationKind.DOUBLE_FUNDING: "dubbel finansiering tillsammans med",
}


def related_values(evidence: Evidence) -> tuple[ValueUsed, ...]:
    """Each relation as a value that the rule rests on."""
    return tuple(ValueUsed(f"Samband: {one.kind.label}", _value(one)) for one in evidence.related if one.kind in _STANDS_AS)


def _value(one: RelatedCase) -> str:
    return "; ".join(part for part in (one.name, one.became, one.note) if part)


def related_words(evidence: Evidence) -> tuple[str, ...]:
    """A sentence for each relation: as what the application is filed, and what became of the earlier case."""
    told = []
    for one in evidence.related:
        if one.kind in _STANDS_AS:
            became = f" ({one.became})" if one.became else ""
            told.append(f"Ansökan är registrerad som {_STANDS_AS[one.kind]} {one.name}{became}.")
    return tuple(told)


def is_funded_before(evidence: Evidence) -> bool:
    """Whether an earlier case or grant that this one stands in relation to got funds."""
    return any(one.is_funded for one in evidence.related if one.kind in _STANDS_AS)
