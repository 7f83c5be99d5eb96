"""What is highlighted in a publication: the text cut into pieces, each with the findings that it is evidence of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from grantdocs.model.findings import Verdict
from grantdocs.model.location import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grantdocs.model.findings import Finding

__all__ = ["Mark", "Piece", "Tone", "pieces", "tone_of"]


class Tone(IntEnum):
    """How strongly a mark speaks; where marks overlap, the strongest is seen."""

    FACT = 0
    PASS = 1
    RELATED = 2
    OPEN = 3
    KNOWN = 4
    NOTE = 5
    WARNING = 6
    ERROR = 7

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that something rests on; `number` is that of the finding, 0 where no finding does."""

    span: Span
    tone: Tone
    number: int = 0
    finding: Tone | None = None
    """The tone of the finding itself, where the place only belongs to it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text whose characters all have the same marks, or characters that are left out."""

    text: str
    tone: Tone | None = None
    place: int | None = None
    """The offset where marks start; its anchor in the page. None where none does."""
    ends: tuple[Mark, ...] = ()
    """Marks of findings that end with it, the strongest first."""
    left_out: int = 0


def tone_of(finding: Finding) -> Tone:
    match finding.verdict:
        case Verdict.FAIL if finding.suppression is not None:
            return Tone.KNOWN
        case Verdict.FAIL:
            return Tone[finding.level.name]
        case Verdict.CANNOT_TELL:
            return Tone.OPEN
        case _:
            return Tone.PASS


def pieces(text: str, span: Span, marks: Iterable[Mark], windows: Sequence[Span] | None = None) -> Iterator[Piece]:
    """The characters of a span in order; with `windows`, only those that lie in one of them."""
    inside = [mark for mark in marks if mark.span.overlaps(span)]
    starting: dict[int, list[Mark]] = {}
    ending: dict[int, list[Mark]] = {}
    for mark in inside:
        starting.setdefault(max(mark.span.start, span.start), []).append(mark)
        ending.setdefault(min(mark.span.end, span.end), []).append(mark)
    edges = [edge for window in windows or () for edge in (window.start, window.end) if span.start < edge < span.end]
    cuts = sorted({span.start, span.end, *starting, *ending, *edges})
    active: dict[Tone, int] = dict.fromkeys(Tone, 0)
    omitted = 0
    for start, end in pairwise(cuts):
        for mark in ending.get(start, ()):
            active[mark.tone] -= 1
        for mark in starting.get(start, ()):
            active[mark.tone] += 1
        if windows is not None and not any(window.start <= start and end <= window.end for window in windows):
            omitted += end - start
            continue
        if omitted:
            yield Piece("", left_out=omitted)
            omitted = 0
        tone = max((tone for tone, count in active.items() if count), default=None)
        place = start if any(mark.span.start == start for mark in starting.get(start, ())) else None
        yield Piece(text[start:end], tone, place, _notes(ending.get(end, ()), end))
    if omitted:
        yield Piece("", left_out=omitted)


def _notes(marks: Sequence[Mark], end: int) -> tuple[Mark, ...]:
    """One mark for each finding; of those that are in order the first stands for all."""
    notes: dict[int, Mark] = {}
    for mark in sorted(marks, key=lambda mark: (-(mark.finding or mark.tone), mark.number)):
        if mark.number and mark.span.end == end and not ((mark.finding or mark.tone) is Tone.PASS and notes):
            notes.setdefault(mark.number, mark)
    return tuple(notes.values())
