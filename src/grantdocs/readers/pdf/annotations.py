"""What lies on a page besides what it draws: text boxes and notes that were put on it, stamps, and fields of forms."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grantdocs.model.document import OWN_REMARKS, Zone
from grantdocs.model.location import Box
from grantdocs.readers.pdf.geometry import Geometry
from grantdocs.readers.pdf.lines import MOST_LINES, Line, Note, PagePicture, PageReading

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_annotations"]

_MOST = 5_000
"""Annotations of a page that are looked at."""
_LONGEST = 1_000_000
"""Bytes of the text of one annotation."""
_PASSWORD = 1 << 13
_CHECKED, _UNCHECKED = "\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}"
_USUAL_SIZE = 10.0
_NO_CHARACTER = -1


def read_annotations(document: PdfDocument, page: Any, geometry: Geometry, reading: PageReading) -> None:
    """Notes and fields of a page; call it after its lines are known, among which the fields take their place."""
    from pypdfium2 import raw

    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return
    form = document.formenv.raw if document.formenv else None
    for index in range(min(count, _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            try:
                _read(_Annotation(raw, annotation, form, geometry), reading)
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
    if count > _MOST:
        reading.unread.append("more annotations than are looked at")


class _Annotation:
    """An annotation as PDFium gives it."""

    def __init__(self, raw: Any, annotation: Any, form: Any, geometry: Geometry) -> None:
        self.raw, self.form, self._geometry = raw, form, geometry
        self._annotation = annotation
        self.subtype = raw.FPDFAnnot_GetSubtype(annotation)
        flags = raw.FPDFAnnot_GetFlags(annotation)
        self.is_hidden = bool(flags & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW))

    @property
    def contents(self) -> str:
        return self._string(b"Contents")

    @property
    def author(self) -> str:
        return self._string(b"T")

    @property
    def box(self) -> Box | None:
        rect = self.raw.FS_RECTF()
        if not self.raw.FPDFAnnot_GetRect(self._annotation, ctypes.byref(rect)):
            return None
        box = self._geometry.box(rect.left, rect.bottom, rect.right, rect.top)
        return Box(*(round(edge, 1) for edge in box))

    @property
    def objects(self) -> list[Any]:
        """What a stamp is drawn with."""
        count = self.raw.FPDFAnnot_GetObjectCount(self._annotation)
        return [self.raw.FPDFAnnot_GetObject(self._annotation, index) for index in range(min(max(count, 0), _MOST))]

    @property
    def value(self) -> str:
        """What a field of a form shows."""
        raw, form, annotation = self.raw, self.form, self._annotation
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
            return _CHECKED if raw.FPDFAnnot_IsChecked(form, annotation) else _UNCHECKED
        if kind == raw.FPDF_FORMFIELD_TEXTFIELD and raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
            return ""
        if kind == raw.FPDF_FORMFIELD_LISTBOX and (chosen := list(self._chosen())):
            return "\n".join(chosen)
        if kind in {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}:
            return self._text(lambda *room: raw.FPDFAnnot_GetFormFieldValue(form, annotation, *room))
        return ""

    def _chosen(self) -> Iterator[str]:
        raw, form, annotation = self.raw, self.form, self._annotation
        for index in range(min(max(raw.FPDFAnnot_GetOptionCount(form, annotation), 0), _MOST)):
            if raw.FPDFAnnot_IsOptionSelected(form, annotation, index):
                yield self._text(lambda *room, at=index: raw.FPDFAnnot_GetOptionLabel(form, annotation, at, *room))

    def _string(self, key: bytes) -> str:
        return self._text(lambda *room: self.raw.FPDFAnnot_GetStringValue(self._annotation, key, *room))

    def _text(self, get: Any) -> str:
        length = min(get(None, 0), _LONGEST)
        if length <= 2:
            return ""
        room = (self.raw.FPDF_WCHAR * (length // 2 + 1))()
        get(room, length)
        return bytes(room)[:length].decode("utf-16-le", errors="replace").rstrip("\0").strip()


def _read(annotation: _Annotation, reading: PageReading) -> None:
    raw, box = annotation.raw, annotation.box
    if annotation.is_hidden or annotation.subtype in {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}:
        return
    if annotation.subtype == raw.FPDF_ANNOT_WIDGET:
        if annotation.form and box and (value := annotation.value):
            _place(value, box, reading)
        return
    if annotation.author == OWN_REMARKS:
        return
    is_written = annotation.subtype == raw.FPDF_ANNOT_FREETEXT
    if text := annotation.contents:
        reading.notes.append(Note(text, Zone.TEXT_BOX if is_written else Zone.COMMENT, box))
    elif is_written:
        reading.unread.append("a text box whose words are only drawn")
    if annotation.subtype == raw.FPDF_ANNOT_STAMP:
        _read_stamp(annotation, reading, box, is_named=bool(text))
    elif annotation.subtype == raw.FPDF_ANNOT_FILEATTACHMENT:
        reading.unread.append("an attached file")
    elif annotation.subtype in {raw.FPDF_ANNOT_MOVIE, raw.FPDF_ANNOT_SCREEN, raw.FPDF_ANNOT_RICHMEDIA}:
        reading.unread.append("a film or sound")


def _read_stamp(annotation: _Annotation, reading: PageReading, box: Box | None, *, is_named: bool) -> None:
    raw = annotation.raw
    kinds = {raw.FPDFPageObj_GetType(element) for element in annotation.objects}
    if raw.FPDF_PAGEOBJ_IMAGE in kinds and box:
        reading.pictures.append(PagePicture(box))
    if not is_named and kinds & {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM}:
        reading.unread.append("a stamp whose words are only drawn")


def _place(value: str, box: Box, reading: PageReading) -> None:
    """A field is a line of its own behind its label, or a text box where it holds several lines."""
    if "\r" in value or "\n" in value or len(reading.lines) > MOST_LINES:
        reading.notes.append(Note(value, Zone.TEXT_BOX, box))
        return
    middle = (box.top + box.bottom) / 2
    level = [i for i, line in enumerate(reading.lines) if line.top <= middle <= line.bottom]
    before = [i for i in level if reading.lines[i].right <= box.left + 2]
    below = [i for i, line in enumerate(reading.lines) if line.top > middle]
    size = reading.lines[level[0]].size if level else min(_USUAL_SIZE, box.bottom - box.top)
    at = before[-1] + 1 if before else level[0] if level else below[0] if below else len(reading.lines)
    top = reading.lines[level[0]].top if level else middle - size / 2
    line = Line(value, reading.number, box.left, top, box.right, top + size, box.right - box.left, _NO_CHARACTER)
    reading.lines.insert(at, line)
