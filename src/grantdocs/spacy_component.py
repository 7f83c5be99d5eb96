"""The spaCy factory `grantdocs`: `nlp.add_pipe("grantdocs")` puts the facts on `doc._.grantdocs` and the spans of each
kind of fact into `doc.spans` ("grantdocs_amounts", "grantdocs_dates", ...)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

__all__ = ["Component", "create"]

_KINDS = ("programmes", "funds", "awards", "amounts", "rates", "dates", "partners", "statements", "links")


@Language.factory("grantdocs", default_config={"assume": {}})
def create(nlp: Language, name: str, assume: dict[str, Any]) -> Component:  # noqa: ARG001  spaCy calls it so
    """The component; `assume` as for `grantdocs.check`."""
    return Component(assume)


class Component:
    """Extracts the facts of a Doc's text. Characters keep their places, so that spans can be laid on the tokens."""

    def __init__(self, assume: dict[str, Any]) -> None:
        self.assume = assume
        if not Doc.has_extension("grantdocs"):
            Doc.set_extension("grantdocs", default=None)

    def __call__(self, doc: Doc) -> Doc:
        # spaCy imports the factories of all packages whenever a pipeline is made, our own blank one included.
        from grantdocs.pipeline import extract, read

        document = read(doc.text.encode("utf-8"), media_type="text/plain")
        facts = extract(document, assume=self.assume)
        places = _places(document.text, doc.text)
        for kind in _KINDS:
            spans = [
                doc.char_span(places[span.start], places[span.end - 1] + 1, label=_label(fact), alignment_mode="expand")
                for fact in getattr(facts, kind)
                for span in fact.spans
            ]
            doc.spans[f"grantdocs_{kind}"] = SpanGroup(doc, spans=[span for span in spans if span is not None])
        doc._.grantdocs = facts
        return doc


def _label(fact: Any) -> str:
    """The most telling word of a fact: its kind, family, role or id."""
    names = {field.name for field in fields(fact)}
    return next((str(getattr(fact, name)) for name in ("family", "kind", "role", "id") if name in names), "award")


def _places(read_text: str, text: str) -> list[int]:
    """For each character of the text as read, its place in the Doc's text: reading drops and evens out blanks only."""
    places, position = [], 0
    for char in read_text:
        if not char.isspace():
            position = text.index(char, position)
        places.append(min(position, len(text) - 1))
        position += not char.isspace() or text[position : position + 1].isspace()
    return places
