"""Readings in a language that is given, whether or not it has words of its own."""

from __future__ import annotations

from dates_texts import document_of

from grantdocs.extractors.reading import Reading
from grantdocs.languages import lexicon
from grantdocs.text.folding import fold

FILLED = {
    "partner": "Alsungas pagasta pārvalde",
    "grant_number": "812345",
    "document": "leaflet",
    "joint_undertaking": "Example Joint Undertaking",
    "programme": "Przykład",
}


def reading_in(language: str, text: str) -> Reading:
    return Reading(document_of(text), fold(text), language, (language,), lexicon((language,)))
