"""Whether the files of an audit are those that it wrote: every byte, and nothing beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from grantdocs.audit.manifest import SCHEMA
from grantdocs.audit.store import database
from grantdocs.audit.store.sealing import SEALED, digest_of_file, named_by_content, sealed_digests
from grantdocs.audit.verification.differences import Difference
from grantdocs.errors import StoreError

__all__ = ["compare_files", "files_of", "manifest_of"]

_CHANGED: Final = "has other bytes than the audit wrote"
_MISSING: Final = "is missing"


def manifest_of(root: Path) -> dict[str, Any]:
    """The manifest of a finished audit. Raises StoreError where there is none that can be read."""
    try:
        told = json.loads((root / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(str(root), "holds no finished audit: there is no manifest.json", "finish the audit") from None
    except (OSError, ValueError) as error:
        raise StoreError(str(root / "manifest.json"), f"cannot be read ({error})", "run the audit again") from error
    if not isinstance(told, dict) or told.get("schema") != SCHEMA or not isinstance(told.get("tables"), dict):
        raise StoreError(str(root / "manifest.json"), f"is no manifest of form {SCHEMA}", "run the audit again")
    return told


def files_of(manifest: Mapping[str, Any]) -> int:
    return len(SEALED) + sum(len(table["parts"]) for table in manifest["tables"].values())


def compare_files(root: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """One difference for each file that is not as it was written."""
    yield from _sealed(root, manifest)
    listed = {part["path"]: part for table in manifest["tables"].values() for part in table["parts"]}
    for path, part in listed.items():
        file = root / path
        if not file.is_file():
            yield Difference("output", path, _MISSING)
        elif file.stat().st_size != part["size"] or digest_of_file(file) != part["digest"]:
            yield Difference("output", path, _CHANGED)
    for file in sorted((root / "parts").rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_file() and path not in listed:
            yield Difference("output", path, "was not written by the audit")
    for file in sorted((root / "journal").glob("*")):
        number = file.name.partition("-")[0]
        if not number.isdecimal() or named_by_content(int(number), file) != file.name:
            yield Difference("output", file.relative_to(root).as_posix(), _CHANGED)


def _sealed(root: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    seal = sealed_digests(root)
    if not seal:
        yield Difference("output", "seal.json", "is missing or broken, so that a changed manifest cannot be told")
    for name in SEALED:
        file = root / name
        if not file.is_file():
            yield Difference("output", name, _MISSING)
        elif seal and digest_of_file(file) != seal[name]:
            yield Difference("output", name, _CHANGED)
    if (root / "audit.duckdb").is_file():
        yield from _rows(root, manifest)


def _rows(root: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    """Tables of the database that do not hold the rows of the Parquet files."""
    try:
        with closing(database.connect()) as connection:
            connection.execute(f"ATTACH {database.quoted(root / 'audit.duckdb')} AS kept (READ_ONLY)")
            connection.execute(f"SET file_search_path = {database.quoted(root.resolve())}")
            for name in manifest["tables"]:
                parts = database.quoted(root.resolve() / "parts" / name / "*.parquet")
                kept, written = (
                    connection.execute(f"SELECT count(*), sum(hash(row)::HUGEINT) FROM {source} AS row").fetchall()  # noqa: S608
                    for source in (f"kept.{name}", f"read_parquet({parts})")
                )
                if kept != written:
                    yield Difference("output", f"audit.duckdb: {name}", "has other rows than the Parquet files")
    except Exception as error:  # noqa: BLE001  whatever DuckDB says of a broken file, it is broken
        yield Difference("output", "audit.duckdb", f"cannot be read ({str(error).partition(chr(10))[0]})")
