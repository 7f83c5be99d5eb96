"""The hook of `.pre-commit-hooks.yaml`, run by pre-commit itself over what is staged in a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml

from grantdocs.readers import extensions

BIN = Path(sys.executable).parent
FAULTY = "samples/lv/interreg-raksts-kludains.docx"
NEWS = "samples/lv/bibliotekas-zinas.txt"

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs the program git: apt-get install git")


@pytest.fixture
def hook(root: Path) -> dict[str, Any]:
    (found,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return found


def test_manifest_is_valid(root: Path) -> None:
    run = subprocess.run(
        [BIN / "pre-commit", "validate-manifest", root / ".pre-commit-hooks.yaml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout + run.stderr


def test_it_asks_only_for_what_is_read(hook: dict[str, Any]) -> None:
    chosen = {ending for ending in extensions() if regex.search(hook["files"], f"news/page{ending}")}

    assert {".docx", ".odt", ".pdf", ".html", ".pptx", ".md", ".eml"} <= chosen
    assert not {".png", ".csv", ".xlsx", ".txt"} & chosen
    assert regex.search(hook["files"], "Poster.PDF")
    assert not regex.search(hook["files"], "page.html.bak")


@needs_git
@pytest.mark.parametrize("way", ["mended", "faulty", "known"])
def test_staged_publications_are_judged(root: Path, tmp_path: Path, hook: dict[str, Any], way: str) -> None:
    """As in a repository of its users, but for the environment, which is the one that runs the tests."""
    project = tmp_path / "project"
    project.mkdir()
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GRANTDOCS_"))},
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=project, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
        )

    local = {**hook, "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    shutil.copy(root / NEWS, project / "news.md")
    shutil.copy(root / FAULTY, project / "not-staged.docx")
    staged = ["news.md"]
    if way != "mended":
        shutil.copy(root / FAULTY, project / "draft.docx")
        staged.append("draft.docx")
    if way == "known":
        (project / "grantdocs.toml").write_text("baseline = 'known.json'\n", encoding="utf-8")
        assert run("grantdocs", "check", "draft.docx", "--update-baseline").returncode == 0
    run("git", "init", "-q")
    run("git", "add", "--", ".pre-commit-config.yaml", *staged)

    result = run("pre-commit", "run")

    assert result.returncode == (1 if way == "faulty" else 0), result.stdout + result.stderr
    assert ("draft.docx: not in order" in result.stdout) == (way == "faulty")
    assert "not-staged.docx" not in result.stdout
