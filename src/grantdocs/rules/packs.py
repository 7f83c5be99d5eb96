"""Packs of rules: our own under rules/packs, strangers' by the entry points `grantdocs.packs` or as a folder."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grantdocs._resources import rules_folder, schema
from grantdocs.errors import RulePackError, ScopeError
from grantdocs.model.rules import Citation, Level, Pack, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GROUP", "cases", "check", "folder_of", "load", "pack", "pack_ids", "packs"]

GROUP: Final = "grantdocs.packs"
_CASES = ".cases.json"
_DEFAULT_LANGUAGE = "en"


def pack(name: str) -> Pack:
    """The pack of this id, or in this folder."""
    folder = folder_of(name)
    return load(folder) if folder.parent == _own() else check(folder)


def packs() -> tuple[Pack, ...]:
    """All packs that are installed, our own first."""
    return tuple(pack(name) for name in pack_ids())


def pack_ids() -> tuple[str, ...]:
    own = sorted(file.parent.name for file in _own().glob("*/pack.json"))
    return (*own, *sorted(set(_foreign()) - set(own)))


def folder_of(name: str) -> Path:
    """Where the files of a pack lie; `name` is the id of an installed pack or the path of a folder."""
    own = _own() / name
    if name and (own / "pack.json").is_file() and own.parent == _own():
        return own
    if ("/" in name or "\\" in name or name == ".") and (Path(name) / "pack.json").is_file():
        return Path(name).resolve()
    if name in (foreign := _foreign()):
        return foreign[name]
    raise ScopeError(f"no rule pack {name!r} is installed; there are {', '.join(pack_ids())}")


@cache
def load(folder: Path) -> Pack:
    """Read a pack without looking whether its files fit their schemas."""
    about = _read(folder / "pack.json")
    locales = {file.stem: _read(file) for file in sorted((folder / "locales").glob("*.json"))}
    written = {file.stem: _read(file) for file in _rule_files(folder)}
    canonical = json.dumps([about, written, locales], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Pack(
        id=about["id"],
        version=about["version"],
        title=about["title"],
        digest="sha256:" + hashlib.sha256(canonical.encode()).hexdigest(),
        rules=tuple(_rule(name, about["id"], data, locales) for name, data in written.items()),
        words={tag: locale.get("words", {}) for tag, locale in locales.items()},
    )


def check(folder: Path) -> Pack:
    """Read a pack and hold every file of it against its schema; `RulePackError` names the file and the place in it."""
    _hold(folder / "pack.json", "pack")
    for file in sorted((folder / "locales").glob("*.json")):
        _hold(file, "pack", "/$defs/locale")
    for file in _rule_files(folder):
        _hold(file, "rule")
        if (id_ := _read(file)["id"]) != file.stem:
            raise RulePackError(str(file), "/id", f"the id {id_!r} differs from the file's name")
        if (proof := file.with_name(file.stem + _CASES)).is_file():
            _hold(proof, "cases")
    return load(folder)


def cases(folder: Path, rule: Rule) -> tuple[dict[str, Any], ...]:
    """The cases beside a rule that prove it, none where there is no file."""
    file = folder / f"{rule.id}{_CASES}"
    return tuple(_read(file)["cases"]) if file.is_file() else ()


def _own() -> Path:
    return rules_folder() / "packs"


@cache
def _foreign() -> dict[str, Path]:
    from importlib.metadata import entry_points

    return {entry.name: _folder(entry.load()) for entry in entry_points(group=GROUP)}


def _folder(target: Any) -> Path:
    """An entry point names a path, a function that returns one, or a Python package that holds pack.json."""
    if callable(target):
        target = target()
    return Path(target.__path__[0]) if hasattr(target, "__path__") else Path(target)


def _rule_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.glob("*.json")):
        if file.name != "pack.json" and not file.name.endswith(_CASES):
            yield file


def _rule(name: str, pack_id: str, data: dict[str, Any], locales: dict[str, Any]) -> Rule:
    translated = {tag: locale["rules"][name] for tag, locale in locales.items() if name in locale.get("rules", {})}
    return Rule(
        id=data["id"],
        pack=pack_id,
        title=data["title"],
        level=Level[data["level"].upper()],
        kind=data["kind"],
        citations=tuple(Citation(**citation) for citation in data["citations"]),
        applies=data["applies"],
        needs=tuple(data["needs"]),
        expect=data["expect"],
        messages={_DEFAULT_LANGUAGE: data["messages"]} | {tag: texts["messages"] for tag, texts in translated.items()},
        titles={tag: texts["title"] for tag, texts in translated.items()},
        arguments=data.get("arguments", {}),
        remedy=data.get("remedy"),
        status=data.get("status", "stable"),
        binds=tuple(data.get("binds", ())),
        exemptions=tuple(data.get("exemptions", ())),
        undecided=data.get("undecided", ""),
    )


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RulePackError(str(file), "", "there is no such file") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RulePackError(str(file), "", f"not JSON in UTF-8: {error}") from None


def _hold(file: Path, name: str, definition: str = "") -> None:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from referencing import Registry, Resource

    wanted = schema(name)
    used = {each["$id"]: Resource.from_contents(each) for each in (wanted, schema("facts"))}
    registry: Registry[Any] = Registry().with_resources(used.items())
    validator = Draft202012Validator({"$ref": f"{wanted['$id']}#{definition}"}, registry=registry)
    if error := best_match(validator.iter_errors(_read(file))):
        raise RulePackError(str(file), "".join(f"/{token}" for token in error.absolute_path), error.message)
