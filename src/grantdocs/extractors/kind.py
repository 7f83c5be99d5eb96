"""What kind of publication it is, by what it calls itself, its format, the number and the size of its pages."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Gap, Zone
from grantdocs.model.facts import PageSize, PublicationKind
from grantdocs.text.folding import fold_key
from grantdocs.text.phrase_index import PhraseIndex, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.extractors.reading import Reading

__all__ = ["kind_of", "number_of_pages", "page_size"]

_FORMATS: Final = {
    "html": PublicationKind.WEB_PAGE,
    "mhtml": PublicationKind.WEB_PAGE,
    "pptx": PublicationKind.PRESENTATION,
    "odp": PublicationKind.PRESENTATION,
}
_FLOWING: Final = frozenset({"docx", "odt", "ods", "rtf"})
"""Formats that know the size of a page and not where one ends."""
_HEADS: Final = frozenset({Zone.TITLE, Zone.HEADING})
_TITLE_WORDS: Final = 8
"""What is longer is a sentence that speaks of a poster rather than the title of one."""
_SCREENS: Final = (4 / 3, 16 / 9, 16 / 10)
_NEAR: Final = 0.01
_CARD_MM: Final = 110.0
"""Nothing that is read at a desk is smaller: cards, stickers, labels."""
_A3_MM: Final = (290.0, 410.0)
"""A3 is 297 x 420; printers' files are trimmed."""
_STREET_MM: Final = 1300.0
"""What is longer than A0 hangs in the street."""
_POSTER_WORDS: Final = 250
_SHEET_WORDS: Final = 120
"""One A4 page with no more may be a poster, a certificate or an invitation."""


class _Size(NamedTuple):
    """What a publication is by its measures, and what else it may be."""

    kind: PublicationKind
    others: tuple[PublicationKind, ...] = ()
    looks: str = ""


def kind_of(reading: Reading) -> tuple[PublicationKind, tuple[Gap, ...]]:
    """The likeliest kind; a Gap names the others where they cannot be told apart."""
    source = reading.document.source.format
    if _FORMATS.get(source) is PublicationKind.WEB_PAGE:
        return PublicationKind.WEB_PAGE, ()
    called = tuple(dict.fromkeys(_called(reading)))
    size = _by_size(reading, _FORMATS.get(source, PublicationKind.DOCUMENT))
    if len(called) == 1:
        return called[0], ()
    if called:
        return called[0], (_gap("it calls itself several things", called),)
    if size.others:
        return size.kind, (_gap(size.looks, (size.kind, *size.others)),)
    return size.kind, ()


def number_of_pages(reading: Reading) -> int | None:
    """None where the format has no pages, or no fixed ones."""
    return None if reading.document.source.format in _FLOWING else len(reading.document.page_sizes_mm) or None


def page_size(reading: Reading) -> PageSize | None:
    """Of the first page."""
    sizes = reading.document.page_sizes_mm
    return PageSize(min(sizes[0]), max(sizes[0])) if sizes else None


def _called(reading: Reading) -> Iterator[PublicationKind]:
    """What the name of the file and the title say; a short text is also named by a line that says nothing else."""
    document = reading.document
    index = _kinds(reading.lexicon)
    name = regex.sub(r"^.*[/\\]|\.\w+$", "", document.source.uri)
    yield from (hit.label for hit in _plain_kinds(reading.lexicon).find(tokens(fold_key(_plain(_spelled_out(name))))))
    titles = [document.title or ""]
    heads = [block for block in document.blocks if block.zone in _HEADS] or list(document.blocks[:1])
    titles += [document.quote(block.span) for block in heads[:1]]
    for title in titles:
        yield from _titled(title, index, _calls(reading.lexicon))
    if len(reading.document.text.split()) <= _SHEET_WORDS:
        for block in document.blocks:
            words = tokens(fold_key(document.quote(block.span)))
            yield from (hit.label for hit in index.at(words, 0) if hit.end == words[-1].end) if words else ()


def _titled(title: str, index: PhraseIndex[PublicationKind], calls: PhraseIndex[str]) -> Iterator[PublicationKind]:
    """A title that opens or ends with the word: `Poster of the project`, `Seminar agenda`; a call invites to apply."""
    words = tokens(fold_key(title))
    if not words or len(words) > _TITLE_WORDS or calls.find(words):
        return
    longest = max((hit.end - hit.start for hit in index.find(words)), default=0)
    for hit in index.find(words):
        if hit.end - hit.start == longest and (hit.start == words[0].start or hit.end == words[-1].end):
            yield hit.label


def _by_size(reading: Reading, usual: PublicationKind) -> _Size:
    size, pages = page_size(reading), number_of_pages(reading)
    words = len(reading.document.text.split())
    if size is None or (pages is None and words > _POSTER_WORDS):
        return _Size(usual)
    if pages is not None and pages > 1:
        width, height = reading.document.page_sizes_mm[0]
        like_a_screen = any(abs(width / height / screen - 1) < _NEAR for screen in _SCREENS) if height else False
        return _Size(PublicationKind.PRESENTATION if like_a_screen else usual)
    short_of_a3, long_of_a3 = _A3_MM
    if size.long > _STREET_MM:
        return _Size(PublicationKind.BILLBOARD)
    if size.short >= short_of_a3 and size.long >= long_of_a3:
        if words <= _POSTER_WORDS:
            return _Size(PublicationKind.POSTER)
        return _Size(usual, (PublicationKind.POSTER,), "it is one large page with much text")
    if pages == 1 and size.long <= _CARD_MM:
        return _Size(PublicationKind.SMALL_ITEM)
    if pages == 1 and words <= _SHEET_WORDS:
        others = (PublicationKind.POSTER, PublicationKind.PLAQUE, PublicationKind.CERTIFICATE)
        return _Size(usual, (*others, PublicationKind.INVITATION), "it is one page with little text")
    return _Size(usual)


def _gap(reason: str, kinds: tuple[PublicationKind, ...]) -> Gap:
    listed = ", ".join(kinds)
    return Gap(
        "kind-unclear",
        f"{reason} and may be one of {listed}; --assume kind={kinds[-1] if len(kinds) == 1 else kinds[1]} says so",
        "/document/kind",
    )


def _spelled_out(name: str) -> str:
    """`Poster_A3-final` as words."""
    return regex.sub(r"[_\-.+%]+|(?<=\p{Ll})(?=\p{Lu})", " ", name)


@by_languages
def _kinds(lexicon: Lexicon) -> PhraseIndex[PublicationKind]:
    labelled = [(kind, phrase) for kind in PublicationKind for phrase in lexicon.phrases("cues", "kinds", kind.value)]
    return PhraseIndex((phrase, kind) for kind, phrase in labelled)


@by_languages
def _plain_kinds(lexicon: Lexicon) -> PhraseIndex[PublicationKind]:
    """The same as names of files are written: often without accents."""
    labelled = [(kind, phrase) for kind in PublicationKind for phrase in lexicon.phrases("cues", "kinds", kind.value)]
    return PhraseIndex((_plain(phrase), kind) for kind, phrase in labelled)


def _plain(text: str) -> str:
    return regex.sub(r"\p{M}+", "", unicodedata.normalize("NFD", text))


@by_languages
def _calls(lexicon: Lexicon) -> PhraseIndex[str]:
    return PhraseIndex((phrase, "call") for phrase in lexicon.phrases("cues", "calls"))
