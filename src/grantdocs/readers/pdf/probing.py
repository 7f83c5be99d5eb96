"""Refuses files on which PDFium would never end: those that draw forms within forms without end, or one stream again
and again. Files that look so are first opened by a process of their own, which is ended when it takes too long."""

from __future__ import annotations

import subprocess
import sys

import regex

from grantdocs.errors import ReadError
from grantdocs.readers.reader import Content

__all__ = ["refuse_endless"]

_FORM_RE = regex.compile(rb"/Subtype\s*+/Form\b")
_OBJECT_RE = regex.compile(rb"(?P<number>\d++)\s++\d++\s++obj\b")
_REFERENCE_RE = regex.compile(rb"(?P<number>\d++)\s++\d++\s++R\b")
_RESOURCES_RE = regex.compile(rb"/Resources\s++(?P<number>\d++)\s++\d++\s++R\b")
_AGAIN_RE = regex.compile(rb"(?<!\d)(?P<reference>\d++\s++\d++\s++R)(?:\s++(?P=reference)){500}")
_FEW_REFERENCES = 500
_HEAD = 4_000
"""Bytes of a dictionary that are looked at."""
_MOST_FORMS = 5_000
_MOST_WAYS = 20_000
"""Ways from one form to others; drawings have some dozens."""
_DRAWN = 8
"""How often a form may draw another that it names; its content is packed and does not tell before it is read."""
_SECONDS = 20.0
_PROBE = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
for index in range(min(len(document), int(sys.argv[1]))):
    try:
        page = document[index]
        page.get_textpage().close()
        page.close()
    except pypdfium2.PdfiumError:
        pass
"""


def refuse_endless(content: Content) -> None:
    if not _looks_endless(content.data) or not sys.executable or getattr(sys, "frozen", False):
        return
    seconds = min(_SECONDS, content.limits.max_seconds)
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter itself; what the document holds comes by its input
            [sys.executable, "-I", "-c", _PROBE, str(content.limits.max_pages)],
            input=content.data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        reason = f"draws parts within parts that take more than {seconds:g} seconds"
        raise ReadError(content.source, reason, "save it again; it looks like a bomb") from error
    except OSError:
        return
    if done.returncode < 0:
        raise ReadError(content.source, "is damaged so that it cannot be opened", "save or download it again")


def _looks_endless(data: bytes) -> bool:
    found = [match.start() for _, match in zip(range(_MOST_FORMS), _FORM_RE.finditer(data), strict=False)]
    if found:
        forms = dict(form for start in found if (form := _form(data, start)))
        inner = {number: [other for other in others if other in forms] for number, others in forms.items()}
        if any(_ways(number, inner, (), {}) > _MOST_WAYS for number in inner):
            return True
    # The pattern starts at every number of a file; most files hold few references, however many numbers.
    return data.count(b" R") > _FEW_REFERENCES and _AGAIN_RE.search(data) is not None


def _form(data: bytes, start: int) -> tuple[int, list[int]] | None:
    """Number of the form whose dictionary holds `start`, and of the objects that it and its resources name."""
    begin = max(0, start - _HEAD)
    heads = list(_OBJECT_RE.finditer(data, begin, start))
    end = data.find(b"stream", start, start + _HEAD)
    if not heads or end < 0:
        return None
    head = data[heads[-1].end() : end]
    if shared := _RESOURCES_RE.search(head):
        at = data.rfind(b"\n%s 0 obj" % shared["number"])
        head += data[at : data.find(b"endobj", at, at + _HEAD)] if at >= 0 else b""
    return int(heads[-1]["number"]), [int(match["number"]) for match in _REFERENCE_RE.finditer(head)]


def _ways(number: int, inner: dict[int, list[int]], above: tuple[int, ...], known: dict[int, int]) -> int:
    """In how many ways forms can be drawn within this one; a form within itself has more than any."""
    if number in above:
        return _MOST_WAYS + 1
    if number not in known:
        known[number] = 1
        for other in inner[number]:
            known[number] += _DRAWN * min(_ways(other, inner, (*above, number), known), _MOST_WAYS + 1)
            if len(above) > 30 or known[number] > _MOST_WAYS:
                known[number] = _MOST_WAYS + 1
                break
    return known[number]
