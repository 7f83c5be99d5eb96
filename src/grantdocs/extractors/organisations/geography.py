"""The country of an organisation: from its legal form, what stands in brackets after it, the places in its name."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.organisations.towns import town_country
from grantdocs.extractors.organisations.words import base_forms, conjunctions, qualifiers
from grantdocs.languages import by_languages, language_data, lexicon
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit, PhraseIndex, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.extractors.reading import Reading
    from grantdocs.languages import Lexicon

__all__ = [
    "country_at_home",
    "country_coded",
    "country_named",
    "country_of",
    "home_of",
    "is_town",
    "names_country",
    "without_countries",
]

_UNION_CODES = {"EL": "GR", "UK": "GB"}
_CODE_RE = regex.compile(r"\s?\((?P<code>[A-Z]{2})\)")
_BRACKET_RE = regex.compile(r"\s?\(\s?(?P<inside>[^\)\n\t]{2,60})")
_COMMA_RE = regex.compile(r"\s?,\s(?P<inside>[^,;:.()\n\t]{2,40}+)")
_FROM_RE = regex.compile(r"(?: ?\([^()\n\t]{1,40}\))? (?:(?P<word>\p{Ll}{1,5}) ){0,2}(?P<place>\p{Lu})")
"""`NAME (ABC) from Germany`, `NAME Kreekast`: where the country may stand behind a name in a sentence."""
_LEADING_RE = regex.compile(r"(?<!\p{L})\p{L}{1,5}\s$")
_IN_BRACKETS_RE = regex.compile(r"\([^()\n\t]{2,60}+\)")
_ADDRESS_PARTS = 2
"""Parts between commas behind a name that may say where it is: a town, and the country."""


def country_of(name: str, end: int, reading: Reading, tag: str = "") -> str | None:
    """ISO 3166-1 alpha-2 of the organisation whose name ends at the folded character `end`; None if unsaid.

    In this order: legal form, a country named in brackets or after a comma behind the name, a country or place within
    the name, the home of the name's language where the text names no other country, a town of one country only.
    """
    words = reading.lexicon
    folded = fold_key(name)
    home = _home(words, tag)
    if by_form := _legal_form_country(folded, words):
        return by_form
    bracket = _BRACKET_RE.match(reading.folded.lower, end)
    if bracket and (behind := _first(_countries(words), bracket["inside"])):
        return behind
    address = list(_address(reading.folded.lower, end, words))
    if behind := next((whole for part in address if (whole := _whole(_countries(words), part))), None):
        return behind
    if behind := _from(end, reading):
        return behind
    code = _CODE_RE.match(reading.folded.text, end)
    if code and (coded := country_coded(code["code"], reading)):
        return coded
    within = _first(_countries(words), folded) or _first(_places(words), folded)
    if within:
        return within
    if bracket and (behind := _first(_places(words), bracket["inside"])):
        return behind
    if behind := next((whole for part in address if (whole := _whole(_places(words), part))), None):
        return behind
    if home and not _named(reading.folded.lower, words) - {home}:
        return home
    return town_country(folded, _leading(words))


def country_at_home(name: str, tags: Iterable[str]) -> str | None:
    """The country of a name in one of these languages, by the places that they know; else the home of all of them."""
    known = tuple(tags)
    homes = {home_of(tag) for tag in known}
    place = _first(_places(lexicon(known)), fold_key(name))
    home = homes.pop() if len(homes) == 1 else None
    return place or home or town_country(fold_key(name), _leading(lexicon(known)))


def names_country(word: str, lexicon: Lexicon) -> bool:
    """Whether the whole of a word is a form of the name of a country."""
    return _whole(_countries(lexicon), fold_key(word)) is not None


def without_countries(text: str, lexicon: Lexicon) -> str:
    """A stretch of folded, lower-case text, the names of countries in it blanked, and the small word before each."""
    kept, position = "", 0
    for hit in sorted(_countries(lexicon).find(tokens(text)), key=lambda hit: hit.start):
        if hit.start >= position:
            kept += _LEADING_RE.sub(" ", text[position : hit.start]) + " "
            position = hit.end
    return kept + text[position:]


def is_town(word: str, lexicon: Lexicon) -> bool:
    """Whether the whole of a word names a place."""
    key = fold_key(word)
    return bool(_whole(_places(lexicon), key) or town_country(key, ()))


def home_of(tag: str) -> str | None:
    """The one country of a language; None where several share it."""
    home: str | None = language_data(tag).get("home")
    return home


def _from(end: int, reading: Reading) -> str | None:
    """The country of `NAME from COUNTRY`, `NAME no COUNTRY`, `NAME COUNTRY`."""
    found = _FROM_RE.match(reading.folded.text, end)
    if found is None or any(word in conjunctions(reading.lexicon) for word in found.captures("word")):
        return None
    place = found.start("place")
    rest = reading.folded.lower[place : place + 40]
    return next((hit.label for hit in _at_start(_countries(reading.lexicon), rest)), None)


def _address(lower: str, end: int, lexicon: Lexicon) -> Iterator[str]:
    """What stands between the commas behind a name, as far as it says where that is."""
    for _ in range(_ADDRESS_PARTS):
        part = _COMMA_RE.match(lower, end)
        if part is None:
            return
        place = part["inside"].strip()
        if not _whole(_countries(lexicon), place) and not _whole(_places(lexicon), place):
            return
        yield place
        end = part.end()


def _whole(names: PhraseIndex[str], text: str) -> str | None:
    """The country whose name is all of the text."""
    return next((hit.label for hit in _at_start(names, text) if hit.end == len(text)), None)


def _at_start(names: PhraseIndex[str], text: str) -> list[Hit[str]]:
    words = tokens(text)
    return names.at(words, 0) if words and words[0].start == 0 else []


def country_named(text: str, reading: Reading) -> str | None:
    """The country whose name stands first in a stretch of folded, lower-case text."""
    return _first(_countries(reading.lexicon), text)


def country_coded(text: str, reading: Reading) -> str | None:
    """The country of a code of two capital letters, as ISO 3166-1 or the Union itself writes it."""
    code = _UNION_CODES.get(text, text)
    return code if any(code in data.get("countries", {}) for data in reading.lexicon.data) else None


def _first(names: PhraseIndex[str], text: str) -> str | None:
    """The country whose name stands first in the text, the longer name where two start together."""
    hits = names.find(tokens(text))
    return min(hits, key=lambda hit: (hit.start, -hit.end)).label if hits else None


@lru_cache(maxsize=4)
def _named(lower: str, lexicon: Lexicon) -> frozenset[str]:
    """All countries that a text names, but for those in brackets, which tell of the one name before them."""
    return frozenset(hit.label for hit in _countries(lexicon).find(tokens(_IN_BRACKETS_RE.sub(" ", lower))))


def _legal_form_country(folded: str, lexicon: Lexicon) -> str | None:
    """The country whose legal form stands at the beginning or end of a name."""
    words = tuple(folded.replace(",", " ").split())
    known = _legal_forms(lexicon)
    ends = {end for length in range(1, len(words) + 1) for end in (words[:length], words[-length:])}
    found = [known[end] for end in ends if end in known]
    return min(found, key=lambda form: form[0])[1] if found else None


@by_languages
def _legal_forms(lexicon: Lexicon) -> dict[tuple[str, ...], tuple[int, str | None]]:
    """Words -> rank and country; longer forms first. Several countries share d.o.o. or AB: the document's own language
    says first whose it is."""
    found: dict[str, str | None] = {}
    for data in lexicon.data:
        for form, entry in data["organisations"]["legal_forms"].items():
            for text in (form, *entry.get("full", ())):
                found.setdefault(fold_key(text), entry["country"])
    ranked: dict[tuple[str, ...], tuple[int, str | None]] = {}
    for rank, (form, country) in enumerate(sorted(found.items(), key=lambda item: -len(item[0]))):
        ranked.setdefault(tuple(form.split()), (rank, country))
    return ranked


@by_languages
def _countries(lexicon: Lexicon) -> PhraseIndex[str]:
    return _index(lexicon, "countries")


@by_languages
def _places(lexicon: Lexicon) -> PhraseIndex[str]:
    return _index(lexicon, "places")


def _index(lexicon: Lexicon, key: str) -> PhraseIndex[str]:
    return PhraseIndex(
        (name, code) for data in lexicon.data for code, names in data.get(key, {}).items() for name in names
    )


@by_languages
def _leading(lexicon: Lexicon) -> frozenset[str]:
    """Words that a town may stand behind: `Universität Trier`, `Ville de Pau`."""
    return frozenset(base_forms(lexicon, "heads")) | qualifiers(lexicon)


@cache
def _home(lexicon: Lexicon, tag: str) -> str | None:
    for known, data in zip(lexicon.tags, lexicon.data, strict=True):
        if known == (tag or lexicon.tags[0]):
            return data.get("home")
    return None
