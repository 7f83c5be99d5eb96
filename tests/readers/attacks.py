"""Files made to exhaust, mislead or crash who reads them; small, and quickly built."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from odf_files import odf, sheet
from small_files import PAGE, small_files

PACKAGES = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "epub": "OEBPS/a.opf",
}
"""Part of each package that its reader reads in any case."""
_ZEROS = bytes(1_000_000)


def rebuilt(kind: str, changed: dict[str, bytes], *, more: dict[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(small_files()[kind])) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            target.writestr(name, changed.get(name, source.read(name)))
        for name, data in (more or {}).items():
            target.writestr(name, data)
    return stream.getvalue()


def part_of(kind: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(small_files()[kind])) as source:
        return source.read(PACKAGES[kind])


def _with_type(xml: bytes, doctype: str, text: str) -> bytes:
    """A tree with a document type, and `text` in an element of it that holds text."""
    start = xml.index(b"<", xml.index(b"?>")) if xml.startswith(b"<?xml") else 0
    root = xml[start:]
    places = [
        root.find(mark)
        for mark in (
            b"</w:t>",
            b"</text:h>",
            b"</text:p>",
            b"</dc:title>",
            b"</p:sldIdLst>",
            b"</sheets>",
            b"</text>",
            b"</p>",
        )
    ]
    place = next(place for place in places if place >= 0)
    return f'<?xml version="1.0"?>\n<!DOCTYPE d [{doctype}]>'.encode() + root[:place] + text.encode() + root[place:]


LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
QUADRATIC = f'<!ENTITY q "{"q" * 50_000}">'
XML_KINDS = (*PACKAGES, "odt flat", "image svg", "html")


def with_entities(kind: str, doctype: str, text: str) -> bytes:
    if kind in PACKAGES:
        return rebuilt(kind, {PACKAGES[kind]: _with_type(part_of(kind), doctype, text)})
    return _with_type(
        small_files()[kind] if kind != "html" else PAGE.replace("<!doctype html>", "").encode(), doctype, text
    )


def zip_bomb(kind: str) -> bytes:
    """The part that is read in any case unpacks to 120 MB."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(small_files()[kind])) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            with target.open(name, "w") as file:
                file.write(source.read(name))
                for _ in range(120 if name == PACKAGES[kind] else 0):
                    file.write(_ZEROS)
    return stream.getvalue()


def lying_bomb(kind: str) -> bytes:
    """The directory says that the large part is small."""
    data = bytearray(zip_bomb(kind))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", data, place + 28)[0]
        if data[place + 46 : place + 46 + length] == PACKAGES[kind].encode():
            struct.pack_into("<I", data, place + 24, 1000)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def nested_bomb(kind: str) -> bytes:
    """A package in a package, and so on; the innermost is a bomb."""
    data = zip_bomb(kind)
    for depth in range(10):
        data = rebuilt(kind, {}, more={f"embedded/{depth}.{kind}": data})
    return data


def climbing_members(kind: str) -> bytes:
    names = ("../../../climbed.txt", "/climbed.txt", "..\\..\\climbed.txt", "C:\\climbed.txt", "a/../../climbed.txt")
    return rebuilt(kind, {}, more=dict.fromkeys(names, b"climbed"))


def many_members(kind: str) -> bytes:
    return rebuilt(kind, {}, more={f"x{number}": b"" for number in range(1_001)})


def deep_xml(kind: str) -> bytes:
    return rebuilt(kind, {PACKAGES[kind]: b"<a>" * 50_000 + b"</a>" * 50_000})


def png(width: int, height: int) -> bytes:
    """A black picture that unpacks to width x height / 8 bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(1)
    line = bytes(width // 8 + 1)
    packed = b"".join(packer.compress(line * 100) for _ in range(height // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def pdf(objects: dict[int, bytes], root: int = 1, *, table: bool = True, trailer: bytes = b"") -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    if table:
        last = max(objects)
        rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(last + 1))
        out.write(b"xref\n0 %d\n" % (last + 1) + b"".join(rows))
    out.write(b"trailer\n<</Root %d 0 R/Size %d%b>>\nstartxref\n%d\n%%%%EOF" % (root, max(objects) + 1, trailer, start))
    return out.getvalue()


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), more, data)


def one_page(content: bytes = b"BT /F 12 Tf 72 700 Td (Words) Tj ET", **more: bytes) -> dict[int, bytes]:
    """Objects 1 to 5; `page` and `catalog` are added to those dictionaries, `content` may be a whole object."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % more.get("catalog", b""),
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%b>>%b>>"
        % (more.get("resources", b""), more.get("page", b"")),
        4: content if content.startswith(b"<<") else stream(content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }


def _squeezed(unit: bytes, times: int) -> bytes:
    packer = zlib.compressobj(1)
    block = unit * 10_000
    return b"".join(packer.compress(block) for _ in range(times // 10_000)) + packer.flush()


def _deep_pages(depth: int) -> dict[int, bytes]:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for number in range(2, depth + 2):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1)
    objects[depth + 2] = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (depth + 1)
    return objects


def _outline() -> bytes:
    looped = {6: b"<</First 7 0 R/Last 7 0 R>>", 7: b"<</Title(a)/Parent 6 0 R/Next 7 0 R/First 6 0 R>>"}
    return pdf(one_page(catalog=b"/Outlines 6 0 R") | looped)


def _deep_lists() -> bytes:
    return pdf(one_page(page=b"/Annots " + b"[" * 100_000 + b"]" * 100_000))


def _table_of_tables() -> bytes:
    data = pdf(one_page())
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Size 6", b"/Size 6/Prev %d" % place)


def _bomb_of_filters() -> bytes:
    inner = zlib.compress(_squeezed(b"q ", 40_000_000), 9)
    return pdf(one_page(stream(inner, b"/Filter[/FlateDecode/FlateDecode]")))


def _picture(width: int) -> dict[int, bytes]:
    packed = _squeezed(bytes(100), width * width // 100)
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    shown = one_page(b"600 0 0 800 0 0 cm /I Do", resources=b"/XObject<</I 6 0 R>>")
    return shown | {6: stream(packed, head % (width, width))}


_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>"
PDFS: dict[str, Callable[[], bytes]] = {
    "a million objects": lambda: pdf(one_page() | dict.fromkeys(range(6, 1000000), b"null")),
    "a million objects without a table": lambda: pdf(one_page() | dict.fromkeys(range(6, 1000000), b"null"), table=False),
    "a tree of pages in a circle": lambda: pdf(one_page() | {2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>"}),
    "a deep tree of pages": lambda: pdf(_deep_pages(50_000)),
    "many pages that are one": lambda: pdf(one_page() | {2: b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>"}),
    "more pages said than there are": lambda: pdf(one_page() | {2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"}),
    "a form that draws itself": lambda: pdf(
        one_page(b"/X Do", resources=b"/XObject<</X 6 0 R>>") | {6: stream(b"/X Do BT (a) Tj ET", _FORM)}
    ),
    "a content that is a bomb": lambda: pdf(one_page(stream(_squeezed(b"q ", 40_000_000), b"/Filter/FlateDecode"))),
    "a bomb of filters": _bomb_of_filters,
    "a picture that is a bomb": lambda: pdf(_picture(20_000)),
    "a picture said to be huge": lambda: pdf(
        _picture(100) | {6: stream(b"", b"/Type/XObject/Subtype/Image/Width 999999/Height 999999/ColorSpace/DeviceRGB/BitsPerComponent 8")}
    ),
    "an outline in a circle": _outline,
    "tables of places in a circle": _table_of_tables,
    "no table of places": lambda: pdf(one_page(), table=False),
    "a table that lies": lambda: pdf(one_page()).replace(b"00000 n", b"99999 n"),
    "a huge page": lambda: pdf(one_page(page=b"/MediaBox[0 0 1e30 1e30]")),
    "lists in lists": _deep_lists,
    "a length in a circle": lambda: pdf(one_page(b"<</Length 4 0 R>>stream\nBT ET\nendstream")),
    "fields in a circle": lambda: pdf(
        one_page(catalog=b"/AcroForm<</Fields[6 0 R]>>", page=b"/Annots[6 0 R]")
        | {6: b"<</FT/Tx/T(a)/Subtype/Widget/Kids[6 0 R]/Parent 6 0 R/Rect[0 0 9 9]>>"}
    ),
    "a structure in a circle": lambda: pdf(
        one_page(catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R", page=b"/StructParents 0")
        | {6: b"<</Type/StructTreeRoot/K[7 0 R]>>", 7: b"<</S/P/P 6 0 R/K[7 0 R 6 0 R]/Pg 3 0 R>>"}
    ),
    "many words on a page": lambda: pdf(one_page(stream(_squeezed(b"BT /F 9 Tf 9 9 Td (ab) Tj ET ", 50_000), b"/Filter/FlateDecode"))),
    "many lines drawn": lambda: pdf(one_page(stream(_squeezed(b"9 9 m 90 9 l S ", 200_000), b"/Filter/FlateDecode"))),
}  # fmt: skip


def _blocks(unit: str, times: int) -> bytes:
    return (unit * times).encode()


TEXTS: dict[str, Callable[[], bytes]] = {
    "nested.html": lambda: b"<!doctype html><body>" + b"<div>" * 10_000_000,
    "nested-words.html": lambda: _blocks("<b><p>word", 1_000_000),
    "nested-lists.html": lambda: b"<!doctype html>" + _blocks("<ul><li>word", 10_000),
    "nested-tables.html": lambda: b"<!doctype html>" + _blocks("<table><tr><td>", 300),
    "spanned.html": lambda: b'<!doctype html><table><tr><td colspan="999999999" rowspan="999999999">a</td></tr></table>',
    "one-tag.html": lambda: b"<!doctype html><p " + _blocks("a=1 ", 5_000_000),
    "comments.html": lambda: _blocks("<!--", 1_000_000),
    "comments-only.html": lambda: _blocks("<!---->", 200_000),
    "styles.html": lambda: b"<!doctype html><style>" + _blocks("a{background:url(", 300_000),
    "linked-data.html": lambda: b'<!doctype html><script type="application/ld+json">' + _blocks("[", 1_000_000),
    "one-line.txt": lambda: b"a" * 20_000_000,
    "blanks.txt": lambda: b" " * 20_000_000 + b"a",
    "tabs.txt": lambda: b"a\t" * 300_000,
    "lines.txt": lambda: b"a\n" * 200_000,
    "quotes.md": lambda: _blocks("> ", 1_000_000) + b"a",
    "lists.md": lambda: "".join(f"{' ' * depth}- a\n" for depth in range(3000)).encode(),
    "brackets.md": lambda: _blocks("[", 50_000) + b"a",
    "links.md": lambda: _blocks("[a](", 50_000),
    "stars.md": lambda: _blocks("*a **a ", 10_000),
    "pipes.md": lambda: b"a|b\n-|-\n" + _blocks("|", 50_000),
    "ticks.md": lambda: _blocks("` `` ", 50_000),
    "braces.rtf": lambda: rb"{\rtf1 " + b"{" * 1_000_000,
    "binary.rtf": lambda: rb"{\rtf1 \bin2000000000 a}",
    "pictures.rtf": lambda: rb"{\rtf1 " + rb"{\pict\picw99999999\pich99999999 00}" * 10_000 + b"}",
    "headers.eml": lambda: b"Subject: a\n" + _blocks("X: y\n", 100_000) + b"\na",
    "parts-in-parts.eml": lambda: b"From: a\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5000)
    ),
    "letters-in-letters.eml": lambda: b"From: a\n" + _blocks("Content-Type: message/rfc822\n\n", 5000),
    "used.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/><use href="#a"/></g></svg>',
    "groups.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 200_000,
    "wide.png": lambda: png(60_000, 60_000),
}  # fmt: skip


def huge_tables() -> Iterator[tuple[str, bytes]]:
    cell = (
        '<table:table-cell table:number-columns-repeated="999999999"><text:p>'
        + "a" * 50_000
        + "</text:p></table:table-cell>"
    )
    body = sheet(f'<table:table-row table:number-rows-repeated="999999999">{cell * 20}</table:table-row>' * 20)
    yield "repeated.ods", odf(body, "spreadsheet")
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(small_files()["xlsx"])) as source:
        rows = source.read(part).replace(b'r="3"', b'r="1048576"').replace(b'r="A3"', b'r="XFD1048576"')
    merged = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "merged.xlsx", rebuilt("xlsx", {part: rows.replace(b"</sheetData>", merged)})
    wide = part_of("docx").replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="999999999"/>')
    yield "spanned.docx", rebuilt("docx", {PACKAGES["docx"]: wide})


def pictures(picture: bytes) -> Iterator[tuple[str, bytes]]:
    """The same picture in each kind of package."""
    for kind in ("docx", "pptx", "odt", "epub"):
        with zipfile.ZipFile(io.BytesIO(small_files()[kind])) as source:
            names = [name for name in source.namelist() if name.endswith((".png", ".jpg"))]
        yield f"picture.{kind}", rebuilt(kind, dict.fromkeys(names, picture))
