"""Markdown: what tells it apart; `reading` is loaded where there is some to read."""

from __future__ import annotations

from grantdocs.model.document import Document
from grantdocs.readers.reader import Content, Reader

__all__ = ["READER"]


def _read(content: Content) -> Document:
    from grantdocs.readers.markdown.reading import read_markdown

    return read_markdown(content)


READER = Reader(
    name="markdown",
    media_types=("text/markdown", "text/x-markdown"),
    extensions=("md", "markdown", "mdown", "mdx", "qmd", "rmd"),
    # No bytes tell Markdown from plain text.
    sniff=lambda _: False,
    read=_read,
)
