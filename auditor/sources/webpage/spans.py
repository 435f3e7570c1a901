"""All text of a page in one string, and which part of it stands in each element.

Elements stand in each other, as many as a page likes and over as much text as it likes. Taking an element's
text must therefore cost no more than that text has letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.sources.webpage import display as layout

if TYPE_CHECKING:
    from auditor.sources.webpage.tree import Element

_COLLAPSIBLE: Final = re.compile(r"[ \t\n\r\f]+")
_APART: Final = ("br", "button", "select")


class Spans:
    """The text of each element.

    Args:
        root: The outermost element.
        count: How many elements there are.
        shown: 1 at the index of each element whose text counts, which then has one space where blanks or
            the edges of blocks are; without it all text counts, as it stands in the source.
    """

    def __init__(self, root: Element, count: int, shown: bytearray | None = None) -> None:
        self._shown = shown
        self._pieces: list[str] = []
        self._length = 0
        self._begins = [0] * count
        self._ends = [0] * count
        self._walk(root)
        self._text = "".join(self._pieces)

    def of(self, element: Element, limit: int) -> str:
        """Return the text in ``element``, ``limit`` characters of it at most."""
        begin = self._begins[element.index]
        return self._text[begin : min(self._ends[element.index], begin + limit)]

    def _walk(self, root: Element) -> None:
        stack: list[tuple[Element | str, Element, bool]] = [(root, root, False)]
        while stack:
            item, owner, leaving = stack.pop()
            if isinstance(item, str):
                self._add(item, owner)
                continue
            if not leaving:
                self._gap(item)
                self._begins[item.index] = self._length
                stack.append((item, owner, True))
                stack.extend((child, item, False) for child in reversed(item.children))
            else:
                self._ends[item.index] = self._length
                self._gap(item)

    def _add(self, text: str, owner: Element) -> None:
        if self._shown is None:
            self._put(text)
        elif self._shown[owner.index] and owner.tag != "textarea":
            self._put_once(_COLLAPSIBLE.sub(" ", text))

    def _gap(self, element: Element) -> None:
        if self._shown is None:
            return
        if element.tag in _APART or layout.display(element, {}, {}) != layout.INLINE:
            self._put_once(" ")

    def _put_once(self, text: str) -> None:
        """Add a text without a space at its beginning where one stands before it."""
        self._put(text[1:] if text[:1] == " " and self._pieces and self._pieces[-1][-1] == " " else text)

    def _put(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)


__all__ = ["Spans"]
