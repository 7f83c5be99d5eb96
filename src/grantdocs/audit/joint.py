"""Reports and facts once all documents are known: what others say of the same project is judged as well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.records import canonical
from grantdocs.model.facts_json import document_from, facts_from
from grantdocs.model.findings import Report, Verdict
from grantdocs.pipeline import judge_agreements
from grantdocs.reports.json import as_json

if TYPE_CHECKING:
    from grantdocs.audit.records import Settings
    from grantdocs.model.agreements import Agreement

__all__ = ["judge_jointly"]

_NAME: Final = "agrees-across-documents"
_RULE: Final = f"/{_NAME}"
_VERDICTS: Final = {verdict.word: verdict for verdict in Verdict}


def judge_jointly(
    documents: list[tuple[int, str, str, tuple[Agreement, ...]]], settings: Settings
) -> list[tuple[int, tuple[str, str, str]]]:
    """Of documents with position, report, facts and what others say: position, and verdict, report and facts anew.

    Only the rule about other publications is judged again: the text is not at hand.
    """
    return [
        (position, _judged(report, facts, agreements, settings)) for position, report, facts, agreements in documents
    ]


def _judged(report: str, facts: str, agreements: tuple[Agreement, ...], settings: Settings) -> tuple[str, str, str]:
    told: dict[str, Any] = json.loads(facts)
    found: dict[str, Any] = json.loads(report)
    known, document = facts_from(told), document_from(told)
    alone = Report(document, known, findings=(), packs=(), gaps=known.gaps, assumed=known.assumed, instance=told)
    again = judge_agreements(alone, agreements, packs=settings.packs, language=settings.language, rule=_NAME)
    told["figures"] += again.instance["figures"][len(known.figures) :]
    new = [each for each in as_json(again)["findings"] if each["rule"].endswith(_RULE)]
    at = next((i for i, each in enumerate(found["findings"]) if each["rule"].endswith(_RULE)), 0)
    rest = [each for each in found["findings"] if not each["rule"].endswith(_RULE)]
    found["findings"] = [*rest[:at], *new, *rest[at:]]
    verdict = max((_VERDICTS[each["verdict"]] for each in found["findings"]), default=Verdict.NOT_APPLICABLE)
    found["verdict"] = verdict.word
    return verdict.word, canonical(found), canonical(told)
