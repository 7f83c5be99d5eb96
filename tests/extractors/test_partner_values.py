"""Partners as the value of a label, with all that belongs to their names."""

from __future__ import annotations

import pytest

from grantdocs.extractors import organisations, partners
from grantdocs.extractors.reading import begin
from grantdocs.readers import read

CASES = {
    "branch behind a comma": (
        "Projekt financira Europska unija.\nPartneri\tZavod za javno zdravstvo, Područni ured Sisak; Udruga Val Sisak",
        ["Zavod za javno zdravstvo, Područni ured Sisak | partner", "Udruga Val Sisak | partner"],
    ),
    "faculty behind a comma, legal form behind a comma": (
        "Projekt financira Evropska unija.\nKonzorcijski partnerji: Univerza v Novi Gorici, Fakulteta za znanosti, KOVIN, d.d.",
        ["Univerza v Novi Gorici, Fakulteta za znanosti | partner", "KOVIN, d.d. | partner"],
    ),
    "name that goes on in small letters": (
        "Projekt spolufinancuje Evropská unie.\nPříjemce\tZákladní škola a mateřská škola Borek, příspěvková organizace",
        ["Základní škola a mateřská škola Borek, příspěvková organizace | beneficiary"],
    ),
    "purpose of a company behind its form": (
        "Projekt sufinancira Europska unija.\nKorisnik: Pilana Sokol d.o.o. za proizvodnju\nPilana Sokol d.o.o. gradi halu.",
        ["Pilana Sokol d.o.o. za proizvodnju | beneficiary"],
    ),
    "kind of company before its name": (
        "Projekt financira Evropska unija.\nPartnerja v operaciji: Turistično društvo Javor, Kmetijska zadruga Dravinja z.o.o.",
        ["Turistično društvo Javor | partner", "Kmetijska zadruga Dravinja z.o.o. | partner"],
    ),
    "head word with words in small letters": (
        "Projekt spolufinancuje Evropská unie.\nPartner\tSbor dobrovolných hasičů Borek",
        ["Sbor dobrovolných hasičů Borek | partner"],
    ),
    "address behind the name": (
        "Projekt spolufinancuje Evropská unie.\nPříjemce: Obec Borek, Nádražní 12, 679 00",
        ["Obec Borek | beneficiary"],
    ),
    "two towns are two partners": (
        "Projekt współfinansuje Unia Europejska.\nPartnerzy: Gmina Stary Bór i Gmina Nowy Bór",
        ["Gmina Stary Bór | partner", "Gmina Nowy Bór | partner"],
    ),
    "no name": (
        "Projekt spolufinancuje Evropská unie.\nPartner: bez partnera\nPříjemce\t12 škol v okrese",
        [],
    ),
    "a sentence is no value": (
        "Projekt spolufinancuje Evropská unie.\nPartner projektu má za úkol: připravit kurzy pro učitele a žáky.",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_partner_values(text: str, expected: list[str]) -> None:
    reading = begin(read(text.encode(), name="page.txt"))
    found = partners.extract(reading, organisations.find(reading))
    assert [f"{p.name} | {p.role}" for p in found] == expected
    for partner in found:
        assert partner.written == reading.quote(partner.spans[0])
