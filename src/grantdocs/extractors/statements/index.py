"""The catalogue as an index of rare 5-grams: which wordings a text may hold, and where (see `candidates`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any

from grantdocs.catalogue.statements import Statement, statements
from grantdocs.extractors.statements.letters import GRAM, PARTING, Letters, gram_keys, letters_of
from grantdocs.extractors.statements.wordings import Wording, runs_of, wordings_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Candidate", "Index", "candidates", "catalogue", "index_of"]

_RARE = 24
"""Runs in which a 5-gram may stand to count as rare; the others only add to what rare ones found."""
_KEPT = 64
"""5-grams of a run that vote, the rarest first."""
_ALWAYS_KEPT, _ENOUGH_KEPT, _COMMON = 16, 40, 150
"""Rare or not, so many of each run vote; so many, where no more runs hold them than that."""
_TELLING = 12
"""Rare or not, so many of each run count as rare."""
_SHARE, _FEWEST = 0.2, 4
"""Votes that make a place a candidate: of the run's 5-grams, and at least so many."""
_BUCKET = 32
"""Letters by which the votes for one place may be apart: what edits add and take away."""
_STRETCH = 1 << 14
"""Letters that vote together, so that memory stays bounded."""
_WIDTH = 4 * _STRETCH
"""Places where a run may begin in such a stretch, and so many more that no two runs have neighbouring ones."""
_SLACK, _SLACK_SHARE = 6, 10
"""Letters by which words may have moved between a vote and the end of a run: so many, and one in so many."""
_SHORT_RUN = 60
_LIKE_SHORT, _LIKE_LONG, _SAME = 79.0, 70.0, 97.0
"""Likeness of letters, in per cent, from which on words are looked at."""
_SIEVE = 20
_REMEMBERED = 4096
"""Windows of letters, so that memory stays bounded."""


@dataclass(frozen=True)
class Candidate:
    """A stretch of letters that is like the longest run of some wordings."""

    wordings: tuple[Wording, ...]
    start: int
    end: int
    likeness: float
    """Per cent."""
    size: int
    """Letters of the run."""


@dataclass(frozen=True)
class Index:
    runs: tuple[str, ...]
    wordings: tuple[tuple[Wording, ...], ...]
    """Those whose longest stretch without a slot is this run."""
    keys: npt.NDArray[np.uint64]
    firsts: npt.NDArray[np.int64]
    """Postings of the n-th key are `firsts[n]` to `firsts[n + 1]`."""
    postings: npt.NDArray[np.signedinteger[Any]]
    """Ballots for a key at letter 0: run and place where it would begin, and whether the key tells it from others."""
    needs: npt.NDArray[np.int64]
    sieve: npt.NDArray[np.bool_]
    cutoffs: tuple[float, ...]
    letters: tuple[int, ...]
    """Of each run, those that have to stand there in their order for it to be as like as its cutoff."""


def candidates(index: Index, letters: Letters) -> Iterator[Candidate]:
    """Where rare 5-grams of a run stand together, and the letters are like it."""
    from rapidfuzz.distance import LCSseq
    from rapidfuzz.fuzz import partial_ratio_alignment

    text, runs, needed, cutoffs = letters.text, index.runs, index.letters, index.cutoffs
    in_common = LCSseq.similarity
    seen: dict[int, int] = {}
    known: dict[tuple[int, str], Any] = {}
    for run, low, high in _voted(index, letters):
        wanted = runs[run]
        size = len(wanted)
        slack = _SLACK + size // _SLACK_SHARE
        start = low - slack if low > slack else 0
        # Texts repeat themselves: what was held against the same letters once need not be again.
        key = run, text[start : high + size + slack]
        if key not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            # To count letters takes a fifth of the time that to find the best place does.
            is_like = in_common(wanted, key[1], score_cutoff=needed[run])
            known[key] = is_like and partial_ratio_alignment(wanted, key[1], score_cutoff=cutoffs[run])
        found = known[key]
        # Neighbouring buckets find one place twice.
        if found and seen.get(run) != start + found.dest_start:
            seen[run] = start + found.dest_start
            yield Candidate(index.wordings[run], start + found.dest_start, start + found.dest_end, found.score, size)


@cache
def catalogue() -> Index:
    """All official wordings."""
    return index_of(statements())


def index_of(known: Iterable[Statement]) -> Index:
    import numpy as np

    wordings = [wording for one in known for wording in wordings_of(one)]
    longest = [max(runs_of(wording.written), key=len) for wording in wordings]
    together: dict[str, list[Wording]] = {}
    for run, wording in zip(letters_of(PARTING.join(longest).lower()).text.split(PARTING), wordings, strict=True):
        together.setdefault(run, []).append(wording)
    runs = tuple(together)
    codes = letters_of(PARTING.join(runs)).codes
    keys, run_of, place_of = _grams(codes)
    # One posting for each 5-gram of a run: the first place.
    order = np.lexsort((place_of, run_of, keys))
    keys, run_of, place_of = keys[order], run_of[order], place_of[order]
    first = np.flatnonzero(_changes(keys) | _changes(run_of))
    keys, run_of, place_of = keys[first], run_of[first], place_of[first]
    starts = np.flatnonzero(_changes(keys))
    counts = np.diff(np.append(starts, len(keys)))
    frequency = np.repeat(counts, counts)
    order = np.lexsort((place_of, frequency, run_of))
    keys, run_of, place_of, frequency = keys[order], run_of[order], place_of[order], frequency[order]
    begins = np.searchsorted(run_of, np.arange(len(runs)))
    rank = np.arange(len(run_of)) - begins[run_of]
    limits = np.select([frequency <= _RARE, frequency <= _COMMON], [_KEPT, _ENOUGH_KEPT], _ALWAYS_KEPT)
    kept = rank < limits
    telling = ((frequency <= _RARE) | (rank < _TELLING))[kept]
    keys, run_of, place_of = keys[kept], run_of[kept], place_of[kept]
    order = np.argsort(keys, kind="stable")
    firsts = np.flatnonzero(_changes(keys[order]))
    unique = keys[order][firsts]
    sizes = np.bincount(run_of, minlength=len(runs))
    sieve = np.zeros(1 << _SIEVE, dtype=np.bool_)
    sieve[_sieved(unique)] = True
    postings = (run_of * _WIDTH + _STRETCH - place_of) * 2 + telling
    # Numbers of half the size are sorted in half the time.
    if len(runs) * _WIDTH * 2 < 1 << 31:
        postings = postings.astype(np.int32)
    cutoffs = tuple(_cutoff(run, found) for run, found in together.items())
    return Index(
        runs=runs,
        wordings=tuple(tuple(found) for found in together.values()),
        keys=unique,
        firsts=np.append(firsts, len(keys)),
        postings=postings[order],
        needs=np.maximum(_FEWEST, (sizes * _SHARE).astype(np.int64)),
        sieve=sieve,
        cutoffs=cutoffs,
        letters=tuple(ceil(len(run) * cutoff / 100) for run, cutoff in zip(runs, cutoffs, strict=True)),
    )


def _changes(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Where another value begins; `np.unique` takes three times as long."""
    import numpy as np

    return np.append(np.full(min(1, len(values)), fill_value=True), values[1:] != values[:-1])


def _cutoff(run: str, wordings: list[Wording]) -> float:
    """A wording that abbreviates counts where it stands letter by letter."""
    if all(wording.abbreviates for wording in wordings):
        return _SAME
    return _LIKE_SHORT if len(run) < _SHORT_RUN else _LIKE_LONG


def _grams(codes: npt.NDArray[np.uint32]) -> tuple[Any, Any, Any]:
    """Keys of all 5-grams, the run that each stands in and its place there; `codes` holds runs with PARTING between."""
    import numpy as np

    keys = gram_keys(codes)
    ends = np.flatnonzero(codes == ord(PARTING))
    run_of = np.searchsorted(ends, np.arange(len(keys)), side="right")
    starts = np.concatenate(([0], ends + 1))
    inside = np.ones(len(keys), dtype=np.bool_)
    for i in range(GRAM):
        inside &= codes[i : i + len(keys)] != ord(PARTING)
    return keys[inside], run_of[inside], np.flatnonzero(inside) - starts[run_of[inside]]


def _sieved(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    import numpy as np

    return keys >> np.uint64(64 - _SIEVE)


def _voted(index: Index, letters: Letters) -> Iterator[tuple[int, int, int]]:
    """Runs and the first and last of the places where they may begin, place by place."""
    for first in range(0, len(letters.codes), _STRETCH):
        # Overlapping, so that no run is cut in two.
        stretch = letters.codes[first : first + _STRETCH + _STRETCH // 16]
        yield from _votes(index, gram_keys(stretch), first)


def _votes(index: Index, keys: npt.NDArray[np.uint64], offset: int) -> Iterator[tuple[int, int, int]]:
    import numpy as np

    at = np.flatnonzero(index.sieve[_sieved(keys)])
    which = np.searchsorted(index.keys, keys[at])
    which[which == len(index.keys)] = 0
    known = index.keys[which] == keys[at]
    at, which = at[known], which[known]
    counts = index.firsts[which + 1] - index.firsts[which]
    total = int(counts.sum())
    if not total:
        return
    begins = np.cumsum(counts) - counts
    posting = np.arange(total) - np.repeat(begins - index.firsts[which], counts)
    # Sorted as they are: to sort numbers takes a fifth of the time that finding their order does.
    ballots = np.sort(index.postings[posting] + np.repeat((at * 2).astype(index.postings.dtype), counts))
    buckets = ballots // (2 * _BUCKET)
    firsts = np.flatnonzero(_changes(buckets))
    lasts = np.append(firsts[1:], total)
    votes, buckets = lasts - firsts, buckets[firsts]
    # A place may lie on the border of two buckets.
    paired = np.flatnonzero(buckets[1:] == buckets[:-1] + 1)
    both = votes.copy()
    both[paired] += votes[paired + 1]
    lasts[paired] = lasts[paired + 1]
    is_good = both >= _FEWEST
    # Of two buckets side by side the better one; it sees what the other would.
    is_good[paired + 1] &= both[paired + 1] > both[paired]
    good = np.flatnonzero(is_good)
    firsts, lasts = firsts[good], lasts[good]
    runs = (ballots[firsts] // (2 * _WIDTH)).astype(np.int64)
    told = np.append(0, np.cumsum(ballots & 1))
    is_good = (both[good] >= index.needs[runs]) & (told[lasts] > told[firsts])
    firsts, lasts, runs = firsts[is_good], lasts[is_good], runs[is_good]
    moved = offset - _STRETCH - runs * _WIDTH
    lows, highs = (ballots[firsts] >> 1) + moved, (ballots[lasts - 1] >> 1) + moved
    order = np.argsort(lows, kind="stable")
    yield from zip(runs[order].tolist(), lows[order].tolist(), highs[order].tolist(), strict=True)
