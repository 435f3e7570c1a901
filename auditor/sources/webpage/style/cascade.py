"""Decide which declaration counts for each element: importance, inline, layers, specificity, order.

Style that other files hold is read where it was saved with the page; else the page says how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.sources.webpage.style.budget import Budget
from auditor.sources.webpage.style.media import applies
from auditor.sources.webpage.style.selectors import Matcher, specificity, split_list
from auditor.sources.webpage.style.sheet import Sheets, read_sheets
from auditor.sources.webpage.style.tokens import parseable
from auditor.sources.webpage.style.values import Declaration, read_declarations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.sources.webpage.tree import Element, Tree

STYLE_CHECK: Final = "page-style"
_MAX_INLINE: Final = 4_000

_Weight = tuple[bool, bool, bool, tuple[int, int, int], int]


@dataclass(slots=True)
class Styles:
    """The declared values of interest for each element, by its index."""

    values: dict[int, dict[str, str]] = field(default_factory=dict)
    not_read: list[NotAnalysed] = field(default_factory=list)

    def of(self, element: Element) -> dict[str, str]:
        """Return what is declared for ``element`` itself; nothing is inherited here."""
        return self.values.get(element.index, {})


class _Cascade:
    def __init__(self) -> None:
        self.values: dict[int, dict[str, str]] = {}
        self._weights: dict[tuple[int, str], _Weight] = {}

    def declare(self, element: Element, declaration: Declaration, weight: _Weight) -> None:
        place = (element.index, declaration.name)
        if place not in self._weights or self._weights[place] <= weight:
            self._weights[place] = weight
            self.values.setdefault(element.index, {})[declaration.name] = declaration.value


def style_tree(
    tree: Tree,
    saved: Mapping[str, bytes] | None = None,
    budget: Budget | None = None,
    host: Element | None = None,
) -> Styles:
    """Return what the page's style sheets and ``style`` attributes say of each element.

    Args:
        tree: The page.
        saved: Style sheets that came with the page, by the address that it gives them.
        budget: What all trees of one page may cost together.
        host: Stands for the host of a shadow tree, where this is one.
    """
    left = budget or Budget()
    elsewhere: list[Element] = []
    sheets = read_sheets(_sources(tree, saved or {}, elsewhere), left)
    cascade = _Cascade()
    matcher = Matcher(tree, left, host)
    for rule in sheets.rules:
        for selector in split_list(rule.selector):
            found = matcher.match(selector)
            weight = specificity(selector) if found else (0, 0, 0)
            for element in found:
                for item in rule.declarations:
                    cascade.declare(
                        element, item, (item.important, False, not rule.layered, weight, rule.order)
                    )
    read = lru_cache(maxsize=512)(lambda inline: tuple(read_declarations(parseable(inline))))
    for element in tree.elements:
        if (inline := element.get("style")) != "":
            for item in read(inline[:_MAX_INLINE]):
                cascade.declare(element, item, (item.important, True, True, (0, 0, 0), 0))
    return Styles(cascade.values, _notes(len(elsewhere), sheets, matcher))


def _sources(tree: Tree, saved: Mapping[str, bytes], elsewhere: list[Element]) -> Iterator[str]:
    """Yield the page's style sheets in their order; into ``elsewhere`` goes what was not saved with it."""
    for element in tree.tagged("style", "link"):
        if not applies(element.get("media")):
            continue
        if element.tag == "style":
            if element.get("type").lower() in ("", "text/css"):
                yield element.raw_text()
            continue
        kinds = element.get("rel").lower().split()
        if "stylesheet" not in kinds:
            continue
        sheet = saved.get(element.get("href").strip())
        if sheet is None:
            elsewhere.append(element)
        elif "alternate" not in kinds and not element.has("disabled"):
            yield sheet.decode("utf-8-sig", errors="replace")


def _notes(linked: int, sheets: Sheets, matcher: Matcher) -> list[NotAnalysed]:
    reasons = []
    if elsewhere := linked + sheets.imports:
        one = N_("The page takes its style from another file; text that it hides was read as shown.")
        many = N_(
            f"The page takes its style from {elsewhere} other files; text that they hide was read as shown."
        )
        reasons.append(one if elsewhere == 1 else many)
    if sheets.cut or matcher.exhausted:
        reasons.append(
            N_("The page's style sheets are too large to be read in full; some hidden text may count.")
        )
    return [NotAnalysed(check=STYLE_CHECK, reason=reason, source=0) for reason in reasons]
