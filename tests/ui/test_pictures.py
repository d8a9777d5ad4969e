"""One command takes a picture of every workspace, dialog and state, and leaves the store as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.ui import pictures
from app.ui.pictures import PARTS, SMALL, Dress, take_pictures

NAMES = {
    "workspaces": ("valkommen", "fil-nekad", "oversikt", "handlingsplaner", "riskindex", "programmet-ansvar"),
    "cases": (
        "ansokningar-alla", "ansokningar-filter", "ansokningar-kolumner", "ansokningar-vyer", "ansokningar-inget-hittat", "rangordning",
        "arende-regler", "arende-bedomning", "arende-komplettering-ingen", "arende-tidigare", "arende-tjansteutlatande", "beslutskedja",
        "programmet-regel", "programmet-personer", "programmet-bedomningsgrunder", "programmet-moten", "programmet-installningar",
        "jav", "tilldela-bedomare", "steg-aterkallelse", "underteckna-kontroll", "bilaga", "las-in-tidigare-bidrag", "textversioner",
    ),
    "plans": ("handlingsplan-nulage", "tidslinje", "andrade-utfall"),
    "index": (
        "riskindex-published-rangordning", "riskindex-computed-varfor", "riskindex-computed-pengar-tabell", "riskindex-computed-underlag",
        "riskindex-computed-haller_det-provat", "las-in-indikatorbok",
    ),
    "over": ("sok", "om", "handbok"),
    "empty": ("tom-oversikt", "tom-ansokningar", "tom-rangordning", "tom-programmet-personer", "tom-arende-tidigare", "tom-riskindex"),
}  # fmt: skip


@pytest.mark.parametrize("parts", [("workspaces", "plans", "over"), ("cases", "empty"), ("index",)])
def test_every_workspace_dialog_and_state_gets_its_picture(
    parts: tuple[str, ...], store: Path, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dressed
) -> None:
    monkeypatch.setattr(pictures, "_SETTLE_MS", 1)
    store = sample_path if "index" in parts else store
    before = store.read_bytes()
    try:
        taken = take_pictures(store, tmp_path / "bilder", (Dress("prov", size=SMALL, theme="dark", scale=1.5),), parts)
    finally:
        dressed.apply()
    assert store.read_bytes() == before
    names = {file.stem.split("-", 1)[1].removesuffix("-prov") for file in taken}
    wanted = {word for part in parts for word in NAMES[part]}
    assert not {word for word in wanted if not any(word in name for name in names)}
    image = QImage(str(taken[0]))
    assert (image.width(), image.height()) == (round(SMALL.width() * 1.5), round(SMALL.height() * 1.5))
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 20


def test_every_part_of_a_round_is_tried() -> None:
    assert set(NAMES) == set(PARTS)
