"""The one place that knows where rules/ and schemas/ lie: inside the wheel, or beside src/ in a checkout."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["load_json", "rules_folder", "schema", "schemas_folder"]

_PACKAGE = Path(__file__).resolve().parent


def rules_folder() -> Path:
    return _data_folder("rules")


def schemas_folder() -> Path:
    return _data_folder("schemas")


@cache
def schema(name: str) -> Any:
    """The published schema `schemas/<name>.schema.json`, parsed."""
    return load_json(schemas_folder() / f"{name}.schema.json")


def load_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def _data_folder(name: str) -> Path:
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"grantdocs is installed without its {name} folder; install it again")
