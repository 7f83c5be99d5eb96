"""Organisations that take part in the project, with their roles: by label, apposition, list, "together with", the slots
of statements and the parties of amounts. An organisation that is only mentioned is no partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from grantdocs.extractors.funding_cues import ROLES, cues_of
from grantdocs.extractors.geography import country_named, country_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.model.facts import Amount, Partner, StatementFact
from grantdocs.model.location import Span
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit

__all__ = ["extract"]

_BETWEEN_RE = regex.compile(r'(?:\([^)\n]{0,60}\)|,\s\p{L}++(?=\s?[(,;])|[\s"\'\-:;,./]|\b\p{L}{1,3}\b)*+')
"""What may stand between two names of one enumeration."""
_NOUN_BEHIND_RE = regex.compile(r'"?\s\p{Ll}{5,}(?:\s*[.,\n]|\s\p{Ll})')
_BRACKET_RE = regex.compile(r"(?:,\s[^,(\n\t]{2,30}?)?\s\(")
_NAME_END_RE = regex.compile(r"\s?[(;–]|,\s|\s-\s|:\s|\.\s")
_SHORT_RE = regex.compile(r"\p{L}{1,3}\b")
_LABEL_GAP_RE = regex.compile(r"[\s:(]*+(?:-\s)?(?:\p{L}{1,4}\s|\p{L}{2,14}:\s)?[\s:\"'*]*+")
_ACRONYM_RE = regex.compile(
    r"[\s:(]*+(?:\p{L}{1,4}\s)?(?P<name>\p{Lu}[\p{Lu}\d]{2,11}(?:[-/]\p{Lu}[\p{Lu}\d]+)*+)(?![\p{L}\d@.])"
)
_BULLET_RE = regex.compile(r"(?:[-*\N{BULLET}\N{MIDDLE DOT}\N{WHITE SQUARE}]\s+)?(?:\p{L}')?")
_WITH_COUNTRY_RE = regex.compile(
    r"(?P<name>\p{Lu}[^\n\t]{2,120}?)(?:\s\([^()]*+\))?,\s(?P<country>[^,()\n\t]{3,40})[.;]?\s?"
)
"""`Name of an organisation, Faculty (contact), Country` as an item of a list."""
_TITLE_RE = regex.compile(r"(?:\p{Lu}[\p{L}\d.&'-]*+\s?|\p{Ll}{1,3}\s){2,8}")
"""A short line of capitalised words, as a name stands under a heading."""
_LISTS = frozenset({Zone.LIST_ITEM, Zone.TABLE_CELL})
_OPENING_RE = regex.compile(r"[^\n:.\-]{0,40}?[:\-]\s?")
_LABEL_REACH = 40
"""Folded characters between a role's word and the name that it labels."""


@dataclass(frozen=True, slots=True)
class _Claim:
    organisation: Organisation
    role: str


def extract(
    reading: Reading,
    organisations: Iterable[Organisation],
    statements: Iterable[StatementFact] = (),
    amounts: Iterable[Amount] = (),
    others: Iterable[Span] = (),
) -> tuple[Partner, ...]:
    """`others` are names of something else (funds, programmes), so that what overlaps them is no partner."""
    others = tuple(others)
    organisations = tuple(o for o in organisations if not any(o.span.overlaps(other) for other in others))
    claims = [
        *_labelled(reading, organisations),
        *_listed(reading, organisations),
        *_acronyms(reading, organisations),
        *_together(reading, organisations),
        *_of_slots(reading, organisations, statements),
        *_of_amounts(organisations, amounts),
    ]
    refused = set(_refused(reading, organisations))
    kept = [claim for claim in claims if claim.organisation.span not in refused]
    return _merge(kept or list(_beneficiaries(reading, organisations, refused)), organisations)


def _labelled(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[_Claim]:
    """`Lead partner: NAME`, `lead partner NAME`, a label cell before the name's cell, `NAME (lead partner)`."""
    lower, roles = reading.folded.lower, cues_of(reading).roles()
    for organisation in organisations:
        if _is_possessive(reading, organisation):
            continue
        start, end = _folded(reading, organisation.span)
        cell = max(lower.rfind("\n", 0, start), lower.rfind("\t", 0, start)) + 1
        before = _last(roles, max(cell, start - _LABEL_REACH), start)
        if before and _is_label_gap(lower[before.end : start]):
            yield _Claim(organisation, before.label)
            continue
        bracket = _BRACKET_RE.match(lower, end)
        behind = next((hit for hit in roles if bracket and hit.start == bracket.end()), None)
        if behind:
            yield _Claim(organisation, behind.label)
            continue
        if cell and lower[cell - 1] == "\t" and start - cell < _LABEL_REACH:
            label = _last(roles, lower.rfind("\n", 0, cell) + 1, cell - 1)
            if label:
                yield _Claim(organisation, label.label)


def _is_possessive(reading: Reading, organisation: Organisation) -> bool:
    """`library's staff`: an inflected name that a plain noun follows speaks of something else than the organisation."""
    if organisation.name == organisation.written:
        return False
    text = reading.folded.text
    return bool(_NOUN_BEHIND_RE.match(text, _folded(reading, organisation.span)[1]))


def _listed(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[_Claim]:
    """`Partners: A, B and C`, and a label or heading with the names in the blocks below it."""
    text = reading.folded.lower
    for hit in cues_of(reading).roles():
        line_end = _end_of(text, "\n", hit.end)
        rest = text[hit.end : line_end]
        opening = _OPENING_RE.match(text, hit.end, line_end)
        first = opening.end() if opening else _after_short_words(reading, hit.end)
        if first:
            yield from _enumeration(reading, organisations, first, line_end, hit.label)
        is_label = not rest.strip(" :.-") and _is_line_start(text, hit.start)
        if is_label or rest.rstrip().endswith(":"):
            yield from _items(reading, organisations, line_end + 1, hit.label)
        elif hit.label == "lead" and _zone(reading, line_end + 1) is Zone.LIST_ITEM:
            yield from _items(reading, organisations, line_end + 1, "partner")


def _after_short_words(reading: Reading, start: int) -> int | None:
    """`partners of the project are A and B`: nothing but short words between the label and the first name."""
    lower, cues, position = reading.folded.lower, cues_of(reading), start
    while lower[position : position + 1] == " ":
        short = _SHORT_RE.match(lower, position + 1)
        project = next((h for h in cues.hits["project"] if h.start == position + 1), None)
        if not short and not project:
            break
        position = max(project.end if project else 0, short.end() if short else 0)
    return position + 1 if position > start else None


def _enumeration(
    reading: Reading, organisations: tuple[Organisation, ...], start: int, end: int, role: str
) -> Iterator[_Claim]:
    position = start
    for organisation in organisations:
        first, last = _folded(reading, organisation.span)
        if first < start:
            continue
        if last > end or not _BETWEEN_RE.fullmatch(reading.folded.lower, position, first):
            break
        yield _Claim(organisation, role)
        position = last


def _items(reading: Reading, organisations: tuple[Organisation, ...], start: int, role: str) -> Iterator[_Claim]:
    """The names that stand at the beginning of the blocks below a label, until a block that is no name.

    Pictures between the names are passed over, and one sentence that leads to the list.
    """
    zone: Zone | None = None
    for position, line in _lines(reading, start):
        here = _zone(reading, position)
        if here is Zone.ALT_TEXT or (zone is None and line.rstrip().endswith(":")):
            continue
        if zone not in {None, here} or here is Zone.NAVIGATION:
            return
        claim = _item(reading, organisations, position, line, role, as_list=here in _LISTS)
        if claim is None:
            return
        zone = here
        yield claim


def _item(
    reading: Reading, organisations: tuple[Organisation, ...], start: int, line: str, role: str, *, as_list: bool
) -> _Claim | None:
    bullet = _BULLET_RE.match(line)
    begin = start + (bullet.end() if bullet else 0)
    with_country = _WITH_COUNTRY_RE.fullmatch(reading.folded.text, begin, start + len(line)) if as_list else None
    if with_country and (country := country_named(with_country["country"].lower(), reading)):
        span = reading.folded.span(*with_country.span("name"))
        name = reading.quote(span)
        return _Claim(Organisation(name, name, span, country), role)
    for organisation in organisations:
        first, last = _folded(reading, organisation.span)
        if begin <= first <= begin + 2:
            return _Claim(organisation, role) if last >= start + len(line) - 120 else None
    name = line[begin - start :]
    if not name[:1].isupper() or len(name) > (160 if as_list else 60) or not (as_list or _TITLE_RE.fullmatch(name)):
        return None
    return _Claim(_item_name(reading, begin, name), role)


def _zone(reading: Reading, index: int) -> Zone | None:
    """Zone of the block at a folded character; None behind the last one."""
    if index >= len(reading.folded.text):
        return None
    return reading.document.block_at(reading.folded.original(index)).zone


def _lines(reading: Reading, start: int) -> Iterator[tuple[int, str]]:
    """The blocks from a folded character on, each with its place."""
    text, position = reading.folded.text, start
    while position < len(text):
        end = _end_of(text, "\n", position)
        yield position, text[position:end]
        position = end + 1


def _item_name(reading: Reading, start: int, line: str) -> Organisation:
    cell = line.partition("\t")[0].rstrip(" .;,")
    stop = _NAME_END_RE.search(cell, 3)
    end = start + (stop.start() if stop else len(cell))
    span = reading.folded.span(start, end)
    name = reading.quote(span).strip()
    return Organisation(name, name, span, country_of(name, end, reading))


def _acronyms(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[_Claim]:
    """`coordinated by ABCD`: capital letters right behind the word for whoever leads."""
    text = reading.folded.text
    for hit in cues_of(reading).roles():
        name = _ACRONYM_RE.match(text, hit.end) if hit.label == "lead" else None
        if name is None:
            continue
        span = reading.folded.span(*name.span("name"))
        if not any(span.overlaps(o.span) for o in organisations):
            country = country_of(name["name"], name.end(), reading)
            yield _Claim(Organisation(name["name"], reading.quote(span), span, country), "lead")


def _together(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[_Claim]:
    """`A in cooperation with B and C won funding`: B and C, and A before the words, in a sentence about a project."""
    cues = cues_of(reading)
    for hit in cues.hits["together"]:
        start, end = _sentence(reading, hit.start, hit.end)
        if not cues.any_within("project", start, end):
            continue
        named = list(_enumeration(reading, organisations, hit.end, end, "partner"))
        subject = next((o for o in reversed(organisations) if start <= _folded(reading, o.span)[0] < hit.start), None)
        if not subject and not _is_paid(reading, start, end):
            continue
        if subject and named:
            yield _Claim(subject, "partner")
        yield from named


def _of_slots(
    reading: Reading, organisations: tuple[Organisation, ...], statements: Iterable[StatementFact]
) -> Iterator[_Claim]:
    """Whoever a disclaimer names as responsible for the contents."""
    for statement in statements:
        span = statement.slot_spans.get("partner")
        if span is None or statement.match == "partial":
            continue
        inside = next((o for o in organisations if o.span.overlaps(span)), None)
        if inside:
            yield _Claim(inside, "partner")
            continue
        name, end = reading.quote(span).strip(), _folded(reading, span)[1]
        if len(name) <= 120 and name[:1].isupper():
            yield _Claim(Organisation(name, name, span, country_of(name, end, reading)), "partner")


def _of_amounts(organisations: tuple[Organisation, ...], amounts: Iterable[Amount]) -> Iterator[_Claim]:
    parties = {fold_key(amount.party) for amount in amounts if amount.party}
    for organisation in organisations:
        if fold_key(organisation.name) in parties:
            yield _Claim(organisation, "partner")


def _beneficiaries(reading: Reading, organisations: tuple[Organisation, ...], refused: set[Span]) -> Iterator[_Claim]:
    """Where no partner is named: the organisation that a sentence about the paid project speaks of first."""
    for organisation in organisations:
        if organisation.span in refused or organisation.country is None:
            continue
        at = _folded(reading, organisation.span)
        start, end = _sentence(reading, *at)
        if not organisation.company and _is_behind_payer(reading, max(start, at[0] - 2 * _LABEL_REACH), at[0]):
            continue
        if cues_of(reading).any_within("project", start, end) and _is_paid(reading, start, end):
            yield _Claim(organisation, "beneficiary")
            return


def _is_behind_payer(reading: Reading, start: int, end: int) -> bool:
    """`funded by X`, `Operational Programme of X`: a few words before X stands who pays or runs a programme."""
    hits = [h for label in ("funding", "programme") for h in cues_of(reading).within(label, start, end)]
    gap = reading.folded.lower[max((hit.end for hit in hits), default=end) : end]
    return bool(hits) and not regex.search(r"[.;:]", gap) and len(gap.split()) <= 7


def _is_paid(reading: Reading, start: int, end: int) -> bool:
    return any(cues_of(reading).any_within(label, start, end) for label in ("funding", "union"))


def _refused(reading: Reading, organisations: tuple[Organisation, ...]) -> Iterator[Span]:
    """Organisations that a label makes something else: managing authority, contractor, media patron."""
    cues, lower = cues_of(reading), reading.folded.lower
    for organisation in organisations:
        start, end = _folded(reading, organisation.span)
        before = _last(cues.hits["no-partner"], max(0, start - _LABEL_REACH), start)
        inside = cues.any_within("no-partner", start, end)
        if inside or (before and _is_label_gap(lower[before.end : start])):
            yield organisation.span


def _merge(claims: list[_Claim], organisations: tuple[Organisation, ...]) -> tuple[Partner, ...]:
    """One partner a name, in order of first mention, with every place where the name stands."""
    merged: dict[str, Partner] = {}
    for claim in sorted(claims, key=lambda claim: claim.organisation.span):
        key = _key(claim.organisation.name)
        known = merged.get(key)
        if known is None:
            spans = tuple(o.span for o in organisations if _key(o.name) == key) or (claim.organisation.span,)
            merged[key] = Partner(
                name=claim.organisation.name,
                written=claim.organisation.written,
                country=claim.organisation.country,
                role=claim.role,
                spans=spans,
            )
        else:
            role = min(known.role, claim.role, key=ROLES.index)
            merged[key] = replace(known, role=role, country=known.country or claim.organisation.country)
    return tuple(merged.values())


def _key(name: str) -> str:
    return fold_key(name).replace(",", " ").replace(".", "")


def _folded(reading: Reading, span: Span) -> tuple[int, int]:
    return reading.folded.index(span.start), reading.folded.index(span.end)


def _sentence(reading: Reading, start: int, end: int) -> tuple[int, int]:
    cues = cues_of(reading)
    return cues.sentence(start)[0], cues.sentence(max(start, end - 1))[1]


def _end_of(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end


def _is_line_start(text: str, position: int) -> bool:
    return position - (text.rfind("\n", 0, position) + 1) < _LABEL_REACH


def _is_label_gap(gap: str) -> bool:
    """Nothing but signs, or one short word such as "is", between a label and what it labels."""
    return bool(_LABEL_GAP_RE.fullmatch(gap))


def _last(hits: Iterable[Hit[str]], start: int, end: int) -> Hit[str] | None:
    """The last hit that lies within a stretch."""
    return max((hit for hit in hits if start <= hit.start and hit.end <= end), key=lambda h: h.start, default=None)
