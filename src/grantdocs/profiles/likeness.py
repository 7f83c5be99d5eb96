"""How alike two names or two numbers of a project are, and in which words they differ."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Likeness", "distance", "number_key", "other_title", "same_name", "title_likeness", "words_of"]

_WORD_RE = regex.compile(r"[\p{L}\p{M}\p{N}]++")
_LIKELY: Final = 75
"""From this likeness on (0 to 100) two titles are two spellings of one."""
_LIKELY_PARTNER: Final = 88
_STEM: Final = 3
"""Letters that a word keeps in all its forms, at the least."""
_KEPT: Final = 0.6
"""Share of its letters that it keeps."""
_ENDING: Final = 4
"""Letters that its endings have, at the most."""
_FEWEST_WORDS: Final = 2
_MANY: Final = 8192
"""Names of which the words are kept: publications of one project name the same again and again."""
_SENTENCE: Final = 3
"""Words from which on a title tells its language."""


@dataclass(frozen=True, slots=True)
class Likeness:
    distance: int
    """Letters to change to make one of the other; 0 where they are the same for a reader."""
    differs: str = ""
    """The words that differ: `as stated → as expected`, those apart by `; `."""
    explained: str = ""
    """shortened, inflected."""


@lru_cache(maxsize=_MANY)
def number_key(number: str) -> str:
    """What two spellings of one award number share: its letters and digits."""
    return "".join(_WORD_RE.findall(fold_key(number))).upper()


@lru_cache(maxsize=_MANY)
def words_of(name: str) -> tuple[str, ...]:
    return tuple(_WORD_RE.findall(fold_key(name)))


def distance(one: str, other: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return int(Levenshtein.distance(one, other))


def title_likeness(stated: str, expected: Iterable[str]) -> tuple[str, Likeness] | None:
    """The expected title that a stated one is a spelling of; None where it is another one, or a translation.

    A title that is cut short, or has a further part, is the same one.
    """
    known = {title: words_of(title) for title in expected}
    mine = words_of(stated)
    for title, words in known.items():
        if words == mine:
            return title, Likeness(0)
    for title, words in known.items():
        if _holds(mine, words) or _holds(words, mine):
            return title, Likeness(0, explained="shortened")
    return _nearest(mine, known, _LIKELY)


def other_title(stated: str, expected: Mapping[str, str]) -> tuple[str, Likeness] | None:
    """The expected title in the language of a stated one that is no spelling of it; None where that is a translation.

    Only titles of several words tell their language, and only where the text around them is in the same one.
    """
    mine = words_of(stated)
    language = _language(mine)
    known = expected.get(language) if language else None
    if known is None or _language(words_of(known)) != language:
        return None
    theirs = words_of(known)
    return known, Likeness(max(1, distance(" ".join(mine), " ".join(theirs))), _difference(mine, theirs))


def _language(words: tuple[str, ...]) -> str | None:
    from grantdocs.text.language_id import language_of

    return language_of(" ".join(words)) if len(words) >= _SENTENCE else None


def same_name(stated: str, expected: Iterable[str]) -> tuple[str, Likeness] | None:
    """The same for names of organisations, which texts inflect; None where it is another one."""
    known = {name: words_of(name) for name in expected}
    mine = words_of(stated)
    for name, words in known.items():
        if words == mine or sorted(words) == sorted(mine):
            return name, Likeness(0)
    for name, words in known.items():
        if len(words) == len(mine) and all(map(_one_word, words, mine)):
            return name, Likeness(0, explained="inflected")
    for name, words in known.items():
        if _holds(mine, words) or _holds(words, mine):
            return name, Likeness(0, explained="shortened")
    return _nearest(mine, known, _LIKELY_PARTNER)


def _nearest(mine: tuple[str, ...], known: dict[str, tuple[str, ...]], least: float) -> tuple[str, Likeness] | None:
    from rapidfuzz import fuzz

    scored = [(fuzz.ratio(" ".join(mine), " ".join(words)), name) for name, words in known.items()]
    score, name = max(scored, default=(0.0, ""))
    if score < least:
        return None
    apart = distance(" ".join(mine), " ".join(known[name]))
    return name, Likeness(apart, _difference(mine, known[name]))


def _holds(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether one name is some words in a row of the other, at least two of them and a third of it."""
    if len(part) < max(_FEWEST_WORDS, len(whole) / 3) or len(part) >= len(whole):
        return False
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def _one_word(one: str, other: str) -> bool:
    """Two forms of one word: they begin the same and differ in a short ending."""
    same = len(_common(one, other))
    longer = max(len(one), len(other))
    return one == other or (same >= max(_STEM, _KEPT * longer) and longer - same <= _ENDING)


def _common(one: str, other: str) -> str:
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]


def _difference(mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    changes = [
        f"{' '.join(mine[a:b]) or '–'} → {' '.join(theirs[c:d]) or '–'}"
        for tag, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return "; ".join(changes)
