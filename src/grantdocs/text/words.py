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
_ONE_LETTER = (
    ("\N{LATIN SMALL LETTER T WITH CEDILLA}", "\N{LATIN SMALL LETTER T WITH COMMA BELOW}"),
    ("\N{LATIN SMALL LETTER S WITH CEDILLA}", "\N{LATIN SMALL LETTER S WITH COMMA BELOW}"),
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
    lower = folded.lower
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    endings: dict[int, str] = {}
    last = -1
    for match in _WORD_RE.finditer(lower, start, len(lower) if end is None else end):
        at, stop = match.span()
        word = lower[at:stop]
        if word[0] in "( ":
            endings[len(written) - 1] = word.strip("() ")
            continue
        if "\n" in word:
            word = word.replace("-\n", "")
        if at == last + 1 and lower[last] == "\n" and original is not None and _is_soft(folded, original, last):
            written[-1] += word
            ends[-1] = last = stop
            continue
        written.append(word)
        starts.append(at)
        ends.append(stop)
        last = stop
    joined = "\n".join(written)
    for old, letter in _ONE_LETTER:
        joined = joined.replace(old, letter)
    return Words(
        written=tuple(joined.split("\n") if written else ()),
        bare=tuple(bare(joined).split("\n") if written else ()),
        starts=tuple(starts),
        ends=tuple(ends),
        endings=tuple(endings.get(i, "") for i in range(len(written))) if endings else ("",) * len(written),
    )


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


def _is_soft(folded: Folded, original: str, line_end: int) -> bool:
    """A soft hyphen stood before this line end."""
    return original[folded.original(line_end) - 1] == _SOFT_HYPHEN


class _Bare(dict[int, str]):
    """Code point -> letter without accents, filled as letters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letter = unicodedata.normalize("NFD", char)[0]
        self[code] = letter if letter.isalpha() else char
        return self[code]


_BARE = _Bare()
