"""Which stretches of a text are dates: the series of the grammar, freed of numbers that only look like dates."""

from __future__ import annotations

import calendar as civil
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.dates.grammar import Point, Series, grammar
from grantdocs.extractors.dates.phrases import PhraseIndex, Primitive
from grantdocs.model.document import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.dates.tokens import Tokens
    from grantdocs.extractors.reading import Reading
    from grantdocs.languages import Lexicon
    from grantdocs.model.location import Span

__all__ = ["Mention", "Mentions", "is_copyright", "is_framework", "mentions"]

_PLAUSIBLE_YEARS = range(1900, 2061)
_PLAIN_YEARS = range(1950, 2061)
"""Years that need no word beside them: smaller numbers are as often something else."""
_FRAMEWORK_START, _FRAMEWORK_YEARS = 2000, 7
"""The Union's financial frameworks run seven years: 2000-2006, 2007-2013, 2014-2020, ..."""
_FULL_FORMS = frozenset(
    "text-ymd text-ymd-month-first text-dmy text-mdy number-dmy number-ymd text-ym text-my unit-first unit-last".split()
)
_ALNUM_RE = regex.compile(r"[\p{L}\p{N}]")
_MONEY_RE = regex.compile(
    r"\s?(?:\p{Sc}|%|eur\b|[a-z]{3}\b(?<=eur|usd|pln|lvl|ltl|eek|sek|gbp|czk|huf|ron|hrk|dkk|bgn))"
)
_MONEY_BEFORE_RE = regex.compile(
    r"(?:\p{Sc}|(?<![a-z])(?:eur|usd|pln|lvl|ltl|eek|sek|gbp|czk|huf|ron|hrk|dkk|bgn))\s?$"
)
_OWNER_TOKENS = 14
_SHORT_LABEL = 3
_OPENERS = frozenset("from until since between in part joiner day weekday year".split())
_EDGE = "\n\t,;)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A date or range as written; `start` and `end` (exclusive) count characters of the folded text."""

    start: int
    end: int
    first: Point
    last: Point | None = None
    """The other end of a range."""
    opening: str | None = None
    """`from` or `until`: the word before a date that leaves one side open."""
    weekday: int | None = None
    is_end: bool = False
    """Until the end of the month or year."""
    series: int = 0
    """Mentions of one list share it."""

    @property
    def points(self) -> tuple[Point, ...]:
        return (self.first,) if self.last is None else (self.first, self.last)

    @property
    def is_years(self) -> bool:
        return all(point.month is None and point.unit is None for point in self.points)


@dataclass(frozen=True, slots=True)
class Mentions:
    """All dates of a text in reading order, years still missing where the text leaves them out."""

    found: tuple[Mention, ...]
    gaps: tuple[Gap, ...]
    """What is written like a date but is no day of the calendar."""
    tokens: Tokens


def mentions(reading: Reading, words: list[Primitive]) -> Mentions:
    """`words` are the primitives of the folded text."""
    rules = grammar(reading.lexicon)
    labels = _label_ends(reading, words)
    tokens = rules.calendar.tokens(reading.folded, words)
    found: list[Mention] = []
    gaps: list[Gap] = []
    for number, series in enumerate(rules.series(tokens)):
        for mention in _mentions_of(series, tokens, number):
            span = reading.folded.span(mention.start, mention.end)
            if not _is_date(mention, series, tokens, reading, labels) or _is_taken(mention, span, reading):
                continue
            if not all(map(_is_possible, mention.points)):
                gaps.append(_impossible(span, reading))
            if possible := _possible_part(mention, tokens):
                found.append(possible)
    return Mentions(tuple(found), tuple(gaps), tokens)


def is_framework(first: int, last: int) -> bool:
    """Whether two years are the first and the last of a financial framework of the Union."""
    return (
        last - first == _FRAMEWORK_YEARS - 1
        and first >= _FRAMEWORK_START
        and (first - _FRAMEWORK_START) % _FRAMEWORK_YEARS == 0
    )


def _mentions_of(series: Series, tokens: Tokens, number: int) -> Iterator[Mention]:
    points = list(series.points)
    between = "between" in _opening_words(tokens, points[0].first)
    if between and series.connections == ("list",):
        yield _mention(points[0], points[1], tokens, number)
        return
    while points:
        offset = len(series.points) - len(points)
        length = 1
        while offset + length - 1 < len(series.connections) and series.connections[offset + length - 1] == "range":
            length += 1
        if length <= 2:
            yield _mention(points[0], points[1] if length == 2 else None, tokens, number)
        points = points[length:]


def _mention(first: Point, last: Point | None, tokens: Tokens, number: int) -> Mention:
    end = (last or first).end
    while tokens.codes[end - 1] == ".":
        end -= 1
    words = _opening_words(tokens, first.first)
    opening = None if last else "until" if "until" in words else "from" if words & {"from", "since"} else None
    weekday = _weekday(tokens, first.first, (last or first).end)
    is_end = opening == "until" and first.day is None and _names_end(tokens, first)
    return Mention(tokens.starts[first.first], tokens.ends[end - 1], first, last, opening, weekday, is_end, number)


def _possible_part(mention: Mention, tokens: Tokens) -> Mention | None:
    """The mention, or the one end of a range that is a day of the calendar."""
    first, last = mention.first, mention.last
    if all(map(_is_possible, mention.points)):
        return mention
    if last is None:
        return None
    if _is_possible(first):
        return replace(mention, end=tokens.ends[first.end - 1], last=None, opening="from")
    return (
        replace(mention, start=tokens.starts[last.first], first=last, last=None, opening="until")
        if _is_possible(last)
        else None
    )


def _names_end(tokens: Tokens, point: Point) -> bool:
    near = (*range(max(0, point.first - 2), point.first), *range(point.end, min(point.end + 1, len(tokens.codes))))
    return any(tokens.values[i].get("part") == "end" for i in near)


def _opening_words(tokens: Tokens, first: int) -> set[str]:
    """Classes of the calendar words right before a date; up to two other words may stand between."""
    found: set[str] = set()
    skipped = 0
    for i in range(first - 1, max(first - 6, -1), -1):
        if classes := tokens.values[i].keys() & _OPENERS:
            found |= classes
        elif tokens.codes[i] == "w" and skipped < 1 and not found:
            skipped += 1
        else:
            break
    return found


def _weekday(tokens: Tokens, first: int, end: int) -> int | None:
    before = tokens.codes[max(0, first - 2) : first]
    for i in (first - 1, first - 2) if before.endswith(",") else (first - 1,):
        if i >= 0 and "weekday" in tokens.values[i]:
            return int(tokens.values[i]["weekday"])
    for i in range(end, min(end + 3, len(tokens.codes))):
        if "weekday" in tokens.values[i]:
            return int(tokens.values[i]["weekday"])
        if tokens.codes[i] not in ",(":
            break
    return None


def _is_date(mention: Mention, series: Series, tokens: Tokens, reading: Reading, labels: frozenset[int]) -> bool:
    first, last = mention.points[0], mention.points[-1]
    if not _stands_free(first.first, last.end, tokens, reading.folded.text, full=_is_full(mention)):
        return False
    if mention.last is not None and (mention.first.month is None) != (mention.last.month is None):
        # A year and a month of another year: "2019. gada jūlijs - 2020" is one range, "3 - March" none.
        return mention.first.year is not None and mention.last.year is not None and mention.is_years is False
    if mention.is_years:
        return _are_years(mention, series, tokens, reading, labels)
    if any(point.unit is not None for point in mention.points):
        return all(point.year is not None or point.relative is not None for point in mention.points)
    if any(point.form == "month" and "small" in tokens.values[point.first] for point in mention.points):
        return False
    lower = reading.folded.lower
    if first.form in {"number-my", "number-ym", "number-dm"} and (
        _MONEY_RE.match(lower, mention.end) or _numbered(mention.start, reading.folded.text, labels)
    ):
        return False
    if first.form == "number-dm" and mention.last is None:
        return _is_day_by_place(mention, tokens)
    return first.is_anchored or first.form == "month"


def _is_day_by_place(mention: Mention, tokens: Tokens) -> bool:
    """`26.04.` is a day where a word of time or a weekday leads to it, else a number of a chapter, an amount."""
    first = mention.first.first
    if tokens.codes[mention.first.end - 1] != ".":
        return False
    if tokens.leads_to_clock(mention.first.end):
        return True
    if tokens.codes[first - 1 : first] in {"", "\n", "\t"}:
        return False
    return mention.opening is not None or mention.weekday is not None or "in" in tokens.values[first - 1]


def _is_full(mention: Mention) -> bool:
    return all(point.form in _FULL_FORMS for point in mention.points)


def _stands_free(first: int, end: int, tokens: Tokens, text: str, *, full: bool) -> bool:
    """The date is no part of a code, an address or a longer number."""
    start, stop = tokens.starts[first], tokens.ends[end - 1]
    before, after = text[max(0, start - 2) : start], text[stop : stop + 2]
    if before[-1:] in {"-", "/", "_", "=", "&", "@", "#", "+", "\\"} and len(before) == 2 and _ALNUM_RE.match(before):
        return before[-1] == "-" and full and before[0].isalpha()
    if before[-1:] in {"/", "=", "@", "#", "\\", "_"}:
        return False
    if before[-1:] in {".", ",", ":"} and before[:1].isdecimal():
        return False
    if after[:1] in {"-", "/", "_", "=", "@", ":", "\\"} and len(after) == 2 and _ALNUM_RE.match(after[1]):
        return full and (after[0] == "-" and after[1].isalpha())
    return not (after[:1] in {".", ","} and len(after) == 2 and after[1].isdecimal()) and not after[:1].isalpha()


def _are_years(mention: Mention, series: Series, tokens: Tokens, reading: Reading, labels: frozenset[int]) -> bool:
    years = [point.year for point in mention.points if point.year is not None]
    if len(years) != len(mention.points) or not all(year in _PLAUSIBLE_YEARS for year in years):
        return False
    following = tokens.values[mention.points[-1].end] if mention.points[-1].end < len(tokens.codes) else {}
    marked = any(point.marked for point in mention.points)
    if not marked and not all(year in _PLAIN_YEARS for year in years):
        return False
    if _MONEY_RE.match(reading.folded.lower, mention.end) or _MONEY_BEFORE_RE.search(
        reading.folded.lower, max(0, mention.start - 5), mention.start
    ):
        return False
    if not marked and _numbered(mention.start, reading.folded.text, labels):
        return False
    if mention.last is not None:
        return years[0] < years[1] <= years[0] + 40
    if "decade" in following or "decade" in tokens.values[mention.first.end - 1]:
        return False
    if marked or any(point.marked for point in series.points if point.form == "year"):
        return True
    return _is_year_by_place(mention, tokens, reading)


def _is_year_by_place(mention: Mention, tokens: Tokens, reading: Reading) -> bool:
    """What stands around a bare number of four digits shows that it is a year."""
    codes, first, end = tokens.codes, mention.first.first, mention.first.end
    before, after = codes[first - 1 : first] or "\n", codes[end : end + 1] or "\n"
    classes = tokens.values[first - 1].keys() if first else set()
    if classes & {"year", "in", "since", "part"} or (
        before == ":" and first > 1 and "year" in tokens.values[first - 2]
    ):
        return True
    if classes & {"from", "until", "joiner"} and (
        after in _EDGE or after == "." or tokens.values[end].keys() & {"until", "from"}
    ):
        return True
    if is_copyright(first, tokens):
        return True
    if before in "\n\t" and after in "\n\t":
        return True
    if before == "(" and after == ")":
        return not _AUTHOR_RE.search(reading.folded.text, max(0, mention.start - 24), mention.start)
    return before == "," and after in "\n\t,;" and not _is_citation(mention, reading)


def is_copyright(first: int, tokens: Tokens, end: int | None = None) -> bool:
    """A copyright sign or word stands before it on the same line, with the owner's name between, or right behind it."""
    start = max(0, first - _OWNER_TOKENS, tokens.codes.rfind("\n", 0, first) + 1)
    end = end or first + 1
    behind = range(end, min(end + 1, len(tokens.codes)))
    return any(tokens.codes[i] == "©" or "copyright" in tokens.values[i] for i in (*range(start, first), *behind))


_AUTHOR_RE = regex.compile(r"(?:\b\p{Lu}\.|\bet al\.?),?\s?\($")
"""`Smith J. (2015)`, `Smith et al. (2015)`: the year of cited literature."""
_CITATION_RE = regex.compile(r"\(\p{Lu}[^()\n]*$")


def _is_citation(mention: Mention, reading: Reading) -> bool:
    """`(Smith & Jones, 2015, p. 4)`"""
    return bool(_CITATION_RE.search(reading.folded.text, max(0, mention.start - 80), mention.start))


def _is_taken(mention: Mention, span: Span, reading: Reading) -> bool:
    if not reading.is_taken(span):
        return False
    years = [point.year or 0 for point in mention.points]
    return not (mention.is_years and len(years) == 2 and is_framework(*years))


@cache
def _number_labels(lexicon: Lexicon) -> PhraseIndex:
    return PhraseIndex(
        ("number", True, phrase) for name in ("number", "not") for phrase in lexicon.phrases("cues", "awards", name)
    )


def _label_ends(reading: Reading, words: list[Primitive]) -> frozenset[int]:
    """Where words end that make a number the number of something."""
    labels, text = _number_labels(reading.lexicon), reading.folded.text
    return frozenset(
        words[i + entry.length - 1].end
        for i, word in enumerate(words)
        if labels.may_begin(word.text)
        for entry in labels.all_at(words, i)
        # "EN 2019" is a standard, "en 2019" a year.
        if not (entry.capital and entry.length == 1 and len(word.text) <= _SHORT_LABEL and text[word.start].islower())
    )


def _numbered(start: int, text: str, label_ends: frozenset[int]) -> bool:
    if text[start - 1 : start] == "#":
        return True
    while start and text[start - 1] in " .:":
        if start in label_ends:
            return True
        start -= 1
    return start in label_ends


def _is_possible(point: Point) -> bool:
    if point.month is not None and not 1 <= point.month <= 12:
        return False
    if point.day is None or point.month is None:
        return True
    # Without a year, 29 February may exist.
    return point.day <= civil.monthrange(point.year or 2000, point.month)[1]


def _impossible(span: Span, reading: Reading) -> Gap:
    return Gap(
        reason="impossible-date",
        detail=f"'{reading.quote(span)}' is no day of the calendar.",
        pointer="/dates",
        spans=(span,),
    )
