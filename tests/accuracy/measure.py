"""Read every labelled text and count what was found, missed and made up."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.language import reader_for
from auditor.model import Certainty, Text
from auditor.rulebook import load_rulebook

CORPUS = Path(__file__).parent.parent / "corpus"
SETS = {"development": ("en/*.jsonl",), "held-out": ("held_out/*.jsonl",)}


def files_of(name: str) -> list[Path]:
    """The files of one set, in order."""
    return sorted(path for pattern in SETS[name] for path in CORPUS.glob(pattern))


def digest(name: str) -> str:
    """SHA-256 over the texts of one set: floors hold for exactly these."""
    total = hashlib.sha256()
    for path in files_of(name):
        total.update(path.read_bytes())
    return total.hexdigest()


def load(name: str) -> list[dict[str, Any]]:
    """The labelled texts of one set."""
    return [json.loads(line) for path in files_of(name) for line in path.read_text("utf-8").splitlines()]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, hits / of
    middle = p + z * z / (2 * of)
    spread = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    whole = 1 + z * z / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass
class Counts:
    """Texts in which one claim was rightly found, wrongly found or missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    certain_right: int = 0
    certain_wrong: int = 0

    @property
    def precision(self) -> float:
        """Share of findings that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of claims that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def certain_precision(self) -> float:
        """Share of certain findings that are right."""
        found = self.certain_right + self.certain_wrong
        return self.certain_right / found if found else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Measured:
    """Everything measured on one set."""

    texts: int = 0
    claims: dict[str, Counts] = field(default_factory=dict)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)


def measure(name: str) -> Measured:
    """Read all texts of a set and count by claim; and by kind of text whether all its claims were right."""
    rulebook = load_rulebook()
    reader = reader_for(rulebook)
    measured = Measured(claims={claim: Counts() for claim in rulebook.claims})
    for row in load(name):
        wanted = {claim["id"] for claim in row["claims"]}
        found = {claim.claim: claim for claim in reader.read([Text(content=row["text"])]).claims}
        measured.texts += 1
        kind = measured.kinds.setdefault(row["kind"], Counter())
        kind["right" if wanted == set(found) else "wrong"] += 1
        for claim in wanted | set(found):
            counts = measured.claims[claim]
            certain = claim in found and found[claim].certainty is Certainty.CERTAIN
            if claim in wanted and claim in found:
                counts.right += 1
                counts.certain_right += certain
            elif claim in found:
                counts.wrong += 1
                counts.certain_wrong += certain
            else:
                counts.missed += 1
    return measured
