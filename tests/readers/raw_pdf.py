"""PDF files written object by object, for what no library here writes."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["raw_page", "raw_pdf", "stream"]

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, by number; object 1 is its catalogue."""
    data, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    end = b"trailer << /Size %d /Root 1 0 R %s >> startxref %d" % (max(objects) + 1, trailer, len(data))
    return data + b"xref\n0 1\n0000000000 65535 f \n%s%s\n%%%%EOF" % (table, end)


def raw_page(
    content: bytes = b"",
    *,
    page: bytes = b"",
    catalog: bytes = b"",
    resources: bytes = b"",
    trailer: bytes = b"",
    objects: Mapping[int, bytes] | None = None,
) -> bytes:
    """One A4 page with this content, drawn with the font /F1; further entries and objects (from 10 on) as given."""
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (resources, page),
            4: stream(content),
            5: FONT,
            **(objects or {}),
        },
        trailer,
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >> stream\n%s\nendstream" % (len(content), entries, content)
