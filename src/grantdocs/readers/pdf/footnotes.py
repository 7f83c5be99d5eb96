"""Footnotes: small letters at the foot of a page that begin with a mark. Where they stand they would cut the text of
two pages apart."""

from __future__ import annotations

from collections import Counter

import regex

from grantdocs.readers.pdf.lines import Line, PageReading

__all__ = ["take_footnotes"]

_SMALL = 0.93
"""Of the size of the text of the publication."""
_MARK_RE = regex.compile(r"(?:\p{Nd}{1,3}|[¹²³⁰-⁹]++|\*{1,3}|[†‡§])(?:\s*+[\p{L}\"„“«(]|$)")
_UPPER_PART = 0.4
"""No footnote begins above this share of a page."""


def take_footnotes(pages: list[PageReading]) -> list[list[Line]]:
    """Takes footnotes off the pages; the lines of each, in order."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    if len(sizes) < 2:
        return []
    usual = sizes.most_common(1)[0][0]
    return [note for page in pages for note in _of_page(page, usual)]


def _of_page(page: PageReading, usual: float) -> list[list[Line]]:
    lowest = max((line.top for line in page.lines if line.size >= _SMALL * usual), default=None)
    if lowest is None:
        return []
    small = [line for line in page.lines if line.top > max(lowest, _UPPER_PART * page.height)]
    first = next((i for i, line in enumerate(small) if _MARK_RE.match(line.text)), None)
    # What stands between the text and the first mark is something else, such as the source of a table.
    if first is None or min(line.left for line in small[first:]) < small[first].left - usual:
        return []
    notes: list[list[Line]] = []
    for before, line in zip([None, *small[first:]], small[first:], strict=False):
        is_alone = before is not None and len(before.text) <= 3 and _MARK_RE.match(before.text)
        if before is None or (_MARK_RE.match(line.text) and not is_alone):
            notes.append([])
        notes[-1].append(line)
    taken = {id(line) for note in notes for line in note}
    page.lines = [line for line in page.lines if id(line) not in taken]
    return notes
