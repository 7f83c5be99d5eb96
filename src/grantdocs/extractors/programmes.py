"""The funding programmes of a publication: by name, by the form of a number, by an official statement, by a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import regex

from grantdocs.catalogue.programme_index import Mention, index
from grantdocs.catalogue.programmes import Programme, programmes
from grantdocs.extractors.awards.codes import NumberMention
from grantdocs.extractors.funding_cues import block_of, cues_of, programme_names
from grantdocs.extractors.reading import Reading
from grantdocs.model.document import Zone
from grantdocs.model.facts import Fund, ProgrammeFact, StatementFact
from grantdocs.model.location import Span

__all__ = ["extract"]

_PERIOD_RE = regex.compile(r"(?<!\d)(?P<first>20[012]\d)\.?\s?[-/]\s?(?P<last>(?:20)?[0-3]\d)(?!\d)")
_YEAR_RE = regex.compile(r"(?<![\d.,/-])(?P<year>20[0-3]\d)(?![\d,]|[-/]\d)")
_BY_ITS_PERIOD = 0.9
_NEAR = 90
"""Characters beside a name within which a period or a mark of the period belongs to it."""
_WEAK_ZONES = {Zone.NAVIGATION, Zone.COMMENT}


@dataclass
class _Case:
    """What speaks for one programme."""

    weight: float = 0.0
    period: float = 0.0
    named: bool = False
    spans: dict[Span, None] = field(default_factory=dict)

    def add(self, weight: float, span: Span | None = None) -> None:
        """Independent evidence adds up without ever reaching certainty."""
        self.weight = 1 - (1 - self.weight) * (1 - weight)
        if span:
            self.spans[span] = None


def extract(
    reading: Reading,
    numbers: tuple[NumberMention, ...],
    statements: tuple[StatementFact, ...],
    funds: tuple[Fund, ...],
) -> tuple[ProgrammeFact, ...]:
    """Best first; programmes that the text leaves equally likely have equal confidence."""
    profiles = programmes()
    cases: defaultdict[str, _Case] = defaultdict(_Case)
    _by_name(reading, cases, profiles)
    _by_statement(reading, statements, cases, profiles)
    _by_number(numbers, cases)
    if not cases:
        _by_fund(reading, funds, cases, profiles)
    _by_site(reading, cases)
    _by_action(reading, cases, profiles)
    _by_year(reading, cases, profiles)
    found = [_fact(identifier, case, profiles) for identifier, case in cases.items()]
    return tuple(
        sorted((fact for fact in found if fact.confidence >= 0.05), key=lambda f: (-f.confidence, f.spans[:1], f.id))
    )


def _by_number(numbers: Iterable[NumberMention], cases: Mapping[str, _Case]) -> None:
    """A form that several programmes share speaks for those that something else speaks for, too."""
    for mention in numbers:
        if mention.sure:
            payer = _named_instead(mention, cases) or mention.programmes[0]
            cases[payer].add(0.95, mention.span)
            cases[payer].period = 1.0
            continue
        likely = [identifier for identifier in mention.programmes if identifier in cases]
        for identifier in likely or mention.programmes:
            cases[identifier].add(0.3 if likely else 0.2 / len(mention.programmes) + 0.05, mention.span)


def _named_instead(mention: NumberMention, cases: Mapping[str, _Case]) -> str | None:
    """Of those that wrote such numbers in another period, the one that the text names with its period."""
    if mention.programmes[0] in cases and cases[mention.programmes[0]].named:
        return None
    others = (identifier for identifier in mention.programmes[1:] if identifier in cases)
    return next((each for each in others if cases[each].named and cases[each].period >= _BY_ITS_PERIOD), None)


def _by_name(reading: Reading, cases: Mapping[str, _Case], profiles: Mapping[str, Programme]) -> None:
    for mention in programme_names(reading):
        span = reading.folded.span(mention.start, mention.end)
        weight = 0.1 if block_of(reading, mention.start).zone in _WEAK_ZONES else 0.6
        chosen = _of_period(reading, mention, profiles)
        home = _of_country(reading, mention, profiles)
        for identifier in mention.programmes:
            if (chosen and identifier not in chosen) or identifier not in home:
                continue
            case = cases[identifier]
            case.add(weight, span)
            case.named = True
            if identifier in chosen or profiles[identifier].period_bound:
                case.period = max(case.period, _BY_ITS_PERIOD)


def _of_period(reading: Reading, mention: Mention, profiles: Mapping[str, Programme]) -> set[str]:
    """The programmes of a name that a period or a mark of it in or beside the name picks out."""
    text = reading.folded.text
    inside = text[mention.start : mention.end]
    marked = {i for i in mention.programmes if any(_has_word(inside, mark) for mark in profiles[i].period_marks)}
    if marked:
        longest = max(len(mark) for i in marked for mark in profiles[i].period_marks if _has_word(inside, mark))
        return {i for i in marked if any(len(m) == longest and _has_word(inside, m) for m in profiles[i].period_marks)}
    start, end = cues_of(reading).block(mention.start)
    beside = text[max(start, mention.start - _NEAR // 2) : min(max(end, mention.end), mention.end + _NEAR)]
    periods = {_period(match) for match in _PERIOD_RE.finditer(beside)}
    return {i for i in mention.programmes if profiles[i].period in periods or _shares(profiles[i], periods)}


def _of_country(reading: Reading, mention: Mention, profiles: Mapping[str, Programme]) -> set[str]:
    """Of the programmes of several countries that share a name, those of the country whose language the text is in."""
    countries = _countries(reading)
    home = {i for i in mention.programmes if profiles[i].country in countries}
    return home or set(mention.programmes)


def _shares(profile: Programme, periods: set[str]) -> bool:
    """Rural development 2014-2022 is written 2014-2020, too."""
    return any(period.split("-")[0] == profile.period.split("-")[0] for period in periods)


def _by_statement(
    reading: Reading, statements: Iterable[StatementFact], cases: Mapping[str, _Case], profiles: Mapping[str, Programme]
) -> None:
    for statement in statements:
        if statement.match not in {"exact", "near"}:
            continue
        ids = index().statements.get(statement.family, ())
        home = [i for i in ids if profiles[i].country is None or profiles[i].country in _countries(reading)]
        for identifier in home:
            cases[identifier].add(0.8 / len(home), statement.spans[0] if statement.spans else None)


def _by_fund(
    reading: Reading, funds: Iterable[Fund], cases: Mapping[str, _Case], profiles: Mapping[str, Programme]
) -> None:
    """Nothing but a fund: a programme of the country whose language the text is written in."""
    countries = _countries(reading)
    for fund in funds:
        for identifier, profile in profiles.items():
            if profile.country in countries and fund.id in profile.funds and len(countries) == 1:
                cases[identifier].add(0.3, fund.spans[0] if fund.spans else None)


def _by_site(reading: Reading, cases: Mapping[str, _Case]) -> None:
    sites = index().sites
    hosts = [(urlsplit(link.url).hostname or "", link.span) for link in reading.document.links if "//" in link.url]
    for site, ids in sites.items():
        place = reading.folded.lower.find(site)
        span = reading.folded.span(place, place + len(site)) if place >= 0 else None
        if place >= 0 or any(host == site or host.endswith("." + site) for host, _ in hosts):
            known = [i for i in ids if i in cases]
            for identifier in known or ids:
                cases[identifier].add(0.3 / len(ids), span)


def _by_action(reading: Reading, cases: Mapping[str, _Case], profiles: Mapping[str, Programme]) -> None:
    for identifier, case in cases.items():
        for action in profiles[identifier].actions:
            if action.pattern and (match := regex.search(action.pattern, reading.folded.text)):
                case.add(0.4, reading.folded.span(*match.span()))
                case.period = max(case.period, 0.8)


def _by_year(reading: Reading, cases: Mapping[str, _Case], profiles: Mapping[str, Programme]) -> None:
    """Years of the text speak for the period that they lie in, those of the years after it less."""
    years = [int(match.group("year")) for match in _YEAR_RE.finditer(reading.folded.text)]
    periods = [_period(match) for match in _PERIOD_RE.finditer(reading.folded.text)]
    if not years and not periods:
        return
    for identifier, case in cases.items():
        profile = profiles[identifier]
        first, last = profile.years
        closing = profile.eligible[1].year if profile.eligible else last + 2
        inside = sum(first <= year <= last for year in years) + 0.4 * sum(last < year <= closing for year in years)
        share = inside / len(years) if years else 0.0
        named = sum(period == profile.period for period in periods) / len(periods) if periods else 0.0
        case.period = max(case.period, 0.7 * max(share, named))


def _fact(identifier: str, case: _Case, profiles: Mapping[str, Programme]) -> ProgrammeFact:
    period = 1.0 if profiles[identifier].period_bound else 0.4 + 0.6 * case.period
    return ProgrammeFact(
        id=identifier,
        period=profiles[identifier].period,
        confidence=round(min(1.0, case.weight * period), 3),
        named=case.named,
        spans=tuple(sorted(case.spans)),
    )


def _countries(reading: Reading) -> frozenset[str]:
    """Countries whose language the text is written in, as far as one language has one country."""
    return frozenset(country for tag in reading.languages[:1] for country in _homes().get(tag, ()))


@cache
def _homes() -> dict[str, set[str]]:
    """Languages that have one country, with it."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for profile in programmes().values():
        if profile.country:
            for tag in profile.names:
                homes[tag].add(profile.country)
    return {tag: countries for tag, countries in homes.items() if len(countries) == 1}


def _period(match: regex.Match[str]) -> str:
    last = match.group("last")
    return f"{match.group('first')}-{last if len(last) == 4 else '20' + last}"


def _has_word(text: str, word: str) -> bool:
    return regex.search(rf"(?<![\w-]){regex.escape(word)}(?![\w-])", text) is not None
