"""All words of the languages: one JSON file each (`schemas/language.schema.json`), merged for a document's languages.

No other module holds a word of any language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from grantdocs._resources import load_json
from grantdocs.errors import ScopeError
from grantdocs.text.folding import fold_key

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Lexicon", "by_languages", "language_data", "lexicon", "tags"]

_FOLDER = Path(__file__).parent
_FALLBACK = "en"
"""Read along with every document: English labels stand in publications of all languages."""
_MIXES = 14
"""Mixes of languages of which patterns are kept: one takes up to 17 MB and half a second; a crawl meets hundreds."""
_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Lexicon:
    """The words of one or more languages; all keys and forms are folded as `fold_key` does."""

    tags: tuple[str, ...]
    data: tuple[dict[str, Any], ...] = field(repr=False)

    def __hash__(self) -> int:
        return hash(self.tags)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.tags == other.tags

    def phrases(self, *path: str) -> tuple[str, ...]:
        """All phrases of these languages at a path, such as `phrases("cues", "amounts", "total_cost")`."""
        return tuple(dict.fromkeys(phrase for data in self.data for phrase in _at(data, path, [])))

    def forms(self, *path: str) -> dict[str, str]:
        """Form -> key for an object of phrase lists, such as `forms("organisations", "heads")`; main language first."""
        found: dict[str, str] = {}
        for data in self.data:
            for key, forms in _at(data, path, {}).items():
                for form in (key, *forms) if path == ("organisations", "heads") else forms:
                    found.setdefault(fold_key(form), key)
        return found

    def ordered(self, *path: str) -> dict[str, int]:
        """Form -> number from 1 for a list of phrase lists: `ordered("calendar", "months")`."""
        found: dict[str, int] = {}
        for data in self.data:
            for number, forms in enumerate(_at(data, path, []), start=1):
                for form in forms:
                    found.setdefault(fold_key(form), number)
        return found

    def mapping(self, *path: str) -> dict[str, Any]:
        """The merged object at a path, keys folded, the main language's entries winning."""
        found: dict[str, Any] = {}
        for data in self.data:
            for key, value in _at(data, path, {}).items():
                found.setdefault(fold_key(key), value)
        return found

    def first(self, *path: str) -> Any:
        """The value at a path in the main language."""
        return _at(self.data[0], path, None)


def by_languages(made: Callable[_P, _T]) -> Callable[_P, _T]:
    """Keeps what a function makes of the words of languages, for as many mixes of them as were asked about last."""
    return cast("Callable[_P, _T]", lru_cache(maxsize=_MIXES)(made))


def tags() -> tuple[str, ...]:
    """The languages that there are data for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def language_data(tag: str) -> dict[str, Any]:
    path = _FOLDER / f"{tag}.json"
    if not path.is_file():
        raise ScopeError(f"no words of the language {tag!r} are known; there are {', '.join(tags())}")
    data: dict[str, Any] = load_json(path)
    return data


@lru_cache(maxsize=_MIXES)
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """The words of these languages and of English; languages without data are passed over."""
    known = tuple(dict.fromkeys(tag for tag in (*languages, _FALLBACK) if tag in tags()))
    return Lexicon(known, tuple(map(language_data, known)))


def _at(data: dict[str, Any], path: tuple[str, ...], default: Any) -> Any:
    value: Any = data
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return default
        value = value[key]
    return value
