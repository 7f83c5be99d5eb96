"""Short names that a text gives to organisations, `City Library (CL)`, `NAME (hereinafter - ABC)`: what it says of the
short name it says of the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.geography import country_coded
from grantdocs.extractors.organisations.words import conjunctions
from grantdocs.extractors.partners.claims import Claim, folded
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.reading import Reading
from grantdocs.model.location import Span

__all__ = ["ShortNames"]

_DEFINED_RE = regex.compile(
    r"\s?\((?P<lead>(?:\p{L}[\p{L}.]*+[\s:,-]+){0,4}?)\"?(?P<name>\p{Lu}[\p{L}\d&+]*+(?:[-/]\p{Lu}[\p{L}\d]*+)?)\"?\s?[),;]"
)
_CAPITALS_RE = regex.compile(r"\p{Lu}")
_FEWEST = 2
"""Capital letters of a short name."""


class ShortNames:
    """Mentions of organisations by their short names, and the organisation that each belongs to.

    `organisations` are all of both in order, `ABC and City Library` being two.
    """

    def __init__(self, reading: Reading, organisations: tuple[Organisation, ...]) -> None:
        self._full: dict[Span, Organisation] = {}
        known: dict[str, Organisation] = {}
        for organisation in organisations:
            if short := _defined(reading, organisation):
                known.setdefault(short, organisation)
        parted = tuple(_behind_short(reading, organisation, known) for organisation in organisations) if known else ()
        taken = Named(reading, parted)
        self.mentions = tuple(self._found(reading, known, taken))
        self.organisations = tuple(sorted((*(parted or organisations), *self.mentions), key=lambda one: one.span))

    def _found(self, reading: Reading, known: dict[str, Organisation], taken: Named) -> Iterator[Organisation]:
        for short, organisation in known.items():
            # An ending may follow: `LNB-s`, `PCK-u`.
            pattern = regex.compile(rf"(?<![\w@./-]){regex.escape(short)}(?:[-':]?\p{{Ll}}{{1,4}})?(?![\w@/]|[-.]\w)")
            _, end = folded(reading, organisation.span)
            defined = _DEFINED_RE.match(reading.folded.text, end)
            for found in pattern.finditer(reading.folded.text, defined.end() if defined else end):
                near = taken.near(*found.span())
                if any(start < found.end() and found.start() < end for start, end, _ in near):
                    continue
                span = reading.folded.span(*found.span())
                self._full[span] = organisation
                yield Organisation(short, short, span, organisation.country, organisation.company)

    def resolved(self, claim: Claim) -> Claim:
        """The claim about a short name as one about the organisation."""
        full = self._full.get(claim.organisation.span)
        return claim if full is None else replace(claim, organisation=self.full(claim.organisation))

    def full(self, mention: Organisation) -> Organisation:
        """The organisation of a mention, at the mention's place."""
        known = self._full.get(mention.span)
        return mention if known is None else replace(known, span=mention.span)


def _defined(reading: Reading, organisation: Organisation) -> str | None:
    """The short name in the bracket behind a name, that is no code of a country and no role."""
    _, end = folded(reading, organisation.span)
    found = _DEFINED_RE.match(reading.folded.text, end)
    if found is None or len(_CAPITALS_RE.findall(found["name"])) < _FEWEST:
        return None
    announced = cues_of(reading).any_within("acronym", *found.span("lead"))
    if not announced and (found["lead"] or country_coded(found["name"], reading)):
        return None
    if cues_of(reading).roles_beginning(*found.span()):
        return None
    return found["name"]


def _behind_short(reading: Reading, organisation: Organisation, known: dict[str, Organisation]) -> Organisation:
    first, _, rest = organisation.written.partition(" ")
    joint, _, name = rest.partition(" ")
    if first not in known or joint not in conjunctions(reading.lexicon) or name not in organisation.name:
        return organisation
    span = Span(organisation.span.start + len(first) + len(joint) + 2, organisation.span.end)
    return replace(organisation, name=name, written=name, span=span)
