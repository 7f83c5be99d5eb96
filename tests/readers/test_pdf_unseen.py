"""Words in the colour of the paper are no part of what a publication says; those on a coloured ground are."""

from __future__ import annotations

import pytest
from drawn_pdf import drawn, lines_at

from grantdocs.readers import read

SEEN = "The library opened in May."
WHITE = "Funded by nobody in particular."


def test_white_words_on_white_paper_are_left_out() -> None:
    document = read(drawn(lambda canvas: on_ground(canvas, None, "#ffffff")))
    assert document.text == SEEN
    assert [(gap.reason, gap.anchor and gap.anchor.page) for gap in document.gaps] == [("unseen-text", 1)]


def test_a_white_sheet_below_does_not_make_them_seen() -> None:
    assert read(drawn(lambda canvas: on_ground(canvas, "#ffffff", "#ffffff"))).text == SEEN


@pytest.mark.parametrize("ground", ["#003399", "#cccccc", "#000000"])
def test_white_words_on_a_coloured_ground_are_read(ground: str) -> None:
    document = read(drawn(lambda canvas: on_ground(canvas, ground, "#ffffff")))
    assert document.text.split("\n") == [SEEN, WHITE]
    assert not document.gaps


@pytest.mark.parametrize("colour", ["#000000", "#dddddd", "#ffff00"])
def test_words_in_other_colours_are_read(colour: str) -> None:
    document = read(drawn(lambda canvas: on_ground(canvas, None, colour)))
    assert document.text.split("\n") == [SEEN, WHITE]


def on_ground(canvas, ground: str | None, colour: str) -> None:
    from reportlab.lib.colors import HexColor

    if ground:
        canvas.setFillColor(HexColor(ground))
        canvas.rect(60, 600, 480, 150, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    lines_at(canvas, 72, 60, [SEEN])
    canvas.setFillColor(HexColor(colour))
    lines_at(canvas, 72, 150, [WHITE])
