"""Partners told by the country behind their names: `Harbour of A (Finland)` in a sentence about partners, and `NAME,
COUNTRY NAME, COUNTRY` as the value of a label, where no word shows that the name is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.geography import country_named
from grantdocs.extractors.organisations.words import conjunctions
from grantdocs.extractors.partners.claims import Claim, folded, is_about_project, sentence
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading
from grantdocs.model.location import Span
from grantdocs.text.stretches import Stretches

__all__ = ["by_label", "claims"]

# From the last capital letter behind a small word or a mark: "works with Harbour of ..." begins at "Harbour".
_BRACKETED_RE = regex.compile(
    r"(?:^|(?<=[\p{Ll},;:\"]\s))(?P<name>\p{Lu}[\p{L}.&'-]*+(?:\s(?:(?:\p{Ll}{1,3}\s)?\p{Lu}[\p{L}.&'-]*+|\d{1,3}\.?))*+"
    r"(?:\s\p{Ll}[\p{L}'-]*+){0,6}+)\s\((?P<country>[^()\n\t]{3,60})\)"
)
_LISTED_RE = regex.compile(
    r"\s*(?P<name>\p{Lu}[^,;()\n\t]{2,120}),\s(?P<country>\p{Lu}[\p{L}-]{3,30})(?=[\s,;.]|$)[,;.]?"
)
_BRACKET_RE = regex.compile(r"[^,;\n\t]{0,30}\s\(")
_SEVERAL = 2
_LONGEST_LABEL = 60
_WORD_RE = regex.compile(r"\S+\s")
_VALUE_RE = regex.compile(r"\s?:[ \t]?|\t")


def claims(reading: Reading, named: Named) -> Iterator[Claim]:
    yield from _in_sentences(reading, named)
    yield from _in_values(reading, named)


def by_label(reading: Reading, claim: Claim) -> Claim:
    """`Belgian partners: A and B`: the country that the label names, unless brackets behind a name say another."""
    text, (start, end) = reading.folded.lower, folded(reading, claim.organisation.span)
    line, _ = cues_of(reading).block(start)
    colon = text.find(":", line, min(start, line + _LONGEST_LABEL + 1))
    if not 0 <= colon - line <= _LONGEST_LABEL or _BRACKET_RE.match(text, end):
        return claim
    roles = cues_of(reading).roles_within(line, colon)
    country = country_named(text[line:colon], reading) if roles and "." not in text[line:start] else None
    return replace(claim, organisation=replace(claim.organisation, country=country)) if country else claim


def _in_sentences(reading: Reading, named: Named) -> Iterator[Claim]:
    cues, text = cues_of(reading), reading.folded.text
    spoken_of = [hit for hit in cues.roles() if hit.label in {"partner", "lead"}]
    partners = Stretches((hit.start, hit.end, hit) for hit in spoken_of)
    told = dict.fromkeys(sentence(reading, hit.start, hit.end) for hit in (*cues.hits["together"], *spoken_of))
    for start, end in told:
        opened = min((hit.end for hit in partners.beginning(start, end)), default=None)
        if opened is None and not is_about_project(reading, start, end):
            continue
        several = 0
        for found in _BRACKETED_RE.finditer(text, opened or start, end):
            country = country_named(found["country"].lower(), reading)
            first = _after_and(reading, *found.span("name"))
            if country and " " in text[first : found.end("name")]:
                yield _claim(reading, named, (first, found.end("name")), country, "partner")
                several += 1
        if several >= _SEVERAL and opened is None:
            yield from _subject(reading, named, start, end)


def _subject(reading: Reading, named: Named, start: int, end: int) -> Iterator[Claim]:
    """`NAME together with B (Finland) and C (Italy)`: who stands right before the words that join."""
    joined = {hit.start for hit in cues_of(reading).within("together", start, end)}
    for _, last, organisation in named.beginning(start, end) if joined else ():
        if last + 1 in joined:
            yield Claim(organisation, "partner")


def _after_and(reading: Reading, start: int, end: int) -> int:
    """Where the last of several names begins: `A School and B School (Latvia)`."""
    joining = conjunctions(reading.lexicon)
    words = _WORD_RE.finditer(reading.folded.lower, pos=start, endpos=end)
    return max((word.end() for word in words if word.group().strip() in joining), default=start)


def _in_values(reading: Reading, named: Named) -> Iterator[Claim]:
    text = reading.folded.text
    for hit in cues_of(reading).roles():
        opening = _VALUE_RE.match(text, hit.end)
        position = opening.end() if opening else len(text)
        while found := _LISTED_RE.match(text, position):
            country = country_named(found["country"].lower(), reading)
            if country is None:
                break
            yield _claim(reading, named, found.span("name"), country, hit.label)
            position = found.end()


def _claim(reading: Reading, named: Named, place: tuple[int, int], country: str, role: str) -> Claim:
    span = reading.folded.span(*place)
    known = named.over(span)
    if known and known.foreign and folded(reading, known.span)[0] < place[0]:
        known = None  # `NAME, COUNTRY NAME, COUNTRY`: the country before it is no part of the name
    if known and folded(reading, known.span)[1] >= place[1] - 1:
        return Claim(replace(known, country=country), role)
    return Claim(_named(reading, span, country), role)


def _named(reading: Reading, span: Span, country: str) -> Organisation:
    name = reading.quote(span).strip()
    return Organisation(name, name, span, country)
