"""The marked tables of partners, one a language: `partners` with what is «marked» and its base form, country and role,
`nothing` with texts that name none. A case in `open` is one that is known to fail."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grantdocs.extractors import awards, funds, organisations, partners, statements
from grantdocs.extractors.reading import Reading
from grantdocs.languages import lexicon
from grantdocs.languages import tags as languages
from grantdocs.model.facts import Partner
from grantdocs.testing import document_of, marked
from grantdocs.text.folding import fold

FOLDER = Path(__file__).parent / "marked"
MANY, FEW = 25, 8
BIG = {"lv", "lt", "et", "en", "pl", "de", "fr"}


@cache
def table(tag: str) -> Any:
    return json.loads((FOLDER / f"partners_{tag}.json").read_text(encoding="utf-8"))


def found(text: str, tag: str) -> tuple[Partner, ...]:
    document = document_of(text, tag)
    reading = Reading(document, fold(text), tag, (tag,), lexicon((tag,)))
    numbers = awards.numbers(reading)
    reading = reading.without(number.span for number in numbers)
    stated = statements.extract(reading)
    granted, _ = awards.extract(reading, numbers, (), stated)
    others = [span for fund in funds.extract(reading) for span in fund.spans]
    named = organisations.find(reading)
    return partners.extract(reading, named, stated, (), others, awards=[s for award in granted for s in award.spans])


def cases(key: str) -> list[Any]:
    return [
        pytest.param(tag, case, id=f"{tag}-{number}")
        for tag in languages()
        for number, case in enumerate(table(tag)[key], start=1)
    ]


@pytest.mark.parametrize(("tag", "case"), cases("partners"))
def test_partners(tag: str, case: dict[str, Any]) -> None:
    text, spans = marked(case["text"])
    facts = found(text, tag)

    assert sorted(f"{fact.name} | {fact.country or '?'} | {fact.role}" for fact in facts) == sorted(case["found"])
    assert {fact.spans[0] for fact in facts} == set(spans)


@pytest.mark.parametrize(("tag", "text"), cases("nothing"))
def test_no_partners(tag: str, text: str) -> None:
    assert [fact.name for fact in found(text, tag)] == []


@pytest.mark.parametrize("tag", languages())
def test_tables_are_full(tag: str) -> None:
    wanted = MANY if tag in BIG else FEW

    assert len(table(tag)["partners"]) + len(table(tag).get("open", [])) >= wanted
    assert len(table(tag)["nothing"]) >= wanted


@pytest.mark.parametrize("tag", languages())
def test_open_cases_are_few_and_explained(tag: str) -> None:
    """What fails is kept in the table as it is, with the reason why."""
    left = table(tag).get("open", [])

    assert len(left) <= 1
    assert all(case["why"] for case in left)
