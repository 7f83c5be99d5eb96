"""The page of a report: its shape, its links, what it says and what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import grantdocs
from grantdocs.model.document import Block, Document, Image, Source, Zone
from grantdocs.model.findings import Report, Suppression, Verdict
from grantdocs.model.location import Anchor, Span
from grantdocs.model.rules import Level
from grantdocs.reports import Unread, format_for, render, render_all, report_format
from grantdocs.reports.html._marks import Mark, Tone, pieces
from grantdocs.reports.html._publication import publication
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


# --- marks


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        pytest.param([], ["0123456789"], id="none"),
        pytest.param([(2, 5, "ERROR", 1)], ["01", "[234]error p2 →1", "56789"], id="one"),
        pytest.param(
            [(2, 6, "WARNING", 2), (4, 8, "ERROR", 1)],
            ["01", "[23]warning p2", "[45]error p4 →2", "[67]error →1", "89"],
            id="overlap",
        ),
        pytest.param(
            [(1, 9, "WARNING", 2), (3, 5, "ERROR", 1)],
            ["0", "[12]warning p1", "[34]error p3 →1", "[5678]warning →2", "9"],
            id="one in another",
        ),
        pytest.param(
            [(2, 5, "PASS", 7), (2, 5, "ERROR", 1)], ["01", "[234]error p2 →1", "56789"], id="pass is outdone"
        ),
        pytest.param([(2, 5, "PASS", 7), (2, 5, "PASS", 8)], ["01", "[234]pass p2 →7", "56789"], id="one pass for all"),
        pytest.param([(2, 5, "ERROR", 1), (2, 5, "NOTE", 4)], ["01", "[234]error p2 →1,4", "56789"], id="same place"),
        pytest.param([(2, 5, "FACT", 0)], ["01", "[234]fact p2", "56789"], id="a fact has no number"),
        pytest.param([(0, 10, "ERROR", 1)], ["[0123456789]error p0 →1"], id="all"),
        pytest.param([(-4, 3, "ERROR", 1)], ["[012]error →1", "3456789"], id="begins before"),
        pytest.param([(8, 14, "ERROR", 1)], ["01234567", "[89]error p8"], id="goes on"),
        pytest.param([(10, 14, "ERROR", 1)], ["0123456789"], id="elsewhere"),
    ],
)
def test_pieces(marks: list[tuple[int, int, str, int]], wanted: list[str]) -> None:
    found = pieces("0123456789", Span(0, 10), [Mark(Span(a, b), Tone[tone], number) for a, b, tone, number in marks])

    assert [_written(piece) for piece in found] == wanted


def test_pieces_outside_the_windows_are_counted() -> None:
    found = pieces("0123456789", Span(0, 10), [Mark(Span(4, 5), Tone.ERROR, 1)], [Span(3, 6)])

    assert [_written(piece) for piece in found] == ["…3", "3", "[4]error p4 →1", "5", "…4"]


def _written(piece) -> str:
    if piece.left_out:
        return f"…{piece.left_out}"
    if piece.tone is None:
        return piece.text
    place = "" if piece.place is None else f" p{piece.place}"
    ends = ",".join(str(mark.number) for mark in piece.ends)
    return f"[{piece.text}]{piece.tone.word}{place}" + (f" →{ends}" if ends else "")


# --- the publication


def made(*blocks: tuple[str, Zone, Anchor], glue: str = "\n", images: tuple[Image, ...] = ()) -> Document:
    text, found = "", []
    for written, zone, anchor in blocks:
        text += glue if text else ""
        found.append(Block(Span(len(text), len(text) + len(written)), zone, anchor))
        text += written
    return Document(Source("case.txt", "text/plain", "text", "sha256:0", len(text)), text, tuple(found), images)


def outline(document: Document) -> list[str]:
    return [_outlined(part) for part in publication(document, (), "en").parts]


def _outlined(part) -> str:
    if part.kind == "table":
        return " / ".join(
            " | ".join("+".join(p.pieces[0].text for p in cell.parts) for cell in row) for row in part.rows
        )
    said = part.pieces[0].text if part.pieces else ",".join(p.pieces[0].text for p in part.parts)
    return f"{part.kind} {said or part.number}".strip()


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        pytest.param([("T", Zone.TITLE, {}), ("H", Zone.HEADING, {}), ("b", Zone.BODY, {})],
                     ["title T", "heading H", "paragraph b"], id="headings"),
        pytest.param([("a", Zone.LIST_ITEM, {}), ("b", Zone.LIST_ITEM, {}), ("c", Zone.BODY, {})],
                     ["list a,b", "paragraph c"], id="a list"),
        pytest.param([("a", Zone.FOOTER, {}), ("b", Zone.FOOTER, {}), ("c", Zone.HEADER, {})],
                     ["frame a,b", "frame c"], id="frames"),
        pytest.param([("a", Zone.BODY, {"page": 1}), ("b", Zone.BODY, {"page": 2}), ("c", Zone.BODY, {"page": 2})],
                     ["page 1", "paragraph a", "page 2", "paragraph b", "paragraph c"], id="pages"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("b", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 2}),
                      ("c", Zone.TABLE_CELL, {"table": 1, "row": 2, "column": 2})],
                     ["a | b /  | c"], id="an empty cell"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("b", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1})],
                     ["a+b"], id="two paragraphs of a cell"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("b", Zone.TABLE_CELL, {"table": 2, "row": 1, "column": 1})],
                     ["a", "b"], id="two tables"),
        pytest.param([("a", Zone.TABLE_CELL, {"table": 1, "row": 1, "column": 1}), ("H", Zone.HEADING, {"table": 1, "row": 1, "column": 2})],
                     ["a | H"], id="a heading in a cell"),
    ],
)  # fmt: skip
def test_parts(blocks: list[tuple[str, Zone, dict]], wanted: list[str]) -> None:
    assert outline(made(*((text, zone, Anchor(**anchor)) for text, zone, anchor in blocks))) == wanted


def test_cells_without_numbers_follow_tabs() -> None:
    cells = [("a", Zone.TABLE_CELL, Anchor()), ("b", Zone.TABLE_CELL, Anchor())]

    assert outline(made(*cells, glue="\t")) == ["a | b"]
    assert outline(made(*cells)) == ["a / b"]


def test_pictures_stand_where_they_are_described_or_placed() -> None:
    blocks = [("a", Zone.BODY, Anchor()), ("the flag", Zone.ALT_TEXT, Anchor()), ("b", Zone.BODY, Anchor())]
    images = (Image(alt="the flag", span=Span(2, 10)), Image(name="x.png", at=11), Image(name="y.png"))

    assert outline(made(*blocks, images=images)) == [
        "paragraph a", "picture the flag", "picture 1", "paragraph b", "picture 2",
    ]  # fmt: skip


def test_a_long_publication_is_shown_around_its_findings() -> None:
    document = made(*((f"line {number}", Zone.BODY, Anchor()) for number in range(20_000)))
    spot = document.blocks[9_000].span
    found = publication(document, (Mark(spot, Tone.ERROR, 1), Mark(document.blocks[15_000].span, Tone.FACT)), "en")
    said = [part.pieces[0].text if part.pieces else f"…{part.number}" for part in found.parts]

    assert not found.is_whole
    assert said[:6] == ["line 0", "line 1", "line 2", "line 3", "line 4", "…8993"]
    assert said[6:] == ["line 8998", "line 8999", "line 9000", "line 9001", "line 9002", "…10997"]
    assert found.places == {spot.start}


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
