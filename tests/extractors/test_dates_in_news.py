"""Dates as news, diaries and notices write them: months without a year, lists, places with a date."""

from __future__ import annotations

import pytest
from dates_texts import reading_of

from grantdocs.extractors.dates import extract


def dates(text: str, language: str) -> list[str]:
    return [f"{fact.start}/{fact.end} {fact.kind.value}" for fact in extract(reading_of(text, language))[0]]


PUBLISHED = {
    "lv": "Publicēts 19.04.2024.\n",
    "lt": "Paskelbta 2024-04-19\n",
    "et": "Avaldatud 19. aprillil 2024\n",
    "en": "Published 19 April 2024\n",
    "de": "Veröffentlicht am 19. April 2024\n",
    "fr": "Publié le 19 avril 2024\n",
    "pl": "Opublikowano 19.04.2024\n",
}
OWN = "2024-04-19/2024-04-19 publication"
OCTOBER = "2024-10-01/2024-10-31 event"

MONTHS = [
    ("lv", "Nākamā tikšanās notiks oktobrī, kad pie mums viesosies skolēni.", [OCTOBER]),
    ("lv", "Nākamā tikšanās notiks oktobrī.", [OCTOBER]),
    ("lv", "Nodarbības notiek no februāra līdz maijam.", ["2024-02-01/2024-05-31 event"]),
    ("lt", "Kitas susitikimas vyks spalio mėnesį Lione.", [OCTOBER]),
    ("lt", "Seminaras vyks spalį.", [OCTOBER]),
    ("et", "Järgmine kohtumine toimub oktoobris Lyonis.", [OCTOBER]),
    ("en", "The next meeting will take place in October in Lyon.", [OCTOBER]),
    ("de", "Das nächste Treffen findet im Oktober in Lyon statt.", [OCTOBER]),
    ("fr", "La prochaine rencontre aura lieu en octobre à Lyon.", [OCTOBER]),
    ("pl", "Kolejne spotkanie odbędzie się w październiku w Lyonie.", [OCTOBER]),
    ("lt", "Spalį vyks antrasis susitikimas.", [OCTOBER]),
    ("de", "Im Oktober findet das zweite Treffen statt.", [OCTOBER]),
    ("en", "In October, the second meeting will take place.", [OCTOBER]),
    ("en", "April Jones and June Miller wrote a book on bees.", []),
    ("lv", "Katru gadu oktobrī bibliotēkā notiek dzejas svētki.", []),
    ("lv", "Oktobris", []),
    ("lv", "Skolēni iestudēja lugu “Mans draugs novembrī un citi stāsti”.", []),
    ("en", "The award was given to Theresa May and to April Jones at the school.", []),
    ("en", "We may march with you through the whole town.", []),
    ("lt", "Kas mėnesį kov. num. skaitoma po vieną naują knygą.", []),
]


@pytest.mark.parametrize(("language", "text", "wanted"), MONTHS)
def test_month_without_year_belongs_to_the_publication(language: str, text: str, wanted: list[str]) -> None:
    assert dates(PUBLISHED[language] + text, language) == [OWN, *wanted]
    assert dates(text, language) == []  # nothing fixes the year


MARCH = "2022-03-01/2022-03-31 other"
OTHERS = [
    (
        "lv",
        "No 2023. gada 7. līdz 13. maijam viesojāmies Grācā.\n1. diena, 7. maijs\nIzlidojām.\n2. diena, 8. maijs\nBijām skolā.",
        ["2023-05-07/2023-05-13 event", "2023-05-07/2023-05-07 event", "2023-05-08/2023-05-08 event"],
    ),
    (
        "fr",
        "Du 11 au 17 mars 2024, nos élèves sont partis à Graz.\nLundi 11 mars\nArrivée à Graz.\nMardi 12 mars\nLe musée.",
        ["2024-03-11/2024-03-17 event", "2024-03-11/2024-03-11 event", "2024-03-12/2024-03-12 event"],
    ),
    (
        "lv",
        "No 2023. gada 7. līdz 13. maijam viesojāmies Grācā.\nVakarā ceļamaizi mums visiem kopā atnesa kaimiņiene Anna no 20. maija krājumiem.",
        ["2023-05-07/2023-05-13 event", "2023-05-20/2023-05-20 other"],
    ),
    (
        "en",
        "Meetings\n14-17 November 2011, Cork\nMarch 2012, Graz\n18 April 2013, Vigo",
        ["2011-11-14/2011-11-17 event", "2012-03-01/2012-03-31 event", "2013-04-18/2013-04-18 event"],
    ),
    (
        "en",
        "Prices of timber\n14 November 2011, Cork\n18 April 2013, Vigo: 200 EUR a tonne and falling",
        ["2011-11-14/2011-11-14 publication", "2013-04-18/2013-04-18 other"],
    ),
    ("lv", "Stāsta par 1919. gada notikumiem Bauskā.", ["1919-01-01/1919-12-31 other"]),
    ("lv", "Stāsta par 2019. gada notikumiem Bauskā.", ["2019-01-01/2019-12-31 event"]),
    (
        "et",
        "Projekt LUHT (Meadows and Bees; leping nr 101000) kestab 2023. aasta jaanuarist 2026. aasta detsembrini.",
        ["2023-01-01/2026-12-31 project_period"],
    ),
    ("lt", "2024 m. spalio 12 d. gimnazijoje atidaryta klasė.", ["2024-10-12/2024-10-12 event"]),
    ("lt", "Kovo 11-osios gimnazijoje 2024 m. atidaryta klasė.", ["2024-01-01/2024-12-31 event"]),
    ("de", "Stelle zu vergeben\nWir suchen eine Kraft.\nHalle, den 20.06.2023", ["2023-06-20/2023-06-20 publication"]),
    ("it", "Relazione finale\nTorino, marzo 2025", ["2025-03-01/2025-03-31 publication"]),
    (
        "es",
        "Anuncio\nSe vende una casa.\nVilla del Monte, a 8 de noviembre de 2023. La Alcaldesa.",
        ["2023-11-08/2023-11-08 publication"],
    ),
    ("en", "Closing conference\nVigo, 5 May 2023", ["2023-05-05/2023-05-05 event"]),
    (
        "lv",
        "Klubu atklāja 2022. gada 23. jūnijā. Darbi sākās tā paša gada martā.",
        ["2022-06-23/2022-06-23 event", MARCH],
    ),
    (
        "lt",
        "Klubas atidarytas 2022 m. birželio 23 d. Darbai pradėti tų pačių metų kovo mėnesį.",
        ["2022-06-23/2022-06-23 event", MARCH],
    ),
    ("et", "Maja avati 23. juunil 2022. Tööd algasid sama aasta märtsis.", ["2022-06-23/2022-06-23 event", MARCH]),
    (
        "en",
        "The club was opened on 23 June 2022. Work had begun in March of the same year.",
        ["2022-06-23/2022-06-23 event", MARCH],
    ),
    ("en", "Work had begun in March of the same year.", []),
    (
        "lt",
        "Seminaras vyks 2024 m. vasario 5 d.\nRegistracija: iki sausio 29 d. el. paštu, kursai nemokami",
        ["2024-02-05/2024-02-05 event", "2024-01-29/2024-01-29 deadline"],
    ),
    ("et", "Tööd peavad olema lõpetatud 30. novembriks 2020.", ["2020-11-30/2020-11-30 deadline"]),
    ("pl", "Dotacja z Norweskiego Mechanizmu Finansowego 2014-2021.", ["2014-01-01/2021-12-31 programme_period"]),
    ("de", "Im Projekt entstehen bis Ende Juni 2026 neue Wege.", ["2026-06-30/2026-06-30 project_end"]),
    (
        "lv",
        "Pieteikties var līdz 2021. gada 5. maijam. Vieta ir katram, kurš grib lasīt, rakstīt un zīmēt kopā ar citiem šajā pilsētā un apkārtnē.",
        ["2021-05-05/2021-05-05 deadline"],
    ),
    ("et", "Projekt kestab 2021. aasta jaanuarist detsembrini.", ["2021-01-01/2021-12-31 project_period"]),
    ("en", "Activities begin in June 2021 and end in May 2023.", ["2021-06-01/2023-05-31 project_period"]),
    (
        "pl",
        "Działania rozpoczną się w czerwcu 2021 r. i zakończą się w maju 2023 r.",
        ["2021-06-01/2023-05-31 project_period"],
    ),
    (
        "fr",
        "Les activités débuteront en juin 2021 et s'achèveront en mai 2023.",
        ["2021-06-01/2023-05-31 project_period"],
    ),
    ("lt", "Projekto veiklos prasidėjo 2021 m. birželį.", ["2021-06-01/2021-06-30 project_start"]),
    (
        "nl",
        "De subsidie geldt voor de jaren 2024 en 2025.",
        ["2024-01-01/2024-12-31 other", "2025-01-01/2025-12-31 other"],
    ),
    ("nl", "De school werd gebouwd in de jaren 1930 en is 250 meter lang.", []),
    ("de", "Am Samstag, 21. September 2019, grillen wir an der Halle.", ["2019-09-21/2019-09-21 event"]),
    ("de", "Am 21. September 2019 war es an der Halle kalt.", ["2019-09-21/2019-09-21 other"]),
    ("de", "Bis Ende Juni 2026 entstehen im Ort neue Wege.", ["2026-06-30/2026-06-30 other"]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), OTHERS)
def test_kind_by_place(language: str, text: str, wanted: list[str]) -> None:
    assert dates(text, language) == wanted


def test_other_date_near_by_does_not_hide_the_year_of_the_publication() -> None:
    text = "22. mai 2019\nKolmapäeval, 15. mail külastasime keskust. Projekt lõpeb 31. augustil 2020."
    assert "2019-05-15/2019-05-15" in {item.split()[0] for item in dates(text, "et")}


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Informāciju sagatavoja biedrības vadītāja", "publication"), ("Ar cieņu biedrības vārdā", "signature")],
)
def test_name_and_date_at_the_end(line: str, kind: str) -> None:
    paragraph = (
        "Bibliotēkas lasītāji un skolēni kopā apguva jaunas prasmes, klausījās stāstus, zīmēja un strādāja. " * 2
    )
    text = f"Jauna skatuve\n{paragraph}\n{paragraph}\n{line}\nIlze Kalna\n28.06.2022."
    assert dates(text, "lv") == [f"2022-06-28/2022-06-28 {kind}"]


def test_day_further_down_gives_no_year_where_the_publication_has_one() -> None:
    text = "Opublikowano 8 marca 2023 r.\nOtwarcie odbyło się 25 lutego.\nUmowę podpisano 12 maja 2021 r."
    assert "2023-02-25/2023-02-25 event" in dates(text, "pl")
    text = "Opublikowano 8 marca 2023 r.\nUmowę podpisano 12 maja 2021 r.\nOtwarcie odbyło się 25 czerwca."
    assert "2021-06-25/2021-06-25 event" in dates(text, "pl")
