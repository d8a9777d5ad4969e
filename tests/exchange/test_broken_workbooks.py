"""Every broken workbook ends in a clear Swedish text, quickly, and in nothing else."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import pytest

from app.errors import FileRefused
from app.exchange.application_form import read_application_form
from app.exchange.programme_file import load_programme
from tests.files.broken_workbooks import broken_workbooks

PROGRAMME = load_programme(Path(__file__).parents[2] / "resources" / "programme.toml")
BROKEN = broken_workbooks(PROGRAMME)
SECONDS = 5.0
ENGLISH = re.compile(r"Traceback|Error|Exception|None|\berror\b|\binvalid\b|/tmp|\bpython\b", re.IGNORECASE)

SAYS = {
    "gammal-xls": "gamla Excelformatet .xls",
    "losenordsskyddad": "lösenord",
    "tom-fil": "Filen är tom",
    "avklippt": "avklippt",
    "html": "webbsida",
    "csv": "textfil",
    "png": "bild",
    "pdf": "PDF",
    "word": "Word-dokument",
    "zipbomb": "sväller orimligt",
    "zipbomb-i-delar": "sväller orimligt",
    "storre-an-den-sager": "kontrollsumma",
    "fel-kontrollsumma": "kontrollsumma",
    "overlappande": "ligger över varandra",
    "dubbla-delar": "samma del två gånger",
    "dubbla-delar-versaler": "samma del två gånger",
    "utbrytare": "otillåtet namn",
    "for-manga-delar": "2\u00a0000 delar",
    "lank": "länk till en annan fil",
    "krypterad-del": "krypterad",
    "makron": "makron",
    "miljarder-skratt": "entiteter",
    "extern-entitet": "entiteter",
    "entitet-i-egenskaper": "entiteter",
    "entitet-i-utf16": "entiteter",
    "sammanfogat-hela-bladet": "A1:XFD1048576",
    "cell-i-sista-hornet": "XFD1048576",
    "cell-langt-at-hoger": "ZX3",
    "hundratusen-rader": "A5001",
    "text-utan-slut": "mer text",
    "trasigt-tal": "cell D7 på bladet ”Ekonomi”",
    "annan-arbetsbok": "inte en ansökningsblankett",
    "nyare-mall": "version 2",
    "tva-blanketter": "mer än en ansökningsblankett",
    "dolt-huvudblad": "dolt",
    "sammanfogade-rader": "A7:A9",
    "belopp-tvetydigt": "kan läsas på två sätt",
    "belopp-nan": "NaN",
    "datum-tvetydigt": "03/01/2015",
    "okand-stadsdel": "Menas ”Husby”?",
    "felvarde": "#REF!",
    "formel-utan-varde": "formel utan sparat värde",
    "text-en-megabyte": "1\u00a0000\u00a0037 tecken",
    "personnummer": "personnummer",
}


@cache
def told(name: str) -> tuple[tuple[str, ...], float]:
    """What the caseworker is told, nothing when the workbook was taken, and how many seconds it took."""
    started = time.monotonic()
    try:
        texts = tuple(str(problem) for problem in read_application_form(BROKEN[name], PROGRAMME).problems)
    except FileRefused as refused:
        texts = (refused.message,) if refused.advice else ()
    return texts, time.monotonic() - started


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_workbook_is_refused_in_words_that_help(name: str) -> None:
    texts, seconds = told(name)
    assert seconds < SECONDS
    assert texts
    for text in texts:
        assert text[0].isupper()
        assert text.endswith((".", "?"))
        assert not ENGLISH.search(text), text
        assert len(text) < 700


@pytest.mark.parametrize(("name", "words"), SAYS.items())
def test_the_text_says_what_is_wrong(name: str, words: str) -> None:
    assert words in told(f"{name}.xlsx")[0][0]


def test_there_are_many_kinds() -> None:
    assert len(BROKEN) >= 60
    assert len(set(BROKEN.values())) == len(BROKEN)
