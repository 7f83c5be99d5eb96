"""What the page says, in every language that it speaks."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Any

import pytest

from grantdocs._resources import load_json
from grantdocs.catalogue.programmes import programmes
from grantdocs.reports._chrome import chrome
from grantdocs.reports._chrome import languages as report_languages
from grantdocs.web.pages import _without_options
from grantdocs.web.programme_names import Unknown, find, labels
from grantdocs.web.words import languages, spoken, words

LOCALES = Path(__file__).resolve().parents[2] / "src/grantdocs/web/locales"
FREE = {"programmes"}
"""Where a language may leave out what is called the same everywhere, or name more."""


def _shape(value: Any, path: str = "") -> dict[str, set[str]]:
    """Every place of the words, and what is filled in there."""
    if isinstance(value, dict):
        return {
            key: slots
            for name, each in value.items()
            if name not in FREE
            for key, slots in _shape(each, f"{path}/{name}").items()
        }
    return {path: set(Template(value).get_identifiers())}


@pytest.mark.parametrize("language", sorted(languages()))
def test_everything_is_said(language: str) -> None:
    assert _shape(words(language)) == _shape(words("en"))
    assert load_json(LOCALES / f"{language}.json")["language"] == language


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_programme_has_a_name_of_its_own(language: str) -> None:
    named = labels(language)

    assert sorted(named.values()) == sorted(programmes())
    assert not [label for label in named if "$" in label or label != " ".join(label.split())]


@pytest.mark.parametrize(
    ("id_", "language", "label"),
    [
        ("interreg-latvia-lithuania-2014-2020", "en", "Interreg Latvia–Lithuania 2014–2020"),
        ("interreg-latvia-lithuania-2014-2020", "lv", "Interreg Latvija–Lietuva 2014–2020"),
        ("interreg-czech-republic-poland-2021-2027", "lv", "Interreg Čehija–Polija 2021–2027"),
        ("eni-cbc-latvia-lithuania-belarus-2014-2020", "lv", "ENI CBC Latvija–Lietuva–Baltkrievija 2014–2020"),
        ("interreg-brandenburg-poland-2014-2020", "lv", "Interreg Brandenburg Poland 2014–2020"),
        ("cohesion-lv-2021-2027", "lv", "Kohēzijas politikas fondi – Latvija 2021–2027"),
        ("rrf-lv", "en", "Recovery and Resilience Facility – Latvia 2021–2026"),
        ("horizon-2020", "lv", "Apvārsnis 2020 (Horizon 2020) 2014–2020"),
        ("urbact-2021-2027", "lv", "URBACT 2021–2027"),
    ],
)
def test_names_of_programmes(id_: str, language: str, label: str) -> None:
    assert labels(language)[label] == id_


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("", ""),
        ("  ", ""),
        ("erasmus-plus-2021-2027", "erasmus-plus-2021-2027"),
        ("Interreg Latvia–Lithuania 2014–2020", "interreg-latvia-lithuania-2014-2020"),
        (" Interreg  Latvia–Lithuania 2014–2020 ", "interreg-latvia-lithuania-2014-2020"),
        ("erasmus+ 2021", "erasmus-plus-2021-2027"),
        ("LATVIA belarus 2014", "eni-cbc-latvia-lithuania-belarus-2014-2020"),
    ],
)
def test_what_is_typed(typed: str, id_: str) -> None:
    assert find(typed, "en") == id_


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Latvia", "Interreg"),
        ("Erasmus", "Erasmus+"),
        ("Horizonn Europe 2021–2027", "Horizon Europe"),
        ("<script>", ""),
        ("x" * 100_000, ""),
    ],
)
def test_what_is_typed_and_stands_for_none_or_several(typed: str, meant: str) -> None:
    with pytest.raises(Unknown) as unknown:
        find(typed, "en")

    assert any(meant in each for each in unknown.value.args) or not meant
    assert len(unknown.value.args) <= 12


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, "", "en"),
        (None, "lv", "lv"),
        (None, "lv-LV,lv;q=0.9,en;q=0.8", "lv"),
        (None, "en;q=0.5, lv;q=0.9", "lv"),
        (None, "zz, lv", "lv"),
        (None, "*", "en"),
        (None, "q=;;;,,lv;q=x", "en"),
        (None, "a" * 100_000, "en"),
        ("lv", "en", "lv"),
        ("zz", "lv", "lv"),
        ("../lv", "en", "en"),
    ],
)
def test_language_of_a_page(asked: str | None, accepted: str, expected: str) -> None:
    assert spoken(asked, accepted) == expected


@pytest.mark.parametrize("language", report_languages())
def test_nothing_is_said_about_options(language: str) -> None:
    said = str(_without_options(chrome(language)))

    assert "--assume" not in said
    assert "--verbose" not in said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("it is not clear (--assume kind=poster tells it)", "it is not clear"),
        ("not recognised; say it with --assume programmes=ID", "not recognised"),
        ("it may be one of three; --assume programmes=ID says which (title).", "it may be one of three."),
        ("costs (EUR 100); and more -- not less; see -- there", "costs (EUR 100); and more -- not less; see -- there"),
    ],
)
def test_what_is_said_about_options_is_left_out(said: str, expected: str) -> None:
    assert _without_options(said) == expected
