"""A paper just written is opened again before it takes its name."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def check_pdf(path: Path) -> None:
    """The paper opens and has pages. Raises OSError when not."""
    try:
        with pikepdf.open(path) as document:
            pages = len(document.pages)
    except pikepdf.PdfError as error:
        raise OSError("not a PDF") from error
    if not pages:
        raise OSError("no pages")
