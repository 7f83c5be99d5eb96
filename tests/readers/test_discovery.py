from __future__ import annotations

import io
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from four_forms import as_docx, as_html, as_pdf

import grantdocs.readers
from grantdocs.model.document import Document
from grantdocs.readers import discovery, read
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.discovery import own_readers
from grantdocs.readers.reader import Content, Reader


def test_every_module_that_offers_a_reader_is_found() -> None:
    names = (module.name for module in pkgutil.iter_modules(grantdocs.readers.__path__))
    offered = (getattr(import_module(f"grantdocs.readers.{name}"), "READER", None) for name in names)
    assert set(own_readers()) == {reader for reader in offered if reader}


def test_telling_formats_apart_loads_no_other_reader() -> None:
    """Whoever checks one page waits for no more than what reads it."""
    program = (
        "import sys; from grantdocs.readers import read; read(b'<!doctype html><p>text', name='page.html')\n"
        "print(*sorted(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert "grantdocs.readers.html.reading" in loaded
    others = {"importlib.metadata", "email", "lxml", "pypdfium2", "numpy", "urllib.request"}
    assert not others & set(loaded)
    assert [name for name in loaded if name.startswith("grantdocs.readers.") and name.endswith(".reading")] == [
        "grantdocs.readers.html.reading"
    ]


def test_load_loads_every_reader() -> None:
    program = "import sys, grantdocs.readers; grantdocs.readers.load(); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert {"grantdocs.readers.docx.reading", "grantdocs.readers.pdf.reading", "grantdocs.readers.odf.texts"} <= {
        *loaded
    }
    assert not {"lxml", "pypdfium2", "pdfplumber", "selectolax"} & set(loaded)


def test_no_extension_and_no_type_belongs_to_two_readers() -> None:
    extensions = [extension for reader in own_readers() for extension in reader.extensions]
    types = [media_type for reader in own_readers() for media_type in reader.media_types]
    assert len(extensions) == len(set(extensions))
    assert len(types) == len(set(types))


@pytest.mark.parametrize("name", ["file.txt", "file.md", "file", "file.docx", "file.pdf", "file.html"])
@pytest.mark.parametrize(
    ("make", "form"), [(as_html, "html"), (as_docx, "docx"), (as_pdf, "pdf")], ids=["html", "docx", "pdf"]
)
def test_content_wins_over_the_name(make, form: str, name: str) -> None:
    assert read(make("text"), name=name).source.format == form


@pytest.mark.parametrize(
    ("name", "media_type", "form"),
    [
        ("readme.md", None, "markdown"),
        ("README.MD", None, "markdown"),
        ("part.html", None, "html"),
        ("notes.txt", None, "text"),
        ("notes", None, "text"),
        ("letter.pdf", None, "text"),
        ("page", "text/html; charset=utf-8", "html"),
        ("page.txt", "text/markdown", "markdown"),
        ("page.md", "text/plain", "text"),
        ("page.md", "application/octet-stream", "markdown"),
    ],
)
def test_text_is_told_apart_by_type_and_name(name: str, media_type: str | None, form: str) -> None:
    assert read(b"<p>text</p>", name=name, media_type=media_type).source.format == form


@pytest.mark.parametrize(
    "head",
    ["<!DOCTYPE html>", "\n<!-- saved -->\n<html>", "<?xml version='1.0'?><html>", "\ufeff<!doctype html>", "<HEAD>"],
)
def test_beginnings_of_web_pages(head: str) -> None:
    assert read(f"{head}<p>text".encode(), name="x").source.format == "html"


def test_paths_bytes_and_streams_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(as_html("text"))
    with path.open("rb") as file:
        found = [read(path), read(str(path)), read(file)]
    named = [read(as_html("text"), name="page.html"), read(io.BytesIO(as_html("text")), name="page.html")]
    assert len({(document.text, document.source.digest) for document in [*found, *named]}) == 1
    assert {document.source.uri for document in found} == {str(path)}


def test_finding_a_reader_loads_no_library_of_others() -> None:
    heavy = "docx pdfplumber pypdfium2 selectolax lxml spacy"
    program = (
        "import sys; from grantdocs.readers import read; read(b'plain text', name='a.txt');"
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class Offered:
    """An entry point as an installed package offers it."""

    name = "notes"

    def load(self) -> Reader:
        def read_notes(content: Content) -> Document:
            builder = Builder(content, NOTES)
            builder.paragraph(plain("read by a stranger"))
            return builder.document()

        return Reader(
            "notes", ("application/x-notes",), ("notes",), lambda c: c.data.startswith(b"NOTES\0"), read_notes
        )


NOTES = Reader("notes", ("application/x-notes",), ("notes",), lambda _: False, lambda _: pytest.fail("not read with"))


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: [Offered()] if group == "grantdocs.readers" else []
    )
    discovery._strangers.cache_clear()
    yield
    discovery._strangers.cache_clear()


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize(("data", "name"), [(b"NOTES\0\1\2", "x"), (b"anything", "x.notes")])
def test_readers_of_strangers(data: bytes, name: str) -> None:
    assert read(data, name=name).text == "read by a stranger"


@pytest.mark.usefixtures("stranger")
def test_strangers_do_not_take_what_we_know() -> None:
    assert read(as_html("text"), name="x.notes").source.format == "html"
