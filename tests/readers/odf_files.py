"""Builds OpenDocument files, zipped or flat, from the pieces that a test is about."""

from __future__ import annotations

import io
import zipfile

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    [
        f'xmlns:{prefix}="{_OASIS}{uri}:1.0"'
        for prefix, uri in {
            "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing", "meta": "meta",
            "presentation": "presentation", "chart": "chart", "form": "form", "svg": "svg-compatible",
            "fo": "xsl-fo-compatible", "dr3d": "dr3d",
        }.items()
    ]
    + ['xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"']
)  # fmt: skip
TYPES = {
    "text": "application/vnd.oasis.opendocument.text",
    "presentation": "application/vnd.oasis.opendocument.presentation",
    "spreadsheet": "application/vnd.oasis.opendocument.spreadsheet",
    "drawing": "application/vnd.oasis.opendocument.graphics",
}
A4 = (
    '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>'
    "</style:page-layout>"
)


def odf(
    body: str,
    kind: str = "text",
    *,
    own: str = "",
    shared: str = "",
    masters: str = "",
    meta: str = "",
    flat: bool = False,
    parts: dict[str, str | bytes] | None = None,
) -> bytes:
    """`own` and `shared` are styles, `masters` are master pages laid out on A4, `parts` further files of the package."""
    content = (
        f"<office:automatic-styles>{own}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    )
    layouts = f"<office:automatic-styles>{A4}</office:automatic-styles>"
    styles = f"<office:styles>{shared}</office:styles>"
    pages = f"<office:master-styles>{masters}</office:master-styles>"
    about = f"<office:meta>{meta}</office:meta>"
    if flat:
        content = content.replace("</office:automatic-styles>", f"{A4}</office:automatic-styles>")
        root = f'<office:document {NAMESPACES} office:mimetype="{TYPES[kind]}">'
        return f'<?xml version="1.0"?>{root}{about}{styles}{content.replace("<office:body>", pages + "<office:body>")}</office:document>'.encode()
    files: dict[str, str | bytes] = {
        "mimetype": TYPES[kind],
        "content.xml": f"<office:document-content {NAMESPACES}>{content}</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMESPACES}>{styles}{layouts}{pages}</office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMESPACES}>{about}</office:document-meta>",
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def master(inside: str, name: str = "Standard", **attributes: str) -> str:
    more = "".join(f' style:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<style:master-page style:name="{name}" style:page-layout-name="A4"{more}>{inside}</style:master-page>'


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>' if style else f"<text:p>{text}</text:p>"


def frame(inside: str, attributes: str = "") -> str:
    return f'<draw:frame svg:width="3cm" svg:height="2cm" {attributes}>{inside}</draw:frame>'


def box(text: str, attributes: str = "") -> str:
    return frame(f"<draw:text-box>{p(text)}</draw:text-box>", attributes)


def table(*rows: str, attributes: str = "") -> str:
    return (
        f"<table:table {attributes}>"
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + "</table:table>"
    )


def cell(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def sheet(inside: str, attributes: str = 'table:name="Budget"') -> str:
    return f"<table:table {attributes}>{inside}</table:table>"


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def slide(*shapes: str, attributes: str = "", notes: str = "") -> str:
    inside = f"<presentation:notes><draw:page-thumbnail/>{notes}</presentation:notes>" if notes else ""
    return f'<draw:page draw:master-page-name="Standard" {attributes}>{"".join(shapes)}{inside}</draw:page>'
