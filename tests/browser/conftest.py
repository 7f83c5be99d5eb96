"""A real Chromium without a head, and what judges pages in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("GRANTDOCS_CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.skip("the program chromium is missing (apt: chromium), or GRANTDOCS_CHROMIUM naming it")
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is missing")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page from disk, as a person would by a double click."""
    opened: list[Page] = []

    def opener(
        text: str, *, width: int = 1280, scripts: bool = True, init: str = "", asked: list[str] | None = None
    ) -> Page:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(text, encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        opened.append(page)
        page.set_default_timeout(10_000)
        if asked is not None:
            page.on("request", lambda request: asked.append(request.url))
            page.on("dialog", lambda dialog: asked.append(dialog.message))
        if init:
            page.add_init_script(init)
        page.goto(path.as_uri())
        return page

    yield opener
    for page in opened:
        page.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    named = os.environ.get("GRANTDOCS_AXE")
    npm = shutil.which("npm")
    if not named and npm:
        root = subprocess.run([npm, "root", "--global"], capture_output=True, text=True, check=True).stdout.strip()
        named = f"{root}/axe-core/axe.min.js"
    if not named or not Path(named).is_file():
        pytest.skip("axe-core is missing (npm install --global axe-core), or GRANTDOCS_AXE naming its axe.min.js")
    return Path(named).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def html_validate() -> str:
    """The program html-validate."""
    program = os.environ.get("GRANTDOCS_HTML_VALIDATE") or shutil.which("html-validate")
    if not program:
        pytest.skip("the program html-validate is missing (npm install --global html-validate)")
    return program
