"""The loop: losses, rates that rise and fall, and log odds of labelled texts."""

# ruff: noqa: T201 -- progress for people is what this prints

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

if TYPE_CHECKING:
    import argparse

    from auditor.training.batches import Windows
    from auditor.training.network import Upper

BATCH_PIECES = 700
WARM_UP = 0.06
PIECE_WEIGHT = 2.0


def loss_of(net: Upper, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Three losses: by window, by piece, and how plain the words are; each over the tags that are known."""
    hidden, mask, marks, plain, known = batch
    pieces, window, plainness = net(hidden, mask)
    by_window = functional.binary_cross_entropy_with_logits(window, marks.amax(1), reduction="none")
    by_piece = functional.binary_cross_entropy_with_logits(
        pieces, marks, pos_weight=torch.tensor(PIECE_WEIGHT), reduction="none"
    )
    told = (known[:, None, :] * mask[:, :, None]).float()
    total = 8 * _mean(by_window, known) + 4 * _mean(by_piece, told)
    if (plain >= 0).any():
        stated = plain >= 0
        total = total + 0.3 * functional.binary_cross_entropy_with_logits(plainness[stated], plain[stated])
    return total


def _mean(losses: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    return (losses * known).sum() / known.sum().clamp_min(1)


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
