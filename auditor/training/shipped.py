"""The trained state that ships, to go on from it: what ``export`` wrote, read back.

The upper layers are stored in eight bits, so this state is the trained one but for their rounding.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from auditor.language.second.lazy import CARD
from auditor.language.second.weights import WEIGHTS
from auditor.training.export import MATRICES, NORMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]
    State = dict[str, torch.Tensor]

_TRAINED = re.compile(r"layer([0-9]+)\.qkv\.scale")


def read_state(path: Path, frozen: int, tags: Sequence[str]) -> State:
    """Return a state of the upper layers and the head; layers that the folder holds untrained are left out.

    Args:
        path: A state that ``--state`` kept, or a folder that ``--out`` wrote.
        frozen: How many lower layers stay as they are.
        tags: Claims and purposes in the head's order.

    Raises:
        ValueError: The folder's head has other outputs, or it trained more layers.
    """
    if not path.is_dir():
        kept: State = torch.load(path)
        return kept
    with np.load(path / WEIGHTS, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    card = json.loads((path / CARD).read_bytes())
    if [*card["claims"], *card["purposes"]] != list(tags):
        raise ValueError(f"{path} was trained for other claims or purposes, or in another order")
    state = _head(arrays)
    for name in arrays:
        if trained := _TRAINED.fullmatch(name):
            number = int(trained[1])
            if number < frozen:
                raise ValueError(f"{path} has trained layer {number}, which --frozen {frozen} would leave")
            state |= _layer(arrays, f"layer{number}.", f"layers.{number - frozen}.")
    return state


def _head(arrays: Arrays) -> State:
    state = {"mean": arrays["head.mean"], "spread": arrays["head.spread"]}
    for name in ("stated", "plain"):
        state[f"{name}.weight"] = arrays[f"head.{name}"].T
        state[f"{name}.bias"] = arrays[f"head.{name}_bias"]
    return {name: _tensor(values) for name, values in state.items()}


def _layer(arrays: Arrays, theirs: str, ours: str) -> State:
    state: State = {}
    for name in MATRICES:
        scale = arrays[f"{theirs}{name}.scale"].astype(np.float32)[:, None]
        state[f"{ours}{name}.weight"] = _tensor(arrays[theirs + name] * scale)
        state[f"{ours}{name}.bias"] = _tensor(arrays[f"{theirs}{name}.bias"])
    for name in NORMS:
        state[f"{ours}{name}.weight"] = _tensor(arrays[f"{theirs}{name}.gain"])
        state[f"{ours}{name}.bias"] = _tensor(arrays[f"{theirs}{name}.offset"])
    return state


def _tensor(values: NDArray[Any]) -> torch.Tensor:
    return torch.from_numpy(np.array(values, np.float32))
