"""Match selectors against a page in bounded time.

Lexbor matches the compounds (``a.b[c]:not(.d)``); the combinators between them are ours, because lexbor
tries every way to place a chain of descendants, which takes forever on a deep page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import SelectolaxError

from auditor.sources.webpage.style.budget import Budget
from auditor.sources.webpage.style.siblings import Siblings

if TYPE_CHECKING:
    from auditor.sources.webpage.tree import Element, Tree

_CALL_COST: Final = 20
"""What lexbor's look at one element costs, in visits of ours: its results are built anew each time."""

_MAX_SELECTOR: Final = 400
# What never holds on a page that was just opened, what styles something else than an element, and what
# could be made to run long. A pseudo-class spelled with escapes could be any of these.
_NEVER: Final = re.compile(
    r"::|:(?:hover|focus|active|visited|target|before|after|first-line|first-letter|placeholder|"
    r"selection|checked|open|popover-open|modal|fullscreen|lexbor|host|slotted|lang|dir)|:has\(|\|\||&|"
    r"(?<!\\):[\w-]*\\"
)
_OWN_HOST: Final = re.compile(r":host(?![\w(-])")
_COMBINATOR: Final = re.compile(r"\s*([>+~])\s*|\s+")
_SIMPLE: Final = re.compile(r"(\*|[a-z][a-z0-9-]*)?((?:[.#][\w\u0080-\uffff-]+)*)", re.IGNORECASE)
_PART: Final = re.compile(r"([.#])([^.#]+)")
_IDS: Final = re.compile(r"#[\w-]+")
_CLASSES: Final = re.compile(r"\.[\w-]+|\[[^\]]*\]|:(?!not|is|where|:)[\w-]+")
_TYPES: Final = re.compile(r"(?<![\w.#:\[-])[a-z][\w-]*", re.IGNORECASE)


def split_list(selectors: str) -> list[str]:
    """Return the selectors of a list; commas inside brackets don't separate."""
    parts, depth, start = [], 0, 0
    for position, character in enumerate(selectors):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth <= 0:
            parts.append(selectors[start:position].strip())
            start = position + 1
    return [*parts, selectors[start:].strip()]


def specificity(selector: str) -> tuple[int, int, int]:
    """Return how specific ``selector`` is: ids, classes, types."""
    bare = re.sub(r":where\([^)]*\)", "", selector)
    plain = re.sub(r"\[[^\]]*\]", "", bare)
    return len(_IDS.findall(plain)), len(_CLASSES.findall(bare)), len(_TYPES.findall(plain))


class Matcher:
    """Finds the elements that selectors mean, until its work is used up.

    Args:
        tree: The page.
        budget: What may be spent; one of its own where none is given.
        host: Stands for the host of a shadow tree; selectors mean nothing outside of it.
    """

    def __init__(self, tree: Tree, budget: Budget | None = None, host: Element | None = None) -> None:
        self._tree = tree
        self._budget = budget or Budget()
        self._host = host
        self._by_key = {element.key: element for element in tree.elements}
        self._ids: dict[str, list[Element]] = {}
        self._classes: dict[str, list[Element]] = {}
        for element in tree.elements:
            if (name := element.get("id")) != "":
                self._ids.setdefault(name, []).append(element)
            for name in set(element.classes):
                self._classes.setdefault(name, []).append(element)
        self._known: dict[str, list[Element]] = {}
        self._siblings = Siblings(tree.elements)
        self.exhausted = False
        """Whether there was a selector for which too little work was left."""
        self.unknown = 0
        """Selectors that nothing here understands."""

    def match(self, selector: str) -> list[Element]:
        """Return the elements that ``selector`` means."""
        if self._host is not None:
            selector = _OWN_HOST.sub(self._host.tag, selector)
        if len(selector) > _MAX_SELECTOR or _NEVER.search(selector):
            return []
        compounds, combinators = _chain(selector)
        if not self._possible(compounds):
            return []
        found = self._compound(compounds[0])
        for combinator, compound in zip(combinators, compounds[1:], strict=True):
            if not found:
                return []
            found = self._related(set(found), combinator, self._compound(compound))
        return found

    def _possible(self, compounds: list[str]) -> bool:
        """Whether every id and class that stands plainly in the compounds is on the page."""
        for compound in compounds:
            plain = re.sub(r"[\[(].*", "", compound)
            for mark, name in _PART.findall(re.sub(r":.*", "", plain)):
                if "\\" not in name and name not in (self._ids if mark == "#" else self._classes):
                    return False
        return True

    def _spend(self, amount: int) -> bool:
        afforded = self._budget.spend(amount)
        self.exhausted = self.exhausted or not afforded
        return afforded

    def _spend_on_walks(self, compound: str) -> bool:
        """Pay for walks along siblings. What is too dear costs nothing: plainer selectors still count.

        Of a page that was cut, the families are not known in full.
        """
        cost = self._siblings.cost(compound)
        if cost and (self._tree.cut or cost > self._budget.work):
            self.exhausted = True
            return False
        return self._spend(cost)

    def _compound(self, compound: str) -> list[Element]:
        if compound not in self._known:
            found = self._find(compound)
            first = 0 if self._host is None else self._host.index
            self._known[compound] = [e for e in found if e.index >= first] if first else found
        return self._known[compound]

    def _find(self, compound: str) -> list[Element]:
        simple = _SIMPLE.fullmatch(compound)
        if simple is not None:
            return self._find_simple((simple[1] or "*").lower(), _PART.findall(simple[2]))
        look = _CALL_COST * len(self._tree.elements)
        if not self._spend_on_walks(compound) or not self._spend(look):
            return []
        try:
            nodes = self._tree.parser.css(compound)
        except (SelectolaxError, ValueError):
            self.unknown += 1
            return []
        return [self._by_key[node.mem_id] for node in nodes if node.mem_id in self._by_key]

    def _find_simple(self, tag: str, parts: list[tuple[str, str]]) -> list[Element]:
        candidates = self._tree.elements if tag == "*" else self._tree.tagged(tag)
        for mark, name in parts:
            named = (self._ids if mark == "#" else self._classes).get(name, [])
            candidates = min(candidates, named, key=len)
        if not self._spend(len(candidates)):
            return []
        return [e for e in candidates if tag in ("*", e.tag) and all(_carries(e, *part) for part in parts)]

    def _related(self, left: set[Element], combinator: str, right: list[Element]) -> list[Element]:
        found: list[Element] = []
        for element in right:
            steps = 0
            sibling = combinator in "+~"
            other = element.before if sibling else element.parent
            while other is not None and other not in left and combinator in " ~":
                other = other.before if sibling else other.parent
                steps += 1
            if not self._spend(steps + 1):
                return found
            if other is not None and other in left:
                found.append(element)
        return found


def _carries(element: Element, mark: str, name: str) -> bool:
    return element.get("id") == name if mark == "#" else name in element.classes


def _chain(selector: str) -> tuple[list[str], list[str]]:
    """Split into compounds and the combinators between them; brackets are left whole."""
    compounds, combinators, start, depth, position = [], [], 0, 0, 0
    while position < len(selector):
        character = selector[position]
        depth += (character in "([") - (character in ")]")
        found = _COMBINATOR.match(selector, position) if depth == 0 else None
        if found is None or found.end() == len(selector):
            position += 1
            continue
        if position > start:
            compounds.append(selector[start:position])
            combinators.append(found[1] or " ")
        start = position = found.end()
    return [*compounds, selector[start:].strip()], combinators
