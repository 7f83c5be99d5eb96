"""What may have been meant: one slip that explains why amounts disagree, and no guess where several or none do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from dates_texts import reading_of

import grantdocs
from grantdocs.extractors import figures
from grantdocs.model.facts import Amount, AmountKind, Figure, Partner, Rate, Scope, Suggestion

TOTAL, UNION, OWN = AmountKind.TOTAL_COST, AmountKind.UNION_CONTRIBUTION, AmountKind.OWN_CONTRIBUTION
STATE = AmountKind.NATIONAL_CONTRIBUTION


def derived(*amounts: Amount, rates: tuple[Rate, ...] = (), partners: tuple[Partner, ...] = ()) -> tuple[Figure, ...]:
    reading = reading_of("A text.", "en")
    return figures.derive(reading, None, amounts=amounts, rates=rates, dates=(), partners=partners, awards=())


def amount(value: str, kind: AmountKind, party: str | None = None) -> Amount:
    scope = Scope.PARTNER if party else Scope.PROJECT
    return Amount(value=Decimal(value), currency="EUR", kind=kind, scope=scope, party=party)


def suggestions(kind: str, found: tuple[Figure, ...]) -> list[tuple[str, str, str]]:
    listed: tuple[Suggestion, ...] = next(figure.suggestions for figure in found if figure.kind == kind)
    return [(each.pointer, each.slip, str(each.value)) for each in listed]


@pytest.mark.parametrize(
    ("total", "union", "own", "meant"),
    [
        pytest.param("812345.67", "690493.81", "121861.86", ("/amounts/2", "digit", "121851.86"), id="one digit"),
        pytest.param("812435.67", "690493.81", "121851.86", ("/amounts/0", "swapped", "812345.67"), id="swapped"),
        pytest.param("812345.67", "690493.81", "1211851.86", ("/amounts/2", "doubled", "121851.86"), id="doubled"),
        pytest.param("812345.67", "69493.81", "121851.86", ("/amounts/1", "dropped", "690493.81"), id="dropped"),
        pytest.param("812345.67", "690493.81", "1218518.6", ("/amounts/2", "separator", "121851.86"), id="separator"),
    ],
)
def test_one_slip_explains_the_difference(total: str, union: str, own: str, meant: tuple[str, str, str]) -> None:
    found = derived(amount(total, TOTAL), amount(union, UNION), amount(own, OWN), amount("0.00", STATE), rates=RATES)

    assert meant in suggestions("sum", found)


RATES = (Rate(value=Decimal("0.85"), kind="union_contribution", of=1),)


def test_what_the_rate_supports_comes_alone() -> None:
    found = derived(amount("34154", TOTAL), amount("29034.30", UNION), amount("5123.70", STATE), rates=RATES)

    assert suggestions("sum", found) == [("/amounts/0", "digit", "34158.00")]


def test_a_part_above_the_whole_tells_it_too() -> None:
    found = derived(amount("196284.00", TOTAL), amount("166841.40", UNION), amount("294442.60", STATE))

    assert suggestions("part", tuple(f for f in found if f.excess)) == [("/amounts/2", "doubled", "29442.60")]


@pytest.mark.parametrize(
    ("amounts", "why"),
    [
        ([("1000.00", TOTAL), ("850.00", UNION), ("150.00", OWN)], "nothing is wrong"),
        ([("100000.00", TOTAL), ("85123.45", UNION), ("15777.66", OWN)], "no single slip explains it"),
        ([("100", TOTAL), ("85", UNION), ("16", OWN)], "two figures of two digits"),
    ],
)
def test_no_guess(amounts: list[tuple[str, AmountKind]], why: str) -> None:
    assert all(not figure.suggestions for figure in derived(*(amount(*each) for each in amounts))), why


def test_a_partner_of_several() -> None:
    names = ("Alpha", "Beta", "Gamma")
    parts = [
        amount(value, TOTAL, name) for value, name in zip(("61200.00", "50410.00", "38100.00"), names, strict=True)
    ]
    found = derived(amount("149440.00", TOTAL), *parts, partners=tuple(Partner(name=name) for name in names))

    assert ("/amounts/2", "swapped", "50140.00") in suggestions("partner_sum", found)


def test_partners_need_not_all_be_named() -> None:
    partners = tuple(Partner(name=name) for name in ("Alpha", "Beta", "Gamma"))
    found = derived(
        amount("149440.00", TOTAL),
        amount("61200.00", TOTAL, "Alpha"),
        amount("50140.00", TOTAL, "Beta"),
        partners=partners,
    )

    assert not [figure for figure in found if figure.kind == "partner_sum"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Possibly 34,158.00 EUR was meant where “EUR 34 154”"), ("lv", "Iespējams, “EUR 34 154” vietā domāts")],
)
def test_message_offers_it(language: str, words: str) -> None:
    text = (
        "Project “Health for all”, No 9.2.4.2/16/I/999, is co-financed by the European Social Fund.\n"
        "Total cost of the project: EUR 34 154. European Social Fund contribution: EUR 29 034.30 (85 %). "
        "State budget: EUR 5 123.70."
    )
    report = grantdocs.check(text.encode(), language=language)
    (finding,) = (each for each in report.findings if each.rule == "figures/sum-of-parts")

    assert words in finding.message.replace("\N{NO-BREAK SPACE}", " ")
    assert finding.arguments["variant"] == "suggested"
