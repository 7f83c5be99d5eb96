"""Markup before it is parsed: bounded in depth and number, short forms of XML written out."""

from __future__ import annotations

import pytest

from grantdocs.readers import Limits, read
from grantdocs.readers.html.markup import bounded, written_out


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<title/><p>a</p>", "<title></title><p>a</p>"),
        ("<a id='x'/>b", "<a id='x'></a>b"),
        ("<br/><img src='a/b'/>", "<br/><img src='a/b'/>"),
        ("<p><![CDATA[a < b & c]]></p>", "<p>a &lt; b &amp; c</p>"),
        ("<!-- <p/> -->", "<!-- <p/> -->"),
        ("<script>a = '<p/>'</script>", "<script>a = '<p/>'</script>"),
        ("<p>a</p>", "<p>a</p>"),
    ],
)
def test_short_forms(text: str, written: str) -> None:
    assert written_out(text) == written


@pytest.mark.parametrize("text", ["<div>a</div>" * 5_000, "<p>a" * 5_000, "<ul>" + "<li>a" * 5_000 + "</ul>"])
def test_long_pages_are_left_as_they_are(text: str) -> None:
    assert bounded(text, 1_000_000) == (text, False)


def test_depths_are_flattened_and_their_words_kept() -> None:
    text, is_cut = bounded("<div>a" * 4_000 + "</div>" * 4_000 + "<p>end", 1_000_000)
    assert (text.count("<div>"), text.count("a"), is_cut) == (512, 4_000, False)
    assert text.endswith("<p>end")


def test_attributes_by_the_thousand_are_cut() -> None:
    text, _ = bounded("<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">end", 1_000_000)
    assert text.endswith("a499=1>end")


def test_elements_beyond_the_limit_are_a_gap() -> None:
    document = read(b"<html><body>" + b"<p>a" * 5_000 + b"<p>end", limits=Limits(max_elements=4_000))
    assert [gap.reason for gap in document.gaps] == ["limit-reached"]
    assert "end" not in document.text


@pytest.mark.parametrize("unit", ["<i></i>", "<img src=a.png>", "<svg><path/></svg>", "<p>a</p>"])
def test_the_clock_stops_what_holds_words_and_what_does_not(unit: str) -> None:
    document = read(f"<!doctype html><body>{unit * 5_000}".encode(), limits=Limits(max_seconds=0))
    assert "limit-reached" in {gap.reason for gap in document.gaps}
    assert len(document.images) < 5_000
