"""`grantdocs rules`: what is judged, by which law, and the proof that each rule does what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grantdocs.cli.languages import language_option
from grantdocs.cli.terminal import say

if TYPE_CHECKING:
    from grantdocs.model.rules import Citation, Rule

__all__ = ["command"]


@click.group("rules")
def command() -> None:
    """List, explain and test the rules.

    \b
    Examples:
      grantdocs rules list
      grantdocs rules show figures/sum-of-parts
      grantdocs rules test figures
      grantdocs rules new ./our-office/emblem
      grantdocs rules docs pages/
    """


@command.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--pack", "packs", multiple=True, metavar="ID", help="Only this pack.")
def list_(form: str, packs: tuple[str, ...]) -> None:
    """List every rule with its level and its law.

    \b
    Examples:
      grantdocs rules list
      grantdocs rules list --pack figures --format json
    """
    from grantdocs.rules.packs import pack_ids, packs_of

    chosen = [found for name in packs or pack_ids() for found in packs_of(name)]
    rules = [rule for each in chosen for rule in each.rules]
    if form == "json":
        from grantdocs.reports.json import dumped

        click.echo(dumped([_as_json(rule) for rule in rules], 2))
        return
    width = max((len(rule.name) for rule in rules), default=0)
    for each in chosen:
        say(f"{each.id} {each.version}: {each.title}")
        for rule in each.rules:
            say(f"  {rule.name:<{width}}  {rule.level.word:<7}  {rule.title}")


@command.command("show")
@click.argument("name", metavar="PACK/RULE")
@language_option("title and messages", default="en")
def show(name: str, language: str) -> None:
    """Explain one rule: what it expects, of whom, and where the law says so.

    \b
    Example:
      grantdocs rules show interreg-latvia-lithuania-2014/disclaimer
    """
    rule = _rule(name)
    say(f"{rule.name}: {rule.titles.get(language, rule.title)}")
    say(f"  level    {rule.level.word} ({rule.kind}, {rule.status})")
    for citation in rule.citations:
        say(f"  law      {_law(citation)}")
    say(f"  looks at {', '.join(rule.needs)}")
    if rule.binds:
        say(f"  binds    {', '.join(rule.binds)}")
    for exemption in rule.exemptions:
        say(f"  exempt   {exemption}")
    if rule.undecided:
        say(f"  open     {rule.undecided}")
    messages = {**rule.messages.get("en", {}), **rule.messages.get(language, {})}
    for verdict, text in messages.items():
        say(f"  {verdict + ':':<16}{text}")
    say("  applies  " + json.dumps(rule.applies, ensure_ascii=False))
    say("  expects  " + json.dumps(rule.expect, ensure_ascii=False))


@command.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.pass_context
def test(ctx: click.Context, packs: tuple[str, ...]) -> None:
    """Hold every file of the packs against its schema and run the cases of their rules.

    PACK is the id of an installed pack or the path of a folder; without one all packs are tested. Exits 1 where a case
    fails and 3 where a file does not fit its schema.

    \b
    Examples:
      grantdocs rules test
      grantdocs rules test ./our-rules/
    """
    from grantdocs.rules.packs import pack_ids
    from grantdocs.testing import run_cases

    failed = 0
    for name in packs or pack_ids():
        results = run_cases(name)
        wrong = [result for result in results if not result.passed]
        say(f"{name}: {len(results) - len(wrong)} of {len(results)} cases hold")
        for result in wrong:
            say(f"  {result}", err=True)
        failed += len(wrong)
    ctx.exit(int(failed > 0))


@command.command("new")
@click.argument("name", metavar="PACK/RULE")
def new(name: str) -> None:
    """Start a new rule: write it, its cases and, where there is none yet, its pack, to be filled in.

    PACK is a folder, which is made where it is not there, or the id of an installed pack. The cases fail until they are
    filled in.

    \b
    Example:
      grantdocs rules new ./our-office/emblem
    """
    from grantdocs.rules.scaffold import write

    written = write(name)
    for file in written:
        say(f"wrote {file}")
    folder = written[-1].parent
    say(
        "\nFill in the rule: what the law says (citations, level), when it binds (applies, binds), what has to hold "
        "(expect) and what to tell (messages). Then replace the cases: at least 3 that pass, 3 that fail, 1 that "
        f"cannot be told, 1 that it does not apply to. They prove the rule:\n\n  grantdocs rules test {folder}\n"
        f"  grantdocs check PAPER --pack {folder}"
    )


@command.command("docs")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--pack", "packs", multiple=True, metavar="ID|DIR", help="Only this pack.")
@language_option("pages", default="en")
def docs(folder: Path, packs: tuple[str, ...], language: str) -> None:
    """Write one Markdown page for each rule into DIR: why, law, good and bad example, how to mend; and an index.

    \b
    Examples:
      grantdocs rules docs pages/
      grantdocs rules docs pages/ --pack figures --language lv
    """
    from grantdocs.reports._rule_pages import index_page, rule_page
    from grantdocs.rules.packs import cases, folders_of, pack_ids
    from grantdocs.rules.packs import pack as read_pack

    folders = [found for name in packs or pack_ids() for found in folders_of(name)]
    chosen = {found: read_pack(str(found)) for found in folders}
    pages = {Path("index.md"): index_page(chosen.values(), language)}
    for found, pack in chosen.items():
        users = _users_of(pack.id)
        for rule in pack.rules:
            pages[Path(pack.id, f"{rule.id}.md")] = rule_page(rule, pack, cases(found, rule), users, language)
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    say(f"wrote {len(pages)} pages to {folder}")


def _users_of(pack_id: str) -> tuple[str, ...]:
    from grantdocs.catalogue.programmes import programmes

    return tuple(sorted(id_ for id_, profile in programmes().items() if pack_id in profile.packs))


def _rule(name: str) -> Rule:
    from grantdocs.rules.packs import pack

    pack_id, _, rule_id = name.rpartition("/")
    if not pack_id:
        raise click.BadParameter(f"{name!r} is not PACK/RULE; `grantdocs rules list` names them all")
    rules = {rule.id: rule for rule in pack(pack_id).rules}
    if rule_id not in rules:
        raise click.BadParameter(f"the pack {pack_id!r} has no rule {rule_id!r}; there are {', '.join(rules)}")
    return rules[rule_id]


def _law(citation: Citation) -> str:
    parts = [citation.celex or citation.document or ""]
    for label in ("annex", "article", "paragraph", "point"):
        value = getattr(citation, label)
        if value:
            parts.append(f"{label} {value}")
    since, until = citation.in_force_from, citation.in_force_until
    dates = f" ({since or '...'} to {until or 'today'})" if since or until else ""
    return ", ".join(parts) + dates + (f": {citation.note}" if citation.note else "")


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "title": rule.title,
        "level": rule.level.word,
        "kind": rule.kind,
        "status": rule.status,
        "citations": [_law(citation) for citation in rule.citations],
    }
