"""One report made by hand, with a finding of every verdict."""

from __future__ import annotations

import pytest

from grantdocs.model.findings import Report
from grantdocs.rules import judge, pack
from grantdocs.rules.instance import build
from grantdocs.testing import document_of, facts_of

TEXT = "Open shelves\nThe European Union pays for it.\nTotal\tEUR 1001.00\nUnion\tEUR 850.00\nTown\tEUR 150.00"
FACTS = {
    "document": {"is_project": True, "language": "en"},
    "programmes": [{"id": "erasmus-plus-2021-2027", "period": "2021-2027", "confidence": 1.0}],
    "mentions": [{"id": "EU", "in_full": True, "text": "European Union"}],
    "awards": [{"title": "Open shelves", "text": "Open shelves"}],
    "partners": [{"name": "Town Library", "country": "LV"}],
    "amounts": [
        {"value": "1001.00", "kind": "total_cost", "scope": "project", "text": "EUR 1001.00"},
        {"value": "850.00", "kind": "union_contribution", "scope": "project", "text": "EUR 850.00"},
        {"value": "150.00", "kind": "own_contribution", "scope": "project", "text": "EUR 150.00"},
    ],
    "figures": [
        {"kind": "sum", "unit": "minor", "claimed": 100100, "computed": 100000, "label": "total_cost", "text": "EUR 1001.00",
         "terms": ["/amounts/0", "/amounts/1", "/amounts/2"]},
        {"kind": "markup", "unit": "count", "claimed": 0, "computed": 0, "label": "markup"},
    ],
    "extraction": {"gaps": [{"reason": "no-images-in-input", "pointer": "/images", "detail": "plain text holds no pictures"}]},
}  # fmt: skip


def make(facts: dict, text: str, packs: tuple[str, ...] = ("eu-mga-2021", "figures"), language: str = "en") -> Report:
    document = document_of(text)
    found = facts_of(facts, document)
    chosen = tuple(map(pack, packs))
    instance = build(found, document)
    return Report(
        document=document,
        facts=found,
        findings=judge(found, document, chosen, instance=instance, language=language),
        packs=tuple(each.stamp for each in chosen),
        gaps=found.gaps,
        instance=instance.json,
    )


@pytest.fixture
def report() -> Report:
    return make(FACTS, TEXT)


@pytest.fixture
def no_project() -> Report:
    return make({"document": {"is_project": False}}, "A meeting of librarians.")


@pytest.fixture
def latvian() -> Report:
    return make(FACTS, TEXT, language="lv")


@pytest.fixture
def unread() -> Report:
    gap = {"reason": "page-without-text", "pointer": "", "detail": "page 1 holds no text"}
    return make({"document": {"is_project": False}, "extraction": {"gaps": [gap]}}, "")
