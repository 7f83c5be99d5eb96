"""Readings of short texts: a line is a block, a tab parts the cells of a row."""

from __future__ import annotations

from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, lexicon
from grantdocs.model.document import Block, Document, Source, Zone
from grantdocs.model.location import Span
from grantdocs.text.folding import fold


def document_of(text: str, *, published: str | None = None, title: str | None = None) -> Document:
    blocks = []
    position = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        for cell in cells:
            zone = Zone.TABLE_CELL if len(cells) > 1 else Zone.BODY
            blocks.append(Block(Span(position, position + len(cell)), zone))
            position += len(cell) + 1
    source = Source("text", "text/plain", "text", "sha256:" + "0" * 64, len(text))
    return Document(source, text, tuple(blocks), published=published, title=title)


def reading_of(text: str, words: Lexicon | str = "lv", **keywords: str | None) -> Reading:
    """The reading of a text in a language that is known."""
    words = lexicon((words,)) if isinstance(words, str) else words
    return Reading(document_of(text, **keywords), fold(text), words.tags[0], words.tags[:1], words)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks «so», and the stretches that they enclose."""
    plain = ""
    marks: list[tuple[int, int]] = []
    for part in text.split("«"):
        inside, closed, rest = part.partition("»")
        if closed:
            marks.append((len(plain), len(plain) + len(inside)))
        plain += inside + rest
    return plain, marks
