"""What happened, or is to happen, at a date: told by the words beside it, or else by its place."""

from __future__ import annotations

import datetime as dt
from itertools import compress
from typing import TYPE_CHECKING

import regex

from grantdocs.extractors.dates.lists import listed_blocks
from grantdocs.extractors.dates.mentions import is_framework
from grantdocs.extractors.dates.place import by_place, is_dateline, is_long, is_project_run, is_short
from grantdocs.extractors.dates.plain_years import is_copyright
from grantdocs.model.document import Zone
from grantdocs.model.facts import DateKind
from grantdocs.text.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.extractors.dates.layout import Cue, Layout
    from grantdocs.extractors.dates.years import Dated

__all__ = ["kinds", "publications"]

# How much farther a cue of a kind may stand than one of another kind to weigh the same, in characters.
_HANDICAP = {
    DateKind.EVENT: 30, DateKind.PUBLICATION: 15, DateKind.SIGNATURE: 15, DateKind.DEADLINE: 15, DateKind.OTHER: 20,
}  # fmt: skip
_KINDS = frozenset(kind.value for kind in DateKind)
_AFTER = 12
"""Handicap of a cue that follows its date."""
_REACH = {
    DateKind.PROJECT_PERIOD: 120, DateKind.PROJECT_START: 80, DateKind.PROJECT_END: 80, DateKind.PROGRAMME_PERIOD: 60,
    DateKind.DEADLINE: 60, DateKind.SIGNATURE: 60, DateKind.PUBLICATION: 40, DateKind.OTHER: 50, DateKind.EVENT: 400,
}  # fmt: skip
_FARTHEST = max(_REACH.values())
_YEAR_REACH = 60
"""A bare year is the year of an event only near its words."""
_PHASES = frozenset({DateKind.PROJECT_START, DateKind.PROJECT_END})
_PROJECT_KINDS = _PHASES | {DateKind.PROJECT_PERIOD}
_FIRST_PROJECTS = 1989
"""The year of the first structural funds; what was before belongs to history."""
_EVENT_BEFORE_PHASE = 40
_LEAD = 12
_OPENING_LENGTH = 16
"""Characters that may stand before a date at the start of a block that is labelled from above."""
_LABEL_LENGTH = 100
_LABEL_SHARE = 0.35
"""Share of a line that its cue must hold to make it a label."""
_LISTED = 20
"""Lines of a list that are looked at for the title above them."""
_LISTED_KINDS = frozenset({DateKind.EVENT, DateKind.DEADLINE})
_BROKEN_LINE = 30
_BEHIND_NAME_RE = regex.compile(r'["\s(,]{1,4}(?:\p{L}{1,3}\s)?')
_LABEL_END_RE = regex.compile(r"\s?:")
_PROGRAMME_BEHIND = 100


def kinds(dates: Sequence[Dated], layout: Layout) -> list[DateKind]:
    """The kind of each date, in the same order."""
    found = list(_kinds_alone(dates, layout))
    for i in range(1, len(dates)):
        if (
            found[i - 1] is DateKind.PROJECT_START
            and found[i] is DateKind.OTHER
            and _ends(dates[i - 1], dates[i], layout)
        ):
            found[i] = DateKind.PROJECT_END
    journeys = {
        dated.start + dt.timedelta(days)
        for dated, kind in zip(dates, found, strict=True)
        if kind is DateKind.EVENT and is_short(dated)
        for days in range((dated.end - dated.start).days + 1)
    }
    for i, dated in enumerate(dates):
        if dated.start in journeys and _is_unplaced(dated, found[i]):
            found[i] = DateKind.EVENT
    return found


def publications(dates: Sequence[Dated], layout: Layout) -> Iterator[Dated]:
    """The dates of the publication."""
    return compress(dates, (kind is DateKind.PUBLICATION for kind in _kinds_alone(dates, layout)))


def _kinds_alone(dates: Sequence[Dated], layout: Layout) -> Iterator[DateKind]:
    """The kind of each date without regard to the kind of the one before it."""
    listed = listed_blocks(dates, layout)
    placed = Stretches((dated.mention.start, dated.mention.end, dated) for dated in dates)
    return (_kind_of(dated, placed, layout, listed) for dated in dates)


def _kind_of(dated: Dated, dates: Stretches[Dated], layout: Layout, published: dict[int, DateKind]) -> DateKind:
    mention = dated.mention
    block = layout.block(mention.start)
    if mention.is_years and is_copyright(mention.first.first, layout.tokens, mention.points[-1].end):
        return DateKind.PUBLICATION
    if block in published:
        return published[block]
    if layout.zone(block) is Zone.METADATA:
        return DateKind.PUBLICATION
    if layout.zone(block) is Zone.COMMENT:
        return DateKind.OTHER
    if dated.end.year < _FIRST_PROJECTS:
        return DateKind.OTHER
    if is_dateline(dated, layout, block):
        return DateKind.PUBLICATION
    labelled = _by_cue(dated, dates, layout)
    if labelled is DateKind.EVENT and is_long(dated) and is_project_run(dated, layout):
        return DateKind.PROJECT_PERIOD
    years = (dated.start.year, dated.end.year)
    names_programme = mention.is_years and (is_framework(*years) or _follows_programme(dated, layout))
    if names_programme and not _is_labelled_period(dated, layout):
        return DateKind.PROGRAMME_PERIOD
    if labelled is not None:
        return labelled
    return by_place(dated, layout, block)


def _is_unplaced(dated: Dated, kind: DateKind) -> bool:
    """A single day that no word tells the kind of; the heading of a diary looks like a byline without year."""
    if dated.precision != "day" or dated.mention.last is not None:
        return False
    return kind is DateKind.OTHER or (kind is DateKind.PUBLICATION and dated.relative)


def _ends(start: Dated, end: Dated, layout: Layout) -> bool:
    """After the start of a project, the next, later day of the sentence is its end."""
    _, last = layout.sentence(start.mention.start, start.mention.end)
    return end.mention.last is None and end.mention.end <= last and start.end < end.start and end.precision != "year"


def _follows_programme(dated: Dated, layout: Layout) -> bool:
    """The years right behind the name of a programme: `Recovery Plan 2021-2026`."""
    if dated.mention.last is None:
        return False
    start = dated.mention.start
    return _BEHIND_NAME_RE.fullmatch(layout.text, layout.programme_before(start), start) is not None


def _is_labelled_period(dated: Dated, layout: Layout) -> bool:
    """A label right before the years, or in the cell before them, says that they are the period of the project."""
    start = dated.mention.start
    block = layout.block(start)
    labels = (layout.blocks[i] for i in layout.row(block) if i < block)
    if any(cue.kind == DateKind.PROJECT_PERIOD for label in labels for cue in layout.cues_in(*label)):
        return True
    end = dated.mention.end
    behind = layout.cues_in(end, min(layout.blocks[block][1], end + _PROGRAMME_BEHIND))
    if any(cue.kind == "programmes" for cue in behind):
        return False  # "The project is carried out under the 2021-2027 programme"
    near = [*layout.cues_in(max(layout.blocks[block][0], start - 60), start)]
    projects = [cue for cue in near if cue.kind == "projects"]
    return any(
        cue.kind == DateKind.PROJECT_PERIOD
        and start - cue.end <= _LEAD
        and (":" in layout.text[cue.end : start] or any(cue.start <= word.start < cue.end for word in projects))
        for cue in near
    )


def _by_cue(dated: Dated, dates: Stretches[Dated], layout: Layout) -> DateKind | None:
    """The kind that the best cue in the sentence, or else in the label beside or above, gives."""
    mention = dated.mention
    start, end = layout.sentence(mention.start, mention.end)
    found = _best(dated, (start, end), dates, layout)
    block = layout.block(mention.start)
    if found is not None and (found is not DateKind.EVENT or mention.end - start > 60):
        return _fitted(found, dated)
    for label in _label_blocks(block, layout, mention.start):
        first, last = layout.blocks[label]
        cues = [cue for cue in layout.cues_in(first, last) if cue.kind in _KINDS]
        if cues:
            # In a label the kinds of a project outrank the others, start and end before its time; else the last word.
            best = max(cues, key=lambda cue: (cue.kind.startswith("pro"), cue.kind in _PHASES, cue.end))
            return _fitted(DateKind(best.kind), dated)
    if found is not None:
        return _fitted(found, dated)
    return _by_line_above(dated, dates, layout, block) or _by_list_title(dated, layout, block)


def _by_list_title(dated: Dated, layout: Layout, block: int) -> DateKind | None:
    """The kind by the title of a list whose lines all open with a date: `Meetings`, `14-17 November 2011, Riga`, ..."""
    if dated.mention.start - layout.blocks[block][0] >= _OPENING_LENGTH or len(layout.row(block)) > 1:
        return None
    title = block - 1
    while title > max(0, block - _LISTED) and layout.opens_with_date(title) and not layout.is_long(title):
        title -= 1
    if title < 0 or title == block - 1 or layout.is_long(title):
        return None
    start, end = layout.blocks[title]
    cues = [cue for cue in layout.cues_in(start, end) if cue.kind in _LISTED_KINDS]
    held = max((cue.end - cue.start for cue in cues), default=0)
    return DateKind(cues[-1].kind) if held >= _LABEL_SHARE * (end - start) > 0 else None


def _by_line_above(dated: Dated, dates: Stretches[Dated], layout: Layout, block: int) -> DateKind | None:
    """The kind by the unfinished line above, where a sentence was broken into two blocks."""
    if not block or block in layout.alone:
        return None
    opening = layout.blocks[block][0]
    goes_on = layout.text[opening].islower() and layout.sentence(opening, dated.mention.end)[0] == opening
    if dated.mention.start - opening > (_YEAR_REACH if goes_on else _OPENING_LENGTH):
        return None
    start, end = layout.blocks[block - 1]
    broken = layout.zone(block) is layout.zone(block - 1) is Zone.BODY and end - start >= _BROKEN_LINE
    if not broken or not layout.text[end - 1].islower():
        return None
    kind = _best(dated, (layout.sentence(end - 1, end)[0], end), dates, layout)
    return None if kind is None else _fitted(kind, dated)


def _best(dated: Dated, within: tuple[int, int], dates: Stretches[Dated], layout: Layout) -> DateKind | None:
    mention = dated.mention
    cues = layout.cues_near(mention.start, mention.end, _FARTHEST, within)
    scored: list[tuple[int, DateKind]] = []
    for cue in cues:
        if cue.kind not in _KINDS or (cue.start < mention.end and mention.start < cue.end):
            continue
        kind = DateKind(cue.kind)
        before = cue.end <= mention.start
        if kind is DateKind.DEADLINE and layout.is_connective(cue):
            continue
        distance = mention.start - cue.end if before else cue.start - mention.end
        reach = _YEAR_REACH if kind is DateKind.EVENT and dated.precision == "year" else _REACH[kind]
        if distance > reach:
            continue
        between = (cue.end, mention.start) if before else (mention.end, cue.start)
        blocked = any(other.mention.series != mention.series for other in dates.beginning(*between))
        if kind in _PHASES and before and any(_is_event_before(cue, other) for other in cues):
            continue
        if before and _LABEL_END_RE.match(layout.text, cue.end):
            distance = 0
        if not before and _leads_to_another(cue, mention.start, dates):
            continue
        if kind in _PHASES and blocked:
            continue
        scored.append((distance + _HANDICAP.get(kind, 0) + (0 if before else _AFTER) + 80 * blocked, kind))
    return min(scored)[1] if scored and not layout.is_quoted(mention.start, mention.end) else None


def _leads_to_another(cue: Cue, start: int, dates: Stretches[Dated]) -> bool:
    """A cue after a date belongs to the next date, if that follows at once."""
    return any(other.mention.start != start for other in dates.beginning(cue.end, cue.end + _LEAD + 1))


def _is_event_before(phase: Cue, other: Cue) -> bool:
    """ "The seminar took place at the start of the project": the event has the date, not the project."""
    return other.kind == DateKind.EVENT and 0 <= phase.start - other.end <= _EVENT_BEFORE_PHASE


def _fitted(kind: DateKind, dated: Dated) -> DateKind:
    """The kind that suits a single date or a range, and the word that opens it."""
    mention = dated.mention
    if kind is DateKind.PROGRAMME_PERIOD and dated.precision == "day" and mention.last is None:
        return DateKind.OTHER
    if kind is DateKind.PUBLICATION and dated.precision == "year":
        return DateKind.OTHER  # of a book or a law: a page tells the day, or the year in its copyright
    if kind in _PROJECT_KINDS and mention.last is not None:
        return DateKind.EVENT if is_short(dated) else DateKind.PROJECT_PERIOD
    if kind is DateKind.PROJECT_PERIOD and mention.last is None:
        if mention.opening == "until":
            return DateKind.PROJECT_END
        if mention.opening == "from":
            return DateKind.PROJECT_START
        return DateKind.PROJECT_END if dated.precision == "day" else kind
    return kind


def _label_blocks(block: int, layout: Layout, offset: int) -> list[int]:
    """Blocks that can label a date at the start of a block: cells before it, the table's head, the line above."""
    row = layout.row(block)
    labels = [i for i in reversed(row) if i < block]
    if labels:
        header = layout.header(block)
        return labels if header is None else [*labels, header]
    start, _ = layout.blocks[block]
    if (
        block > 0
        and offset - start < _OPENING_LENGTH
        and not layout.is_long(block - 1)
        and not layout.dates_in(block - 1)
    ):
        above = layout.blocks[block - 1]
        if above[1] - above[0] <= _LABEL_LENGTH and _is_label(block - 1, layout):
            return [block - 1]
    header = layout.header(block)
    return [] if header is None else [header]


def _is_label(block: int, layout: Layout) -> bool:
    """A line above is a label if it ends with a colon or is hardly more than its cue; a title is none."""
    start, end = layout.blocks[block]
    # Above the first paragraph, the words of an event stand in the title of the publication.
    in_head = block < layout.body_start
    labels = (
        cue for cue in layout.cues_in(start, end) if cue.kind in _KINDS and not (in_head and cue.kind == DateKind.EVENT)
    )
    held = max((cue.end - cue.start for cue in labels), default=0)
    return layout.text[start:end].endswith(":") or held >= _LABEL_SHARE * (end - start)
