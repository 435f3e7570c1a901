"""Cut a text into windows that the encoder reads at once: whole sentences, a little context kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.language.second.pieces import Piece

WINDOW = 126
"""Pieces of one window; longer sentences are cut."""
BEGIN, END = 0, 2
"""Numbers of the pieces that open and close a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``first`` to ``past`` (not included) of a text."""

    first: int
    past: int

    def numbers(self, pieces: Sequence[Piece]) -> list[int]:
        """What the encoder reads."""
        return [BEGIN, *(piece.id for piece in pieces[self.first : self.past]), END]


def windows_of(pieces: Sequence[Piece], sentences: Sequence[tuple[int, int]]) -> list[Window]:
    """Windows over a text. Each begins with the last sentence of the one before, where it fits.

    Args:
        pieces: All pieces of the text.
        sentences: Spans of the sentences in characters, in order.
    """
    bounds = _bounds(pieces, sentences)
    windows: list[Window] = []
    first = last = 0
    for start, past in pairwise(bounds):
        if past - first > WINDOW and start > first:
            windows.append(Window(first, start))
            first = last if past - last <= WINDOW else start
        last = start
    if bounds[-1] > first:
        windows.append(Window(first, bounds[-1]))
    return windows


def _bounds(pieces: Sequence[Piece], sentences: Sequence[tuple[int, int]]) -> list[int]:
    """Numbers of the pieces at which a sentence, or a part of an overlong one, begins; and the end."""
    starts = [start for start, _ in sentences]
    bounds = [0]
    at = 0
    for number, piece in enumerate(pieces):
        crossed = False
        while at < len(starts) and starts[at] < piece.end:
            crossed = crossed or starts[at] >= piece.start or number == 0
            at += 1
        if number > bounds[-1] and (crossed or number - bounds[-1] >= WINDOW):
            bounds.append(number)
    bounds.append(len(pieces))
    return bounds
