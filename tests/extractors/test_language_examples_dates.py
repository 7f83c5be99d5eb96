"""The `examples.dates` of every language file hold."""

from __future__ import annotations

import datetime as dt

import pytest
from dates_texts import reading_of

from grantdocs.extractors.dates import extract
from grantdocs.languages import language_data, lexicon, tags

EXAMPLES = [
    pytest.param(tag, example, id=f"{tag}-{number}")
    for tag in tags()
    for number, example in enumerate(language_data(tag)["examples"].get("dates", ()))
]


@pytest.mark.parametrize(("tag", "example"), EXAMPLES)
def test_example(tag, example):
    published = dt.date.fromisoformat(example["published"]) if "published" in example else None
    facts, _ = extract(reading_of(example["text"], lexicon((tag,))), published)
    found = {
        f"{fact.start}/{fact.end}": {
            kind.kind.value for kind in facts if (kind.start, kind.end) == (fact.start, fact.end)
        }
        for fact in facts
    }
    wanted = {}
    for item in example["found"]:
        days, _, kind = item.partition(" ")
        wanted.setdefault(days, set()).update({kind} if kind else ())
    assert set(found) == set(wanted)
    assert {days: kinds for days, kinds in wanted.items() if kinds and not kinds <= found[days]} == {}
