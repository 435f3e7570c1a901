"""Boxes and lines of the picture.

Heights count in quarters of a rem, across counts in thousandths of the width, so that one SVG stretched
behind the boxes fits at every width and every size of letters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Column = Literal["says", "asks", "gives"]

EDGES: Final[Mapping[Column, tuple[int, int]]] = {"says": (0, 290), "asks": (362, 662), "gives": (734, 1000)}
"""Left and right edge of each column, in thousandths of the picture's width. The style sheet agrees."""
HEAD: Final = 12
"""Height kept for the column headings."""
GAP: Final = 3
"""Between boxes of one band."""
BAND_GAP: Final = 9
"""Between bands."""
STUB: Final = 30
"""How far the loose end of unexplained access reaches into the gutter."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the picture, with its words; a template draws it."""

    key: str
    """Unique in the picture, a letter and a number: fit for an element id."""
    column: Column
    """Which column it stands in."""
    look: str
    """promise, purpose, implied, means, void, note, loose, unknown, explained, fold, socket, gift."""
    band: int
    """Boxes of a smaller band stand higher."""
    rank: int
    """Within a band of the middle column, boxes of a smaller rank stand higher."""
    height: int
    """In quarters of a rem."""
    title: str = ""
    """The main words."""
    quote: str = ""
    """The tool's own words, for promises and purposes."""
    lang: str = ""
    """Language of the quote."""
    notes: tuple[str, ...] = ()
    """Small words under the title."""
    joins: tuple[str, ...] = ()
    """Titles of what it is joined to on its right, for phones, where labels stand in place of lines."""
    back: tuple[str, ...] = ()
    """Titles of what it is joined to on its left."""
    aside: str = ""
    """What stands on its line, for phones."""
    strong: bool = False
    """Whether the danger is high or critical."""
    top: int = 0
    """In quarters of a rem, from the top of the picture."""


@dataclass(frozen=True, slots=True)
class Join:
    """A line between two boxes, by key."""

    start: str
    """Key of the left box."""
    end: str
    """Key of the right box."""
    look: str
    """explains, gives, loose or nowhere."""


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line."""

    look: str
    """explains, gives, loose, nowhere or stub."""
    d: str
    """Path data in thousandths of the width and quarters of a rem."""
    ring: str = ""
    """Path data of the point at which an open ring ends the line, or ""."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines, ready to draw."""

    boxes: tuple[Box, ...]
    """In reading order: column by column, top to bottom."""
    lines: tuple[Line, ...]
    """In a fixed order; quiet ones first, so that loud ones lie on top."""
    height: int
    """In quarters of a rem."""
    crossings: int = 0
    """How many pairs of lines cross, for tests."""

    def column(self, name: str) -> tuple[Box, ...]:
        """Return the boxes of one column, top to bottom."""
        return tuple(box for box in self.boxes if box.column == name)


def lines_needed(text: str, width: int) -> int:
    """Return how many lines of ``width`` narrow letters ``text`` takes at most when wrapped at blanks."""
    lines, used = 1, 0
    for word in text.split():
        size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in word)
        if used and used + 1 + size > width:
            lines, used = lines + 1, 0
        used += size + (1 if used else 0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines
