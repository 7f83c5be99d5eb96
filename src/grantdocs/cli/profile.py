"""`grantdocs profile`: draft what the grant agreement says, from a publication and from downloaded registers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grantdocs.cli.terminal import say
from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    from grantdocs.profiles import Profile

__all__ = ["command"]


@click.command("profile")
@click.argument("path", required=False, metavar="[PATH]")
@click.option(
    "--register",
    "registers",
    multiple=True,
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="A downloaded register: CSV, JSON or XLSX; the first one named is believed first.",
)
@click.option("--as", "layout", metavar="ID|FILE", help="Which register it is, or a mapping of its columns.")
@click.option("--award", metavar="NR", help="Number of the grant or project.")
@click.option("--title", metavar="TITLE", help="Title of the project, where the number is not known.")
@click.option("--format", "form", type=click.Choice(["toml", "json"]), help="Else by the name of the output.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Folder for the indexes of registers.")
@click.option("--list", "listing", is_flag=True, help="The registers that are known, and their columns.")
def command(
    *,
    path: str | None,
    registers: tuple[Path, ...],
    layout: str | None,
    award: str | None,
    title: str | None,
    form: str | None,
    output: Path | None,
    cache: Path | None,
    listing: bool,
) -> None:
    """Draft a profile of the project that the publication at PATH is about, or that has the number --award.

    Look it through and correct it by the grant agreement, then give it to `grantdocs check --profile`. Registers are
    looked up by number, then by title; where sources differ, the first register is believed, and the difference goes to
    standard error with what explains it. Nothing is fetched from the network.

    \b
    Examples:
      grantdocs profile project-page.html -o project.toml
      grantdocs profile --register project.csv --register organization.csv --award 101000000
      grantdocs profile page.docx --register es_fondu_projektu_saraksts.csv --format json
      grantdocs profile --register our-list.xlsx --as our-list.mapping.json --award 2024/17
      grantdocs profile --list
    """
    from grantdocs.profiles import as_json, as_toml, load

    if listing:
        _list()
        return
    if not path and not (registers and (award or title)):
        raise click.UsageError("name a publication, or a register and the project in it: --register FILE --award NR")
    found = _drafted(path, registers, layout, award, title, cache)
    load(as_json(found))
    chosen = form or ("json" if output and output.suffix.lower() == ".json" else "toml")
    text = json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n" if chosen == "json" else as_toml(found)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)


def _drafted(  # noqa: PLR0917
    path: str | None,
    registers: tuple[Path, ...],
    layout: str | None,
    award: str | None,
    title: str | None,
    cache: Path | None,
) -> Profile:
    from grantdocs.profiles import Profile
    from grantdocs.registers import merge

    published = _of_publication(path, award) if path else None
    known = published or Profile()
    numbers = [award] if award else list(known.numbers)
    titles = [title] if title else list(known.titles.values())
    told: list[Profile] = []
    for file in registers:
        told += _of_register(file, layout, numbers, titles, [*told, *([published] if published else [])], cache)
        numbers = list(dict.fromkeys([*numbers, *(number for each in told for number in each.numbers)]))
    sources = [*told, *([published] if published else [])]
    if not sources:
        raise ScopeError("no register knows the project; check its number, or name its title")
    return merge(sources)


def _of_publication(path: str, award: str | None) -> Profile:
    from grantdocs.pipeline import extract, read
    from grantdocs.profiles import draft
    from grantdocs.profiles.likeness import number_key

    document = read(path)
    facts = extract(document)
    key = number_key(award or "")
    meant = [each for each in facts.awards if each.award_number and number_key(each.award_number) == key]
    if award and not meant:
        say(f"{path}: the publication does not name the number {award}", err=True)
    return draft(facts, document, meant[0] if meant else None).profile


def _of_register(  # noqa: PLR0917
    file: Path,
    layout: str | None,
    numbers: list[str],
    titles: list[str],
    before: list[Profile],
    cache: Path | None,
) -> list[Profile]:
    from grantdocs.registers import Register, differences, look_up

    register = Register(file, layout, cache)
    found = look_up(register, numbers, titles)
    copy, left_out, paid = register.copy(), register.left_out, register.layout.data.get("amounts") == "paid"
    register.close()
    called = f"{file.name} ({copy.register}, {copy.date}, {copy.digest[:19]})"
    if left_out:
        say(f"{called}: {left_out} lines or more are broken (quotation marks, cells) and were left out", err=True)
    if not found:
        say(f"{called}: does not know the project", err=True)
        return []
    if len(found) > 1:
        named = ", ".join(each.numbers[0] for each in found[:10] if each.numbers)
        raise ScopeError(f"{called}: several projects have this title: {named}; choose one with --award")
    say(f"{called}: found {', '.join(found[0].numbers)}", err=True)
    for other in before:
        for each in differences(found[0], other, paid=paid):
            source = other.uri or "the publication"
            say(f"  {each.place[1:]}: {each.one} here, {each.other} in {source}: {_WHY[each.why]}", err=True)
    return [found[0]]


_WHY = {
    "base": "another base, no contradiction",
    "rounding": "rounded",
    "paid": "what was paid so far, not the agreement",
    "real": "they contradict each other",
}


def _list() -> None:
    from grantdocs.registers import layouts

    for layout in layouts().values():
        say(f"{layout.id}: {layout.title}")
        for place, names in layout.columns:
            say(f"  {place:<28}{' | '.join(names)}")
        say(f"  source: {layout.data.get('source', '')}")
        if layout.data.get("unconfirmed"):
            say(f"  not confirmed: {', '.join(layout.data['unconfirmed'])}")
