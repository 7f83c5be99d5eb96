"""Recognises the words of pictures with the program Tesseract, if somebody asks for it. It runs as a process of its own
that is ended when it takes too long, gets a plain bitmap and leaves no files behind."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from statistics import fmean

from grantdocs.errors import ScopeError
from grantdocs.model.location import Box

__all__ = ["Bitmap", "NotRecognised", "RecognisedLine", "check_languages", "installed_languages", "recognise"]

_PACKS = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "it": "ita", "lt": "lit", "lv": "lav",
    "mt": "mlt", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "sk": "slk", "sl": "slv", "sv": "swe",
}  # fmt: skip
"""What Tesseract calls the languages of the Union."""
_MOST_PIXELS = 40_000_000
_SMALL = 1_200
"""Pixels; what is smaller on its longer side is enlarged, for letters of a few pixels are not recognised."""
_DOUBTFUL = 25
"""Per cent; lines that are less sure on average are specks and ornaments."""
_APART = 2.0
"""White within a line, in its height, that divides it."""
_WORD = "5"
"""Level of the rows of the table that hold words."""


class NotRecognised(Exception):
    """A picture whose words were not recognised; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture in shades of grey, one byte a pixel, row by row from the top."""

    width: int
    height: int
    pixels: bytes = field(repr=False)
    dpi: int = 200


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    text: str
    box: Box
    """In pixels, from the top left corner."""
    confidence: float
    """What Tesseract thinks of its words on average, in per cent."""
    first_word: float
    """Width of the first word, in pixels."""
    paragraph: int
    """Number of the paragraph that Tesseract sees it in."""


def recognise(picture: Bitmap | bytes, languages: Iterable[str], *, max_seconds: float = 60) -> list[RecognisedLine]:
    """The lines of a bitmap, or of the bytes of a PNG, JPEG, GIF, WebP, TIFF or BMP file, in reading order.

    `languages`: BCP 47 tags; none: all that are installed. Raises NotRecognised where the picture is damaged, too large
    or takes too long, ScopeError where Tesseract or a language is not installed.
    """
    tags = check_languages(languages) or installed_languages()
    bitmap, factor = (picture, 1) if isinstance(picture, Bitmap) else _decoded(picture)
    table = _run(
        [
            _program(), "stdin", "stdout", "-l", "+".join(_PACKS[tag] for tag in tags),
            "--dpi", str(bitmap.dpi), "tsv",
        ],
        b"P5\n%d %d\n255\n%s" % (bitmap.width, bitmap.height, bitmap.pixels),
        max_seconds,
    )  # fmt: skip
    return list(_lines(table, factor))


def installed_languages() -> tuple[str, ...]:
    """Tags of the languages of the Union that Tesseract has packs for here. Raises ScopeError without Tesseract."""
    packs = _packs_of(_program())
    return tuple(tag for tag, pack in _PACKS.items() if pack in packs)


def check_languages(languages: Iterable[str]) -> tuple[str, ...]:
    """The tags without their regions. Raises ScopeError where one is not installed."""
    tags = tuple(dict.fromkeys(tag.partition("-")[0].lower() for tag in languages))
    installed = installed_languages()
    missing = [tag for tag in tags if tag not in installed]
    if missing or not installed:
        packs = " ".join(f"tesseract-ocr-{_PACKS.get(tag, tag)}" for tag in missing or ("lv", "en"))
        raise ScopeError(f"Tesseract has no language pack for {', '.join(missing) or 'any language'}; install {packs}")
    return tags


def _program() -> str:
    found = shutil.which("tesseract")
    if found is None:
        raise ScopeError("pictures of text are recognised by Tesseract, which is not installed (tesseract-ocr)")
    return found


@cache
def _packs_of(program: str) -> frozenset[str]:
    try:
        listed = _run([program, "--list-langs"], b"", 20).decode("utf-8", errors="replace")
    except NotRecognised as error:
        raise ScopeError(f"Tesseract does not say which languages it has ({error})") from error
    return frozenset(line.strip() for line in listed.splitlines()[1:])


def _run(command: list[str], given: bytes, max_seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell, and none of them comes from a document
            command,
            input=given,
            capture_output=True,
            timeout=max_seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise NotRecognised(f"it took more than {max_seconds:g} seconds") from error
    except OSError as error:
        raise NotRecognised(f"Tesseract could not be started ({error.strerror})") from error
    if done.returncode:
        raise NotRecognised(f"Tesseract gave up with code {done.returncode}")
    return done.stdout


def _decoded(data: bytes) -> tuple[Bitmap, int]:
    """The picture in shades of grey on white, and how many times it was enlarged."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(data))
            # So far only its header was read.
            is_large = image.width * image.height > _MOST_PIXELS
            coloured = Image.new("RGBA", (1, 1)) if is_large else image.convert("RGBA")
    except Exception as error:
        # Decoders meet damage with errors of every kind.
        raise NotRecognised("it is damaged or of an unknown kind") from error
    if is_large:
        raise NotRecognised(f"it has more than {_MOST_PIXELS // 1_000_000} million pixels")
    grey = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("L")
    factor = 2 if max(grey.size) < _SMALL else 1
    if factor > 1:
        grey = grey.resize((grey.width * factor, grey.height * factor), Image.Resampling.LANCZOS)
    return Bitmap(grey.width, grey.height, grey.tobytes()), factor


def _lines(table: bytes, factor: int) -> Iterator[RecognisedLine]:
    """Lines of the table that Tesseract prints: a row for each word, with its block, paragraph and line."""
    rows = (line.split("\t") for line in table.decode("utf-8", errors="replace").splitlines())
    words = (row for row in rows if len(row) == 12 and row[0] == _WORD and row[11].strip())
    paragraphs: dict[tuple[str, ...], int] = {}
    for line, group in groupby(words, key=lambda row: tuple(row[1:5])):
        paragraph = paragraphs.setdefault(line[:3], len(paragraphs) + 1)
        for parts in _parted([_Word.of(row, factor) for row in group]):
            confidence = fmean(word.confidence for word in parts)
            if confidence >= _DOUBTFUL:
                text = " ".join(word.text for word in parts)
                first = parts[0].box
                yield RecognisedLine(text, _around(parts), round(confidence, 1), first.right - first.left, paragraph)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box
    confidence: float

    @classmethod
    def of(cls, row: list[str], factor: int) -> _Word:
        left, top, width, height = (int(number) / factor for number in row[6:10])
        return cls(row[11].strip(), Box(left, top, left + width, top + height), float(row[10]))


def _parted(words: list[_Word]) -> Iterator[list[_Word]]:
    """The words of a line, divided where the white between them is that of a table or of columns."""
    height = max(word.box.bottom - word.box.top for word in words)
    part = words[:1]
    for before, word in pairwise(words):
        if word.box.left - before.box.right > _APART * height:
            yield part
            part = []
        part.append(word)
    yield part


def _around(words: list[_Word]) -> Box:
    return Box(
        min(word.box.left for word in words), min(word.box.top for word in words),
        max(word.box.right for word in words), max(word.box.bottom for word in words),
    )  # fmt: skip
