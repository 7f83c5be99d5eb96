"""Numbers as spreadsheets display them: format codes such as `#,##0.00 [$EUR]`, `0%` or `dd.mm.yyyy` applied to the
number that is stored. Thousands are set apart by no-break spaces, decimals by a point, days are written as ISO dates,
because the separators that a reader sees depend on that reader's machine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

import regex

__all__ = ["BUILT_IN", "displayed"]

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
    # Formats 5 to 8 and 41 to 44 carry the currency of the machine, which the file does not name.
    5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"), **dict.fromkeys((*range(32, 36),), "h:mm"),
}  # fmt: skip
"""Format codes that files name by their number alone."""

_TOKENS_RE = regex.compile(
    r"""(?P<literal>"[^"]*+"?|\\.)|\[\$(?P<currency>[^\]\-]*+)(?:-[^\]]*+)?\]|(?P<elapsed>\[(?:h++|m++|s++)\])
    |\[(?P<bracket>[^\]]*+)\]|(?P<blank>_.)|(?P<fill>\*.)|(?P<noon>AM/PM|A/P)|(?P<general>General)
    |(?P<exponent>E[+-]0++)|(?P<digits>[0#?][0#?,]*+(?:\.[0#?,]*+)?|\.[0#?,]++)|(?P<time>y++|m++|d++|h++|s++(?:\.0++)?|b++)
    |(?P<text>@)|(?P<sign>%)|(?P<other>.)""",
    regex.IGNORECASE | regex.VERBOSE | regex.DOTALL,
)
_CONDITION_RE = regex.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<number>-?\d++(?:\.\d++)?)")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_NAUGHT = f"0.{_NO_BREAK}"
_PRECISE = Context(prec=15, rounding=ROUND_HALF_UP)
"""Spreadsheets keep fifteen digits; what a file holds beyond them is noise of binary fractions."""
_WHOLE = 10
"""Digits of a whole number that is shown as it is where no format asks otherwise."""
_MOST_PLACES = 30
_OVER = "/"
_WIDE = Context(prec=60)
_LARGEST = 10**20
_FIRST_DAY = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001  days without zones
_LAST_SERIAL = 2_958_465


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a code: for positive and negative numbers, for zero, for text."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)


@lru_cache(maxsize=8192)
def displayed(stored: str, code: str, *, from_1904: bool = False) -> str:
    """A stored number under a format code; what is no number is given back."""
    if not code and stored.isdecimal() and len(stored) <= _WHOLE:
        return str(int(stored))
    try:
        number = _PRECISE.create_decimal(stored)
    except InvalidOperation:
        return stored
    if not number.is_finite() or abs(number) >= _LARGEST:
        return stored
    section, is_signed = _section_for(number, _sections(code[:500]))
    if section is None:
        return _general(number)
    if section.has("time", "elapsed") and not section.has("digits"):
        return _moment(number, section, from_1904=from_1904) or _general(number)
    return _number(number if is_signed else abs(number), section)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[list[tuple[str, str]]] = [[]]
    for token in _TOKENS_RE.finditer(code):
        kind = token.lastgroup or "other"
        if kind == "other" and token[0] == ";":
            sections.append([])
        else:
            sections[-1].append((kind, str(token[kind])))
    return tuple(_Section(tuple(tokens), _condition(tokens)) for tokens in sections[:4])


def _condition(tokens: list[tuple[str, str]]) -> tuple[str, Decimal] | None:
    for kind, text in tokens:
        if kind == "bracket" and (found := _CONDITION_RE.fullmatch(text)):
            return str(found["sign"]), Decimal(str(found["number"]))
    return None


def _section_for(number: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section | None, bool]:
    """The section that shows a number, and whether its sign is still to be written."""
    if all(not section.tokens for section in sections) and len(sections) == 1:
        return None, True
    if any(section.condition for section in sections):
        chosen = next((s for s in sections if s.condition is None or _holds(number, s.condition)), None)
        return chosen, True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], True


def _holds(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    return {
        "<": number < bound, ">": number > bound, "<=": number <= bound, ">=": number >= bound,
        "=": number == bound, "<>": number != bound,
    }[sign]  # fmt: skip


def _number(number: Decimal, section: _Section) -> str:
    text = ""
    is_first = True
    if section.has("sign"):
        number *= 100
    sign = "-" if number < 0 else ""
    for kind, token in section.tokens:
        if kind == "digits" and is_first:
            is_first = False
            is_fraction = ("other", _OVER) in section.tokens
            digits = _general(abs(number)) if is_fraction or section.has("exponent") else _digits(abs(number), token)
            # A number that rounds to nothing has no sign.
            text += (sign if digits.strip(_NAUGHT) else "") + digits
        elif kind in {"general", "text"}:
            text += _general(number)
        elif kind == "digits" or (kind == "other" and token == _OVER and not is_first):
            continue
        elif kind == "blank":
            text += " "
        else:
            text += _written(kind, token)
    return text.strip()


def _written(kind: str, token: str) -> str:
    if kind == "literal":
        return token[1:] if token.startswith("\\") else token.strip('"')
    if kind in {"currency", "sign", "other", "time", "noon"}:
        return token
    return ""


def _digits(number: Decimal, pattern: str) -> str:
    places = _places(pattern)
    if places.scale:
        number /= 1000**places.scale
    rounded = number.quantize(places.unit, rounding=ROUND_HALF_UP, context=_WIDE)
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0").rjust(places.least, "0")
    optional = places.optional
    while optional and after.endswith("0"):
        after, optional = after[:-1], optional - 1
    if places.has_groups:
        first = len(before) % 3
        before = _NO_BREAK.join(
            filter(None, [before[:first], *(before[i : i + 3] for i in range(first, len(before), 3))])
        )
    return f"{before or 0}.{after}" if after else before


@dataclass(frozen=True, slots=True)
class _Places:
    """What a run of digit places such as `#,##0.0#` asks for."""

    least: int
    """Digits before the point that are always written."""
    unit: Decimal
    """What the number is rounded to."""
    optional: int
    """Decimals that are left out where they are zero."""
    has_groups: bool
    scale: int
    """Times that the number is divided by a thousand."""


@lru_cache(maxsize=512)
def _places(pattern: str) -> _Places:
    whole, _, decimals = pattern.partition(".")
    places = decimals.replace(",", "")
    # A comma at the very end divides by a thousand, one between digits sets thousands apart.
    grouped = whole.rstrip(",")
    return _Places(
        least=whole.count("0"),
        unit=Decimal(1).scaleb(-min(_MOST_PLACES, len(places))),
        optional=len(places) - len(places.rstrip("#?")),
        has_groups="," in grouped,
        scale=len(whole) - len(grouped) + decimals.count(","),
    )


def _general(number: Decimal) -> str:
    """Without a format: up to eleven digits, no zeros at the end."""
    if abs(number) < Decimal("1e-9"):
        return "0"
    whole = len(str(int(abs(number))))
    places = max(0, 10 - whole)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(number: Decimal, section: _Section, *, from_1904: bool) -> str:
    """A day, a month, a year or a time: as much of it as the format shows."""
    if not 0 <= number <= _LAST_SERIAL:
        return ""
    seconds = int((number * 86_400).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if section.has("elapsed"):
        return f"{seconds // 3600}:{seconds // 60 % 60:02}"
    # The first two months of 1900 are a day late in the files, after a leap day that never was.
    moment = _FIRST_DAY[from_1904] + dt.timedelta(seconds=seconds + (0 if from_1904 or number >= 60 else 86_400))
    letters = [token.lower() for kind, token in section.tokens if kind == "time"]
    has_day, has_year = (any(token[0] in marks for token in letters) for marks in ("d", "yb"))
    has_month = any(token[0] == "m" and not _is_minute(letters, index) for index, token in enumerate(letters))
    has_time = any(token[0] in "hs" for token in letters)
    day = ""
    if has_day:
        day = f"{moment:%Y-%m-%d}" if number >= 1 else ""
    elif has_month:
        day = f"{moment:%Y-%m}"
    elif has_year:
        day = f"{moment:%Y}"
    clock = f"{moment:%H:%M}" if has_time else ""
    return f"{day} {clock}".strip()


def _is_minute(letters: list[str], index: int) -> bool:
    """An `m` beside hours or seconds counts minutes."""
    before = letters[index - 1][0] if index else ""
    after = letters[index + 1][0] if index + 1 < len(letters) else ""
    return before == "h" or after == "s"
