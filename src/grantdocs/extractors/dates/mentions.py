"""Which stretches of a text are dates: the series of the grammar, freed of numbers that only look like dates."""

from __future__ import annotations

import calendar as civil
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import regex

from grantdocs.extractors.dates.grammar import grammar
from grantdocs.extractors.dates.phrases import PhraseIndex, Words
from grantdocs.extractors.dates.plain_years import are_years
from grantdocs.extractors.dates.points import Point, Series
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.extractors.dates.tokens import Tokens
    from grantdocs.extractors.reading import Reading
    from grantdocs.model.location import Span

__all__ = ["Mention", "Mentions", "is_framework", "mentions"]

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
_RECURRING_BEFORE, _RECURRING_AFTER = 6, 4
"""Tokens around a day within which `every year` makes it a day of every year."""
_MONEY_LENGTH = 5
_SHORT_LABEL = 3
_ARTICLE = 3
"""Letters of a word between weekday and day: `am Dienstag, dem 26. Juni`."""
_OPENERS = frozenset("from until since between in part joiner day weekday year".split())


class Mention(NamedTuple):
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


def mentions(reading: Reading, words: Words) -> Mentions:
    """`words` are the primitives of the folded text."""
    rules = grammar(reading.lexicon)
    tokens = rules.calendar.tokens(reading.folded, words)
    found: list[Mention] = []
    gaps: list[Gap] = []
    for number, series in enumerate(rules.series(tokens)):
        if _is_no_day(series, tokens):
            continue
        for mention in _mentions_of(series, tokens, number):
            span = reading.folded.span(mention.start, mention.end)
            if not _is_date(mention, series, tokens, reading, words) or _is_taken(mention, span, reading):
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


def _is_no_day(series: Series, tokens: Tokens) -> bool:
    """The name of a street or square (which has no word for 'day' in it), or a day of every year."""
    first, end = series.points[0], series.points[-1].end
    if first.month is None or first.day is None:
        return False
    before = first.first - 1
    while before >= 0 and tokens.codes[before] == "?":
        before -= 1
    if before >= 0 and "street-ahead" in tokens.values[before]:
        return True
    named = "street" in tokens.values[min(end, len(tokens.values) - 1)] and not series.connections
    if named and "day" not in tokens.values[end - 1]:
        return True
    if any(point.year is not None or point.relative is not None for point in series.points):
        return False
    near = (*range(first.first - 1, max(first.first - _RECURRING_BEFORE, 0) - 1, -1),)
    near = (*_same_line(near, tokens), *_same_line(range(end, min(end + _RECURRING_AFTER, len(tokens.codes))), tokens))
    return any("recurring" in tokens.values[i] for i in near)


def _same_line(indices: Iterable[int], tokens: Tokens) -> Iterator[int]:
    return takewhile(lambda i: tokens.codes[i] not in "\n\t;", indices)


def _mentions_of(series: Series, tokens: Tokens, number: int) -> Iterator[Mention]:
    points = list(series.points)
    between = "between" in _opening_words(tokens, points[0].first) or "between-behind" in _behind(
        tokens, points[-1].end
    )
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
    behind = _behind(tokens, (last or first).end)
    opening = None if last else _opening(words, behind)
    weekday = _weekday(tokens, first.first, (last or first).end)
    is_end = opening == "until" and first.day is None and _names_end(tokens, first)
    end += is_end and end < len(tokens.codes) and tokens.values[end].get("part") == "end"
    return Mention(tokens.starts[first.first], tokens.ends[end - 1], first, last, opening, weekday, is_end, number)


def _possible_part(mention: Mention, tokens: Tokens) -> Mention | None:
    """The mention, or the one end of a range that is a day of the calendar."""
    first, last = mention.first, mention.last
    if all(map(_is_possible, mention.points)):
        return mention
    if last is None:
        return None
    if _is_possible(first):
        return mention._replace(end=tokens.ends[first.end - 1], last=None, opening="from")
    return (
        mention._replace(start=tokens.starts[last.first], first=last, last=None, opening="until")
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


def _opening(words: set[str], behind: set[str]) -> str | None:
    """Which side of a single date is open."""
    if "until" in words or "until-behind" in behind:
        return "until"
    return "from" if words & {"from", "since"} or "from-behind" in behind else None


def _behind(tokens: Tokens, end: int) -> set[str]:
    """Classes of the ending of a date and of the word behind it: `31-ig`, `31.12. mennessä`, `loppuun mennessä`."""
    found: set[str] = set()
    for i in range(end - 1, min(end + 2, len(tokens.codes))):
        found |= tokens.values[i].keys()
        if i >= end and "part" not in tokens.values[i]:
            break
    return found


def _weekday(tokens: Tokens, first: int, end: int) -> int | None:
    before = tokens.codes[max(0, first - 2) : first]
    article = before[:1] == "," != before[1:] and tokens.ends[first - 1] - tokens.starts[first - 1] <= _ARTICLE
    for i in (first - 1, first - 2) if before.endswith(",") else (first - 3 if article else first - 1,):
        if i >= 0 and "weekday" in tokens.values[i]:
            return int(tokens.values[i]["weekday"])
    for i in range(end, min(end + 3, len(tokens.codes))):
        if "weekday" in tokens.values[i]:
            return int(tokens.values[i]["weekday"])
        if tokens.codes[i] not in ",(":
            break
    return None


def _is_date(mention: Mention, series: Series, tokens: Tokens, reading: Reading, words: Words) -> bool:
    first, last = mention.points[0], mention.points[-1]
    if not _stands_free(first.first, last.end, tokens, reading.folded.text, full=_is_full(mention)):
        return False
    if mention.last is not None and (mention.first.month is None) != (mention.last.month is None):
        # A year and a month of another year: "2019. gada jūlijs - 2020" is one range, "3 - March" none.
        return mention.first.year is not None and mention.last.year is not None and mention.is_years is False
    lower, text = reading.folded.lower, reading.folded.text
    if first.form == "relative-year":
        return mention.is_end
    if mention.is_years:
        numbered = _numbered(mention.start, words, reading)
        return not _is_money(mention, lower) and are_years(mention, series, tokens, reading, numbered=numbered)
    if any(point.unit is not None for point in mention.points):
        return all(point.year is not None or point.relative is not None for point in mention.points)
    if any(point.form == "month" and "small" in tokens.values[point.first] for point in mention.points):
        return False
    if first.form in {"number-my", "number-ym", "number-dm"} and (
        _MONEY_RE.match(lower, mention.end)
        or (not _opens_range(mention, tokens) and _numbered(mention.start, words, reading))
        or (mention.last is None and first.form != "number-dm" and _follows_noun(first.first, tokens, text))
    ):
        return False
    if first.form == "number-dm" and mention.last is None:
        return _is_day_by_place(mention, tokens)
    return first.is_anchored or first.form == "month"


def _opens_range(mention: Mention, tokens: Tokens) -> bool:
    """ "No 28.02. līdz 05.03.": the word that looks like the label of a number opens a range."""
    return mention.last is not None and "from" in _opening_words(tokens, mention.first.first)


def _follows_noun(first: int, tokens: Tokens, text: str) -> bool:
    """`zmluva 12/2019`: the number of what the word right before it names."""
    return tokens.codes[first - 1 : first] == "w" and text[tokens.starts[first - 1]].islower()


def _is_money(mention: Mention, lower: str) -> bool:
    return bool(
        _MONEY_RE.match(lower, mention.end)
        or _MONEY_BEFORE_RE.search(lower, max(0, mention.start - _MONEY_LENGTH), mention.start)
    )


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
    led = first > 0 and tokens.ends[first - 1] == start and tokens.values[first - 1].keys() & _OPENERS
    before, after = text[max(0, start - 2) : start], text[stop : stop + 2]
    if led:  # "fit-30 ta' Novembru": the hyphen belongs to the word
        before = ""
    if before[-1:] in {"-", "/", "_", "=", "&", "@", "#", "+", "\\"} and len(before) == 2 and _ALNUM_RE.match(before):
        return before[-1] == "-" and full and before[0].isalpha()
    if before[-1:] in {"/", "=", "@", "#", "\\", "_"}:
        return False
    if before[-1:] in {".", ",", ":"} and before[:1].isdecimal():
        return False
    if after[:1] in {"-", "/", "_", "=", "@", ":", "\\"} and len(after) == 2 and _ALNUM_RE.match(after[1]):
        return full and (after[0] == "-" and after[1].isalpha())
    if after == "T" + after[1:] and after[1:].isdecimal():
        return full  # 2021-03-05T10:15
    return not (after[:1] in {".", ","} and len(after) == 2 and after[1].isdecimal()) and not after[:1].isalpha()


def _is_taken(mention: Mention, span: Span, reading: Reading) -> bool:
    if not reading.is_taken(span):
        return False
    years = [point.year or 0 for point in mention.points]
    return not (mention.is_years and len(years) == 2 and is_framework(*years))


@by_languages
def _number_labels(lexicon: Lexicon) -> PhraseIndex:
    return PhraseIndex(
        ("number", True, phrase) for name in ("number", "not") for phrase in lexicon.phrases("cues", "awards", name)
    )


def _numbered(start: int, words: Words, reading: Reading) -> bool:
    """Whether words that make a number the number of something stand right before a character."""
    labels, text = _number_labels(reading.lexicon), reading.folded.text
    if text[start - 1 : start] == "#":
        return True
    reached = start
    while reached and text[reached - 1] in " .:":
        reached -= 1
    last = words.starting_at(start) - 1
    while last >= 0 and words.ends[last] >= reached:
        begun = labels.begun(words, max(0, last - labels.longest + 1), last + 1)
        if any(_is_label(i, last, words, labels, text) for i in begun):
            return True
        last -= 1
    return False


def _is_label(first: int, last: int, words: Words, labels: PhraseIndex, text: str) -> bool:
    for entry in labels.all_at(words, first):
        if entry.length == last - first + 1:
            # "EN 2019" is a standard, "en 2019" a year.
            short = entry.capital and entry.length == 1 and words.ends[first] - words.starts[first] <= _SHORT_LABEL
            return not (short and text[words.starts[first]].islower())
    return False


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
