"""Pictures by themselves: a poster, a scan, a logo strip. What is written into the file about them is read; what is
painted only by OCR, if somebody asks for it. Nothing is decoded for reading."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import regex

from grantdocs.errors import ReadError
from grantdocs.model.document import Document, Zone
from grantdocs.model.location import Anchor
from grantdocs.readers.building import Builder, plain
from grantdocs.readers.image.svg import is_svg, read_svg
from grantdocs.readers.reader import Content, Reader

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

__all__ = ["READER"]

_RASTER_RE = regex.compile(
    rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:avi[fs]|heic|heix|mif1)",
    regex.DOTALL,
)
_MM_PER_INCH = 25.4
_SCREEN_DPI = 100
"""Programs write 72 or 96 where nobody chose a size."""
_OCR_SECONDS = 60


def read_image(content: Content) -> Document:
    builder = Builder(content, READER)
    if is_svg(content):
        read_svg(builder, content)
        return builder.document()
    _read_raster(builder, content)
    if content.ocr is None:
        detail = "the words in the picture were not read; ask for OCR, or give the document that it belongs to"
        builder.gap("image-without-text-reading", detail)
    else:
        _recognise(builder, content, content.ocr)
    return builder.document()


def _read_raster(builder: Builder, content: Content) -> None:
    from PIL import Image, UnidentifiedImageError

    from grantdocs.readers.image.descriptions import descriptions

    try:
        with warnings.catch_warnings():
            # A picture of too many pixels is no danger to who does not decode it.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(content.data))
    except UnidentifiedImageError as error:
        if content.head[4:8] != b"ftyp":
            raise ReadError(content.source, "is a damaged picture", "save or download it again") from error
        builder.image(name=content.name, data=content.data)
        return
    except Image.DecompressionBombError as error:
        raise ReadError(content.source, "has more pixels than any publication needs", "save it smaller") from error
    width, height = _size_mm(picture)
    if width and height:
        builder.page_sizes.append((width, height))
    found = list(descriptions(picture, content.data))
    alt = next((said.text for said in found if said.is_alternative), "")
    title = next((said for said in found if said.is_title), None)
    builder.title = title.text if title else None
    anchor = Anchor(page=1)
    builder.image(alt=alt, name=content.name, width_mm=width, height_mm=height, data=content.data, anchor=anchor)
    for said in found:
        if not builder.holds(said.text, whole=False):
            builder.paragraph(plain(said.text), Zone.METADATA, anchor, said.language)


def _size_mm(picture: Picture) -> tuple[float | None, float | None]:
    try:
        across, down = (float(number) for number in picture.info.get("dpi") or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return None, None
    if not (_SCREEN_DPI <= across < 10_000 and _SCREEN_DPI <= down < 10_000):
        return None, None
    return round(picture.width / across * _MM_PER_INCH, 1), round(picture.height / down * _MM_PER_INCH, 1)


def _recognise(builder: Builder, content: Content, languages: tuple[str, ...]) -> None:
    from grantdocs.readers.ocr import NotRecognised, recognise

    try:
        lines = recognise(content.data, languages, max_seconds=_OCR_SECONDS)
    except NotRecognised as error:
        builder.gap("image-without-text-reading", f"the words in the picture were not read ({error})")
        return
    paragraphs: dict[int, list[str]] = {}
    for line in lines:
        paragraphs.setdefault(line.paragraph, []).append(line.text)
    for parts in paragraphs.values():
        builder.paragraph(plain(" ".join(parts)), Zone.IMAGE_TEXT, Anchor(page=1))
    sure = sum(line.confidence for line in lines) / len(lines) if lines else 0
    detail = (
        f"the words were recognised in the picture by a program, with a confidence of {sure:.0f} %"
        if lines
        else ("no words were recognised in the picture")
    )
    builder.gap("text-recognised", detail)


def _is_image(content: Content) -> bool:
    return _RASTER_RE.match(content.head) is not None or is_svg(content)


READER = Reader(
    name="image",
    media_types=(
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/tiff",
        "image/bmp",
        "image/svg+xml",
        "image/avif",
        "image/heic",
    ),
    extensions=("png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "svg", "avif", "heic"),
    sniff=_is_image,
    read=read_image,
)
