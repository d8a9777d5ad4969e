"""Small believable attachments: an extract of minutes as PDF, notes and letters as text."""

from __future__ import annotations

from app.domain import swedish
from app.domain.drafts import ApplicationDraft


def board_minutes(draft: ApplicationDraft) -> bytes:
    """The board's minutes extract as a one-page PDF."""
    when = swedish.iso_date(draft.board_date) if draft.board_date else ""
    result = draft.board_result.label if draft.board_result else ""
    lines = [
        "Protokollsutdrag",
        f"Sammanträde {when}",
        "",
        f"{draft.board_paragraph}  Ansökan om medel ur Program för en sammanhållen stad 2015-2020",
        f"Insats: {draft.title}",
        f"Dnr {draft.registry_number_board}",
        "",
        "Beslut",
        f"{result}.",
        "Omedelbar justering." if draft.board_immediate_approval else "",
        "",
        "Vid protokollet: nämndsekreteraren. Justeras: ordföranden.",
        "Exempelhandling för utbildning och test.",
    ]
    return _pdf(lines)


def steering_notes(draft: ApplicationDraft) -> bytes:
    when = swedish.iso_date(draft.steering_date) if draft.steering_date else ""
    result = draft.steering_result.label.lower() if draft.steering_result else ""
    return _text(
        f"Anteckningar från lokala styrgruppen {when}",
        f"Deltagare: {draft.steering_members}",
        f"Ansökan ”{draft.title}”: {result}.",
        "Exempelhandling för utbildning och test.",
    )


def supplement_request(draft: ApplicationDraft, note: str) -> bytes:
    return _text(
        f"Begäran om komplettering: {draft.title}",
        f"Till: {draft.contact_name}",
        note,
        "Exempelhandling för utbildning och test.",
    )


def _text(*paragraphs: str) -> bytes:
    return ("\n\n".join(paragraphs) + "\n").encode()


def _pdf(lines: list[str]) -> bytes:
    """One A4 page of plain lines, built by hand: the sample needs no PDF library."""
    shown = "\n".join(f"({_escaped(line)}) Tj T*" for line in lines)
    page = f"BT /F1 11 Tf 72 770 Td 16 TL\n{shown}\nET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (sv-SE) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
