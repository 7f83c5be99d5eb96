"""The report that programs read."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from report_cases import HOSTILE, SAMPLES, hostile, report_of, suppressed

from grantdocs._resources import schema
from grantdocs.model.findings import Report
from grantdocs.model.rules import Level
from grantdocs.reports import Unread, render, render_all


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


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_fits_the_schema(sample: str, form: str) -> None:
    assert not errors(str(render(report_of(sample), form)))


def test_hostile_and_accepted_ones_fit_the_schema(report: Report) -> None:
    for each in (hostile(report, HOSTILE), hostile(report, "long " * 1_000_000), suppressed(report)):
        assert not errors(str(render(each, "json")))


@pytest.mark.parametrize(
    ("at", "wanted"),
    [((0, 0), "error error case case"), ((1, 1), "case error error case"), ((0, 2), "error case case error")],
)
def test_unread_inputs_keep_their_place(report: Report, at: tuple[int, int], wanted: str) -> None:
    unread = [Unread("gone.txt", "gone.txt: does not exist", each) for each in at]
    listed = json.loads(render_all([report, report], unread, "json"))
    lines = [json.loads(line) for line in str(render_all([report, report], unread, "jsonl")).splitlines()]

    assert listed == lines
    assert " ".join("error" if "error" in each else "case" for each in listed) == wanted


def test_what_turns_or_steers_is_escaped_and_means_the_same(report: Report) -> None:
    text = str(render(hostile(report, "a\x9b\u202eb\u2028c"), "json"))

    assert "a\\u009b\\u202eb\\u2028c" in text
    assert json.loads(text)["document"]["uri"] == "a\x9b\u202eb\u2028c"
