"""Quotes on one line in which the words that deviate from an official wording are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from grantdocs.reports._chrome import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grantdocs.model.findings import Evidence, Report
    from grantdocs.model.location import Span

__all__ = ["CLOSE", "OPEN", "marked", "styled", "worth_showing"]

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
"""Around marked words until the lines are broken; characters of private use never come out of `clean`."""
_NO_COLOUR: Final = ("‹", "›")
_COLOUR: Final = ("\x1b[1;4m", "\x1b[22;24m")
_BLANKS_RE = regex.compile(r"\s++")
_INDENT_RE = regex.compile(r"[\s|]*+")
_STATEMENT_RE = regex.compile(r"/statements/(?P<number>\d++)(?P<part>/deviations/\d++)?+")
_FAR: Final = 4_000
"""Characters of a quote that are looked at on either side of its first mark."""


def worth_showing(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The places with a quote, without the words of a statement that is quoted with them marked."""
    quoted = {_statement(item) for item in evidence if item.quote and not _is_part(item)}
    return [item for item in evidence if item.quote and not (_is_part(item) and _statement(item) in quoted)]


def marked(item: Evidence, report: Report, longest: int) -> str:
    """The quote, cut to about `longest` characters, twice as many where words are marked; the first mark is seen."""
    parts = _deviating(item, report)
    longest = 2 * longest if parts else longest
    start = max(0, parts[0][0] - _FAR) if parts else 0
    text, done = [], start
    for begin, end in [*parts, (start + 2 * _FAR, start + 2 * _FAR)]:
        text.append(clean(item.quote[done : max(done, begin)]))
        if begin < end:
            text.append(f"{OPEN}{clean(item.quote[begin:end])}{CLOSE}")
        done = max(done, end)
    return _cut(_BLANKS_RE.sub(" ", "".join(text)).strip(), longest)


def styled(lines: Iterable[str], *, color: bool) -> Iterator[str]:
    """The broken lines with marks as bold and underlined words, or between ‹ ›; no style runs over a line's end."""
    opening, closing = _COLOUR if color else _NO_COLOUR
    is_open = False
    for line in lines:
        indent = _INDENT_RE.match(line).group() if is_open and color else ""  # type: ignore[union-attr]
        shown = indent + (opening if indent else "") + line[len(indent) :]
        is_open = line.rfind(OPEN) > line.rfind(CLOSE) or (is_open and CLOSE not in line and OPEN not in line)
        shown = shown.replace(OPEN, opening).replace(CLOSE, closing)
        yield shown + (closing if is_open and color else "")


def _deviating(item: Evidence, report: Report) -> list[tuple[int, int]]:
    """Where in the quote words are extra or changed; nowhere if that is all of it."""
    number = _statement(item)
    if number is None or _is_part(item) or item.location is None or item.source:
        return []
    place: Span = item.location.span
    spans = [span for deviation in report.facts.statements[number].deviations for span in deviation.spans]
    inside = sorted((span.start - place.start, span.end - place.start) for span in spans if place.covers(span))
    return [] if inside == [(0, place.end - place.start)] else inside


def _statement(item: Evidence) -> int | None:
    found = _STATEMENT_RE.fullmatch(item.pointer)
    return int(found["number"]) if found else None


def _is_part(item: Evidence) -> bool:
    found = _STATEMENT_RE.fullmatch(item.pointer)
    return found is not None and found["part"] is not None


def _cut(text: str, longest: int) -> str:
    """At blanks, with … on both sides where something is left out."""
    if len(text) <= longest:
        return text
    first = text.find(OPEN)
    start = 0 if first < longest * 2 // 3 else first - longest // 3
    if start:
        start = text.rfind(" ", 0, start) + 1
    end = min(len(text), start + longest)
    if end < len(text):
        end = max(text.rfind(" ", start + 1, end), start + 1) if " " in text[start + 1 : end] else end
    kept = text[start:end]
    if kept.rfind(OPEN) > kept.rfind(CLOSE):
        kept += CLOSE
    return ("… " if start else "") + kept + (" …" if end < len(text) else "")
