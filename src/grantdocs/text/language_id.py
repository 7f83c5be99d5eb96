"""The languages that a document is written in, among the 24 of the Union, found block by block (py3langid)."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.model.document import Zone

if TYPE_CHECKING:
    from grantdocs.model.document import Document

__all__ = ["EU_LANGUAGES", "language_of", "languages_of"]

EU_LANGUAGES = tuple("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())

# Below this many letters a block says too little of its language (97.6 % right at 25 characters, 99.9 % at 60).
_ENOUGH = 60
_SHARE = 0.1
"""A further language of a document must hold at least this share of its letters."""
_LETTERS_RE = regex.compile(r"\p{L}+")
_NOISE_RE = regex.compile(r"\S*(?:https?:|www\.|@)\S*|\S*\d\S*")


@cache
def language_of(text: str) -> str | None:
    """The most likely EU language of `text`; None where it holds hardly a letter."""
    words = _LETTERS_RE.findall(_NOISE_RE.sub(" ", text))
    if sum(map(len, words)) < 12:
        return None
    return str(_identifier().classify(" ".join(words).lower())[0])


def languages_of(document: Document) -> tuple[str, ...]:
    """Languages of the document, the one with most letters first; short blocks are weighed together."""
    weights: Counter[str] = Counter()
    short: list[str] = []
    for block in document.blocks:
        if block.zone in {Zone.NAVIGATION, Zone.METADATA, Zone.COMMENT}:
            continue
        text = document.quote(block.span)
        letters = sum(map(len, _LETTERS_RE.findall(text)))
        if letters < _ENOUGH:
            short.append(text)
        elif language := language_of(text):
            weights[language] += letters
    together = " ".join(short)
    if language := language_of(together):
        weights[language] += min(len(together), 400 if weights else len(together))
    total = weights.total()
    return tuple(tag for tag, weight in weights.most_common() if weight >= _SHARE * total)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(EU_LANGUAGES))
    return identifier
