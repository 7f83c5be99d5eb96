"""The report that programs read."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from grantdocs._resources import schema
from grantdocs.model.findings import Report
from grantdocs.model.rules import Level
from grantdocs.reports import render


def errors(text: str) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema("report")).iter_errors(json.loads(text))]


@pytest.mark.parametrize("name", ["report", "no_project", "latvian"])
def test_report_fits_the_published_schema(name: str, request: pytest.FixtureRequest) -> None:
    assert not errors(render(request.getfixturevalue(name), "json"))


def test_same_report_same_bytes(report: Report) -> None:
    assert render(report, "json") == render(report, "json")


def test_findings_tell_place_and_remedy(report: Report) -> None:
    findings = {found["rule"]: found for found in json.loads(render(report, "json"))["findings"]}
    wrong = findings["figures/sum-of-parts"]
    missing = findings["eu-mga-2021/funding-statement"]

    assert wrong["evidence"][0]["location"]["row"] == 3
    assert wrong["evidence"][0]["quote"] == "EUR 1001.00"
    assert missing["remedy"]["text"] == "Co-funded by the European Union"
    assert missing["remedy"]["statement"].startswith("emblem-statement-2021.")
    assert missing["citations"] == [
        {
            "document": "EU corporate model grant agreement 2021-2027",
            "article": "17",
            "paragraph": "2",
            "in_force_from": "2021-06-01",
        }
    ]


def test_level_leaves_findings_out_and_keeps_the_verdict(report: Report) -> None:
    everything, errors_only = (json.loads(render(report, "json", level=level)) for level in (Level.NOTE, Level.ERROR))

    assert len(errors_only["findings"]) < len(everything["findings"])
    assert {found["level"] for found in errors_only["findings"]} == {"error"}
    assert errors_only["verdict"] == everything["verdict"] == "fail"


def test_one_line_when_asked(report: Report) -> None:
    assert "\n" not in render(report, "json", indent=None)
