"""Windows with their hidden states after the frozen layers, in groups of like length."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from auditor.training import texts
    from auditor.training.network import Lower


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
        """Hidden states, mask, marks, plainness (-1 where nothing is claimed) and known tags of a group."""
        examples = [self.examples[which] for which in group]
        longest = max(len(example.numbers) for example in examples)
        tags = examples[0].marks.shape[1]
        hidden = torch.zeros(len(group), longest, self.states[0].shape[1])
        mask = torch.zeros(len(group), longest, dtype=torch.bool)
        marks = torch.zeros(len(group), longest, tags)
        plain = torch.full((len(group), tags), -1.0)
        for row, (which, example) in enumerate(zip(group, examples, strict=True)):
            length = len(example.numbers)
            hidden[row, :length] = self.states[which].float()
            mask[row, :length] = True
            marks[row, :length] = torch.from_numpy(example.marks)
            for tag, sure in example.plain.items():
                plain[row, tag] = sure
        known = torch.from_numpy(np.stack([example.known for example in examples]))
        return hidden, mask, marks, plain, known
