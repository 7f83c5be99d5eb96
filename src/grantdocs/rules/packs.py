"""Packs of rules: our own under rules/packs, strangers' by the entry points `grantdocs.packs` or as a folder."""

from __future__ import annotations

import hashlib
import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from grantdocs._resources import rules_folder
from grantdocs.errors import RulePackError, ScopeError
from grantdocs.model.rules import Citation, Level, Pack, Rule

__all__ = [
    "GROUP", "case_file", "cases", "folders_of", "load", "locale_files", "pack", "pack_ids", "packs", "packs_of",
    "read_json", "rule_files",
]  # fmt: skip

GROUP: Final = "grantdocs.packs"
_CASES = ".cases.json"
_DEFAULT_LANGUAGE = "en"


def pack(name: str) -> Pack:
    """The pack of this id, or in this folder."""
    found = packs_of(name)
    if len(found) > 1:
        raise ScopeError(f"{name} holds several packs: {', '.join(each.id for each in found)}")
    return found[0]


def packs_of(name: str) -> tuple[Pack, ...]:
    """The pack of this id, or those in this folder; a stranger's are held against their schemas first."""
    return tuple(load(folder) if folder.parent == _own() else _checked(folder) for folder in folders_of(name))


def packs() -> tuple[Pack, ...]:
    """All packs that are installed, our own first."""
    return tuple(pack(name) for name in pack_ids())


def pack_ids() -> tuple[str, ...]:
    own = sorted(file.parent.name for file in _own().glob("*/pack.json"))
    return (*own, *sorted(set(_foreign()) - set(own)))


def folders_of(name: str) -> tuple[Path, ...]:
    """Where the files of packs lie; `name` is the id of an installed pack, or the path of a folder with packs."""
    own = _own() / name
    if name and (own / "pack.json").is_file() and own.parent == _own():
        return (own,)
    if name in (foreign := _foreign()):
        return (foreign[name],)
    if name and Path(name).is_dir():
        if found := _packs_in(Path(name).resolve()):
            return found
        raise ScopeError(f"the folder {name} holds no rule pack: no pack.json, and no packs/*/pack.json")
    known = pack_ids()
    near = get_close_matches(name, known, n=1)
    raise ScopeError(
        f"no rule pack {name!r} is installed; "
        + (f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}")
    )


@cache
def load(folder: Path) -> Pack:
    """Read a pack without looking whether its files fit their schemas."""
    about = read_json(folder / "pack.json")
    locales = {file.stem: read_json(file) for file in locale_files(folder)}
    written = {file.stem: read_json(file) for file in rule_files(folder)}
    canonical = json.dumps([about, written, locales], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Pack(
        id=about["id"],
        version=about["version"],
        title=about["title"],
        digest="sha256:" + hashlib.sha256(canonical.encode()).hexdigest(),
        rules=tuple(_rule(name, about["id"], data, locales) for name, data in written.items()),
        words={tag: locale.get("words", {}) for tag, locale in locales.items()},
    )


def cases(folder: Path, rule: Rule) -> tuple[dict[str, Any], ...]:
    """The cases beside a rule that prove it, none where there is no file."""
    file = case_file(folder / f"{rule.id}.json")
    return tuple(read_json(file)["cases"]) if file.is_file() else ()


def rule_files(folder: Path) -> tuple[Path, ...]:
    files = sorted(folder.glob("*.json"))
    return tuple(file for file in files if file.name != "pack.json" and not file.name.endswith(_CASES))


def locale_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted((folder / "locales").glob("*.json")))


def case_file(rule: Path) -> Path:
    """The file of the cases that prove the rule of a file."""
    return rule.with_name(rule.stem + _CASES)


def read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RulePackError(str(file), "", "there is no such file") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise RulePackError(str(file), "", f"not JSON in UTF-8: {error}") from None


def _own() -> Path:
    return rules_folder() / "packs"


def _checked(folder: Path) -> Pack:
    from grantdocs.rules.checking import check

    return check(folder)


@cache
def _foreign() -> dict[str, Path]:
    """Packs of other wheels by their ids. Raises RulePackError for an entry point that leads to none."""
    from importlib.metadata import entry_points

    found: dict[str, Path] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        label = f"entry point {entry.name} = {entry.value}"
        try:
            folder = _folder(entry.load())
        except Exception as error:
            raise RulePackError(label, "", f"cannot be loaded: {error}") from error
        folders = _packs_in(folder)
        if not folders:
            raise RulePackError(label, "", f"{folder} holds no pack: no pack.json, and no packs/*/pack.json")
        found |= {str(read_json(each / "pack.json").get("id", each.name)): each for each in folders}
    return found


def _folder(target: Any) -> Path:
    """An entry point names a path, a function that returns one, or a Python package."""
    if callable(target):
        target = target()
    return Path(target.__path__[0]) if hasattr(target, "__path__") else Path(target)


def _packs_in(folder: Path) -> tuple[Path, ...]:
    """The folder itself where it is a pack, else those in its folder packs, else those right in it."""
    if (folder / "pack.json").is_file():
        return (folder,)
    for pattern in ("packs/*/pack.json", "*/pack.json"):
        if found := sorted(folder.glob(pattern)):
            return tuple(file.parent for file in found)
    return ()


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
        each=data.get("each", False),
    )
