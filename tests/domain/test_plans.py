from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.drafts import BoardContact, FollowUpValue, HousingShare, PlanActivity, PlanDraft, PlanObjective
from app.domain.plans import activity_of, compare, complete_parts, is_complete, objective_numbers, same_activity, word_pieces
from app.domain.views import WordPiece
from tests.domain.builders import PROGRAMME
from tests.domain.strategies import plans

CHOICES = PROGRAMME.choices
WHOLE = PlanObjective(
    number="1",
    text="Fler deltar",
    indicator="Deltagare",
    baseline=Decimal(0),
    target=Decimal(90),
    target_date=date(2017, 12, 31),
    method="Räknas",
)


def test_objective_is_complete_with_the_five_parts_of_r14() -> None:
    assert is_complete(WHOLE)  # a baseline of nought is a baseline
    assert complete_parts(replace(WHOLE, target=None, method="")) == ("Målvärde", "Hur målet mäts")


def test_activity_is_found_by_number_title_or_both() -> None:
    plan = PlanDraft(activities=(PlanActivity(number="1.1", title="Läxhjälp"), PlanActivity(number="1.2", title="Trygga stråk")))
    for stated in ("1.2", "trygga  STRÅK", "1.2 Trygga stråk"):
        assert activity_of(plan, stated) is plan.activities[1]
    assert activity_of(plan, "1") is None
    assert activity_of(plan, " ") is None


def test_same_activity_keeps_its_title_or_without_one_its_number() -> None:
    old = PlanActivity(number="1", title="Läxhjälp")
    assert same_activity(old, PlanActivity(number="7", title="läxhjälp"))
    assert not same_activity(old, PlanActivity(number="1", title="Annat"))
    assert same_activity(old, PlanActivity(number="1"))


def test_objective_numbers_are_read_as_people_write_them() -> None:
    assert objective_numbers("1; 2, 3 och 4") == ("1", "2", "3", "4")
    assert objective_numbers("") == ()


def test_words_that_differ_are_named_in_reading_order() -> None:
    assert word_pieces("60 timmar i vår", "80 timmar i vår och höst") == (
        WordPiece("removed", "60"),
        WordPiece("added", "80"),
        WordPiece("same", " timmar i vår"),
        WordPiece("added", " och höst"),
    )


@given(st.text(), st.text())
def test_pieces_put_together_are_both_texts(before: str, after: str) -> None:
    pieces = word_pieces(before, after)
    assert "".join(one.text for one in pieces if one.kind != "added") == before
    assert "".join(one.text for one in pieces if one.kind != "removed") == after


@given(plans)
def test_plan_does_not_differ_from_itself(plan: PlanDraft) -> None:
    assert compare(plan, plan, CHOICES) == ()


def test_moved_row_is_not_a_changed_one() -> None:
    rows = (PlanObjective(number="1", text="Ett"), PlanObjective(number="2", text="Två"))
    assert compare(PlanDraft(objectives=rows), PlanDraft(objectives=rows[::-1]), CHOICES) == ()


def test_rows_are_named_by_what_they_are() -> None:
    old = PlanDraft(
        objectives=(PlanObjective(number="2", target=Decimal(5)),),
        housing_shares=(HousingShare(company="svenska-bostader", share="lokal"),),
        follow_up_values=(FollowUpValue(objective="2", day=date(2016, 1, 31), value=Decimal(3)),),
        contacts=(BoardContact(role="Planerare", contact="08-508 00 00"),),
    )
    new = PlanDraft(
        objectives=(PlanObjective(number="2", target=Decimal(7)),),
        housing_shares=(HousingShare(company="svenska-bostader", share="lokal och värdar"),),
        contacts=(BoardContact(role="Planerare", contact="08-508 00 01"),),
    )
    found = {one.label: (one.before, one.after) for one in compare(old, new, CHOICES)}
    assert found["Mål 2, Målvärde"] == ("5", "7")
    assert any(label.startswith("Bolag ”") and label.endswith(", Bolagets del") for label in found)
    assert found["Värde 2 2016-01-31"] == ("2 · 2016-01-31 · 3", "")
    assert not any("08-508" in text for pair in found.values() for text in pair)  # contacts are not compared


def test_version_and_approval_are_not_content() -> None:
    old = PlanDraft(plan_version=1, approved_date=date(2015, 2, 26), introduction="Samma")
    assert compare(old, PlanDraft(plan_version=2, introduction="Samma"), CHOICES) == ()
