"""Partners that the words around them tell: joined by verbs, behind shortened words, on pages about other money."""

import pytest

from grantdocs.extractors.publication import extract
from grantdocs.readers import read


def partners(text, name="text.txt"):
    return {partner.name for partner in extract(read(text.encode(), name=name)).partners}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Projektą „Mokomės prie upės“ finansuoja Europos Sąjunga.\nProjekto partneriai: Utenos Jono Basanavičiaus "
            "gimnazija, Utenos r. Leliūnų Antano Vienuolio gimnazija, Kauno m. sav. Petro Cvirkos mokykla.",
            {
                "Utenos Jono Basanavičiaus gimnazija",
                "Utenos r. Leliūnų Antano Vienuolio gimnazija",
                "Kauno m. sav. Petro Cvirkos mokykla",
            },
            id="shortened words",
        ),
        pytest.param(
            "Projekta „Skola pie upes” partneri: Cēsu nov. Amatas pamatskola un Tamme ģimnāzija.\n"
            "Projektu līdzfinansē Eiropas Savienība.",
            {"Cēsu nov. Amatas pamatskola", "Tamme ģimnāzija"},
            id="shortened words, lv",
        ),
        pytest.param(
            "Základní škola a mateřská škola Dolní Ves, příspěvková organizace, realizuje projekt „Učebny u řeky“. "
            "Projekt je spolufinancován Evropskou unií.",
            {"Základní škola a mateřská škola Dolní Ves, příspěvková organizace"},
            id="legal form in full",
        ),
        pytest.param(
            "The consortium of the project “Baltic Sense” brings together Riga Technical University, Kaunas University of "
            "Technology and the SME Nordic Sensors Ltd in a project of Horizon Europe.",
            {"Riga Technical University", "Kaunas University of Technology", "SME Nordic Sensors Ltd"},
            id="a company behind and, the",
        ),
        pytest.param(
            "Projekta “Upe” partneri – Cēsu novada pašvaldība, Vecais Svīķis un draugi, Cēsu mākslas skola un biedrība "
            "“Latgales ceļš”. Projektu līdzfinansē Eiropas Savienība.",
            {"Cēsu novada pašvaldība", "Cēsu mākslas skola", "biedrība “Latgales ceļš”"},
            id="an item that is no name to us",
        ),
        pytest.param(
            "Projekta “Upe” partneri ir Cēsu novada pašvaldība, kur ciemojās Jānis Liepa, Rīgas mūzikas skola bija "
            "ciemiņos. Projektu līdzfinansē Eiropas Savienība.",
            {"Cēsu novada pašvaldība"},
            id="a clause ends the list",
        ),
        pytest.param(
            "Project number: 2012-1-LV1-LEO04-03999 1\nWithin the EU Lifelong Learning Programme the Talsi Crafts School "
            "together with Berufsbildende Schulen Emden (Germany) and ISIS Pigafetta (Italy) compared workshops.",
            {"Talsi Crafts School", "Berufsbildende Schulen Emden", "ISIS Pigafetta"},
            id="before names with countries",
        ),
        pytest.param(
            "Võru Vallavalitsus viib koos Antsla Vallavalitsuse ja SA Lootuse Tugikeskusega ellu projekti „Üheskoos“. "
            "Projekti rahastab Šveitsi-Eesti koostööprogramm.",
            {"Võru Vallavalitsus", "Antsla Vallavalitsus", "SA Lootuse Tugikeskus"},
            id="money of another payer",
        ),
    ],
)
def test_told(text, names):
    assert partners(text) == names


PAGE = "<title>News | {title}</title><h1>A weekend in town</h1><p>Next week {name} will welcome guests. It is part of the project “Songs of Towns”.</p><p>Co-funded by the European Union.</p>"


def test_whose_page_it_is():
    name = "the Association of Riga Friends"
    assert partners(PAGE.format(title="Association of Riga Friends", name=name), "page.html") == {
        "Association of Riga Friends"
    }


@pytest.mark.parametrize("title", ["Town news", "Association of Talsi Friends"])
def test_not_whose_page_it_is(title):
    assert (
        partners(PAGE.format(title=title, name="our choir and the Association of Riga Friends"), "page.html") == set()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Cēsu novada bibliotēka aicina uz lasījumu. Sadarbībā ar Tartu pilsētas bibliotēku tapusi izstāde.",
        "The City Library of Turku runs the project “Blue Lake”, then the project “Green Hill” together with the Museum of Ghent.",
        "Projekti „Sinine järv“ ja „Roheline mägi“ on lõppenud, kirjutab Tartu Linnaraamatukogu.",
    ],
)
def test_no_one_project(text):
    assert partners(text) == set()


def test_funds_of_the_union_take_no_part():
    text = "Projektu „Klusā osta” atbalsta ES fondi. Projektu līdzfinansē Eiropas Savienība."
    assert partners(text) == set()
