"""Acronyms of projects that a text uses without saying that they are some ("the KELP2 project"), and the titles whose
first letters they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

import regex

from grantdocs.extractors.awards.codes import NumberMention
from grantdocs.extractors.awards.names import LABELLED, NEAR_NUMBER, Name
from grantdocs.extractors.funding_cues import Cues, block_of, cues_of, programme_names
from grantdocs.extractors.reading import Reading
from grantdocs.languages import Lexicon, by_languages
from grantdocs.model.document import Zone
from grantdocs.model.facts import StatementFact
from grantdocs.text.folding import fold_key
from grantdocs.text.stretches import Stretches

__all__ = ["acronym_of", "spelled_out"]

# At least two capitals, or a capital and a digit, or a capital behind a small letter.
_TOKEN_RE = regex.compile(
    r"(?<![\w@/.-])(?=[\p{L}\d@+-]*?(?:\p{Lu}[\p{L}\d-]*?[\p{Lu}\d]|\p{Ll}\p{Lu}))\p{L}[\p{L}\d+-]{1,20}(?![\w@+]|[.-]\w)"
)
# Words with capitals, short small words between them.
_PHRASE_RE = regex.compile(
    r"(?<![\w-])\p{Lu}[\p{L}-]++(?:[:,]?\ (?:\p{Lu}[\p{L}-]*+|\p{Ll}{1,4}+(?=\ ))){2,14}(?<=\p{L}{3})"
)
_NEXT_RE = regex.compile(r"\ (?P<word>\p{Lu}{3,}+)(?![\p{L}\d-])")
_ROMAN_RE = regex.compile(r"[IVX]+")
_CAPITALS_RE = regex.compile(r"\p{Lu}[\p{L}\d-]*")
_MARKS = " \"'(),:-"
_SILENT = {Zone.NAVIGATION, Zone.COMMENT, Zone.ALT_TEXT}
_PROJECT_AFTER, _PROJECT_BEFORE = 60, 30
_LABELS = ("number", "title", "acronym", "not", "call", "programme")
_LONG, _OFTEN = 5, 2
"""A token that stands only once beside the word for a project has so many characters."""
_SEPARATED = 6
_PAID = 40
_SUBJECT = 25
_LINE = 100
_NEAR = 150
_ALIKE = 0.8
_BESIDE_PROJECT, _WITH_NUMBER, _IN_TITLE = 4, 8, 4


def acronym_of(
    reading: Reading,
    numbers: tuple[NumberMention, ...],
    statements: tuple[StatementFact, ...],
    *,
    funded: bool = False,
    titled: bool = False,
) -> Name | None:
    """The short name that stands beside the word for a project, the number or in the title more than any other.

    Where the project has a title already, only one that stands beside the word for a project again and again.
    """
    cues, text = cues_of(reading), reading.folded.text
    occurrences: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _TOKEN_RE.finditer(text):
        occurrences[match.group()].append(match.span())
    known = _known(reading, cues)
    sentences = _official_sentences(reading, statements)
    placed = Stretches((number.start, number.end, number) for number in numbers)
    best: tuple[int, int, str] | None = None
    for token, places in occurrences.items():
        if token.lower() in known or _ROMAN_RE.fullmatch(token) or _in_numbers(places, placed):
            continue
        if all(_in_label(cues, place) for place in places):
            continue
        evidence = sum(_evidence(reading, cues, place, placed) for place in places)
        evidence += _WITH_NUMBER * any(
            start <= place[0] < end for place in places for start, end in sentences.near(*place, 0)
        )
        once = evidence >= _WITH_NUMBER or (funded and len(token) >= _LONG and _is_paid(cues, places[0]))
        if titled and evidence < _WITH_NUMBER:
            continue
        if evidence and (once or len(places) >= _OFTEN):
            ranked = (evidence + len(places), -places[0][0], token)
            best = max(best, ranked) if best else ranked
    if best is None:
        return None
    visible = [place for place in occurrences[best[2]] if block_of(reading, place[0]).zone not in _SILENT]
    start, end = _with_next_words(text, visible or occurrences[best[2]], known)
    return Name(start, end, reading.quote(reading.folded.span(start, end)), "acronym", NEAR_NUMBER)


def _with_next_words(text: str, places: list[tuple[int, int]], known: set[str]) -> tuple[int, int]:
    """The first place, with the word in capitals that goes on with the name wherever it stands: `RIVER GREEN`."""
    start, end = places[0]
    behind = [_NEXT_RE.match(text, last) for _, last in places] if len(places) >= _OFTEN else []
    following = {found["word"] if found else "" for found in behind}
    if len(following) == 1 and "" not in following and following.isdisjoint(map(str.upper, known)):
        end += len(following.pop()) + 1
    return start, end


def spelled_out(reading: Reading, acronym: Name) -> Name | None:
    """The words near an acronym whose first letters it is made of."""
    text, letters = reading.folded.text, "".join(filter(str.isalpha, acronym.text)).lower()
    best: tuple[float, Name] | None = None
    for start, end, block_end in _windows(reading, acronym):
        for match in _PHRASE_RE.finditer(text, start, block_end, overlapped=True):
            if match.start() > end:
                break
            initials = "".join(word[0] for word in regex.findall(r"\p{Lu}[\p{L}-]*", match.group())).lower()
            score = SequenceMatcher(None, letters, initials).ratio()
            if _in_brackets(text, match.span(), acronym) and initials[:1] == letters[:1]:
                score = max(score, _ALIKE)
            if score >= _ALIKE and (best is None or score > best[0]):
                span = reading.folded.span(*match.span())
                best = score, Name(match.start(), match.end(), reading.quote(span), "title", LABELLED)
    return best[1] if best else None


def _in_brackets(text: str, phrase: tuple[int, int], acronym: Name) -> bool:
    """ "KELP (Keeping Lakes Pure)", or the other way round."""
    short = text[acronym.start : acronym.end]
    before, after = text[max(0, phrase[0] - len(short) - 2) : phrase[0]], text[phrase[1] : phrase[1] + len(short) + 3]
    return (before == f"{short} (" and after[:1] == ")") or after == f" ({short})"


def _windows(reading: Reading, acronym: Name) -> Iterator[tuple[int, int, int]]:
    """The text around the acronym, and after every word that announces what one stands for."""
    cues, key = cues_of(reading), acronym.text.lower()
    places = [match.span() for match in regex.finditer(regex.escape(fold_key(key)), reading.folded.lower)]
    places += [(hit.start, hit.end) for hit in cues.hits["acronym"]]
    for start, end in places:
        first, last = cues.block(start)
        yield max(first, start - _NEAR), end + _NEAR, last


def _evidence(reading: Reading, cues: Cues, place: tuple[int, int], numbers: Stretches[NumberMention]) -> int:
    zone = block_of(reading, place[0]).zone
    if zone is Zone.COMMENT:
        return 0
    found = _BESIDE_PROJECT * _beside_project(reading, cues, *place)
    found += _IN_TITLE * (zone is Zone.TITLE)
    beside = numbers.beginning(*cues.sentence(place[0]))
    return found + _WITH_NUMBER * any(_with_number(cues, place, number) for number in beside)


def _beside_project(reading: Reading, cues: Cues, start: int, end: int) -> bool:
    """Nothing but marks and words with capitals between it and the word for a project."""
    text = reading.folded.text
    after = cues.within("project", end, end + _PROJECT_AFTER)
    if any(not _CAPITALS_RE.sub("", text[end : hit.start]).strip(_MARKS) for hit in after):
        return True
    before = cues.within("project", max(0, start - _PROJECT_BEFORE), start)
    return any(not text[hit.end : start].strip(_MARKS) for hit in before)


def _with_number(cues: Cues, place: tuple[int, int], number: NumberMention) -> bool:
    """First in the sentence that gives the number, or parted from it by a dash and its label in a short line."""
    first, last = cues.sentence(number.start)
    if last - first <= _LINE:
        gap = cues.lower[place[1] : number.start] if place[0] < number.start else cues.lower[number.end : place[0]]
        labels = cues.within("number", min(place[1], number.end), max(place[0], number.start))
        return len(gap) - sum(hit.end - hit.start for hit in labels[:1]) <= _SEPARATED
    return place[0] - first <= _SEPARATED and cues.any_within("funding", place[1], number.start)


def _official_sentences(reading: Reading, statements: tuple[StatementFact, ...]) -> Stretches[tuple[int, int]]:
    """Where the subject of an official sentence stands: "the KELP2 project has received funding ..."."""
    starts = sorted(reading.folded.index(span.start) for one in statements if one.slots for span in one.spans)
    lines = (reading.folded.lower.rfind("\n", max(0, start - _SUBJECT), start) + 1 for start in starts)
    firsts = (max(line, start - _SUBJECT) for line, start in zip(lines, starts, strict=True))
    return Stretches(
        (first, start + _SUBJECT, (first, start + _SUBJECT)) for first, start in zip(firsts, starts, strict=True)
    )


def _in_numbers(places: list[tuple[int, int]], numbers: Stretches[NumberMention]) -> bool:
    return any(one.start < end and start < one.end for start, end in places for one in numbers.near(start, end, 0))


def _is_paid(cues: Cues, place: tuple[int, int]) -> bool:
    """Whether its sentence goes on to say that it is paid: "Project KELP is funded by ..."."""
    _, last = cues.sentence(place[0])
    return cues.any_within("funding", place[1], min(last, place[1] + _PAID))


def _in_label(cues: Cues, place: tuple[int, int]) -> bool:
    start, end = max(0, place[0] - _LINE), place[1]
    labels = (hit for label in _LABELS for hit in cues.within(label, start, end + _LINE))
    return any(hit.start <= place[0] and end <= hit.end for hit in labels)


def _known(reading: Reading, cues: Cues) -> set[str]:
    """Short names of the Union, funds, programmes and legal forms, which stand beside projects, too."""
    names = {reading.folded.lower[mention.start : mention.end] for mention in programme_names(reading)}
    names |= {cues.lower[hit.start : hit.end] for label in ("union", "programme", "number") for hit in cues.hits[label]}
    return names | {word for name in names for word in name.split()} | _other_abbreviations(reading.lexicon)


@by_languages
def _other_abbreviations(lexicon: Lexicon) -> frozenset[str]:
    """Legal forms and currencies."""
    currencies = lexicon.mapping("currencies")
    words = (fold_key(word) for words in currencies.values() for word in words)
    return frozenset((*lexicon.mapping("organisations", "legal_forms"), *currencies, *words))
