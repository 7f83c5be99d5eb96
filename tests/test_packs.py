"""Every pack that we ship: its files fit their schemas, its cases hold, and silence makes no verdict."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from grantdocs._resources import rules_folder
from grantdocs.model.facts import DocumentFacts, Facts
from grantdocs.model.findings import Verdict
from grantdocs.model.rules import Rule
from grantdocs.rules import judge, packs
from grantdocs.rules.checking import check
from grantdocs.rules.conformance import errors
from grantdocs.rules.instance import build
from grantdocs.testing import CaseResult, document_of, run_cases

FOLDER = rules_folder() / "packs"
IDS = sorted(file.parent.name for file in FOLDER.glob("*/pack.json"))
RULES = [rule for id_ in IDS for rule in packs.load(FOLDER / id_).rules]
RESULTS = [result for id_ in IDS for result in run_cases(id_)]
LANGUAGES = ("lv",)
EMPTY = document_of("")


@pytest.mark.parametrize("id_", IDS)
def test_files_fit_their_schemas(id_: str) -> None:
    assert check(FOLDER / id_).id == id_


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: f"{result.rule}: {result.description}")
def test_case_holds(result: CaseResult) -> None:
    assert result.passed, str(result)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_proved_by_enough_cases(rule: Rule) -> None:
    cases = packs.cases(FOLDER / rule.pack, rule)
    counts = Counter(case["verdict"] for case in cases)

    assert counts["pass"] >= 3
    assert counts["fail"] >= 3
    assert counts["cannot-tell"] >= 1
    assert counts["not-applicable"] >= 1
    assert len({case["description"] for case in cases}) == len(cases)
    assert sum("«" in case.get("text", "") for case in cases if case["verdict"] == "fail") >= 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_empty_facts_decide_nothing(rule: Rule) -> None:
    """Against vacuous truth: a forgotten `required` would let silence pass."""
    nothing = build(Facts(document=DocumentFacts()), EMPTY).json
    project = build(Facts(document=DocumentFacts(is_project=True)), EMPTY).json

    assert errors(rule.applies, nothing)
    assert errors(rule.expect, project) if rule.kind == "presence" else errors(rule.applies, project)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_needs_and_arguments_are_keys_of_the_facts(rule: Rule) -> None:
    facts = build(Facts(document=DocumentFacts()), EMPTY).json

    assert all(need.split("/")[1] in facts for need in rule.needs)
    assert all(pointer.split("/")[1] in facts for pointer in rule.arguments.values() if pointer.startswith("/"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_messages_are_translated_with_the_same_places(rule: Rule) -> None:
    places = {kind: _places(text) for kind, text in rule.messages["en"].items()}

    for language in LANGUAGES:
        assert {kind: _places(text) for kind, text in rule.messages[language].items()} == places
        assert rule.titles[language] != rule.title
    assert set().union(*places.values()) <= set(rule.arguments)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
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
