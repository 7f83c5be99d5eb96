"""Many phrases at once: whole words, open endings, the longest phrase for each label."""

from __future__ import annotations

import pytest

from grantdocs.text.phrase_index import PhraseIndex, last_word, tokens

INDEX = PhraseIndex(
    [
        ("total cost*", "total"),
        ("total", "total"),
        ("cost of the project", "cost"),
        ("of which", "part"),
        ("t.sk.", "part"),
        ("ERDF", "fund"),
        ("*fond*", "fund"),
        ("EFRR -", "fund"),
        ("total", "whole"),
    ]
)


def found(text):
    return [(text[hit.start : hit.end], hit.label) for hit in INDEX.find(tokens(text.lower()))]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("the total costs are", [("total costs", "total"), ("total", "whole")]),
        ("in total", [("total", "total"), ("total", "whole")]),
        ("totally", []),
        ("Cost of the Project", [("Cost of the Project", "cost")]),
        ("cost of the projects", []),
        ("t.sk. 5", [("t.sk.", "part")]),
        ("t. sk. 5", [("t. sk.", "part")]),
        ("from the sotsiaalfondist", [("sotsiaalfondist", "fund")]),
        ("efrr - 25", [("efrr -", "fund")]),
        ("ERDF_total", [("ERDF", "fund"), ("total", "total"), ("total", "whole")]),
        ("", []),
    ],
)
def test_find(text, hits):
    assert sorted(found(text)) == sorted(hits)


def test_finding_twice_gives_the_same():
    assert found("total costs of which erdf") == found("total costs of which erdf")


def test_tokens_keep_their_places():
    text = "EUR 5.00_a"
    assert [text[token.start : token.end] for token in tokens(text)] == ["EUR", "5", ".", "00", "_", "a"]


@pytest.mark.parametrize(
    ("word", "begins"), [("total", True), ("totally", False), ("sotsiaalfondist", True), ("of", True), ("which", False)]
)
def test_a_word_that_begins_no_phrase_is_told_at_once(word, begins):
    assert INDEX.begins(word) is begins
    assert INDEX.begins(word) is begins


@pytest.mark.parametrize(("phrase", "word"), [("Total cost*", "cost*"), ("t.sk.", "."), ("EUR", "eur"), ("", "")])
def test_the_last_word_of_a_phrase(phrase, word):
    assert last_word(phrase) == word


def test_words_stand_where_the_text_has_them():
    text = "a  a_a aa\n\ta, a"
    assert [(text[word.start : word.end], word.text) for word in tokens(text)] == [
        (w.text, w.text) for w in tokens(text)
    ]
    assert [word.start for word in tokens(text, 3)] == [3, 4, 5, 7, 11, 12, 14]
