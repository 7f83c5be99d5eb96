"""The folded view: what looks the same, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantdocs.text.folding import fold, fold_key
from grantdocs.text.phrases import compile_phrases

TRICKY = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("aā\u0304\xad\xa0 \t\n“”’–ﬁİςß\u200b€1.,"))
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Līdz\N{SOFT HYPHEN}finansējums", "līdzfinansējums"),
        ("“Stāsti” un „Pasakos“ ja «Lood»", '"stāsti" un "pasakos" ja "lood"'),
        ("2014.–2020.", "2014.-2020."),
        ("37\N{NO-BREAK SPACE}710\N{NARROW NO-BREAK SPACE}EUR", "37 710 eur"),
        ("100\N{PRIME} 756.94", "100' 756.94"),
        ("a  \r b", "a b"),
        ("e\N{COMBINING MACRON}x", "ēx"),
        ("\N{LATIN SMALL LIGATURE FI}nal", "final"),
        ("vr\N{LATIN SMALL LIGATURE IJ}", "vrij"),
        ("".join(map(chr, range(0xFF21, 0xFF5B))), "abcdefghijklmnopqrstuvwxyz[\\]^_'abcdefghijklmnopqrstuvwxyz"),
        ("cell\tcell\nblock", "cell\tcell\nblock"),
        ("Finan\N{LATIN SMALL LETTER T WITH CEDILLA}are", "finan\N{LATIN SMALL LETTER T WITH COMMA BELOW}are"),
        ("ΣΥΝΟΛΟΣ", "συνολοσ"),
    ],
)
def test_evens_out(written: str, folded: str) -> None:
    assert fold(written).lower == folded


@given(TRICKY)
def test_both_views_have_one_length(text: str) -> None:
    folded = fold(text)

    assert len(folded.text) == len(folded.lower)


@given(TRICKY, st.data())
def test_spans_stay_in_bounds_and_in_order(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.span(start, end)

    assert 0 <= span.start <= span.end <= len(text)
    if end > start:
        assert fold(text[span.start : span.end]).lower.strip() in folded.lower


@given(st.text(alphabet="abcāēž 12.,\n", max_size=80))
def test_plain_text_maps_onto_itself(text: str) -> None:
    text = " ".join(text.split(" "))
    folded = fold(text)
    for index in range(len(folded.text)):
        assert folded.index(folded.original(index)) == index


def test_key_ignores_quotes_and_case() -> None:
    assert fold_key("SIA “Upes Stāsti”") == fold_key('sia "upes  stāsti"')


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["kopā ar"], "strādā kopā ar skolu", "kopā ar"),
        (["līdzfinansē*"], "projektu līdzfinansējusi es", "līdzfinansējusi"),
        (["es"], "projektam ir desmit", None),
        (["nr.", "projekta nr."], "projekta nr. 7", "projekta nr."),
        (["t.sk."], "100 eur, t.sk. 85", "t.sk."),
        (["of which"], "100, of\nwhich 85", "of\nwhich"),
        ([], "anything", None),
    ],
)
def test_phrases_match_whole_words(phrases: list[str], text: str, found: str | None) -> None:
    match = compile_phrases(phrases).search(text)

    assert (match.group() if match else None) == found
