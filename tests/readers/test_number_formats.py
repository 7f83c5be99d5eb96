from __future__ import annotations

import pytest

from grantdocs.readers.number_formats import displayed

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("1234.5", "#,##0.00", f"1{NB}234.50"),
        ("1234.5", "#,##0.00\\ [$€-426]", f"1{NB}234.50 €"),
        ("12", "[$EUR] #,##0", "EUR 12"),
        ("-1234.5", '#,##0.00 "EUR";[Red]-#,##0.00 "EUR"', f"-1{NB}234.50 EUR"),
        ("-5", "0;(0)", "(5)"),
        ("0", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-"),
        ("1234.5", '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', f"1{NB}234.50 €"),
        ("5", "000", "005"),
        ("5000", "0,000", f"5{NB}000"),
        ("5", "0,000", f"0{NB}005"),
        ("123456789", "#,##0", f"123{NB}456{NB}789"),
        ("0", "#", ""),
        ("0.5", ".00", "0.50"),
        ("2.5", "0", "3"),
        ("1.005", "0.00", "1.01"),
        ("-0.001", "0.00", "0.00"),
        ("1500000", '0.0,,"M"', "1.5M"),
        ("12345", "[>=1000]#,##0;0", f"12{NB}345"),
        ("3", ";;;", ""),
        ("1.25", "# ?/?", "1.25"),
        ("0.85", "0%", "85%"),
        ("0.8524", "0.00%", "85.24%"),
        ("0.30000000000000004", "", "0.3"),
        ("1234567", "General", "1234567"),
        ("0.1234567890123", "", "0.123456789"),
        ("2020", "@", "2020"),
    ],
)
def test_numbers(stored: str, code: str, text: str) -> None:
    assert displayed(stored, code) == text


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("44260", "dd.mm.yyyy", "2021-03-05"),
        ("44260.5", "dd/mm/yyyy h:mm", "2021-03-05 12:00"),
        ("44260", 'd"." mmmm yyyy', "2021-03-05"),
        ("44260", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2021-03-05"),
        ("44260", "mmmm yyyy", "2021-03"),
        ("44260", "yyyy", "2021"),
        ("44260", "yyyy\\-mm\\-dd;@", "2021-03-05"),
        ("0.5", "h:mm", "12:00"),
        ("0.5", "mm:ss", "12:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("9999999999", "yyyy-mm-dd", "9999999999"),
    ],
)
def test_days_are_iso(stored: str, code: str, text: str) -> None:
    assert displayed(stored, code) == text


@pytest.mark.parametrize("stored", ["", "text", "NaN", "Infinity", "1e400", "-1E30"])
def test_what_is_no_number_is_given_back(stored: str) -> None:
    assert displayed(stored, "#,##0.00") == stored


@pytest.mark.parametrize(
    "code", ["[", '"', "\\", "[$", "0" * 9999, ",,,,", "....", "#,", "E+0", ";" * 99, "_", "*", "[>]0", "0.00E+00"]
)
def test_odd_codes_do_no_harm(code: str) -> None:
    assert isinstance(displayed("1234.5", code), str)


def test_first_day_of_the_other_calendar() -> None:
    assert displayed("42798", "yyyy-mm-dd", from_1904=True) == "2021-03-05"
