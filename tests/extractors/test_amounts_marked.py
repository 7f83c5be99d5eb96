"""Amounts marked in sentences of every language (`marked/amounts_<tag>.json`), and figures that are no amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from dates_texts import reading_of
from marked_amounts import TABLES, MarkedCase, figures

from grantdocs.extractors.amounts import extract

_FEWEST = {tag: 60 if tag in {"lv", "lt", "et", "en", "pl", "de", "fr"} else 20 for tag in TABLES}
CASES = [
    pytest.param(case, id=f"{tag}-{number}")
    for tag, table in TABLES.items()
    for number, case in enumerate((*table.found, *table.none))
]


@pytest.mark.parametrize("case", CASES)
def test_marked_amounts_are_all_that_is_found(case: MarkedCase) -> None:
    amounts, rates, _ = extract(reading_of(case.text, case.language))
    found = sorted((span.start, amount) for amount in amounts for span in amount.spans)
    assert [(amount.value, amount.currency) for _, amount in found] == [
        (Decimal(mark.value), mark.currency) for mark in case.marks
    ]
    for mark, (start, amount) in zip(case.marks, found, strict=True):
        assert mark.start <= start < mark.end
        assert mark.kind in {None, str(amount.kind)}, case.text[mark.start : mark.end]
    assert case.rates in {None, frozenset(rate.value for rate in rates)}


@pytest.mark.parametrize("tag", TABLES)
def test_tables_are_large_enough(tag: str) -> None:
    table = TABLES[tag]
    hits = sum(len(case.marks) for case in table.found)
    assert hits >= _FEWEST[tag]
    assert figures(table.none) >= hits
