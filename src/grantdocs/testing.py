"""The test kit for rules: run the cases of a pack, mark what is meant in a text «so», make facts from JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from grantdocs.errors import ScopeError
from grantdocs.model import facts as model
from grantdocs.model.document import Block, Document, Gap, Source, Zone
from grantdocs.model.facts import DocumentFacts, Facts
from grantdocs.model.facts_json import KINDS, built, kind_of
from grantdocs.model.findings import Finding
from grantdocs.model.location import Anchor, Span
from grantdocs.rules import judge, packs
from grantdocs.rules.checking import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grantdocs.model.rules import Pack, Rule

__all__ = ["CaseResult", "document_of", "facts_of", "facts_of_case", "marked", "run_cases"]

_OPEN, _CLOSE = "«", "»"
_USUAL: Final[dict[str, dict[str, Any]]] = {
    "programmes": {"period": None, "confidence": 1.0},
    "amounts": {"currency": "EUR"},
    "dates": {"end": None},
    "links": {"kind": "other"},
}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case of a rule came out."""

    rule: str
    description: str
    problems: tuple[str, ...]
    """What is wrong with the finding; nothing where the case holds."""
    finding: Finding

    @property
    def passed(self) -> bool:
        return not self.problems

    def __str__(self) -> str:
        return f"{self.rule}: {self.description}: {'; '.join(self.problems) or 'holds'}"


def run_cases(pack: str, rule: str | None = None) -> tuple[CaseResult, ...]:
    """Judge every case beside the rules of a pack (its id, or its folder), or of one rule of it.

    The files are held against their schemas first: RulePackError names the file and the place in it.
    """
    folders = {folder: check(folder) for folder in packs.folders_of(pack)}
    rules = [(folder, found) for folder, checked in folders.items() for found in checked.rules]
    chosen = [(folder, found) for folder, found in rules if rule in {None, found.id, found.name}]
    if rules and not chosen:
        raise ScopeError(f"the pack {pack} has no rule {rule!r}; it has {', '.join(found.id for _, found in rules)}")
    return tuple(_run(case, found, folders[folder]) for folder, found in chosen for case in packs.cases(folder, found))


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and the places that were marked «so»."""
    plain, spans, start = "", [], None
    for char in text:
        if char == _OPEN and start is None:
            start = len(plain)
        elif char == _CLOSE and start is not None:
            spans.append(Span(start, len(plain)))
            start = None
        else:
            plain += char
    if start is not None:
        raise ValueError(f"the mark {_OPEN} at {start} is not closed by {_CLOSE}")
    return plain, tuple(spans)


def document_of(text: str, language: str | None = None, form: str = "text") -> Document:
    """A publication of a format with these lines as its paragraphs; tabs part the cells of a table's row."""
    blocks: list[Block] = []
    offset = 0
    for number, line in enumerate(text.split("\n"), start=1):
        cells = line.split("\t")
        for column, cell in enumerate(cells, start=1):
            if cell.strip():
                span = Span(offset, offset + len(cell))
                if len(cells) > 1:
                    cell_anchor = Anchor(line=number, table=1, row=number, column=column)
                    blocks.append(Block(span, Zone.TABLE_CELL, cell_anchor))
                else:
                    blocks.append(Block(span, Zone.BODY, Anchor(line=number, paragraph=number)))
            offset += len(cell) + 1
    source = Source("case.txt", "text/plain", form, "", len(text.encode()))
    return Document(source, text, tuple(blocks), language=language)


def facts_of(json: dict[str, Any], document: Document) -> Facts:
    """Facts from a part of their published form; the `text` of an item says where it stands in the document."""
    places = _Places(document.text)
    listed = {
        name: tuple(_fact(kind, _USUAL.get(name, {}) | item, places) for item in json.get(name, ()))
        for name, kind in KINDS.items()
    }
    about = {"is_project": True, **json.get("document", {})}
    gaps = tuple(
        Gap(gap["reason"], gap["detail"], gap["pointer"], places.of(gap.get("text")))
        for gap in json.get("extraction", {}).get("gaps", ())
    )
    return Facts(document=built(DocumentFacts, about), gaps=gaps, **listed)  # type: ignore[arg-type]


def facts_of_case(case: dict[str, Any], **about: Any) -> tuple[Facts, Document]:
    """The facts that a case of a rule gives, or that its text holds; `about` replaces what it says of the document."""
    text, _ = marked(case.get("text", ""))
    given = case.get("facts", {})
    document = document_of(text, form=given.get("document", {}).get("format", "text"))
    if "facts" in case:
        return facts_of({**given, "document": {**given.get("document", {}), **about}}, document), document
    from grantdocs.pipeline import extract

    return extract(document, assume={**case.get("assume", {}), **about}), document


def _run(case: dict[str, Any], rule: Rule, pack: Pack) -> CaseResult:
    text, marks = marked(case.get("text", ""))
    facts, document = facts_of_case(case)
    (finding,) = judge(facts, document, [replace(pack, rules=(rule,))])
    return CaseResult(rule.name, case["description"], tuple(_problems(case["verdict"], marks, finding, text)), finding)


def _problems(wanted: str, marks: tuple[Span, ...], finding: Finding, text: str) -> Iterator[str]:
    if finding.verdict.word != wanted:
        yield f"the verdict is {finding.verdict.word}, not {wanted}"
    if "$" in finding.message:
        yield f"the message has a place without a value: {finding.message}"
    shown = {item.location.span for item in finding.evidence if item.location}
    if marks and shown != set(marks):
        quoted = ", ".join(repr(text[span.start : span.end]) for span in sorted(shown))
        yield f"the evidence is {quoted or 'nowhere in the text'}, not what is marked"


class _Places:
    """Hands out the places of quotes in a text, each place once while there are further ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def first(self, quote: str | None) -> tuple[Span, ...]:
        start = self._text.find(quote) if quote else -1
        return (Span(start, start + len(quote)),) if quote and start >= 0 else ()

    def of(self, quote: str | None) -> tuple[Span, ...]:
        if not quote:
            return ()
        start = self._text.find(quote, self._next.get(quote, 0))
        if start < 0:
            return self.first(quote)
        self._next[quote] = start + len(quote)
        return (Span(start, start + len(quote)),)


def _fact(kind: type[model.Fact], item: dict[str, Any], places: _Places) -> model.Fact:
    """A figure stands where its first term stands, a picture where its description does."""
    quote = item.get("text") or item.get("alt")
    spans = places.first(quote) if kind is model.Figure else places.of(quote)
    made: model.Fact = built(kind_of(kind, item), {**item, "spans": spans})
    return made
