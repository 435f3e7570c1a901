"""Lines that a text crosses out: bullets beside ticked ones, and rows of a table where nothing is ticked."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from auditor.language.layout import CROSS, TICK
from auditor.language.sentence import within_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.language.layout import Line
    from auditor.language.sentence import Sentence

_CROSSED_AT_END: Final = re.compile(r"[✗✘❌]\ufe0f?\s*$")
_CROSSED: Final = re.compile(rf"(?:[-–—*•]\s+|\d{{1,2}}[.)]\s+)?(?:\*\*)?[{CROSS}]\ufe0f?\s*\S")
_SENTENCE_WITHIN: Final = re.compile(r"[.!?:;\u3002\uff01\uff1f\u061f\u0964]\s*\S|[!?\uff01\uff1f\u061f]\s*$")
_CELL: Final = re.compile(rf"([{CROSS}])\ufe0f?(?:\*|\s*\(.*)?|([{TICK}])\ufe0f?.*", re.DOTALL)
_OF_OTHERS: Final = ("elsewhere", "tiktok", "other-platform")
_TURNED: Final = ("negator", "no-need", "stop", "ignorance", "withhold", "contrast", "counter")
_LONGEST: Final = 90
"""Characters of a crossed-out line. What is longer, or more than one sentence, is no item of a list."""


def crossed_out(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Iterator[Line]:
    """Yield the lines that are crossed out; none below a line that speaks of others.

    Args:
        lines: All lines of the text.
        sentences: All of its sentences, in order.
    """
    for is_row, rows in groupby(lines, key=lambda line: "|" in line.text):
        block = list(rows)
        if is_row and not _says(block[0], _OF_OTHERS, sentences):
            yield from _unticked(block)
        elif not is_row:
            yield from _bullets(block, sentences)


def _bullets(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Iterator[Line]:
    """Yield crossed lines of lists that tick others; elsewhere crosses may be bullets like any other."""
    heading: Line | None = None
    for is_item, group in groupby(lines, key=lambda line: bool(line.mark) or _crossed(line)):
        items = list(group)
        if is_item:
            ticked = any(line.mark in TICK for line in items if line.mark)
            if ticked and not (heading and _says(heading, _OF_OTHERS, sentences)):
                yield from (line for line in items if _is_crossed_out(line, sentences))
        else:
            heading = next((line for line in reversed(items) if not line.is_blank), heading)


def _says(line: Line, names: Sequence[str], sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence of a line mentions one of some concepts."""
    return any(sentence.has(name) for sentence in within_line(sentences, line) for name in names)


def _crossed(line: Line) -> bool:
    crossed = _CROSSED.match(line.text, line.indent) or _CROSSED_AT_END.search(line.text)
    return crossed is not None and not any(tick in line.text for tick in TICK)


def _is_crossed_out(line: Line, sentences: Sequence[Sentence]) -> bool:
    """Whether a crossed line is short, one sentence, and denies nothing itself: "❌ No survey to see …"."""
    if not _crossed(line) or len(line.text) > _LONGEST or _SENTENCE_WITHIN.search(line.said):
        return False
    return "→" not in line.text and not _says(line, _TURNED, sentences)


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
