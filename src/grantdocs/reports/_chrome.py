"""The words around a report's findings, by language, and how places and citations are named with them."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs._resources import load_json

if TYPE_CHECKING:
    from grantdocs.model.location import Location
    from grantdocs.model.rules import Citation

__all__ = ["chrome", "cite", "clean", "languages", "place"]

_FOLDER: Final = Path(__file__).parent / "locales"
_DEFAULT_LANGUAGE: Final = "en"
_CELEX_RE = regex.compile(r"3(?<year>\d{4})(?<type>[A-Z]{1,2})(?<number>\d{4})")
_NEW_NUMBERS_FROM: Final = 2015
"""From this year on the acts of the Union are numbered year first."""


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def chrome(language: str) -> dict[str, Any]:
    """The words of a language, English where there are none."""
    known = language if language in languages() else _DEFAULT_LANGUAGE
    words: dict[str, Any] = load_json(_FOLDER / f"{known}.json")
    return words


def place(location: Location, language: str) -> str:
    """page 2, table 1, row 3, column 2; what the format does not know is left out."""
    words = chrome(language)
    anchor = location.anchor
    numbers = {name: getattr(anchor, name) for name in words["places"]}
    if numbers["table"] is not None or numbers["row"] is not None:
        numbers["paragraph"] = numbers["line"] = None
    elif numbers["paragraph"] is not None:
        numbers["line"] = None
    if anchor.page is not None and anchor.page_label:
        numbers["page"] = f"{anchor.page_label} ({anchor.page})"
    parts = [words["zones"].get(str(location.zone))]
    parts += [
        Template(words["places"][name]).substitute(number=value) for name, value in numbers.items() if value is not None
    ]
    return ", ".join(part for part in parts if part)


def cite(citation: Citation, language: str) -> str:
    """Regulation (EU) No 1303/2013, Annex XII, point 2.2(1)(a)."""
    words = chrome(language)["citation"]
    parts = [_act(citation, words)]
    if citation.annex:
        parts.append(Template(words["annex"]).substitute(annex=citation.annex))
    if citation.article:
        form = "article_paragraph" if citation.paragraph else "article"
        parts.append(Template(words[form]).substitute(article=citation.article, paragraph=citation.paragraph))
    if citation.point and " " in citation.point:
        parts.append(citation.point)
    elif citation.point:
        parts.append(Template(words["point"]).substitute(point=citation.point))
    return ", ".join(part for part in parts if part)


def clean(text: str) -> str:
    """A quote that cannot steer a terminal or hide its own order: control and formatting characters are taken out."""
    return "".join(
        " " if char in "\t\n\r" else char for char in text if char in "\t\n\r" or unicodedata.category(char)[0] != "C"
    )


def _act(citation: Citation, words: dict[str, str]) -> str:
    celex = _CELEX_RE.fullmatch(citation.celex or "")
    if not celex or celex["type"] not in words:
        return citation.document or citation.celex or ""
    form = "new_number" if int(celex["year"]) >= _NEW_NUMBERS_FROM else "old_number"
    number = Template(words[form]).substitute(number=int(celex["number"]), year=celex["year"])
    return Template(words[celex["type"]]).substitute(number=number)
