"""`grantdocs config`: the settings in force, and where each comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from grantdocs.cli.settings import settings_in_force, settings_option
from grantdocs.cli.terminal import say

if TYPE_CHECKING:
    from grantdocs.settings import Settings

__all__ = ["command"]

_ABOUT: Final = {"file", "origins"}
"""Fields of settings that are no settings."""


@click.command("config")
@settings_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(*, settings_file: str | None, form: str) -> None:
    """Show each setting that `grantdocs check` goes by here, and whether the environment, a file or nothing says it.

    The file is grantdocs.toml, or pyproject.toml with [tool.grantdocs], in this folder or above, up to the root of the
    repository or your home; --settings or GRANTDOCS_SETTINGS names another one, or none. Over it go the variables
    GRANTDOCS_LANGUAGE, _FORMAT, _LEVEL, _FAIL_LEVEL, _STRICT, _PROFILE, _OCR and _BASELINE, and over them the options
    of a command.

    \b
    Examples:
      grantdocs config
      GRANTDOCS_LANGUAGE=lv grantdocs config --format json
    """
    chosen = settings_in_force(settings_file, {})
    names = [each.name for each in fields(chosen) if each.name not in _ABOUT]
    shown = {name: {"value": _shown(getattr(chosen, name)), **_origin(chosen, name)} for name in names}
    if form == "json":
        file = None if chosen.file is None else str(chosen.file)
        click.echo(json.dumps({"file": file, "settings": shown}, indent=2))
        return
    say(str(chosen.file) if chosen.file else "no grantdocs.toml and no [tool.grantdocs] here or above")
    for name, each in shown.items():
        where = Path(each["where"]).name if each["from"] == "file" else each["where"]
        values = each["value"] if name == "ignore" and each["value"] else [each["value"]]
        told = f"{each['from']} {where}".rstrip()
        for value in values:
            say(f"  {name:<12}{json.dumps(value, ensure_ascii=False)}   ({told})")


def _origin(settings: Settings, name: str) -> dict[str, str]:
    origin = settings.origin(name)
    return {"from": origin.kind, "where": origin.where}


def _shown(value: Any) -> Any:
    """As it would be written in JSON."""
    from grantdocs.model.rules import Level
    from grantdocs.settings import Ignore

    match value:
        case Level():
            return value.word
        case Ignore():
            return _shown(asdict(value))
        case Mapping():
            return {name: _shown(each) for name, each in value.items()}
        case list() | tuple():
            return [_shown(each) for each in value]
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)
