"""Quotation marks of all kinds, nested and unbalanced."""

import pytest

from grantdocs.extractors.awards.quotations import quotations
from grantdocs.extractors.reading import begin
from grantdocs.readers import read


def found(text):
    reading = begin(read(text.encode(), name="text.txt"))
    marks = quotations(reading)
    return [reading.folded.text[quoted.start : quoted.end] for quoted in marks.whole], marks


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Projekts “Tilts” sākās", ["Tilts"]),
        ("projektas „Tiltas“ prasidėjo", ["Tiltas"]),
        ("projekt „Sild” algas", ["Sild"]),
        ("проект «Мост» и «Река»", ["Мост", "Река"]),
        ("projekt »Most« se začne", ["Most"]),
        ('the project "Bridge" began', ["Bridge"]),
        ("the project 'Bridge' began, it's fine", ["Bridge"]),
        ("projektas „UAB „Bangos“ plėtra“ prasidėjo", ['UAB "Bangos" plėtra']),
        ("projektą „UAB Bangos“ plėtra“ pradėjo", ['UAB Bangos" plėtra']),
        ("no quotation here", []),
        ("“one\ntwo”", []),
    ],
)
def test_quotations(text, whole):
    assert found(text)[0] == whole


def test_marks_that_nothing_opens_or_closes_are_kept_apart():
    _, marks = found("projekta Tilts pār upi” jeb TILTS\nun “vēl viens")
    assert len(marks.closings) == 1
    assert len(marks.openings) == 1
