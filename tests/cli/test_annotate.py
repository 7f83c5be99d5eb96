"""`grantdocs check --annotate`: where copies are put, what is said of them, and that no original is touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grantdocs.cli import main

FAULTY = "samples/lv/interreg-raksts-kludains.docx"
GOOD = "samples/en/erasmus-page.html"
TEXT = "samples/en/interreg-news.txt"


@pytest.fixture
def folder(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two faulty publications of one name, a good one and one that no copy is made of."""
    for at in ("a", "b"):
        (tmp_path / "site" / at).mkdir(parents=True)
        shutil.copy(root / FAULTY, tmp_path / "site" / at / "News.docx")
    shutil.copy(root / GOOD, tmp_path / "site" / "good.html")
    shutil.copy(root / TEXT, tmp_path / "site" / "plain.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str, **more) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], **more)


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def test_copies_of_equal_names_stand_beside_one_another(folder: Path) -> None:
    before = {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}

    result = check("site", "--annotate", "out")

    assert result.exit_code == 1
    assert names("out") == ["News-2.checked.docx", "News.checked.docx"]
    assert {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()} == before
    assert "site/a/News.docx: marked copy in out/News.checked.docx" in result.stderr.replace("\\", "/")
    assert "good.html: nothing to mark" in result.stderr
    assert "plain.txt: no marked copy is made of text, only of docx, html, pdf" in result.stderr
    assert "marked copy" not in result.stdout


def test_a_second_call_replaces_the_copies_of_the_first(folder: Path) -> None:
    check("site/a/News.docx", "--annotate", "out")
    first = Path("out/News.checked.docx").read_bytes()

    check("site/a/News.docx", "--annotate", "out", "--language", "lv")

    assert names("out") == ["News.checked.docx"]
    assert Path("out/News.checked.docx").read_bytes() != first


def test_quiet_calls_tell_only_what_was_not_done(folder: Path) -> None:
    result = check("site/a/News.docx", "site/plain.txt", "--annotate", "out", "-q")

    assert result.stderr.splitlines() == [
        f"grantdocs: {Path('site/plain.txt')}: no marked copy is made of text, only of docx, html, pdf"
    ]


@pytest.mark.parametrize("target", ["site", "site/copies"])
def test_copies_among_what_is_judged_are_refused(folder: Path, target: str) -> None:
    result = check("site", "--annotate", target)

    assert result.exit_code == 2
    assert "would be judged next time" in result.stderr
    assert not list(folder.rglob("*.checked.*"))


def test_a_copy_never_lies_over_a_publication(folder: Path) -> None:
    shutil.copy("site/b/News.docx", "site/a/News.checked.docx")
    before = Path("site/a/News.checked.docx").read_bytes()

    result = check("site/a/News.docx", "site/a/News.checked.docx", "--annotate", "site/a")

    assert Path("site/a/News.checked.docx").read_bytes() == before
    assert "would lie over the publication" in result.stderr
    assert Path("site/a/News.checked.checked.docx").exists()


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_links_are_replaced_and_not_written_through(folder: Path, link) -> None:
    Path("out").mkdir()
    link(Path("site/good.html").resolve(), Path("out/News.checked.docx"))
    before = Path("site/good.html").read_bytes()

    check("site/a/News.docx", "--annotate", "out")

    assert Path("site/good.html").read_bytes() == before
    assert Path("out/News.checked.docx").read_bytes().startswith(b"PK")


def test_standard_input_has_no_copy(folder: Path) -> None:
    result = check("-", "--annotate", "out", "-q", input=Path("site/a/News.docx").read_bytes())

    assert result.exit_code == 1
    assert "-: no marked copy is made of standard input" in result.stderr
    assert names("out") == []


def test_a_folder_that_cannot_be_made_is_told_before_judging(folder: Path) -> None:
    Path("file").write_text("x", encoding="utf-8")

    result = check("site/a/News.docx", "--annotate", "file/out")

    assert result.exit_code == 2
    assert "cannot be made" in result.stderr


def test_a_marked_copy_is_judged_like_its_original(folder: Path) -> None:
    first = check("site/a/News.docx", "--annotate", "out", "--format", "csv")

    again = check("out/News.checked.docx", "--format", "csv")

    def findings(result: Result) -> list[str]:
        return [line.partition(",")[2] for line in result.stdout.splitlines()]

    assert findings(first) == findings(again)
