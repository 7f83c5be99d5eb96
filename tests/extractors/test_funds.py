"""Funds that a text names: in full in any case, abbreviated, and what is no fund of the Union."""

from __future__ import annotations

import pytest
from statement_texts import reading_in

from grantdocs.extractors.funds import extract
from grantdocs.model.document import Block, Document, Zone

NAMED = [
    ("lv", "finansējums no Eiropas Reģionālās attīstības fonda", ["ERDF"]),
    ("lv", "EIROPAS REĢIONĀLĀS ATTĪSTĪBAS FONDS", ["ERDF"]),
    ("lv", "Projektu līdzfinansē ERAF un valsts budžets", ["ERDF"]),
    ("lv", "Eiropas Sociālā fonda projekts", ["ESF"]),
    ("lv", "Eiropas Sociālā fonda Plus projekts", ["ESF+"]),
    ("lv", "ESF Plus un ERAF", ["ESF+", "ERDF"]),
    ("lv", "Kohēzijas fonda līdzekļi", ["CF"]),
    ("lv", "Atveseļošanas fonda līdzfinansējums", ["RRF"]),
    ("lv", "Eiropas Lauksaimniecības fonda lauku attīstībai (ELFLA) atbalsts", ["EAFRD"]),
    ("lt", "iš Europos regioninės plėtros fondo lėšų", ["ERDF"]),
    ("lt", "Europos socialinio fondo lėšomis", ["ESF"]),
    ("et", "Euroopa Regionaalarengu Fondist", ["ERDF"]),
    ("et", "EL Regionaalarengu Fond", ["ERDF"]),
    ("pl", "ze środków Europejskiego Funduszu Rozwoju Regionalnego", ["ERDF"]),
    ("cs", "spolufinancován Evropským sociálním fondem", ["ESF"]),
    ("ro", "cofinanțat din Fondul Social European+", ["ESF+"]),
    ("ro", "cofinanțat din Fondul Social European", ["ESF"]),
    ("sl", "iz Evropskega sklada za regionalni razvoj", ["ERDF"]),
    ("hr", "Europski fond za regionalni razvoj (ERDF)", ["ERDF"]),
    ("hu", "az Európai Regionális Fejlesztési Alapból", ["ERDF"]),
    ("ro", "cofinanțat din Fondul European de Dezvoltare Regionala", ["ERDF"]),
    ("de", "aus Mitteln des Europäischen Sozialfonds Plus", ["ESF+"]),
    ("el", "του Ευρωπαϊκού Ταμείου Περιφερειακής Ανάπτυξης", ["ERDF"]),
    ("bg", "от Кохезионния фонд", ["CF"]),
    ("fi", "Euroopan aluekehitysrahastosta", ["ERDF"]),
    ("fi", "Rahoittaja: Euroopan sosiaalirahasto (ESR+)", ["ESF+"]),
    ("en", "the European Social Fund (ESF) and the ERDF", ["ESF", "ERDF"]),
    ("en", "European Regional\nDevelopment Fund", ["ERDF"]),
    ("en", "European\u00a0Social Fund", ["ESF"]),
    ("en", "Asylum, Migration and Integration Fund", ["AMIF"]),
    ("en", "Funded by the European Union – NextGenerationEU", ["RRF"]),
    ("lt", "NextGenerationEU ir ESF", ["RRF", "ESF"]),
    ("lv", "KF līdzfinansējums", ["CF"]),
]

NO_FUND = [
    ("lv", "KF ir spēlētāja iniciāļi"),
    ("lv", "eraf ar mazajiem burtiem"),
    ("lv", "Latvijas vides aizsardzības fonda finansējums"),
    ("lv", "Sabiedrības integrācijas fonds"),
    ("lv", "SERAFIMA un ERAFS"),
    ("en", "Standards for CF and data requests"),
    ("en", "European Science Foundation"),
    ("en", "European Structural and Investment Funds"),
    ("hr", "Logotip Europskih strukturnih i investicijskih fondova"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text", "expected"), NAMED)
def test_named(language: str, text: str, expected: list[str]) -> None:
    assert [fund.id for fund in extract(reading_in(language, text))] == expected


@pytest.mark.parametrize(("language", "text"), NO_FUND)
def test_no_fund(language: str, text: str) -> None:
    assert extract(reading_in(language, text)) == ()


def test_each_fund_once_with_all_places() -> None:
    reading = reading_in("lv", "ERAF. Eiropas Reģionālās attīstības fonds (ERAF). ESF.")

    assert [[reading.quote(span) for span in fund.spans] for fund in extract(reading)] == [
        ["ERAF", "Eiropas Reģionālās attīstības fonds", "ERAF"],
        ["ESF"],
    ]


def test_recovery_money_in_react_eu_is_the_funds_own() -> None:
    assert [fund.id for fund in extract(reading_in("en", "REACT-EU, part of NextGenerationEU, through the ERDF"))] == [
        "ERDF"
    ]


@pytest.mark.parametrize("zone", [Zone.NAVIGATION, Zone.COMMENT])
def test_menus_and_comments_name_no_source_of_money(zone: Zone) -> None:
    reading = reading_in("lv", "ERAF projekti")
    document = Document(reading.document.source, "ERAF projekti", (Block(reading.document.blocks[0].span, zone),))

    assert extract(type(reading)(document, reading.folded, "lv", ("lv",), reading.lexicon)) == ()
