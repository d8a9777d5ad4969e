"""Options keep their type over a restart, and unreadable values give the default."""

from __future__ import annotations

from pathlib import Path

from app.ui.settings import GEOMETRY, RECENT, TEXT_SIZE, THEME, Settings


def test_values_come_back_with_their_type(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    first = Settings(file)
    first.set(TEXT_SIZE, 140)
    first.set(GEOMETRY, b"\x00\x01\xff")
    first.set(RECENT, ("/a/å.sqlite", "/b,c.sqlite"))
    first.set_table("ansokningar", {"width": 3})
    first.set_store_state(Path("/a/å.sqlite"), {"workspace": "plans"})
    first.save()
    second = Settings(file)
    assert second.get(TEXT_SIZE) == 140
    assert second.get(GEOMETRY) == b"\x00\x01\xff"
    assert second.get(RECENT) == ("/a/å.sqlite", "/b,c.sqlite")
    assert second.get(THEME) == "system"
    assert second.table("ansokningar") == {"width": 3}
    assert second.store_state(Path("/a/å.sqlite")) == {"workspace": "plans"}


def test_nonsense_in_the_file_gives_the_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[looks]\ntext_size=stor\n[files]\nrecent=[[\n[tables]\na=inte json\n", encoding="utf-8")
    settings = Settings(file)
    assert settings.get(TEXT_SIZE) == 100
    assert settings.get(RECENT) == ()
    assert settings.table("a") == {}


def test_recent_files_are_few_and_newest_first(settings: Settings) -> None:
    for number in range(12):
        settings.add_recent(Path(f"/{number}.sqlite"))
    settings.add_recent(Path("/5.sqlite"))
    assert settings.get(RECENT)[:2] == ("/5.sqlite", "/11.sqlite")
    assert len(settings.get(RECENT)) == 8
    settings.forget_recent(Path("/5.sqlite"))
    assert "/5.sqlite" not in settings.get(RECENT)


def test_no_path_of_a_store_is_a_key_in_the_file(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.set_store_state(Path("/hemligt ärende.sqlite"), {"workspace": "plans"})
    settings.save()
    assert "hemligt" not in (tmp_path / "settings.ini").read_text(encoding="utf-8")
