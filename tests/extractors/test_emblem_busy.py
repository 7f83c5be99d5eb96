"""Emblems in large pictures, pictures that are full of other things, and how much of them is followed."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import cv2
import numpy as np
from emblem import flat
from emblem_busy import BUSY
from emblem_pictures import BLUE, WHITE, YELLOW, emblem, logo, photograph, star
from emblem_variants import as_file
from PIL import Image, ImageDraw

from grantdocs.extractors.emblem.decoding import pixels
from grantdocs.extractors.emblem.finding import find_emblems
from grantdocs.extractors.emblem.levels import Levels
from grantdocs.extractors.emblem.planes import Plane, Planes
from grantdocs.extractors.emblem.spots import rings


def places(image: Image.Image) -> list[tuple[int, int, int]]:
    shown = pixels(as_file("jpeg", image))
    assert shown is not None
    return [(round(one.left), round(one.top), round(one.width)) for one in find_emblems(shown)]


@pytest.mark.parametrize("width", [27, 40, 60])
@pytest.mark.parametrize("version", ["colour", "white on black"])
def test_a_small_emblem_in_a_long_strip(version: str, width: int) -> None:
    strip = Image.new("RGB", (6000, 1000), "white")
    rng = random.Random(width)
    for place in range(7):
        other = logo(rng, 600)
        strip.paste(other, (700 + place * 720, 200), other)
    strip.paste(emblem(width / 1.5, version), (40, 100))

    (found,) = places(strip)

    assert found == pytest.approx((40, 100, width), abs=2)


@pytest.mark.parametrize("width", [40, 100])
@pytest.mark.parametrize("seed", range(3))
def test_a_small_emblem_in_a_photograph(seed: int, width: int) -> None:
    page = photograph(random.Random(seed), 3000, 2000)
    page.paste(WHITE, (1398, 898, 1402 + width, 902 + round(width / 1.5)))
    page.paste(emblem(width / 1.5), (1400, 900))

    (found,) = places(page)

    assert found == pytest.approx((1400, 900, width), abs=2)


def test_a_black_emblem_on_a_scanned_page_of_letters() -> None:
    page = BUSY["page of letters, 300 dpi"](random.Random(5)).convert("RGB")
    page.paste("white", (0, 0, 900, 400))
    page.paste(emblem(118, "black on white"), (300, 120))

    (found,) = places(page)

    assert found == pytest.approx((300, 120, 177), abs=3)


@pytest.mark.parametrize("what", BUSY)
def test_busy_pictures_show_none(what: str) -> None:
    assert find_emblems(flat(BUSY[what](random.Random(2)))) == ()


@pytest.mark.parametrize("what", BUSY)
def test_not_more_outlines_are_followed_than_in_ordinary_pictures(what: str) -> None:
    picture = flat(BUSY[what](random.Random(2)))
    planes = Planes(picture)

    for plane in (planes.blue, planes.clear_blue, planes.yellow, planes.grey.up_to(110), planes.grey.up_to(170)):
        outlines, _ = plane.outlines(cv2.RETR_LIST)
        assert len(outlines) <= 2 * max(4000, picture.shape[0] * picture.shape[1] / 300)


def ring_of_stars(size: tuple[int, int], middle: tuple[float, float], reach: float) -> Image.Image:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    if size[0] == size[1]:
        draw.ellipse((2, 2, size[0] - 3, size[1] - 3), fill=BLUE)
    else:
        draw.rectangle((0, 0, 2 * middle[0], size[1]), fill=BLUE)
        draw.text((middle[0] - 20, 1.4 * reach + middle[1]), "LV", fill="white", font_size=36)
    for number in range(12):
        angle = number * math.pi / 6
        place = middle[0] + reach * math.sin(angle), middle[1] - reach * math.cos(angle)
        draw.polygon(star(place, reach / 6), fill=YELLOW)
    return image


@pytest.mark.parametrize(
    ("size", "middle", "reach"),
    [((240, 240), (120, 120), 72), ((120, 120), (60, 60), 40), ((900, 190), (60, 62), 40), ((700, 150), (50, 46), 34)],
)
def test_stars_on_a_round_badge_or_a_number_plate_are_no_emblem(
    size: tuple[int, int], middle: tuple[float, float], reach: float
) -> None:
    assert find_emblems(flat(ring_of_stars(size, middle, reach))) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 700), (700, 1), (2, 3), (17, 33), (16, 40_000), (3000, 17), (601, 603)])
def test_pictures_of_every_form(shape: tuple[int, int]) -> None:
    picture = np.random.default_rng(3).integers(0, 256, (*shape, 3), np.uint8)

    assert find_emblems(picture) == ()
    assert find_emblems(np.zeros_like(picture)) == ()


@pytest.mark.parametrize("shape", [(301, 299), (1001, 1503), (3000, 2201)])
def test_planes_are_the_same_whatever_is_done_at_once(shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    picture = np.random.default_rng(4).integers(0, 256, (*shape, 3), np.uint8)
    at_once = Planes(picture)
    monkeypatch.setattr("grantdocs.extractors.emblem.planes._AT_ONCE", shape[1] * 8)
    in_rows = Planes(picture)

    for name in ("blue", "clear_blue", "yellow", "grey"):
        one, other = getattr(at_once, name), getattr(in_rows, name)
        assert one.scale == other.scale
        assert np.array_equal(one.values, other.values)


def test_planes_tell_colours() -> None:
    picture = np.zeros((3, 4, 3), np.uint8)
    picture[0], picture[1], picture[2] = (0, 51, 153), (255, 204, 0), (255, 255, 255)

    planes = Planes(picture)

    assert planes.blue.values[:, 0].tolist() == [255, 0, 0]
    assert planes.clear_blue.values[:, 0].tolist() == [255, 0, 0]
    assert planes.yellow.values[:, 0].tolist() == [0, 255, 0]
    assert planes.grey.up_to(110).values[:, 0].tolist() == [255, 0, 0]
    assert planes.grey.above(185).values[:, 0].tolist() == [0, 255, 255]


def test_what_is_forgotten_is_neither_blue_nor_dark_nor_light() -> None:
    picture = np.full((40, 60, 3), (0, 51, 153), np.uint8)
    planes = Planes(picture)

    planes.forget(0, 0, 60, 40)

    for plane in (planes.blue, planes.yellow, planes.grey.up_to(170), planes.grey.above(185)):
        assert not plane.outlines(cv2.RETR_LIST)[0]


def spots(places: list[tuple[float, float]], size: int = 6) -> list[np.ndarray]:
    page = np.zeros((400, 400), np.uint8)
    for x, y in places:
        page[round(y) : round(y) + size, round(x) : round(x) + size] = 255
    return list(Plane(page, 1).outlines(cv2.RETR_LIST)[0])


def on_circle(number: int, wide: float = 1.0, reach: float = 20.0) -> list[tuple[float, float]]:
    turns = [index * 2 * math.pi / number for index in range(number)]
    return [(200 + wide * reach * math.sin(turn), 200 - reach * math.cos(turn)) for turn in turns]


@pytest.mark.parametrize(
    ("places", "number"),
    [
        (on_circle(12), 1),
        (on_circle(12, 1.4), 1),
        ([*on_circle(12), (10, 10), (380, 380)], 1),
        (on_circle(11), 1),
        (on_circle(8), 0),
        (on_circle(12, 2.2), 0),
        ([(20 + 9 * index, 50) for index in range(12)], 0),
        ([(20 + 9 * (index % 4), 50 + 9 * (index // 4)) for index in range(12)], 0),
        ([(20 + 9 * (index % 20), 50 + 9 * (index // 20)) for index in range(200)], 0),
        ([(20, 50), (100, 300)], 0),
    ],
)
def test_rings_among_spots(places: list[tuple[float, float]], number: int) -> None:
    found = list(rings(spots(places)))

    assert len(found) == number
    assert all(left <= 200 <= left + width and top <= 200 <= top + height for left, top, width, height in found)


@pytest.mark.parametrize("step", [1.0, 2.0, 3.9, 9.0])
@pytest.mark.parametrize(("x", "y"), [(10, 10), (512.5, 300.2), (998, 795), (2000, 2000)])
def test_a_view_shows_what_the_whole_picture_shows_there(x: float, y: float, step: float) -> None:
    picture = np.random.default_rng(5).integers(0, 256, (797, 1001, 3), np.uint8)
    small, large = (Levels(picture).around(x, y, reach, step) for reach in ((20, 20), (900, 900)))

    assert small.factor == large.factor <= max(1.0, 1.25 / step)
    left, top = (
        round((side - whole) * small.factor) for side, whole in ((small.left, large.left), (small.top, large.top))
    )
    height, width = small.pixels.shape[:2]
    assert np.array_equal(small.pixels, large.pixels[top : top + height, left : left + width])
