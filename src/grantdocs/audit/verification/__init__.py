"""Whether an audit can be relied on: files as they were written, sources as they were read, documents judged again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from grantdocs.audit.engines import engine as engine_of
from grantdocs.audit.knowledge import knowledge
from grantdocs.audit.records import Item, Record, Settings, from_plain
from grantdocs.audit.verification.differences import Difference, Verification, clipped
from grantdocs.audit.verification.output import compare_files, files_of, manifest_of
from grantdocs.errors import GrantdocsError

__all__ = ["Difference", "Verification", "verify"]


def verify(
    root: str | os.PathLike[str],
    *,
    sample: int | None = 100,
    seed: int = 0,
    engine: str = "local",
    jobs: int = 1,
) -> Verification:
    """Compare the audit in a folder with its digests and with its sources, and judge some documents once more.

    `sample` is how many, chosen by `seed`; None: all, 0: none. Every byte of the folder and of the sources is read,
    whatever the sample. Raises StoreError where there is no finished audit.
    """
    folder = Path(root)
    manifest = manifest_of(folder)
    found = clipped(compare_files(folder, manifest))
    told = Verification(files_of(manifest), 0, 0, seed)
    try:
        settings = from_plain(manifest["settings"])
        changed = clipped(_rules(manifest, settings))
        told, more = _compared(folder, manifest, settings, told, 0 if changed else sample, engine, jobs)
        found += [*changed, *more]
    except GrantdocsError:
        raise
    except Exception as error:
        # Where the files are broken, whatever comes of them is no mistake of ours.
        if not found:
            raise
        reason = str(error).partition("\n")[0]
        found.append(Difference("output", "parts", f"cannot be compared with the sources ({reason})"))
    return replace(told, differences=tuple(found))


def _compared(  # noqa: PLR0917
    folder: Path,
    manifest: Mapping[str, Any],
    settings: Settings,
    told: Verification,
    sample: int | None,
    engine: str,
    jobs: int,
) -> tuple[Verification, list[Difference]]:
    from grantdocs.audit.verification.replay import Replay

    chosen = engine_of(engine)

    def judge(items: Iterator[Item]) -> Iterator[Record]:
        return chosen.map(items, settings, jobs=jobs)

    with Replay(folder, manifest, settings) as replay:
        found = clipped(replay.compare_sources())
        if sample != 0:
            found += clipped(replay.compare_records(judge, sample=sample, seed=told.seed))
        return replace(told, documents=replay.documents, replayed=replay.replayed), found


def _rules(manifest: Mapping[str, Any], settings: Settings) -> Iterator[Difference]:
    """What judges otherwise than it did then."""
    try:
        known = knowledge(settings.packs)
    except GrantdocsError as error:
        yield Difference("rules", "packs", f"{error}, so that no document was judged again")
        return
    if settings.key("") == manifest["key"]:
        return
    before = {pack["id"]: pack["digest"] for pack in manifest["packs"]}
    now = {pack.id: pack.digest for pack in known.packs}
    other = sorted(name for name in before | now if before.get(name) != now.get(name))
    versions = {manifest["tool"]["version"], known.version}
    told = [f"packs {', '.join(other)}"] if other else []
    told += ["version " + " and ".join(sorted(versions))] if len(versions) > 1 else []
    what = "; ".join(told) or "languages, programmes, statements or optional libraries"
    yield Difference("rules", "manifest.json", f"the rules are other ones now ({what}): no document was judged again")
