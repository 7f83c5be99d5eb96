"""Bars as SVG by matplotlib: the same bytes each time, text as text, colours from the style of the page."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from grantdocs.audit.dashboard.content import VERDICTS, Share
from grantdocs.errors import ScopeError

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["bars"]

_COLOURS: Final = {"fail": "#010101", "cannot-tell": "#020202", "pass": "#030303", "not-applicable": "#040404"}
"""No colours but names: each becomes a class, which light, dark and paper give a colour of their own."""
_INK: Final = "#050505"
_RULE: Final = "#060606"
_CLASSES: Final = {**{colour: name for name, colour in _COLOURS.items()}, _INK: "ink", _RULE: "rule"}
_LONGEST: Final = 46
_SVG: Final = "{http://www.w3.org/2000/svg}"
_INLINE: Final = "{http://www.w3.org/1999/xlink}"


def bars(shares: Sequence[Share], *, name: str, title: str, description: str, none: str) -> Markup:
    """One horizontal bar for each group, parted by verdict. Raises ScopeError without matplotlib (extra `audit`)."""
    try:
        from matplotlib import rc_context
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ScopeError("the page of an audit needs matplotlib: pip install 'grantdocs[audit]'") from error
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": name, "font.family": "sans-serif", "font.size": 9}
    with rc_context(settings), StringIO() as written:
        figure = Figure(figsize=(7.2, 0.4 + 0.26 * max(1, len(shares))), layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.subplots()
        _draw(axes, shares, none)
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
        return _inline(written.getvalue(), name, title, description)


def _draw(axes: Any, shares: Sequence[Share], none: str) -> None:
    places = range(len(shares))
    left = [0] * len(shares)
    for number, verdict in enumerate(VERDICTS):
        widths = [share.counts[number] for share in shares]
        axes.barh(places, widths, left=left, color=_COLOURS[verdict], height=0.72, linewidth=0)
        left = [before + width for before, width in zip(left, widths, strict=True)]
    axes.set_yticks(places, [_short(share.name or none) for share in shares], parse_math=False)
    axes.margins(x=0.01, y=0.02)
    axes.invert_yaxis()
    axes.xaxis.get_major_locator().set_params(integer=True, nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\u202f"))
    axes.tick_params(colors=_INK, length=0)
    axes.grid(axis="x", color=_RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _inline(written: str, name: str, title: str, description: str) -> Markup:
    """The picture as a part of a page that allows no style but its own: styles become classes and attributes."""
    from lxml import etree
    from markupsafe import Markup

    root = etree.fromstring(written.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for each in list(root.iter()):
        if not isinstance(each.tag, str) or each.tag in {f"{_SVG}style", f"{_SVG}metadata"}:
            each.getparent().remove(each)
            continue
        _restyle(each)
        for attribute in ("id", f"{_INLINE}href"):
            if value := each.get(attribute):
                each.set(attribute, value.replace("#", f"#{name}-") if value.startswith("#") else f"{name}-{value}")
        if clip := each.get("clip-path"):
            each.set("clip-path", clip.replace("url(#", f"url(#{name}-"))
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, "")
    root.set("class", "plot")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for tag, text in (("desc", description), ("title", title)):
        child = etree.Element(f"{_SVG}{tag}", id=f"{name}-{tag}")
        child.text = text
        root.insert(0, child)
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  made here, and escaped by lxml


def _restyle(element: Any) -> None:
    style = element.attrib.pop("style", "")
    rules = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
    rules = {name.strip(): value.strip() for name, value in rules.items()}
    classes = []
    for name in ("fill", "stroke"):
        if known := _CLASSES.get(rules.get(name, "")):
            classes.append(f"{name}-{known}")
            rules.pop(name)
    if font := rules.pop("font", ""):
        rules["font-size"] = next((part for part in font.split() if part.endswith("px")), "9px")
    if element.tag == f"{_SVG}text" and "fill" not in rules and not classes:
        classes.append("fill-ink")
    for name, value in rules.items():
        element.set(name, value)
    if classes:
        element.set("class", " ".join(classes))
