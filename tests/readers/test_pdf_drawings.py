"""Shapes may be the emblem: that they were not understood is said, and rules and frames are not taken for them."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

import pytest
from drawn_pdf import A4, drawn, lines_at

from grantdocs.model.document import Gap
from grantdocs.readers import Limits, read


def star(canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    points = [
        (x + r * sin(i * pi / 5), y + r * cos(i * pi / 5)) for i in range(10) for r in [(size, 0.4 * size)[i % 2]]
    ]
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def flag(canvas) -> None:
    canvas.setFillColorRGB(0, 0.2, 0.6)
    canvas.rect(72, 600, 90, 60, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 0.8, 0)
    for number in range(12):
        star(canvas, 117 + 20 * sin(number * pi / 6), 630 + 20 * cos(number * pi / 6), 3.3)


def flag_in_a_form(canvas) -> None:
    canvas.beginForm("flag")
    flag(canvas)
    canvas.endForm()
    canvas.doForm("flag")


def shading(canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.circle(150, 500, 40)
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(100, 450, 200, 550, ("#003399", "#ffcc00"))
    canvas.restoreState()


def coloured_panel(canvas) -> None:
    canvas.setFillColorRGB(0.8, 0.9, 1)
    canvas.roundRect(60, A4[1] - 140, 400, 80, 12, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def table(canvas) -> None:
    for number in range(5):
        canvas.line(60, 500 + 20 * number, 300, 500 + 20 * number)
        canvas.line(60 + 60 * number, 500, 60 + 60 * number, 580)
    canvas.setFillColorRGB(0.9, 0.9, 0.9)
    canvas.rect(60, 560, 240, 20, stroke=0, fill=1)


def bullets(canvas) -> None:
    for number in range(14):
        canvas.circle(65, 700 - 14 * number, 2, stroke=0, fill=1)


def circles(canvas) -> None:
    canvas.circle(300, 300, 50, stroke=1, fill=0)


def white_shape(canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.circle(300, 300, 50, stroke=0, fill=1)


def gaps(draw: Callable, limits: Limits | None = None) -> list[Gap]:
    def page(canvas) -> None:
        lines_at(canvas, 72, 700, ["first page with words enough to be read"])
        canvas.showPage()
        draw(canvas)
        canvas.setFillColorRGB(0, 0, 0)
        lines_at(canvas, 72, 100, ["text on the second page, which is long enough"])

    found = read(drawn(page), limits=limits).gaps
    return [gap for gap in found if gap.reason == "drawing-not-understood"]


@pytest.mark.parametrize("draw", [flag, flag_in_a_form, shading, lambda canvas: star(canvas, 200, 500, 30)])
def test_shapes_are_a_gap(draw: Callable) -> None:
    (gap,) = gaps(draw)
    assert gap.pointer == "/images"
    assert gap.anchor is not None
    assert gap.anchor.page == 2


@pytest.mark.parametrize("draw", [coloured_panel, table, bullets, circles, white_shape, lambda canvas: None])
def test_what_is_no_drawing(draw: Callable) -> None:
    assert gaps(draw) == []


def test_so_many_lines_are_a_drawing() -> None:
    assert len(gaps(table, Limits(max_vectors=5))) == 1


def grid_beside_text(canvas) -> None:
    table(canvas)
    lines_at(canvas, 320, 300, ["beside the grid"])


def text_in_one_column_of_a_grid(canvas) -> None:
    table(canvas)
    for number in range(4):
        lines_at(canvas, 64, A4[1] - 505 - 20 * number, ["one"])


@pytest.mark.parametrize("draw", [grid_beside_text, text_in_one_column_of_a_grid, coloured_panel, flag])
def test_only_grids_around_words_are_looked_at_as_tables(draw: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    monkeypatch.setattr(pdfplumber, "open", lambda *_args, **_options: pytest.fail("was opened"))
    assert "\t" not in read(drawn(draw)).text
