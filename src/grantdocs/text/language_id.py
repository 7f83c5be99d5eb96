"""The languages that a document is written in, among the 24 of the Union, found block by block (py3langid)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.model.document import Document
    from grantdocs.model.location import Span

__all__ = ["EU_LANGUAGES", "language_of", "languages_of", "written_in"]

EU_LANGUAGES = tuple("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())

# Below this many letters a block says too little of its language (97.6 % right at 25 characters, 99.9 % at 60).
_ENOUGH = 60
_SHARE = 0.1
"""A further language of a document must hold at least this share of its letters."""
_RUNNING = 150
"""Letters of running text that make a further language one that the document is written in."""
_MANY = 2_000
"""Texts of which the language is kept: the blocks of one document are asked about more than once, not those of all."""
_UNREAD = {Zone.NAVIGATION, Zone.METADATA, Zone.COMMENT}
_ASIDE = {Zone.TITLE, Zone.HEADING, Zone.CAPTION, Zone.ALT_TEXT, Zone.IMAGE_TEXT, Zone.HEADER, Zone.FOOTER}
_LETTERS_RE = regex.compile(r"\p{L}+")
_NOISE_RE = regex.compile(r"(?<!\S)(?=\S*?(?:https?:|www\.|@|\d))\S++")
"""Addresses and figures, each looked for from its beginning only: a line of signs may be as long as a page."""


@lru_cache(maxsize=_MANY)
def language_of(text: str) -> str | None:
    """The most likely EU language of `text`; None where it holds hardly a letter."""
    words = _LETTERS_RE.findall(_NOISE_RE.sub(" ", text))
    if sum(map(len, words)) < 12:
        return None
    return str(_identifier().classify(" ".join(words).lower())[0])


def languages_of(document: Document) -> tuple[str, ...]:
    """Languages of the document, the one with most letters first; short blocks are weighed together."""
    weights, _ = _weighed(_without(document, ()))
    return tuple(tag for tag, weight in weights.most_common() if weight >= _SHARE * weights.total())


def written_in(document: Document, without: Iterable[Span] = ()) -> tuple[str, ...]:
    """The languages that a publication is written in, the main one first.

    Official statements, given by their places, say nothing of that: they may stand there in any language. A further
    language needs running text of its own, which a foreign title or caption is not. Where hardly a word is left beside
    the statements, they tell it all the same.
    """
    weights, running = _weighed(_without(document, without))
    if weights.total() < _ENOUGH:
        return languages_of(document)
    found, enough = [tag for tag, _ in weights.most_common()], max(_RUNNING, _SHARE * weights.total())
    return (*found[:1], *(tag for tag in found[1:] if running[tag] >= enough))


def _weighed(parts: Iterable[tuple[Zone, str]]) -> tuple[Counter[str], Counter[str]]:
    """Letters of each language, and how many of them stand in running text."""
    weights: Counter[str] = Counter()
    running: Counter[str] = Counter()
    short: list[str] = []
    for zone, text in parts:
        letters = sum(map(len, _LETTERS_RE.findall(text)))
        if letters < _ENOUGH:
            short.append(text)
        elif language := language_of(text):
            weights[language] += letters
            running[language] += letters * (zone not in _ASIDE)
    together = " ".join(short)
    if language := language_of(together):
        weights[language] += min(len(together), 400 if weights else len(together))
    return weights, running


def _without(document: Document, spans: Iterable[Span]) -> Iterator[tuple[Zone, str]]:
    """The zone and the text of each block that a reader reads, less these stretches."""
    ordered = sorted(spans)
    ends = [span.end for span in ordered]
    for block in document.blocks:
        if block.zone in _UNREAD:
            continue
        at, parts = block.span.start, []
        for span in islice(ordered, bisect_right(ends, block.span.start), None):
            if span.start >= block.span.end:
                break
            parts.append(document.text[at : max(at, span.start)])
            at = max(at, span.end)
        yield block.zone, " ".join((*parts, document.text[at : block.span.end]))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(EU_LANGUAGES))
    return identifier
