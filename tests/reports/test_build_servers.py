"""Annotations of GitHub and the code quality report of GitLab."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from report_cases import HOSTILE, SAMPLES, hostile, report_of, suppressed

from grantdocs.model.findings import Report, Verdict
from grantdocs.model.location import Anchor, Location, Span
from grantdocs.reports import Unread, render, render_all

COMMAND_RE = re.compile(r"::(error|warning|notice) file=[^,:]+(,line=\d+)?(,title=[^,:]*)?::[^\n\r]*")
# What docs.gitlab.com says that the report holds; GitLab publishes no schema of it.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}  # fmt: skip


def told(report: Report) -> int:
    return sum(found.verdict in {Verdict.FAIL, Verdict.CANNOT_TELL} for found in report.findings)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_line_of_github_is_one_command(sample: str) -> None:
    report = report_of(sample)
    lines = str(render(report, "github")).splitlines()

    assert len(lines) == told(report)
    assert all(COMMAND_RE.fullmatch(line) for line in lines)


def test_hostile_text_begins_no_command_of_its_own(report: Report) -> None:
    lines = str(render_all([hostile(report, HOSTILE)], [Unread(HOSTILE, HOSTILE)], "github")).splitlines()

    assert len(lines) == told(report) + 1
    assert all(COMMAND_RE.fullmatch(line) for line in lines)
    assert "%250A" in lines[0]


def test_commands_follow_the_weight(report: Report) -> None:
    by_command = {}
    for line in str(render(report, "github")).splitlines():
        by_command.setdefault(line[2:].partition(" ")[0], []).append(line)

    failed = [found for found in report.findings if found.verdict is Verdict.FAIL]
    for command, level in (("error", "error"), ("warning", "warning")):
        assert len(by_command.get(command, [])) == sum(found.level.word == level for found in failed)
    assert any("figures/sum-of-parts" in line for line in by_command["error"])
    assert not any("sum-of-parts" in line for line in by_command["notice"])


def test_accepted_failure_is_a_notice(report: Report) -> None:
    known = next(line for line in str(render(suppressed(report), "github")).splitlines() if "an old poster" in line)

    assert known.startswith("::notice ")


@pytest.mark.parametrize(
    ("anchor", "line"),
    [
        (Anchor(line=7), 7),
        (Anchor(line=7, table=1, row=2), 7),
        (Anchor(page=2, line=7), None),
        (Anchor(paragraph=7), None),
    ],
)
def test_line_is_named_where_the_file_is_made_of_lines(report: Report, anchor: Anchor, line: int | None) -> None:
    first = next(found for found in report.findings if found.rule == "figures/sum-of-parts")
    place = Location(Span(0, 4), "body", anchor)
    moved = replace(report, findings=(replace(first, evidence=(replace(first.evidence[0], location=place),)),))

    assert (f",line={line}," in str(render(moved, "github"))) is (line is not None)
    assert json.loads(render(moved, "gitlab"))[0]["location"]["lines"]["begin"] == (line or 1)


def test_gitlab_report_holds_what_its_page_asks_for(report: Report, no_project: Report) -> None:
    reports = [*map(report_of, SAMPLES), report, no_project, hostile(report, HOSTILE), report]
    found = json.loads(render_all(reports, [Unread("gone.docx", "gone.docx: does not exist")], "gitlab"))

    assert [e.message for e in Draft202012Validator(CODE_QUALITY).iter_errors(found)] == []
    fingerprints = [entry["fingerprint"] for entry in found]
    assert len(set(fingerprints)) == len(fingerprints) == sum(map(told, reports)) + 1
    assert found[-1]["severity"] == "blocker"


def test_gitlab_fingerprint_stays_when_the_place_moves(report: Report) -> None:
    moved = replace(report, findings=tuple(reversed(report.findings)))
    before, after = (
        {entry["check_name"]: entry["fingerprint"] for entry in json.loads(render(each, "gitlab"))}
        for each in (report, moved)
    )

    assert before == after


def test_gitlab_severity(report: Report) -> None:
    severities = {entry["check_name"]: entry["severity"] for entry in json.loads(render(report, "gitlab"))}
    accepted = [
        entry for entry in json.loads(render(suppressed(report), "gitlab")) if "an old poster" in entry["description"]
    ]

    assert severities["figures/sum-of-parts"] == "major"
    assert {severities[found.rule] for found in report.findings if found.verdict is Verdict.CANNOT_TELL} == {"info"}
    assert [entry["severity"] for entry in accepted] == ["info"]
