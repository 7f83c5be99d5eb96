"""Numbers that look like those of grants and are none: no award, wherever they stand."""

from __future__ import annotations

import pytest

from grantdocs.catalogue.programmes import programmes
from grantdocs.extractors.awards import numbers
from grantdocs.extractors.reading import begin
from grantdocs.testing import document_of

HOSTILE = {
    "telephone": [
        "Tālr. +371 65423456", "Tālrunis: 6542 3456, mob. 29 123 456", "Tel. +370 5 212 3456", "Tel: (8-46) 39 61 23",
        "Telefon +372 612 3456", "Phone: 020 7946 0958", "Tel. +48 22 273 87 00", "Fax: 0049-30-1234567", "65423456",
        "+37126123456", "T +43 1 711 00-0", "Tel.: 06 1 123 4567", "☎ 212 345 67 89",
    ],
    "postcode": [
        "Brīvības iela 5, Jēkabpils, LV-5201", "LT-01103 Vilnius", "Gedimino pr. 53, LT-01109", "10152 Tallinn",
        "EE-10117", "SK-811 02 Bratislava", "D-10117 Berlin", "00-926 Warszawa", "1040 Wien, A-1040", "H-1054 Budapest",
        "HR-10000 Zagreb", "SI-1000 Ljubljana", "L-2985 Luxembourg", "BE-1049 Brussels", "1050-053 Lisboa",
    ],
    "registration": [
        "Reģ. Nr. 90000026144", "Reģistrācijas numurs 40003123456", "PVN reģ. Nr. LV40003123456", "Įmonės kodas 188774822",
        "Registrikood 75017739", "NIP 526-000-12-46", "REGON 000001301", "KRS 0000123456", "VAT No. EE100931558",
        "OIB 12345678901", "IČO: 00151742", "Company number 07495895", "Registereintrag HRB 12345 B", "PVM kodas LT887748219",
        "Adószám: 15308744-2-41", "CUI RO1234567", "Apliecības Nr. LV-12345678", "Litsentsi nr 4567HTM",
    ],
    "ISBN": [
        "ISBN 978-9934-0-1234-5", "ISBN: 9789934012345", "ISSN 1407-1234", "ISBN 5-89960-123-4", "UDK 027.022",
        "doi:10.2766/12345", "DOI 10.1016/j.jbi.2019.103285", "ISBN 978 92 76 12345 6", "KC-04-19-123-EN-N",
    ],
    "account": [
        "IBAN LV80BANK0000435195001", "Konts: LV97 HABA 0551 0123 4567 8", "LT12 1000 0111 0100 1000",
        "EE38 2200 2210 2014 5685", "Kods HABALV22", "SWIFT: UNLALV2X", "PL61 1090 1014 0000 0712 1981 2874",
        "DE89370400440532013000", "Konto nr 10002033001234", "Sąskaita LT60 1010 0123 4567 8901",
    ],
    "act": [
        "Regula (ES) Nr. 1303/2013", "MK noteikumi Nr. 611", "Ministru kabineta 2014. gada 9. septembra noteikumi Nr. 546",
        "Regulation (EU) 2021/1060", "Directive 2014/24/EU", "Įsakymas Nr. V-123", "2019 m. sausio 3 d. įsakymas Nr. 1K-12",
        "Lēmums Nr. 12/45", "(prot. Nr. 5, 12. p.)", "Määrus nr 42", "RT I, 29.12.2020, 9", "OJ L 231, 30.6.2021, p. 159",
        "32021R1060", "COM(2018) 375 final", "C/2019/1234", "Uchwała nr XII/345/2020", "Dz.U. 2018 poz. 1986",
        "Iepirkums Nr. JNP 2019/12", "Iepirkuma līgums Nr. 4-15/19/123", "Rangos sutartis Nr. 4-15/19/123", "Hankeleping nr 4-15/19/123",
        "Works contract No 4-15/19/123", "Rīkojums Nr. 345", "Käskkiri nr 1.1-2/21/45",
        "Decyzja nr 123/2021", "Verordnung (EU) Nr. 1303/2013", "C(2021) 1234", "ETS No. 108", "EN 301 549", "ISO 9001:2015",
    ],
    "date": [
        "2019. gada 17. janvārī", "17.01.2019", "2019-01-17", "17/01/2019", "01.2018-12.2020", "2014-2020", "2014.–2020.",
        "plkst. 10.00-16.30", "2019 m. sausio 17 d.", "Q1/2022", "12.-14.05.2021", "19:00", "2021/2022. m. g.", "20190117",
    ],
    "other": [
        "EUR 150 178,64", "176680.75", "GPS 56.4990, 25.8573", "N 56° 29' 56\"", "A4, 210 x 297 mm", "Win 10 Pro 64-bit",
        "E22, A13", "Kab. 305", "Boeing 737-800", "Covid-19", "B2-12", "RAL 5002", "Pantone 286 C", "1920x1080 px",
        "KA-1234", "AB-1234", "ABC 123", "LP-700", "RTU-5", "MD5 9e107d9d372bb6826bd81d3542a419d6", "v2.13.1-rc.4",
        "https://example.org/nodes/2019-1-XX01-KA220", "anna.2019-1@example.org", "IMG_20190117_120000.jpg", "K. 12-3",
        "10 000 000", "85 % / 15 %", "1 234 567", "1/2", "3D", "R2-D2", "CO2", "T-34", "ZX81", "4x4",
    ],
}  # fmt: skip
LINES = [(kind, line) for kind, lines in HOSTILE.items() for line in lines]
SURROUNDINGS = [
    "{}",
    "The library opens a new room. {} Readers are welcome.",
    "Projektu līdzfinansē Eiropas Reģionālās attīstības fonds.\n{}",
    "Erasmus+ and Horizon 2020 are programmes of the European Union.\n{}\nInterreg, LIFE.",
    "Projekts ir noslēdzies.\n{}",
]


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["alone", "news", "fund", "programmes", "project"])
@pytest.mark.parametrize(("kind", "line"), LINES, ids=[f"{kind}: {line}" for kind, line in LINES])
def test_no_award(kind: str, line: str, surroundings: str) -> None:
    found = numbers(begin(document_of(surroundings.format(line))))

    assert [(each.value, each.programmes[:2]) for each in found] == []


SURE = [
    (identifier, example)
    for identifier, profile in programmes().items()
    for form in profile.award_numbers
    if not form.shared and not form.needs_label
    for example in form.examples
]


@pytest.mark.parametrize(("identifier", "example"), SURE, ids=[f"{each[0]} {each[1]}" for each in SURE])
def test_number_that_is_nobody_elses_tells_the_programme(identifier: str, example: str) -> None:
    found = numbers(begin(document_of(f"The project No {example} began in May.")))

    assert identifier in found[-1].programmes
    assert {each.programmes[0] for each in found if each.sure} <= {identifier}


SUMS = [
    "cost of the project: EUR 120 000.00", "Total cost of the project: EUR 120000", "Project: EUR 120 000.00",
    "Project EUR 4500", "Project: EUR15000", "Project No EUR 120 000", "Project number: EUR-120/2019", "Project: MEUR 12",
    "Project: 120000 EUR", "Project: 120.000,00 EUR", "Project: 120000.00 EUR", "Project 120000 €", "Project: € 45,000",
    "project budget € 45,000", "project budget EUR 45 000", "Cost of the project: 120000.00", "Cost of project: 120000",
    "Grant: EUR 30 000", "Grant: 30000 euros", "Contract: EUR 99 000.50", "Grant agreement: 250000 EUR",
    "projekta izmaksas: EUR 120 000", "Projekta summa EUR 120000", "Projekts: 120000 EUR", "Projekts: LVL 120 000",
    "Līgums: EUR 15 000,00", "Projekto vertė: 120 000 EUR", "Projekto vertė: EUR 120 000", "Projektas: 120000 Eur",
    "Projekti maksumus: EUR 120 000", "Projekt: 120000 eurot", "Wartość projektu: PLN 120 000", "Projekt: 120000 zł",
    "Projekt: EUR 120.000,00", "Kosten des Projekts: EUR 120 000", "Coût du projet : EUR 120 000", "Projet : 120000 euros",
    "Coste del proyecto: EUR 120 000", "Costo del progetto: EUR 120 000", "Valoarea proiectului: 120000 lei",
    "Projekt: SEK 20 000", "Projekt: DKK 20 000", "Projekt: CZK 200 000", "Projekt: HUF 200 000",
]  # fmt: skip


@pytest.mark.parametrize("tag", ["en", "lv", "lt", "et", "pl", "de", "fr", "es", "it", "ro"])
@pytest.mark.parametrize("line", SUMS)
def test_a_sum_is_no_number_of_an_award(line: str, tag: str) -> None:
    reading = begin(document_of(f"European Union funds.\n{line}", tag))

    assert [each.value for each in numbers(reading)] == []


BESIDE_SUMS = [
    ("Project No 101012345, EUR 500", "101012345"), ("Project No 101012345 EUR 500 000", "101012345"),
    ("Project No 101012345: EUR 500", "101012345"), ("Project 1234567 (EUR 500)", "1234567"),
    ("Cost of the project No 1234567: EUR 500", "1234567"), ("Cost of project number: 1234567", "1234567"),
    ("Project No EUP-120/2019, 500 EUR", "EUP-120/2019"), ("Project: ESP2017-12345-R", "ESP2017-12345-R"),
    ("Project number: Euro-MED0200123", "Euro-MED0200123"), ("Project: MKD-2019-001", "MKD-2019-001"),
    ("Projekta Nr. 1.2.3.0/16/A/001, EUR 15 000", "1.2.3.0/16/A/001"), ("Projekts Nr. LLI-444 EUR 500", "LLI-444"),
    ("Projekto Nr. 08.2.1-CPVA-V-123-01-0001, 500 EUR", "08.2.1-CPVA-V-123-01-0001"),
    ("The cost of the project: EUR 120 000. Project No ABC-12345", "ABC-12345"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "value"), BESIDE_SUMS)
def test_a_labelled_number_beside_a_sum_stays(line: str, value: str) -> None:
    assert [each.value for each in numbers(begin(document_of(line)))] == [value]
