"""The text to paste: right wording, right language, slots that the facts leave no doubt about."""

from __future__ import annotations

import pytest

from grantdocs.rules import judge, pack
from grantdocs.testing import document_of, facts_of


def remedy(rule: str, facts: dict, language: str = "en"):
    name = rule.partition("/")[0]
    document = document_of("")
    return next(
        f for f in judge(facts_of(facts, document), document, [pack(name)], language=language) if f.rule == rule
    ).remedy


def partners(*names: str, roles: tuple[str, ...] = ()) -> dict:
    listed = [{"name": name, "role": role} for name, role in zip(names, roles or ["partner"] * len(names), strict=True)]
    return {"document": {"is_project": True, "language": "lv"}, "partners": listed}


DISCLAIMER = "interreg-latvia-lithuania-2014/disclaimer"


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (partners("Pilsētas bibliotēka"), "Pilsētas bibliotēka"),
        (partners("Skola", "Muzejs", roles=("lead", "applicant")), "Muzejs"),
        (partners("Skola", "Muzejs", roles=("partner", "beneficiary")), "Muzejs"),
        (partners("Skola", "Muzejs"), "‹partner›"),
        (partners(), "‹partner›"),
    ],
)
def test_partner_is_filled_in_where_there_is_one(facts: dict, wanted: str) -> None:
    found = remedy(DISCLAIMER, facts)

    assert f"atbild {wanted}," in found.text
    assert found.kind == "insert-statement"
    assert found.statement == "interreg-disclaimer-2014.latvia-lithuania.lv"


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"programmes": [{"id": "interreg-central-baltic-2014-2020"}]}, "cohesion-fund-reference-2014.erdf.lv"),
        ({"programmes": [{"id": "cohesion-lv-2014-2020"}]}, None),
        ({"programmes": []}, None),
    ],
)
def test_the_fund_of_the_programme_chooses_the_text(facts: dict, wanted: str | None) -> None:
    found = remedy("eu-cpr-2014/fund-named", {"document": {"is_project": True, "language": "lv"}, **facts})

    assert found.statement == wanted
    assert found.kind == ("insert-statement" if wanted else "advice")
    assert found.text


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("lv", "Līdzfinansē Eiropas Savienība"),
        ("en", "Co-funded by the European Union"),
        ("tlh", "Co-funded by the European Union"),
        (None, "Co-funded by the European Union"),
    ],
)
def test_text_follows_the_language_of_the_publication(language: str | None, wanted: str) -> None:
    found = remedy("eu-mga-2021/funding-statement", {"document": {"is_project": True, "language": language}}, "lv")

    assert found.text == wanted


@pytest.mark.parametrize(
    ("programmes", "wanted"),
    [(["horizon-europe"], "Finansē"), (["erasmus-plus-2021-2027"], "Līdzfinansē"), ([], "Līdzfinansē")],
)
def test_text_follows_the_most_special_pack_of_the_programme(programmes: list[str], wanted: str) -> None:
    facts = {"document": {"is_project": True, "language": "lv"}, "programmes": [{"id": one} for one in programmes]}

    assert remedy("eu-mga-2021/funding-statement", facts).text == f"{wanted} Eiropas Savienība"


def test_advice_follows_the_language_of_the_report() -> None:
    facts = {"document": {"is_project": True, "language": "en"}}

    assert remedy("eu-mga-2021/emblem", facts, "lv").text.startswith("Ielieciet")
    assert remedy("eu-mga-2021/emblem", facts, "en").text.startswith("Put")


def test_what_passes_needs_no_remedy() -> None:
    assert remedy("eu-mga-2021/emblem", {"images": [{"kind": "eu_emblem"}]}) is None
    assert remedy("eu-mga-2021/emblem", {"document": {"is_project": False}}) is None


@pytest.mark.parametrize(
    ("programme", "beside", "opening"),
    [
        ("erasmus-plus-2021-2027", None, "Co-funded by the European Union. Views"),
        ("erasmus-plus-2021-2027", "funded", "Funded by the European Union. Views"),
        ("horizon-europe", None, "Funded by the European Union. Views"),
        ("horizon-europe", "co-funded", "Co-funded by the European Union. Views"),
    ],
)
def test_disclaimer_opens_as_the_funding_statement_reads(programme: str, beside: str | None, opening: str) -> None:
    family = "emblem-statement-2021"
    stated = {
        "id": f"{family}.{beside}.en",
        "family": family,
        "variant": beside,
        "language": "en",
        "match": "exact",
        "similarity": 1.0,
    }
    facts = {
        "document": {"is_project": True, "language": "en"},
        "programmes": [{"id": programme}],
        "statements": [stated] if beside else [],
    }

    assert remedy("eu-mga-2021/disclaimer", facts).text.startswith(opening)
