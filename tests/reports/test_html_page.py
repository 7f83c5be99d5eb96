"""The page of a report: its shape, its links, what it says and what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import grantdocs
from grantdocs.model.findings import Report, Suppression, Verdict
from grantdocs.model.rules import Level
from grantdocs.reports import Unread, format_for, render, render_all, report_format
from grantdocs.reports.html._safe import has_slots, language_tag, plain, shown, to_fill_in


def page(report: Report, **options: object) -> LexborHTMLParser:
    text = render(report, "html", **options)
    assert isinstance(text, str)
    return LexborHTMLParser(text)


def texts(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


def of(report: Report, verdict: Verdict) -> list[str]:
    return [
        " ".join((finding.message or finding.title).split())
        for finding in report.findings
        if finding.verdict is verdict
    ]


# --- one report


def test_every_finding_stands_in_the_group_of_its_verdict(report: Report) -> None:
    tree = page(report)

    assert sorted(texts(tree, ".group.fail .message")) == sorted(of(report, Verdict.FAIL))
    for name, verdict in (("pass", Verdict.PASS), ("not-applicable", Verdict.NOT_APPLICABLE)):
        shown_there = texts(tree, f".group.{name} .line > .message")
        assert sorted(text.split(" ", 1)[1] for text in shown_there) == sorted(of(report, verdict))
    assert len(tree.css(".group.open .line")) == len(of(report, Verdict.CANNOT_TELL))


def test_failures_come_with_weight_evidence_law_and_what_to_paste(report: Report) -> None:
    tree = page(report)
    weights = [node.attributes["data-level"] for node in tree.css(".finding")]

    assert weights == sorted(weights, key=["error", "warning", "note"].index)
    assert "“" not in "".join(texts(tree, ".finding q"))
    assert "EUR 1001.00" in texts(tree, ".finding q")
    assert "EU corporate model grant agreement 2021-2027, Article 17(2)" in "".join(texts(tree, ".finding .laws"))
    assert "Co-funded by the European Union" in texts(tree, ".paste-text")
    assert [node.attributes["data-copy"] for node in tree.css("button.copy")] == [
        node.attributes["id"] for node in tree.css(".paste-text")
    ]


def test_what_stays_open_says_why_and_that_it_is_no_failure(report: Report) -> None:
    group = texts(page(report), ".group.open")[0]

    assert "plain text holds no pictures" in group
    assert "That is no failure" in group


def test_every_link_leads_to_one_place(report: Report) -> None:
    tree = page(report, verbose=True)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    inner = {node.attributes["href"][1:] for node in tree.css("a[href^='#']")}

    assert len(ids) == len(set(ids))
    assert inner <= set(ids)
    assert {node.attributes["href"] for node in tree.css("svg use")} <= {f"#{each}" for each in ids}


def test_marks_say_their_number_and_their_words(report: Report) -> None:
    tree = page(report)
    numbers = {node.text(): node.attributes["href"] for node in tree.css(".paper .ref")}

    assert "EUR 1001.00" in texts(tree, ".paper mark.error")
    assert all(href == f"#f{number}" for number, href in numbers.items())


def test_headings_leave_no_level_out(report: Report) -> None:
    levels = [int(node.tag[1]) for node in page(report).css("h1, h2, h3, h4, h5, h6")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_and_what_it_quotes_have_their_languages(latvian: Report) -> None:
    tree = page(latvian, language="lv")

    assert tree.css_first("html").attributes["lang"] == "lv"
    assert tree.css_first(".paper").attributes["lang"] == "en"
    assert {node.attributes["lang"] for node in tree.css(".paste-text")} <= {"en", "lv"}


def test_latvian_page_has_no_english_chrome(latvian: Report) -> None:
    said = " ".join(texts(page(latvian, language="lv"), "h2, h3, .label, dt, th, caption, legend, .skip, button"))

    assert not {"Findings", "Law", "Programme", "Amounts", "Because", "Copy", "must"} & set(said.split())


def test_an_unknown_language_gives_the_english_page(report: Report) -> None:
    assert render(report, "html", language="xx") == render(report, "html")


def test_the_same_report_gives_the_same_page(report: Report) -> None:
    assert render(report, "html") == render(report, "html")


def test_findings_below_the_level_are_left_out(report: Report) -> None:
    tree = page(report, level=Level.ERROR)

    assert {node.attributes["data-level"] for node in tree.css("[data-level]")} == {"error"}
    assert not tree.css(".filter")


def test_a_known_failure_is_marked_and_does_not_count(report: Report) -> None:
    failed = next(finding for finding in report.findings if finding.verdict is Verdict.FAIL)
    known = replace(failed, suppression=Suppression("ignored", "old poster, gone by then", "2027-01-31"))
    changed = replace(report, findings=tuple(known if each is failed else each for each in report.findings))
    tree = page(changed)

    assert known.message not in texts(tree, ".group.fail .message")
    assert texts(tree, ".group.known .suppressed") == ["accepted: old poster, gone by then, until 2027-01-31"]
    assert texts(tree, ".counts .known") == ["1 known or accepted"]


def test_verbose_shows_fingerprints(report: Report) -> None:
    fingerprint = report.findings[0].fingerprint

    assert fingerprint in str(render(report, "html", verbose=True))
    assert fingerprint not in str(render(report, "html"))


def test_text_about_no_project_says_so(no_project: Report) -> None:
    tree = page(no_project)

    assert texts(tree, ".stamp") == ["nothing to judge"]
    assert "no rule applies" in texts(tree, ".masthead")[0]
    assert not tree.css(".facts")


def test_a_publication_without_text(unread: Report) -> None:
    tree = page(unread)

    assert not tree.css(".paper")
    assert texts(tree, ".publication .lead") == ["No text could be read."]


def test_facts_stand_in_tables_with_their_words(report: Report) -> None:
    tree = page(report)
    rows = texts(tree, ".facts-amounts tbody tr")

    assert rows[0] == "1,001.00 EUR total cost project EUR 1001.00"
    assert texts(tree, ".facts-awards th") == ["Title", "As written"]


def test_it_loads_nothing_and_allows_no_other_script(report: Report) -> None:
    tree = page(report)
    policy = next(node.attributes["content"] for node in tree.css("meta[http-equiv]"))

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not tree.css("link, img, iframe, object, [src], [style]")
    assert {node.attributes["href"].split("/")[2] for node in tree.css("a[href^='http']")} <= {"eur-lex.europa.eu"}


@pytest.mark.parametrize("name", ["lv/interreg-raksts-kludains.docx", "en/interreg-news.txt"])
def test_the_page_of_a_sample_tells_what_its_json_tells(root: Path, name: str) -> None:
    report = grantdocs.check(root / "samples" / name)
    tree = page(report)
    failed = [found for found in json.loads(str(render(report, "json")))["findings"] if found["verdict"] == "fail"]

    assert sorted(texts(tree, ".finding .name")) == sorted(found["rule"] for found in failed)
    assert sorted(texts(tree, ".finding > .message")) == sorted(" ".join(found["message"].split()) for found in failed)
    assert {*texts(tree, ".finding q")} >= {
        " ".join(item["quote"].split()) for found in failed for item in found["evidence"] if item["quote"]
    }
    assert "".join("".join(texts(tree, ".paper")).split()).startswith("".join(report.document.text[:40].split()))
    assert len(tree.css(".facts-amounts tbody tr")) == len(report.facts.amounts)


def test_words_that_deviate_are_marked_and_told_with_the_right_ones() -> None:
    text = (
        "Projektu Nr. LLI-912 programmā Interreg V-A Latvija–Lietuva 2014.–2020. gadam īsteno Iecavas pagasts.\n\n"
        "Šis raksts ir sagatavots ar Eiropas Savienības finansiālu palīdzību. Par šī raksta saturu pilnībā atbild Iecavas "
        "pagasts, un tas nekādos apstākļos nav uzskatāms par Eiropas Savienības oficiālo nostāju."
    )
    report = grantdocs.check(grantdocs.read(text.encode(), name="news.txt"), language="lv")
    tree = page(report, language="lv")
    deviations = [each for statement in report.facts.statements for each in statement.deviations]

    assert deviations
    assert {each.found for each in deviations if each.found} <= set(texts(tree, ".quote q mark"))
    assert {each.expected for each in deviations if each.found} <= set(texts(tree, ".quote .expected q"))


# --- several


def test_several_reports_have_an_index_and_name_what_was_not_read(report: Report, no_project: Report) -> None:
    tree = LexborHTMLParser(str(render_all([report, no_project], [Unread("x.pdf", "x.pdf: is encrypted")], "html")))
    ids = [node.attributes["id"] for node in tree.css("[id]")]

    assert [node.attributes["href"] for node in tree.css(".index a")] == ["#d1-top", "#d2-top"]
    assert texts(tree, ".unread li") == ["x.pdf: is encrypted"]
    assert len(ids) == len(set(ids))
    assert {node.attributes["href"][1:] for node in tree.css("a[href^='#']")} <= set(ids)
    assert texts(tree, "h1") == ["Check of 2 publications"]


def test_nothing_read_is_a_page_too() -> None:
    tree = LexborHTMLParser(str(render_all([], [Unread("x.pdf", "x.pdf: is encrypted")], "html")))

    assert texts(tree, ".unread li") == ["x.pdf: is encrypted"]


def test_the_format_is_known_by_its_ending() -> None:
    assert format_for("report.HTML") == "html"
    assert report_format("html").media_type == "text/html"


# --- safety


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&#34;&#39;"),
        ("a\u202eb", 'a<bdi class="steering" title="right-to-left override">U+202E</bdi>b'),
        ("\x00", '<bdi class="steering" title="u+0000">U+0000</bdi>'),
        ("co\u00adop \u0646\u200c\u0647 1\u00a0000", "co\u00adop \u0646\u200c\u0647 1\u00a0000"),
        ("line\nline\tcell", "line\nline\tcell"),
    ],
)
def test_shown(text: str, wanted: str) -> None:
    assert str(shown(text)) == wanted


def test_what_is_to_be_filled_in_is_marked() -> None:
    assert str(to_fill_in("by ‹partner› & us")) == 'by <span class="slot">‹partner›</span> &amp; us'
    assert has_slots("by ‹partner›")
    assert not has_slots("by us")


def test_plain() -> None:
    assert plain("a\u202e\x1b\ud800b") == "a‹U+202E›‹U+001B›‹U+D800›b"


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [("lv", "lv"), ("LV", "lv"), ("en_GB", "en-GB"), ("sr-Latn-RS", "sr-Latn-RS"), ("x-none", ""), ('lv" onclick="', ""),
     (None, ""), ("", ""), ("latvian", "")],
)  # fmt: skip
def test_language_tag(tag: str | None, wanted: str) -> None:
    assert language_tag(tag) == wanted
