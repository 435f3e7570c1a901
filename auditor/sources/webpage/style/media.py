"""Decide media queries as a desktop browser with a window of 1280 by 800 pixels does."""

from __future__ import annotations

import re
from typing import Final

WIDTH: Final = 1280.0
HEIGHT: Final = 800.0
_PIXELS: Final = {"px": 1.0, "em": 16.0, "rem": 16.0, "pt": 4 / 3, "cm": 37.8, "in": 96.0}
_BOUND: Final = re.compile(r"\((min|max)-(width|height)\s*:\s*([\d.]+)\s*([a-z]+)\s*\)")
_RANGE: Final = re.compile(r"\((width|height)\s*(>=|<=|>|<)\s*([\d.]+)\s*([a-z]+)\s*\)")
_FACTS: Final = {
    "(hover: hover)": True,
    "(hover:hover)": True,
    "(pointer: fine)": True,
    "(pointer:fine)": True,
    "(orientation: landscape)": True,
    "(orientation:landscape)": True,
    "(prefers-color-scheme: light)": True,
    "(prefers-color-scheme:light)": True,
    "(prefers-reduced-motion: no-preference)": True,
    "(prefers-reduced-motion:no-preference)": True,
    "(scripting: enabled)": True,
    "(scripting:enabled)": True,
}


def applies(query: str) -> bool:
    """Whether ``query``, the part between ``@media`` and its brace, applies on screen."""
    query = query.strip().lower()
    return not query or any(_one(part.strip()) for part in query.split(","))


def _one(query: str) -> bool:
    negated = query.startswith("not ")
    if negated:
        query = query[4:]
    met = all(_feature(part.strip()) for part in re.split(r"\sand\s", query.removeprefix("only ")))
    return met is not negated


def _feature(part: str) -> bool:
    if part in ("screen", "all"):
        return True
    if (found := _BOUND.fullmatch(part)) is not None:
        limit = _length(found[3], found[4])
        actual = WIDTH if found[2] == "width" else HEIGHT
        return actual >= limit if found[1] == "min" else actual <= limit
    if (found := _RANGE.fullmatch(part)) is not None:
        limit = _length(found[3], found[4])
        actual = WIDTH if found[1] == "width" else HEIGHT
        return (actual > limit or ("=" in found[2] and actual == limit)) == (found[2][0] == ">") or (
            "=" in found[2] and actual == limit
        )
    return _FACTS.get(part, False)


def _length(number: str, unit: str) -> float:
    try:
        return float(number) * _PIXELS.get(unit, 1.0)
    except ValueError:
        return 0.0
