"""What is installed: rules and schemas inside the wheel, types marked, the spaCy factory registered."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path


def test_wheel_carries_rules_schemas_and_words(root: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=root,
        check=True,
        capture_output=True,
    )
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())

    for folder in ("rules", "schemas"):
        for path in (root / folder).rglob("*.json"):
            assert f"grantdocs/_data/{path.relative_to(root).as_posix()}" in names
    for path in (root / "src/grantdocs/languages").glob("*.json"):
        assert f"grantdocs/languages/{path.name}" in names
    assert "grantdocs/py.typed" in names


def test_spacy_finds_the_factory() -> None:
    code = (
        "import spacy; nlp = spacy.blank('lv'); nlp.add_pipe('grantdocs')\n"
        "doc = nlp('Projekta Nr. LLI-912 (Interreg V-A Latvijas-Lietuvas programma 2014.-2020. gadam) kopējās izmaksas ir "
        "1 200,00 EUR, tai skaitā ERAF finansējums 1 020,00 EUR.')\n"
        "print(sorted(str(a.value) for a in doc._.grantdocs.amounts), [s.text for s in doc.spans['grantdocs_amounts']])"
    )
    found = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)

    assert "['1020.00', '1200.00']" in found.stdout
    assert "1 200,00 EUR" in found.stdout
