"""An audit as one page that loads nothing, and as tables for spreadsheets; personal data are masked in both."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from grantdocs._resources import load_json
from grantdocs.audit.masking import mask as masked
from grantdocs.audit.store import connect
from grantdocs.audit.verification.output import manifest_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from grantdocs.audit.dashboard.content import Listed

__all__ = ["dashboard", "export", "languages"]

_HERE: Final = Path(__file__).parent
_DEFAULT: Final = "en"


def languages() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (_HERE / "locales").glob("*.json")))


def dashboard(root: str | os.PathLike[str], *, language: str = _DEFAULT, mask: bool = True) -> str:
    """The page of a finished audit. Its size is bounded, whatever the audit's.

    Raises StoreError where there is no finished audit, ScopeError without matplotlib (extra `audit`).
    """
    from grantdocs.audit.dashboard.content import content
    from grantdocs.reports._chrome import chrome

    folder = Path(root)
    manifest = manifest_of(folder)
    words = _words(language)
    with closing(connect(folder)) as connection:
        found = content(connection, manifest["counts"], _hiding(manifest, mask=mask))
    return (
        _environment()
        .get_template("dashboard.html.j2")
        .render(
            language=words["language"],
            a=words,
            words=chrome(words["language"]),
            manifest=manifest,
            manifest_digest="sha256:" + hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest(),
            found=found,
            pictures={name: _picture(name, shares, words) for name, shares in found.shares.items() if shares.items},
            is_masked=mask or manifest["settings"]["mask"],
            version=manifest["tool"]["version"],
            own_style=_file("dashboard.css"),
        )
    )


def export(root: str | os.PathLike[str], to: str | os.PathLike[str], *, mask: bool = True) -> list[Path]:
    """All tables as CSV, and what people look at first as one workbook (XLSX, where XlsxWriter is installed)."""
    from grantdocs.audit.dashboard.exports import write_tables, write_workbook

    folder, target = Path(root), Path(to)
    manifest = manifest_of(folder)
    target.mkdir(parents=True, exist_ok=True)
    hide = _hiding(manifest, mask=mask)
    with closing(connect(folder)) as connection:
        return [*write_tables(connection, manifest, target, hide), *write_workbook(connection, manifest, target, hide)]


def _hiding(manifest: Mapping[str, Any], *, mask: bool) -> Callable[[str], str]:
    """What an audit keeps is masked already, unless it was told not to."""
    return masked if mask and not manifest["settings"]["mask"] else str


def _picture(name: str, shares: Listed, words: Mapping[str, Any]) -> str:
    from grantdocs.audit.dashboard.pictures import bars

    longest = max(shares.items, key=lambda share: share.total)
    description = Template(words["picture"]).substitute(
        groups=len(shares.items), name=longest.name or words["none"], number=longest.total
    )
    return bars(
        shares.items, name=f"by-{name}", title=words["shares"][name], description=description, none=words["none"]
    )


@cache
def _words(language: str) -> dict[str, Any]:
    known = language if language in languages() else _DEFAULT
    words: dict[str, Any] = load_json(_HERE / "locales" / f"{known}.json")
    return words


@cache
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader

    from grantdocs.reports.html import environment

    pieces = environment()
    assert pieces.loader is not None
    return pieces.overlay(loader=ChoiceLoader([FileSystemLoader(_HERE / "templates"), pieces.loader]))


@cache
def _file(name: str) -> str:
    return (_HERE / "templates" / name).read_text(encoding="utf-8")
