"""Lists of other publications and comments below a text, whose dates are not its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from grantdocs.extractors.dates.phrases import longest_part
from grantdocs.model.document import Zone
from grantdocs.model.facts import DateKind
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.extractors.dates.layout import Layout
    from grantdocs.extractors.dates.years import Dated
    from grantdocs.languages import Lexicon

__all__ = ["listed_blocks"]

_ENTRIES = 3
"""From this many dates on lines of their own on, they are a list, whatever stands above."""
_TITLE_LINES, _TITLE_LENGTH = 3, 9
_GALLERY_LINES, _SECTION_TITLE_LENGTH = 3, 60


def listed_blocks(dates: Sequence[Dated], layout: Layout) -> dict[int, DateKind]:
    """Blocks whose dates belong to lists of other publications (or to this one's entry there), and to comments."""
    found: dict[int, DateKind] = {}
    dated_blocks = {layout.block(dated.mention.start) for dated in dates}
    blocks = sorted(block for block in dated_blocks & layout.alone if len(layout.row(block)) == 1)
    first_long = layout.first_long
    runs = _runs([block for block in blocks if block > first_long], layout)
    runs = [run for run in runs if len(run) >= _ENTRIES or _under_gallery(run[0], layout)]
    own = _titles(layout) if runs else set()
    for run in runs:
        step = _title_side(run, layout)
        for block in run:
            title = fold_key(layout.text[slice(*layout.blocks[block + step])])
            found[block] = DateKind.PUBLICATION if title in own else DateKind.OTHER
    short = sorted(block for block in dated_blocks if block > first_long and not layout.is_long(block))
    comments = _section_start("comments", layout, range(first_long + 1, short[-1] + 1)) if short else None
    if comments is not None:
        found.update((block, DateKind.OTHER) for block in short if block >= comments)
    return found


def _runs(blocks: list[int], layout: Layout) -> list[list[int]]:
    """Dates on lines of their own with one or two short lines between."""
    runs: list[list[int]] = []
    for block in blocks:
        gap = range(runs[-1][-1] + 1, block) if runs else range(0)
        if runs and len(gap) in {1, 2} and not any(layout.is_long(i) for i in gap):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _under_gallery(block: int, layout: Layout) -> bool:
    """The title of a list of other publications stands right above the first entry."""
    above = range(max(0, block - _GALLERY_LINES), block)
    return any(_is_section_title(i, "gallery", layout) for i in above)


def _section_start(name: str, layout: Layout, blocks: range) -> int | None:
    """The first line of these that is the title of such a section."""
    hinted = {
        block for word in _section_hints(layout.reading.lexicon, name) for block in _holding(word, layout, blocks)
    }
    return next((block for block in sorted(hinted) if _is_section_title(block, name, layout)), None)


def _holding(word: str, layout: Layout, blocks: range) -> Iterator[int]:
    """Blocks in which these letters stand."""
    position, end = layout.blocks[blocks[0]][0], layout.blocks[blocks[-1]][1]
    while (position := layout.lower.find(word, position, end)) >= 0:
        yield (block := layout.block(position))
        position = max(layout.blocks[block][1], position + 1)


@cache
def _section_hints(lexicon: Lexicon, name: str) -> frozenset[str]:
    """Words of which one stands in each title of such a section."""
    phrases = lexicon.phrases("cues", "sections", name)
    return frozenset(longest_part(phrase).removesuffix("*") for phrase in phrases)


def _is_section_title(block: int, name: str, layout: Layout) -> bool:
    start, end = layout.blocks[block]
    if end - start > _SECTION_TITLE_LENGTH or len(layout.row(block)) > 1:
        return False
    return any(
        cue.kind == name and cue.start - start <= _SECTION_TITLE_LENGTH // 2 for cue in layout.cues_in(start, end)
    )


def _is_heading(block: int, layout: Layout) -> bool:
    """The line above the first date is no title of a publication, but a paragraph or the title of the list."""
    start, end = layout.blocks[block]
    return layout.is_long(block) or any(cue.kind == "gallery" for cue in layout.cues_in(start, end))


def _titles(layout: Layout) -> set[str]:
    """What may be the title of this publication: the file's own, and the lines above the first paragraph."""
    document = layout.reading.document
    head = document.blocks[: layout.body_start]
    marked = [block for block in head if block.zone in {Zone.TITLE, Zone.HEADING}]
    texts = [document.title or "", *(document.quote(block.span) for block in (*head[:_TITLE_LINES], *marked))]
    return {key for text in texts if len(key := fold_key(text)) >= _TITLE_LENGTH}


def _title_side(run: list[int], layout: Layout) -> int:
    """Whether the titles of a list of publications stand above (-1) or below (1) their dates."""
    below = run[-1] + 1
    return 1 if below < len(layout.blocks) and _is_heading(run[0] - 1, layout) else -1
