"""One sentence in each place that Markdown and plain text have: read back with its zone, or left out."""

from __future__ import annotations

import pytest

from grantdocs.model.document import Document, Zone
from grantdocs.readers import read

SAID = "The Union pays for the bridge"
GRID = f"+{'-' * (len(SAID) + 2)}+---+"


def zones_of(document: Document) -> set[Zone]:
    return {block.zone for block in document.blocks if SAID in document.quote(block.span)}


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("{}", Zone.BODY),
        ("> {}", Zone.BODY),
        ("    {}", Zone.BODY),
        ("```\n{}\n```", Zone.BODY),
        ("::: note\n{}\n:::", Zone.BODY),
        ("a\n\n---\n\n{}", Zone.BODY),
        ("a <u>{}</u>", Zone.BODY),
        ("<div>\n{}\n</div>", Zone.BODY),
        ("[{}](https://europa.eu)", Zone.BODY),
        ("# {}", Zone.HEADING),
        ("{}\n===", Zone.HEADING),
        ("> ## {} ##", Zone.HEADING),
        ("<h2>{}</h2>", Zone.HEADING),
        ("- {}", Zone.LIST_ITEM),
        ("1. a\n   - [x] {}", Zone.LIST_ITEM),
        ("<ul>\n<li>{}</li>\n</ul>", Zone.LIST_ITEM),
        ("|a|b|\n|-|-|\n|{}|c|", Zone.TABLE_CELL),
        (f"{GRID}\n| {{}} | c |\n{GRID}", Zone.TABLE_CELL),
        ("Term\n: {}", Zone.TABLE_CELL),
        ("<table><tr><td>{}</td><td>a</td></tr></table>", Zone.TABLE_CELL),
        ("a[^n]\n\n[^n]: {}", Zone.FOOTNOTE),
        ("![{}](a.png)", Zone.ALT_TEXT),
        ('<img src="a.png" alt="{}">', Zone.ALT_TEXT),
        ("<footer>{}</footer>", Zone.FOOTER),
        ("<footer>\n\n{}\n\n</footer>\n\nb", Zone.FOOTER),
        ("<header>\n\n- {}\n\n</header>", Zone.HEADER),
        ("<footer>\n\na\n\n</footer>\n\n{}", Zone.BODY),
        ("---\ntitle: {}\n---\na", Zone.TITLE),
        ("---\ndescription: >\n  {}\n---\na", Zone.METADATA),
    ],
)
def test_zones_of_markdown(written: str, zone: Zone) -> None:
    assert zones_of(read(written.format(SAID).encode(), name="a.md")) == {zone}


@pytest.mark.parametrize(
    "written",
    [
        "a <!-- {} --> b",
        "<!--\n\n{}\n\n-->\n\nb",
        "b <!-- {}",
        "---\nauthor: {}\n---\nb",
        "b\n\n[a]: https://example.org '{}'",
        "<script>\nvar a = '{}'\n</script>\n\nb",
        "<style>\n/* {} */\n</style>\n\nb",
        "<p hidden>{}</p>\n\nb",
        "b {{% comment '{}' %}}",
    ],
)
def test_what_markdown_does_not_show(written: str) -> None:
    document = read(written.format(SAID).encode(), name="a.md")
    assert SAID not in document.text
    assert "b" in document.text or "a" in document.text


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("{}", Zone.BODY),
        ("a\f{}", Zone.BODY),
        ("\t{}", Zone.BODY),
        ("- {}", Zone.LIST_ITEM),
        ("1) {}", Zone.LIST_ITEM),
        ("a\t{}", Zone.TABLE_CELL),
        ("# {}", Zone.BODY),
        ("<!-- {} -->", Zone.BODY),
    ],
)
def test_zones_of_plain_text(written: str, zone: Zone) -> None:
    assert zones_of(read(written.format(SAID).encode(), name="a.txt")) == {zone}
