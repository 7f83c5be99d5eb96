"""Value added tax among figures: what is compared with what."""

from __future__ import annotations

import pytest

import grantdocs
from grantdocs.model.facts import Figure

INTRO = "The project No LLI-111 is co-financed by the Interreg V-A Latvia-Lithuania Programme 2014-2020.\n"


def figures(text: str) -> list[Figure]:
    kinds = {"sum", "share", "ceiling", "part"}
    document = grantdocs.read((INTRO + text).encode(), name="page.txt")
    return [figure for figure in grantdocs.extract(document).figures if figure.kind in kinds]


@pytest.mark.parametrize(
    ("text", "excess"),
    [
        ("Total cost without VAT is EUR 100,000.00, VAT EUR 21,000.00, total cost with VAT EUR 121,000.00.", 0),
        ("Total cost without VAT is EUR 100,000.00, VAT EUR 21,000.00, total cost with VAT EUR 122,000.00.", 100_000),
        ("The purchase is EUR 3,369 without VAT, VAT EUR 707, EUR 4,076 including VAT in total.", 0),
    ],
)
def test_net_and_tax_make_gross(text: str, excess: int) -> None:
    assert [figure.excess for figure in figures(text) if figure.kind == "sum"] == [excess]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Total cost: EUR 121,000.00 including VAT. ERDF contribution: EUR 85,000.00 without VAT, own contribution: "
            "EUR 15,000.00 without VAT.",
            id="parts without it are not parts of a whole with it",
        ),
        pytest.param(
            "Total cost: EUR 121,000.00 including VAT. ERDF contribution: EUR 85,000.00 (85%).",
            id="a share of the cost without it",
        ),
        pytest.param(
            "Total cost: EUR 105,000.00. ERDF contribution: EUR 85,000.00, own contribution: EUR 15,000.00. "
            "VAT: EUR 5,000.00.",
            id="the tax is the part that is missing",
        ),
        pytest.param(
            "Total cost: EUR 100,000.00 without VAT. ERDF contribution: EUR 102,850.00.",
            id="a contribution to the cost with it",
        ),
    ],
)
def test_other_base_is_no_contradiction(text: str) -> None:
    assert [figure for figure in figures(text) if figure.excess] == []
