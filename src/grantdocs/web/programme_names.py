"""What programmes are called in a list to choose from: `Interreg Latvia–Lithuania 2014–2020`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.catalogue.programmes import programmes
from grantdocs.web.words import words

if TYPE_CHECKING:
    from grantdocs.catalogue.programmes import Programme

__all__ = ["Unknown", "find", "labels"]

_PERIOD_RE: Final = regex.compile(r"-\d{4}-\d{4}$")
_WORD_RE: Final = regex.compile(r"[\w+]+")
_ENGLISH: Final = "en"
_MOST: Final = 12
"""Names that one is asked to choose from."""


class Unknown(Exception):
    """A name that stands for no programme, or for several; the args are labels that may have been meant."""


@cache
def labels(language: str) -> Mapping[str, str]:
    """Label -> id, in the order of the labels."""
    found: dict[str, str] = {}
    for id_, profile in programmes().items():
        label = _label(profile, language)
        found[f"{label} ({id_})" if label in found else label] = id_
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def find(text: str, language: str) -> str:
    """The id of what a person chose or typed; empty where nothing was. Raises Unknown."""
    wanted = " ".join(text.split())
    known = labels(language)
    if not wanted or wanted in programmes():
        return wanted
    if wanted in known:
        return known[wanted]
    asked = set(_WORD_RE.findall(wanted.casefold()))
    holding = [label for label in known if asked <= set(_WORD_RE.findall(label.casefold()))]
    if len(holding) == 1:
        return known[holding[0]]
    near = holding or get_close_matches(wanted, known, n=3, cutoff=0.4)
    raise Unknown(*near[:_MOST])


def _label(profile: Programme, language: str) -> str:
    stem = _PERIOD_RE.sub("", profile.id)
    period = "–".join(profile.period.split("-"))
    return f"{_name(stem, profile, language)} {period}"


def _name(stem: str, profile: Programme, language: str) -> str:
    spoken = words(language)
    if stem in spoken["programmes"]:
        return str(spoken["programmes"][stem])
    if profile.country:
        kind = stem.removesuffix(f"-{profile.country.lower()}")
        country = spoken["countries"].get(profile.country, profile.country)
        if kind in spoken["national"]:
            return Template(spoken["national"][kind]).substitute(country=country)
        return f"{kind.upper()} – {country}"
    kind = next((each for each in spoken["cooperation"] if stem.startswith(f"{each}-")), "")
    area = stem.removeprefix(kind).strip("-")
    named = _countries(area, language) or " ".join(map(_capital, area.split("-")))
    return " ".join(filter(None, (spoken["cooperation"].get(kind, ""), named)))


def _countries(area: str, language: str) -> str:
    """The countries that an id strings together in English, in another language; empty where it names anything else."""
    named = words(language)["countries"]
    codes = list(_split(area.split("-")))
    return "–".join(named.get(code, code) for code in codes) if all(codes) else ""


def _split(parts: list[str]) -> Iterator[str]:
    known = {name.casefold().replace(" ", "-"): code for code, name in words(_ENGLISH)["countries"].items()}
    known |= words(_ENGLISH)["also"]
    while parts:
        taken = next((n for n in range(len(parts), 0, -1) if "-".join(parts[:n]) in known), 0)
        if not taken:
            yield ""
            return
        yield known["-".join(parts[:taken])]
        parts = parts[taken:]


def _capital(word: str) -> str:
    return word if word[:1].isdigit() else word[:1].upper() + word[1:]
