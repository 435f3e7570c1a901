"""Labelled texts as windows of pieces with a mark on each piece that belongs to a claim's quote."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.language.second.cutting import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from auditor.language.second.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Example:
    """One window of one text."""

    text: int
    numbers: list[int]
    marks: NDArray[np.float32]
    """Shape (pieces, claims); the opening and closing piece included."""
    plain: dict[int, float] = field(default_factory=dict)
    """Claim number to 1 where it is certain, 0 where it is likely."""
    weight: float = 1.0


def load(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Rows of labelled texts."""
    return [json.loads(line) for path in files for line in path.read_text("utf-8").split("\n") if line]


def digest(files: Iterable[Path]) -> str:
    """SHA-256 over files."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.read_bytes())
    return total.hexdigest()


def examples(rows: Sequence[dict[str, Any]], pieces: Pieces, claims: Sequence[str]) -> list[Example]:
    """All windows of all rows."""
    number = {claim: index for index, claim in enumerate(claims)}
    out = []
    for which, row in enumerate(rows):
        parts = cut(row["text"], pieces)
        found = parts.pieces
        marks = np.zeros((len(found), len(claims)), np.float32)
        plain = {}
        for claim in row["claims"]:
            start = row["text"].find(claim["quote"])
            end = start + len(claim["quote"])
            for index, piece in enumerate(found):
                if piece.start < end and piece.end > start:
                    marks[index, number[claim["id"]]] = 1
            plain[number[claim["id"]]] = float(claim.get("certainty") == "certain")
        edge = np.zeros((1, len(claims)), np.float32)
        for window in parts.windows:
            inside = marks[window.first : window.past]
            stated = {claim: sure for claim, sure in plain.items() if inside[:, claim].any()}
            padded = np.concatenate([edge, inside, edge])
            out.append(Example(which, window.numbers(found), padded, stated, row.get("weight", 1.0)))
    return out
