"""A PDF with highlights and notes, appended to the bytes of the file: what was there stays as it is, so that even
signatures stay valid that allow remarks."""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Any

from grantdocs.errors import ReadError, ScopeError
from grantdocs.model.document import OWN_REMARKS
from grantdocs.model.location import Box
from grantdocs.reports._annotated.sheet_letters import Mark, Sheets
from grantdocs.reports._chrome import chrome

if TYPE_CHECKING:
    from grantdocs.model.document import Document
    from grantdocs.reports._annotated.notes import Note
    from grantdocs.reports._annotated.sheet_letters import Rectangle

__all__ = ["annotated"]

_YELLOW, _GREY = (1.0, 0.85, 0.2), (0.8, 0.8, 0.8)
_PRINTED, _PINNED = 4, 4 | 8 | 16
"""Flags of annotations: printed; neither enlarged nor turned with the page as well."""
_FROM_EDGE, _SIGN, _STEP = 8.0, 20.0, 24.0
"""Of the signs for notes: distance from the edge of the page, size, and from one to the next, in points."""
_REMARKS_ALLOWED = (0, 3)
"""Signatures that say nothing of later changes, or allow remarks."""


@dataclass(frozen=True, slots=True)
class _Remark:
    notes: tuple[Note, ...]
    text: str
    rectangles: tuple[Rectangle, ...]
    """Empty where there is a sign, which is opened to read the note."""
    sign: Rectangle | None = None


def annotated(document: Document, data: bytes, notes: Sequence[Note], language: str) -> bytes:
    """Raises ReadError where the file is protected, or signed so that nothing may be changed."""
    uri = document.source.uri
    remarks = _remarks(uri, document, data, notes, language)
    return _appended(uri, data, remarks)


def _remarks(
    uri: str, document: Document, data: bytes, notes: Sequence[Note], language: str
) -> dict[int, list[_Remark]]:
    """By the number of the page."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(uri, "could not be opened to be marked", "save it again") from error
    sheets = Sheets(pdf)
    try:
        _refuse_protected(uri, pdf)
        return _placed(sheets, document, notes, chrome(language)["copy"]["elsewhere"])
    finally:
        sheets.close()


def _refuse_protected(uri: str, pdf: Any) -> None:
    from pypdfium2 import raw

    if raw.FPDF_GetSecurityHandlerRevision(pdf.raw) >= 0:
        raise ReadError(uri, "is protected, so no remarks are put into it", "save it without protection")
    for number in range(raw.FPDF_GetSignatureCount(pdf.raw)):
        signature = raw.FPDF_GetSignatureObject(pdf.raw, number)
        if raw.FPDFSignatureObj_GetDocMDPPermission(signature) not in _REMARKS_ALLOWED:
            raise ReadError(uri, "is signed so that remarks would break the signature", "check it before signing")


def _placed(sheets: Sheets, document: Document, notes: Sequence[Note], elsewhere: str) -> dict[int, list[_Remark]]:
    found: defaultdict[int, list[_Remark]] = defaultdict(list)
    signs: defaultdict[int, int] = defaultdict(int)
    highlights: defaultdict[Mark, list[Note]] = defaultdict(list)
    for note in notes:
        marks = _joined(sheets.marks(note.location.span, document)) if note.location else []
        for mark in marks:
            highlights[mark].append(note)
        if marks:
            continue
        told = note.text
        page = 1
        if note.location:
            place = ": ".join(filter(None, (note.where, note.quote)))
            told = "\n".join((note.title, Template(elsewhere).substitute(place=place), *note.lines))
            page = min(note.location.anchor.page or 1, len(sheets.pdf))
        sign = sheets.area(page, _sign_box(sheets.size(page), signs[page]))
        signs[page] += 1
        found[page].append(_Remark((note,), told, (), sign))
    for mark, together in highlights.items():
        # Of several highlights over the same words a reader could open only the one on top.
        text = "\n\n".join(note.text for note in together)
        found[mark.page].append(_Remark(tuple(together), text, mark.rectangles))
    return found


def _joined(marks: list[Mark]) -> list[Mark]:
    """One for each page."""
    by_page: defaultdict[int, list[Rectangle]] = defaultdict(list)
    for mark in marks:
        by_page[mark.page] += mark.rectangles
    return [Mark(page, tuple(rectangles)) for page, rectangles in sorted(by_page.items())]


def _sign_box(size: tuple[float, float], number: int) -> Box:
    """At the right edge, one below the other, and in further columns where there are many."""
    width, height = size
    rows = max(1, int((height - 2 * _FROM_EDGE) // _STEP))
    right = width - _FROM_EDGE - (number // rows) * _STEP
    top = _FROM_EDGE + (number % rows) * _STEP
    return Box(max(0.0, right - _SIGN), top, max(_SIGN, right), top + _SIGN)


def _appended(uri: str, data: bytes, remarks: dict[int, list[_Remark]]) -> bytes:
    try:
        from pypdf import PdfWriter
        from pypdf.generic import ArrayObject, NameObject
    except ImportError as error:
        raise ScopeError(f"{uri}: to mark PDF files, install the extra: pip install grantdocs[annotate]") from error
    with _silent():
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        for number, on_page in sorted(remarks.items()):
            page = writer.pages[number - 1]
            known = page.get("/Annots")
            annotations = known.get_object() if known is not None else None
            if not isinstance(annotations, ArrayObject):
                annotations = page[NameObject("/Annots")] = ArrayObject()
            for remark in on_page:
                annotations.append(writer._add_object(_annotation(remark, page)))  # noqa: SLF001  no other way yet
        written = io.BytesIO()
        writer.write(written)
    return written.getvalue()


def _annotation(remark: _Remark, page: Any) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

    def numbers(values: Sequence[float]) -> Any:
        return ArrayObject(FloatObject(round(value, 2)) for value in values)

    is_sign = remark.sign is not None
    rectangles = remark.rectangles or ((remark.sign,) if remark.sign else ())
    lefts, bottoms, rights, tops = zip(*rectangles, strict=True)
    values: dict[str, Any] = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/Text" if is_sign else "/Highlight"),
        "/Rect": numbers((min(lefts), min(bottoms), max(rights), max(tops))),
        "/Contents": TextStringObject(_written(remark.text)),
        "/T": TextStringObject(OWN_REMARKS),
        "/NM": TextStringObject(f"{OWN_REMARKS}-{remark.notes[0].number}"),
        "/C": numbers(_GREY if all(note.is_accepted for note in remark.notes) else _YELLOW),
        "/F": NumberObject(_PINNED if is_sign else _PRINTED),
    }
    if page.indirect_reference is not None:
        values["/P"] = page.indirect_reference
    if is_sign:
        values["/Name"] = NameObject("/Comment")
    else:
        corners = [(left, top, right, top, left, bottom, right, bottom) for left, bottom, right, top in rectangles]
        values["/QuadPoints"] = numbers([value for corner in corners for value in corner])
    return DictionaryObject({NameObject(name): value for name, value in values.items()})


def _written(text: str) -> str:
    return text.encode("utf-16-le", "ignore").decode("utf-16-le").replace("\n", "\r")


@contextmanager
def _silent() -> Iterator[None]:
    """What the library finds odd in a file is no news to who only wants it marked."""
    logger = logging.getLogger("pypdf")
    was, logger.level = logger.level, logging.CRITICAL
    try:
        yield
    finally:
        logger.level = was
