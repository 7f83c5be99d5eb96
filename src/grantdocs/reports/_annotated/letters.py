"""Text without what files add to it or leave out at will (blanks, soft hyphens), so that the letters of a block can be
laid on those of the file that it was read from."""

from __future__ import annotations

from collections.abc import Sequence

import regex

__all__ = ["LONGEST", "aligned", "letters_of", "places_of"]

_LETTERS_RE = regex.compile(r"[^\s\p{C}\p{Default_Ignorable_Code_Point}]++")
_OTHERS_RE = regex.compile(r"[\s\p{C}\p{Default_Ignorable_Code_Point}]++")
_RARE_RE = regex.compile(r"[\u034F\u115F-\U0010FFFF]")
"""All that is left out though Python calls it printable, and much else, but little that is written in Europe."""
_LEAST_ALIKE = 0.7
"""Share of the letters that must be found again where not all are the same."""
_MOST_STRETCHED, _SOME = 1.5, 40
"""Letters between the first and the last one that is found again, for one that was wanted; and beyond that."""
LONGEST = 20_000
"""Letters that are compared one by one."""


def letters_of(text: str) -> str:
    """The letters, digits and signs."""
    letters = "".join(text.split())
    # Most texts hold nothing else to leave out, and to see that is ten times faster than to look for it.
    if letters.isprintable() and (letters.isascii() or not _RARE_RE.search(letters)):
        return letters
    return _OTHERS_RE.sub("", letters)


def places_of(text: str) -> list[int]:
    """Where each of them stands in the text."""
    return [place for found in _LETTERS_RE.finditer(text) for place in range(*found.span())]


def aligned(wanted: str, given: str) -> Sequence[int | None] | None:
    """For each letter of `wanted` its index in `given`, None where it has none; None where the two differ widely."""
    start = given.find(wanted)
    if start >= 0 and wanted:
        return range(start, start + len(wanted))
    if not wanted or not given or len(wanted) > LONGEST or len(given) > LONGEST:
        return None
    from rapidfuzz.distance import Indel

    found: list[int | None] = [None] * len(wanted)
    same = 0
    for step in Indel.opcodes(wanted, given):
        if step.tag == "equal":
            same += step.src_end - step.src_start
            found[step.src_start : step.src_end] = range(step.dest_start, step.dest_end)
    known = [place for place in found if place is not None]
    is_like = same >= _LEAST_ALIKE * len(wanted) and known[-1] - known[0] <= _MOST_STRETCHED * len(wanted) + _SOME
    return found if is_like else None
