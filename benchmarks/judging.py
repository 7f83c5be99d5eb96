"""What judging costs beside reading and extracting: `python benchmarks/judging.py [RUNS]`.

For one publication of each kind of grant: the facts are judged by all packs of the programme, once with jsonschema-rs
(extra `fast`) and once without. All steps run in turn, so that a machine that changes its speed changes all of them;
medians of the
processor's time are printed, judging in microseconds.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import grantdocs
from grantdocs.rules import charges, conformance, judge_charges, packs_for
from grantdocs.rules.instance import build

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["samples/lv/interreg-lapa.html", "samples/lv/interreg-raksts.txt", "samples/en/erasmus-page.html"]
PROGRAMMES = ["cohesion-lv-2021-2027", "horizon-europe"]
"""Asserted of the first page, to be judged by packs of other programmes, too."""
FAST = conformance._fast  # noqa: SLF001


def in_turn(steps: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median seconds of processor time of each step."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for step in steps.values():
        step()
    for _ in range(runs):
        for name, step in steps.items():
            start = time.process_time()
            step()
            times[name].append(time.process_time() - start)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def measure(path: Path, programme: str | None, runs: int) -> None:
    assume = {"programmes": [programme]} if programme else {}
    document = grantdocs.read(path)
    facts = grantdocs.extract(document, assume=assume)
    charged = charges(facts, document)
    instance = build(facts, document)
    compiled: dict[bool, dict] = {True: {}, False: {}}

    def judged(*, with_fast: bool) -> None:
        conformance._kept = compiled[with_fast]  # noqa: SLF001
        conformance._fast = FAST if with_fast else (lambda _schema: None)  # noqa: SLF001
        judge_charges(charged, facts, document, instance)

    median = in_turn(
        {
            "read": lambda: grantdocs.read(path),
            "extract": lambda: grantdocs.extract(document, assume=assume),
            "build": lambda: build(facts, document),
            "fast": lambda: judged(with_fast=True),
            "plain": lambda: judged(with_fast=False),
        },
        runs,
    )
    rules = sum(len(pack.rules) for pack in packs_for(charged))
    before = median["read"] + median["extract"]
    print(
        f"{programme or facts.programmes[0].id:<40}{rules:>6}{median['read'] * 1000:>9.1f}{median['extract'] * 1000:>10.1f}"
        f"{median['build'] * 1e6:>9.0f}{median['fast'] * 1e6:>10.0f}{median['plain'] * 1e6:>10.0f}"
        f"{median['fast'] / rules * 1e6:>9.0f}{median['fast'] / before:>9.1%}{median['plain'] / before:>9.1%}"
    )


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    print(
        f"{'programme':<40}{'rules':>6}{'read ms':>9}{'extract':>10}{'build µs':>9}{'fast µs':>10}{'plain µs':>10}"
        f"{'a rule':>9}{'fast':>9}{'plain':>9}   (share of read + extract)"
    )
    for page in PAGES:
        measure(ROOT / page, None, runs)
    for programme in PROGRAMMES:
        measure(ROOT / PAGES[0], programme, runs)


if __name__ == "__main__":
    main()
