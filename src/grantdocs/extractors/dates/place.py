"""What a date is by its place in the publication: bylines, datelines, signatures, dates that stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from grantdocs.model.document import Zone
from grantdocs.model.facts import DateKind

if TYPE_CHECKING:
    from grantdocs.extractors.dates.layout import Layout
    from grantdocs.extractors.dates.years import Dated

__all__ = ["by_place", "is_dateline", "is_long", "is_project_run", "is_short"]

_END_BLOCKS = 4
_AUTHOR_LINES = 3
_BYLINE_LENGTH = 60
_BYLINE_RE = regex.compile(r"\s?[·|•]")
_SENTENCE_RE = regex.compile(r"\p{Ll}{3}\.$|;")
_SMALL_WORD_RE = regex.compile(r"(?<!\p{L})\p{Ll}++")
_SMALL_WORDS = 4
"""So many words in small letters make a line a sentence, not a byline."""
_PERSON_RE = regex.compile(r"^(?:\p{Lu}\p{Ll}+[-\s]){1,3}\p{Lu}\p{Ll}+,?$")
_PLACE_RE = regex.compile(r"\p{Lu}\p{L}+(?:\s\p{L}+)?,\s")
_PLACE_LINE_RE = regex.compile(r"\p{Lu}[\p{L}.'-]*+(?:\s\p{L}[\p{L}.'-]*+){0,3},\s?(?:\p{L}{1,5}\s)?")
_PLACE_LINE_END_RE = regex.compile(r"\.?(?:\s\p{Lu}\P{N}{0,60})?")
_DATELINE_PLACE_RE = regex.compile(r"[\s*(]*+(?:\p{Lu}[\p{L}.'-]*+(?:\s\p{L}[\p{L}.'-]*+){0,3},?\s)?")
_DATELINE_END_RE = regex.compile(r"[\s*)]*+(?:\.[*)]*+\s(?=\p{Lu})|-\s)")
_MARKUP_RE = regex.compile(r"[#* ]*+")
_CLOCK = r"\d{1,2}[:.]\d{2}"
_TIME_RE = regex.compile(rf"[\s,.(|-]*+{_CLOCK}")
_HOURS_RE = regex.compile(rf"[\s,(|]*+{_CLOCK}\s?-\s?{_CLOCK}")
_RUN_DAYS = (85, 3660)
"""Length of a range of days that a sentence about one project can mean by nothing else than its time."""
_SPAN_DAYS = (300, 3660)
"""Length of what can be the period of a project."""
_EVENT_DAYS = 14
"""A range of days up to this length, without any word to tell its kind, is an event; no project is as short."""


def by_place(dated: Dated, layout: Layout, block: int) -> DateKind:
    single = dated.mention.last is None
    alone = block in layout.alone and layout.dates_in(block) == 1
    head = block < max(layout.body_start, 3) and len(layout.row(block)) == 1
    if _HOURS_RE.match(layout.text, dated.mention.end):
        return DateKind.EVENT
    if is_short(dated):
        return DateKind.EVENT
    if not single and (_is_project_span(dated, layout, block) or is_project_run(dated, layout)):
        return DateKind.PROJECT_PERIOD
    if single and head and dated.precision == "day" and _names_talk(dated, layout, block):
        return DateKind.EVENT
    if single and (head or block >= len(layout.blocks) - _END_BLOCKS) and _is_place_line(dated, layout, block):
        return DateKind.PUBLICATION
    if single and dated.precision in {"day", "month"} and dated.mention.opening is None:
        if alone and _signed(block, layout):
            return DateKind.PUBLICATION if _is_authored(block, layout) else DateKind.SIGNATURE
        if alone and _is_below_title(block, layout):
            return DateKind.PUBLICATION
        if dated.mention.start == layout.blocks[block][0] and _BYLINE_RE.match(layout.text, dated.mention.end):
            return DateKind.PUBLICATION
        if head and (alone or (dated.precision == "day" and _is_byline(dated, layout, block))):
            return DateKind.PUBLICATION
        if alone and block >= len(layout.blocks) - 2 and dated.precision == "day":
            return DateKind.PUBLICATION
    if single and dated.precision == "day" and layout.tokens.leads_to_clock(dated.mention.points[-1].end):
        return DateKind.DEADLINE if dated.mention.opening == "until" else DateKind.EVENT
    if single and dated.mention.opening == "until" and dated.precision in {"day", "month"} and _is_ahead(dated, layout):
        return DateKind.PROJECT_END
    if single and dated.mention.weekday is not None and dated.precision == "day" and dated.mention.opening is None:
        return DateKind.EVENT
    return DateKind.OTHER


def _days(dated: Dated) -> int:
    """Length of a range, also of one whose ends were swapped by mistake."""
    return abs((dated.end - dated.start).days)


def _is_ahead(dated: Dated, layout: Layout) -> bool:
    """`In the project, new paths are built until June 2026`: a day to come, in a sentence about the project."""
    published = (layout.reading.document.published or "")[:10]
    if published and published >= dated.end.isoformat():
        return False
    return "projects" in layout.kinds_in(*layout.sentence(dated.mention.start, dated.mention.end))


def is_short(dated: Dated) -> bool:
    """A range of a few days, as of an event; no project is as short."""
    return dated.mention.last is not None and dated.precision == "day" and _days(dated) < _EVENT_DAYS


def is_long(dated: Dated) -> bool:
    return _SPAN_DAYS[0] <= _days(dated) <= _SPAN_DAYS[1]


def _is_project_span(dated: Dated, layout: Layout, block: int) -> bool:
    """Years, months or days that stand alone, open a heading, or follow a name in brackets: "ABC (2019-2022)"."""
    if dated.precision not in {"year", "month", "day"} or not is_long(dated):
        return False
    mention = dated.mention
    if block in layout.alone:
        return True
    if layout.zone(block) in {Zone.TITLE, Zone.HEADING}:
        return _MARKUP_RE.fullmatch(layout.lower, layout.blocks[block][0], mention.start) is not None
    return layout.text[mention.start - 1 : mention.start] == "(" and layout.text[mention.end : mention.end + 1] == ")"


def is_project_run(dated: Dated, layout: Layout) -> bool:
    """`From DAY until DAY the school runs the project`: months between, and the word for a project in the sentence."""
    mention = dated.mention
    if dated.precision not in {"day", "month"} or not _RUN_DAYS[0] <= _days(dated) <= _RUN_DAYS[1]:
        return False
    return "projects" in layout.kinds_in(*layout.sentence(mention.start, mention.end))


def _names_talk(dated: Dated, layout: Layout, block: int) -> bool:
    """The date on the title page of slides, or the place and date below the name of a meeting."""
    document = layout.reading.document
    if document.source.format == "pptx" or any(width > height for width, height in document.page_sizes_mm[:1]):
        return True
    start, _ = layout.blocks[block]
    if block in layout.alone or not block or not _PLACE_RE.match(layout.text, start, dated.mention.start):
        return False
    return any(cue.kind == DateKind.EVENT for cue in layout.cues_in(*layout.blocks[block - 1]))


def _is_byline(dated: Dated, layout: Layout, block: int) -> bool:
    """A short line, no sentence, that begins or ends with the date, or goes on with the time of day."""
    start, end = layout.blocks[block]
    mention = dated.mention
    if end - start - (mention.end - mention.start) > _BYLINE_LENGTH:
        return False
    before, after = layout.text[start : mention.start], layout.text[mention.end : end]
    rest = before + after
    if _SENTENCE_RE.search(rest) or len(_SMALL_WORD_RE.findall(rest)) >= _SMALL_WORDS:
        return False
    return not before.strip() or not after.strip(" .,)") or bool(_TIME_RE.match(after))


def _is_place_line(dated: Dated, layout: Layout, block: int) -> bool:
    """`Lyon, May 2022`, `Graz, am 4. Mai 2022`, `Vigo, a 4 de mayo de 2022. La alcaldesa`."""
    start, end = layout.blocks[block]
    return (
        dated.precision in {"day", "month"}
        and not layout.is_long(block)
        and _PLACE_LINE_RE.fullmatch(layout.text, start, dated.mention.start) is not None
        and _PLACE_LINE_END_RE.fullmatch(layout.text, dated.mention.end, end) is not None
        and not (block < layout.body_start and DateKind.EVENT in layout.kinds_in(*layout.blocks[block - 1]))
    )


def is_dateline(dated: Dated, layout: Layout, block: int) -> bool:
    """`Lyon, 4 May 2022. The city ...`, `04.05.2022 - The city ...`: what opens the first paragraph."""
    mention = dated.mention
    if block > layout.body_start or dated.precision != "day" or mention.last is not None or mention.opening:
        return False
    if layout.zone(block) is not Zone.BODY or not layout.is_long(block):
        return False
    start, _ = layout.blocks[block]
    opens = _DATELINE_PLACE_RE.fullmatch(layout.text, start, mention.start)
    return bool(opens and _DATELINE_END_RE.match(layout.text, mention.end))


def _is_below_title(block: int, layout: Layout) -> bool:
    return block > 0 and layout.zone(block - 1) in {Zone.TITLE, Zone.HEADING}


def _is_authored(block: int, layout: Layout) -> bool:
    """The person has written the publication: `Text by`, the name, the date."""
    above = range(max(0, block - _AUTHOR_LINES), block)
    return any(not layout.is_long(i) and DateKind.PUBLICATION in layout.kinds_in(*layout.blocks[i]) for i in above)


def _signed(block: int, layout: Layout) -> bool:
    """The date stands at the end, below the name of a person."""
    if block < len(layout.blocks) - _END_BLOCKS or block <= layout.body_start:
        return False
    above = [layout.blocks[i] for i in range(max(0, block - 2), block)]
    return any(_PERSON_RE.match(layout.text[start:end]) and not any(layout.cues_in(start, end)) for start, end in above)
