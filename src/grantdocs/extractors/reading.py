"""What every extractor is given: the document, its folded text, its languages and their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from grantdocs.languages import Lexicon, lexicon
from grantdocs.text.folding import Folded, fold
from grantdocs.text.language_id import languages_of
from grantdocs.text.stretches import Stretches, spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.model.document import Document
    from grantdocs.model.location import Span

__all__ = ["Reading", "begin"]


@dataclass(frozen=True)
class Reading:
    document: Document
    folded: Folded
    language: str | None
    """Main language of the text, BCP 47."""
    languages: tuple[str, ...]
    """All languages that blocks of it are written in, main one first."""
    lexicon: Lexicon
    """Words of all these languages, those of the main one first."""
    taken: tuple[Span, ...] = field(default=())
    """Stretches whose figures are no amounts and no dates: award numbers, names of programmes."""

    def without(self, others: Iterable[Span]) -> Reading:
        """The same reading with further stretches taken."""
        taken = tuple(sorted({*self.taken, *others}))
        return Reading(self.document, self.folded, self.language, self.languages, self.lexicon, taken)

    def is_taken(self, span: Span) -> bool:
        return any(span.overlaps(other) for other in self._stretches.near(span.start, span.end, 0))

    @cached_property
    def _stretches(self) -> Stretches[Span]:
        return spans(self.taken)

    def quote(self, span: Span) -> str:
        return self.document.quote(span)


def begin(document: Document) -> Reading:
    languages = languages_of(document)
    return Reading(
        document=document,
        folded=fold(document.text),
        language=languages[0] if languages else None,
        languages=languages,
        lexicon=lexicon(languages),
    )
