"""Emblems as files from style guides and web pages come: borders, lock-ups, long strips, and every kind of file."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import numpy as np
from emblem_pictures import BLACK, BLUE, VERSIONS, WHITE, Colour, Picture, Placed, emblem, logo, page_of
from PIL import Image, ImageDraw, ImageFont

from grantdocs.extractors.emblem.decoding import pixels

__all__ = ["FILES", "SHAPES", "as_file", "variant"]

WORDS = ["Co-funded by\nthe European Union", "Līdzfinansē\nEiropas Savienība", "Bendrai finansuoja\nEuropos Sąjunga",
         "Kaasrahastanud\nEuroopa Liit", "Συγχρηματοδοτείται από\nτην Ευρωπαϊκή Ένωση"]  # fmt: skip


def white_border_on(colour: Colour) -> Callable[[random.Random, Image.Image], Placed]:
    """As the guides want it on coloured pages: a border of a 25th of the height."""

    def draw(_: random.Random, shape: Image.Image) -> Placed:
        edge, pad = max(1, round(shape.height / 25)), round(shape.height * 0.4) + 2
        page = page_of((shape.width + 2 * (edge + pad), shape.height + 2 * (edge + pad)), colour)
        page.paste(WHITE, (pad, pad, pad + shape.width + 2 * edge, pad + shape.height + 2 * edge))
        page.paste(shape, (pad + edge, pad + edge))
        return page, (pad + edge, pad + edge)

    return draw


def lock_up(side: str, ink: Colour = BLUE, paper: Colour = WHITE) -> Callable[[random.Random, Image.Image], Placed]:
    """The statement beside or below, in letters about a third of the emblem's height."""

    def draw(rng: random.Random, shape: Image.Image) -> Placed:
        words = rng.choice(WORDS)
        font = ImageFont.load_default(max(6, round(shape.height * (0.36 if side != "below" else 0.22))))
        width = max(int(font.getlength(line)) for line in words.split("\n"))
        pad = max(2, round(shape.height * 0.12))
        height = shape.height + 2 * pad + (shape.height if side == "below" else 0)
        size = max(shape.width, width) + 2 * pad if side == "below" else shape.width + width + 3 * pad
        page = page_of((size, height), paper)
        left = pad if side != "left" else size - pad - shape.width
        page.paste(shape, (left, pad))
        at = {"right": (shape.width + 2 * pad, pad), "left": (pad, pad), "below": (pad, shape.height + 2 * pad)}[side]
        ImageDraw.Draw(page).multiline_text(at, words, fill=ink, font=font)
        return page, (left, pad)

    return draw


def long_strip(rng: random.Random, shape: Image.Image) -> Placed:
    """Many logos in a line, the emblem among them, on a page fifteen times as wide as high."""
    height = round(shape.height * rng.uniform(1.2, 2.5))
    page = page_of((height * 15, height))
    place, x, where = rng.randint(0, 6), height // 4, (0, 0)
    for number in range(7):
        piece = shape if number == place else logo(rng, round(height * 0.7))
        y = (height - piece.height) // 2
        page.paste(piece, (x, y), piece if piece.mode == "RGBA" else None)
        where = (x, y) if number == place else where
        x += piece.width + height // 3
    return page, where


def ringed(_: random.Random, shape: Image.Image) -> Placed:
    """A thin black line around it, as programs put around pictures."""
    page = page_of((shape.width + 12, shape.height + 12))
    page.paste(shape, (6, 6))
    ImageDraw.Draw(page).rectangle((5, 5, shape.width + 6, shape.height + 6), outline=BLACK)
    return page, (6, 6)


SHAPES: dict[str, Callable[[random.Random, Image.Image], Placed]] = {
    "white border on blue": white_border_on(BLUE),
    "white border on black": white_border_on((10, 10, 10)),
    "white border on red": white_border_on((190, 20, 40)),
    "white border on light blue": white_border_on((70, 150, 220)),
    "white border on yellow": white_border_on((250, 200, 20)),
    "lock-up right": lock_up("right"),
    "lock-up left": lock_up("left", BLACK),
    "lock-up below": lock_up("below"),
    "lock-up in white on dark blue": lock_up("right", WHITE, (0, 30, 90)),
    "lock-up in white on black": lock_up("right", WHITE, (5, 5, 5)),
    "long strip": long_strip,
    "thin line around": ringed,
}


def variant(rng: random.Random, width: float) -> Picture:
    """An emblem so many pixels wide in one of these shapes, written as one of these files and read again."""
    version = rng.choices(list(VERSIONS), [70, 14, 8, 8])[0]
    what, kind = rng.choice(list(SHAPES)), rng.choice(list(FILES))
    shape = emblem(width / 1.5, version)
    image, (left, top) = SHAPES[what](rng, shape)
    shown = pixels(as_file(kind, image))
    assert shown is not None
    is_mono = version != "colour" or kind == "png in grey"
    box = (left, top, shape.width, shape.height)
    return Picture(Image.fromarray(shown), box, f"{version}, {what}, {kind}", is_mono)


def as_file(kind: str, image: Image.Image) -> bytes:
    stream = io.BytesIO()
    FILES[kind](image.convert("RGB"), stream)
    return stream.getvalue()


def _palette_with_hole(image: Image.Image, stream: io.BytesIO) -> None:
    """White is transparent."""
    few = image.quantize(32)
    numbers = few.getcolors() or []
    palette = few.getpalette() or []
    white = [index for _, index in numbers if min(palette[3 * index : 3 * index + 3]) > 250]
    few.save(stream, "PNG", **({"transparency": white[0]} if white else {}))


def _of_16_bits(image: Image.Image, stream: io.BytesIO) -> None:
    import cv2

    wide = np.asarray(image)[:, :, ::-1].astype(np.uint16) * 257
    stream.write(cv2.imencode(".png", wide)[1].tobytes())


def _turned_by_exif(image: Image.Image, stream: io.BytesIO) -> None:
    exif = Image.Exif()
    exif[274] = 6
    image.rotate(90, expand=True).save(stream, "JPEG", quality=85, exif=exif)


def _moving(image: Image.Image, stream: io.BytesIO) -> None:
    image.save(stream, "GIF", save_all=True, append_images=[Image.new("RGB", image.size, "white")], duration=200)


FILES: dict[str, Callable[[Image.Image, io.BytesIO], None]] = {
    "png": lambda image, stream: image.save(stream, "PNG"),
    "png of few colours with a hole": _palette_with_hole,
    "png of 16 bits": _of_16_bits,
    "png in grey": lambda image, stream: image.convert("L").save(stream, "PNG"),
    "jpeg": lambda image, stream: image.save(stream, "JPEG", quality=70),
    "jpeg in four colours": lambda image, stream: image.convert("CMYK").save(stream, "JPEG", quality=85),
    "jpeg turned by exif": _turned_by_exif,
    "jpeg step by step": lambda image, stream: image.save(stream, "JPEG", quality=60, progressive=True),
    "gif that moves": _moving,
    "webp": lambda image, stream: image.save(stream, "WEBP", quality=60),
    "webp without loss": lambda image, stream: image.save(stream, "WEBP", lossless=True),
    "tiff in four colours": lambda image, stream: image.convert("CMYK").save(stream, "TIFF", compression="tiff_lzw"),
    "bmp": lambda image, stream: image.save(stream, "BMP"),
}
