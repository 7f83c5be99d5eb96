"""Publications that mean harm: nothing of theirs runs, loads or hides in a real browser, and the page stays usable."""

from __future__ import annotations

import time
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest
from sample_pages import FAULTY, SAMPLES, report_of

import grantdocs
from grantdocs.model.document import Block, Zone
from grantdocs.model.findings import Evidence, Report, Suppression, Verdict
from grantdocs.model.location import Span
from grantdocs.reports import Unread, render, render_all

CANARY = "window.ran = []; window.canary = (name) => window.ran.push(name); window.alert = window.canary;"
PAYLOADS = {
    "script": "<script>canary('script')</script>",
    "closes everything": "</q></p></td></table></style></title></template><script>canary('closed')</script>",
    "handlers": "<img src=x onerror=canary('img')><svg onload=canary('svg')><details open ontoggle=canary('d')>",
    "leaves an attribute": "\" autofocus onfocus=canary('attr') x=\"' onmouseover='canary(1)",
    "address": "javascript:canary('address')",
    "loads": "<img src=https://example.invalid/a.png><link rel=stylesheet href=//example.invalid/a.css><iframe src=//x.invalid>",
    "template": "{{ 7 * 191 }}{% raw %}${canary('t')}",
    "base": "<base href='https://example.invalid/'><meta http-equiv=refresh content='0;url=https://example.invalid'>",
    "controls": "\x00\x1b[2J\u202egnorw\u2066\u200b\ufeff\ud800\ufffe\x9b",
}
FOUND = """() => ({
  ran: window.ran,
  scripts: document.scripts.length,
  handlers: [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on")),
  loaders: document.querySelectorAll("img, iframe, object, embed, link, base, form, meta[http-equiv=refresh]").length,
  addresses: [...document.querySelectorAll("[href]")].map((e) => e.getAttribute("href"))
    .filter((a) => !a.startsWith("#") && !a.startsWith("https://eur-lex.europa.eu/")),
  text: document.body.innerText,
  title: document.title,
})"""
KEPT = {"pointer", "rule", "celex"}
"""What is not replaced: without pointers nothing would be linked."""


def _poisoned(value: Any, payload: str, key: str = "") -> Any:
    """The same value with the payload in every string of it; the text of the publication keeps its length."""
    if key in KEPT or isinstance(value, Enum) or callable(value):
        return value
    if isinstance(value, str):
        return (
            (payload * (len(value) // len(payload) + 1))[: len(value)]
            if key == "text" and len(value) > 200
            else payload
        )
    if isinstance(value, tuple):
        return tuple(_poisoned(each, payload) for each in value)
    if isinstance(value, dict):
        return {name: _poisoned(each, payload) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        shown = (field.name for field in fields(value) if field.name not in {"instance", "typefaces", "data"})
        return replace(value, **{name: _poisoned(getattr(value, name), payload, name) for name in shown})
    return value


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_of_a_report_full_of_harm_runs(open_page, payload: str) -> None:
    reports = [_poisoned(report_of(path), payload) for path in SAMPLES if path.suffix in {".docx", ".html"}][:4]
    first = reports[0]
    accepted = replace(first.findings[0], suppression=Suppression(payload, payload, payload))
    reports[0] = replace(first, findings=(accepted, *first.findings[1:]))
    text = render_all(reports, [Unread(payload, payload)], "html", verbose=True)
    assert isinstance(text, str)
    asked: list[str] = []
    page = open_page(text, init=CANARY, asked=asked)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.mouse.move(300, 300)
    found = page.evaluate(FOUND)

    assert found["ran"] == []
    assert found["scripts"] == 1
    assert found["handlers"] == []
    assert found["loaders"] == 0
    assert found["addresses"] == []
    assert [address for address in asked if not address.startswith("file:")] == []
    assert "1337" not in found["text"]


def test_what_steers_or_hides_is_shown_as_what_it_is(open_page) -> None:
    text = "The project \u202e\u202d\u2066LLI-912\u2069 costs\u200b EUR 1 000.\x1b[31m"
    page = open_page(_page(text.encode(), "news.txt"))
    found = page.evaluate(FOUND)

    assert not set("\u202e\u202d\u2066\u2069\u200b\x1b") & set(found["text"] + found["title"])
    assert {"U+202E", "U+200B", "U+2066"} <= set(page.locator(".steering").all_inner_texts())


def test_a_publication_that_hides_scripts_in_its_markup(open_page) -> None:
    html = (
        "<html><head><title>&lt;script&gt;canary(1)&lt;/script&gt;</title></head><body><h1 onclick=canary(2)>LLI-912</h1>"
        "<script>canary(3)</script><p>Interreg V-A Latvia–Lithuania programme 2014–2020, project LLI-912.</p>"
        '<a href="javascript:canary(4)">&lt;img src=x onerror=canary(5)&gt;</a><img src=x alt="&quot;onerror=canary(6)">'
    )
    found = open_page(_page(html.encode(), "page.html"), init=CANARY).evaluate(FOUND)

    assert (found["ran"], found["handlers"], found["addresses"], found["loaders"]) == ([], [], [], 0)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["ā" * 10_000_000], id="one word of 10 million letters"),
        pytest.param(["Kopā 12,00 EUR."] * 60_000, id="60 000 paragraphs"),
    ],
)
def test_a_page_of_many_megabytes_stays_small_and_opens(open_page, lines: list[str]) -> None:
    text = render(_blown(report_of(FAULTY), lines), "html")
    assert isinstance(text, str)
    assert len(text) < 300_000
    started = time.monotonic()
    page = open_page(text)

    assert page.locator("h1").is_visible()
    assert time.monotonic() - started < 20
    assert page.locator(".publication .left-out").count() > 0
    assert page.locator(".finding .left-out").count() == (1 if len(lines) == 1 else 0)


def _blown(report: Report, lines: list[str]) -> Report:
    """The report with lines after its text; its first failure rests on the first of them."""
    document = report.document
    text, blocks = document.text, list(document.blocks)
    for line in lines:
        blocks.append(Block(Span(len(text) + 1, len(text) + 1 + len(line)), Zone.BODY))
        text += "\n" + line
    blown = replace(document, text=text, blocks=tuple(blocks))
    span = blocks[len(document.blocks)].span
    shown = Evidence("primary", "/amounts/0", blown.locate(span), blown.quote(span))
    failed = [finding for finding in report.findings if finding.verdict is Verdict.FAIL]
    others = tuple(finding for finding in report.findings if finding is not failed[0])
    return replace(report, document=blown, findings=(replace(failed[0], evidence=(shown,)), *others))


def _page(data: bytes, name: str) -> str:
    text = render(grantdocs.check(grantdocs.read(data, name=name)), "html")
    assert isinstance(text, str)
    return text
