"""Short publications in twelve languages, with the statement of funding below them: the partners with their countries
and the titles that the whole flow finds, and that it finds no others."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grantdocs.catalogue.statements import statements
from grantdocs.pipeline import extract
from grantdocs.testing import document_of

TABLE = json.loads((Path(__file__).parent / "marked" / "publications.json").read_text(encoding="utf-8"))


@cache
def co_funded(tag: str) -> str:
    """The official words in a language."""
    return next(s.text for s in statements() if s.id == f"emblem-statement-2021.co-funded.{tag}")


def straight(name: str) -> str:
    return name.translate(str.maketrans("„“”", '"""'))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{case['language']}-{i}") for i, case in enumerate(TABLE["texts"], start=1)]
)
def test_partners_and_titles_of_a_publication(case: dict[str, Any]) -> None:
    tag = case["language"]
    facts = extract(document_of(f"{case['text']}\n{co_funded(tag)}", tag))

    found = {straight(f"{partner.name} | {partner.country or '?'}") for partner in facts.partners}
    assert found == set(map(straight, case["partners"]))
    assert {award.title or award.acronym for award in facts.awards} == set(case["titles"])


def test_open_cases_are_few_and_explained() -> None:
    assert len(TABLE["open"]) <= 3
    assert all(case["why"] for case in TABLE["open"])
