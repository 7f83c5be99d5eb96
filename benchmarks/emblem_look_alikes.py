"""Draws what looks like the emblem of the Union and is none: other flags, seals, clocks, rings of dots, charts."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from emblem_pictures import (
    BLACK,
    BLUE,
    OVERSAMPLING,
    WHITE,
    YELLOW,
    Colour,
    Picture,
    logo,
    page_of,
    photograph,
    spoil,
    star,
    strip,
)
from PIL import Image, ImageDraw, ImageFont


def negative(rng: random.Random) -> Picture:
    what = rng.choice(list(LOOK_ALIKES))
    width = round(math.exp(rng.uniform(math.log(40), math.log(600))))
    return Picture(spoil(rng, LOOK_ALIKES[what](rng, width)), None, what)


def _field(width: int, colour: Colour = BLUE, proportion: float = 1.5) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width * OVERSAMPLING, round(width / proportion) * OVERSAMPLING), colour)
    return image, ImageDraw.Draw(image)


def _down(image: Image.Image, margin: int = 6) -> Image.Image:
    small = image.resize((image.width // OVERSAMPLING, image.height // OVERSAMPLING), Image.Resampling.BOX)
    page = page_of((small.width + 2 * margin, small.height + 2 * margin))
    page.paste(small, (margin, margin))
    return page


def _ring(
    width: int,
    number: int,
    mark: str,
    *,
    turn: float = 0.0,
    reach: float = 1 / 3,
    field: Colour = BLUE,
    ink: Colour = YELLOW,
) -> Image.Image:
    image, draw = _field(width, field)
    w, h = image.size
    for step in range(number):
        angle = turn + step * 2 * math.pi / number
        x, y = w / 2 + h * reach * math.sin(angle), h / 2 - h * reach * math.cos(angle)
        r = h / 18
        if mark == "star":
            draw.polygon(star((x, y), r), fill=ink)
        elif mark == "dot":
            draw.ellipse((x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7), fill=ink)
        elif mark == "square":
            draw.rectangle((x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6), fill=ink)
        elif mark == "outward":
            draw.polygon(star((x, y), r, angle), fill=ink)
        else:
            dx, dy = math.sin(angle) * r, -math.cos(angle) * r
            draw.line((x - dx, y - dy, x + dx, y + dy), fill=ink, width=max(1, round(h / 40)))
    return _down(image)


def _stars_of_other_number(rng: random.Random, width: int) -> Image.Image:
    return _ring(width, rng.choice([5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 18, 20, 24]), "star")


def _dots(rng: random.Random, width: int) -> Image.Image:
    return _ring(max(width, 80), 12, rng.choice(["dot", "square"]))


def _clock(rng: random.Random, width: int) -> Image.Image:
    image, draw = _field(max(width, 80), rng.choice([BLUE, WHITE, BLACK]))
    w, h = image.size
    ink = rng.choice([YELLOW, (200, 200, 200), (180, 20, 20)])
    draw.ellipse((w / 2 - h * 0.45, h * 0.05, w / 2 + h * 0.45, h * 0.95), outline=ink, width=max(2, h // 40))
    for step in range(12):
        a = step * math.pi / 6
        draw.line(
            (
                w / 2 + h * 0.3 * math.sin(a),
                h / 2 - h * 0.3 * math.cos(a),
                w / 2 + h * 0.38 * math.sin(a),
                h / 2 - h * 0.38 * math.cos(a),
            ),
            fill=ink,
            width=max(2, h // 40),
        )
    for reach in (0.2, 0.3):
        a = rng.uniform(0, 2 * math.pi)
        draw.line(
            (w / 2, h / 2, w / 2 + h * reach * math.sin(a), h / 2 - h * reach * math.cos(a)),
            fill=ink,
            width=max(2, h // 30),
        )
    return _down(image)


def _seal(rng: random.Random, width: int) -> Image.Image:
    """A round seal: stars turned outwards on a ring, words in the middle."""
    image, draw = _field(max(width, 80), WHITE, 1)
    w, h = image.size
    draw.ellipse((0, 0, w - 1, h - 1), fill=BLUE)
    number = rng.choice([8, 10, 12, 16, 20])
    for step in range(number):
        a = step * 2 * math.pi / number
        draw.polygon(star((w / 2 + w * 0.4 * math.sin(a), h / 2 - h * 0.4 * math.cos(a)), w * 0.06, a), fill=YELLOW)
    draw.ellipse((w * 0.28, h * 0.28, w * 0.72, h * 0.72), fill=WHITE)
    draw.text((w * 0.35, h * 0.42), "TOP 1", fill=BLUE, font=ImageFont.load_default(max(8, w // 8)))
    return _down(image)


def _canton(_: random.Random, width: int) -> Image.Image:
    """Stripes and a blue corner full of stars."""
    image, draw = _field(width, WHITE, 1.9)
    w, h = image.size
    for stripe in range(0, 13, 2):
        draw.rectangle((0, h * stripe / 13, w, h * (stripe + 1) / 13), fill=(180, 20, 50))
    draw.rectangle((0, 0, w * 0.4, h * 7 / 13), fill=(20, 30, 100))
    for row in range(9):
        for column in range(6 - row % 2):
            draw.polygon(
                star((w * 0.4 * (column + 0.5 + row % 2 / 2) / 6, h * 7 / 13 * (row + 0.7) / 9.4), h * 0.02), fill=WHITE
            )
    return _down(image)


def _southern(_: random.Random, width: int) -> Image.Image:
    image, draw = _field(width, (0, 20, 110), 2)
    w, h = image.size
    for x, y, r in (
        (0.75, 0.18, 0.06),
        (0.62, 0.42, 0.06),
        (0.86, 0.38, 0.06),
        (0.75, 0.8, 0.06),
        (0.8, 0.55, 0.03),
        (0.25, 0.7, 0.12),
    ):
        draw.polygon(star((w * x, h * y), h * r, points=7), fill=WHITE)
    return _down(image)


def _compass(_: random.Random, width: int) -> Image.Image:
    image, draw = _field(width, (0, 60, 140), 4 / 3)
    w, h = image.size
    draw.ellipse((w / 2 - h * 0.28, h * 0.22, w / 2 + h * 0.28, h * 0.78), outline=WHITE, width=max(2, h // 50))
    draw.polygon(star((w / 2, h / 2), h * 0.25, points=4), fill=WHITE)
    for a in range(4):
        dx, dy = math.sin(a * math.pi / 2), math.cos(a * math.pi / 2)
        draw.line(
            (w / 2 + h * 0.3 * dx, h / 2 + h * 0.3 * dy, w / 2 + h * 0.42 * dx, h / 2 + h * 0.42 * dy),
            fill=WHITE,
            width=max(2, h // 60),
        )
    return _down(image)


def _bicolour(_: random.Random, width: int) -> Image.Image:
    image, draw = _field(width, (0, 87, 183))
    draw.rectangle((0, image.height / 2, image.width, image.height), fill=(255, 215, 0))
    return _down(image)


def _arc_of_stars(_: random.Random, width: int) -> Image.Image:
    image, draw = _field(width, (36, 74, 165))
    w, h = image.size
    for step in range(6):
        a = (step - 2.5) * 0.22
        draw.polygon(star((w / 2 + h * 0.5 * math.sin(a), h * 0.72 - h * 0.5 * math.cos(a)), h * 0.05), fill=WHITE)
    draw.polygon(
        [(w * 0.4, h * 0.5), (w * 0.6, h * 0.45), (w * 0.62, h * 0.8), (w * 0.45, h * 0.85)], fill=(208, 166, 80)
    )
    return _down(image)


def _blue_box(rng: random.Random, width: int) -> Image.Image:
    image, draw = _field(width)
    h = image.height
    draw.text(
        (h * 0.2, h * 0.3),
        rng.choice(["EURO", "2024", "PROJEKTS", "* * *", "INFO"]),
        fill=rng.choice([YELLOW, WHITE]),
        font=ImageFont.load_default(h // 4),
    )
    return _down(image)


def _gear(rng: random.Random, width: int) -> Image.Image:
    image, draw = _field(width, rng.choice([BLUE, WHITE]))
    w, h = image.size
    ink = rng.choice([YELLOW, (90, 90, 90)])
    for step in range(12):
        a = step * math.pi / 6
        draw.polygon(
            [
                (w / 2 + h * r * math.sin(a + t), h / 2 - h * r * math.cos(a + t))
                for r, t in ((0.28, -0.13), (0.4, -0.1), (0.4, 0.1), (0.28, 0.13))
            ],
            fill=ink,
        )
    draw.ellipse((w / 2 - h * 0.3, h * 0.2, w / 2 + h * 0.3, h * 0.8), fill=ink)
    draw.ellipse((w / 2 - h * 0.12, h * 0.38, w / 2 + h * 0.12, h * 0.62), fill=image.getpixel((0, 0)))
    return _down(image)


def _chart(rng: random.Random, width: int) -> Image.Image:
    image, draw = _field(width, WHITE)
    w, h = image.size
    for bar in range(12):
        top = rng.uniform(0.1, 0.8) * h
        draw.rectangle(
            (w * (bar + 0.2) / 12, top, w * (bar + 0.8) / 12, h), fill=rng.choice([BLUE, YELLOW, (90, 90, 90)])
        )
    return _down(image)


def _sky_of_stars(rng: random.Random, width: int) -> Image.Image:
    image, draw = _field(width)
    w, h = image.size
    for _ in range(rng.randint(8, 40)):
        draw.polygon(star((rng.uniform(0, w), rng.uniform(0, h)), h / 18), fill=YELLOW)
    return _down(image)


LOOK_ALIKES: dict[str, Callable[[random.Random, int], Image.Image]] = {
    "stars of another number": _stars_of_other_number,
    "turned by half a step": lambda _, width: _ring(width, 12, "star", turn=math.pi / 12),
    "twelve dots or squares": _dots,
    "twelve ticks": lambda _, width: _ring(max(width, 80), 12, "tick"),
    "a wide ring": lambda _, width: _ring(max(width, 60), 12, "star", reach=0.42),
    "a narrow ring": lambda _, width: _ring(max(width, 60), 12, "star", reach=0.22),
    "clock": _clock,
    "seal": _seal,
    "stripes and canton": _canton,
    "southern stars": _southern,
    "compass rose": _compass,
    "two stripes": _bicolour,
    "arc of stars": _arc_of_stars,
    "blue box with letters": _blue_box,
    "gear": _gear,
    "chart": _chart,
    "sky of stars": _sky_of_stars,
    "photograph": lambda rng, width: photograph(rng, max(60, width), max(40, round(width * 0.7))),
    "strip of logos": lambda rng, width: strip(rng, logo(rng, max(20, width // 3)))[0],
}
