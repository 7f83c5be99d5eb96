"""Writes Office Open XML packages part by part, so that a test can put a sentence wherever the format has room for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
KINDS = f"{OFFICE}/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": KINDS,
    "a": f"{DRAWING}/main",
    "pic": f"{DRAWING}/picture",
    "c": f"{DRAWING}/chart",
    "dgm": f"{DRAWING}/diagram",
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "xdr": f"{DRAWING}/spreadsheetDrawing",
    "cdr": f"{DRAWING}/chartDrawing",
    "m": f"{OFFICE}/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": f"{PACKAGE}/metadata/core-properties",
    "vt": f"{OFFICE}/docPropsVTypes",
    "p188": "http://schemas.microsoft.com/office/powerpoint/2018/8/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
_MAIN_TYPES = {
    "docx": "wordprocessingml.document",
    "pptx": "presentationml.presentation",
    "xlsx": "spreadsheetml.sheet",
}
_PROPERTIES = {"core.xml": f"{PACKAGE}/relationships/metadata/core-properties",
               "app.xml": f"{KINDS}/extended-properties", "custom.xml": f"{KINDS}/custom-properties"}  # fmt: skip

Relations = Mapping[str, Sequence[tuple[str, str, str]]]
"""Of each part that has some: id, kind and target."""


def element(tag: str, inner: str = "", **attributes: str) -> str:
    written = "".join(f' {name.replace("__", ":")}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>"


def root(tag: str, inner: str = "", attributes: str = "") -> str:
    return f"<{tag} {NAMESPACES} {attributes}>{inner}</{tag}>"


def office(form: str, parts: Mapping[str, str | bytes], relations: Relations | None = None, *, main: str = "") -> bytes:
    """A package of this form with these parts; `main` where its main part is not called as usual."""
    main = main or MAIN[form]
    top = [("main", "officeDocument", main)]
    top += [(file, kind, f"docProps/{file}") for file, kind in _PROPERTIES.items() if f"docProps/{file}" in parts]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = f"application/vnd.openxmlformats-officedocument.{_MAIN_TYPES[form]}.main+xml"
        defaults = "".join(
            f'<Default Extension="{extension}" ContentType="{media_type}"/>'
            for extension, media_type in (
                ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"),
                ("png", "image/png"), ("html", "text/html"), ("bin", "application/octet-stream"),
                ("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
            )
        )  # fmt: skip
        types = f'{defaults}<Override PartName="/{main}" ContentType="{kind}"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>')
        for part, listed in {"": top, **(relations or {})}.items():
            folder, _, file = part.rpartition("/")
            archive.writestr(f"{folder}/_rels/{file}.rels".lstrip("/"), _relations(listed))
        for part, data in parts.items():
            archive.writestr(part, data)
    return stream.getvalue()


def _relations(listed: Sequence[tuple[str, str, str]]) -> str:
    rows = ""
    for identifier, kind, target in listed:
        mode = "External" if "://" in target else "Internal"
        written = kind if "://" in kind else f"{KINDS}/{kind}"
        rows += f'<Relationship Id="{identifier}" Type="{written}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'
