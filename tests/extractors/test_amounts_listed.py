"""Partners' budgets in lists of names and sums, and lists that are none."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from dates_texts import reading_of

from grantdocs.extractors.amounts import extract
from grantdocs.model.facts import AmountKind, Scope
from grantdocs.model.location import Span


@dataclass(frozen=True)
class Organisation:
    name: str
    span: Span


def parties(text: str, *names: str) -> dict[str, str]:
    """Party -> amount of what is read as a partner's total."""
    known = [Organisation(name, Span(text.index(name), text.index(name) + len(name))) for name in names]
    amounts, _, _ = extract(reading_of(text, "en"), known)
    return {
        amount.party or "": str(amount.value)
        for amount in amounts
        if (amount.scope, amount.kind) == (Scope.PARTNER, AmountKind.TOTAL_COST)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Total cost of the project: EUR 100 000.00.\nAlder Town – EUR 60 000.00\nBirch School – EUR 40 000.00",
            {"Alder Town": "60000.00", "Birch School": "40000.00"},
            id="lines",
        ),
        pytest.param(
            "Total cost of the project: EUR 100 000.00. Alder Town: EUR 60 000.00. Partner Birch School: EUR 40 000.00.",
            {"Alder Town": "60000.00", "Birch School": "40000.00"},
            id="sentences",
        ),
        pytest.param(
            "Total cost of the project: EUR 100 000.00.\n- Alder Town: EUR 50 000.00\n- Birch School: EUR 30 000.00\n"
            "- Cedar Yard: EUR 20 000.00",
            {"Alder Town": "50000.00", "Birch School": "30000.00", "Cedar Yard": "20000.00"},
            id="one among them is not known as an organisation",
        ),
        pytest.param(
            "Total cost of the project: EUR 100 000.00. The budget of Alder Town in the project is EUR 60 000.00. "
            "Birch School takes part.",
            {"Alder Town": "60000.00"},
            id="a name between label and sum",
        ),
        pytest.param(
            "Total cost of the project: EUR 100 000.00.\n- Alder Town has a budget of EUR 60 000.00\n"
            "- Birch School has a budget of EUR 40 000.00",
            {"Alder Town": "60000.00", "Birch School": "40000.00"},
            id="lines of the same words",
        ),
        pytest.param(
            "Total cost of the project: EUR 100 000.00. Alder Town has a budget of EUR 50 000.00. Birch School has a "
            "budget of EUR 30 000.00. Cedar Yard has a budget of EUR 20 000.00.",
            {"Alder Town": "50000.00", "Birch School": "30000.00", "Cedar Yard": "20000.00"},
            id="sentences of the same words, one name not known as an organisation",
        ),
    ],
)
def test_partners_of_a_list(text: str, expected: dict[str, str]) -> None:
    assert parties(text, "Alder Town", "Birch School") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Alder Town – EUR 60 000.00\nBirch School – EUR 40 000.00", id="no total"),
        pytest.param(
            "Total cost of the project: EUR 900 000.00.\nAlder Town – EUR 600.00\nBirch School – EUR 400.00",
            id="small things",
        ),
        pytest.param(
            "Total cost of the project: EUR 100 000.00.\nAlder Town bought benches: EUR 60 000.00\n"
            "Birch School painted its walls: EUR 40 000.00",
            id="what was done",
        ),
        pytest.param("Total cost of the project: EUR 100 000.00.\nAlder Town – EUR 100 000.00\nBirch School", id="one"),
    ],
)
def test_no_partners(text: str) -> None:
    assert parties(text, "Alder Town", "Birch School") == {}


def test_a_name_ends_where_a_dash_leads_to_the_sum() -> None:
    text = "Total cost of the project: EUR 100 000.00.\nAlder Town – EUR 60 000.00\nBirch School – EUR 40 000.00"

    assert parties(text, "Alder Town – EUR", "Birch School – EUR 40 000") == {
        "Alder Town": "60000.00",
        "Birch School": "40000.00",
    }
