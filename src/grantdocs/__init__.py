"""Reads publications about EU grant projects, says what they claim, and judges it against rules that cite the law.

>>> import grantdocs
>>> report = grantdocs.check(b"Funded by the European Union", assume={"is_project": True})
>>> report.facts.document.language
'en'

Names are imported when they are first used, so that `grantdocs --help` loads no reader.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grantdocs import settings
    from grantdocs.audit.run import audit
    from grantdocs.errors import (
        DataError,
        GrantdocsError,
        ReadError,
        RulePackError,
        ScopeError,
        StoreError,
        UnsupportedFormat,
    )
    from grantdocs.model.document import Block, Document, Gap, Image, Link, Source, Zone
    from grantdocs.model.facts import (
        Amount,
        AmountKind,
        Award,
        DateFact,
        DateKind,
        Deviation,
        DocumentFacts,
        Facts,
        Figure,
        Fund,
        ImageFact,
        LinkFact,
        Partner,
        ProgrammeFact,
        Quotation,
        Rate,
        Scope,
        StatementFact,
    )
    from grantdocs.model.findings import Evidence, Finding, PackStamp, Remedy, Report, Suppression, Verdict
    from grantdocs.model.location import Anchor, Box, Location, Span
    from grantdocs.model.rules import Citation, Level, Pack, Rule
    from grantdocs.pipeline import check, check_together, compare_reports, extract, facts_json, read
    from grantdocs.readers import Limits

_HOMES = {
    "grantdocs.errors": "DataError GrantdocsError ReadError RulePackError ScopeError StoreError UnsupportedFormat",
    "grantdocs.model.document": "Block Document Gap Image Link Source Zone",
    "grantdocs.model.facts": (
        "Amount AmountKind Award DateFact DateKind Deviation DocumentFacts Facts Figure Fund ImageFact LinkFact "
        "Partner ProgrammeFact Quotation Rate Scope StatementFact"
    ),
    "grantdocs.model.findings": "Evidence Finding PackStamp Remedy Report Suppression Verdict",
    "grantdocs.model.location": "Anchor Box Location Span",
    "grantdocs.model.rules": "Citation Level Pack Rule",
    "grantdocs.pipeline": "check check_together compare_reports extract facts_json read",
    "grantdocs.readers": "Limits",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Amount", "AmountKind", "Anchor", "Award", "Block", "Box", "Citation", "DataError", "DateFact", "DateKind",
    "Deviation", "Document", "DocumentFacts", "Evidence", "Facts", "Figure", "Finding", "Fund", "Gap",
    "GrantdocsError", "Image", "ImageFact", "Level", "Limits", "Link", "LinkFact", "Location", "Pack", "PackStamp",
    "Partner", "ProgrammeFact", "Quotation", "Rate", "ReadError", "Remedy", "Report", "Rule", "RulePackError", "Scope",
    "ScopeError", "Source", "Span", "StatementFact", "StoreError", "Suppression", "UnsupportedFormat", "Verdict",
    "Zone", "audit", "check", "check_together", "compare_reports", "extract", "facts_json", "read", "settings",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in {"audit", "settings"}:
        return import_module(f"grantdocs.{name}")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'grantdocs' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
