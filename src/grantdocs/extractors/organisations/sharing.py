"""Several organisations that share one head word: `the A, B and C libraries`, each with its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grantdocs.extractors.organisations.geography import country_named, country_of
from grantdocs.extractors.organisations.words import base_forms, base_of, conjunctions, head_position

if TYPE_CHECKING:
    from grantdocs.extractors.organisations import Organisation
    from grantdocs.extractors.reading import Reading

__all__ = ["in_common"]

_FEWEST = 2
_MOST = 8


def in_common(doc: Any, first: int, last: int, tag: str, reading: Reading) -> list[Organisation]:
    """One organisation a place before a head word that is not in its base form; none where the name is one."""
    from grantdocs.extractors.organisations import Organisation

    heads = base_forms(reading.lexicon, "heads")
    head = last - 1
    base = heads.get(doc[head].lower_)
    if not tag or base is None or base.lower() == doc[head].lower_ or head_position(reading.lexicon, tag) == "first":
        return []
    places = _places(doc, head, reading)
    if len(places) < _FEWEST or places[0] > first or _ends_a_name(doc, places[0], heads):
        return []
    found: list[Organisation] = []
    for place in places:
        end = head + 1 if place == head - 1 else place + 1
        span = reading.folded.span(doc[place].idx, doc[end - 1].idx + len(doc[end - 1]))
        own = reading.quote(reading.folded.span(doc[place].idx, doc[place].idx + len(doc[place])))
        if country_named(own.lower(), reading) or base_of(own.lower(), reading.lexicon):
            return []
        name = f"{own} {base}"
        country = country_of(name, doc[end - 1].idx + len(doc[end - 1]), reading, tag)
        found.append(Organisation(name, reading.quote(span), span, country))
    return found


def _ends_a_name(doc: Any, place: int, heads: dict[str, str]) -> bool:
    """`University in A and B Museum`: the first place belongs to a name of its own."""
    return any(place > back and doc[place - back].lower_ in heads for back in (1, 2))


def _places(doc: Any, head: int, reading: Reading) -> list[int]:
    """The single capitalised words of `A, B and C` right before the head."""
    joining = conjunctions(reading.lexicon)
    places: list[int] = []
    i = head - 1
    while i >= 0 and len(places) < _MOST and doc[i].text[:1].isupper() and doc[i].is_alpha and not doc[i].is_upper:
        places.insert(0, i)
        if len(places) == 1:
            if i < 1 or doc[i - 1].lower_ not in joining:
                return []
        elif i < 1 or doc[i - 1].text != ",":
            break
        i -= 2
    return places
