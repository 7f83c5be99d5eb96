"""`grantdocs profile` and `grantdocs check --profile`, on publications and registers of our own."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grantdocs.cli import main
from grantdocs.model.facts import Facts
from grantdocs.testing import document_of, facts_of

LIST = (
    "ProjektaNumurs,ProjektaNosaukums,KopejaisAttiecinamaisFinansejums,EsFonduLidzfinansejums,SakumaDatums\n"
    "LLI-444,Green paths to school,120000.00,102000.00,2020-03-01\n"
    "LLI-500,Twin houses,1.00,1.00,2020-03-01\n"
    "LLI-501,Twin houses,2.00,2.00,2020-03-01\n"
)


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def register(tmp_path: Path) -> Path:
    pytest.importorskip("duckdb")
    path = tmp_path / "es_fondu_projektu_saraksts.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_profile_of_a_register(tmp_path: Path, register: Path) -> None:
    found = run("profile", "--register", register, "--award", "lli 444", "--cache", tmp_path / "cache")

    assert found.exit_code == 0
    made = tomllib.loads(found.stdout)
    assert (made["award_number"], made["title"], made["eligible_cost"]) == (
        "LLI-444", {"lv": "Green paths to school"}, "120000.00",
    )  # fmt: skip
    assert made["copies"][0]["register"] == "cfla"
    assert "found LLI-444" in found.stderr


def test_lines_that_are_left_out_of_a_register_are_told(tmp_path: Path, register: Path) -> None:
    register.write_text(LIST + "LLI-600\nLLI-601,x\n", encoding="utf-8")
    found = run("profile", "--register", register, "--award", "lli 444", "--cache", tmp_path / "cache")

    assert found.exit_code == 0
    assert "2 lines or more are broken" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--award", "LLI-999"], 2, "does not know the project"),
        (["--title", "twin houses"], 2, "LLI-500, LLI-501"),
        ([], 2, "name a publication, or a register"),
        (["--award", "LLI-444", "--as", "cfl"], 2, "did you mean 'cfla'?"),
        (["--award", "LLI-444", "--as", "fts"], 3, "is no register that is known"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_drafted_is_said(
    tmp_path: Path, register: Path, arguments: list[str], code: int, said: str
) -> None:
    found = run("profile", "--register", register, "--cache", tmp_path / "cache", *arguments)

    assert (found.exit_code, said in found.stderr) == (code, True)


def test_registers_are_listed_with_what_is_not_confirmed() -> None:
    found = run("profile", "--list")

    assert found.exit_code == 0
    assert "kohesio: " in found.stdout
    assert "not confirmed: " in found.stdout


def test_check_with_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "page.txt"
    text.write_text("The project LLI-444 is paid by the European Union.\n", encoding="utf-8")
    agreement = tmp_path / "agreement.json"
    agreement.write_text('{"award_number": "LLI-444", "total_cost": "100.00"}', encoding="utf-8")
    monkeypatch.setattr("grantdocs.grants.extract", lambda *_: _facts())
    found = run("check", text, "--profile", agreement, "--format", "json", "--pack", "figures")

    assert found.exit_code == 1
    report = json.loads(found.stdout)
    told = [each for each in report["findings"] if each["rule"] == "figures/agrees-with-profile"]
    assert [each["verdict"] for each in told] == ["fail", "fail"]
    assert told[0]["message"].startswith("The publication gives 120.00")
    assert report["profile"]["uri"] == str(agreement)


def _facts() -> Facts:
    """Two amounts that contradict the profile, whatever extractors make of texts."""
    amounts = [{"value": value, "kind": "total_cost", "scope": "project"} for value in ("120.00", "130.00")]
    awards = [{"award_number": "LLI-444", "text": "LLI-444"}]
    return facts_of({"awards": awards, "amounts": amounts}, document_of("The project LLI-444"))


def test_a_faulty_profile_is_named_with_its_place(tmp_path: Path) -> None:
    text = tmp_path / "page.txt"
    text.write_text("Nothing of note.\n", encoding="utf-8")
    agreement = tmp_path / "agreement.json"
    agreement.write_text('{"totalcost": "100.00"}', encoding="utf-8")
    found = run("check", text, "--profile", agreement)

    assert found.exit_code == 3
    assert "/totalcost" in found.stderr
    assert "did you mean 'total_cost'?" in found.stderr
