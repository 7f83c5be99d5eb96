"""Trained spaCy pipelines with an entity recogniser, as further evidence of names: used where they are asked for, never
downloaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from grantdocs.errors import ScopeError

__all__ = ["entities", "installed", "pipeline"]

_RECOGNISERS = ("ner", "entity_ruler", "span_ruler")
_ORGANISATIONS = frozenset({"ORG", "ORGANIZATION", "orgName", "GPE_ORG"})
"""What the pipelines of the languages call an organisation."""


@cache
def pipeline(name: str) -> Any:
    """The pipeline by the name of its package or the path of its folder.

    Raises ScopeError where there is none, where it cannot be loaded, or where it finds no entities.
    """
    import spacy

    if not spacy.util.is_package(name) and not (Path(name) / "config.cfg").is_file():
        known = ", ".join(installed()) or "none"
        raise ScopeError(
            f"there is no spaCy pipeline {name!r}; install it with pip, or give its folder (installed: {known})"
        )
    try:
        loaded = spacy.load(name)
    except (ValueError, OSError, ImportError) as error:
        raise ScopeError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    if not any(loaded.has_pipe(part) for part in _RECOGNISERS):
        raise ScopeError(f"the spaCy pipeline {name!r} finds no entities: it has {', '.join(loaded.pipe_names) or '-'}")
    return loaded


def installed() -> tuple[str, ...]:
    """Names of the packages with pipelines."""
    import spacy

    return tuple(sorted(spacy.util.get_installed_models()))


def entities(trained: Any, text: str) -> list[tuple[int, int]]:
    """Places of what the pipeline calls organisations; it reads a longer text than it may block by block."""
    return [
        (start + entity.start_char, start + entity.end_char)
        for start, part in _parts(text, trained.max_length)
        for entity in trained(part).ents
        if entity.label_ in _ORGANISATIONS and not {"\n", "\t"} & set(entity.text)
    ]


def _parts(text: str, longest: int) -> list[tuple[int, str]]:
    if len(text) <= longest:
        return [(0, text)]
    parts: list[tuple[int, str]] = []
    start = 0
    for block in text.split("\n"):
        parts.append((start, block[:longest]))
        start += len(block) + 1
    return parts
