"""A folded text as a string of codes, one character a token, in which the grammar of dates needs no words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.extractors.dates.phrases import PhraseIndex, Primitive
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.languages import Lexicon
    from grantdocs.text.folding import Folded

__all__ = ["Calendar", "Tokens", "calendar"]

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""What a bare number of four digits may be as a year."""

_FIRST_COMBINATION = 0xE000
_NUMBERS = frozenset("NDyx")
_CLOCK_REACH = 8
_ISO_TIME_RE = regex.compile(r"t\d{2}")
"""2021-03-05T10:15"""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""15 IX 2020: the month as a numeral."""
_PLAIN_MARKS = frozenset("\n\t.,-/:()©;")

# Classes of words, each with the place in the language data that they come from.
_LISTS = {"month": "months", "weekday": "weekdays", "half": "halves", "quarter": "quarters"}
_GROUPS = {"season": "seasons", "part": "parts", "relative": "relative_years"}
_WORDS = {
    "year": ("year_words",), "day": ("day_words",), "month_word": ("month_words",), "ordinal": ("ordinal_suffixes",),
    "joiner": ("joiners",), "since": ("since",), "decade": ("decades",), "in": ("year_prepositions",),
    "from": ("range", "from"), "until": ("range", "until"), "between": ("range", "between"), "and": ("range", "and"),
    "from-behind": ("range", "behind", "from"), "until-behind": ("range", "behind", "until"),
    "between-behind": ("range", "behind", "between"), "recurring": ("recurring",),
    "clock": ("clock", "after"), "clock-ahead": ("clock", "before"),
    "street": ("streets", "after"), "street-ahead": ("streets", "before"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """`codes[i]` stands for the characters `starts[i]` to `ends[i]` (exclusive) of the folded text."""

    codes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[dict[str, Any], ...]
    """Class of a word -> its value: `{"month": 3}`; the number itself under `number`."""

    def glued(self, i: int) -> bool:
        """No blank stands between token `i` and the one before it."""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]

    def digits(self, i: int) -> int:
        return self.ends[i] - self.starts[i]

    def leads_to_clock(self, i: int) -> bool:
        """A time of day with its word stands within the next few tokens of the line."""
        for j in range(i, min(i + _CLOCK_REACH, len(self.codes))):
            if self.codes[j] in "\n\t;":
                return False
            if self.values[j].keys() & {"clock", "clock-ahead"} and self.values[j].get("time"):
                return True
        return False


class Calendar:
    """The calendar words of some languages, ready to tokenise."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._index = PhraseIndex(_phrases(lexicon))
        self._codes: dict[frozenset[str], str] = {}
        for held in self._index.combinations:
            for some in (held, held - {"ordinal"}, held - {"roman"}):
                if some:
                    self._codes.setdefault(some, chr(_FIRST_COMBINATION + len(self._codes)))

    def pattern(self, *classes: str) -> str:
        """A character class, for patterns over codes, of all words that belong to one of these classes."""
        codes = "".join(code for held, code in self._codes.items() if held.intersection(classes))
        return f"[{codes}]" if codes else r"(?!)"

    def tokens(self, folded: Folded, words: list[Primitive]) -> Tokens:
        """`words` are the primitives of `folded.lower`."""
        codes: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        values: list[dict[str, Any]] = []
        i = 0
        while i < len(words):
            word = words[i]
            entry = self._index.longest_at(words, i) if self._index.may_begin(word.text) else None
            if entry is None or (entry.length == 1 and (word.kind == "number" or word.text in _PLAIN_MARKS)):
                code = _code(word.kind, word.text)
                codes.append("x" if code in "NDYy" and self._is_code(words, i) else code)
                values.append({"number": int(word.text)} if word.kind == "number" else {})
                length = 1
            else:
                held = dict(entry.classes)
                if "ordinal" in held and not (i and words[i - 1].kind == "number" and words[i - 1].end == word.start):
                    del held["ordinal"]
                if folded.text[word.start].islower():
                    held.pop("roman", None)
                codes.append(self._codes.get(frozenset(held), "w"))
                if entry.capital and folded.text[word.start].islower():
                    held["small"] = True
                values.append(held)
                length = entry.length
            starts.append(word.start)
            ends.append(words[i + length - 1].end)
            i += length
        _hide_hours(codes, values, starts, ends)
        return Tokens("".join(codes), tuple(starts), tuple(ends), tuple(values))

    def _is_code(self, words: list[Primitive], i: int) -> bool:
        """Letters without a calendar meaning are glued to the number: 3D, 2014LT16."""
        if i + 1 == len(words) or words[i + 1].kind != "word" or words[i + 1].start != words[i].end:
            return False
        return self._index.longest_at(words, i + 1) is None and not _ISO_TIME_RE.fullmatch(words[i + 1].text)


@cache
def calendar(lexicon: Lexicon) -> Calendar:
    """The calendar of a lexicon; built once for each set of languages."""
    return Calendar(lexicon)


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, Any, str]]:
    own = {fold_key(form) for forms in lexicon.data[0]["calendar"]["months"] for form in forms}
    for index, data in enumerate(lexicon.data):
        words = data["calendar"]
        for name, key in _LISTS.items():
            for number, forms in enumerate(words.get(key, ()), start=1):
                for form in forms:
                    yield name, number, form
                    # "september 15" is a date in English, but not where the main language writes the day first.
                    if name == "month" and words.get("day_after_month") and (not index or fold_key(form) not in own):
                        yield "leading_month", number, form
        until = {fold_key(form) for form in words.get("range", {}).get("until", ())}
        ends = tuple(fold_key(form) for form in words.get("parts", {}).get("end", ()))
        # "until the end of" may stand as one phrase: among the words for until, or among those for the end.
        yield from (("part", "end", form) for form in until if form.endswith(tuple(f" {end}" for end in ends)))
        for name, key in _GROUPS.items():
            for value, forms in words.get(key, {}).items():
                for form in forms:
                    yield name, value, form
                    if name == "part" and fold_key(form).partition(" ")[0] in until and " " in form:
                        yield "until", True, form
        for name, path in _WORDS.items():
            found = words
            for key in path:
                found = found.get(key, {})
            for form in found:
                yield name, form if name == "ordinal" else True, form
        for form in data["cues"].get("copyright", ()):
            yield "copyright", True, form
    yield "copyright", True, "(c)"
    yield from (("roman", number, numeral) for number, numeral in enumerate(_ROMAN, start=1))


def _hide_hours(codes: list[str], values: list[dict[str, Any]], starts: list[int], ends: list[int]) -> None:
    """Numbers beside a word for the time of day are no days: `15 h 30`, `19.30 uur`, `klo 13`."""
    for i, held in enumerate(values):
        found: list[int] = []
        if "clock" in held and i > 1 and codes[i - 1] == "." and codes[i - 2] in _NUMBERS:
            # `do 12. ure`: the hour as an ordinal; a whole date before the word stays one.
            found += [i - 2] if not (i > 2 and codes[i - 3] == ".") else []
        elif "clock" in held and i and codes[i - 1] in _NUMBERS:
            # `19.30 h` is a time, `19. 18 h` a day and an hour.
            minutes = i > 2 and codes[i - 2] in ".:" and codes[i - 3] in _NUMBERS and ends[i - 2] == starts[i - 1]
            found += [i - 1, i - 3] if minutes else [i - 1]
            found += [i + 1] if codes[i + 1 : i + 2] and codes[i + 1] in _NUMBERS else []
        if "clock-ahead" in held and codes[i + 1 : i + 2] and codes[i + 1] in _NUMBERS:
            minutes = len(codes) > i + 3 and codes[i + 2] in ".:" and codes[i + 3] in _NUMBERS
            minutes = minutes and ends[i + 2] == starts[i + 3]
            found += [i + 1, i + 3] if minutes else [i + 1]
        if found:
            held["time"] = True
        for j in found:
            codes[j] = "x"


def _code(kind: str, text: str) -> str:
    """A number's code says what it can be: N a month or a day, D a day, y two digits, Y a year, x nothing."""
    if kind == "word":
        return "w"
    if kind == "mark":
        return text if text in _PLAIN_MARKS else "?"
    number = int(text)
    if len(text) == 4:
        return "Y" if FIRST_YEAR <= number <= LAST_YEAR else "x"
    if len(text) > 2:
        return "x"
    if 1 <= number <= 31:
        return "N" if number <= 12 else "D"
    return "y" if len(text) == 2 else "x"
