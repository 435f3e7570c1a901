"""Learn the glance: ``python -m auditor.training.glance --honest HONEST.jsonl … --acnet ACNET.jsonl …``.

Windows that hold a claim's words against windows of honest descriptions, of sentences that explain access,
and (weighing less) of our texts without claims, by their states in the first layers, which no training
changes. The thresholds keep nearly all windows of held-out texts in which the whole encoder finds a claim.
"""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from auditor.language.second.glance import pooled
from auditor.language.second.lazy import GLANCE, LazyReader
from auditor.rulebook import load_rulebook
from auditor.training import compose, texts
from auditor.training.beside import CORPUS, arguments, name_in_card, plain_files, sentence_files
from auditor.training.rule_examples import rule_examples

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from auditor.language.second.proposals import SecondReader
    from auditor.training.texts import Row

AFTER = (0, 2, 4)
"""Layers after which a look is taken: what costs nothing first."""
OWN_SHARE = 0.4
"""Share of our texts without claims that is taken."""
CLAIM_WEIGHT, OWN_WEIGHT, HONEST_WEIGHT = 4.0, 0.3, 2.0
FEATURES = 64
DROPPED = (0.1, 0.2)
EPOCHS, BATCH, RATE = 10, 256, 1e-3
STATES_BATCH = 24
KEPT = 0.999
"""Share of held-out windows, rightly found to state a claim, that must pass each look."""
LOWERED = 0.5
"""Log odds by which the threshold is lowered beyond that, for what is written later."""


class Windows:
    """Windows as the looks see them. A is how many looks are taken."""

    def __init__(self, reader: SecondReader, rows: Sequence[Row], weight: float = 1.0) -> None:
        tags = texts.Tags(reader.card.claims)
        found = texts.examples(rows, reader.pieces, tags)
        found.sort(key=lambda example: len(example.numbers))
        self.claims = np.array([bool(example.marks.any()) for example in found])
        self.weights = np.where(self.claims, CLAIM_WEIGHT, weight).astype(np.float32)
        numbers = [example.numbers for example in found]
        self.batches = [numbers[at : at + STATES_BATCH] for at in range(0, len(numbers), STATES_BATCH)]
        looks = [
            [np.array([pooled(states) for states in reader.network.begin(batch, after).values()])
             for batch in self.batches]
            for after in AFTER
        ]  # fmt: skip
        self.pooled = np.stack([np.concatenate(look).astype(np.float16) for look in looks])
        """Shape (A, windows, 2 D)."""
        print(f"{len(found)} windows, {self.claims.sum()} of them with a claim's words", flush=True)


def found_by(reader: SecondReader, windows: Windows) -> np.ndarray:
    """Which windows hold a claim's words, and the whole encoder finds a claim in them. Shape (windows,)."""
    least = np.array([reader.card.likely[claim] for claim in reader.card.claims])
    read = [each for batch in windows.batches for each in reader.network.read(batch).values()]
    found = np.array([(each.text[: len(least)] >= least).any() for each in read], dtype=bool)
    return np.asarray(windows.claims & found, dtype=bool)


def material(options: argparse.Namespace) -> list[tuple[list[Row], float]]:
    """Rows, and what a window of theirs without a claim's words weighs."""
    rng = random.Random(0)  # noqa: S311 -- no secret
    own = texts.load(sorted(CORPUS.glob("??/*.jsonl"))) + rule_examples(load_rulebook())
    own = [row for row in own if row["claims"] or rng.random() < OWN_SHARE]
    said = compose.sentences([*sentence_files(), *options.acnet])
    runs = [{"text": row["text"]} for row in compose.runs(said)]
    honest = texts.load([*options.honest, *plain_files()])
    return [(own, OWN_WEIGHT), (honest, HONEST_WEIGHT), (runs, HONEST_WEIGHT)]


def network(width: int) -> nn.Sequential:
    """A look as it is trained."""
    first, second = DROPPED
    return nn.Sequential(
        nn.Dropout(first), nn.Linear(width, FEATURES), nn.ReLU(), nn.Dropout(second), nn.Linear(FEATURES, 1)
    )


def learn(seen: torch.Tensor, claims: torch.Tensor, weights: torch.Tensor) -> nn.Sequential:
    """Train one look with a rate that falls to nothing."""
    net = network(seen.shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.01)
    for epoch in range(EPOCHS):
        net.train()
        for at in torch.randperm(len(seen)).split(BATCH):
            loss = nn.functional.binary_cross_entropy_with_logits(
                net(seen[at])[:, 0], claims[at], weight=weights[at]
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        optimiser.param_groups[0]["lr"] = RATE * (1 - (epoch + 1) / EPOCHS)
    return net.eval()


def layers_of(net: nn.Sequential) -> dict[str, np.ndarray]:
    """A look's two layers as they are stored."""
    first, last = (layer for layer in net if isinstance(layer, nn.Linear))
    stored = {
        "hidden": first.weight.T, "hidden_bias": first.bias, "out": last.weight[0], "out_bias": last.bias[0],
    }  # fmt: skip
    return {name: values.detach().numpy() for name, values in stored.items()}


def main() -> None:
    """Learn and write."""
    options = arguments(__doc__)
    torch.manual_seed(0)
    reader = LazyReader("").reader
    parts = [Windows(reader, rows, weight) for rows, weight in material(options)]
    held = Windows(reader, texts.load(sorted(CORPUS.glob("held_out/*.jsonl"))))
    found = found_by(reader, held)
    claims = torch.tensor(np.concatenate([part.claims for part in parts]).astype(np.float32))
    weights = torch.tensor(np.concatenate([part.weights for part in parts]))
    arrays: dict[str, np.ndarray] = {}
    for look, after in enumerate(AFTER):
        seen = np.concatenate([part.pooled[look] for part in parts]).astype(np.float32)
        mean, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-3
        net = learn(torch.tensor((seen - mean) / spread), claims, weights)
        with torch.no_grad():
            odds = net(torch.tensor((held.pooled[look].astype(np.float32) - mean) / spread))[:, 0].numpy()
        threshold = float(np.quantile(odds[found], 1 - KEPT)) - LOWERED
        passed = (odds >= threshold)[~held.claims].mean()
        print(
            f"after {after}: threshold {threshold:.2f}; of held-out windows without claims {passed:.0%} pass"
        )
        stored = {"mean": mean, "spread": spread, "threshold": np.array(threshold)} | layers_of(net)
        arrays |= {f"{after}.{name}": values.astype(np.float16) for name, values in stored.items()}
    np.savez(options.out / GLANCE, **arrays)  # type: ignore[arg-type]
    name_in_card(options.out, {"glance": GLANCE})


if __name__ == "__main__":
    main()
