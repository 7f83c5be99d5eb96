"""What documents are called in settings, and which of them a pattern means."""

from __future__ import annotations

from pathlib import Path

import pytest

from grantdocs.settings.documents import absolute, is_among, name_in


@pytest.mark.parametrize(
    ("name", "pattern", "wanted"),
    [
        ("a.html", "a.html", True),
        ("news/a.html", "a.html", True),
        ("news/a.html", "*.html", True),
        ("news/old/a.html", "news/*.html", False),
        ("news/a.html", "news/*.html", True),
        ("news/a.html", "./news/*.html", True),
        ("site/news/a.html", "news/*.html", False),
        ("news/old/a.html", "news/**", True),
        ("news/old/a.html", "news/", True),
        ("newsletter/a.html", "news/", False),
        ("news/old/a.html", "news/**/*.html", True),
        ("news/a.html", "news/**/*.html", True),
        ("site/news/old/a.html", "**/old/*", True),
        ("a.htm", "a.htm?", False),
        ("a1.htm", "a[0-9].htm", True),
        ("a.html", "**", True),
        ("../shared/a.html", "../shared/*", True),
        ("../a.html", "*.html", True),
        ("A.html", "a.html", False),
        ("a.html.bak", "*.html", False),
        ("https://example.org/a.html", "https://example.org/*", True),
        ("-", "-", True),
        ("a/" * 40 + "b", "**/a/" * 40 + "**/c", False),
    ],
    ids=lambda value: str(value)[:30],
)
def test_patterns(name: str, pattern: str, wanted: bool) -> None:
    assert is_among(name, (pattern,)) is wanted


def test_one_of_several_is_enough_and_none_means_all() -> None:
    assert is_among("a.html", ("b.html", "a.*"))
    assert is_among("a.html", ())


@pytest.mark.parametrize(
    ("uri", "wanted"),
    [
        ("news/a.html", "../place/news/a.html"),
        ("../home/a.html", "a.html"),
        ("-", "-"),
        ("https://example.org/7", "https://example.org/7"),
    ],
)
def test_names_do_not_depend_on_the_place(
    tmp_path: Path, uri: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("home", "place"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "place")

    assert name_in(tmp_path / "home", uri) == wanted


def test_whole_paths_and_relative_ones_are_the_same_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert name_in(tmp_path, "a.html") == name_in(tmp_path, str(tmp_path / "x" / ".." / "a.html")) == "a.html"


def test_files_of_names(tmp_path: Path) -> None:
    assert absolute(tmp_path, "news/../a.html") == tmp_path / "a.html"
    assert absolute(tmp_path, "-") is None
    assert absolute(tmp_path, "https://example.org/7") is None
