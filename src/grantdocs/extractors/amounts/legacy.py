"""Currencies that the euro replaced, at the rates that Regulation (EC) No 2866/98 fixed for good."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

__all__ = ["is_same_sum"]

_PER_EURO = {
    "ATS": Decimal("13.7603"),
    "BEF": Decimal("40.3399"),
    "BGN": Decimal("1.95583"),
    "CYP": Decimal("0.585274"),
    "DEM": Decimal("1.95583"),
    "EEK": Decimal("15.6466"),
    "ESP": Decimal("166.386"),
    "FIM": Decimal("5.94573"),
    "FRF": Decimal("6.55957"),
    "GRD": Decimal("340.750"),
    "HRK": Decimal("7.53450"),
    "IEP": Decimal("0.787564"),
    "ITL": Decimal("1936.27"),
    "LTL": Decimal("3.45280"),
    "LUF": Decimal("40.3399"),
    "LVL": Decimal("0.702804"),
    "MTL": Decimal("0.429300"),
    "NLG": Decimal("2.20371"),
    "PTE": Decimal("200.482"),
    "SIT": Decimal("239.640"),
    "SKK": Decimal("30.1260"),
}
_CENT = Decimal("0.01")
_ROUNDED = Decimal("0.001")
"""How far two amounts may lie apart where one of them is rounded, as a share."""


def is_same_sum(value: Decimal, currency: str | None, other: Decimal, other_currency: str | None) -> bool:
    """Whether one amount is the other at the fixed rate, once in euro and once in what the euro replaced."""
    if other_currency != "EUR":
        value, currency, other, other_currency = other, other_currency, value, currency
    rate = _PER_EURO.get(currency or "")
    if rate is None or other_currency != "EUR":
        return False
    euro = (value / rate).quantize(_CENT, ROUND_HALF_UP)
    return abs(euro - other) <= max(_CENT, _ROUNDED * other)
