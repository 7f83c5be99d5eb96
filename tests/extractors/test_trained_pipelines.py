"""What `--ner` adds: names that only a trained pipeline sees, where the words beside them say that they take part. The
pipelines here are made of rules and lie in a folder, so that nothing is downloaded."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grantdocs import ScopeError
from grantdocs.cli import main
from grantdocs.pipeline import check, extract

NAMES = ("Readmore Collective", "Nordlys", "Morning Herald", "City Library Oakridge")
PAID = b'\nThe project "Seeds of Change" is co-funded by the European Union.'


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that knows four organisations."""
    import spacy

    nlp: Any = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": name} for name in NAMES])
    nlp.add_pipe("entity_ruler", name="people").add_patterns([{"label": "PERSON", "pattern": "Greta Holm"}])
    folder = tmp_path_factory.mktemp("pipelines") / "en_few_names"
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> str:
    import spacy

    folder = tmp_path_factory.mktemp("pipelines") / "en_nothing"
    spacy.blank("en").to_disk(folder)
    return str(folder)


@pytest.mark.parametrize(
    ("text", "alone", "helped"),
    [
        pytest.param(
            b"Project partners: Readmore Collective, Oakridge City Library.",
            ["Oakridge City Library"],
            ["Readmore Collective", "Oakridge City Library"],
            id="listed with another",
        ),
        pytest.param(
            b"In cooperation with Readmore Collective the project opens a reading room, funded by the European Union.",
            [],
            ["Readmore Collective"],
            id="together with",
        ),
        pytest.param(
            b"Lead partner of the project is Nordlys.", [], ["Nordlys"], id="role before the name"
        ),
        pytest.param(
            b"Project partners: Greta Holm, Oakridge City Library.",
            ["Oakridge City Library"],
            ["Oakridge City Library"],
            id="a person is none",
        ),
        pytest.param(b"The Morning Herald wrote about the project.", [], [], id="only mentioned"),
        pytest.param(b"Media partner: Morning Herald.", [], [], id="media partner"),
    ],
)  # fmt: skip
def test_names_that_a_pipeline_sees_beside_the_words_for_partners(
    text: bytes, alone: list[str], helped: list[str], model: str
) -> None:
    assert [partner.name for partner in extract(text + PAID).partners] == alone
    assert [partner.name for partner in extract(text + PAID, ner=model).partners] == helped


def test_own_name_stays_where_the_pipeline_sees_a_part_of_it(model: str) -> None:
    text = b"Lead partner: City Library Oakridge Branch."

    (partner,) = extract(text + PAID, ner=model).partners

    assert partner.name == extract(text + PAID).partners[0].name


def test_judging_takes_a_pipeline_too(model: str) -> None:
    report = check(b"Lead partner of the project is Nordlys." + PAID, ner=model)

    assert [partner.name for partner in report.facts.partners] == ["Nordlys"]


def test_missing_pipeline_is_told() -> None:
    with pytest.raises(ScopeError, match=r"no spaCy pipeline 'xx_not_there'; install it with pip"):
        extract(b"Funded by the European Union", ner="xx_not_there")


def test_pipeline_without_entities_is_told(blank: str) -> None:
    with pytest.raises(ScopeError, match="finds no entities"):
        check(b"Funded by the European Union", ner=blank)


@pytest.mark.parametrize("command", ["check", "extract"])
def test_command_line_tells_of_a_missing_pipeline(command: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Funded by the European Union", encoding="utf-8")

    result = CliRunner().invoke(main, [command, str(page), "--ner", "xx_not_there"])

    assert result.exit_code == 2
    assert "no spaCy pipeline 'xx_not_there'" in result.output


def test_command_line_takes_a_pipeline(model: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"Lead partner of the project is Nordlys." + PAID)

    result = CliRunner().invoke(main, ["extract", str(page), "--ner", model])

    assert "Nordlys" in result.output
