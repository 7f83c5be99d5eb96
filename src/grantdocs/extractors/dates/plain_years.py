"""Which numbers of four digits are years: what stands around them must show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from grantdocs.extractors.dates.mentions import Mention
    from grantdocs.extractors.dates.points import Point, Series
    from grantdocs.extractors.dates.tokens import Tokens
    from grantdocs.extractors.reading import Reading

__all__ = ["are_years", "is_copyright"]

_PLAUSIBLE_YEARS = range(1900, 2061)
_PLAIN_YEARS = range(1950, 2061)
"""Years that need no word beside them: smaller numbers are as often something else."""
_LONGEST = 40
"""Years of a range."""
_OWNER_TOKENS = 14
_DECADE_REACH = 2
_EDGE = "\n\t,;)"
_AUTHOR_RE = regex.compile(r"(?:\b\p{Lu}\.|\bet al\.?),?\s?\($")
"""`Smith J. (2015)`, `Smith et al. (2015)`: the year of cited literature."""
_CITATION_RE = regex.compile(r"\(\p{Lu}[^()\n]*$")


def are_years(mention: Mention, series: Series, tokens: Tokens, reading: Reading, *, numbered: bool) -> bool:
    """Whether a number, or a range or list of them, means years; `numbered`: a label makes it a number of something."""
    years = [point.year for point in mention.points if point.year is not None]
    if len(years) != len(mention.points) or not all(year in _PLAUSIBLE_YEARS for year in years):
        return False
    first, last = mention.points[0], mention.points[-1]
    marked = any(point.marked for point in mention.points)
    if not marked and numbered:
        return False
    plain = all(year in _PLAIN_YEARS for year in years)
    if not (marked or plain or _is_led(first, tokens) or _is_bare(first, tokens, reading)):
        return False
    if mention.last is not None:
        return years[0] < years[1] <= years[0] + _LONGEST
    if _is_decade(last, tokens):
        return False
    alike = [point for point in series.points if point.form == "year"]
    return any(point.marked or _is_year_by_place(point, tokens, reading) for point in alike or mention.points)


def is_copyright(first: int, tokens: Tokens, end: int | None = None) -> bool:
    """A copyright sign or word stands before it on the same line, with the owner's name between, or right behind it."""
    start = max(0, first - _OWNER_TOKENS, tokens.codes.rfind("\n", 0, first) + 1)
    end = end or first + 1
    behind = range(end, min(end + 1, len(tokens.codes)))
    return any(tokens.codes[i] == "©" or "copyright" in tokens.values[i] for i in (*range(start, first), *behind))


def _is_led(year: Point, tokens: Tokens) -> bool:
    """A word that introduces a year stands right before it."""
    return year.first > 0 and bool(tokens.values[year.first - 1].keys() & {"year", "in", "since"})


def _is_decade(year: Point, tokens: Tokens) -> bool:
    """`1990. gados`, `les années 1930`: of words that also go with single years, only beside a round one."""
    near = [*range(max(0, year.first - _DECADE_REACH), year.first), *range(year.end - 1, year.end + 1)]
    for i in near:
        words = tokens.values[i].keys() if i < len(tokens.values) else set()
        if "decade" in words and ((i >= year.first and "year" not in words) or (year.year or 0) % 10 == 0):
            return True
    return False


def _is_year_by_place(year: Point, tokens: Tokens, reading: Reading) -> bool:
    """What stands around a bare number of four digits shows that it is a year."""
    codes, first, end = tokens.codes, year.first, year.end
    start, text = tokens.starts[first], reading.folded.text
    before, after = codes[first - 1 : first] or "\n", codes[end : end + 1] or "\n"
    classes = tokens.values[first - 1].keys() if first else set()
    if classes & {"year", "in", "since", "part", "decade"} or (  # "de jaren 2024 en 2025": no round years, so no decade
        before == ":" and first > 1 and "year" in tokens.values[first - 2]
    ):
        return True
    if end < len(codes) and "part" in tokens.values[end]:
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
        return not _AUTHOR_RE.search(text, max(0, start - 24), start)
    if before == "," and after in "\n\t,;" and not _is_citation(start, text):
        return True
    return _is_bare(year, tokens, reading)


def _is_bare(year: Point, tokens: Tokens, reading: Reading) -> bool:
    """`Die Schule wurde 1932 gebaut`: between words in small letters, where what is counted has a capital."""
    first, end, text = year.first, year.end, reading.folded.text
    words = reading.lexicon
    if words.first("calendar", "bare_years_at_stops") and tokens.codes[end : end + 1] in {",", "."}:
        return tokens.codes[first - 1 : first] == "w" and text[tokens.starts[first - 1]].islower()
    if not words.first("calendar", "bare_years"):
        return False
    if tokens.codes[end : end + 1] != "w" or not text[tokens.starts[end]].islower():
        return False
    if tokens.codes[first - 1 : first] in {"", "\n"}:
        return True
    plain = tokens.codes[first - 1] == "w" or "and" in tokens.values[first - 1]
    return plain and text[tokens.starts[first - 1]].islower()


def _is_citation(start: int, text: str) -> bool:
    """`(Smith & Jones, 2015, p. 4)`"""
    return bool(_CITATION_RE.search(text, max(0, start - 80), start))
