"""Words of a folded text: what joins, what parts, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantdocs.text.folding import fold
from grantdocs.text.words import bare, split_words


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Funded by the European Union", "funded by the european union"),
        ("No824084, N°12", "no 824084 n 12"),
        ("Co-funded", "co funded"),
        ("Eiro-\npas", "eiropas"),
        ("Eiro\u00ad\npas Savienība", "eiropas savienība"),
        ("Eiro\npas", "eiro pas"),
        ("l’Union", "l union"),
        ("Erasmus+ ESF+ 2+2", "erasmus + esf + 2 2"),
        ("author(s) of it", "author of it"),
        ("autora(-u) un autoriaus (-ių) nuomonė", "autora un autoriaus nuomonė"),
        ("Union (EU)", "union eu"),
        ("a\u00a0b\tc", "a b c"),
        ("“”–", ""),
        ("", ""),
    ],
)
def test_words(text: str, written: str) -> None:
    assert " ".join(split_words(fold(text), text).written) == written


def test_other_ending_is_kept() -> None:
    assert split_words(fold("the author(s)")).endings == ("", "s")


def test_romanian_comma_and_cedilla_are_one_letter() -> None:
    assert split_words(fold("finanţat")).written == split_words(fold("finanțat")).written


@given(st.text(alphabet=st.sampled_from("aā\u0301-\n \t()sEß\u00adŁ12+’ﬁ"), max_size=40))
def test_places_point_to_the_words(text: str) -> None:
    folded = fold(text)
    words = split_words(folded)

    assert len(words.bare) == len(words.written) == len(words.starts) == len(words.ends)
    for written, start, end in zip(words.written, words.starts, words.ends, strict=True):
        assert folded.lower[start:end].replace("-\n", "") == written


@given(st.text(max_size=60))
def test_bare_keeps_the_length(text: str) -> None:
    assert len(bare(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "plain"), [("Ānželika", "Anzelika"), ("Ένωσης", "Ενωσης"), ("straße øł", "straße øł")]
)
def test_bare(text: str, plain: str) -> None:
    assert bare(text) == plain
