"""Which packs judge a publication."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grantdocs.errors import ScopeError
from grantdocs.rules import packs_for
from grantdocs.testing import document_of, facts_of

LATLIT, ERASMUS, OLD = "interreg-latvia-lithuania-2014-2020", "erasmus-plus-2021-2027", "erasmus-plus-2014-2020"


def chosen(*programmes: tuple[str, float], names=None, assumed: bool = False) -> list[str]:
    listed = [{"id": id_, "confidence": confidence} for id_, confidence in programmes]
    facts = facts_of({"programmes": listed}, document_of(""))
    facts = replace(facts, assumed=("/programmes",) if assumed else ())
    return [pack.id for pack in packs_for(facts, names)]


@pytest.mark.parametrize(
    ("programmes", "wanted"),
    [
        ([], ["figures"]),
        ([(LATLIT, 1.0)], ["eu-cpr-2014", "interreg-latvia-lithuania-2014", "figures"]),
        ([(ERASMUS, 0.6)], ["eu-mga-2021", "erasmus-plus-2021", "figures"]),
        ([(ERASMUS, 0.9), (LATLIT, 0.8)], ["eu-mga-2021", "erasmus-plus-2021", "figures"]),
        ([(ERASMUS, 0.9), (LATLIT, 0.9)], ["figures"]),
        ([(ERASMUS, 0.9), (OLD, 0.9)], ["figures"]),
        ([("no-such-programme", 1.0)], ["figures"]),
    ],
)
def test_packs_follow_from_the_likeliest_programme(programmes, wanted: list[str]) -> None:
    assert chosen(*programmes) == wanted


def test_asserted_programmes_bring_all_their_packs() -> None:
    found = chosen((ERASMUS, 1.0), (LATLIT, 1.0), assumed=True)

    assert found == ["eu-mga-2021", "erasmus-plus-2021", "eu-cpr-2014", "interreg-latvia-lithuania-2014", "figures"]


def test_named_packs_replace_the_grants_own() -> None:
    assert chosen((LATLIT, 1.0), names=["eu-mga-2021", "eu-mga-2021"]) == ["eu-mga-2021"]
    assert chosen((LATLIT, 1.0), names=[]) == []
    with pytest.raises(ScopeError, match="figures"):
        chosen(names=["nothing"])
