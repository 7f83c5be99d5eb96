"""Page headers and footers: what stands at the same height on many pages and differs in its page number at most."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter

import regex

from grantdocs.readers.pdf.lines import Line, PageReading

__all__ = ["take_running_lines"]

_NEAR_EDGE = 0.14
_MOST_LINES = 4
_SAME_HEIGHT = 5.0
_LONGEST_NUMBERED = 70
_ENOUGH, _LEAST = 3, 2
"""Pages with which a number must grow to be theirs; fewer do where it counts from 1 on, or stands alone."""
_NEAR = 2
"""Even and odd pages may have headers of their own."""
_DIGITS_RE = regex.compile(r"\p{Nd}++")
_LETTER_RE = regex.compile(r"\p{L}")
_COUNT_RE = regex.compile(
    r"(?<!\p{Nd}|\p{Nd}[.,:'’\-]|\p{Sc}\s?|(?<!\p{L})\p{Lu}{3}\s?|\p{L}[\-/]?|(?<!\p{Nd})\p{Nd}{1,3}\s(?=\p{Nd}{3}))"
    r"\p{Nd}{1,3}+"
    r"(?!\p{Nd}|[.,:'’\-]\p{Nd}|\s\p{Nd}{3}(?!\p{Nd})|\s?\p{Sc}|\s?\p{Lu}{3}(?!\p{L})|/\p{Nd}++/)"
)
"""What may be the number of a page: no part of an amount, a date or a code, and no year."""
_PAGE = "\N{REPLACEMENT CHARACTER}"
_SIGN = rf"[^\p{{L}}\p{{Nd}}{_PAGE}]"
_BARE_RE = regex.compile(rf"{_SIGN}*+{_PAGE}(?:{_SIGN}{{1,3}}\p{{Nd}}{{1,4}}+)?+{_SIGN}*+")
"""A page number, perhaps with how many there are, and nothing else."""


def take_running_lines(pages: list[PageReading]) -> tuple[list[Line], list[Line]]:
    """Takes headers and footers off the pages and returns each wording once; bare page numbers are left out.

    Lines that differ in other numbers, such as amounts and dates, say something new on each page and stay there.
    """
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in _edge_lines(page):
            found[_key(line)].append(line)
    enough = max(_LEAST, len(pages) * 0.4)
    repeated = [
        (wording, same)
        for lines in found.values()
        if _repeats(lines) >= enough
        for wording, same in _wordings(lines).items()
        if _PAGE in wording or _repeats(same) >= _LEAST
    ]
    taken = {id(line) for _, same in repeated for line in same}
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in taken]
    middle = {page.number: page.height / 2 for page in pages}
    told = [same[0] for wording, same in repeated if _says_something(wording)]
    told.sort(key=lambda line: (line.page, line.top, line.left))
    return (
        [line for line in told if line.top < middle[line.page]],
        [line for line in told if line.top >= middle[line.page]],
    )


def _edge_lines(page: PageReading) -> list[Line]:
    by_height = sorted(page.lines, key=lambda line: line.top)
    head = [line for line in by_height[:_MOST_LINES] if line.bottom < _NEAR_EDGE * page.height]
    foot = [line for line in by_height[-_MOST_LINES:] if line.top > (1 - _NEAR_EDGE) * page.height]
    return head + [line for line in foot if line not in head]


def _key(line: Line) -> str:
    """Page numbers differ; the figures of a long line do not if it is a header."""
    text = _plain(line).casefold()
    return _DIGITS_RE.sub("0", text) if len(text) <= _LONGEST_NUMBERED else text


def _plain(line: Line) -> str:
    return " ".join(line.text.split())


def _repeats(lines: list[Line]) -> int:
    """On how many pages they stand at the height at which they mostly do."""
    places = sorted(line.top for line in lines)
    middle = places[len(places) // 2]
    return len({line.page for line in lines if abs(line.top - middle) <= _SAME_HEIGHT})


def _wordings(lines: list[Line]) -> dict[str, list[Line]]:
    """Lines that differ in their digits at most, by what they say but for the number of the page."""
    pages: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for line in lines:
        for nth, _, number in _counts(line):
            pages[nth, number - line.page].add(line.page)
    is_alone = not _LETTER_RE.search(lines[0].text)
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        text = _plain(line)
        known = [
            (len(seen), span)
            for nth, span, number in _counts(line)
            if _grows(seen := pages[nth, number - line.page], line.page, number, is_alone=is_alone)
        ]
        if known:
            _, (start, end) = max(known, key=itemgetter(0))
            text = text[:start] + _PAGE + text[end:]
        found[text.casefold()].append(line)
    return found


def _grows(pages: set[int], page: int, number: int, *, is_alone: bool) -> bool:
    """Whether a number that is as far ahead of its page on all these pages is the number of the page."""
    ahead = number - page
    is_counted = is_alone or ahead == 0 or 1 - ahead in pages
    is_near = any(page + by in pages for by in range(-_NEAR, _NEAR + 1) if by)
    return is_near and len(pages) >= (_LEAST if is_counted else _ENOUGH)


def _counts(line: Line) -> list[tuple[int, tuple[int, int], int]]:
    """What may be the number of the page: as which of its numbers, where, and how much it is."""
    text = _plain(line)
    nth = {match.start(): number for number, match in enumerate(_DIGITS_RE.finditer(text))}
    return [(nth[found.start()], found.span(), int(found.group())) for found in _COUNT_RE.finditer(text)]


def _says_something(wording: str) -> bool:
    is_worded = bool(_LETTER_RE.search(wording) or _DIGITS_RE.search(wording))
    return is_worded and not _BARE_RE.fullmatch(wording)
