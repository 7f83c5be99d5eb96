"""`grantdocs rules new` and `grantdocs rules docs`: a rule to fill in, and a page for every rule there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grantdocs.cli import main
from grantdocs.rules import packs
from grantdocs.testing import run_cases

LINK_RE = re.compile(r"\]\((?P<target>[^)]+)\)")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def written(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.md"))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    assert run("rules", "docs", folder).exit_code == 0
    return written(folder)


def test_every_rule_has_a_page_that_the_index_leads_to(pages: dict[str, str]) -> None:
    rules = {f"{rule.name}.md" for pack in packs.packs() for rule in pack.rules}
    targets = [match["target"] for match in LINK_RE.finditer(pages["index.md"])]

    assert set(pages) == rules | {"index.md"}
    assert sorted(targets) == sorted(rules)


def test_page_says_why_and_how(pages: dict[str, str]) -> None:
    page = pages["eu-cpr-2014/fund-named.md"]
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]

    assert "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32013R1303" in page
    assert {"Law", "Whom it binds", "A good example", "A bad example", "To mend it", "What it says"} <= set(headings)
    assert headings.index("Law") < headings.index("A good example") < headings.index("To mend it")


def test_every_page_has_law_and_examples(pages: dict[str, str]) -> None:
    lacking = [
        f"{path}: {heading}"
        for path, page in pages.items()
        for heading in ("## Law", "## A good example", "## A bad example", "## To mend it")
        if path != "index.md" and heading not in page
    ]

    assert lacking == []
    assert not [path for path, page in pages.items() if "$" in page.replace("`", "") and path == "index.md"]


def test_same_pages_every_time_and_in_latvian(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert run("rules", "docs", tmp_path / folder, "--pack", "figures", "--language", "lv").exit_code == 0

    found = written(tmp_path / "one")
    assert found == written(tmp_path / "two")
    assert found["index.md"].startswith("# Noteikumi")
    assert "## Labs piemērs" in found["figures/sum-of-parts.md"]


def test_new_rule_fits_its_schema_and_fails_until_it_is_filled_in(tmp_path: Path) -> None:
    result = run("rules", "new", tmp_path / "our-office" / "emblem")
    folder = tmp_path / "our-office"

    assert result.exit_code == 0, result.output
    assert sorted(file.name for file in folder.iterdir()) == ["emblem.cases.json", "emblem.json", "pack.json"]
    results = run_cases(str(folder))
    assert [each.finding.verdict.word for each in results if each.passed] == [
        "fail", "fail", "fail", "cannot-tell", "not-applicable",
    ]  # fmt: skip
    assert sum(not each.passed for each in results) == 3
    assert run("rules", "test", folder).exit_code == 1
    assert f"grantdocs rules test {folder}" in result.output


def test_second_rule_joins_the_pack_and_none_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "our-office"
    run("rules", "new", folder / "emblem")
    (folder / "pack.json").write_text(
        json.dumps({**json.loads((folder / "pack.json").read_text()), "title": "Ours"}), encoding="utf-8"
    )

    assert run("rules", "new", folder / "website").exit_code == 0
    assert [rule.id for rule in packs.pack(str(folder)).rules] == ["emblem", "website"]
    assert packs.pack(str(folder)).title == "Ours"
    assert run("rules", "new", folder / "emblem").exit_code == 2


@pytest.mark.parametrize("name", ["emblem", "Our Office/emblem", "our-office/Emblem 1", "our-office/"])
def test_name_that_is_none_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("rules", "new", name).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_rule_that_is_filled_in_judges(tmp_path: Path) -> None:
    folder = tmp_path / "our-office"
    run("rules", "new", folder / "emblem")
    paper = tmp_path / "news.txt"
    paper.write_text(
        "Our project No LLI-263 of the Latvia-Lithuania programme has ended.\nCo-funded by the European Union\n",
        encoding="utf-8",
    )
    report = json.loads(run("check", paper, "--pack", folder, "--format", "json").stdout)

    assert [(found["rule"], found["verdict"]) for found in report["findings"]] == [("our-office/emblem", "pass")]


def test_bad_pack_is_named_with_file_and_place(tmp_path: Path) -> None:
    folder = tmp_path / "our-office"
    run("rules", "new", folder / "emblem")
    rule = json.loads((folder / "emblem.json").read_text())
    (folder / "emblem.json").write_text(json.dumps({**rule, "needs": ["/statement"]}), encoding="utf-8")
    paper = tmp_path / "news.txt"
    paper.write_text("Some news of a town.", encoding="utf-8")
    result = run("check", paper, "--pack", folder)

    assert result.exit_code == 3
    assert "emblem.json at /needs/0" in result.output
    assert "did you mean '/statements'" in result.output
