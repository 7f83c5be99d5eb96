"""The README says what is true: its Python runs, its commands exist."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from click.testing import CliRunner

from grantdocs.cli import main

PYTHON_RE = regex.compile(r"```python\n(?P<code>.*?)```", regex.DOTALL)
BLOCK_RE = regex.compile(r"```\n(?P<lines>.*?)```", regex.DOTALL)
COMMAND_RE = regex.compile(r"^(?:\$ )?grantdocs (?P<words>[a-z]+(?: (?:list|show|test|new|docs))?)", regex.MULTILINE)


def test_python_of_the_readme_runs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    codes = [match["code"] for match in PYTHON_RE.finditer((root / "README.md").read_text(encoding="utf-8"))]

    assert codes
    for code in codes:
        exec(compile(code, "README.md", "exec"), {})


def test_commands_of_the_readme_exist(root: Path) -> None:
    blocks = "".join(match["lines"] for match in BLOCK_RE.finditer((root / "README.md").read_text(encoding="utf-8")))
    named = {match["words"] for match in COMMAND_RE.finditer(blocks)}

    assert {"check", "extract", "rules list", "rules show"} <= named
    for words in named:
        assert CliRunner().invoke(main, [*words.split(), "--help"]).exit_code == 0, words


def test_no_file_carries_a_path_of_the_machine_it_was_made_on(root: Path) -> None:
    home = Path.home()
    texts = {".py", ".json", ".md", ".toml", ".txt", ".html"}
    carrying = [
        path.relative_to(root)
        for folder in ("src", "rules", "schemas", "samples", "tests")
        for path in (root / folder).rglob("*")
        if path.suffix in texts and (content := path.read_text(encoding="utf-8", errors="replace"))
        if f"{home}/" in content or f"{root}/" in content
    ]

    assert carrying == []
