"""Learn the sieve: ``python -m auditor.training.sieve --honest HONEST.jsonl … --acnet ACNET.jsonl …``.

Stretches of words that hold a claim's words, among their own or among honest ones, against stretches of
honest descriptions, of sentences that explain access, and (weighing less) of our texts without claims. The
threshold keeps nearly all held-out texts with claims.
"""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from auditor.language.fold import fold
from auditor.language.gate import words_of
from auditor.language.second.lazy import GATE, SIEVE, LazyReader
from auditor.language.second.prepare import SPACE
from auditor.language.second.sieve import HOP
from auditor.training import compose, texts
from auditor.training.beside import CORPUS, arguments, name_in_card, plain_files, sentence_files
from auditor.training.rule_examples import rule_examples

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.language.second.proposals import SecondReader

STRETCH = 2 * HOP
AROUND = 60
"""Words kept on either side of a claim, to take its surroundings from."""
NARROW, FEATURES = 48, 64
EPOCHS, BATCH, RATE = 4, 256, 2e-3
FORGOTTEN, DROPPED = 0.08, 0.3
ELSEWHERE = 0.5
"""Share of the claims that are put among words of an honest text."""
OWN_WEIGHT, CLAIM_WEIGHT = 0.3, 2.0
KEPT = 0.995
"""Share of held-out texts with claims that must pass."""
LOWERED = 1.0
"""Log odds by which the threshold is lowered beyond that: of texts that were written later it kept fewer."""
Words = list[int]


class Vocabulary:
    """Numbers for words, in the order in which they were first seen."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def words(self, text: str) -> Words:
        """A text's words as numbers."""
        return [self.numbers.setdefault(word, len(self.numbers)) for word in words_of(fold(text).text)]

    def vectors(self, reader: SecondReader) -> torch.Tensor:
        """The mean of the vectors of each word's pieces; a last row of nothing. Shape (words + 1, 384)."""
        rows = [reader.vectors.rows(np.array(reader.pieces.numbers(SPACE + w))).mean(0) for w in self.numbers]
        return torch.tensor(np.vstack([*rows, np.zeros_like(rows[0])]))


@dataclass(frozen=True)
class Claim:
    """The words that state a claim, and those around them."""

    before: Words
    words: Words
    after: Words

    def stretch(self, rng: random.Random, plain: Sequence[Words]) -> Words:
        """The claim somewhere in a stretch, among its own words or those of an honest text."""
        said = self.words[:STRETCH]
        room = STRETCH - len(said)
        first = rng.randint(0, room)
        before, after = self.before, self.after
        if rng.random() < ELSEWHERE:
            before, after = rng.choice(plain), rng.choice(plain)
        return [*(before[-first:] if first else []), *said, *after[: room - first]]


class Material:
    """All that is learned from."""

    def __init__(self, options: argparse.Namespace, vocabulary: Vocabulary) -> None:
        from auditor.rulebook import load_rulebook  # noqa: PLC0415 -- beside its only use

        rows = texts.load(sorted(CORPUS.glob("??/*.jsonl"))) + rule_examples(load_rulebook())
        self.claims = [claim for row in rows for claim in _claims(row, vocabulary)]
        self.own = [s for row in rows if not row["claims"] for s in stretches(vocabulary.words(row["text"]))]
        honest = [row["text"] for row in texts.load([*options.honest, *plain_files()])]
        self.honest = [s for text in honest for s in stretches(vocabulary.words(text))]
        said = compose.sentences([*sentence_files(), *options.acnet])
        self.sentences = [vocabulary.words(row["text"]) for row in said]

    def epoch(self, rng: random.Random) -> list[tuple[Words, float, float]]:
        """Stretches, each with its truth and its weight, in a new order."""
        found = [(claim.stretch(rng, self.honest), 1.0, CLAIM_WEIGHT) for claim in self.claims * 2]
        found += [(words, 0.0, OWN_WEIGHT) for words in self.own]
        found += [(words, 0.0, 1.0) for words in [*self.honest, *self._runs(rng), *self._runs(rng)]]
        rng.shuffle(found)
        return found

    def _runs(self, rng: random.Random) -> Iterator[Words]:
        """Sentences in a row, in stretches."""
        order = list(self.sentences)
        rng.shuffle(order)
        words: Words = []
        for sentence in order:
            words += sentence
            while len(words) >= STRETCH:
                yield words[:STRETCH]
                words = words[STRETCH:]


def stretches(words: Words) -> list[Words]:
    """A text's words in stretches that overlap by half."""
    return [words[at : at + STRETCH] for at in range(0, max(1, len(words) - HOP), HOP)] if words else []


def _claims(row: dict[str, Any], vocabulary: Vocabulary) -> Iterator[Claim]:
    for claim in row["claims"]:
        start = row["text"].find(claim["quote"])
        end = start + len(claim["quote"])
        yield Claim(
            vocabulary.words(row["text"][:start])[-AROUND:],
            vocabulary.words(row["text"][start:end]),
            vocabulary.words(row["text"][end:])[:AROUND],
        )


class Convolutions(nn.Module):
    """The sieve as it is trained."""

    def __init__(self, vectors: torch.Tensor) -> None:
        super().__init__()
        self.mean, self.spread = vectors[:-1].mean(0), vectors[:-1].std(0)
        self.vectors = (vectors - self.mean) / self.spread
        self.vectors[-1] = 0
        self.narrow = nn.Linear(vectors.shape[1], NARROW, bias=False)
        self.near = nn.Conv1d(NARROW, FEATURES, 3, padding=1)
        self.far = nn.Conv1d(FEATURES, FEATURES, 3, padding=2, dilation=2)
        self.dropped = nn.Dropout(DROPPED)
        self.out = nn.Linear(2 * FEATURES, 1)

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        """Log odds of rows of words, shape (rows,)."""
        nothing = (words == len(self.vectors) - 1)[:, None]
        hidden = self.narrow(self.vectors[words]).transpose(1, 2)
        near = torch.relu(self.near(hidden)).masked_fill(nothing, 0)
        far = torch.relu(self.far(near)).masked_fill(nothing, 0)
        highest = torch.cat([near.amax(2), far.amax(2)], 1)
        return torch.as_tensor(self.out(self.dropped(highest))[:, 0])

    def rows(self, batch: Sequence[Words]) -> torch.Tensor:
        """Words in rows of one length."""
        out = torch.full((len(batch), STRETCH), len(self.vectors) - 1)
        for row, words in enumerate(batch):
            out[row, : len(words)] = torch.tensor(words)
        return out

    def arrays(self, threshold: float) -> dict[str, np.ndarray]:
        """What the sieve is stored as."""
        near, far = (c.weight.detach().permute(2, 1, 0).flatten(0, 1) for c in (self.near, self.far))
        stored = {
            "mean": self.mean, "spread": self.spread, "narrow": self.narrow.weight.detach().T,
            "near": near, "near_bias": self.near.bias, "far": far, "far_bias": self.far.bias,
            "out": self.out.weight[0], "out_bias": self.out.bias[0], "threshold": torch.tensor(threshold),
        }  # fmt: skip
        return {
            name: each.detach().numpy().astype(np.float16)
            for name, each in stored.items()
            if each is not None
        }


def learn(net: Convolutions, material: Material, rng: random.Random) -> None:
    """Train with a rate that falls to nothing."""
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.01)
    for epoch in range(EPOCHS):
        data, spent = material.epoch(rng), 0.0
        net.train()
        for at in range(0, len(data), BATCH):
            optimiser.param_groups[0]["lr"] = RATE * max(0.01, 1 - (epoch + at / len(data)) / EPOCHS)
            stretch, truth, weight = zip(*data[at : at + BATCH], strict=True)
            words = net.rows(stretch)
            words[torch.rand(words.shape) < FORGOTTEN] = len(net.vectors) - 1
            losses = nn.functional.binary_cross_entropy_with_logits(
                net(words), torch.tensor(truth), reduction="none"
            )
            loss = (losses * torch.tensor(weight)).mean()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            spent += float(loss.detach()) * len(stretch)
        print(f"epoch {epoch + 1}: loss {spent / len(data):.4f}", flush=True)
    net.eval()


@torch.no_grad()
def weights(net: Convolutions, found: Iterable[list[Words]]) -> np.ndarray:
    """Log odds of texts, each given as its stretches."""
    return np.array([float(net(net.rows(each)).max()) if each else -np.inf for each in found])


def main() -> None:
    """Learn and write."""
    options = arguments(__doc__)
    torch.manual_seed(0)
    lazy, vocabulary = LazyReader(""), Vocabulary()
    material = Material(options, vocabulary)
    held = texts.load(sorted(CORPUS.glob("held_out/*.jsonl")))
    cut = [stretches(vocabulary.words(row["text"])) for row in held]
    net = Convolutions(vocabulary.vectors(lazy.reader))
    learn(net, material, random.Random(0))  # noqa: S311 -- no secret
    folded = [fold(row["text"]).text for row in held]
    slack = np.array([np.inf if lazy.gate.names_platform(text) else lazy.slack(text) for text in folded])
    odds = weights(net, cut) + slack
    claims = np.array([bool(row["claims"]) for row in held])
    threshold = float(np.sort(odds[claims])[int((1 - KEPT) * claims.sum())]) - LOWERED
    passed = (odds >= threshold)[~claims].mean()
    print(f"threshold {threshold:.2f}; of held-out texts without claims {passed:.0%} pass")
    np.savez(options.out / SIEVE, **net.arrays(threshold))  # type: ignore[arg-type]
    name_in_card(options.out, {"gate": GATE, "sieve": SIEVE})


if __name__ == "__main__":
    main()
