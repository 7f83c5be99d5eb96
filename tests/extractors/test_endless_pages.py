"""A page may be one paragraph without end: what it says a hundred times is one fact with a hundred places, and a word,
figure or line of signs as long as a page takes nothing from what stands beside it."""

from __future__ import annotations

import pytest

import grantdocs
from grantdocs.model.facts import Facts
from grantdocs.text.language_id import language_of

TOLD = (
    'The project "Lanterns on the Quay" (No LLI-417) is carried out by Harbour Town Library together with Willow Street '
    "School (WSS). Project partners: Harbour Town Library, Amber Coast Museum. The total budget of the project is EUR "
    "84 300.00, of which EUR 71 655.00 come from the European Regional Development Fund. WSS takes part in the project "
    "from 1 March 2023 to 28 February 2025. See www.lanterns.example.org. "
)
TIMES = 40


@pytest.fixture(scope="module")
def once() -> Facts:
    return grantdocs.extract(_page(TOLD))


@pytest.fixture(scope="module")
def often() -> Facts:
    return grantdocs.extract(_page(TOLD * TIMES))


def _page(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("awards", ("award_number", "title", "acronym", "programme")),
        ("amounts", ("value", "currency", "kind", "scope", "party")),
        ("dates", ("start", "end", "kind")),
        ("partners", ("name", "role", "country")),
        ("funds", ("id",)),
        ("links", ("url", "kind")),
    ],
)
def test_what_is_said_again_and_again_is_the_same_fact(
    kind: str, names: tuple[str, ...], once: Facts, often: Facts
) -> None:
    first, again = getattr(once, kind), getattr(often, kind)
    assert first
    assert [[getattr(fact, name) for name in names] for fact in again] == [
        [getattr(fact, name) for name in names] for fact in first
    ]


@pytest.mark.parametrize("kind", ["awards", "amounts", "funds", "links"])
def test_it_stands_at_every_place(kind: str, once: Facts, often: Facts) -> None:
    first, again = getattr(once, kind), getattr(often, kind)
    assert [len(fact.spans) for fact in again] == [TIMES * len(fact.spans) for fact in first]


@pytest.mark.parametrize("sign", ["a", "A", "7", '"', "(", ",", ".", "-", "a/", "7.", "a@", "- ", "7 "])
def test_an_endless_word_hides_nothing(sign: str, once: Facts) -> None:
    facts = grantdocs.extract(_page(f"{TOLD}</p><p>{sign * 5_000}"))
    assert not [gap for gap in facts.gaps if gap.reason == "extractor-failed"]
    assert [award.award_number for award in facts.awards] == [award.award_number for award in once.awards]
    assert {amount.value for amount in once.amounts} <= {amount.value for amount in facts.amounts}
    assert {partner.name for partner in once.partners} <= {partner.name for partner in facts.partners}


@pytest.mark.parametrize(
    "noise", ["www.example.org/abc", "office@example.org", "see:https://example.org/a?b", "A1B2C3", "12.05.2024", "1/2"]
)
def test_addresses_and_figures_tell_no_language(noise: str) -> None:
    told = "Bērnudārza audzēkņi kopā ar skolotājām vāca kastaņus parkā"
    assert language_of(f"{noise} {told} {noise}") == language_of(told) == "lv"
    assert language_of(" ".join([noise] * 40)) is None
