"""The encoder's forward pass in NumPy: a transformer (BERT: Devlin et al. 2019) and one linear head.

Shapes: B texts, T pieces of the longest, D width, H heads, C claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from auditor.language.second.glance import Glance

    Floats = NDArray[np.float32]

_EPSILON = 1e-12
_FAR_BELOW = np.float32(-1e4)
_GELU_PADE = 0.044715
_GELU_ROOT = np.float32((2 / np.pi) ** 0.5)
PAD = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one layer; matrices are stored ready to multiply from the right."""

    qkv: Floats
    qkv_bias: Floats
    out: Floats
    out_bias: Floats
    norm: tuple[Floats, Floats]
    up: Floats
    up_bias: Floats
    down: Floats
    down_bias: Floats
    norm_after: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Rows of numbers in four bits: blocks of 32 with one 16-bit scale each, as in GGML's Q4_0."""

    raw: NDArray[np.uint8]
    """Shape (rows, blocks, 18): two bytes of scale, then 16 bytes of pairs."""

    def rows(self, which: NDArray[np.int64] | slice) -> Floats:
        """The numbers of some rows, shape (rows, 32 x blocks)."""
        raw = self.raw[which]
        scale = raw[..., :2].copy().view("<f2").astype(np.float32)
        pairs = raw[..., 2:]
        numbers = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
        return np.asarray((numbers * scale).reshape(raw.shape[0], -1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Head:
    """From a piece's vector to claims: is it stated here, and in so many words."""

    mean: Floats
    spread: Floats
    stated: Floats
    stated_bias: Floats
    plain: Floats
    plain_bias: Floats


@dataclass(frozen=True, slots=True)
class Read:
    """What the network says of one window of T pieces."""

    pieces: Floats
    """Shape (T, C): log odds that the piece belongs to words that state the claim."""
    text: Floats
    """Shape (C,): log odds that the window states the claim."""
    plain: Floats
    """Shape (C,): log odds that, if so, it does in so many words."""


@dataclass(frozen=True, slots=True)
class Network:
    """All weights."""

    words: Blocks
    positions: Floats
    norm: tuple[Floats, Floats]
    layers: tuple[Layer, ...]
    head: Head
    heads: int
    pooling: float
    """Subtracted from the sum over pieces, so that a text of many doubtful pieces is no claim."""

    def read(self, windows: Sequence[Sequence[int]], glance: Glance | None = None) -> dict[int, Read]:
        """Read windows of piece numbers, all at once.

        Args:
            windows: Piece numbers of each.
            glance: Which windows are not worth reading to the end.

        Returns:
            What it says of each window, by its place; of those that the glance let go, nothing.
        """
        hidden = self.begin(windows, len(self.layers), glance)
        return {row: self._judge(states) for row, states in hidden.items()}

    def begin(
        self, windows: Sequence[Sequence[int]], layers: int, glance: Glance | None = None
    ) -> dict[int, Floats]:
        """States after the first layers, shape (T, D), by place; without those that the glance let go."""
        lengths = np.array([len(window) for window in windows])
        numbers = np.full((len(windows), lengths.max()), PAD, dtype=np.int64)
        for row, window in enumerate(windows):
            numbers[row, : len(window)] = window
        hidden, left = self._embed(numbers), np.arange(len(windows))
        for number in range(layers):
            if glance and (look := glance.get(number)):
                kept = [at for at, row in enumerate(left) if look.passes(hidden[at, : lengths[row]])]
                if not kept:
                    return {}
                hidden, left = hidden[kept, : lengths[left[kept]].max()], left[kept]
            hidden = self._layer(self.layers[number], hidden, _bias(lengths[left]))
        return {int(row): hidden[at, : lengths[row]] for at, row in enumerate(left)}

    def _embed(self, numbers: NDArray[np.int64]) -> Floats:
        used, back = np.unique(numbers, return_inverse=True)
        hidden = self.words.rows(used)[back.reshape(numbers.shape)] + self.positions[: numbers.shape[1]]
        return normalise(hidden, *self.norm)

    def _layer(self, layer: Layer, hidden: Floats, bias: Floats) -> Floats:
        batch, length, width = hidden.shape
        split = (hidden @ layer.qkv + layer.qkv_bias).reshape(batch, length, 3, self.heads, -1)
        query, key, value = (split[:, :, part].transpose(0, 2, 1, 3) for part in range(3))
        scale = np.float32(query.shape[-1] ** -0.5)
        weights = softmax(query @ key.transpose(0, 1, 3, 2) * scale + bias)
        mixed = (weights @ value).transpose(0, 2, 1, 3).reshape(batch, length, width)
        hidden = normalise(hidden + (mixed @ layer.out + layer.out_bias), *layer.norm)
        inner = gelu(hidden @ layer.up + layer.up_bias)
        return normalise(hidden + (inner @ layer.down + layer.down_bias), *layer.norm_after)

    def _judge(self, hidden: Floats) -> Read:
        head = self.head
        even: Floats = (hidden - head.mean) / head.spread
        pieces: Floats = even @ head.stated + head.stated_bias
        highest = pieces.max(axis=0)
        share = np.exp(pieces - highest)
        total = share.sum(axis=0)
        text = highest + np.log(total) - self.pooling
        plain = (share / total * (even @ head.plain + head.plain_bias)).sum(axis=0)
        return Read(pieces, np.asarray(text, dtype=np.float32), np.asarray(plain, dtype=np.float32))


def _bias(lengths: NDArray[np.int64]) -> Floats:
    """What is added where a window is filled up to the longest, so that nobody attends to it."""
    mask = np.arange(lengths.max())[None, :] < lengths[:, None]
    return np.where(mask, np.float32(0), _FAR_BELOW)[:, None, None, :]


def normalise(values: Floats, gain: Floats, offset: Floats) -> Floats:
    """Layer normalisation over the last axis."""
    centred = values - values.mean(axis=-1, keepdims=True)
    variance = np.einsum("...d,...d->...", centred, centred)[..., None] / values.shape[-1]
    return np.asarray(centred / np.sqrt(variance + _EPSILON) * gain + offset, dtype=np.float32)


def softmax(values: Floats) -> Floats:
    """Softmax over the last axis."""
    shares = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True), dtype=np.float32)


def gelu(values: Floats) -> Floats:
    """The activation, in the tanh form that the weights were tuned with.

    By products and in place: ``values**3`` alone takes longer than the matrices of its layer.
    """
    inner = values * values
    inner *= _GELU_ROOT * np.float32(_GELU_PADE)
    inner += _GELU_ROOT
    inner *= values
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= values
    inner *= np.float32(0.5)
    return inner
