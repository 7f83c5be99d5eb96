"""Sites with publications of two projects, an engine that needs no processes, and what stays the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from grantdocs.audit.records import Item, Record, Settings
from grantdocs.audit.unit import audit_one

_PAGE = (
    "<html lang='en'><head><title>{title}</title><meta name='date' content='{date}'></head><body><h1>{title}</h1>"
    "<p>The project “{project}”, No. {number}, is carried out in the Interreg V-A Latvia–Lithuania Programme 2014–2020."
    "</p><p>Total budget of the project: EUR {total}, including ERDF EUR {fund}.</p><p>{more}</p></body></html>"
)
PAGES = {
    "first.html": {"date": "2019-05-02", "total": "200 000.00", "more": "Work in the park has begun this week."},
    "later.html": {"date": "2020-06-03", "total": "250 000.00", "more": "Benches stand where nettles stood before."},
    "same-as-first.html": {
        "date": "2019-05-02",
        "total": "200 000.00",
        "more": "Work in the park has begun this week.",
    },
    "other.html": {"number": "LLI-777", "project": "Quiet rooms for readers", "more": "The library opens on Monday."},
}
_USUAL = {
    "title": "News of the park", "date": "2019-05-02", "project": "Green benches by the river", "number": "LLI-314",
    "total": "100 000.00", "fund": "85 000.00", "more": "",
}  # fmt: skip


class Inline:
    """Judges in this very process; `judged` tells which documents it was given."""

    def __init__(self, judge: Callable[[Item, Settings], Record] = audit_one) -> None:
        self._judge = judge
        self.judged: list[str] = []

    def map(self, items: Iterator[Item], settings: Settings, *, jobs: int) -> Iterator[Record]:
        """With two jobs the records come in another order."""
        waiting: list[Record] = []
        for item in items:
            self.judged.append(Path(item.uri).name)
            waiting.append(self._judge(item, settings))
            if len(waiting) >= jobs:
                yield from reversed(waiting)
                waiting = []
        yield from reversed(waiting)


def page(**about: str) -> str:
    return _PAGE.format(**{**_USUAL, **about})


def write_site(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, about in PAGES.items():
        (folder / name).write_text(page(**about), encoding="utf-8")
    (folder / "cats.txt").write_text("A page about cats, who have no budget.\n", encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 this is no package")
    return folder


def digests(out: Path) -> dict[str, str]:
    """Of all files whose bytes are promised to be the same."""
    found = [out / "manifest.json", *sorted((out / "parts").rglob("*.parquet"))]
    return {str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest() for file in found}
