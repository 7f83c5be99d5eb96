"""Rules that compare with another side tell every difference by itself, in the words that fit it."""

from __future__ import annotations

from typing import Any

import pytest

from grantdocs.model.findings import Finding, Verdict
from grantdocs.rules import packs
from grantdocs.rules.evaluate import judge_instance
from grantdocs.rules.instance import build
from grantdocs.testing import document_of, facts_of

TEXT = "The project Green pats costs EUR 120.00 and ends on 31 March 2022."


def agreement(claimed: int, computed: int, text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "agreement", "unit": "minor", "claimed": claimed, "computed": computed, "terms": ["/amounts/0"],
            "label": "total_cost", "against": "profile", "expected_at": "/total_cost", "text": text, **more}  # fmt: skip


TITLE = agreement(
    1, 0, "Green pats", unit="count", label="title", stated="Green pats", expected="Green paths",
    differs="pats → paths", variant="name",
)  # fmt: skip


def judged(figures: list[dict[str, Any]], *, apart: bool, language: str = "en") -> list[Finding]:
    document = document_of(TEXT)
    amounts = [{"value": "120.00", "kind": "total_cost", "scope": "project", "text": "EUR 120.00"}]
    instance = build(facts_of({"amounts": amounts, "figures": figures}, document), document)
    found = judge_instance(instance, document, [packs.pack("figures")], apart=apart, language=language)
    return [finding for finding in found if finding.rule == "figures/agrees-with-profile"]


def test_each_difference_is_a_finding_with_its_own_place() -> None:
    found = judged([agreement(12000, 13000, "EUR 120.00"), TITLE], apart=True)

    assert [finding.verdict for finding in found] == [Verdict.FAIL, Verdict.FAIL]
    assert [finding.evidence[0].quote for finding in found] == ["EUR 120.00", "Green pats"]
    assert len({finding.fingerprint for finding in found}) == 2


@pytest.mark.parametrize(
    "figures",
    [[], [agreement(12000, 12000, "EUR 120.00")], [agreement(12000, 12000, "EUR 120.00"), {**TITLE, "claimed": 0}]],
    ids=["nothing compared", "one agrees", "all agree"],
)
def test_without_a_difference_there_is_one_finding(figures: list[dict[str, Any]]) -> None:
    (finding,) = judged(figures, apart=True)

    assert finding.verdict is (Verdict.PASS if figures else Verdict.NOT_APPLICABLE)


def test_together_there_is_one_finding_a_rule() -> None:
    assert len(judged([agreement(12000, 13000, "EUR 120.00"), TITLE], apart=False)) == 1


@pytest.mark.parametrize(
    ("figure", "language", "words"),
    [
        (agreement(12000, 13000, "EUR 120.00"), "en", ("120.00", "130.00", "total cost")),
        (agreement(12000, 13000, "EUR 120.00"), "lv", ("120,00", "130,00", "kopējās izmaksas")),
        (TITLE, "en", ("“Green pats”", "“Green paths”", "pats → paths")),
        (TITLE, "lv", ("“Green pats”", "“Green paths”", "projekta nosaukums")),
        (
            agreement(
                738245, 738214, "31 March 2022", unit="days", label="end", stated="2022-03", expected="2022-02-28"
            ),
            "en",
            ("2022-03 ", "2022-02-28"),
        ),
    ],
    ids=str,
)
def test_both_values_stand_in_the_message(figure: dict[str, Any], language: str, words: tuple[str, ...]) -> None:
    (finding,) = judged([figure], apart=True, language=language)

    assert [word for word in words if word not in finding.message] == []
    assert "$" not in finding.message
