"""Relations between the facts of one publication, computed exactly; rules judge them, this module only derives.

Identities and tolerances follow Interreg's joint monitoring system: it rounds the fund's share of each partner down to
the cent, while publications round half up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex

from grantdocs.catalogue.programmes import Programme
from grantdocs.extractors.figures import events, notations, partner_sums, taxes
from grantdocs.extractors.figures import money as money_figures
from grantdocs.extractors.figures import time as time_figures
from grantdocs.extractors.figures.culprits import suggested
from grantdocs.extractors.reading import Reading
from grantdocs.model.facts import Amount, Award, DateFact, Figure, Partner, Rate

__all__ = ["derive"]

_MARKUP_RE = regex.compile(
    r"</?(?:p|br|div|span|input|strong|em|b|i|u|ul|ol|li|a|img|table|tbody|tr|td|th|h[1-6]|font|center|blockquote)"
    r"(?:\s[^<>\n]{0,200}+)?\s*+/?>|&(?:nbsp|amp|quot|lt|gt|ndash|mdash|#\d{2,5});",
    regex.IGNORECASE,
)


def derive(
    reading: Reading,
    programme: Programme | None,
    *,
    amounts: tuple[Amount, ...],
    rates: tuple[Rate, ...],
    dates: tuple[DateFact, ...],
    partners: tuple[Partner, ...],
    awards: tuple[Award, ...],
    published: dt.date | None = None,
) -> tuple[Figure, ...]:
    """The figures of a project's publication; without a known programme those that need its ceilings are left out.

    `published` is a day of publication that is known from elsewhere.
    """
    actions = _actions(reading, programme, awards)

    def of_money(amounts: tuple[Amount, ...]) -> tuple[Figure, ...]:
        return (
            *money_figures.derive(amounts, rates, programme, actions, max(1, len(partners))),
            *partner_sums.derive(amounts, partners),
            *taxes.derive(reading, amounts),
        )

    return (
        *suggested(reading, amounts, of_money(amounts), of_money),
        *time_figures.derive(dates, programme, actions),
        *events.derive(reading, dates, published, several=len(awards) > 1),
        *notations.derive(amounts, reading.lexicon),
        *_markup(reading),
    )


def _actions(reading: Reading, programme: Programme | None, awards: tuple[Award, ...]) -> tuple[str, ...]:
    """The actions of the programme that an award or the text names; more than one leave the limits open."""
    named = {award.action for award in awards if award.action}
    if programme:
        named |= {a.id for a in programme.actions if a.pattern and regex.search(a.pattern, reading.folded.text)}
    return tuple(sorted(named))


def _markup(reading: Reading) -> Iterator[Figure]:
    """Markup of the web that a reader of the publication would see as text."""
    spans = tuple(reading.folded.span(*match.span()) for match in _MARKUP_RE.finditer(reading.folded.text))
    yield Figure(kind="markup", unit="count", claimed=len(spans), computed=0, label="markup", spans=spans)
