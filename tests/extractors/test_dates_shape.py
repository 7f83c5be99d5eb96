"""Reading dates costs in step with the length of a text, also of one paragraph without end; what it finds stays."""

from __future__ import annotations

import datetime as dt
import random
import sys
from types import FrameType
from typing import Any, NamedTuple

import pytest
from dates_texts import reading_of

from grantdocs.extractors.dates import extract
from grantdocs.extractors.dates.periods import Periods
from grantdocs.extractors.reading import Reading

SENTENCES = (
    "The project runs from 3 May {year} to 30 June {later} and costs EUR 12 000. ",
    "The seminar took place on {day} April in the town hall. ",
    "On {day}.{month}.{year} the contract was signed, and the meeting followed in {year}. ",
    'The school "Green {day}" met on {day}-{later_day} March "for all of us". ',
    "The project will last {month} months until {day} October. ",
)


class _Period(NamedTuple):
    start: dt.date
    end: dt.date


def dense(sentences: int) -> str:
    """One paragraph."""
    chance = random.Random(11)
    parts = []
    for i in range(sentences):
        year, day = chance.randrange(2014, 2024), chance.randrange(1, 20)
        parts.append(
            SENTENCES[i % len(SENTENCES)].format(
                year=year, later=year + 1, day=day, later_day=day + 3, month=chance.randrange(1, 13)
            )
        )
    return "".join(parts)


@pytest.mark.parametrize("parted", [" ", "\n", "\t"])
def test_cost_grows_with_the_length(parted: str) -> None:
    small, large = (reading_of(dense(n).replace(". ", "." + parted), "en") for n in (150, 600))
    extract(small), extract(large)  # what is remembered of words is no part of the cost
    assert calls(large) <= 4.6 * calls(small)


def calls(reading: Reading) -> int:
    """How many functions were called, and generators asked."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(reading)
    finally:
        sys.setprofile(before)
    return counted


def test_first_period_around_days() -> None:
    chance = random.Random(5)
    first = dt.date(2021, 1, 1)
    for _ in range(200):
        periods = [
            _Period(first + dt.timedelta(begin), first + dt.timedelta(begin + chance.randrange(1, 90)))
            for begin in (chance.randrange(300) for _ in range(chance.randrange(1, 12)))
        ]
        start = first + dt.timedelta(chance.randrange(350))
        end = start + dt.timedelta(chance.randrange(20))
        expected = next((period for period in periods if period.start <= start and end <= period.end), None)
        assert Periods(periods).first_around(start, end) == expected
