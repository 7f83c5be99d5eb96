"""The page on the user's own machine, used in a real browser: drop, paste, choose, copy, save."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample_pages import FAULTY
from test_html_accessible import FOCUS, RULES
from test_html_hostile import CANARY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMME = {"en": "Interreg Latvia–Lithuania 2014–2020", "lv": "Interreg Latvija–Lietuva 2014–2020"}
UNNAMED = "Projekts ilgst 12 mēnešus. Kopējās izmaksas ir 12 000 EUR, Eiropas Savienības finansējums 10 200 EUR."
DROP = """(files) => {
  const carrier = new DataTransfer();
  for (const [name, content] of files) {
    carrier.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
  }
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.getElementById("drop").dispatchEvent(
      new DragEvent(type, {dataTransfer: carrier, bubbles: true, cancelable: true}));
  }
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page, served by the command; it leaves no file behind and says nothing of what it read."""
    pytest.importorskip("uvicorn", reason="the package uvicorn is missing (grantdocs[web])")
    temporary = tmp_path_factory.mktemp("temporary")
    command = "import sys; from grantdocs.cli import main; sys.argv = ['grantdocs', 'serve', '--no-browser', '--port', '0']; main()"
    with subprocess.Popen(
        [sys.executable, "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "TMPDIR": str(temporary)},
        text=True,
    ) as process:
        assert process.stdout
        address = process.stdout.readline().split()[0]
        yield address.rstrip("/")
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
        assert process.wait(20) == 0
        assert said.strip() in {"", "^C"}
        assert [path for path in temporary.rglob("*") if path.is_file()] == []


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Opens the page; whatever it asks of others than this machine, or logs, fails the test."""
    contexts: list[Any] = []
    asked: list[str] = []
    said: list[str] = []

    def opener(
        path: str = "/", *, language: str = "en", width: int = 1280, scripts: bool = True, init: str = ""
    ) -> Page:
        context = browser.new_context(
            locale=language,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        if init:
            page.add_init_script(init)
        page.goto(served + path)
        return page

    yield opener
    for each in contexts:
        each.close()
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
    assert [words for words in said if "status of 4" not in words] == []


def _checked(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#check button.main").click()


def _encoded(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


def test_drop_a_file_see_the_findings_copy_the_statement(visit) -> None:
    page = visit(language="lv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(DROP, [["raksts.docx", _encoded(FAULTY.read_bytes())]])
    assert page.locator("#chosen li").all_inner_texts() == ["raksts.docx\n×"]
    _checked(page)

    assert page.locator(".masthead .stamp").inner_text() == "nav kārtībā"
    assert page.locator(".finding").count() >= 5
    page.locator("button.copy").first.click()
    page.locator("#announcer:not(:empty)").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".paste-text").first.inner_text()


def test_several_files_one_after_another(visit) -> None:
    page = visit()
    page.evaluate(DROP, [["raksts.docx", _encoded(FAULTY.read_bytes())]])
    page.set_input_files("#file", [{"name": "b.txt", "mimeType": "text/plain", "buffer": UNNAMED.encode()}])
    page.evaluate(DROP, [["c.txt", _encoded(b"A third.")]])
    page.get_by_role("button", name="Remove c.txt").click()
    assert page.evaluate("[...document.getElementById('file').files].map((file) => file.name)") == [
        "raksts.docx",
        "b.txt",
    ]
    _checked(page)

    assert page.locator("article.sheet").count() == 2
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a checklist").click()
    assert zipfile.is_zipfile(saved.value.path())
    assert saved.value.suggested_filename == "grantdocs.checklist.docx"


def test_paste_a_text_and_choose_the_programme(visit) -> None:
    page = visit(language="lv")
    page.locator("#text").fill(UNNAMED)
    _checked(page)
    assert page.locator(".next .asks").count() == 1
    assert "--assume" not in page.locator("main").inner_text()
    assert page.locator("#programmes option").count() > 300
    page.locator("#programme").fill(PROGRAMME["lv"])
    with page.expect_navigation():
        page.get_by_role("button", name="Pārbaudīt vēlreiz").click()

    assert page.locator(".next .asks").count() == 0
    assert "interreg-latvia-lithuania-2014-2020" in page.locator(".about").first.inner_text()
    assert page.locator("#programme").input_value() == PROGRAMME["lv"]


def test_without_scripts(visit) -> None:
    page = visit(scripts=False)
    page.set_input_files("#file", FAULTY)
    page.locator("#kind").select_option("poster")
    _checked(page)
    assert page.locator(".finding").count() >= 5
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a marked copy").click()
    assert saved.value.suggested_filename == f"{FAULTY.stem}.checked.docx"
    page.get_by_role("link", name="Which text do I need?").click()
    page.locator("#programme").fill(PROGRAMME["en"])
    page.get_by_role("button", name="Show the text").click()

    assert page.locator(".answer .paste-text").count() >= 2


def test_which_text_do_i_need(visit) -> None:
    page = visit("/statement", language="lv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#programme").fill(PROGRAMME["lv"])
    page.locator("#text-language").select_option("lt")
    page.locator("#partner").fill("Ludzas bibliotēka <b>")
    page.get_by_role("button", name="Rādīt tekstu").click()
    text = page.locator(".answer .paste-text[lang=lt]").last
    assert "Ludzas bibliotēka <b>" in text.inner_text()
    page.locator(".answer .copy").first.click()
    page.locator("#announcer:not(:empty)").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".answer .paste-text").first.inner_text()
    page.locator("details.html summary").click()
    assert "&lt;b&gt;" in page.locator("#block").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Saglabāt kā Word dokumentu").click()
    document = zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes()))
    assert "Ludzas bibliotēka &lt;b&gt;" in document.read("word/document.xml").decode()


@pytest.mark.parametrize("name", ["Mars programme", "<script>canary(1)</script>"])
def test_a_programme_that_is_not_there(visit, name: str) -> None:
    page = visit("/statement", init=CANARY)
    page.locator("#programme").fill(name)
    page.get_by_role("button", name="Show the text").click()

    assert name in page.locator("[role=alert]").inner_text()
    assert page.locator("#programme").input_value() == name
    assert page.evaluate("window.ran") == []


def test_nothing_chosen_is_said_at_once(visit) -> None:
    page = visit()
    page.locator("#check button.main").click()

    assert page.locator("#state").inner_text() == "Choose a file or paste a text first."
    assert page.url.endswith("/")


def test_too_much_is_said_at_once(visit) -> None:
    page = visit()
    page.evaluate(DROP, [["big.pdf", ""]])
    page.evaluate("""() => {
      const carrier = new DataTransfer();
      carrier.items.add(new File([new Uint8Array(33_000_000)], "big.pdf"));
      const field = document.getElementById("file");
      field.files = carrier.files;
      field.dispatchEvent(new Event("change"));
    }""")

    assert "too much at once: up to 32 MB" in page.locator("#state").inner_text()


def test_too_much_without_scripts_gets_an_answer(visit, tmp_path: Path) -> None:
    page = visit(scripts=False)
    big = tmp_path / "big.pdf"
    big.write_bytes(b"%PDF-1.7" + bytes(50_000_000))
    page.set_input_files("#file", big)
    _checked(page)

    assert "too much at once: up to 32 MB" in page.locator("[role=alert]").inner_text()


def test_a_large_publication_is_carried_along(visit, tmp_path: Path) -> None:
    page = visit()
    large = tmp_path / "large.docx"
    large.write_bytes(FAULTY.read_bytes())
    with zipfile.ZipFile(large, "a") as archive:
        archive.writestr("word/media/noise.bin", os.urandom(20_000_000))
    page.set_input_files("#file", large)
    _checked(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a marked copy").click()

    assert Path(saved.value.path()).stat().st_size > 20_000_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "page.html",
            b"<title>&lt;script>canary(1)</script></title><script>canary(2)</script><h1 onclick=canary(3)>LLI-912",
        ),
        ("<img src=x onerror=canary(4)>.txt", b"Interreg V-A Latvia-Lithuania 2014-2020, LLI-912: EUR 1 000."),
        ("a.txt", b"</textarea><script>canary(5)</script><img src=https://example.invalid/a.png> LLI-912"),
        ("broken<script>canary(6)</script>.docx", b"PK\x03\x04"),
    ],
)
def test_hostile_uploads_run_nothing(visit, name: str, data: bytes) -> None:
    page = visit(init=CANARY)
    page.set_input_files("#file", [{"name": name, "mimeType": "text/html", "buffer": data}])
    _checked(page)

    assert page.evaluate("window.ran") == []
    assert page.evaluate("document.querySelectorAll('img, iframe, [onerror], [onclick]').length") == 0


def test_two_at_once(visit) -> None:
    pages = [visit(), visit(language="lv")]
    for page in pages:
        page.set_input_files("#file", FAULTY)
        page.evaluate("document.querySelector('#check button.main').click()")
    for page in pages:
        page.wait_for_url("**/check")

    assert [page.locator(".masthead .stamp").inner_text() for page in pages] == ["not in order", "nav kārtībā"]


@pytest.mark.parametrize("language", ["en", "lv"])
def test_axe_finds_nothing(visit, axe: str, language: str) -> None:
    page = visit(language=language)

    def judged() -> None:
        page.evaluate(axe)
        assert page.evaluate(RULES, None) == []
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(RULES, "color-contrast") == []
        page.emulate_media(color_scheme="light")

    page.evaluate(DROP, [["a.txt", _encoded(UNNAMED.encode())]])
    judged()
    _checked(page)
    judged()
    page.locator("nav.pages a").last.click()
    page.locator("#programme").fill(PROGRAMME[language])
    page.locator("button.main").click()
    page.wait_for_selector("#answer")
    judged()
    page.goto(page.url + "/nowhere")
    judged()


def test_pages_are_valid_html(visit, html_validate: str, tmp_path: Path) -> None:
    (tmp_path / ".htmlvalidate.json").write_text(
        '{"root": true, "extends": ["html-validate:standard", "html-validate:document", "html-validate:a11y"]}'
    )
    page = visit(scripts=False)
    texts = {"home": page.content()}
    page.locator("#text").fill(UNNAMED)
    _checked(page)
    texts["checked"] = page.content()
    page.locator("nav.pages a").last.click()
    page.locator("#programme").fill(PROGRAMME["en"])
    page.locator("button.main").click()
    texts["statement"] = page.content()
    for name, text in texts.items():
        (tmp_path / f"{name}.html").write_text(
            text.replace("<!DOCTYPE html>", "<!DOCTYPE html>\n", 1), encoding="utf-8"
        )
    done = subprocess.run(
        [html_validate, *tmp_path.glob("*.html")], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", ["/", "/statement", "/nowhere"])
def test_nothing_is_wider_than_a_telephone(visit, path: str) -> None:
    page = visit(path, width=360)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_everything_is_reached_by_keyboard(visit) -> None:
    page = visit()
    reached = []
    while "main" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        _, outline = page.evaluate(FOCUS)
        assert len(reached) < 30
        assert outline != "none" or reached[-1] == "file"
        if reached[-1] == "file":
            assert page.evaluate("getComputedStyle(document.querySelector('#file + label')).outlineStyle") == "solid"
    assert [each for each in reached if each in {"skip", "file", "text", "programme", "kind", "language", "main"}] == [
        "skip", "file", "text", "programme", "kind", "language", "main",
    ]  # fmt: skip


def test_a_site_elsewhere_gets_nothing(browser: Browser, served: str) -> None:
    """A page of another origin posts a form and asks for ours; the browser's own words on it give it away."""
    context = browser.new_context()
    page = context.new_page()
    page.route("http://strange.example/", lambda route: route.fulfill(
        content_type="text/html",
        body=f"<form method=post enctype=multipart/form-data action='{served}/check'><input name=text value=x></form>"
        f"<iframe src='{served}/'></iframe>",
    ))  # fmt: skip
    page.goto("http://strange.example/")
    assert page.evaluate(f"fetch('{served}/').then((a) => a.text(), () => 'nothing')") == "nothing"
    assert "grantdocs" not in page.frames[1].locator("body").inner_text()
    with page.expect_navigation():
        page.evaluate("document.forms[0].submit()")

    assert page.inner_text("body").strip() in {"Other sites may not ask.", ""}
    assert "LLI" not in page.content()
    context.close()
