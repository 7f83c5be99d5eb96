"""Names one after another: `A, B (country) and C`, read from where they begin or back from where they end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.words import conjunctions
from grantdocs.extractors.partners.claims import Claim, folded
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon
from grantdocs.text.phrases import alternation

__all__ = ["enumerated", "enumerated_before"]

_MARKS = r'(?:\([^)\n]{0,60}\)|,\s\p{L}++(?=\s?[(,;])|[\s"\'\-:;,./]|\b\p{L}{1,3}\b|'


def enumerated(
    reading: Reading, organisations: tuple[Organisation, ...], start: int, end: int, role: str
) -> Iterator[Claim]:
    position, between = start, _between(reading.lexicon)
    for organisation in organisations:
        first, last = folded(reading, organisation.span)
        if first < start:
            continue
        if last > end or not between.fullmatch(reading.folded.lower, position, first):
            break
        yield Claim(organisation, role)
        position = last


def enumerated_before(
    reading: Reading, organisations: tuple[Organisation, ...], start: int, end: int, role: str
) -> Iterator[Claim]:
    """The names from `start` on that end at `end`."""
    position, between = end, _between(reading.lexicon)
    for organisation in reversed(organisations):
        first, last = folded(reading, organisation.span)
        if last > end:
            continue
        if first < start or not between.fullmatch(reading.folded.lower, last, position):
            break
        yield Claim(organisation, role)
        position = first


@cache
def _between(lexicon: Lexicon) -> regex.Pattern[str]:
    """What may stand between two names of one enumeration: marks, brackets, words that join."""
    return regex.compile(_MARKS + alternation(conjunctions(lexicon)) + ")*+")
