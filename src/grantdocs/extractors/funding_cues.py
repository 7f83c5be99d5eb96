"""Words that tell of projects, their numbers, titles and money, found once in a text, and the sentences around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

import regex

from grantdocs.catalogue.programme_index import Mention, index
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Block
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit, PhraseIndex, tokens
from grantdocs.text.stretches import Stretches

__all__ = ["ROLES", "Cues", "block_of", "cues_of", "programme_names", "programmes_near"]

_PATHS = {
    "number": ("cues", "awards", "number"),
    "title": ("cues", "awards", "title"),
    "acronym": ("cues", "awards", "acronym"),
    "sign": ("cues", "awards", "sign"),
    "not": ("cues", "awards", "not"),
    "behind-title": ("cues", "awards", "behind"),
    "project": ("cues", "projects"),
    "funding": ("cues", "funding"),
    "programme": ("cues", "programmes"),
    "call": ("cues", "calls"),
    "union": ("cues", "union"),
    "not-union": ("cues", "not_union"),
    "together": ("cues", "together"),
    "lead": ("cues", "partners", "lead"),
    "applicant": ("cues", "partners", "applicant"),
    "beneficiary": ("cues", "partners", "beneficiary"),
    "partner": ("cues", "partners", "partner"),
    "associated": ("cues", "partners", "associated"),
    "no-partner": ("cues", "partners", "not"),
    "carries-out": ("cues", "carries_out"),
    "takes-part": ("cues", "takes_part"),
    "copula": ("cues", "copulas"),
    "by": ("cues", "by"),
    "own": ("cues", "own"),
    "including": ("cues", "including"),
}
_COSTS = ("total_cost", "eligible_cost", "ineligible_cost")
"""Kinds of amounts whose labels are found as `cost`."""
ROLES = ("lead", "applicant", "beneficiary", "partner", "associated")
"""Labels of the roles of partners, the strongest first."""
# A full stop, a blank and a capital letter part sentences, unless a short word before it is an abbreviation (`Str.`).
_BREAK_RE = regex.compile(
    r"""(?:(?<=[\p{L}\p{N}]{3})(?<!\b\p{Lu}\p{Ll}{2})\.|(?<=["')])\.|[!?…])["')]*+\s(?=["'(]?\p{Lu})|[\n\t]"""
)

_EDGE_RE = regex.compile(r"[\n\t]")


@dataclass(frozen=True)
class Cues:
    """Hits by label, in folded offsets."""

    lower: str
    hits: dict[str, tuple[Hit[str], ...]]
    starts: dict[str, tuple[int, ...]]
    breaks: tuple[int, ...]
    """Where sentences, blocks and cells end."""

    def within(self, label: str, start: int, end: int) -> tuple[Hit[str], ...]:
        """The hits of a label that begin in `start` to `end` and do not run over `end`."""
        first, last = bisect_left(self.starts[label], start), bisect_left(self.starts[label], end)
        return tuple(hit for hit in self.hits[label][first:last] if hit.end <= end)

    def covers(self, label: str, start: int, end: int) -> bool:
        """Whether one hit of a label holds the whole stretch."""
        before = bisect_right(self.starts[label], start)
        return before > 0 and end <= self._reach[label][before - 1]

    @cached_property
    def _reach(self) -> dict[str, tuple[int, ...]]:
        """For each hit of a label how far it, or one before it, goes."""
        return {label: tuple(accumulate((hit.end for hit in hits), max)) for label, hits in self.hits.items()}

    def beginning(self, label: str, position: int) -> tuple[Hit[str], ...]:
        """The hits of a label that begin at a character."""
        starts = self.starts[label]
        return self.hits[label][bisect_left(starts, position) : bisect_right(starts, position)]

    def roles(self) -> tuple[Hit[str], ...]:
        """Words for the role of a partner that do not overlap: the longest, of equal ones the stronger role.

        A verb such as `is carried out by` is none of them, unless it stands before a colon as a label does.
        """
        return self._roles

    def roles_within(self, start: int, end: int) -> list[Hit[str]]:
        """Words for roles that begin in `start` to `end` and do not run over `end`."""
        return [hit for hit in self.roles_beginning(start, end) if hit.end <= end]

    def roles_beginning(self, start: int, end: int) -> list[Hit[str]]:
        return self._placed_roles.beginning(start, end)

    def role_at(self, position: int) -> Hit[str] | None:
        return next(iter(self.roles_beginning(position, position + 1)), None)

    def role_over(self, position: int) -> Hit[str] | None:
        """The word for a role that a character is part of."""
        hit = self._placed_roles.last_before(position + 1)
        return hit if hit and position < hit.end else None

    @cached_property
    def _placed_roles(self) -> Stretches[Hit[str]]:
        return Stretches((hit.start, hit.end, hit) for hit in self._roles)

    @cached_property
    def _roles(self) -> tuple[Hit[str], ...]:
        hits = sorted(
            (hit for label in ROLES for hit in self.hits[label] if not self._is_verb(hit)),
            key=lambda hit: (hit.start, -hit.end, ROLES.index(hit.label)),
        )
        chosen: list[Hit[str]] = []
        for hit in hits:
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return tuple(chosen)

    def _is_verb(self, hit: Hit[str]) -> bool:
        if hit.label != "beneficiary":
            return False
        return self.covers("carries-out", hit.start, hit.end) and not self.lower.startswith((":", " :"), hit.end)

    def any_within(self, label: str, start: int, end: int) -> bool:
        hits, starts = self.hits[label], self.starts[label]
        return any(hits[i].end <= end for i in range(bisect_left(starts, start), bisect_left(starts, end)))

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence, cell or block around a position."""
        index = bisect_right(self.breaks, position)
        start = self.breaks[index - 1] if index else 0
        end = self.breaks[index] if index < len(self.breaks) else len(self.lower)
        return start, end

    def block(self, position: int) -> tuple[int, int]:
        """Start and end of the block or cell around a position."""
        index = bisect_left(self._edges, position)
        start = self._edges[index - 1] + 1 if index else 0
        return start, self._edges[index] if index < len(self._edges) else len(self.lower)

    @cached_property
    def _edges(self) -> tuple[int, ...]:
        """What parts blocks and cells."""
        return tuple(match.start() for match in _EDGE_RE.finditer(self.lower))


def cues_of(reading: Reading) -> Cues:
    return _cues(reading.folded.lower, reading.folded.text, reading.lexicon)


def programme_names(reading: Reading) -> tuple[Mention, ...]:
    """Names and abbreviations of programmes in the text."""
    return _names(reading.folded.lower, reading.folded.text)


def programmes_near(reading: Reading, start: int, end: int) -> list[Mention]:
    """Names of programmes that overlap a stretch or stand right beside it, and perhaps a few before."""
    return _placed_names(reading.folded.lower, reading.folded.text).near(start, end, 0)


def block_of(reading: Reading, position: int) -> Block:
    """The block of the document that holds a folded position."""
    return reading.document.block_at(reading.folded.original(position))


@lru_cache(maxsize=4)
def _cues(lower: str, text: str, lexicon: Lexicon) -> Cues:
    found: dict[str, list[Hit[str]]] = {label: [] for label in (*_PATHS, "cost")}
    for hit in _index(lexicon).find(tokens(lower)):
        found[hit.label].append(_without_colon(hit, lower) if hit.label in ROLES else hit)
    hits = {label: tuple(sorted(of_label, key=lambda hit: hit.start)) for label, of_label in found.items()}
    starts = {label: tuple(hit.start for hit in of_label) for label, of_label in hits.items()}
    return Cues(lower, hits, starts, tuple(match.end() for match in _BREAK_RE.finditer(text)))


def _without_colon(hit: Hit[str], lower: str) -> Hit[str]:
    """A word that is a label only before a colon, without that colon."""
    return hit if lower[hit.end - 1] != ":" else Hit(hit.start, len(lower[: hit.end - 1].rstrip()), hit.label)


@lru_cache(maxsize=4)
def _names(lower: str, text: str) -> tuple[Mention, ...]:
    return index().mentions(lower, text)


@lru_cache(maxsize=4)
def _placed_names(lower: str, text: str) -> Stretches[Mention]:
    ordered = sorted(_names(lower, text), key=lambda name: name.start)
    return Stretches((name.start, name.end, name) for name in ordered)


@by_languages
def _index(lexicon: Lexicon) -> PhraseIndex[str]:
    paths = [*_PATHS.items(), *(("cost", ("cues", "amounts", kind)) for kind in _COSTS)]
    return PhraseIndex((fold_key(phrase), label) for label, path in paths for phrase in lexicon.phrases(*path))
