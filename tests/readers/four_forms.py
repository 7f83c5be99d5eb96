"""Saves one text as HTML, DOCX and PDF: a line is a paragraph, a line with tabs is a row of a table."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf")


def as_html(text: str) -> bytes:
    parts = ['<!doctype html><html><head><meta charset="utf-8"></head><body>']
    for rows in _groups(text):
        if isinstance(rows, str):
            parts.append(f"<p>{html.escape(rows)}</p>")
        else:
            cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def as_docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    for rows in _groups(text):
        if isinstance(rows, str):
            document.add_paragraph(rows)
            continue
        table = document.add_table(rows=0, cols=max(map(len, rows)))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words
    return saved(document)


def as_pdf(text: str, *, ruled: bool = True, justified: bool = False, gap: float = 6) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

    style, cell_style = pdf_style(space_after=gap, justified=justified), pdf_style(space_after=0)
    flow: list[Flowable] = []
    for rows in _groups(text):
        if isinstance(rows, str):
            flow.append(Paragraph(html.escape(rows), style) if rows.strip() else Spacer(1, 6))
            continue
        width = max(map(len, rows))
        cells = [[Paragraph(html.escape(cell), cell_style) for cell in row] for row in rows]
        rules = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
        widths = [150.0] + [290.0 / (width - 1)] * (width - 1)
        flow.append(Table(cells, colWidths=widths, style=[*rules, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(flow)
    return stream.getvalue()


def pdf_style(*, space_after: float = 6, justified: bool = False, size: float = 10):
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "text", fontName=pdf_font(), fontSize=size, leading=1.3 * size, spaceAfter=space_after, alignment=4 * justified
    )


@cache
def pdf_font() -> str:
    """A font with the letters of all EU languages, registered with reportlab; none is shipped with it."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for folder in _FONT_FOLDERS:
        for name in _FONTS:
            found = next(Path(folder).rglob(name), None) if Path(folder).is_dir() else None
            if found:
                pdfmetrics.registerFont(TTFont("EU", str(found)))
                return "EU"
    pytest.skip("no font with Baltic letters is installed (fonts-dejavu-core has one)")


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _groups(text: str) -> Iterator[str | list[list[str]]]:
    for is_row, lines in groupby(text.split("\n"), key=lambda line: "\t" in line):
        if is_row:
            yield [line.split("\t") for line in lines]
        else:
            yield from lines
