"""Damages files, always in the same way for the same seed: bits, bytes, members of packages, tags, objects of PDFs."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

import regex

__all__ = ["mutate"]

_TAG_RE = regex.compile(rb"<[^<>]{1,2000}+>")
_VALUE_RE = regex.compile(rb"=\"[^\"<>]{0,200}+\"")
_OBJECT_RE = regex.compile(rb"\b\d{1,9} \d{1,5} obj\b.{0,20000}?\bendobj\b", regex.DOTALL)
_REFERENCE_RE = regex.compile(rb"\b\d{1,9} \d{1,5} R\b")
_NUMBER_RE = regex.compile(rb"(?<![\w.#-])-?\d{1,12}(?:\.\d{1,6})?(?![\w.])")
_NAME_RE = regex.compile(rb"/[A-Za-z]{2,30}")
_ODD_VALUES = (
    b"",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"NaN",
    b"1e308",
    b"../../../etc/passwd",
    b"\xff\xfe",
    b"rId1",
    b"#",
    b"&#0;",
    b"%s",
    b" ",
)
_ODD_NUMBERS = (b"-1", b"0", b"1", b"2147483647", b"-2147483648", b"99999999999999", b"1e99", b"0.0000001")
_DEEP = 300

Mutator = Callable[[bytes, random.Random, Sequence[bytes]], bytes]


def mutate(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """One to three damages; `others` are files to splice in pieces of."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        kinds = [*_OF_BYTES]
        if data.startswith(b"PK"):
            kinds += [_in_member] * 12 + [*_OF_PACKAGES] * 2
        elif data.startswith(b"%PDF"):
            kinds += [*_OF_PDF] * 2
        elif b"<" in data[:500]:
            kinds += [*_OF_MARKUP] * 2
        data = chance.choice(kinds)(data, chance, others) or b" "
    return data


def _flip_bits(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if data else 0):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _truncate(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _behead(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    return data[chance.randrange(min(len(data), 2000) + 1) :]


def _range(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 4, 64, 1024)))


def _delete(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    start, end = _range(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _overwrite(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    start, end = _range(data, chance)
    filling = chance.choice((b"\0", b"\xff", b" ", b"<", b"(", b"\x80"))
    return data[:start] + filling * (end - start) + data[end:]


def _noise(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _splice(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _range(other, chance)
    place = chance.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def _half_and_half(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


_OF_BYTES: tuple[Mutator, ...] = (
    _flip_bits, _truncate, _behead, _delete, _repeat, _overwrite, _noise, _splice, _half_and_half,
)  # fmt: skip


def _members(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - damaged before: there is nothing to take out
        return []


def _packed(members: Sequence[tuple[str, bytes]], chance: random.Random) -> bytes:
    stream = io.BytesIO()
    method = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            # A name may stand twice: without its entry here there is no warning.
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.NameToInfo.pop(name, None)
            archive.writestr(info, data)
    return stream.getvalue()


def _in_member(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    members = _members(data)
    if not members:
        return _flip_bits(data, chance, others)
    # The larger the member, the more of the reader it reaches.
    weights = [len(content) ** 0.5 + 1 for _, content in members]
    index = chance.choices(range(len(members)), weights)[0]
    name, content = members[index]
    is_markup = content.lstrip()[:1] == b"<"
    kind = chance.choice([*_OF_MARKUP, *_OF_MARKUP, *_OF_BYTES] if is_markup else _OF_BYTES)
    members[index] = (name, kind(content, chance, others))
    return _packed(members, chance)


def _drop_member(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    members = _members(data)
    if members:
        del members[chance.randrange(len(members))]
    return _packed(members, chance)


def _swap_members(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    members = _members(data)
    if len(members) > 1:
        a, b = chance.sample(range(len(members)), 2)
        members[a], members[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])
    return _packed(members, chance)


def _double_member(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    members = _members(data)
    if members:
        name, _ = chance.choice(members)
        members.append((name, chance.choice(members)[1]))
    return _packed(members, chance)


def _foreign_member(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    members = _members(data)
    foreign = [member for other in others if other.startswith(b"PK") for member in _members(other)]
    if members and foreign:
        index = chance.randrange(len(members))
        members[index] = (members[index][0], chance.choice([chance.choice(foreign)[1], chance.choice(others)]))
    return _packed(members, chance)


_OF_PACKAGES: tuple[Mutator, ...] = (_drop_member, _swap_members, _double_member, _foreign_member)


def _swap_tags(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    tags = list(_TAG_RE.finditer(data))
    if len(tags) < 2:
        return data
    first, second = sorted(chance.sample(tags, 2), key=lambda tag: tag.start())
    between = data[first.end() : second.start()]
    return data[: first.start()] + second[0] + between + first[0] + data[second.end() :]


def _drop_tag(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    tags = list(_TAG_RE.finditer(data))
    return _cut(data, chance.choice(tags).span(), b"") if tags else data


def _copy_tag(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    tags = list(_TAG_RE.finditer(data))
    if not tags:
        return data
    place = chance.choice(tags).start()
    return data[:place] + chance.choice(tags)[0] * chance.choice((1, 2, _DEEP)) + data[place:]


def _odd_value(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    values = list(_VALUE_RE.finditer(data))
    if not values:
        return data
    value = chance.choice((*_ODD_VALUES, chance.choice(values)[0][2:-1]))
    return _cut(data, chance.choice(values).span(), b'="' + value + b'"')


def _move_subtree(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    """Take a stretch from one tag to another, and put it elsewhere: mostly still a tree, hardly ever a valid one."""
    tags = list(_TAG_RE.finditer(data))
    if len(tags) < 4:
        return data
    first = chance.randrange(len(tags) - 1)
    last = min(len(tags) - 1, first + chance.choice((1, 3, 9)))
    start, end = tags[first].start(), tags[last].end()
    piece, rest = data[start:end], data[:start] + data[end:]
    places = [tag.start() for tag in _TAG_RE.finditer(rest)] or [0]
    place = chance.choice(places)
    return rest[:place] + piece + rest[place:]


def _rename_tag(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    """Give all tags of one name the name of others: the tree stays whole."""
    names = sorted({match[1] for match in regex.finditer(rb"<([\w:]+)", data)})
    if len(names) < 2:
        return data
    old, new = chance.sample(names, 2)
    return bytes(regex.sub(rb"(</?)" + regex.escape(old) + rb"(?=[\s/>])", rb"\g<1>" + new, data))


_OF_MARKUP: tuple[Mutator, ...] = (
    _swap_tags, _drop_tag, _copy_tag, _odd_value, _odd_value, _move_subtree, _rename_tag, _rename_tag,
)  # fmt: skip


def _drop_object(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    found = list(_OBJECT_RE.finditer(data))
    return _cut(data, chance.choice(found).span(), b"") if found else data


def _copy_object(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    found = list(_OBJECT_RE.finditer(data))
    if not found:
        return data
    source, target = chance.choice(found), chance.choice(found)
    number = target[0].partition(b" obj")[0]
    return _cut(data, target.span(), number + b" obj" + source[0].partition(b" obj")[2])


def _turn_reference(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    found = list(_REFERENCE_RE.finditer(data))
    return _cut(data, chance.choice(found).span(), chance.choice(found)[0]) if found else data


def _odd_number(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    found = list(_NUMBER_RE.finditer(data))
    return _cut(data, chance.choice(found).span(), chance.choice(_ODD_NUMBERS)) if found else data


def _swap_names(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    found = list(_NAME_RE.finditer(data))
    return _cut(data, chance.choice(found).span(), chance.choice(found)[0]) if found else data


def _lose_table(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    place = data.rfind(chance.choice((b"startxref", b"xref", b"trailer", b"%%EOF")))
    return data[:place] + data[place + chance.choice((4, 12, 200)) :] if place > 0 else data


_OF_PDF: tuple[Mutator, ...] = (
    _drop_object, _copy_object, _turn_reference, _turn_reference, _odd_number, _odd_number, _swap_names, _lose_table,
)  # fmt: skip


def _cut(data: bytes, span: tuple[int, int], filling: bytes) -> bytes:
    return data[: span[0]] + filling + data[span[1] :]
