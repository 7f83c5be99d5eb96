"""Dates that a publication states, each with its days and what it is the date of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from grantdocs.extractors.dates.durations import with_durations
from grantdocs.extractors.dates.kind import kinds, publications
from grantdocs.extractors.dates.layout import Layout
from grantdocs.extractors.dates.mentions import mentions
from grantdocs.extractors.dates.phrases import words_of
from grantdocs.extractors.dates.tokens import calendar
from grantdocs.extractors.dates.years import Dated, complete, settle_order, with_years
from grantdocs.model.facts import DateFact, DateKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grantdocs.extractors.reading import Reading
    from grantdocs.model.document import Gap

__all__ = ["extract"]

_PAIR_DISTANCE = 200
"""Characters up to which a start and an end make one period."""


def extract(reading: Reading, published: dt.date | None = None) -> tuple[tuple[DateFact, ...], tuple[Gap, ...]]:
    """All dates, first mention first; `published` is a publication date that is known from elsewhere.

    Relative dates are resolved against it, against the date in the document's metadata, or against the publication
    date that the text itself gives; without any of them they are gaps.
    """
    words = words_of(reading.folded.lower, calendar(reading.lexicon).hints)
    found = mentions(reading, words)
    layout = Layout(reading, words, found)
    settled, order_gaps = settle_order(found.found, reading)
    known = complete(settled)
    published = published or _metadata_date(reading)
    if published is None and len(known) < len(settled):
        published = _date_of_publication(known, layout)
    dates, year_gaps = with_years(settled, known, published, layout)
    facts = [_fact(dated, kind, reading) for dated, kind in zip(dates, kinds(dates, layout), strict=True)]
    return _merged(with_durations(_paired(facts), words, layout)), (*found.gaps, *order_gaps, *year_gaps)


def _metadata_date(reading: Reading) -> dt.date | None:
    try:
        return dt.date.fromisoformat((reading.document.published or "")[:10])
    except ValueError:
        return None


def _date_of_publication(known: Sequence[Dated], layout: Layout) -> dt.date | None:
    return next((dated.start for dated in publications(known, layout) if dated.precision in {"day", "month"}), None)


def _fact(dated: Dated, kind: DateKind, reading: Reading) -> DateFact:
    mention = dated.mention
    spans = [reading.folded.span(mention.start, mention.end)]
    if dated.beside is not None:
        spans.insert(0, reading.folded.span(*dated.beside))
    return DateFact(
        start=dated.start,
        end=dated.end,
        precision=dated.precision,
        kind=kind,
        relative=dated.relative,
        weekday=mention.weekday,
        spans=tuple(spans),
    )


def _paired(facts: list[DateFact]) -> list[DateFact]:
    """A start and the end beside it are one period, unless two ends compete."""
    paired: list[DateFact] = []
    for i, fact in enumerate(facts):
        before = paired[-1] if paired else None
        if (
            before is not None
            and {before.kind, fact.kind} == {DateKind.PROJECT_START, DateKind.PROJECT_END}
            and _distance(before, fact) <= _PAIR_DISTANCE
            and not (
                i + 1 < len(facts)
                and facts[i + 1].kind is fact.kind
                and _distance(fact, facts[i + 1]) <= _PAIR_DISTANCE
            )
        ):
            first, last = (before, fact) if before.kind is DateKind.PROJECT_START else (fact, before)
            if first.start is not None and last.end is not None and first.start <= last.end:
                period = replace(
                    first,
                    end=last.end,
                    kind=DateKind.PROJECT_PERIOD,
                    relative=first.relative or last.relative,
                    weekday=None,
                    spans=tuple(sorted((*first.spans, *last.spans))),
                )
                paired[-1] = period
                continue
        paired.append(fact)
    return paired


def _distance(one: DateFact, other: DateFact) -> int:
    return other.spans[0].start - one.spans[-1].end


def _merged(facts: list[DateFact]) -> tuple[DateFact, ...]:
    """Each date once with all its places, and once more only where it is the date of something else."""
    specific = {(fact.start, fact.end) for fact in facts if fact.kind is not DateKind.OTHER}
    same: dict[tuple[dt.date | None, dt.date | None, DateKind], list[DateFact]] = {}
    first: dict[tuple[dt.date | None, dt.date | None], list[DateFact]] = {}
    rest: list[DateFact] = []
    for fact in facts:
        days = (fact.start, fact.end)
        if fact.kind is DateKind.OTHER and days in specific:
            rest.append(fact)
        else:
            same.setdefault((*days, fact.kind), []).append(fact)
            first.setdefault(days, same[*days, fact.kind])
    for fact in rest:
        first[fact.start, fact.end].append(fact)
    return tuple(sorted(map(_united, same.values()), key=lambda fact: fact.spans))


def _united(facts: list[DateFact]) -> DateFact:
    if len(facts) == 1:
        return facts[0]
    return replace(
        facts[0],
        spans=tuple(sorted({span for fact in facts for span in fact.spans})),
        relative=all(fact.relative for fact in facts),
        weekday=next((fact.weekday for fact in facts if fact.weekday), None),
        duration_months=next((fact.duration_months for fact in facts if fact.duration_months), None),
    )
