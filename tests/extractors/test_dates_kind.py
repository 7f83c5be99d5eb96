"""Dates: what each one is the date of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dates_texts import document_of, reading_of

from grantdocs.extractors.dates import extract
from grantdocs.extractors.reading import Reading
from grantdocs.languages import lexicon
from grantdocs.model.document import Zone
from grantdocs.text.folding import fold


def kinds(text, language="lv", **keywords):
    return [(str(fact.start), fact.kind.value) for fact in extract(reading_of(text, language, **keywords))[0]]


SENTENCE = "Bibliotēkas lasītāji un skolēni kopā apguva jaunas prasmes, klausījās stāstus, zīmēja un mācījās strādāt ar tekstu."
"""A paragraph of more than 120 characters that says nothing of dates is made of two of these."""
PARAGRAPH = f"{SENTENCE} {SENTENCE}"

LABELS = [
    ("lv", "Projekta īstenošanas laiks: 2019. gada 1. marts - 2020. gada 28. februāris", "project_period"),
    ("lv", "Projekta īstenošanas termiņš\t2019. gada 1. marts - 2020. gada 28. februāris", "project_period"),
    ("lv", "Projekta īstenošanas laiks:\nno 01.03.2019. līdz 28.02.2020.", "project_period"),
    ("lv", "Projekta īstenošanas laiks: līdz 31.05.2019.", "project_end"),
    ("lv", "Projekta īstenošanas laiks: no 31.05.2019.", "project_start"),
    ("lv", "Projekta īstenošanas laiks: 31.05.2019.", "project_end"),
    ("lv", "Projekta sākuma datums: 31.05.2019.", "project_start"),
    ("lv", "Projekta beigu datums\t31.05.2019.", "project_end"),
    ("lv", "Interreg programma 2014. – 2020. gadam", "programme_period"),
    ("lt", "Projektas vykdomas pagal 2021–2027 m. „Interreg“ bendradarbiavimo programą.", "programme_period"),
    ("lt", "Projekto laikotarpis: 2014–2020 m.", "project_period"),
    ("lt", "Nuo 2022 m. spalio 1 d. iki 2023 m. rugsėjo 30 d. mokykla kuria rašytojų projektą.", "project_period"),
    ("lt", "Nuo 2022 m. spalio 1 d. iki 2023 m. rugsėjo 30 d. mokykloje buvo tylu.", "other"),
    (
        "lv",
        "Projekta darbības uzsāktas 2019. gada 1. martā un pabeigtas līdz 2020. gada 28. februārim.",
        "project_period",
    ),
    ("lv", "Parka atjaunotā daļa ar celiņiem un soliņiem, kopš 2019. gada 1. marta", "other"),
    ("et", "Romaan, mis ilmus 2016. aastal, sai auhinna.", "other"),
    ("et", "Kultuuriministri 19.02.2016 määrus nr 15.", "other"),
    ("lv", "2019 © Krasta bibliotēka", "publication"),
    ("lt", "2016 – 2022 © Visos teisės saugomos", "publication"),
    ("lt", "2020 m. rugsėjo 4 d. atidarytas dviračių takas.", "event"),
    ("et", "Projekti tegevused toimuvad 1. jaanuar 2019 - 31. detsember 2020.", "project_period"),
    ("lv", "2014.-2020. gada plānošanas periods", "programme_period"),
    ("lv", "Pieteikumi jāiesniedz līdz 2019. gada 1. martam.", "deadline"),
    ("lv", "Līgums noslēgts 2019. gada 1. martā.", "signature"),
    ("lv", "2019. gada 1. martā Balvos notika seminārs skolotājiem.", "event"),
    ("lv", "2019. gada martā tiks organizēts trešais seminārs.", "event"),
    ("lv", "2018. gadā organizēja novada pašvaldība", "event"),
    ("lv", "Konferencē runāja par lasīšanu un rādīja skaitļus, kas savākti iepriekš, par 2018. gadu.", "other"),
    ("lv", "Notika seminārs “Mana skola 2018. gadā”.", "other"),
    ("lv", "Iedzīvotāju skaits 2018. gadā pieauga.", "other"),
    ("lv", "Seminārs notika projekta sākumā 2019. gada martā.", "event"),
    ("et", "Projekti periood: 01.06.2008 - 31.01.2010", "project_period"),
    ("et", "Seminar toimus 5. märtsil 2021 Valgas.", "event"),
    ("lt", "Projekto įgyvendinimo laikotarpis: 2020 m. liepos 1 d. – 2022 m. birželio 30 d.", "project_period"),
    ("en", "Project period: 01/06/2018 - 31/01/2020", "project_period"),
    ("en", "The deadline for applications is 15 March 2019.", "deadline"),
    ("en", "Copyright © Library 2022", "publication"),
    ("en", "ABC project (2019-2022)", "project_period"),
    ("bg", "На 05.03.2021 г. „Лист и корен“ ООД подписа договора.", "signature"),
    ("pl", "Dnia 5 marca 2021 r. Gmina Bór podpisała umowę.", "signature"),
    ("pl", "W gminie Bór mieszka 312 osób, stan z dnia 5 marca 2021 r. Umowę podpisano później.", "other"),
    ("hr", "Nacionalni plan oporavka i otpornosti 2021. – 2026.", "programme_period"),
    ("hr", "Proračun grada 2021. – 2026.", "other"),
    ("cs", "Datum zahájení realizace projektu\t1. 2. 2023", "project_start"),
    ("cs", "Projekt běží od září 2021 do června 2023.", "project_period"),
    ("ro", "În perioada 12.06-16.06.2023 profesorii au fost la Dublin.", "event"),
    ("sk", "Prihlášky do 15.1.2023 u triedneho učiteľa.", "deadline"),
    ("sl", "Slovesna otvoritev nove brvi na poti\nob reki bo v soboto, 3. oktobra 2020, ob mostu.", "event"),
]


@pytest.mark.parametrize(("language", "text", "kind"), LABELS)
def test_words_beside_the_date(language, text, kind):
    assert [found for _, found in kinds(text, language)] == [kind]


def test_start_and_end_in_neighbouring_rows_are_one_period():
    text = "Projekta sākuma datums\t01.01.2020\nProjekta beigu datums\t31.12.2021"
    facts, _ = extract(reading_of(text))
    assert [(str(fact.start), str(fact.end), fact.kind.value, len(fact.spans)) for fact in facts] == [
        ("2020-01-01", "2021-12-31", "project_period", 2)
    ]


def test_start_and_end_in_one_sentence_are_one_period():
    text = "Projekts tika uzsākts 2019. gada 1. maijā un noslēdzās 2020. gada 30. aprīlī."
    facts, _ = extract(reading_of(text))
    assert [(str(fact.start), str(fact.end), fact.kind.value) for fact in facts] == [
        ("2019-05-01", "2020-04-30", "project_period")
    ]


def test_start_with_two_ends_stays_apart():
    text = "Start date: 1 March 2010\nEnd date: 30 August 2013\nEnd date: 30 October 2013"
    assert [kind for _, kind in kinds(text, "en")] == ["project_start", "project_end", "project_end"]


def test_end_before_the_start_is_no_period():
    text = "Projekta sākuma datums: 01.01.2022\nProjekta beigu datums: 31.12.2021"
    assert [kind for _, kind in kinds(text)] == ["project_start", "project_end"]


PLACES = [
    (f"05.03.2021\nSkola atver durvis\n{PARAGRAPH}", [("2021-03-05", "publication")]),
    (f"Skola atver durvis\n05.03.2021 14:15\n{PARAGRAPH}", [("2021-03-05", "publication")]),
    (f"Skola atver durvis\nIeva Liepa, 05.03.2021\n{PARAGRAPH}", [("2021-03-05", "publication")]),
    (f"Darba grupas sanāksme\n05.03.2021\n{PARAGRAPH}", [("2021-03-05", "publication")]),
    (f"Sanāksme\nNovada pārvalde 5. marts, 2021, 16:43 Jaunumi\n{PARAGRAPH}", [("2021-03-05", "publication")]),
    (f"Sanāksme\nAtcelts ar domes 2021. gada 5. marta nolikumu\n{PARAGRAPH}", [("2021-03-05", "other")]),
    (f"Skola atver durvis\n18.01.2021 - 28.04.2021\n{PARAGRAPH}", [("2021-01-18", "other")]),
    (f"Metodiķu seminārs\nRīga, 2015. gada 1. decembris\n{PARAGRAPH}", [("2015-12-01", "event")]),
    (f"Apraksts\n{PARAGRAPH}\nDomes priekšsēdētājs\nAldis Kalns\n2023.gada 13.janvārī", [("2023-01-13", "signature")]),
    (f"Apraksts\n{PARAGRAPH}\nSkatīts 2021. gada 5. martā lapā.", [("2021-03-05", "other")]),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_place_in_the_publication(text, expected):
    assert kinds(text) == expected


GALLERY = f"""Skola atver durvis
{PARAGRAPH}
Jauns sākums
11.10.2019. 16:33
Skola atver durvis
04.01.2019. 16:15
Ciemos pie kaimiņiem
25.10.2018. 11:25"""


def test_list_of_other_publications_holds_the_date_of_this_one():
    assert kinds(GALLERY) == [("2019-10-11", "other"), ("2019-01-04", "publication"), ("2018-10-25", "other")]


def test_date_of_publication_in_the_list_resolves_relative_dates():
    text = GALLERY.replace(PARAGRAPH, f"{PARAGRAPH} Pirmais seminārs notika pagājušā gada aprīlī.")
    assert kinds(text)[0] == ("2018-04-01", "event")


def test_two_dates_do_not_make_a_list():
    text = f"Skola atver durvis\n{PARAGRAPH}\nTikšanās Balvos\n11.10.2019.\nSeminārs Ludzā\n12.10.2019."
    assert {kind for _, kind in kinds(text)} == {"event"}


def test_date_of_a_comment_is_not_that_of_the_publication():
    text = f"05.03.2021\nSkola atver durvis\n{PARAGRAPH}\nKomentāri\nIeva, 2021-03-07 15:42\nPaldies!"
    assert kinds(text) == [("2021-03-05", "publication"), ("2021-03-07", "other")]


def test_comment_of_the_same_day_merges_with_the_publication():
    text = f"05.03.2021\nSkola atver durvis\n{PARAGRAPH}\nKomentāri\nIeva, 2021-03-05 15:42\nPaldies!"
    facts, _ = extract(reading_of(text))
    assert [(fact.kind.value, len(fact.spans)) for fact in facts] == [("publication", 2)]


def test_same_day_of_publication_and_event_stands_twice():
    text = f"05.03.2021\nSkola atver durvis\n5. martā notika seminārs. {PARAGRAPH}"
    assert kinds(text) == [("2021-03-05", "publication"), ("2021-03-05", "event")]


@pytest.mark.parametrize(("zone", "kind"), [(Zone.COMMENT, "other"), (Zone.METADATA, "publication")])
def test_zone_of_the_block(zone, kind):
    document = document_of(f"{PARAGRAPH}\n05.03.2021")
    blocks = (document.blocks[0], replace(document.blocks[1], zone=zone))
    reading = Reading(replace(document, blocks=blocks), fold(document.text), "lv", ("lv",), lexicon(("lv",)))
    assert [fact.kind.value for fact in extract(reading)[0]] == [kind]


@pytest.mark.parametrize("opening", ["Cēsis, 04.10.2022. ", "04.10.2022 – "])
def test_dateline_opens_the_first_paragraph(opening):
    assert kinds(f"Skola atver durvis\n{opening}{PARAGRAPH}") == [("2022-10-04", "publication")]


def test_word_for_the_time_of_day_makes_a_day_an_event():
    text = "Mercredi 13 mars 2024, 15 h : l'heure du conte, dès quatre ans"

    assert kinds(text, "fr") == [("2024-03-13", "event")]


def test_hours_beside_a_day_make_it_an_event():
    assert kinds(f"Biblioteka\n{PARAGRAPH}\nRovigo 17.03.2021, 09:00-17:00") == [("2021-03-17", "event")]


def test_row_of_a_table_is_labelled_by_its_head():
    text = "Nosaukums\tProjekta beigu datums\nTilts\t31.05.2019\nCeļš\t30.06.2020"
    assert [kind for _, kind in kinds(text)] == ["project_end", "project_end"]
