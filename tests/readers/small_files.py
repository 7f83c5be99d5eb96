"""A small publication in every format that is read, with what the format can hold; none needs another program."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage
from functools import cache

from odf_files import box, cell, frame, master, odf, p, row, sheet, slide, table

FUNDED = "Līdzfinansē Eiropas Savienība"
ROWS = (("Projekta numurs", "LLI-999"), ("Kopējās izmaksas", "EUR 120 500,75"))
PAGE = f"""<!doctype html><html lang="lv"><head><meta charset="utf-8"><title>Bibliotēka</title>
<meta name="description" content="Atklāta lasītava"><meta property="article:published_time" content="2021-03-05">
<script type="application/ld+json">{{"@type": "Article", "datePublished": "2021-03-05"}}</script></head><body>
<nav><ul><li><a href="/a">Erasmus+</a></li></ul></nav><main><h1>Bibliotēka</h1><p>Projekts <b>LLI-999</b>,
<a href="https://europa.eu">vairāk</a>.</p><table><tr><th>Kopā</th><td>EUR 100</td></tr></table><dl><dt>Laiks</dt>
<dd>2021. gads</dd></dl><ul><li>viens</li></ul><figure><img src="es.png" alt="ES karogs" width="90"><figcaption>Attēls
</figcaption></figure></main><footer><p>{FUNDED}</p></footer></body></html>"""
MARKDOWN = f"""---
title: Bibliotēka
---
# Bibliotēka

Projekts **LLI-999**, [vairāk](https://europa.eu).

| a | b |
|---|---|
| Kopā | EUR 100 |

- viens
- divi

![ES karogs](es.png)

> {FUNDED}
"""


@cache
def small_files() -> dict[str, bytes]:
    """By the name of the reader and, where one reader reads several, what they are: `odt`, `odt flat`, `image png`."""
    return {
        "text": f"Bibliotēka\n\nProjekts LLI-999\nKopā\tEUR 100\n\n{FUNDED}\n".encode(),
        "markdown": MARKDOWN.encode(),
        "html": PAGE.encode(),
        "docx": _docx(),
        "pdf": _pdf(),
        "pptx": _pptx(),
        "xlsx": _xlsx(),
        "odt": odf(_odt_body(), masters=_master(), meta="<dc:title>B</dc:title>", parts={"Pictures/a.png": picture()}),
        "odt flat": odf(_odt_body(), masters=_master(), flat=True),
        "odp": odf(slide(box("a") + box(FUNDED), notes=box("n")), "presentation", masters=master(box("m"))),
        "ods": odf(sheet("".join(row(cell(p(a)) + cell(p(b))) for a, b in ROWS)), "spreadsheet", masters=_master()),
        "odg": odf(slide(f"<draw:rect>{p(FUNDED)}</draw:rect>"), "drawing", masters=master("")),
        "epub": _epub(),
        "eml": _eml(),
        "mhtml": _mhtml(),
        "rtf": rb"{\rtf1\ansi\ansicpg1257{\fonttbl{\f0 Arial;}}\b Projekts\b0  LLI-999\par EUR 100\par}",
        "image": picture(),
        "image jpeg": picture("JPEG"),
        "image svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="6"><title>ES</title><text>{FUNDED}</text></svg>'.encode(),
    }


NAMES = {
    "text": "a.txt", "markdown": "a.md", "html": "a.html", "image": "a.png", "image jpeg": "a.jpg", "image svg": "a.svg",
    "odt flat": "a.fodt",
}  # fmt: skip


def file_name(kind: str) -> str:
    return NAMES.get(kind, f"a.{kind}")


@cache
def picture(kind: str = "PNG") -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (90, 60), (0, 51, 153)).save(stream, kind)
    return stream.getvalue()


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _docx() -> bytes:
    import docx

    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Biļetens"
    section.footer.paragraphs[0].text = FUNDED
    document.add_heading("Bibliotēka", 1)
    document.add_paragraph("Projekts LLI-999, 2021. gads.")
    document.add_paragraph("viens", style="List Bullet")
    grid = document.add_table(rows=0, cols=2)
    for words in ROWS:
        for place, word in zip(grid.add_row().cells, words, strict=True):
            place.text = word
    document.add_picture(io.BytesIO(picture()))
    document.add_comment(document.paragraphs[1].runs, text="Vai tā ir?", author="A")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pdf() -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    # Neither compressed nor dated: mutations reach what is inside, and it is the same each time.
    canvas = Canvas(stream, pageCompression=0, invariant=1)
    for number in (1, 2, 3):
        canvas.drawString(72, 800, "Newsletter")
        canvas.drawString(72, 700, f"Project LLI-999, part {number}")
        canvas.drawString(72, 686, "The library has a new reading room for all.")
        canvas.grid([72, 200, 330], [500, 520, 540])
        for line, words in enumerate(ROWS):
            for column, word in enumerate(words):
                canvas.drawString(76 + 128 * column, 526 - 20 * line, word.encode("ascii", "replace").decode())
        canvas.drawImage(ImageReader(io.BytesIO(picture())), 72, 300, 90, 60)
        canvas.linkURL("https://europa.eu", (72, 690, 200, 712))
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"Part {number}", f"p{number}")
        canvas.acroForm.textfield(name=f"f{number}", value="Filled in", x=72, y=200, width=100, height=20)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _pptx() -> bytes:
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation()
    page = deck.slides.add_slide(deck.slide_layouts[5])
    page.shapes.title.text = "Bibliotēka"
    page.shapes.add_textbox(0, 0, Mm(100), Mm(20)).text_frame.text = FUNDED
    grid = page.shapes.add_table(2, 2, 0, 0, Mm(100), Mm(20)).table
    for line, words in enumerate(ROWS):
        for column, word in enumerate(words):
            grid.cell(line, column).text = word
    page.shapes.add_picture(io.BytesIO(picture()), 0, 0, Mm(30), Mm(20))
    page.notes_slide.notes_text_frame.text = "saki"
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _xlsx() -> bytes:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    cells = "".join(
        f'<row r="{line}"><c r="A{line}" t="s"><v>{line - 1}</v></c><c r="B{line}" t="inlineStr"><is><t>{words[1]}</t></is></c></row>'
        for line, words in enumerate(ROWS, 1)
    )
    strings = "".join(f"<si><t>{words[0]}</t></si>" for words in ROWS)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/><Override '
            f'PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}"><sheets><sheet name="Budget" '
            'sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEETS}"><sheetData>{cells}'
            '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_SHEETS}" count="2" uniqueCount="2">{strings}</sst>',
        }
    )


def _epub() -> bytes:
    page = PAGE.replace("<!doctype html>", '<?xml version="1.0" encoding="utf-8"?>')
    page = page.replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ').replace('width="90">', 'width="90"/>')
    page = (
        page.replace('charset="utf-8">', 'charset="utf-8"/>')
        .replace('lasītava">', 'lasītava"/>')
        .replace('-05">', '-05"/>')
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
            '<rootfiles><rootfile full-path="OEBPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "OEBPS/a.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Bibliotēka</dc:title><dc:language>lv</dc:language>'
            '</metadata><manifest><item id="p" href="p.xhtml" media-type="application/xhtml+xml"/><item id="i" '
            'href="es.png" media-type="image/png"/></manifest><spine><itemref idref="p"/></spine></package>',
            "OEBPS/p.xhtml": page,
            "OEBPS/es.png": picture(),
        }
    )


def _mhtml() -> bytes:
    shown = PAGE.replace('src="es.png"', 'src="https://example.org/es.png"')
    parts = [
        ("text/html; charset=utf-8", "https://example.org/", base64.encodebytes(shown.encode())),
        ("image/png", "https://example.org/es.png", base64.encodebytes(picture())),
    ]
    head = b'From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="-b-"\n\n'
    body = b"".join(
        f"---b-\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\nContent-Location: {at}\n\n".encode() + data
        for kind, at, data in parts
    )
    return head + body + b"---b---\n"


def _eml() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Bibliotēka"
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message["Date"] = "Fri, 05 Mar 2021 10:00:00 +0200"
    message.set_content(f"Projekts LLI-999\n\n{FUNDED}\n")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(MARKDOWN.encode(), maintype="text", subtype="markdown", filename="a.md")
    message.set_boundary("----=_part")
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"----=_part{number}")
    return message.as_bytes()


def _master() -> str:
    return master(f"<style:header>{p('Biļetens')}</style:header><style:footer>{p(FUNDED)}</style:footer>")


def _odt_body() -> str:
    note = f'<text:note text:note-class="footnote"><text:note-body>{p("zemteksts")}</text:note-body></text:note>'
    return (
        f'<text:h text:outline-level="1">Bibliotēka</text:h>{p("Projekts LLI-999" + note)}'
        f"<text:list><text:list-item>{p('viens')}</text:list-item></text:list>"
        + table(*(cell(p(a)) + cell(p(b)) for a, b in ROWS), attributes='table:name="T"')
        + p(frame('<draw:image xlink:href="Pictures/a.png"/><svg:desc>ES karogs</svg:desc>') + box("kaste"))
        + p(f"a<office:annotation>{p('piezīme')}</office:annotation>")
    )
