"""Reports with failures at given words of a publication, and what the copies say of them: which words each note is at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from grantdocs.model.document import Document, Zone
from grantdocs.model.findings import Evidence, Finding, Remedy, Report, Verdict
from grantdocs.model.location import Span
from grantdocs.model.rules import Level
from grantdocs.readers import read
from grantdocs.reports._annotated import annotate
from grantdocs.testing import document_of, facts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def failure(document: Document, span: Span | None, message: str = "wrong", number: int = 1, **more) -> Finding:
    """A failure at a place, or of something that is missing."""
    shown = (
        Evidence("primary", "/amounts/0", document.locate(span), document.quote(span))
        if span
        else Evidence("searched", "/statements", None, "")
    )
    return Finding(
        rule=f"tried/rule-{number}",
        title="Words are right",
        verdict=more.pop("verdict", Verdict.FAIL),
        level=more.pop("level", Level.ERROR),
        message=message,
        citations=(),
        evidence=more.pop("evidence", (shown,)),
        remedy=Remedy("advice", "Put them right."),
        **more,
    )


def report_on(document: Document, findings: Iterable[Finding]) -> Report:
    return Report(document, facts_of({}, document_of("")), tuple(findings), (), instance={"document": {}})


def judged(data: bytes, name: str, *quotes: str, **more) -> Report:
    """A failure at the first place of each quote, `quote@2` at the second; an empty one for something missing."""
    document = read(data, name=name)
    findings = []
    for number, quote in enumerate(quotes, 1):
        words, _, nth = quote.partition("@")
        at = -1
        for _ in range(int(nth or 1)):
            at = document.text.index(words, at + 1)
        span = Span(at, at + len(words)) if words else None
        findings.append(failure(document, span, f"wrong {number}", number, **more))
    return report_on(document, findings)


def copied(data: bytes, name: str, *quotes: str, **more) -> bytes:
    return annotate(judged(data, name, *quotes, **more), data).content


def words_of(document: Document) -> list[tuple[Zone, str]]:
    """What a publication says, without remarks on it."""
    return [(block.zone, document.quote(block.span)) for block in document.blocks if block.zone is not Zone.COMMENT]


def word(
    body: str, more: dict[str, str | bytes] | None = None, relations: str = "", *, namespace: str = W[1:-1]
) -> bytes:
    """A Word document with this in its body, and further parts."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = "purl.oclc.org" in namespace
    kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships" if strict else office
    header = '<w:headerReference w:type="default" r:id="rIdH"/>' if "rIdH" in relations else ""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{kinds}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{namespace}" xmlns:r="{kinds}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}<w:sectPr>{header}</w:sectPr></w:body></w:document>',
    }
    if relations:
        files["word/_rels/document.xml.rels"] = (
            f'{head}<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in (files | (more or {})).items():
            opened.writestr(name, content)
    return stream.getvalue()


def relation(identifier: str, kind: str, target: str) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="{identifier}" Type="{office}/{kind}" Target="{target}"/>'


def p(*runs: str) -> str:
    """A paragraph of runs; what is no markup becomes a run."""
    return "<w:p>" + "".join(run if run.startswith("<") else r(run) for run in runs) + "</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {info.filename: opened.read(info) for info in opened.infolist()}


def commented(package: bytes) -> dict[str, str]:
    """The words that each comment is at, by the words of the comment."""
    found = parts(package)
    root = etree.fromstring(found["word/document.xml"])
    comments = etree.fromstring(found["word/comments.xml"])
    open_now: set[str] = set()
    words: dict[str, str] = {}
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart":
            open_now.add(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            open_now.remove(element.get(f"{W}id"))
        elif element.tag in {f"{W}t", f"{W}noBreakHyphen"}:
            for number in open_now:
                words[number] = words.get(number, "") + (element.text or "\u2011" * (element.tag != f"{W}t"))
    said = {each.get(f"{W}id"): "\n".join("".join(p.itertext()) for p in each) for each in comments}
    return {said[number]: words.get(number, "") for number in said}


def noted(copy: bytes, encoding: str = "utf-8") -> dict[int, str]:
    """The words that a page marks, by the number of the note."""
    from selectolax.lexbor import LexborHTMLParser

    words: dict[int, str] = {}
    for mark in LexborHTMLParser(copy.decode(encoding)).css("mark.grantdocs-mark:not(.grantdocs-related)"):
        for number in mark.attributes["data-note"].split(", "):
            words[int(number)] = words.get(int(number), "") + mark.text()
    return words


def highlighted(copy: bytes) -> Iterator[tuple[int, str, str]]:
    """Of each highlight the page, its note and the words below it."""
    import pypdfium2
    from pypdf import PdfReader

    pdf = pypdfium2.PdfDocument(copy)
    for number, page in enumerate(PdfReader(io.BytesIO(copy)).pages):
        shown = pdf[number]
        text = shown.get_textpage()
        for annotation in page.get("/Annots") or ():
            found = annotation.get_object()
            if found.get("/T") == "grantdocs" and found["/Subtype"] == "/Highlight":
                words = " ".join(" ".join(_under(text, found["/QuadPoints"])).split())
                yield number + 1, found["/Contents"].replace("\r", "\n"), words
        text.close()
        shown.close()
    pdf.close()


def _under(text, corners: Sequence[float]) -> Iterator[str]:
    for at in range(0, len(corners), 8):
        across, up = (
            [float(each) for each in corners[at : at + 8 : 2]],
            [float(each) for each in corners[at + 1 : at + 8 : 2]],
        )
        # A little narrower: letters that only touch the edge are not meant.
        yield text.get_text_bounded(min(across) + 0.3, min(up) + 0.3, max(across) - 0.3, max(up) - 0.3)
