"""One place of a text held against one wording: what agrees, what differs, what the slots hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import regex

from grantdocs.extractors.statements.alignment import Alignment, Step, closeness
from grantdocs.extractors.statements.wordings import (
    LABEL_SLOT,
    NUMBER_SLOT,
    SENTENCE_END_RE,
    SHORT,
    STATEMENT_SLOT,
    Piece,
    Wording,
)
from grantdocs.model.facts import Deviation
from grantdocs.text.folding import Folded
from grantdocs.text.words import Words, split_words, without

__all__ = ["Hit", "Text", "from_alignment", "from_match"]

NEAR = 0.75
PARTIAL = 0.62
# A short wording is there in part, or nearly, from these shares of its letters on.
_SHORT_LIKE, _SHORT_NEAR = 0.72, 0.85
_SMALL = 3
"""Letters of a word without weight."""
_ENDING = 3
"""Letters in which the forms of a word differ."""
_SLIP, _SLIP_OF_NAME = 0.5, 0.5
# A slip of the pen in a word that may not be missing.
_SAME_NAME = 0.7


@dataclass(frozen=True)
class Text:
    """A stretch of a folded text as words, and as one stream of words with single blanks."""

    folded: Folded
    original: str = field(repr=False)
    start: int
    end: int
    hidden: tuple[tuple[int, int], ...] = ()
    """Stretches of the folded text that are left out: the foot and head of pages between two halves of a sentence."""

    @cached_property
    def words(self) -> Words:
        lower = self.folded.lower
        start, end = self.start, min(self.end, len(lower))
        while start > 0 and lower[start - 1].isalnum():
            start -= 1
        while end < len(lower) and lower[end].isalnum():
            end += 1
        words = split_words(self.folded, self.original, start, end)
        first, last = bisect_right(self.hidden, (start, start)) - 1, bisect_right(self.hidden, (end, end))
        return without(words, self.hidden[max(0, first) : last]) if self.hidden else words

    @cached_property
    def stream(self) -> str:
        return " " + " ".join(self.words.bare) + " "

    @cached_property
    def offsets(self) -> list[int]:
        """Where in the stream each word starts."""
        offsets, at = [], 1
        for word in self.words.bare:
            offsets.append(at)
            at += len(word) + 1
        return offsets

    @cached_property
    def pairs(self) -> dict[tuple[str, ...], list[int]]:
        """Where each word stands before each other."""
        pairs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for i, pair in enumerate(pairwise((*self.words.bare, ""))):
            pairs[pair].append(i)
        return pairs

    @cached_property
    def breaks(self) -> tuple[bool, ...]:
        """Whether a sentence ends before each word, and after the last."""
        inner = (bool(SENTENCE_END_RE.search(self.between(i))) for i in range(1, len(self.words)))
        return (True, *inner, True)

    def word_at(self, place: int) -> int:
        """The number of the word that starts at this place of the stream or after it."""
        return bisect_left(self.offsets, place)

    def between(self, word: int) -> str:
        """What stands between this word and the one before it."""
        if not 0 < word < len(self.words):
            return "\n"
        return self.folded.text[self.words.ends[word - 1] : self.words.starts[word]]

    def quote(self, start: int, end: int) -> str:
        """Words `start` to `end` (exclusive) as the folded text writes them."""
        return self.folded.text[self.words.starts[start] : self.words.ends[end - 1]] if end > start else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `start` to `end` (exclusive) of the text are the wording, or almost."""

    wording: Wording
    start: int
    end: int
    match: str
    similarity: float
    weight: int
    """How many words of the wording stand there."""
    deviations: tuple[tuple[str, str, str, int, int], ...] = ()
    """Kind, expected, found, first word, word after the last."""
    slots: tuple[tuple[str, int, int], ...] = ()

    def told_deviations(self, text: Text) -> tuple[Deviation, ...]:
        if not self.wording.statement.is_attested:
            return ()
        found = []
        for kind, expected, written, start, end in self.deviations:
            at = text.words.starts[start] if start < len(text.words) else len(text.folded.text) - 1
            span = text.folded.span(at, text.words.ends[end - 1] if end > start else at)
            found.append(Deviation(kind, expected, written, (span,)))
        return tuple(found)


def from_match(text: Text, wording: Wording, match: regex.Match[str]) -> Hit | None:
    """A place where the wording's pattern matches: all words are there, accents may differ.

    None for a short wording with an accent too many on an ending: that is another form of the word.
    """
    at = start = text.word_at(match.start())
    deviations: list[tuple[str, str, str, int, int]] = []
    slots: list[tuple[str, int, int]] = []
    end = text.word_at(match.end())
    for i, piece in enumerate(wording.pieces):
        if not piece.slot:
            if _differs_in_accents(text, piece, at):
                if wording.literals < SHORT and _ends_otherwise(text, piece, at):
                    return None
                deviations.append(("changed", piece.shown, text.quote(at, at + 1), at, at + 1))
            at += 1
            continue
        name = f"p{i}"
        stop = at if name not in match.re.groupindex else text.word_at(match.end(name))
        if piece.slot == LABEL_SLOT:
            following = match.start(f"p{i + 1}")
            stop = text.word_at(following)
        elif i + 1 == len(wording.pieces):
            stop = end = _end_of_last_slot(text, piece, at, stop)
        slots.append((piece.slot, at, stop))
        at = stop
    if wording.abbreviates:
        return Hit(
            wording, start, end, "partial", 1.0 - 1.0 / max(2, wording.literals), wording.literals, (), tuple(slots)
        )
    similarity = 1.0 - 0.1 * len(deviations) / wording.literals
    match_kind = "near" if deviations else "exact"
    return Hit(wording, start, end, match_kind, similarity, _weight(wording, slots), tuple(deviations), tuple(slots))


def from_alignment(text: Text, wording: Wording, alignment: Alignment) -> Hit | None:
    """What an alignment is worth; None where the text says something else."""
    similarity = 1.0 - alignment.cost / max(1, wording.literals)
    if similarity < PARTIAL or alignment.end <= alignment.start:
        return None
    deviations: list[tuple[str, str, str, int, int]] = []
    slots: list[tuple[str, int, int]] = []
    kept = 0
    complete = True
    first = alignment.start
    for step in alignment.steps:
        pieces = wording.pieces[step.pieces[0] : step.pieces[1]]
        slot = pieces[0].slot if pieces else None
        if slot:
            start, end = step.words
            if step is alignment.steps[0]:
                start = _start_of_sentence(text, pieces[0], start, end)
                first = min(first, start)
            slots.append((slot, start, end))
            complete &= _slot_is_filled(text, pieces[0], step)
            if start == end and slot != LABEL_SLOT:
                deviations.append(_deviation(text, pieces, step))
            continue
        found = text.words.bare[step.words[0] : step.words[1]]
        if len(pieces) == 1 and len(found) == 1 and regex.fullmatch(pieces[0].pattern, found[0]):
            kept += 1
            if not _differs_in_accents(text, pieces[0], step.words[0]):
                continue
        else:
            kept += bool(found and pieces) and _is_kept(pieces, found)
            complete &= all(not piece.must or _is_there(piece, found, pieces) for piece in pieces)
        deviations.append(_deviation(text, pieces, step))
    match = "near" if similarity >= NEAR and complete else "partial"
    if wording.literals < SHORT:
        likeness = _short_likeness(text, wording, alignment, slots)
        if likeness < _SHORT_LIKE or not all(_is_bearable(text, wording, step) for step in alignment.steps):
            return None
        match = "near" if complete and likeness >= _SHORT_NEAR else "partial"
    if match == "near" and not deviations:
        match = "exact"
    return Hit(
        wording, first, alignment.end, match, similarity, kept, _merged(deviations), tuple(slots)
    )  # fmt: skip


def _weight(wording: Wording, slots: list[tuple[str, int, int]]) -> int:
    """Words of the wording and of an official statement inside it."""
    return wording.literals + sum(end - start for name, start, end in slots if name == STATEMENT_SLOT)


def _differs_in_accents(text: Text, piece: Piece, word: int) -> bool:
    """The word has lost or won accents; capitals and Greek do so by custom."""
    written = text.words.written[word]
    if written == piece.written or text.words.bare[word] != piece.bare:
        return False
    shown = text.quote(word, word + 1)
    return not shown.isupper() and not "\u0370" <= shown[0] <= "\u03ff"


def _end_of_last_slot(text: Text, piece: Piece, start: int, stop: int) -> int:
    """A number ends where no further part is glued to it, other slots where the sentence ends."""
    if piece.slot == NUMBER_SLOT:
        first = next((i for i in range(start, stop) if text.words.bare[i].isdigit()), start)
        end = first + 1
        while end < len(text.words) and not any(char.isspace() for char in text.between(end)) and end - first < 12:
            end += 1
        return end
    end = stop
    while end < len(text.words) and end - start < piece.lengths[1] and not SENTENCE_END_RE.search(text.between(end)):
        end += 1
    return end


def _start_of_sentence(text: Text, piece: Piece, start: int, end: int) -> int:
    """An alignment fills a slot at the beginning with as few words as it can; it begins with the sentence."""
    while start > 0 and end - start < piece.lengths[1] and not text.breaks[start]:
        start -= 1
    return start


def _slot_is_filled(text: Text, piece: Piece, step: Step) -> bool:
    if not piece.must:
        return True
    return any(word.isdigit() for word in text.words.bare[step.words[0] : step.words[1]])


def _is_kept(pieces: tuple[Piece, ...], found: tuple[str, ...]) -> bool:
    return closeness("".join(piece.bare for piece in pieces), "".join(found)) >= _SAME_NAME


def _is_there(piece: Piece, found: tuple[str, ...], pieces: tuple[Piece, ...]) -> bool:
    """A word that may not be missing is there, if misspelt; a negation hardly may be."""
    if not found:
        return False
    if len(found) != 1 or len(pieces) != 1:
        return _is_kept(pieces, found)
    likeness = closeness(piece.bare, found[0])
    if piece.is_name:
        return not piece.bare.isdigit() and likeness >= _SAME_NAME
    return len(piece.bare) >= 3 and likeness >= _one_slip(piece.bare)


def _short_likeness(text: Text, wording: Wording, alignment: Alignment, slots: list[tuple[str, int, int]]) -> float:
    """How like the letters of a short wording are, whatever the words they stand in."""
    from rapidfuzz.distance import Levenshtein

    filled = {word for _, start, end in slots for word in range(start, end)}
    found = "".join(text.words.bare[i] for i in range(alignment.start, alignment.end) if i not in filled)
    return float(Levenshtein.normalized_similarity(wording.letters, found))


def _is_bearable(text: Text, wording: Wording, step: Step) -> bool:
    """A small word more, less or other, or a slip of the pen; another word says something else in a short wording."""
    pieces = wording.pieces[step.pieces[0] : step.pieces[1]]
    if pieces and pieces[0].slot:
        return True
    expected, found = "".join(piece.bare for piece in pieces), "".join(text.words.bare[slice(*step.words)])
    is_last = step.pieces[1] == len(wording.pieces)
    if expected == found:
        return not (is_last and _ends_otherwise(text, pieces[-1], step.words[1] - 1)) or text.breaks[step.words[1]]
    if max(len(expected), len(found)) <= _SMALL:
        return True
    if closeness(expected, found) < (_SLIP_OF_NAME if any(piece.must for piece in pieces) else _SLIP):
        return False
    # Another ending of the last word is another form, which belongs to what follows.
    if not is_last or (expected[-1:] == found[-1:] and not _has_more_accents(text, pieces[-1], step.words[1] - 1)):
        return True
    is_form = expected[:-_ENDING] == found[: len(expected) - _ENDING] and closeness(expected, found) < _one_slip(
        expected
    )
    return text.breaks[step.words[1]] and not is_form


def _ends_otherwise(text: Text, piece: Piece, word: int) -> bool:
    """Accents too many on the last letters make another form of the word."""
    return _differs_in_accents(text, piece, word) and piece.written.endswith(piece.bare[-2:])


def _has_more_accents(text: Text, piece: Piece, word: int) -> bool:
    """The last letter has an accent that the official one has not."""
    written = text.words.written[word]
    return written[-1] != text.words.bare[word][-1] and piece.written[-1] == piece.bare[-1]


def _one_slip(word: str) -> float:
    return 1.0 - 1.0 / len(word) - 0.01


def _deviation(text: Text, pieces: tuple[Piece, ...], step: Step) -> tuple[str, str, str, int, int]:
    expected = " ".join(piece.shown for piece in pieces)
    found = text.quote(*step.words)
    kind = "changed" if expected and found else "missing" if expected else "extra"
    return kind, expected, found, step.words[0], step.words[1]


def _merged(deviations: list[tuple[str, str, str, int, int]]) -> tuple[tuple[str, str, str, int, int], ...]:
    """Neighbours of one kind told as one."""
    merged: list[tuple[str, str, str, int, int]] = []
    for one in deviations:
        last = merged[-1] if merged else None
        if last and last[0] == one[0] != "changed" and last[4] == one[3]:
            joined = (f"{last[1]} {one[1]}".strip(), f"{last[2]} {one[2]}".strip())
            merged[-1] = (one[0], *joined, last[3], one[4])
        else:
            merged.append(one)
    return tuple(merged)
