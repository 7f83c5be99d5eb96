"""One partner a name: its places, its strongest role, and the shorter or inflected forms that the text uses for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from grantdocs.extractors.funding_cues import ROLES
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.partners.claims import Claim
from grantdocs.model.facts import Partner
from grantdocs.model.location import Span
from grantdocs.text.folding import fold_key

__all__ = ["merged"]

_ENDING = 3
"""Letters that an inflected form may have more than the base form."""


_OWNER_WORDS = 3
"""Words of a name from which on one word more makes no other organisation."""


def merged(claims: list[Claim], organisations: tuple[Organisation, ...]) -> tuple[Partner, ...]:
    """In order of first mention, with every place where the name stands."""
    found: dict[str, Partner] = {}
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for organisation in organisations:
        places[_key(organisation.name)].append(organisation.span)
    for claim in sorted(claims, key=lambda claim: claim.organisation.span):
        key = _key(claim.organisation.name)
        known = found.get(key)
        if known is None:
            spans = tuple(places.get(key, ())) or (claim.organisation.span,)
            found[key] = Partner(
                name=claim.organisation.name,
                written=claim.organisation.written,
                country=claim.organisation.country,
                role=claim.role,
                spans=spans,
            )
        else:
            found[key] = _joined(known, claim.role, claim.organisation.country)
    companies = {_key(claim.organisation.name) for claim in claims if claim.organisation.company}
    return _without_forms(found, companies)


def _joined(known: Partner, role: str, country: str | None) -> Partner:
    return replace(known, role=min(known.role, role, key=ROLES.index), country=known.country or country)


def _without_forms(found: dict[str, Partner], companies: set[str]) -> tuple[Partner, ...]:
    """`Town library` beside `Town district public library`, `SIA Names` beside `SIA Name`: the same organisation."""
    kept = dict(found)
    # All forms of a name begin with the same word.
    beginning: defaultdict[str, list[str]] = defaultdict(list)
    for key in found:
        beginning[key.strip().partition(" ")[0]].append(key)
    for key in sorted(found, key=lambda name: len(name.split())):
        longer = [
            other
            for other in beginning[key.strip().partition(" ")[0]]
            if other != key
            and other in kept
            and (
                _is_short(key, other)
                or _is_inflected(key, other)
                or _is_of_place(key, other)
                or _is_owner(key, other)
                or (key in companies and other.startswith(f"{key} "))
            )
        ]
        if len(longer) == 1:
            form = kept.pop(key)
            full = _joined(kept[longer[0]], form.role, form.country)
            kept[longer[0]] = replace(full, spans=tuple(sorted({*full.spans, *form.spans})))
    return tuple(kept.values())


def _is_short(key: str, other: str) -> bool:
    """Two or more words, the first and the last of the longer name among them, in its order."""
    words, all_words = key.split(), other.split()
    if not 2 <= len(words) < len(all_words) or words[0] != all_words[0] or words[-1] != all_words[-1]:
        return False
    rest = iter(all_words)
    return all(word in rest for word in words)


def _is_of_place(key: str, other: str) -> bool:
    """`Nature Conservation Agency` beside `Nature Conservation Agency of Country`: where it is, and no other word."""
    rest = other.removeprefix(f"{key} ").split()
    return other.startswith(f"{key} ") and len(key.split()) > 2 and len(rest) == 2 and len(rest[0]) < _ENDING


def _is_owner(key: str, other: str) -> bool:
    """`District municipality` beside `District municipality's administration`: one word more, the last inflected."""
    words, all_words = key.split(), other.split()
    if len(words) < _OWNER_WORDS or len(all_words) != len(words) + 1 or words[:-1] != all_words[: len(words) - 1]:
        return False
    base, form = words[-1], all_words[len(words) - 1]
    return form.startswith(base[:-1]) and abs(len(form) - len(base)) < _ENDING


def _is_inflected(key: str, other: str) -> bool:
    """The longer form ends in a few letters more: it is the inflected one, and goes."""
    return len(key.split()) >= 2 and key.startswith(other) and 0 < len(key) - len(other) <= _ENDING


def _key(name: str) -> str:
    return fold_key(name).replace(",", " ").replace(".", "")
