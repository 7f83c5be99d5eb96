"""Organisations that take part in the project, with their roles: by label, apposition, list, "together with", the slots
of statements and the parties of amounts. An organisation that is only mentioned is no partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from grantdocs.extractors.funding_cues import cues_of
from grantdocs.extractors.organisations import Organisation
from grantdocs.extractors.organisations.geography import country_named, country_of
from grantdocs.extractors.organisations.words import base_forms
from grantdocs.extractors.partners import countries as partner_countries
from grantdocs.extractors.partners import members as partner_members
from grantdocs.extractors.partners import participation
from grantdocs.extractors.partners import subjects as partner_subjects
from grantdocs.extractors.partners import tables as partner_tables
from grantdocs.extractors.partners import values as partner_values
from grantdocs.extractors.partners.claims import Claim, folded, item_name
from grantdocs.extractors.partners.enumerations import enumerated
from grantdocs.extractors.partners.merging import merged
from grantdocs.extractors.partners.named import Named
from grantdocs.extractors.partners.short_names import ShortNames
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.model.facts import Amount, Partner, StatementFact
from grantdocs.model.location import Span
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import Hit
from grantdocs.text.stretches import Stretches, spans

__all__ = ["extract"]

_NOUN_BEHIND_RE = regex.compile(r'"?\s\p{Ll}{5,}(?:\s*[.,\n]|\s\p{Ll})')
_BRACKET_RE = regex.compile(r"(?:,\s[^,(\n\t]{2,30}?)?\s\(")
_SHORT_RE = regex.compile(r"\p{L}{1,3}\b")
_LABEL_GAP_RE = regex.compile(r"[\s:(]*+(?:-\s)?(?:(?:\p{L}{1,4}\s){1,2}|\p{L}{2,14}:\s)?[\s:\"'*]*+")
_ACRONYM_RE = regex.compile(
    r"[\s:(]*+(?:\p{L}{1,4}\s)?(?P<name>\p{Lu}[\p{Lu}\d]{2,11}(?:[-/]\p{Lu}[\p{Lu}\d]+)*+)(?![\p{L}\d@.])"
)
_BULLET_RE = regex.compile(r"(?:(?:[-*\N{BULLET}\N{MIDDLE DOT}\N{WHITE SQUARE}]|\d{1,2}[.)])\s+)?(?:\p{L}')?")
_WITH_COUNTRY_RE = regex.compile(
    r"(?P<name>\p{Lu}[^\n\t]{2,120}?)(?:\s\([^()]*+\))?,\s(?P<country>[^,()\n\t]{3,40})[.;]?\s?"
)
"""`Name of an organisation, Faculty (contact), Country` as an item of a list."""
_TITLE_RE = regex.compile(r"(?:\p{Lu}[\p{L}\d.&'-]*+\s?|\p{Ll}{1,3}\s){2,8}")
"""A short line of capitalised words, as a name stands under a heading."""
_REST_RE = regex.compile(r"(?:\ \p{Ll}{1,3}){0,2}(?:\ \p{Lu}[\p{L}'-]*+){1,4}+(?=\ *+(?:$|[\n\t,;(.]))")
"""Words with capitals that go on with a name to the end of its item."""
_LISTS = frozenset({Zone.LIST_ITEM, Zone.TABLE_CELL})
_ALONE_RE = regex.compile(r"[ :.*-]*+")
_COLON_RE = regex.compile(r"(?r):\s*+")
"""A colon at the end: read from there."""
_OPENING_RE = regex.compile(r"[^\n:.]{0,40}?(?::|-(?=\s))\s?")
_CARRIERS = frozenset({"lead", "applicant", "beneficiary"})
_TITLE_SHARE = 0.8
_LABEL_REACH = 40
"""Folded characters between a role's word and the name that it labels."""


def extract(
    reading: Reading,
    organisations: Iterable[Organisation],
    statements: Iterable[StatementFact] = (),
    amounts: Iterable[Amount] = (),
    others: Iterable[Span] = (),
    *,
    awards: Iterable[Span] = (),
) -> tuple[Partner, ...]:
    """`others` are names of something else (funds, programmes), so that what overlaps them is no partner.

    `awards` are the places of the numbers and titles of the project.
    """
    awards, statements = tuple(awards), tuple(statements)
    elsewhere, titles = spans(others), spans(awards)
    named = Named(
        reading,
        (o for o in organisations if not _is_over(o.span, elsewhere) and not _is_title(o.span, titles)),
    )
    in_countries = list(partner_countries.claims(reading, named))
    places = spans(claim.organisation.span for claim in in_countries)
    short = ShortNames(reading, tuple(o for o in named.all if not (o.foreign and _is_over_later(o.span, places))))
    named = Named(reading, short.organisations)
    claims = [
        *_labelled(reading, named),
        *_listed(reading, named),
        *_acronyms(reading, named),
        *participation.claims(reading, named),
        *_of_slots(reading, named, statements),
        *_of_amounts(named, amounts),
        *partner_tables.claims(reading, named),
        *partner_members.claims(reading, named),
        *in_countries,
    ]
    claims += partner_subjects.of_verbs(reading, named, awards)
    claims = _without_parts(claims, list(partner_values.claims(reading, named)))
    refused = set(_refused(reading, named))
    named_so = {one.name for one in named.all if one.span in refused}
    refused |= {one.span for one in short.mentions if short.full(one).name in named_so}
    written = spans(span for statement in statements for span in statement.spans)
    slots = spans(span for statement in statements for span in statement.slot_spans.values())
    kept = [
        claim
        for claim in claims
        if claim.organisation.span not in refused and not _is_stated(claim.organisation.span, written, slots)
    ]
    if not any(claim.role in _CARRIERS for claim in kept):
        known = {claim.organisation.span for claim in kept}
        subjects = partner_subjects.of_awards(reading, named, refused, awards)
        kept += (claim for claim in subjects if claim.organisation.span not in known)
    kept = kept or list(partner_subjects.of_money(reading, named, refused))
    kept = kept or list(partner_subjects.of_page(reading, named, refused, awards))
    resolved = [short.resolved(partner_countries.by_label(reading, claim)) for claim in kept]
    whole = (partner_values.with_legal_form(reading, claim.organisation) for claim in resolved)
    resolved = [replace(claim, organisation=one) for claim, one in zip(resolved, whole, strict=True)]
    return merged(resolved, tuple(map(short.full, named.all)))


def _without_parts(claims: list[Claim], whole: list[Claim]) -> list[Claim]:
    """All claims, those about the beginning or a part of a longer name turned into claims about the whole of it."""
    kept = list(whole)
    numbered = sorted(((claim.organisation.span, i) for i, claim in enumerate(whole)))
    wholes = Stretches((span.start, span.end, (span, i)) for span, i in numbered)
    for claim in claims:
        span = claim.organisation.span
        longer = min((i for other, i in wholes.near(span.start, span.end, 0) if other.overlaps(span)), default=None)
        if longer is None:
            kept.append(claim)
        elif span.start == whole[longer].organisation.span.start:
            kept.append(replace(claim, organisation=whole[longer].organisation))
    return kept


def _is_stated(span: Span, statements: Stretches[Span], slots: Stretches[Span]) -> bool:
    """An official sentence below a list of names is none of them, but one that it names in a slot is."""
    stated = any(statement.covers(span) for statement in statements.near(span.start, span.end, 0))
    return stated and not _is_over(span, slots)


def _is_over(span: Span, others: Stretches[Span]) -> bool:
    return any(map(span.overlaps, others.near(span.start, span.end, 0)))


def _is_over_later(span: Span, others: Stretches[Span]) -> bool:
    """Whether it overlaps one that begins behind its beginning."""
    return any(span.start < other.start < span.end for other in others.near(span.start, span.end, 0))


def _is_title(span: Span, awards: Stretches[Span]) -> bool:
    """A name that is the whole title of a project, such as "Green School", names no organisation."""
    over = filter(span.overlaps, awards.near(span.start, span.end, 0))
    return any(span.end - span.start >= _TITLE_SHARE * (award.end - award.start) for award in over)


def _labelled(reading: Reading, named: Named) -> Iterator[Claim]:
    """`Lead partner: NAME`, `lead partner NAME`, a label cell before the name's cell, `NAME (lead partner)`."""
    lower, cues = reading.folded.lower, cues_of(reading)
    for start, end, organisation in named.places:
        if _is_possessive(reading, organisation):
            continue
        cell, _ = cues.block(start)
        before = _last(cues.roles_within(max(cell, start - _LABEL_REACH), start))
        if before and _is_label_gap(_without_name_word(reading, before.end, start)):
            yield Claim(organisation, before.label)
            continue
        bracket = _BRACKET_RE.match(lower, end)
        behind = cues.role_at(bracket.end()) if bracket else None
        if behind:
            yield Claim(organisation, behind.label)
            continue
        if cell and lower[cell - 1] == "\t" and start - cell < _LABEL_REACH:
            label = _last(cues.roles_within(lower.rfind("\n", 0, cell) + 1, cell - 1))
            if label:
                yield Claim(organisation, label.label)


def _is_possessive(reading: Reading, organisation: Organisation) -> bool:
    """`library's staff`: an inflected name that a plain noun follows speaks of something else than the organisation."""
    if organisation.name == organisation.written:
        return False
    text = reading.folded.text
    return bool(_NOUN_BEHIND_RE.match(text, folded(reading, organisation.span)[1]))


def _listed(reading: Reading, named: Named) -> Iterator[Claim]:
    """`Partners: A, B and C`, and a label or heading with the names in the blocks below it."""
    text = reading.folded.lower
    for hit in cues_of(reading).roles():
        line_end = _end_of(text, "\n", hit.end)
        opening = _OPENING_RE.match(text, hit.end, line_end)
        first = opening.end() if opening else _after_short_words(reading, hit.end, named)
        if first:
            yield from enumerated(reading, named, first, line_end, hit.label)
        is_label = _ALONE_RE.fullmatch(text, hit.end, line_end) and _is_line_start(text, hit.start)
        if is_label or _COLON_RE.match(text, hit.end, line_end):
            # `Coordinated by NAME in cooperation with:` leads to the others.
            shared = cues_of(reading).any_within("together", hit.end, line_end)
            yield from _items(reading, named, line_end + 1, "partner" if shared else hit.label)
        elif hit.label == "lead" and _zone(reading, line_end + 1) is Zone.LIST_ITEM:
            yield from _items(reading, named, line_end + 1, "partner")


def _after_short_words(reading: Reading, start: int, named: Named) -> int | None:
    """`partners of the project are A and B`: nothing but short words between the label and the first name."""
    lower, cues, position = reading.folded.lower, cues_of(reading), start
    while lower[position : position + 1] == " " and not named.beginning(position + 1, position + 2):
        short = _SHORT_RE.match(lower, position + 1)
        known = [hit.end for label in ("project", "copula") for hit in cues.beginning(label, position + 1)]
        if not short and not known:
            break
        position = max([*known, short.end() if short else 0])
    return position + 1 if position > start or named.beginning(start + 1, start + 2) else None


def _items(reading: Reading, named: Named, start: int, role: str) -> Iterator[Claim]:
    """The names that stand at the beginning of the blocks below a label, until a block that is no name.

    Pictures between the names are passed over, and one sentence that leads to the list.
    """
    zone: Zone | None = None
    marks: set[bool] = set()
    for position, line in _lines(reading, start):
        here = _zone(reading, position)
        if here is Zone.ALT_TEXT or (zone is None and line.rstrip().endswith(":")):
            continue
        if zone not in {None, here} or here is Zone.NAVIGATION or partner_values.is_labelled(reading, position):
            return
        if "\t" in line and partner_tables.is_head_of_table(reading, position, line):
            continue
        claim = _item(reading, named, position, line, role, as_list=here in _LISTS)
        marks.add(line[:1].isdigit())
        if claim is None or len(marks) > 1:
            return  # `3. The work` below a list with dashes opens the next chapter
        zone = here
        yield claim


def _item(reading: Reading, named: Named, start: int, line: str, role: str, *, as_list: bool) -> Claim | None:
    bullet = _BULLET_RE.match(line)
    begin = start + (bullet.end() if bullet else 0)
    with_country = _WITH_COUNTRY_RE.fullmatch(reading.folded.text, begin, start + len(line)) if as_list else None
    if with_country and (country := country_named(with_country["country"].lower(), reading)):
        span = reading.folded.span(*with_country.span("name"))
        name = reading.quote(span)
        return Claim(Organisation(name, name, span, country), role)
    for first, last, organisation in named.beginning(begin, begin + 3):
        rest = _REST_RE.match(reading.folded.text, last, start + len(line)) if as_list else None
        whole = partner_values.grown(reading, organisation, first, rest.end()) if rest else organisation
        return Claim(whole, role) if last >= start + len(line) - 120 else None
    name = line[begin - start :]
    if not name[:1].isupper() or len(name) > (160 if as_list else 60) or not (as_list or _TITLE_RE.fullmatch(name)):
        return None
    return Claim(item_name(reading, begin, name), role)


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


def _acronyms(reading: Reading, named: Named) -> Iterator[Claim]:
    """`coordinated by ABCD`: capital letters right behind the word for whoever leads."""
    text = reading.folded.text
    for hit in cues_of(reading).roles():
        name = _ACRONYM_RE.match(text, hit.end) if hit.label == "lead" else None
        if name is None:
            continue
        span = reading.folded.span(*name.span("name"))
        if named.over(span) is None:
            country = country_of(name["name"], name.end(), reading)
            yield Claim(Organisation(name["name"], reading.quote(span), span, country), "lead")


def _of_slots(reading: Reading, named: Named, statements: Iterable[StatementFact]) -> Iterator[Claim]:
    """Whoever a disclaimer names as responsible for the contents."""
    for statement in statements:
        span = statement.slot_spans.get("partner")
        if span is None or statement.match == "partial":
            continue
        inside = named.over(span)
        if inside:
            yield Claim(inside, "partner")
            continue
        name, end = reading.quote(span).strip(), folded(reading, span)[1]
        if len(name) <= 120 and name[:1].isupper():
            yield Claim(Organisation(name, name, span, country_of(name, end, reading)), "partner")


def _of_amounts(named: Named, amounts: Iterable[Amount]) -> Iterator[Claim]:
    parties = {fold_key(amount.party) for amount in amounts if amount.party and amount.scope == "partner"}
    for organisation in named.all if parties else ():
        if fold_key(organisation.name) in parties:
            yield Claim(organisation, "partner")


def _refused(reading: Reading, named: Named) -> Iterator[Span]:
    """Organisations that a label makes something else: managing authority, contractor, media patron."""
    cues = cues_of(reading)
    for start, end, organisation in named.places:
        before = _last(cues.within("no-partner", max(0, start - _LABEL_REACH), start))
        inside = cues.any_within("no-partner", start, end)
        if inside or (before and _is_label_gap(_without_name_word(reading, before.end, start))):
            yield organisation.span


def _end_of(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end


def _is_line_start(text: str, position: int) -> bool:
    start = text.rfind("\n", 0, position) + 1
    return position - start < _LABEL_REACH and "\t" not in text[start:position]


def _without_name_word(reading: Reading, start: int, end: int) -> str:
    """What stands between a label and a name, less the word "name" of the label: `Applicant's name City Library`.

    The word for its kind goes, too, before a name in another language: `nos partenaires du lycée Turun lukio`.
    """
    lower = reading.folded.lower
    word = next((hit for hit in cues_of(reading).within("title", start, end) if hit.start <= start + 2), None)
    begin = word.end if word else start
    # `Als Leadpartner koordiniert die Stadt ...`
    verb = next((hit for hit in cues_of(reading).within("carries-out", begin, end) if hit.start <= begin + 1), None)
    gap = lower[verb.end if verb else begin : end]
    before, _, last = gap.rstrip().rpartition(" ")
    return before + " " if before and last in base_forms(reading.lexicon, "heads") else gap


def _is_label_gap(gap: str) -> bool:
    """Nothing but signs, or one or two short words such as "is the", between a label and what it labels."""
    return bool(_LABEL_GAP_RE.fullmatch(gap))


def _last(hits: Sequence[Hit[str]]) -> Hit[str] | None:
    return hits[-1] if hits else None
