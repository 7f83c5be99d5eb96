"""Which official wordings stand at the places that the index found: word for word, else by an alignment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grantdocs.extractors.statements.alignment import align
from grantdocs.extractors.statements.hits import Hit, from_alignment, from_match
from grantdocs.extractors.statements.index import Candidate
from grantdocs.extractors.statements.letters import Letters
from grantdocs.extractors.statements.passage import Text
from grantdocs.extractors.statements.short import align_letters
from grantdocs.extractors.statements.wordings import SHORT, Wording

__all__ = ["Known", "Region", "hits_in", "regions"]

_CHARACTERS = 14
"""Of a word and the blank behind it, at most as a rule."""
_AROUND = 60
"""Characters around a statement that tell what it says something of."""
_TO_MATCH = 88.0
"""Likeness of letters, in per cent, from which on a wording may stand there word for word."""
_ALIGNED = 8
"""Wordings that are aligned with one place."""
_PLACE = 40
"""Characters of one such place."""
_MARGIN = 5
"""Words more on both sides that the alignment sees."""
_NEIGHBOURS = (2, 3)
"""The same of a short wording, which is compared by its letters."""
_REMEMBERED = 1024
"""Alignments, so that memory stays bounded."""

Known = dict[tuple[Wording, int, int, int, str], Hit | None]
"""Alignments by wording, words and punctuation; their places count from the first word that the alignment saw."""


@dataclass(frozen=True)
class Place:
    """A candidate in characters of the folded text."""

    candidate: Candidate
    start: int
    end: int


@dataclass(frozen=True)
class Region:
    """A stretch of the folded text that is looked at word by word."""

    start: int
    end: int
    places: tuple[Place, ...]


def regions(found: Iterable[Candidate], letters: Letters) -> Iterator[Region]:
    """Candidates that stand close to one another go together."""
    places = [
        Place(one, int(letters.places[one.start]), int(letters.places[one.end - 1]) + 1)
        for one in found
        if one.end > one.start
    ]
    start = end = 0
    together: list[Place] = []
    for reached, place in sorted(((_reach(place), place) for place in places), key=lambda pair: pair[0]):
        if together and reached[0] > end:
            yield Region(start, end, tuple(together))
            together = []
        if not together:
            start, end = reached
        together.append(place)
        end = max(end, reached[1])
    if together:
        yield Region(start, end, tuple(together))


def hits_in(text: Text, places: Iterable[Place], known: Known) -> list[Hit]:
    """The wordings that may stand in a stretch; `known` keeps what was aligned before in the same document."""
    ranked = sorted(
        places, key=lambda place: (-place.candidate.likeness * place.candidate.size**0.25, place.start, place.end)
    )
    exact = [hit for place in ranked for hit in _matches(text, place)]
    taken = [False] * len(text.words)
    for hit in exact:
        if hit.match == "exact":
            taken[hit.start : hit.end] = [True] * (hit.end - hit.start)
    found = (_aligned(text, *place, known) for place in _not_taken(text, ranked, taken))
    return exact + [hit for hit in found if hit]


def _reach(place: Place) -> tuple[int, int]:
    before, after = (max(sizes) for sizes in zip(*(one.around for one in place.candidate.wordings), strict=True))
    return max(0, place.start - before * _CHARACTERS - _AROUND), place.end + after * _CHARACTERS + _AROUND


def _matches(text: Text, place: Place) -> Iterator[Hit]:
    if place.candidate.likeness < _TO_MATCH:
        return
    first, last = _words_of(text, place)
    for wording in place.candidate.wordings:
        before, after = wording.around
        anchors = text.pairs.get(tuple(piece.bare for piece in wording.pieces[wording.anchor : wording.anchor + 2]), ())
        low = bisect_left(anchors, first - before - _MARGIN)
        for anchor in anchors[low : bisect_right(anchors, last + after + _MARGIN)]:
            if hit := _match_around(text, wording, anchor):
                yield hit


def _not_taken(text: Text, ranked: list[Place], taken: list[bool]) -> Iterator[tuple[Wording, int, int]]:
    """Wordings and the words around them; the likeliest few of each place."""
    aligned: Counter[int] = Counter()
    for place in ranked:
        first, last = _words_of(text, place)
        if all(taken[first:last]):
            continue
        for wording in place.candidate.wordings:
            middle = (place.start + place.end) // 2 // _PLACE
            if not wording.abbreviates and aligned[middle] < _ALIGNED:
                aligned[middle] += 1
                yield wording, first, last


def _aligned(text: Text, wording: Wording, first: int, last: int, known: Known) -> Hit | None:
    """As `_alignment`; the same words in another place of the text are aligned only once."""
    before, after = _seen(wording)
    start, end = max(0, first - before), min(len(text.words), last + after)
    written = text.folded.text[text.words.ends[max(0, start - 1)] : text.words.starts[min(end, len(text.words) - 1)]]
    key = wording, first - start, last - start, end - start, written
    if key not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        hit = _alignment(text, wording, first, last)
        known[key] = hit and hit.moved(-start)
    found = known[key]
    return found and found.moved(start)


def _alignment(text: Text, wording: Wording, first: int, last: int) -> Hit | None:
    """By words; by letters where the wording is short, or blanks are lost."""
    if not _is_compared_by_letters(wording):
        before, after = _seen(wording)
        start, end = max(0, first - before), min(len(text.words), last + after)
        found = align(wording, text.words.bare[start:end], text.breaks[start : end + 1]).moved(start)
        if hit := from_alignment(text, wording, found):
            return hit
    by_letters = align_letters(text, wording, first, last) if len(wording.pieces) == wording.literals else None
    return from_alignment(text, wording, by_letters) if by_letters else None


def _seen(wording: Wording) -> tuple[int, int]:
    """How many words before and behind a place the alignment of a wording depends on."""
    if _is_compared_by_letters(wording):
        return _NEIGHBOURS
    before, after = wording.around
    return before + _MARGIN, after + _MARGIN


def _is_compared_by_letters(wording: Wording) -> bool:
    return wording.literals < SHORT and len(wording.pieces) == wording.literals


def _words_of(text: Text, place: Place) -> tuple[int, int]:
    """The words that the place touches, the second number exclusive."""
    return bisect_right(text.words.ends, place.start), bisect_left(text.words.starts, place.end)


def _match_around(text: Text, wording: Wording, anchor: int) -> Hit | None:
    """The match of the wording whose word at its anchor is the text's word number `anchor`."""
    before = wording.pieces[: wording.anchor]
    at = text.offsets[anchor]
    if not any(piece.slot for piece in before):
        start = anchor - len(before)
        match = wording.pattern.match(text.stream, text.offsets[start]) if start >= 0 else None
        return from_match(text, wording, match) if match else None
    reach = sum(piece.lengths[1] if piece.slot else 1 for piece in before)
    begin = max(0, anchor - reach)
    found = None
    stop = text.place(anchor + sum(piece.lengths[1] if piece.slot else 1 for piece in wording.pieces))
    while match := wording.pattern.search(text.stream, text.offsets[begin], stop):
        if match.start() > at or (found and match.end() != found.end()):
            break
        if match.end() > at:
            # The shortest filling of a slot at the beginning.
            found = match
        begin = text.word_at(match.start()) + 1
    return from_match(text, wording, found) if found else None
