"""What an ordinary sentence says of one sum or day, in the languages beside the first: who pays, what begins, ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dates_texts import reading_of

from grantdocs.extractors import amounts, dates

SENTENCES = json.loads((Path(__file__).parent / "marked" / "sentences.json").read_text("utf-8"))
"""Language -> kind -> sentences with one sum or day; `other` where it tells nothing of the project's."""
CASES = [
    (language, kind, text) for language, kinds in SENTENCES.items() for kind, texts in kinds.items() for text in texts
]
_OF_MONEY = ("cost", "contribution")


@pytest.mark.parametrize(("language", "kind", "text"), CASES)
def test_one_sum_or_day_of_that_kind(language: str, kind: str, text: str) -> None:
    reading = reading_of(text, language)
    sums = [str(amount.kind) for amount in amounts.extract(reading, [])[0]]
    days = [str(date.kind) for date in dates.extract(reading)[0]]

    assert sums + days == [kind]
    assert kind == "other" or bool(sums) is kind.endswith(_OF_MONEY)
