"""The rules as Markdown pages: why, by which law, whom it binds, a good and a bad example, how to mend it."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING, Any, Final

from grantdocs.catalogue.statements import text_to_paste
from grantdocs.reports._chrome import chrome, cite, law_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grantdocs.model.rules import Citation, Pack, Rule

__all__ = ["index_page", "rule_page"]

_MARKUP_RE: Final = re.compile(r"([\\`*_{}\[\]<>#|])")
_VERDICTS: Final = ("pass", "fail", "cannot-tell", "not-applicable")
_MOST_PROGRAMMES: Final = 12
_LONGEST: Final = 800
"""Characters of an example."""


def index_page(packs: Iterable[Pack], language: str) -> str:
    """The first page: every pack with its rules, linked to `<pack>/<rule>.md`."""
    words = chrome(language)
    lines = [f"# {words['pages']['index']}", ""]
    for pack in packs:
        lines += [f"## {_plain(pack.title)}", "", f"`{pack.id}` {pack.version}", ""]
        for rule in pack.rules:
            title = _plain(rule.titles.get(language, rule.title))
            lines.append(f"- [{title}]({pack.id}/{rule.id}.md) ({words['levels'][rule.level.word]})")
        lines.append("")
    return "\n".join(lines)


def rule_page(rule: Rule, pack: Pack, cases: Sequence[dict[str, Any]], programmes: Sequence[str], language: str) -> str:
    """One rule; `programmes` are the ids of those whose grants it judges."""
    words = chrome(language)
    labels = words["pages"]
    status = "" if rule.status == "stable" else f" · {labels[rule.status]}"
    messages = {**rule.messages.get("en", {}), **rule.messages.get(language, {})}
    lines = [
        f"# {_plain(rule.titles.get(language, rule.title))}",
        "",
        f"`{rule.name}` · {words['levels'][rule.level.word]}{status}",
        "",
        f"## {words['labels']['law']}",
        "",
        f"{_plain(pack.title)}.",
        "",
        *(f"- {_law(citation, language)}" for citation in rule.citations),
        "",
        f"## {labels['binds']}",
        "",
        ", ".join(labels["kinds"][kind] for kind in rule.binds) or labels["binds_all"],
        "",
        *_section(labels["programmes"], ", ".join(_shortened(programmes))),
        *_listed(labels["exemptions"], map(_plain, rule.exemptions)),
        *_section(labels["undecided"], _plain(rule.undecided)),
        *_section(labels["good"], _example(cases, "pass", labels)),
        *_section(labels["bad"], _example(cases, "fail", labels)),
        *_section(words["labels"]["mend"], _remedy(rule, messages, language)),
        f"## {labels['says']}",
        "",
        *(
            f"- {words['labels'][verdict]}: {_plain(messages[verdict])}"
            for verdict in _VERDICTS
            if messages.get(verdict)
        ),
        "",
    ]
    return "\n".join(lines)


def _law(citation: Citation, language: str) -> str:
    named = _plain(cite(citation, language))
    if target := law_url(citation, language):
        named = f"[{named}]({target})"
    labels = chrome(language)["pages"]
    since = Template(labels["from"]).substitute(date=citation.in_force_from) if citation.in_force_from else ""
    until = Template(labels["until"]).substitute(date=citation.in_force_until) if citation.in_force_until else ""
    dates = f" ({' '.join(filter(None, (since, until)))})" if since or until else ""
    return named + dates + (f": {_plain(citation.note)}" if citation.note else "")


def _example(cases: Sequence[dict[str, Any]], verdict: str, labels: dict[str, Any]) -> str:
    """The case whose text says most, or one of facts alone; what decides stands in bold."""
    of_verdict = [case for case in cases if case["verdict"] == verdict and len(case.get("text", "")) <= _LONGEST]
    if not of_verdict:
        return ""
    chosen = max(of_verdict, key=lambda case: len(case.get("text", "")))
    described = _plain(chosen["description"])
    if not chosen.get("text"):
        return f"{described}: {labels['no_text']}"
    quoted = "\n".join(f"> {_bold(line)}" for line in chosen["text"].splitlines() if line.strip())
    return f"{described}:\n\n{quoted}"


def _remedy(rule: Rule, messages: dict[str, str], language: str) -> str:
    advice = _plain(messages.get("remedy", ""))
    family = (rule.remedy or {}).get("family")
    found = text_to_paste(family, language, {}, (rule.remedy or {}).get("variant")) if family else None
    pasted = f"> {_plain(found[0])}" if found else ""
    return "\n\n".join(filter(None, (advice, pasted)))


def _shortened(names: Sequence[str]) -> Iterator[str]:
    yield from (f"`{name}`" for name in names[:_MOST_PROGRAMMES])
    if len(names) > _MOST_PROGRAMMES:
        yield f"… (+{len(names) - _MOST_PROGRAMMES})"


def _listed(heading: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield from (f"## {heading}", "", *lines, "")


def _section(heading: str, text: str) -> Iterator[str]:
    if text:
        yield from (f"## {heading}", "", text, "")


def _bold(line: str) -> str:
    return _plain(line).replace("«", "**").replace("»", "**")


def _plain(text: str) -> str:
    """The text without a meaning in Markdown; its line ends are blanks."""
    return _MARKUP_RE.sub(r"\\\1", " ".join(text.split()))
