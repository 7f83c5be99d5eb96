"""What the bare bytes of a file tell before PDFium opens it: streams that unpack beyond all bounds are refused, since
it would take the interpreter with it; others make the file suspicious, or show that there may be words nobody sees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from grantdocs.errors import ReadError
from grantdocs.readers.pdf.streams import Stream, streams_of, unpacked
from grantdocs.readers.reader import Content

__all__ = ["Signs", "look_through"]

# Pictures are unpacked line by line, and only when somebody asks; what else is named here is never drawn as a page.
_NEVER_DRAWN_RE = regex.compile(
    rb"/Subtype\s*+/Image|/Type\s*+/(?:EmbeddedFile|XRef|Metadata)|/Length1\b|/Subtype\s*+/(?:Type1C|CIDFontType0C|OpenType)"
)
_PACKED_OBJECTS_RE = regex.compile(rb"/Type\s*+/ObjStm")
# A page names its contents one by one or as an array, which may be an object of its own.
_REFERENCES_RE = regex.compile(rb"\[(?P<several>[^\[\]<>()/]*+)\]|/Contents\s++(?P<one>\d++)\s++\d++\s++R")
_REFERENCE_RE = regex.compile(rb"(?P<number>\d++)\s++\d++\s++R")
_MARK_RE = regex.compile(rb"\b(?:B(?:MC|DC)|(?P<end>EMC))\b")
_DEEPEST = 2_000
"""Marks of content within marks; PDFium's memory grows with their square."""
_ENDLESS = 20_000
"""From here on nothing needs to be tried: two gigabytes."""
_DRAWN_AGAIN = 50
"""How often an array may name one object: some name one for each page, drawn by all pages."""
_ONE, _NONE = rb"(?<![\d.])1(?:\.0*+)?\s++", rb"(?<![\d.])0(?:\.0*+)?\s++"
_WHITE_RE = regex.compile(rb"(?:%s(?:g|scn?)|(?:%s){3}(?:rg|scn?)|(?:%s){4}(?:k|scn?))\b" % (_ONE, _ONE, _NONE))
_WHITES = (b"1 g", b"1 rg", b"1 sc", b"00 g", b"00 rg", b"00 sc", b"0 k", b"0 sc")
"""White as colour of what is filled, in grey, red-green-blue and ink; the first is sure, the others are fast."""


@dataclass(slots=True)
class Signs:
    is_suspicious: bool = False
    """It may take more memory than there is: a stream cannot be looked into, or marks are nested far too deep."""
    named_again: int = 0
    """How often one array names the same object, if it is often."""
    has_white: bool = False
    """Something is filled with white, letters perhaps."""
    has_labels: bool = False
    """Pages seem to have names of their own."""
    objects: bytes = b""
    """All of the file that is no stream, packed objects included."""


def look_through(content: Content) -> Signs:
    return _Look(content).through()


class _Look:
    def __init__(self, content: Content) -> None:
        self._data = content.data
        self._source = content.source
        self._most = content.limits.free_expansion
        self._signs = Signs()
        self._packed: list[bytes] = []
        self._open = self._deepest = 0

    def through(self) -> Signs:
        left_out: list[Stream] = []
        outside: list[bytes] = []
        position = 0
        for stream in streams_of(self._data):
            outside.append(self._data[position : stream.begin])
            position = stream.end
            if _NEVER_DRAWN_RE.search(stream.head):
                left_out.append(stream)
            else:
                self._look_into(stream)
        outside.append(self._data[position:])
        objects = self._signs.objects = b"\n".join((*outside, *self._packed))
        self._look_at_references(objects, left_out)
        self._signs.has_labels = b"/PageLabels" in objects
        self._signs.is_suspicious |= b"/Encrypt" in objects or self._open + self._deepest > _DEEPEST
        return self._signs

    def _look_at_references(self, objects: bytes, left_out: list[Stream]) -> None:
        """Streams that say to be something else are looked into if a page may draw them all the same."""
        named: set[int] = set()
        for match in _REFERENCES_RE.finditer(objects):
            if b"R" not in match.group():
                continue
            numbers = [int(number) for number in _REFERENCE_RE.findall(match.group())]
            if match["several"] and len(numbers) > _DRAWN_AGAIN:
                self._signs.named_again = max(self._signs.named_again, Counter(numbers).most_common(1)[0][1])
            named.update(numbers)
        self._signs.is_suspicious |= self._signs.named_again > _DRAWN_AGAIN
        for stream in left_out:
            if stream.number in named:
                self._look_into(stream)

    def _look_into(self, stream: Stream) -> None:
        found = unpacked(self._data, stream, self._most)
        if found is None:
            self._signs.is_suspicious = True
            return
        if len(found) > self._most:
            raise self._refusal(f"holds a part that would unpack to more than {self._most / 1_000_000:g} MB")
        if _PACKED_OBJECTS_RE.search(stream.head):
            self._packed.append(found)
            return
        begun = found.count(b"BMC") + found.count(b"BDC")
        if begun:
            self._open += max(0, begun - found.count(b"EMC"))
        if begun > _DEEPEST:
            self._deepest = max(self._deepest, _depth(found))
            if self._deepest > _ENDLESS:
                raise self._refusal(f"holds a part whose marks are nested {self._deepest} deep")
        if not self._signs.has_white and any(end in found for end in _WHITES):
            self._signs.has_white = _WHITE_RE.search(found) is not None

    def _refusal(self, reason: str) -> ReadError:
        return ReadError(self._source, reason, "save it again; it looks like a bomb")


def _depth(drawn: bytes) -> int:
    depth = deepest = 0
    for mark in _MARK_RE.finditer(drawn):
        depth += -1 if mark["end"] else 1
        deepest = max(deepest, depth)
    return deepest
