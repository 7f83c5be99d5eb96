"""Dates at the edges of the calendar: hours between, open sides, numerals, seasons that share a year, no-days."""

from __future__ import annotations

import datetime as dt

import pytest
from dates_texts import reading_of

from grantdocs.extractors.dates import extract
from grantdocs.languages import lexicon

PUBLISHED = dt.date(2021, 5, 20)


def found(text, language, published=None):
    facts, gaps = extract(reading_of(text, lexicon((language,))), published)
    days = [f"{fact.start}/{fact.end}" if fact.start != fact.end else f"{fact.start}" for fact in facts]
    return days, [gap.reason for gap in gaps]


FORMS = [
    ("en", "Last updated: 2021-03-05T10:15:00Z", ["2021-03-05"]),
    ("pl", "15 IX 2020 r.", ["2020-09-15"]),
    ("hu", "2020. IX. 15.", ["2020-09-15"]),
    ("fi", "maalis–toukokuussa 2022", ["2022-03-01/2022-05-31"]),
    ("fi", "keväällä ja syksyllä 2022", ["2022-03-01/2022-05-31", "2022-09-01/2022-11-30"]),
    ("hu", "2022 tavaszán és őszén", ["2022-03-01/2022-05-31", "2022-09-01/2022-11-30"]),
    ("hu", "2022. március és május között", ["2022-03-01/2022-05-31"]),
    ("hu", "2018. október 6-án és 7-én", ["2018-10-06", "2018-10-07"]),
    ("hu", "2024 márciusától 2025 augusztusáig", ["2024-03-01/2025-08-31"]),
    ("hu", "2023 végéig", ["2023-12-31"]),
    ("fi", "vuoden 2023 loppuun mennessä", ["2023-12-31"]),
    ("fi", "maaliskuusta 2024 elokuuhun 2025", ["2024-03-01/2025-08-31"]),
    ("et", "2024. aasta märtsist 2025. aasta augustini", ["2024-03-01/2025-08-31"]),
    ("lv", "no 2022. gada 12. aprīļa plkst. 10.00 līdz 2022. gada 14. aprīļa plkst. 16.00", ["2022-04-12/2022-04-14"]),
    ("et", "23.11.2023, kell 10.00–15.30", ["2023-11-23"]),
    ("mt", "bejn l-10 u l-14 ta' Lulju 2023", ["2023-07-10/2023-07-14"]),
    ("de", "Die Schule wurde 1932 gebaut und 2015 saniert.", ["1932-01-01/1932-12-31", "2015-01-01/2015-12-31"]),
    ("pl", "Park otwarto 1 maja 2022 r. przy ul. 3 Maja 1.", ["2022-05-01"]),
    ("en", "in the 2020 and 2021 seasons; closed in 2022 and 2023", ["2022-01-01/2022-12-31", "2023-01-01/2023-12-31"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), FORMS)
def test_form(language, text, expected):
    assert found(text, language)[0] == expected


NO_DAYS = [
    ("lv", "Muzejs atrodas 11. novembra krastmalā 35."),
    ("fr", "Adresse : 4 rue du 8 Mai 1945, Lille"),
    ("lt", "Vasario 16-osios g. 4"),
    ("hu", "Március 15. tér 12"),
    ("en", "Every year on 23 April we read aloud."),
    ("de", "Jedes Jahr am 23. April lesen wir vor."),
    ("fi", "Hakemus 2018/12-7 on kirjattu."),
    ("hu", "2018/12-7 számú kérelem"),
    ("sk", "Projekt a zmluva 12/2019"),
    ("de", "Die Bücherei hat 1911 Bücher und 2019 Hefte."),
    ("nl", "In de jaren 1930 stond hier een hoeve."),
    ("en", "Chapter V 2019 and Henry V 12"),
]


@pytest.mark.parametrize(("language", "text"), NO_DAYS)
def test_no_day_and_no_gap(language, text):
    assert found(text, language, PUBLISHED) == ([], [])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "En novembre dernier, les travaux ont commencé.", "2020-11-01/2020-11-30"),
        ("fr", "En mars dernier, les travaux ont commencé.", "2021-03-01/2021-03-31"),
        ("en", "Works begin next March.", "2022-03-01/2022-03-31"),
        ("en", "Works begin next September.", "2021-09-01/2021-09-30"),
    ],
)
def test_last_and_next_month_are_the_nearest(language, text, expected):
    assert found(text, language, PUBLISHED)[0] == [expected]
    assert found(text, language) == ([], ["relative-date"])


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("lv", "Projekts uzsākts 2019. gada 1. maijā un ilgs 24 mēnešus.", 24),
        ("en", "The project started on 1 May 2019 and will last two years.", 24),
        ("en", "The project started on 1 May 2019, after 3 months of talks.", None),
        ("en", "The project started on 1 May 2019. The course lasts 3 months.", None),
    ],
)
def test_duration_that_a_verb_states(language, text, months):
    facts, _ = extract(reading_of(text, lexicon((language,))))
    assert [fact.duration_months for fact in facts] == [months]


def test_open_side_is_no_publication():
    facts, _ = extract(reading_of("31.12.2023 mennessä", lexicon(("fi",))))
    assert [fact.kind.value for fact in facts] == ["other"]


def test_project_of_two_years_is_no_event():
    text = "Projekts noritēs no 2024. gada 1. septembra līdz 2026. gada 31. augustam."
    facts, _ = extract(reading_of(text))
    assert [fact.kind.value for fact in facts] == ["project_period"]


@pytest.mark.parametrize(
    ("language", "text", "published", "expected"),
    [
        ("lv", "14. martā atklāja istabu. Līgums parakstīts 2022. gada 3. februārī.", "2023-03-15", "2023-03-14"),
        ("lt", "Trukmė: 2022-09-01–2024-08-31. Gegužės 12 d. vyko mokymai.", "2023-05-20", "2023-05-12"),
        ("lv", "14. martā atklāja istabu. Līgums parakstīts 2022. gada 3. martā.", "2023-03-15", "2022-03-14"),
        ("lv", "14. martā atklāja istabu. Līgums parakstīts 2022. gada 3. februārī.", "2023-06-15", "2022-03-14"),
    ],
)
def test_news_is_of_the_year_of_the_publication(language, text, published, expected):
    assert expected in found(text, language, dt.date.fromisoformat(published))[0]
