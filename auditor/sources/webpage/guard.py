"""Refuse pages that are built to exhaust a parser, before one sees them.

Building a tree costs the square of its depth, and formatting elements that are left open are built again
inside each later paragraph. Browsers cut a tree at 512 levels; an honest page has some dozens.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from auditor.errors import TooLarge
from auditor.limits import MAX_TREE_DEPTH

MAX_REOPENED: Final = 4_000_000
"""Elements that misnested markup may make a parser build again."""

MAX_ATTRIBUTES: Final = 1_000
"""Attributes of one element; a parser compares each with all before it."""

_LONG_TAG: Final = 4 * MAX_ATTRIBUTES
_ATTRIBUTE: Final = re.compile(r"[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?")

_START: Final = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]*+)|[!?/])")
# Attributes by the tokenizer's own states; possessive throughout, so that time is linear.
_REST: Final = re.compile(
    r"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?)*+[\s/]*+>"
)
_RAW: Final = frozenset(
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"]
)
# Elements that end by themselves, or that another of their kind ends.
_UNCOUNTED: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "bgsound",
        "frame",
        "keygen",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "caption",
        "rb",
        "rt",
        "rtc",
        "rp",
        "body",
        "html",
        "head",
    ]
)
_FORMATTING: Final = frozenset(
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_FOREIGN: Final = ("svg", "math")
_BREAKS_OUT: Final = frozenset(
    [
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "code",
        "dd",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "i",
        "img",
        "p",
        "span",
        "table",
    ]
)


class _Counts:
    """What stands open, as far as counting tags can tell."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.depth = 0
        self.formatting = 0
        self.reopened = 0
        self.attributes = 0

    def start(self, name: str, *, self_closing: bool) -> None:
        self.reopened += self.formatting
        foreign = any(self.open[tag] for tag in _FOREIGN)
        if foreign and name in _BREAKS_OUT and not self.open["foreignobject"]:
            for tag in _FOREIGN:
                self.depth -= self.open.pop(tag, 0)
            foreign = False
        if name in _UNCOUNTED or (foreign and self_closing):
            return
        self.open[name] += 1
        self.depth += 1
        self.formatting += name in _FORMATTING

    def end(self, name: str) -> None:
        if self.open[name] > 0:
            self.open[name] -= 1
            self.depth -= 1
            self.formatting -= name in _FORMATTING


def check_nesting(html: str, label: str) -> None:
    """Return if a tree of ``html`` is cheap to build.

    Raises:
        TooLarge: It nests too deep, or leaves too many formatting elements open.
    """
    counts = _Counts()
    position = 0
    while (start := _START.search(html, position)) is not None:
        position = _after(html, start, counts)
        fault = ""
        if counts.depth > MAX_TREE_DEPTH or counts.reopened > MAX_REOPENED:
            fault = f"nests its elements more than {MAX_TREE_DEPTH} levels deep"
        elif counts.attributes > MAX_ATTRIBUTES:
            fault = f"has an element with more than {MAX_ATTRIBUTES:,} attributes"
        if fault:
            raise TooLarge(f"{label!r} {fault}", hint="Copy the page's text and hand it in with '-'.")


def _attributes(rest: str) -> int:
    """Return how many attributes a long tag has; a short one can't have too many."""
    return sum(1 for _ in _ATTRIBUTE.finditer(rest)) if len(rest) > _LONG_TAG else 0


def _after(html: str, start: re.Match[str], counts: _Counts) -> int:
    """Count one tag; return where the search for the next goes on."""
    name = (start[3] or "").lower()
    if not name:
        # A comment may end inside its own opening ("<!-->"), any other oddity ends at the next ">".
        end = html.find("-->", start.start() + 2) if start[1] else html.find(">", start.end())
        return len(html) if end < 0 else end + 1
    rest = _REST.match(html, start.end())
    if rest is None:
        return len(html)
    counts.attributes = max(counts.attributes, _attributes(rest.group()))
    if start[2]:
        counts.end(name)
        return rest.end()
    if name in _RAW and not any(counts.open[tag] for tag in _FOREIGN):
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, rest.end())
        return len(html) if closing is None else closing.start()
    counts.start(name, self_closing=html[rest.end() - 2] == "/")
    return rest.end()
