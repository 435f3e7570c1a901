"""The few words of a quote at which the second reader is surest: what it would point at, asked why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.language.spans import whole_words
from auditor.language.tokens import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from auditor.language.second.pieces import Piece

_MARGIN: Final = 2.0
"""Log odds by which a word may be less sure than the surest and still be pointed at."""
_MOST_WORDS: Final = 3
_LONGEST: Final = 40
"""Characters of what is pointed at."""
_LONGEST_UNSPACED: Final = 10
"""The same in scripts that set no blanks between words."""
_UNSPACED: Final = re.compile(f"[{UNSPACED}]")


def peak(
    text: str, pieces: Sequence[Piece], odds: NDArray[np.float32], top: int, limits: tuple[int, int]
) -> tuple[int, int]:
    """One to three whole words around the surest piece, the surest neighbours first, within the quote."""
    first = last = top
    span = _words(text, pieces[top], pieces[top], limits)
    while True:
        beside = [at for at in (first - 1, last + 1) if _belongs(pieces, odds, at, top, limits)]
        if not beside:
            return span
        at = max(beside, key=lambda number: (float(odds[number]), -number))
        first, last = min(first, at), max(last, at)
        wider = _words(text, pieces[first], pieces[last], limits)
        if not _is_short(text[wider[0] : wider[1]]):
            return span
        span = wider


def _belongs(
    pieces: Sequence[Piece], odds: NDArray[np.float32], at: int, top: int, limits: tuple[int, int]
) -> bool:
    if not 0 <= at < len(pieces) or odds[at] < odds[top] - _MARGIN:
        return False
    return limits[0] < pieces[at].end and pieces[at].start < limits[1]


def _words(text: str, first: Piece, last: Piece, limits: tuple[int, int]) -> tuple[int, int]:
    start, end = max(limits[0], first.start), min(limits[1], last.end)
    inner = text[start:end]
    start, end = end - len(inner.lstrip()), start + len(inner.rstrip())
    return whole_words(text, start, end) if start < end else (start, start)


def _is_short(words: str) -> bool:
    longest = _LONGEST_UNSPACED if _UNSPACED.search(words) else _LONGEST
    return len(words.split()) <= _MOST_WORDS and len(words) <= longest
