"""Facts beside a profile: what contradicts it is told, what only looks so is not."""

from __future__ import annotations

from typing import Any

import pytest

from grantdocs.model.agreements import Agreement
from grantdocs.profiles import Sides, compare, load
from grantdocs.testing import document_of, facts_of

PROFILE: dict[str, Any] = {
    "award_number": "LLI-444",
    "title": {"en": "Green paths to school in border towns", "lv": "Zaļās takas uz skolu pierobežā"},
    "acronym": "GreenPaths",
    "programme": "interreg-latvia-lithuania-2014-2020",
    "total_cost": "120000.40",
    "eligible_cost": "100000.00",
    "union_contribution": "85000.00",
    "national_contribution": "5000.00",
    "rate": "0.85",
    "start": "2020-03-01",
    "end": "2022-02-28",
    "partners": [
        {
            "name": {"en": "Upper Town Library", "lv": "Augšpilsētas bibliotēka"},
            "role": "lead",
            "total_cost": "70000.00",
        },
        {"name": {"en": "Lower Town Museum"}, "role": "partner", "total_cost": "50000.40"},
    ],
}


def amount(value: str, kind: str = "total_cost", **more: Any) -> dict[str, Any]:
    return {"amounts": [{"value": value, "kind": kind, "scope": "project", **more}]}


def compared(facts: dict[str, Any], text: str = "") -> list[Agreement]:
    document = document_of(text)
    return list(compare(load(PROFILE), facts_of(facts, document), Sides("profile", "p.json", text)))


CONTRADICTIONS = [
    (amount("120400.40"), "total_cost"),
    (amount("120002"), "total_cost"),
    (amount("12000040.00"), "total_cost"),
    (amount("100000.00", "union_contribution"), "union_contribution"),
    (amount("1300000", notation="scale"), "total_cost"),
    ({"amounts": [{"value": "71000.00", "kind": "total_cost", "scope": "partner", "party": "Upper Town Library"}]},
     "total_cost"),
    ({"rates": [{"value": "0.80", "kind": "union_contribution"}]}, "rate"),
    ({"dates": [{"start": "2020-04-01", "end": "2022-02-28", "kind": "project_period"}]}, "start"),
    ({"dates": [{"start": None, "end": "2022-03-31", "kind": "project_end", "precision": "month"}]}, "end"),
    ({"dates": [{"start": None, "end": None, "kind": "project_period", "duration_months": 36}]}, "duration"),
    ({"awards": [{"award_number": "LLI-445"}]}, "award_number"),
    ({"awards": [{"award_number": "ELL-99", "title": "Green paths to school in border towns"}]}, "award_number"),
    ({"awards": [{"award_number": "LLI 444", "title": "Green pats to school in border towns"}]}, "title"),
    ({"awards": [{"award_number": "LLI-444", "acronym": "GreenPath"}]}, "acronym"),
    ({"partners": [{"name": "Upper Town Librery"}]}, "partner"),
    ({"partners": [{"name": "Lower Town Museum", "role": "lead"}]}, "lead"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "label"), CONTRADICTIONS, ids=lambda value: str(value)[:60])
def test_contradictions_are_found_one_by_one(facts: dict[str, Any], label: str) -> None:
    assert [each.label for each in compared(facts) if each.excess] == [label]


SOUND = [
    amount("120000.40"),
    amount("120000"),
    amount("120000.4"),
    amount("100000.00"),
    amount("120000.40", "eligible_cost"),
    amount("90000.00", "union_contribution"),
    amount("90000.00", "national_contribution"),
    amount("70000.00"),
    amount("120000", notation="scale"),
    amount("999999.00", hedge="about"),
    amount("84000.00", currency="LVL"),
    amount("999999.00", "other"),
    {"amounts": [{"value": "999999.00", "kind": "total_cost", "scope": scope} for scope in ("programme", "contract")]},
    {"amounts": [{"value": "120000.40", "kind": "total_cost", "scope": "partner", "party": "Upper Town Library"}]},
    {"amounts": [{"value": "1.00", "kind": "total_cost", "scope": "partner", "party": "Some Other School"}]},
    {"rates": [{"value": "0.85", "kind": "union_contribution"}]},
    {"rates": [{"value": "0.71", "kind": "union_contribution"}]},
    {"rates": [{"value": "0.60", "kind": "union_contribution", "hedge": "about"}]},
    {"rates": [{"value": "0.15", "kind": "own_contribution"}]},
    {"dates": [{"start": "2020-03-01", "end": "2022-02-28", "kind": "project_period"}]},
    {"dates": [{"start": "2020-01-01", "end": "2022-12-31", "kind": "project_period", "precision": "year"}]},
    {"dates": [{"start": "2020-03-01", "end": "2022-02-28", "kind": "project_period", "precision": "month"}]},
    {"dates": [{"start": "2021-01-01", "end": "2021-01-01", "kind": "event"}]},
    {"dates": [{"start": None, "end": day, "kind": "project_end"} for day in ("2021-08-31", "2022-02-28")]},
    {"dates": [{"start": None, "end": None, "kind": "project_period", "duration_months": 24}]},
    {"awards": [{"award_number": "lli 444"}]},
    {"awards": [{"title": "Green paths to school"}]},
    {"awards": [{"title": "GREEN PATHS to school, in border towns"}]},
    {"awards": [{"award_number": "LLI-444", "title": "Žalieji takai į mokyklą"}]},
    {"awards": [{"award_number": "LLI-444", "acronym": "EU"}]},
    {"partners": [{"name": "Augšpilsētas bibliotēkas"}]},
    {"partners": [{"name": "Upper Town Library", "role": "lead"}]},
    {"partners": [{"name": "Ministry of Far Away"}]},
    {"partners": [{"name": "UTL"}]},
]


@pytest.mark.parametrize("facts", SOUND, ids=lambda value: str(value)[:60])
def test_what_only_looks_like_a_contradiction(facts: dict[str, Any]) -> None:
    assert [each.label for each in compared(facts) if each.excess] == []


def test_what_differs_in_a_name_is_shown() -> None:
    (title,) = compared({"awards": [{"title": "Green pats to school in border towns"}]})

    assert (title.differs, title.variant) == ("pats → paths", "name")
    assert title.expected_at == "/title/en"


@pytest.mark.parametrize(
    ("value", "kind", "why"),
    [("100000.00", "total_cost", "base"), ("70000.00", "total_cost", "scope"), ("120000", "total_cost", "rounding"),
     ("90000.00", "union_contribution", "base"), ("120000.40", "total_cost", "")],
)  # fmt: skip
def test_what_explains_another_value_is_named(value: str, kind: str, why: str) -> None:
    (found,) = compared(amount(value, kind))

    assert (found.explained, found.excess) == (why, 0)


def test_text_about_another_project_is_not_compared() -> None:
    other = {"awards": [{"award_number": "EE-LV-00017", "title": "Blue bridges"}]}

    assert compared({**other, **amount("5.00")}) == []


def test_what_is_said_of_another_project_beside_it_is_left_out() -> None:
    text = "Blue bridges, EELV17, cost EUR 5000.00. Green paths to school, LLI-444, cost EUR 120000.40."
    facts = {
        "awards": [{"award_number": "EELV17", "text": "EELV17"}, {"award_number": "LLI-444", "text": "LLI-444"}],
        "amounts": [
            {"value": "5000.00", "kind": "total_cost", "scope": "project", "text": "EUR 5000.00"},
            {"value": "120000.40", "kind": "total_cost", "scope": "project", "text": "EUR 120000.40"},
        ],
    }

    found = compared(facts, text)
    assert [(each.label, each.excess) for each in found] == [("award_number", 0), ("total_cost", 0)]
