"""Events beside their project's time and their report's day; how long a page stood unchanged."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from dates_texts import reading_of

from grantdocs.extractors.dates import extract as dates_of
from grantdocs.extractors.figures import events
from grantdocs.extractors.reading import begin
from grantdocs.model.facts import Figure

PERIOD = "The project is carried out from 1 April 2018 to 31 March 2020.\n"


def figures(text: str, language: str = "en", **about: str | None) -> dict[str, Figure]:
    """By kind; `about` is what the file itself tells of its days."""
    document = reading_of(text, language).document
    source = replace(document.source, captured=about.pop("captured", None))
    reading = begin(replace(document, source=source, **about))  # type: ignore[arg-type]
    dates, _ = dates_of(reading)
    return {figure.kind: figure for figure in events.derive(reading, dates, None, several=False)}


@pytest.mark.parametrize(
    ("text", "excess", "variant"),
    [
        pytest.param("The seminar of the project took place on 3 May 2019.", 0, "", id="within"),
        pytest.param("The project's closing conference was held on 30 June 2020.", 0, "after", id="a little later"),
        pytest.param("The seminar of the project took place on 3 May 2021.", 306, "after", id="a year later"),
        pytest.param("The seminar of the project took place on 3 May 2017.", -241, "before", id="a year earlier"),
    ],
)
def test_event_beside_the_project(text: str, excess: int, variant: str) -> None:
    figure = figures(PERIOD + text)["event"]

    assert (figure.excess, figure.variant) == (excess, variant)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PERIOD + "The festival of the town was held on 3 May 2022.", id="not the project's"),
        pytest.param("The seminar of the project took place on 3 May 2022.", id="no time of the project"),
        pytest.param(PERIOD + "The project was presented in May 2022.", id="no day"),
    ],
)
def test_no_event_of_the_project(text: str) -> None:
    assert "event" not in figures(text)


@pytest.mark.parametrize(
    ("language", "text", "late"),
    [
        pytest.param("en", "Published: 20 May 2019\nThe seminar took place on 3 May 2019.", 0, id="before"),
        pytest.param("en", "Published: 20 May 2019\nThe seminar took place on 3 May 2020.", 349, id="after"),
        pytest.param("en", "Published: 20 May 2019\nOn 21 May 2019, in Riga, a seminar was held.", 1, id="verb behind"),
        pytest.param("lv", "Publicēts: 20.05.2019.\n2020. gada 3. maijā Rīgā notika seminārs.", 349, id="lv"),
        pytest.param("lt", "Paskelbta 2019-05-20\n2020 m. gegužės 3 d. vyko seminaras.", 349, id="lt"),
        pytest.param("et", "Avaldatud 20.05.2019\nSeminar toimus 3. mail 2020.", 349, id="et"),
    ],
)
def test_report(language: str, text: str, late: int) -> None:
    assert figures(text, language)["report"].difference == late


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Published: 20 April 2019\nThe seminar will take place on 3 May 2019.", id="announced"),
        pytest.param("Published: 20 April 2019\nSeminar on 3 May 2019.", id="no verb"),
        pytest.param("The seminar took place on 3 May 2019.", id="no day of publication"),
        pytest.param(
            "Published: 20 April 2019\nThe partners, who met in Riga, chose the day of the seminar: 3 May 2019.",
            id="a verb of another clause",
        ),
        pytest.param(
            "Published: 20 April 2019\nOn 3 April 2019 a meeting took place, and a seminar is on 3 May 2019.",
            id="two dates",
        ),
    ],
)
def test_no_report(text: str) -> None:
    assert "report" not in figures(text)


@pytest.mark.parametrize(
    ("about", "found"),
    [
        pytest.param({"published": "2019-05-01"}, True, id="two days after the publication"),
        pytest.param({"published": "2019-03-01"}, False, id="a page that may have been added to"),
        pytest.param({"published": "2019-03-01", "modified": "2019-04-01"}, True, id="last changed before the event"),
        pytest.param({"captured": "2019-04-01T10:00:00+00:00"}, True, id="saved before the event"),
    ],
)
def test_report_beside_what_the_file_tells(about: dict[str, str], *, found: bool) -> None:
    told = figures("The seminar took place on 3 May 2019.", **about)

    assert ("report" in told and told["report"].excess > 0) is found


@pytest.mark.parametrize(
    ("about", "claimed", "excess", "variant"),
    [
        pytest.param({"modified": "2018-12-01"}, 59, 0, "", id="two months"),
        pytest.param({"modified": "2018-07-29"}, 184, 0, "", id="half a year"),
        pytest.param({"modified": "2018-07-28"}, 185, 1, "", id="a day more"),
        pytest.param({}, 0, 0, "unknown", id="not known"),
    ],
)
def test_updates(about: dict[str, str], claimed: int, excess: int, variant: str) -> None:
    figure = figures(PERIOD, captured="2019-01-29T10:00:00Z", **about)["update"]

    assert (figure.claimed, figure.excess, figure.variant) == (claimed, excess, variant)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        pytest.param(PERIOD, {"modified": "2018-05-01"}, id="not known when it was saved"),
        pytest.param(PERIOD, {"modified": "2018-05-01", "captured": "2021-01-29T10:00:00Z"}, id="after the project"),
        pytest.param(
            PERIOD,
            {"modified": "2018-05-01", "published": "2018-05-01", "captured": "2019-01-29T10:00:00Z"},
            id="a piece of news",
        ),
        pytest.param("A project.", {"modified": "2018-05-01", "captured": "2019-01-29T10:00:00Z"}, id="no time"),
    ],
)
def test_no_updates(text: str, about: dict[str, str]) -> None:
    assert "update" not in figures(text, **about)


def test_a_known_day_of_publication_counts() -> None:
    reading = reading_of("The seminar took place on 3 May 2020.", "en")
    dates, _ = dates_of(reading)
    (figure,) = events.derive(reading, dates, dt.date(2019, 5, 20), several=False)

    assert figure.excess == 349
