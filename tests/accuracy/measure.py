"""Read every labelled text and count what was found, missed and made up."""

from __future__ import annotations

import hashlib
import json
import math
import operator
from collections import Counter, defaultdict
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from auditor.language import reader_for
from auditor.model import Certainty, Text
from auditor.rulebook import load_rulebook

CORPUS = Path(__file__).parent.parent / "corpus"
SETS = {
    "development": "??/*.jsonl",
    "held-out": "held_out/*.jsonl",
    "fresh": "fresh/*.jsonl",
    "hard": "hard/*.jsonl",
}
"""Trained on; never trained on, but thresholds were chosen with it; for this alone; the hardest of those."""
EVERY = {"development": 40, "held-out": 1, "fresh": 1, "hard": 1}
"""The development texts are many, and trained on: each fortieth is read."""
SAVERS = "reveals-savers"


def files_of(name: str) -> list[Path]:
    """The files of one set, in order."""
    return sorted(CORPUS.glob(SETS[name]))


def digest(name: str) -> str:
    """SHA-256 over the texts of one set: floors hold for exactly these."""
    total = hashlib.sha256()
    for path in files_of(name):
        total.update(path.read_bytes())
    return total.hexdigest()


def language_of(path: Path) -> str:
    """The language of a file: its folder, or for held-out texts the beginning of its name."""
    return path.parent.name if len(path.parent.name) == len("en") else path.stem[:2]


def load(name: str) -> list[dict[str, Any]]:
    """The labelled texts of one set, each with its ``language``."""
    return [
        json.loads(line) | {"language": language_of(path)}
        for path in files_of(name)
        for line in path.read_text("utf-8").split("\n")
        if line
    ]


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

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(operator.add, astuple(self), astuple(other)))

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
    """Everything measured on one set. ``claims`` is by language and claim."""

    texts: int = 0
    claims: dict[tuple[str, str], Counts] = field(default_factory=dict)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)

    def counts(self, claim: str, languages: set[str] | None = None) -> Counts:
        """Counts of a claim over some languages, by default all."""
        total = Counts()
        for (language, name), counts in self.claims.items():
            if name == claim and (languages is None or language in languages):
                total = total + counts
        return total

    def macro_f1(self, languages: set[str] | None = None) -> float:
        """Mean F1 of all claims but the one about savers."""
        others = sorted({name for _, name in self.claims} - {SAVERS})
        return sum(self.counts(name, languages).f1 for name in others) / len(others)


def measure(name: str) -> Measured:
    """Read the texts of a set and count by claim; and by kind of text whether all its claims were right."""
    rulebook = load_rulebook()
    reader = reader_for(rulebook)
    claims: defaultdict[tuple[str, str], Counts] = defaultdict(Counts)
    measured = Measured()
    for row in load(name)[:: EVERY[name]]:
        wanted = {claim["id"] for claim in row["claims"]}
        found = {claim.claim: claim for claim in reader.read([Text(content=row["text"])]).claims}
        measured.texts += 1
        measured.languages[row["language"]] += 1
        kind = measured.kinds.setdefault(row["kind"], Counter())
        kind["right" if wanted == set(found) else "wrong"] += 1
        for claim in rulebook.claims:
            counts = claims[row["language"], claim]
            certain = claim in found and found[claim].certainty is Certainty.CERTAIN
            counts.right += claim in wanted and claim in found
            counts.wrong += claim in found and claim not in wanted
            counts.missed += claim in wanted and claim not in found
            counts.certain_right += certain and claim in wanted
            counts.certain_wrong += certain and claim not in wanted
    measured.claims = dict(claims)
    return measured
