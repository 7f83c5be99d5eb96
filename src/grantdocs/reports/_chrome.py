"""The words around a report's findings, by language, and how places and citations are named with them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs._resources import load_json

if TYPE_CHECKING:
    from grantdocs.model.document import Gap
    from grantdocs.model.findings import Suppression
    from grantdocs.model.location import Anchor, Location
    from grantdocs.model.rules import Citation

__all__ = ["LONGEST", "accepted", "chrome", "cite", "clean", "clip", "gap_words", "languages", "law_url", "place"]

_FOLDER: Final = Path(__file__).parent / "locales"
_DEFAULT_LANGUAGE: Final = "en"
_CELEX_RE = regex.compile(r"3(?<year>\d{4})(?<type>[A-Z]{1,2})(?<number>\d{4})")
_EUR_LEX: Final = "https://eur-lex.europa.eu/legal-content/$language/TXT/?uri=CELEX:$celex"
_BLANK_RE = regex.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN_RE = regex.compile(r"[\p{C}\p{Default_Ignorable_Code_Point}]++")
LONGEST: Final = 2_000
"""Characters of a quote or message that a report shows; publications can be one sentence of many megabytes."""
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
    zone = words["zones"].get(str(location.zone))
    return ", ".join(filter(None, (zone, _numbered(location.anchor, words))))


def gap_words(gap: Gap, words: dict[str, Any]) -> str:
    """What a gap says in the words of a language, and where, unless a quote tells it; else its own, which say both."""
    told: str | None = words["gaps"].get(gap.reason)
    if told is None:
        return clip(gap.detail, words["language"])
    where = _numbered(gap.anchor, words) if gap.anchor and not gap.spans else ""
    return f"{told} ({where})" if where else told


def _numbered(anchor: Anchor, words: dict[str, Any]) -> str:
    numbers = {name: getattr(anchor, name) for name in words["places"]}
    if numbers["table"] is not None or numbers["row"] is not None:
        numbers["paragraph"] = numbers["line"] = None
    elif numbers["paragraph"] is not None:
        numbers["line"] = None
    if anchor.page is not None and anchor.page_label:
        numbers["page"] = f"{anchor.page_label} ({anchor.page})"
    return ", ".join(
        Template(words["places"][name]).substitute(number=value) for name, value in numbers.items() if value is not None
    )


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


def law_url(citation: Citation, language: str) -> str | None:
    """The address of the act in EUR-Lex; None for manuals and model agreements."""
    if not citation.celex:
        return None
    return Template(_EUR_LEX).substitute(language=language.upper(), celex=citation.celex)


def accepted(suppression: Suppression, language: str) -> str:
    """Why a failure does not count: accepted: old poster, until 2027-01-31."""
    words = chrome(language)["suppressions"]
    until = Template(words["until"]).substitute(date=suppression.until) if suppression.until else ""
    said = ": ".join(filter(None, (words.get(suppression.kind, suppression.kind), clean(clip(suppression.reason)))))
    return ", ".join(filter(None, (said, until)))


def clean(text: str) -> str:
    """A quote that cannot steer a terminal or hide its own order: what is not seen, controls too, is taken out."""
    return _UNSEEN_RE.sub("", _BLANK_RE.sub(" ", text))


def clip(text: str, language: str = _DEFAULT_LANGUAGE, longest: int = LONGEST) -> str:
    """The text, or its beginning and how long it is."""
    if len(text) <= longest:
        return text
    rest = Template(chrome(language)["labels"]["clipped"]).substitute(number=len(text))
    return f"{text[:longest].rstrip()}{rest}"


def _act(citation: Citation, words: dict[str, str]) -> str:
    celex = _CELEX_RE.fullmatch(citation.celex or "")
    if not celex or celex["type"] not in words:
        return citation.document or citation.celex or ""
    form = "new_number" if int(celex["year"]) >= _NEW_NUMBERS_FROM else "old_number"
    number = Template(words[form]).substitute(number=int(celex["number"]), year=celex["year"])
    return Template(words[celex["type"]]).substitute(number=number)
