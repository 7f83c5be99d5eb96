"""What is made of the words of languages is kept for few mixes of them: a crawl meets hundreds."""

from __future__ import annotations

from itertools import permutations

from grantdocs.languages import by_languages, lexicon, tags

MIXES = list(permutations(tags(), 2))[:200]


def test_what_is_asked_about_again_is_made_once():
    made = []
    kept = by_languages(made.append)
    for _ in range(3):
        kept(lexicon(("lv", "en")))
    assert len(made) == 1


def test_of_many_mixes_few_are_kept():
    made = []
    kept = by_languages(made.append)
    for mix in MIXES:
        kept(lexicon(mix))
    made.clear()
    for mix in MIXES:
        kept(lexicon(mix))
    assert len(made) == len(MIXES)
