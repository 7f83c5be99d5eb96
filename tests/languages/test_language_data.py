"""The words of the languages: they fit the schema, tell months and kinds apart, and hold what CLDR knows."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import jsonschema
import pytest
from babel import Locale

from grantdocs._resources import schema
from grantdocs.languages import language_data, lexicon, tags
from grantdocs.text.folding import fold_key
from grantdocs.text.phrases import compile_phrases

FIRST = ("lv", "lt", "et", "en")
"""Languages whose data must be complete."""

TAGS = [pytest.param(tag, id=tag) for tag in tags()]
pytestmark = pytest.mark.parametrize("tag", TAGS)


def lists_of(value, path=()):
    """Every list of strings in the data, examples aside, with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "examples":
                yield from lists_of(inner, (*path, key))
    elif isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            yield path, value
        else:
            for number, inner in enumerate(value):
                yield from lists_of(inner, (*path, str(number)))


def shared(groups):
    """Phrases that stand in more than one of the groups."""
    folded = {kind: {fold_key(phrase) for phrase in phrases} for kind, phrases in groups.items()}
    return [
        (one, other, phrase) for one, other in combinations(folded, 2) for phrase in sorted(folded[one] & folded[other])
    ]


def test_file_fits_the_schema(tag):
    validator = jsonschema.Draft202012Validator(schema("language"))
    errors = [(list(error.absolute_path), error.message) for error in validator.iter_errors(language_data(tag))]
    assert errors == []


def test_tag_is_the_name_of_the_file(tag):
    assert language_data(tag)["tag"] == tag


@pytest.mark.parametrize("part", ["months", "weekdays", "halves", "quarters"])
def test_form_has_one_number(tag, part):
    groups = dict(enumerate(language_data(tag)["calendar"].get(part, ()), start=1))
    assert shared(groups) == []


def test_season_has_one_name(tag):
    assert shared(language_data(tag)["calendar"].get("seasons", {})) == []


def test_month_is_no_weekday_and_no_season(tag):
    calendar = language_data(tag)["calendar"]
    named = {
        "month": [form for forms in calendar["months"] for form in forms],
        "weekday": [form for forms in calendar["weekdays"] for form in forms],
        "season": [form for forms in calendar.get("seasons", {}).values() for form in forms],
    }
    assert shared(named) == []


@pytest.mark.parametrize("context", ["format", "stand-alone"])
def test_months_of_cldr_are_known(tag, context):
    known = lexicon((tag,)).ordered("calendar", "months")
    names = Locale(tag).months[context]["wide"]
    assert {name: number for number, name in names.items() if known.get(fold_key(name)) != number} == {}


def test_weekdays_of_cldr_are_known(tag):
    known = lexicon((tag,)).ordered("calendar", "weekdays")
    names = Locale(tag).days["format"]["wide"]
    assert {name: number for number, name in names.items() if known.get(fold_key(name)) != number + 1} == {}


def test_phrases_of_a_list_are_different(tag):
    twice = [
        (path, phrase)
        for path, phrases in lists_of(language_data(tag))
        for phrase in phrases
        if "legal_forms" not in path  # letter case counts there
        and [fold_key(other) for other in phrases].count(fold_key(phrase)) > 1
    ]
    assert twice == []


def test_star_ends_a_word(tag):
    wrong = [
        (path, phrase)
        for path, phrases in lists_of(language_data(tag))
        for phrase in phrases
        for word in phrase.split()
        if "*" in word and (word.index("*") != len(word) - 1 or len(word) < 2)
    ]
    assert wrong == []


def test_phrase_is_found_in_its_own_text(tag):
    lost = [
        (path, phrase)
        for path, phrases in lists_of(language_data(tag).get("cues", {}), ("cues",))
        for phrase in phrases
        if fold_key(phrase) and not compile_phrases([phrase]).search(f" {fold_key(phrase).replace('*', '')} ")
    ]
    assert lost == []


@pytest.mark.parametrize(
    "path",
    [
        ("cues", "amounts"),
        ("cues", "dates"),
        ("cues", "partners"),
        ("cues", "awards"),
        ("cues", "hedges"),
        ("cues", "vat"),
    ],
    ids=lambda path: path[-1],
)
def test_phrase_has_one_kind(tag, path):
    data = language_data(tag)
    for key in path:
        data = data.get(key, {})
    # "nr" is a label of a number, and a sign between a longer label and its number.
    assert shared({kind: phrases for kind, phrases in data.items() if kind != "sign"}) == []


def test_word_means_one_currency(tag):
    assert shared(language_data(tag)["currencies"]) == []


def test_word_means_one_scale(tag):
    assert shared(language_data(tag)["numbers"]["scales"]) == []


def test_number_words_have_values(tag):
    words = language_data(tag)["numbers"].get("words", {})
    assert [word for word, value in words.items() if Decimal(value) < 0 or word != word.strip()] == []


@pytest.mark.parametrize("key", ["countries", "places"])
def test_codes_are_countries(tag, key):
    territories = Locale("en").territories
    assert [code for code in language_data(tag).get(key, {}) if code not in territories] == []


def test_name_means_one_country(tag):
    assert shared(language_data(tag)["countries"]) == []


def test_form_of_a_head_has_one_base(tag):
    heads = language_data(tag)["organisations"]["heads"]
    assert [(base, form) for base, forms in heads.items() for form in forms if form in heads and form != base] == []


def test_own_name_of_a_country_is_recognised(tag):
    names = Locale(tag).territories
    known = language_data(tag)["countries"]
    missed = [
        (code, names[code])
        for code, phrases in known.items()
        if code in names and tag in FIRST and not compile_phrases(phrases).search(fold_key(names[code]))
    ]
    assert missed == []
