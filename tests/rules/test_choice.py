"""Which packs judge a publication, and which part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grantdocs.errors import ScopeError
from grantdocs.rules import charges, packs_for
from grantdocs.testing import document_of, facts_of

LATLIT, ERASMUS, OLD = "interreg-latvia-lithuania-2014-2020", "erasmus-plus-2021-2027", "erasmus-plus-2014-2020"


def charged(*programmes: tuple[str, float], names=None, assumed: bool = False):
    listed = [{"id": id_, "confidence": confidence} for id_, confidence in programmes]
    facts = facts_of({"programmes": listed}, document_of(""))
    facts = replace(facts, assumed=("/programmes",) if assumed else ())
    return charges(facts, document_of(""), names)


def chosen(*programmes: tuple[str, float], names=None, assumed: bool = False) -> list[str]:
    return [pack.id for pack in packs_for(charged(*programmes, names=names, assumed=assumed))]


def packs_of(*programmes: str) -> list[str]:
    from grantdocs.catalogue.programmes import programmes as known

    return list(dict.fromkeys(pack for id_ in programmes for pack in known()[id_].packs))


@pytest.mark.parametrize(
    ("programmes", "wanted"),
    [
        ([], []),
        ([(LATLIT, 1.0)], [LATLIT]),
        ([(ERASMUS, 0.6)], [ERASMUS]),
        ([(ERASMUS, 0.9), (LATLIT, 0.8)], [ERASMUS]),
        ([(ERASMUS, 0.6), (OLD, 0.4)], [ERASMUS]),
        ([(ERASMUS, 0.4), (OLD, 0.1)], [ERASMUS]),
    ],
)
def test_packs_follow_from_the_likeliest_programme(programmes, wanted: list[str]) -> None:
    assert chosen(*programmes) == [*packs_of(*wanted), "figures"]
    assert not any(charge.candidates or charge.part for charge in charged(*programmes))


def test_programme_without_a_profile_brings_no_packs() -> None:
    assert chosen(("no-such-programme", 1.0)) == ["figures"]


@pytest.mark.parametrize(
    "programmes",
    [
        [(ERASMUS, 0.9), (LATLIT, 0.9)],
        [(ERASMUS, 0.9), (OLD, 0.9)],
        [(ERASMUS, 0.4), (OLD, 0.3)],
        [(LATLIT, 0.24), (ERASMUS, 0.17), (OLD, 0.12)],
    ],
)
def test_unclear_programme_leaves_open_what_not_all_candidates_share(programmes) -> None:
    ids = tuple(id_ for id_, _ in programmes)
    surely, maybe, figures = charged(*programmes)

    assert maybe.candidates == ids
    assert all(pack.id in packs_of(id_) for id_ in ids for pack in surely.packs)
    assert {pack.id for pack in (*surely.packs, *maybe.packs)} == set(packs_of(*ids))
    assert [pack.id for pack in figures.packs] == ["figures"]


def test_asserted_programmes_bring_all_their_packs() -> None:
    found = chosen((ERASMUS, 1.0), (LATLIT, 1.0), assumed=True)

    assert found == [*packs_of(ERASMUS, LATLIT), "figures"]


def test_named_packs_replace_the_grants_own() -> None:
    assert chosen((LATLIT, 1.0), names=["eu-mga-2021", "eu-mga-2021"]) == ["eu-mga-2021"]
    assert chosen((LATLIT, 1.0), names=[]) == []
    with pytest.raises(ScopeError, match="figures"):
        chosen(names=["nothing"])
