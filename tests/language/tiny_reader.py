"""A second reader with a handful of pieces and weights drawn at random, for tests."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.language.second.lazy import CARD, GLANCE, SIEVE
from auditor.language.second.weights import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

WIDTH, INNER, HEADS, LAYERS, LONGEST = 32, 64, 4, 2, 160
CLAIMS = ("reveals-savers", "fake-engagement", "wants-credentials")
PURPOSES = ("use-contacts", "use-camera")
TAGS = CLAIMS + PURPOSES
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyz."]
PIECES += ["▁who", "▁saved", "▁your", "▁see"]
FIELDS: dict[str, Any] = {
    "base": "numbers drawn at random",
    "licence": "MIT",
    "trained_on": "0" * 64,
    "texts": 0,
    "date": "2026-11-26",
    "gate": "0" * 64,
    "claims": CLAIMS,
    "purposes": PURPOSES,
    "languages": ["en"],
    "pooling": 1.0,
    "likely": dict.fromkeys(TAGS, 0.0),
    "certain": 2.0,
    "certain_alone": 2.0,
    "plain": 0.0,
    "grammar_likely": 1.0,
    "grammar_certain": 2.0,
}


def four_bits(random: np.random.Generator, rows: int, columns: int) -> NDArray[np.uint8]:
    """A matrix in blocks of 32 numbers with a scale each."""
    raw = random.integers(0, 256, (rows, columns // 32, 18), dtype=np.uint8)
    scales = random.uniform(0.01, 0.1, (rows, columns // 32, 1)).astype("<f2")
    raw[..., :2] = scales.view(np.uint8)
    return raw


def tiny_arrays(seed: int = 0) -> dict[str, NDArray[Any]]:
    """What a file of weights holds: the first layer in four bits, the second in eight."""
    random = np.random.default_rng(seed)

    def numbers(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.5, shape).astype(np.float32)

    arrays: dict[str, NDArray[Any]] = {
        "pieces": np.frombuffer("\n".join(PIECES).encode(), np.uint8),
        "scores": np.array([0.0] * 4 + [-5.0 - len(piece) for piece in PIECES[4:]], np.float16),
        "words": four_bits(random, len(PIECES), WIDTH),
        "positions": numbers(LONGEST, WIDTH).astype(np.float16),
        "norm.gain": numbers(WIDTH),
        "norm.offset": numbers(WIDTH),
        "heads": np.array(HEADS),
        "head.mean": numbers(WIDTH),
        "head.spread": np.abs(numbers(WIDTH)) + 1,
    }
    for name in ("stated", "plain"):
        arrays |= {f"head.{name}": numbers(WIDTH, len(TAGS)), f"head.{name}_bias": numbers(len(TAGS))}
    shapes = {"qkv": (3 * WIDTH, WIDTH), "out": (WIDTH, WIDTH), "up": (INNER, WIDTH), "down": (WIDTH, INNER)}
    for layer in range(LAYERS):
        for name, (rows, columns) in shapes.items():
            at = f"layer{layer}.{name}"
            arrays[f"{at}.bias"] = numbers(rows)
            if layer == 0:
                arrays[at] = four_bits(random, rows, columns)
            else:
                arrays[at] = random.integers(-127, 128, (rows, columns), dtype=np.int8)
                arrays[f"{at}.scale"] = random.uniform(0.001, 0.01, rows).astype(np.float16)
        for name in ("norm", "norm_after"):
            at = f"layer{layer}.{name}"
            arrays |= {f"{at}.gain": numbers(WIDTH), f"{at}.offset": numbers(WIDTH)}
    return arrays


def tiny_sieve(seed: int = 0) -> dict[str, NDArray[Any]]:
    """What a file of a sieve holds."""
    random = np.random.default_rng(seed)

    def numbers(*shape: int) -> NDArray[np.float16]:
        return random.normal(0, 0.5, shape).astype(np.float16)

    narrow, features = 6, 5
    return {
        "mean": numbers(WIDTH),
        "spread": np.abs(numbers(WIDTH)) + 1,
        "narrow": numbers(WIDTH, narrow),
        "near": numbers(3 * narrow, features),
        "near_bias": numbers(features),
        "far": numbers(3 * features, features),
        "far_bias": numbers(features),
        "out": numbers(2 * features),
        "out_bias": np.array(0.25, np.float16),
        "threshold": np.array(1.5, np.float16),
    }


def write_tiny_sieve(folder: Path, **arrays: Any) -> str:
    """Write a sieve, some of its arrays as given.

    Returns:
        Its digest, for the card.
    """
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / SIEVE, allow_pickle=False, **tiny_sieve() | arrays)
    return hashlib.sha256((folder / SIEVE).read_bytes()).hexdigest()


def tiny_glance(threshold: float = 0.0, seed: int = 0) -> dict[str, NDArray[Any]]:
    """What a file of looks holds: one before the first layer, one after it."""
    random = np.random.default_rng(seed)
    stored: dict[str, NDArray[Any]] = {}
    for after in (0, 1):
        stored |= {
            f"{after}.mean": random.normal(0, 0.5, 2 * WIDTH),
            f"{after}.spread": random.uniform(0.5, 2, 2 * WIDTH),
            f"{after}.hidden": random.normal(0, 0.5, (2 * WIDTH, 5)),
            f"{after}.hidden_bias": random.normal(0, 0.5, 5),
            f"{after}.out": random.normal(0, 0.5, 5),
            f"{after}.out_bias": np.array(0.25),
            f"{after}.threshold": np.array(threshold),
        }
    return {name: values.astype(np.float16) for name, values in stored.items()}


def write_tiny_glance(folder: Path, **arrays: Any) -> str:
    """Write a glance, some of its arrays as given.

    Returns:
        Its digest, for the card.
    """
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / GLANCE, allow_pickle=False, **tiny_glance() | arrays)
    return hashlib.sha256((folder / GLANCE).read_bytes()).hexdigest()


def write_tiny_reader(folder: Path, **fields: Any) -> str:
    """Write weights and a card, some of its fields as given.

    Returns:
        The card's digest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / WEIGHTS, allow_pickle=False, **tiny_arrays())
    weights = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    written = json.dumps(FIELDS | {"weights": weights} | fields)
    (folder / CARD).write_text(written, "utf-8")
    return hashlib.sha256(written.encode()).hexdigest()
