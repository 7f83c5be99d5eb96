"""Events beside the time of their project and beside the day on which they are reported; how long a page has stood
unchanged while its project runs.

What is announced is no report: only verbs in the past, right beside the only date of a sentence, tell of what was.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import regex

from grantdocs.extractors.figures.time import of_dates
from grantdocs.extractors.funding_cues import cues_of
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.facts import DateFact, DateKind, Figure
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import PhraseIndex, tokens

if TYPE_CHECKING:
    from grantdocs.extractors.reading import Reading

__all__ = ["derive"]

_NEAR_PROJECT: Final = 92
"""Days before and after a project in which its first and last events may lie without any mistake."""
_BESIDE: Final = 80
"""Characters that may stand between a date and the verb that tells of it."""
_CHANGED: Final = 31
"""Days after its publication on which a page that does not say when it was changed may not have been."""
_HALF_YEAR: Final = 6
_PART_RE = regex.compile(r"[,;:()\n\t]|\s-\s")
_EXACT: Final = ("day",)
_AHEAD: Final = frozenset(
    {
        DateKind.PROJECT_PERIOD,
        DateKind.PROJECT_START,
        DateKind.PROJECT_END,
        DateKind.PROGRAMME_PERIOD,
        DateKind.DEADLINE,
    }
)


def derive(
    reading: Reading, dates: tuple[DateFact, ...], published: dt.date | None, *, several: bool
) -> Iterator[Figure]:
    """`published` is known from elsewhere; with `several` projects in one text none tells when an event should be."""
    period = None if several else _period(dates)
    if period:
        yield from _beside_project(reading, dates, *period)
    yield from _reports(reading, dates, published)
    if period:
        yield from _updates(reading, dates, *period)


def _period(dates: tuple[DateFact, ...]) -> tuple[dt.date, dt.date] | None:
    """The time of the project, where the text knows only one."""
    whole = {(d.start, d.end) for d in dates if d.kind is DateKind.PROJECT_PERIOD}
    starts = {d.start for d in dates if d.kind is DateKind.PROJECT_START}
    ends = {d.end for d in dates if d.kind is DateKind.PROJECT_END}
    if not whole and len(starts) == len(ends) == 1:
        whole = {(start, end) for start in starts for end in ends}
    if len(whole) != 1 or (starts | ends) - {day for pair in whole for day in pair}:
        return None
    start, end = next(iter(whole))
    return (start, end) if start and end and start < end else None


def _beside_project(reading: Reading, dates: tuple[DateFact, ...], start: dt.date, end: dt.date) -> Iterator[Figure]:
    """Events of which the sentence says that they are the project's."""
    cues = cues_of(reading)
    for index, date in enumerate(dates):
        if date.kind is not DateKind.EVENT or date.precision not in _EXACT or date.relative or not date.spans:
            continue
        if date.start is None or date.end is None:
            continue
        if not cues.any_within("project", *cues.sentence(reading.folded.index(date.spans[0].start))):
            continue
        day = date.end if date.end < start else date.start
        yield of_dates(
            "event",
            "days",
            day.toordinal(),
            min(max(day, start), end).toordinal(),
            indexes=(index,),
            dates=dates,
            label=f"{start.isoformat()}/{end.isoformat()}",
            tolerance=_NEAR_PROJECT,
            variant="before" if day < start else "after" if day > end else "",
        )


def _reports(reading: Reading, dates: tuple[DateFact, ...], published: dt.date | None) -> Iterator[Figure]:
    """What is told in the past tense lies before the day of publication."""
    written = _written(reading, dates, published)
    if written is None:
        return
    day, is_sure = written
    for index, date in enumerate(dates):
        if date.kind is not DateKind.EVENT or date.precision not in _EXACT or date.relative or date.start is None:
            continue
        late = (date.start - day).days
        if not _is_told(reading, dates, index) or (late > _CHANGED and not is_sure):
            continue
        yield of_dates(
            "report",
            "days",
            date.start.toordinal(),
            min(date.start, day).toordinal(),
            indexes=(index,),
            dates=dates,
            label=day.isoformat(),
        )


def _written(reading: Reading, dates: tuple[DateFact, ...], published: dt.date | None) -> tuple[dt.date, bool] | None:
    """The latest day on which the text may have been written, and whether it cannot have been changed after that.

    A page that was published one day may have been added to later; a dateline belongs to what stands below it.
    """
    document = reading.document
    stated = [d.end for d in dates if d.kind is DateKind.PUBLICATION and d.end and d.precision in _EXACT]
    changed = [dt.date.fromisoformat(day[:10]) for day in (document.modified, document.source.captured) if day]
    known = [dt.date.fromisoformat(document.published[:10])] if document.published else []
    days = [*stated, *changed, *known, *([published] if published else [])]
    return (max(days), bool(stated or changed or published)) if days else None


def _is_told(reading: Reading, dates: tuple[DateFact, ...], index: int) -> bool:
    """Whether a verb in the past stands beside this date, the only one of its sentence."""
    if not dates[index].spans:
        return False
    lower = reading.folded.lower
    start, end = (reading.folded.index(place) for place in (dates[index].spans[0].start, dates[index].spans[0].end))
    first, last = cues_of(reading).sentence(start)
    here = [reading.folded.index(span.start) for date in dates for span in date.spans]
    if sum(first <= place < last for place in here) != 1:
        return False
    for verb in _past(reading.lexicon).find(tokens(lower, first, last)):
        if verb.start >= end:
            if verb.start - end <= _BESIDE:
                return True
        elif verb.end <= start and start - verb.end <= _BESIDE and not _PART_RE.search(lower, verb.end, start):
            return True
    return False


@by_languages
def _past(lexicon: Lexicon) -> PhraseIndex[bool]:
    return PhraseIndex((fold_key(phrase), True) for phrase in lexicon.phrases("cues", "past"))


def _updates(reading: Reading, dates: tuple[DateFact, ...], start: dt.date, end: dt.date) -> Iterator[Figure]:
    """How long a page that was saved while its project ran had stood unchanged: half a year at the most.

    A page with a day of publication is a piece of news, which nobody has to change.
    """
    document = reading.document
    is_news = document.published or any(date.kind is DateKind.PUBLICATION for date in dates)
    if is_news or not document.source.captured:
        return
    saved = dt.date.fromisoformat(document.source.captured[:10])
    if not start <= saved <= end:
        return
    told = [d.end for d in dates if d.kind not in _AHEAD and d.precision in _EXACT and d.end and not d.relative]
    changed = [dt.date.fromisoformat(document.modified[:10])] if document.modified else []
    last = max(day for day in (*told, *changed, start) if day <= saved)
    due = _half_a_year_after(last)
    is_known = saved <= due or bool(changed)
    yield Figure(
        kind="update",
        unit="days",
        claimed=(saved - last).days if is_known else 0,
        computed=(min(saved, due) - last).days if is_known else 0,
        label=last.isoformat() if is_known else "",
        variant="" if is_known else "unknown",
    )


def _half_a_year_after(day: dt.date) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + _HALF_YEAR, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
