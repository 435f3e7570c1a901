"""What stands between a stranger's style and the parser: numbers without end, brackets without end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEPEST: Final = 100
"""Brackets within brackets. Chromium, too, takes no deeper value; writing them out takes a stack."""

_MOST_DIGITS: Final = 640
"""Digits of one number: what Python always makes a whole number of. All that is longer means "very large"."""

_LONG_NUMBER: Final = re.compile(rf"(?<![0-9])[0-9]{{{_MOST_DIGITS + 1},}}")
_NUMBER_BEGINS: Final = re.compile(r"(?:^|[\s:,(/])[+-]?$")


def parseable(source: str) -> str:
    """Return ``source`` with no number too long for the parser. Their values stay what they are."""
    return _LONG_NUMBER.sub(_shortened, source)


def written(nodes: Iterable[Any]) -> str | None:
    """Return ``nodes`` as CSS, or None where they are nested too deep: broken, for browsers too."""
    level = [list(nodes)]
    top = level[0]
    for _ in range(_DEEPEST):
        level = [inner for each in level for node in each if (inner := _inside(node))]
        if not level:
            return str(tinycss2.serialize(top)).strip()
    return None


def _shortened(found: re.Match[str]) -> str:
    digits = found[0]
    # Zeros before a number are nothing; in the middle of a name or behind a point they are something.
    if _NUMBER_BEGINS.search(found.string[max(0, found.start() - 2) : found.start()]):
        digits = digits.lstrip("0") or "0"
    return digits[:_MOST_DIGITS]


def _inside(node: Any) -> list[Any] | None:
    """Return the nodes in a block or in the brackets of a function."""
    return getattr(node, "arguments" if node.type == "function" else "content", None)
