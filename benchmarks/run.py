"""How fast, as ratios against a named peer or floor measured in the same run: `python benchmarks/run.py`.

Each pair is run in turn (A B A B ...) so that a machine that changes its speed changes both; the median is printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "samples/lv/interreg-raksts.txt"
PAGE = ROOT / "samples/lv/interreg-lapa.html"
LEAFLET = ROOT / "samples/en/erasmus-leaflet.pdf"
CLICK = "import click\n@click.group()\ndef main(): 'A bare program.'\n@main.command()\ndef check(): 'Check.'\nmain()\n"


def process(*command: str | Path) -> Callable[[], None]:
    return lambda: subprocess.run([*map(str, command)], stdout=subprocess.DEVNULL, check=False) and None


def paired(ours: Callable[[], object], peer: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median milliseconds of both."""
    times: tuple[list[float], list[float]] = ([], [])
    for call in (ours, peer):
        call()
    for _ in range(runs):
        for call, seconds in zip((ours, peer), times, strict=True):
            start = time.perf_counter()
            call()
            seconds.append(time.perf_counter() - start)
    return statistics.median(times[0]) * 1000, statistics.median(times[1]) * 1000


def row(what: str, peer: str, aim: str, measured: tuple[float, float]) -> None:
    ours, theirs = measured
    print(f"{what:<46}{ours:9.1f} ms   {peer:<34}{theirs:9.1f} ms   {ours / theirs:5.2f}   {aim}")


def main() -> None:
    import pypdfium2

    import grantdocs
    from grantdocs.model.document import Document
    from grantdocs.pipeline import extract
    from grantdocs.rules import charges, judge, packs_for
    from grantdocs.rules.instance import build

    program = Path(sys.executable).with_name("grantdocs")
    print(f"{'measured':<58}   {'against':<46}   ratio   aim")
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder, "bare.py")
        bare.write_text(CLICK, encoding="utf-8")
        row(
            "grantdocs --help",
            "a bare click program --help",
            "<= 1.5",
            paired(process(program, "--help"), process(sys.executable, bare, "--help"), 11),
        )
    row(
        "grantdocs check, short project page",
        "python -c 'import spacy'",
        "<= 1.4",
        paired(process(program, "check", PROJECT), process(sys.executable, "-c", "import spacy"), 7),
    )
    row(
        "grantdocs check, text about no project",
        "python -c 'import spacy'",
        "< 1",
        paired(
            process(program, "check", ROOT / "samples/lv/bibliotekas-zinas.txt"),
            process(sys.executable, "-c", "import spacy"),
            7,
        ),
    )

    def pdf_text() -> None:
        pdf = pypdfium2.PdfDocument(LEAFLET)
        for page in pdf:
            page.get_textpage().get_text_range()
        pdf.close()

    row(
        "read a PDF without tables", "pypdfium2's text", "<= 1.6", paired(lambda: grantdocs.read(LEAFLET), pdf_text, 31)
    )

    document: Document = grantdocs.read(PAGE)
    facts = extract(document)
    instance, packs = build(facts, document), packs_for(charges(facts, document))
    row(
        "judge, warm",
        "the whole check, warm",
        "<= 0.15",
        paired(lambda: judge(facts, document, packs, instance=instance), lambda: grantdocs.check(PAGE), 21),
    )


if __name__ == "__main__":
    main()
