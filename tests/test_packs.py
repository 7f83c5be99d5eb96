"""Every pack that we ship: its files fit their schemas, its cases hold, and silence makes no verdict."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from grantdocs._resources import rules_folder
from grantdocs.model.facts import DocumentFacts, Facts, PublicationKind
from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Level, Rule
from grantdocs.rules import judge, packs
from grantdocs.rules.checking import check
from grantdocs.rules.conformance import errors
from grantdocs.rules.instance import build
from grantdocs.testing import CaseResult, document_of, facts_of_case, run_cases

FOLDER = rules_folder() / "packs"
IDS = sorted(file.parent.name for file in FOLDER.glob("*/pack.json"))
RULES = [rule for id_ in IDS for rule in packs.load(FOLDER / id_).rules]
EMPTY = document_of("")
UNKNOWN: dict[str, Any] = {
    "programmes": [{"id": "unknown", "confidence": 0.1, "named": False}],
    "funds": [{"id": "unknown"}],
    "mentions": [{"id": "unknown", "in_full": False}],
    "awards": [{}],
    "amounts": [{"value": "1"}],
    "rates": [{"value": "0.5"}],
    "dates": [{"start": "2020-01-01"}],
    "statements": [{"id": "u", "family": "u", "variant": "u", "language": "en", "match": "partial", "similarity": 0.1}],
    "images": [{"kind": "unknown"}],
    "links": [{"url": "https://example.org/", "kind": "other"}],
}
"""Items that stand for something and say nothing."""

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@cache
def results(pack: str) -> tuple[CaseResult, ...]:
    return run_cases(pack)


@pytest.mark.parametrize("id_", IDS)
def test_files_are_sound(id_: str) -> None:
    assert check(FOLDER / id_).id == id_


@each_rule
def test_cases_hold(rule: Rule) -> None:
    wrong = [str(result) for result in results(rule.pack) if result.rule == rule.name and not result.passed]

    assert wrong == []


@each_rule
def test_rule_is_proved_by_enough_cases(rule: Rule) -> None:
    cases = packs.cases(FOLDER / rule.pack, rule)
    counts = Counter(case["verdict"] for case in cases)

    assert counts["pass"] >= 3
    assert counts["fail"] >= 3
    assert counts["cannot-tell"] >= 1
    assert counts["not-applicable"] >= 1
    assert len({case["description"] for case in cases}) == len(cases)
    marked = sum("«" in case.get("text", "") for case in cases if case["verdict"] == "fail")
    assert marked >= 1 or all(need.startswith("/document/") for need in rule.needs)


@each_rule
def test_empty_facts_decide_nothing(rule: Rule) -> None:
    """Against vacuous truth, on every kind of publication: a forgotten `required` would let silence pass."""
    assert errors(rule.applies, build(Facts(document=DocumentFacts()), EMPTY).json)
    for kind in PublicationKind:
        project = build(Facts(document=DocumentFacts(is_project=True, kind=kind)), EMPTY).json
        assert errors(rule.applies, project) or (rule.kind == "presence" and errors(rule.expect, project))


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.kind == "presence"], ids=lambda rule: rule.name)
def test_facts_that_say_nothing_are_no_witness(rule: Rule) -> None:
    """The same where each list has an item of which nothing is known."""
    for kind in PublicationKind:
        facts, document = facts_of_case({"facts": UNKNOWN}, kind=kind.value)
        instance = build(facts, document).json
        assert errors(rule.applies, instance) or errors(rule.expect, instance)


@each_rule
def test_binds_says_what_applies_says(rule: Rule) -> None:
    """On a kind of publication that it does not bind, a rule is silent about what it blames elsewhere."""
    failing = [case for case in packs.cases(FOLDER / rule.pack, rule) if case["verdict"] == "fail"]
    others = [kind for kind in PublicationKind if rule.binds and kind not in rule.binds]
    verdicts = {(kind, verdict_of(rule, case, kind)) for case in failing for kind in others}

    assert [f"{kind}: {verdict.word}" for kind, verdict in verdicts if verdict is not Verdict.NOT_APPLICABLE] == []
    assert rule.binds or "kind" not in rule.applies.get("properties", {}).get("document", {}).get("properties", {})


def verdict_of(rule: Rule, case: dict[str, Any], kind: PublicationKind) -> Verdict:
    facts, document = facts_of_case(case, kind=kind.value)
    (finding,) = judge(facts, document, [packs.Pack("pack", "1.0.0", "", "", (rule,))])
    return finding.verdict


@each_rule
def test_another_validator_says_the_same(rule: Rule) -> None:
    """The rules really are plain JSON Schema: jsonschema-rs agrees on every case."""
    jsonschema_rs = pytest.importorskip("jsonschema_rs")
    for case in packs.cases(FOLDER / rule.pack, rule):
        facts, document = facts_of_case(case)
        instance = build(facts, document).json
        for schema in (rule.applies, rule.expect):
            other = jsonschema_rs.Draft202012Validator(schema).is_valid(instance)
            assert other == (not errors(schema, instance)), case["description"]


@each_rule
def test_preview_is_a_warning_at_most(rule: Rule) -> None:
    assert rule.status != "preview" or rule.level <= Level.WARNING
    assert rule.status != "preview" or rule.undecided or any(citation.note for citation in rule.citations)


@each_rule
def test_places_of_messages_are_filled(rule: Rule) -> None:
    """Their translations have the same places: tests/test_locales.py."""
    assert set().union(*map(_places, rule.messages["en"].values())) <= set(rule.arguments)


@each_rule
def test_remedy_tells_what_to_do(rule: Rule) -> None:
    assert rule.remedy is not None
    assert ("family" in rule.remedy) == (rule.remedy["kind"] == "insert-statement")
    assert "family" in rule.remedy or rule.messages["en"]["remedy"]


def test_text_about_no_project_gives_no_finding() -> None:
    facts = Facts(document=DocumentFacts())

    assert {finding.verdict for finding in judge(facts, EMPTY, packs.packs())} == {Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize("file", sorted((rules_folder() / "programmes").glob("*.json")), ids=lambda file: file.stem)
def test_packs_that_programmes_name_exist(file: Path) -> None:
    assert set(json.loads(file.read_text(encoding="utf-8"))["packs"]) <= set(IDS)


def _places(text: str) -> set[str]:
    import string

    return set(string.Template(text).get_identifiers())
