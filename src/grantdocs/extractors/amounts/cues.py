"""The stretches around figures of money: words, sentence ends, and the cues that say what a figure is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import regex

from grantdocs.catalogue.statements import names
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.facts import AmountKind, Scope
from grantdocs.text.phrase_index import Hit, PhraseIndex, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grantdocs.extractors.amounts.grammar import Money
    from grantdocs.extractors.reading import Reading

__all__ = ["Context", "Cue", "Field", "KindCue", "context", "is_alone"]

_LINES_BEFORE, _LINES_AFTER, _WIDTH = 3, 2, 400
_STOP_RE = regex.compile(r"(?<=\p{L}{3}|\d|[)\"'%€])[.!?](?=\s+[\"'(]?\p{Lu}|\s*+$)|;")
_NEW_SENTENCE_RE = regex.compile(r"\.\s+[\"'(]?\p{Lu}")
_OF_SHARE_RE = regex.compile(r"\)?(?:\ \p{L}++){0,3}\ ?")
"""What may stand between a percentage and the label of what it is taken from."""
_ABBREVIATION = 6
_BASE_WIDTH = 60
_COSTS = frozenset({AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST})


class Field(StrEnum):
    """Where in the language data a phrase is listed."""

    KIND = "kind"
    FUNDING = "funding"
    SCOPE = "scope"
    INCLUDING = "including"
    HEDGE = "hedge"
    VAT = "vat"
    BASE = "base"
    PROJECT = "project"
    PROGRAMME = "programme"
    UNION = "union"
    FUND = "fund"
    SUM = "sum"
    AND = "and"
    GIVER = "giver"
    GIVES = "gives"
    FROM = "from"


_SOURCES = (Field.KIND, Field.FUND, Field.SUM, Field.FUNDING)
_KINDS = {
    Field.FUND: AmountKind.UNION_CONTRIBUTION,
    Field.SUM: AmountKind.TOTAL_COST,
    Field.FUNDING: AmountKind.UNION_CONTRIBUTION,
}
_CELL_BEFORE_RE = regex.compile(r"(?:^|[\n\t])[^\w\n\t]*+$")
_CELL_AFTER_RE = regex.compile(r"\ ?(?:$|[\n\t:=(\d€-]|eur(?!\w))")
_GIVERS = {"national": AmountKind.NATIONAL_CONTRIBUTION, "own": AmountKind.OWN_CONTRIBUTION}
_PATHS = {
    Field.FUNDING: "funding",
    Field.INCLUDING: "including",
    Field.BASE: "bases",
    Field.PROJECT: "projects",
    Field.PROGRAMME: "programmes",
    Field.UNION: "union",
    Field.SUM: "sums",
}


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """A phrase at folded characters `start` to `end` that says something about a figure."""

    start: int
    end: int
    field: Field
    name: str
    """Amount kind, scope, kind of hedge; empty for the other fields."""


@dataclass(frozen=True, slots=True)
class KindCue:
    """A label of an amount."""

    start: int
    end: int
    kind: AmountKind
    source: Field = Field.KIND
    """KIND for a label, FUNDING for a word that only says that money is given, FUND for the bare name of a fund, SUM
    for the head of the row that sums up, GIVER for who gives it, FROM for the same right behind the figure."""
    base: bool = False
    """Names what a part or a rate is taken from: "85 % of the total cost"."""


@dataclass(frozen=True, slots=True)
class Context:
    lower: str
    starts: tuple[int, ...]
    """Where each word begins."""
    stops: tuple[int, ...]
    cues: dict[Field, tuple[Cue, ...]]
    kinds: tuple[KindCue, ...]
    """Labels, none overlapping another."""

    def between(self, start: int, end: int) -> int:
        """Number of words from one place to another."""
        return max(0, bisect_left(self.starts, end) - bisect_left(self.starts, start))

    def has_stop(self, start: int, end: int) -> bool:
        """Whether a sentence ends between two places."""
        index = bisect_left(self.stops, start)
        return index < len(self.stops) and self.stops[index] < end

    def of(self, field: Field, start: int, end: int) -> list[Cue]:
        """The cues of a field that begin and end between two places."""
        cues = self.cues.get(field, ())
        first, last = bisect_left(cues, start, key=_start), bisect_left(cues, end, key=_start)
        return [cue for cue in cues[first:last] if cue.end <= end]

    def kinds_within(self, start: int, end: int) -> list[KindCue]:
        """The labels that begin and end between two places."""
        first = bisect_left(self.kinds, start, key=_start)
        return [cue for cue in self.kinds[first : bisect_left(self.kinds, end, key=_start)] if cue.end <= end]

    def line(self, offset: int) -> tuple[int, int]:
        start = self.lower.rfind("\n", 0, offset) + 1
        end = self.lower.find("\n", offset)
        return start, len(self.lower) if end < 0 else end

    def clause_start(self, offset: int) -> int:
        """Where the sentence, cell or line begins that holds the character at `offset`."""
        index = bisect_right(self.stops, offset) - 1
        stop = self.stops[index] + 1 if index >= 0 else 0
        return max(stop, self.lower.rfind("\n", 0, offset) + 1)


def context(
    reading: Reading, moneys: Sequence[Money], shares: Sequence[tuple[int, int]], further: Iterable[tuple[int, int]]
) -> Context:
    """What stands around figures of money, percentages (`shares`) and further places, such as heads of tables."""
    folded = reading.folded
    inside = [(money.start, money.end) for money in moneys]
    words: list[Token] = []
    stops: list[int] = []
    for start, end in _windows(folded.lower, (*inside, *shares, *further)):
        words += (token for token in tokens(folded.lower, start, end))
        stops += (match.start() for match in _STOP_RE.finditer(folded.text, start, end))
    ends = dict(inside)
    begins = sorted(ends)
    outside = (stop for stop in stops if stop >= ends.get(_last_before(begins, stop), 0))
    # "Lt." may end a sentence as well.
    after = (end for _, end in inside if _NEW_SENTENCE_RE.match(folded.text, end))
    free = tuple(sorted({*outside, *after}))
    index = _index(reading.lexicon)
    hits = (hit for hit in index.find(words) if not _is_common_word(hit, folded.text))
    cues = tuple(sorted(Cue(hit.start, hit.end, *hit.label) for hit in hits))
    # The point of "approx. EUR 100" ends no sentence.
    abbreviated = {cue.end - 1 for cue in cues if cue.field in {Field.HEDGE, Field.INCLUDING}}
    free = tuple(stop for stop in free if stop not in abbreviated)
    starts = tuple(word.start for word in words if word.is_word)
    by_field = {field: tuple(cue for cue in cues if cue.field is field) for field in {cue.field for cue in cues}}
    return Context(folded.lower, starts, free, by_field, _kinds(cues, folded.lower, shares))


@by_languages
def _index(lexicon: Lexicon) -> PhraseIndex[tuple[Field, str]]:
    def listed() -> Iterable[tuple[str, tuple[Field, str]]]:
        for kind in AmountKind:
            yield from ((phrase, (Field.KIND, str(kind))) for phrase in lexicon.phrases("cues", "amounts", kind))
        for scope in Scope:
            yield from ((phrase, (Field.SCOPE, str(scope))) for phrase in lexicon.phrases("cues", "scopes", scope))
        for hedge in ("about", "at-least", "at-most", "planned"):
            yield from ((phrase, (Field.HEDGE, hedge)) for phrase in lexicon.phrases("cues", "hedges", hedge))
        for side in ("included", "excluded"):
            yield from ((phrase, (Field.VAT, side)) for phrase in lexicon.phrases("cues", "vat", side))
        for name in names("fund-name", lexicon.tags):
            yield from ((phrase, (Field.FUND, "")) for phrase in (*name.forms, *name.abbreviations))
        yield from ((phrase, (Field.AND, "")) for phrase in lexicon.phrases("calendar", "range", "and"))
        for giver, kind in _GIVERS.items():
            yield from ((phrase, (Field.GIVER, str(kind))) for phrase in lexicon.phrases("cues", "givers", giver))
        for field in (Field.GIVES, Field.FROM):
            yield from ((phrase, (field, "")) for phrase in lexicon.phrases("cues", "givers", field))
        for field, path in _PATHS.items():
            yield from ((phrase, (field, "")) for phrase in lexicon.phrases("cues", path))

    return PhraseIndex(listed())


def _last_before(places: Sequence[int], place: int) -> int:
    """The last of some places at or before one; -1 where there is none."""
    index = bisect_right(places, place) - 1
    return places[index] if index >= 0 else -1


def _start(cue: Cue | KindCue) -> int:
    return cue.start


def _is_common_word(hit: Hit[tuple[Field, str]], text: str) -> bool:
    """Whether an abbreviation of a fund or of the Union stands in small letters, where it is a word of the language."""
    short = hit.end - hit.start <= _ABBREVIATION
    return short and hit.label[0] in {Field.FUND, Field.UNION} and text[hit.start : hit.end].islower()


def _windows(lower: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the text that hold figures, their labels before and after them included; none overlaps another."""
    windows: list[tuple[int, int]] = []
    for first, last in sorted(places):
        start, end = first, last
        for _ in range(_LINES_BEFORE):
            start = max(lower.rfind("\n", 0, max(0, start - 1)) + 1, first - _WIDTH, 0)
        for _ in range(_LINES_AFTER):
            following = lower.find("\n", end + 1)
            end = min(len(lower) if following < 0 else following, last + _WIDTH)
        # Never begin or end inside a word.
        while 0 < start < first and lower[start - 1].isalnum():
            start += 1
        while last < end < len(lower) and lower[end].isalnum():
            end -= 1
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def is_alone(start: int, end: int, lower: str) -> bool:
    """Whether nothing else labels the cell or line: "Total: 100", not "total area"."""
    before = _CELL_BEFORE_RE.search(lower, max(0, start - 8), start)
    return before is not None and _CELL_AFTER_RE.match(lower, end) is not None


def _kinds(cues: tuple[Cue, ...], lower: str, shares: Sequence[tuple[int, int]]) -> tuple[KindCue, ...]:
    """Labels, longer ones before shorter ones, and verbs of giving where there is no label."""
    labels = sorted(
        (
            cue
            for cue in cues
            if cue.field in _SOURCES and (cue.field is not Field.SUM or is_alone(cue.start, cue.end, lower))
        ),
        key=lambda cue: (_SOURCES.index(cue.field), cue.start - cue.end, cue.start),
    )
    bases = [cue for cue in cues if cue.field in {Field.BASE, Field.INCLUDING}]
    ends = [end for _, end in shares]
    covered = bytearray(len(lower))
    chosen: list[KindCue] = []
    for cue in labels:
        if any(covered[cue.start : cue.end]):
            continue
        covered[cue.start : cue.end] = b"1" * (cue.end - cue.start)
        kind = AmountKind(cue.name) if cue.field is Field.KIND else _KINDS[cue.field]
        base = kind in _COSTS and (_is_base(cue, bases) or _is_of_share(cue, ends, lower))
        chosen.append(KindCue(cue.start, cue.end, kind, cue.field, base))
    return tuple(sorted(chosen, key=_start))


def _is_base(cue: Cue, bases: Sequence[Cue]) -> bool:
    """Whether words stand right before a label of cost, or hold it, that make it the base of a part."""
    for index in range(bisect_left(bases, cue.start - _BASE_WIDTH, key=_start), len(bases)):
        base = bases[index]
        if base.start > cue.start:
            break
        beside = base.field is Field.BASE and cue.start <= base.end + 1
        if beside or (base.start < cue.start and cue.end <= base.end):
            return True
    return False


def _is_of_share(cue: Cue, ends: Sequence[int], lower: str) -> bool:
    """Whether a label follows a percentage as that which it is taken from."""
    end = _last_before(ends, cue.start)
    near = end >= 0 and cue.start - end <= _BASE_WIDTH
    return near and _OF_SHARE_RE.fullmatch(lower, end, cue.start) is not None
