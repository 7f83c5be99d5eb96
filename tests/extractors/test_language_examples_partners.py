"""The examples of partners in each language's own file."""

from __future__ import annotations

import pytest

from grantdocs.extractors import organisations, partners
from grantdocs.extractors.reading import begin
from grantdocs.languages import language_data, tags
from grantdocs.readers import read

EXAMPLES = [
    pytest.param(example["text"], example["found"], id=f"{tag}-{number}")
    for tag in tags()
    for number, example in enumerate(language_data(tag)["examples"].get("partners", []))
]


@pytest.mark.parametrize(("text", "found"), EXAMPLES)
def test_example(text: str, found: list[str]) -> None:
    reading = begin(read(text.encode("utf-8")))
    facts = partners.extract(reading, organisations.find(reading))

    assert [f"{fact.name} | {fact.country or '?'} | {fact.role}" for fact in facts] == found
