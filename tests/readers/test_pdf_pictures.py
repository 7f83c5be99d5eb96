"""The pixels of pictures on PDF pages, which are drawn when somebody asks for them."""

from __future__ import annotations

import io
import pickle
import zlib

import pytest
from drawn_pdf import drawn, lines_at, picture
from raw_pdf import raw_page

from grantdocs.model.document import Image
from grantdocs.readers import read

BLUE = (0, 51, 153)


def drawn_once(width: float = 85.04, height: float = 56.69, turn: int = 0) -> Image:
    def draw(canvas) -> None:
        canvas.setPageRotation(turn)
        lines_at(canvas, 72, 100, ["text"])
        canvas.drawImage(picture(), 72, 560 - height, width=width, height=height)

    (image,) = read(drawn(draw)).images
    return image


@pytest.mark.parametrize(("turn", "size"), [(0, (354, 236)), (90, (236, 354)), (180, (354, 236)), (270, (236, 354))])
def test_pictures_are_drawn_when_asked_for(turn: int, size: tuple[int, int]) -> None:
    shown = pixels(drawn_once(turn=turn))
    assert shown.size == pytest.approx(size, abs=3)
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == BLUE


def test_large_pictures_are_drawn_smaller() -> None:
    shown = pixels(drawn_once(500, 540))
    assert shown.width * shown.height == pytest.approx(4_000_000, rel=0.01)


def test_specks_have_no_pixels() -> None:
    assert drawn_once(1, 1).content() is None


def test_pictures_of_damaged_files_have_no_pixels() -> None:
    placed = drawn_once().data
    assert callable(placed)
    assert type(placed)(b"%PDF-", 1, placed.box)() is None
    assert type(placed)(placed.pdf, 7, placed.box)() is None


def test_documents_with_pictures_can_be_sent_elsewhere() -> None:
    before = drawn_once()
    image = pickle.loads(pickle.dumps(before))
    assert image == before
    assert pixels(image).getpixel((10, 10)) == BLUE


def test_hostile_pictures_do_not_fill_the_memory() -> None:
    packed = zlib.compress(b"\0" * 1_000_000, 9)
    entries = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    body = b"<< %s /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (entries, len(packed), packed)
    data = raw_page(b"q 200 0 0 200 72 500 cm /Im1 Do Q", resources=b"/XObject << /Im1 10 0 R >>", objects={10: body})
    (image,) = read(data).images
    assert len(image.content() or b"") < 1_000_000


def pixels(image: Image):
    from PIL import Image as Picture

    data = image.content()
    assert data is not None
    return Picture.open(io.BytesIO(data))
