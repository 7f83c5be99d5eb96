"""Which packs a profile of shared management names: base act, then programme manual or national rules."""

import pytest

from grantdocs.catalogue.programmes import programme, programmes
from grantdocs.rules.packs import pack

BASE_ACTS = {
    ("cohesion", "2007"): ("eu-1828-2006",),
    ("cohesion", "2014"): ("eu-cpr-2014",),
    ("cohesion", "2021"): ("eu-cpr-2021",),
    ("interreg", "2007"): ("eu-1828-2006",),
    ("interreg", "2014"): ("eu-cpr-2014",),
    ("interreg", "2021"): ("eu-cpr-2021", "eu-interreg-2021"),
    ("rrf", "2021"): ("eu-rrf-2021",),
    ("eafrd", "2007"): ("eu-eafrd-2007",),
    ("eafrd", "2014"): ("eu-eafrd-2014",),
    ("eafrd", "2023"): ("eu-cap-2023",),
    ("eni", "2014"): ("eu-eni-cbc-2014",),
    ("enpi", "2007"): ("eu-enpi-cbc-2007",),
    ("emff", "2014"): ("eu-emff-2014",),
    ("emfaf", "2021"): ("eu-cpr-2021",),
}
SHARED = [id_ for id_ in programmes() if id_.partition("-")[0] in {family for family, _ in BASE_ACTS}]


@pytest.mark.parametrize("identifier", SHARED)
def test_the_base_act_comes_first(identifier: str) -> None:
    profile = programme(identifier)
    acts = BASE_ACTS[identifier.partition("-")[0], profile.period[:4]]

    assert profile.packs[: len(acts)] == acts
    assert all(pack(name).rules for name in profile.packs)


@pytest.mark.parametrize(
    ("identifier", "further"),
    [
        ("interreg-latvia-lithuania-2007-2013", ("interreg-latvia-lithuania-2007",)),
        ("interreg-latvia-lithuania-2014-2020", ("interreg-latvia-lithuania-2014",)),
        ("interreg-latvia-lithuania-2021-2027", ("interreg-latvia-lithuania-2021",)),
        ("interreg-estonia-latvia-2014-2020", ("interreg-estonia-latvia-2014",)),
        ("interreg-central-baltic-2021-2027", ("interreg-central-baltic-2021",)),
        ("interreg-baltic-sea-region-2014-2020", ("interreg-baltic-sea-region-2014",)),
        ("interreg-lithuania-poland-2014-2020", ("interreg-lithuania-poland-2014",)),
        ("interreg-alcotra-2014-2020", ()),
        ("eni-cbc-latvia-russia-2014-2020", ("eni-cbc-latvia-russia-2014",)),
        ("cohesion-lv-2007-2013", ("lv-2007",)),
        ("cohesion-lv-2021-2027", ("lv-2021",)),
        ("cohesion-ee-2021-2027", ("ee-2021",)),
        ("cohesion-de-2021-2027", ()),
        ("rrf-lv", ("lv-2021", "lv-rrf-2021")),
        ("rrf-lt", ("lt-rrf-2021",)),
        ("rrf-si", ()),
    ],
)
def test_manuals_and_national_rules_follow(identifier: str, further: tuple[str, ...]) -> None:
    profile = programme(identifier)

    assert profile.packs[len(BASE_ACTS[identifier.partition("-")[0], profile.period[:4]]) :] == further


@pytest.mark.parametrize("identifier", [id_ for id_ in SHARED if id_.startswith("eafrd") or "-2007-2013" in id_])
def test_no_pack_of_another_period(identifier: str) -> None:
    periods = {"2007": {"2006", "2007"}, "2014": {"2014"}, "2023": {"2023"}}[programme(identifier).period[:4]]

    assert {name[-4:] for name in programme(identifier).packs} <= periods
