"""Official wordings taken apart into words and slots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate

import regex

from grantdocs.catalogue.statements import Statement, family, names, statements_in
from grantdocs.text.folding import fold
from grantdocs.text.words import Words, bare, split_words

__all__ = [
    "LABEL_SLOT",
    "NUMBER_SLOT",
    "SENTENCE_ENDS",
    "SHORT",
    "STATEMENT_SLOT",
    "Piece",
    "Wording",
    "nearest_statement",
    "runs_of",
    "wordings_of",
]

NUMBER_SLOT = "grant_number"
STATEMENT_SLOT = "funding_statement"
LABEL_SLOT = "label"
"""A word such as "No" before a grant's number: any short word does, or none."""
_UNION = "EU"

# Words that a slot may hold, fewest and most.
_LENGTHS = {
    NUMBER_SLOT: (1, 8), LABEL_SLOT: (0, 1), STATEMENT_SLOT: (2, 8), "document": (1, 4), "partner": (1, 24),
    "project_name": (1, 6), "project_acronym": (1, 6), "funding_body": (1, 4), "joint_undertaking": (2, 14),
    "ju_members": (1, 40), "managing_authority": (1, 24), "granting_authority": (1, 16),
}  # fmt: skip
_OTHER_LENGTH = (1, 12)

SHORT = 8
"""Wordings of fewer words say something else as soon as a word of weight differs."""
_SLOT_RE = regex.compile(r"\{(?P<slot>\w+)\}")
_SLOT_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"
SENTENCE_ENDS = frozenset(".;:!?\n\t")


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a wording, or a slot."""

    bare: str
    written: str
    shown: str
    """As the official text writes it."""
    pattern: str
    slot: str | None = None
    must: bool = False
    is_name: bool = False
    """Part of a name that may not be missing, so that inflection and slips of the pen are forgiven."""
    opens: bool = False
    """A sentence begins with it."""
    closes: bool = False

    @property
    def lengths(self) -> tuple[int, int]:
        return _LENGTHS.get(self.slot or "", _OTHER_LENGTH)

    def matches(self, word: str) -> bool:
        return word == self.bare or (self.pattern != self.bare and bool(regex.fullmatch(self.pattern, word)))


@dataclass(frozen=True, eq=False)
class Wording:
    """One way to write a statement; taken apart when a text seems to hold it."""

    statement: Statement
    written: str
    abbreviates: bool = False
    """Not the official wording: the Union stands there by its abbreviation only."""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return _pieces(self.written, self.statement.must_have)

    @cached_property
    def anchor(self) -> int:
        """Index of the first of two adjoining words (or of one) by which the wording is looked up."""
        plain = [_is_plain(piece) for piece in self.pieces]
        pairs = [i for i in range(len(plain) - 1) if plain[i] and plain[i + 1]]
        places = pairs or [i for i, is_plain in enumerate(plain) if is_plain]
        return max(places, key=lambda i: sum(len(piece.bare) for piece in self.pieces[i : i + 1 + bool(pairs)]))

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """For words joined by single blanks, with one before and one after; group `p3` is the slot at piece 3."""
        parts = [_slot_pattern(i, piece) if piece.slot else piece.pattern + " " for i, piece in enumerate(self.pieces)]
        return regex.compile(r"(?<= )" + "".join(parts).replace("@", _statement_alternation(self.statement.language)))

    @cached_property
    def literals(self) -> int:
        return sum(not piece.slot for piece in self.pieces)

    @cached_property
    def letters(self) -> str:
        """The letters of all its words, without the slots."""
        return "".join(piece.bare for piece in self.pieces if not piece.slot)

    @cached_property
    def bounds(self) -> dict[int, int]:
        """How many words end by a letter of `letters`, for each letter where one does; for wordings without slots."""
        return {at: n for n, at in enumerate(accumulate((len(piece.bare) for piece in self.pieces), initial=0))}

    @cached_property
    def around(self) -> tuple[int, int]:
        """How many words may stand before and after the longest stretch without a slot."""
        bounds = [-1, *(i for i, piece in enumerate(self.pieces) if piece.slot not in {None, LABEL_SLOT})]
        runs = runs_of(self.written)
        number = runs.index(max(runs, key=len))
        first, last = [*bounds, len(self.pieces)][number : number + 2]
        before, after = (
            sum(piece.lengths[1] if piece.slot else 1 for piece in part)
            for part in (self.pieces[: first + 1], self.pieces[last:])
        )
        return before, after


def wordings_of(statement: Statement) -> tuple[Wording, ...]:
    """The official wordings of a statement, and the short ones with the Union abbreviated."""
    plain = tuple(Wording(statement, text) for text in statement.wordings)
    if family(statement.family).yields_to:
        return plain
    return plain + tuple(
        Wording(statement, text, abbreviates=True)
        for wording in plain
        if wording.written.count(" ") < SHORT
        for text in _abbreviated(wording.written, statement.language)
    )


def runs_of(text: str) -> list[str]:
    """The stretches of a wording without a slot."""
    return _SLOT_RE.sub(_SLOT_MARK, text).split(_SLOT_MARK)


@cache
def _pieces(text: str, must_have: tuple[str, ...]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for position, part in enumerate(_SLOT_RE.split(text)):
        if position % 2:
            if part == NUMBER_SLOT and pieces and not pieces[-1].slot and len(pieces[-1].bare) <= 3:
                label = pieces.pop()
                pieces.append(Piece("", "", label.shown, "", LABEL_SLOT))
            pieces.append(Piece("", "", "{" + part + "}", "", part, must="{" + part + "}" in must_have))
        else:
            folded = fold(part)
            words = split_words(folded)
            pieces += [_word(words, i, folded.text) for i in range(len(words))]
    if pieces:
        pieces[0] = replace(pieces[0], opens=True)
        pieces[-1] = replace(pieces[-1], closes=True)
    return _with_musts(pieces, must_have)


def _word(words: Words, index: int, shown: str) -> Piece:
    written, plain, ending = words.written[index], words.bare[index], words.endings[index]
    start, end = words.starts[index], words.ends[index]
    before = shown[words.ends[index - 1] if index else 0 : start]
    after = shown[end : words.starts[index + 1] if index + 1 < len(words) else len(shown)]
    pattern = plain if plain.isalnum() else regex.escape(plain)
    if shown[end : end + 1] == "*":
        pattern += r"[^ ]*+"
    elif ending.startswith("-"):
        pattern = plain[:-1] + r"[^ ]*+"
    elif ending:
        pattern += f"(?:{bare(ending)})?+"
    return Piece(
        bare=plain,
        written=written,
        shown=shown[start:end],
        pattern=pattern,
        opens=not SENTENCE_ENDS.isdisjoint(before),
        closes=not SENTENCE_ENDS.isdisjoint(after),
    )


def _with_musts(pieces: list[Piece], must_have: tuple[str, ...]) -> tuple[Piece, ...]:
    """Mark the words that may not be missing; a phrase of more than one word, or in capitals, is a name."""
    marked = list(pieces)
    bares = [piece.bare for piece in pieces]
    for phrase in must_have:
        words = _phrase(phrase)
        is_name = len(words) > 1 or phrase[:1].isupper()
        for at in _places(bares, words):
            for i in range(at, at + len(words)):
                marked[i] = replace(pieces[i], must=True, is_name=is_name)
    return tuple(marked)


@cache
def _phrase(phrase: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in regex.split(r"[\s\-]+", fold(phrase).lower.replace("+", " +")) if word)


def _places(bares: list[str], words: tuple[str, ...]) -> list[int]:
    """Where the words stand one after another; `*` at the end of a word stands for any ending."""
    first = words[0].rstrip("*")
    return [
        at
        for at, word in enumerate(bares[: len(bares) - len(words) + 1])
        if word.startswith(first) and all(map(_is_form, bares[at:], words))
    ]


def _is_form(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form


def _abbreviated(text: str, language: str) -> list[str]:
    lower = bare(text.lower())
    found = []
    for pattern, abbreviations in _union_names(language):
        if match := pattern.search(lower):
            found += [text[: match.start()] + short + text[match.end() :] for short in abbreviations]
    return found


@cache
def _union_names(language: str) -> tuple[tuple[regex.Pattern[str], tuple[str, ...]], ...]:
    """The forms of the Union's name, and the abbreviations that stand for them."""
    return tuple(
        (
            regex.compile(r"(?<!\w)" + regex.escape(bare(fold(form).lower)).replace(r"\*", r"\w*+") + r"(?!\w)"),
            (*name.abbreviations, *name.ambiguous_abbreviations),
        )
        for name in names("institution-name", (language,))
        if name.stands_for == _UNION
        for form in name.forms
    )


def _is_plain(piece: Piece) -> bool:
    return not piece.slot and piece.pattern == piece.bare


def _slot_pattern(index: int, piece: Piece) -> str:
    if piece.slot == LABEL_SLOT:
        return r"(?:[^\W\d]{1,8} )?"
    if piece.slot == NUMBER_SLOT:
        return rf"(?P<p{index}>(?:[^\W\d]{{1,8}} ){{0,2}}?\d++ (?:(?:[^\W\d]{{1,4}} )?\d++ )*+)"
    if piece.slot == STATEMENT_SLOT:
        return rf"(?P<p{index}>@)"
    fewest, most = piece.lengths
    return rf"(?P<p{index}>(?:[^ ]++ ){{{fewest},{most}}}?)"


def nearest_statement(letters: str, language: str) -> tuple[str, float]:
    """The official short statement that is most like these letters, and how like it is."""
    from rapidfuzz.distance import Levenshtein

    return max(
        (
            (text, float(Levenshtein.normalized_similarity("".join(piece.bare for piece in pieces), letters)))
            for text, pieces in _short_statements(language)
        ),
        key=lambda pair: pair[1],
        default=("", 0.0),
    )


@cache
def _statement_alternation(language: str) -> str:
    found = {"".join(piece.pattern + " " for piece in pieces) for _, pieces in _short_statements(language)}
    return "(?:" + "|".join(sorted(found, key=lambda pattern: (-len(pattern), pattern))) + ")" if found else "(?!)"


@cache
def _short_statements(language: str) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """What the slot `{funding_statement}` may hold."""
    return tuple(
        (text, _pieces(text, ()))
        for one in statements_in((language,))
        if one.family == "emblem-statement-2021"
        for text in one.wordings
    )
