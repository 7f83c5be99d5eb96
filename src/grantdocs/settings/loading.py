"""Settings from options, the environment and the file of a project, held against their schema."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from grantdocs._data_files import parsed, plain
from grantdocs._schemas import faults_of, hold
from grantdocs.errors import DataError, ScopeError
from grantdocs.model.rules import Level
from grantdocs.settings.settings import Ignore, Origin, Settings

__all__ = ["ENVIRONMENT", "find", "in_force", "load"]

ENVIRONMENT: Final = {
    name: f"GRANTDOCS_{name.upper()}"
    for name in ("language", "format", "level", "fail_level", "strict", "profile", "ocr", "baseline")
}
"""Setting -> the variable that decides it. Lists and tables stand in files only."""
_FILES: Final[Mapping[str, tuple[str, ...]]] = {"grantdocs.toml": (), "pyproject.toml": ("tool", "grantdocs")}
"""Names of files of settings, the one that wins first, and where in them ours stand."""
_NAME: Final = b"grantdocs"
_ROOT_OF_PROJECT: Final = ".git"
_TRUTH: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
_RAW = dict[str, Any]


def find(folder: Path) -> Path | None:
    """The file of settings in the folder or above, up to the root of the repository or the home of the user."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100  `resolve` would leave the project by a symbolic link
    for place in (folder, *folder.parents):
        for name in _FILES:
            path = place / name
            if path.is_file() and _is_ours(path):
                return path
        if (place / _ROOT_OF_PROJECT).exists() or place == _home():
            return None
    return None


def load(source: str | os.PathLike[str] | Mapping[str, Any]) -> Settings:
    """Settings from a file, or from a mapping of the same shape (`schemas/settings.schema.json`).

    Raises DataError with the file, the place in it, and what is allowed or may have been meant.
    """
    if isinstance(source, Mapping):
        raw = plain(source)
        hold(raw, "settings", "settings")
        return _settings(raw, None, {})
    return in_force({}, file=Path(source))


def in_force(
    options: Mapping[str, tuple[str, Any]], *, environ: Mapping[str, str] | None = None, file: Path | None = None
) -> Settings:
    """What holds where several decide: an option wins over the environment, it over the file, the file over a default.

    `options`: setting -> the option's name and its value, None where it is not given. What is assumed is put together.
    Raises DataError for the file, ScopeError for the environment.
    """
    raw: _RAW = {}
    origins: dict[str, Origin] = {}
    if file is not None:
        raw = _of_file(file)
        origins = dict.fromkeys(raw, Origin("file", str(file)))
    for name, value in _of_environment(environ or {}).items():
        raw[name], origins[name] = value, Origin("environment", ENVIRONMENT[name])
    for name, (option, value) in options.items():
        if value is not None:
            raw[name] = {**raw.get(name, {}), **value} if isinstance(value, Mapping) else value
            origins[name] = Origin("option", option)
    return _settings(raw, file, origins)


def _is_ours(path: Path) -> bool:
    """A damaged file that does not even name us is another tool's business."""
    try:
        return _table(path) is not None
    except DataError:
        if not _FILES[path.name] or _NAME in path.read_bytes():
            raise
        return False


def _table(path: Path) -> Any:
    """What a file says to us; None where it is the file of another tool."""
    data = parsed(path, "settings")
    for key in _FILES.get(path.name, ()):
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _of_file(path: Path) -> _RAW:
    """Held against the schema, with its paths made whole."""
    table = _table(path)
    keys = ".".join(_FILES.get(path.name, ()))
    called = f"{path} [{keys}]" if keys else str(path)
    if table is None:
        raise DataError(called, "", "there are no settings in it")
    hold(table, "settings", called)
    raw: _RAW = dict(table)
    for name in ("profile", "baseline"):
        if isinstance(raw.get(name), str):
            raw[name] = str(path.parent / raw[name])
    if "packs" in raw:
        raw["packs"] = [str(path.parent / pack) if _is_path(pack) else pack for pack in raw["packs"]]
    return raw


def _is_path(pack: str) -> bool:
    return pack.startswith(".") or "/" in pack or os.sep in pack


def _of_environment(environ: Mapping[str, str]) -> _RAW:
    raw: _RAW = {}
    for name, variable in ENVIRONMENT.items():
        if not (value := environ.get(variable, "").strip()):
            continue
        raw[name] = _TRUTH.get(value.lower(), value) if name == "strict" else value
        for _, message in faults_of({name: raw[name]}, "settings"):
            raise ScopeError(f"{variable}: {message}")
    return raw


def _settings(raw: _RAW, file: Path | None, origins: Mapping[str, Origin]) -> Settings:
    profile, baseline = raw.get("profile"), raw.get("baseline")
    return Settings(
        language=raw.get("language", "en"),
        format=raw.get("format"),
        level=Level[raw.get("level", "note").upper()],
        fail_level=Level[raw.get("fail_level", "error").upper()],
        strict=raw.get("strict", False),
        packs=tuple(raw.get("packs", ())),
        assume=raw.get("assume", {}),
        profile=Path(profile) if isinstance(profile, str | Path) else profile,
        ocr=_ocr(raw.get("ocr", "off")),
        baseline=Path(baseline) if baseline else None,
        limits={
            name: float(limit) if isinstance(limit, Decimal) else limit for name, limit in raw.get("limits", {}).items()
        },
        ignore=tuple(_ignore(entry) for entry in raw.get("ignore", ())),
        file=Path(os.path.abspath(file)) if file else None,  # noqa: PTH100  as above
        origins=origins,
    )


def _ocr(value: str | list[str]) -> bool | tuple[str, ...]:
    if value in ("auto", "off"):
        return value == "auto"
    return tuple(value.replace(",", " ").split() if isinstance(value, str) else value)


def _ignore(entry: _RAW) -> Ignore:
    documents = entry.get("documents", ())
    return Ignore(
        rule=entry["rule"],
        reason=entry["reason"].strip(),
        until=dt.date.fromisoformat(entry["until"]),
        documents=(documents,) if isinstance(documents, str) else tuple(documents),
    )


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
