"""`grantdocs verify`: is an audit what its sources and rules make of it, to the byte?"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grantdocs.cli.terminal import say

if TYPE_CHECKING:
    from grantdocs.audit.verification import Verification

__all__ = ["command"]

_SEEDS = 1_000_000


@click.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sample", type=click.IntRange(min=0), default=100, show_default=True, help="Judge so many again.")
@click.option("--all", "everything", is_flag=True, help="Judge all documents again.")
@click.option("--seed", type=click.IntRange(min=0), help="Which ones; told in the output. Others each time without.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Documents at a time.")
@click.option("--engine", default="local", show_default=True, help="Who judges: local, dask, dask://HOST:PORT.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(
    ctx: click.Context,
    *,
    folder: Path,
    sample: int,
    everything: bool,
    seed: int | None,
    jobs: int,
    engine: str,
    form: str,
) -> None:
    """Compare an audit with its digests and its sources, and judge a sample of its documents again.

    DIR is the folder that `grantdocs audit` wrote; run it where that was run, so that the sources are found. Every file
    of the audit and every document of the sources is read and compared, and what is judged otherwise now is told.

    \b
    Examples:
      grantdocs verify audit/
      grantdocs verify audit/ --all --jobs 8
      grantdocs verify audit/ --sample 500 --seed 7 --format json

    \b
    Exit codes:
      0  all is as it was
      1  a file, a document or a result is not as it was, or the rules are others now
      2  wrong use, or DIR holds no finished audit
      3  sources are no longer there; what is there is as it was
    """
    from grantdocs.audit.verification import verify

    chosen = secrets.randbelow(_SEEDS) if seed is None else seed
    told = verify(folder, sample=None if everything else sample, seed=chosen, engine=engine, jobs=jobs)
    say(json.dumps(told.as_json(), ensure_ascii=False, indent=2) if form == "json" else _text(told))
    ctx.exit(0 if told.is_same else 3 if told.is_only_gone else 1)


def _text(told: Verification) -> str:
    lines = [f"{each.kind}: {each.where}: {each.what}" for each in told.differences]
    compared = (
        f"{told.files:,} files and {told.documents:,} documents compared, "
        f"{told.replayed:,} judged again (--seed {told.seed})"
    )
    outcome = "all as it was" if told.is_same else f"{len(told.differences):,} differences"
    return "\n".join([*lines, f"{compared}: {outcome}"])
