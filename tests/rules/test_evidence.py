"""From a verdict back to the text."""

from __future__ import annotations

import pytest

from grantdocs.model.facts import Deviation, DocumentFacts, Facts, StatementFact
from grantdocs.model.findings import Verdict
from grantdocs.model.location import Span
from grantdocs.rules import judge, pack
from grantdocs.testing import document_of, facts_of, marked

SUM = {"kind": "sum", "unit": "minor", "claimed": 300, "computed": 200, "terms": ["/amounts/0", "/amounts/1"]}


def finding(rule: str, facts: dict, text: str):
    name, _, id_ = rule.partition("/")
    document = document_of(text)
    return next(f for f in judge(facts_of(facts, document), document, [pack(name)]) if f.rule == f"{name}/{id_}")


def amount(text: str, value: str) -> dict:
    return {"value": value, "kind": "total_cost", "text": text}


def test_failed_figure_shows_both_sides() -> None:
    text, spans = marked("Whole «EUR 3», part «EUR 2»")
    facts = {"amounts": [amount("EUR 3", "3"), amount("EUR 2", "2")], "figures": [{**SUM, "text": "EUR 3"}]}

    found = finding("figures/sum-of-parts", facts, text)

    assert [(e.role, e.pointer, e.quote) for e in found.evidence] == [
        ("primary", "/figures/0", "EUR 3"),
        ("related", "/amounts/1", "EUR 2"),
    ]
    assert [e.location.span for e in found.evidence] == list(spans)


def test_only_the_figure_that_fails_is_shown() -> None:
    good = {**SUM, "claimed": 5, "computed": 5, "terms": ["/amounts/2"], "text": "EUR 5"}
    facts = {
        "amounts": [amount("EUR 3", "3"), amount("EUR 2", "2"), amount("EUR 5", "5")],
        "figures": [good, {**SUM, "text": "EUR 3"}],
    }

    found = finding("figures/sum-of-parts", facts, "EUR 3, EUR 2 and EUR 5")

    assert {e.quote for e in found.evidence} == {"EUR 3", "EUR 2"}
    assert found.arguments["claimed"] == "3.00\N{NO-BREAK SPACE}EUR"


def test_absence_says_what_was_searched_and_shows_what_came_near() -> None:
    facts = {"funds": [{"id": "AMIF", "text": "AMIF"}]}

    found = finding("eu-cpr-2014/fund-named", facts, "Paid by AMIF")

    assert [(e.role, e.pointer, e.quote) for e in found.evidence] == [
        ("searched", "/funds", ""),
        ("related", "/funds/0", "AMIF"),
    ]


def test_absence_of_everything() -> None:
    found = finding("eu-cpr-2014/fund-named", {}, "Nothing here")

    assert [(e.role, e.location) for e in found.evidence] == [("searched", None)]


def test_open_verdict_shows_the_gaps() -> None:
    gaps = [
        {"reason": "ambiguous-number", "pointer": "/awards", "detail": "either", "text": "12-34"},
        {"reason": "page-without-text", "pointer": "", "detail": "page 2"},
        {"reason": "other", "pointer": "/dates", "detail": "a date"},
    ]

    found = finding("erasmus-plus-2021/award-number", {"extraction": {"gaps": gaps}}, "No 12-34")

    assert [(e.role, e.pointer, e.quote) for e in found.evidence] == [
        ("primary", "/extraction/gaps/0", "12-34"),
        ("related", "/extraction/gaps/1", ""),
    ]


def test_pass_shows_the_witness_only() -> None:
    facts = {"funds": [{"id": "AMIF", "text": "AMIF"}, {"id": "ERDF", "text": "ERDF"}]}

    found = finding("eu-cpr-2014/fund-named", facts, "AMIF or ERDF")

    assert [(e.role, e.pointer, e.quote) for e in found.evidence] == [("primary", "/funds/1", "ERDF")]


def test_deviating_words_of_a_statement_are_shown_after_it() -> None:
    document = document_of("Funded by European Union")
    words = document.text
    changed = Deviation("missing", "the", "", (Span(words.index("by"), words.index("by") + 2),))
    stated = StatementFact(
        id="emblem-statement-2021.funded.en", family="emblem-statement-2021", variant="funded", language="en",
        match="near", similarity=0.95, deviations=(changed,), spans=(Span(0, len(words)),),
    )  # fmt: skip
    facts = Facts(document=DocumentFacts(is_project=True), statements=(stated,))

    found = next(f for f in judge(facts, document, [pack("eu-mga-2021")]) if f.rule == "eu-mga-2021/funding-statement")

    assert [(e.role, e.pointer, e.quote) for e in found.evidence] == [
        ("primary", "/statements/0", words),
        ("related", "/statements/0/deviations/0", "by"),
    ]


def test_what_does_not_apply_needs_no_evidence() -> None:
    found = finding("eu-cpr-2014/fund-named", {"document": {"is_project": False}}, "ERDF")

    assert (found.verdict, found.evidence, found.message) == (Verdict.NOT_APPLICABLE, (), "")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"funds": [{"id": "ERDF", "text": "ERDF"}]},
        {"images": [{"kind": "eu_emblem"}]},
        {"mentions": [{"id": "EU", "in_full": False}]},
    ],
)
def test_at_most_one_place_is_primary(facts: dict) -> None:
    document = document_of("ERDF")
    for found in judge(facts_of(facts, document), document, [pack("eu-cpr-2014")]):
        roles = [e.role for e in found.evidence]
        wanted = 0 if found.verdict is Verdict.NOT_APPLICABLE else 1
        assert roles.count("primary") + roles.count("searched") == wanted, found.rule
