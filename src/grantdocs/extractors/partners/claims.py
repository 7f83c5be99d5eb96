"""What one place of a text says about who takes part in the project, and names as they stand in lists and cells."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from grantdocs.extractors.funding_cues import cues_of, programmes_near
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.geography import country_of
from grantdocs.extractors.reading import Reading
from grantdocs.model.location import Span

__all__ = ["Claim", "folded", "is_about_project", "item_name", "sentence"]

_NAME_END_RE = regex.compile(r"\s?[(;–]|,\s|\s[-/]\s|:\s|(?<!\d|\b\p{Lu}\p{Ll}?)\.\s")
"""The point of `Dr. NAME` ends no name, nor that of a number or an initial."""


@dataclass(frozen=True, slots=True)
class Claim:
    organisation: Organisation
    role: str


def item_name(reading: Reading, start: int, line: str) -> Organisation:
    """The name that opens an item or cell, up to what is said about it."""
    cell = line.partition("\t")[0].rstrip(" .;,")
    stop = _NAME_END_RE.search(cell, 3)
    end = start + (stop.start() if stop else len(cell))
    span = reading.folded.span(start, end)
    name = reading.quote(span).strip()
    return Organisation(name, name, span, country_of(name, end, reading))


def folded(reading: Reading, span: Span) -> tuple[int, int]:
    """First and last folded character of a span."""
    return reading.folded.index(span.start), reading.folded.index(span.end)


def sentence(reading: Reading, start: int, end: int) -> tuple[int, int]:
    cues = cues_of(reading)
    return cues.sentence(start)[0], cues.sentence(max(start, end - 1))[1]


def is_about_project(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence speaks of a project, or names the programme within which something is done."""
    named = any(start <= name.start < end for name in programmes_near(reading, start, end))
    return named or cues_of(reading).any_within("project", start, end)
