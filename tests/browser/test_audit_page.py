"""The page of an audit before axe-core and a validator, in light and dark, on a telephone and on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import grantdocs
from grantdocs.audit.dashboard import dashboard
from grantdocs.audit.unit import audit_one

pytest.importorskip("duckdb")
pytest.importorskip("matplotlib")
RULES = """async (only) => {
  const found = await axe.run(document, {resultTypes: ["violations"], ...(only && {runOnly: [only]})});
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 200)).join(" | ")}`);
}"""
TEXT = (
    "<html lang='en'><head><title>{title}</title></head><body><p>The project “Green benches by the river”, No. LLI-314,"
    " is carried out in the Interreg V-A Latvia–Lithuania Programme 2014–2020. {story}"
    "<p>Total budget of the project: EUR {total}, including ERDF EUR 85 000.00."
)
STORY = " ".join(f"On day {n} the builders set up bench number {n * 7} beside the old mill." for n in range(30))


class Here:
    def map(self, items: Iterator, settings: object, *, jobs: int) -> Iterator:
        return (audit_one(item, settings) for item in items)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("audit")
    site = folder / "site"
    site.mkdir()
    for name, title, total in (
        ("a", "Benches", "100 000.00"),
        ("b", "Benches <img src=x onerror=alert(1)>", "100 000.00"),
        ("c", "Benches \u202e turned", "200 000.00"),
    ):
        (site / f"{name}.html").write_text(TEXT.format(title=title, total=total, story=STORY), encoding="utf-8")
    (site / "broken.docx").write_bytes(b"PK\x03\x04 this is no package")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grantdocs.audit.run.engine_of", lambda _: Here())
        return dashboard(grantdocs.audit([site], out=folder / "out").folder)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(open_page, axe: str, page: str, width: int) -> None:
    shown = open_page(page, width=width)
    shown.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    shown.evaluate(axe)

    assert shown.evaluate(RULES, None) == []
    shown.emulate_media(color_scheme="dark")
    assert shown.evaluate(RULES, "color-contrast") == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_valid_html(html_validate: str, page: str, tmp_path: Path) -> None:
    (tmp_path / ".htmlvalidate.json").write_text(
        '{"root": true, "extends": ["html-validate:standard", "html-validate:document", "html-validate:a11y"]}'
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    done = subprocess.run([html_validate, "page.html"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_the_page_asks_for_nothing_and_its_style_is_allowed(open_page, page: str) -> None:
    asked: list[str] = []
    shown = open_page(page, asked=asked)

    assert all(each.startswith(("file:", "data:")) for each in asked)
    assert len(asked) == 1
    colours = shown.evaluate(
        "[...document.querySelectorAll('.plot .fill-fail')].map((each) => getComputedStyle(each).fill)"
    )
    assert colours
    assert set(colours) == {"rgb(156, 28, 28)"}


def test_paper_shows_every_group(open_page, page: str) -> None:
    shown = open_page(page)
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert shown.evaluate("document.querySelectorAll('details.group').length") >= 3
    assert shown.evaluate("document.querySelectorAll('details.group:not([open])').length") == 0
