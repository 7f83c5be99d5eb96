"""A file of known findings, and publications that change after it was written."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from evolving import DATES, MONEY, Judge
from jsonschema import Draft202012Validator

from grantdocs._resources import schema
from grantdocs.errors import DataError
from grantdocs.model.findings import Report, Verdict
from grantdocs.model.rules import Level
from grantdocs.pipeline import compare_reports
from grantdocs.settings import Baseline, apply, gone, load, mark, read_baseline, updated

FIRST = dt.date(2026, 1, 10)
LATER = dt.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def baseline(*reports: Report, strict: bool = False) -> Baseline:
    return updated(Baseline(Path("known.json")), reports, today=FIRST, strict=strict)


def new(report: Report, known: Baseline) -> set[str]:
    return {finding.rule for finding in mark(report, known).at_or_above(Level.NOTE)}


def test_known_findings_are_marked_and_nothing_is_taken_away(judge: Judge) -> None:
    report = judge("page.html", DATES)
    marked = mark(report, baseline(report))

    assert marked.at_or_above(Level.NOTE) == ()
    assert [replace(finding, suppression=None) for finding in marked.findings] == list(report.findings)
    known = [finding.suppression for finding in marked.findings if finding.suppression]
    assert {(each.kind, each.reason) for each in known} == {("baseline", "2026-01-10")}
    assert marked.verdict is Verdict.FAIL


class TestEvolving:
    """The page had wrong dates when the baseline was written."""

    @pytest.fixture
    def known(self, judge: Judge) -> Baseline:
        return baseline(judge("page.html", DATES))

    def test_lines_that_move_stay_known(self, judge: Judge, known: Baseline) -> None:
        assert new(judge("page.html", "A new beginning.", "And more of it.", DATES, "The end."), known) == set()

    def test_new_failure_fails(self, judge: Judge, known: Baseline) -> None:
        assert "figures/part-within-whole" in new(judge("page.html", DATES, MONEY), known)
        assert "figures/dates-in-order" not in new(judge("page.html", DATES, MONEY), known)

    def test_another_mistake_of_the_same_rule_fails(self, judge: Judge, known: Baseline) -> None:
        other = DATES.replace("2023", "2022")

        assert "figures/dates-in-order" in new(judge("page.html", other), known)

    def test_another_document_is_not_covered(self, judge: Judge, known: Baseline) -> None:
        assert "figures/dates-in-order" in new(judge("other.html", DATES), known)

    def test_mended_findings_are_told(self, judge: Judge, known: Baseline) -> None:
        lost = gone(known, [judge("page.html")])

        assert {each.rule for each in lost} >= {"figures/dates-in-order"}
        assert gone(known, [judge("page.html", DATES)]) == ()

    def test_another_place_of_a_known_failure_fails(self, judge: Judge) -> None:
        """A finding names all places of its rule, and its fingerprint only the first one."""
        one, other = "We meet on Monday, 3 May 2023.", "We go home on Monday, 4 May 2023."
        known = baseline(judge("page.html", one))

        assert new(judge("page.html", one), known) == set()
        assert "figures/weekday-agrees" in new(judge("page.html", one, other), known)

    def test_places_that_change_their_order_stay_known(self, judge: Judge) -> None:
        one, other = "We meet on Monday, 3 May 2023.", "We go home on Monday, 4 May 2023."

        assert new(judge("page.html", other, one), baseline(judge("page.html", one, other))) == set()

    def test_update_keeps_first_days_and_takes_out_what_is_gone(self, judge: Judge, known: Baseline) -> None:
        now = updated(known, [judge("page.html", MONEY)], today=LATER)
        seen = {each.rule: each.first_seen for each in now.findings}

        assert seen["eu-mga-2021/disclaimer"] == "2026-01-10"
        assert seen["figures/part-within-whole"] == "2026-03-01"
        assert "figures/dates-in-order" not in seen

    def test_what_is_left_when_a_part_is_mended_is_known(self, judge: Judge) -> None:
        """One finding names all contradictions; to mend one of them must not break the build."""
        both, one = judge("page.html", DATES, MONEY), judge("page.html", DATES)
        known = baseline(both)

        assert new(one, known) == set()
        first_seen = {each.first_seen for each in updated(known, [one], today=LATER).findings}
        assert first_seen == {"2026-01-10"}
        assert "eu-mga-2021/factually-accurate" in new(both, baseline(one))


class TestPartOfTheDocuments:
    @pytest.fixture
    def known(self, judge: Judge) -> Baseline:
        return baseline(judge("news/a.html", DATES), judge("news/b.html", MONEY))

    def test_what_was_not_judged_is_kept(self, judge: Judge, known: Baseline) -> None:
        assert gone(known, [judge("news/a.html", DATES)]) == ()
        assert updated(known, [judge("news/a.html", DATES)], today=LATER) == known

    def test_what_is_missing_in_a_folder_that_was_judged_is_gone(
        self, judge: Judge, known: Baseline, place: Path
    ) -> None:
        (place / "news").mkdir()
        (place / "news" / "a.html").touch()
        reports = [judge("news/a.html", DATES)]

        assert {each.document for each in gone(known, reports, searched=[place / "news"])} == {"news/b.html"}
        assert gone(known, reports, searched=[place / "posters"]) == ()
        (place / "news" / "b.html").touch()  # it is there, but could not be read
        assert gone(known, reports, searched=[place / "news"]) == ()

    def test_contradiction_is_gone_only_where_both_sides_were_judged(self, judge: Judge) -> None:
        ours = "Total budget of the project: EUR 60 000."
        theirs = "Total budget of the project: EUR 65 000."
        reports = compare_reports([judge("a.html", ours), judge("b.html", theirs)])
        known = baseline(*reports)
        contradictions = [each for each in known.findings if each.rule == "figures/agrees-across-documents"]

        assert contradictions
        assert {name for each in contradictions for name in (each.document, *each.others)} == {"a.html", "b.html"}
        assert gone(known, [judge("b.html", theirs)]) == ()
        assert set(contradictions) <= set(gone(known, compare_reports([judge("a.html", ours), judge("b.html", ours)])))


class TestFile:
    def test_same_findings_same_bytes_in_any_order(self, judge: Judge, place: Path) -> None:
        reports = [judge("b.html", DATES), judge("a.html", MONEY)]
        written = []
        for some in (reports, reports[::-1]):
            baseline(*some).write()
            written.append((place / "known.json").read_bytes())

        assert written[0] == written[1]
        assert [path.name for path in place.iterdir()] == ["known.json"]
        data = json.loads(written[0])
        Draft202012Validator(schema("baseline")).validate(data)
        assert [entry["document"] for entry in data["findings"]] == sorted(e["document"] for e in data["findings"])

    def test_what_is_written_is_read(self, judge: Judge) -> None:
        known = baseline(judge("a.html", DATES, MONEY))
        known.write()

        assert read_baseline(known.path) == known

    def test_documents_are_named_from_the_folder_of_the_file(self, judge: Judge, place: Path) -> None:
        (place / "checks").mkdir()
        known = updated(Baseline(Path("checks/known.json")), [judge("news/a.html", DATES)], today=FIRST)

        assert {each.document for each in known.findings} == {"../news/a.html"}
        assert new(judge(str(place / "news" / "a.html"), DATES), known) == set()

    def test_names_that_would_steer_a_terminal_are_escaped(self, judge: Judge, place: Path) -> None:
        report = judge("a\x1b[31m\u202e\udcff.html", DATES)
        known = baseline(report)
        known.write()
        text = (place / "known.json").read_text(encoding="utf-8")

        assert not set(text) & set("\x1b\u202e")
        assert new(report, read_baseline(known.path)) == set()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{", "neither JSON"),
            ("[]", "is not of type 'object'"),
            ('{"schema": "grantdocs-baseline/2", "findings": []}', "grantdocs-baseline/1"),
            ('{"schema": "grantdocs-baseline/1", "findings": [{"rule": "a/b"}]}', "at /findings/0"),
            ('{"schema": "grantdocs-baseline/1", "finding": []}', "did you mean 'findings'?"),
        ],
    )
    def test_file_that_is_no_baseline(self, place: Path, text: str, said: str) -> None:
        (place / "known.json").write_text(text, encoding="utf-8")

        with pytest.raises(DataError, match=r"^known\.json") as caught:
            read_baseline(Path("known.json"))
        assert said in str(caught.value)

    def test_file_that_cannot_be_written(self, judge: Judge) -> None:
        with pytest.raises(DataError, match="cannot be written"):
            replace(baseline(judge("a.html")), path=Path("none/known.json")).write()


def test_the_same_twice_is_known_as_often_as_it_was_there(judge: Judge) -> None:
    report = judge("a.html", DATES)
    wrong = next(finding for finding in report.findings if finding.rule == "figures/dates-in-order")
    twice = replace(report, findings=(*report.findings, wrong))

    assert new(twice, baseline(report)) == {"figures/dates-in-order"}
    assert new(twice, baseline(twice)) == set()


def test_what_cannot_be_told_is_known_where_it_was_strict(judge: Judge) -> None:
    report = judge("a.html")

    def open_(known: Baseline) -> int:
        findings = mark(report, known).findings
        return sum(each.verdict is Verdict.CANNOT_TELL and each.suppression is None for each in findings)

    assert open_(baseline(report)) > 0
    assert open_(baseline(report, strict=True)) == 0


def test_what_is_accepted_or_expired_is_never_known_before(judge: Judge) -> None:
    """Else an exception would never end."""
    report = judge("a.html", DATES)
    entry = {"rule": "figures/dates-in-order", "reason": "x", "until": "2026-02-01"}
    accepted = apply(report, load({"ignore": [entry]}), today=FIRST)
    over = apply(report, load({"ignore": [entry]}), today=LATER)

    assert "figures/dates-in-order" not in {each.rule for each in baseline(accepted).findings}
    assert new(over, baseline(over)) == {"settings/expired-ignore"}


def test_settings_name_the_baseline(judge: Judge) -> None:
    report = judge("a.html", DATES)
    baseline(report).write()

    assert apply(report, load({"baseline": "known.json"}), today=LATER).at_or_above(Level.NOTE) == ()
