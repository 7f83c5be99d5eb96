"""A folded text as a string of codes, one character a token, in which the grammar of dates needs no words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

import regex

from grantdocs.extractors.dates.phrases import Entry, PhraseIndex, Remembered, Words, longest_part, words_of
from grantdocs.languages import Lexicon, by_languages
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.text.folding import Folded

__all__ = ["Calendar", "Tokens", "calendar"]

_FIRST_COMBINATION = 0xE000
_NUMBERS = frozenset("NDyx")
_FOREIGN = "\n\t;?©"
"""Marks that no form of dates has."""
_CLOCK_REACH = 8
_ISO_TIME_RE = regex.compile(r"t\d{2}")
"""2021-03-05T10:15"""
_CENTURY = 70
"""From this year on, a year of two digits belongs to the last century."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""15 IX 2020: the month as a numeral."""
_NUMBER_AND_WORD_RE = regex.compile("[NDYy](?=w)")

_OPENING = frozenset("month season half quarter".split())
"""Classes of words that a date without figures begins with."""

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
    stretches: str
    """The codes, with w for all that cannot stand in a date."""

    def reach(self, i: int, length: int) -> str:
        """So many codes from token `i` on, up to the first one that cannot stand in a date."""
        return self.stretches[i : i + length].partition("w")[0]

    def glued(self, i: int) -> bool:
        """No blank stands between token `i` and the one before it."""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]

    def holds(self, name: str, start: int, end: int) -> bool:
        """A word of this class stands between two characters."""
        within = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        return any(name in held for held in self.values[within])

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
        self._shown: dict[tuple[Entry, bool, bool, bool], tuple[str, dict[str, Any]]] = {}
        for held in self._index.combinations:
            for some in (held, held - {"ordinal"}, held - {"roman"}, held - {"ordinal", "roman"}):
                if some:
                    self._codes.setdefault(some, chr(_FIRST_COMBINATION + len(self._codes)))
        units = (form for unit in ("month", "year") for form in lexicon.phrases("calendar", "durations", unit))
        opening = (form for name, value, form in _phrases(lexicon) if name in _OPENING or value == "end")
        self._hinting = PhraseIndex(("hint", True, longest_part(form)) for form in (*opening, *units))
        self._short_year = regex.compile(rf"{self.pattern('month')}\.?,?\?[NDy](?!w)")
        """Of `2 May '19`."""
        self._clock = regex.compile(self.pattern("clock", "clock-ahead"))
        self.hints = Remembered(self._is_hint)
        """Stretches without blanks that hold a word of dates without figures, or the unit of a duration."""

    def pattern(self, *classes: str) -> str:
        """A character class, for patterns over codes, of all words that belong to one of these classes."""
        codes = "".join(code for held, code in self._codes.items() if held.intersection(classes))
        return f"[{codes}]" if codes else r"(?!)"

    def tokens(self, folded: Folded, words: Words) -> Tokens:
        """`words` are those of `folded.lower`."""
        codes = list(words.codes)
        values = list(map(_NUMBERS_IN.__getitem__, words.texts))
        starts, ends = list(words.starts), list(words.ends)
        for found in _NUMBER_AND_WORD_RE.finditer(words.codes):
            if self._is_code(words, found.start()):
                codes[found.start()] = "x"
        inside = set[int]()
        position = 0
        for i in self._index.begun(words):
            entry = self._index.longest_at(words, i) if i >= position else None
            if entry is None or (entry.length == 1 and words.codes[i] not in "w?"):
                continue
            codes[i], values[i] = self._held(entry, words, i, capital=not folded.text[starts[i]].islower())
            position = i + entry.length
            ends[i] = ends[position - 1]
            inside.update(range(i + 1, position))
        for found in self._short_year.finditer("".join(codes)):
            i = found.end() - 1
            if folded.text[starts[i - 1]] == "'" and starts[i] == ends[i - 1] and ends[i] - starts[i] == 2:
                year = int(words.texts[i])
                codes[i], values[i] = "Y", {"number": year + (1900 if year >= _CENTURY else 2000)}
                starts[i] = starts[i - 1]
                inside.add(i - 1)
        if inside:
            kept = [i not in inside for i in range(len(codes))]
            codes, values = list(compress(codes, kept)), list(compress(values, kept))
            starts, ends = list(compress(starts, kept)), list(compress(ends, kept))
        for found in self._clock.finditer("".join(codes)):
            _hide_hours(found.start(), codes, values, starts, ends)
        written = "".join(codes)
        stretches = written
        for mark in _FOREIGN:
            stretches = stretches.replace(mark, "w")
        return Tokens(written, tuple(starts), tuple(ends), tuple(values), stretches)

    def _is_hint(self, stretch: str) -> bool:
        return any(part in self._hinting for part in words_of(stretch).texts)

    def _held(self, entry: Entry, words: Words, i: int, *, capital: bool) -> tuple[str, dict[str, Any]]:
        """The code of a phrase at a place, and its classes there."""
        glued = bool(i and words.texts[i - 1].isdecimal() and words.ends[i - 1] == words.starts[i])
        key = (entry, glued, capital, capital and words.codes[i - 1 : i] == ".")
        found = self._shown.get(key)
        if found is None:
            found = self._shown[key] = self._show(*key)
        return found

    def _show(self, entry: Entry, glued: bool, capital: bool, opens: bool) -> tuple[str, dict[str, Any]]:  # noqa: FBT001
        held = dict(entry.classes)
        if not glued:
            held.pop("ordinal", None)
        if not capital:
            held.pop("roman", None)
        code = self._codes.get(frozenset(held), "w")
        if entry.capital and not capital:
            held["small"] = True
        if opens:
            held["opens"] = True  # a sentence
        return code, held

    def _is_code(self, words: Words, i: int) -> bool:
        """Letters without a calendar meaning are glued to the number: 3D, 2014LT16."""
        if words.starts[i + 1] != words.ends[i]:
            return False
        return self._index.longest_at(words, i + 1) is None and not _ISO_TIME_RE.fullmatch(words.texts[i + 1])


@by_languages
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


def _hide_hours(i: int, codes: list[str], values: list[dict[str, Any]], starts: list[int], ends: list[int]) -> None:
    """Numbers beside a word for the time of day (token `i`) are no days: `15 h 30`, `19.30 uur`, `klo 13`."""
    held = values[i]
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
        values[i] = {**held, "time": True}
    for j in found:
        codes[j] = "x"


_MOST_DIGITS = 18
"""Longer ones are part of no date, and may have thousands."""


def _number_in(text: str) -> dict[str, Any]:
    return {"number": int(text[:_MOST_DIGITS])} if text.isdecimal() else {}


_NUMBERS_IN = Remembered(_number_in)
