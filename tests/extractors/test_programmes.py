"""Programmes by name, number, sentence, site, action and the years of the text."""

import pytest
from award_texts import find

import grantdocs


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Interreg V-A Latvijas – Lietuvas programmas projekts “Tilts”.", "interreg-latvia-lithuania-2014-2020"),
        ("Interreg VI-A Latvijas–Lietuvas programma atbalsta projektu “Tilts”.", "interreg-latvia-lithuania-2021-2027"),
        (
            "Latvijas-Lietuvas pārrobežu sadarbības programmas 2007.–2013. gadam projekts “Tilts”.",
            "interreg-latvia-lithuania-2007-2013",
        ),
        (
            "2019. gada martā Latvijas-Lietuvas pārrobežu sadarbības programmas projektā notika seminārs.",
            "interreg-latvia-lithuania-2014-2020",
        ),
        ("Finansēšanas avots\tProgramma ERASMUS+ KA210-ADU, 2022", "erasmus-plus-2021-2027"),
        ("Erasmus+ projekts 2017. gadā Smiltenē.", "erasmus-plus-2014-2020"),
        ("Projekta Nr. 2020-1-LV01-KA229-077543_2", "erasmus-plus-2014-2020"),
        ("Projekta Nr. 9.2.4.2/16/I/067", "cohesion-lv-2014-2020"),
        ("Projektas Nr. 07.1.1-CPVA-K-306-03-0009", "cohesion-lt-2014-2020"),
        ("Projektile 2021-2027.4.08.24-0019 anti toetust.", "cohesion-ee-2021-2027"),
        ("Kod projekta: PK.1.3.10.0123", "cohesion-hr-2021-2027"),
        (
            "This project has received funding from the European Union's Horizon 2020 research and innovation programme "
            "under grant agreement No 731884.",
            "horizon-2020",
        ),
        ("Het project HempWall krijgt steun uit het EFRO in het kader van OPZuid 2014-2020.", "cohesion-nl-2014-2020"),
        (
            "Das Vorhaben wird aus dem EFRE im Rahmen des Programms EFRE/JTF 2021-2027 des Landes gefördert.",
            "cohesion-de-2021-2027",
        ),
        (
            "Het project wordt gefinancierd door Interreg Vlaanderen-Nederland 2014-2020.",
            "interreg-vlaanderen-nederland-2014-2020",
        ),
        ("Projekts tiek īstenots Atveseļošanas un noturības mehānisma plānā.", "rrf-lv"),
        ("Projekt realizowany w ramach Krajowego Planu Odbudowy.", "rrf-pl"),
        ("Proiectul este finanțat prin PNRR, Planul Național de Redresare și Reziliență al României.", "rrf-ro"),
        ("Il progetto è finanziato dal PNRR, Piano nazionale di ripresa e resilienza italiano.", "rrf-it"),
    ],
)
def test_best_programme(text, best):
    assert find(text).best == best


@pytest.mark.parametrize(
    "text",
    ["Bibliotēkā notika tikšanās ar rakstnieku.", "Latvijas un Lietuvas komandas spēlēja Jelgavā."],
)
def test_no_programme(text):
    assert find(text).programmes == ()


def test_a_name_without_any_hint_of_the_period_leaves_all_periods_equally_likely():
    found = find("Erasmus+ projekts mūsu skolā.")
    assert {fact.id for fact in found.programmes} == {"erasmus-plus-2014-2020", "erasmus-plus-2021-2027"}
    assert len({fact.confidence for fact in found.programmes}) == 1


def test_a_shared_number_speaks_for_the_programme_that_is_named():
    found = find("Project number: 101081234. Programme: Citizens, Equality, Rights and Values. The project is funded.")
    assert found.best == "cerv-2021-2027"


def test_facts_carry_period_and_places():
    found = find("Interreg V-A Latvijas – Lietuvas programmas projekts, Nr. LLI-12.")
    best = found.programmes[0]
    assert best.period == "2014-2020"
    assert best.confidence > 0.9
    assert [found.document.quote(span) for span in best.spans] == ["Interreg V-A Latvijas – Lietuvas", "LLI-12"]


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        (
            "Project “Open river” No LLI-025. Latvia-Lithuania Cross Border Cooperation Programme 2007-2013, ERDF.",
            "interreg-latvia-lithuania-2007-2013",
        ),
        ("Projekts “Upe” (LLI-263) 2012. gadā, to līdzfinansēja ERAF.", "interreg-latvia-lithuania-2014-2020"),
        ("Project “River”, LLI-263 of Interreg V-A Latvia-Lithuania, ERDF.", "interreg-latvia-lithuania-2014-2020"),
        (
            "Project “River”, LLI-263 of Interreg V-A Latvia-Lithuania, ERDF. It follows one of the Latvia-Lithuania "
            "Cross Border Cooperation Programme 2007-2013.",
            "interreg-latvia-lithuania-2014-2020",
        ),
    ],
)
def test_a_form_of_two_periods_goes_to_the_one_that_is_named(text: str, programme: str) -> None:
    facts = grantdocs.extract(grantdocs.read(text.encode(), name="a.txt"))

    assert facts.programmes[0].id == programme
    assert {award.programme for award in facts.awards} == {programme}
