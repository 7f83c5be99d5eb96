"""Public registers that the user has downloaded: looked up by number, then by title; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantdocs.registers.index import Register, cache_folder
from grantdocs.registers.mapping import layouts
from grantdocs.registers.merging import Difference, differences, merge
from grantdocs.registers.records import profiles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grantdocs.profiles import Profile

__all__ = ["Difference", "Register", "cache_folder", "differences", "layouts", "look_up", "merge"]


def look_up(register: Register, numbers: Iterable[str] = (), titles: Iterable[str] = ()) -> tuple[Profile, ...]:
    """What the register says of the project: by the first number that it knows, else by the first title.

    More than one where a title is that of several projects.
    """
    for number in numbers:
        if found := profiles_of(register.by_number(number), register):
            return found
    for title in titles:
        if found := profiles_of(register.by_title(title), register):
            return found
    return ()
