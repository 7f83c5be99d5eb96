"""No word is missing: all that people are shown is there in every language that speaks, with the same places."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import pytest
import regex
from click.testing import CliRunner

from grantdocs._resources import rules_folder
from grantdocs.cli import main
from grantdocs.languages import language_data
from grantdocs.reports._chrome import languages
from grantdocs.rules import packs

COMPLETE = ("en", "et", "lt", "lv")
"""Languages in which nothing may be missing. A pack may leave others to English, but never change places."""
SOURCE = Path(packs.__file__).parents[1]
CHROME = sorted(SOURCE.rglob("locales/*.json"))
"""Words around the findings. Nothing fills in for them, so they are complete in any language that there is."""
PACKS = sorted(rules_folder().glob("packs/*/pack.json"))
TRANSLATED = sorted(rules_folder().glob("packs/*/locales/*.json"))
OPEN_TABLES = ("/gaps/", "/programmes/")
"""Where English needs no words: gaps tell themselves in it, and programmes are called as their ids are."""
NAME = 3
"""Words of a name that may be the same in two languages: Interreg Central Baltic."""

_REASON_RE = regex.compile(r"[a-z]++(?:-[a-z]++)++")

each_chrome = pytest.mark.parametrize("file", CHROME, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
each_pack = pytest.mark.parametrize("file", PACKS, ids=lambda file: file.parent.name)
each_translated = pytest.mark.parametrize("file", TRANSLATED, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
each_language = pytest.mark.parametrize("language", COMPLETE)


@each_language
def test_language_speaks_everywhere(language: str) -> None:
    folders = {file.parent for file in CHROME}

    assert [folder for folder in folders if not (folder / f"{language}.json").is_file()] == []
    assert language_data(language)["numbers"]["decimal"]


@each_chrome
def test_no_word_around_the_findings_is_missing(file: Path) -> None:
    english, here = texts(file.with_stem("en")), texts(file)

    assert sorted(english.keys() - here.keys()) == []
    assert [key for key in here.keys() - english.keys() if not key.startswith(OPEN_TABLES)] == []
    assert [key for key, text in here.items() if not text.strip()] == []


@each_chrome
def test_places_around_the_findings_are_the_same(file: Path) -> None:
    english, here = texts(file.with_stem("en")), texts(file)
    shared = english.keys() & here.keys()

    assert {key: places(here[key]) for key in shared} == {key: places(english[key]) for key in shared}


@each_chrome
def test_nothing_around_the_findings_is_left_in_english(file: Path) -> None:
    english, here = texts(file.with_stem("en")), texts(file)

    assert file.stem == "en" or [text for key, text in here.items() if is_same(text, english.get(key, ""))] == []


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_every_kind_of_gap_is_named(language: str) -> None:
    named = read(SOURCE / "reports" / "locales" / f"{language}.json")["gaps"]

    assert set(reasons()) - named.keys() == set()


@each_pack
def test_no_message_of_a_rule_is_missing(file: Path) -> None:
    """Titles and messages of all verdicts and remedies, of each rule of each pack, and the words for values."""
    pack = packs.load(file.parent)
    for language in set(COMPLETE) - {"en"}:
        locale = read(file.parent / "locales" / f"{language}.json")
        assert locale["language"] == language
        assert locale["title"]
        assert pack.words.get("en", {}).keys() <= pack.words[language].keys()
        assert locale["rules"].keys() == {rule.id for rule in pack.rules}
        for rule in pack.rules:
            assert rule.messages[language].keys() == rule.messages["en"].keys(), rule.name
            assert all(text.strip() for text in (rule.titles[language], *rule.messages[language].values())), rule.name


@each_pack
def test_pack_says_which_languages_it_speaks(file: Path) -> None:
    assert set(read(file)["languages"]) == {"en"} | {each.stem for each in (file.parent / "locales").glob("*.json")}


@each_translated
def test_places_of_messages_are_the_same(file: Path) -> None:
    """Of partly translated packs too: a message without its figures, or with a place that nothing fills."""
    for rule in packs.load(file.parents[1]).rules:
        for kind, text in rule.messages.get(file.stem, {}).items():
            assert places(text) == places(rule.messages["en"][kind]), f"{rule.name} {kind}"


@each_translated
def test_no_message_is_left_in_english(file: Path) -> None:
    for rule in packs.load(file.parents[1]).rules:
        english = {"title": rule.title, **rule.messages["en"]}
        here = {"title": rule.titles.get(file.stem, ""), **rule.messages.get(file.stem, {})}
        assert file.stem == "en" or [text for key, text in here.items() if is_same(text, english[key])] == [], rule.name


@pytest.mark.parametrize("command", [("check",), ("audit",), ("rules", "show"), ("rules", "docs")], ids="-".join)
def test_help_names_the_languages(command: tuple[str, ...]) -> None:
    told = " ".join(CliRunner().invoke(main, [*command, "--help"]).output.split())

    assert f"{', '.join(languages())}." in told


def places(text: str) -> set[str]:
    """Which values a text has a place for; a malformed place is told by the template itself."""
    template = Template(text)
    assert template.is_valid(), text
    return set(template.get_identifiers())


def is_same(text: str, english: str) -> bool:
    return text == english and len(text.split()) > NAME


def texts(file: Path) -> dict[str, str]:
    return dict(_flat(read(file), ""))


def _flat(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    else:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, item in items:
            yield from _flat(item, f"{key}/{name}")


@cache
def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


@cache
def reasons() -> frozenset[str]:
    """The kinds of gaps that the source makes: what it calls a gap with, and the constants that it keeps for that."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "reason")]
                found |= {text for each in given if called.lower().endswith("gap") and (text := _constant(each))}
            elif "-not-" in (text := _constant(node)):
                found.add(text)
    return frozenset(reason for reason in found if _REASON_RE.fullmatch(reason))


def _constant(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
