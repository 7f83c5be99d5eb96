"""What judges an audit: version, packs, other data. Its digest says when a document is to be judged anew."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import grantdocs
from grantdocs._resources import rules_folder
from grantdocs.audit.records import canonical, digest_of
from grantdocs.model.rules import PackStamp

__all__ = ["Knowledge", "knowledge"]

_DECIDING: Final = ("cv2", "resvg_py")
"""Optional libraries without which less is seen."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    version: str
    packs: tuple[PackStamp, ...]
    """All that may judge, sorted by id."""
    data: str
    """Digest of the files of rules and languages that belong to no pack."""
    optional: tuple[str, ...]
    """Optional libraries that are installed and change what is seen."""

    @property
    def digest(self) -> str:
        return digest_of(canonical(self.as_json()).encode())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@cache
def knowledge(packs: tuple[str, ...] | None = None) -> Knowledge:
    """What judges with these packs, or with those of the grants. Raises ScopeError for a pack that does not exist."""
    from grantdocs.rules.packs import packs as installed
    from grantdocs.rules.packs import packs_of

    chosen = installed() if packs is None else tuple(pack for name in packs for pack in packs_of(name))
    stamps = {pack.id: pack.stamp for pack in chosen}
    optional = tuple(name for name in _DECIDING if find_spec(name))
    return Knowledge(_version(), tuple(stamps[name] for name in sorted(stamps)), _data_digest(), optional)


def _version() -> str:
    try:
        return version("grantdocs")
    except PackageNotFoundError:
        return "0"


def _data_digest() -> str:
    found = hashlib.sha256()
    rules, package = rules_folder(), Path(grantdocs.__path__[0])
    for folder in (rules / "programmes", rules / "statements", package / "languages", package / "rules"):
        for file in sorted(folder.rglob("*.json")):
            found.update(f"{folder.name}/{file.relative_to(folder).as_posix()}\0".encode())
            found.update(hashlib.sha256(file.read_bytes()).digest())
    return "sha256:" + found.hexdigest()
