"""Alternative texts of tagged files: no library here writes such, so the file is written by hand."""

from __future__ import annotations

import pytest

from grantdocs.readers import read

PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
)
CONTENT = (
    b"/P << /MCID 0 >> BDC BT /F1 12 Tf 72 700 Td (Our project and its reading room) Tj ET EMC "
    b"/Figure << /MCID 1 >> BDC q 85 0 0 57 72 600 cm /Im1 Do Q EMC "
    b"q 40 0 0 40 300 600 cm /Im1 Do Q "
    b"/Figure << /MCID 2 >> BDC 0 0 1 rg 72 500 30 20 re f EMC"
)


def tagged(*figures: tuple[int, str], kind: str = "Figure") -> bytes:
    """A page with two pictures, of which marked content 1 draws the first, and a blue area, drawn by number 2."""
    elements = {
        9 + index: f"<< /Type /StructElem /S /{kind} /P 8 0 R /Pg 3 0 R /K {mark} /Alt ({alt}) >>".encode()
        for index, (mark, alt) in enumerate(figures)
    }
    kids = " ".join(f"{number} 0 R" for number in elements)
    by_mark = " ".join(
        next((f"{9 + i} 0 R" for i, (number, _) in enumerate(figures) if number == mark), "8 0 R") for mark in range(3)
    )
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 7 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >> >>",
        4: b"<< /Length %d >> stream\n%s\nendstream" % (len(CONTENT), CONTENT),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: PICTURE + b" stream\n0\nendstream",
        7: f"<< /Type /StructTreeRoot /K 8 0 R /ParentTree << /Nums [0 [{by_mark}]] >> >>".encode(),
        8: f"<< /Type /StructElem /S /Document /P 7 0 R /K [{kids}] >>".encode(),
        **elements,
    }
    data, places = b"%PDF-1.7\n", []
    for number, body in sorted(objects.items()):
        places.append(len(data))
        data += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >> startxref %d" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s\n%%%%EOF" % (size, table, end)


def test_pictures_get_their_alternative_text() -> None:
    document = read(tagged((1, "EU emblem")))
    assert [(image.alt, image.width_mm, image.page) for image in document.images] == [
        ("EU emblem", pytest.approx(30, abs=0.1), 1),
        ("", pytest.approx(14.1, abs=0.1), 1),
    ]
    assert document.text == "Our project and its reading room\nEU emblem"


def test_figures_that_are_no_pictures_stand_alone() -> None:
    images = read(tagged((2, "EU emblem"))).images
    assert [(image.alt, image.width_mm is None) for image in images] == [("", False), ("", False), ("EU emblem", True)]


def test_descriptions_of_other_things_are_no_pictures() -> None:
    assert {image.alt for image in read(tagged((1, "EU emblem"), kind="Span")).images} == {""}
