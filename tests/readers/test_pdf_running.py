"""Lines at the edges of pages: each wording of a header or footer stands once, what else they say stays."""

from __future__ import annotations

import pytest
from drawn_pdf import drawn, lines_at

from grantdocs.model.document import Document, Zone
from grantdocs.readers import read

BODY = "The library of the parish lent {} books to its readers."
WORDS = ("nine", "many", "some", "few", "no", "new", "old", "fine", "thick")


def pages_with(*lines: str, top: int = 40) -> Document:
    """A page for each line, which stands at the same height of all of them."""

    def draw(canvas) -> None:
        for line, word in zip(lines, WORDS, strict=False):
            lines_at(canvas, 72, top, [line])
            lines_at(canvas, 72, 300, [BODY.format(word)])
            canvas.showPage()

    return read(drawn(draw))


def said(document: Document, *zones: Zone) -> list[str]:
    found = [document.quote(block.span) for block in document.blocks if block.zone in zones]
    return [text for text in found if not text.startswith("The library of")]


@pytest.mark.parametrize("top", [40, 810])
@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Cost EUR 5 000.00", "Cost EUR 7 250.50", "Cost EUR 9 100.00"], id="amounts"),
        pytest.param(["Cost EUR 5", "Cost EUR 6", "Cost EUR 7"], id="amounts that grow"),
        pytest.param(["€ 5", "€ 6", "€ 7"], id="signs of money"),
        pytest.param(["1 € in all", "2 € in all", "3 € in all"], id="as many as pages"),
        pytest.param(["1 250 books", "1 251 books", "1 252 books"], id="thousands"),
        pytest.param(["1 250,00", "2 350,00", "4 410,00"], id="cells"),
        pytest.param(["12.03.2024", "13.03.2024", "14.03.2024"], id="dates"),
        pytest.param(["On 1/4/2024 at noon", "On 2/4/2024 at noon", "On 3/4/2024 at noon"], id="slashes"),
        pytest.param(["Budget of 2021", "Budget of 2022", "Budget of 2023"], id="years"),
        pytest.param(["LLI-101", "LLI-102", "LLI-103"], id="codes"),
        pytest.param(["Opened at 10:15", "Opened at 10:16"], id="times"),
    ],
)  # fmt: skip
def test_other_numbers_stay(lines: list[str], top: int) -> None:
    document = pages_with(*lines, top=top)

    assert sorted(said(document, *Zone)) == sorted(lines)
    assert not said(document, Zone.HEADER, Zone.FOOTER)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Town news, page 1", "Town news, page 2", "Town news, page 3"], ["Town news, page 1"]),
        (["Page 1 of 2", "Page 2 of 2"], ["Page 1 of 2"]),
        (["Report 2023 14", "Report 2023 15", "Report 2023 16"], ["Report 2023 14"]),
        (["No. 5, 12.03.2024 | 7", "No. 5, 12.03.2024 | 8", "No. 5, 12.03.2024 | 9"], ["No. 5, 12.03.2024 | 7"]),
        (["Page 1 of 2", "Page 2 of 2", "Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], ["Page 1 of 2", "Page 1 of 3"]),
        (["Part 1", "Part 1", "Part 4", "Part 4"], ["Part 1", "Part 4"]),
        (["12.03.2024"] * 3, ["12.03.2024"]),
        (["EUR 5 000"] * 3, ["EUR 5 000"]),
        (["1", "2", "3"], []),
        (["– 14 –", "– 15 –"], []),
        (["1/3", "2/3", "3/3"], []),
        (["1", "2", "1", "2", "3"], []),
        (["* * *"] * 3, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("top", "zone"), [(40, Zone.HEADER), (810, Zone.FOOTER)])
def test_each_wording_stands_once(lines: list[str], expected: list[str], top: int, zone: Zone) -> None:
    document = pages_with(*lines, top=top)

    assert said(document, *Zone) == expected
    assert said(document, zone) == expected
