"""What the pictures of a publication are, as far as their alternative texts and names tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon
from grantdocs.model.document import Gap, Image
from grantdocs.model.facts import ImageFact
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import PhraseIndex, tokens

__all__ = ["extract"]

_TEXTUAL = frozenset({"text", "markdown"})
"""Formats that cannot hold a picture: whether the publication shows one is not to be seen in them."""


def extract(reading: Reading) -> tuple[tuple[ImageFact, ...], tuple[Gap, ...]]:
    """A picture counts as the emblem where its words say so; pixels are not looked at, which a Gap says."""
    facts = tuple(_fact(image, reading.lexicon) for image in reading.document.images)
    return facts, tuple(_gaps(reading, facts))


def _gaps(reading: Reading, facts: tuple[ImageFact, ...]) -> Iterator[Gap]:
    if any(fact.kind == "unknown" for fact in facts):
        number = sum(fact.kind == "unknown" for fact in facts)
        yield Gap("image-not-understood", f"what {number} picture(s) show is not told by their words", "/images")
    elif reading.document.source.format in _TEXTUAL:
        yield Gap("no-images-in-input", "plain text holds no pictures, so the emblem cannot be seen", "/images")


def _fact(image: Image, lexicon: Lexicon) -> ImageFact:
    words = fold_key(f"{image.alt} {_spelled_out(image.name)}")
    emblem = _emblem(lexicon).find(tokens(words))
    return ImageFact(
        kind="eu_emblem" if emblem else "unknown",
        alt=image.alt,
        name=image.name,
        width_mm=image.width_mm,
        height_mm=image.height_mm,
        page=image.page,
        confidence=0.7 if emblem else 0.0,
        spans=(image.span,) if image.span else (),
    )


def _spelled_out(name: str) -> str:
    """`eu-flag_co-funded.png` as words."""
    return regex.sub(r"[_\-.+%]+|(?<=\p{Ll})(?=\p{Lu})", " ", name)


@cache
def _emblem(lexicon: Lexicon) -> PhraseIndex[str]:
    return PhraseIndex((phrase, "eu_emblem") for phrase in lexicon.phrases("cues", "emblem"))
