"""A text as its letters and digits alone: blanks, line ends, hyphens and quotation marks between them do not matter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from grantdocs.text.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import numpy.typing as npt

__all__ = ["GRAM", "PARTING", "Letters", "gram_keys", "letters_of"]

GRAM = 5
PARTING = "\ue000"
"""A character for private use, kept to part texts that are looked at together."""
_UNKNOWN = 0xFFFFFFFF
_CODE_POINTS = 0x110000
# Odd 64-bit constants that spread the 5-grams evenly (golden ratio, and one of its kind for the letters).
_BASE, _SPREAD = 0x100000001B3, 0x9E3779B97F4A7C15


@dataclass(frozen=True)
class Letters:
    """Letters without accents, in lower case."""

    codes: npt.NDArray[np.uint32]
    places: npt.NDArray[np.int64]
    """Where in the text each of them stands."""

    @cached_property
    def text(self) -> str:
        return self.codes.tobytes().decode("utf-32-le", "surrogatepass")


def letters_of(lower: str, hidden: Iterable[tuple[int, int]] = ()) -> Letters:
    """The letters of a text in lower case, but for those of the `hidden` stretches."""
    import numpy as np

    codes = np.frombuffer(lower.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = _plain(codes)
    for start, end in hidden:
        letters[start:end] = 0
    places = np.flatnonzero(letters)
    return Letters(letters[places], places)


def gram_keys(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """A number for each five letters that follow one another."""
    import numpy as np

    size = max(0, len(codes) - GRAM + 1)
    keys = np.zeros(size, dtype=np.uint64)
    for i in range(GRAM):
        keys = keys * np.uint64(_BASE) + codes[i : i + size]
    return keys * np.uint64(_SPREAD)


def _plain(codes: npt.NDArray[Any]) -> npt.NDArray[np.uint32]:
    table = _table()
    letters: npt.NDArray[np.uint32] = table[codes]
    if unknown := set(codes[letters == _UNKNOWN].tolist()):
        for code in unknown:
            char = chr(code)
            table[code] = ord(bare(char)) if char.isalnum() or char == PARTING else 0
        letters = table[codes]
    return letters


@cache
def _table() -> npt.NDArray[np.uint32]:
    """Code point -> its letter without accents, 0 for what is no letter; filled as they turn up."""
    import numpy as np

    return np.full(_CODE_POINTS, _UNKNOWN, dtype=np.uint32)
