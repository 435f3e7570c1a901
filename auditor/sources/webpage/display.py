"""How an element stands in the flow of text: block, inline, part of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.sources.webpage.flow import COLLAPSE, KEEP, KEEP_LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.sources.webpage.tree import Element

BLOCK: Final = "block"
INLINE: Final = "inline"
CELL: Final = "table-cell"
ROW: Final = "table-row"
PART: Final = "table-part"

NO_BOX: Final = "no box"
LINE: Final = "part of a line"
DRAWN: Final = "part of a drawing"
LETTERS: Final = "letters of a drawing"
TABLE: Final = "table"
FIELD: Final = "field"
BOX: Final = "box"

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "caption",
        "ul",
        "xmp",
    ]
)
_TABLE: Final = {
    "td": CELL,
    "th": CELL,
    "tr": ROW,
    "tbody": PART,
    "thead": PART,
    "tfoot": PART,
    "colgroup": PART,
}
_DECLARED: Final = {
    "inline": INLINE,
    "inline-block": INLINE,
    "inline-flex": INLINE,
    "inline-grid": INLINE,
    "inline-table": INLINE,
    "-webkit-inline-box": INLINE,
    "contents": INLINE,
    "ruby": INLINE,
    "initial": INLINE,
    "unset": INLINE,
    "block": BLOCK,
    "flow-root": BLOCK,
    "flex": BLOCK,
    "grid": BLOCK,
    "table": BLOCK,
    "list-item": BLOCK,
    "table-caption": BLOCK,
    "-webkit-box": BLOCK,
    "-webkit-flex": BLOCK,
    "table-cell": CELL,
    "table-row": ROW,
    "table-row-group": PART,
    "table-header-group": PART,
    "table-footer-group": PART,
}
_BOXED_INLINE: Final = ("inline-block", "inline-flex", "inline-grid", "-webkit-inline-box")
_BOXED_TAGS: Final = frozenset({"button", "input", "marquee", "math", "meter", "progress", "svg", "textarea"})
_FIELDS: Final = frozenset({"fieldset", "legend", "select"})
"""Elements that are as large as what is in them, whatever size they are given."""
_SIDE_BY_SIDE: Final = ("flex", "inline-flex", "grid", "inline-grid", "-webkit-flex")
_PRESERVES: Final = {
    "normal": COLLAPSE,
    "nowrap": COLLAPSE,
    "pre": KEEP,
    "pre-wrap": KEEP,
    "break-spaces": KEEP,
    "pre-line": KEEP_LINES,
}
_KEEPS: Final = frozenset({"pre", "textarea", "listing", "plaintext", "xmp"})
_APART: Final = frozenset({"button", "select"})


def display(element: Element, style: Mapping[str, str], parent_style: Mapping[str, str]) -> str:
    """Return BLOCK, INLINE, CELL, ROW or PART."""
    tag = element.tag
    default = BLOCK if tag in _BLOCKS else _TABLE.get(tag, INLINE)
    kind = _DECLARED.get(style.get("display", ""), default)
    if kind == INLINE and style.get("display") != "contents" and _taken_out(style, parent_style):
        return BLOCK
    return kind


def _taken_out(style: Mapping[str, str], parent_style: Mapping[str, str]) -> bool:
    """Whether an inline element becomes a box of its own: floated, placed, or an item of a flex row."""
    return (
        style.get("float", "none") in ("left", "right", "inline-start", "inline-end")
        or style.get("position") in ("absolute", "fixed")
        or parent_style.get("display") in _SIDE_BY_SIDE
    )


def box(
    element: Element, style: Mapping[str, str], parent_style: Mapping[str, str], *, drawn: bool = False
) -> str:
    """Return what box the element makes, which decides what of its style means anything.

    Args:
        element: The element.
        style: What is declared for it.
        parent_style: What is declared for the element around it.
        drawn: Whether it is inside a drawing (``svg``).
    """
    declared = style.get("display", "")
    if declared == "contents":
        return NO_BOX
    if drawn and element.tag != "foreignobject":
        return LETTERS if element.tag in ("tspan", "textpath") else DRAWN
    if declared in ("table", "inline-table") or (element.tag == "table" and declared not in _DECLARED):
        return TABLE
    if element.tag in _FIELDS:
        return FIELD
    if declared in _BOXED_INLINE or element.tag in _BOXED_TAGS:
        return BOX
    kind = display(element, style, parent_style)
    return {BLOCK: BOX, INLINE: LINE}.get(kind, kind)


def breaks(element: Element) -> int:
    """Return how many line breaks stand around a block."""
    return 2 if element.tag == "p" else 1


def white_space(element: Element, style: Mapping[str, str], inherited: str) -> str:
    """Return how white space in the element is treated."""
    declared = style.get("white-space", "")
    if declared in _PRESERVES:
        return _PRESERVES[declared]
    if element.tag in _KEEPS:
        return KEEP
    return COLLAPSE if element.tag == "table" and inherited == KEEP else inherited


def stands_apart(element: Element) -> bool:
    """Whether the element has a border of its own that parts its words from those beside it."""
    return element.tag in _APART
