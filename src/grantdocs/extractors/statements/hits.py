"""One place of a text held against one wording: what agrees, what differs, what the slots hold."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from grantdocs.extractors.statements.alignment import Alignment, Step, closeness
from grantdocs.extractors.statements.passage import Text, differs_in_accents, ends_otherwise
from grantdocs.extractors.statements.short import is_cut, is_misspelt, letter_likeness, one_slip, short_match
from grantdocs.extractors.statements.wordings import (
    LABEL_SLOT,
    NUMBER_SLOT,
    SHORT,
    STATEMENT_SLOT,
    Piece,
    Wording,
    nearest_statement,
)
from grantdocs.model.facts import Deviation

__all__ = ["Hit", "from_alignment", "from_match"]

_LETTERS = 4.0
"""Words that a likeness of nothing would weigh."""
NEAR = 0.75
_SAME_STATEMENT = 0.85
"""Likeness from which on a statement inside another one is the official one, misspelt."""
PARTIAL, _PARTIAL_MISSPELT = 0.62, 0.5
_LIKE, _LIKE_MISSPELT = 0.7, 0.8
"""Share of the letters that must be there of a long wording; where its words are misspelt, they are its words still."""
# A slip of the pen in a word that may not be missing.
_SAME_NAME = 0.7


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
    likeness: float = 1.0
    """Share of the letters that agree."""
    lacking: int = 0
    """Words that may not be missing, and are."""
    is_misspelt: bool = False
    """Its words differ by slips of the pen, so that what is lacking may be one, too."""

    @property
    def agreement(self) -> float:
        """Words that speak for the wording, less those that speak against it."""
        against = (1.0 - self.similarity) * self.wording.literals
        return self.weight - against - _LETTERS * (1.0 - self.likeness) - self.lacking

    def moved(self, by: int) -> Hit:
        """The same hit in a text that has `by` words more before."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            deviations=tuple((what, ours, theirs, a + by, b + by) for what, ours, theirs, a, b in self.deviations),
            slots=tuple((name, first + by, last + by) for name, first, last in self.slots),
        )

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

    None for a short wording with an accent too many on an ending (that is another form of the word), or cut in two by
    the end of a sentence.
    """
    at = start = _start_of_match(text, wording, match)
    deviations: list[tuple[str, str, str, int, int]] = []
    slots: list[tuple[str, int, int]] = []
    end = text.word_at(match.end())
    for i, piece in enumerate(wording.pieces):
        if not piece.slot:
            if differs_in_accents(text, piece, at):
                if wording.literals < SHORT and ends_otherwise(text, piece, at):
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
    if wording.literals < SHORT and len(wording.pieces) == wording.literals and is_cut(text, wording, start, end):
        return None
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
    is_short = wording.literals < SHORT
    if similarity < (PARTIAL if is_short else _PARTIAL_MISSPELT) or alignment.end <= alignment.start:
        return None
    likeness = letter_likeness(text, wording, alignment)
    if is_short:
        match = short_match(text, wording, alignment, likeness)
    elif likeness < (_LIKE if similarity >= PARTIAL else _LIKE_MISSPELT):
        match = None
    else:
        match = "near" if similarity >= NEAR else "partial"
    if match is None:
        return None
    deviations: list[tuple[str, str, str, int, int]] = []
    slots: list[tuple[str, int, int]] = []
    kept = 0
    lacking = 0
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
            lacking += not _slot_is_filled(text, pieces[0], step)
            if slot == STATEMENT_SLOT:
                expected, alike = nearest_statement("".join(text.words.bare[start:end]), wording.statement.language)
                lacking += alike < _SAME_STATEMENT
                if alike < 1.0:
                    deviations.append(
                        ("changed" if end > start else "missing", expected, text.quote(start, end), start, end)
                    )
            elif start == end and slot != LABEL_SLOT:
                deviations.append(_deviation(text, pieces, step))
            continue
        found = text.words.bare[step.words[0] : step.words[1]]
        if len(pieces) == 1 and len(found) == 1 and pieces[0].matches(found[0]):
            kept += 1
            if not differs_in_accents(text, pieces[0], step.words[0]):
                continue
        else:
            kept += bool(found and pieces) and _is_kept(pieces, found)
            lacking += sum(piece.must and not _is_there(piece, found, pieces) for piece in pieces)
        deviations.append(_deviation(text, pieces, step))
    if lacking:
        match = "partial"
    if match == "near" and not deviations:
        match = "exact"
    misspelt = match == "partial" and likeness >= _LIKE_MISSPELT and is_misspelt(text, wording, alignment)
    return Hit(
        wording=wording,
        start=first,
        end=alignment.end,
        match=match,
        similarity=similarity,
        weight=kept,
        deviations=_merged(deviations),
        slots=tuple(slots),
        likeness=likeness,
        lacking=lacking,
        is_misspelt=misspelt,
    )


def _weight(wording: Wording, slots: list[tuple[str, int, int]]) -> int:
    """Words of the wording and of an official statement inside it."""
    return wording.literals + sum(end - start for name, start, end in slots if name == STATEMENT_SLOT)


def _end_of_last_slot(text: Text, piece: Piece, start: int, stop: int) -> int:
    """A number ends where no further part is glued to it, other slots where the sentence ends."""
    if piece.slot == NUMBER_SLOT:
        first = next((i for i in range(start, stop) if text.words.bare[i].isdigit()), start)
        end = first + 1
        while end < len(text.words) and not any(char.isspace() for char in text.between(end)) and end - first < 12:
            end += 1
        return end
    end = stop
    while end < len(text.words) and end - start < piece.lengths[1] and not text.breaks[end]:
        end += 1
    return end


def _start_of_sentence(text: Text, piece: Piece, start: int, end: int) -> int:
    """An alignment fills a slot at the beginning with as few words as it can; it begins with the sentence."""
    while start > 0 and end - start < piece.lengths[1] and not text.breaks[start]:
        start -= 1
    return start


def _start_of_match(text: Text, wording: Wording, match: regex.Match[str]) -> int:
    """A pattern fills a slot at its beginning with as few words as it can, yet `Co-funded` is one more."""
    start, first = text.word_at(match.start()), wording.pieces[0]
    if first.slot != STATEMENT_SLOT:
        return start
    end = text.word_at(match.end("p0"))
    for begin in range(start - 1, max(0, end - first.lengths[1]) - 1, -1):
        if text.breaks[begin + 1]:
            break
        if nearest_statement("".join(text.words.bare[begin:end]), wording.statement.language)[1] == 1.0:
            return begin
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
        # So alike that the word is not simply gone.
        together = "".join(one.bare for one in pieces)
        slips = (len(piece.bare) - 1) // 2 if piece.is_name else min(1, len(piece.bare) - 2)
        return closeness(together, "".join(found)) >= 1.0 - slips / max(len(together), len("".join(found))) - 0.001
    if piece.bare.isdigit():
        return False
    likeness = closeness(piece.bare, found[0])
    if piece.is_name:
        return likeness >= _SAME_NAME
    return len(piece.bare) >= 3 and likeness >= one_slip(piece.bare)


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
