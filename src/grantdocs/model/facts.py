"""What a publication claims. Every fact is a value and the places where it stands; the values speak the words of
the EU regulations, DataCite and ISO. The published shape is `schemas/facts.schema.json`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from grantdocs.model.document import Gap
from grantdocs.model.location import Span

__all__ = [
    "Amount", "AmountKind", "Award", "DateFact", "DateKind", "Deviation", "DocumentFacts",
    "Fact", "Facts", "Figure", "Fund", "ImageFact", "LinkFact", "Mention", "PageSize", "Partner", "ProgrammeFact",
    "PublicationKind", "Quotation", "Rate", "Scope", "StatementFact", "Suggestion", "in_question",
]  # fmt: skip


class AmountKind(StrEnum):
    """What an amount pays for or who pays it, in the words of Regulation (EU) 2021/1060."""

    TOTAL_COST = "total_cost"
    ELIGIBLE_COST = "eligible_cost"
    INELIGIBLE_COST = "ineligible_cost"
    UNION_CONTRIBUTION = "union_contribution"
    NATIONAL_CONTRIBUTION = "national_contribution"
    OWN_CONTRIBUTION = "own_contribution"
    PRIVATE_CONTRIBUTION = "private_contribution"
    OTHER = "other"


class Scope(StrEnum):
    """What an amount is the amount of."""

    PROJECT = "project"
    PARTNER = "partner"
    ACTIVITY = "activity"
    CONTRACT = "contract"
    PROGRAMME = "programme"
    CALL = "call"
    OTHER = "other"


class DateKind(StrEnum):
    """What happened, or is to happen, at a date."""

    PROJECT_PERIOD = "project_period"
    PROJECT_START = "project_start"
    PROJECT_END = "project_end"
    PROGRAMME_PERIOD = "programme_period"
    EVENT = "event"
    PUBLICATION = "publication"
    SIGNATURE = "signature"
    DEADLINE = "deadline"
    OTHER = "other"


class PublicationKind(StrEnum):
    """What kind of publication it is; duties of visibility differ from kind to kind."""

    WEB_PAGE = "web-page"
    ARTICLE = "article"
    SOCIAL_POST = "social-post"
    DOCUMENT = "document"
    PRESENTATION = "presentation"
    POSTER = "poster"
    BILLBOARD = "billboard"
    PLAQUE = "plaque"
    CERTIFICATE = "certificate"
    INVITATION = "invitation"
    VIDEO = "video"
    SMALL_ITEM = "small-item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of all facts."""

    spans: tuple[Span, ...] = ()
    """Where it stands in `Document.text`, first mention first; empty where it was asserted, not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFact(Fact):
    id: str
    period: str | None
    """`2014-2020`"""
    confidence: float
    """0 to 1; 1 where a name or an award number leaves no other reading."""
    named: bool = False
    """The text names it; else only a number, a site or a statement shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund(Fact):
    id: str
    """ERDF, ESF, ESF+, CF, JTF, EAFRD, EMFF, EMFAF, AMIF, ISF, BMVI, RRF, ENI, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """An institution of the Union that the text names, also outside any official statement."""

    id: str
    """EU"""
    in_full: bool
    """Spelled out at least once, not only abbreviated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Fact):
    """A grant: number, title and acronym of the project (DataCite fundingReference)."""

    award_number: str | None = None
    """As written, blanks and dashes evened out."""
    title: str | None = None
    acronym: str | None = None
    programme: str | None = None
    """Programme id that the form of the number shows."""
    action: str | None = None
    """Action of the programme that the number or the text shows: KA210, KA220."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Fact):
    value: Decimal
    currency: str | None
    """ISO 4217 code; None where the publication writes none."""
    kind: AmountKind = AmountKind.OTHER
    scope: Scope = Scope.OTHER
    party: str | None = None
    """Organisation that the amount belongs to, in base form."""
    part_of: int | None = None
    """Index in `Facts.amounts` of the amount that this one is named as a part of ("t.sk.", "of which")."""
    hedge: str | None = None
    """Hedging words as written ("apmēram"), None for a figure that binds."""
    hedge_kind: str | None = None
    """about, at-least, at-most, planned."""
    notation: str = ""
    """How the figure is written: decimal and group marks, such as `decimal-comma group-space`; `by-sum` or `by-rate`
    where the sums of the text or a fixed rate chose between two readings."""
    vat: str | None = None
    """`included` or `excluded` where the publication says so of value added tax."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Fact):
    value: Decimal
    """A share: 85 % is 0.85."""
    kind: str = "other"
    """An amount kind, or `other`."""
    of: int | None = None
    """Index in `Facts.amounts` of the amount that stands together with the rate."""
    hedge: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact(Fact):
    """A closed interval of days; an open end is None."""

    start: dt.date | None
    end: dt.date | None
    precision: str = "day"
    """day, month, season, quarter, half, year."""
    kind: DateKind = DateKind.OTHER
    relative: bool = False
    """Resolved against the publication date or a year that the document itself fixes."""
    weekday: int | None = None
    """ISO weekday named beside the date, 1 is Monday."""
    duration_months: int | None = None
    """Stated duration in months of a project period without, or beside, its dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Fact):
    name: str
    """Base form: nominative head word, as the organisation would write itself."""
    written: str = ""
    """As first written in the text."""
    country: str | None = None
    """ISO 3166-1 alpha-2, upper case."""
    role: str = "partner"
    """lead, partner, associated, applicant, beneficiary."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """One difference between an official wording and what stands in the text."""

    kind: str
    """missing, extra, changed."""
    expected: str
    found: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFact(Fact):
    id: str
    family: str
    variant: str
    language: str
    match: str
    """exact, near, partial."""
    similarity: float
    deviations: tuple[Deviation, ...] = ()
    slots: dict[str, str] = field(default_factory=dict)
    slot_spans: dict[str, Span] = field(default_factory=dict)
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(StatementFact):
    """An official wording that the publication does not claim for itself."""

    use: str
    """quotation (of a rule, or as an example), navigation, others (another project, logos of partners)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmblemMeasures:
    """The emblem as it stands in a picture, the largest where there are several; sizes as placed, in millimetres.

    What is left out is as specified: the whole picture is the emblem, in its proportion and colours.
    """

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    """Its field, as shares of the picture's width and height, from the upper left corner."""
    width_mm: float | None = None
    height_mm: float | None = None
    """None where the size of the picture is not known."""
    page_share: float | None = None
    """The part of the page that it covers."""
    to_largest_other: float | None = None
    """Its height by that of the largest other logo beside it, or its width by that one's width, whichever is more."""
    proportion: float = 1.5
    """Width by height as shown; 1.5 is right."""
    turned: float = 0.0
    """Degrees, clockwise."""
    field: str = "#003399"
    stars: str = "#ffcc00"
    """`#rrggbb`"""
    field_difference: float = 0.0
    stars_difference: float | None = None
    """CIEDE2000 from #003399 and #FFCC00; that of stars only where they are large enough to have their own colour."""
    is_measured: bool = True
    """The edges of the field were seen; else its size follows from the ring of stars."""
    number: int = 1
    """Emblems in the picture."""
    text_before: int | None = None
    """Characters of the text that come before the picture; few where it can be seen without scrolling."""
    has_text_over: bool | None = None
    """Words of the page lie over its field; None where the format does not tell the places of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFact(Fact):
    kind: str
    """eu_emblem, eu_emblem_mono, programme_logo, other, unknown."""
    alt: str = ""
    name: str = ""
    width_mm: float | None = None
    height_mm: float | None = None
    page: int | None = None
    confidence: float = 0.0
    zone: str = "body"
    seen: bool = False
    """Its pixels were looked at; else only its words tell what it is."""
    to_statement: int | None = None
    """Characters of the text between it and the nearest official statement; 0 where its description holds one."""
    emblem: EmblemMeasures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact(Fact):
    url: str
    kind: str
    """programme, project, eu, other."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may have been meant where figures disagree: one slip of the pen that explains it; no fact."""

    pointer: str
    """The amount that may be wrong."""
    slip: str
    """digit, swapped, doubled, dropped, separator."""
    written: str
    value: Decimal
    """What it would be without the slip."""
    currency: str | None = None

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.written, "\N{RIGHTWARDS ARROW}", format(self.value, "f"), self.currency)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A relation between facts that was computed; `excess` is 0 where it holds within its tolerance."""

    kind: str
    """sum, partner_sum, share, ceiling, part, duration, limit, order, period, lump_sum, agreement, weekday, notation,
    markup, event (its day beside the project's time), report (its day beside the publication's), update."""
    unit: str
    """minor (1/100 of the currency), ppm (millionths), months, days, count."""
    claimed: int
    computed: int
    tolerance: int = 0
    terms: tuple[str, ...] = ()
    """JSON Pointers of the facts that entered."""
    label: str = ""
    """What was compared, for the message."""
    suggestions: tuple[Suggestion, ...] = ()
    """Slips of which each alone would explain why it does not hold; empty where nothing does, or too much."""
    variant: str = ""
    """Which wording of the message fits: suggested, several (suggestions); foreign, groups (notation); before, after
    (event); unknown (update)."""

    @property
    def difference(self) -> int:
        return self.claimed - self.computed

    @property
    def excess(self) -> int:
        """By how much it misses beyond the tolerance, signed as `difference`; 0 when it holds."""
        beyond = max(0, abs(self.difference) - self.tolerance)
        return beyond if self.difference >= 0 else -beyond


@dataclass(frozen=True, slots=True)
class PageSize:
    """Sides of a page in millimetres."""

    short: float
    long: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    language: str | None = None
    languages: tuple[str, ...] = ()
    title: str | None = None
    kind: PublicationKind = PublicationKind.DOCUMENT
    pages: int | None = None
    """None where the format has no pages."""
    page_size_mm: PageSize | None = None
    """Of the first page."""
    published: dt.date | None = None
    modified: dt.date | None = None
    """Last change, as a web page's own metadata give it."""
    is_project: bool = False
    """The text is about a project that is paid with Union money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    document: DocumentFacts
    programmes: tuple[ProgrammeFact, ...] = ()
    funds: tuple[Fund, ...] = ()
    mentions: tuple[Mention, ...] = ()
    awards: tuple[Award, ...] = ()
    amounts: tuple[Amount, ...] = ()
    rates: tuple[Rate, ...] = ()
    dates: tuple[DateFact, ...] = ()
    partners: tuple[Partner, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    images: tuple[ImageFact, ...] = ()
    links: tuple[LinkFact, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    assumed: tuple[str, ...] = ()
    """Pointers of what the caller asserted."""


def in_question(programmes: tuple[ProgrammeFact, ...], awards: tuple[Award, ...]) -> tuple[ProgrammeFact, ...]:
    """The programmes, best first, between which the text does not decide; none where the best one is clear.

    As likely as the best one, or not much less where that is doubtful itself; a programme that a number of its own
    shows is no rival, but pays a project beside it.
    """
    if not programmes:
        return ()
    best, *others = programmes
    least = best.confidence * _RIVAL if best.confidence < _DOUBTFUL else best.confidence
    numbered = {award.programme for award in awards if award.award_number}
    rivals = [other for other in others if other.confidence >= least and other.id not in numbered]
    return (best, *rivals) if rivals else ()


_DOUBTFUL = 0.5
_RIVAL = 0.5
