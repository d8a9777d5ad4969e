"""Back and forward."""

from __future__ import annotations

from app.ui.history import History, Place


def place(name: str, **location: object) -> Place:
    return Place(name, dict(location))


def test_one_can_go_back_and_forth() -> None:
    history = History()
    for name in ("a", "b", "c"):
        history.visit(place(name))
    assert not history.can_go_forward
    assert history.back() == place("b")
    assert history.back() == place("a")
    assert not history.can_go_back
    assert history.forward() == place("b")


def test_a_new_place_forgets_what_lay_ahead() -> None:
    history = History()
    for name in ("a", "b"):
        history.visit(place(name))
    history.back()
    history.visit(place("c"))
    assert not history.can_go_forward
    assert history.back() == place("a")


def test_the_same_place_twice_is_one_step() -> None:
    history = History()
    history.visit(place("a", uid="1"))
    history.visit(place("a", uid="1"))
    history.visit(place("a", uid="2"))
    assert history.back() == place("a", uid="1")
    assert not history.can_go_back
