"""Makes the pictures of the README: `python docs/make_pictures.py [FOLDER]`, with Chromium and `grantdocs[dev]` installed.

One faulty sample is shown in the terminal, as a page, and dropped on the page that `grantdocs serve` opens.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "samples/en/school-news-with-mistakes.html"
PROGRAM = [str(Path(sys.executable).with_name("grantdocs"))]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
COLORS = 256
TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><title>terminal</title><style>
body {{ margin: 0; background: #f6f5f1 }}
pre {{ margin: 0; padding: 24px 28px; font: 14px/1.45 "DejaVu Sans Mono", monospace; color: #1a1a1a; width: max-content }}
</style><pre>{text}</pre>"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("GRANTDOCS_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 860})
        terminal(page, Path(scratch), folder / "terminal.png")
        report(page, Path(scratch), folder / "report.png")
        served(page, folder / "page.png")
        browser.close()


def terminal(page: Page, scratch: Path, target: Path) -> None:
    from rich.console import Console
    from rich.text import Text

    shown = grantdocs("check", SAMPLE, FORCE_COLOR="1", COLUMNS="88")
    console = Console(record=True, file=io.StringIO(), width=200, color_system="truecolor", force_terminal=True)
    console.print(Text.from_ansi(f"$ grantdocs check {SAMPLE}\n\n" + shown))
    file = scratch / "terminal.html"
    text = console.export_html(inline_styles=True, code_format="{code}")
    file.write_text(TERMINAL.format(text=text), encoding="utf-8")
    page.goto(file.as_uri())
    box = page.locator("pre").bounding_box() or {}
    save(page.screenshot(clip={"x": 0, "y": 0, "width": box["width"], "height": min(box["height"], 760)}), target)


def report(page: Page, scratch: Path, target: Path) -> None:
    file = scratch / "report.html"
    grantdocs("check", SAMPLE, "-o", str(file))
    page.goto(file.as_uri())
    save(page.screenshot(), target)


def served(page: Page, target: Path) -> None:
    with server() as address:
        page.goto(address)
        save(page.screenshot(), target)


@contextmanager
def server() -> Iterator[str]:
    command = [*PROGRAM, "serve", "--no-browser", "--port", "0", "--language", "en"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout
        line = running.stdout.readline()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        running.terminate()
        running.communicate(timeout=60)


def grantdocs(*arguments: str, **environment: str) -> str:
    result = subprocess.run(
        [*PROGRAM, *arguments], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if result.returncode > 1:
        raise SystemExit(result.stderr)
    return result.stdout


def save(picture: bytes, target: Path) -> None:
    """As a PNG of few colours, which is all that a page of text needs."""
    from PIL import Image

    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLORS).save(target, optimize=True)


if __name__ == "__main__":
    main()
