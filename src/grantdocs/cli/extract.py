"""`grantdocs extract`: what publications claim."""

from __future__ import annotations

from typing import Any

import click

from grantdocs.cli.inputs import Inputs, assumptions, ner_option, ocr_option, paths_argument, stdin_options
from grantdocs.cli.settings import blamed, limits_of, settings_in_force, settings_option
from grantdocs.cli.terminal import say
from grantdocs.errors import ReadError

__all__ = ["command"]


@click.command("extract")
@paths_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
@click.option("--assume", multiple=True, metavar="KEY=VALUE", help="Assert a fact, such as published=2024-05-01.")
@settings_option
@stdin_options
@ocr_option
@ner_option
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    form: str,
    assume: tuple[str, ...],
    settings_file: str | None,
    name: str | None,
    media_type: str | None,
    ocr: str | None,
    ner: str | None,
) -> None:
    """Say what each publication at PATH claims.

    PATH is a file, a folder or - for standard input. `jsonl` prints one JSON object a line, in the order of the inputs;
    an input that cannot be read is {"error": ...}. Of the settings of the project it heeds assume, ocr and limits.

    \b
    Examples:
      grantdocs extract article.html
      grantdocs extract *.pdf --format jsonl > facts.jsonl
    """
    from grantdocs.extractors.assumptions import Assumptions
    from grantdocs.pipeline import extract, facts_json
    from grantdocs.reports.json import dumped

    chosen = settings_in_force(settings_file, {"assume": ("--assume", assumptions(assume)), "ocr": ("--ocr", ocr)})
    with blamed(chosen, "assume"):
        Assumptions.of(chosen.assume)
    inputs = Inputs(paths, chosen.ocr, limits_of(chosen), name, media_type)
    collected: list[Any] = []
    for document in inputs:
        if isinstance(document, ReadError):
            shown: Any = {"error": str(document), "uri": document.source}
        else:
            shown = facts_json(extract(document, assume=chosen.assume, ner=ner), document)
        if form == "jsonl":
            click.echo(dumped(shown))
        elif form == "text" and "error" not in shown:
            say(_as_text(shown))
        collected.append(shown)
    if form == "json":
        click.echo(dumped(collected if inputs.several else collected[0], 2))
    ctx.exit(3 if inputs.failed else 0)


_COLUMNS = {
    "programmes": "id period confidence",
    "funds": "id",
    "awards": "award_number title acronym programme",
    "amounts": "value currency kind scope party hedge",
    "rates": "value kind",
    "dates": "start end kind relative",
    "partners": "name country role",
    "statements": "family language match similarity",
    "quotations": "use family language",
    "images": "kind alt name width_mm height_mm",
    "links": "url kind",
    "figures": "kind label claimed computed excess unit",
}


def _as_text(facts: dict[str, Any]) -> str:
    """A list for reading: each kind of fact with its places."""
    document = facts["document"]
    lines = [f"{document['uri']}  ({document['format']}, {document['language'] or 'language unknown'})"]
    lines.append("  about a project with Union money: " + ("yes" if document["is_project"] else "no"))
    for key, columns in _COLUMNS.items():
        if facts.get(key):
            lines.append(f"  {key}")
            lines += [f"    {_row(item, columns)}" for item in facts[key]]
    gaps = facts["extraction"]["gaps"]
    if gaps:
        lines.append("  not read or not decided")
        lines += [f"    {gap['reason']}: {gap['detail']}" for gap in gaps]
    return "\n".join(lines)


def _row(item: dict[str, Any], columns: str) -> str:
    values = [str(item[column]) for column in columns.split() if item.get(column) not in (None, "", False)]
    place = _place(item.get("location") or {})
    return "  ".join(values) + (f"   [{place}]" if place else "")


def _place(location: dict[str, Any]) -> str:
    parts = ("page", "paragraph", "line", "table", "row", "column")
    return ", ".join(f"{part} {location[part]}" for part in parts if location.get(part) is not None)
