"""Institutions of the Union that a text names, spelled out or abbreviated, also outside any official statement."""

from __future__ import annotations

import regex

from grantdocs.catalogue.statements import names
from grantdocs.extractors.reading import Reading
from grantdocs.languages import by_languages
from grantdocs.model.facts import Mention
from grantdocs.text.phrases import compile_phrases

__all__ = ["extract"]

_FAMILY = "institution-name"
_UNION = "EU"


def extract(reading: Reading) -> tuple[Mention, ...]:
    """One fact for the Union: all places that spell its name out, or else all that abbreviate it."""
    in_full, abbreviated = _patterns(reading.lexicon.tags)
    folded = reading.folded
    found = [folded.span(*match.span()) for match in in_full.finditer(folded.lower)]
    spans = tuple(found or (folded.span(*match.span()) for match in abbreviated.finditer(folded.text)))
    return (Mention(id=_UNION, in_full=bool(found), spans=spans),) if spans else ()


@by_languages
def _patterns(languages: tuple[str, ...]) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """The full name in any letter case, and the abbreviations in capitals."""
    known = [name for name in names(_FAMILY, languages) if name.stands_for == _UNION]
    short = {form for name in known for form in (*name.abbreviations, *name.ambiguous_abbreviations)}
    either = "|".join(map(regex.escape, sorted(short))) or r"(?!)"
    return (
        compile_phrases(form for name in known for form in (name.text, *name.forms)),
        regex.compile(rf"(?<!\w)(?:{either})(?!\w)"),
    )
