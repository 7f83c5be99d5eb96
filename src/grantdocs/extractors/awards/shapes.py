"""What names of projects look like, and the words beside them, for `award_names`."""

from __future__ import annotations

from grantdocs.extractors.funding_cues import Cues
from grantdocs.languages import Lexicon, by_languages
from grantdocs.text.folding import fold_key

__all__ = ["bare_title", "legal_forms", "looks_short", "project_stems", "trimmed"]


@by_languages
def project_stems(lexicon: Lexicon) -> tuple[str, ...]:
    """The base form of the word for a project in each language."""
    return tuple(fold_key(data["cues"]["projects"][0]) for data in lexicon.data if data["cues"]["projects"])


@by_languages
def legal_forms(lexicon: Lexicon) -> tuple[str, ...]:
    forms = lexicon.mapping("organisations", "legal_forms")
    full = (fold_key(form) for entry in forms.values() for form in entry.get("full", ()))
    return tuple(
        sorted({f"{mark}{form}" for form in (*map(fold_key, forms), *full) for mark in (" ", "\n", "\t", "(", '"')})
    )


def bare_title(cues: Cues, text: str, start: int, end: int) -> tuple[int, int]:
    """The title of a heading such as `Project: Clean water (acronym: CLEWA)` or `Project Clean water`, and no more."""
    for project in cues.within("project", start, end):
        named = text[project.end : project.end + 1] == " " and text[project.end + 1 : project.end + 2].isupper()
        if project.start == start and (text[project.end : project.end + 1] == ":" or named):
            start = project.end + 1
            break
    bracket = text.rfind("(", start, end)
    if bracket > start and text[end - 1] == ")" and cues.any_within("acronym", bracket, end):
        end = bracket
    return trimmed(text, start, end) or (start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in ":;,-*_#"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ":;,*_!"):
        end -= 1
    if start < end and text.find(".", start, end) == end - 1:
        end -= 1
    return (start, end) if start < end else None


def looks_short(name: str) -> bool:
    """An acronym: at most three words, capitals or digits among the letters of each beyond the first."""
    words = name.split()
    return (
        0 < len(words) <= 3
        and not words[0].isdigit()
        and all(sum(c.isupper() or c.isdigit() for c in word) >= 2 for word in words)
    )
