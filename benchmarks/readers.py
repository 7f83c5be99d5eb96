"""How fast the readers are, as ratios against plain libraries in the same run: `python benchmarks/readers.py [--pages N]`.

Each pair is run in turn (A B A B ...), so that a machine that changes its speed changes both. trafilatura comes with the
extra `bench`. The plain libraries give a string; the readers also zones, places, pictures, links and gaps.
"""

from __future__ import annotations

import argparse
import html
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/readers"))
SENTENCE = "The library of the parish opened a new reading room for pupils and seniors from both sides of the border."
FIGURES = ("Total cost", "EUR 120 500,75", "2021-03-05", "LLI-999")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pages", type=int, default=10, help="length of the documents that are made")
    arguments.add_argument("--runs", type=int, default=9)
    chosen = arguments.parse_args()
    pages, runs = chosen.pages, chosen.runs
    print(f"{'read':<34}{'ms':>9}   {'against':<38}{'ms':>9}   ratio   aim")
    plain, ruled = _pdf(pages, tables=False), _pdf(pages, tables=True)
    leaflet, page = ROOT / "samples/en/erasmus-leaflet.pdf", ROOT / "samples/lv/interreg-lapa.html"
    for what, data, aim in (
        (f"PDF, {pages} pages of text", plain, "<= 1.6"),
        ("PDF, sample without tables", leaflet.read_bytes(), "<= 1.6"),
        (f"PDF, {pages} pages with tables", ruled, ""),
    ):
        _row(what, data, "pypdfium2 text", _pdfium_text, runs, aim)
        _row(what, data, "pdfplumber extract_text", _plumber_text, max(3, runs // 3), "< 1")
    _row("PDF with tables", ruled, "pdfplumber text and tables", _plumber_tables, max(3, runs // 3), "< 1")
    _row(f"DOCX, {pages} pages", _docx(pages), "python-docx paragraphs", _docx_paragraphs, runs)
    _row(f"ODT, {pages} pages", _odt(pages), "lxml text of content.xml", _odt_text, runs)
    for what, data in ((f"HTML, {pages} pages", _html(pages)), ("HTML, sample", page.read_bytes())):
        _row(what, data, "trafilatura", _trafilatura, runs, "< 1")


def _row(  # noqa: PLR0917 - a row has that many cells
    what: str, data: bytes, peer: str, call: Callable[[bytes], object], runs: int, aim: str = ""
) -> None:
    import grantdocs

    try:
        call(data)
    except ModuleNotFoundError as error:
        print(f"{what:<34}{'':>9}   {peer:<38} not measured: {error}")
        return
    ours, theirs = _paired(lambda: grantdocs.read(data), lambda: call(data), runs)
    print(f"{what:<34}{ours:9.2f}   {peer:<38}{theirs:9.2f}   {ours / theirs:5.2f}   {aim}")


def _paired(ours: Callable[[], object], peer: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median milliseconds of processor time of both, each warm."""
    times: tuple[list[float], list[float]] = ([], [])
    for call in (ours, peer):
        call()
    for _ in range(runs):
        for call, taken in zip((ours, peer), times, strict=True):
            start = time.process_time()
            call()
            taken.append(time.process_time() - start)
    return statistics.median(times[0]) * 1000, statistics.median(times[1]) * 1000


def _pdfium_text(data: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def _plumber_text(data: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def _plumber_tables(data: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def _docx_paragraphs(data: bytes) -> None:
    import docx

    for paragraph in docx.Document(io.BytesIO(data)).paragraphs:
        _ = paragraph.text


def _odt_text(data: bytes) -> None:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    "\n".join("".join(paragraph.itertext()) for paragraph in root.iter("{*}p", "{*}h"))


def _trafilatura(data: bytes) -> None:
    import trafilatura

    trafilatura.extract(data, include_tables=True, include_links=True)


def _pdf(pages: int, *, tables: bool) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 800, "Newsletter of the parish")
        lines = 20 if tables else 44
        for line in range(lines):
            canvas.drawString(72, 760 - 14 * line, SENTENCE[: 90 - line % 7])
        if tables:
            rows = [460 - 20 * row for row in range(11)]
            canvas.grid([72, 180, 290, 400, 520], rows)
            for row in rows[1:]:
                for column, word in enumerate(FIGURES):
                    canvas.drawString((76, 184, 294, 404)[column], row + 6, word)
        canvas.drawString(280, 40, str(number + 1))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _docx(pages: int) -> bytes:
    import docx

    document = docx.Document()
    for number in range(pages):
        document.add_heading(f"Part {number + 1}", 1)
        for _ in range(15):
            document.add_paragraph(SENTENCE * 2)
        for row in (document.add_table(rows=5, cols=4)).rows:
            for cell, word in zip(row.cells, FIGURES, strict=True):
                cell.text = word
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _odt(pages: int) -> bytes:
    from odf_files import cell, odf, p, table

    rows = [" ".join(cell(p(word)) for word in FIGURES)] * 5
    parts = (f"<text:h>Part {n + 1}</text:h>" + p(SENTENCE * 2) * 15 + table(*rows) for n in range(pages))
    return odf("".join(parts))


def _html(pages: int) -> bytes:
    rows = "<tr>" + "".join(f"<td>{word}</td>" for word in FIGURES) + "</tr>"
    parts = (
        f"<h2>Part {n + 1}</h2>"
        + f"<p>{html.escape(SENTENCE * 2)} <a href='/a'>More</a></p>" * 15
        + f"<table>{rows * 5}</table>"
        for n in range(pages)
    )
    menu = "<nav><ul>" + "<li><a href='/b'>Culture</a></li>" * 40 + "</ul></nav>"
    return f"<!doctype html><html><head><title>News</title></head><body>{menu}<main>{''.join(parts)}</main><footer>Contact</footer></body></html>".encode()


if __name__ == "__main__":
    main()
