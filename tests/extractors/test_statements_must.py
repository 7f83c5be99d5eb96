"""A wording with one word of weight dropped, or changed for another, is never taken for the official one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from statement_texts import FILLED, reading_in

from grantdocs.catalogue.statements import Statement, fill, names, statements, statements_in
from grantdocs.extractors.statements import extract
from grantdocs.extractors.statements.wordings import Wording

ATTESTED = [one for one in statements() if one.is_attested]
# What people write by mistake: the institution, the period, the programme.
SWAPPED = [
    ("European Union", "European Commission"), ("European Commission", "European Union"),
    ("Eiropas Savienīb", "Eiropas Komisij"), ("Europos Sąjung", "Europos Komisij"), ("Euroopa Lii", "Euroopa Komisjon"),
    ("Unia Europejska", "Komisja Europejska"), ("Unión Europea", "Comisión Europea"),
    ("Horizon 2020", "Horizon Europe"), ("Horizon Europe", "Horizon 2020"), ("Horizon 2020", "Horizon 2030"),
    ("Seventh Framework", "Sixth Framework"), ("2014-2018", "2007-2013"), ("2020", "2013"), ("2020", "2027"),
    ("2027", "2020"), ("Erasmus+", "Leonardo"), ("Creative Europe", "Culture"), ("LIFE Programme", "MEDIA Programme"),
    ("Europe for Citizens", "Creative Europe"), ("NextGenerationEU", "InvestEU"), ("Interreg", "Phare"),
    ("does not", "does"), ("do not", "do"), ("is not", "is"), ("cannot", "can"), ("Neither", "Both"),
]  # fmt: skip


# Negations in a list, where another official wording has "or": "nor those of", "or those of".
OR_AS_WELL = {("mga-disclaimer-2021.generic.es", "ni"), ("mga-disclaimer-2021.generic.et", "ega")}


def texts(statement: Statement) -> str:
    return " ".join(fill(statement.text, FILLED).split())


def dropped() -> Iterator[tuple[Statement, str, str]]:
    """Each entry without each of its words that may not be missing, and with another word in its place."""
    for one in ATTESTED:
        pieces = Wording(one, one.text).pieces
        for at, piece in enumerate(pieces):
            if piece.must and not piece.slot:
                for other in ("", "zurtimak"):
                    words = [other if i == at else word.shown for i, word in enumerate(pieces)]
                    yield one, piece.shown, " ".join(fill(" ".join(words), FILLED).split())


def swapped() -> Iterator[tuple[Statement, str, str]]:
    for one in ATTESTED:
        for old, new in SWAPPED:
            if old in texts(one):
                yield one, f"{old} -> {new}", texts(one).replace(old, new)
        funds = {name.stands_for: name.text for name in names("fund-name", (one.language,))}
        for fund, name in funds.items():
            if name in texts(one):
                other = funds["ESF" if fund != "ESF" else "ERDF"]
                yield one, f"{name} -> {other}", texts(one).replace(name, other)


def key(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def turned_round() -> Iterator[tuple[Statement, str, str]]:
    """Every disclaimer, also one from memory, without one of its negations."""
    funded = {one.language: one.text for one in statements() if one.id.startswith("emblem-statement-2021.co-funded.")}
    for one in statements():
        filled = {**FILLED, "funding_statement": funded.get(one.language, "")}
        for text in one.wordings if "disclaimer" in one.id else ():
            pieces = Wording(one, text).pieces
            for at, piece in enumerate(pieces):
                if piece.must and not piece.slot and not piece.is_name:
                    words = [word.shown if not word.slot else f"{{{word.slot}}}" for word in pieces]
                    yield one, piece.shown, " ".join(fill(" ".join(words[:at] + words[at + 1 :]), filled).split())


@pytest.mark.parametrize("cases", [dropped, swapped, turned_round], ids=lambda make: make.__name__)
def test_a_word_of_weight_is_never_forgiven(cases) -> None:
    wrong = []
    for one, what, text in cases():
        if any(
            key(fill(other, FILLED)) == key(text) for same in statements_in((one.language,)) for other in same.wordings
        ):
            continue
        alike = {same.id for same in statements() if set(same.wordings) & set(one.wordings)}
        for fact in extract(reading_in(one.language, f"2021.\n{text}\n{' '.join(one.only_with)}")):
            if fact.id in alike and fact.match not in {"partial", "near" if (one.id, what) in OR_AS_WELL else ""}:
                wrong.append((one.id, what, text, fact.match, [d.found for d in fact.deviations]))

    assert wrong == []


def test_enough_is_tried() -> None:
    assert len(ATTESTED) > 90
    assert len(list(dropped())) > 400
    assert len(list(swapped())) > 60
