"""Line breaking and cutting of plain strings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from app.reports.fonts import SANS
from app.reports.text import CHUNK, Ink, fit, wrap
from tests.reports.memo_cases import RESOURCES

INK = Ink(RESOURCES)
words = st.text(alphabet="abcåäö, \u00a0.-WWW", max_size=300)


@given(words, st.floats(20, 300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, SANS, 8.5, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(stringWidth(line.rstrip(), SANS, 8.5) <= width + 0.01 for line in lines)


@given(words, st.floats(20, 300))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: float) -> None:
    shown = fit(text, SANS, 9, width)
    assert stringWidth(shown, SANS, 9) <= width
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


@given(st.text(alphabet="ab \n", max_size=9_000))
def test_chunks_are_short_and_together_the_whole_text(text: str) -> None:
    pieces = INK.chunks(text)
    assert all(len(piece) <= CHUNK for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_non_breaking_spaces_are_not_broken_at() -> None:
    assert wrap("belopp 2\u00a0450\u00a0000\u00a0kr", SANS, 8.5, 60) == ["belopp", "2\u00a0450\u00a0000\u00a0kr"]


def test_markup_signs_are_escaped_for_paragraphs_and_kept_in_plain_strings() -> None:
    assert INK.markup("a < b & c\nd") == "a &lt; b &amp; c<br/>d"
    assert INK.plain("a < b & c\nd") == "a < b & c d"
