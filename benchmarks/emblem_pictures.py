"""Draws emblems of the Union to the specification, what surrounds them.

The specification: Regulation (EU) 2021/1060, Annex IX and the graphics guide to the European emblem. A field of 2:3,
twelve upright five-pointed stars, their centres on a circle of a third of the height, each inside a circle of an
eighteenth of it; Reflex Blue #003399 and Yellow #FFCC00, or one colour.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter, ImageFont

BLUE, YELLOW, WHITE, BLACK = (0, 51, 153), (255, 204, 0), (255, 255, 255), (0, 0, 0)
OVERSAMPLING = 4
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Picture:
    """A picture and where the emblem stands in it (left, top, width, height in pixels), None where there is none."""

    image: Image.Image
    box: tuple[float, float, float, float] | None
    what: str
    mono: bool = False


VERSIONS: dict[str, tuple[Colour, Colour]] = {
    "colour": (BLUE, YELLOW),
    "white on blue": (BLUE, WHITE),
    "white on black": (BLACK, WHITE),
    "black on white": (WHITE, BLACK),
}


def star(centre: tuple[float, float], radius: float, turn: float = 0.0, points: int = 5) -> list[tuple[float, float]]:
    """Corners of a star with a point upwards; the inner radius is that of a pentagram."""
    inner = radius * math.cos(2 * math.pi / 5) / math.cos(math.pi / 5) if points == 5 else radius * 0.45
    corners = []
    for corner in range(2 * points):
        angle = -math.pi / 2 + turn + corner * math.pi / points
        reach = inner if corner % 2 else radius
        corners.append((centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)))
    return corners


def emblem(height: float, version: str = "colour", proportion: float = 1.5) -> Image.Image:
    """An emblem `height` pixels high; RGBA, edges smoothed."""
    field, stars = VERSIONS[version]
    scale = max(OVERSAMPLING, math.ceil(200 / height))
    h, w = round(height * scale), round(height * proportion * scale)
    image = Image.new("RGBA", (w, h), (*field, 255))
    draw = ImageDraw.Draw(image)
    for number in range(12):
        angle = number * math.pi / 6
        centre = (w / 2 + w / 4.5 * math.sin(angle), h / 2 - h / 3 * math.cos(angle))
        points = star((0, 0), 1)
        draw.polygon([(centre[0] + x * w / 27, centre[1] + y * h / 18) for x, y in points], fill=(*stars, 255))
    if version == "black on white":
        draw.rectangle((0, 0, w - 1, h - 1), outline=(*stars, 255), width=max(1, h // 40))
    return image.resize((max(1, round(height * proportion)), max(1, round(height))), Image.Resampling.BOX)


def photograph(rng: random.Random, width: int, height: int) -> Image.Image:
    """Something between landscape and carpet: smooth noise in several sizes, with shapes in it."""
    image = Image.new("RGB", (width, height), any_colour(rng))
    for cells, most in ((3, 0.7), (7, 0.5), (19, 0.3), (60, 0.2)):
        small = Image.frombytes("RGB", (cells, cells), rng.randbytes(cells * cells * 3))
        image = Image.blend(image, small.resize((width, height), Image.Resampling.BICUBIC), rng.uniform(0.1, most))
    draw = ImageDraw.Draw(image)
    for _ in range(rng.randint(0, 12)):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        size = rng.uniform(0.02, 0.2) * width
        shape = rng.choice([draw.ellipse, draw.rectangle])
        shape((x, y, x + size, y + size * rng.uniform(0.4, 1.6)), fill=any_colour(rng))
    return image.filter(ImageFilter.GaussianBlur(rng.choice([0, 0.6, 1.2])))


def positive(rng: random.Random, width: float) -> Picture:
    """A picture with one emblem `width` pixels wide, as publications have them."""
    version = rng.choices(list(VERSIONS), [70, 14, 8, 8])[0]
    shape = emblem(width / 1.5, version)
    turn = rng.uniform(-3, 3) if rng.random() < 0.3 else 0.0
    place = rng.choice(["alone", "bordered", "lock-up", "strip", "photograph", "transparent", "coloured page"])
    if version != "colour" and place == "photograph":
        place = "strip"
    builder: Callable[..., tuple[Image.Image, tuple[float, float]]] = PLACES[place]
    image, (left, top) = builder(rng, shape)
    if turn:
        background = image.getpixel((0, 0))
        image = image.rotate(turn, Image.Resampling.BICUBIC, fillcolor=background)
        left, top = _turned(image.size, (left + shape.width / 2, top + shape.height / 2), turn)
        left, top = left - shape.width / 2, top - shape.height / 2
    image = spoil(rng, image)
    return Picture(image, (left, top, shape.width, shape.height), f"{version}, {place}", version != "colour")


def spoil(rng: random.Random, image: Image.Image) -> Image.Image:
    """What happens to pictures on their way: compression, few colours, a little blur."""
    fate = rng.random()
    if fate < 0.6 and image.mode != "RGBA":
        buffer = io.BytesIO()
        image.convert("RGB").save(buffer, "JPEG", quality=rng.randint(20, 95))
        return Image.open(io.BytesIO(buffer.getvalue()))
    if fate < 0.7 and image.mode != "RGBA":
        return image.convert("P", palette=Image.Palette.ADAPTIVE, colors=rng.choice([16, 64, 256]))
    if fate < 0.8:
        return image.filter(ImageFilter.GaussianBlur(0.4))
    return image


# ---- where emblems stand

Placed = tuple[Image.Image, tuple[float, float]]


def page_of(size: tuple[int, int], colour: Colour = WHITE) -> Image.Image:
    return Image.new("RGB", size, colour)


def _alone(_: random.Random, shape: Image.Image) -> Placed:
    return shape.convert("RGB"), (0, 0)


def _bordered(rng: random.Random, shape: Image.Image) -> Placed:
    border = max(2, round(shape.height * rng.uniform(0.04, 0.3)))
    page = page_of((shape.width + 2 * border, shape.height + 2 * border), rng.choice([WHITE, (240, 240, 240)]))
    page.paste(shape, (border, border))
    return page, (border, border)


def _lock_up(rng: random.Random, shape: Image.Image) -> Placed:
    words = rng.choice(STATEMENTS)
    size = max(7, round(shape.height * rng.uniform(0.2, 0.4)))
    font = ImageFont.load_default(size)
    length = max(int(font.getlength(line)) for line in words.split("\n"))
    pad = max(3, round(shape.height * 0.15))
    page = page_of((shape.width + length + 3 * pad, shape.height + 2 * pad))
    page.paste(shape, (pad, pad))
    ImageDraw.Draw(page).multiline_text((shape.width + 2 * pad, pad), words, fill=rng.choice([BLUE, BLACK]), font=font)
    return page, (pad, pad)


def strip(rng: random.Random, shape: Image.Image) -> Placed:
    """Several logos side by side, the emblem among them."""
    gap = max(4, round(shape.height * rng.uniform(0.15, 0.6)))
    logos = [logo(rng, round(shape.height * rng.uniform(0.7, 1.3))) for _ in range(rng.randint(1, 4))]
    place = rng.randint(0, len(logos))
    pieces = [*logos[:place], shape, *logos[place:]]
    height = max(piece.height for piece in pieces) + 2 * gap
    page = page_of((sum(piece.width + gap for piece in pieces) + gap, height))
    x, where = gap, (0.0, 0.0)
    for piece in pieces:
        y = (height - piece.height) // 2
        page.paste(piece, (x, y), piece if piece.mode == "RGBA" else None)
        if piece is shape:
            where = (x, y)
        x += piece.width + gap
    return page, where


def _on_photograph(rng: random.Random, shape: Image.Image) -> Placed:
    width = round(shape.width * rng.uniform(1.6, 5))
    page = photograph(rng, width, round(width * rng.uniform(0.6, 1)) + shape.height)
    left, top = rng.randint(2, page.width - shape.width - 2), rng.randint(2, page.height - shape.height - 2)
    if rng.random() < 0.5:
        edge = max(1, shape.height // 25)
        ImageDraw.Draw(page).rectangle(
            (left - edge, top - edge, left + shape.width + edge - 1, top + shape.height + edge - 1), fill=WHITE
        )
    page.paste(shape, (left, top))
    return page, (left, top)


def _transparent(rng: random.Random, shape: Image.Image) -> Placed:
    pad = rng.randint(1, 1 + shape.height // 4)
    page = Image.new("RGBA", (shape.width + 2 * pad, shape.height + 2 * pad), (0, 0, 0, 0))
    page.paste(shape, (pad, pad))
    return page, (pad, pad)


def _coloured_page(rng: random.Random, shape: Image.Image) -> Placed:
    pad = round(shape.height * rng.uniform(0.2, 0.8)) + 2
    colour = rng.choice([(200, 30, 40), (20, 120, 60), (250, 230, 180), (120, 120, 120), (30, 160, 220), (90, 20, 110)])
    page = page_of((shape.width + 2 * pad, shape.height + 2 * pad), colour)
    page.paste(shape, (pad, pad))
    return page, (pad, pad)


PLACES: dict[str, Callable[[random.Random, Image.Image], Placed]] = {
    "alone": _alone,
    "bordered": _bordered,
    "lock-up": _lock_up,
    "strip": strip,
    "photograph": _on_photograph,
    "transparent": _transparent,
    "coloured page": _coloured_page,
}

STATEMENTS = [
    "Co-funded by\nthe European Union", "Funded by\nthe European Union", "EUROPEAN UNION\nEuropean Regional\nDevelopment Fund",
    "Kofinanziert von der\nEuropäischen Union", "Cofinancé par\nl'Union européenne", "Bendrai finansuoja\nEuropos Sąjunga",
    "Līdzfinansē\nEiropas Savienība", "Kaasrahastanud\nEuroopa Liit", "Dofinansowane przez\nUnię Europejską",
]  # fmt: skip


# ---- what stands beside emblems


def logo(rng: random.Random, height: int) -> Image.Image:
    """Somebody's logo: shapes and letters."""
    height = max(10, height)
    image = Image.new("RGBA", (round(height * rng.uniform(0.8, 2.8)), height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    ink = rng.choice([BLUE, (0, 90, 170), (200, 30, 40), (20, 120, 60), (60, 60, 60), (240, 150, 0)])
    kind = rng.randrange(4)
    if kind == 0:
        draw.ellipse((0, 0, height - 1, height - 1), fill=(*ink, 255))
    elif kind == 1:
        draw.rectangle((0, 0, image.width - 1, height - 1), fill=(*ink, 255))
        draw.polygon(star((image.width / 2, height / 2), height * 0.3), fill=(*YELLOW, 255))
    elif kind == 2:
        draw.polygon([(0, height - 1), (height / 2, 0), (height - 1, height - 1)], fill=(*ink, 255))
    else:
        draw.rounded_rectangle(
            (0, 0, image.width - 1, height - 1), height // 5, outline=(*ink, 255), width=max(1, height // 12)
        )
    text = "".join(rng.choice("ABCDEFGHIKLMNOPRSTUV") for _ in range(rng.randint(2, 6)))
    draw.text(
        (height * 0.25, height * 0.3),
        text,
        fill=(*rng.choice([BLACK, WHITE, ink]), 255),
        font=ImageFont.load_default(max(6, height // 3)),
    )
    return image


def any_colour(rng: random.Random) -> Colour:
    return (rng.randrange(256), rng.randrange(256), rng.randrange(256))


def _turned(size: tuple[int, int], point: tuple[float, float], degrees: float) -> tuple[float, float]:
    """Where a point of a picture goes when the picture is turned about its middle."""
    angle = math.radians(degrees)
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    return size[0] / 2 + x * math.cos(angle) + y * math.sin(angle), size[1] / 2 - x * math.sin(angle) + y * math.cos(
        angle
    )
