"""`grantdocs audit`: judge archives of publications, of any size, with nothing lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from grantdocs.cli.inputs import assumptions
from grantdocs.cli.languages import language_option
from grantdocs.cli.settings import blamed, settings_in_force, settings_option

if TYPE_CHECKING:
    from grantdocs.audit.run import Audit

__all__ = ["command"]

_LEVELS: Final = ("error", "warning", "note")
_SIZE: Final = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[kMGT]?)i?B?", re.IGNORECASE)
_UNITS: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


class _Size(click.ParamType[int]):
    name = "SIZE"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = _SIZE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no size, such as 2GB or 500MB", param, ctx)
        return int(float(found["number"]) * _UNITS[found["unit"].lower()])


@click.command("audit")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Documents at a time; all cores without.")
@click.option("--engine", default="local", show_default=True, help="Who judges: local, dask, dask://HOST:PORT.")
@click.option("--resume/--no-resume", default=True, help="Judge only what is new or changed; this is the default.")
@click.option("--retry", is_flag=True, help="Judge again what crashed or ran out of time or memory.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=120, show_default=True, help="CPU seconds each.")
@click.option("--memory", type=_Size(), default="2GB", show_default=True, help="Memory a document may take.")
@click.option("--pack", "packs", multiple=True, metavar="ID|DIR", help="Judge by this rule pack only.")
@click.option("--assume", multiple=True, metavar="KEY=VALUE", help="Assert a fact of every document.")
@language_option()
@settings_option
@click.option("--mask/--no-mask", default=True, help="Keep no e-mail, telephone, personal code (default).")
@click.option("--progress", type=click.Choice(["plain", "json", "none"]), default="plain", show_default=True)
@click.option("--fail-level", type=click.Choice(_LEVELS), help="Exit 1 where a rule of this level or above fails.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    sources: tuple[str, ...],
    out: Path,
    jobs: int | None,
    engine: str,
    resume: bool,
    retry: bool,
    timeout: float,
    memory: int,
    packs: tuple[str, ...],
    assume: tuple[str, ...],
    language: str | None,
    settings_file: str | None,
    mask: bool,
    progress: str,
    fail_level: str | None,
) -> None:
    """Judge every publication of SOURCE and keep what was found in a folder of tables.

    SOURCE is a folder, a file, a glob, an archive (ZIP, TAR, WARC, WACZ), a list of them (@list.txt) or a URI of
    fsspec. Whatever happens on the way, the same command goes on where it was; later it judges what is new or changed,
    and the tables tell what the sources hold now. They are Parquet (parts/documents, parts/findings, parts/projects and
    so on), with audit.duckdb as one way in.

    A document's seconds are those of a processor: on a machine under load it takes longer, and comes out the same. One
    that neither uses the processor nor waits for it is stopped after four times as long on the clock.

    Packs, assumptions, language and limits that are not said here are those of GRANTDOCS_* variables and of the
    project's settings, as `grantdocs config` shows them.

    \b
    Examples:
      grantdocs audit website/ --out audit/
      grantdocs audit site-2023.warc.gz site-2024.wacz --out audit/ --jobs 8
      grantdocs audit @files.txt --out audit/ --engine dask://scheduler:8786 --progress json
      duckdb audit/audit.duckdb "SELECT rule, count(*) FROM findings WHERE verdict = 'fail' GROUP BY ALL"

    \b
    Exit codes:
      0  the audit is finished, whatever it found; what could not be read stands in the tables with the reason
      1  findings, with --fail-level
      2  wrong use, or the folder cannot be written
    """
    from grantdocs.audit.progress import Progress
    from grantdocs.audit.records import Settings
    from grantdocs.audit.run import audit
    from grantdocs.extractors.assumptions import Assumptions
    from grantdocs.rules.packs import packs_of

    chosen = settings_in_force(
        settings_file,
        {
            "language": ("--language", language),
            "packs": ("--pack", packs),
            "assume": ("--assume", assumptions(assume)),
        },
    )
    with blamed(chosen, "assume"):
        Assumptions.of(chosen.assume)
    with blamed(chosen, "packs"):
        for pack in chosen.packs:
            packs_of(pack)
    limits: dict[str, Any] = dict(chosen.limits)
    settings = Settings(
        packs=chosen.packs or None,
        assume=dict(chosen.assume),
        language=chosen.language,
        limits=replace(Settings().limits, **limits),
        timeout=timeout,
        memory=memory,
        mask=mask,
    )
    try:
        done = audit(
            sources,
            out=out,
            settings=settings,
            engine=engine,
            jobs=jobs,
            resume=resume,
            retry=retry,
            progress=Progress(progress),
        )
    except KeyboardInterrupt:
        click.echo(f"stopped; what is judged is kept in {out}, and the same command goes on from there", err=True)
        ctx.exit(130)
    if progress == "json":
        click.echo(json.dumps({"out": str(out), **done.counts}, ensure_ascii=False))
    elif progress == "plain":
        click.echo(_summary(done))
    ctx.exit(int(fail_level is not None and _fails(done, fail_level)))


def _summary(done: Audit) -> str:
    counts = done.counts
    told = [f"{counts['documents']:,} documents in {done.folder}"]
    told += [f"  {count:>9,}  {name}" for name, count in counts["verdicts"].items()]
    told += [f"  {count:>9,}  {name}" for name, count in counts["statuses"].items() if name != "judged"]
    tables = done.manifest["tables"]
    shown = ("projects", "contradictions", "near_duplicates")
    told += [f"  {tables[name]['rows']:>9,}  {name.replace('_', ' ')}" for name in shown]
    return "\n".join(told)


def _fails(done: Audit, level: str) -> bool:
    at_least = ", ".join(f"'{each}'" for each in _LEVELS[: _LEVELS.index(level) + 1])
    query = f"SELECT count(*) FROM findings WHERE verdict = 'fail' AND level IN ({at_least})"  # noqa: S608
    with done.connect() as connection:
        return bool(connection.execute(query).fetchall()[0][0])
