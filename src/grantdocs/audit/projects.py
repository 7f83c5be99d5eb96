"""Which publications are about one project: by award number, else by title, else by acronym within a programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from grantdocs.profiles.documents import MISWRITTEN, SHORTEST_ACRONYM, SHORTEST_TITLE
from grantdocs.profiles.likeness import distance, number_key, words_of

__all__ = ["Name", "name_of", "projects_by_name"]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """What a publication calls a project, evened out; empty what it does not say, or what says too little."""

    number: str
    title: str
    acronym: str
    """With its programme, for two programmes may use the same one."""


def name_of(number: str | None, title: str | None, acronym: str | None, programme: str | None) -> Name:
    words = words_of(title or "")
    letters = "".join(words_of(acronym or ""))
    return Name(
        number=number_key(number or ""),
        title=" ".join(words) if len(words) >= SHORTEST_TITLE else "",
        acronym=f"{programme or ''}/{letters}" if len(letters) >= SHORTEST_ACRONYM else "",
    )


def projects_by_name(told: Mapping[Name, int]) -> dict[Name, str]:
    """The id of the project that each name stands for; `told` says how often each was used.

    A name without number joins the only project that has its title, else the only one that has its acronym.
    """
    numbers = _numbers(told)
    found: dict[Name, str] = {name: numbers[name.number] for name in told if name.number}
    by_title = _owners((name.title, project) for name, project in found.items())
    for name in told:
        if not name.number and name.title:
            found[name] = _only(by_title[name.title]) or f"title:{name.title}"
    by_acronym = _owners((name.acronym, project) for name, project in found.items())
    for name in told:
        if name not in found and name.acronym:
            found[name] = _only(by_acronym[name.acronym]) or f"acronym:{name.acronym}"
        elif name.acronym and not name.number and found[name].startswith(_OF_TITLE):
            numbered = {project for project in by_acronym[name.acronym] if not project.startswith(_OF_TITLE)}
            found[name] = _only(numbered) or found[name]
    return found


_OF_TITLE: Final = "title:"


def _numbers(told: Mapping[Name, int]) -> dict[str, str]:
    """Each number as the one that is meant: two that differ in a slip and have one title are one, the more usual."""
    used: Counter[str] = Counter()
    of_title: dict[str, set[str]] = defaultdict(set)
    for name, times in told.items():
        if name.number:
            used[name.number] += times
            if name.title:
                of_title[name.title].add(name.number)
    meant = {number: number for number in used}
    for title in sorted(of_title):
        usual: list[str] = []
        for number in sorted(of_title[title], key=lambda each: (-used[each], each)):
            slip = next((other for other in usual if distance(number, other) <= MISWRITTEN), None)
            if slip is None:
                usual.append(number)
            elif meant[number] == number:
                meant[number] = meant[slip]
    return {number: _end(number, meant) for number in meant}


def _end(number: str, meant: Mapping[str, str]) -> str:
    """What is meant is always the more usual number, so that this ends."""
    while meant[number] != number:
        number = meant[number]
    return number


def _owners(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for name, project in pairs:
        if name:
            owners[name].add(project)
    return owners


def _only(projects: set[str]) -> str | None:
    return next(iter(projects)) if len(projects) == 1 else None
