"""Judge the facts by the rules of packs: a witness decides; silence decides only when the reading was complete."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from grantdocs.model.findings import Evidence, Finding, Verdict
from grantdocs.rules import evidence, wording
from grantdocs.rules.conformance import errors, holds
from grantdocs.rules.instance import Instance, build, escape
from grantdocs.rules.remedy import remedy_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grantdocs.model.document import Document
    from grantdocs.model.facts import Facts
    from grantdocs.model.rules import Pack, Rule

__all__ = ["judge", "judge_instance", "touches", "verdict"]

_LOG = logging.getLogger(__name__)
_MOST_KEPT: Final = 8192
_known_places: dict[int, tuple[dict[str, Any], tuple[str, ...]]] = {}
"""By the identity of `applies`, which the first of the two keeps from being given to another one."""


def judge(
    facts: Facts,
    document: Document,
    packs: Iterable[Pack],
    *,
    language: str = "en",
    instance: Instance | None = None,
) -> tuple[Finding, ...]:
    """One finding for each rule of the packs, in their order; `instance` spares building it twice."""
    return judge_instance(instance or build(facts, document), document, packs, language=language)


def judge_instance(
    instance: Instance,
    document: Document,
    packs: Iterable[Pack],
    *,
    language: str = "en",
    programme: str | None = None,
    apart: bool = False,
) -> tuple[Finding, ...]:
    """The same for facts that are JSON already; a rule that crashes cannot tell, and the others are still judged.

    `programme` is named by the findings where the facts are those of its part of the publication. `apart`: a rule that
    asks for it has one finding for each fact that fails.
    """
    judged = (_findings(rule, pack, instance, document, language, programme) for pack in packs for rule in pack.rules)
    return tuple(finding for found in judged for finding in (found if apart else found[:1]))


def verdict(kind: str, *, applies: bool, open_: bool, holds: bool, gap: bool) -> Verdict:
    """The verdict table.

    `open_` where the rule does not apply: gaps touch every place of the facts that keeps it from applying, so that it
    may apply after all; where it does: a gap stands at a value of the publication by which it applies, so that it may
    not bind after all. `gap`: one touches what the rule needs.
    """
    if not applies:
        return Verdict.CANNOT_TELL if open_ else Verdict.NOT_APPLICABLE
    if open_ and not holds:
        return Verdict.CANNOT_TELL
    if kind == "presence":
        return Verdict.PASS if holds else Verdict.CANNOT_TELL if gap else Verdict.FAIL
    return Verdict.FAIL if not holds else Verdict.CANNOT_TELL if gap else Verdict.PASS


def touches(pointer: str, other: str) -> bool:
    """One of two JSON Pointers is the other or lies above it."""
    return f"{other}/".startswith(f"{pointer}/") or f"{pointer}/".startswith(f"{other}/")


def _findings(  # noqa: PLR0917
    rule: Rule, pack: Pack, instance: Instance, document: Document, language: str, programme: str | None
) -> list[Finding]:
    """What comes of a rule; one finding where it does not ask for several."""
    applies, outcome = False, Verdict.CANNOT_TELL
    told: list[tuple[str, tuple[Evidence, ...]]] = [("", ())]
    try:
        applies = holds(rule.applies, instance.json)
        looked_at = _places_of(rule.applies)
        gaps = _gaps(instance, rule.needs if applies else looked_at)
        failures = errors(rule.expect, instance.json) if applies else []
        guesses = _guesses(instance, looked_at) if failures else {}
        open_ = bool(guesses) if applies else _may_apply(rule, instance, gaps)
        outcome = verdict(rule.kind, applies=applies, open_=open_, holds=not failures, gap=bool(gaps))
        gaps = guesses or gaps
        proofs = failures if failures or not applies else evidence.witnesses(rule.expect, instance)
        told = [
            (
                next((instance.shown_by(pointer) or pointer for pointer in some), ""),
                evidence.collect(rule, outcome, instance, document, proofs=some, gaps=tuple(gaps)),
            )
            for some in (_by_item(proofs) if rule.each and outcome is Verdict.FAIL else [proofs])
        ]
    except Exception:  # noqa: BLE001 - one faulty rule may cost its verdict, never the run
        _LOG.exception("the rule %s could not be evaluated", rule.name)
        outcome = Verdict.CANNOT_TELL
    return [
        _finding(rule, pack, instance, language, programme, outcome, scope, found, applies=applies)
        for scope, found in told
    ]


def _by_item(proofs: Iterable[str]) -> list[list[str]]:
    """The pointers of what fails, those into one item of a list together."""
    grouped: dict[str, list[str]] = {}
    for pointer in proofs:
        grouped.setdefault("/".join(pointer.split("/")[:3]), []).append(pointer)
    return list(grouped.values())


def _finding(  # noqa: PLR0917
    rule: Rule,
    pack: Pack,
    instance: Instance,
    language: str,
    programme: str | None,
    outcome: Verdict,
    scope: str,
    found: tuple[Evidence, ...],
    *,
    applies: bool,
) -> Finding:
    values = wording.arguments(rule, pack, instance, scope, language)
    return Finding(
        rule=rule.name,
        title=rule.titles.get(language, rule.title),
        verdict=outcome,
        level=rule.level,
        message=_message(rule, outcome, values, language, applies=applies),
        citations=rule.citations,
        evidence=found,
        arguments=values,
        remedy=remedy_for(rule, values, instance, language) if outcome is Verdict.FAIL else None,
        fingerprint=evidence.fingerprint(rule, outcome, found, programme),
        programme=programme,
    )


def _message(rule: Rule, outcome: Verdict, values: dict[str, Any], language: str, *, applies: bool) -> str:
    if outcome is Verdict.CANNOT_TELL and not applies:
        return wording.open_message(rule, language)
    return wording.message(rule, outcome.word, values, language)


def _gaps(instance: Instance, looked_at: tuple[str, ...]) -> dict[str, str]:
    """Where the gaps stand that touch one of these pointers, and what they leave open."""
    gaps = enumerate(instance.json["extraction"]["gaps"])
    return {
        f"/extraction/gaps/{i}": gap["pointer"]
        for i, gap in gaps
        if any(touches(gap["pointer"], pointer) for pointer in looked_at)
    }


def _may_apply(rule: Rule, instance: Instance, gaps: dict[str, str]) -> bool:
    """Whether gaps touch every place that keeps the rule from applying."""
    if not gaps:
        return False
    hindrances = errors(rule.applies, instance.json, deep=False)
    return all(any(touches(pointer, place) for pointer in gaps.values()) for place in hindrances)


def _guesses(instance: Instance, looked_at: tuple[str, ...]) -> dict[str, str]:
    """Where the gaps stand that say that a value of the publication itself, such as its kind, is only likely."""
    gaps = enumerate(instance.json["extraction"]["gaps"])
    return {
        f"/extraction/gaps/{i}": gap["pointer"]
        for i, gap in gaps
        if gap["pointer"].startswith("/document/") and gap["pointer"] in looked_at
    }


def _places_of(applies: dict[str, Any]) -> tuple[str, ...]:
    """What `_looked_at` says, once for each rule."""
    found = _known_places.get(id(applies))
    if found is None:
        if len(_known_places) >= _MOST_KEPT:
            _known_places.clear()
        found = _known_places[id(applies)] = (applies, tuple(dict.fromkeys(_looked_at(applies))))
    return found[1]


def _looked_at(schema: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """The pointers that `applies` looks at: those of its `properties`, as deep as they are objects."""
    deeper = [(name, sub) for name, sub in schema.get("properties", {}).items() if isinstance(sub, dict)]
    for name, sub in deeper:
        yield from _looked_at(sub, f"{prefix}/{escape(name)}")
    for sub in (part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())):
        yield from _looked_at(sub, prefix)
    if not deeper and not any(key in schema for key in ("allOf", "anyOf", "oneOf")) and prefix:
        yield prefix
