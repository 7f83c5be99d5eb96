"""Relations between facts: what is computed, with which tolerance, and when nothing is said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantdocs.catalogue.programmes import Ceiling, Programme, programme
from grantdocs.extractors.figures import money as money_figures
from grantdocs.extractors.figures import notations, partner_sums
from grantdocs.extractors.figures import time as time_figures
from grantdocs.languages import lexicon
from grantdocs.model.facts import Amount, AmountKind, DateFact, DateKind, Figure, Partner, Rate, Scope

TOTAL, ELIGIBLE, UNION = AmountKind.TOTAL_COST, AmountKind.ELIGIBLE_COST, AmountKind.UNION_CONTRIBUTION
STATE, OWN = AmountKind.NATIONAL_CONTRIBUTION, AmountKind.OWN_CONTRIBUTION
LATLIT = programme("interreg-latvia-lithuania-2014-2020")
ERASMUS = programme("erasmus-plus-2021-2027")


def amount(value: str, kind: AmountKind, party: str | None = None, **more: object) -> Amount:
    scope = Scope.PARTNER if party else Scope.PROJECT
    return Amount(value=Decimal(value), currency="EUR", kind=kind, scope=scope, party=party, **more)


def money(
    *amounts: Amount, rates: tuple[Rate, ...] = (), profile=None, actions=(), partners: int = 1
) -> dict[str, Figure]:
    return {f.kind: f for f in money_figures.derive(amounts, rates, profile, actions, partners)}


@pytest.mark.parametrize(
    ("amounts", "excess"),
    [
        pytest.param([("15000", TOTAL), ("15000", UNION), ("0", OWN)], 0, id="nothing of one's own"),
        pytest.param([("34154", TOTAL), ("29034.30", UNION), ("5123.70", STATE)], -250, id="typing error in the total"),
        pytest.param(
            [("858618.29", ELIGIBLE), ("729825.54", UNION), ("32198.19", STATE), ("96594.56", OWN)], 0, id="exact"
        ),
        pytest.param([("200732", TOTAL), ("170622", UNION), ("30110", OWN)], 0, id="whole euros"),
        pytest.param([("100.00", TOTAL), ("85.00", UNION), ("15.01", OWN)], -1, id="one cent too much"),
    ],
)
def test_parts_add_up(amounts: list[tuple[str, AmountKind]], excess: int) -> None:
    assert money(*(amount(value, kind) for value, kind in amounts))["sum"].excess == excess


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param([("100.00", TOTAL), ("85.00", UNION)], id="own part not mentioned"),
        pytest.param([("100.00", TOTAL), ("85.00", UNION), ("5.00", STATE)], id="a part may be missing"),
        pytest.param([("85.00", UNION), ("15.00", OWN)], id="no total"),
    ],
)
def test_no_sum_is_claimed(amounts: list[tuple[str, AmountKind]]) -> None:
    assert "sum" not in money(*(amount(value, kind) for value, kind in amounts))


def test_hedged_amounts_bind_nothing() -> None:
    figures = money(amount("100", TOTAL, hedge="about"), amount("85", UNION), amount("30", OWN), profile=LATLIT)

    assert figures.keys() <= {"part"}


@pytest.mark.parametrize(
    ("total", "union", "partners", "excess"),
    [
        pytest.param("176680.75", "150178.64", 3, 0, id="to the cent"),
        pytest.param("851016.93", "723364.38", 3, 0, id="the system rounds each partner down"),
        pytest.param("768108.70", "652892.38", 1, 0, id="two partners, one of them named"),
        pytest.param("768108.70", "652892.38", 0, 0, id="no partner named"),
        pytest.param("177839.95", "151163.96", 1, 0, id="publication rounds half up"),
        pytest.param("768108.70", "652892.28", 1, 0, id="twelve cents too little: partners need not all be named"),
        pytest.param("768108.70", "652892.26", 1, -2, id="more too little than partners explain"),
        pytest.param("768108.70", "652892.26", 14, 0, id="fourteen cents too little are right for as many partners"),
        pytest.param("768108.70", "652892.43", 1, 1, id="nothing rounds up by more than two partners"),
        pytest.param("768108.70", "652892.83", 1, 41, id="digits changed places"),
        pytest.param("100000.00", "85010.00", 1, 998, id="ten euros too much"),
    ],
)
def test_share_of_the_programme_rate(total: str, union: str, partners: int, excess: int) -> None:
    assert (
        money(amount(total, TOTAL), amount(union, UNION), profile=LATLIT, partners=partners)["share"].excess == excess
    )


def test_share_below_the_rate_is_the_projects_own_choice() -> None:
    figures = money(amount("100000.00", TOTAL), amount("56570.00", UNION), profile=LATLIT)

    assert "share" not in figures
    assert figures["ceiling"].excess == 0


def test_stated_rate_without_decimals_is_read_as_rounded() -> None:
    rates = (Rate(value=Decimal("0.85"), kind="union_contribution", of=1),)

    assert money(amount("1000.00", TOTAL), amount("853.00", UNION), rates=rates)["share"].excess == 0
    assert money(amount("9000.00", TOTAL), amount("7665.00", UNION), rates=rates, profile=LATLIT)["share"].excess == 0
    assert money(amount("1000.00", TOTAL), amount("900.00", UNION), rates=rates)["share"].excess > 0


def test_stated_rate_of_the_programme_is_meant_to_the_cent() -> None:
    rates = (Rate(value=Decimal("0.85"), kind="union_contribution", of=1),)
    near = money(amount("857135.40", TOTAL), amount("728556.06", UNION), rates=rates, profile=LATLIT)["share"]

    assert near.excess == -903 + 12


def test_union_money_above_the_ceiling() -> None:
    assert money(amount("100000.00", TOTAL), amount("90000.00", UNION), profile=LATLIT)["ceiling"].excess == 499_998


def of_actions(*ceilings: tuple[str, str | None]) -> Programme:
    return replace(LATLIT, rates=tuple(Ceiling(Decimal(rate), None, action, "a test") for rate, action in ceilings))


@pytest.mark.parametrize(
    ("ceilings", "actions", "excess"),
    [
        pytest.param([("0.85", None), ("1", "SPF")], (), 0, id="action unknown: the highest may bind"),
        pytest.param([("0.85", None), ("1", "SPF")], ("SPF",), 0, id="that of its own action"),
        pytest.param([("0.85", None), ("1", "SPF")], ("OTHER",), 499_998, id="not that of another action"),
        pytest.param([("0.5", "SME"), ("1", "SPF")], ("SME",), 3_999_998, id="the lower one of its own action"),
    ],
)
def test_ceiling_of_one_action_judges_no_other(
    ceilings: list[tuple[str, str | None]], actions: tuple[str, ...], excess: int
) -> None:
    programme = of_actions(*ceilings)
    found = money(amount("100000.00", TOTAL), amount("90000.00", UNION), profile=programme, actions=actions)

    assert found["ceiling"].excess == excess


@pytest.mark.parametrize(
    ("budgets", "countries", "excess"),
    [
        pytest.param(["60.00", "40.00"], [None, None], [0], id="all partners"),
        pytest.param(["60.00", "41.00"], [None, None], [-100], id="too much"),
        pytest.param(["60.00", "37.00"], [None, None], [300], id="a little too little"),
        pytest.param(["40.00", "20.00"], [None, None], [], id="a partner may be missing"),
        pytest.param(["60.00", "37.00"], [None, "BY"], [], id="the rest went with a suspended partner"),
        pytest.param(["60.00"], [None], [], id="one partner is no list"),
    ],
)
def test_partners_add_up(budgets: list[str], countries: list[str | None], excess: list[int]) -> None:
    amounts = [amount(budget, TOTAL, f"Town {n}") for n, budget in enumerate(budgets)]
    partners = tuple(Partner(name=f"Town {n}", country=country) for n, country in enumerate(countries))
    found = partner_sums.derive((amount("100.00", TOTAL), *amounts), partners)

    assert [figure.excess for figure in found] == excess


def test_partner_above_the_project() -> None:
    figures = money_figures.derive((amount("100.00", TOTAL), amount("120.00", TOTAL, "A")), (), None, (), 1)

    assert [f.excess for f in figures if f.kind == "part"] == [2000]


def test_a_partners_own_share_is_rounded_once() -> None:
    figures = [money(amount("100.00", TOTAL, "A"), amount(u, UNION, "A"), profile=LATLIT) for u in ("84.99", "84.98")]

    assert [figure["share"].excess for figure in figures] == [0, -1]


def test_share_of_a_total_may_be_one_of_its_eligible_part() -> None:
    rates = (Rate(value=Decimal("0.85"), kind="union_contribution", of=1),)
    assert "share" not in money(amount("1000.00", TOTAL), amount("765.00", UNION), rates=rates)
    assert money(amount("1000.00", ELIGIBLE), amount("765.00", UNION), rates=rates)["share"].excess < 0
    assert money(amount("1000.00", TOTAL), amount("765.00", UNION), rates=rates, profile=LATLIT)["share"].excess < 0


def test_partner_share_is_not_the_projects() -> None:
    figures = money(amount("200.00", TOTAL), amount("85.00", UNION, "A"), amount("100.00", TOTAL, "A"), profile=LATLIT)

    assert figures["ceiling"].terms == ("/amounts/1", "/amounts/2")


@pytest.mark.parametrize(("total", "excess"), [("60000", 0), ("30000", 0), ("15000", -1_500_000), ("61000", 100_000)])
def test_lump_sum_of_the_action(total: str, excess: int) -> None:
    assert money(amount(total, TOTAL), profile=ERASMUS, actions=("KA210",))["lump_sum"].excess == excess


@pytest.mark.parametrize(
    ("total", "grant", "excess"), [("75000", "60000", 0), ("60000", "48000", 0), ("75000", "59000", 1)]
)
def test_what_the_project_costs_beside_its_lump_sum_is_no_lump_sum(total: str, grant: str, excess: int) -> None:
    found = money(amount(total, TOTAL), amount(grant, UNION), profile=ERASMUS, actions=("KA210",))

    assert bool(found["lump_sum"].excess) == bool(excess)


def test_the_first_call_of_cooperation_partnerships_paid_no_lump_sums() -> None:
    assert money(amount("187320", UNION), profile=ERASMUS, actions=("KA220",))["lump_sum"].excess
    assert "lump_sum" not in money(amount("187320", UNION), profile=ERASMUS, actions=("KA220-2021",))


def test_two_actions_leave_the_lump_sum_open() -> None:
    assert "lump_sum" not in money(amount("15000", TOTAL), profile=ERASMUS, actions=("KA210", "KA220"))


@given(st.lists(st.decimals("0.01", "9999999", places=2), min_size=2, max_size=3))
def test_exact_parts_never_fail(parts: list[Decimal]) -> None:
    kinds = (UNION, OWN, STATE)
    figures = money(amount(str(sum(parts)), TOTAL), *(amount(str(p), k) for p, k in zip(parts, kinds, strict=False)))

    assert figures["sum"].excess == 0
    assert figures["part"].excess == 0


def days(*dates: DateFact, profile=None, actions=()) -> dict[str, Figure]:
    return {f.kind: f for f in time_figures.derive(dates, profile, actions)}


def period(start: str, end: str, **more: object) -> DateFact:
    return DateFact(
        start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), kind=DateKind.PROJECT_PERIOD, **more
    )


@pytest.mark.parametrize(
    ("start", "end", "excess"),
    [
        ("2023-01-01", "2025-01-01", 1),
        ("2023-01-01", "2024-12-31", 0),
        ("2024-02-29", "2026-02-27", 0),
        ("2023-01-01", "2023-05-31", -30),
    ],
)
def test_length_of_a_small_scale_partnership(start: str, end: str, excess: int) -> None:
    assert days(period(start, end), profile=ERASMUS, actions=("KA210",))["limit"].excess == excess


@pytest.mark.parametrize(
    ("start", "end", "months", "excess"),
    [
        ("2018-03-01", "2020-02-29", 24, 0),
        ("2018-03-01", "2020-03-01", 24, 0),
        ("2022-04-22", "2023-10-19", 18, 0),
        ("2018-03-01", "2020-02-29", 18, -5),
    ],
)
def test_stated_months(start: str, end: str, months: int, excess: int) -> None:
    assert days(period(start, end, duration_months=months))["duration"].excess == excess


def test_start_after_end() -> None:
    start = DateFact(start=dt.date(2020, 5, 1), end=dt.date(2020, 5, 1), kind=DateKind.PROJECT_START)
    end = DateFact(start=dt.date(2019, 5, 1), end=dt.date(2019, 5, 1), kind=DateKind.PROJECT_END)

    assert days(start, end)["order"].excess == 366


@pytest.mark.parametrize(("end", "excess"), [("2023-12-31", 0), ("2024-01-31", 31)])
def test_within_the_eligible_time(end: str, excess: int) -> None:
    assert days(period("2018-03-01", end), profile=LATLIT)["period"].excess == excess


@pytest.mark.parametrize(("weekday", "excess"), [(4, 0), (3, -1)])
def test_weekday_beside_a_date(weekday: int, excess: int) -> None:
    day = dt.date(2019, 5, 16)

    assert days(DateFact(start=day, end=day, weekday=weekday))["weekday"].excess == excess


@pytest.mark.parametrize(
    ("written", "language", "found"),
    [
        (["decimal-comma group-space", "decimal-comma"], "lv", [(0, "")]),
        (["decimal-comma group-space", "decimal-point group-space"], "lv", [(1, "")]),
        (["integer", "integer"], "lv", []),
        (["decimal-comma"], "lv", []),
        (["decimal-comma group-point", "decimal-comma group-space"], "pt", [(1, "groups")]),
        (["group-point", "decimal-comma group-point"], "pt", [(0, "")]),
        (["decimal-point group-comma"], "lt", [(1, "foreign")]),
        (["decimal-point group-comma"], "en", []),
        (["decimal-point", "decimal-point"], "lt", [(0, "")]),
    ],
)
def test_one_notation(written: list[str], language: str, found: list[tuple[int, str]]) -> None:
    amounts = tuple(amount("1.00", TOTAL, notation=notation) for notation in written)

    assert [(f.excess, f.variant) for f in notations.derive(amounts, lexicon((language,)))] == found


@pytest.mark.parametrize(("kind", "precision"), [(DateKind.PROJECT_START, "day"), (DateKind.PROJECT_PERIOD, "year")])
def test_duration_beside_a_start_or_bare_years_is_not_compared(kind: DateKind, precision: str) -> None:
    start = dt.date(2023, 1, 1)
    end = start if kind is DateKind.PROJECT_START else dt.date(2026, 12, 31)
    date = DateFact(start=start, end=end, precision=precision, kind=kind, duration_months=36)

    assert "duration" not in days(date)
