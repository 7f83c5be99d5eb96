"""What a publication calls its pages stands in the places of its blocks."""

from __future__ import annotations

import pytest
from raw_pdf import FONT, raw_pdf, stream

from grantdocs.model.document import Document
from grantdocs.readers import read
from grantdocs.reports._chrome import place

DISTINCT = ("Alder trees.", "Birch bark!", "Cedar wood?", "Dogwood hedges.", "Elm seeds.")


def numbered(labels: bytes, objects: dict[int, bytes] | None = None) -> bytes:
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(len(DISTINCT)))
    pages = {
        10 + n: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % (20 + n)
        for n in range(len(DISTINCT))
    }
    words = {20 + n: stream(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % word.encode()) for n, word in enumerate(DISTINCT)}
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /PageLabels %s >>" % labels,
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(DISTINCT)),
            5: FONT,
            **pages,
            **words,
            **(objects or {}),
        }
    )


def labels_of(document: Document) -> list[str | None]:
    return [block.anchor.page_label for block in document.blocks]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (b"<< /Nums [0 << /S /r >> 2 << /S /D >>] >>", ["i", "ii", "1", "2", "3"]),
        (b"<< /Nums [0 << /S /R /St 9 >>] >>", ["IX", "X", "XI", "XII", "XIII"]),
        (b"<< /Nums [0 << /S /A /St 25 >>] >>", ["Y", "Z", "AA", "BB", "CC"]),
        (b"<< /Nums [0 << /P (Cover) >> 1 << /S /D /P (A-) >>] >>", ["Cover", "A-1", "A-2", "A-3", "A-4"]),
        (b"<< /Nums [0 << /S /D >>] >>", [None] * 5),
        (b"<< /Nums [3 << /S /a >>] >>", [None, None, None, "a", "b"]),
        (b"<< /Nums [0 << /S /D /St -7 >> 1 << /S /X >> (x) 9] >>", [None, "", "", "", ""]),
        (b"(nothing)", [None] * 5),
        (b"99 0 R", [None] * 5),
    ],
)
def test_labels(labels: bytes, expected: list[str | None]) -> None:
    found = labels_of(read(numbered(labels), name="x.pdf"))
    assert [label or "" for label in found] == [label or "" for label in expected]


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param({30: b"<< /Kids [30 0 R 30 0 R] /Nums [0 << /S /r >>] >>"}, id="a node within itself"),
        pytest.param(
            {30: b"<< /Kids [31 0 R] >>", 31: b"<< /Kids [30 0 R] /Nums [0 << /S /r >>] >>"}, id="two within each other"
        ),
        pytest.param(
            {
                **{30 + n: b"<< /Kids [%d 0 R %d 0 R] >>" % (31 + n, 31 + n) for n in range(40)},
                70: b"<< /Nums [0 << /S /r >>] >>",
            },
            id="two ways at each of forty forks",
        ),
    ],
)
def test_labels_in_a_circle(objects: dict[int, bytes]) -> None:
    assert labels_of(read(numbered(b"30 0 R", objects), name="x.pdf")) == ["i", "ii", "iii", "iv", "v"]


def test_the_place_of_a_finding_shows_both() -> None:
    document = read(numbered(b"<< /Nums [0 << /S /r >>] >>"), name="x.pdf")
    assert "iii (3)" in place(document.locate(document.blocks[2].span), "en")
