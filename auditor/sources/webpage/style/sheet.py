"""Read style sheets into rules with the few properties that decide whether text is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import tinycss2

from auditor.sources.webpage.style.media import applies
from auditor.sources.webpage.style.values import Declaration, read_declarations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_SHEET_CHARACTERS: Final = 600_000
"""Characters of all style sheets of one page; a whole framework, unused rules and all, has some 250,000."""

MAX_RULES: Final = 12_000
"""Rules of one page."""

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


def read_sheets(sources: Iterable[str]) -> Sheets:
    """Return the rules of all style sheets of a page, in order."""
    sheets = Sheets()
    left = MAX_SHEET_CHARACTERS
    for source in sources:
        if len(source) > left:
            sheets.cut = True
        if left <= 0:
            break
        parsed = tinycss2.parse_stylesheet(source[:left], skip_comments=True, skip_whitespace=True)
        left -= len(source)
        _collect(sheets, parsed, layered=False, depth=0)
    return sheets


def _collect(sheets: Sheets, nodes: Iterable[Any], *, layered: bool, depth: int) -> None:
    for node in nodes:
        if len(sheets.rules) >= MAX_RULES:
            sheets.cut = True
            return
        if node.type == "qualified-rule":
            declarations = tuple(read_declarations(node.content))
            if declarations:
                selector = tinycss2.serialize(node.prelude).strip()
                sheets.rules.append(Rule(selector, declarations, len(sheets.rules), layered))
        elif node.type == "at-rule":
            _at_rule(sheets, node, layered=layered, depth=depth)
        elif node.type == "error":
            sheets.broken += 1


def _at_rule(sheets: Sheets, node: Any, *, layered: bool, depth: int) -> None:
    keyword = node.lower_at_keyword
    if keyword == "import":
        sheets.imports += 1
    if node.content is None or depth >= _MAX_NESTING:
        return
    prelude = tinycss2.serialize(node.prelude).strip()
    if keyword == "media" and not applies(prelude):
        return
    if keyword == "supports" and prelude.lower().startswith("not"):
        return
    if keyword in ("media", "supports", "layer"):
        _collect(sheets, _rules(node.content), layered=layered or keyword == "layer", depth=depth + 1)


def _rules(content: list[Any]) -> Iterator[Any]:
    yield from tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True)
