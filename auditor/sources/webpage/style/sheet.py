"""Read style sheets into rules with the few properties that decide whether text is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import tinycss2

from auditor.sources.webpage.style.budget import Budget
from auditor.sources.webpage.style.media import applies
from auditor.sources.webpage.style.tokens import parseable, written
from auditor.sources.webpage.style.values import Declaration, read_declarations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_NESTING: Final = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that sets something of interest."""

    selector: str
    declarations: tuple[Declaration, ...]
    order: int
    layered: bool


@dataclass(slots=True)
class Sheets:
    """What the page's own style sheets say, and what of them could not be read."""

    rules: list[Rule] = field(default_factory=list)
    imports: int = 0
    """Style sheets that these ones fetch from elsewhere."""
    cut: bool = False
    broken: int = 0
    """Rules that are no CSS."""


def read_sheets(sources: Iterable[str], budget: Budget | None = None) -> Sheets:
    """Return the rules of all style sheets of a page, in order; what is over ``budget`` is left out."""
    sheets = Sheets()
    left = budget or Budget()
    for source in sources:
        if source not in left.parsed:
            sheets.cut = sheets.cut or len(source) > left.characters
            if left.characters <= 0:
                break
            left.parsed[source] = tinycss2.parse_stylesheet(
                parseable(source[: left.characters]), skip_comments=True, skip_whitespace=True
            )
            left.characters -= len(source)
        _collect(sheets, left, left.parsed[source], layered=False, depth=0)
    return sheets


def _collect(sheets: Sheets, left: Budget, nodes: Iterable[Any], *, layered: bool, depth: int) -> None:
    for node in nodes:
        if left.rules <= 0:
            sheets.cut = True
            return
        if node.type == "qualified-rule":
            declarations = tuple(read_declarations(node.content))
            selector = written(node.prelude) if declarations else ""
            if selector is None:
                sheets.broken += 1
            elif declarations:
                left.rules -= 1
                sheets.rules.append(Rule(selector, declarations, len(sheets.rules), layered))
        elif node.type == "at-rule":
            _at_rule(sheets, left, node, layered=layered, depth=depth)
        elif node.type == "error":
            sheets.broken += 1


def _at_rule(sheets: Sheets, left: Budget, node: Any, *, layered: bool, depth: int) -> None:
    keyword = node.lower_at_keyword
    if keyword == "import":
        sheets.imports += 1
    if node.content is None or depth >= _MAX_NESTING:
        return
    prelude = written(node.prelude)
    if prelude is None:
        sheets.broken += 1
        return
    if keyword == "media" and not applies(prelude):
        return
    if keyword == "supports" and prelude.lower().startswith("not"):
        return
    if keyword in ("media", "supports", "layer"):
        _collect(sheets, left, _rules(node.content), layered=layered or keyword == "layer", depth=depth + 1)


def _rules(content: list[Any]) -> Iterator[Any]:
    yield from tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
