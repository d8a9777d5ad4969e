"""How alike two matters are: the parts, the formula, Swedish words, and the nearest of many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import similarity as alike
from app.domain.similarity import Matter, nearest, profile, similarity, stem, word_likeness, wording

BASE = Matter(
    board="farsta", districts=frozenset({"farsta", "hokarangen"}), title="Trygghetsvärdar i Hökarängen",
    purpose="Vuxna rör sig ute på kvällarna.", amount=1_000_000,
)  # fmt: skip
TEXTS = st.text(max_size=60)
MATTERS = st.builds(
    Matter,
    board=st.sampled_from([None, "farsta", "skarholmen"]),
    co_board=st.sampled_from([None, "farsta"]),
    districts=st.frozensets(st.sampled_from(["farsta", "tensta", "husby"])),
    title=TEXTS,
    purpose=TEXTS,
    amount=st.sampled_from([None, 0, 5, 1_000_000]),
)


def likeness(one: Matter, other: Matter) -> alike.Likeness:
    return similarity(profile(one), profile(other))


def changed(**values: object) -> Matter:
    from dataclasses import replace

    return replace(BASE, **values)  # type: ignore[arg-type]


def test_the_same_matter_is_wholly_alike_and_says_so() -> None:
    found = likeness(BASE, BASE)
    assert found.score == pytest.approx(1.0)
    assert found.explanation == ("Samma nämnd, 2 av 2 stadsdelar, ordlikhet 1,00 i namnet, ordlikhet 1,00 i syftet, samma belopp")


def test_the_number_is_the_weighted_mean_of_its_parts() -> None:
    found = likeness(BASE, changed(board="skarholmen", districts=frozenset({"farsta"}), amount=900_000))
    assert [(part.name, round(part.value, 3)) for part in found.parts] == [
        ("Nämnd", 0.0), ("Stadsdelar", 0.5), ("Insatsens namn", 1.0), ("Syfte", 1.0), ("Belopp", 0.9),
    ]  # fmt: skip
    assert found.score == pytest.approx(0.20 * 0 + 0.15 * 0.5 + 0.30 + 0.25 + 0.10 * 0.9)
    assert "belopp ±10\u00a0%" in found.explanation


def test_the_weights_add_up_to_one() -> None:
    weights = (alike.BOARD_WEIGHT, alike.DISTRICTS_WEIGHT, alike.TITLE_WEIGHT, alike.PURPOSE_WEIGHT, alike.AMOUNT_WEIGHT)
    assert sum(weights) == pytest.approx(1.0)


def test_a_part_that_one_side_lacks_is_left_out_but_board_and_title_count() -> None:
    found = likeness(BASE, Matter(board="farsta", title="Simskola"))
    assert [part.name for part in found.parts] == ["Nämnd", "Insatsens namn"]
    assert found.score == pytest.approx(0.2 / 0.5, abs=0.05)
    assert likeness(Matter(), Matter()).score == 0


def test_a_board_that_is_co_applicant_in_one_counts_for_less() -> None:
    found = likeness(BASE, changed(board="skarholmen", co_board="farsta"))
    assert found.parts[0].value == alike.SHARED_BOARD
    assert found.parts[0].told == "gemensam nämnd som sökande eller medsökande"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Läxhjälp", "LÄXHJÄLP", 1.0, 1.0),
        ("Läxhjälp", "Laxhjalp", 1.0, 1.0),  # å, ä and ö folded
        ("Läxhja\u0308lp", "Läxhjälp", 1.0, 1.0),  # combining dots
        ("Ungdomar", "ungdomarna", 0.85, 1.0),  # endings
        ("Trygghetsvärdar", "Värdar för trygghet", 0.7, 1.0),  # parts of a compound
        ("Mötesplats för unga", "Mötesplats och unga", 1.0, 1.0),  # stop words
        ("Simskola", "Belysning", 0.0, 0.15),
        ("", "Belysning", 0.0, 0.0),
        ("och för att", "och för att", 0.0, 0.0),  # nothing but stop words
    ],
)
def test_wording_follows_swedish_words(one: str, other: str, least: float, most: float) -> None:
    assert least <= word_likeness(wording(one), wording(other)) <= most + 1e-9


def test_a_stem_is_never_shorter_than_four_letters() -> None:
    assert stem("barnens") == "barn"
    assert stem("hus") == "hus"
    assert stem("barn") == "barn"


@given(MATTERS, MATTERS)
def test_likeness_lies_between_nothing_and_one_and_does_not_depend_on_the_order(one: Matter, other: Matter) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert 0.0 <= there.score <= 1.0 + 1e-9
    assert there.score == pytest.approx(back.score)


def test_the_nearest_come_first_the_unlike_not_at_all_and_the_filed_always() -> None:
    others = {
        "same": profile(BASE),
        "near": profile(changed(title="Trygghetsvärdar i Farsta", amount=700_000)),
        "far": profile(Matter(board="skarholmen", title="Simskola", districts=frozenset({"satra"}))),
        "filed": profile(Matter(title="Belysning")),
    }
    found = nearest(profile(BASE), others, 5, always=("filed",))
    assert [key for key, _likeness in found] == ["same", "near", "filed"]
    assert [key for key, _likeness in nearest(profile(BASE), others, 1)] == ["same"]


def test_a_resemblance_takes_more_than_the_same_board_and_place() -> None:
    other = changed(title="Simskola", purpose="Barn lär sig simma.")
    assert not likeness(BASE, other).resembles
    assert likeness(BASE, changed(amount=500_000)).resembles
