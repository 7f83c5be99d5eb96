"""The emblem in the pixels of pictures: found where it is drawn, not in what looks like it."""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import numpy as np
from emblem import flat, layout_error, same_place
from emblem_layouts import layout
from emblem_look_alikes import LOOK_ALIKES
from emblem_pictures import PLACES, VERSIONS, Picture, emblem, star
from emblem_variants import FILES, SHAPES, as_file
from PIL import Image, ImageDraw

import grantdocs
from grantdocs.extractors.emblem.colour import ciede2000, difference
from grantdocs.extractors.emblem.decoding import pixels
from grantdocs.extractors.emblem.finding import find_emblems
from grantdocs.extractors.emblem.ring import HEIGHT, _polar


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("place", ["alone", "bordered", "lock-up", "strip", "transparent", "coloured page"])
@pytest.mark.parametrize("width", [60, 240])
def test_is_found_and_measured(version: str, place: str, width: int) -> None:
    shape = emblem(width / 1.5, version)
    image, (left, top) = PLACES[place](random.Random(7), shape)
    drawn = Picture(image, (left, top, shape.width, shape.height), place)

    found = find_emblems(flat(image))

    assert [same_place(one, drawn) for one in found] == [True]
    assert found[0].mono is (version != "colour")
    assert abs(found[0].height / shape.height - 1) <= 0.04


@pytest.mark.parametrize("what", LOOK_ALIKES)
@pytest.mark.parametrize("width", [64, 150, 420])
def test_what_looks_like_it_is_not_taken_for_it(what: str, width: int) -> None:
    image = LOOK_ALIKES[what](random.Random(width), width)

    assert find_emblems(flat(image)) == ()


@pytest.mark.parametrize("quality", [20, 50, 95])
@pytest.mark.parametrize("turn", [-3, 0, 3])
def test_is_found_compressed_and_turned(quality: int, turn: int) -> None:
    page = Image.new("RGB", (240, 180), "white")
    page.paste(emblem(80), (60, 50))
    stream = io.BytesIO()
    page.rotate(-turn, Image.Resampling.BICUBIC, fillcolor="white").save(stream, "JPEG", quality=quality)

    (found,) = find_emblems(flat(Image.open(stream)))

    assert abs(found.turned - turn) < 1.5
    assert abs(found.height / 80 - 1) < 0.04


def test_two_in_one_strip() -> None:
    page = Image.new("RGB", (400, 120), "white")
    page.paste(emblem(60), (20, 30))
    page.paste(emblem(60, "white on black"), (250, 30))

    found = sorted(find_emblems(flat(page)), key=lambda one: one.left)

    assert [(round(one.left), one.mono) for one in found] == [(20, False), (250, True)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
        ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (50, 3.2592, 0.335), 1.0),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_of_colours_as_published(one: tuple, other: tuple, expected: float) -> None:
    """Sharma, Wu and Dalal (2005), table 1."""
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)
    assert ciede2000(other, one) == pytest.approx(expected, abs=1e-4)


def test_black_and_white_are_a_hundred_apart() -> None:
    assert difference((0, 0, 0), (255, 255, 255)) == pytest.approx(100, abs=0.01)
    assert difference((0, 51, 153), (0, 51, 153)) == 0


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "GIF"), ("L", "PNG"), ("I;16", "PNG"), ("1", "TIFF"), ("CMYK", "TIFF"),
     ("CMYK", "JPEG"), ("LA", "PNG"), ("RGB", "WEBP"), ("RGB", "BMP")],
)  # fmt: skip
def test_every_kind_of_pixels_is_shown_on_white(mode: str, form: str) -> None:
    picture = Image.new("L", (30, 20), 0)
    picture.paste(255, (0, 0, 15, 20))
    stream = io.BytesIO()
    if mode == "I;16":
        Image.fromarray(np.asarray(picture).astype(np.uint16) * 257).save(stream, form)
    else:
        picture.convert("RGB" if mode == "CMYK" else mode).convert(mode).save(stream, form)

    shown = pixels(stream.getvalue())

    assert shown is not None
    assert shown.shape == (20, 30, 3)
    assert shown[10, 3].min() > 240
    assert shown[10, 25].max() < 40


def test_what_is_transparent_is_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(stream, "PNG")

    shown = pixels(stream.getvalue())

    assert shown is not None
    assert shown.min() == 255


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xd7\xcd\xc6\x9a" + bytes(60), b"<svg", b"plain words"]
)
def test_what_cannot_be_shown_is_none(data: bytes) -> None:
    assert pixels(data) is None


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    stream = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(stream, "PNG")

    assert pixels(stream.getvalue()) is None


def drawing(inner: str, before: str = "", space: str = ' xmlns="http://www.w3.org/2000/svg"') -> bytes:
    return (
        f'{before}<svg{space} xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 810 540">{inner}</svg>'.encode()
    )


def stars() -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in star((0, 0), 30))
    placed = "".join(
        f'<use xlink:href="#s" x="{405 + 180 * np.sin(n * np.pi / 6):.2f}" y="{270 - 180 * np.cos(n * np.pi / 6):.2f}"/>'
        for n in range(12)
    )
    return f'<defs><polygon id="s" points="{points}"/></defs><path fill="#039" d="M0 0h810v540H0z"/><g fill="#fc0">{placed}</g>'


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (drawing(stars()), 1),
        (drawing(stars(), '<?xml version="1.0"?>\n<!-- drawn -->\n'), 1),
        (drawing(stars(), space="").replace(b' xmlns:xlink="http://www.w3.org/1999/xlink"', b""), 1),
        (drawing('<path fill="#039" d="M0 0h810v540H0z"/>'), 0),
        (drawing('<circle cx="400" cy="270" r="180" stroke="#fc0" fill="#039"/>'), 0),
    ],
)
def test_drawings(data: bytes, number: int) -> None:
    pytest.importorskip("resvg_py")

    shown = pixels(data)

    assert shown is not None
    assert len(find_emblems(shown)) == number


def test_drawings_fetch_nothing_and_stay_small(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    Image.new("RGB", (810, 540), "red").save(tmp_path / "red.png")
    outside = drawing(f'<image width="810" height="540" xlink:href="{tmp_path / "red.png"}"/>')
    nested = "".join(f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    laughing = drawing(f'<g id="g0"><path d="M0 0h9v9z"/></g>{nested}<use xlink:href="#g8"/>')

    shown = pixels(outside)

    assert shown is not None
    assert shown.min() == 255
    assert pixels(laughing) is None


@pytest.mark.parametrize("form", ["docx", "pdf", "pptx"])
@pytest.mark.parametrize("seed", range(4))
def test_placed_size_is_read_back(form: str, seed: int) -> None:
    assert layout_error(layout(random.Random(seed), form)) <= 0.5


def test_a_clock_face_drawn_large_is_none() -> None:
    page = Image.new("RGB", (300, 200), (0, 51, 153))
    draw = ImageDraw.Draw(page)
    for hour in range(12):
        x, y = 150 + 66 * np.sin(hour * np.pi / 6), 100 - 66 * np.cos(hour * np.pi / 6)
        draw.text((x - 4, y - 6), str(hour or 12), fill=(255, 204, 0))

    assert find_emblems(np.asarray(page)) == ()


def drawn_in_pdf(number: int) -> bytes:
    """A page on which an emblem 90 points wide, or so many stars, are drawn by shapes."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawString(72, 800, "The library opened its new reading room, and everybody came to see it.")
    canvas.setFillColorRGB(0, 0.2, 0.6)
    canvas.rect(100, 500, 90, 60, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 0.8, 0)
    for index in range(number):
        angle = index * 2 * np.pi / number
        corners = star((145 + 20 * np.sin(angle), -530 - 20 * np.cos(angle)), 60 / 18)
        path = canvas.beginPath()
        path.moveTo(corners[0][0], -corners[0][1])
        for x, y in corners[1:]:
            path.lineTo(x, -y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(("number", "kinds"), [(12, ["eu_emblem"]), (10, ["other"]), (14, ["other"])])
def test_shapes_of_a_pdf_are_looked_at(number: int, kinds: list[str]) -> None:
    facts = grantdocs.extract(drawn_in_pdf(number))

    assert [image.kind for image in facts.images] == kinds
    assert "drawing-not-understood" not in {gap.reason for gap in facts.gaps}
    sizes = [(image.emblem.width_mm, image.emblem.height_mm) for image in facts.images if image.emblem]
    assert sizes == ([(pytest.approx(31.75, abs=0.3), pytest.approx(21.17, abs=0.3))] if number == 12 else [])


@pytest.mark.parametrize("what", SHAPES)
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("width", [48, 130])
def test_as_style_guides_place_it(what: str, version: str, width: int) -> None:
    shape = emblem(width / 1.5, version)
    image, (left, top) = SHAPES[what](random.Random(3), shape)
    drawn = Picture(image, (left, top, shape.width, shape.height), what)

    found = find_emblems(flat(image))

    assert [(same_place(one, drawn), one.mono) for one in found] == [(True, version != "colour")]


@pytest.mark.parametrize("kind", FILES)
def test_in_every_kind_of_file(kind: str) -> None:
    page = Image.new("RGB", (210, 120), "white")
    page.paste(emblem(80), (30, 20))

    shown = pixels(as_file(kind, page))

    assert shown is not None
    (found,) = find_emblems(shown)
    assert (round(found.left), round(found.top)) == (30, 20)
    assert found.mono is (kind == "png in grey")


@pytest.mark.parametrize("width", [30, 36, 44])
@pytest.mark.parametrize("version", ["colour", "white on blue"])
def test_small_stars_keep_their_colour_in_compressed_files(version: str, width: int) -> None:
    page = Image.new("RGB", (width + 40, width + 20), "white")
    page.paste(emblem(width / 1.5, version), (20, 15))

    found = find_emblems(pixels(as_file("jpeg", page)))

    assert [one.mono for one in found] == [version != "colour"]


def test_nothing_that_the_memory_held_before_gets_into_a_ring() -> None:
    """A patch whose ring is off the middle is unrolled beyond its edge."""
    plain = np.ones((HEIGHT, HEIGHT), np.float32)
    for _ in range(20):
        left_behind = [np.full((360, 59), np.nan, np.float32) for _ in range(4)]
        del left_behind

        assert (_polar(plain, (HEIGHT / 2 - 4.9, HEIGHT / 2 + 4.9)) == 1).all()
