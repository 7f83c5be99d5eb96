"""What kind of publication it is: by what it calls itself, its format, the number and size of its pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grantdocs.extractors.kind import kind_of, number_of_pages, page_size
from grantdocs.extractors.reading import Reading, begin
from grantdocs.model.document import Document
from grantdocs.model.facts import PageSize
from grantdocs.testing import document_of

A3, A4, SLIDE = (297.0, 420.0), (210.0, 297.0), (254.0, 142.9)
LITTLE = "The town renews its library.\nCo-funded by the European Union"
MUCH = "\n".join(f"Paragraph {i} tells at length what the library did with its readers this month." for i in range(40))


def a_document(text: str, *pages: tuple[float, float], form: str = "pdf", name: str = "file") -> Document:
    made = document_of(text, form=form)
    return replace(made, source=replace(made.source, uri=f"folder/{name}.{form}"), page_sizes_mm=pages)


def read(text: str, *pages: tuple[float, float], form: str = "pdf", name: str = "file") -> Reading:
    return begin(a_document(text, *pages, form=form, name=name))


@pytest.mark.parametrize(
    ("reading", "wanted"),
    [
        (read(LITTLE, A3), "poster"),
        (read(LITTLE, (420.0, 297.0)), "poster"),
        (read(LITTLE, (594.0, 841.0)), "poster"),
        (read(LITTLE, (303.0, 426.0)), "poster"),
        (read(LITTLE, (2000.0, 1500.0)), "billboard"),
        (read(LITTLE, (85.0, 55.0)), "small-item"),
        (read(LITTLE, A3, A3), "document"),
        (read(MUCH, A4), "document"),
        (read(MUCH, A4, A4), "document"),
        (read(LITTLE, SLIDE, SLIDE, SLIDE), "presentation"),
        (read(LITTLE, SLIDE, SLIDE, form="pptx"), "presentation"),
        (read(LITTLE, A4, form="docx"), "document"),
        (read(LITTLE, A3, form="docx"), "poster"),
        (read(MUCH, A3, form="docx"), "document"),
        (read(LITTLE, form="text"), "document"),
        (read(LITTLE, form="html", name="poster"), "web-page"),
    ],
)
def test_kind_by_format_and_size(reading: Reading, wanted: str) -> None:
    assert kind_of(reading) == (wanted, ())


@pytest.mark.parametrize(
    ("reading", "wanted"),
    [
        (read(LITTLE, A4, name="Poster_A4-final"), "poster"),
        (read("Plakāts\nPilsēta atjauno savu bibliotēku", A4), "poster"),
        (read("Projekta informatīvā plāksne\nProjektu līdzfinansē Eiropas Savienība", A4), "plaque"),
        (read("Laikinas informacinis stendas\nProjektą bendrai finansuoja Europos Sąjunga", A4), "billboard"),
        (read("TUNNISTUS\nKäesolevaga kinnitame, et Mari Maasikas osales koolitusel", A4), "certificate"),
        (read("Town Library\nCertificate of attendance\nThis is to say that Ann Example took part", A4), "certificate"),
        (read("Ielūgums uz noslēguma konferenci\nGaidīsim jūs bibliotēkā", A4, form="docx"), "invitation"),
        (read("Zaproszenie na konferencję\nBędziemy gościć trzech autorów", form="text"), "invitation"),
        (read("Seminar agenda\n10.00 Opening", A4), "document"),
        (read("Pilsēta atjauno savu bibliotēku", (338.7, 190.5), form="pptx", name="plakats"), "poster"),
    ],
)
def test_kind_by_what_it_calls_itself(reading: Reading, wanted: str) -> None:
    assert kind_of(reading) == (wanted, ())


@pytest.mark.parametrize(
    "text",
    [
        "A new poster hangs in the library\n" + MUCH,
        "The poster of the festival was drawn by the pupils of the art school in May\n" + MUCH,
        "Readers wrote three posters.\nThen they hung them up.\n" + MUCH,
        "Kvietimas teikti paraiškas\n" + MUCH,
        "Uzstādīts jauns informatīvais stends pilsētas parkā\n" + MUCH,
    ],
)
def test_text_that_speaks_of_a_poster_is_none(text: str) -> None:
    assert kind_of(read(text, form="text")) == ("document", ())


@pytest.mark.parametrize(
    ("reading", "kind", "others"),
    [
        (read(LITTLE, A4), "document", ["poster", "plaque", "certificate", "invitation"]),
        (read(LITTLE, (297.0, 210.0)), "document", ["poster", "plaque", "certificate", "invitation"]),
        (read(MUCH, A3), "document", ["poster"]),
        (read(LITTLE, SLIDE, form="pptx"), "presentation", ["poster"]),
        (read("Invitation\n" + LITTLE, A4, name="poster"), "poster", ["invitation"]),
    ],
)
def test_what_cannot_be_told_apart_is_a_gap(reading: Reading, kind: str, others: list[str]) -> None:
    found, (gap,) = kind_of(reading)

    assert found == kind
    assert (gap.reason, gap.pointer) == ("kind-unclear", "/document/kind")
    assert all(other in gap.detail for other in others)
    assert "--assume kind=" in gap.detail


def test_pages_and_their_size() -> None:
    assert page_size(read(LITTLE, (420.0, 297.0), A4)) == PageSize(short=297.0, long=420.0)
    assert page_size(read(LITTLE)) is None
    assert number_of_pages(read(LITTLE, A4, A4)) == 2
    assert number_of_pages(read(LITTLE, A4, form="docx")) is None
    assert number_of_pages(read(LITTLE, form="text")) is None
