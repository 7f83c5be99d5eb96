"""Copies of web pages: marks stand at the very words, a list of notes at the end, and every other byte stays."""

from __future__ import annotations

import codecs
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from marked_copies import copied, failure, judged, noted, report_on, words_of
from report_cases import HOSTILE, ROOT, SAMPLES, hostile, report_of
from selectolax.lexbor import LexborHTMLParser

from grantdocs.errors import ReadError
from grantdocs.model.findings import Evidence, Suppression
from grantdocs.model.location import Span
from grantdocs.readers import read
from grantdocs.reports._annotated import annotate

MARK_RE = regex.compile(
    r"<mark class=\"grantdocs-mark[^>]*+>|</mark>|<aside class=\"grantdocs\".*?</aside>", regex.DOTALL
)


def page(body: str, head: str = "") -> bytes:
    return f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>\n'.encode()


def without_marks(copy: bytes, encoding: str = "utf-8") -> bytes:
    return MARK_RE.sub("", copy.decode(encoding)).encode(encoding)


def listed(copy: bytes) -> list[str]:
    return [item.text(separator="\n") for item in LexborHTMLParser(copy.decode()).css("#grantdocs-notes li")]


@pytest.mark.parametrize(
    ("body", "quote", "expected"),
    [
        ("<p>It cost EUR 500 in all.</p>", "EUR 500", "EUR 500"),
        ("<p>It cost <b>EUR</b> 5<i>00</i> in all.</p>", "EUR 500", "EUR500"),
        ("<p>It cost EUR&nbsp;5&#48;0 &amp; more</p>", "EUR\xa0500 & m", "EUR\xa0500 & m"),
        ("<p>EUR 5</p><p>EUR 5</p>", "EUR 5@2", "EUR 5"),
        ("<div>EUR 5<br>EUR 5<br>EUR 5, the third</div>", "EUR 5@3", "EUR 5"),
        ("<div>EUR 1<p>EUR 2</p>EUR 3</div>", "EUR 3", "EUR 3"),
        ("<table><tr><td>Sum<td>EUR 5<tr><td>Town<td>EUR 5</table>", "EUR 5@2", "EUR 5"),
        ("<table>loose EUR 5<tr><td>Sum</table>", "EUR 5", "EUR 5"),
        ("<p>open <b>bold <p>EUR 5 still bold", "EUR 5", "EUR 5"),
        ("<p>EUR 5 <!-- EUR 6 <p> --> EUR 6", "EUR 6", "EUR 6"),
        ('<script>if (a < b) document.write("<p>EUR 5</p>")</script><p>EUR 5</p>', "EUR 5", "EUR 5"),
        ('<p title="a > b" data-x=\'<p>\'>EUR 5</p>', "EUR 5", "EUR 5"),
        ("<p>1 < 2 and EUR 5</p>", "EUR 5", "EUR 5"),
        ("<p hidden>EUR 5</p><p>EUR 5 shown</p>", "EUR 5", "EUR 5"),
        ("<p>EUR <span hidden>unseen </span>5 shown", "EUR 5", "EUR5"),
        ("<p>He said <q>EUR 5</q> twice", "EUR 5", "EUR 5"),
        ("<p>Biblio&shy;teka un</p>", "teka un", "teka un"),
        ("<a href=x>EUR</a><a href=y>5</a>", "EUR 5", "EUR5"),
        ("<pre>one\n  EUR 5\nthree</pre>", "EUR 5", "EUR 5"),
        ("<footer><p>EUR 5</footer>", "EUR 5", "EUR 5"),
        ("<main><h1>EUR 5</h1></main>", "EUR 5", "EUR 5"),
    ],
)  # fmt: skip
def test_marks_stand_at_the_very_words(body: str, quote: str, expected: str) -> None:
    data = page(body)

    copy = copied(data, "news.html", quote)

    assert noted(copy) == {1: expected}
    assert without_marks(copy) == data
    assert words_of(read(copy, name="news.html")) == words_of(read(data, name="news.html"))


@pytest.mark.parametrize(
    ("head", "body", "quote"),
    [
        ("<title>EUR 5 for a library</title>", "<p>Words", "EUR 5"),
        ("", '<p>Words<img src="a.png" alt="EUR 5">', "EUR 5"),
        ("", "<p>Words<svg><text>EUR 5</text></svg>", "EUR 5"),
        ("", "<p>Words<textarea>EUR 5</textarea>", "EUR 5"),
    ],
)  # fmt: skip
def test_what_cannot_be_marked_is_listed_with_its_quote(head: str, body: str, quote: str) -> None:
    data = page(body, head)

    copy = copied(data, "news.html", quote)

    assert noted(copy) == {}
    assert without_marks(copy) == data
    assert any("could not be marked" in item and f"“{quote}”" in item for item in listed(copy))


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("utf-8", "utf-8", "Bērzu bibliotēka saņēma 500 €"),
        ("cp1257", "windows-1257", "Bērzu bibliotēka saņēma 500 €"),
        ("cp1257", "", "Bērzu bibliotēka un šķūņu žogs maksāja 500 eiro, ļoti daudz"),
        ("iso8859-13", "iso-8859-13", "Bērzu bibliotēka saņēma 500 Ls"),
        ("cp1252", "iso-8859-1", "Müllers Bücherei bekam 500 €"),
        ("cp1251", "windows-1251", "Библиотеката получи 500 лева"),
        ("utf-16", "", "Bērzu bibliotēka saņēma 500 €"),
        ("utf-8-sig", "", "Bērzu bibliotēka saņēma 500 €"),
    ],
)
def test_every_byte_stays_in_its_encoding(encoding: str, declared: str, text: str) -> None:
    data = f"<html><head>{declared and f'<meta charset={declared}>'}</head><body><p>{text}</p></body></html>".encode(
        encoding
    )
    wide = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)

    word = text.partition(" ")[0]

    copy = copied(data, "news.html", word, "")

    assert noted(copy, wide) == {2: word}
    assert without_marks(copy, wide) == data
    assert words_of(read(copy, name="news.html")) == words_of(read(data, name="news.html"))


def test_broken_bytes_stay_as_they_are() -> None:
    data = page("<p>Bērzu bibliotēka saņēma ļoti daudz: EUR 500</p>").replace("ļ".encode(), b"\xc4", 1)

    copy = copied(data, "news.html", "EUR 500")

    assert b"\xc4oti daudz: <mark" in copy


def test_marks_that_overlap_never_nest() -> None:
    data = page("<p>The project cost EUR 500 in all.</p>")

    copy = copied(data, "news.html", "cost EUR", "EUR 500 in", "EUR 500", "EUR 500")

    assert noted(copy) == {1: "cost EUR", 2: "EUR 500", 3: "EUR 500", 4: "EUR 500 in"}
    assert LexborHTMLParser(copy.decode()).css_first("mark mark") is None
    assert without_marks(copy) == data


def test_notes_and_marks_lead_to_one_another() -> None:
    data = page("<p>It cost EUR 500, EUR 400 and EUR 90.</p>")
    document = read(data, name="news.html")
    related = Evidence("related", "/amounts/1", document.locate(Span(17, 24)), "EUR 400")
    first = Evidence("primary", "/amounts/0", document.locate(Span(8, 15)), "EUR 500")
    report = report_on(document, [failure(document, None, evidence=(first, related)), failure(document, Span(17, 24))])

    tree = LexborHTMLParser(annotate(report, data).content.decode())

    for mark in tree.css("mark"):
        assert all(tree.css_first(f"#{name}") is not None for name in mark.attributes["aria-describedby"].split())
    for link in tree.css("#grantdocs-notes a"):
        assert tree.css_first(link.attributes["href"]).tag == "mark"
    assert [mark.text() for mark in tree.css("mark")] == ["EUR 500", "EUR 400"]
    assert len({mark.attributes["id"] for mark in tree.css("mark")}) == 2


def test_accepted_failures_are_marked_as_such() -> None:
    data = page("<p>It cost EUR 500</p>")
    document = read(data, name="news.html")
    accepted = Suppression("ignored", "an old poster", "2030-01-31")

    copy = annotate(report_on(document, [failure(document, Span(8, 15), suppression=accepted)]), data).content

    assert b"grantdocs-accepted" in copy
    assert "[accepted: an old poster, until 2030-01-31] must: Words are right" in listed(copy)[0]


@pytest.mark.parametrize("end", ["</body></html>", "</html>", "", "</body>\n</html>\n<!-- saved -->", "</BODY >"])
def test_the_list_stands_at_the_end_of_the_body(end: str) -> None:
    data = f"<html><body><p>It cost EUR 500</p>{end}".encode()

    copy = copied(data, "news.html", "EUR 500")

    assert LexborHTMLParser(copy.decode()).css_first("body > aside#grantdocs-notes") is not None
    assert without_marks(copy) == data


@pytest.mark.parametrize(
    "body", ["<p>EUR 500</p><script>var a = 1;", "<p>EUR 500</p><!-- never closed", "<p>EUR 500</p><textarea>"]
)
def test_a_page_whose_end_is_lost_gets_its_list_before(body: str) -> None:
    data = f"<html><body>{body}".encode()

    copy = copied(data, "news.html", "EUR 500")

    assert LexborHTMLParser(copy.decode()).css_first("body > aside#grantdocs-notes") is not None


def test_hostile_messages_are_only_words() -> None:
    data = page("<p>It cost EUR 500</p>")
    report = hostile(judged(data, "news.html", "EUR 500", ""), HOSTILE + "</aside><img src=x onerror=alert(1)>")
    report = replace(report, document=replace(report.document, source=read(data, name="news.html").source))

    copy = annotate(report, data).content

    tree = LexborHTMLParser(copy.decode())
    assert tree.css_first("script, img, [onerror]") is None
    assert any("<script>alert(1)</script>" in item and "onerror=alert(1)" in item for item in listed(copy))
    assert "\u202e" not in copy.decode()


def test_a_page_is_checked_again_as_if_nothing_had_been_noted() -> None:
    data = page("<p>It cost EUR 500</p>")
    once = copied(data, "news.html", "EUR 500", "")

    twice = copied(once, "news.html", "EUR 500", "")

    assert read(twice, name="news.html").text == read(data, name="news.html").text


def test_changed_bytes_are_refused() -> None:
    data = page("<p>It cost EUR 500</p>")

    with pytest.raises(ReadError, match="changed since"):
        annotate(judged(data, "news.html", "EUR 500"), data + b" ")


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.endswith(".html")])
def test_samples_keep_their_words(sample: str) -> None:
    data = (ROOT / sample).read_bytes()
    document = report_of(sample).document
    blocks = [
        block
        for block in document.blocks
        if str(block.zone) in {"body", "heading", "list-item", "table-cell", "footer"}
    ]
    report = report_on(document, [failure(document, block.span, number=number) for number, block in enumerate(blocks)])

    copy = annotate(report, data)

    assert copy.name == Path(sample).stem + ".checked.html"
    assert ["".join(words.split()) for words in noted(copy.content).values()] == [
        "".join(document.quote(b.span).split()) for b in blocks
    ]
    assert without_marks(copy.content) == data
    assert words_of(read(copy.content, name=copy.name)) == words_of(document)


def test_two_hundred_findings_have_two_hundred_places() -> None:
    sums = [f"EUR {number}.00" for number in range(1000, 1200)]
    data = page("".join(f"<p>Sum: <b>{each}</b> paid.</p>" for each in sums))

    assert list(noted(copied(data, "sums.html", *sums)).values()) == sums


@pytest.mark.parametrize(
    "shape",
    ["<p>Sum {}: <b>EUR 5</b></p>", "EUR {} paid<br>", "EUR {}, ", "<b>{}</b>&amp;", "<p hidden>w<p>a{}<q>b</q>"],
)
def test_twice_as_long_a_page_takes_twice_as_many_steps(shape: str) -> None:
    def steps(size: int) -> int:
        body = "".join(shape.format(number) for number in range(1000, 1000 + size))
        data = page(f"{body}<p>EUR 77777</p>")
        report = judged(data, "news.html", *["EUR 77777"] * 3, "1000", "1009")
        count = 0

        def seen(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(seen)
        try:
            annotate(report, data)
        finally:
            sys.setprofile(None)
        return count

    steps(10)
    assert steps(800) < 2.3 * steps(400)


def test_words_of_an_attribute_leave_the_encoding_as_it_is() -> None:
    data = '<p>Bērzu EUR 500<img src=a.png alt="Šķūņu žogs">'.encode("cp1257")

    copy = copied(data, "news.html", "EUR 500")

    assert noted(copy, "cp1257") == {1: "EUR 500"}
    assert without_marks(copy, "cp1257") == data


def test_more_stretches_of_text_than_a_plane_has_characters() -> None:
    data = page("<b>a</b>" * 70_000 + "<p>It cost EUR 500")

    assert noted(copied(data, "news.html", "EUR 500")) == {1: "EUR 500"}


def test_bytes_of_other_marks_are_known() -> None:
    data = codecs.BOM_UTF16_BE + "<p>Bērzu EUR 500".encode("utf-16-be")

    assert noted(copied(data, "news.html", "EUR 500"), "utf-16-be") == {1: "EUR 500"}
