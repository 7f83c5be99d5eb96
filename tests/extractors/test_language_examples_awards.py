"""The examples of awards in the data of each language hold."""

from dataclasses import replace

import pytest

from grantdocs.extractors import awards, programmes, statements
from grantdocs.extractors.funds import extract as funds_of
from grantdocs.extractors.reading import begin
from grantdocs.languages import language_data, lexicon, tags
from grantdocs.readers import read

EXAMPLES = [
    pytest.param(tag, example["text"], example["found"], id=f"{tag}-{number}")
    for tag in tags()
    for number, example in enumerate(language_data(tag)["examples"].get("awards", ()), start=1)
]


@pytest.mark.parametrize(("tag", "text", "found"), EXAMPLES)
def test_example(tag, text, found):
    document = read(text.encode(), name="example.txt")
    reading = begin(document)
    reading = replace(reading, language=tag, languages=(tag,), lexicon=lexicon((tag,)))
    numbers = awards.numbers(reading)
    stated = statements.extract(reading)
    likely = programmes.extract(reading, numbers, stated, funds_of(reading))
    granted, _ = awards.extract(reading, numbers, likely, stated)
    assert [" | ".join(part or "-" for part in (a.award_number, a.title, a.acronym)) for a in granted] == found
