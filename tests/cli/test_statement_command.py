"""`grantdocs statement`: the text to paste on standard output, what to know about it on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from selectolax.lexbor import LexborHTMLParser

import grantdocs
from grantdocs.catalogue.programmes import programmes
from grantdocs.catalogue.statements import statement, statements
from grantdocs.cli import main
from grantdocs.rules.demands import demands

LATLIT = "interreg-latvia-lithuania-2014-2020"
ERASMUS = "erasmus-plus-2021-2027"
COHESION = "cohesion-lv-2014-2020"
WITH_PACKS = sorted(name for name, programme in programmes().items() if programme.packs)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["statement", *map(str, arguments)])


def test_the_text_alone_goes_to_standard_output() -> None:
    result = run("--programme", LATLIT, "--language", "en", "--partner", "Ludza Library")

    assert result.exit_code == 0
    assert "sole responsibility of Ludza Library" in result.stdout
    assert "interreg-latvia-lithuania-2014/disclaimer" not in result.stdout
    assert "interreg-latvia-lithuania-2014/disclaimer (error)" in result.stderr


def test_what_is_left_to_fill_in_is_named() -> None:
    open_ = run("--programme", LATLIT, "--language", "lv")
    filled = run("--programme", LATLIT, "--language", "lv", "--slot", "partner=Ludzas bibliotēka")

    assert "fill in ‹partner›" in open_.stderr
    assert "‹partner›" in open_.stdout
    assert "fill in" not in filled.stderr
    assert "Ludzas bibliotēka" in filled.stdout


@pytest.mark.parametrize(
    ("language", "partner", "is_told"),
    [("lv", "Ludzas bibliotēka", True), ("lv", None, False), ("en", "Ludza Library", False)],
)
def test_endings_of_names_are_left_to_the_user(language: str, partner: str | None, is_told: bool) -> None:
    result = run("--programme", LATLIT, "--language", language, *(("--partner", partner) if partner else ()))

    assert ("see that their endings fit" in result.stderr) is is_told


@pytest.mark.parametrize("variant", ["funded", "co-funded"])
def test_the_variant_chooses_between_the_wordings_of_a_family(variant: str) -> None:
    wanted = statement(f"emblem-statement-2021.{variant}.lv").text
    result = run("--programme", ERASMUS, "--language", "lv", "--variant", variant)

    assert wanted in result.stdout.splitlines()


def test_a_wording_that_nobody_saw_in_a_source_says_so() -> None:
    entry = next(demand for demand in demands(ERASMUS, "lv") if not demand.statement.is_attested)
    result = run("--programme", ERASMUS, "--language", "lv")

    assert entry.statement.id in result.stderr
    assert "compare it with the grant agreement" in result.stderr


def test_without_a_wording_in_the_language_it_is_the_english_one() -> None:
    result = run("--programme", LATLIT, "--language", "pl")

    assert "sole responsibility" in result.stdout
    assert "no wording is known in 'pl'" in result.stderr


def test_html_is_escaped_and_tells_its_language() -> None:
    result = run(
        "--programme", LATLIT, "--language", "lv", "--partner", "<script>alert(1)</script>", "--format", "html"
    )
    page = LexborHTMLParser(result.stdout)

    assert page.css_first("script") is None
    assert page.css_first("p").attributes["lang"] == "lv"
    assert page.css_first("img").attributes["alt"] == "Eiropas Savienības emblēma"


def test_json_has_source_and_confidence() -> None:
    fund, found = json.loads(run("--programme", LATLIT, "--language", "en", "--format", "json").stdout)

    assert fund["statement"]["id"] == "cohesion-fund-reference-2014.erdf.en"
    assert fund["fund"] is None
    assert found["statement"]["id"] == "interreg-disclaimer-2014.latvia-lithuania.en"
    assert found["statement"]["confidence"]
    assert found["rules"][0]["rule"] == "interreg-latvia-lithuania-2014/disclaimer"
    assert found["open"] == ["‹partner›"]


def test_the_docx_holds_the_text_and_the_place_of_the_emblem(tmp_path: Path) -> None:
    file = tmp_path / "statement.docx"
    result = run("--programme", ERASMUS, "--language", "lt", "--docx", file)
    place, text = Document(str(file)).tables[0].rows[0].cells

    assert place.text == "‹Europos Sąjungos emblema, ≥ 10 mm›"
    assert text.text == "\n".join(result.stdout.rstrip("\n").split("\n\n"))


def test_the_docx_of_a_statement_is_found_by_the_reader(tmp_path: Path) -> None:
    file = tmp_path / "statement.docx"
    run("--programme", ERASMUS, "--language", "en", "--docx", file)
    facts = grantdocs.extract(grantdocs.read(file), assume={"programmes": [ERASMUS]})

    assert "mga-disclaimer-2021" in {fact.family for fact in facts.statements}


def test_a_programme_of_several_funds_has_a_text_for_each() -> None:
    every = run("--programme", COHESION, "--language", "lv")
    one = run("--programme", COHESION, "--language", "lv", "--fund", "esf")

    assert "where the ESF pays" in every.stderr
    assert "--fund ERDF|ESF|CF" in every.stderr
    assert one.stdout == "Eiropas Savienība\nEiropas Sociālais fonds\n"
    assert "--fund" not in one.stderr


def test_the_special_pack_chooses_between_funded_and_co_funded() -> None:
    horizon = [demand.statement.id for demand in demands("horizon-europe", "lv")]

    assert "emblem-statement-2021.funded.lv" in horizon
    assert "emblem-statement-2021.co-funded.lv" not in horizon
    assert {"h2020-acknowledgement.general.en", "h2020-acknowledgement.disclaimer-29-5.en"} == {
        demand.statement.id for demand in demands("horizon-2020", "en")
    }


@pytest.mark.parametrize("programme", WITH_PACKS)
def test_a_slogan_is_never_the_statement(programme: str) -> None:
    assert [d.statement.id for d in demands(programme, "lv") if not d.statement.must_have] == []


def test_list_tells_source_and_confidence_of_each() -> None:
    every = json.loads(run("--list", "--format", "json").stdout)
    some = run("--list", "--language", "lv", "--programme", LATLIT)

    assert len(every) == len(statements())
    assert all(entry["source"] and entry["confidence"] for entry in every)
    assert "interreg-disclaimer-2014.latvia-lithuania.lv" in some.stdout
    assert ".en " not in some.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--programme", LATLIT),
        ("--language", "lv"),
        ("--programme", "interreg-latvia-lithuania", "--language", "lv"),
        ("--programme", LATLIT, "--language", "lv", "--slot", "partner"),
        ("--programme", COHESION, "--language", "lv", "--fund", "EAFRD"),
        ("--list", "--family", "no-such-family"),
        ("--list", "--language", "xx"),
    ],
)
def test_wrong_use_is_told_in_one_line(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()


@pytest.mark.parametrize("programme", WITH_PACKS)
@pytest.mark.parametrize("language", ["lv", "lt", "et", "en"])
def test_every_programme_with_rules_has_its_texts(programme: str, language: str) -> None:
    for demand in demands(programme, language):
        assert demand.text.strip()
        assert "{" not in demand.text
        assert demand.statement.language in {language, "en"}
        assert demand.rules


def test_the_remedy_of_a_finding_is_the_same_text(root: Path) -> None:
    report = grantdocs.check(root / "samples/lv/interreg-raksts-kludains.docx")
    remedies = {finding.remedy.statement for finding in report.findings if finding.remedy and finding.remedy.statement}
    asked = {demand.statement.id for demand in demands(LATLIT, "lv")}

    assert remedies
    assert remedies <= asked
