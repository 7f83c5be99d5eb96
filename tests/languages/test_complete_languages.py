"""The languages that come first are complete: examples of every kind, all the countries that a partner may be in."""

from __future__ import annotations

import pytest

from grantdocs.languages import language_data

pytestmark = pytest.mark.parametrize("tag", ["lv", "lt", "et", "en"])


def test_examples_are_enough(tag):
    examples = language_data(tag)["examples"]
    wanted = {"dates": 15, "amounts": 15, "partners": 6, "awards": 6}
    assert {kind: len(examples[kind]) for kind, least in wanted.items() if len(examples[kind]) < least} == {}
    assert [kind for kind in wanted if not any(not example["found"] for example in examples[kind])] == []


def test_member_states_are_known(tag):
    members = "AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
    around = "AL BA CH GB GE IS LI MD ME MK NO RS TR UA XK BY RU".split()
    known = language_data(tag)["countries"]
    assert [code for code in (*members, *around) if not known.get(code)] == []
