"""The README and the pages of docs/ say what is true: their Python runs, their commands answer as they say."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner

from grantdocs.cli import main

PYTHON_RE = regex.compile(r"```python\n(?P<code>.*?)```", regex.DOTALL)
BLOCK_RE = regex.compile(r"```\n(?P<lines>.*?)```", regex.DOTALL)
COMMAND_RE = regex.compile(r"^(?:\$ )?grantdocs (?P<words>[a-z-]+(?: (?:list|show|test|new|docs)\b)?)", regex.MULTILINE)
STEP_RE = regex.compile(r"```(?P<kind>console|diff)\n(?P<lines>.*?)```", regex.DOTALL)
SQL_RE = regex.compile(r"```sql\n(.*?)```", regex.DOTALL)
LINK_RE = regex.compile(r"\]\((?P<target>[^)#:]+)\)")
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/library.md",
    "docs/five-minutes.md",
    "docs/continuous-checks.md",
    "docs/audits.md",
)


@pytest.mark.parametrize("page", ["README.md", "docs/library.md", "docs/audits.md"])
def test_python_of_the_page_runs(page: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("samples", "rules"):
        (tmp_path / name).symlink_to(root / name)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "page"}
    codes = [match["code"] for match in PYTHON_RE.finditer((root / page).read_text(encoding="utf-8"))]

    assert codes
    for code in codes:
        exec(compile(code, page, "exec"), names)


@pytest.mark.parametrize("page", ["README.md", "docs/audits.md"])
def test_sql_of_the_page_runs(page: str, root: Path, tmp_path: Path) -> None:
    import grantdocs

    sources = [root / "samples/en", root / "samples/lt"]
    tables = grantdocs.audit(sources, out=tmp_path / "audit", jobs=1).connect()
    queries = SQL_RE.findall((root / page).read_text(encoding="utf-8"))

    assert queries
    for query in "".join(queries).split(";")[:-1]:
        assert tables.execute(query).fetchall(), query


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_the_page_exist(page: str, root: Path) -> None:
    blocks = "".join(match["lines"] for match in BLOCK_RE.finditer((root / page).read_text(encoding="utf-8")))

    for words in {match["words"] for match in COMMAND_RE.finditer(blocks)}:
        assert CliRunner().invoke(main, [*words.split(), "--help"]).exit_code == 0, words


def test_readme_names_every_command(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    named = {match["words"].split()[0] for match in COMMAND_RE.finditer(text)}

    assert named >= set(main.list_commands(None))


@pytest.mark.parametrize("page", PAGES)
def test_what_the_page_links_to_is_there(page: str, root: Path) -> None:
    path = root / page
    for match in LINK_RE.finditer(path.read_text(encoding="utf-8")):
        assert (path.parent / match["target"]).exists(), match["target"]


def test_five_minutes_are_as_they_are_told(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command answers as it stands there, with what was mended before it; `...` stands for any lines."""
    (tmp_path / "samples").symlink_to(root / "samples")
    monkeypatch.chdir(tmp_path)
    news = tmp_path / "news.html"
    steps = list(STEP_RE.finditer((root / "docs/five-minutes.md").read_text(encoding="utf-8")))

    assert {step["kind"] for step in steps} == {"console", "diff"}
    for step in steps:
        command, *answer = step["lines"].splitlines()
        if step["kind"] == "diff":
            mend(news, [command, *answer])
        elif command.startswith("$ cp "):
            news.write_bytes((tmp_path / command.split()[2]).read_bytes())
        else:
            assert matches(run(command), answer), f"{command}\n{run(command)}"


def mend(file: Path, lines: list[str]) -> None:
    wrong, right = ("\n".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    text = file.read_text(encoding="utf-8")
    assert text.count(wrong) == 1, wrong
    file.write_text(text.replace(wrong, right), encoding="utf-8")


def run(command: str) -> str:
    words = shlex.split(command.removeprefix("$ grantdocs "))
    result = CliRunner().invoke(main, words, env={"COLUMNS": "80", "NO_COLOR": "1"})
    return f"{result.stdout}exit code {result.exit_code}\n"


def matches(shown: str, told: list[str]) -> bool:
    if not any(line.startswith("exit code") for line in told):
        told = [*told, "exit code 0"]
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else regex.escape(line) + r"\n" for line in told)
    return regex.fullmatch(pattern, shown) is not None


def test_no_file_carries_a_path_of_the_machine_it_was_made_on(root: Path) -> None:
    home = Path.home()
    texts = {".py", ".json", ".md", ".toml", ".txt", ".html"}
    carrying = [
        path.relative_to(root)
        for folder in ("src", "rules", "schemas", "samples", "tests", "docs", "benchmarks")
        for path in (root / folder).rglob("*")
        if path.suffix in texts and (content := path.read_text(encoding="utf-8", errors="replace"))
        if f"{home}/" in content or f"{root}/" in content
    ]

    assert carrying == []
