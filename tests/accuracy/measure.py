"""The sets of labelled texts, and reading them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.language import reader_for
from auditor.model import Certainty, Text
from auditor.rulebook import load_rulebook
from tests.accuracy.counts import Measured

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def files_of(name: str) -> list[Path]:
    """The files of one set, in order."""
    return sorted(CORPUS.glob(SETS[name]))


def digest(files: Iterable[Path]) -> str:
    """SHA-256 over the texts of some files: floors hold for exactly these."""
    total = hashlib.sha256()
    for path in files:
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


def measure(name: str) -> Measured:
    """Read the texts of a set and count what was found, by language, kind of text and claim."""
    rulebook = load_rulebook()
    reader = reader_for(rulebook)
    measured = Measured()
    for row in load(name)[:: EVERY[name]]:
        claims = reader.read([Text(content=row["text"])]).claims
        found = {claim.claim: claim.certainty is Certainty.CERTAIN for claim in claims}
        wanted = {claim["id"] for claim in row["claims"]}
        measured.note((row["language"], row["kind"]), wanted, found, rulebook.claims)
    return measured
