"""Official wordings taken apart into words and slots, and the index by which a text finds the ones it may hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, TypeVar

import regex

from grantdocs.catalogue.statements import Statement, family, names, statements_in
from grantdocs.text.folding import fold
from grantdocs.text.words import Words, bare, split_words

__all__ = [
    "LABEL_SLOT",
    "NUMBER_SLOT",
    "SENTENCE_END_RE",
    "SHORT",
    "STATEMENT_SLOT",
    "Index",
    "Piece",
    "Wording",
    "grams",
    "index_of",
]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

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
GRAM = 5
# 5-grams of more families than this tell nothing.
_RARE = 40
_SLOT_RE = regex.compile(r"\{(?P<slot>\w+)\}")
SENTENCE_END_RE = regex.compile(r"[.;:!?\n\t]")


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


@dataclass(frozen=True)
class Wording:
    """One way to write a statement."""

    statement: Statement
    pieces: tuple[Piece, ...]
    anchor: int
    """Index of the first of two adjoining words (or of one) by which it is looked up."""
    abbreviates: bool = False
    """Not the official wording: the Union stands there by its abbreviation only."""

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        """For words joined by single blanks, with one before and one after; group `p3` is the slot at piece 3."""
        parts = [_slot_pattern(i, piece) if piece.slot else piece.pattern + " " for i, piece in enumerate(self.pieces)]
        return regex.compile(r"(?<= )" + "".join(parts).replace("@", _statement_alternation(self.statement.language)))

    @cached_property
    def literals(self) -> int:
        return sum(not piece.slot for piece in self.pieces)

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple(piece.bare for piece in self.pieces if not piece.slot)

    @cached_property
    def longest_run(self) -> tuple[int, str, int]:
        """The longest stretch without a slot, and how many words may stand before and after it."""
        bounds = [-1, *(i for i, piece in enumerate(self.pieces) if piece.slot), len(self.pieces)]
        first, last = max(pairwise(bounds), key=lambda pair: pair[1] - pair[0])
        before, after = (
            sum(piece.lengths[1] if piece.slot else 1 for piece in part)
            for part in (self.pieces[: first + 1], self.pieces[last:])
        )
        return before, " ".join(piece.bare for piece in self.pieces[first + 1 : last]), after

    @cached_property
    def grams(self) -> frozenset[str]:
        return frozenset(gram for run in _runs(self.pieces) for gram in grams(run))


@dataclass(frozen=True)
class Index:
    by_pair: dict[tuple[str, str], tuple[Wording, ...]]
    by_word: dict[str, tuple[Wording, ...]]
    """Wordings without two adjoining plain words."""
    short_by_word: dict[str, tuple[Wording, ...]]
    """Short wordings by the word that carries them."""
    families_by_gram: dict[str, tuple[str, ...]]
    long_by_family: dict[str, tuple[Wording, ...]]


@cache
def index_of(languages: tuple[str, ...]) -> Index:
    """The wordings of these languages; each language is taken apart once."""
    parts = [_index_of(language) for language in languages]
    return Index(
        _merged(part.by_pair for part in parts),
        _merged(part.by_word for part in parts),
        _merged(part.short_by_word for part in parts),
        _merged(part.families_by_gram for part in parts),
        _merged(part.long_by_family for part in parts),
    )


@cache
def _index_of(language: str) -> Index:
    wordings = [wording for one in statements_in((language,)) for wording in _wordings(one)]
    pairs = Counter(pair for wording in wordings for pair in set(_pairs(wording.pieces)))
    by_pair, by_word, short, long_ones = (defaultdict[Any, list[Wording]](list) for _ in range(4))
    families: dict[str, set[str]] = defaultdict(set)
    for draft in wordings:
        wording = _anchored(draft, pairs)
        if adjoining := _pair_at(wording.pieces, wording.anchor):
            by_pair[adjoining].append(wording)
        else:
            by_word[wording.pieces[wording.anchor].bare].append(wording)
        if wording.abbreviates:
            continue
        if wording.literals < SHORT:
            short[_carrier(wording.pieces)].append(wording)
            continue
        long_ones[wording.statement.family].append(wording)
        for gram in wording.grams:
            families[gram].add(wording.statement.family)
    rare = {gram: tuple(sorted(found)) for gram, found in families.items() if len(found) <= _RARE}
    return Index(_frozen(by_pair), _frozen(by_word), _frozen(short), rare, _frozen(long_ones))


def grams(stream: str) -> list[str]:
    return [stream[i : i + GRAM] for i in range(len(stream) - GRAM + 1)]


def _wordings(statement: Statement) -> list[Wording]:
    plain = [Wording(statement, _pieces(text, statement.must_have), 0) for text in statement.wordings]
    if family(statement.family).yields_to:
        return plain
    shortened = [
        Wording(statement, pieces, 0, abbreviates=True)
        for wording in plain
        if wording.literals < SHORT
        for pieces in _abbreviated(wording.pieces, statement.language)
    ]
    return plain + shortened


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
        opens=bool(SENTENCE_END_RE.search(before)),
        closes=bool(SENTENCE_END_RE.search(after)),
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


def _abbreviated(pieces: tuple[Piece, ...], language: str) -> list[tuple[Piece, ...]]:
    found = []
    bares = [piece.bare for piece in pieces]
    for name in names("institution-name", (language,)):
        if name.stands_for != _UNION:
            continue
        for form in name.forms:
            words = _phrase(form)
            for at in _places(bares, words)[:1]:
                for abbreviation in (*name.abbreviations, *name.ambiguous_abbreviations):
                    short = _pieces(abbreviation, ())
                    found.append((*pieces[:at], *short, *pieces[at + len(words) :]))
    return found


def _pairs(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [pair for i in range(len(pieces) - 1) if (pair := _pair_at(pieces, i))]


def _pair_at(pieces: tuple[Piece, ...], index: int) -> tuple[str, str] | None:
    if index + 1 >= len(pieces):
        return None
    first, second = pieces[index], pieces[index + 1]
    return (first.bare, second.bare) if _is_plain(first) and _is_plain(second) else None


def _is_plain(piece: Piece) -> bool:
    return not piece.slot and piece.pattern == piece.bare


def _anchored(wording: Wording, frequency: Counter[tuple[str, str]]) -> Wording:
    places = [i for i in range(len(wording.pieces)) if _pair_at(wording.pieces, i)]
    if places:
        anchor = min(places, key=lambda i: (frequency[wording.pieces[i].bare, wording.pieces[i + 1].bare], i))
    else:
        plain = [i for i, piece in enumerate(wording.pieces) if _is_plain(piece)]
        anchor = max(plain, key=lambda i: len(wording.pieces[i].bare))
    return Wording(wording.statement, wording.pieces, anchor, wording.abbreviates)


def _carrier(pieces: tuple[Piece, ...]) -> str:
    """The word that a short wording is about: the longest one that is no part of a name."""
    plain = [piece for piece in pieces if _is_plain(piece)]
    return max(plain, key=lambda piece: (not piece.must, len(piece.bare))).bare


def _runs(pieces: tuple[Piece, ...]) -> list[str]:
    runs: list[list[str]] = [[]]
    for piece in pieces:
        if piece.slot:
            runs.append([])
        else:
            runs[-1].append(piece.bare)
    return [" " + " ".join(run) + " " for run in runs if run]


def _slot_pattern(index: int, piece: Piece) -> str:
    if piece.slot == LABEL_SLOT:
        return r"(?:[^\W\d]{1,8} )?"
    if piece.slot == NUMBER_SLOT:
        return rf"(?P<p{index}>(?:[^\W\d]{{1,8}} ){{0,2}}?\d++ (?:(?:[^\W\d]{{1,4}} )?\d++ )*+)"
    if piece.slot == STATEMENT_SLOT:
        return rf"(?P<p{index}>@)"
    fewest, most = piece.lengths
    return rf"(?P<p{index}>(?:[^ ]++ ){{{fewest},{most}}}?)"


@cache
def _statement_alternation(language: str) -> str:
    found = {
        "".join(piece.pattern + " " for piece in _pieces(text, ()))
        for one in statements_in((language,))
        if one.family == "emblem-statement-2021"
        for text in one.wordings
    }
    return "(?:" + "|".join(sorted(found, key=lambda pattern: (-len(pattern), pattern))) + ")" if found else "(?!)"


def _frozen(lists: dict[_Key, list[Wording]]) -> dict[_Key, tuple[Wording, ...]]:
    return {key: tuple(found) for key, found in lists.items()}


def _merged(parts: Iterable[dict[_Key, tuple[_Value, ...]]]) -> dict[_Key, tuple[_Value, ...]]:
    merged: dict[_Key, tuple[_Value, ...]] = {}
    for part in parts:
        for key, found in part.items():
            known = merged.get(key, ())
            merged[key] = known + tuple(one for one in found if one not in known) if known else found
    return merged
