"""What stands between two lines of a paragraph: a blank, or nothing or a hyphen where a hyphen ends the line. Whether
it belongs to the word is told by official wordings and names, else by the other words of the publication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import regex

from grantdocs.catalogue.programmes import programmes
from grantdocs.catalogue.statements import statements
from grantdocs.readers.building import Inline, plain
from grantdocs.readers.pdf.lines import Line

__all__ = ["LineEnds"]

_WORD_RE = regex.compile(r"\p{L}++(?:[-\u2010\u2011]\p{L}++)*+")
_HEAD_RE = regex.compile(r"(?:^|[^\p{L}])(?P<head>\p{L}++)$")
_TAIL_RE = regex.compile(r"\p{Ll}\p{L}*+")
_ADDRESS_RE = regex.compile(r"(?:://|www\.|@|\w/)\S*$")
_NAME_RE = regex.compile(r"\p{Ll}{4,}+(?!\*)")
_MANY = 3
"""Languages in which a word is the same, so that it is a proper name."""
_SHORTEST_REST = 4
"""Letters of what follows the name of a programme in a compound; shorter rests are endings of longer words."""


class LineEnds:
    def __init__(self, lines: Iterable[Line]) -> None:
        """`lines`: all of the publication."""
        self._words: set[str] = set()
        self._prefixes: Counter[str] = Counter()
        lines = list(lines)
        if not any(line.is_hyphenated for line in lines):
            return
        for line in lines:
            words = [word.casefold() for word in _WORD_RE.findall(line.text)]
            whole = words[:-1] if line.is_hyphenated else words
            self._words.update(whole)
            self._prefixes.update(head for head, hyphen, _ in (word.partition("-") for word in whole) if hyphen)

    def inline_of(self, lines: Iterable[Line]) -> Inline:
        """The running text of the lines of one paragraph, line ends undone."""
        lines = list(lines)
        if not any(line.links for line in lines):
            parts = [part for before, line in pairwise(lines) for part in (before.text, self._between(before, line))]
            return plain("".join([*parts, lines[-1].text, "-" if lines[-1].is_hyphenated else ""]))
        stretches: list[tuple[str, str | None]] = []
        before: Line | None = None
        for line in lines:
            if before is not None:
                stretches.append((self._between(before, line), None))
            position = 0
            for start, end, url in line.links:
                stretches += [(line.text[position:start], None), (line.text[start:end], url)]
                position = end
            stretches.append((line.text[position:], None))
            before = line
        if before is not None and before.is_hyphenated:
            stretches.append(("-", None))
        return stretches

    def _between(self, before: Line, line: Line) -> str:
        if not before.is_hyphenated:
            return " "
        # A hyphen between letters may come from breaking a word, before a digit or a capital it belongs to a name.
        head, tail = _HEAD_RE.search(before.text), _TAIL_RE.match(line.text)
        if not head or not tail or before.text[-2:].isupper() or _ADDRESS_RE.search(before.text):
            return "-"
        return "-" if self._is_compound(head["head"], tail.group()) else ""

    def _is_compound(self, head: str, tail: str) -> bool:
        word, compound = (head + tail).casefold(), f"{head}-{tail}".casefold()
        # What the law and the programmes write comes first: it is what is looked for.
        is_official = compound in _official_words()
        if is_official != (word in _official_words()):
            return is_official
        if word in self._words:
            return False
        if compound in self._words or self._prefixes[head.casefold()] > 1:
            return True
        return is_official or (head[0].isupper() and head.casefold() in _names() and len(tail) >= _SHORTEST_REST)


@cache
def _official_words() -> frozenset[str]:
    """Words of official wordings and of the names of programmes, those with a hyphen as they are."""
    texts = [text for statement in statements() for text in statement.wordings]
    texts += [name for profile in programmes().values() for names in profile.names.values() for name in names]
    return frozenset(word.casefold() for text in texts for word in _WORD_RE.findall(text))


@cache
def _names() -> frozenset[str]:
    """What programmes begin with in many languages, such as Interreg: words are put together with such names."""
    found = {
        (match.group(), language)
        for profile in programmes().values()
        for language, names in profile.names.items()
        for name in names
        if (match := _NAME_RE.match(name))
    }
    languages = Counter(word for word, _ in found)
    return frozenset(word for word, count in languages.items() if count >= _MANY)
