"""Messages with their values as people write them."""

from __future__ import annotations

import dataclasses

import pytest

from grantdocs.rules import pack, wording
from grantdocs.rules.instance import Instance

NBSP = "\N{NO-BREAK SPACE}"
WORDS = {"months": "mēn.", "weekday-4": "ceturtdiena", "total_cost": "kopējās izmaksas"}


def figure(unit: str, value: int, kind: str = "sum") -> Instance:
    made = {
        "kind": kind,
        "unit": unit,
        "claimed": value,
        "difference": -value,
        "label": "total_cost",
        "terms": ["/amounts/0"],
    }
    amount = {"value": "1234.5", "currency": "EUR", "text": "1234,5 eiro", "part_of": None}
    return Instance(
        {"figures": [made], "amounts": [amount], "funds": [{"id": "ERDF", "text": "ERAF"}, {"id": "ESF", "text": ""}]},
        {},
    )


@pytest.mark.parametrize(
    ("unit", "value", "kind", "english", "latvian"),
    [
        ("minor", 3415400, "sum", f"34,154.00{NBSP}EUR", f"34{NBSP}154,00{NBSP}EUR"),
        ("minor", 5, "sum", f"0.05{NBSP}EUR", f"0,05{NBSP}EUR"),
        ("minor", 0, "sum", f"0.00{NBSP}EUR", f"0,00{NBSP}EUR"),
        ("minor", 123456789012, "sum", f"1,234,567,890.12{NBSP}EUR", f"1{NBSP}234{NBSP}567{NBSP}890,12{NBSP}EUR"),
        ("ppm", 850000, "share", f"85.00{NBSP}%", f"85,00{NBSP}%"),
        ("months", 24, "duration", f"24{NBSP}months", f"24{NBSP}mēn."),
        ("days", 732, "limit", f"732{NBSP}days", f"732{NBSP}d."),
        ("days", 736695, "order", "2018-01-01", "2018-01-01"),
        ("days", 4, "weekday", "Thursday", "ceturtdiena"),
        ("count", 2, "notation", "2", "2"),
    ],
)
def test_values_of_figures(unit: str, value: int, kind: str, english: str, latvian: str) -> None:
    rule = next(rule for rule in pack("figures").rules if rule.id == "sum-of-parts")
    shown = [
        wording.arguments(rule, pack("figures"), figure(unit, value, kind), "/figures/0", language)
        for language in ("en", "lv")
    ]

    assert [values["claimed"] for values in shown] == [english, latvian]


@pytest.mark.parametrize(
    ("pointer", "wanted"),
    [
        ("0/terms/0/value", f"1{NBSP}234,50{NBSP}EUR"),
        ("0/terms/0/text", "1234,5 eiro"),
        ("0/label", "kopējās izmaksas"),
        ("/funds", "ERAF"),
        ("/funds/1/id", "ESF"),
        ("1/0/unit", "minor"),
        ("0/difference", f"0,05{NBSP}EUR"),
    ],
)
def test_pointers(pointer: str, wanted: str) -> None:
    rule = dataclasses.replace(pack("figures").rules[0], arguments={"it": pointer})

    assert wording.arguments(rule, pack("figures"), figure("minor", 5), "/figures/0", "lv") == {"it": wanted}


@pytest.mark.parametrize("pointer", ["/nothing", "0/nothing", "0/terms/7/value", "5/x"])
def test_what_is_not_there_has_no_value(pointer: str) -> None:
    rule = dataclasses.replace(pack("figures").rules[0], arguments={"it": pointer})

    assert wording.arguments(rule, pack("figures"), figure("minor", 5), "/figures/0", "lv") == {}


def test_values_are_not_templates() -> None:
    rule = pack("erasmus-plus-2021").rules[0]

    assert "$number" in wording.message(rule, "pass", {"number": "$number {x}"}, "en")
    assert wording.message(rule, "no such kind", {}, "en") == ""


@pytest.mark.parametrize("scope", ["/statements/0", "/statements/0/slots/granting_authority", "/statements/0/slots"])
def test_an_argument_counts_from_the_fact_of_which_a_part_failed(scope: str) -> None:
    rule = dataclasses.replace(pack("figures").rules[0], arguments={"authority": "0/slots/granting_authority"})
    told = Instance({"statements": [{"slots": {"granting_authority": "ABC"}}]}, {})
    assert wording.arguments(rule, pack("figures"), told, scope, "en") == {"authority": "ABC"}


@pytest.mark.parametrize("scope", ["/statements/1", "/statements/1/slots/granting_authority", ""])
def test_an_argument_is_not_taken_from_another_fact(scope: str) -> None:
    rule = dataclasses.replace(pack("figures").rules[0], arguments={"authority": "0/slots/granting_authority"})
    told = Instance({"statements": [{"slots": {"granting_authority": "ABC"}}, {"slots": {}}]}, {})
    assert wording.arguments(rule, pack("figures"), told, scope, "en") == {}
