"""Drawings as pictures: metafiles of Windows, SVG of every way of writing it, and what would do harm."""

from __future__ import annotations

import gzip
import io
import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")
pytest.importorskip("resvg_py")
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

from emblem_metafiles import METAFILES, emf, wmf
from emblem_pictures import star

import grantdocs
from grantdocs.extractors.emblem.decoding import pixels
from grantdocs.extractors.emblem.finding import find_emblems
from grantdocs.extractors.emblem.metafiles import as_svg


@pytest.mark.parametrize("form", METAFILES)
@pytest.mark.parametrize("packed", [False, True])
def test_emblems_of_metafiles_are_found(form: str, packed: bool) -> None:
    data = METAFILES[form]()

    shown = pixels(gzip.compress(data) if packed else data)

    assert shown is not None
    (found,) = find_emblems(shown)
    assert (found.field, found.mono) == ((0, 51, 153), False)
    assert abs(found.height / shown.shape[0] - 1) < 0.01


@pytest.mark.parametrize("data", [emf(11), emf(13), wmf(10), emf(0), wmf(0)])
def test_other_numbers_of_stars_are_none(data: bytes) -> None:
    shown = pixels(data)

    assert shown is not None
    assert find_emblems(shown) == ()


@pytest.mark.parametrize("form", METAFILES)
def test_damaged_metafiles_are_drawn_in_part_or_not_at_all(form: str) -> None:
    rng = random.Random(form)
    whole = METAFILES[form]()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(20):
            data[rng.randrange(8, len(data))] = rng.randrange(256)
        as_svg(bytes(data[: rng.randrange(44, len(data))]))
    assert as_svg(whole[:60]) is None


def test_an_emf_of_a_document_is_seen_in_its_size() -> None:
    document = docx_with(emf(), "emf", 36, 24)

    (image,) = grantdocs.extract(document).images

    assert image.kind == "eu_emblem"
    assert image.emblem is not None
    assert (image.emblem.width_mm, image.emblem.height_mm) == (36.0, 24.0)


def test_a_metafile_that_is_not_understood_leaves_the_emblem_open() -> None:
    report = grantdocs.check(
        docx_with(emf()[:120], "emf", 36, 24), assume={"programmes": ["erasmus-plus-2021-2027"], "is_project": True}
    )

    verdicts = {finding.rule: finding.verdict.name.lower() for finding in report.findings}
    assert verdicts["eu-mga-2021/emblem"].replace("_", "-") == "cannot-tell"


def docx_with(picture: bytes, kind: str, width: float, height: float) -> bytes:
    """A document with a picture that python-docx itself would not take."""
    import zipfile

    from docx import Document
    from docx.shared import Mm
    from emblem_pictures import emblem

    document = Document()
    document.add_paragraph("The library opened its reading room in a project of the European Union.")
    stream, stand_in = io.BytesIO(), io.BytesIO()
    emblem(40).save(stand_in, "PNG")
    document.add_picture(stand_in, Mm(width), Mm(height))
    document.save(stream)
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/media/image1.png":
                new.writestr(f"word/media/image1.{kind}", picture)
                continue
            if part == "[Content_Types].xml":
                data = data.replace(
                    b'Extension="png" ContentType="image/png"',
                    f'Extension="{kind}" ContentType="image/x-{kind}"'.encode(),
                )
            new.writestr(part, data.replace(b"image1.png", f"image1.{kind}".encode()))
    return changed.getvalue()


POINTS = " ".join(f"{x:.2f},{y:.2f}" for x, y in star((0, 0), 30))
STAR = (
    "m"
    + " ".join(
        f"{b[0] - a[0]:.2f} {b[1] - a[1]:.2f}"
        for a, b in zip([(0.0, 0.0), *star((0, 0), 30)], star((0, 0), 30), strict=False)
    )
    + "z"
)
FIELD = '<path fill="#039" d="M0 0h810v540H0z"/>'


def ring(one: str) -> str:
    """`one` at each of the twelve places, X and Y standing for it."""
    from math import cos, pi, sin

    places = [(405 + 180 * sin(number * pi / 6), 270 - 180 * cos(number * pi / 6)) for number in range(12)]
    return "".join(one.replace("X", f"{x:.2f}").replace("Y", f"{y:.2f}") for x, y in places)


POLYGON = f'<polygon id="s" points="{POINTS}"/>'
MOVED = ring(f'<polygon transform="translate(X,Y)" points="{POINTS}"/>')
STEPS = ring(f'<path transform="translate(X Y)" d="{STAR}"/>')
SYMBOLS = ring('<use href="#s" x="X" y="Y"/>')
USES = ring('<use href="#two" transform="matrix(1 0 0 1 X Y)"/>')
STOPS = '<stop offset="0" stop-color="#039"/><stop offset="1" stop-color="#0a3a98"/>'
GRADIENT = f'<defs><linearGradient id="g" x1="0" x2="0" y1="0" y2="1">{STOPS}</linearGradient></defs>'

WRITTEN = {
    "steps from a place": f'{FIELD}<g fill="#fc0">{STEPS}</g>',
    "uses of a symbol": f'<symbol id="s" overflow="visible">{POLYGON}</symbol>{FIELD}<g fill="#fc0">{SYMBOLS}</g>',
    "uses of uses": f'<defs>{POLYGON}<g id="two"><use href="#s"/></g></defs>{FIELD}<g fill="#fc0">{USES}</g>',
    "a sprite": f'<symbol id="eu" viewBox="0 0 810 540">{FIELD}<g fill="#fc0">{MOVED}</g></symbol><use href="#eu"/>',
    "classes of a style": "<style>.f{fill:#039} .s{fill:#fc0}</style>"
    f"""{FIELD.replace('fill="#039"', 'class="f"')}<g class="s">{MOVED}</g>""",
    "a gradient as field": f'{GRADIENT}{FIELD.replace("#039", "url(#g)")}<g fill="#fc0">{MOVED}</g>',
    "turned upside down": '<g transform="matrix(1.3333 0 0 -1.3333 0 540)"><path fill="#039" d="M0 0h607.5v405H0z"/>'
    f'<g fill="#fc0" transform="matrix(.75 0 0 -.75 0 405)">{STEPS}</g></g>',
    "cut by a clip": '<clipPath id="c"><path d="M0 0h810v540H0z"/></clipPath><g clip-path="url(#c)">'
    f'<path fill="#039" d="M-99-99h1200v900H-99z"/><g fill="#fc0">{MOVED}</g></g>',
}


@pytest.mark.parametrize("way", WRITTEN)
def test_every_way_to_write_a_drawing(way: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 810 540">{WRITTEN[way]}</svg>'

    shown = pixels(drawing.encode())

    assert shown is not None
    assert [one.mono for one in find_emblems(shown)] == [False]


@pytest.mark.parametrize(
    ("inner", "view"),
    [
        ('<path stroke="#039" d="M0 0 L1000000000 333333333 L-1000000000 5 Z"/>', "0 0 900 600"),
        ('<path stroke="#039" d="M0 0 l1e9 3e8 -2e9 5z"/>', "0 0 900 600"),
        (f'<path d="M0 0 {"l100000 0 " * 50}"/>', "0 0 900 600"),
        ('<g transform="scale(1e5)"><g transform="scale(1e5)"><path d="M0 0h9v9z"/></g></g>', "0 0 900 600"),
        ('<g id="a" transform="scale(9999)"><path d="M0 0h9v9z"/></g><use href="#a" transform="scale(9999)"/>', "0 0 9 6"),
        ('<path d="M0 0h900v600z"/>', "0 0 0.0001 0.0001"),
        ('<path d="M0 0h10v1000H0z"/>', "0 0 10 1000"),
    ],
)  # fmt: skip
def test_drawings_that_reach_too_far_are_not_painted(inner: str, view: str) -> None:
    """What paints them would end the whole process, or take all memory."""
    assert pixels(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{inner}</svg>'.encode()) is None
