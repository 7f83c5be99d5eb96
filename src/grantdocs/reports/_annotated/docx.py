"""A Word document with comments; every other part of the package stays as it is, byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from copy import copy as copied
from string import Template
from typing import TYPE_CHECKING, Any, Final

import regex

from grantdocs.errors import ReadError
from grantdocs.model.document import OWN_REMARKS
from grantdocs.reports._annotated.notes import INITIALS
from grantdocs.reports._annotated.word_letters import WordLetters, local, tagged
from grantdocs.reports._chrome import chrome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from grantdocs.model.document import Document
    from grantdocs.reports._annotated.notes import Note

__all__ = ["annotated"]

_TYPES: Final = "[Content_Types].xml"
_TYPES_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SIGNATURES: Final = "_xmlsignatures/"
_OFFICE: Final = "officeDocument"
_LONGEST_WHOLE: Final = 200
_NO_XML_RE = regex.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def annotated(document: Document, data: bytes, notes: Sequence[Note], language: str) -> bytes:
    """Raises ReadError where the document is signed, or no package."""
    package = _Package(document.source.uri, data)
    main = package.related("", _OFFICE) or "word/document.xml"
    root = package.tree(main)
    body = root.find(tagged(root, "body")) if root is not None else None
    if root is None or body is None:
        raise ReadError(package.uri, "holds no Word document in the usual form", "save it as DOCX again")
    letters = WordLetters.of(body, document, main)
    comments = _Comments(package, main, root)
    if letters.first_paragraph is None:
        body.insert(0, body.makeelement(tagged(body, "p")))
        letters = WordLetters.of(body, document, main)
    for note in notes:
        comments.add(note, letters, document, chrome(language)["copy"]["elsewhere"])
    package.put(main, root)
    comments.save()
    return package.content()


class _Comments:
    """The part with the comments, which may have to be made."""

    def __init__(self, package: _Package, main: str, root: _Element) -> None:
        self._package, self._main = package, main
        self._like = root
        self._part = package.related(main, "comments")
        tree = package.tree(self._part) if self._part else None
        if tree is None:
            from lxml import etree

            tree = etree.Element(tagged(root, "comments"), nsmap={"w": tagged(root, "")[1:-1]})
        self._tree = tree
        known = [int(number) for each in tree if (number := each.get(tagged(root, "id")) or "").isdecimal()]
        self._next = max(known, default=-1) + 1

    def add(self, note: Note, letters: WordLetters, document: Document, elsewhere: str) -> None:
        number, self._next = str(self._next), self._next + 1
        bounds = letters.bounds(note.location.span, document) if note.location else None
        lines = [note.title, *note.lines]
        if bounds:
            self._enclose(*bounds, number)
        else:
            near = letters.paragraph_near(note.location.span.start, document) if note.location else None
            paragraph = near if near is not None else letters.first_paragraph
            if paragraph is not None:
                self._enclose_all(paragraph, number)
            if note.location:
                told = ": ".join(filter(None, (note.where, note.quote)))
                lines.insert(1, Template(elsewhere).substitute(place=told))
        self._write(number, lines)

    def save(self) -> None:
        if not len(self._tree):
            return
        if self._part is None:
            self._part = self._package.add_part("comments", _COMMENTS_TYPE, self._main, self._like)
        self._package.put(self._part, self._tree)

    def _enclose(self, first: _Element, last: _Element, number: str) -> None:
        start, end, reference = self._marks(number)
        first.addprevious(start)
        last.addnext(end)
        end.tail, last.tail = last.tail, None
        outer = end
        while (around := outer.getparent()) is not None and local(around) != "p":
            outer = around
        reference.tail, outer.tail = outer.tail, None
        outer.addnext(reference)

    def _enclose_all(self, paragraph: _Element, number: str) -> None:
        """All of a short paragraph, the beginning of a long one."""
        start, end, reference = self._marks(number)
        properties = paragraph.find(tagged(paragraph, "pPr"))
        at = 0 if properties is None else 1
        paragraph.insert(at, start)
        if sum(len(text) for text in paragraph.itertext()) <= _LONGEST_WHOLE:
            paragraph.extend([end, reference])
        else:
            paragraph.insert(at + 1, end)
            paragraph.insert(at + 2, reference)

    def _marks(self, number: str) -> tuple[_Element, _Element, _Element]:
        start, end = (self._made(name, id=number) for name in ("commentRangeStart", "commentRangeEnd"))
        return start, end, self._made("r", self._made("commentReference", id=number))

    def _write(self, number: str, lines: list[str]) -> None:
        comment = self._made("comment", id=number, author=OWN_REMARKS, initials=INITIALS)
        for index, line in enumerate(lines):
            text = self._made("t")
            text.text = _NO_XML_RE.sub("", line)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run = self._made("r", text)
            if index == 0:
                run.insert(0, self._made("rPr", self._made("b")))
                comment.append(self._made("p", self._made("r", self._made("annotationRef")), run))
            else:
                comment.append(self._made("p", run))
        self._tree.append(comment)

    def _made(self, name: str, *children: _Element, **attributes: str) -> _Element:
        like = self._like
        written = {tagged(like, key): value for key, value in attributes.items()}
        made = like.makeelement(tagged(like, name), written, {"w": tagged(like, "")[1:-1]})
        made.extend(children)
        return made


class _Package:
    """The parts of a document; what is not put anew is copied."""

    def __init__(self, uri: str, data: bytes) -> None:
        self.uri = uri
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise ReadError(uri, "is no package of the usual form", "save it as DOCX again") from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        self._new: dict[str, bytes] = {}
        if any(name.startswith(_SIGNATURES) for name in self._parts):
            raise ReadError(uri, "is signed; a copy with comments would break the signature", "check it before signing")

    def tree(self, name: str) -> _Element | None:
        from lxml import etree

        try:
            data = self._zip.read(self._parts[name])
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(data, parser)
        except KeyError:
            return None
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError) as error:
            raise ReadError(self.uri, f"holds a damaged part ({name})", "save it as DOCX again") from error
        information: Any = root.getroottree().docinfo
        if information.doctype:
            raise ReadError(self.uri, f"declares types in {name}, which no Word document does", "save it as DOCX again")
        return root

    def put(self, name: str, root: _Element) -> None:
        from lxml import etree

        self._new[name] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)

    def related(self, part: str, kind: str) -> str | None:
        """The part that stands in a relation of this kind to another one, or to the package."""
        relations = self.tree(_relations_of(part))
        for relation in relations if relations is not None else ():
            if (relation.get("Type") or "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
                return _target(part, relation.get("Target") or "")
        return None

    def add_part(self, kind: str, media_type: str, main: str, like: _Element) -> str:
        """A new part beside the main one, declared and related to it."""
        folder = main.rpartition("/")[0]
        names = (f"{kind}{number or ''}.xml" for number in range(len(self._parts) + 1))
        name = next(name for name in names if _target(main, name) not in self._parts)
        part = f"{folder}/{name}" if folder else name
        types = self.tree(_TYPES)
        if types is None:
            raise ReadError(self.uri, "does not say what its parts are", "save it as DOCX again")
        declared = {"PartName": f"/{part}", "ContentType": media_type}
        types.append(types.makeelement(f"{{{_TYPES_NAMESPACE}}}Override", declared))
        self.put(_TYPES, types)
        self._relate(main, name, _relation_type(like, kind))
        return part

    def content(self) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
            for name, info in self._parts.items():
                part = self._new[name] if name in self._new else self._zip.read(info)
                copy.writestr(copied(info), part, info.compress_type)
            for name in sorted(self._new.keys() - self._parts.keys()):
                copy.writestr(zipfile.ZipInfo(name), self._new[name], zipfile.ZIP_DEFLATED)
        return written.getvalue()

    def _relate(self, main: str, target: str, kind: str) -> None:
        from lxml import etree

        name = _relations_of(main)
        relations = self.tree(name)
        if relations is None:
            relations = etree.fromstring(f'<Relationships xmlns="{_RELATIONS_NAMESPACE}"/>')
        known = {each.get("Id") for each in relations}
        identifier = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
        attributes = {"Id": identifier, "Type": kind, "Target": target}
        relations.append(relations.makeelement(f"{{{_RELATIONS_NAMESPACE}}}Relationship", attributes))
        self.put(name, relations)


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _target(part: str, written: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), written)).lstrip("/")


def _relation_type(like: _Element, kind: str) -> str:
    namespace = tagged(like, "")[1:-1]
    if namespace.startswith("http://purl.oclc.org/"):
        return f"http://purl.oclc.org/ooxml/officeDocument/relationships/{kind}"
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
