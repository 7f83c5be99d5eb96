"""The catalogue of official wordings: whole, without doubles, with a text to paste in every language."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
import regex

from grantdocs.catalogue.statements import (
    families,
    family,
    fill,
    names,
    statement,
    statements,
    statements_in,
    text_to_paste,
)
from grantdocs.errors import ScopeError
from grantdocs.extractors.statements.wordings import Piece, wordings_of
from grantdocs.text.folding import fold
from grantdocs.text.language_id import EU_LANGUAGES
from grantdocs.text.words import split_words

SLOT_RE = regex.compile(r"\{\w+\}")


def test_every_file_is_one_family(root) -> None:
    paths = sorted((root / "rules" / "statements").glob("*.json"))

    assert {path.stem for path in paths} == {known.id for known in families()}


def test_ids_tell_family_and_language(root) -> None:
    entries = [
        (path.stem, entry)
        for path in (root / "rules" / "statements").glob("*.json")
        for entry in json.loads(path.read_text(encoding="utf-8"))["statements"]
    ]

    assert len({entry["id"] for _, entry in entries}) == len(entries)
    assert [
        e["id"] for f, e in entries if not (e["id"].startswith(f + ".") and e["id"].endswith("." + e["language"]))
    ] == []


def test_families_yield_to_families() -> None:
    known = {one.id for one in families()}

    assert {general for one in families() for general in one.yields_to} <= known


def test_no_wording_stands_twice() -> None:
    doubles = [one.id for one in statements() if len({key(text) for text in one.wordings}) < len(one.wordings)]

    assert doubles == []


def key(text: str) -> tuple[str, ...]:
    return tuple(
        word
        for part in regex.split(r"(\{\w+\})", text)
        for word in ((part,) if part.startswith("{") else split_words(fold(part)).written)
    )


def test_what_may_not_be_missing_is_there() -> None:
    missing = [
        (one.id, phrase)
        for one in statements()
        for phrase in one.must_have
        if phrase.startswith("{") and not any(phrase in text for text in one.wordings)
    ]

    assert missing == []


def test_every_must_have_marks_a_word() -> None:
    """A phrase that no wording holds guards nothing."""
    unmarked = [
        one.id
        for one in statements()
        if one.must_have and not any(piece.must for wording in wordings_of(one) for piece in wording.pieces)
    ]
    assert unmarked == []


@pytest.mark.parametrize("language", EU_LANGUAGES)
def test_every_language_has_the_basic_wordings(language: str) -> None:
    known = {one.family for one in statements_in((language,))}

    assert {"emblem-statement-2021", "nextgenerationeu-2021", "mga-disclaimer-2021", "eafrd-2014"} <= known
    assert {"ERDF", "ESF", "ESF+", "CF", "RRF"} <= {name.stands_for for name in names("fund-name", (language,))}


def test_loose_wordings_stay_out() -> None:
    """A fund's name alone is no disclaimer, a plan without its year no statement of a period."""
    fund_names = {name.text.lower() for name in names("fund-name", EU_LANGUAGES)}

    assert [one.id for one in statements() for text in one.wordings if text.lower() in fund_names] == []
    assert "Nacionālais attīstības plāns" not in statement("cohesion-fund-reference-2021.national-plan.lv").wordings


def test_text_to_paste_fills_slots() -> None:
    text, chosen = text_to_paste("interreg-disclaimer-2014", "lv", {"partner": "Dome"})

    assert chosen.id == "interreg-disclaimer-2014.latvia-lithuania.lv"
    assert "atbild Dome, un tas nekādos apstākļos nav" in text


def test_text_to_paste_shows_what_is_not_known() -> None:
    text, _ = text_to_paste("interreg-disclaimer-2014", "lv")

    assert "atbild ‹partner›, un" in text


@pytest.mark.parametrize(
    ("family_id", "language", "variant", "expected"),
    [
        ("emblem-statement-2021", "lv", "co-funded", "Līdzfinansē Eiropas Savienība"),
        ("emblem-statement-2021", "lt", "co-funded", "Bendrai finansuoja Europos Sąjunga"),
        ("emblem-statement-2021", "et", "funded", "Rahastanud Euroopa Liit"),
        ("emblem-statement-2021", "en", "funded", "Funded by the European Union"),
        ("culture-2007", "lv", None, "With the support of the Culture Programme of the European Union"),
    ],
)
def test_text_to_paste(family_id: str, language: str, variant: str | None, expected: str) -> None:
    found = text_to_paste(family_id, language, variant=variant)

    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    ("family_id", "variant"),
    [("no-such-family", None), ("fund-name", None), ("emblem-statement-2021", "no-such-variant")],
)
def test_nothing_to_paste(family_id: str, variant: str | None) -> None:
    assert text_to_paste(family_id, "lv", variant=variant) is None


@pytest.mark.parametrize(
    ("funds", "wanted"),
    [
        (("ERDF",), "cohesion-fund-reference-2014.erdf.lv"),
        (("CF", "YEI"), "cohesion-fund-reference-2014.cf.lv"),
        (("ERDF", "ESF"), None),
        (("EMFF",), None),
        ((), None),
    ],
)
def test_funds_choose_between_texts(funds: tuple[str, ...], wanted: str | None) -> None:
    found = text_to_paste("cohesion-fund-reference-2014", "lv", funds=funds)

    assert (found and found[1].id) == wanted


def test_superseded_wording_is_not_pasted() -> None:
    _, chosen = text_to_paste("emblem-statement-2021", "en")

    assert chosen.right_until is None
    assert statement("emblem-statement-2021.co-financed.en").right_until == "2020-12-31"


def test_fill_leaves_no_braces() -> None:
    assert [one.id for one in statements() if SLOT_RE.search(fill(one.text, {}))] == []


def test_unknown_names_are_told() -> None:
    with pytest.raises(ScopeError, match="no statement 'x'"):
        statement("x")
    with pytest.raises(ScopeError, match="no family 'x'"):
        family("x")


def test_only_slogans_have_nothing_that_may_not_be_missing() -> None:
    assert {one.variant for one in statements() if not one.must_have} == {"national-slogan"}


def test_what_nobody_saw_says_so() -> None:
    """A wording from memory is not held against a text word by word; every other one names where it was seen."""
    assert {one.confidence for one in statements() if not one.is_attested} == {"own-knowledge"}
    assert [one.id for one in statements() if not one.source.strip()] == []


NEGATIONS = {
    "bg": "не нито", "cs": "ani neodpovídá nemůže nepředstavuje nereprezentují nenese nenesou", "da": "ikke hverken ingen intet",
    "de": "nicht weder noch keine", "el": "δεν ούτε", "en": "not no neither nor cannot", "es": "no ni", "et": "ei ega",
    "fi": "ei eivät eikä eivätkä", "fr": "ne n pas ni", "ga": "ní ná", "hr": "ne ni niti", "hu": "nem sem",
    "it": "non né declina", "lt": "nebūtinai negali nereiškia nei", "lv": "nav ne nevar nenes neatbild neizsaka nekādos",
    "mt": "mhux lanqas", "nl": "niet noch geen", "pl": "nie niekoniecznie ani", "pt": "não nem", "ro": "nu nici niciuna",
    "sk": "ani nemôže nepredstavuje nemusia nepreberajú nenesú nezodpovedá", "sl": "ne ni niti nobenem",
    "sv": "inte varken inget",
}  # fmt: skip


@pytest.mark.parametrize("language", EU_LANGUAGES)
def test_a_negation_may_not_be_missing(language: str) -> None:
    words = set(NEGATIONS[language].split())
    loose = [
        (one.id, piece.shown)
        for one in statements_in((language,))
        for wording in wordings_of(one)
        for piece, after in pairwise((*wording.pieces, None))
        if piece.shown.lower() in words and not piece.must and not (after and is_number(after))
    ]

    assert loose == []


def is_number(piece: Piece) -> bool:
    """What stands before it is short for number, and no negation."""
    return piece.slot == "grant_number" or piece.shown.isdigit()
