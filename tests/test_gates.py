"""The gates that are no tests of behaviour: style, types, floors, data that fits its schema, size of files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from jsonschema import Draft202012Validator

from grantdocs._resources import schema

BIN = Path(sys.executable).parent
FOREIGN_LETTERS_RE = regex.compile(r"[\u0100-\u017F\u0370-\u03FF\u0400-\u04FF]")


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
    ],
    ids=" ".join,
)
def test_tool_is_content(command: list[str], root: Path) -> None:
    run = subprocess.run([BIN / command[0], *command[1:]], cwd=root, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr


def test_contract_fails_on_a_wrong_import(root: Path, tmp_path: Path) -> None:
    """A reader that imports an extractor must be seen, or the contract guards nothing."""
    package = tmp_path / "src" / "grantdocs"
    shutil.copytree(root / "src" / "grantdocs", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    wrong = package / "readers" / "text.py"
    wrong.write_text(wrong.read_text(encoding="utf-8") + "\nimport grantdocs.extractors.amounts\n", encoding="utf-8")

    run = subprocess.run(
        [BIN / "lint-imports", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(tmp_path / "src"), "PATH": "/usr/bin:/bin"},
    )

    assert run.returncode != 0
    assert "grantdocs.readers.text -> grantdocs.extractors.amounts" in run.stdout


def test_schemas_are_schemas(root: Path) -> None:
    for path in sorted((root / "schemas").glob("*.schema.json")):
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("src/grantdocs/languages/*.json", "language"),
        ("rules/programmes/*.json", "programme"),
        ("rules/statements/*.json", "statement"),
        ("rules/registers/*.json", "register"),
        ("samples/*/*.facts.json", "facts"),
        ("samples/*/*.report.json", "report"),
    ],
)
def test_data_fits_its_schema(pattern: str, name: str, root: Path) -> None:
    validator = Draft202012Validator(schema(name))
    paths = sorted(root.glob(pattern))
    faults = [
        f"{path.relative_to(root)} {error.json_path}: {error.message}"
        for path in paths
        for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8")))
    ]

    assert paths
    assert faults == []


def test_modules_stay_readable(root: Path) -> None:
    long = {
        str(path.relative_to(root)): lines
        for path in (root / "src").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


def test_no_word_of_a_language_stands_in_code(root: Path) -> None:
    """Letters beyond ASCII in code would be a word of one language, which belongs into languages/ or rules/.

    Comments and docstrings may show examples; the alphabets by which encodings are told apart are no words.
    """
    found = [
        f"{path.relative_to(root)}:{token.start[0]}: {token.string}"
        for path in (root / "src").rglob("*.py")
        if path.name != "encoding.py"
        for token in _code(path)
        if FOREIGN_LETTERS_RE.search(token.string)
    ]

    assert found == []


def _code(path: Path) -> Iterator[tokenize.TokenInfo]:
    """The tokens of a module without comments and docstrings."""
    with tokenize.open(path) as file:
        before = tokenize.NEWLINE
        for token in tokenize.generate_tokens(file.readline):
            is_docstring = token.type == tokenize.STRING and before in {tokenize.NEWLINE, tokenize.INDENT}
            if token.type != tokenize.COMMENT and not is_docstring:
                yield token
            if token.type not in {tokenize.NL, tokenize.COMMENT}:
                before = token.type
