"""Failures that are accepted for a time: marked, not hidden; and what is said when the time is over."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evolving import DATES, MONEY, Judge
from jsonschema import Draft202012Validator

from grantdocs._resources import schema
from grantdocs.model.findings import Finding, Report, Verdict
from grantdocs.model.rules import Level
from grantdocs.reports import formats, render
from grantdocs.settings import Settings, apply, idle, load

TODAY = dt.date(2026, 6, 30)
EXPIRED = "settings/expired-ignore"
SUM: dict[str, Any] = {"rule": "figures/part-within-whole", "reason": "being corrected", "until": "2026-06-30"}


def settings(*ignore: dict[str, Any], folder: Path | None = None, **others: Any) -> Settings:
    found = load({"ignore": list(ignore), **others})
    return replace(found, file=folder / "grantdocs.toml") if folder else found


def of(report: Report, rule: str) -> Finding:
    return next(finding for finding in report.findings if finding.rule == rule)


@pytest.fixture
def report(judge: Judge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Report:
    monkeypatch.chdir(tmp_path)
    return judge("news/page.html", DATES, MONEY)


def test_accepted_failure_is_marked_and_does_not_count(report: Report) -> None:
    marked = apply(report, settings(SUM), today=TODAY)
    accepted = of(marked, SUM["rule"])

    assert accepted.suppression is not None
    assert (accepted.suppression.kind, accepted.suppression.reason) == ("ignored", "being corrected")
    assert accepted.suppression.until == "2026-06-30"
    assert accepted not in marked.at_or_above(Level.NOTE)
    assert of(marked, "figures/dates-in-order") in marked.at_or_above(Level.ERROR)
    assert [replace(each, suppression=None) for each in marked.findings] == list(report.findings)
    assert marked.verdict is report.verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("entry", "marked"),
    [
        ({"rule": "figures/*"}, {"figures/part-within-whole", "figures/dates-in-order"}),
        ({"rule": "figures/dates-in-order"}, {"figures/dates-in-order"}),
        ({"documents": "news/*.html"}, {"figures/part-within-whole"}),
        ({"documents": ["*.docx", "news/"]}, {"figures/part-within-whole"}),
        ({"documents": "*.docx"}, set()),
        ({"rule": "figures/sum-of-parts"}, set()),  # which did not fail
        ({"rule": "other/*"}, set()),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",  # sets have no order
)
def test_what_an_entry_covers(report: Report, entry: dict[str, Any], marked: set[str]) -> None:
    found = apply(report, settings({**SUM, **entry}), today=TODAY)

    assert {finding.rule for finding in found.findings if finding.suppression} == marked


def test_paths_count_from_the_file_of_the_settings(report: Report, tmp_path: Path) -> None:
    beside = settings({**SUM, "documents": "page.html"}, folder=tmp_path / "news")
    apart = settings({**SUM, "documents": "news/page.html"}, folder=tmp_path / "news")

    assert of(apply(report, beside, today=TODAY), SUM["rule"]).suppression
    assert not of(apply(report, apart, today=TODAY), SUM["rule"]).suppression


@pytest.mark.parametrize("strict", [False, True])
def test_what_cannot_be_told_is_accepted_where_it_would_fail(report: Report, strict: bool) -> None:
    entry = {**SUM, "rule": "eu-mga-2021/emblem"}
    found = apply(report, settings(entry, strict=strict), today=TODAY)

    assert of(report, "eu-mga-2021/emblem").verdict is Verdict.CANNOT_TELL
    assert bool(of(found, "eu-mga-2021/emblem").suppression) is strict


class TestExpired:
    LATER = TODAY + dt.timedelta(days=1)

    def test_it_fails_with_its_own_message(self, report: Report) -> None:
        found = apply(report, settings(SUM), today=self.LATER)
        over = of(found, EXPIRED)

        assert (over.verdict, over.level) == (Verdict.FAIL, Level.ERROR)
        assert over in found.at_or_above(Level.ERROR)
        for word in ("figures/part-within-whole", "2026-06-30", "being corrected"):
            assert word in over.message
        assert of(found, SUM["rule"]).suppression is None

    def test_it_speaks_the_language_of_the_settings(self, report: Report) -> None:
        found = apply(report, settings(SUM, language="lv"), today=self.LATER)

        assert "spēkā līdz 2026-06-30" in of(found, EXPIRED).message

    def test_once_for_all_that_it_covered(self, report: Report) -> None:
        found = apply(report, settings({**SUM, "rule": "figures/*"}), today=self.LATER)

        assert sum(finding.rule == EXPIRED for finding in found.findings) == 1

    def test_not_where_nothing_of_it_fails_any_more(self, judge: Judge) -> None:
        mended = judge("news/page.html")

        assert apply(mended, settings(SUM), today=self.LATER) == mended

    def test_not_where_another_entry_holds(self, report: Report) -> None:
        longer = {**SUM, "until": "2027-01-01", "reason": "prolonged"}
        found = apply(report, settings(SUM, longer), today=self.LATER)

        assert not [finding for finding in found.findings if finding.rule == EXPIRED]
        assert of(found, SUM["rule"]).suppression

    @pytest.mark.parametrize("name", formats())
    def test_every_format_tells_it(self, report: Report, name: str) -> None:
        found = apply(report, settings(SUM), today=self.LATER)
        shown = render(found, name)

        assert isinstance(shown, bytes) or "expired-ignore" in shown or "ended on 2026-06-30" in shown

    def test_report_fits_its_schema(self, report: Report) -> None:
        shown = json.loads(str(render(apply(report, settings(SUM), today=self.LATER), "json")))

        Draft202012Validator(schema("report")).validate(shown)


class TestIdle:
    MENDED = "figures/duration-agrees"

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ({}, False),
            ({"rule": MENDED}, True),
            ({"rule": MENDED, "documents": "news/*"}, True),
            ({"rule": MENDED, "documents": "posters/*"}, False),  # none of them was judged
            ({"rule": "eu-mga-2021/emblem"}, False),  # with --strict it is needed
        ],
        ids=str,
    )
    def test_entry_that_matches_nothing(self, report: Report, entry: dict[str, Any], told: bool) -> None:
        assert bool(idle([report], settings({**SUM, **entry}))) is told

    @pytest.mark.parametrize(("place", "told"), [(".", True), ("..", True), ("news", False)])
    def test_pattern_that_meets_no_document(self, report: Report, tmp_path: Path, place: str, told: bool) -> None:
        entry = {**SUM, "documents": "postres/*"}
        searched = [(tmp_path / place).resolve()]

        assert bool(idle([report], settings(entry, folder=tmp_path), searched=searched)) is told
