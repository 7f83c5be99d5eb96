"""Official wordings and names are found in a PDF whatever hyphen ends a line within them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import grantdocs

sys.path.insert(0, str(Path(__file__).parent / "readers"))
from drawn_pdf import drawn, lines_at


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["The new path is", "Co-funded by the European Union"], id="no hyphen at a line end"),
        pytest.param(["The new path along the river is Co-", "funded by the European Union"], id="hyphen of the word"),
        pytest.param(["The new path is Co-fun-", "ded by the European Union"], id="hyphen of the line end"),
        pytest.param(["The new path is Co-funded by the Euro-", "pean Union"], id="hyphen in a name"),
    ],
)
def test_statement_over_a_line_end(lines: list[str]) -> None:
    facts = grantdocs.extract(grantdocs.read(drawn(lambda canvas: lines_at(canvas, 72, 100, lines))))
    assert [(found.family, str(found.match)) for found in facts.statements] == [("emblem-statement-2021", "exact")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Inter-", "reg V-A Latvia-Lithuania"),
        ("Interreg V-A Lat-", "via-Lithuania"),
        ("Interreg V-A Latvia-", "Lithuania"),
        ("Interreg V-A Latvia-Lithuania cross-", "border cooperation"),
    ],
)
def test_name_over_a_line_end(before: str, after: str) -> None:
    opening = "The project is co-funded by the European Regional Development Fund, within"
    lines = [opening, f"the {before}", f"{after} Programme 2014-2020. It has a budget of EUR 100 000."]
    facts = grantdocs.extract(grantdocs.read(drawn(lambda canvas: lines_at(canvas, 72, 100, lines))))
    assert [found.id for found in facts.programmes][:1] == ["interreg-latvia-lithuania-2014-2020"]
