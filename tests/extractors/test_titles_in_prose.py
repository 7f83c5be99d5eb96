"""Names and numbers of projects that nothing but their place marks: brackets, headings, commas, hyphens."""

import pytest
from award_texts import find

PAID = {
    "en": "The project is co-funded by the European Union.",
    "lv": "Projektu līdzfinansē Eiropas Savienība.",
    "et": "Projekti rahastab Euroopa Liit.",
    "de": "Das Projekt wird von der Europäischen Union kofinanziert.",
    "nl": "Het project wordt medegefinancierd door de Europese Unie.",
    "fi": "Hankkeen osarahoittaa Euroopan unioni.",
    "sv": "Projektet medfinansieras av Europeiska unionen.",
    "pt": "O projeto é cofinanciado pela União Europeia.",
}


@pytest.mark.parametrize(
    ("text", "tag", "rows"),
    [
        ("The project QUIET Docks (#Q017) helps small harbours.", "en", [("Q017", "QUIET Docks", None)]),
        (
            "Im Projekt „Brücken lesen“ (BL0200999) entstehen Angebote.",
            "de",
            [("BL0200999", "Brücken lesen", None)],
        ),
        ("Projekta „Klusā osta” (KOIII-945) partneri tikās Liepājā.", "lv", [("KOIII-945", "Klusā osta", None)]),
        (
            "The meeting is part of the project “Songs of Three Towns” (101999876 — SOTT — CERV-2022-CITIZENS-TOWN-TT).",
            "en",
            [("101999876", "Songs of Three Towns", "SOTT")],
        ),
        (
            "Projekt SOILEYE (Open Eyes on Farm Soils; leping nr 101999234) kestab kaua.",
            "et",
            [("101999234", "Open Eyes on Farm Soils", "SOILEYE")],
        ),
        ("Projeto Comenius “Ponte, Rio e Mar” (2010-2012)", "pt", [(None, "Ponte, Rio e Mar", None)]),
        (
            "The project “Paths of Memory” (acronym: POM, no 101999347) began.",
            "en",
            [("101999347", "Paths of Memory", "POM")],
        ),
    ],
)
def test_beside_brackets(text, tag, rows):
    assert find(f"{text} {PAID[tag]}").rows == rows


@pytest.mark.parametrize(
    "bracket",
    ["2019-2021", "50 000 EUR", "2021", "Horizon 2020", "12.05.2021", "COVID19", "call 2021-0345", "EUR 4500"],
)
def test_a_bracket_holds_no_number(bracket):
    assert find(f"The project “Silent Shores” ({bracket}) has ended. {PAID['en']}").awards[0].award_number is None


@pytest.mark.parametrize("bracket", ["50 000 EUR", "2020 2021"])
def test_figures_are_no_short_name(bracket):
    assert find(f"The project “Silent Shores” ({bracket}) has ended. {PAID['en']}").rows == [
        (None, "Silent Shores", None)
    ]


@pytest.mark.parametrize(
    ("heading", "text", "tag", "row"),
    [
        (
            "Kites over the Dunes opens in Narva",
            "Narva waits for Kites over the Dunes, a small cooperation project of two theatres.",
            "en",
            (None, "Kites over the Dunes", None),
        ),
        (
            "Noslēdzas Gaišā osta visiem",
            "Šonedēļ noslēdzas Gaišā osta visiem, trīs valstu sadarbības projekts.",
            "lv",
            (None, "Gaišā osta visiem", None),
        ),
        (
            "Startschot voor Blauwe Dijkzone",
            "Dit is het project Blauwe Dijkzone.",
            "nl",
            (None, "Blauwe Dijkzone", None),
        ),
        (
            "Taitosilta – digitaidot kaikille",
            "Taitosilta-hankkeessa kehitetään taitoja.",
            "fi",
            (None, "Taitosilta – digitaidot kaikille", "Taitosilta"),
        ),
        (
            "Läsbron – böcker för alla",
            "Läsbron-projektet utvecklar bibliotek.",
            "sv",
            (None, "Läsbron – böcker för alla", "Läsbron"),
        ),
    ],
)
def test_repeats_a_heading(heading, text, tag, row):
    assert find(f"<h1>{heading}</h1><p>{text}</p><p>{PAID[tag]}</p>", "page.html").rows == [row]


@pytest.mark.parametrize(
    ("heading", "text", "tag"),
    [
        ("News of the City Library", "The library works with City Library, a partner in a cooperation project.", "en"),
        ("Anna Ozola atvadās", "Runāja Anna Ozola, mūsu projekta vadītāja.", "lv"),
        ("EU – mahdollisuus kaikille", "EU-hankkeessa kehitetään taitoja.", "fi"),
        ("Erasmus – resor för alla", "Erasmus-projektet utvecklar skolan.", "sv"),
    ],
)
def test_repeats_a_heading_that_names_something_else(heading, text, tag):
    assert find(f"<h1>{heading}</h1><p>{text}</p><p>{PAID[tag]}</p>", "page.html").awards == ()


def test_a_sentence_about_the_sum_before_it_is_about_the_project():
    text = "Het project kost 4 miljoen euro. Daarvan komt 2 miljoen euro van de Europese Unie, met financiële steun van {}."
    fund = "het Europees Fonds voor Regionale Ontwikkeling"
    assert find(f"Dit is het project “Blauwe Dijken”. {text.format(fund)}").is_project


def test_a_short_name_of_two_words():
    text = "The project 0099_RIVER_GREEN_2_E is called RIVER GREEN. RIVER GREEN project partners met. "
    assert "RIVER" not in {award.acronym for award in find(text + PAID["en"]).awards}
