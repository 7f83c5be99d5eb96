"""Where in a text a wording may stand: word pairs for the exact ones, votes of rare 5-grams for the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator

from grantdocs.extractors.statements.alignment import align
from grantdocs.extractors.statements.hits import Hit, Text, from_alignment, from_match
from grantdocs.extractors.statements.wordings import GRAM, Index, Wording, grams

__all__ = ["exact_hits", "long_near_hits", "short_near_hits"]

_BUCKET = 64
"""Characters of the stream that vote together."""
_DENSE, _DENSE_PAIR = 28, 48
"""Known 5-grams of one bucket, or of two side by side, from which on it is looked at more closely."""
_HOT = 20
"""Votes by which two buckets side by side may belong to a statement."""
_GAP = 3
"""Cold buckets that a slot may take."""
_HELD = 0.4
"""Share of its 5-grams that a wording must find in the stretch to be aligned with it."""
_ALIGNED = 3
"""Wordings that are aligned with one stretch."""
_MARGIN = 6
"""Words more on both sides that the alignment sees."""
_FITS = 60
"""Likeness of its longest stretch without a slot from which on a wording is aligned."""


def exact_hits(text: Text, index: Index) -> Iterator[Hit]:
    words = text.words.bare
    for i, word in enumerate(words):
        for wording in index.by_word.get(word, ()):
            yield from _match_around(text, wording, i)
        if i + 1 < len(words):
            for wording in index.by_pair.get((word, words[i + 1]), ()):
                yield from _match_around(text, wording, i)


def short_near_hits(text: Text, index: Index, taken: list[bool]) -> Iterator[Hit]:
    """Short wordings of which one word is missing, misspelt or one too many."""
    words = text.words.bare
    for i, word in enumerate(words):
        if taken[i]:
            continue
        for wording in index.short_by_word.get(word, ()):
            at = next(n for n, piece in enumerate(wording.pieces) if piece.bare == word)
            start, end = max(0, i - at - 1), min(len(words), i + len(wording.pieces) - at + 1)
            around = set(words[start:end])
            if sum(piece.bare in around for piece in wording.pieces) < wording.literals - 1:
                continue
            hit = from_alignment(text, wording, align(wording.pieces, words, text.breaks, start, end))
            if hit and hit.match != "exact":
                yield hit


def long_near_hits(text: Text, index: Index, taken: list[bool]) -> Iterator[Hit]:
    for families, first, last in _stretches(text, index, taken):
        start, end = max(0, first - _BUCKET), min(len(text.stream), last + _BUCKET)
        held = set(grams(text.stream[start:end]))
        ranked = sorted(
            (
                (share * wording.literals**0.25, -n, wording)
                for family in families
                for n, wording in enumerate(index.long_by_family[family])
                if (share := len(wording.grams & held) / len(wording.grams)) >= _HELD
            ),
            key=lambda one: one[:2],
            reverse=True,
        )
        for _, _, wording in ranked[:_ALIGNED]:
            window = _window(text, wording, start, end)
            if not window:
                continue
            place = align(wording.pieces, text.words.bare, text.breaks, *window)
            hit = from_alignment(text, wording, place)
            if hit:
                yield hit


def _window(text: Text, wording: Wording, start: int, end: int) -> tuple[int, int] | None:
    """The words around the place where the longest stretch of the wording without a slot fits best."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    before, run, after = wording.longest_run
    found = partial_ratio_alignment(run, text.stream[start:end], score_cutoff=_FITS)
    if not found:
        return None
    first = text.word_at(start + found.dest_start) - before - _MARGIN
    last = text.word_at(start + found.dest_end) + after + _MARGIN
    return max(0, first), min(len(text.words), last)


def _match_around(text: Text, wording: Wording, anchor: int) -> Iterator[Hit]:
    """Matches of the wording whose word at its anchor is the text's word number `anchor`."""
    before = wording.pieces[: wording.anchor]
    at = text.places[anchor]
    if not any(piece.slot for piece in before):
        start = anchor - len(before)
        match = wording.pattern.match(text.stream, text.places[start]) if start >= 0 else None
        if match and (hit := from_match(text, wording, match)):
            yield hit
        return
    reach = sum(piece.lengths[1] if piece.slot else 1 for piece in before)
    begin = max(0, anchor - reach)
    found = None
    while match := wording.pattern.search(text.stream, text.places[begin]):
        if match.start() > at or (found and match.end() != found.end()):
            break
        if match.end() > at:
            # The shortest filling of a slot at the beginning.
            found = match
        begin = text.word_at(match.start()) + 1
    if found and (hit := from_match(text, wording, found)):
        yield hit


def _stretches(text: Text, index: Index, taken: list[bool]) -> Iterator[tuple[list[str], int, int]]:
    """Families and the part of the stream where many of their rare 5-grams stand together."""
    votes: dict[int, Counter[str]] = {}
    stream, known = text.stream, index.families_by_gram
    for bucket in _dense(stream, known):
        if _is_taken(text, bucket, taken):
            continue
        start = bucket * _BUCKET
        votes[bucket] = Counter(
            family
            for place in range(start, min(start + _BUCKET, len(stream) - GRAM + 1))
            for family in known.get(stream[place : place + GRAM], ())
        )
    hot: dict[str, set[int]] = defaultdict(set)
    for bucket in sorted(votes):
        following = votes.get(bucket + 1, Counter())
        for family, count in votes[bucket].items():
            if count + following[family] >= _HOT:
                hot[family] |= {bucket, bucket + 1} if following[family] else {bucket}
    runs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for family, buckets in hot.items():
        for run in _runs(sorted(buckets)):
            runs[run].append(family)
    for (first, last), families in sorted(runs.items()):
        for start, end in _windows(first * _BUCKET, (last + 1) * _BUCKET):
            yield families, start, end


def _dense(stream: str, known: Container[str]) -> list[int]:
    """Buckets where many 5-grams of any wording stand; common words have some everywhere."""
    places = range(len(stream) - GRAM + 1)
    hits = [stream[place : place + GRAM] in known for place in places]
    counts = [sum(hits[start : start + _BUCKET]) for start in range(0, len(hits), _BUCKET)]
    return [
        bucket
        for bucket, count in enumerate(counts)
        if count >= _DENSE or count + max(counts[max(0, bucket - 1) : bucket + 2 : 2], default=0) >= _DENSE_PAIR
    ]


def _is_taken(text: Text, bucket: int, taken: list[bool]) -> bool:
    first, last = text.word_at(bucket * _BUCKET), text.word_at((bucket + 1) * _BUCKET)
    words = taken[first:last]
    return bool(words) and sum(words) * 2 > len(words)


def _runs(buckets: list[int]) -> Iterator[tuple[int, int]]:
    first = last = buckets[0]
    for bucket in buckets[1:]:
        if bucket - last > _GAP + 1:
            yield first, last
            first = bucket
        last = bucket
    yield first, last


def _windows(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Long runs in overlapping parts, so that an alignment stays small."""
    longest, step = 1400, 700
    while end - start > longest:
        yield start, start + longest
        start += step
    yield start, end
