"""What came out of the judging: one finding for each rule that was tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from grantdocs.model.rules import Citation, Level, PackStamp

if TYPE_CHECKING:
    from grantdocs.model.document import Document, Gap
    from grantdocs.model.facts import Facts
    from grantdocs.model.location import Location

__all__ = ["Evidence", "Finding", "PackStamp", "ProfileStamp", "Remedy", "Report", "Suppression", "Verdict"]


class Verdict(IntEnum):
    """Outcome of a rule (EARL: inapplicable, passed, cantTell, failed); the worst of a report wins."""

    NOT_APPLICABLE = 0
    PASS = 1
    CANNOT_TELL = 2
    FAIL = 3

    @property
    def word(self) -> str:
        """not-applicable, pass, cannot-tell, fail: the form in JSON."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that shows why; exactly one of a finding is primary, or one is searched."""

    role: str
    """primary, related, searched."""
    pointer: str
    """JSON Pointer into the facts."""
    location: Location | None
    quote: str
    source: str = ""
    """The other input that the place is in; empty for the publication itself."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a failure; `text` is ready to paste where `kind` is insert-statement."""

    kind: str
    text: str
    statement: str | None = None
    """Id of the official wording in the catalogue."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a failure that is shown does not count any more (SARIF: suppressions)."""

    kind: str
    """baseline: known before; ignored: somebody decided so."""
    reason: str = ""
    until: str | None = None
    """ISO date of the last day on which it holds; None where it has no end."""


@dataclass(frozen=True, slots=True)
class Finding:
    rule: str
    """`pack/rule`"""
    title: str
    verdict: Verdict
    level: Level
    message: str
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...] = ()
    arguments: dict[str, Any] = field(default_factory=dict)
    remedy: Remedy | None = None
    fingerprint: str = ""
    """Stable when lines move: hash of rule, verdict and folded quotes."""
    programme: str | None = None
    """The programme whose part was judged, where a publication is about projects of several."""
    suppression: Suppression | None = None
    """Set where the failure is known or accepted: it is marked and changes neither verdict nor evidence."""


@dataclass(frozen=True, slots=True)
class ProfileStamp:
    """What a report says of the profile that it compared with, so that a verdict can be traced."""

    uri: str
    digest: str
    copies: tuple[dict[str, str], ...] = ()
    """Which copies of public registers it was drafted from: register, file, digest, date."""


@dataclass(frozen=True, slots=True)
class Report:
    document: Document
    facts: Facts
    findings: tuple[Finding, ...]
    packs: tuple[PackStamp, ...]
    gaps: tuple[Gap, ...] = ()
    assumed: tuple[str, ...] = ()
    instance: dict[str, Any] = field(default_factory=dict, repr=False)
    """The facts as JSON (`grantdocs-facts/1`), what the rules looked at."""
    profile: ProfileStamp | None = None

    @property
    def verdict(self) -> Verdict:
        return max((finding.verdict for finding in self.findings), default=Verdict.NOT_APPLICABLE)

    def at_or_above(self, level: Level) -> tuple[Finding, ...]:
        """Failed findings whose level is at least `level`, but for those that are suppressed."""
        return tuple(
            f for f in self.findings if f.verdict is Verdict.FAIL and f.level >= level and f.suppression is None
        )
