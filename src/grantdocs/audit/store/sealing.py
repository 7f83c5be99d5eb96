"""A seal on what no manifest can promise: the bytes of the manifest itself and of the database.

The tables are sealed by the manifest, parts of the journal by their names.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from grantdocs.audit.records import canonical, digest_of

if TYPE_CHECKING:
    from grantdocs.audit.store.folder import Folder

__all__ = ["SEALED", "digest_of_file", "is_sealed", "named_by_content", "seal", "sealed_digests"]

SEALED: Final = ("manifest.json", "audit.duckdb")
_SCHEMA: Final = "grantdocs-seal/1"
_LENGTH: Final = 32
"""Hexadecimal digits of a digest in a name."""


def seal(folder: Folder) -> None:
    """The last thing that is written: what is changed from now on is found out."""
    files = {name: digest_of_file(folder.root / name) for name in SEALED}
    with folder.writing(folder.seal) as unfinished:
        unfinished.write_text(_written(files), encoding="utf-8")


def is_sealed(folder: Folder) -> bool:
    """Whether all was written, and the manifest is as it was written."""
    digest = sealed_digests(folder.root).get(folder.manifest.name)
    return digest is not None and folder.database.is_file() and digest == digest_of_file(folder.manifest)


def sealed_digests(root: Path) -> dict[str, str]:
    """By the name of the file; nothing where there is no seal, or it is broken."""
    try:
        written = (root / "seal.json").read_text(encoding="utf-8")
        files: dict[str, str] = json.loads(written)["files"]
        return files if set(files) == set(SEALED) and _written(files) == written else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _written(files: dict[str, str]) -> str:
    """With a digest of its own, so that a changed seal is not taken for a changed file."""
    told = {"schema": _SCHEMA, "files": files, "digest": digest_of(canonical(files).encode())}
    return json.dumps(told, indent=2) + "\n"


def named_by_content(number: int, file: Path) -> str:
    """`00000001-4f53cd....parquet`: a part of the journal whose name tells what its bytes are."""
    return f"{number:08d}-{digest_of_file(file).removeprefix('sha256:')[:_LENGTH]}.parquet"


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
