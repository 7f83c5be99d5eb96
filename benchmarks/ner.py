"""What a trained spaCy pipeline adds to partners: `python benchmarks/ner.py [MODEL ...]`.

One row a pipeline and language over the marked tables of partners: precision, recall and F1 of names without it and with
it, and the time that it costs. A pipeline that is not installed is said to be so; the last rows stand for a perfect
one, an entity ruler that knows every marked name: they show what is left to gain, and that it does no harm.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantdocs.errors import ScopeError
from grantdocs.extractors import awards, funds, organisations, partners, statements
from grantdocs.extractors.organisations.trained import installed, pipeline
from grantdocs.extractors.reading import Reading
from grantdocs.languages import lexicon, tags
from grantdocs.testing import document_of, marked
from grantdocs.text.folding import fold

FOLDER = Path(__file__).parents[1] / "tests" / "extractors" / "marked"
MODELS = (
    "en_core_web_sm",
    "de_core_news_sm",
    "fr_core_news_sm",
    "pl_core_news_sm",
    "lt_core_news_sm",
    "xx_ent_wiki_sm",
)


@dataclass(frozen=True)
class Score:
    right: int
    wrong: int
    missed: int
    seconds: float

    @property
    def figures(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        return f"{precision:.3f} {recall:.3f} {f1:.3f}"


def main(models: list[str]) -> None:
    print(f"{'pipeline':<20} lang  cases  P/R/F1 without     P/R/F1 with        ms a text")
    for model in dict.fromkeys([*(models or MODELS), *installed()]):
        try:
            nlp = pipeline(model)
        except ScopeError as error:
            print(f"{model:<20} not installed" if "there is no" in str(error) else f"{model:<20} {error}")
            continue
        for tag in tags() if nlp.lang == "xx" else [nlp.lang]:
            compare(Path(model).name, tag, nlp)
    for tag in tags():
        compare("(all names)", tag, ruler(sorted({name for _, names in cases(tag) for name in names})))


def compare(model: str, tag: str, nlp: Any) -> None:
    known = cases(tag)
    alone, helped = score(known, tag, None), score(known, tag, nlp)
    each = 1000 * helped.seconds / len(known)
    print(f"{model:<20} {tag:<5} {len(known):>5}  {alone.figures}  {helped.figures}  {each:>9.1f}")


def cases(tag: str) -> list[tuple[str, list[str]]]:
    """Texts with the names of their partners as they stand, none in those that must find nothing."""
    table = json.loads((FOLDER / f"partners_{tag}.json").read_text(encoding="utf-8"))
    found: list[tuple[str, list[str]]] = []
    for case in (*table["partners"], *table.get("open", ())):
        text, spans = marked(case["text"])
        found.append((text, [text[span.start : span.end] for span in spans]))
    return found + [(text, []) for text in table["nothing"]]


def score(known: list[tuple[str, list[str]]], tag: str, nlp: Any) -> Score:
    right = wrong = missed = 0
    begun = time.perf_counter()
    for text, names in known:
        found = {partner.written for partner in partners_of(text, tag, nlp)}
        right += len(found & set(names))
        wrong += len(found - set(names))
        missed += len(set(names) - found)
    return Score(right, wrong, missed, time.perf_counter() - begun)


def partners_of(text: str, tag: str, nlp: Any) -> tuple[Any, ...]:
    reading = Reading(document_of(text, tag), fold(text), tag, (tag,), lexicon((tag,)))
    numbers = awards.numbers(reading)
    reading = reading.without(number.span for number in numbers)
    stated = statements.extract(reading)
    granted, _ = awards.extract(reading, numbers, (), stated)
    others = [span for fund in funds.extract(reading) for span in fund.spans]
    places = [span for award in granted for span in award.spans]
    return partners.extract(reading, organisations.find(reading, nlp), stated, (), others, awards=places)


def ruler(names: list[str]) -> Any:
    import spacy

    nlp: Any = spacy.blank("xx")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": name} for name in names])
    return nlp


if __name__ == "__main__":
    main(sys.argv[1:])
