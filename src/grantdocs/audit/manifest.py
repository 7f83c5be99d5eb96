"""What an audit was made of and what came out, in one file that a program can check: `schemas/audit.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.knowledge import knowledge
from grantdocs.audit.records import Settings, as_plain
from grantdocs.audit.store import connect, form, is_sealed

if TYPE_CHECKING:
    from grantdocs.audit.store import Folder, Listing

__all__ = ["SCHEMA", "finished", "write"]

SCHEMA: Final = "grantdocs-audit/1"


def finished(folder: Folder, settings: Settings, listing: str) -> dict[str, Any] | None:
    """The manifest of the result that is there, where it is of the same documents, judged by the same rules."""
    try:
        told: dict[str, Any] = json.loads(folder.manifest.read_text(encoding="utf-8"))
        sizes = {part["path"]: part["size"] for table in told["tables"].values() for part in table["parts"]}
        is_whole = all((folder.root / path).stat().st_size == size for path, size in sizes.items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    same = {**_made_with(settings), "listing": listing}
    return (
        told
        if is_whole and is_sealed(folder) and all(told.get(name) == value for name, value in same.items())
        else None
    )


def write(
    folder: Folder,
    settings: Settings,
    listing: Listing,
    sources: Sequence[Mapping[str, Any]],
    tables: Mapping[str, Any],
) -> dict[str, Any]:
    """Write the manifest, the last file of an audit; it names no times and no machine, so that it can be compared."""
    with closing(connect(folder.root)) as connection:
        statuses, verdicts = (_counted(connection, column) for column in ("status", "verdict"))
    told = {
        **_made_with(settings),
        "listing": listing.digest,
        "sources": [dict(source) for source in sources],
        "counts": {"documents": listing.count, "statuses": statuses, "verdicts": verdicts},
        "tables": dict(tables),
    }
    with folder.writing(folder.manifest) as unfinished:
        unfinished.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return told


def _made_with(settings: Settings) -> dict[str, Any]:
    import duckdb

    known = knowledge(settings.packs)
    about = known.as_json()
    return {
        "schema": SCHEMA,
        "tool": {"name": "grantdocs", "version": known.version},
        "writer": {"name": "duckdb", "version": duckdb.__version__},
        "form": form(),
        "key": settings.key(""),
        "settings": as_plain(settings),
        "packs": list(about["packs"]),
        "knowledge": {"data": about["data"], "optional": list(about["optional"])},
    }


def _counted(connection: Any, column: str) -> dict[str, int]:
    query = f"SELECT {column}, count(*) FROM documents WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY {column}"  # noqa: S608
    return dict(connection.execute(query).fetchall())
