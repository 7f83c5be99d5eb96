"""Copies of Word documents: comments stand at the very words, and nothing else of the package changes."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from marked_copies import (
    W,
    commented,
    copied,
    failure,
    judged,
    p,
    parts,
    r,
    relation,
    report_on,
    word,
    words_of,
)
from report_cases import HOSTILE, ROOT, SAMPLES, hostile, report_of, suppressed

from grantdocs.errors import ReadError
from grantdocs.model.findings import Suppression, Verdict
from grantdocs.model.location import Span
from grantdocs.model.rules import Level
from grantdocs.readers import read
from grantdocs.reports._annotated import annotate

BOLD, HIDDEN = "<w:b/>", "<w:vanish/>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RESULT = FIELD.replace("PAGE", "REF sum").replace(">7<", ">EUR 70<")
CONTROL = "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>EUR 500 in all</w:t></w:r></w:sdtContent></w:sdt>"
TABLE = (
    f"<w:tbl><w:tr><w:tc>{p('Total')}</w:tc><w:tc>{p('EUR 10')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{p('Town')}</w:tc><w:tc>{p('EUR 10')}</w:tc></w:tr></w:tbl>"
)
BOXED = (
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>EUR 5 in a box</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>Beside the box</w:t></w:r></w:p>"
)


def said_at(copy: bytes) -> dict[str, str]:
    """The words of each place, by the message of the comment."""
    return {text.split("\n")[1]: words for text, words in commented(copy).items()}


@pytest.mark.parametrize(
    ("body", "quote", "expected"),
    [
        (p("It cost EUR 500 in all."), "EUR 500", "EUR 500"),
        (p("EUR 500"), "EUR 500", "EUR 500"),
        (p("It cost EUR", r(" 50", BOLD), "0 in all."), "EUR 500", "EUR 500"),
        (p(r("It cost EUR 500 in all.", BOLD)), "EUR 500", "EUR 500"),
        (p("EUR 5.") + p("EUR 5 again, EUR 5."), "EUR 5@3", "EUR 5"),
        (p("EUR 5.") + p("EUR 5."), "EUR 5@2", "EUR 5"),
        (p('<w:hyperlink w:anchor="sum"><w:r><w:t>It cost EUR 500</w:t></w:r></w:hyperlink>', " in all"), "EUR 500 in", "EUR 500 in"),
        (p("It cost ", '<w:ins w:id="1" w:author="a"><w:r><w:t>EUR 500</w:t></w:r></w:ins>'), "EUR 500", "EUR 500"),
        (p("It ", '<w:del w:id="1" w:author="a"><w:r><w:delText>EUR 50</w:delText></w:r></w:del>', "cost EUR 50"), "EUR 50", "EUR 50"),
        (p('<w:fldSimple w:instr=" REF sum "><w:r><w:t>EUR 500</w:t></w:r></w:fldSimple>', " in all"), "UR 5", "UR 5"),
        (p("Page ", FIELD, " cost EUR 7"), "EUR 7", "EUR 7"),
        (p("It cost ", RESULT, " in all"), "EUR 70 in", "EUR 70 in"),
        (p("It cost ", CONTROL), "EUR 500", "EUR 500 in all"),
        (f"<w:sdt><w:sdtContent>{p('It cost EUR 500')}</w:sdtContent></w:sdt>", "EUR 500", "EUR 500"),
        (TABLE, "EUR 10@2", "EUR 10"),
        (p("before", "<w:r><w:br/></w:r>", "EUR 5 here"), "EUR 5", "EUR 5"),
        (p("before", "<w:r><w:tab/></w:r>", "EUR 5 here"), "EUR 5", "EUR 5"),
        (p("<w:r><w:t>It cost EUR</w:t><w:noBreakHyphen/><w:t>5 in all</w:t></w:r>"), "EUR\u20115", "EUR\u20115"),
        (p("<w:r><w:t>Biblio</w:t><w:softHyphen/><w:t>teka</w:t></w:r>", " un"), "teka", "teka"),
        (p(r("EUR 5 unseen ", HIDDEN), "EUR 5 seen"), "EUR 5", "EUR 5"),
        (p("A   wide\n   EUR   500 sum"), "EUR 500", "EUR   500"),
    ],
)  # fmt: skip
def test_a_comment_stands_at_the_very_words(body: str, quote: str, expected: str) -> None:
    data = word(body)

    copy = copied(data, "news.docx", quote)

    assert said_at(copy) == {"wrong 1": expected}
    assert words_of(read(copy, name="news.docx")) == words_of(read(data, name="news.docx"))


def test_comments_may_overlap_and_share_a_place() -> None:
    data = word(p("The project cost EUR 500 in all."))

    copy = copied(
        data, "news.docx", "cost EUR", "EUR 500 in", "EUR 500", "EUR 500", "The project cost EUR 500 in all.", "0"
    )

    assert said_at(copy) == {
        "wrong 1": "cost EUR",
        "wrong 2": "EUR 500 in",
        "wrong 3": "EUR 500",
        "wrong 4": "EUR 500",
        "wrong 5": "The project cost EUR 500 in all.",
        "wrong 6": "0",
    }


def test_split_runs_keep_their_looks() -> None:
    data = word(p(r("It cost EUR 500 in all.", BOLD + '<w:color w:val="FF0000"/>')))

    root = etree.fromstring(parts(copied(data, "news.docx", "EUR 500"))["word/document.xml"])

    runs = [run for run in root.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert ["".join(run.itertext()) for run in runs] == ["It cost ", "EUR 500", " in all."]
    assert all(run.find(f"{W}rPr/{W}b") is not None and run.find(f"{W}rPr/{W}color") is not None for run in runs)


def test_fields_revisions_controls_and_links_survive() -> None:
    link = '<w:hyperlink w:anchor="sum"><w:r><w:t>EUR 9</w:t></w:r></w:hyperlink>'
    data = word(
        p(
            "A EUR 500 sum ",
            FIELD,
            RESULT,
            CONTROL,
            link,
            '<w:del w:id="1" w:author="a"><w:r><w:delText>EUR 8</w:delText></w:r></w:del>',
        )
    )

    before, after = (
        etree.fromstring(parts(each)["word/document.xml"])
        for each in (data, copied(data, "news.docx", "EUR 500", "EUR 70", "EUR 9", "in all"))
    )

    for kind in ("fldChar", "instrText", "hyperlink", "del", "sdt", "sdtPr", "delText", "p", "tbl"):
        assert len(list(before.iter(f"{W}{kind}"))) == len(list(after.iter(f"{W}{kind}")))
    assert "".join(before.itertext()) == "".join(after.itertext())


def test_every_other_part_stays_byte_for_byte() -> None:
    data = word(
        p("It cost EUR 500"),
        {
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0macros",
            "word/media/photo.bin": bytes(range(256)),
            "customXml/item1.xml": "<a/>",
        },
        relation("rId7", "vbaProject", "vbaProject.bin"),
    )

    before, after = parts(data), parts(copied(data, "news.docm", "EUR 500"))

    changed = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    assert {name: before[name] for name in before.keys() - changed} == {
        name: after[name] for name in before.keys() - changed
    }
    assert after.keys() - before.keys() == {"word/comments.xml"}
    assert b'Id="rId7"' in after["word/_rels/document.xml.rels"]


def test_comments_of_others_stay() -> None:
    theirs = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="4" w:author="Anna">{p("Is that so?")}</w:comment></w:comments>'
    body = (
        '<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>It cost EUR 500</w:t></w:r><w:commentRangeEnd w:id="4"/></w:p>'
    )
    data = word(body, {"word/comments.xml": theirs}, relation("rId7", "comments", "comments.xml"))

    copy = copied(data, "news.docx", "EUR 500", "")

    comments = etree.fromstring(parts(copy)["word/comments.xml"])
    assert [(each.get(f"{W}id"), each.get(f"{W}author")) for each in comments] == [
        ("4", "Anna"),
        ("5", "grantdocs"),
        ("6", "grantdocs"),
    ]
    assert commented(copy)["Is that so?"] == "It cost EUR 500"
    assert parts(copy)["word/_rels/document.xml.rels"] == parts(data)["word/_rels/document.xml.rels"]


@pytest.mark.parametrize(
    ("body", "more", "relations", "quote", "near"),
    [
        (p("First") + BOXED, {}, "", "EUR 5 in a box", "EUR 5 in a boxBeside the box"),
        (
            p("First"),
            {"word/header1.xml": f'<w:hdr xmlns:w="{W[1:-1]}">{p("EUR 6 above")}</w:hdr>'},
            relation("rIdH", "header", "header1.xml"),
            "EUR 6",
            "First",
        ),
        (
            p("First") + p("Second"),
            {"word/footnotes.xml": f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2">{p("EUR 7 below")}</w:footnote></w:footnotes>'},
            relation("rId7", "footnotes", "footnotes.xml"),
            "EUR 7",
            "Second",
        ),
    ],
)  # fmt: skip
def test_what_stands_elsewhere_is_told_at_the_nearest_paragraph(
    body: str, more: dict, relations: str, quote: str, near: str
) -> None:
    data = word(body, more, relations)

    ((text, words),) = commented(copied(data, "news.docx", quote)).items()

    assert words == near
    assert "concerns another place" in text
    assert f"“{quote}”" in text


def test_what_is_missing_is_one_comment_at_the_first_paragraph() -> None:
    data = word(p() + p("Heading") + p("Text"))

    ((text, words),) = commented(copied(data, "news.docx", "", "")).items()

    assert words == "Heading"
    assert text.startswith("1. On the publication as a whole")
    assert text.count("• must: Words are right") == 2


def test_a_document_without_words_takes_comments() -> None:
    data = word("")

    assert len(commented(copied(data, "news.docx", ""))) == 1


def test_the_strict_edition_is_marked_in_its_own_names() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = word(p("It cost EUR 500"), namespace=strict)

    copy = parts(copied(data, "news.docx", "EUR 500"))

    assert f"{{{strict}}}comment" in {element.tag for element in etree.fromstring(copy["word/comments.xml"]).iter()}
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in copy["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("more", [{"_xmlsignatures/origin.sigs": ""}, {"_xmlsignatures/sig1.xml": "<a/>"}])
def test_signed_documents_are_refused(more: dict) -> None:
    with pytest.raises(ReadError, match="signed"):
        copied(word(p("It cost EUR 500"), more), "news.docx", "EUR 500")


def test_accepted_failures_say_so_and_passes_are_silent() -> None:
    data = word(p("It cost EUR 500 on 3 May"))
    document = read(data, name="news.docx")
    found = [
        failure(document, Span(8, 15), "known", 1, suppression=Suppression("ignored", "an old poster", "2030-01-31")),
        failure(document, Span(16, 24), "fine", 2, verdict=Verdict.PASS),
        failure(document, Span(16, 24), "nothing here", 3, verdict=Verdict.NOT_APPLICABLE),
        failure(document, Span(16, 24), "perhaps", 4, verdict=Verdict.CANNOT_TELL),
        failure(document, Span(16, 24), "hardly", 5, verdict=Verdict.CANNOT_TELL, level=Level.NOTE),
    ]

    texts = list(commented(annotate(report_on(document, found), data).content))

    assert len(texts) == 2
    assert texts[0].startswith("1. Cannot be told\n• perhaps")
    assert "[accepted: an old poster, until 2030-01-31]" in texts[1]


def test_the_level_and_the_language_are_those_asked_for() -> None:
    data = word(p("It cost EUR 500 on 3 May"))
    report = judged(data, "news.docx", "EUR 500", level=Level.NOTE)

    assert annotate(report, data, level=Level.WARNING).content == data
    (text,) = commented(annotate(report, data, language="lv").content)
    assert "Lai labotu" in text or "Labošanai" in text or "labot" in text.casefold()


def test_hostile_messages_are_only_words() -> None:
    data = word(p("It cost EUR 500"))
    report = hostile(judged(data, "news.docx", "EUR 500", ""), HOSTILE + "<w:p/>&amp;" + "x" * 10_000)
    source = read(data, name="news.docx").source

    texts = list(commented(annotate(replace(report, document=replace(report.document, source=source)), data).content))

    assert all("<script>alert(1)</script>" in text and "<w:p/>&amp;" in text for text in texts)
    assert all(char.isprintable() or char == "\n" for text in texts for char in text)
    assert all(len(text) < 40_000 for text in texts)


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.endswith(".docx")])
@pytest.mark.parametrize("language", ["en", "lv"])
def test_samples_keep_their_words(sample: str, language: str) -> None:
    data = (ROOT / sample).read_bytes()

    copy = annotate(report_of(sample), data, language=language)

    assert copy.name == Path(sample).stem + ".checked.docx"
    assert words_of(read(copy.content, name=copy.name)) == words_of(report_of(sample).document)
    assert copy.content == annotate(report_of(sample), data, language=language).content


def test_an_accepted_failure_of_a_sample_stays_marked() -> None:
    sample = next(sample for sample in SAMPLES if sample.endswith("kludains.docx"))

    copy = annotate(suppressed(report_of(sample)), (ROOT / sample).read_bytes())

    assert sum("an old poster" in text for text in commented(copy.content)) == 1


@pytest.fixture(scope="module")
def of_two_hundred() -> bytes:
    data = word("".join(p(f"Sum {number}: ", r(f"EUR {number}.00", BOLD), " paid.") for number in range(1000, 1200)))
    return copied(data, "sums.docx", *(f"EUR {number}.00" for number in range(1000, 1200)), "")


def test_two_hundred_findings_have_two_hundred_places(of_two_hundred: bytes) -> None:
    words = said_at(of_two_hundred)

    assert {f"wrong {number}": f"EUR {number + 999}.00" for number in range(1, 201)}.items() <= words.items()


def test_other_programs_open_it(of_two_hundred: bytes, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice (apt: libreoffice-writer)")
    (tmp_path / "copy.docx").write_bytes(of_two_hundred)
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "odt",
        "--outdir",
    ]

    subprocess.run([*command, str(tmp_path), str(tmp_path / "copy.docx")], check=True, capture_output=True, timeout=120)

    with zipfile.ZipFile(io.BytesIO((tmp_path / "copy.odt").read_bytes())) as package:
        content = package.read("content.xml").decode()
    assert content.count("<office:annotation ") == 201
    assert "EUR 1199.00" in content
