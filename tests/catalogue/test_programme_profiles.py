"""Profiles of programmes: every file fits its schema, every pattern its own examples and nobody else's."""

import datetime as dt
import json
from decimal import Decimal

import pytest
import regex
from jsonschema import Draft202012Validator

from grantdocs._resources import rules_folder, schema
from grantdocs.catalogue.programme_index import index
from grantdocs.catalogue.programmes import programme, programmes
from grantdocs.errors import ScopeError
from grantdocs.text.folding import fold, fold_key

FILES = sorted((rules_folder() / "programmes").glob("*.json"))
FORMS = [(identifier, form) for identifier, profile in programmes().items() for form in profile.award_numbers]
OF_FORM = pytest.mark.parametrize(
    ("identifier", "form"), FORMS, ids=[f"{identifier}-{number}" for number, (identifier, _) in enumerate(FORMS)]
)


def number_in(form, text):
    match = regex.search(form.pattern, text)
    if match is None:
        return None
    return match.group("number") if "number" in match.re.groupindex else match.group()


def test_every_file_fits_the_schema_and_is_called_as_its_programme():
    validator = Draft202012Validator(schema("programme"))
    for file in FILES:
        data = json.loads(file.read_text(encoding="utf-8"))
        errors = [f"{file.name} {error.json_path}: {error.message}" for error in validator.iter_errors(data)]
        assert not errors
        assert data["id"] == file.stem


def test_names_stand_folded():
    for identifier, profile in programmes().items():
        for names in profile.names.values():
            assert [fold_key(name) for name in names] == list(names), identifier


def test_periods_end_after_they_begin():
    for identifier, profile in programmes().items():
        first, last = profile.years
        assert first < last, identifier
        if profile.eligible:
            assert profile.eligible[0] < profile.eligible[1], identifier


@OF_FORM
def test_a_form_matches_its_examples(identifier, form):
    for example in form.examples:
        found = number_in(form, example)
        assert found
        assert found == example or "(?P<number>" in form.pattern
        assert not form.hints or any(hint in example for hint in form.hints)


@OF_FORM
def test_a_form_matches_no_counter_example(identifier, form):
    for example in form.counter_examples:
        assert number_in(form, example) != example


@OF_FORM
def test_a_form_matches_no_example_of_another_programme(identifier, form):
    if form.shared:
        return
    for other, foreign in FORMS:
        if other == identifier or foreign.shared or (form.needs_label and not foreign.needs_label):
            continue
        for example in foreign.examples:
            found = number_in(form, example)
            assert found != number_in(foreign, example), (identifier, other, example)


@OF_FORM
def test_a_form_is_found_by_the_index(identifier, form):
    for example in form.examples:
        assert identifier in {match.programme for match in index().numbers(example)}


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Interreg V-A Latvijas–Lietuvas pārrobežu sadarbības programma", "interreg-latvia-lithuania-2014-2020"),
        ("Latvijas – Lietuvas pārrobežu sadarbības programmas", "interreg-latvia-lithuania-2014-2020"),
        ("Latvijos ir Lietuvos bendradarbiavimo per sieną programą", "interreg-latvia-lithuania-2021-2027"),
        ("Latvia-Lithuania Cross Border Cooperation Programme", "interreg-latvia-lithuania-2007-2013"),
        ("Eesti-Läti piiriülese koostöö programmi", "interreg-estonia-latvia-2014-2020"),
        ("Centrālās Baltijas jūras reģiona pārrobežu sadarbības programmas", "interreg-central-baltic-2014-2020"),
        ("programma transfrontaliero Alcotra", "interreg-alcotra-2014-2020"),
        ("ERASMUS+", "erasmus-plus-2021-2027"),
        ("Seventh\nFramework Programme", "fp7"),
        ("Apvārsnis 2020", "horizon-2020"),
        ("Operativnog programa „Konkurentnost i kohezija”", "cohesion-hr-2014-2020"),
        ("Regionalnego Programu Operacyjnego Województwa Podlaskiego", "cohesion-pl-2014-2020"),
        ("Citizens, Equality, Rights and Values", "cerv-2021-2027"),
        ("RIGHTS, EQUALITY AND CITIZENSHIP", "rec-2014-2020"),
        ("Plan de Recuperación, Transformación y Resiliencia", "rrf-es"),
        ("KPO", "rrf-pl"),
        ("Euratom pētniecības un mācību programmas", "euratom-2021-2025"),
        ("the European Union’s Justice Programme", "justice-2014-2020"),
        ("Neighbourhood, Development and International Cooperation Instrument", "ndici-2021-2027"),
        ("Ευρωπαϊκό Σώμα Αλληλεγγύης", "esc-2021-2027"),
    ],
)
def test_names_are_found_in_their_forms(text, identifier):
    folded = fold(text)
    assert any(identifier in mention.programmes for mention in index().mentions(folded.lower, folded.text))


@pytest.mark.parametrize(
    "text",
    [
        "Latvijas un Lietuvas bibliotekāri tikās Jelgavā.",
        "Lietuvas programma",
        "The horizon was clear in 2020.",
        "Erasmus of Rotterdam plus others",
        "kpo",
        "interregional trains",
        "The museum runs a life programme.",
        "Comenius University in Bratislava",
    ],
)
def test_no_names_where_there_are_none(text):
    folded = fold(text)
    found = index().mentions(folded.lower, folded.text)
    assert not found


def test_the_longer_name_wins():
    folded = fold("Latvijas – Lietuvas – Baltkrievijas pārrobežu sadarbības programma")
    (mention,) = index().mentions(folded.lower, folded.text)
    assert set(mention.programmes) == {
        "eni-cbc-latvia-lithuania-belarus-2014-2020",
        "enpi-cbc-latvia-lithuania-belarus-2007-2013",
    }


def test_the_profile_of_latvia_lithuania():
    profile = programme("interreg-latvia-lithuania-2014-2020")
    assert profile.packs == ("eu-cpr-2014", "interreg-latvia-lithuania-2014")
    assert profile.period == "2014-2020"
    assert profile.eligible == (dt.date(2014, 1, 1), dt.date(2023, 12, 31))
    assert [rate.max for rate in profile.rates] == [Decimal("0.85")]
    assert profile.sites == ("latlit.eu",)


@pytest.mark.parametrize(
    ("identifier", "packs"),
    [
        ("horizon-europe", ("eu-mga-2021", "eu-mga-annex5-2021", "horizon-europe")),
        ("esc-2018-2020", ("eu-mga-2014", "eu-general-conditions-2014", "esc-2018")),
        ("europe-for-citizens-2007-2013", ("eu-eac-2007", "europe-for-citizens-2007")),
        ("europe-for-citizens-2014-2020", ("eu-mga-2014", "europe-for-citizens-2007", "europe-for-citizens-2014")),
        ("life-2014-2020", ("life-logo-2007", "life-natura-2000", "life-2014")),
        ("socrates-2000-2006", ()),
    ],
)
def test_packs_go_from_the_base_act_to_the_programme(identifier, packs):
    assert programme(identifier).packs == packs


def test_the_profile_of_erasmus():
    profile = programme("erasmus-plus-2021-2027")
    assert (profile.packs[0], profile.packs[-1]) == ("eu-mga-2021", "erasmus-plus-2021")
    small, large = profile.action("KA210"), profile.action("KA220")
    assert (small.lump_sums, small.min_months, small.max_months) == ((Decimal(30000), Decimal(60000)), 6, 24)
    assert (large.lump_sums, large.max_months) == ((Decimal(120000), Decimal(250000), Decimal(400000)), 36)
    assert profile.action("KA999") is None


def test_an_unknown_programme_is_said_so():
    with pytest.raises(ScopeError, match="no-such-programme"):
        programme("no-such-programme")
