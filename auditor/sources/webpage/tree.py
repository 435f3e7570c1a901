"""The tree as browsers build it, in light records that know their parent and their place.

Lexbor builds it (scripts count as running, so ``noscript`` holds text); everything after that works on
these records, which cost no call into the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.sources.webpage.guard import check_nesting
from auditor.sources.webpage.spans import Spans

MAX_NODES: Final = 250_000
"""Elements and texts of one page that are looked at; the rest is reported as not read."""
_DECLARING: Final = ("shadowrootmode", "shadowmode")
"""Attributes that declare a shadow tree: the standard's, and the one in Chromium's MHTML."""
_MODES: Final = ("open", "closed")
_START_TAG: Final = re.compile(r'\A<template(?:\s[^\s=>"]+(?:="[^"]*")?)*>')
"""As the parser writes it. It gives no other way to what is in a template."""


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element. ``children`` holds elements and strings in order; comments are left out."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    index: int
    """Place among all elements of the page, in document order."""
    before: Element | None = None
    """The element before it among its siblings."""
    children: list[Element | str] = field(default_factory=list)
    key: int = 0
    """Identity of the parser's own node."""
    nodes: int = 0
    """How many children the parser's own node has, comments and all."""
    shadow: str = ""
    """Of a template that declares a shadow tree: its markup, which a reader sees in the parent's place."""

    def get(self, name: str) -> str:
        """Return an attribute, or "" where it is absent."""
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        """Whether an attribute is there at all, with or without a value."""
        return name in self.attributes

    @property
    def classes(self) -> list[str]:
        """The class names."""
        return self.get("class").split()

    def descendants(self) -> list[Element]:
        """Return all elements below this one, in document order."""
        found: list[Element] = []
        stack = [child for child in reversed(self.children) if isinstance(child, Element)]
        while stack:
            element = stack.pop()
            found.append(element)
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))
        return found

    def raw_text(self) -> str:
        """Return all character data below this element, hidden or not, as it stands in the source."""
        pieces: list[str] = []
        stack: list[Element | str] = list(reversed(self.children))
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            else:
                stack.extend(reversed(item.children))
        return "".join(pieces)

    def closest(self, *tags: str) -> Element | None:
        """Return the nearest element at or above this one with one of ``tags``."""
        element: Element | None = self
        while element is not None and element.tag not in tags:
            element = element.parent
        return element


@dataclass(slots=True, eq=False, repr=False)
class Tree:
    """A whole page."""

    parser: LexborHTMLParser
    root: Element
    elements: list[Element]
    """All elements in document order."""
    by_tag: dict[str, list[Element]]
    cut: bool = False
    """Whether the page has more nodes than are looked at."""
    _raw: Spans | None = None
    _ends: list[int] | None = None

    def tagged(self, *tags: str) -> list[Element]:
        """Return the elements with one of ``tags``, in document order."""
        if len(tags) == 1:
            return self.by_tag.get(tags[0], [])
        return sorted((e for tag in tags for e in self.by_tag.get(tag, ())), key=lambda e: e.index)

    def first(self, tag: str) -> Element | None:
        """Return the first element with ``tag``."""
        found = self.by_tag.get(tag)
        return found[0] if found else None

    def raw_text(self, element: Element, limit: int) -> str:
        """Return the beginning of what :meth:`Element.raw_text` returns, whatever else is in ``element``."""
        if self._raw is None:
            self._raw = Spans(self.root, len(self.elements))
        return self._raw.of(element, limit)

    def end_of(self, element: Element) -> int:
        """Return the index of the first element that comes after all that are in ``element``."""
        if self._ends is None:
            self._ends = [each.index + 1 for each in self.elements]
            for each in reversed(self.elements):
                if each.parent is not None:
                    above = each.parent.index
                    self._ends[above] = max(self._ends[above], self._ends[each.index])
        return self._ends[element.index]


def build(html: str, label: str) -> Tree:
    """Return the tree of ``html``.

    Raises:
        TooLarge: The markup is built to exhaust a parser.
    """
    check_nesting(html, label)
    parser = LexborHTMLParser(html, scripting=True)
    builder = _Builder()
    root = builder.build(parser.root) if parser.root is not None else Element("html", {}, None, 0)
    return Tree(parser, root, builder.elements, builder.by_tag, builder.cut)


class _Builder:
    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.by_tag: dict[str, list[Element]] = {}
        self.cut = False

    def build(self, top: LexborNode) -> Element:
        root = self._element(top, None, None)
        stack: list[tuple[LexborNode | None, Element]] = [(top.first_child, root)]
        nodes = 0
        while stack:
            node, parent = stack.pop()
            last: Element | None = next(
                (c for c in reversed(parent.children) if isinstance(c, Element)), None
            )
            while node is not None:
                nodes += 1
                if nodes > MAX_NODES:
                    self.cut = True
                    return root
                parent.nodes += 1
                if node.is_text_node:
                    parent.children.append(node.text_content or "")
                elif node.is_element_node:
                    element = self._element(node, parent, last)
                    parent.children.append(element)
                    last = element
                    # The rest of the siblings waits until this element's inside is done, so that
                    # ``elements`` stays in document order.
                    stack.append((node.next, parent))
                    node, parent, last = node.first_child, element, None
                    continue
                node = node.next
        return root

    def _element(self, node: LexborNode, parent: Element | None, before: Element | None) -> Element:
        attributes = {name: value or "" for name, value in node.attributes.items()}
        tag = (node.tag or "").lower()
        element = Element(tag, attributes, parent, len(self.elements), before, key=node.mem_id)
        if tag == "template" and any(attributes.get(name, "").lower() in _MODES for name in _DECLARING):
            element.shadow = _START_TAG.sub("", node.html or "", count=1).removesuffix("</template>")
        self.elements.append(element)
        self.by_tag.setdefault(tag, []).append(element)
        return element
