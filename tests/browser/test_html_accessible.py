"""The pages of all samples before axe-core and a validator, in light and dark, on a telephone and on paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sample_pages import FAULTY, SAMPLES, name_of, page_of, report_of

import grantdocs
from grantdocs.reports import Unread, render, render_all

RULES = """async (only) => {
  const found = await axe.run(document, {resultTypes: ["violations"], ...(only && {runOnly: [only]})});
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(" | ")}`);
}"""
FOCUS = """() => {
  const focused = document.activeElement;
  return [focused.className || focused.localName, getComputedStyle(focused).outlineStyle];
}"""


def _all_samples() -> str:
    page = render_all([report_of(path) for path in SAMPLES[:4]], [Unread("a.docx", "a.docx: broken")], "html")
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize("path", SAMPLES, ids=name_of)
def test_axe_finds_nothing(open_page, axe: str, path: Path) -> None:
    page = open_page(page_of(path))
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(axe)

    assert page.evaluate(RULES, None) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(RULES, "color-contrast") == []


def test_axe_finds_nothing_on_a_page_of_several(open_page, axe: str) -> None:
    page = open_page(_all_samples())
    page.evaluate(axe)

    assert page.evaluate(RULES, None) == []


def test_pages_are_valid_html(html_validate: str, tmp_path: Path) -> None:
    (tmp_path / ".htmlvalidate.json").write_text(
        '{"root": true, "extends": ["html-validate:standard", "html-validate:document", "html-validate:a11y"]}'
    )
    pages = {path.name: page_of(path) for path in SAMPLES} | {"all": _all_samples()}
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [html_validate, *tmp_path.glob("*.html")], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("path", SAMPLES[:3], ids=name_of)
def test_nothing_is_wider_than_the_window(open_page, path: Path, width: int) -> None:
    page = open_page(page_of(path), width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_by_itself(open_page) -> None:
    row = "| " + " | ".join(f"LLI-912-{number}" for number in range(40)) + " |\n"
    text = "# Interreg V-A Latvia–Lithuania\n\n" + row + "|---" * 40 + "|\n" + row * 3
    written = render(grantdocs.check(grantdocs.read(text.encode(), name="news.md")), "html")
    page = open_page(written, width=360)

    assert page.evaluate("document.querySelector('.paper .table').scrollWidth") > 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_everything_is_reached_by_keyboard(open_page) -> None:
    page = open_page(page_of(SAMPLES[0]))
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(FOCUS)
        reached.add(name)
        assert outline != "none" or name == "body"
    assert {"copy", "where", "summary", "input", "publication"} <= reached


def test_paper_shows_findings_first_every_group_and_addresses_of_laws(open_page) -> None:
    page = open_page(page_of(FAULTY))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    tops = page.evaluate(
        "[...document.querySelectorAll('.findings, .publication')].map((e) => e.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    assert page.evaluate("document.querySelectorAll('.group:not([open])').length") == 0
    assert "eur-lex.europa.eu" in page.evaluate("getComputedStyle(document.querySelector('a.law'), '::after').content")
    assert page.locator("button.copy").first.is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelectorAll('.group:not([open])').length") > 0
