"""The `examples.amounts` of every language file hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from dates_texts import reading_of

from grantdocs.extractors.amounts import extract
from grantdocs.languages import language_data, lexicon, tags

EXAMPLES = [
    pytest.param(tag, example, id=f"{tag}-{number}")
    for tag in tags()
    for number, example in enumerate(language_data(tag)["examples"].get("amounts", ()))
]


@pytest.mark.parametrize(("tag", "example"), EXAMPLES)
def test_example(tag, example):
    amounts, _, _ = extract(reading_of(example["text"], lexicon((tag,))))
    found = [(amount.value, amount.currency or "-", str(amount.kind), str(amount.scope)) for amount in amounts]
    wanted = [(Decimal(value), *rest) for value, *rest in (item.split() for item in example["found"])]
    assert len(found) == len(wanted), found
    assert [one for one in wanted if not any(fact[: len(one)] == one for fact in found)] == [], found
