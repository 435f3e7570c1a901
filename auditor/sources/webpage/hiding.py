"""Decide from declared style whether an element hides what is in it, and how.

What fades or slides in when the reader scrolls starts out transparent; it is seen, so it counts as shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.webpage.style.media import HEIGHT, WIDTH
from auditor.sources.webpage.style.values import pixels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.sources.webpage.tree import Element

FAR: Final = -900.0
"""Pixels outside the window beyond which nothing is meant to be seen."""

_TINY: Final = 1.0
_MOVING: Final = ("transform", "transition", "animation", "animation-name", "will-change")
_MOVING_NAMES: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:aos|wow|animat\w*|fade\w*|reveal\w*|scroll\w*|slide\w*|motion\w*|appear\w*|in-?view)"
)
_NOTHING: Final = re.compile(
    r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*,\s*0(?:px|%)?\s+0"
)
_SCALED_AWAY: Final = re.compile(r"scale[xy3d]*\(\s*0(?:\.0*)?\s*[,)]")
_MOVED: Final = re.compile(r"translate(?:x|y|3d)?\(\s*(-?[\d.]+[a-z]+)(?:\s*,\s*(-?[\d.]+[a-z]+))?")
_NEVER_SHOWN: Final = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "meta",
        "link",
        "base",
        "datalist",
        "area",
        "param",
        "source",
        "track",
        "rp",
        "noembed",
        "noframes",
        "metadata",
        "desc",
        "defs",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
    ]
)


def hides_by_itself(element: Element, style: Mapping[str, str]) -> bool:
    """Whether the element shows nothing whatever its style: scripts, templates, closed dialogs."""
    tag = element.tag
    if tag in _NEVER_SHOWN:
        return "display" not in style or tag not in ("title", "rp")
    if tag == "dialog" and not element.has("open"):
        return style.get("display", "none") == "none"
    return tag == "input" and element.get("type").lower() == "hidden"


def hides(element: Element, style: Mapping[str, str]) -> str | None:
    """Return how the element hides all that is in it, in words, or None where it doesn't."""
    if style.get("display") == "none":
        return "display:none"
    if element.has("hidden") and ("display" not in style or element.get("hidden").lower() == "until-found"):
        return N_("the hidden attribute")
    if style.get("content-visibility") == "hidden":
        return "content-visibility:hidden"
    if _transparent(element, style):
        return "opacity:0"
    if _out_of_sight(style):
        return N_("a place outside the window")
    return N_("a box without size") if _clipped(style) else None


def _transparent(element: Element, style: Mapping[str, str]) -> bool:
    opacity = style.get("opacity", "1").removesuffix("%")
    try:
        if float(opacity) > 0.01:  # noqa: PLR2004  # a hundredth is nothing to the eye
            return False
    except ValueError:
        return False
    moves = any(style.get(name, "none") not in ("none", "auto") for name in _MOVING)
    named = _MOVING_NAMES.search(element.get("class")) or any(
        name.startswith(("data-aos", "data-animat", "data-scroll", "data-framer", "data-reveal", "data-sal"))
        for name in element.attributes
    )
    return not (moves or named)


def _out_of_sight(style: Mapping[str, str]) -> bool:
    if (pixels(style.get("text-indent", "")) or 0) <= FAR or (
        pixels(style.get("margin-left", "")) or 0
    ) <= FAR:
        return True
    moved = _MOVED.search(style.get("transform", ""))
    if moved and any((pixels(group or "") or 0) <= FAR for group in moved.groups()):
        return True
    if style.get("position", "static") not in ("absolute", "fixed", "relative"):
        return False
    sides = {side: pixels(style[side], _SPAN[side]) for side in _SPAN if side in style}
    return any(
        value is not None and (value <= FAR or (side in ("left", "right") and value <= -WIDTH))
        for side, value in sides.items()
    )


_SPAN: Final = {"left": WIDTH, "right": WIDTH, "top": HEIGHT, "bottom": HEIGHT}


def _clipped(style: Mapping[str, str]) -> bool:
    if _NOTHING.match(style.get("clip-path", "")) or _SCALED_AWAY.search(style.get("transform", "")):
        return True
    clip = style.get("clip", "")
    if clip.startswith("rect(") and style.get("position") in ("absolute", "fixed"):
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", clip)]
        if len(numbers) == 4 and max(numbers) <= _TINY:  # noqa: PLR2004  # a rectangle has four sides
            return True
    cut = any(style.get(name, "") in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y"))
    sizes = (pixels(style.get(name, "")) for name in ("width", "height", "max-height", "max-width"))
    return cut and any(size is not None and size <= _TINY for size in sizes)
