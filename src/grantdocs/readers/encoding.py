"""From bytes to characters: byte order marks, UTF-8, UTF-16, else the 8-bit code page whose letters fit a language."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import regex

__all__ = ["Decoded", "decode", "looks_like_text"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
# Letters beyond ASCII of each language, by the code page that is written with them. Home comes first: where two
# readings fit equally well, the earlier is taken and the doubt is told.
_ALPHABETS = (
    ("cp1257", ("āčēģīķļņšūž", "ąčęėįšųūž", "äöõüšž")),
    ("cp1252", ("äöüß", "éèêëàâçîïôùûœ", "åäöæø", "áéíóúñü", "àèéìòù", "ãõáâàéêíóôúç", "áéíóú", "ëéïöü")),
    ("cp1250", ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čšžćđ")),
    ("iso8859_2", ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čšžćđ")),
    ("cp1253", ("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",)),
    ("cp1251", ("абвгдежзийклмнопрстуфхцчшщъьюя",)),
)
_PUNCTUATION = frozenset("„“”‚‘’«»–—…•§°©®™€·\N{NO-BREAK SPACE}\N{SOFT HYPHEN}±×½²³ªº‰£¡¿")
_PAGES = bytes((0x00, 0x01, 0x02, 0x03, 0x04, 0x1E, 0x1F, 0x20, 0x21, 0x22, 0x25))
"""Upper halves in UTF-16 of European letters, of punctuation and signs."""
_WORD_RE = regex.compile(r"[a-zA-Z]*+[^\W\d_a-zA-Z]\w*+")
_UTF8_RE = regex.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_CONTROL_RE = regex.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    other: str | None = None
    """A second encoding that fits as well and reads differently; None where there is no doubt."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """`declared` is what the file says of itself; a byte order mark is stronger, bytes that do not fit refute it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace").removeprefix("\ufeff"), encoding)
    if wide := _utf16_without_mark(data):
        return Decoded(data[: len(data) // 2 * 2].decode(wide, errors="replace"), wide)
    for candidate in filter(None, (_known(declared), "utf-8")):
        try:
            return Decoded(data.decode(candidate), candidate)
        except UnicodeDecodeError as error:
            if candidate == "utf-8" and _is_cut_off(data, error):
                return Decoded(data.decode(candidate, errors="ignore"), candidate)
            if candidate == "utf-8" and _is_mostly_utf8(data):
                return Decoded(data.decode(candidate, errors="replace"), candidate)
    return _by_letters(data)


def looks_like_text(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if sample.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16_without_mark(data):
        return True
    return len(_CONTROL_RE.findall(sample)) <= len(sample) // 500


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    # Browsers read pages that claim Latin-1 or ASCII as Windows-1252. A page that says UTF-16 in ASCII letters is not.
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
    return None if name.startswith(("utf-16", "utf-32")) or name == "cp1252" else name


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[: min(4000, len(data) // 2 * 2)]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    first, second = sample[0::2], sample[1::2]
    if _are_high(first) == _are_high(second):
        return None
    encoding = "utf-16-be" if _are_high(first) else "utf-16-le"
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in sample.decode(encoding, errors="replace"))
    return encoding if controls <= 0.02 * len(first) else None


def _are_high(sample: bytes) -> bool:
    """Whether these are the upper halves of characters: the letters of a text come from a few pages of Unicode, its
    blanks and digits from the first."""
    return sample.count(0) > 0.05 * len(sample) and len(sample.translate(None, _PAGES)) < 0.02 * len(sample)


def _is_cut_off(data: bytes, error: UnicodeDecodeError) -> bool:
    return error.start >= len(data) - 3 and error.reason == "unexpected end of data" and error.start > 0


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether letters were cut in two somewhere, as programs do that shorten texts by bytes."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    whole = len(_UTF8_RE.findall(data))
    return whole > 20 * broken


def _by_letters(data: bytes) -> Decoded:
    readings: list[tuple[float, str, str]] = []
    for encoding, alphabets in _ALPHABETS:
        sample = data[:_SAMPLE].decode(encoding, errors="replace")
        words = _WORD_RE.findall(sample)
        marks = [char for char in sample if char > "\x7f"]
        readings.append((max(_fit(marks, words, alphabet) for alphabet in alphabets), encoding, sample))
    best = max(readings, key=lambda reading: reading[0])
    others = [r for r in readings if r[0] >= best[0] - 0.02 and r[2] != best[2]]
    text = data.decode(best[1], errors="replace")
    return Decoded(text, best[1], others[0][1] if others else None)


def _fit(marks: list[str], words: list[str], alphabet: str) -> float:
    """Share of the characters beyond ASCII that belong, less the words that nobody writes so."""
    letters = {*alphabet, *alphabet.upper()}
    fitting = sum(1.0 if char in letters else 0.5 if char in _PUNCTUATION else 0.0 for char in marks)
    odd = sum(1 for word in words if _is_odd(word))
    return (fitting - odd) / len(marks) if marks else 0.0


def _is_odd(word: str) -> bool:
    """A capital inside the word, or Latin letters among Greek or Cyrillic ones."""
    if not word.isupper() and any(char.isupper() for char in word[1:]):
        return True
    return any(char >= "\u0370" for char in word) and any(char < "\x7f" for char in word)
