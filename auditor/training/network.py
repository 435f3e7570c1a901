"""The encoder in PyTorch: lower layers frozen as pretrained, upper layers and head trained."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from auditor.language.second.network import Blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from auditor.training.base_model import BaseModel

DROPOUT = 0.1
POOLING = math.log(3.0)
STATED_AT_FIRST = -4.0


def matrix(base: BaseModel, name: str, columns: int) -> NDArray[np.float32]:
    """A matrix of the base model in full."""
    return Blocks(base.blocks(name, columns)).rows(slice(None))


class TrainedLayer(nn.Module):
    """One layer of the encoder, begun from the base model."""

    def __init__(self, base: BaseModel, number: int, dropout: float = DROPOUT) -> None:
        super().__init__()
        width = base.width
        self.heads, self.dropout = base.heads, dropout
        names = [f"l{number}.{part}" for part in "qkv"]
        self.qkv = self._linear(
            np.concatenate([matrix(base, f"{name}.w", width) for name in names]),
            np.concatenate([base.numbers(f"{name}.b") for name in names]),
        )
        self.out = self._linear(matrix(base, f"l{number}.ao.w", width), base.numbers(f"l{number}.ao.b"))
        self.up = self._linear(matrix(base, f"l{number}.fi.w", width), base.numbers(f"l{number}.fi.b"))
        inner = self.up.out_features
        self.down = self._linear(matrix(base, f"l{number}.fo.w", inner), base.numbers(f"l{number}.fo.b"))
        self.norm = self._norm(base, f"l{number}.aln")
        self.norm_after = self._norm(base, f"l{number}.oln")

    @staticmethod
    def _linear(weight: NDArray[np.float32], bias: NDArray[np.float32]) -> nn.Linear:
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        layer.weight.data = torch.from_numpy(weight.copy())
        layer.bias.data = torch.from_numpy(bias)
        return layer

    @staticmethod
    def _norm(base: BaseModel, name: str) -> nn.LayerNorm:
        norm = nn.LayerNorm(base.width, eps=1e-12)
        norm.weight.data = torch.from_numpy(base.numbers(f"{name}.w"))
        norm.bias.data = torch.from_numpy(base.numbers(f"{name}.b"))
        return norm

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """One layer; hidden (B, T, D), mask (B, T) true where a piece stands."""
        batch, length, width = hidden.shape
        split = self.qkv(hidden).view(batch, length, 3, self.heads, -1)
        query, key, value = (split[:, :, part].transpose(1, 2) for part in range(3))
        drop = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask[:, None, None, :], dropout_p=drop
        )
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        hidden = self.norm(hidden + functional.dropout(mixed, self.dropout, self.training))
        inner = self.down(functional.gelu(self.up(hidden), approximate="tanh"))
        after: torch.Tensor = self.norm_after(hidden + functional.dropout(inner, self.dropout, self.training))
        return after


class Lower:
    """Embeddings and frozen layers."""

    def __init__(self, base: BaseModel, layers: int, kept: list[int]) -> None:
        self.words = Blocks(base.blocks("emb.word", base.width)[kept])
        kinds = base.numbers("emb.type").reshape(-1, base.width)[0]
        self.positions = base.numbers("emb.pos").reshape(-1, base.width) + kinds
        self.norm = TrainedLayer._norm(base, "emb.ln")  # noqa: SLF001 -- the same kind of thing
        self.layers = [TrainedLayer(base, number, 0.0).eval() for number in range(layers)]

    @torch.no_grad()
    def __call__(self, numbers: NDArray[np.int64], mask: torch.Tensor) -> torch.Tensor:
        """Hidden states after the frozen layers."""
        used, back = np.unique(numbers, return_inverse=True)
        rows = self.words.rows(used)[back.reshape(numbers.shape)] + self.positions[: numbers.shape[1]]
        hidden: torch.Tensor = self.norm(torch.from_numpy(rows))
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


class Upper(nn.Module):
    """Trained layers and the head."""

    def __init__(self, base: BaseModel, frozen: int, claims: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList([TrainedLayer(base, number) for number in range(frozen, base.layers)])
        self.mean = nn.Parameter(torch.zeros(base.width), requires_grad=False)
        self.spread = nn.Parameter(torch.ones(base.width), requires_grad=False)
        self.stated = nn.Linear(base.width, claims)
        self.plain = nn.Linear(base.width, claims)
        nn.init.constant_(self.stated.bias, STATED_AT_FIRST)

    def encode(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Hidden states after the trained layers."""
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden

    def forward(
        self, hidden: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Log odds by piece (B, T, C), by window (B, C), and of plain words (B, C)."""
        even = (self.encode(hidden, mask) - self.mean) / self.spread
        even = functional.dropout(even, DROPOUT, self.training)
        pieces = self.stated(even).masked_fill(~mask[:, :, None], -1e4)
        plain = (torch.softmax(pieces, 1) * self.plain(even)).sum(1)
        return pieces, torch.logsumexp(pieces, 1) - POOLING, plain
