"""What is known or accepted in the publications of a call: marked, written down, and told where it is over."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grantdocs.cli.terminal import say
from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    from grantdocs.model.findings import Report
    from grantdocs.settings import Baseline, Settings

__all__ = ["Acceptance"]


@dataclass(frozen=True)
class Acceptance:
    settings: Settings
    today: dt.date
    searched: tuple[Path, ...]
    """Folders that are judged whole."""
    baseline: Baseline | None
    update: bool

    @classmethod
    def of(cls, settings: Settings, paths: Sequence[str], today: dt.date, *, update: bool) -> Acceptance:
        """Complains before anything is judged."""
        from grantdocs.settings import Baseline, read_baseline

        path = settings.baseline
        if path is None and update:
            raise click.UsageError("--update-baseline needs to know which: --baseline FILE")
        if path is None:
            baseline = None
        elif path.exists() or not update:
            if not path.exists():
                raise ScopeError(f"the baseline {path} does not exist; --update-baseline writes it")
            baseline = read_baseline(path)
        else:
            baseline = Baseline(path)
        folders = (Path(os.path.abspath(path)) for path in paths if Path(path).is_dir())  # noqa: PTH100  see settings
        return cls(settings, today, tuple(folders), baseline, update)

    def marked(self, reports: Sequence[Report]) -> tuple[Report, ...]:
        """The reports with what does not count marked; tells which entries have had their day."""
        from grantdocs.settings import apply, mark

        alone = replace(self.settings, baseline=None)
        reports = tuple(apply(report, alone, today=self.today) for report in reports)
        self._tell_idle(reports)
        if self.baseline is None:
            return reports
        baseline = self._updated(reports) if self.update else self.baseline
        if not self.update:
            self._tell_gone(reports)
        return tuple(mark(report, baseline) for report in reports)

    def _updated(self, reports: tuple[Report, ...]) -> Baseline:
        from grantdocs.settings import updated

        assert self.baseline is not None
        now = updated(self.baseline, reports, today=self.today, strict=self.settings.strict, searched=self.searched)
        now.write()
        before, after = (
            {(known.document, known.fingerprint) for known in each.findings} for each in (self.baseline, now)
        )
        self._tell("updated", file=now.path, number=len(after), added=len(after - before), removed=len(before - after))
        return now

    def _tell_gone(self, reports: tuple[Report, ...]) -> None:
        from grantdocs.settings import gone

        assert self.baseline is not None
        if lost := gone(self.baseline, reports, searched=self.searched):
            self._tell("gone", number=len(lost))

    def _tell_idle(self, reports: tuple[Report, ...]) -> None:
        from grantdocs.settings import idle, told

        everywhere = told("everywhere", self.settings.language)
        for entry in idle(reports, self.settings, searched=self.searched):
            documents = ", ".join(entry.documents) or everywhere
            self._tell("idle", rule=entry.rule, documents=documents, file=self.settings.file)

    def _tell(self, what: str, **values: object) -> None:
        from grantdocs.settings import told

        say(f"grantdocs: {told(what, self.settings.language, **values)}".replace("\n", " "), err=True)
