"""Amounts and dates against their peers, one table: `python benchmarks/extraction.py [--set NAME] [--gold FILE --root DIR]`.

Sets: `table` (what the tests hold), `fresh` (written after the tables were met). With `--gold` also, or with
`--only-gold` only, documents that somebody annotated by hand; what of them is not there is said. Peers stand in the
extra `bench`; all tools read the same texts in turn in one run. Times are CPU milliseconds for 1,000 characters.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import extraction_amounts
import extraction_dates
from extraction_dates import Row

AIMS = {"amounts": 0.98, "dates": 0.97}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=("table", "fresh"), default="table")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="annotated documents")
    parser.add_argument("--root", type=Path, help="the folder that their paths start from")
    parser.add_argument("--only-gold", action="store_true")
    parser.add_argument("--facts", choices=("amounts", "dates"), action="append", help="both by default")
    options = parser.parse_args(arguments)
    for facts in options.facts or ("amounts", "dates"):
        if not options.only_gold:
            show(facts, _marked(facts, options.set))
        for gold in options.gold:
            if gold.is_file():
                show(facts, _annotated(facts, gold, options.root or gold.parents[1]))
            else:
                print(f"{facts}: {gold.name} is not there")
        if not options.gold:
            print(f"{facts}: no annotated documents were given (--gold)\n")
    return 0


def _marked(facts: str, name: str) -> Iterator[Row]:
    return extraction_amounts.rows(name) if facts == "amounts" else extraction_dates.rows(name)


def _annotated(facts: str, gold: Path, root: Path) -> Iterable[Row]:
    if facts == "amounts":
        return extraction_amounts.annotated(gold, root)
    return extraction_dates._by_language(gold.stem, extraction_dates.annotated(gold, root))  # noqa: SLF001


def show(facts: str, found: Iterable[Row]) -> None:
    """One line for a language: precision, recall and F1 of ours, F1 of each peer, and the times."""
    lines: dict[str, dict[str, Row]] = {}
    for row in found:
        lines.setdefault(row.language, {})[row.tool] = row
        total = lines.setdefault("all", {}).setdefault(row.tool, Row(row.set, "all", row.tool, seconds=0.0))
        for name in ("hits", "false", "missed", "seconds", "characters"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    if not lines:
        return
    lines["all"] = lines.pop("all")
    tools = list(lines["all"])
    peers = [tool for tool in tools if tool != "grantdocs"]
    first = lines["all"]["grantdocs"]
    print(f"{facts} in {first.set}: F1 (precision/recall of ours), then milliseconds for 1,000 characters")
    print(
        f"{'':6}{'cases':>6}{'grantdocs':>22}"
        + "".join(f"{tool:>14}" for tool in peers)
        + "   "
        + "".join(f"{tool:>14}" for tool in tools)
    )
    behind: list[str] = []
    for language, by_tool in lines.items():
        ours = by_tool["grantdocs"]
        cells = f"{ours.f1:8.3f} ({ours.precision:.3f}/{ours.recall:.3f})"
        print(
            f"{language:6}{ours.hits + ours.missed:6}{cells:>22}"
            + "".join(f"{by_tool[tool].f1:14.3f}" for tool in peers)
            + "   "
            + "".join(f"{by_tool[tool].milliseconds:14.2f}" for tool in tools)
        )
        if ours.f1 < AIMS[facts] or any(by_tool[tool].f1 >= ours.f1 for tool in peers if by_tool[tool].f1 < 1):
            behind.append(language)
    print(f"below {AIMS[facts]} or not ahead: {', '.join(behind) or 'no language'}\n")


if __name__ == "__main__":
    sys.exit(main())
