"""Towns of Europe whose names are found in one country only, by which a name such as `Universität Trier` tells its own:
`towns.json` says where they are from. They are the last thing to ask, for their names are not inflected."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from grantdocs._resources import load_json

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["town_country"]

_FILE = Path(__file__).with_suffix(".json")
_MOST_WORDS = 4


def town_country(name: str, leading: Container[str]) -> str | None:
    """ISO 3166-1 alpha-2 of the first town in a folded name, the longest where several begin at one word.

    A town opens the name or stands behind one of the `leading` words: `Lycée Louis Pasteur` is called after a man.
    """
    towns, words = _towns(), [word.strip(",.()\"'") for word in name.replace("'", "' ").split()]
    for first in range(len(words)):
        if first and words[first - 1] not in leading:
            continue
        for last in range(min(len(words), first + _MOST_WORDS), first, -1):
            if country := towns.get(" ".join(words[first:last])):
                return country
    return None


@cache
def _towns() -> dict[str, str]:
    return {town: country for country, towns in load_json(_FILE)["towns"].items() for town in towns}
