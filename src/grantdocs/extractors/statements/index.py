"""The catalogue as an index of rare 5-grams: which wordings a text may hold, and where (see `candidates`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
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
_ENOUGH_KEPT, _TELLING = 16, 8
"""Rare or not, so many of each run vote, and so many count as rare."""
_SHARE, _FEWEST = 0.2, 4
"""Votes that make a place a candidate: of the run's 5-grams, and at least so many."""
_BUCKET = 32
"""Letters by which the votes for one place may be apart: what edits add and take away."""
_STRETCH = 1 << 15
"""Letters that vote together, so that memory stays bounded."""
_SLACK = 24
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
    posted_runs: npt.NDArray[np.int64]
    posted_places: npt.NDArray[np.int64]
    telling: npt.NDArray[np.bool_]
    """Whether the key of a posting tells its run from most others."""
    needs: npt.NDArray[np.int64]
    sieve: npt.NDArray[np.bool_]
    cutoffs: tuple[float, ...]


def candidates(index: Index, letters: Letters) -> Iterator[Candidate]:
    """Where rare 5-grams of a run stand together, and the letters are like it."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    text = letters.text
    seen: dict[int, int] = {}
    known: dict[tuple[int, str], Any] = {}
    for run, place in _voted(index, letters):
        wanted = index.runs[run]
        start, end = max(0, place - _SLACK), place + _BUCKET + len(wanted) * 6 // 5 + _SLACK
        # Texts repeat themselves: what was held against the same letters once need not be again.
        key = run, text[start:end]
        if key not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[key] = partial_ratio_alignment(wanted, key[1], score_cutoff=index.cutoffs[run])
        found = known[key]
        # Neighbouring buckets find one place twice.
        if found and seen.get(run) != start + found.dest_start:
            seen[run] = start + found.dest_start
            yield Candidate(
                index.wordings[run], start + found.dest_start, start + found.dest_end, found.score, len(wanted)
            )


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
    kept = ((frequency <= _RARE) & (rank < _KEPT)) | (rank < _ENOUGH_KEPT)
    telling = ((frequency <= _RARE) | (rank < _TELLING))[kept]
    keys, run_of, place_of = keys[kept], run_of[kept], place_of[kept]
    order = np.argsort(keys, kind="stable")
    firsts = np.flatnonzero(_changes(keys[order]))
    unique = keys[order][firsts]
    sizes = np.bincount(run_of, minlength=len(runs))
    sieve = np.zeros(1 << _SIEVE, dtype=np.bool_)
    sieve[_sieved(unique)] = True
    return Index(
        runs=runs,
        wordings=tuple(tuple(found) for found in together.values()),
        keys=unique,
        firsts=np.append(firsts, len(keys)),
        posted_runs=run_of[order],
        posted_places=place_of[order],
        telling=telling[order],
        needs=np.maximum(_FEWEST, (sizes * _SHARE).astype(np.int64)),
        sieve=sieve,
        cutoffs=tuple(_cutoff(run, found) for run, found in together.items()),
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


def _voted(index: Index, letters: Letters) -> Iterator[tuple[int, int]]:
    """Runs and the places where they may begin, place by place."""
    for first in range(0, len(letters.codes), _STRETCH):
        # Overlapping, so that no run is cut in two.
        stretch = letters.codes[first : first + _STRETCH + _STRETCH // 16]
        yield from _votes(index, gram_keys(stretch), first)


def _votes(index: Index, keys: npt.NDArray[np.uint64], offset: int) -> Iterator[tuple[int, int]]:
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
    runs = index.posted_runs[posting]
    buckets = (np.repeat(at, counts) - index.posted_places[posting] + _STRETCH) // _BUCKET
    width = 4 * _STRETCH // _BUCKET
    ballots = runs * width + buckets
    weights = 1 + index.telling[posting] * (1 << 20)
    order = np.argsort(ballots, kind="stable")
    ballots, weights = ballots[order], weights[order]
    firsts = np.flatnonzero(_changes(ballots))
    ballots, sums = ballots[firsts], np.add.reduceat(weights, firsts)
    following = np.append(ballots[1:] == ballots[:-1] + 1, False)
    sums = sums + np.where(following, np.append(sums[1:], 0), 0)
    counts_of, rare = sums & ((1 << 20) - 1), sums >> 20
    # Of two buckets side by side the better one; it sees what the other would.
    lower = np.append(False, (ballots[1:] == ballots[:-1] + 1) & (counts_of[1:] <= counts_of[:-1]))
    good = np.flatnonzero((counts_of >= index.needs[ballots // width]) & (rare > 0) & ~lower)
    places = (ballots[good] % width) * _BUCKET - _STRETCH + offset
    for n in np.argsort(places, kind="stable").tolist():
        yield int(ballots[good[n]] // width), int(places[n])
