"""Dates against dateparser.search_dates on the same texts: `python benchmarks/extraction_dates.py [--set NAME] [--gold FILE --root DIR]`.

Sets: `table` (what tests hold), `fresh` (written once, never mended for), or documents with hand-made annotations.
Ours counts a date only with both its days right. dateparser knows no ranges, so it is counted kindly: it must name the
first day of a date and, of a range of points, the last; any of these days is right, all others are false. The language
is told to both. Time is what the processor spent on all texts of a language as one document, the best of some rounds in
which both take turns: ours begins with the text and its blocks as a reader hands them over, and folds it first.
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import json
import math
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "extractors"))

from dates_texts import document_of, unmarked  # noqa: E402

import grantdocs  # noqa: E402
from grantdocs.extractors.dates import extract  # noqa: E402
from grantdocs.extractors.reading import Reading  # noqa: E402
from grantdocs.languages import lexicon, tags  # noqa: E402
from grantdocs.model.document import Document  # noqa: E402
from grantdocs.text.folding import fold  # noqa: E402

Days = tuple[dt.date, dt.date]
_ROUNDS = 4
LONGEST = 20_000
"""Characters of an annotated document that are read: dateparser needs minutes for longer ones."""


@dataclass(frozen=True)
class Case:
    language: str
    text: str
    published: dt.date | None
    dates: frozenset[Days]


@dataclass
class Row:
    """One line of the table: a tool on the texts of one language."""

    set: str
    language: str
    tool: str
    hits: int = 0
    false: int = 0
    missed: int = 0
    seconds: float = math.inf
    characters: int = 0

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def milliseconds(self) -> float:
        """For 1,000 characters."""
        return self.seconds * 1e6 / max(1, self.characters)


def rows(name: str = "table") -> Iterator[Row]:
    """Both tools on the marked tables of every language."""
    for tag in tags():
        yield from compared(name, tag, list(marked(tag, name)))


def marked(tag: str, name: str) -> Iterator[Case]:
    table = json.loads((ROOT / f"tests/extractors/marked/dates_{tag}.json").read_text("utf-8"))
    for case in table["fresh"] if name == "fresh" else (*table["found"], *table["none"]):
        text, _ = unmarked(case["text"])
        published = dt.date.fromisoformat(case["published"]) if "published" in case else None
        yield Case(tag, text, published, frozenset(map(_days, case.get("dates", ()))))


def annotated(gold: Path, root: Path) -> Iterator[Case]:
    """Documents whose dates somebody wrote down."""
    for entry in json.loads(gold.read_text("utf-8")):
        if entry.get("dates") is None or entry.get("language") not in tags():
            continue
        document = grantdocs.read(root / entry["file"])
        if len(document.text) <= LONGEST:
            days = ((date["start"], date["end"]) for date in entry["dates"] if date.get("start") and date.get("end"))
            dates = frozenset((dt.date.fromisoformat(start), dt.date.fromisoformat(end)) for start, end in days)
            yield Case(entry["language"], document.text, None, dates)


def compared(name: str, language: str, cases: list[Case]) -> tuple[Row, Row]:
    ours, peer = Row(name, language, "grantdocs"), Row(name, language, "dateparser")
    for case in cases:
        _count(ours, case, _grantdocs)
        _count(peer, case, _dateparser)
    whole = Case(language, "\n".join(case.text for case in cases), None, frozenset())
    ours.characters = peer.characters = len(whole.text)
    document = document_of(whole.text)
    for _ in range(_ROUNDS):
        ours.seconds = min(ours.seconds, _seconds(lambda: _found(document, whole)))
        peer.seconds = min(peer.seconds, _seconds(lambda: _dateparser(whole)))
    return ours, peer


def _seconds(find: Callable[[], set[Days]]) -> float:
    began = time.process_time()
    find()
    return time.process_time() - began


def _count(row: Row, case: Case, tool: Callable[[Case], set[Days]]) -> None:
    found = tool(case)
    if row.tool == "grantdocs":
        hits, false = len(found & case.dates), len(found - case.dates)
    else:
        points = {start for start, _ in found}
        hits = sum(_needed(*days) <= points for days in case.dates)
        false = len(points - {day for days in case.dates for day in days})
    row.hits += hits
    row.false += false
    row.missed += len(case.dates) - hits


def _needed(start: dt.date, end: dt.date) -> set[dt.date]:
    """The days a tool without ranges must name: the first one, and the last one where two points are written."""
    return {start} if _is_unit(start, end) else {start, end}


def _is_unit(start: dt.date, end: dt.date) -> bool:
    """One day, month, season, quarter, half or year: one point in the text."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    return start == end or (whole and months in {1, 3, 6, 12})


def _grantdocs(case: Case) -> set[Days]:
    return _found(document_of(case.text), case)


def _found(document: Document, case: Case) -> set[Days]:
    words = lexicon((case.language,))
    reading = Reading(document, fold(document.text), case.language, (case.language,), words)
    facts, _ = extract(reading, case.published)
    return {(fact.start, fact.end) for fact in facts if fact.start and fact.end}


def _dateparser(case: Case) -> set[Days]:
    from dateparser.search import search_dates

    settings: dict[str, object] = {"PREFER_DAY_OF_MONTH": "first", "PREFER_MONTH_OF_YEAR": "first"}
    if case.published:
        settings["RELATIVE_BASE"] = dt.datetime.combine(case.published, dt.time())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = search_dates(case.text, languages=[case.language], settings=settings) or []
        except Exception:  # noqa: BLE001 - it stumbles over some texts, which counts as nothing found
            found = []
    return {(day.date(), day.date()) for _, day in found}


def _days(item: str) -> Days:
    start, _, end = item.split(maxsplit=1)[0].partition("/")
    return dt.date.fromisoformat(start), dt.date.fromisoformat(end)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("table", "fresh"), default="table")
    parser.add_argument("--gold", type=Path, help="annotated documents instead, as tools/score.py reads them")
    parser.add_argument("--root", type=Path, help="the folder that their paths start from")
    options = parser.parse_args(arguments)
    if options.gold:
        found = _by_language(options.gold.stem, annotated(options.gold, options.root or options.gold.parent))
    else:
        found = list(rows(options.set))
    report(found)
    return 0


def _by_language(name: str, cases: Iterable[Case]) -> list[Row]:
    by_language: dict[str, list[Case]] = {}
    for case in cases:
        by_language.setdefault(case.language, []).append(case)
    return [row for tag in sorted(by_language) for row in compared(name, tag, by_language[tag])]


def report(found: Iterable[Row]) -> None:
    print(f"{'set':8}{'lang':6}{'tool':12}{'P':>7}{'R':>7}{'F1':>7}{'hits':>6}{'false':>6}{'missed':>7}{'ms/1000':>9}")
    totals: dict[str, Row] = {}
    for row in found:
        _print(row)
        total = totals.setdefault(row.tool, Row(row.set, "all", row.tool, seconds=0.0))
        for field in ("hits", "false", "missed", "seconds", "characters"):
            setattr(total, field, getattr(total, field) + getattr(row, field))
    for total in totals.values():
        _print(total)
    if {"grantdocs", "dateparser"} <= totals.keys():
        ratio = totals["dateparser"].milliseconds / totals["grantdocs"].milliseconds
        print(f"grantdocs is {ratio:.0f} times as fast")


def _print(row: Row) -> None:
    print(
        f"{row.set:8}{row.language:6}{row.tool:12}{row.precision:7.3f}{row.recall:7.3f}{row.f1:7.3f}"
        f"{row.hits:6}{row.false:6}{row.missed:7}{row.milliseconds:9.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
