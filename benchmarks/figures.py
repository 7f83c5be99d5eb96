"""Contradictions found, the right rule named, false alarms: `python benchmarks/figures.py [PUBLICATIONS] [SEED]`.

408 publications are the full size. Every one is judged as it holds; each kind of contradiction is planted in a share of
them, all kinds with `--all`. `--show` prints what was missed and what was a false alarm.
"""

from __future__ import annotations

import sys
from collections import Counter

from figures_publications import LANGUAGES, RULES, Publication, publication

import grantdocs

_AIMS = "aims: found >= 99 %, right rule >= 97 %, false alarms <= 0.5 in 100 clean ones"


def main(arguments: list[str]) -> None:
    numbers = [int(argument) for argument in arguments if argument.isdecimal()]
    count, seed = (*numbers, *(60, 1)[len(numbers) :])
    show = "--show" in arguments
    kinds = tuple(RULES)
    planted, found, named = Counter[str](), Counter[str](), Counter[str]()
    clean, alarms = Counter[str](), Counter[str]()
    for n in range(count):
        sound = publication(n, seed)
        failing = _failing(sound)
        clean[sound.language] += 1
        if failing:
            alarms[sound.language] += 1
            _show(sound, failing, show=show)
        chosen = kinds if "--all" in arguments else (kinds[(n // len(LANGUAGES)) % len(kinds)],)
        for kind in chosen:
            wrong = publication(n, seed, kind)
            failing = _failing(wrong)
            for key in (wrong.language, kind, "all"):
                planted[key] += 1
                found[key] += bool(failing)
                named[key] += wrong.rule in failing
            if wrong.rule not in failing:
                _show(wrong, failing, show=show)
    print(f"{count} publications, seed {seed}; {_AIMS}")
    print(f"{'':<14}{'planted':>8}{'found':>9}{'right rule':>12}{'clean':>8}{'false alarms':>14}")
    for key in (*LANGUAGES, *kinds, "all"):
        share = [f"{100 * part[key] / planted[key]:.1f} %" if planted[key] else "-" for part in (found, named)]
        good = sum(clean.values()) if key == "all" else clean[key]
        bad = sum(alarms.values()) if key == "all" else alarms[key]
        holding = f"{good:>8}{bad:>14}" if good else ""
        print(f"{key:<14}{planted[key]:>8}{share[0]:>9}{share[1]:>12}{holding}")
    print(f"false alarms in 100 clean publications: {100 * alarms.total() / max(1, clean.total()):.2f}")


def _failing(one: Publication) -> set[str]:
    report = grantdocs.check(grantdocs.read(one.content, name=one.name), packs=["figures"])
    return {finding.rule for finding in report.findings if finding.verdict.word == "fail"}


def _show(one: Publication, failing: set[str], *, show: bool) -> None:
    if show:
        print(f"--- {one.language} {one.kind} {one.name} failing: {sorted(failing)}")
        print(one.content.decode())


if __name__ == "__main__":
    main(sys.argv[1:])
