"""Load the second reader from ``rules/second-reader/``: a card that says what it is, and its weights."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
from pydantic import Field, model_validator

from auditor.errors import RuleError
from auditor.language.second.glance import Look
from auditor.language.second.lazy import CARD, GLANCE, SIEVE
from auditor.language.second.network import Blocks, Head, Layer, Network
from auditor.language.second.pieces import Pieces
from auditor.language.second.proposals import SecondReader
from auditor.language.second.sieve import Kernels, Sieve
from auditor.model import Model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

WEIGHTS = "weights.npz"
_SAID = {
    WEIGHTS: "the weights are not those",
    SIEVE: "the sieve is not the one",
    GLANCE: "the glance is not the one",
}


class Card(Model):
    """What the second reader is and what it was trained on."""

    base: str
    """The pretrained encoder."""
    licence: str
    trained_on: str
    """SHA-256 over the labelled texts."""
    texts: int
    date: str
    weights: str
    """SHA-256 of the weights' file."""
    gate: str
    """SHA-256 of the gate's file."""
    sieve: str = ""
    """SHA-256 of the sieve's file; empty where there is none, so that all that passes the gate is read."""
    glance: str = ""
    """SHA-256 of the glance's file; empty where there is none, so that every window is read to the end."""
    claims: tuple[str, ...]
    purposes: tuple[str, ...] = ()
    """Purposes that it looks for; the head's last outputs."""
    languages: tuple[str, ...]
    pooling: float
    likely: dict[str, float]
    """By claim or purpose, log odds from which a proposal counts, with nothing else for it."""
    more_in: dict[str, dict[str, float]] = Field(default_factory=dict)
    """By language, and claim or purpose, log odds that it needs beyond these."""
    far_fetched: dict[str, float] = Field(default_factory=dict)
    """By purpose, log odds under which words of the grammar don't state it: they only look like it."""
    certain: float
    """Log odds from which what the grammar finds in so many words counts as certain, in its place."""
    certain_alone: float
    """Log odds from which a proposal with plain words counts as certain without the grammar."""
    plain: float
    """Log odds of plain words that a certain claim needs without the grammar."""
    grammar_likely: float
    """Log odds that the grammar adds where it finds the claim implied."""
    grammar_certain: float
    """Log odds that the grammar adds where it finds the claim in so many words."""
    notes: str = Field(default="")

    def least(self, tag: str, language: str) -> float:
        """Return the log odds from which a claim or purpose counts in a text of ``language``."""
        return self.likely[tag] + self.more_in.get(language, {}).get(tag, 0.0)

    def lowest(self, tag: str) -> float:
        """Return the log odds under which a claim or purpose counts in no language."""
        return self.likely[tag] + min([0.0, *(more.get(tag, 0.0) for more in self.more_in.values())])

    @model_validator(mode="after")
    def _has_every_threshold(self) -> Card:
        missing = [tag for tag in (*self.claims, *self.purposes) if tag not in self.likely]
        if missing:
            raise ValueError(f"'likely' has nothing for {', '.join(missing)}")
        return self


def load_second_reader(folder: Path, card_digest: str = "") -> SecondReader:
    """Load card and weights.

    Args:
        folder: Where both stand.
        card_digest: SHA-256 that the card's file must have; empty for any.

    Raises:
        RuleError: A file is missing or broken, or not the one that is named.
    """
    try:
        written = (folder / CARD).read_bytes()
        card = Card.model_validate(json.loads(written))
        named = {WEIGHTS: card.weights, SIEVE: card.sieve, GLANCE: card.glance}
        raw = {name: (folder / name).read_bytes() if digest else b"" for name, digest in named.items()}
    except (OSError, ValueError) as fault:
        raise RuleError(
            f"rules/{folder.name}/{CARD}", 1, f"the second reader can't be read: {fault}"
        ) from fault
    if card_digest and hashlib.sha256(written).hexdigest() != card_digest:
        raise RuleError(f"rules/{folder.name}/{CARD}", 1, "this is not the card that the rulebook names")
    for name, digest in named.items():
        if digest and hashlib.sha256(raw[name]).hexdigest() != digest:
            raise RuleError(f"rules/{folder.name}/{CARD}", 1, f"{_SAID[name]} that the card names")
    try:
        return _reader_of(_arrays(raw[WEIGHTS]), _arrays(raw[SIEVE]), _arrays(raw[GLANCE]), card)
    except (ValueError, KeyError, TypeError, EOFError, BadZipFile) as fault:
        raise RuleError(f"rules/{folder.name}/{CARD}", 1, f"the weights can't be used: {fault}") from fault


def _arrays(raw: bytes) -> dict[str, NDArray[Any]]:
    if not raw:
        return {}
    with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _reader_of(
    arrays: Mapping[str, NDArray[Any]],
    sieve: Mapping[str, NDArray[Any]],
    glance: Mapping[str, NDArray[Any]],
    card: Card,
) -> SecondReader:
    written = bytes(arrays["pieces"]).decode("utf-8").split("\n")
    pieces = Pieces(written, arrays["scores"].astype(np.float32).tolist(), unknown=3)
    network = network_of(arrays, card.pooling)
    seen = sieve_of(sieve, pieces, network.words) if sieve else None
    return SecondReader(network, pieces, card, seen, glance_of(glance))


def glance_of(arrays: Mapping[str, NDArray[Any]]) -> dict[int, Look]:
    """Build the looks from their stored arrays: ``2.out`` is what the look after two layers ends in."""
    after = {int(name.split(".")[0]) for name in arrays}
    parts = [field.name for field in fields(Look)]
    return {
        number: Look(*(arrays[f"{number}.{part}"].astype(np.float32) for part in parts)) for number in after
    }


def sieve_of(arrays: Mapping[str, NDArray[Any]], pieces: Pieces, vectors: Blocks) -> Sieve:
    """Build the sieve from its stored arrays."""
    kernels = Kernels(**{name: stored.astype(np.float32) for name, stored in arrays.items()})
    return Sieve(kernels, pieces, vectors)


def network_of(arrays: Mapping[str, NDArray[Any]], pooling: float) -> Network:
    """Build the network from its stored arrays."""
    count = len({name.split(".")[0] for name in arrays if name.startswith("layer")})
    head = Head(
        **{
            name: arrays[f"head.{name}"]
            for name in ("mean", "spread", "stated", "stated_bias", "plain", "plain_bias")
        }
    )
    return Network(
        words=Blocks(arrays["words"]),
        positions=arrays["positions"].astype(np.float32),
        norm=(arrays["norm.gain"], arrays["norm.offset"]),
        layers=tuple(_layer(arrays, f"layer{number}") for number in range(count)),
        head=head,
        heads=int(arrays["heads"]),
        pooling=pooling,
    )


def _matrix(arrays: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """A matrix ready to multiply from the right.

    It is stored in four bits, or in eight with a scale for each row.
    """
    stored = arrays[name]
    if stored.dtype == np.uint8:
        rows = Blocks(stored).rows(slice(None))
    else:
        rows = stored.astype(np.float32) * arrays[f"{name}.scale"].astype(np.float32)[:, None]
    return np.ascontiguousarray(rows.T)


def _layer(arrays: Mapping[str, NDArray[Any]], name: str) -> Layer:
    return Layer(
        qkv=_matrix(arrays, f"{name}.qkv"),
        qkv_bias=arrays[f"{name}.qkv.bias"],
        out=_matrix(arrays, f"{name}.out"),
        out_bias=arrays[f"{name}.out.bias"],
        norm=(arrays[f"{name}.norm.gain"], arrays[f"{name}.norm.offset"]),
        up=_matrix(arrays, f"{name}.up"),
        up_bias=arrays[f"{name}.up.bias"],
        down=_matrix(arrays, f"{name}.down"),
        down_bias=arrays[f"{name}.down.bias"],
        norm_after=(arrays[f"{name}.norm_after.gain"], arrays[f"{name}.norm_after.offset"]),
    )
