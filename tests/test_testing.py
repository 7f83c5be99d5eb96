"""The test kit itself: what it gives to authors of rules."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from grantdocs._resources import rules_folder
from grantdocs.errors import ScopeError
from grantdocs.model.facts import AmountKind
from grantdocs.model.location import Span
from grantdocs.rules import packs
from grantdocs.testing import document_of, facts_of, marked, run_cases


@pytest.mark.parametrize(
    ("text", "plain", "spans"),
    [
        ("no marks", "no marks", ()),
        ("«all»", "all", (Span(0, 3),)),
        ("a «b» and «c d»", "a b and c d", (Span(2, 3), Span(8, 11))),
        ("two «lines\nof it»", "two lines\nof it", (Span(4, 15),)),
        ("", "", ()),
    ],
)
def test_marked(text: str, plain: str, spans: tuple[Span, ...]) -> None:
    assert marked(text) == (plain, spans)


def test_mark_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(ValueError, match="not closed"):
        marked("a «b")


def test_document_of_lines_and_cells() -> None:
    document = document_of("Title\n\nLabel\tValue")

    assert [document.quote(block.span) for block in document.blocks] == ["Title", "Label", "Value"]
    assert [block.anchor.row for block in document.blocks] == [None, 3, 3]
    assert document.blocks[0].anchor.paragraph == 1


def test_facts_of_finds_the_places_of_repeated_words() -> None:
    items = [
        {"value": "5", "kind": "total_cost", "text": "EUR 5"},
        {"value": "5", "text": "EUR 5", "part_of": "/amounts/0"},
    ]

    facts = facts_of({"amounts": items}, document_of("EUR 5 and EUR 5"))

    assert [amount.spans for amount in facts.amounts] == [(Span(0, 5),), (Span(10, 15),)]
    assert (facts.amounts[0].value, facts.amounts[0].kind) == (Decimal(5), AmountKind.TOTAL_COST)
    assert facts.amounts[1].part_of == 0
    assert facts.document.is_project


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    packs.load.cache_clear()
    return Path(shutil.copytree(rules_folder() / "packs" / "erasmus-plus-2021", tmp_path / "erasmus-plus-2021"))


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        ({"facts": {}, "verdict": "pass"}, "the verdict is fail, not pass"),
        ({"facts": {"awards": [{"award_number": "A 1", "text": "A 1"}]}, "text": "«No» A 1", "verdict": "pass"}, "the evidence is 'A 1', not what is marked"),
        ({"facts": {}, "text": "«No» number", "verdict": "fail"}, "the evidence is nowhere in the text, not what is marked"),
    ],
)  # fmt: skip
def test_case_that_does_not_hold_says_why(copy: Path, case: dict, problem: str) -> None:
    file = copy / "award-number.cases.json"
    file.write_text(json.dumps({"rule": "x", "cases": [{"description": "it", **case}]}), encoding="utf-8")

    (result,) = run_cases(str(copy), "award-number")

    assert not result.passed
    assert str(result) == f"erasmus-plus-2021/award-number: it: {problem}"


def test_unknown_rule_names_those_there_are() -> None:
    with pytest.raises(ScopeError, match="outdated-wording"):
        run_cases("erasmus-plus-2021", "nothing")
