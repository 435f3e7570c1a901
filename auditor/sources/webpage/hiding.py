"""Decide from declared style whether an element hides what is in it, and how.

What fades or slides in when the reader scrolls starts out transparent; it is seen, so it counts as shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.webpage import display as layout
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
_ORIGIN: Final = r"0(?:px|%)?\s+0(?:px|%)?"
_NOTHING: Final = re.compile(
    r"inset\(\s*(?:100%|(?:50%\s*){1,4}(?:round|\)))|circle\(\s*0(?:px|%)?\s*(?:at|\))|"
    rf"polygon\(\s*{_ORIGIN}(?:\s*,\s*{_ORIGIN})*\s*\)"
)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]*\.)?[0-9]+(?:e[+-]?[0-9]{1,3})?")
"""What browsers take for one; Python would take "nan" and digits of any script too."""
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


_SIZES, _INDENT, _CONTENT, _TRANSFORM, _MARGIN, _PLACE = (
    "sizes",
    "text-indent",
    "content-visibility",
    "transform",
    "margin",
    "position",
)
_MEANT: Final = {
    layout.BOX: frozenset({_SIZES, _INDENT, _CONTENT, _TRANSFORM, _MARGIN, _PLACE}),
    layout.FIELD: frozenset({_CONTENT, _TRANSFORM, _MARGIN, _PLACE}),
    layout.TABLE: frozenset({_INDENT, _TRANSFORM, _MARGIN, _PLACE}),
    layout.CELL: frozenset({_INDENT, _CONTENT, _TRANSFORM, _PLACE}),
    layout.ROW: frozenset({_INDENT, _TRANSFORM, _PLACE}),
    layout.PART: frozenset({_INDENT, _TRANSFORM, _PLACE}),
    layout.LINE: frozenset({_MARGIN, _PLACE}),
    layout.DRAWN: frozenset({_CONTENT, _TRANSFORM}),
    layout.LETTERS: frozenset({_CONTENT}),
}
"""Ways of hiding that mean anything for each box, as Chromium paints them; the others change nothing."""


def hides(element: Element, style: Mapping[str, str], box: str) -> str | None:
    """Return how the element, which makes a ``box``, hides all that is in it, in words, or None."""
    if style.get("display") == "none":
        return "display:none"
    meant = _MEANT.get(box, frozenset())
    until_found = element.get("hidden").lower() == "until-found"
    if element.has("hidden") and (_CONTENT in meant if until_found else "display" not in style):
        return N_("the hidden attribute")
    return None if box == layout.NO_BOX else _hides_by_effect(element, style, meant)


def _hides_by_effect(element: Element, style: Mapping[str, str], meant: frozenset[str]) -> str | None:
    if _CONTENT in meant and style.get("content-visibility") == "hidden":
        return "content-visibility:hidden"
    if _transparent(element, style):
        return "opacity:0"
    if _out_of_sight(style, meant):
        return N_("a place outside the window")
    return N_("a box without size") if _clipped(style, meant) else None


def _transparent(element: Element, style: Mapping[str, str]) -> bool:
    opacity = style.get("opacity", "1").removesuffix("%")
    if _NUMBER.fullmatch(opacity) is None or float(opacity) > 0.01:  # noqa: PLR2004  # that is nothing to the eye
        return False
    moves = any(style.get(name, "none") not in ("none", "auto") for name in _MOVING)
    named = _MOVING_NAMES.search(element.get("class")) or any(
        name.startswith(("data-aos", "data-animat", "data-scroll", "data-framer", "data-reveal", "data-sal"))
        for name in element.attributes
    )
    return not (moves or named)


def _out_of_sight(style: Mapping[str, str], meant: frozenset[str]) -> bool:
    shifts = [style.get(name, "") for name, way in _SHIFTS.items() if way in meant]
    moved = _MOVED.search(style.get("transform", "")) if _TRANSFORM in meant else None
    shifts += [group or "" for group in moved.groups()] if moved else []
    return any((pixels(shift) or 0) <= FAR for shift in shifts) or (_PLACE in meant and _placed_away(style))


def _placed_away(style: Mapping[str, str]) -> bool:
    if style.get("position", "static") not in ("absolute", "fixed", "relative"):
        return False
    sides = {side: pixels(style[side], _SPAN[side]) for side in _SPAN if side in style}
    return any(
        value is not None and (value <= FAR or (side in ("left", "right") and value <= -WIDTH))
        for side, value in sides.items()
    )


_SHIFTS: Final = {"text-indent": _INDENT, "margin-left": _MARGIN}
_SPAN: Final = {"left": WIDTH, "right": WIDTH, "top": HEIGHT, "bottom": HEIGHT}


def _clipped(style: Mapping[str, str], meant: frozenset[str]) -> bool:
    if _NOTHING.match(style.get("clip-path", "")):
        return True
    if _TRANSFORM in meant and _SCALED_AWAY.search(style.get("transform", "")):
        return True
    clip = style.get("clip", "")
    if _PLACE in meant and clip.startswith("rect(") and style.get("position") in ("absolute", "fixed"):
        numbers = [float(number) for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", clip)]
        if len(numbers) == 4 and max(numbers) <= _TINY:  # noqa: PLR2004  # a rectangle has four sides
            return True
    return _SIZES in meant and _without_size(style)


_AXES: Final = {
    "overflow-x": (("width", "max-width"), ("min-width", "padding-left", "padding-right")),
    "overflow-y": (("height", "max-height"), ("min-height", "padding-bottom")),
}
"""What makes a box small along an axis, and what leaves room in it all the same."""


_NO_ROOM: Final = ("", "0%", "auto", "initial", "unset")


def _without_size(style: Mapping[str, str]) -> bool:
    # Where one axis is hidden, the other is never visible.
    hidden = any(style.get(axis) == "hidden" for axis in _AXES)
    return any(
        (hidden or style.get(axis) == "clip")
        and any(_is_nothing(style.get(name, "")) for name in small)
        and all(style.get(name, "") in _NO_ROOM or _is_nothing(style[name]) for name in room)
        for axis, (small, room) in _AXES.items()
    )


def _is_nothing(size: str) -> bool:
    length = pixels(size)
    return length is not None and length <= _TINY
