"""The country of an organisation: from its legal form, what stands in brackets after it, the places in its name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import PhraseIndex, tokens

if TYPE_CHECKING:
    from grantdocs.extractors.reading import Reading
    from grantdocs.languages import Lexicon

__all__ = ["country_of"]

_BRACKET_RE = regex.compile(r"\s?[\(,]\s?(?P<inside>[^\)\n\t]{2,60})")


def country_of(name: str, end: int, reading: Reading, tag: str = "") -> str | None:
    """ISO 3166-1 alpha-2 of the organisation whose name ends at the folded character `end`; None if unsaid.

    In this order: legal form, a country named in brackets or after a comma behind the name, a country or place within
    the name, the home of the name's language where the text names no other country.
    """
    lexicon = reading.lexicon
    folded = fold_key(name)
    home = _home(lexicon, tag)
    forms = _legal_form_countries(folded, lexicon)
    if len(forms) == 1 or home in forms:
        return home if home in forms else next(iter(forms))
    bracket = _BRACKET_RE.match(reading.folded.lower, end)
    if bracket and (behind := _first(_countries(lexicon), bracket["inside"])):
        return behind
    within = _first(_countries(lexicon), folded) or _first(_places(lexicon), folded)
    if within:
        return within
    if bracket and (behind := _first(_places(lexicon), bracket["inside"].split(")")[0])):
        return behind
    return home if home and not _named(reading.folded.lower, lexicon) - {home} else None


def _first(names: PhraseIndex[str], text: str) -> str | None:
    """The country whose name stands first in the text, the longer name where two start together."""
    hits = names.find(tokens(text))
    return min(hits, key=lambda hit: (hit.start, -hit.end)).label if hits else None


@lru_cache(maxsize=4)
def _named(lower: str, lexicon: Lexicon) -> frozenset[str]:
    """All countries that a text names."""
    return frozenset(hit.label for hit in _countries(lexicon).find(tokens(lower)))


def _legal_form_countries(folded: str, lexicon: Lexicon) -> frozenset[str]:
    """Countries that have the legal form at the beginning or end of a name; several share d.o.o. or AS."""
    words = folded.replace(",", " ").split()
    for form, countries in _legal_forms(lexicon):
        parts = form.split()
        if words[: len(parts)] == parts or words[-len(parts) :] == parts:
            return countries
    return frozenset()


@cache
def _legal_forms(lexicon: Lexicon) -> tuple[tuple[str, frozenset[str]], ...]:
    found: dict[str, set[str]] = {}
    for data in lexicon.data:
        for form, entry in data["organisations"]["legal_forms"].items():
            for text in (form, *entry.get("full", ())):
                found.setdefault(fold_key(text), set()).update({entry["country"]} - {None})
    return tuple(sorted(((f, frozenset(c)) for f, c in found.items()), key=lambda item: -len(item[0])))


@cache
def _countries(lexicon: Lexicon) -> PhraseIndex[str]:
    return _index(lexicon, "countries")


@cache
def _places(lexicon: Lexicon) -> PhraseIndex[str]:
    return _index(lexicon, "places")


def _index(lexicon: Lexicon, key: str) -> PhraseIndex[str]:
    return PhraseIndex(
        (name, code) for data in lexicon.data for code, names in data.get(key, {}).items() for name in names
    )


@cache
def _home(lexicon: Lexicon, tag: str) -> str | None:
    for known, data in zip(lexicon.tags, lexicon.data, strict=True):
        if known == (tag or lexicon.tags[0]):
            return data.get("home")
    return None
