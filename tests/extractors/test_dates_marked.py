"""The marked tables of dates: every date of a text, nothing else, with the words it was read from."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import regex
from dates_texts import reading_of, unmarked

from grantdocs.extractors.dates import extract
from grantdocs.languages import lexicon, tags

MARKED = Path(__file__).parent / "marked"
TABLES = {tag: json.loads((MARKED / f"dates_{tag}.json").read_text("utf-8")) for tag in tags()}
"""`dates`: start/end and, where the text shows it, the kind; `fresh` is for benchmarks/extraction_dates.py."""
MAIN = {"lv", "lt", "et", "en", "pl", "de", "fr"}
CASES = [
    pytest.param(tag, case, id=f"{tag}-{name}-{number}")
    for tag, table in TABLES.items()
    for name in ("found", "none")
    for number, case in enumerate(table[name])
]


@pytest.mark.parametrize(("tag", "case"), CASES)
def test_marked_text(tag, case):
    text, marks = unmarked(case["text"])
    published = dt.date.fromisoformat(case["published"]) if "published" in case else None
    facts, gaps = extract(reading_of(text, lexicon((tag,))), published)
    found = [f"{fact.start}/{fact.end} {fact.kind.value}" for fact in facts]
    wanted = case.get("dates", [])
    assert [item.split()[0] for item in found] == [item.split()[0] for item in wanted]
    assert [item for item in wanted if " " in item and item not in found] == []
    assert [gap.reason for gap in gaps if gap.reason == "ambiguous-date"] == case.get("gaps", [])
    if wanted:
        assert sorted((span.start, span.end) for fact in facts for span in fact.spans) == marks


@pytest.mark.parametrize("tag", tags())
def test_table_is_large_enough_and_has_as_many_figures_without_a_date(tag):
    found, none = TABLES[tag]["found"], TABLES[tag]["none"]
    hits = sum(len(case.get("dates", ())) for case in found)
    assert hits >= (60 if tag in MAIN else 20)
    assert len(none) >= 0.8 * len(found)
    assert sum(len(regex.findall(r"\d++", case["text"])) for case in none) >= hits
