"""Labelled texts as windows of pieces with a mark on each piece that belongs to a tag's quote.

A tag is a claim, or a purpose that the second reader knows. A row that says nothing about claims, or about a
purpose, teaches nothing about it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.language.second.cutting import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from auditor.language.second.pieces import Pieces

Row = dict[str, Any]
_CODE = len("en")


@dataclass(frozen=True, slots=True)
class Tags:
    """What is marked: claims first, then purposes."""

    claims: tuple[str, ...]
    purposes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All, in the order of the head's outputs."""
        return self.claims + self.purposes


@dataclass(frozen=True, slots=True)
class Example:
    """One window of one text."""

    text: int
    numbers: list[int]
    marks: NDArray[np.float32]
    """Shape (pieces, tags); the opening and closing piece included."""
    known: NDArray[np.float32]
    """Shape (tags,): 1 where the row says whether it states the tag."""
    plain: dict[int, float] = field(default_factory=dict)
    """Tag number to 1 where it is certain, 0 where it is likely."""


def load(files: Iterable[Path]) -> list[Row]:
    """Rows of labelled texts, each with the language that its folder names, or its file's first letters."""
    return [
        json.loads(line) | {"language": path.parent.name if len(path.parent.name) == _CODE else path.stem[:2]}
        for path in files
        for line in path.read_text("utf-8").split("\n")
        if line
    ]


def digest(files: Iterable[Path]) -> str:
    """SHA-256 over files."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.read_bytes())
    return total.hexdigest()


def examples(rows: Sequence[Row], pieces: Pieces, tags: Tags) -> list[Example]:
    """All windows of all rows."""
    number = {tag: index for index, tag in enumerate(tags.names)}
    edge = np.zeros((1, len(number)), np.float32)
    out = []
    for which, row in enumerate(rows):
        parts = cut(row["text"], pieces)
        found = parts.pieces
        marks = np.zeros((len(found), len(number)), np.float32)
        for tag, start, end in _quotes(row):
            for index, piece in enumerate(found):
                if piece.start < end and piece.end > start:
                    marks[index, number[tag]] = 1
        plain = {number[c["id"]]: float(c.get("certainty") == "certain") for c in row.get("claims", ())}
        known = _known(row, tags)
        for window in parts.windows:
            inside = marks[window.first : window.past]
            stated = {tag: sure for tag, sure in plain.items() if inside[:, tag].any()}
            padded = np.concatenate([edge, inside, edge])
            out.append(Example(which, window.numbers(found), padded, known, stated))
    return out


def _quotes(row: Row) -> Iterator[tuple[str, int, int]]:
    """Tag, start and end of what a row marks."""
    for claim in row.get("claims", ()):
        start = row["text"].find(claim["quote"])
        yield claim["id"], start, start + len(claim["quote"])
    yield from row.get("purposes", ())


def _known(row: Row, tags: Tags) -> NDArray[np.float32]:
    told = set(tags.claims if "claims" in row else ()) | set(row.get("told", ()))
    return np.array([tag in told for tag in tags.names], np.float32)
