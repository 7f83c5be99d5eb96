"""Titles that stand in a sentence without quotation marks: `the project Reading Without Borders, which`, `das Projekt
Lernen ohne Grenzen wird gefördert`, `Vihreä satama -hanke`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from grantdocs.catalogue.programmes import programmes
from grantdocs.extractors.awards.shapes import legal_forms, trimmed
from grantdocs.extractors.funding_cues import Cues, cues_of, programme_names
from grantdocs.extractors.organisations.geography import country_named, is_town
from grantdocs.extractors.organisations.words import base_forms, has_capital_nouns
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit

__all__ = ["Title", "titles"]

_MARK_RE = regex.compile(r"""[,;:()"\n\t]|[.!?](?=\s|$)|\s-\s""")
_HYPHEN_RE = regex.compile(r"(?:^|[\s])(?P<name>\p{Lu}[^\s.,;:()\"]*(?:\s[^\s.,;:()\"]+){0,7})\s-$")
_APPOSITION_RE = regex.compile(r"(?P<name>\p{L}[^\n\t,;:()\"]*+),\s(?P<about>(?:\p{Ll}[\p{Ll}-]*+\s){0,5})$")
_SAID_RE = regex.compile(r",\s(?:\p{Ll}[\p{Ll}-]*+\s){0,5}")
"""The last comma and the few words behind it, which are sooner looked at than where the name begins."""
_COMPOUND_RE = regex.compile(r"(?<![\w-])(?P<name>\p{Lu}[\p{L}\d]{2,})-$")
_SUBTITLE_RE = regex.compile(r"(?P<name>\p{Lu}[\p{L}\d]{2,})(?:\s-|:)\s\p{L}")
_LONGEST_WORD = 40
_WORDS_RE = regex.compile(r"[,;:]|\bwww\b")
_LONG_FIGURE_RE = regex.compile(r"\d{4}")
_STOPS = ("behind-title", "carries-out", "takes-part", "together", "copula", "funding", "by", "union")
_FEWEST, _MOST = 2, 12
"""Words of a title."""
_SURE = 3
"""Words of a title that nothing but a comma or a point ends; most of them have capitals."""
_CAPITALS = 0.6
_PAID = 40
_HEADINGS = frozenset({Zone.HEADING, Zone.TITLE})
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Title:
    start: int
    end: int
    told: bool
    """A word that goes on with the sentence ends it, or a hyphen before the word for a project; else only a mark."""
    kind: str = "title"


def titles(reading: Reading, hit: Hit[str]) -> Iterator[Title]:
    """Titles around one word for a project."""
    yield from _to_end_of_block(reading, hit)
    yield from _behind(reading, hit)
    yield from _before_hyphen(reading, hit)
    yield from _before_apposition(reading, hit)
    yield from _in_compound(reading, hit)


def _to_end_of_block(reading: Reading, hit: Hit[str]) -> Iterator[Title]:
    """`... received funding for the project Clean water for all!`: a capital letter to the end of the block."""
    cues, text = cues_of(reading), reading.folded.text
    start, end = cues.block(hit.start)
    value = trimmed(text, hit.end, end)
    if not value or text[hit.end : value[0]] != " " or not text[value[0]].isupper():
        return
    if value[1] - value[0] > _LONGEST_LINE:
        return
    title = text[slice(*value)]
    if f" {fold_key(title)}".startswith(legal_forms(reading.lexicon)):
        return  # `... supports the project AS Name`: whoever carries it out
    paid = cues.any_within("funding", max(start, hit.start - _PAID), hit.start)
    whole = not regex.search(r"[.!?]\s", title[:-1])
    if paid and whole and len(title.split()) >= _SURE and not _WORDS_RE.search(title):
        yield Title(*value, told=False)


def _behind(reading: Reading, hit: Hit[str]) -> Iterator[Title]:
    cues, text = cues_of(reading), reading.folded.text
    start = hit.end + 1
    if text[hit.end : start] != " " or not text[start : start + 1].isupper() or _is_capitalised(reading, cues, hit):
        return
    _, end = cues.sentence(hit.start)
    mark = _MARK_RE.search(text, start, end)
    end = mark.start() if mark else end
    words = (word for label in _STOPS for word in cues.within(label, start + 1, end))
    stop = min((word.start for word in words if text[word.start - 1] == " "), default=None)
    value = trimmed(text, start, end if stop is None else stop)
    headed = bool(value and mark and stop is None and _is_in_heading(reading, text[slice(*value)]))
    if value and _is_title(reading, *value, head=not headed):
        named = text[slice(*value)].split()
        capitals = sum(word[0].isupper() for word in named) / len(named)
        if stop is not None or headed or (len(named) >= _SURE and capitals >= _CAPITALS and mark):
            yield Title(*value, told=stop is not None or headed)


def _before_apposition(reading: Reading, hit: Hit[str]) -> Iterator[Title]:
    """`the first shows of Green Harbour for All, a small cooperation project`: the name of a heading before a comma."""
    cues, text = cues_of(reading), reading.folded.text
    start, _ = cues.sentence(hit.start)
    comma = text.rfind(",", start, hit.start)
    if comma < 0 or not _SAID_RE.fullmatch(text, comma, hit.start):
        return
    found = _APPOSITION_RE.search(text, start, hit.start)
    if found is None or cues.any_within("by", *found.span("about")):
        return
    words = [
        word.start()
        for word in regex.finditer(r"(?<!\S)\p{Lu}", text, pos=found.start("name"), endpos=found.end("name"))
    ]
    for first in words:
        if _is_in_heading(reading, text[first : found.end("name")]):
            if _is_title(reading, first, found.end("name")):
                yield Title(first, found.end("name"), told=True)
            return


def _in_compound(reading: Reading, hit: Hit[str]) -> Iterator[Title]:
    """`Taitopolku-hankkeessa` where a heading begins `Taitopolku - digitaidot kuntoon`: short name and title."""
    text, cues = reading.folded.text, cues_of(reading)
    found = _COMPOUND_RE.search(text, max(0, hit.start - _LONGEST_WORD), hit.start)
    if found is None:
        return
    start, end = found.span("name")
    known = [(name.start, name.end) for name in programme_names(reading)]
    known += [(one.start, one.end) for label in ("union", "programme") for one in cues.hits[label]]
    if any(first < end and start < last for first, last in known) or _begins_programme(found["name"].lower()):
        return
    for block in reading.document.blocks:
        if block.zone not in _HEADINGS:
            continue
        first, last = reading.folded.index(block.span.start), reading.folded.index(block.span.end)
        opening = _SUBTITLE_RE.match(text, first, last)
        if opening and opening["name"] == found["name"]:
            yield Title(first, last, told=True)
            yield Title(*opening.span("name"), told=True, kind="acronym")
            return


@cache
def _begins_programme(word: str) -> bool:
    """`Erasmus-projektet`: a name of a programme, cut short."""
    return any(one.startswith(f"{word}-") for one in programmes())


def _is_in_heading(reading: Reading, name: str) -> bool:
    """The words behind the word for a project stand in a heading, too: `A start for Green Harbour`."""
    headings = (block for block in reading.document.blocks if block.zone in _HEADINGS)
    key = fold_key(name)
    return any(key in fold_key(reading.quote(block.span)) for block in headings)


def _before_hyphen(reading: Reading, hit: Hit[str]) -> Iterator[Title]:
    """`Kaupunki toteuttaa Vihreä satama -hanketta`: from the capital letter nearest to the hyphen, and those before."""
    text = reading.folded.text
    if text[hit.start - 2 : hit.start] != " -":
        return
    start, _ = cues_of(reading).sentence(hit.start)
    found = _HYPHEN_RE.search(text, start, hit.start)
    if found is None:
        return
    words = list(regex.finditer(r"\S+", text, pos=found.start("name"), endpos=found.end("name")))
    first = max(i for i, word in enumerate(words) if word.group()[0].isupper())
    while first and words[first - 1].group()[0].isupper():
        first -= 1
    value = words[first].start(), found.end("name")
    if _is_title(reading, *value, head=False):
        yield Title(*value, told=True)


def _is_capitalised(reading: Reading, cues: Cues, hit: Hit[str]) -> bool:
    """`Project Manager`: in a language whose nouns have small letters, a capital within a sentence or a line of its own
    makes the word part of a name or a label."""
    text = reading.folded.text
    if not text[hit.start].isupper() or any(has_capital_nouns(reading.lexicon, tag) for tag in reading.lexicon.tags):
        return False
    return bool(text[cues.sentence(hit.start)[0] : hit.start].strip(" \n\t\"'*-"))


def _is_title(reading: Reading, start: int, end: int, *, head: bool = True) -> bool:
    """No name of an organisation (where a `head` word can show it), place, person, programme; no label and no sum."""
    title = reading.folded.text[start:end]
    words = title.split()
    if not _FEWEST <= len(words) <= _MOST or _LONG_FIGURE_RE.search(title):
        return False
    if head and len(words) == _FEWEST and (words[0].isupper() or all(word[0].isupper() for word in words)):
        return False
    heads = base_forms(reading.lexicon, "heads")
    if head and (words[0].lower() in heads or words[-1].lower() in heads):
        return False
    if country_named(fold_key(words[0]), reading) or is_town(words[0], reading.lexicon):
        return False
    if f" {fold_key(title)} ".startswith(legal_forms(reading.lexicon)):
        return False
    cues = cues_of(reading)
    labelled = (
        "lead",
        "partner",
        "applicant",
        "beneficiary",
        "no-partner",
        "number",
        "title",
        "project",
        "not",
        "call",
    )
    if any(cues.any_within(label, start, end) for label in labelled):
        return False
    return not any(name.start < end and start < name.end for name in programme_names(reading))
