"""SARIF: valid by its published schema and by the rules of its makers, with everything in its place."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from report_cases import HOSTILE, SAMPLES, hostile, published, report_of, suppressed

from grantdocs.model.findings import Report
from grantdocs.reports import Unread, render, render_all
from grantdocs.reports.sarif import _uri

UNREAD = Unread("gone away.docx", "gone away.docx: does not exist")


def run_of(report: Report, **options: object) -> dict:
    return json.loads(render(report, "sarif", **options))["runs"][0]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(published("sarif-2.1.0.json").read_text(encoding="utf-8-sig")))


def test_every_sample_fits_the_schema(schema: Draft202012Validator) -> None:
    for language in ("en", "lv"):
        text = render_all([report_of(sample) for sample in SAMPLES], [UNREAD], "sarif", language=language)

        assert [f"{e.json_path}: {e.message}" for e in schema.iter_errors(json.loads(text))] == []


@pytest.mark.parametrize("name", ["report", "no_project", "latvian", "unread"])
def test_reports_fit_the_schema(name: str, request: pytest.FixtureRequest, schema: Draft202012Validator) -> None:
    report = request.getfixturevalue(name)

    for each in (report, hostile(report, HOSTILE), hostile(report, "")):
        assert [f"{e.json_path}: {e.message}" for e in schema.iter_errors(json.loads(render(each, "sarif")))] == []


def test_validator_of_its_makers_finds_nothing(tmp_path: Path, report: Report) -> None:
    tool = published("Sarif.Multitool")
    path = tmp_path / "samples.sarif"
    reports = [*map(report_of, SAMPLES), suppressed(report)]
    path.write_text(str(render_all(reports, [UNREAD], "sarif")), encoding="utf-8")
    tool.chmod(0o755)

    found = subprocess.run(
        [tool, "validate", path, "--rule-kind", "Sarif;Ghas"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    complaints = [line for line in found.stdout.splitlines() if ": error " in line or ": warning " in line]

    assert "1 files scanned" in found.stdout
    # The tool has no address that it could tell.
    assert [line for line in complaints if "informationUri" not in line] == []


def test_each_verdict_has_its_kind_and_only_failures_a_level(report: Report) -> None:
    kinds = {"fail": "fail", "cannot-tell": "open", "pass": "pass", "not-applicable": "notApplicable"}
    results = run_of(report)["results"]

    assert [result["kind"] for result in results] == [kinds[found.verdict.word] for found in report.findings]
    for found, result in zip(report.findings, results, strict=True):
        assert result["level"] == (found.level.word if result["kind"] == "fail" else "none")
        assert result["partialFingerprints"] == {"grantdocs/v1": found.fingerprint}


def test_rules_cite_the_law_and_acts_are_a_taxonomy() -> None:
    run = run_of(report_of("samples/lv/interreg-raksts-kludains.docx"), language="lv")
    rules = run["tool"]["driver"]["rules"]
    emblem = next(rule for rule in rules if rule["id"] == "eu-cpr-2014/emblem")

    assert emblem["helpUri"] == "https://eur-lex.europa.eu/legal-content/LV/TXT/?uri=CELEX:32013R1303"
    assert "Regula (ES) Nr. 1303/2013" in emblem["help"]["text"]
    assert "](https://eur-lex.europa.eu/" in emblem["help"]["markdown"]
    assert {relation["target"]["id"] for relation in emblem["relationships"]} <= {
        taxon["id"] for taxon in run["taxonomies"][0]["taxa"]
    }
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_regions_are_lines_of_text_files_and_characters_of_others() -> None:
    def regions(sample: str) -> list[dict]:
        results = run_of(report_of(sample))["results"]
        places = [place for result in results for place in (*result["locations"], *result.get("relatedLocations", ()))]
        return [place["physicalLocation"]["region"] for place in places if "properties" in place]

    assert all("startLine" in region for region in regions("samples/lv/interreg-raksts.txt"))
    document = report_of("samples/lv/erasmus-apraksts.pdf").document
    for region in regions("samples/lv/erasmus-apraksts.pdf"):
        start = region["charOffset"]
        assert document.text[start : start + region["charLength"]] == region["snippet"]["text"]


def test_pages_and_boxes_are_told() -> None:
    results = run_of(report_of("samples/lv/erasmus-apraksts.pdf"))["results"]
    place = next(place for result in results for place in result["locations"] if "properties" in place)

    assert place["properties"]["page"] == 1
    assert len(place["properties"]["box"]) == 4
    assert place["logicalLocations"][0]["fullyQualifiedName"].startswith("page=1")


def test_missing_things_are_missing_in_the_whole_text(report: Report) -> None:
    missing = next(
        result for result in run_of(report)["results"] if result["ruleId"] == "eu-mga-2021/funding-statement"
    )

    assert missing["locations"][0]["physicalLocation"]["region"] == {
        "charOffset": 0,
        "charLength": len(report.document.text),
    }
    assert missing["properties"]["remedy"] == "Co-funded by the European Union"


def test_accepted_failure_is_suppressed(report: Report) -> None:
    shown = [result for result in run_of(suppressed(report))["results"] if "suppressions" in result]

    assert [result["kind"] for result in shown] == ["fail"]
    assert shown[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "accepted: an old poster, until 2030-01-31"}
    ]


def test_gaps_and_unread_inputs_are_notifications(report: Report) -> None:
    run = json.loads(render_all([report], [UNREAD], "sarif"))["runs"][0]
    invocation = run["invocations"][0]

    assert invocation["executionSuccessful"] is False
    assert [(each["descriptor"]["id"], each["level"]) for each in invocation["toolExecutionNotifications"]] == [
        ("no-images-in-input", "note"),
        ("unreadable-input", "error"),
    ]
    assert run["artifacts"][0]["hashes"]["sha-256"] == report.document.source.digest.removeprefix("sha256:")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("page one.html", "page%20one.html"),
        ("lapas/ziņa.docx", "lapas/zi%C5%86a.docx"),
        ("pages\\news.html", "pages/news.html"),
        ("/srv/a b.pdf", "file:///srv/a%20b.pdf"),
        ("C:\\texts\\a.pdf", "file:///C:/texts/a.pdf"),
        ("-", "-"),
        ("a:b.txt", "a%3Ab.txt"),
    ],
)
def test_uri(name: str, wanted: str) -> None:
    assert _uri(name) == wanted
