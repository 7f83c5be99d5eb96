"""What the control words of RTF stand for."""

from __future__ import annotations

from grantdocs.model.document import Zone

__all__ = ["CHARACTERS", "CHARSETS", "CODE_PAGES", "SAID_IN_INFO", "SILENT", "STORIES", "SYMBOLS"]

CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "", "rtlmark": "", "zwbo": "\u200b", "zwnbo": "",
}  # fmt: skip
SYMBOLS = {
    "~": "\N{NO-BREAK SPACE}",
    "_": "\N{NON-BREAKING HYPHEN}",
    "-": "\N{SOFT HYPHEN}",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
CHARSETS = {
    0: "cp1252", 1: "", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Of fonts; the empty one is that of the file, symbols have letters of no alphabet."""
CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
STORIES = {
    **dict.fromkeys("header headerl headerr headerf".split(), Zone.HEADER),
    **dict.fromkeys("footer footerl footerr footerf".split(), Zone.FOOTER),
    "footnote": Zone.FOOTNOTE,
    "annotation": Zone.COMMENT,
    "shptxt": Zone.TEXT_BOX,
}
"""Destinations with paragraphs of their own."""
SAID_IN_INFO = frozenset("title subject keywords doccomm company category".split())
SILENT = frozenset(
    """colortbl filetbl listtable listoverridetable revtbl rsidtbl generator info pntext pntxta pntxtb pnseclvl
    listtext bkmkstart bkmkend xe tc tcn rxe txe nonshppict shprslt objdata objclass objname objalias atnid atnauthor
    atntime atndate atnref atnparent atnicn datafield formfield ffdeftext fldtype datastore themedata colorschememapping
    latentstyles xmlnstbl mailmerge nonesttables nesttableprops ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template
    password userprops wgrffmtfilter blipuid picprop background private""".split()
)
"""Destinations that are no text of the publication."""
