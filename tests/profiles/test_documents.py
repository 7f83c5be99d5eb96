"""The same project in several publications: what a later one says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

import grantdocs
from grantdocs.model.facts import Facts
from grantdocs.model.findings import Verdict
from grantdocs.profiles import across, draft
from grantdocs.testing import document_of, facts_of

ONE = {"award_number": "LLI-444", "title": "Green paths to school"}


def telling(award: dict[str, Any], total: str, published: str | None = None, **more: Any) -> tuple[Facts, Any]:
    text = f"{award.get('award_number') or ''} {award.get('title') or ''} EUR {total}"
    document = document_of(text)
    facts: dict[str, Any] = {
        "document": {"is_project": True, "published": published, "language": "en"},
        "awards": [{**award, "text": award.get("award_number") or award.get("title")}],
        "amounts": [{"value": total, "kind": "total_cost", "scope": "project", "text": f"EUR {total}"}],
        **more,
    }
    return facts_of(facts, document), document


@pytest.mark.parametrize(
    ("award", "total", "labels"),
    [
        (ONE, "120000.00", []),
        (ONE, "130000.00", ["total_cost"]),
        ({"award_number": "LLI 444"}, "130000.00", ["total_cost"]),
        ({"title": "Green paths to school"}, "130000.00", ["total_cost"]),
        ({**ONE, "award_number": "LLI-445"}, "120000.00", ["award_number"]),
        ({"award_number": "LLI-445", "title": "Blue bridges"}, "130000.00", []),
        ({"award_number": "LLI-445"}, "130000.00", []),
        ({"title": "Blue bridges over town"}, "130000.00", []),
        ({**ONE, "title": "Health for the people of the county"}, "120000.00", ["title"]),
        ({**ONE, "title": "Veselības veicināšana novada iedzīvotājiem"}, "120000.00", []),
        ({**ONE, "title": "Blue bridges"}, "120000.00", []),
    ],
    ids=str,
)
def test_publications_of_one_project_are_compared(award: dict[str, Any], total: str, labels: list[str]) -> None:
    first, second = across([telling(ONE, "120000.00"), telling(award, total)])

    assert first == ()
    assert [each.label for each in second if each.excess] == labels


def test_both_sides_are_shown() -> None:
    _, (number, title, total) = across([telling(ONE, "120000.00"), telling(ONE, "130000.00")])

    assert (number.excess, title.excess, total.variant) == (0, 0, "")
    assert total.elsewhere is not None
    assert total.elsewhere.quote == "EUR 120000.00"


def test_another_title_under_the_same_number_shows_what_differs() -> None:
    _, (_, title, _) = across(
        [
            telling(ONE, "120000.00"),
            telling({**ONE, "title": "Green bridges for the people of our county"}, "120000.00"),
        ]
    )

    assert title.excess > 0
    assert title.differs == "bridges for the people of our county → paths to school"


@pytest.mark.parametrize(
    ("dates", "changed"),
    [(("2021-01-01", "2022-01-01"), 1), (("2022-01-01", "2021-01-01"), 0)],
)  # fmt: skip
def test_dated_publications_say_that_it_changed(dates: tuple[str, str], changed: int) -> None:
    found = across([telling(ONE, "120000.00", dates[0]), telling(ONE, "130000.00", dates[1])])

    assert found[1 - changed] == ()
    (total,) = (each for each in found[changed] if each.excess)
    assert (total.variant, total.dated, total.source_dated) == ("changed", max(dates), min(dates))


def test_a_third_publication_is_compared_with_the_first_that_tells() -> None:
    silent = facts_of({"awards": [{**ONE, "text": "LLI-444"}]}, document_of("LLI-444")), document_of("LLI-444")
    found = across([silent, telling(ONE, "120000.00"), telling(ONE, "120000.00"), telling(ONE, "1.00")])

    assert [[each.label for each in some if each.excess] for some in found] == [[], [], [], ["total_cost"]]


def test_a_draft_takes_over_only_what_is_told_once() -> None:
    facts, document = telling(
        ONE,
        "120000.00",
        rates=[{"value": "0.85", "kind": "union_contribution"}, {"value": "0.80", "kind": "union_contribution"}],
        dates=[{"start": "2020-03-01", "end": "2022-02-28", "kind": "project_period"}],
        partners=[{"name": "Upper Town Library", "role": "lead", "country": "LV"}],
    )
    made = draft(facts, document).profile

    assert made.numbers == ("LLI-444",)
    assert made.titles == {"en": "Green paths to school"}
    assert made.rate is None
    assert str(made.start) == "2020-03-01"
    assert [dict(partner.names) for partner in made.partners] == [{"en": "Upper Town Library"}]


def test_check_together_tells_where_the_other_one_says_so() -> None:
    text = (
        "Project “Green paths to school”\n\nThe project No. LLI-444 of the Interreg V-A Latvia-Lithuania Programme "
        "2014-2020 is paid by the European Regional Development Fund. The total budget of the project is EUR {}."
    )
    texts = [text.format(total).encode() for total in ("120 000.00", "130 000.00")]
    first, second = grantdocs.check_together(texts, packs=["figures"])
    rule = "figures/agrees-across-documents"
    (told,) = (found for found in second.findings if found.rule == rule)

    assert [found.verdict for found in first.findings if found.rule == rule] == [Verdict.NOT_APPLICABLE]
    assert told.verdict is Verdict.FAIL
    assert [(item.source, item.quote) for item in told.evidence] == [
        ("", "EUR 130 000.00"),
        (first.document.source.uri, "EUR 120 000.00"),
    ]
