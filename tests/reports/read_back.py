"""Papers read back: their text, their outline, their archive form, and what their content says line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pypdf import PdfReader

from app.domain import swedish
from app.domain.plan_charts import ObjectiveChart, Timeline
from app.domain.texts.sections import Chart, DataTable, Facts, Numbered, Remark, RuleTable, SectionPart, Titled


def pages(pdf: bytes) -> list[str]:
    """Each page's text with every run of white space made one."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def squeezed(text: str) -> str:
    """Without white space: how lines were broken plays no part."""
    return "".join(text.split())


def outline(pdf: bytes) -> list[tuple[int, str]]:
    def walk(entries: list[Any], level: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                yield level, entry.title

    return list(walk(PdfReader(BytesIO(pdf)).outline, 0))


def assert_within_margins(pdf: bytes) -> None:
    for page in pypdfium2.PdfDocument(pdf):
        textpage = page.get_textpage()
        for index in range(textpage.count_rects()):
            left, bottom, right, top = textpage.get_rect(index)
            assert 80 <= left <= right <= 515, textpage.get_text_bounded(left, bottom, right, top)
            assert 28 <= bottom <= top <= 800


def assert_own_fonts_only(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        names = {str(one.BaseFont) for one in found}
        assert names
        assert all("Liberation" in name and "+" in name for name in names), names
        assert all("/FontFile2" in one.FontDescriptor for one in found)


def assert_structure_of_pdf_a_1b(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.pdf_version == "1.4"
        assert not document.is_encrypted
        root = document.Root
        assert str(root.Lang) == "sv-SE"
        assert root.ViewerPreferences.DisplayDocTitle
        [intent] = root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[8] == 2  # version 2 of the profile format
        assert profile[16:20] == b"RGB "
        assert intent.DestOutputProfile.N == 3
        assert "/Filter" not in root.Metadata
        assert not {"/AcroForm", "/OpenAction", "/AA"} & set(root.keys())
        for one in document.objects:
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                assert not {"/SMask", "/ca", "/CA", "/JS", "/EmbeddedFile", "/LZWDecode"} & set(one.keys())
                assert one.get("/Type") != "/ObjStm"
        for page in document.pages:
            assert "/Group" not in page
            assert "/Annots" not in page


def assert_packet_mirrors_information(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}
        assert set(info) == {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
        with document.open_metadata() as meta:
            assert meta["pdfaid:part"] == "1"
            assert meta["pdfaid:conformance"] == "B"
            assert meta["dc:title"] == info["/Title"]
            assert meta["dc:creator"] == [info["/Author"]]
            assert meta["xmp:CreatorTool"] == info["/Creator"]
            assert meta["pdf:Producer"] == info["/Producer"]
            assert re.sub(r"\D", "", meta["xmp:CreateDate"])[:14] == info["/CreationDate"][2:16]
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", meta["xmp:ModifyDate"])


def part_lines(part: SectionPart) -> list[str]:
    """Everything that a part puts on the paper, one paragraph or table row a line."""
    match part:
        case str():
            return [part]
        case Titled(name, text):
            return [name, *([text] if text else [])]
        case Numbered():
            return [f"{mark} {item}" for mark, item in part.marked]
        case DataTable():
            return [
                *([part.caption] if part.caption else []),
                " | ".join(column.title for column in part.columns),
                *(" | ".join(row) for row in part.rows),
            ]
        case Facts(rows):
            return [f"{name} | {text}" for name, text in rows]
        case Remark(text):
            return [text]
        case RuleTable(rows):
            return [f"{row.id} | {row.title} | {row.outcome.label} | {row.reason}" for row in rows]
        case Chart(ranking=shown):
            bars = [f"{bar.label} | {bar.value}" for bar in shown.bars]
            return [shown.title, shown.subtitle, *bars, part.caution, shown.mark]
        case ObjectiveChart():
            return [part.unit, *(swedish.number(point.value) for point in part.points), part.sentence]
        case Timeline():
            years = [tick.label for tick in part.ticks]
            rows = [" | ".join((row.label, row.state.label if row.state else swedish.EMPTY)) for row in part.rows]
            return [" | ".join(years), *rows, f"i dag {swedish.iso_date(part.today)}"]
