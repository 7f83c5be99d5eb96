"""Page headers and footers: what stands at the same height on many pages and differs in its digits at most."""

from __future__ import annotations

from collections import defaultdict

import regex

from grantdocs.readers.pdf.lines import Line, PageReading

__all__ = ["take_running_lines"]

_NEAR_EDGE = 0.14
_MOST_LINES = 4
_SAME_HEIGHT = 5.0
_LONGEST_NUMBERED = 70
_DIGITS_RE = regex.compile(r"\p{Nd}++")
_LETTER_RE = regex.compile(r"\p{L}")


def take_running_lines(pages: list[PageReading]) -> tuple[list[Line], list[Line]]:
    """Takes headers and footers off the pages and returns each once; bare page numbers are left out."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in _edge_lines(page):
            found[_key(line)].append(line)
    repeated = [lines for lines in found.values() if _is_repeated(lines, len(pages))]
    taken = {id(line) for lines in repeated for line in lines}
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in taken]
    middle = {page.number: page.height / 2 for page in pages}
    firsts = sorted((lines[0] for lines in repeated), key=lambda line: (line.page, line.top, line.left))
    worded = [line for line in firsts if _LETTER_RE.search(line.text)]
    return (
        [line for line in worded if line.top < middle[line.page]],
        [line for line in worded if line.top >= middle[line.page]],
    )


def _edge_lines(page: PageReading) -> list[Line]:
    by_height = sorted(page.lines, key=lambda line: line.top)
    head = [line for line in by_height[:_MOST_LINES] if line.bottom < _NEAR_EDGE * page.height]
    foot = [line for line in by_height[-_MOST_LINES:] if line.top > (1 - _NEAR_EDGE) * page.height]
    return head + [line for line in foot if line not in head]


def _key(line: Line) -> str:
    """Page numbers differ; the figures of a long line do not if it is a header."""
    text = " ".join(line.text.split()).casefold()
    return _DIGITS_RE.sub("0", text) if len(text) <= _LONGEST_NUMBERED else text


def _is_repeated(lines: list[Line], pages: int) -> bool:
    places = sorted(line.top for line in lines)
    middle = places[len(places) // 2]
    level = {line.page for line in lines if abs(line.top - middle) <= _SAME_HEIGHT}
    return len(level) >= max(2, pages * 0.4)
