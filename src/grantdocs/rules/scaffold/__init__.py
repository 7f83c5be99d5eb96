"""A new rule to fill in: the rule, its cases, and its pack where there is none. Its cases fail until that is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import regex

from grantdocs._resources import load_json
from grantdocs.errors import ScopeError
from grantdocs.rules.packs import case_file, folders_of

__all__ = ["write"]

_FOLDER: Final = Path(__file__).parent
_NAME_RE: Final = regex.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")


def write(name: str) -> tuple[Path, ...]:
    """Write the files of `PACK/RULE` and return them; PACK is the id of a pack, or a folder that need not be there yet.

    Raises ScopeError for a name that is none, and where the rule is there already.
    """
    pack, _, rule = name.rpartition("/")
    folder = _folder(pack)
    for part in (folder.name, rule):
        if not _NAME_RE.fullmatch(part):
            raise ScopeError(f"{part!r} is no name; names are small letters and digits with hyphens: our-office/emblem")
    file = folder / f"{rule}.json"
    if file.exists():
        raise ScopeError(f"there is a rule {file} already")
    written = [file, case_file(file)]
    contents = {file: _filled("rule", folder.name, rule), case_file(file): _filled("cases", folder.name, rule)}
    if not (folder / "pack.json").exists():
        written.insert(0, folder / "pack.json")
        contents[folder / "pack.json"] = _filled("pack", folder.name, rule)
    folder.mkdir(parents=True, exist_ok=True)
    for path in written:
        path.write_text(json.dumps(contents[path], ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return tuple(written)


def _folder(pack: str) -> Path:
    """Where an installed pack lies, else the folder of that path."""
    if not pack:
        raise ScopeError("name a pack and a rule: our-office/emblem")
    if "/" not in pack and "\\" not in pack and not Path(pack).exists():
        try:
            return folders_of(pack)[0]
        except ScopeError:
            return Path(pack).resolve()
    return Path(pack).resolve()


def _filled(template: str, pack: str, rule: str) -> Any:
    made = load_json(_FOLDER / f"{template}.json")
    if template == "cases":
        return {**made, "rule": f"{pack}/{rule}"}
    return {**made, "id": pack if template == "pack" else rule}
