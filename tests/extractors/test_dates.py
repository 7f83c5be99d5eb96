"""Dates: which days a text states, and what is no date."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from dates_texts import document_of, reading_of

from grantdocs.extractors.dates import extract
from grantdocs.model.facts import DateKind


def days(text, language="lv", published=None):
    facts, _ = extract(reading_of(text, language), published and dt.date.fromisoformat(published))
    return [f"{fact.start}/{fact.end}" if fact.start != fact.end else f"{fact.start}" for fact in facts]


FORMS = [
    ("lv", "2019. gada 17. janvārī", ["2019-01-17"]),
    ("lv", "2018.gada 11.decembrī", ["2018-12-11"]),
    ("lv", "17. janvārī, 2019. gadā", ["2019-01-17"]),
    ("lv", "27.07.2020.", ["2020-07-27"]),
    ("lv", "05.03.21", ["2021-03-05"]),
    ("lv", "2019.gada martā", ["2019-03-01/2019-03-31"]),
    ("lv", "2024. gada februārī", ["2024-02-01/2024-02-29"]),
    ("lv", "2018. gada pavasarī", ["2018-03-01/2018-05-31"]),
    ("lv", "2019.gada vasarā", ["2019-06-01/2019-08-31"]),
    ("lv", "2019. gada 2. pusgadā", ["2019-07-01/2019-12-31"]),
    ("lv", "2020. gada III ceturksnī", ["2020-07-01/2020-09-30"]),
    ("lv", "2018. gadā", ["2018-01-01/2018-12-31"]),
    ("lv", "no 2017. gada 5. jūnija līdz 2023. gada 31. maijam", ["2017-06-05/2023-05-31"]),
    ("lv", "no 2017. gada jūlija līdz 2019. gada beigām", ["2017-07-01/2019-12-31"]),
    ("lv", "no 01.07.2020. līdz 31.10.2022.", ["2020-07-01/2022-10-31"]),
    ("lv", "02.12.2020.-11.01.2021.", ["2020-12-02/2021-01-11"]),
    ("lv", "2023.gada 1.janvāris - 2025.gada 1.janvāris", ["2023-01-01/2025-01-01"]),
    ("lv", "2024. gada 22.-23. maijā", ["2024-05-22/2024-05-23"]),
    ("lv", "10.-12. jūnijā, 2021. gadā", ["2021-06-10/2021-06-12"]),
    ("lv", "18.–22.01.2019.", ["2019-01-18/2019-01-22"]),
    ("lv", "2019. gada 1. marta līdz 31. decembrim", ["2019-03-01/2019-12-31"]),
    ("lv", "no oktobra līdz 2020. gada martam", ["2019-10-01/2020-03-31"]),
    ("lv", "2014. – 2020. gadam", ["2014-01-01/2020-12-31"]),
    ("lv", "no 2017. līdz 2019.gadam", ["2017-01-01/2019-12-31"]),
    ("lv", "2023. un 2024.gadā", ["2023-01-01/2023-12-31", "2024-01-01/2024-12-31"]),
    ("lv", "2024. gada 14., 15. un 16. jūnijā", ["2024-06-14", "2024-06-15", "2024-06-16"]),
    ("lv", "2019. gada jūlijā un augustā", ["2019-07-01/2019-07-31", "2019-08-01/2019-08-31"]),
    ("lv", "līdz 2020. gada beigām", ["2020-12-31"]),
    ("lv", "2023. gadā Cēsīs seminārs iecerēts oktobrī.", ["2023-10-01/2023-10-31"]),
    (
        "lv",
        "Laikā no 14. jūnija līdz 16. jūnijam skola brauks ciemos, tas notiks 2024. gadā.",
        ["2024-06-14/2024-06-16", "2024-01-01/2024-12-31"],
    ),
    ("lt", "2021 m. kovo 5 d.", ["2021-03-05"]),
    ("fr", "Six emplois ont été créés en 2019.", ["2019-01-01/2019-12-31"]),
    (
        "fr",
        "mercredi 13 mars 2024, 15 h : conte ; samedi 16 mars 2024, 10 h 30 : atelier",
        ["2024-03-13", "2024-03-16"],
    ),
    ("nl", "dinsdag 6 februari 2024, 19.30 uur", ["2024-02-06"]),
    ("hu", "2023. november 20. 17 óra", ["2023-11-20"]),
    ("sl", "vloge do 17. 3. 2023 do 12. ure", ["2023-03-17"]),
    ("sl", "od 12. do 14. 3. 2023", ["2023-03-12/2023-03-14"]),
    ("fi", "Julkaistu 3.6.2024. Tapahtumat:\n12.6. klo 13 satutunti", ["2024-06-03", "2024-06-12"]),
    ("fi", "Haaste päättyy 15. elokuuta 2023. Viime vuonna lapsia oli paljon.", ["2023-08-15"]),
    ("it", "Newsletter n. 4, dicembre 2021", ["2021-12-01/2021-12-31"]),
    ("fr", "Du 20 au 26 novembre 2022, 14 élèves sont partis.", ["2022-11-20/2022-11-26"]),
    ("nl", "Nieuwsbrief 2 – september 2018", ["2018-09-01/2018-09-30"]),
    ("es", "La acción ha tenido lugar durante 2021.", ["2021-01-01/2021-12-31"]),
    ("en", "Privacy (c) 2022 Oakfield Library", ["2022-01-01/2022-12-31"]),
    ("lt", "2019-ųjų kovą", ["2019-03-01/2019-03-31"]),
    ("hu", "2019-ben", ["2019-01-01/2019-12-31"]),
    ("en", "2020/21", ["2020-01-01/2021-12-31"]),
    ("lt", "2021 m. liepos mėn.", ["2021-07-01/2021-07-31"]),
    ("lt", "2020 m. liepos 1 d. – 2022 m. birželio 30 d.", ["2020-07-01/2022-06-30"]),
    ("lt", "2012 m. gegužė – 2014 m. kovas", ["2012-05-01/2014-03-31"]),
    ("lt", "2019 m. lapkričio 15 – 16 dienomis", ["2019-11-15/2019-11-16"]),
    ("lt", "2017–2019 metai", ["2017-01-01/2019-12-31"]),
    ("lt", "2024/06 iki 2025/06", ["2024-06-01/2025-06-30"]),
    ("lt", "2024-07 – 2025-07-31", ["2024-07-01/2025-07-31"]),
    ("lt", "2022-08-19", ["2022-08-19"]),
    ("lt", "2019 09 16 Krasto naujienos", ["2019-09-16"]),
    ("et", "aprillist augustini 2021", ["2021-04-01/2021-08-31"]),
    ("lv", "Bibliotēka atklāta 1911. gadā.", ["1911-01-01/1911-12-31"]),
    ("et", "5. märtsil 2021", ["2021-03-05"]),
    ("et", "2018. aasta 4. jaanuaril", ["2018-01-04"]),
    ("et", "4. septembrist 2023 kuni 4. jaanuarini 2024", ["2023-09-04/2024-01-04"]),
    ("et", "28. veebruarist 2. aprillini 2019", ["2019-02-28/2019-04-02"]),
    ("et", "aastal 2014", ["2014-01-01/2014-12-31"]),
    ("et", "aastatel 2014–2020", ["2014-01-01/2020-12-31"]),
    ("en", "17 January 2019", ["2019-01-17"]),
    ("en", "January 17, 2019", ["2019-01-17"]),
    ("en", "the 21st of September 2016", ["2016-09-21"]),
    ("en", "September 24-26, 2019", ["2019-09-24/2019-09-26"]),
    ("en", "26-27 May 2020", ["2020-05-26/2020-05-27"]),
    ("en", "24-Aug-2015", ["2015-08-24"]),
    ("en", "16 March - 5 April 2019", ["2019-03-16/2019-04-05"]),
    ("en", "25/03/2021", ["2021-03-25"]),
    ("en", "in 2016", ["2016-01-01/2016-12-31"]),
    ("en", "between 2016 and 2018", ["2016-01-01/2018-12-31"]),
    ("en", "autumn of 2016", ["2016-09-01/2016-11-30"]),
    ("en", "winter 2019/2020", ["2019-12-01/2020-02-29"]),
    ("en", "the first half of 2023", ["2023-01-01/2023-06-30"]),
    ("en", "5/2016 – 12/2020", ["2016-05-01/2020-12-31"]),
    ("en", "2007-13", ["2007-01-01/2013-12-31"]),
    ("pl", "15 czerwca 2010 r.", ["2010-06-15"]),
    ("pl", "30.09.2013r.", ["2013-09-30"]),
    ("pl", "grudzień 2009 r. – grudzień 2010 r.", ["2009-12-01/2010-12-31"]),
    ("hu", "2021. május 28-án", ["2021-05-28"]),
    ("hu", "2018. január 1-jétől 2019. december 31-ig", ["2018-01-01/2019-12-31"]),
    ("hu", "2021.05.28.", ["2021-05-28"]),
    ("hr", "od 1. siječnja 2020. do 31. prosinca 2021. godine", ["2020-01-01/2021-12-31"]),
    ("hr", "30. 6. 2026.", ["2026-06-30"]),
    ("ro", "între 01.04.2018 și 28.02.2022", ["2018-04-01/2022-02-28"]),
    ("ro", "iulie 28, 2025", ["2025-07-28"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), FORMS)
def test_form(language, text, expected):
    assert days(text, language) == expected


NO_DATES = [
    ("lv", "Summa 2019 09 16"),
    ("lt", "Sąskaita 2019 09 16 33"),
    ("lv", "Arhīvs: aprīlis maijs"),
    ("lv", "Skolā mācās 1911 bērni"),
    ("en", "The chairs comply with EN 2019 and the report cites Hill, C. and Lind, S. (2020): Maps."),
    ("en", "Reed P. et al. (2020). Calibrating sensors."),
    ("de", "Beginn um 18 Uhr, Ende um 19.30 Uhr."),
    ("lv", "Tālrunis 28 12 2019, fakss 6 411 2015"),
    ("lv", "Ministru kabineta noteikumi Nr. 10/2019"),
    ("lv", "Regula (ES) 2021/1060 un Nr. 1303/2013"),
    ("lv", "Direktīva 2014/24/ES"),
    ("lv", "Kopā 2019 EUR un EUR 2020, vēl 12.05 EUR"),
    ("lv", "Versija 3.5.2, adrese 192.168.10.12"),
    ("lv", "Apvārsnis 2020 un Eiropa 2020"),
    ("lv", "20. gadsimtā un 1990. gados"),
    ("lv", "LVS EN 15251:2007"),
    ("lv", "Projekts Nr. 2021-2027.4.08.24-0019"),
    ("lv", "1.1. Kas notiek\n2.2. Kas notika"),
    ("lv", "Darba laiks 9.00 - 12.30, pēc tam 13.15"),
    ("lv", "https://example.lv/2019/05/17/raksts un fails_2019-05-17"),
    ("lv", "Piedalījās 35 dalībnieki 12 dienas"),
    ("lv", "Katru gadu 24. aprīlī svin bibliotēkas dienu."),
    ("en", "you may 10 times march 2 by 2"),
    ("en", "Horizon 2020, LREC2014 and ISO 9001:2015"),
    ("en", "page 2014, chapter 3.10 and room 2015"),
    ("en", "Grant 2020-1-LV01-KA203-077000"),
    ("en", "as shown before (Smith & Jones, 2015)"),
    ("et", "2014LT16RFOP001, 3D ja A4"),
]


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_no_date(language, text):
    assert days(text, language) == []


BY_PLACE = [
    ("lv", "Projekta gads\t2022", ["2022-01-01/2022-12-31"]),
    ("lv", "Programma ABC KA210, 2022, izglītība", ["2022-01-01/2022-12-31"]),
    ("lv", "2021\nTiek sākts darbs", ["2021-01-01/2021-12-31"]),
    ("en", "© 2022 Library of Smalltown", ["2022-01-01/2022-12-31"]),
    ("en", "© Library of Smalltown 2022", ["2022-01-01/2022-12-31"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), BY_PLACE)
def test_bare_year_is_shown_by_what_stands_around_it(language, text, expected):
    assert days(text, language) == expected


RELATIVE = [
    ("lv", "Šī gada 25.aprīlī notika sanāksme.", "2021-05-20", ["2021-04-25"]),
    ("lv", "pagājušā gada aprīlī", "2021-05-20", ["2020-04-01/2020-04-30"]),
    ("lv", "nākamā gada martā", "2021-05-20", ["2022-03-01/2022-03-31"]),
    ("lv", "līdz š.g. 30. septembrim", "2021-05-20", ["2021-09-30"]),
    ("lv", "28. decembrī tikās skolotāji", "2021-01-10", ["2020-12-28"]),
    ("lv", "10.-12. jūnijā notiks nometne", "2021-05-20", ["2021-06-10/2021-06-12"]),
    ("lv", "pagājušā gada 8. un 9. oktobrī", "2014-04-14", ["2013-10-08", "2013-10-09"]),
    ("lv", "24. aprīlī tikās skolotāji", "2021-12-01", ["2021-04-24"]),
    ("lv", "Pieteikties līdz 1. oktobrim", "2019-01-10", ["2019-10-01"]),
    ("lv", "15. janvārī notiks seminārs", "2019-12-20", ["2020-01-15"]),
    ("et", "eelmise aasta mais", "2021-05-20", ["2020-05-01/2020-05-31"]),
]


@pytest.mark.parametrize(("language", "text", "published", "expected"), RELATIVE)
def test_relative_date(language, text, published, expected):
    facts, _ = extract(reading_of(text, language), dt.date.fromisoformat(published))
    assert days(text, language, published) == expected
    assert all(fact.relative for fact in facts)


def test_relative_dates_use_the_publication_date_of_the_text():
    assert days("05.03.2021\nSkola atver durvis\nPagājušā gada maijā skola svinēja.") == [
        "2021-03-05",
        "2020-05-01/2020-05-31",
    ]


def test_relative_dates_use_the_metadata_without_making_them_a_fact():
    facts, gaps = extract(reading_of("Pagājušā gada maijā skola svinēja.", published="2021-03-05T10:00:00"))
    assert [(fact.start, fact.relative) for fact in facts] == [(dt.date(2020, 5, 1), True)]
    assert gaps == ()


def test_day_that_may_be_of_two_years_is_a_gap():
    facts, gaps = extract(reading_of("10. martā tiekas skolotāji"), dt.date(2019, 12, 1))
    assert facts == ()
    assert [gap.reason for gap in gaps] == ["relative-date"]


@pytest.mark.parametrize("text", ["Šī gada 25.aprīlī notika sanāksme.", "pagājušā gada vasarā"])
def test_relative_date_without_publication_is_a_gap(text):
    facts, gaps = extract(reading_of(text))
    assert facts == ()
    assert [(gap.reason, gap.pointer) for gap in gaps] == [("relative-date", "/dates")]


def test_day_without_year_takes_it_from_a_date_near_by():
    facts, _ = extract(reading_of("18.01 - 28.04\n2019. gada 17. janvārī notika seminārs."))
    assert [(f"{fact.start}/{fact.end}", fact.relative) for fact in facts] == [
        ("2019-01-18/2019-04-28", True),
        ("2019-01-17/2019-01-17", False),
    ]


def test_day_without_year_takes_none_from_a_period_of_years():
    text = "The project runs from 1 July 2017 to 30 June 2021. Come on 6 November 2018 and apply by 25 October."

    assert days(text, "en") == ["2017-07-01/2021-06-30", "2018-11-06", "2018-10-25"]


def test_day_without_year_inside_a_stated_period_belongs_to_it():
    text = "Meeting of partners, 16 - 18 January 2023\n" + "Programme of the days. " * 30 + "\nMonday 16 January"
    facts, _ = extract(reading_of(text, "en"))
    assert [(fact.start, fact.weekday) for fact in facts if fact.start == fact.end] == [(dt.date(2023, 1, 16), 1)]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("2018. gada 31. jūnijā", "31. jūnijā"),
        ("30.02.2020.", "30.02.2020"),
        ("01.10.2025. – 31.09.2026.", "31.09.2026"),
    ],
)
def test_impossible_date_is_a_gap(text, detail):
    facts, gaps = extract(reading_of(text))
    assert [gap.reason for gap in gaps] == ["impossible-date"]
    assert detail in gaps[0].detail
    assert [fact.start for fact in facts] == ([dt.date(2025, 10, 1)] if "–" in text else [])


def test_order_of_day_and_month_that_nothing_decides_is_a_gap_with_both_readings():
    facts, gaps = extract(reading_of("The partners met on 03/04/2021.", "en"))
    assert facts == ()
    assert gaps[0].reason == "ambiguous-date"
    assert "2021-04-03" in gaps[0].detail
    assert "2021-03-04" in gaps[0].detail


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Met on 03/04/2021 and 25/04/2021.", "en", ["2021-04-03", "2021-04-25"]),
        ("Met on 03/04/2021 and 04/25/2021.", "en", ["2021-03-04", "2021-04-25"]),
        ("Tikās 03/04/2021.", "lv", ["2021-04-03"]),
        ("Met on 04/04/2021.", "en", ["2021-04-04"]),
    ],
)
def test_order_of_day_and_month(text, language, expected):
    assert days(text, language) == expected


def test_winter_of_one_year_is_a_gap():
    facts, gaps = extract(reading_of("in winter 2019", "en"))
    assert facts == ()
    assert [gap.reason for gap in gaps] == ["ambiguous-date"]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2019. gada 17. janvārī", "day"),
        ("2019. gada janvārī", "month"),
        ("2019. gada pavasarī", "season"),
        ("2019. gada 1. ceturksnī", "quarter"),
        ("2019. gada 1. pusgadā", "half"),
        ("2019. gadā", "year"),
    ],
)
def test_precision(text, precision):
    assert [fact.precision for fact in extract(reading_of(text))[0]] == [precision]


@pytest.mark.parametrize(
    ("language", "text", "weekday"),
    [
        ("lv", "Piektdien, 2021. gada 5. martā", 5),
        ("en", "on 16 January 2023 (Monday)", 1),
        ("lv", "2021. gada 5. martā", None),
        ("de", "Das Seminar ist am Dienstag, dem 26. Juni 2018.", 2),
        ("de", "Am Dienstag, der Tag war heiß, dem 26. Juni 2018", None),
    ],
)
def test_weekday_beside_the_date(language, text, weekday):
    assert [fact.weekday for fact in extract(reading_of(text, language))[0]] == [weekday]


def test_repeated_date_is_one_fact_with_all_places():
    text = "Seminārs notika 2019. gada 17. janvārī Rēzeknē. Tātad 17.01.2019. tikās visi dalībnieki."
    facts, _ = extract(reading_of(text))
    assert [[text[span.start : span.end] for span in fact.spans] for fact in facts] == [
        ["2019. gada 17. janvārī", "17.01.2019"]
    ]


def test_publication_is_nearer_than_the_end_of_the_project():
    text = "Projekts noslēgsies 2025. gada 31. augustā. Pasākums notika 12. oktobrī pilsētas laukumā."
    assert days(text, published="2023-10-25") == ["2025-08-31", "2023-10-12"]


def test_spans_count_characters_of_the_original_text():
    text = "Projekts\N{NO-BREAK SPACE}notika 2019.\N{NO-BREAK SPACE}gada 17.\N{SOFT HYPHEN} janvārī."
    facts, _ = extract(reading_of(text))
    assert [text[span.start : span.end] for span in facts[0].spans] == [
        "2019.\N{NO-BREAK SPACE}gada 17.\N{SOFT HYPHEN} janvārī"
    ]


def test_taken_stretches_are_no_dates_but_a_programme_period_is():
    text = "Programma 2014. – 2020. gadam, līgums 05.03.2021"
    reading = reading_of(text)
    start = text.index("05")
    taken = reading.without([reading.folded.span(0, 29), reading.folded.span(start, start + 10)])
    assert [(fact.start, fact.kind) for fact in extract(taken)[0]] == [(dt.date(2014, 1, 1), DateKind.PROGRAMME_PERIOD)]


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("lv", "Projekta īstenošanas laiks: 01.07.2020.-31.10.2022. (28 mēneši)", 28),
        ("en", "Start date: 1 January 2020\nEnd date: 31 December 2021\nDuration: 24 months", 24),
        ("lv", "Projekta īstenošanas laiks: 2020. gada 1. jūlijs - 2022. gada 30. jūnijs, divi gadi", 24),
        ("lv", "Projekta īstenošanas laiks: 01.07.2020.-31.10.2022. Nometnē bija bērni no 12 gadiem.", None),
        ("et", "Projekti kestus: 01.09.2019 – 31.08.2022 (pikendatud 12 kuu võrra)", None),
        ("en", "Project period: 1 January 2020 - 30 June 2022, extended by 6 months", None),
    ],
)
def test_duration(language, text, months):
    assert [fact.duration_months for fact in extract(reading_of(text, language))[0]] == [months]


def test_empty_text_has_no_dates():
    assert extract(reading_of("")) == ((), ())


def test_time_grows_with_the_length_of_the_text():
    line = "2019. gada 17. janvārī notika seminārs, 1.2.3.4.5.6 2019-2020-2021 - - 10. - 11. - 12. no līdz un "
    extract(reading_of(line))

    def seconds(times):
        reading = reading_of("\n".join([line] * times))
        start = time.perf_counter()
        extract(reading)
        return time.perf_counter() - start

    # Twenty times the text in less than a hundred times the time: nothing explodes.
    assert seconds(400) < 100 * max(seconds(20), 0.001)


def test_document_helper_keeps_cells_and_lines():
    document = document_of("a\tb\nc")
    assert [document.quote(block.span) for block in document.blocks] == ["a", "b", "c"]


def test_a_period_whose_ends_were_swapped_is_still_one() -> None:
    facts, _ = extract(reading_of("Projekta īstenošanas laiks: 30.09.2020. – 01.10.2018.", "lv"))

    assert [(fact.kind, str(fact.start), str(fact.end)) for fact in facts] == [
        (DateKind.PROJECT_PERIOD, "2020-09-30", "2018-10-01")
    ]
