"""Where a text names the Union, and whether in full."""

from __future__ import annotations

import pytest

from grantdocs.extractors import mentions
from grantdocs.extractors.reading import begin
from grantdocs.testing import document_of, marked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The «European Union» pays for the new shelves of our library.", "en"),
        ("THE «EUROPEAN\u00a0UNION» PAYS FOR THE NEW SHELVES OF OUR LIBRARY.", "en"),
        ("Bibliotēkas jaunos plauktus apmaksā «Eiropas Savienība» un novada pašvaldība.", "lv"),
        ("Projekts notiek ar «Eiropas Savienības» atbalstu, un bibliotēka par to priecājas.", "lv"),
        ("Projektas vykdomas «Europos Sąjungos» lėšomis, biblioteka tuo džiaugiasi.", "lt"),
        ("Projekti rahastab «Euroopa Liit» ja raamatukogu rõõmustab selle üle.", "et"),
        ("«European Union», EU and again the «European Union»: all of it is our library's money.", "en"),
    ],
)  # fmt: skip
def test_named_in_full(text: str, language: str) -> None:
    plain, spans = marked(text)

    (found,) = mentions.extract(begin(document_of(plain, language)))

    assert (found.id, found.in_full, found.spans) == ("EU", True, spans)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The «EU» pays for the new shelves of our library in this town.", "en"),
        ("Bibliotēkas jaunos plauktus šogad apmaksā «ES» un novada pašvaldība.", "lv"),
    ],
)
def test_only_abbreviated(text: str, language: str) -> None:
    plain, spans = marked(text)

    (found,) = mentions.extract(begin(document_of(plain, language)))

    assert (found.in_full, found.spans) == (False, spans)


@pytest.mark.parametrize(
    "text",
    [
        "The European universities formed a union of their libraries.",
        "Eu vou ao museu; the menu was eu-phonic.",
        "Bibliotēkas lasītāji es esmu un tu esi, bet savienība ir cita.",
        "",
    ],
)
def test_not_named(text: str) -> None:
    assert mentions.extract(begin(document_of(text))) == ()
