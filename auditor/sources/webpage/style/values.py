"""Declarations of interest, and what their values mean for somebody who wants to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import tinycss2
from tinycss2.color3 import parse_color

from auditor.sources.webpage.style.tokens import written

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERESTING: Final = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "font-size",
        "color",
        "background",
        "background-color",
        "background-clip",
        "-webkit-background-clip",
        "-webkit-text-fill-color",
        "position",
        "left",
        "right",
        "top",
        "bottom",
        "text-indent",
        "clip",
        "clip-path",
        "width",
        "height",
        "max-height",
        "max-width",
        "min-height",
        "min-width",
        "overflow",
        "overflow-x",
        "overflow-y",
        "padding",
        "padding-top",
        "padding-bottom",
        "padding-left",
        "padding-right",
        "white-space",
        "text-transform",
        "transform",
        "float",
        "content-visibility",
        "margin-left",
        "animation",
        "animation-name",
        "transition",
        "will-change",
    ]
)
_PARTS: Final = {
    "overflow": ("overflow-x", "overflow-y"),
    "padding": ("padding-top", "padding-right", "padding-bottom", "padding-left"),
}
"""Properties that stand for several; the last declared counts for each."""
CAMOUFLAGED: Final = "<the background's colour>"
CLEAR: Final = "<clear>"
_LENGTH: Final = re.compile(r"([+-]?(?:[0-9]*\.)?[0-9]+)(px|em|rem|vw|vh|pt|%|ch|ex|cm|in)?")
_PIXELS: Final = {"px": 1, "em": 16, "rem": 16, "pt": 4 / 3, "ch": 8, "ex": 8, "cm": 37.8, "in": 96}
_VIEWPORT: Final = {"vw": 12.8, "vh": 8.0}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One property with its value in lower case."""

    name: str
    value: str
    important: bool


def read_declarations(content: Any) -> Iterator[Declaration]:
    """Yield the declarations of interest in a rule's content or in a ``style`` attribute."""
    found: dict[str, tuple[Declaration, list[Any]]] = {}
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration" or node.lower_name not in INTERESTING:
            continue
        value = written(node.value)
        if value is None:  # broken
            continue
        for name, part in _parts(node.lower_name, value.lower()):
            declaration = Declaration(name, part, node.important)
            earlier = found.pop(name, None)
            if earlier is not None and earlier[0].important and not node.important:
                found[name] = earlier
            else:
                found[name] = (declaration, node.value)
    background = _background(found)
    for name, (declaration, tokens) in found.items():
        if name in ("color", "-webkit-text-fill-color"):
            yield Declaration(name, _ink(tokens, background), declaration.important)
        elif name not in ("background", "background-color"):
            yield declaration
        elif name == "background" and re.search(r"(?<![\w-])text(?![\w-])", declaration.value):
            yield Declaration("background-clip", "text", declaration.important)


def _parts(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a property and its value; of one that stands for several, each of those."""
    names = _PARTS.get(name)
    if names is None:
        yield name, value
        return
    words = value.split() if "(" not in value else [value]
    for place, part in enumerate(names):
        # The third stands across from the first, the fourth across from the second.
        yield part, next((words[at] for at in (place, place - 2, 0) if 0 <= at < len(words)), "")


def _background(found: dict[str, tuple[Declaration, list[Any]]]) -> Any:
    """Return the one colour that a rule puts behind the text, or None where there is none or a picture."""
    for name in ("background-color", "background"):
        if name in found:
            declaration, tokens = found[name]
            if "url(" in declaration.value or "gradient" in declaration.value:
                return None
            colours = [colour for token in tokens if (colour := _colour(token)) is not None]
            return colours[0] if len(colours) == 1 else None
    return None


def _ink(tokens: list[Any], background: Any) -> str:
    colours = [colour for token in tokens if (colour := _colour(token)) is not None]
    if len(colours) != 1:
        return "plain"
    if colours[0].alpha == 0:
        return CLEAR
    return CAMOUFLAGED if background is not None and colours[0] == background else "plain"


def _colour(token: Any) -> Any:
    if token.type not in ("ident", "hash", "function"):
        return None
    colour = parse_color(token)
    return None if colour == "currentColor" else colour


def pixels(value: str, percent_of: float | None = None) -> float | None:
    """Return a length in pixels, or None where ``value`` is none or depends on what isn't known."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    number, unit = float(found[1]), found[2] or ""
    if unit == "%":
        return None if percent_of is None else number * percent_of / 100
    if not unit:
        return 0.0 if number == 0 else None
    return number * (_VIEWPORT[unit] if unit in _VIEWPORT else _PIXELS[unit])
