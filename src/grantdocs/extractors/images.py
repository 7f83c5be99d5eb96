"""What the pictures of a publication are: their pixels decide, their words where pixels cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.catalogue.programme_index import index
from grantdocs.extractors.emblem.looking import Eyes, Sight, is_installed
from grantdocs.extractors.emblem.measures import largest_others, measures
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Document, Gap, Image
from grantdocs.model.facts import ImageFact
from grantdocs.text.folding import fold
from grantdocs.text.phrase_index import PhraseIndex, tokens

if TYPE_CHECKING:
    from grantdocs.model.facts import StatementFact
    from grantdocs.text.folding import Folded

__all__ = ["closes", "extract"]

_TEXTUAL: Final = frozenset({"text", "markdown"})
"""Formats that cannot hold a picture: whether the publication shows one is not to be seen in them."""
_MANY_DRAWN: Final = 8
"""Of a page that has so many drawings some may have been left out."""
_BY_WORDS: Final = 0.7
_AGAINST_PIXELS: Final = 0.4
_PROGRAMME: Final = 0.6
_SURELY_NOT: Final = 0.9


def extract(
    reading: Reading, statements: Sequence[StatementFact] = ()
) -> tuple[tuple[ImageFact, ...], tuple[Gap, ...]]:
    """One fact for each picture, in order, with the measures of the emblem that is seen in it.

    Words never make the emblem of a picture that was seen and holds nothing of its colours; where the colours are
    there but no emblem was found, its words count with less confidence.
    """
    images = reading.document.images
    can_look = is_installed()
    eyes = Eyes()
    sights = [_sight(image, eyes) if can_look else None for image in images]
    facts = tuple(
        replace(_fact(image, sight, reading.lexicon), to_statement=_to_statement(image, statements))
        for image, sight in zip(images, sights, strict=True)
    )
    others = largest_others(reading.document, facts, sights)
    facts = tuple(
        replace(fact, emblem=measures(reading.document, image, sight, other)) if sight and sight.emblems else fact
        for fact, image, sight, other in zip(facts, images, sights, others, strict=True)
    )
    return facts, tuple(_gaps(reading, facts, can_look=can_look))


def closes(gap: Gap, document: Document, facts: Sequence[ImageFact]) -> bool:
    """Whether what a reader could not find out is known since all drawings were looked at."""
    drawn = [(image, fact) for image, fact in zip(document.images, facts, strict=False) if image.is_drawn]
    pages = Counter(image.page for image, _ in drawn)
    return (
        gap.reason == "drawing-not-understood"
        and bool(drawn)
        and all(fact.seen for _, fact in drawn)
        and max(pages.values()) < _MANY_DRAWN
    )


def _sight(image: Image, eyes: Eyes) -> Sight | None:
    data = image.content() if eyes.left > 0 else None
    return eyes.look(data, image.shown) if data else None


def _fact(image: Image, sight: Sight | None, lexicon: Lexicon) -> ImageFact:
    kind, confidence = _kind(image, sight, lexicon)
    return ImageFact(
        kind=kind,
        alt=image.alt,
        name=image.name,
        width_mm=image.width_mm,
        height_mm=image.height_mm,
        page=image.page,
        confidence=confidence,
        zone=image.zone.value,
        seen=sight is not None,
        spans=(image.span,) if image.span else (),
    )


def _kind(image: Image, sight: Sight | None, lexicon: Lexicon) -> tuple[str, float]:
    if sight and sight.emblems:
        is_mono = all(one.mono for one in sight.emblems)
        return "eu_emblem_mono" if is_mono else "eu_emblem", sight.emblems[0].confidence
    words = fold(f"{image.alt} {_spelled_out(image.name)}")
    said = {hit.label for hit in _cues(lexicon).find(tokens(words.lower))}
    if "emblem" in said and (sight is None or sight.may_hold):
        return "eu_emblem", _BY_WORDS if sight is None else _AGAINST_PIXELS
    if "logo" in said and _names_programme(words):
        return "programme_logo", _PROGRAMME
    return ("other", _SURELY_NOT) if sight else ("unknown", 0.0)


def _names_programme(words: Folded) -> bool:
    return bool(index().mentions(words.lower, words.text))


def _to_statement(image: Image, statements: Sequence[StatementFact]) -> int | None:
    if image.at is None:
        return None
    distances = [
        0 if image.span and image.span.covers(span) else max(0, span.start - image.at, image.at - span.end)
        for statement in statements
        for span in statement.spans
    ]
    return min(distances, default=None)


def _gaps(reading: Reading, facts: tuple[ImageFact, ...], *, can_look: bool) -> Iterator[Gap]:
    images = reading.document.images
    number = sum(fact.kind == "unknown" and not image.is_drawn for fact, image in zip(facts, images, strict=True))
    if any(fact.emblem and fact.emblem.height_mm is None for fact in facts):
        # What it is measured by, not /images: what is known of the pictures is not in doubt.
        yield Gap("emblem-size-unknown", "how large the emblem is shown is not said", "/document/page_size_mm")
    if number:
        detail = f"what {number} picture(s) show is not told by their words"
        if any(image.data for image in images) and not can_look:
            detail += "; pip install grantdocs[vision] lets their pixels be looked at"
        yield Gap("image-not-understood", detail, "/images")
    elif reading.document.source.format in _TEXTUAL:
        yield Gap("no-images-in-input", "plain text holds no pictures, so the emblem cannot be seen", "/images")


def _spelled_out(name: str) -> str:
    """`eu-flag_co-funded.png` as words."""
    return regex.sub(r"[_\-.+%]+|(?<=\p{Ll})(?=\p{Lu})", " ", name)


@by_languages
def _cues(lexicon: Lexicon) -> PhraseIndex[str]:
    return PhraseIndex((phrase, cue) for cue in ("emblem", "logo") for phrase in lexicon.phrases("cues", cue))
