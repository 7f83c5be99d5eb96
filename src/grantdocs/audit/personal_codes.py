"""Personal codes of the Member States that their form and check digits tell apart from every other number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

import regex

__all__ = ["personal_codes"]


def personal_codes(text: str) -> Iterator[tuple[int, int]]:
    """Where codes stand. What other numbers look like as well is none: only a word beside it can tell (`masking`)."""
    for found in _CODE_RE.finditer(text):
        if found.lastgroup and _TESTS[found.lastgroup](found[found.lastgroup]):
            yield found.span()


def _latvian(code: str) -> bool:
    """DDMMYY-NNNNN; since 2017 32 and nine more digits, which tell no birthday."""
    return code.startswith("32") or _is_day(code[4:6], code[2:4], code[:2])


def _baltic(code: str) -> bool:
    """Lithuanian and Estonian: century and sex, YYMMDD, number, check digit."""
    digits = _digits(code)
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        check = _weighted(digits, weights) % 11
        if check < 10:
            break
    else:
        check = 0
    # Latvian registers number organisations with as many digits.
    is_organisation = _weighted(digits, (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)) % 11 == 3
    return check == digits[10] and _is_day(code[1:3], code[3:5], code[5:7]) and not is_organisation


def _finnish(code: str) -> bool:
    number = int(code[:6] + code[7:10])
    return _is_day(code[4:6], code[2:4], code[:2]) and "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31] == code[10]


def _swedish(code: str) -> bool:
    """YYMMDD-NNNN; of who has no number yet the day is 60 more. Organisations have a month above 19."""
    digits = _digits(code)
    doubled = [digit * (2 - position % 2) for position, digit in enumerate(digits)]
    day = f"{int(code[4:6]) % 60:02}"
    return sum(sum(divmod(each, 10)) for each in doubled) % 10 == 0 and _is_day(code[:2], code[2:4], day)


def _czech(code: str) -> bool:
    """YYMMDD/NNNN, Slovak too; the month of women is 50 more, when numbers run out 20 more."""
    month = int(code[2:4]) % 50
    month -= 20 if month > 20 else 0
    return int("".join(map(str, _digits(code)))) % 11 == 0 and _is_day(code[:2], f"{month:02}", code[4:6])


def _romanian(code: str) -> bool:
    digits = _digits(code)
    check = _weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if check == 10 else check) == digits[12] and _is_day(code[1:3], code[3:5], code[5:7])


def _spanish(code: str) -> bool:
    number = int(code[:8].translate(str.maketrans("XYZ", "012")))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] == code[-1]


def _french(code: str) -> bool:
    digits = "".join(map(str, _digits(code)))
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def _belgian(code: str) -> bool:
    number, check = int("".join(map(str, _digits(code)))[:9]), int(code[-2:])
    return check in {97 - number % 97, 97 - (2_000_000_000 + number) % 97}


_FORMS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "lv": (r"\d{6}[-–]\d{5}", _latvian),
    "be": (r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", _belgian),
    "se": (r"\d{6}[-+]\d{4}", _swedish),
    "fi": (r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", _finnish),
    "cz": (r"\d{6}/\d{4}", _czech),
    "lt": (r"[3-6]\d{10}", _baltic),
    "ro": (r"[1-8]\d{12}", _romanian),
    "es": (r"(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]", lambda code: _spanish(code.replace("-", ""))),
    "it": (r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", lambda _: True),
    "fr": (r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}", _french),
}
_TESTS: Final = {name: test for name, (_, test) in _FORMS.items()}
_CODE_RE: Final = regex.compile(
    r"(?<![\w./+-])(?:" + "|".join(f"(?P<{name}>{form})" for name, (form, _) in _FORMS.items()) + r")(?![\w/+-]|[.,]\d)"
)


def _is_day(year: str, month: str, day: str) -> bool:
    """In some century; of a leap year where it may be one."""
    try:
        dt.date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _digits(code: str) -> list[int]:
    return [int(char) for char in code if char.isdecimal()]


def _weighted(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))
