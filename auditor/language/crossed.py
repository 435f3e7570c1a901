"""Lines that a text crosses out: bullets beside ticked ones, and rows of a table where nothing is ticked."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from auditor.language.layout import CROSS, TICK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.layout import Line

_CROSSED_AT_END: Final = re.compile(r"[✗✘❌]\ufe0f?\s*$")
_CROSSED: Final = re.compile(rf"(?:[-–—*•]\s+|\d{{1,2}}[.)]\s+)?(?:\*\*)?[{CROSS}]\ufe0f?\s*\S")
_SENTENCE_WITHIN: Final = re.compile(r"[.!?:;\u3002\uff01\uff1f\u061f\u0964]\s*\S|[!?\uff01\uff1f\u061f]\s*$")
_CELL: Final = re.compile(rf"([{CROSS}])\ufe0f?(?:\s.*|\*|\(.*)?|([{TICK}])\ufe0f?.*", re.DOTALL)
_LONGEST: Final = 90
"""Characters of a crossed-out line. What is longer, or more than one sentence, is no item of a list."""


def crossed_out(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that are crossed out.

    Args:
        lines: All lines of the text.
    """
    bullets = [line for line in lines if "|" not in line.text]
    if any(line.mark in TICK for line in bullets if line.mark):  # else crosses may be bullets like any other
        yield from (line for line in bullets if _is_crossed_out(line))
    for is_row, rows in groupby(lines, key=lambda line: "|" in line.text):
        if is_row:
            yield from _unticked(list(rows))


def _is_crossed_out(line: Line) -> bool:
    if len(line.text) > _LONGEST or _SENTENCE_WITHIN.search(line.said):
        return False
    crossed = _CROSSED.match(line.text, line.indent) or _CROSSED_AT_END.search(line.text)
    return crossed is not None and not any(tick in line.text for tick in TICK)


def _unticked(rows: Sequence[Line]) -> Iterator[Line]:
    """Yield rows whose cells are all crossed, in columns that tick another row."""
    cells = [[cell.strip() for cell in row.text.strip().strip("|").split("|")] for row in rows]
    width = max(map(len, cells))
    ticked = {
        column
        for each in cells
        if len(each) == width
        for column in range(1, width)
        if (found := _CELL.fullmatch(each[column])) and found[2]
    }
    for row, each in zip(rows, cells, strict=True):
        marks = [_CELL.fullmatch(cell) for cell in each[1:]]
        if len(each) == width and marks and all(mark and mark[1] for mark in marks) and ticked:
            yield row
