"""The papers' own fonts, registered once for each resources folder; nothing else may be referenced in a PDF/A."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.errors import EnvironmentProblem

SERIF, SERIF_BOLD = "LiberationSerif", "LiberationSerif-Bold"
SANS, SANS_BOLD = "LiberationSans", "LiberationSans-Bold"
FILES = {
    SERIF: "LiberationSerif-Regular.ttf",
    SERIF_BOLD: "LiberationSerif-Bold.ttf",
    SANS: "LiberationSans-Regular.ttf",
    SANS_BOLD: "LiberationSans-Bold.ttf",
}


@lru_cache(maxsize=2)
def register(resources: Path) -> frozenset[int]:
    """Register the fonts and answer with the code points that all of them can draw."""
    faces = [_load(name, resources / "fonts" / file) for name, file in FILES.items()]
    for face in faces:
        pdfmetrics.registerFont(face)
    for regular, bold in ((SERIF, SERIF_BOLD), (SANS, SANS_BOLD)):
        pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold, italic=regular, boldItalic=bold)
    rl_config.canvas_basefontname = SERIF
    rl_config.useA85 = 0
    drawn = [{code for code, glyph in face.face.charToGlyph.items() if glyph} for face in faces]
    return frozenset(set.intersection(*drawn))


def _load(name: str, path: Path) -> TTFont:
    try:
        return TTFont(name, str(path))
    except (TTFError, OSError) as error:
        message = f"Typsnittet {path.name} saknas eller är skadat, så PDF-filer kan inte skrivas."
        raise EnvironmentProblem(message, "Installera om programmet.") from error
