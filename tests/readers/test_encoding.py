from __future__ import annotations

import codecs

import pytest

from grantdocs.readers.encoding import decode, looks_like_text

LATVIAN = "Šī projekta īstenošana sākās Jūrkalnē, kur bērni mācās ķīmiju, ģeogrāfiju un vēl ko noderīgu – “kopā”."
LITHUANIAN = "Projektą įgyvendina savivaldybė, kuri už šį turinį atsako; ąžuolų gatvėje bus įrengta žaidimų aikštelė."
ESTONIAN = "Õppematerjalid jõudsid külla, kus töö käib täie hooga ja žürii ootab šokolaadi."
POLISH = "Zażółć gęślą jaźń: środki unijne są źródłem łącznej kwoty, którą wójt rozdzielił."
FRENCH = "Le projet a été cofinancé à hauteur de 85 % par l’Union européenne, où les élèves français déjà reçus…"
GERMAN = "Förderung für Straßen, Brücken und öffentliche Gebäude."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATVIAN, "utf-8"),
        (LATVIAN, "utf-16-le"),
        (LATVIAN, "utf-16-be"),
        (LITHUANIAN, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        ("Проектът се финансира от Европейския съюз.", "utf-16-le"),
        ("Το έργο συγχρηματοδοτείται από την Ευρωπαϊκή Ένωση.", "utf-16-be"),
        ("Ā ē", "utf-16-le"),
        (POLISH, "iso8859-2"),
        ("Żółte ćmy: środki, źródła, łącznie", "cp1250"),
        (LATVIAN, "cp1257"),
        (LITHUANIAN, "cp1257"),
        (ESTONIAN, "cp1257"),
        (POLISH, "cp1250"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        ("Проектът се финансира от Европейския съюз.", "cp1251"),
        ("Το έργο συγχρηματοδοτείται από την Ευρωπαϊκή Ένωση.", "cp1253"),
        ("plain ASCII", "ascii"),
    ],
)
def test_encodings_without_marks(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.other) == (text, None)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_byte_order_marks(mark: bytes, encoding: str) -> None:
    assert decode(mark + LATVIAN.encode(encoding)).text == LATVIAN


def test_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("čž".encode("cp1250"), "windows-1250").text == "čž"


@pytest.mark.parametrize("declared", ["utf-8", "no-such-encoding", "utf-16"])
def test_declared_encoding_that_does_not_fit_is_refuted(declared: str) -> None:
    assert decode(LATVIAN.encode("cp1257"), declared).text == LATVIAN


def test_two_readings_are_told() -> None:
    # One letter: č in the Baltic page, è in the western one.
    assert decode(b"\xe8").other is not None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("ziņa ā".encode()[:-1], "ziņa "),
        ("ziņa €".encode()[:-1], "ziņa "),
        ("ziņa €".encode()[:-2], "ziņa "),
        ("ziņa \U0001f1ea".encode()[:-1], "ziņa "),
        (codecs.BOM_UTF8 + "ziņa ā".encode()[:-1], "ziņa \ufffd"),
        ("ziņa ir".encode("utf-16-le") + b"a", "ziņa ir"),
        ("ziņa ".encode() * 30 + b"\xc5" + " ēka".encode() * 30, "ziņa " * 30 + "\ufffd" + " ēka" * 30),
    ],
)
def test_letters_cut_in_two(data: bytes, text: str) -> None:
    assert decode(data).text == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 4])
def test_rubbish_is_no_text(data: bytes) -> None:
    assert not looks_like_text(data)


@pytest.mark.parametrize("data", [LATVIAN.encode(), LATVIAN.encode("utf-16"), LATVIAN.encode("cp1257"), b"a\tb\r\n\f"])
def test_text_is_text(data: bytes) -> None:
    assert looks_like_text(data)
