"""Makes a finished PDF a PDF/A-1b: version 1.4, XMP that mirrors the information dictionary, an sRGB output intent."""

from __future__ import annotations

import zlib
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf

from app.errors import EnvironmentProblem

PROFILE_NAME = "sRGB IEC61966-2.1"


def archive_form(pdf: bytes, resources: Path) -> bytes:
    """The same pages with what PDF/A-1b asks for besides embedded fonts; equal input gives equal bytes."""
    with pikepdf.open(BytesIO(pdf)) as document:
        info = document.docinfo
        kept = {key: str(value) for key, value in info.items() if key in _MIRRORED and str(value)}
        for key in list(info.keys()):
            if key not in kept:
                del info[key]
        packet = pikepdf.Stream(document, _packet(kept).encode("utf-8"))
        packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        document.Root.Metadata = document.make_indirect(packet)
        document.Root.OutputIntents = pikepdf.Array([_output_intent(document, resources)])
        target = BytesIO()
        document.save(
            target,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,  # all are compressed already, and looking for more took a seventh of the memo's time
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return target.getvalue()


def _output_intent(document: pikepdf.Pdf, resources: Path) -> pikepdf.Dictionary:
    profile = pikepdf.Stream(document, b"")
    profile.write(_profile(resources), filter=pikepdf.Name.FlateDecode)
    profile.N = 3
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(PROFILE_NAME),
        Info=pikepdf.String(PROFILE_NAME),
        DestOutputProfile=document.make_indirect(profile),
    )


@lru_cache(maxsize=2)
def _profile(resources: Path) -> bytes:
    path = resources / "colour" / "sRGB.icc"
    try:
        return zlib.compress(path.read_bytes())
    except OSError as error:
        message = f"Färgprofilen {path.name} saknas, så PDF-filer kan inte skrivas."
        raise EnvironmentProblem(message, "Installera om programmet.") from error


# --- XMP -----------------------------------------------------------------------------------------

_MIRRORED = {
    "/Title": "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt></dc:title>",
    "/Author": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "/Creator": "<xmp:CreatorTool>{}</xmp:CreatorTool>",
    "/CreationDate": "<xmp:CreateDate>{}</xmp:CreateDate>",
    "/ModDate": "<xmp:ModifyDate>{}</xmp:ModifyDate>",
    "/Producer": "<pdf:Producer>{}</pdf:Producer>",
}
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_BEGIN = "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>"
_END = "<?xpacket end='w'?>"


def _packet(info: dict[str, str]) -> str:
    """Every entry of the information dictionary in its own schema, namespaces declared where they are used."""
    told = [_MIRRORED[key].format(escape(_iso(value) if key.endswith("Date") else value)) for key, value in info.items()]
    told.append("<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>")
    parts = []
    for prefix, uri in _NAMESPACES.items():
        inside = "".join(one for one in told if one.startswith(f"<{prefix}:"))
        if inside:
            parts.append(f"<rdf:Description rdf:about='' xmlns:{prefix}='{uri}'>{inside}</rdf:Description>")
    body = "\n".join(parts)
    rdf = f"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n{body}\n</rdf:RDF>"
    return f"{_BEGIN}\n<x:xmpmeta xmlns:x='adobe:ns:meta/'>\n{rdf}\n</x:xmpmeta>\n{_END}"


def _iso(stamp: str) -> str:
    """'D:20150914103000+02'00'' → '2015-09-14T10:30:00+02:00'."""
    digits, zone = stamp.removeprefix("D:")[:14], stamp.removeprefix("D:")[14:].replace("'", "")
    day, time = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}", f"{digits[8:10]}:{digits[10:12]}:{digits[12:14]}"
    offset = f"{zone[:3]}:{zone[3:5]}" if len(zone) == 5 else "Z"
    return f"{day}T{time}{offset}"
