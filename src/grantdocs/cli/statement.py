"""`grantdocs statement`: the exact text to paste."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import regex

from grantdocs.cli.terminal import say

if TYPE_CHECKING:
    from grantdocs.catalogue.statements import Statement
    from grantdocs.rules.demands import Demand

__all__ = ["command"]

_OPEN_RE = regex.compile(r"‹[^›]++›")
_SLOT_RE = regex.compile(r"\{(\w++)\}")


@click.command("statement")
@click.option("--programme", metavar="ID", help="Programme of the grant, such as erasmus-plus-2021-2027.")
@click.option("--language", metavar="TAG", help="Language of the publication: lv, lt, et, en, ...")
@click.option("--variant", metavar="NAME", help="Which of several wordings: funded or co-funded.")
@click.option("--fund", metavar="ID", help="Which fund pays, where the programme has several: ERDF, ESF, CF, ...")
@click.option("--partner", metavar="NAME", help="Who publishes.")
@click.option("--award", metavar="NR", help="Number of the grant or project.")
@click.option("--title", metavar="TITLE", help="Title of the project.")
@click.option("--acronym", metavar="ACRONYM", help="Acronym of the project.")
@click.option("--authority", metavar="NAME", help="Granting authority, such as an agency.")
@click.option("--slot", "slots", multiple=True, metavar="NAME=VALUE", help="Any other place in the text.")
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text", show_default=True)
@click.option(
    "--docx", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a DOCX with the emblem's place."
)
@click.option("--list", "listing", is_flag=True, help="What exists, with source and confidence.")
@click.option("--family", metavar="ID", help="With --list: only this family.")
def command(
    *,
    programme: str | None,
    language: str | None,
    variant: str | None,
    fund: str | None,
    form: str,
    docx: Path | None,
    listing: bool,
    family: str | None,
    slots: tuple[str, ...],
    **named: str | None,
) -> None:
    """Print the exact text to paste for a grant of --programme into a publication in --language.

    The text goes to standard output, what to know about it (the rule, the law, how sure the wording is, what is left
    to fill in) to standard error.

    \b
    Examples:
      grantdocs statement --programme interreg-latvia-lithuania-2014-2020 --language en --partner "Ludza Library"
      grantdocs statement --programme erasmus-plus-2021-2027 --language lv --format html
      grantdocs statement --programme horizon-europe --language en --award 101000000 --docx statement.docx
      grantdocs statement --list --language lv
    """
    if listing:
        _list(programme, language, family, as_json=form == "json")
        return
    if not programme or not language:
        raise click.UsageError("name the grant and the language: --programme ID --language TAG (or --list)")
    from grantdocs.catalogue.statements import emblem_name
    from grantdocs.rules.demands import demands, slot_values

    found = demands(programme, language.lower(), {**slot_values(named), **_others(slots)}, variant, fund)
    if not found:
        raise click.UsageError(f"no rule of {programme!r} asks for a statement; `grantdocs statement --list` shows all")
    texts = [(demand.text, demand.statement.language) for demand in found]
    if form == "json":
        click.echo(json.dumps([_as_json(demand) for demand in found], ensure_ascii=False, indent=2))
    elif form == "html":
        from grantdocs.reports._paste import html_block

        say(html_block(texts, emblem_name(language)))
    else:
        say("\n\n".join(text for text, _ in texts))
    if docx:
        from grantdocs.reports._paste import docx_file

        docx_file(docx, texts, emblem_name(language))
    for demand in found:
        _explain(demand, language)
    if several := [demand.fund for demand in found if demand.fund]:
        say(f"\nas a rule one of these funds pays a project: choose it by --fund {'|'.join(several)}", err=True)


def _others(slots: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for slot in slots:
        name, sign, value = slot.partition("=")
        if not (name and sign and value):
            raise click.BadParameter(f"{slot!r} is not NAME=VALUE, such as partner=Library")
        values[name.strip()] = value.strip()
    return values


def _explain(demand: Demand, language: str) -> None:
    from grantdocs.reports._chrome import cite

    statement = demand.statement
    for rule in demand.rules:
        laws = "; ".join(cite(citation, "en") for citation in rule.citations)
        say(f"\n{rule.name} ({rule.level.word}): {laws}", err=True)
    if demand.fund:
        say(f"  where the {demand.fund} pays", err=True)
    say(f"  wording {statement.id}, {statement.confidence}: {statement.source}", err=True)
    if statement.language != language:
        say(f"  no wording is known in {language!r}, this is the English one", err=True)
    if not statement.is_attested:
        say("  no official source of this wording was seen: compare it with the grant agreement", err=True)
    if statement.right_until:
        say(f"  it was right until {statement.right_until}", err=True)
    left = sorted(set(_OPEN_RE.findall(demand.text)))
    if left:
        say(f"  fill in {', '.join(left)}", err=True)
    named = {f"‹{slot.replace('_', ' ')}›" for slot in _SLOT_RE.findall(statement.text) if slot != "grant_number"}
    if statement.language != "en" and not named <= {*left}:
        say("  names stand as they were given: see that their endings fit the sentence", err=True)


def _as_json(demand: Demand) -> dict[str, Any]:
    from grantdocs.reports._chrome import cite

    return {
        "text": demand.text,
        "fund": demand.fund,
        "rules": [
            {
                "rule": rule.name,
                "level": rule.level.word,
                "citations": [cite(citation, "en") for citation in rule.citations],
            }
            for rule in demand.rules
        ],
        "statement": _entry(demand.statement),
        "open": sorted(set(_OPEN_RE.findall(demand.text))),
    }


def _entry(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "family": statement.family,
        "variant": statement.variant,
        "language": statement.language,
        "period": statement.period,
        "text": statement.text,
        "accepted_variants": list(statement.accepted_variants),
        "source": statement.source,
        "confidence": statement.confidence,
        "right_until": statement.right_until,
        "programmes": list(statement.programmes),
    }


def _list(programme: str | None, language: str | None, family: str | None, *, as_json: bool) -> None:
    """What the catalogue holds; with a programme the families that its rules ask for."""
    from grantdocs.catalogue import statements as catalogue

    chosen = list(catalogue.statements())
    if family:
        chosen = [one for one in chosen if one.family == catalogue.family(family).id]
    if language:
        chosen = [one for one in chosen if one.language == language.lower()]
    if programme:
        from grantdocs.rules.demands import demands

        asked = {demand.statement.family for demand in demands(programme, language or "en")}
        chosen = [one for one in chosen if one.family in asked]
    if as_json:
        click.echo(json.dumps([_entry(one) for one in chosen], ensure_ascii=False, indent=2))
        return
    for one in chosen:
        until = f", right until {one.right_until}" if one.right_until else ""
        say(f"{one.id}  ({one.period}, {one.confidence}{until})")
        say(f"  {' / '.join(one.text.splitlines())}")
        say(f"  source: {one.source}")
    if not chosen:
        raise click.UsageError("the catalogue holds no such statement")
