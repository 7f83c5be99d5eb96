"""Who takes part in the project, and who is only mentioned."""

from __future__ import annotations

import pytest

from grantdocs.extractors import organisations, partners
from grantdocs.extractors.reading import begin
from grantdocs.model.location import Span
from grantdocs.readers import read

CASES = {
    "label and cell": (
        "Vadošais partneris\tBauskas novada pašvaldība\nProjekta partneris\tBiržu rajona pašvaldība",
        ["Bauskas novada pašvaldība | LV | lead", "Biržu rajona pašvaldība | LT | partner"],
    ),
    "together with, inflected": (
        "Projektu finansē Eiropas Savienība, un to īsteno Cēsu novada pašvaldība sadarbībā ar Tartu pilsētas bibliotēku un "
        "Kauņas rajona muzeju.",
        [
            "Cēsu novada pašvaldība | LV | partner",
            "Tartu pilsētas bibliotēka | EE | partner",
            "Kauņas rajona muzejs | LT | partner",
        ],
    ),
    "country in brackets": (
        "Projekto partneriai: Kėdainių rajono savivaldybė ir Bauskės savivaldybė (Latvija). Projektą finansuoja Europos Sąjunga.",
        ["Kėdainių rajono savivaldybė | LT | partner", "Bauskės savivaldybė | LV | partner"],
    ),
    "label glued to the name": (
        "Juhtpartner on Võru linna raamatukogu, projekti rahastab Euroopa Liit.",
        ["Võru linna raamatukogu | EE | lead"],
    ),
    "list below a label": (
        "The European Union funds the project.\nProject partners:\n- City Library of Turku, Finland\n- University of Girona\n- Books for All",
        ["City Library of Turku | FI | partner", "University of Girona | ES | partner", "Books for All | ? | partner"],
    ),
    "role in brackets": (
        "Partners of the project are the University of Girona, Spain (coordinator) and the Museum of Ghent, Belgium.",
        ["University of Girona | ES | lead", "Museum of Ghent | BE | partner"],
    ),
    "acronym that leads": (
        "The project has received funding from the European Union. It is coordinated by ZYXEL in Lyon.",
        ["ZYXEL | ? | lead"],
    ),
    "word for a name in the label": (
        "Ierosinātāja nosaukums Ogres bibliotēka\nProjekta iesniedzējs Vadošais partneris Tamme pilsētas bibliotēka (Igaunija)",
        ["Ogres bibliotēka | LV | applicant", "Tamme pilsētas bibliotēka | EE | lead"],
    ),
    "column of roles": (
        "Euroopa Liit rahastab projekti.\nKool\tRiik\tRoll\nTamme Gümnaasium\tEesti\tkoordinaator\n"
        "Liceo Aurora\tItaalia\tpartner\nKrasta 2. vidusskola\tLäti\tpartner",
        ["Tamme Gümnaasium | EE | lead", "Liceo Aurora | IT | partner", "Krasta 2. vidusskola | LV | partner"],
    ),
    "column of names": (
        "Nr.\tProjekta partneris\tValsts\n1.\tKrasta vidusskola\tLatvija\n2.\tIES Monte Alto\tSpānija",
        ["Krasta vidusskola | LV | partner", "IES Monte Alto | ES | partner"],
    ),
    "several in one cell": (
        "Projekto partneriai\tIES Monte Alto (Ispanija); Szkoła nr 8 w Lesku (Lenkija)\n"
        "Projektas finansuojamas Europos Sąjungos lėšomis.",
        ["IES Monte Alto | ES | partner", "Szkoła nr 8 w Lesku | PL | partner"],
    ),
    "numbered list": (
        "Projekto partneriai:\n1. Krasta novada dome (Latvija), pagrindinis partneris;\n2. Smilgų gimnazija (Lietuva).",
        ["Krasta novada dome | LV | partner", "Smilgų gimnazija | LT | partner"],
    ),
    "small words up to the head": (
        "Projekto vykdytojas: VšĮ Smilgų jaunimo iniciatyvų centras, veikiantis nuo seno.",
        ["VšĮ Smilgų jaunimo iniciatyvų centras | LT | beneficiary"],
    ),
    "legal form behind a comma": (
        "Projekti partnerid: SA Tamme Rannakoda, MTÜ Saare Loojad.",
        ["SA Tamme Rannakoda | EE | partner", "MTÜ Saare Loojad | EE | partner"],
    ),
    "abbreviation before the names": (
        "Partnerid on SA Tamme Rannakoda, MTÜ Saare Kultuuriruum ja Talsi omavalitsus (Läti).",
        [
            "SA Tamme Rannakoda | EE | partner",
            "MTÜ Saare Kultuuriruum | EE | partner",
            "Talsi omavalitsus | LV | partner",
        ],
    ),
    "country behind each name in a sentence": (
        "Eiropas Savienības finansētajā projektā kopā ar Ogres novada pašvaldību darbojas Tamme linna sadam (Igaunija) un Escola de Vila Nova (Portugāle).",
        [
            "Ogres novada pašvaldība | LV | partner",
            "Tamme linna sadam | EE | partner",
            "Escola de Vila Nova | PT | partner",
        ],
    ),
    "names and countries without marks between": (
        "Projekta partneri:\tUtenos A. Vėjo biblioteka, Lietuva Porvoon kirjasto, Somija\nLīdzfinansē Eiropas Savienība.",
        ["Utenos A. Vėjo biblioteka | LT | partner", "Porvoon kirjasto | FI | partner"],
    ),
    "municipality and its administration": (
        "Projekto partneris: Smilgų rajono savivaldybės administracija. Partneris: Smilgų rajono savivaldybė",
        ["Smilgų rajono savivaldybės administracija | LT | partner"],
    ),
    "short form of a name": (
        "Projekto partneriai: Smilgų rajono viešoji biblioteka, Ąžuolyno gimnazija. Partneris: Smilgų biblioteka",
        ["Smilgų rajono viešoji biblioteka | LT | partner", "Ąžuolyno gimnazija | LT | partner"],
    ),
    "column of country codes": (
        "The European Union funds the project.\nConsortium\nNo\tParticipant\tShort name\tCountry\n"
        "1\tOakfield Harbour Research vzw\tOHR\tBE\n2\tUniwersytet Leśny\tUL\tPL\n"
        "3\tDredge & Build GmbH (coordinator)\tDAB\tDE",
        [
            "Oakfield Harbour Research vzw | BE | partner",
            "Uniwersytet Leśny | PL | partner",
            "Dredge & Build GmbH | DE | lead",
        ],
    ),
    "codes of partners": (
        "Il progetto è finanziato dall'Unione europea.\nPP2: Università degli Studi di Trento\nPP3: Fondazione Bosco",
        ["Università degli Studi di Trento | IT | partner", "Fondazione Bosco | IT | partner"],
    ),
    "name as lead partner": (
        "Im Projekt arbeiten die Gemeinde Oberau als Leadpartner, die Stadtgemeinde Braunau und der Tourismusverband Inn "
        "zusammen. Kofinanziert von der Europäischen Union.",
        ["Gemeinde Oberau | ? | lead", "Stadtgemeinde Braunau | AT | partner", "Tourismusverband Inn | ? | partner"],
    ),
    "company without a country": (
        "Für das Vorhaben erhält die Almbau GmbH eine Zuwendung aus Mitteln der Europäischen Union.",
        ["Almbau GmbH | ? | beneficiary"],
    ),
    "short name, lv": (
        "Kalnu novada kultūras centrs (KNKC) dibināts sen. Projektu, ko līdzfinansē Eiropas Savienība, KNKC īsteno sadarbībā "
        "ar Krasta pagasta bibliotēku.",
        ["Kalnu novada kultūras centrs | LV | partner", "Krasta pagasta bibliotēka | LV | partner"],
    ),
    "short name joined to another, lt": (
        "Projektą finansuoja Europos Sąjunga. Smilgų rajono kultūros centras (toliau - SRKC) įsikūręs mieste. "
        "Projekto partneriai: SRKC ir Krasto biblioteka.",
        ["Smilgų rajono kultūros centras | LT | partner", "Krasto biblioteka | LT | partner"],
    ),
    "short name that leads, et": (
        "Saare Maaülikool (SMÜ) asub mere ääres. Projekti rahastab Euroopa Liit, projekti koordineerib SMÜ.",
        ["Saare Maaülikool | EE | lead"],
    ),
    "short name, en": (
        "Since 1950 the Baltic Net Institute (BNI) has mended nets. The EU-funded project is coordinated by BNI.",
        ["Baltic Net Institute | ? | lead"],
    ),
    "short name, pl": (
        "Miejski Ośrodek Kultury w Lesku (dalej: MOK) działa od lat. Projekt współfinansowany przez Unię Europejską realizuje "
        "MOK we współpracy z Biblioteką Publiczną w Sanoku.",
        ["Miejski Ośrodek Kultury w Lesku | PL | partner", "Biblioteka Publiczna w Sanoku | PL | partner"],
    ),
    "short name, de": (
        "Am Inn liegt die Technische Hochschule Oberau (THO). Das Projekt wird von der THO umgesetzt und von der "
        "Europäischen Union gefördert.",
        ["Technische Hochschule Oberau | ? | beneficiary"],
    ),
    "short name, fr": (
        "Depuis 1990, l'Institut de recherche de Vannes (IRV) travaille. Le projet, cofinancé par l'Union européenne, est "
        "coordonné par l'IRV.",
        ["Institut de recherche de Vannes | FR | lead"],
    ),
    "short name that is a code of a country": (
        "Biedrība “Mūsu Kalns” (turpmāk - MD) dibināta sen. MD īsteno projektu sadarbībā ar Krasta pagasta bibliotēku.",
        ["Biedrība “Mūsu Kalns” | LV | partner", "Krasta pagasta bibliotēka | LV | partner"],
    ),
    "country behind a name in a sentence": (
        "The project partners are City of Oakford, Harbour Institute of Acoustics (HIA) from Germany and the City of Turku.",
        [
            "City of Oakford | ? | partner",
            "Harbour Institute of Acoustics | DE | partner",
            "City of Turku | FI | partner",
        ],
    ),
    "inflected country behind a foreign name": (
        "Projekti koordineerib Tamme Gümnaasium, partnerkoolid on 5th Lyceum of Volos Kreekast, Liceo Aurora Itaaliast.",
        ["Tamme Gümnaasium | ? | lead", "5th Lyceum of Volos | GR | partner", "Liceo Aurora | IT | partner"],
    ),
    "names right behind the word for partners": (
        "Projekti juhtpartner on Tamme Vallavalitsus, partneriteks Krasta omavalitsus Lätist ning MTÜ Saare Rattaklubi.",
        [
            "Tamme Vallavalitsus | ? | lead",
            "Krasta omavalitsus | LV | partner",
            "MTÜ Saare Rattaklubi | EE | partner",
        ],
    ),
    "project between": (
        'A cooperation project between the Theatre House of Tartu, Vilnius Theatre "Rasa" and Maribor Puppet Theatre.',
        [
            "Theatre House of Tartu | EE | partner",
            'Vilnius Theatre "Rasa" | LT | partner',
            "Maribor Puppet Theatre | SI | partner",
        ],
    ),
    "with and without the country": (
        "The project is run by Nature Protection Agency of Latvia. Lead partner: Nature Protection Agency",
        ["Nature Protection Agency of Latvia | LV | lead"],
    ),
    "company that is funded": (
        "SIA „Zaļā pļava” īsteno projektu, ko līdzfinansē Eiropas Reģionālās attīstības fonds.",
        ["SIA „Zaļā pļava” | LV | beneficiary"],
    ),
}

NOTHING = {
    "towns and countries": "The European Union funds the project.\nCity\tCountry\nParis\tFrance\nRome\tItaly",
    "led by another": "It fosters work between twenty European institutions and is led by a committee. The Union pays.",
    "one code": "The European Union funds the project.\nPP2: Annex to the report",
    "only mentioned": "Seminārā uzstājās Latvijas Universitātes pētniece. Pasākums notika Ogres Kultūras centrā.",
    "staff of an organisation": "Projekta partneru – bibliotēku un Ludzas sociālā dienesta darbinieki tikās seminārā.",
    "managing authority": "Vadošā iestāde ir Vides aizsardzības un reģionālās attīstības ministrija.",
    "the Union itself": "Projektu līdzfinansē Eiropas Savienība.",
    "country behind a person": "Seminārā uzstājās rakstniece Anna Lind (Zviedrija) un Kalnu ciema kora vadītājs (Igaunija).",
    "participants in a table": "Līdzfinansē Eiropas Savienība.\nVieta\tDalībnieki\nDarba vērošana\t4 skolotāji\nMācību kursi\t2 skolotāji",
    "contact with commas": "Projekto koordinatorė – Rita Rasienė, tel. 8 600 00000; el. paštas projektas@example.org",
    "short name of whoever pays": "Vadošā iestāde ir Krasta attīstības aģentūra (KAA). KAA apstiprināja projektu.",
    "code of a country in brackets": "The Oakford Museum (LV) is old. Songs from LV were sung in the project.",
    "capital letters": "THE TERMS OF USE APPLY TO ALL VISITORS OF THE SITE AND SA MAY CHANGE THEM AT ANY TIME WITHOUT NOTICE.",
}


def found(text: str) -> list[str]:
    reading = begin(read(text.encode("utf-8")))
    facts = partners.extract(reading, organisations.find(reading))
    return [f"{fact.name} | {fact.country or '?'} | {fact.role}" for fact in facts]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_partners(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Krasta novada pašvaldība ir uzsākusi projektu “Upes taka”.", ["Krasta novada pašvaldība | LV | beneficiary"]),
        ("Krasta novada pašvaldības telpās notiks projekta “Upes taka” seminārs.", []),
        ("Projektu “Upes taka” vērtēja Krasta novada pašvaldība.", []),
        ("Green School", []),
    ],
    ids=["subject of the sentence", "inflected", "behind the title", "the title itself"],
)
def test_who_stands_before_the_title(text: str, expected: list[str]) -> None:
    reading = begin(read(text.encode("utf-8")))
    title = "Upes taka" if "Upes taka" in text else text
    place = Span(text.index(title), text.index(title) + len(title))
    facts = partners.extract(reading, organisations.find(reading), awards=[place])

    assert [f"{fact.name} | {fact.country or '?'} | {fact.role}" for fact in facts] == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_partners(text: str) -> None:
    assert found(text) == []


def test_spans_are_the_written_names() -> None:
    text = "Vadošais partneris\tBauskas novada pašvaldība\nBauskas novada pašvaldības telpās notika seminārs."
    reading = begin(read(text.encode("utf-8")))
    (partner,) = partners.extract(reading, organisations.find(reading))

    assert [reading.quote(span) for span in partner.spans] == [
        "Bauskas novada pašvaldība",
        "Bauskas novada pašvaldības",
    ]


def test_name_in_base_form_agrees_in_its_adjectives() -> None:
    reading = begin(read("Lasījums notika Valkas novada Centrālajā bibliotēkā.".encode()))

    assert [o.name for o in organisations.find(reading)] == ["Valkas novada Centrālā bibliotēka"]
