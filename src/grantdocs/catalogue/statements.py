"""Official wordings and names from rules/statements/: one file a family, read when first asked for, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from grantdocs._resources import load_json, rules_folder
from grantdocs.errors import ScopeError

__all__ = [
    "OPENING", "Family", "Name", "Statement", "emblem_name", "families", "family", "names", "statement", "statements",
    "statements_in", "text_to_paste", "variants",
]  # fmt: skip

_FALLBACK = "en"
OPENING = "funding_statement"
"""The slot of what `Family.opens_with` is about."""
_SLOT_RE = regex.compile(r"\{(?P<slot>\w+)\}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One official wording in one language."""

    id: str
    family: str
    variant: str
    language: str
    period: str
    text: str
    """The text to paste, with slots such as `{partner}`."""
    accepted_variants: tuple[str, ...]
    must_have: tuple[str, ...]
    """Phrases without which the rest says something else; `*` stands for any ending, `{slot}` for its value."""
    only_with: tuple[str, ...]
    """Words of which one has to stand in the document for the wording to count as this statement."""
    unless_preceded_by: tuple[str, ...]
    unless_followed_by: tuple[str, ...]
    source: str
    confidence: str
    right_until: str | None
    """ISO date of the last day on which the wording was right; None while it is."""
    programmes: tuple[str, ...]
    notes: str | None

    @property
    def is_attested(self) -> bool:
        """The wording was seen in a source, so that a deviation from it is worth telling word by word."""
        return self.confidence != "own-knowledge"

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.text, *self.accepted_variants)


@dataclass(frozen=True, slots=True)
class Name:
    """Name of a fund or an institution in one language."""

    id: str
    stands_for: str
    """ERDF, ESF, ..., EU, EC."""
    language: str
    text: str
    forms: tuple[str, ...]
    """The name as texts inflect and shorten it; `*` stands for any further letters of a word."""
    abbreviations: tuple[str, ...]
    """Matched in this letter case, as whole words."""
    ambiguous_abbreviations: tuple[str, ...]
    """Abbreviations that mean other things, too: they count beside words of funding only."""


@dataclass(frozen=True, slots=True)
class Family:
    id: str
    title: str
    kind: str
    """statement, name."""
    yields_to: tuple[str, ...]
    """More general families that are written where both share a wording."""
    opens_with: str | None
    """The family whose wording opens this one, in the forms that have a place for it."""


def statements() -> tuple[Statement, ...]:
    """All official wordings, family by family."""
    return statements_in(_languages())


@cache
def statements_in(languages: tuple[str, ...]) -> tuple[Statement, ...]:
    """The wordings of these languages, in the order of the families."""
    found = (entry for data in _of_kind("statement") for entry in data["statements"] if entry["language"] in languages)
    return tuple(_statement(entry["id"]) for entry in found)


def statement(identifier: str) -> Statement:
    if identifier not in _entries():
        raise ScopeError(f"there is no statement {identifier!r} in the catalogue")
    return _statement(identifier)


@cache
def families() -> tuple[Family, ...]:
    return tuple(
        Family(data["family"], data["title"], data["kind"], tuple(data.get("yields_to", ())), data.get("opens_with"))
        for data in _files().values()
    )


def family(identifier: str) -> Family:
    for known in families():
        if known.id == identifier:
            return known
    raise ScopeError(f"there is no family {identifier!r} of statements; there are {', '.join(sorted(_files()))}")


@cache
def names(family_id: str, languages: tuple[str, ...]) -> tuple[Name, ...]:
    """The names of a family such as `fund-name` in these languages."""
    return tuple(
        Name(
            id=entry["id"],
            stands_for=entry["variant"],
            language=entry["language"],
            text=entry["text"],
            forms=tuple(entry["forms"]),
            abbreviations=tuple(entry.get("abbreviations", ())),
            ambiguous_abbreviations=tuple(entry.get("ambiguous_abbreviations", ())),
        )
        for entry in _files()[family_id]["statements"]
        if entry["language"] in languages
    )


def emblem_name(language: str) -> str:
    """What the emblem of the Union is called in this language, for its alternative text."""
    wanted = language.lower()
    called = names("emblem-name", (wanted, _FALLBACK))
    return min(called, key=lambda name: name.language == _FALLBACK != wanted).text


def text_to_paste(
    family_id: str,
    language: str,
    slots: Mapping[str, str] | None = None,
    variant: str | None = None,
    funds: Iterable[str] = (),
) -> tuple[str, Statement] | None:
    """The official text with its slots filled; what is not known stays visible as ‹slot›.

    Without a wording in `language` it is the English one; a wording that is no longer right comes last. Where no
    variant is named, the first one that says who pays is taken; where they tell funds apart, that of `funds`, and None
    unless `funds` leave one. Where `slots` say what opens the text (`OPENING`), it is the form with a place for it.
    """
    slots = slots or {}
    if variant is None:
        left = variants(family_id, funds)
        if len(left) != 1:
            return None
        variant = left[0]
    known = [
        _statement(entry["id"])
        for entry in _wordings(family_id)
        if entry["language"] in {language, _FALLBACK} and entry["variant"] == variant
    ]
    if not known:
        return None
    best = min(known, key=lambda one: (one.language != language, one.right_until is not None))
    forms = best.accepted_variants if slots.get(OPENING) else ()
    return fill(next((form for form in forms if f"{{{OPENING}}}" in form), best.text), slots), best


def variants(family_id: str, funds: Iterable[str] = ()) -> tuple[str, ...]:
    """The variants of a family that may be meant where none is named: one, or one for each of these funds."""
    known = tuple(dict.fromkeys(entry["variant"] for entry in _wordings(family_id) if entry["must_have"]))
    if any(one in _funds() for one in known):
        return tuple(dict.fromkeys(fund for fund in funds if fund in known))
    return known[:1]


def fill(text: str, slots: Mapping[str, str]) -> str:
    """`text` with `{slot}` replaced by its value or by ‹slot› in words."""
    return _SLOT_RE.sub(lambda match: slots.get(match["slot"]) or f"‹{match['slot'].replace('_', ' ')}›", text)


@cache
def _files() -> dict[str, dict[str, Any]]:
    loaded = (load_json(path) for path in sorted((rules_folder() / "statements").glob("*.json")))
    return {data["family"]: data for data in loaded}


def _wordings(family_id: str) -> list[dict[str, Any]]:
    """The entries of a family of wordings; none of a family of names."""
    return [entry for entry in _files().get(family_id, {}).get("statements", ()) if "must_have" in entry]


@cache
def _funds() -> frozenset[str]:
    return frozenset(entry["variant"] for entry in _files()["fund-name"]["statements"])


def _of_kind(kind: str) -> Iterable[dict[str, Any]]:
    return (data for data in _files().values() if data["kind"] == kind)


@cache
def _entries() -> dict[str, tuple[str, dict[str, Any]]]:
    return {entry["id"]: (data["family"], entry) for data in _of_kind("statement") for entry in data["statements"]}


@cache
def _languages() -> tuple[str, ...]:
    return tuple(sorted({entry["language"] for _, entry in _entries().values()}))


@cache
def _statement(identifier: str) -> Statement:
    family_id, entry = _entries()[identifier]
    return Statement(
        id=identifier,
        family=family_id,
        variant=entry["variant"],
        language=entry["language"],
        period=entry["period"],
        text=entry["text"],
        accepted_variants=tuple(entry.get("accepted_variants", ())),
        must_have=tuple(entry["must_have"]),
        only_with=tuple(entry.get("only_with", ())),
        unless_preceded_by=tuple(entry.get("unless_preceded_by", ())),
        unless_followed_by=tuple(entry.get("unless_followed_by", ())),
        source=entry["source"],
        confidence=entry["confidence"],
        right_until=entry.get("right_until"),
        programmes=tuple(entry["programmes"]),
        notes=entry.get("notes"),
    )
