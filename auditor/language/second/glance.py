"""The glance: whether a window that the encoder has begun to read is worth reading to its end.

What a window is about shows in the first layers. The mean of its pieces' states and the highest of each
feature, one hidden layer, one sum: trained by ``auditor/training/glance.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from auditor.language.second.network import Floats


@dataclass(frozen=True, slots=True)
class Look:
    """What was learned. D: width of the encoder; H: features."""

    mean: Floats
    """Shape (2 D,): of what is looked at; ``spread`` likewise."""
    spread: Floats
    hidden: Floats
    """Shape (2 D, H)."""
    hidden_bias: Floats
    out: Floats
    """Shape (H,)."""
    out_bias: Floats
    """Shape ()."""
    threshold: Floats
    """Shape (): log odds that a window must have."""

    def odds(self, states: Floats) -> float:
        """Log odds that a window states a claim, by its pieces' states, shape (T, D)."""
        features = (pooled(states) - self.mean) / self.spread @ self.hidden + self.hidden_bias
        return float(np.maximum(features, 0) @ self.out + self.out_bias)

    def passes(self, states: Floats) -> bool:
        """Whether the window is worth reading on."""
        return self.odds(states) >= float(self.threshold)


Glance = Mapping[int, Look]
"""Looks by the number of layers after which they are taken."""


def pooled(states: Floats) -> Floats:
    """The mean over a window's pieces and the highest of each feature. Shape (2 D,)."""
    return np.concatenate([states.mean(axis=0), states.max(axis=0)])
