"""Word-by-word alignment of a wording with a stretch of text, slots and slips of the pen allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from grantdocs.extractors.statements.wordings import NUMBER_SLOT, Piece, Wording

__all__ = ["Alignment", "Step", "align", "closeness"]

_MISSING, _EXTRA, _CHANGED, _JOINED = 1.0, 0.6, 0.95, 0.2
_ACROSS = 0.15
"""More for another word that stands on the other side of the end of a sentence."""
_NO_DIGIT = 0.3
_PER_SLOT_WORD = 0.001
# Below this likeness a word is another word, not the same one misspelt.
_SAME_WORD = 0.5
_JOINED_WORD = 0.75


@dataclass(frozen=True, slots=True)
class Step:
    """Pieces `pieces[0]` to `pieces[1]` (exclusive) stand against the text's words `words[0]` to `words[1]`."""

    pieces: tuple[int, int]
    words: tuple[int, int]
    cost: float


@dataclass(frozen=True, slots=True)
class Alignment:
    cost: float
    start: int
    end: int
    steps: tuple[Step, ...]

    def moved(self, by: int) -> Alignment:
        """The same alignment in a text that has `by` words more before."""
        steps = tuple(
            Step(step.pieces, (step.words[0] + by, step.words[1] + by), step.cost) for step in self.steps
        )  # fmt: skip
        return Alignment(self.cost, self.start + by, self.end + by, steps)


@lru_cache(maxsize=1_000)
def align(wording: Wording, text: tuple[str, ...], ends: tuple[bool, ...]) -> Alignment:
    """The cheapest place of the whole wording within the words of `text`; the rest of the words is free.

    `ends` tells before which words a sentence ends, with one more for the end of the text.
    """
    pieces = wording.pieces
    joined = [a + b for a, b in pairwise(text)]
    size = len(text)
    rows: list[list[float]] = [[0.0] * (size + 1)]
    moves: list[list[tuple[int, int]]] = [[(0, 0)] * (size + 1)]
    for i, piece in enumerate(pieces, start=1):
        before = rows[i - 1]
        if piece.slot:
            row, move = _slot_row(piece, before, text)
        else:
            row, move = _word_row(piece, before, text, joined, ends)
            if i > 1 and not pieces[i - 2].slot:
                _join(pieces[i - 2].bare + piece.bare, rows[i - 2], text, row, move)
        rows.append(row)
        moves.append(move)
    last = min(range(size + 1), key=lambda j: rows[-1][j])
    steps = _path(rows, moves, last)
    first = next((step.words[0] for step in steps if step.words[1] > step.words[0]), 0)
    return Alignment(rows[-1][last], first, last, tuple(steps))


@lru_cache(maxsize=20_000)
def closeness(a: str, b: str) -> float:
    """1 for the same word, 0 for another one, between for one misspelt or inflected."""
    if a == b:
        return 1.0
    if abs(len(a) - len(b)) > 4:
        return 0.0
    from rapidfuzz.distance import OSA

    return float(OSA.normalized_similarity(a, b, score_cutoff=_SAME_WORD))


def _closeness_joined(one: str, other: str) -> float:
    """The like of two words written as one: no letter of weight may be gone."""
    if abs(len(one) - len(other)) > 1:
        return 0.0
    likeness = closeness(one, other)
    return likeness if likeness >= _JOINED_WORD else 0.0


def _word_row(
    piece: Piece, before: list[float], text: tuple[str, ...], joined: list[str], ends: tuple[bool, ...]
) -> tuple[list[float], list[tuple[int, int]]]:
    word = piece.bare
    row = [before[0] + _MISSING]
    move = [(1, 0)]
    for j, found in enumerate(text, start=1):
        best, step = before[j] + _MISSING, (1, 0)
        if found == word:
            other = 0.0
        elif likeness := closeness(word, found):
            other = 1.0 - likeness
        else:
            other = _CHANGED + _ACROSS * ((ends[j - 1] and not piece.opens) or (ends[j] and not piece.closes))
        if (cost := before[j - 1] + other) < best:
            best, step = cost, (1, 1)
        if (cost := row[j - 1] + _EXTRA) < best:
            best, step = cost, (0, 1)
        if (
            j > 1
            and (likeness := _closeness_joined(word, joined[j - 2]))
            and (cost := before[j - 2] + _JOINED + 1.0 - likeness) < best
        ):
            best, step = cost, (1, 2)
        row.append(best)
        move.append(step)
    return row, move


def _join(
    pair: str, before_that: list[float], text: tuple[str, ...], row: list[float], move: list[tuple[int, int]]
) -> None:
    """Two words of the wording that the text writes as one."""
    for j, found in enumerate(text, start=1):
        likeness = _closeness_joined(pair, found)
        if likeness and (cost := before_that[j - 1] + _JOINED + 1.0 - likeness) < row[j]:
            row[j], move[j] = cost, (2, 1)


def _slot_row(piece: Piece, before: list[float], text: tuple[str, ...]) -> tuple[list[float], list[tuple[int, int]]]:
    fewest, most = piece.lengths
    needs_digit = piece.slot == NUMBER_SLOT
    row: list[float] = []
    move: list[tuple[int, int]] = []
    for j in range(len(text) + 1):
        # An empty slot is possible, but counts as a missing word.
        best, step = before[j] + (_MISSING if fewest else 0.0), (1, 0)
        extra = 0.0
        for length in range(1, min(most, j) + 1):
            if needs_digit and not text[j - length].isdigit():
                extra += _NO_DIGIT
            cost = before[j - length] + extra + _PER_SLOT_WORD * length
            if cost < best and length >= fewest:
                best, step = cost, (1, length)
        row.append(best)
        move.append(step)
    return row, move


def _path(rows: list[list[float]], moves: list[list[tuple[int, int]]], last: int) -> list[Step]:
    steps: list[Step] = []
    i, j = len(rows) - 1, last
    while i > 0:
        up, left = moves[i][j]
        cost = rows[i][j] - rows[i - up][j - left]
        steps.append(Step((i - up, i), (j - left, j), cost))
        i, j = i - up, j - left
    return steps[::-1]
