"""Short wordings: held against a text letter by letter, so that blanks lost or won do no harm, and weighed strictly.

A short wording says something else as soon as one word of weight is another word.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise

from grantdocs.extractors.statements.alignment import Alignment, Step, closeness
from grantdocs.extractors.statements.passage import Text, ends_otherwise
from grantdocs.extractors.statements.wordings import SHORT, Piece, Wording

__all__ = ["align_letters", "is_cut", "is_misspelt", "letter_likeness", "one_slip", "short_match"]

# A short wording is there in part, or nearly, from these shares of its letters on.
_LIKE, _NEAR = 0.72, 0.85
_AT_END = 0.03
"""Likeness that it is worth to end with a sentence, or a line."""
_SMALL = 3
"""Letters of a word without weight."""
_ENDING = 3
"""Letters in which the forms of a word differ."""
_FORMS = 3
"""Words in other forms, one small word more among them, that make it another sentence."""
_SLIP, _SLIP_OF_NAME = 0.55, 0.45
_TYPOS, _TRACE = 2, 0.35
"""Words misspelt by which a whole text is; of one more word so much has to be left, or two have to be misspelt."""
_ENDS = frozenset(".;:!?")
_BREAKS = frozenset("\n\t")


def align_letters(text: Text, wording: Wording, first: int, last: int) -> Alignment | None:
    """The words around `first` to `last` (exclusive) whose letters are most like those of a wording without slots."""
    from rapidfuzz.distance import Levenshtein

    words, expected = text.words.bare, wording.letters
    begin, stop = max(0, first - 1), min(len(words), last + 2)
    bounds = list(accumulate(map(len, words[begin:stop]), initial=0))
    letters = "".join(words[begin:stop])
    places = [
        (
            Levenshtein.normalized_similarity(expected, letters[bounds[a] : bounds[b]], score_cutoff=_LIKE),
            begin + a,
            begin + b,
        )
        for a in range(min(first + 2 - begin, len(bounds)))
        for b in range(max(a + 1, last - 1 - begin), len(bounds))
    ]
    likeness, start, end = max(
        places, key=lambda one: (one[0] + _AT_END * text.breaks[one[2]], one[1] - one[2]), default=(0.0, 0, 0)
    )
    if likeness < _LIKE or (wording.literals < SHORT and _goes_on(text, wording, end)):
        return None
    theirs = {at - bounds[start - begin]: n for n, at in enumerate(bounds[start - begin : end - begin + 1])}
    marks = _marks(expected, letters[bounds[start - begin] : bounds[end - begin]], wording.bounds, theirs)
    steps = tuple(
        Step((a, c), (start + b, start + d), _cost(wording.pieces[a:c], words[start + b : start + d]))
        for (a, b), (c, d) in pairwise(marks)
    )
    return Alignment(sum(step.cost for step in steps), start, end, steps)


def _goes_on(text: Text, wording: Wording, end: int) -> bool:
    """It has another form of the last word and goes on, which `short_match` would turn down with more effort."""
    ours, theirs = wording.pieces[-1].bare, text.words.bare[end - 1]
    return ours[-1:] != theirs[-1] and min(len(ours), len(theirs)) > _SMALL and not text.breaks[end]


def short_match(text: Text, wording: Wording, alignment: Alignment, likeness: float) -> str | None:
    """near (where no word that may not be missing is), partial, or None where the text says something else."""
    if likeness < _LIKE:
        return None
    strange = 0
    # What goes on otherwise than the wording ends is the most frequent of all.
    for step in reversed(alignment.steps):
        if not _is_bearable(text, wording, step):
            strange += 1
            if strange > 1 or not _is_one_typo_more(text, wording, alignment, step):
                return None
    if is_cut(text, wording, alignment.start, alignment.end) or _is_inflected(text, wording, alignment):
        return None
    if _is_broken(text, alignment) and not all(_is_whole(text, wording, step) for step in alignment.steps):
        return None
    return "near" if likeness >= _NEAR and not strange else "partial"


def is_misspelt(text: Text, wording: Wording, alignment: Alignment, typos: int = _TYPOS) -> bool:
    """So many of its words have other letters amid them: slips of the pen or of a scan, not other words or forms."""
    return sum(_is_typo(*_letters_of(text, wording, step)) for step in alignment.steps) >= typos


def is_cut(text: Text, wording: Wording, start: int, end: int) -> bool:
    """A sentence ends amid the words where none ends in the wording."""
    inside = sum(not _ENDS.isdisjoint(text.between(word)) for word in range(start + 1, end))
    return inside > sum(piece.closes for piece in wording.pieces[:-1])


def letter_likeness(text: Text, wording: Wording, alignment: Alignment) -> float:
    """How like the letters of a wording are, whatever the words they stand in; slots do not count."""
    from rapidfuzz.distance import Levenshtein

    found = "".join(
        word
        for step in alignment.steps
        if step.pieces[0] == step.pieces[1] or not wording.pieces[step.pieces[0]].slot
        for word in text.words.bare[slice(*step.words)]
    )
    return float(Levenshtein.normalized_similarity(wording.letters, found))


def one_slip(word: str) -> float:
    """The likeness of a word with one letter more, less or other."""
    return 1.0 - 1.0 / len(word) - 0.01


def _is_one_typo_more(text: Text, wording: Wording, alignment: Alignment, step: Step) -> bool:
    """Amid misspelt words another one says nothing else, unless it goes on as another form of the last word would."""
    from rapidfuzz.distance import OSA

    is_last = step.pieces[1] == len(wording.pieces)
    if is_last and not text.breaks[step.words[1]]:
        return False
    ours, theirs = _letters_of(text, wording, step)
    has_trace = OSA.normalized_similarity(ours, theirs) >= _TRACE
    typos = (1 if has_trace else _TYPOS) + _is_typo(ours, theirs)
    return is_misspelt(text, wording, alignment, typos)


def _letters_of(text: Text, wording: Wording, step: Step) -> tuple[str, str]:
    """The letters of the wording's words and of the text's words."""
    pieces = wording.pieces[slice(*step.pieces)]
    return "".join(piece.bare for piece in pieces if not piece.slot), "".join(text.words.bare[slice(*step.words)])


def _is_typo(ours: str, theirs: str) -> bool:
    """Almost the same letters; not another form, and not a word with something put before it."""
    if len(ours) <= _SMALL or ours == theirs or not closeness(ours, theirs) or _is_form(ours, theirs):
        return False
    return abs(len(ours) - len(theirs)) < 2 or not (ours.endswith(theirs) or theirs.endswith(ours))


def _is_broken(text: Text, alignment: Alignment) -> bool:
    """It goes on in another block, or in another line: the words may be those of a menu."""
    return any(not _BREAKS.isdisjoint(text.between(word)) for word in range(alignment.start + 1, alignment.end))


def _is_whole(text: Text, wording: Wording, step: Step) -> bool:
    """All its words are there, if misspelt; none of them is another word of the same root."""
    pieces = wording.pieces[slice(*step.pieces)]
    if not pieces or pieces[0].slot:
        return True
    expected, found = "".join(piece.bare for piece in pieces), "".join(text.words.bare[slice(*step.words)])
    return bool(found) and not (len(found) >= len(expected) + _SMALL and found.startswith(expected[:-1]))


def _is_inflected(text: Text, wording: Wording, alignment: Alignment) -> bool:
    """Several words differ, all by their endings: other forms of the words, in another sentence."""
    forms = more = 0
    for step in alignment.steps:
        ours, theirs = _letters_of(text, wording, step)
        if ours == theirs:
            continue
        if not ours:
            more += 1
        elif _is_form(ours, theirs):
            forms += 1
        else:
            return False
    return forms + more >= _FORMS and forms >= _FORMS - 1


def _is_form(one: str, other: str) -> bool:
    from rapidfuzz.distance import Prefix

    if one[-1:] == other[-1:]:
        return False
    stem = Prefix.similarity(one, other)
    return stem >= _ENDING and max(len(one), len(other)) - stem <= _ENDING


def _is_bearable(text: Text, wording: Wording, step: Step) -> bool:
    """A small word more, less or other, or a slip of the pen."""
    pieces = wording.pieces[step.pieces[0] : step.pieces[1]]
    if pieces and pieces[0].slot:
        return True
    expected, found = "".join(piece.bare for piece in pieces), "".join(text.words.bare[slice(*step.words)])
    is_last = step.pieces[1] == len(wording.pieces)
    if expected == found:
        return not (is_last and ends_otherwise(text, pieces[-1], step.words[1] - 1)) or text.breaks[step.words[1]]
    if max(len(expected), len(found)) <= _SMALL:
        return True
    # A longer word made of it is another word; the first one may only have lost its blank.
    if step.pieces[0] and expected and len(found) >= len(expected) + _SMALL and found.endswith(expected):
        return False
    if closeness(expected, found) < (_SLIP_OF_NAME if all(piece.must for piece in pieces) else _SLIP):
        return False
    # Another ending of the last word is another form, which belongs to what follows.
    if not is_last or (expected[-1:] == found[-1:] and not _has_more_accents(text, pieces[-1], step.words[1] - 1)):
        return True
    is_slip = closeness(expected, found) >= one_slip(expected)
    stem = expected[:-_ENDING]
    has_stem = len(stem) >= _ENDING and found.startswith(stem)
    return text.breaks[step.words[1]] and (is_slip or not has_stem)


def _has_more_accents(text: Text, piece: Piece, word: int) -> bool:
    """The last letter has an accent that the official one has not."""
    written = text.words.written[word]
    return written[-1] != text.words.bare[word][-1] and piece.written[-1] == piece.bare[-1]


def _marks(ours: str, theirs: str, starts: dict[int, int], their_starts: dict[int, int]) -> list[tuple[int, int]]:
    """Words of both that begin at one place, along the fewest edits; `starts` are their numbers by their places."""
    from rapidfuzz.distance import Levenshtein

    marks = [(0, 0)]
    for step in Levenshtein.opcodes(ours, theirs):
        first, last, there, end = step.src_start, step.src_end, step.dest_start, step.dest_end
        if first == last:
            if first in starts:
                marks += [(starts[first], n) for at, n in their_starts.items() if there < at <= end]
            continue
        # Letters that are gone all stand against the same place.
        moves = end > there
        for at, n in starts.items():
            if first < at <= last and (place := there + (at - first) * moves) in their_starts:
                marks.append((n, their_starts[place]))
    return marks


def _cost(pieces: tuple[Piece, ...], found: tuple[str, ...]) -> float:
    return (
        len(pieces) * _unlikeness("".join(piece.bare for piece in pieces), "".join(found))
        if pieces
        else 0.6 * len(found)
    )


@lru_cache(maxsize=4_000)
def _unlikeness(ours: str, theirs: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return 1.0 - float(Levenshtein.normalized_similarity(ours, theirs))
