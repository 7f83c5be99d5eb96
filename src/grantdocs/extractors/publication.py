"""From a read document to what it claims: each extractor finds one kind of fact, this module calls them in turn."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

from grantdocs.catalogue.programmes import programmes as known_programmes
from grantdocs.extractors import (
    awards,
    dates,
    figures,
    funds,
    images,
    kind,
    links,
    mentions,
    programmes,
    project,
    statements,
)
from grantdocs.extractors.assumptions import Assumptions
from grantdocs.extractors.reading import Reading, begin
from grantdocs.model.document import Document, Gap, Zone
from grantdocs.model.facts import (
    Award,
    DateFact,
    DateKind,
    DocumentFacts,
    Facts,
    Figure,
    Partner,
    ProgrammeFact,
    PublicationKind,
    Quotation,
    StatementFact,
    in_question,
)
from grantdocs.model.location import Span
from grantdocs.text.language_id import written_in

__all__ = ["Assumptions", "extract"]

log = logging.getLogger(__name__)
_T = TypeVar("_T")


def extract(document: Document, assumed: Assumptions | None = None, trained: Any = None) -> Facts:
    """Everything that the document claims.

    What `assumed` asserts takes the place of what would be found, has no span and closes the gaps of its kind. Names of
    partners that only the spaCy pipeline `trained` sees count, too. A fault in one extractor becomes a Gap on its part
    of the facts, so that it costs some verdicts and never the document.
    """
    assumed = assumed or Assumptions()
    gaps = list(document.gaps)

    def run(pointer: str, default: Any, find: Callable[[], _T]) -> _T:
        try:
            return find()
        except Exception as error:
            log.warning("extraction of %s failed in %s: %r", pointer, document.source.uri, error)
            log.debug("the fault in full", exc_info=True)
            gaps.append(Gap("extractor-failed", f"a fault in grantdocs ({error!r}); please report it", pointer))
            return cast("_T", default)

    reading = begin(document)
    numbers = run("/awards", (), lambda: awards.numbers(reading))
    reading = reading.without(number.span for number in numbers)
    written = run("/statements", (), lambda: statements.extract(reading))
    quoted = tuple(statement for statement in written if isinstance(statement, Quotation))
    stated = tuple(statement for statement in written if not isinstance(statement, Quotation))
    funded = run("/funds", (), lambda: funds.extract(reading))
    programme_facts = assumed.programmes or run(
        "/programmes", (), lambda: programmes.extract(reading, numbers, stated, funded)
    )
    granted, award_gaps = run("/awards", ((), ()), lambda: awards.extract(reading, numbers, programme_facts, stated))
    dated, date_gaps = run("/dates", ((), ()), lambda: dates.extract(reading, assumed.published))
    mentioned, money, rates, money_gaps = run("/amounts", (None, (), (), ()), lambda: _amounts(reading))
    is_project = assumed.is_project
    if is_project is None:
        is_project = run(
            "/document/is_project",
            False,  # noqa: FBT003  the gap beside it leaves open whether any rule applies
            lambda: project.is_project(reading, programme_facts, granted, stated, funded, money),
        )
    partners: tuple[Partner, ...] = ()
    places = [span for award in granted for span in award.spans]
    places = places or ([] if is_project else list(run("/awards", (), lambda: awards.only_title(reading, numbers))))
    if is_project or places:
        others = [span for fact in (*funded, *programme_facts) for span in fact.spans]
        money, rates, partners = run(
            "/partners",
            (money, rates, ()),
            lambda: _parties(reading, mentioned, stated, others, places, trained=trained),
        )
    derived: tuple[Figure, ...] = ()
    if is_project:
        programme = _programme(programme_facts, granted)
        derived = run(
            "/figures",
            (),
            lambda: figures.derive(
                reading, programme, amounts=money, rates=rates, dates=dated, partners=partners, awards=granted,
                published=assumed.published,
            ),
        )  # fmt: skip
    pictures, picture_gaps = run("/images", ((), ()), lambda: images.extract(reading, stated))
    found, kind_gaps = run("/document/kind", (PublicationKind.DOCUMENT, ()), lambda: kind.kind_of(reading))
    if any(figure.kind == "update" and figure.variant == "unknown" for figure in derived):
        gaps.append(Gap("update-unknown", "nothing tells when the page was last changed", "/document/modified"))
    gaps += [*award_gaps, *date_gaps, *money_gaps, *picture_gaps, *kind_gaps]
    if is_project and not programme_facts:
        gaps.append(
            Gap(
                "programme-unknown",
                "the text does not tell which programme pays the project; --assume programmes=ID says it",
                "/programmes",
            )
        )
    elif is_project and not assumed.programmes and (unclear := in_question(programme_facts, granted)):
        listed = ", ".join(fact.id for fact in unclear)
        detail = f"the project may be one of {listed}; --assume programmes={unclear[0].id} would say it is the first"
        gaps.append(Gap("programme-unclear", detail, "/programmes", unclear[0].spans[:1]))
    return Facts(
        document=_document_facts(reading, written, dated, assumed, found, is_project=is_project),
        programmes=programme_facts if is_project or funded else _spoken_of(reading, programme_facts, assumed),
        funds=funded,
        mentions=run("/mentions", (), lambda: mentions.extract(reading)),
        awards=granted,
        amounts=money,
        rates=rates,
        dates=dated,
        partners=partners,
        statements=stated,
        images=pictures,
        links=run("/links", (), lambda: links.extract(reading, known_programmes())),
        figures=derived,
        quotations=quoted,
        gaps=tuple(g for g in gaps if not assumed.closes(g) and not images.closes(g, document, pictures)),
        assumed=assumed.pointers,
    )


def _amounts(reading: Reading) -> tuple[Any, ...]:
    """All that is said of amounts, and the facts of it that need no name of an organisation."""
    from grantdocs.extractors import amounts

    mentioned = amounts.read(reading)
    return mentioned, *amounts.held(mentioned), mentioned.gaps


def _parties(
    reading: Reading,
    mentioned: Any,
    stated: tuple[StatementFact, ...],
    others: list[Span],
    places: list[Span],
    *,
    trained: Any,
) -> tuple[Any, ...]:
    """Amounts with their parties, and the partners; only here spaCy is imported."""
    from grantdocs.extractors import amounts, organisations, partners

    named = organisations.find(reading, trained)
    money, rates = amounts.held(mentioned, named) if mentioned else ((), ())
    return money, rates, partners.extract(reading, named, stated, money, others, awards=places)


def _spoken_of(reading: Reading, facts: tuple[ProgrammeFact, ...], assumed: Assumptions) -> tuple[ProgrammeFact, ...]:
    """Of a page without a project the programmes that it is about, not those that it names once in passing."""
    heads = {Zone.TITLE, Zone.HEADING}
    return tuple(
        fact
        for fact in facts
        if assumed.programmes
        or len(fact.spans) > 1
        or any(reading.document.block_at(span.start).zone in heads for span in fact.spans)
    )


def _programme(facts: tuple[ProgrammeFact, ...], granted: tuple[Award, ...]) -> Any:
    """The profile whose limits hold: that of the best programme, if no other may pay the project or one beside it."""
    if not facts or in_question(facts, granted) or any(fact.confidence >= facts[0].confidence for fact in facts[1:]):
        return None
    return known_programmes().get(facts[0].id)


def _document_facts(
    reading: Reading,
    stated: tuple[StatementFact, ...],
    dated: tuple[DateFact, ...],
    assumed: Assumptions,
    found: PublicationKind,
    *,
    is_project: bool,
) -> DocumentFacts:
    document = reading.document
    languages = written_in(document, [span for statement in stated for span in statement.spans])
    published = assumed.published or next(
        (date.start for date in dated if date.kind is DateKind.PUBLICATION and date.start and date.start == date.end),
        None,
    )
    if published is None and document.published:
        published = dt.date.fromisoformat(document.published[:10])
    first = next((b for b in document.blocks if b.zone in {Zone.TITLE, Zone.HEADING, Zone.BODY}), None)
    return DocumentFacts(
        language=languages[0] if languages else None,
        languages=languages,
        title=document.title or (document.quote(first.span)[:200] if first else None),
        kind=assumed.kind or found,
        pages=kind.number_of_pages(reading),
        page_size_mm=kind.page_size(reading),
        published=published,
        modified=dt.date.fromisoformat(document.modified) if document.modified else None,
        is_project=is_project,
    )
