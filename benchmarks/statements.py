"""How well and how fast official wordings are found: `python benchmarks/statements.py [--full]`.

Quality: every entry of the catalogue is planted in host text of its language (planting.py says how). Found is what
covers at least half of the planted words; a statement elsewhere is a false one. Speed: ratios against
rapidfuzz's partial_ratio_alignment over the same catalogue, measured in turn in the same run.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planting import LEVELS, ZONES, Planted, document_of, hosts, paragraphs, plant, sentence

from grantdocs.catalogue.statements import Statement, fill, statements
from grantdocs.extractors.reading import Reading, begin
from grantdocs.extractors.statements import extract
from grantdocs.extractors.statements.index import index_of
from grantdocs.model.document import Zone
from grantdocs.model.facts import StatementFact
from grantdocs.model.location import Span

RECALL = {0.0: 0.995, 0.05: 0.99, 0.10: 0.97, 0.15: 0.93}


@dataclass
class Score:
    planted: int = 0
    found: int = 0
    right: int = 0
    facts: int = 0
    false: int = 0
    by_language: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.planted

    @property
    def precision(self) -> float:
        return 1.0 - self.false / max(1, self.facts)

    @property
    def rightness(self) -> float:
        return self.right / max(1, self.found)

    @property
    def worst(self) -> tuple[str, float]:
        shares = {tag: counts["found"] / counts["planted"] for tag, counts in self.by_language.items()}
        tag = min(shares, key=lambda one: (shares[one], one))
        return tag, shares[tag]


def measure(cases: Iterable[Planted]) -> Score:
    score = Score()
    for case in cases:
        facts = extract(begin(case.document))
        here = [(common, fact) for fact in facts for span in fact.spans if (common := _common(case.span, span))]
        score.planted += 1
        counts = score.by_language.setdefault(case.statement.language, Counter())
        counts["planted"] += 1
        score.facts += sum(len(fact.spans) for fact in facts)
        stray = [fact for fact in facts for span in fact.spans if _common(case.span, span) * 2 < span.end - span.start]
        score.false += len(stray)
        best = max(here, key=lambda pair: pair[0], default=None)
        if best and best[0] * 2 >= case.span.end - case.span.start:
            score.found += 1
            counts["found"] += 1
            is_right = (best[1].family, best[1].language) in case.answers
            score.right += is_right
            if not is_right:
                score.faults.append(_told("other", case, best[1]))
        else:
            score.faults.append(_told("missed", case, best[1] if best else None))
        score.faults += [_told("false", case, fact) for fact in stray]
    return score


def false_statements(count: int) -> list[tuple[str, StatementFact, str]]:
    found = []
    for tag, text in paragraphs(count):
        found += [(tag, fact, text) for fact in extract(begin(document_of([(text, Zone.BODY)])))]
    return found


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _told(what: str, case: Planted, fact: StatementFact | None) -> str:
    text = case.document.quote(case.span)
    got = fact and f"{fact.id} {fact.match} {[case.document.quote(span) for span in fact.spans]}"
    return f"{what}: {case.statement.id} ({case.zone}, {case.disturbance}, {case.level:.0%}): {text!r} -> {got}"


def quality(zones: Iterable[str], show: int) -> None:
    print("edits   planted   recall   aim     precision   family and language   worst language")
    pooled: dict[str, Counter[str]] = {}
    zones = tuple(zones)
    for level in LEVELS:
        score = measure(plant(statements(), level, zones))
        for tag, counts in score.by_language.items():
            pooled.setdefault(tag, Counter()).update(counts)
        tag, share = score.worst
        print(
            f"{level:4.0%} {score.planted:10} {score.recall:9.4f}   {RECALL[level]:.3f} {score.precision:10.4f}"
            f" {score.rightness:16.4f}               {tag} {share:.3f}"
        )
        print(*score.faults[:show], sep="\n", end="\n" * bool(show and score.faults))
    shares = {tag: counts["found"] / counts["planted"] for tag, counts in pooled.items()}
    print(
        "over all levels, least:", *(f"{tag} {shares[tag]:.3f}" for tag in sorted(shares, key=shares.__getitem__)[:5])
    )


def text_of(size: int, tags: Iterable[str], planted: Iterable[Statement] = (), seed: int = 3) -> Reading:
    """Host text of so many characters in these languages, with these statements spread over it."""
    chance, tags = random.Random(seed), list(tags)
    blocks = []
    while sum(len(block) + 1 for block in blocks) < size:
        kind = chance.choice(["prose", "prose", "rules", "others"])
        blocks.append(" ".join(sentence(tag, kind, chance) for tag in [chance.choice(tags)] for _ in range(3)))
    for one in planted:
        blocks.insert(chance.randrange(len(blocks)), fill(one.text, {"partner": "Alderford", "grant_number": "812345"}))
    return begin(document_of([(block[:2000], Zone.BODY) for block in blocks]))


def milliseconds(call: Callable[[], object], runs: int) -> float:
    """The least of so many runs: of processor time: what other programs take away is none of ours."""
    call()
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times) * 1000


def speed(*, full: bool) -> None:
    from rapidfuzz.fuzz import partial_ratio_alignment

    known = statements()
    attested = [one for one in known if one.is_attested]
    for tag in ("en", "lv", "de", "el"):
        mine = [one for one in attested if one.language == tag][:6]
        without, holding = text_of(10_000, [tag]), text_of(10_000, [tag], mine)
        print(
            f"10 kB {tag}: without a statement {milliseconds(lambda r=without: extract(r), 15):6.2f} ms (aim 5), "
            f"with {len(mine)} {milliseconds(lambda r=holding: extract(r), 15):6.2f} ms (aim 15)"
        )
    size = 1_000_000 if full else 200_000
    tags = ["en", "lv", "lt", "et", "de", "pl", "fr"]
    big = text_of(size, tags, [one for one in attested if one.language in tags])
    wordings = [" ".join(wording.lower().split()) for one in known for wording in one.wordings]
    lower = big.folded.lower

    def peer() -> None:
        for wording in wordings:
            partial_ratio_alignment(wording, lower, score_cutoff=72)

    ours, theirs = milliseconds(lambda: extract(big), 1), 0.0
    start = time.process_time()
    peer()
    theirs = (time.process_time() - start) * 1000
    print(f"{size // 1000} kB: {ours:.0f} ms, rapidfuzz {theirs:.0f} ms, {theirs / ours:.1f} times (aim 10)")
    longest = max((one.text for one in attested if one.language == "en"), key=len)
    for part in (1, 2):
        text = " ".join([longest] * (size * part // 2 // len(longest)))
        alike = begin(document_of([(text, Zone.BODY)]))
        took = milliseconds(lambda reading=alike: extract(reading), 1)
        print(f"{len(text) // 1000} kB of one statement again and again: {took:.0f} ms")
    plain = text_of(100_000, ["en", "lv"])
    for count in (300, 3000):
        made = index_of(synthetic(count))
        took = milliseconds(lambda index=made: extract(plain, index), 7)
        print(f"100 kB, {count} made-up entries: {took:.1f} ms")


def synthetic(count: int) -> list[Statement]:
    """Made-up entries of the words of all host languages, so that they share words with one another and with the text."""
    from dataclasses import replace

    chance = random.Random(5)
    words = [word for tag in hosts() for _ in range(60) for word in sentence(tag, "rules", chance).split()]
    pattern = next(one for one in statements() if one.family == "erasmus-disclaimer-2014")
    return [
        replace(
            pattern, id=f"{pattern.id}.{n}", text=" ".join(chance.sample(words, 22)), accepted_variants=(), must_have=()
        )
        for n in range(count)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="all zones, 2,000 paragraphs, 1 MB")
    parser.add_argument("--show", type=int, default=0, help="how many faults of each level to print")
    parser.add_argument("--only", choices=["quality", "false", "speed"])
    chosen = parser.parse_args()
    if chosen.only in {None, "quality"}:
        quality(ZONES[:3] if chosen.full else ZONES[:1], chosen.show)
    if chosen.only in {None, "false"}:
        count = 2000 if chosen.full else 480
        found = false_statements(count)
        print(f"{count} paragraphs without a statement: {len(found)} false ones (aim: at most 2 of 2,000)")
        for tag, fact, text in found[: chosen.show]:
            print(tag, fact.id, fact.match, fact.similarity, [text[span.start : span.end] for span in fact.spans])
    if chosen.only in {None, "speed"}:
        speed(full=chosen.full)


if __name__ == "__main__":
    sys.exit(main())
