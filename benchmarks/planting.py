"""Texts with official wordings planted in them, disturbed as publications disturb them, and texts without any.

The host sentences stand in hosts.json: small grammars in all 24 languages, with paragraphs of rules and of other
funders among them. Everything follows from one seed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grantdocs.catalogue.statements import Statement, family, fill, statements
from grantdocs.model.document import Block, Document, Source, Zone
from grantdocs.model.location import Span

LEVELS = (0.0, 0.05, 0.10, 0.15)
ZONES = ("body", "footer", "cell", "caption")
DISTURBANCES = ("none", "line-break", "hyphen", "soft-hyphen", "no-break-space", "capitals", "no-diacritics")
_HOSTS = Path(__file__).with_name("hosts.json")
_FALLBACK = "en"
_SLOTS = {
    "grant_number": "812345", "granting_authority": "EACEA", "granting_authority_short": "EACEA",
    "granting_authority_role": "Agency", "project_name": "Aurora", "project_acronym": "AURORA", "funding_body": "ERC",
    "joint_undertaking": "Clean Rivers Joint Undertaking", "ju_members": "Rivers Europe", "funder": "EACEA",
    "programme_name": "Justice Programme", "programme": "Infrastruktura", "region": "Podlasie", "document": "AURORA",
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A document, and where in it which wording stands."""

    document: Document
    statement: Statement
    wording: str
    span: Span
    zone: str
    disturbance: str
    level: float

    @property
    def answers(self) -> frozenset[tuple[str, str]]:
        """Families and languages that share this wording; each of them is right."""
        same = _by_wording().get(_key(self.wording), ())
        found = {(one.family, one.language) for one in same}
        general = {(other, language) for name, language in found for other in family(name).yields_to}
        return frozenset(found | general)


def plant(known: Iterable[Statement], level: float, zones: Iterable[str], seed: int = 1) -> Iterator[Planted]:
    for n, statement in enumerate(known):
        for zone in zones:
            chance = random.Random(f"{seed} {statement.id} {zone} {level}")
            disturbance = DISTURBANCES[(n + ZONES.index(zone)) % len(DISTURBANCES)]
            yield _planted(statement, zone, disturbance, level, chance)


def paragraphs(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Language and text of paragraphs without a statement, each with a sentence about rules or other funders."""
    chance = random.Random(seed)
    tags = sorted(hosts())
    for n in range(count):
        tag = tags[n % len(tags)]
        kinds = ["prose", chance.choice(["rules", "others"]), chance.choice(["prose", "rules", "others"])]
        yield tag, " ".join(sentence(tag, kind, chance) for kind in kinds)


def sentence(tag: str, kind: str, chance: random.Random) -> str:
    host = hosts()[tag]
    values = {"n": chance.randint(2, 98), "day": chance.randint(1, 28), "year": chance.randint(1990, 2024)}
    return chance.choice(host[kind]).format(town=chance.choice(host["towns"]), **values)


def document_of(blocks: list[tuple[str, Zone]], ends: str = "\n") -> Document:
    """Blocks of text, each followed by a line feed, or by the character of `ends` that is its own."""
    text, spans = "", []
    for n, (part, zone) in enumerate(blocks):
        spans.append(Block(Span(len(text), len(text) + len(part)), zone))
        text += part + (ends[n] if n < len(ends) else "\n")
    return Document(Source("text", "text/plain", "text", "sha256:" + "0" * 64, len(text)), text[:-1], tuple(spans))


@cache
def hosts() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = json.loads(_HOSTS.read_text(encoding="utf-8"))
    return loaded


def edited(text: str, level: float, chance: random.Random) -> str:
    """`level` times its characters, at random places, are lost, doubled by a strange letter, or another letter."""
    letters = sorted({char for char in text if char.isalpha()})
    chars = list(text)
    for at in chance.sample(range(len(chars)), round(level * len(chars))):
        chars[at] = chance.choice(["", chars[at] + chance.choice(letters), chance.choice(letters)])
    return "".join(chars)


def disturbed(text: str, how: str, chance: random.Random) -> str:
    """What setting and copying do to a text."""
    import unicodedata

    blanks = [at for at, char in enumerate(text) if char == " "]
    inner = [at for at in range(2, len(text) - 2) if text[at - 2 : at + 2].isalpha()]
    if how == "line-break" and blanks:
        at = chance.choice(blanks)
        return f"{text[:at]}\n{text[at + 1 :]}"
    if how in {"hyphen", "soft-hyphen"} and inner:
        at = chance.choice(inner)
        return text[:at] + ("-\n" if how == "hyphen" else "\N{SOFT HYPHEN}") + text[at:]
    if how == "no-break-space":
        return text.replace(" ", "\N{NO-BREAK SPACE}")
    if how == "capitals":
        return text.upper()
    if how == "no-diacritics":
        return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return text


def _planted(statement: Statement, zone: str, disturbance: str, level: float, chance: random.Random) -> Planted:
    tag = statement.language if statement.language in hosts() else _FALLBACK
    partner = chance.choice(hosts()[tag]["towns"])
    wording = " ".join(statement.text.split())
    funding = next(
        (
            one.text
            for one in statements()
            if (one.family, one.language) == ("emblem-statement-2021", statement.language)
        ),
        "",
    )
    filled = fill(wording, {**_SLOTS, "partner": partner, "managing_authority": partner, "funding_statement": funding})
    text = disturbed(edited(filled, level, chance), disturbance, chance).strip()
    before, after = sentence(tag, "prose", chance), sentence(tag, "prose", chance)
    name = statement.only_with[0] if statement.only_with else "2021"
    blocks = [(f"{before} ({name})", Zone.BODY)]
    lines = text.split("\n")
    ends = ""
    if zone == "body" and len(lines) == 1:
        lead = f"{sentence(tag, 'prose', chance)} "
        blocks.append((f"{lead}{text}{'' if text.endswith('.') else '.'} {after}", Zone.BODY))
        start = len(blocks[0][0]) + 1 + len(lead)
    else:
        where = {"body": Zone.BODY, "footer": Zone.FOOTER, "cell": Zone.TABLE_CELL, "caption": Zone.CAPTION}[zone]
        start = len(blocks[0][0]) + 1
        if zone == "cell":
            blocks.append((partner, where))
            ends = "\n\t"
            start += len(partner) + 1
        blocks += [(line, where) for line in lines]
        blocks.append((after, where if zone == "footer" else Zone.BODY))
    span = Span(start, start + len(text))
    return Planted(document_of(blocks, ends), statement, wording, span, zone, disturbance, level)


@cache
def _by_wording() -> dict[str, tuple[Statement, ...]]:
    found: dict[str, list[Statement]] = {}
    for one in statements():
        for wording in one.wordings:
            found.setdefault(_key(wording), []).append(one)
    return {key: tuple(same) for key, same in found.items()}


def _key(wording: str) -> str:
    return "".join(char for char in wording.lower() if char.isalnum() or char in "{}")
