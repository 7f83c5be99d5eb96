"""Names one after another: `A, B (country) and C`, read from where they begin or back from where they end."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from grantdocs.extractors.organisations.geography import country_named, without_countries
from grantdocs.extractors.organisations.words import base_forms, conjunctions
from grantdocs.extractors.partners.claims import Claim
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.text.phrases import alternation

__all__ = ["enumerated", "enumerated_before"]

_WITH_COUNTRY = 60
"""Characters between two names of which one is said to be from a country."""
_KIND_RE = regex.compile(r"(?:\b\p{L}{4,}+\s){1,2}$")
_LONGEST_PASSED = 200
"""Characters between two names of one enumeration between which others stand that are no names to us."""
_MARKS = r'(?:\([^)\n]{0,60}\)|,\s(?:\p{L}{1,5}\.?\s)?\p{L}++(?=\s?[(,;])|[\s"\'\-:;,./]|\b\p{L}{1,3}\b|'


def enumerated(reading: Reading, named: Named, start: int, end: int, role: str) -> Iterator[Claim]:
    position = start
    for first, last, organisation in named.from_(start):
        if last > end or not (
            _joins(reading, position, first) or (position > start and _passes(reading, position, first))
        ):
            break
        yield Claim(organisation, role)
        position = last


def enumerated_before(reading: Reading, named: Named, start: int, end: int, role: str) -> Iterator[Claim]:
    """The names from `start` on that end at `end`."""
    position = end
    for first, last, organisation in named.back_from(end):
        if last > end:
            continue
        if first < start or not _joins(reading, last, position):
            break
        yield Claim(organisation, role)
        position = first


def _joins(reading: Reading, start: int, end: int) -> bool:
    between, gap = _between(reading.lexicon), _gap(reading, start, end)
    if between.fullmatch(gap):
        return True
    return len(gap) <= _WITH_COUNTRY and bool(between.fullmatch(without_countries(gap, reading.lexicon)))


def _passes(reading: Reading, start: int, end: int) -> bool:
    """`A, Something with a capital and B`: what stands there is of the list, though we do not know it for a name."""
    if end - start > _LONGEST_PASSED:
        return False
    return bool(_passed(reading.lexicon).fullmatch(reading.folded.text, start, end))


def _gap(reading: Reading, start: int, end: int) -> str:
    """What stands between names, less words for what and whence the next is: `z norweską gminą NAME`."""
    gap = reading.folded.lower[start:end]
    heads, kind = base_forms(reading.lexicon, "heads"), _KIND_RE.search(gap)
    words = kind.group().split() if kind else []
    known = all(word in heads or country_named(word, reading) for word in words)
    return gap[: kind.start()] if kind and known else gap


@by_languages
def _between(lexicon: Lexicon) -> regex.Pattern[str]:
    """What may stand between two names of one enumeration: marks, brackets, words that join."""
    return regex.compile(_MARKS + alternation(conjunctions(lexicon)) + ")*+")


@by_languages
def _passed(lexicon: Lexicon) -> regex.Pattern[str]:
    """Items that begin with a capital, to the comma or the word before the next one."""
    return regex.compile(
        r'(?:,\s\p{Lu}[^\n\t.:;()",]{2,60}){1,3}(?:,|,?\s' + alternation(conjunctions(lexicon)) + r")\s"
    )
