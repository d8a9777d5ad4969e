"""One command takes a picture of every workspace and state, and leaves the store as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.ui import pictures
from app.ui.pictures import SMALL, Dress, take_pictures


def test_every_workspace_and_state_gets_its_picture(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dressed) -> None:
    monkeypatch.setattr(pictures, "_SETTLE_MS", 1)
    before = store.read_bytes()
    try:
        taken = take_pictures(store, tmp_path / "bilder", (Dress("prov", size=SMALL, theme="dark", scale=1.5),))
    finally:
        dressed.apply()
    assert store.read_bytes() == before
    names = " ".join(file.stem for file in taken)
    for word in (
        "oversikt",
        "handlingsplaner",
        "handlingsplan-nulage",
        "tidslinje",
        "andrade-utfall",
        "ansokningar",
        "riskindex",
        "programmet",
        "regler",
        "tjansteutlatande",
        "fil-nekad",
        "arende-beslutskedja",
        "nasta-steg",
        "moten",
        "sok",
    ):
        assert word in names
    image = QImage(str(taken[2]))
    assert (image.width(), image.height()) == (round(SMALL.width() * 1.5), round(SMALL.height() * 1.5))
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 20
