"""Web pages saved with their pictures in a folder beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grantdocs.model.document import Document
from grantdocs.readers import Limits, read

PICTURE = b"\x89PNG of a flag"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "News_files"
    folder.mkdir(parents=True)
    (folder / "flag.png").write_bytes(PICTURE)
    (folder / "parts").mkdir()
    (folder / "parts" / "flag.png").write_bytes(PICTURE)
    (folder / "main.css").write_text(".logo { background: url('flag.png') } .other { background: url(x.png) }")
    (folder / "frame.html").write_text("<h2>Words of a frame</h2>")
    (tmp_path / "site" / "flag.png").write_bytes(PICTURE)
    (tmp_path / "secret.png").write_bytes(PICTURE)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "out").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.png")
    return tmp_path / "site" / "News.html"


def page(path: Path, body: str, head: str = "", limits: Limits | None = None) -> Document:
    path.write_text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")
    return read(path, limits=limits)


@pytest.mark.parametrize(
    "address",
    ["News_files/flag.png", "./News_files/flag.png", "News_files/parts/flag.png?v=1#x", "News%5Ffiles/flag.png"],
)
def test_pictures_are_found(saved: Path, address: str) -> None:
    (image,) = page(saved, f'<img src="{address}">').images
    assert image.content() == PICTURE


@pytest.mark.parametrize("folder", ["News-Dateien", "News.files", "News_fichiers", "News faili"])
def test_each_language_has_its_own_name_for_the_folder(saved: Path, folder: str) -> None:
    (saved.parent / "News_files").rename(saved.parent / folder)
    (image,) = page(saved, f'<img src="{folder}/flag.png">').images
    assert image.content() == PICTURE


@pytest.mark.parametrize(
    "address",
    [
        "flag.png",
        "../secret.png",
        "News_files/../../secret.png",
        "News_files/%2e%2e/%2e%2e/secret.png",
        "News_files/link.png",
        "News_files/out/secret.png",
        "News_files/pipe.png",
        "News_files/parts",
        "News_files/no.png",
        "News_files/no.png%00",
        "News_files\\flag.png",
        "Newsfiles/flag.png",
        "Other_files/flag.png",
        "/News_files/flag.png",
        "//example.org/News_files/flag.png",
        "https://example.org/News_files/flag.png",
        "file:News_files/flag.png",
        "News_files//flag.png",
        "News_files/" + "a/" * 30 + "flag.png",
        "News_files/" + "a" * 5000 + ".png",
    ],
)
def test_nothing_else_is_opened(saved: Path, address: str) -> None:
    (image,) = page(saved, f'<img src="{address}" alt="a">').images
    assert image.content() is None


def test_pictures_beyond_the_limit_are_not_read(saved: Path) -> None:
    (saved.parent / "News_files" / "flag.png").write_bytes(b"a" * 2_000)
    (image,) = page(saved, '<img src="News_files/flag.png">', limits=Limits(max_bytes=1_000)).images
    assert image.content() is None


def test_a_picture_that_was_deleted_meanwhile(saved: Path) -> None:
    (image,) = page(saved, '<img src="News_files/flag.png">').images
    (saved.parent / "News_files" / "flag.png").unlink()
    assert image.content() is None


def test_bytes_know_no_folder(saved: Path) -> None:
    (image,) = read(b'<html><body><img src="News_files/flag.png">', name=str(saved)).images
    assert image.content() is None


def test_style_sheets_in_the_folder_show_pictures(saved: Path) -> None:
    sheet = '<link rel="stylesheet" href="News_files/main.css">'
    document = page(saved, '<p class="logo">Words</p>', sheet)
    assert [(image.name, image.content()) for image in document.images] == [("flag.png", PICTURE)]
    assert document.gaps == ()


def test_frames_in_the_folder_are_read(saved: Path) -> None:
    document = page(saved, '<p>Words</p><iframe src="News_files/frame.html"></iframe>')
    assert (document.text, document.gaps) == ("Words\nWords of a frame", ())


def test_pictures_of_style_attributes_are_found(saved: Path) -> None:
    (image,) = page(saved, '<div style="background: url(News_files/flag.png)">Words</div>').images
    assert image.content() == PICTURE
