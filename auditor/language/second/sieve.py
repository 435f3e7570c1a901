"""The sieve: whether words that passed the gate can state a claim. A look that costs half a millisecond.

Two short convolutions over vectors of words (as in Kim 2014, https://aclanthology.org/D14-1181), trained by
``auditor/training/sieve.py``. It spares the encoder, far slower, what is plainly about other things.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from auditor.language.gate import words_of
from auditor.language.second.prepare import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from auditor.language.second.network import Blocks, Floats
    from auditor.language.second.pieces import Pieces

HOP = 20
"""Words from one stretch to the next; a stretch is twice as long, so that a claim stands whole in one."""
OF_SHORT, OF_PART = 3.0, 3.0
"""Log odds that less is asked: of a short text, which costs little to read; of a part of a text that is read
anyway."""
_WORDS_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Kernels:
    """What was learned. D: width of a word's vector; F: features."""

    mean: Floats
    """Shape (384,): of the encoder's word vectors; ``spread`` likewise."""
    spread: Floats
    narrow: Floats
    """Shape (384, D)."""
    near: Floats
    """Shape (3 D, F): a word and its neighbours."""
    near_bias: Floats
    far: Floats
    """Shape (3 F, F): the same over every second word."""
    far_bias: Floats
    out: Floats
    """Shape (2 F,)."""
    out_bias: Floats
    """Shape ()."""
    threshold: Floats
    """Shape (): log odds that a stretch of a long text must have."""


class Sieve:
    """Weighs words. Safe to share.

    Args:
        kernels: What was learned.
        pieces: The encoder's vocabulary.
        vectors: A vector for each piece of it.
    """

    def __init__(self, kernels: Kernels, pieces: Pieces, vectors: Blocks) -> None:
        self.threshold = float(kernels.threshold)
        self._kernels = kernels
        self._pieces = pieces
        self._vectors = vectors
        self._vector = lru_cache(maxsize=_WORDS_REMEMBERED)(self._vector_of)
        self._threads = ThreadpoolController()

    def weight(self, folded: str) -> float:
        """Log odds of the stretch of a folded text that most likely states a claim."""
        words = words_of(folded)
        if not words:
            return -np.inf
        with self._threads.limit(limits=1, user_api="blas"):  # threads cost more than they bring
            return float(self._stretches(words).max())

    def passes(self, folded: str, slack: float = 0.0) -> bool:
        """Whether a folded text is worth reading for claims.

        Args:
            folded: The text.
            slack: Log odds that less is asked.
        """
        return self.weight(folded) >= self.threshold - slack

    def _vector_of(self, word: str) -> Floats:
        """The mean of the vectors of a word's pieces, made narrow. Shape (D,)."""
        kernels = self._kernels
        numbers = np.array(self._pieces.numbers(SPACE + word), dtype=np.int64)
        mean = self._vectors.rows(numbers).mean(axis=0)
        return np.asarray((mean - kernels.mean) / kernels.spread @ kernels.narrow, dtype=np.float32)

    def _stretches(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Log odds of each stretch of words."""
        kernels = self._kernels
        vectors = np.array([self._vector(word) for word in words])
        near = _convolved(vectors, kernels.near, kernels.near_bias, 1)
        far = _convolved(near, kernels.far, kernels.far_bias, 2)
        blocks = np.maximum.reduceat(np.concatenate([near, far], axis=1), range(0, len(words), HOP))
        if len(blocks) > 1:
            blocks = np.maximum(blocks[:-1], blocks[1:])
        return np.asarray(blocks @ kernels.out + kernels.out_bias, dtype=np.float32)


def _convolved(rows: Floats, kernel: Floats, bias: Floats, step: int) -> Floats:
    """A convolution over each row and those ``step`` before and after it, then ReLU."""
    padded = np.pad(rows, ((step, step), (0, 0)))
    length = len(rows)
    around = np.concatenate([padded[:length], rows, padded[2 * step :]], axis=1)
    return np.asarray(np.maximum(around @ kernel + bias, 0), dtype=np.float32)
