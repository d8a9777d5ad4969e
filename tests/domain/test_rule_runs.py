"""Two runs of a rule side by side, and what filed relations say to the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.drafts import ApplicationDraft
from app.domain.programme import Programme
from app.domain.rules.engine import evaluate, input_hash
from app.domain.rules.evidence import Evidence, RelatedCase, RuleResult, ValueUsed
from app.domain.rules.runs import Run, changed_labels, compare_runs
from app.domain.vocabulary import RelationKind, RuleOutcome

RUN = Run(
    number=1, at=datetime(2016, 1, 1, tzinfo=UTC), version="1", outcome=RuleOutcome.INSUFFICIENT, reason="Uppgiften saknas.",
    values_used=(ValueUsed("Startdatum", "–"), ValueUsed("Budgetrad", "2015; Personal"), ValueUsed("Budgetrad", "2016; Lokal")),
)  # fmt: skip


def test_the_same_run_differs_in_nothing() -> None:
    assert compare_runs(RUN, replace(RUN, number=2)) == ()


def test_values_are_compared_by_label_and_lines_of_the_same_label_as_a_list() -> None:
    newer = replace(
        RUN, number=2, version="2", outcome=RuleOutcome.PASS, reason="Uppgiften finns.",
        values_used=(ValueUsed("Startdatum", "2016-01-01"), ValueUsed("Budgetrad", "2016; Lokal"), ValueUsed("Budgetrad", "2016; Buss")),
    )  # fmt: skip
    found = [(one.label, one.before, one.after) for one in compare_runs(RUN, newer)]
    assert found == [
        ("Regelverk", "1", "2"),
        ("Utfall", "Underlag saknas", "Uppfyllt"),
        ("Skäl", "Uppgiften saknas.", "Uppgiften finns."),
        ("Startdatum", "–", "2016-01-01"),
        ("Budgetrad", "2015; Personal", ""),
        ("Budgetrad", "", "2016; Buss"),
    ]
    assert changed_labels(RUN, newer) == ("Regelverk", "Utfall", "Startdatum", "Budgetrad")


def test_a_judgement_shows_as_a_difference() -> None:
    assert [one.label for one in compare_runs(RUN, replace(RUN, judged_by="Handläggare"))] == ["Bedömt av"]


# --- relations -----------------------------------------------------------------------------------

DRAFT = ApplicationDraft(title="Läxhjälp", starts_explanation="Ny form.", previous_activity=False, fills_regular_gap=False)
FUNDED = RelatedCase(
    kind=RelationKind.CONTINUATION, name="ärende 2015-003", became="bifall 900 000 kr, pågår", is_funded=True, note="Samma"
)
RELATED_RULES = ("R07", "R09", "R22")


@pytest.fixture(scope="module")
def programme() -> Programme:
    from pathlib import Path

    from app.exchange.programme_file import load_programme

    return load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")


def results(programme: Programme, *related: RelatedCase) -> dict[str, RuleResult]:
    return {one.rule_id: one for one in evaluate(Evidence(programme=programme, application=DRAFT, related=related))}


@pytest.mark.parametrize("rule", RELATED_RULES)
@pytest.mark.parametrize("kind", [one for one in RelationKind if one is not RelationKind.UNRELATED])
def test_each_relation_is_a_value_and_a_sentence_and_leaves_the_judgement_to_a_person(
    programme: Programme, rule: str, kind: RelationKind
) -> None:
    found = results(programme, replace(FUNDED, kind=kind))[rule]
    assert found.outcome is RuleOutcome.NEEDS_JUDGEMENT
    assert ValueUsed(f"Samband: {kind.label}", "ärende 2015-003; bifall 900 000 kr, pågår; Samma") in found.values_used
    assert "Ansökan är registrerad som " in found.reason
    assert "ärende 2015-003 (bifall 900 000 kr, pågår)" in found.reason


def test_no_relation_or_an_unrelated_one_leaves_every_hash_as_it_was(programme: Programme) -> None:
    plain = {rule: input_hash(one) for rule, one in results(programme).items()}
    unrelated = results(programme, replace(FUNDED, kind=RelationKind.UNRELATED))
    assert {rule: input_hash(one) for rule, one in unrelated.items()} == plain
    related = {rule: input_hash(one) for rule, one in results(programme, FUNDED).items()}
    assert {rule for rule in plain if related[rule] != plain[rule]} == set(RELATED_RULES)


def test_only_what_was_paid_is_told_as_funded(programme: Programme) -> None:
    told = "har alltså fått medel förut"
    assert told in results(programme, FUNDED)["R07"].reason
    assert told not in results(programme, replace(FUNDED, is_funded=False))["R07"].reason
