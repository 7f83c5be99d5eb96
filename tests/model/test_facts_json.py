"""Facts that were written down come back as they were."""

from __future__ import annotations

import json

import pytest

import grantdocs
from grantdocs.model.facts_json import document_from, facts_from

_TEXTS = {
    "project": (
        "Projekts “Zaļā pils”, Nr. LLI-123, ilgst no 2019. gada 1. marta līdz 2021. gada 28. februārim.\n"
        "Kopējās izmaksas ir 100 000,00 EUR, tostarp ERAF 85 000,00 EUR (85 %).\n"
        "Interreg V-A Latvijas – Lietuvas programma. Vadošais partneris ir Kuldīgas novada pašvaldība."
    ),
    "table": "<table><tr><td>Total budget<td>EUR 200 000</tr><tr><td>ERDF<td>EUR 170 000</tr></table><p>LLI-123",
    "nothing": "A page about the weather.",
}


@pytest.mark.parametrize("name", _TEXTS)
def test_what_is_written_down_comes_back(name: str) -> None:
    document = grantdocs.read(_TEXTS[name].encode(), name="page.html" if name == "table" else "page.txt")
    facts = grantdocs.extract(document, assume={"is_project": True})
    written = json.loads(json.dumps(grantdocs.facts_json(facts, document)))
    again = json.loads(json.dumps(grantdocs.facts_json(facts_from(written), document_from(written))))
    for each in (written, again):
        del each["extraction"]["blocks"]
    assert again == written


def test_the_text_comes_back_as_far_as_facts_quote_it() -> None:
    document = grantdocs.read(_TEXTS["project"].encode(), name="page.txt")
    facts = grantdocs.extract(document)
    back = document_from(grantdocs.facts_json(facts, document))
    assert facts.amounts
    for fact in (*facts.amounts, *facts.awards, *facts.dates):
        assert back.quote(fact.spans[0]) == document.quote(fact.spans[0])
        assert back.locate(fact.spans[0]) == document.locate(fact.spans[0])
    assert back.source == document.source
