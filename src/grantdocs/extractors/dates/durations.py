"""Stated durations of a project, given to the period, start or end that they stand beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from grantdocs.extractors.dates.phrases import PhraseIndex, Words
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.facts import DateFact, DateKind
from grantdocs.text.phrase_index import PhraseIndex as Phrases
from grantdocs.text.phrase_index import tokens
from grantdocs.text.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grantdocs.extractors.dates.layout import Layout

__all__ = ["with_durations"]

_MONTHS = {"month": 1, "year": 12}
_LONGEST = 180
"""Months; nothing longer is the duration of a project."""
_NEAR = 150
"""Characters up to which a duration belongs to a date."""
_ADDED = 50
"""Characters before a duration within which words of an extension speak of it."""
_LEAD = 30
"""Characters before a duration within which a verb says that something lasts so long."""
_PROJECT_KINDS = frozenset({DateKind.PROJECT_PERIOD, DateKind.PROJECT_START, DateKind.PROJECT_END})
_PROJECT_WORDS = frozenset({*(kind.value for kind in _PROJECT_KINDS), "projects"})


@dataclass(frozen=True, slots=True)
class _Duration:
    start: int
    end: int
    months: int


def with_durations(facts: Sequence[DateFact], words: Words, layout: Layout) -> list[DateFact]:
    """The facts, with the months that a label or sentence about the project's duration states near by."""
    given = list(facts)
    if all(fact.kind not in _PROJECT_KINDS for fact in facts):
        return given
    project = _project_dates(facts, layout)
    for duration in _durations(words, layout):
        near = (
            (max(start - duration.end, duration.start - end, 0), i)
            for start, end, i in project.near(duration.start, duration.end, _NEAR)
        )
        distance, nearest = min(near, default=(_NEAR + 1, 0))
        if distance <= _NEAR and given[nearest].duration_months is None:
            given[nearest] = replace(given[nearest], duration_months=duration.months)
    return given


def _project_dates(facts: Sequence[DateFact], layout: Layout) -> Stretches[tuple[int, int, int]]:
    """Where the dates of a project stand, and which facts they are."""
    index = layout.reading.folded.index
    places = sorted(
        (index(span.start), index(span.end), i)
        for i, fact in enumerate(facts)
        if fact.kind in _PROJECT_KINDS
        for span in fact.spans
    )
    return Stretches((start, end, (start, end, i)) for start, end, i in places)


def _durations(words: Words, layout: Layout) -> Iterator[_Duration]:
    lexicon = layout.reading.lexicon
    units = _units(lexicon)
    numbers = _number_words(lexicon)
    for at in units.begun(words):
        i = at - 1 - (at > 1 and words.texts[at - 1] == "-")
        value = _value(words.texts[i], numbers) if i >= 0 else None
        entry = units.longest_at(words, at) if value is not None else None
        if value is None or entry is None:
            continue
        months = value * _MONTHS[str(entry.classes[0][1])]
        duration = _Duration(words.starts[i], words.ends[at + entry.length - 1], int(months))
        whole = months == int(months) and 0 < months <= _LONGEST
        if whole and not _is_added(duration, layout) and _is_of_project(duration, layout):
            yield duration


@by_languages
def _units(lexicon: Lexicon) -> PhraseIndex:
    return PhraseIndex(
        ("unit", unit, phrase) for unit in _MONTHS for phrase in lexicon.phrases("calendar", "durations", unit)
    )


@by_languages
def _number_words(lexicon: Lexicon) -> dict[str, str]:
    return lexicon.mapping("numbers", "words")


def _value(word: str, numbers: dict[str, str]) -> Decimal | None:
    if word.isdecimal():
        return Decimal(word) if len(word) <= 3 else None
    return Decimal(numbers[word]) if word in numbers else None


def _is_added(duration: _Duration, layout: Layout) -> bool:
    """ "Extended by 12 months": the sentence says what was added, before the duration or right behind it."""
    start, end = layout.sentence(duration.start, duration.end)
    stretch = layout.lower[max(start, duration.start - _ADDED) : min(end, duration.end + _ADDED // 2)]
    return bool(_extensions(layout.reading.lexicon).find(tokens(stretch)))


@by_languages
def _extensions(lexicon: Lexicon) -> Phrases[str]:
    return Phrases((phrase, "extension") for phrase in lexicon.phrases("cues", "extensions"))


def _is_of_project(duration: _Duration, layout: Layout) -> bool:
    """A word for the project's period stands in the sentence, the row or the line above."""
    block = layout.block(duration.start)
    row = layout.row(block)
    stretches = [layout.sentence(duration.start, duration.end), *(layout.blocks[i] for i in row if i < block)]
    if len(row) == 1 and block > 0 and not layout.is_long(block - 1):
        stretches.append(layout.blocks[block - 1])
    if any(DateKind.PROJECT_PERIOD in layout.kinds_in(*stretch) for stretch in stretches):
        return True
    return _is_lasting(duration, layout) and not layout.kinds_in(*stretches[0]).isdisjoint(_PROJECT_WORDS)


def _is_lasting(duration: _Duration, layout: Layout) -> bool:
    """ "It will last 24 months": such a verb stands right before the duration."""
    start, _ = layout.sentence(duration.start, duration.end)
    stretch = layout.lower[max(start, duration.start - _LEAD) : duration.start]
    return bool(_lasting(layout.reading.lexicon).find(tokens(stretch)))


@by_languages
def _lasting(lexicon: Lexicon) -> Phrases[str]:
    return Phrases((phrase, "lasting") for phrase in lexicon.phrases("cues", "lasting"))
