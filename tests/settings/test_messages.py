"""What is said about settings, in every language that has words for it."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

import pytest

from grantdocs.settings import messages, told

LOCALES = sorted((Path(messages.__file__).parent / "locales").glob("*.json"))


@pytest.mark.parametrize("path", LOCALES, ids=lambda path: path.stem)
def test_every_language_says_the_same_with_the_same_values(path: Path) -> None:
    wanted = json.loads((path.parent / "en.json").read_text(encoding="utf-8"))
    words = json.loads(path.read_text(encoding="utf-8"))

    assert {name: set(Template(text).get_identifiers()) for name, text in words.items()} == {
        name: set(Template(text).get_identifiers()) for name, text in wanted.items()
    }


def test_unknown_language_falls_back_to_english() -> None:
    assert told("everywhere", "xx") == told("everywhere", "en") != told("everywhere", "lv")
