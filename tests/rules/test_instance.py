"""The facts as JSON: they fit their schema, and every indexed pointer leads to a value and its quote."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from grantdocs._resources import schema
from grantdocs.model.document import Gap
from grantdocs.model.facts import (
    Amount,
    AmountKind,
    Award,
    DateFact,
    DateKind,
    Deviation,
    DocumentFacts,
    Facts,
    Figure,
    Fund,
    ImageFact,
    LinkFact,
    Mention,
    Partner,
    ProgrammeFact,
    Rate,
    Scope,
    StatementFact,
)
from grantdocs.model.location import Span
from grantdocs.rules.instance import MISSING, Instance, build, escape, tokens
from grantdocs.testing import document_of

TEXT = "Project X costs EUR 176 680.75, of which EUR 150 178.64 from the Union.\nLabel\tValue"
DOCUMENT = document_of(TEXT)


def span(quote: str) -> tuple[Span, ...]:
    start = TEXT.index(quote)
    return (Span(start, start + len(quote)),)


FACTS = Facts(
    document=DocumentFacts(language="en", languages=("en",), title="X", published=dt.date(2019, 1, 4), is_project=True),
    programmes=(ProgrammeFact(id="life-2014-2020", period=None, confidence=0.5),),
    funds=(Fund(id="ERDF"),),
    mentions=(Mention(id="EU", in_full=False, spans=span("Union")),),
    awards=(Award(acronym="X", spans=span("X")),),
    amounts=(
        Amount(value=Decimal("176680.75"), currency="EUR", kind=AmountKind.TOTAL_COST, scope=Scope.PROJECT, spans=span("EUR 176 680.75")),
        Amount(value=Decimal("1E+3"), currency=None, part_of=0, hedge="about", spans=span("EUR 150 178.64")),
        Amount(value=Decimal("0.001"), currency="EUR"),
    ),
    rates=(Rate(value=Decimal("0.85"), of=1),),
    dates=(DateFact(start=dt.date(2018, 1, 1), end=None, kind=DateKind.PROJECT_PERIOD, weekday=1),),
    partners=(Partner(name="Town Library", country="LV"),),
    statements=(
        StatementFact(
            id="a.b.en", family="a", variant="b", language="en", match="near", similarity=0.9,
            deviations=(Deviation("changed", "from", "of", span("from")),),
            slots={"part/ner": "Union"}, slot_spans={"part/ner": span("Union")[0]}, spans=span("from the Union"),
        ),
    ),
    images=(ImageFact(kind="unknown", alt="Label", width_mm=10.5, spans=span("Label")),),
    links=(LinkFact(url="www.example.org", kind="other"),),
    figures=(Figure(kind="share", unit="minor", claimed=5, computed=9, tolerance=1, terms=("/amounts/0",), spans=span("EUR 176 680.75")),),
    gaps=(Gap("relative-date", "a date", "/dates", span("Value")), Gap("unread", "a page")),
)  # fmt: skip


@pytest.fixture(scope="module")
def instance() -> Instance:
    return build(FACTS, DOCUMENT)


@pytest.mark.parametrize("facts", [FACTS, Facts(document=DocumentFacts())], ids=["full", "empty"])
def test_facts_fit_the_published_schema(facts: Facts) -> None:
    errors = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema("facts")).iter_errors(build(facts, DOCUMENT).json)
    ]

    assert not errors


def test_indexed_pointers_lead_to_values_with_their_quotes(instance: Instance) -> None:
    assert instance.index
    for pointer, spans in instance.index.items():
        value = instance.at(pointer)
        assert value is not MISSING, pointer
        if isinstance(value, dict) and value.get("text"):
            assert value["text"] == TEXT[spans[0].start : spans[0].end]


@pytest.mark.parametrize(
    ("pointer", "wanted"),
    [
        ("/document/published", "2019-01-04"),
        ("/amounts/0/value", "176680.75"),
        ("/amounts/0/minor", 17668075),
        ("/amounts/0/kind", "total_cost"),
        ("/amounts/1/value", "1000"),
        ("/amounts/1/part_of", "/amounts/0"),
        ("/amounts/2/minor", None),
        ("/rates/0/of", "/amounts/1"),
        ("/rates/0/value", "0.85"),
        ("/dates/0/end", None),
        ("/figures/0/difference", -4),
        ("/figures/0/excess", -3),
        ("/figures/0/terms", ["/amounts/0"]),
        ("/statements/0/slots/part~1ner", "Union"),
        ("/images/0/location", {"zone": "table-cell", "block": 1, "line": 2, "table": 1, "row": 2, "column": 1}),
        ("/extraction/blocks", 3),
        ("/extraction/gaps/0/pointer", "/dates"),
        ("/extraction/gaps/1/pointer", ""),
        ("/funds/0/location", None),
        ("/funds/1", MISSING),
        ("/funds/x", MISSING),
        ("/nothing/0", MISSING),
    ],
)
def test_values(instance: Instance, pointer: str, wanted: object) -> None:
    assert instance.at(pointer) == wanted


@pytest.mark.parametrize(
    ("pointer", "wanted"),
    [
        ("/amounts/0/value", "/amounts/0"),
        ("/statements/0/slots/part~1ner", "/statements/0/slots/part~1ner"),
        ("/statements/0/deviations/0/found", "/statements/0/deviations/0"),
        ("/funds/0", None),
        ("/funds", None),
        ("", None),
    ],
)
def test_nearest_climbs_to_a_place(instance: Instance, pointer: str, wanted: str | None) -> None:
    assert instance.nearest(pointer) == wanted


@pytest.mark.parametrize("token", ["plain", "a/b", "~", "~1", "a~b/c"])
def test_escaped_tokens_come_back(token: str) -> None:
    assert tokens(f"/x/{escape(token)}") == ["x", token]
