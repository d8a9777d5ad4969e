"""Every command has Swedish text, a tip, an icon that exists and a key of its own, and stands in a menu."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from app.ui.actions import SPECS, Actions
from app.ui.icons import icon_names
from app.ui.menus import MENUS, SUBMENU_RECENT


def test_no_two_commands_share_a_key(actions: Actions) -> None:
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText) for _spec, action in actions.items() for key in action.shortcuts()
    )
    assert {key: count for key, count in keys.items() if count > 1} == {}
    assert "" not in keys


def test_the_fixed_keys_are_the_agreed_ones(actions: Actions) -> None:
    expected = {
        "workspace_1": "Ctrl+1", "workspace_2": "Ctrl+2", "workspace_3": "Ctrl+3", "workspace_4": "Ctrl+4", "workspace_7": "Ctrl+7",
        "command_palette": "Ctrl+K", "help": "F1", "back": "Alt+Left", "forward": "Alt+Right", "undo": "Ctrl+Z", "find": "Ctrl+F",
    }  # fmt: skip
    assert {name: actions.named(name).shortcut().toString() for name in expected} == expected
    assert "Ctrl+Y" in [key.toString() for key in actions.redo.shortcuts()]


def test_every_command_explains_itself(actions: Actions) -> None:
    for spec, action in actions.items():
        assert action.text(), spec.name
        assert len(action.statusTip()) > 10, spec.name
        assert action.statusTip().startswith(action.statusTip()[0].upper())
        assert action.objectName() == spec.name


def test_every_icon_is_shipped() -> None:
    assert {spec.icon for spec in SPECS if spec.icon} <= set(icon_names())


def test_every_command_is_declared_as_an_attribute() -> None:
    assert {spec.name for spec in SPECS} == set(Actions.__annotations__)


def test_every_command_stands_once_in_a_menu() -> None:
    named = [name for _title, names in MENUS for name in names if name and name != SUBMENU_RECENT]
    assert sorted(named) == sorted(spec.name for spec in SPECS)


def test_no_two_menus_share_a_mnemonic() -> None:
    letters = [mnemonic(title) for title, _names in MENUS]
    assert sorted(set(letters)) == sorted(letters)
    assert all(letters)


def test_no_two_commands_of_a_menu_share_a_mnemonic(actions: Actions) -> None:
    for title, names in MENUS:
        letters = [mnemonic(actions.named(name).text()) for name in names if name and name != SUBMENU_RECENT]
        letters += ["t"] if SUBMENU_RECENT in names else []
        clashes = {letter: count for letter, count in Counter(letters).items() if letter and count > 1}
        assert clashes == {}, title


def mnemonic(text: str) -> str:
    place = text.find("&")
    return text[place + 1].lower() if place >= 0 else ""
