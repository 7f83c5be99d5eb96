"""Names of organisations between sums."""

from __future__ import annotations

import pytest
from dates_texts import reading_of

from grantdocs.extractors import organisations


def names(text: str, language: str) -> list[str]:
    return [found.name for found in organisations.find(reading_of(text, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "de", "Gesamtkosten: EUR 62 285. Stiftung Uferlicht: EUR 41 776. Fachschule Talgrund: EUR 9 027.",
            ["Stiftung Uferlicht", "Fachschule Talgrund"], id="behind a full stop",
        ),
        pytest.param(
            "pl", "Koszt: EUR 131 993. Muzeum Nad Stawem – EUR 23 171. Fundacja Jasny Brzeg – EUR 8 405,50.",
            ["Muzeum Nad Stawem", "Fundacja Jasny Brzeg"], id="before a dash",
        ),
        pytest.param(
            "et", "Kogumaksumus on 120 698 EUR. Allika muuseum: 440 EUR. Saarepea kunstikool: 150 EUR.",
            ["Allika muuseum", "Saarepea kunstikool"], id="the currency behind",
        ),
        pytest.param("lv", "Projektā piedalās Upmalas 3. vidusskola un Kalnu muzejs.",
                     ["Upmalas 3. vidusskola", "Kalnu muzejs"], id="the number of a school is no sum"),
        pytest.param("en", "Together with the Riverside Foundation and EUR Library.",
                     ["Riverside Foundation", "EUR Library"], id="letters are no sum"),
    ],
)  # fmt: skip
def test_names_are_clear_of_sums(language: str, text: str, expected: list[str]) -> None:
    assert names(text, language) == expected
