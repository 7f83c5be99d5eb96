"""A web page with marks at the findings and a list of notes at its end. All else stays as it is, byte for byte: marks
are put into the source, and the page is parsed again to see that it still says the same."""

from __future__ import annotations

import codecs
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.errors import ReadError
from grantdocs.model.document import OWN_REMARKS
from grantdocs.reports._annotated.letters import letters_of
from grantdocs.reports._annotated.notes import BULLET
from grantdocs.reports._annotated.page_letters import PageLetters, parse, tags
from grantdocs.reports._chrome import chrome, languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.model.document import Document
    from grantdocs.reports._annotated.notes import Note

__all__ = ["annotated"]

_STYLE: Final = Path(__file__).parent / "page.css"
_CHARSET_RE = regex.compile(rb"(?:charset|encoding)\s*+=\s*+[\"']?(?P<name>[\w.:-]++)", regex.IGNORECASE)
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_USUAL: Final = (*("utf-8", "cp1257", "cp1252", "cp1250", "cp1251", "cp1253", "iso8859-2", "utf-16-le", "utf-16-be"),)
_BROWSERS: Final = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""As which code page browsers read what calls itself by these names."""
_TAG_RE = regex.compile(r"<!--.*?(?:-->|\Z)|<[^>]*+(?:>|\Z)", regex.DOTALL)
_SAMPLE: Final = 4096
_COMPARED: Final = 300
"""Blocks by which the encoding is told."""
_NOTES: Final = "grantdocs-notes"


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    errors: str = "strict"


_UTF_8: Final = _Encoding("utf-8")


def annotated(document: Document, data: bytes, notes: Sequence[Note], language: str) -> bytes:
    """Raises ReadError where the page cannot take notes without saying something else."""
    source, encoding = _decoded(document, data)
    told = _letters_but_notes(source)
    tokens = tuple(tags(source))
    page = PageLetters.of(source, tokens, document)
    for letters in (page, PageLetters()):
        # A page that marks would change gets the list alone.
        inserted, placed = _marks(letters, document, notes)
        listed = _listed(notes, placed, language)
        for place in _ends(source, tokens):
            text = _with(source, [*inserted, (place, listed)])
            if _letters_but_notes(text, is_noted=True) == told:
                return text.encode(encoding.name, encoding.errors)
    raise ReadError(document.source.uri, "is no page that notes can be put into", "check it in another format")


def _decoded(document: Document, data: bytes) -> tuple[str, _Encoding]:
    """The source in the encoding in which it says what was read, so that it can be written again byte for byte."""
    shown = filter(None, (letters_of(document.quote(block.span)) for block in document.blocks))
    first = list(islice(shown, _COMPARED))
    telling = list(islice((letters for letters in chain(first, shown) if not letters.isascii()), _COMPARED))
    best: tuple[int, str, _Encoding] | None = None
    for encoding in _candidates(data):
        try:
            source = data.decode(encoding.name, encoding.errors)
            if source.encode(encoding.name, encoding.errors) != data:
                continue
        except (UnicodeError, LookupError):
            continue
        letters = letters_of(unescape(_TAG_RE.sub("", source)))
        unsaid = [each for each in telling if each not in letters]
        if unsaid:
            # Words may be those of an attribute.
            whole = letters_of(unescape(source))
            unsaid = [each for each in unsaid if each not in whole]
        said = len(telling) - len(unsaid)
        if best is None or said > best[0]:
            best = (said, source, encoding)
        if not unsaid and (telling or any(each in letters for each in first)):
            break
        if encoding == _UTF_8 and not data.isascii():
            # What is good UTF-8 is nothing else.
            break
    if best is None:
        raise ReadError(document.source.uri, "is in an encoding in which no notes can be written", "save it as UTF-8")
    return best[1], best[2]


def _candidates(data: bytes) -> Iterator[_Encoding]:
    yield from (_Encoding(name) for mark, name in _MARKS if data.startswith(mark))
    if declared := _CHARSET_RE.search(data[:_SAMPLE]):
        try:
            known = codecs.lookup(declared["name"].decode("ascii", "ignore")).name
            yield _Encoding(_BROWSERS.get(known, known))
        except LookupError:
            pass
    yield from map(_Encoding, _USUAL)
    yield from (_Encoding(name, "surrogateescape") for name in _USUAL[:-2])


def _letters_but_notes(source: str, *, is_noted: bool = False) -> str | None:
    """None where there should be notes in the body, but are none."""
    tree = parse(source)
    if is_noted and tree.css_first(f"body #{_NOTES}") is None:
        return None
    for node in tree.css(f"#{_NOTES}"):
        node.decompose()
    root = tree.root
    return letters_of(root.text() if root is not None else "")


def _marks(
    page: PageLetters, document: Document, notes: Sequence[Note]
) -> tuple[list[tuple[int, str]], dict[int, int]]:
    """What to put where into the source, and of each note that has marks the number of the first one."""
    covering: list[tuple[int, int, Note, bool]] = []
    for note in notes:
        if note.location:
            own = page.places(note.location.span, document)
            covering += [(start, end, note, True) for start, end in own]
            if own:
                others = (place for span in note.related for place in page.places(span, document))
                covering += [(start, end, note, False) for start, end in others]
    edges = sorted({edge for start, end, _, _ in covering for edge in (start, end)})
    numbers = {edge: number for number, edge in enumerate(edges)}
    held: defaultdict[tuple[int, int], list[tuple[Note, bool]]] = defaultdict(list)
    for start, end, note, is_own in covering:
        first, last = numbers[start], numbers[end]
        for begin, until in zip(edges[first:last], edges[first + 1 : last + 1], strict=True):
            held[begin, until].append((note, is_own))
    inserted: list[tuple[int, str]] = []
    placed: dict[int, int] = {}
    for number, ((start, end), held_here) in enumerate(sorted(held.items(), key=lambda item: item[0]), 1):
        own_notes = [note for note, is_own in held_here if is_own]
        for note in own_notes:
            placed.setdefault(note.number, number)
        inserted += [(start, _opening(number, [note for note, _ in held_here], own_notes)), (end, "</mark>")]
    return inserted, placed


def _opening(number: int, notes: list[Note], own: list[Note]) -> str:
    """No `title`: who reads the page again would take it for words of the page."""
    numbers = sorted({note.number for note in notes})
    kind = "grantdocs-mark" if own else "grantdocs-mark grantdocs-related"
    if own and all(note.is_accepted for note in own):
        kind += " grantdocs-accepted"
    described = " ".join(f"grantdocs-note-{each}" for each in numbers)
    shown = ", ".join(map(str, numbers))
    return f'<mark class="{kind}" id="grantdocs-mark-{number}" data-note="{shown}" aria-describedby="{described}">'


def _listed(notes: Sequence[Note], placed: dict[int, int], language: str) -> str:
    known = language if language in languages() else "en"
    words = chrome(language)["copy"]
    items = []
    for note in notes:
        lines = [f"<strong>{_written(note.title)}</strong>", *map(_line, note.lines)]
        if note.number in placed:
            lines.append(f'<a href="#grantdocs-mark-{placed[note.number]}">\u2191 {_written(words["back"])}</a>')
        elif note.location:
            told = ": ".join(filter(None, (note.where, note.quote)))
            lines.append(_written(f"{words['unmarked']}: {told}"))
        kind = ' class="grantdocs-accepted"' if note.is_accepted else ""
        items.append(f'<li id="grantdocs-note-{note.number}"{kind}>{"<br>".join(lines)}</li>')
    listed = (
        f'<aside class="{OWN_REMARKS}" id="{_NOTES}" lang="{known}" dir="ltr"><style>{_style()}</style>'
        f"<p><strong>{_written(words['notes'])}</strong></p><ul>{''.join(items)}</ul></aside>"
    )
    return listed.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _line(text: str) -> str:
    return f"<strong>{_written(text)}</strong>" if text.startswith(BULLET) else _written(text)


def _written(text: str) -> str:
    return escape("".join(char for char in text if not "\ud800" <= char <= "\udfff"))


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8").strip()


def _ends(source: str, tokens: Sequence[regex.Match[str]]) -> Iterator[int]:
    """Where the notes may stand: before the end of the body or the page, at the very end, at the beginning."""
    for name in ("body", "html"):
        closing = [token.start() for token in tokens if token["close"] and token["name"].lower() == name]
        # Words behind it still belong to the body, perhaps to the paragraph that is open.
        yield from (place for place in closing[-1:] if not letters_of(_TAG_RE.sub("", source[place:])))
    yield len(source)
    opening = (token for token in tokens if token["name"] and not token["close"])
    yield from (token.end() for token in opening if token["name"].lower() == "body")


def _with(source: str, inserted: list[tuple[int, str]]) -> str:
    """Ends come before beginnings at the same place, for marks never hold one another."""
    parts: list[str] = []
    at = 0
    for place, text in sorted(inserted, key=lambda item: (item[0], not item[1].startswith("</"))):
        parts += [source[at:place], text]
        at = place
    return "".join([*parts, source[at:]])
