"""Refuses files on which PDFium would never end, or end the interpreter: those that draw forms within forms without
end, one stream again and again, or marks within marks. Files that look so are first opened by a process of their own,
which is ended when it takes too much time or memory."""

from __future__ import annotations

import signal
import subprocess
import sys

import regex

from grantdocs.errors import ReadError
from grantdocs.readers.pdf.signs import Signs
from grantdocs.readers.reader import Content

__all__ = ["refuse_hostile"]

_FORM_RE = regex.compile(rb"/Subtype\s*+/Form\b")
_OBJECT_RE = regex.compile(rb"(?P<number>\d++)\s++\d++\s++obj\b")
_REFERENCE_RE = regex.compile(rb"(?P<number>\d++)\s++\d++\s++R\b")
_RESOURCES_RE = regex.compile(rb"/Resources\s++(?P<number>\d++)\s++\d++\s++R\b")
_HEAD = 4_000
"""Bytes of a dictionary that are looked at."""
_MOST_FORMS = 5_000
_MOST_WAYS = 20_000
"""Ways from one form to others; drawings have some dozens."""
_DRAWN = 8
"""How often a form may draw another that it names; its content is packed and does not tell before it is read."""
_MOST_TIMES = 500
"""An array may name one object."""
_OUT_OF_TIME = {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}
_SECONDS, _MOST_SECONDS = 3, 10
"""Of the processor for files that look endless, and at most by the clock."""
_MEMORY, _TIMES = 800_000_000, 10
"""Bytes, and for each byte of the file, that opening it may take."""
_PROBE = """
import sys, pypdfium2
try:
    import resource
    for limit, most in ((resource.RLIMIT_AS, int(sys.argv[2])), (resource.RLIMIT_CPU, int(sys.argv[3]))):
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
for index in range(min(len(document), int(sys.argv[1]))):
    try:
        page = document[index]
        page.get_textpage().close()
        page.close()
    except pypdfium2.PdfiumError:
        pass
"""


def refuse_hostile(content: Content, signs: Signs) -> None:
    is_endless = signs.named_again > _MOST_TIMES or _looks_endless(content.data, signs.objects)
    if not (is_endless or signs.is_suspicious) or not sys.executable or getattr(sys, "frozen", False):
        return
    limits = content.limits
    seconds = max(1, int(min(_SECONDS if is_endless else limits.max_seconds, limits.max_seconds)))
    memory = _MEMORY + _TIMES * len(content.data)
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter itself; what the document holds comes by its input
            [sys.executable, "-I", "-c", _PROBE, str(limits.max_pages), str(memory), str(seconds)],
            input=content.data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=max(seconds, min(_MOST_SECONDS, limits.max_seconds)),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(content, seconds) from error
    except OSError:
        return
    if done.returncode in _OUT_OF_TIME or (is_endless and done.returncode < 0):
        raise _too_long(content, seconds)
    if done.returncode < 0:
        raise ReadError(content.source, "is damaged so that it cannot be opened", "save or download it again")


def _too_long(content: Content, seconds: int) -> ReadError:
    reason = f"draws parts within parts that take more than {seconds} seconds, or more memory than there is"
    return ReadError(content.source, reason, "save it again; it looks like a bomb")


def _looks_endless(data: bytes, objects: bytes) -> bool:
    found = [match.start() for _, match in zip(range(_MOST_FORMS), _FORM_RE.finditer(data), strict=False)]
    if found:
        forms = dict(form for start in found if (form := _form(data, objects, start)))
        inner = {number: [other for other in others if other in forms] for number, others in forms.items()}
        if any(_ways(number, inner, (), {}) > _MOST_WAYS for number in inner):
            return True
    return False


def _form(data: bytes, objects: bytes, start: int) -> tuple[int, list[int]] | None:
    """Number of the form whose dictionary holds `start`, and of the objects that it and its resources name."""
    begin = max(0, start - _HEAD)
    heads = list(_OBJECT_RE.finditer(data, begin, start))
    end = data.find(b"stream", start, start + _HEAD)
    if not heads or end < 0:
        return None
    head = data[heads[-1].end() : end]
    if shared := _RESOURCES_RE.search(head):
        at = objects.rfind(b"\n%s 0 obj" % shared["number"])
        head += objects[at : objects.find(b"endobj", at, at + _HEAD)] if at >= 0 else b""
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
