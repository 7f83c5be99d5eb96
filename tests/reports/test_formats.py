"""What all formats have in common: they are found, fit every sample, stay bounded, and take a hostile publication."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from report_cases import HOSTILE, SAMPLES, hostile, report_of, suppressed

from grantdocs.errors import ScopeError
from grantdocs.model.findings import Report
from grantdocs.reports import Unread, format_for, formats, render, render_all, report_format

OURS = ("checklist", "csv", "github", "gitlab", "json", "jsonl", "junit", "sarif", "text", "xlsx")
UNREAD = Unread("gone.docx", "gone.docx: does not exist; check the path", at=1)


def readable(shown: str | bytes) -> str:
    """Everything that a rendering says, packages unpacked."""
    if isinstance(shown, str):
        return shown
    with zipfile.ZipFile(BytesIO(shown)) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def test_our_formats_are_found() -> None:
    assert set(OURS) <= set(formats())
    assert not {name for name in formats() if name.startswith("_")}


@pytest.mark.parametrize("name", formats())
def test_every_format_says_what_it_is(name: str) -> None:
    found = report_format(name)

    assert "/" in found.media_type
    assert all(ending.startswith(".") or "." in ending for ending in found.endings)
    assert found.render_all


def test_unknown_format_is_refused(report: Report) -> None:
    with pytest.raises(ScopeError, match=r"'papyrus'; there are .*sarif"):
        render(report, "papyrus")


@pytest.mark.parametrize(
    ("file_name", "wanted"),
    [
        ("report.json", "json"),
        ("REPORT.JSON", "json"),
        ("gl-code-quality-report.json", "gitlab"),
        ("a.sarif", "sarif"),
        ("a.sarif.json", "sarif"),
        ("a.xml", "junit"),
        ("a.csv", "csv"),
        ("a.xlsx", "xlsx"),
        ("a.docx", "checklist"),
        ("a.jsonl", "jsonl"),
        ("a.txt", "text"),
        ("report", None),
        ("report.pdf", None),
        ("json", None),
    ],
)
def test_format_of_a_file(file_name: str, wanted: str | None) -> None:
    assert format_for(file_name) == wanted


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_in_every_format(sample: str, name: str) -> None:
    report = report_of(sample)
    shown = readable(render(report, name))

    if name not in {"github", "gitlab"}:  # which tell only what is wrong
        assert sample in shown
    for finding in report.at_or_above(max(finding.level for finding in report.findings)):
        if name != "checklist":
            assert finding.rule.rpartition("/")[2] in shown


@pytest.mark.parametrize("name", OURS)
def test_same_report_same_bytes(report: Report, name: str) -> None:
    assert render(report, name) == render(report, name)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("language", ["en", "lv", "xx"])
def test_several_and_an_unread_one(report: Report, no_project: Report, name: str, language: str) -> None:
    shown = readable(render_all([report, no_project], [UNREAD], name, language=language))

    assert shown.count("case.txt") >= (1 if name in {"github", "xlsx"} else 2)
    if name == "text":
        assert shown.rstrip().splitlines()[-1].count(": 1") == 3
    else:
        assert "gone.docx" in shown


@pytest.mark.parametrize("name", OURS)
def test_nothing_at_all(name: str) -> None:
    assert render_all([], [], name) is not None


@pytest.mark.parametrize("name", [name for name in OURS if name not in {"json", "jsonl"}])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "accepted: an old poster, until 2030-01-31"), ("lv", "līdz 2030-01-31")]
)
def test_accepted_failure_is_marked_with_its_reason(report: Report, name: str, language: str, words: str) -> None:
    assert words in readable(render(suppressed(report), name, language=language, width=200))


@pytest.mark.parametrize("name", OURS)
def test_quotes_of_many_megabytes_stay_bounded(report: Report, name: str) -> None:
    long = hostile(report, "Ievērojama summa. " * 600_000)
    shown = render(long, name)

    assert len(readable(shown)) < 4_000 * len(report.findings) * 8
    assert "10800000" in readable(shown)


@pytest.mark.parametrize("name", OURS)
def test_hostile_publication_gives_text_that_steers_nothing(report: Report, name: str) -> None:
    shown = readable(render(hostile(report, HOSTILE), name, verbose=True))

    assert not set(shown) & set("\x1b\x00\u202e\ufffe\ud800")
    assert shown.encode()
    if name in {"json", "jsonl", "gitlab", "sarif"}:
        assert [json.loads(line) for line in (shown.splitlines() if name == "jsonl" else [shown])]


def test_format_of_a_stranger(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ours:
        IS_BINARY = True
        ENDINGS = (".ours",)

        @staticmethod
        def render(report: Report, *, width: int = 0) -> bytes:
            return f"{report.verdict.word} {width}".encode()

    class Entry:
        def __init__(self, loaded: object) -> None:
            self.load = lambda: loaded

    found = {"ours": Entry(Ours), "plain": Entry(lambda report, **options: json.dumps([report.verdict.word, options]))}
    monkeypatch.setattr("grantdocs.reports._foreign", lambda: found)
    report_format.cache_clear()

    assert render(report, "ours", width=3, height=4) == b"fail 3"
    assert render_all([report], [], "ours", width=3) == b"fail 3"
    assert render(report, "plain", width=3) == '["fail", {"width": 3}]'
    assert render_all([report, report], [], "plain") == '["fail", {}]\n["fail", {}]'
    assert format_for("report.ours") == "ours"
    with pytest.raises(ScopeError, match="one publication"):
        render_all([report, report], [], "ours")
    report_format.cache_clear()
