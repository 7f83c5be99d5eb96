"""A publication about projects of several programmes: each is judged for its own part, and no unclear line fails."""

from __future__ import annotations

import pytest

import grantdocs
from grantdocs.model.findings import Finding, Verdict
from grantdocs.rules.parts import parts, payers

LATLIT, ERASMUS = "interreg-latvia-lithuania-2014-2020", "erasmus-plus-2021-2027"
RIVERS = """## River tales

The Interreg V-A Latvia-Lithuania Cross Border Cooperation Programme 2014-2020 pays the project "River tales", No LLI-912.
{rivers}
"""
VOICES = """## Reading voices

The project "Reading voices", No 2023-1-LV01-KA220-ADU-000912345, belongs to Erasmus+ 2021-2027.
{voices}
"""
DISCLAIMER = "This text has been produced with the financial assistance of the European Union. Its contents are the sole responsibility of the Town Library and can under no circumstances be regarded as reflecting the position of the European Union."
ERDF = "It is co-financed by the European Regional Development Fund of the European Union."
FUNDED = "Co-funded by the European Union"
INTERREG_RULE, ERASMUS_RULE = "interreg-latvia-lithuania-2014/disclaimer", "eu-mga-2021/funding-statement"


def check(text: str, **options: object) -> grantdocs.Report:
    return grantdocs.check(grantdocs.read(text.encode(), name="page.md"), **options)  # type: ignore[arg-type]


def finding(report: grantdocs.Report, rule: str) -> Finding:
    (found,) = [each for each in report.findings if each.rule == rule]
    return found


def two_projects(
    *, lead: str = "Two projects of the town library.", rivers: str = "", voices: str = "", end: str = ""
) -> str:
    """A page about a project of each programme, the fund of both named."""
    return f"# News\n\n{lead}\n\n{RIVERS.format(rivers=ERDF + rivers)}\n{VOICES.format(voices=voices)}\n{end}\n"


def test_each_programme_is_judged_for_its_own_part() -> None:
    report = check(two_projects(rivers=f"\n\n{DISCLAIMER}", voices=f"\n\n{FUNDED}"))

    assert {each.programme for each in report.findings if not each.rule.startswith("figures/")} == {LATLIT, ERASMUS}
    assert finding(report, INTERREG_RULE).verdict is Verdict.PASS
    assert finding(report, ERASMUS_RULE).verdict is not Verdict.FAIL


def test_what_satisfies_one_programme_does_not_satisfy_the_other() -> None:
    report = check(two_projects(rivers=f"\n\n{FUNDED}\n\n{DISCLAIMER}"))

    assert finding(report, INTERREG_RULE).verdict is Verdict.PASS
    assert finding(report, ERASMUS_RULE).verdict is Verdict.FAIL
    assert finding(report, ERASMUS_RULE).programme == ERASMUS


def test_lines_without_a_name_at_the_end_may_be_anybodys() -> None:
    report = check(two_projects(end=DISCLAIMER))

    assert finding(report, INTERREG_RULE).verdict is Verdict.CANNOT_TELL
    assert "River" not in finding(report, INTERREG_RULE).message
    assert LATLIT in finding(report, INTERREG_RULE).message


@pytest.mark.parametrize("lead", [DISCLAIMER, f"Two projects. {DISCLAIMER}"])
def test_lead_belongs_to_all(lead: str) -> None:
    assert finding(check(two_projects(lead=lead)), INTERREG_RULE).verdict is Verdict.PASS


def test_project_without_anything_fails_in_every_reading() -> None:
    report = check(two_projects())

    assert finding(report, INTERREG_RULE).verdict is Verdict.FAIL
    assert finding(report, ERASMUS_RULE).verdict is Verdict.FAIL


def test_programme_that_is_only_mentioned_pays_nothing() -> None:
    text = RIVERS.format(rivers=ERDF) + "\n## Before\n\nIn 2022 our pupils travelled with Erasmus+ 2021-2027.\n"
    report = check(text)

    assert all(each.programme is None for each in report.findings)
    assert "eu-mga-2021" not in {pack.id for pack in report.packs}


def test_lines_that_name_no_section_of_their_own_are_open() -> None:
    """No headings: a paragraph without a name may belong to either project."""
    text = two_projects(rivers=f"\n\n{DISCLAIMER}").replace("#", "")

    assert finding(check(text), INTERREG_RULE).verdict in {Verdict.CANNOT_TELL, Verdict.PASS}


def test_evidence_points_into_all_facts() -> None:
    report = check(two_projects(rivers=f"\n\n{DISCLAIMER}", voices=f"\n\n{FUNDED}\n\nIt costs EUR 250 000."))

    shown = [item for each in report.findings for item in each.evidence if item.quote]
    assert shown
    for item in shown:
        value: object = report.instance
        for token in item.pointer.split("/")[1:]:
            value = value[int(token)] if isinstance(value, list) else value[token]  # type: ignore[index]
        if isinstance(value, dict) and value.get("spans"):
            assert item.quote in {report.document.text[start:end] for start, end in value["spans"]}


def test_findings_of_both_programmes_have_fingerprints_of_their_own() -> None:
    report = check(two_projects())

    assert len({each.fingerprint for each in report.findings}) == len(report.findings)


def test_parts_are_blocks_of_the_text() -> None:
    document = grantdocs.read(two_projects(end="The end.").encode(), name="page.md")
    facts = grantdocs.extract(document)
    rivers, voices = parts(facts, document, payers(facts, document))

    assert {rivers.programme, voices.programme} == {LATLIT, ERASMUS}
    assert not (rivers.narrow & voices.narrow) - {0, 1}
    assert rivers.narrow <= rivers.wide
    assert len(document.blocks) - 1 in rivers.wide & voices.wide


LEGAL_BASIS = [
    ("LLI-263", "interreg-latvia-lithuania-2014-2020"),
    ("LLI-263, LLI-264", "interreg-latvia-lithuania-2014-2020"),
    ("LLII-123", "interreg-latvia-lithuania-2007-2013"),
    ("LLIII-164", "interreg-latvia-lithuania-2007-2013"),
    ("LLIV-322", "interreg-latvia-lithuania-2007-2013"),
    ("LL-00012", "interreg-latvia-lithuania-2021-2027"),
]


@pytest.mark.parametrize(("number", "programme"), LEGAL_BASIS)
@pytest.mark.parametrize("year", [2012, 2019, 2023])
def test_the_grant_decides_the_packs_and_not_the_date(number: str, programme: str, year: int) -> None:
    from grantdocs.catalogue.programmes import programmes

    text = f"Published on 3 May {year}\n\nThe project No {number} of the Latvia-Lithuania programme ended. {ERDF}"
    report = check(text, assume={"published": f"{year}-05-03"})

    assert report.facts.programmes[0].id == programme
    assert [pack.id for pack in report.packs] == [*programmes()[programme].packs, "figures"]


def test_unclear_programme_is_asked_for() -> None:
    text = 'The Erasmus+ project "Reading voices" is co-funded by the European Union. The library is its partner.'
    report = check(text)
    candidates = [fact.id for fact in report.facts.programmes]
    unclear = [gap for gap in report.gaps if gap.reason == "programme-unclear"]

    assert len(candidates) > 1
    assert len(unclear) == 1
    assert all(each in unclear[0].detail for each in candidates[:2])
    assert "--assume programmes=" in unclear[0].detail
    opened = [each for each in report.findings if "--assume programmes=ID" in each.message]
    assert opened
    assert {each.verdict for each in opened} == {Verdict.CANNOT_TELL}
    assert not [gap for gap in check(text, assume={"programmes": candidates[:1]}).gaps if gap in unclear]
