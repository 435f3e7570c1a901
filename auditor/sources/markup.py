"""Look things up in the tree of a page: by id, by class, and as words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.sources.webpage.tree import Element, Tree

_UNSEEN: Final = ("script", "style", "template", "noscript", "svg")
_BREAKING: Final = (
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "pre", "blockquote",
    "section", "article", "dt", "dd", "table", "details", "summary",
)  # fmt: skip


class Index:
    """The elements of a page by id and by class."""

    def __init__(self, tree: Tree) -> None:
        self._ids: dict[str, Element] = {}
        self._classes: dict[str, list[Element]] = {}
        for element in tree.elements:
            if name := element.get("id"):
                self._ids.setdefault(name, element)
            for each in element.classes:
                self._classes.setdefault(each, []).append(element)

    def with_id(self, name: str) -> Element | None:
        """Return the first element with this id."""
        return self._ids.get(name)

    def with_class(self, *names: str) -> list[Element]:
        """Return the elements that have the first of ``names`` that any element has."""
        return next((found for name in names if (found := self._classes.get(name))), [])

    def first(self, *names: str) -> Element | None:
        """Return the first element with the first of these classes that any element has."""
        return next(iter(self.with_class(*names)), None)


def words(element: Element | None) -> str | None:
    """Return what stands in ``element``, on one line, or None where nothing does."""
    return None if element is None else " ".join(shown(element).split()) or None


def shown(element: Element, pieces: int | None = None) -> str:
    """Return what stands in ``element`` with a line for each block; ``pre`` keeps its lines.

    Args:
        element: Any element.
        pieces: How many texts and ends of lines in it count at most; all where none is said.
    """
    text = re.sub(r"[ \t]+", " ", "".join(islice(_pieces(element), pieces)))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" ?\n ?", "\n", text)).strip()


def _pieces(top: Element) -> Iterator[str]:
    stack: list[Element | str | int] = [top]
    kept = 0  # how many elements that keep their lines are open
    while stack:
        item = stack.pop()
        if isinstance(item, int):
            kept += item
            yield "\n"
        elif isinstance(item, str):
            yield item if kept else re.sub(r"\s+", " ", item)
        elif item.tag == "br":
            yield "\n"
        elif item.tag not in _UNSEEN:
            if item.tag in _BREAKING:
                yield "\n"
                keeps = int(item.tag == "pre")
                kept += keeps
                stack.append(-keeps)
            stack.extend(reversed(item.children))


def links_in(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Yield address and words of each link in ``elements`` that leads to a web address."""
    for element in elements:
        for part in [element, *element.descendants()]:
            if part.tag == "a" and part.get("href").startswith(("http://", "https://")):
                yield part.get("href").strip(), words(part) or ""
