"""How the columns of public registers are called (`rules/registers/<id>.json`), and which register a table is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from grantdocs._resources import load_json, rules_folder
from grantdocs._schemas import hold, unknown
from grantdocs.errors import DataError, ScopeError
from grantdocs.text.folding import fold_key

__all__ = ["Layout", "Mapped", "layouts", "recognise"]

_MOST_NUMBERED: Final = 200
_LONGEST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one register, as its file of `rules/registers` says."""

    id: str
    title: str
    data: Mapping[str, Any] = field(repr=False)

    @property
    def columns(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Place in a record (`title/lv`, `partner/name`) -> names of its column."""
        for key, names in self.data["columns"].items():
            if isinstance(names, dict):
                yield from ((f"{key}/{tag}", each) for tag, each in names.items())
            else:
                yield key, names
        for key, names in self.data.get("partner", {}).items():
            yield f"partner/{key}", names


@dataclass(frozen=True, slots=True)
class Mapped:
    """A layout with the columns that a table has of it."""

    layout: Layout
    columns: Mapping[str, str]
    """Place in a record -> the column's name in this table."""


def layouts() -> Mapping[str, Layout]:
    """The registers that we know, by id."""
    return _layouts()


def recognise(header: Sequence[str], chosen: str | None, path: Path) -> Mapped:
    """The register that a table with this header is; `chosen` is the id of one, or the path of a mapping file.

    Raises DataError where it is none, or lacks the column of the award number.
    """
    candidates = [_chosen(chosen)] if chosen else list(_layouts().values())
    keys = {fold_key(column): column for column in reversed(header)}
    fitting = [Mapped(layout, _fitted(layout, keys)) for layout in candidates]
    best = max(fitting, key=lambda mapped: ("award_number" in mapped.columns, len(mapped.columns)))
    if "award_number" not in best.columns or len(best.columns) < (1 if chosen else 3):
        named = ", ".join(_shown(name) for name in header[:12])
        raise DataError(str(path), "", f"is no register that is known: its columns are {named}; name a mapping file")
    return best


def _shown(name: str) -> str:
    """Short, and on one line, whatever the file is."""
    plain = "".join(char if char.isprintable() else " " for char in name[:_LONGEST_SHOWN])
    return plain + ("…" if len(name) > _LONGEST_SHOWN else "")


def _chosen(name: str) -> Layout:
    known = _layouts()
    if name in known:
        return known[name]
    path = Path(name)
    if not path.is_file():
        raise ScopeError(unknown("register", name, known))
    try:
        data = load_json(path)
    except (ValueError, OSError) as error:
        raise DataError(name, "", f"is no mapping in JSON: {error}") from error
    hold(data, "register", name)
    return Layout(data["id"], data["title"], data)


def _fitted(layout: Layout, keys: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, names in layout.columns:
        for name in names:
            if column := _column(fold_key(name), keys):
                found[place] = column
                break
    for place, pattern in layout.data.get("numbered", {}).items():
        for number in range(1, _MOST_NUMBERED):
            column = keys.get(fold_key(pattern.replace("#", str(number))))
            if column is None:
                break
            found[f"numbered/{number}/{place}"] = column
    return found


def _column(name: str, keys: Mapping[str, str]) -> str | None:
    if name.endswith("*"):
        return next((column for key, column in keys.items() if key.startswith(name[:-1])), None)
    return keys.get(name)


@cache
def _layouts() -> Mapping[str, Layout]:
    files = sorted((rules_folder() / "registers").glob("*.json"))
    read = (load_json(file) for file in files)
    return {data["id"]: Layout(data["id"], data["title"], data) for data in read}
