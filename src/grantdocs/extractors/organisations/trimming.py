"""What grew on a name of an organisation from the words around it: `Germany and the City of ...`, `Within the NAME
Programme the City of ...`, `Lyceum of Volos Kreekast`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grantdocs.extractors.funding_cues import cues_of, programmes_near
from grantdocs.extractors.organisations.geography import names_country
from grantdocs.extractors.organisations.words import conjunctions
from grantdocs.languages import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.extractors.reading import Reading

__all__ = ["without_country_behind", "without_lead"]

_FEWEST = 3
"""Words of a name with the country behind it."""
_SMALL = 3
"""Letters of a word that may stand before a country."""


def without_lead(
    doc: Any, grown: tuple[int, int, str], shown: tuple[int, int], reading: Reading
) -> tuple[int, int, str]:
    """The name from behind a country that "and" joins to it, and behind the programme within which it acts."""
    first, last, tag = grown
    joining = conjunctions(reading.lexicon)
    for i in range(first + 1, shown[0]):
        if doc[i].lower_ in joining and names_country(doc[first:i].text, reading.lexicon):
            first = _capital_from(doc, i + 1, shown[0])
    start, end = doc[first].idx, doc[shown[0]].idx
    names = [(name.start, name.end) for name in programmes_near(reading, start, end)]
    names += [(hit.start, hit.end) for hit in cues_of(reading).within("union", start, end)]
    inside = [name_end for name_start, name_end in names if start < name_start and name_end < end]
    if inside and doc[shown[0] - 1].text != '"':
        behind = next((i for i in range(first, shown[0]) if doc[i].idx >= max(inside)), shown[0])
        first = _capital_from(doc, behind, shown[0])
    return first, last, tag


def without_country_behind(doc: Any, first: int, last: int, tags: Iterable[str], reading: Reading) -> int:
    """Where a name in languages `tags` ends, before a word for a country that the text's own language has."""
    word = doc[last - 1].text
    if last - first < _FEWEST or not word[:1].isupper() or not names_country(word, reading.lexicon):
        return last
    if names_country(word, lexicon(tuple(tags))):
        return last
    last -= 1
    while last - first > 1 and doc[last - 1].is_lower and len(doc[last - 1]) <= _SMALL:
        last -= 1  # `NAME no COUNTRY`
    return last


def _capital_from(doc: Any, start: int, shown: int) -> int:
    return next((i for i in range(start, shown) if doc[i].text[:1].isupper() or doc[i].text == '"'), shown)
