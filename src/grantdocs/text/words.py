"""The words of a folded text one by one, with and without their accents, and where each of them stands."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from grantdocs.text.folding import Folded

__all__ = ["Words", "bare", "split_words", "without"]

# Letters and digits part company ("No824084", "H2020"), so do the parts of a compound with a hyphen; a hyphen at the
# end of a line joins. "(s)" and "(-u)" glued to a word are its other ending, no word.
_WORD_RE = regex.compile(
    r"(?P<letters>[\p{L}\p{M}]++(?:-\n[\p{L}\p{M}]++)*+)|(?P<digits>\p{Nd}++)"
    r"|(?P<ending>\((?<=\p{L}\()-?\p{L}{1,5}\)|\ \((?<=\p{L}\ \()-\p{L}{1,5}\))|(?P<plus>\+(?<=\p{L}\+))"
)
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# Old encodings knew the letter with a cedilla only; Romanian writes it with a comma.
_ONE_LETTER = str.maketrans(
    "\N{LATIN SMALL LETTER T WITH CEDILLA}\N{LATIN SMALL LETTER S WITH CEDILLA}",
    "\N{LATIN SMALL LETTER T WITH COMMA BELOW}\N{LATIN SMALL LETTER S WITH COMMA BELOW}",
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order; all five have the same length, `starts` and `ends` are offsets into the folded text."""

    written: tuple[str, ...]
    """Lower case, accents kept."""
    bare: tuple[str, ...]
    """Lower case without accents."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    endings: tuple[str, ...]
    """The other ending in brackets: `s` of "author(s)"."""

    def __len__(self) -> int:
        return len(self.written)


def split_words(
    folded: Folded, original: str | None = None, start: int = 0, end: int | None = None
) -> Words:  # fmt: skip
    """The words of `folded` that begin from `start` on and end by `end`.

    With the `original` text, a soft hyphen at the end of a line joins, too.
    """
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    endings: list[str] = []
    for match in _WORD_RE.finditer(folded.lower, start, len(folded.lower) if end is None else end):
        word, at = match.group(), match.start()
        if match.lastgroup == "ending":
            if endings:
                endings[-1] = word.strip("() ")
            continue
        if "\n" in word:
            word = word.replace("-\n", "")
        if original is not None and ends and _soft_break(folded, original, ends[-1], at):
            written[-1] += word
            ends[-1] = match.end()
            continue
        written.append(word.translate(_ONE_LETTER))
        starts.append(at)
        ends.append(match.end())
        endings.append("")
    without = bare("\n".join(written)).split("\n") if written else []
    return Words(tuple(written), tuple(without), tuple(starts), tuple(ends), tuple(endings))


def without(words: Words, stretches: Iterable[tuple[int, int]]) -> Words:
    """The words that stand outside of these stretches of the text."""
    dropped: set[int] = set()
    for start, end in stretches:
        dropped.update(range(bisect_left(words.starts, start), bisect_left(words.starts, end)))
    kept = [i for i in range(len(words)) if i not in dropped]
    return Words(
        tuple(words.written[i] for i in kept),
        tuple(words.bare[i] for i in kept),
        tuple(words.starts[i] for i in kept),
        tuple(words.ends[i] for i in kept),
        tuple(words.endings[i] for i in kept),
    )


def bare(text: str) -> str:
    """`text` without accents, in the same length; letters that are no letter with an accent (ø, ł, ß) stay."""
    return text if text.isascii() else text.translate(_BARE)


def _soft_break(folded: Folded, original: str, end: int, start: int) -> bool:
    if start != end + 1 or folded.lower[end] != "\n":
        return False
    before = folded.original(end) - 1
    return original[before] == _SOFT_HYPHEN


class _Bare(dict[int, str]):
    """Code point -> letter without accents, filled as letters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letter = unicodedata.normalize("NFD", char)[0]
        self[code] = letter if letter.isalpha() else char
        return self[code]


_BARE = _Bare()
