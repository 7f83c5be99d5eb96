"""Slips of the pen: what a figure would be if one of its digits, or its decimal mark, had been written right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

__all__ = ["is_one_slip", "slips"]

_FEWEST_DIGITS: Final = 3
_ROUND: Final = 100
"""Sums of projects that are no multiple of it were not rounded, nor are their parts."""


def slips(value: Decimal) -> Mapping[Decimal, str]:
    """What the figure would be if one slip had not happened; of two slips with one result the likelier."""
    written = value.as_tuple()
    digits, exponent = "".join(map(str, written.digits)), int(written.exponent)
    if len(digits) < _FEWEST_DIGITS or exponent > 0:
        return {}
    found: dict[Decimal, str] = {}
    for slip, meant, scale in _edits(digits):
        read = Decimal(meant).scaleb(exponent + scale)
        if read != value and read > 0 and read * 100 == (read * 100).to_integral_value():
            found.setdefault(read, slip)
    return found


def is_one_slip(whole: Decimal, parts: Sequence[Decimal], tolerance: int) -> bool:
    """Whether one slip, and hardly a part that is left out, explains why the parts do not add up to the whole.

    `tolerance` is that of the sum, in hundredths.
    """
    missing = whole - sum(parts)
    if whole % _ROUND == 0:
        return False
    meant = ((whole, whole - missing), *((part, part + missing) for part in parts))
    return any(abs(read - right) * 100 <= tolerance for written, right in meant for read in slips(written))


def _edits(digits: str) -> Iterator[tuple[str, str, int]]:
    for at in range(len(digits) - 1):
        if digits[at] == digits[at + 1]:
            yield "doubled", digits[:at] + digits[at + 1 :], 0
        else:
            yield "swapped", digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], 0
    for scale in (-3, -2, -1, 1, 2, 3):
        yield "separator", digits, scale
    for at in range(len(digits)):
        yield from (("digit", digits[:at] + digit + digits[at + 1 :], 0) for digit in "0123456789")
    for at in range(len(digits) + 1):
        yield from (("dropped", digits[:at] + digit + digits[at:], 0) for digit in "0123456789")
