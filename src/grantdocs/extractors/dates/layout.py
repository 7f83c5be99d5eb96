"""Where a date stands: its block, its sentence, the cells and lines around it, and the cue words near by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import regex

from grantdocs.extractors.dates.phrases import PhraseIndex, Words, words_of
from grantdocs.extractors.funding_cues import programme_names
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Zone
from grantdocs.text.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.dates.mentions import Mentions
    from grantdocs.extractors.reading import Reading

__all__ = ["Cue", "Layout"]

_KINDS = (
    "project_period", "project_start", "project_end", "programme_period", "event", "publication", "signature",
    "deadline", "other",
)  # fmt: skip
_LABELS = frozenset(_KINDS)
_OPENING = 6
"""Characters that may stand before a date that opens its block."""
_LONG = 120
"""From this many characters on, a block is a paragraph, not a title, label or dateline."""
_SENTENCE_END_RE = regex.compile(
    r"""(?<=[\p{L}\p{Pe}"%]{3}|\d{4}|[\p{Ll}]{2})[.!?][")\]]*\s+(?=["'(\[]?\p{Lu})|[!?;]\s"""
)
_STOP_RE = regex.compile(r"""[^.\s]?\.\s+(?=["'(]?\p{Lu}\p{Ll})""")
_BRACKET_RE = regex.compile(r"\([^()\n]*+$")
_CLOSED_RE = regex.compile(r"[^()\n]*+\)")
_BRACKETED = 200
_QUOTE_RE = regex.compile('"')
_CLOCK_RE = regex.compile(r"(?<![\d.])\d{1,2}[:.]\d{2}(?![\d.])(?::\d{2})?")


class Cue(NamedTuple):
    """A word or phrase that says what a date is; `start` and `end` count characters of the folded text."""

    kind: str
    start: int
    end: int


class Layout:
    """Blocks, rows, sentences and cues of a text, all in characters of its folded form."""

    def __init__(self, reading: Reading, words: Words, mentions: Mentions) -> None:
        self.reading = reading
        self.text = reading.folded.text
        self.lower = reading.folded.lower
        self.blocks = _folded_blocks(reading)
        self._starts = [start for start, _ in self.blocks]
        self.tokens = mentions.tokens
        self._mentions = mentions
        self._words = words
        self._cues: dict[int, Stretches[Cue]] = {}
        self._kinds: dict[tuple[int, int], frozenset[str]] = {}
        self._rows: dict[int, range] = {}
        self._tops: dict[int, range] = {}
        self._mention_starts = [mention.start for mention in mentions.found]
        self._sentence_ends = sorted({*self._plain_ends(), *self._ends_after_dates()})

    def block(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def zone(self, block: int) -> Zone:
        return self.reading.document.blocks[block].zone

    def block_text(self, block: int) -> str:
        start, end = self.blocks[block]
        return self.lower[start:end]

    def is_long(self, block: int) -> bool:
        start, end = self.blocks[block]
        return end - start >= _LONG

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence, inside one block, that holds the characters."""
        first, last = self.blocks[self.block(start)]
        i = bisect_right(self._sentence_ends, start)
        before = self._sentence_ends[i - 1] if i else 0
        j = bisect_left(self._sentence_ends, end)
        after = self._sentence_ends[j] if j < len(self._sentence_ends) else len(self.text)
        return max(first, before), min(last, after)

    def dates_in(self, block: int) -> int:
        """How many dates a block holds."""
        start, end = self.blocks[block]
        return bisect_left(self._mention_starts, end) - bisect_left(self._mention_starts, start)

    def opens_with_date(self, block: int) -> bool:
        start, end = self.blocks[block]
        first = bisect_left(self._mention_starts, start)
        return first < len(self._mention_starts) and self._mention_starts[first] < min(end, start + _OPENING)

    def cues_in(self, start: int, end: int) -> list[Cue]:
        """The cues of a stretch inside one block."""
        found = self._cues_of(self.block(start)).beginning(start, end)
        return [cue for cue in found if cue.end <= end]

    def cues_near(self, start: int, end: int, distance: int, within: tuple[int, int]) -> list[Cue]:
        """The cues up to so many characters from a stretch, of those inside a longer one."""
        first, last = within
        found = self._cues_of(self.block(first)).near(start, end, distance)
        return [cue for cue in found if first <= cue.start and cue.end <= last]

    def kinds_in(self, start: int, end: int) -> frozenset[str]:
        """What the cues of a stretch inside one block say."""
        found = self._kinds.get((start, end))
        if found is None:
            found = self._kinds[start, end] = frozenset(cue.kind for cue in self.cues_in(start, end))
        return found

    def _cues_of(self, block: int) -> Stretches[Cue]:
        found = self._cues.get(block)
        if found is None:
            cues = _cues(self.reading.lexicon, self._words, self.lower, *self.blocks[block])
            found = self._cues[block] = Stretches((cue.start, cue.end, cue) for cue in cues)
        return found

    def is_quoted(self, start: int, end: int) -> bool:
        """Inside quotation marks, as in a title."""
        first, last = self.blocks[self.block(start)]
        before = bisect_left(self._quotes, start) - bisect_left(self._quotes, first)
        return before % 2 == 1 and bisect_left(self._quotes, last) > bisect_left(self._quotes, end)

    @cached_property
    def _quotes(self) -> list[int]:
        return [found.start() for found in _QUOTE_RE.finditer(self.text)]

    def programme_before(self, offset: int) -> int:
        """Where the last name of a programme before a character ends."""
        i = bisect_right(self._programmes, offset)
        return self._programmes[i - 1] if i else 0

    @cached_property
    def _programmes(self) -> list[int]:
        return sorted(mention.end for mention in programme_names(self.reading))

    def is_connective(self, cue: Cue) -> bool:
        """The cue is nothing but a word of the calendar such as "until"."""
        i = bisect_left(self.tokens.starts, cue.start)
        return (
            i < len(self.tokens.starts)
            and (self.tokens.starts[i], self.tokens.ends[i]) == (cue.start, cue.end)
            and ("until" in self.tokens.values[i])
        )

    def row(self, block: int) -> range:
        """Blocks of the table row that a block belongs to; the block alone where there is no table."""
        row = self._rows.get(block)
        if row is None:
            first = last = block
            while first > 0 and self._are_beside(first - 1):
                first -= 1
            while last + 1 < len(self.blocks) and self._are_beside(last):
                last += 1
            row = range(first, last + 1)
            self._rows.update(dict.fromkeys(row, row))
        return row

    def _are_beside(self, block: int) -> bool:
        """A block and the next are cells of one row."""
        end = self.blocks[block][1]
        return self.blocks[block + 1][0] == end + 1 and self.text[end] == "\t"

    def header(self, block: int) -> int | None:
        """The cell of the first row of the table that stands above a cell."""
        row = self.row(block)
        top = self._top(row) if len(row) > 1 else row
        return top[block - row[0]] if top != row else None

    def _top(self, row: range) -> range:
        """The first of the rows of so many cells that stand one above the other."""
        passed: list[int] = []
        while row[0] > 0 and row[0] not in self._tops:
            above = self.row(row[0] - 1)
            if len(above) != len(row):
                break
            passed.append(row[0])
            row = above
        top = self._tops.get(row[0], row)
        self._tops.update(dict.fromkeys(passed, top))
        return top

    @cached_property
    def alone(self) -> frozenset[int]:
        """Blocks that hold nothing but dates, weekdays and times of day."""
        held: dict[int, list[tuple[int, int]]] = {}
        for mention in self._mentions.found:
            held.setdefault(self.block(mention.start), []).append((mention.start, mention.end))
        return frozenset(
            block
            for block, spans in held.items()
            if self._uncovered(block, spans) < _LONG and not self._rest(block, spans)
        )

    @cached_property
    def first_long(self) -> int:
        return next((i for i, (start, end) in enumerate(self.blocks) if end - start >= _LONG), len(self.blocks))

    @cached_property
    def body_start(self) -> int:
        """The first block that is a paragraph; what stands above it is the head of the publication."""
        body = (Zone.BODY, Zone.LIST_ITEM, Zone.TABLE_CELL)
        blocks = range(self.first_long, len(self.blocks))
        return next((i for i in blocks if self.is_long(i) and self.zone(i) in body), len(self.blocks))

    def _plain_ends(self) -> Iterator[int]:
        return (found.end() for found in _SENTENCE_END_RE.finditer(self.text) if not self._is_bracketed(found.start()))

    def _is_bracketed(self, offset: int) -> bool:
        """A semicolon between brackets of one line parts no sentences: `ABC (Apple and Bee; No 123) runs from ...`."""
        if self.text[offset] != ";":
            return False
        opened = _BRACKET_RE.search(self.text, max(0, offset - _BRACKETED), offset)
        return opened is not None and _CLOSED_RE.match(self.text, offset, offset + _BRACKETED) is not None

    def _ends_after_dates(self) -> Iterator[int]:
        """A full stop that belongs to a date ends the sentence too, if a capital letter follows.

        Not so where the date opens the block and ends in a shortened word for the year: `Am 5.3.2021 J. NAME signed`.
        """
        for mention in self._mentions.found:
            opens = mention.start - self.blocks[self.block(mention.start)][0] <= _OPENING
            if opens and self.text[mention.start : mention.end].rstrip(".")[-1:].isalpha():
                continue
            if found := _STOP_RE.match(self.text, max(mention.start, mention.end - 1)):
                yield found.end()

    def _uncovered(self, block: int, spans: list[tuple[int, int]]) -> int:
        start, end = self.blocks[block]
        return end - start - sum(last - first for first, last in spans)

    def _rest(self, block: int, spans: list[tuple[int, int]]) -> str:
        """What is left of a block without its dates, calendar words and times."""
        start, end = self.blocks[block]
        tokens = self.tokens
        held = range(bisect_left(tokens.starts, start), bisect_left(tokens.starts, end))
        if (word := tokens.codes.find("w", held.start, held.stop)) >= 0:
            return self.lower[tokens.starts[word] : tokens.ends[word]]  # no date has such words inside
        text = list(self.lower[start:end])
        for first, last in spans:
            text[first - start : last - start] = " " * (last - first)
        for i in held:
            if tokens.values[i].keys() & {"weekday", "year", "day", "from", "until", "in", "joiner"}:
                text[tokens.starts[i] - start : tokens.ends[i] - start] = " " * (tokens.ends[i] - tokens.starts[i])
        return "".join(filter(str.isalnum, _CLOCK_RE.sub(" ", "".join(text))))


def _folded_blocks(reading: Reading) -> tuple[tuple[int, int], ...]:
    spans = [block.span for block in reading.document.blocks]
    starts = reading.folded.indices([span.start for span in spans])
    return tuple(zip(starts, reading.folded.indices([span.end for span in spans]), strict=True))


@by_languages
def _cue_index(lexicon: Lexicon) -> PhraseIndex:
    dates = [(kind, True, phrase) for kind in _KINDS for phrase in lexicon.phrases("cues", "dates", kind)]
    sections = [
        (name, True, phrase) for name in ("gallery", "comments") for phrase in lexicon.phrases("cues", "sections", name)
    ]
    words = [(name, True, phrase) for name in ("programmes", "projects") for phrase in lexicon.phrases("cues", name)]
    return PhraseIndex((*dates, *sections, *words))


def _cues(lexicon: Lexicon, words: Words, lower: str, start: int, end: int) -> tuple[Cue, ...]:
    """All cues of a stretch; one inside a longer one is left out."""
    if not words.holds_any(start, end):
        own = _cues_in(lexicon, words_of(lower[start:end]), 0, None)
        return tuple(Cue(cue.kind, cue.start + start, cue.end + start) for cue in own)
    return tuple(_cues_in(lexicon, words, words.starting_at(start), words.starting_at(end)))


def _cues_in(lexicon: Lexicon, words: Words, first: int, end_word: int | None) -> list[Cue]:
    index = _cue_index(lexicon)
    found: list[Cue] = []
    reach: dict[bool, int] = {True: 0, False: 0}
    for i in index.begun(words, first, end_word):
        start = words.starts[i]
        for entry in index.all_at(words, i):
            end = words.ends[i + entry.length - 1]
            for name, _ in entry.classes:
                # Words such as "project" and titles of sections are no rivals of the labels that hold them.
                label = name in _LABELS
                if end > reach[label] or (found and (found[-1].start, found[-1].end) == (start, end)):
                    found.append(Cue(name, start, end))
            if any(name in _LABELS for name, _ in entry.classes):
                reach[True] = max(reach[True], end)
    return found
