"""Draws pictures that cost the most to look at and hold no emblem: noise, pages of letters, thousands of dots, maps."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
from emblem_pictures import BLACK, BLUE, WHITE, YELLOW, page_of, photograph
from PIL import Image, ImageDraw, ImageFont

__all__ = ["BUSY"]

SIDES = (1100, 1000)
LARGE = (2480, 3508)
"""A page of A4 at 300 dots an inch."""


def _noise(rng: random.Random) -> Image.Image:
    return Image.frombytes("RGB", SIDES, rng.randbytes(SIDES[0] * SIDES[1] * 3))


def _coarse_noise(rng: random.Random) -> Image.Image:
    cells = (SIDES[0] // 6, SIDES[1] // 6)
    return Image.frombytes("RGB", cells, rng.randbytes(cells[0] * cells[1] * 3)).resize(SIDES, Image.Resampling.NEAREST)


def _noise_of_two_colours(rng: random.Random) -> Image.Image:
    """Blue and yellow spots of a few pixels: every threshold is crossed everywhere."""
    cells = (SIDES[0] // 3, SIDES[1] // 3)
    bits = np.frombuffer(rng.randbytes(cells[0] * cells[1]), np.uint8).reshape(cells[1], cells[0]) % 2
    return Image.fromarray(np.array([BLUE, YELLOW], np.uint8)[bits]).resize(SIDES, Image.Resampling.NEAREST)


def _letters(rng: random.Random, size: tuple[int, int], height: int, ink: tuple[int, int, int]) -> Image.Image:
    page = page_of(size)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(height)
    words = ["".join(rng.choices("abcdefghijklmnoprstuvz", k=rng.randint(2, 11))) for _ in range(300)]
    for y in range(height * 3, size[1] - height * 3, round(height * 1.4)):
        line = " ".join(rng.choices(words, k=size[0] // (height * 3)))
        draw.text((height * 3, y), line, fill=ink, font=font)
    return page


def _blobs(rng: random.Random) -> Image.Image:
    """Ten thousand dots of nearly one size, wherever they fall."""
    page = page_of(SIDES, BLUE)
    draw = ImageDraw.Draw(page)
    for _ in range(10_000):
        x, y, r = rng.uniform(0, SIDES[0]), rng.uniform(0, SIDES[1]), rng.uniform(1.5, 2.5)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=YELLOW)
    return page


def _blobs_apart(_: random.Random) -> Image.Image:
    """As many dots of one size as are looked at, none near another."""
    page = page_of(SIDES, BLUE)
    draw = ImageDraw.Draw(page)
    for x in range(10, SIDES[0], 22):
        for y in range(10, SIDES[1], 22):
            draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=YELLOW)
    return page


def _flags(rng: random.Random) -> Image.Image:
    """Hundreds of fields with the form of a flag."""
    page = page_of(SIDES)
    draw = ImageDraw.Draw(page)
    for x in range(4, SIDES[0] - 40, 44):
        for y in range(4, SIDES[1] - 30, 32):
            draw.rectangle((x, y, x + 36, y + 24), fill=rng.choice([BLUE, BLACK, (20, 40, 200)]))
            draw.ellipse((x + 12, y + 6, x + 24, y + 18), outline=YELLOW, width=3)
    return page


def _halftone(rng: random.Random) -> Image.Image:
    """A photograph printed in dots of four inks and scanned."""
    grey = photograph(rng, *SIDES)
    ys, xs = np.mgrid[0 : SIDES[1], 0 : SIDES[0]]
    planes = []
    for plane, angle in zip(np.moveaxis(np.asarray(grey), 2, 0), (0.26, 1.31, 0.0), strict=True):
        turned = xs * np.cos(angle) + ys * np.sin(angle), ys * np.cos(angle) - xs * np.sin(angle)
        screen = (np.sin(turned[0] * 1.05) * np.sin(turned[1] * 1.05) + 1) * 127
        planes.append(np.where(plane > screen, 255, 30).astype(np.uint8))
    return Image.fromarray(np.stack(planes, axis=2))


def _map(rng: random.Random) -> Image.Image:
    page = page_of(SIDES, (244, 240, 226))
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(11)
    for _ in range(60):
        x, y = rng.uniform(0, SIDES[0]), rng.uniform(0, SIDES[1])
        corners = [(x + rng.gauss(0, 90), y + rng.gauss(0, 70)) for _ in range(7)]
        draw.polygon(corners, fill=rng.choice([(150, 200, 240), (190, 225, 170), (250, 230, 150), (60, 110, 190)]))
    for _ in range(500):
        x, y = rng.uniform(0, SIDES[0]), rng.uniform(0, SIDES[1])
        path = [(x := x + rng.gauss(0, 30), y := y + rng.gauss(0, 30)) for _ in range(8)]
        draw.line(path, fill=rng.choice([BLUE, (200, 60, 40), (90, 90, 90), YELLOW]), width=rng.randint(1, 4))
    for _ in range(700):
        x, y = rng.uniform(0, SIDES[0]), rng.uniform(0, SIDES[1])
        draw.ellipse((x, y, x + 5, y + 5), fill=rng.choice([BLUE, BLACK, YELLOW, WHITE]))
        draw.text((x + 6, y - 4), "".join(rng.choices("aeiklmnorstu", k=6)), fill=(40, 40, 60), font=font)
    return page


BUSY: dict[str, Callable[[random.Random], Image.Image]] = {
    "noise": _noise,
    "noise of six pixels": _coarse_noise,
    "noise of two colours": _noise_of_two_colours,
    "page of letters, 300 dpi": lambda rng: _letters(rng, LARGE, 42, BLACK),
    "page of blue letters, 150 dpi": lambda rng: _letters(rng, (1240, 1754), 21, BLUE),
    "small yellow letters": lambda rng: _letters(rng, SIDES, 10, YELLOW),
    "ten thousand dots": _blobs,
    "dots in rows": _blobs_apart,
    "hundreds of flags": _flags,
    "halftone": _halftone,
    "map": _map,
    "large photograph": lambda rng: photograph(rng, 4000, 3000),
}
"""By kind."""
